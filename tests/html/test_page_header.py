"""The buttons at the head of a page: where they lead, with a known repository and without."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import html
from tests.support.project import sphinx_build

from sphinx_apparatus.html import page_header
from sphinx_apparatus.html.translator import STATIC

GITHUB = "https://github.com/kites/gulls"


def buttons(site: Path, name: str) -> dict[str, str]:
    page = html.fromstring((site / name).read_text(encoding="utf-8"))
    return {
        " ".join(one.text_content().split()): one.get("href")
        for one in page.xpath('//a[contains(@class, "apparatus-button")]')
    }


def built(repository: Path, out: Path, *options: str, source: Path | None = None) -> Path:
    source = source or repository / "tests" / "roots" / "test-edition" / "docs"
    theme = ("-D", "html_theme=sphinx_book_theme", "-D", "apparatus_pdf=")
    sphinx_build("html", source, out / "html", "-d", str(out / "doctrees"), *theme, *options)
    return out / "html"


def test_a_page_is_edited_at_the_host(tmp_path: Path, repository: Path) -> None:
    options = ["-D", f"repository_url={GITHUB}", "-D", "apparatus_contributing=about"]
    site = built(repository, tmp_path, *options)
    edit, source = f"{GITHUB}/edit/main/docs/about.md", f"{GITHUB}/blob/main/docs/about.md"
    assert buttons(site, "about.html") == {"Edit this page": edit, "Source": source}
    # A text offers a note and shows its folder; nothing opens its locked words for editing.
    offered = buttons(site, "essays/1900-kite.html")
    folder = f"{GITHUB}/blob/main/essays/1900-kite"
    assert offered == {"Propose a note": "../about.html", "Source": folder}
    assert buttons(site, "search.html") == {}


def test_pages_made_from_records_or_an_included_file_lead_to_these(
    tmp_path: Path, repository: Path
) -> None:
    project = shutil.copytree(repository / "tests" / "roots" / "test-edition", tmp_path / "root")
    pages = {"names": "names", "corrections": "corrections", "sums": "coverage"}
    for name, directive in pages.items():
        page = f"# A list\n\n```{{apparatus:{directive}}}\n```\n"
        (project / "docs" / f"{name}.md").write_text(page)
    (project / "essays" / "_data" / "corrections.yml").write_text("[]\n")
    (project / "GUIDE.md").write_text("# A guide\n")
    (project / "docs" / "guide.md").write_text("```{include} ../GUIDE.md\n```\n")
    (project / "docs" / "part.md").write_text("# A part\n\n```{include} ../GUIDE.md\n```\n")
    site = built(repository, tmp_path, "-D", f"repository_url={GITHUB}/", source=project / "docs")
    edits = {
        "bibliography": "edit/main/references.bib",
        "names": "edit/main/essays/_data/names.yml",
        "corrections": "edit/main/essays/_data/corrections.yml",
        # Of many files the folder: a host edits one at a time.
        "fact-checks": "blob/main/essays",
        "sums": "blob/main/essays",
        "unrelated": "edit/main/docs/unrelated.md",
        "guide": "edit/main/GUIDE.md",
        "part": "edit/main/docs/part.md",
    }
    for name, path in edits.items():
        found = buttons(site, f"{name}.html")
        assert found["Edit this page"] == f"{GITHUB}/{path}", name
        source = "GUIDE.md" if name == "guide" else f"docs/{name}.md"
        assert found["Source"] == f"{GITHUB}/blob/main/{source}"


def test_the_key_to_abbreviations_is_one_step_away(tmp_path: Path, repository: Path) -> None:
    project = shutil.copytree(repository / "tests" / "roots" / "test-edition", tmp_path / "root")
    (project / "docs" / "about.md").write_text("# About\n\n```{apparatus:key}\n```\n")
    site = built(repository, tmp_path, "-D", "apparatus_key=about", source=project / "docs")
    assert buttons(site, "essays/1900-kite.html") == {"Key": "../about.html"}
    assert buttons(site, "about.html") == {}
    page = html.fromstring((site / "about.html").read_text(encoding="utf-8"))
    terms = [term.text_content() for term in page.iter("dt")]
    for sign in ("n.", "¶", "↔", "om.", "edd.", "n.d.", "confidence", "● Supported"):
        assert sign in terms
    relations = [one.text_content() for one in page.xpath("//dd//li")]
    assert relations[0] == "agrees: both make the same point"


def test_without_a_guide_there_is_no_empty_door(tmp_path: Path, repository: Path) -> None:
    site = built(repository, tmp_path)
    assert buttons(site, "unrelated.html") == {}
    assert buttons(site, "essays/1900-kite.html") == {}
    assert "annotate" not in (site / "essays" / "1900-kite.html").read_text().lower()
    assert not (site / "_static" / "annotate").exists()


@pytest.mark.parametrize("wanted", [True, False])
def test_without_an_address_they_lead_to_the_guide_and_offer_notes_as_wanted(
    wanted: bool, tmp_path: Path, repository: Path
) -> None:
    project = shutil.copytree(repository / "tests" / "roots" / "test-edition", tmp_path / "root")
    conf = project / "docs" / "conf.py"
    settings = f"apparatus_annotate = {wanted}\napparatus_contributing = 'about'\n"
    conf.write_text(f"{conf.read_text()}\n{settings}")
    site = built(repository, tmp_path, source=project / "docs")
    assert buttons(site, "unrelated.html") == {"Contribute": "about.html"}
    offered = {"Propose a note": "../about.html"} if wanted else {}
    assert buttons(site, "essays/1900-kite.html") == offered
    page = (site / "essays" / "1900-kite.html").read_text()
    assert ("apparatus-annotate-start" in page) is wanted
    assert (site / "_static" / "annotate" / "essays" / "1900-kite.js").exists() is wanted


def test_every_icon_is_drawn() -> None:
    # Any other loads the theme's font of 115 kB.
    source = Path(page_header.__file__).read_text(encoding="utf-8")
    icons = set(re.findall(r'Button\(_\("[^"]+"\), "([a-z-]+)"', source))
    drawn = set(re.findall(r"\.fa-solid\.fa-([a-z-]+)\{", (STATIC / "apparatus.css").read_text()))
    assert icons >= {"list", "code", "pen-to-square"}
    assert icons <= drawn
