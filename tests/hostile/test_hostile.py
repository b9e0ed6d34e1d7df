"""The corpus is refused: with a message, within bounds, and before anything is built."""

from __future__ import annotations

import shutil
import time
import tracemalloc
from pathlib import Path

import pytest
from tests.hostile.corpus import BLOW_UPS, CORPUS, HARMLESS, NOTE, TRACE, Evil, note
from tests.support.project import LINT_BASE, sphinx_build

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition

SECONDS = 5.0
"""Bound for reading and checking an edition of one page with an evil file in it."""
MEBIBYTES = 48
"""Bound for what Python allocates meanwhile."""


def read(edition: Path) -> Edition:
    """Open an edition within the bounds."""
    tracemalloc.start()
    start = time.process_time()
    try:
        opened = open_edition(edition / "essays", edition / "references.bib")
        spent = time.process_time() - start
        peak = tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
    assert spent < SECONDS, f"took {spent:.1f} s"
    assert peak < MEBIBYTES, f"took {peak:.0f} MiB"
    return opened


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a small edition without a fault."""
    shutil.copytree(LINT_BASE, tmp_path / "edition")
    return tmp_path / "edition"


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 60
    assert len({evil.name for evil in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("evil", CORPUS, ids=lambda evil: evil.name)
def test_refused(evil: Evil, base: Path) -> None:
    evil.do(base)
    problems = read(base).problems
    stopping = [problem for problem in problems if problem.stops]
    assert evil.rule in {problem.rule.number for problem in stopping}, problems
    for problem in problems:
        assert problem.line >= 1
        assert len(problem.message) < 2000
        assert not any(ord(sign) < 32 and sign != "\n" for sign in problem.message)
        assert "Traceback" not in problem.message


@pytest.mark.parametrize("name", BLOW_UPS)
def test_read_in_time(name: str, base: Path) -> None:
    (base / NOTE).write_bytes(note(BLOW_UPS[name]))
    read(base)


@pytest.mark.build
def test_what_only_looks_evil_is_shown_as_words(base: Path, tmp_path: Path) -> None:
    notes = base / "essays" / "2001-fox" / "notes"
    for number, body in enumerate(HARMLESS.values()):
        text = note(body).decode().replace("title: Evil", f"title: Evil {number}")
        (notes / f"evil-{number}.md").write_text(text)
    docs = base / "docs"
    docs.mkdir()
    # Settings of the site give these forms a meaning on other pages; not so in notes.
    (docs / "conf.py").write_text(
        'extensions = ["sphinx_apparatus"]\n'
        "apparatus_site = True\n"
        'myst_enable_extensions = ["colon_fence", "dollarmath", "substitution", "linkify"]\n'
        'myst_substitutions = {"project": "SUBSTITUTED"}\n'
    )
    (docs / "index.md").write_text("# Fox\n\n```{apparatus:essay} 2001-fox\n```\n")
    sphinx_build("html", docs, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    foot = page[page.index('class="apparatus-notes') :]
    assert "<svg" not in foot.replace("<svg aria-hidden", "")
    assert "onmouseover" not in foot.replace("{onmouseover", "")
    assert "root:" not in foot
    assert "SUBSTITUTED" not in foot
    assert 'href="javascript' not in foot
    for words in ("{{ project }}", ":::{include} /etc/passwd", "$", "&lt;svg/onload"):
        assert words in foot


@pytest.mark.build
def test_nothing_is_built_of_it(base: Path, tmp_path: Path) -> None:
    """One build of them all: files of notes under names of their own, other files as they are."""
    notes = base / "essays" / "2001-fox" / "notes"
    for number, evil in enumerate(CORPUS):
        each = tmp_path / "each"
        shutil.copytree(LINT_BASE, each)
        evil.do(each)
        made = each / NOTE
        if made.is_file() and not made.is_symlink() and made.stat().st_size < 20_000:
            shutil.copyfile(made, notes / f"evil-{number}.md")
        shutil.rmtree(each)
    docs = base / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text('extensions = ["sphinx_apparatus"]\napparatus_site = True\n')
    (docs / "index.md").write_text("# Fox\n\n```{apparatus:essay} 2001-fox\n```\n")
    out = tmp_path / "out"
    done = sphinx_build("html", docs, out, check=False)
    assert done.returncode != 0
    assert "nothing was built" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    built = [path for path in out.rglob("*") if path.is_file() and path.suffix != ".pickle"]
    assert not [path for path in built if TRACE.encode() in path.read_bytes()]
    assert not [path for path in built if path.suffix == ".html"]
