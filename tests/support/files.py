"""Outputs compared file by file."""

from __future__ import annotations

from pathlib import Path


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
