"""The same bytes with one job or four, under any hash seed; and little is carried between jobs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.files import same
from tests.support.project import sphinx_build


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


def test_records_stay_out_of_the_environment(alone: Path) -> None:
    """Each job sends its environment back: the records, which all of them read, stay out of it."""
    pickled = (alone / ".doctrees" / "environment.pickle").read_bytes()
    for module in (
        b"sphinx_apparatus.model.records",
        b"sphinx_apparatus.model.essays",
        b"sphinx_apparatus.edition.edition",
        b"markdown_it",
    ):
        assert module not in pickled
