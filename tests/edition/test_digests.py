"""Digests tell whether files have changed, whatever their dates and sizes say."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx_apparatus.edition.digests import digest_of


def test_dates_and_sizes_count_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("one")
    first, before = digest_of(tmp_path), file.stat()
    os.utime(file)
    assert digest_of(tmp_path) == first
    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digest_of(tmp_path) != first


def test_a_large_file_is_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "large.md"
    file.write_bytes(b"a" * 100_000)
    first = digest_of(file)
    file.write_bytes(b"a" * 99_999 + b"b")
    assert digest_of(file) != first != ""
