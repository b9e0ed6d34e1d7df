"""The same bytes with one job or four, under any hash seed; and little is carried between jobs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, sphinx_build


def bytes_of(out: Path) -> dict[str, bytes]:
    """Every file of the output, without what Sphinx keeps for itself."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".doctrees" not in path.parts
    }


def same(one: Path, other: Path) -> bool:
    """Compare file by file, so that a difference names its file."""
    first, second = bytes_of(one), bytes_of(other)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    return len(first) > 10


def small(rootdir: Path, out: Path, jobs: int, builder: str = "html") -> Path:
    options = ("-n", "-W", "-j", str(jobs), "-d", str(out / ".doctrees"))
    sphinx_build(builder, rootdir / "test-edition" / "docs", out, *options)
    return out


@pytest.fixture(scope="module")
def alone(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition, built with one job and one hash seed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONHASHSEED", "0")
        return small(rootdir, tmp_path_factory.mktemp("alone"), 1)


def test_jobs(alone: Path, rootdir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    assert same(alone, small(rootdir, tmp_path, 4))


def test_hash_seeds(
    alone: Path, rootdir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    assert same(alone, small(rootdir, tmp_path, 1))


def test_the_edition_with_four_jobs(
    html_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "42")
    options = ("-n", "-W", "-j", "4", "-d", str(tmp_path / ".doctrees"))
    sphinx_build("html", REPOSITORY / "docs", tmp_path, *options)
    assert same(html_site, tmp_path)


def test_the_environment_stays_small(html_site: Path) -> None:
    """Each job sends its environment back: the records, which all of them read, stay out of it."""
    pickled = (html_site / ".doctrees" / "environment.pickle").read_bytes()
    for module in (
        b"sphinx_apparatus.model.records",
        b"sphinx_apparatus.model.essays",
        b"sphinx_apparatus.edition.edition",
        b"markdown_it",
    ):
        assert module not in pickled
    texts = sum(
        path.stat().st_size for path in (REPOSITORY / "essays").rglob("*.md") if path.is_file()
    )
    sources = (REPOSITORY / "references.bib").stat().st_size
    assert len(pickled) < 3 * (texts + sources), len(pickled)
