"""The real edition: contributions, events and corrections."""

from __future__ import annotations

from pathlib import Path

from sphinx_apparatus.edition.edition import Edition


def test_the_real_files_are_read_whole(edition: Edition, repository: Path) -> None:
    data = repository / "essays" / "_data"
    shared = edition.shared
    for name, records, mark in (
        ("contributions", shared.contributions, "- id:"),
        ("chronology", shared.events, "- date:"),
        ("vocabulary", shared.vocabulary, "- words:"),
    ):
        lines = (data / f"{name}.yml").read_text().splitlines()
        assert len(records) == sum(line.startswith(mark) for line in lines) > 0
