"""The buttons at the head of a page: where they lead, with a known repository and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from tests.conftest import sphinx_build

GITHUB = "https://github.com/kites/gulls"


def buttons(site: Path, name: str) -> dict[str, str]:
    page = html.fromstring((site / name).read_text(encoding="utf-8"))
    return {
        " ".join(one.text_content().split()): one.get("href")
        for one in page.xpath('//a[contains(@class, "apparatus-button")]')
    }


def built(repository: Path, out: Path, *options: str) -> Path:
    source = repository / "tests" / "roots" / "test-edition" / "docs"
    theme = ("-D", "html_theme=sphinx_book_theme", "-D", "apparatus_pdf=")
    sphinx_build("html", source, out / "html", "-d", str(out / "doctrees"), *theme, *options)
    return out / "html"


@pytest.mark.parametrize(
    ("repository_url", "host", "edit", "source"),
    [
        (GITHUB, "", f"{GITHUB}/edit/main/docs/about.md", f"{GITHUB}/blob/main/docs/about.md"),
        (
            "https://git.example/kites",
            "gitlab",
            "https://git.example/kites/-/edit/main/docs/about.md",
            "https://git.example/kites/-/blob/main/docs/about.md",
        ),
        (
            "https://codeberg.org/kites/gulls",
            "",
            "https://codeberg.org/kites/gulls/_edit/main/docs/about.md",
            "https://codeberg.org/kites/gulls/src/branch/main/docs/about.md",
        ),
    ],
)
def test_a_page_is_edited_at_the_host(
    tmp_path: Path, repository: Path, repository_url: str, host: str, edit: str, source: str
) -> None:
    options = ["-D", f"repository_url={repository_url}", "-D", f"repository_host={host}"]
    site = built(repository, tmp_path, *options, "-D", "apparatus_contributing=about")
    assert buttons(site, "about.html") == {"Edit this page": edit, "Source": source}
    # A text offers a note and shows its folder; nothing opens its locked words for editing.
    offered = buttons(site, "essays/1900-kite.html")
    folder = source.replace("docs/about.md", "essays/1900-kite")
    assert offered == {"Propose a note": "../about.html", "Source": folder}
    assert buttons(site, "search.html") == {}


def test_without_an_address_they_lead_to_the_guide(tmp_path: Path, repository: Path) -> None:
    site = built(repository, tmp_path, "-D", "apparatus_contributing=about")
    assert buttons(site, "unrelated.html") == {"Contribute": "about.html"}
    assert buttons(site, "essays/1900-kite.html") == {"Propose a note": "../about.html"}


def test_without_a_guide_there_is_no_empty_door(tmp_path: Path, repository: Path) -> None:
    site = built(repository, tmp_path)
    assert buttons(site, "unrelated.html") == {}
    assert buttons(site, "essays/1900-kite.html") == {"Propose a note": "#text"}
