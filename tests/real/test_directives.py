"""The real edition: pages of records are whole."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.review.coverage import coverage
from sphinx_apparatus.sphinx_ext.directives.names import indexed


def page(out: Path, name: str) -> str:
    return (out / f"{name}.html").read_text()


def test_pages_show_as_many_as_the_files_have(site: Path, edition: Edition) -> None:
    shared = edition.shared
    for debate in ("2019", "2026"):
        html = page(site, f"debates/{debate}")
        expected = [each for each in shared.contributions if each.debate == debate]
        assert html.count('id="contribution-') == len(expected)
        assert html.count("<svg") >= 1
    assert page(site, "chronology").count('id="event-') == len(shared.events)
    shown = [n for n in shared.names if n.kind != "subject" and n.name in indexed(edition)]
    assert len(re.findall(r'<dt id="name-', page(site, "names"))) == len(shown)
    html = page(site, "coverage")
    rows = sum(
        table.count("<tr") - 1
        for table in re.findall(r'<table class="[^"]*apparatus-coverage.*?</table>', html, re.S)
    )
    assert rows == len(coverage(edition))
    checks = sum(note.kind == "fact-check" for note in edition.note_by_id.values())
    together = re.search(r"<p>Together</p></td>.*?</tr>", html, re.S)
    assert together is not None
    assert re.findall(r"<p>(\d+)</p>", together[0])[-1] == str(checks)
