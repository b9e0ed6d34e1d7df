"""The core knows nothing of Sphinx: checks and exporters run without it."""

from __future__ import annotations

import subprocess
import sys

import pytest

CORE = (
    *("model.records", "edition.reader", "text.anchors", "text.edits", "text.numbering"),
    *("edition.rules", "model.problems", "edition.edition", "edition.loader", "sources.records"),
    *("authoring.transcription", "review.output", "edition.coverage", "edition.rules_style"),
    *("authoring.json_schemas", "edition.digests"),
    *("export.tei", "export.web_annotation", "export.claim_review", "export.myst"),
)


@pytest.mark.parametrize("module", CORE)
def test_a_core_module_imports_no_sphinx(module: str) -> None:
    command = (
        f"import sys, sphinx_apparatus.{module}; "
        "sys.exit(' '.join(m for m in sys.modules if m.split('.')[0] == 'sphinx') or None)"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), f"{module} imports {done.stderr}"
