"""A book in volumes: each within the memory that the documentation promises, others named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader
from tests.support.project import REPOSITORY

pytestmark = pytest.mark.build

BUILD = """
import resource, sys
from sphinx.cmd.build import main
code = main(sys.argv[1:])
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
sys.exit(code)
"""


def built(project: Path, texts: list[str], out: Path) -> int:
    """Build a volume; return the most memory that the build held, in megabytes."""
    documents = ",".join([*(f"essays/{text}" for text in texts), "bibliography"])
    command = [sys.executable, "-c", BUILD, "-q", "-b", "typst", "-D", "typst_notes=short"]
    command += ["-D", f"typst_documents={documents}", "-d", str(project / "trees")]
    done = subprocess.run(
        [*command, str(project / "docs"), str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (peak,) = re.findall(r"^peak (\d+)$", done.stdout, re.MULTILINE)
    return int(peak)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux")
def test_a_volume_of_a_hundred_texts_takes_less_than_two_gigabytes(
    tmp_path: Path, synthetic: ModuleType
) -> None:
    synthetic.write_edition(tmp_path, list(synthetic.essays(200, 20)))
    texts = sorted(path.stem for path in (tmp_path / "docs" / "essays").glob("*.md"))
    advised = re.search(
        r"at most (\d+) texts", (REPOSITORY / "docs" / "engine" / "print.md").read_text()
    )
    assert advised is not None
    count = int(advised[1])
    for number, part in enumerate((texts[:count], texts[count:]), 1):
        assert built(tmp_path, part, tmp_path / f"volume-{number}") < 2000


def test_what_stands_in_another_volume_is_named_without_a_link(
    tmp_path: Path, synthetic: ModuleType
) -> None:
    synthetic.write_edition(tmp_path, list(synthetic.essays(4, 8)))
    texts = sorted(path.stem for path in (tmp_path / "docs" / "essays").glob("*.md"))
    built(tmp_path, texts[::2], tmp_path / "one")
    reader = PdfReader(tmp_path / "one" / "edition.pdf")
    words = " ".join(page.extract_text() for page in reader.pages)
    assert re.search(r"190[13]\s*¶\s*\d", words)
    source = (tmp_path / "one" / "edition.typ").read_text()
    assert not re.search(r'link\(\s*label\("essays/190[13]', source)
