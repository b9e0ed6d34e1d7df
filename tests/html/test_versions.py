"""The site of a release is kept as it was built; citations of a version lead there."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import html
from tests.support.project import Apparatus, git, sphinx_build

ADDRESS = "https://gardens.example.org/"
PAGE = "essays/1908-garden"


@pytest.fixture(scope="module")
def newest(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """The newest site, and the files of two releases that were tagged."""
    folder = tmp_path_factory.mktemp("versions")
    work = folder / "work"
    shutil.copytree(garden, work, ignore=shutil.ignore_patterns("build"))
    conf = work / "docs" / "conf.py"
    conf.write_text(
        conf.read_text().replace('edition_url = ""', f'edition_url = "{ADDRESS}"')
        + "apparatus_versions = True\n"
    )
    git(work, "init", "-q")
    for release in ("0.1.0", "0.2.0"):
        conf.write_text(f'{conf.read_text()}release = "{release}"\n')
        note = work / "essays" / "1908-garden" / "notes" / "forty-gardens.md"
        note.write_text(note.read_text().replace("title: ", f"title: Of {release} "))
        git(work, "add", "-A")
        git(work, "commit", "-q", "-m", release)
        git(work, "tag", f"v{release}")
    kept = []
    for release in ("0.1.0", "0.2.0"):
        clone = folder / release
        git(work, "clone", "-q", "--branch", f"v{release}", str(work), str(clone))
        sphinx_build("html", clone / "docs", folder / f"site-{release}", "-D", "apparatus_kept=1")
        kept.append(folder / f"site-{release}.zip")
    sphinx_build("html", work / "docs", folder / "newest")
    return folder / "newest", kept


def test_kept_sites_stand_in_the_newest_as_they_were_built(
    newest: tuple[Path, list[Path]], apparatus: Apparatus
) -> None:
    site, kept = newest
    for path in kept:
        assert apparatus("version", "keep", path.with_suffix(""), path).code == 0
    before = kept[0].read_bytes()
    assert apparatus("version", "keep", kept[0].with_suffix(""), kept[0]).code == 0
    assert kept[0].read_bytes() == before, "the same site is the same bytes"
    assert apparatus("version", "add", site, *kept).code == 0
    for release in ("0.1.0", "0.2.0"):
        built = kept[0].parent / f"site-{release}"
        for path in built.rglob("*"):
            if path.is_file():
                there = site / "v" / release / path.relative_to(built)
                assert there.read_bytes() == path.read_bytes()
        page = html.parse(str(site / "v" / release / f"{PAGE}.html")).getroot()
        (line,) = page.find_class("apparatus-kept")
        assert line.text_content().startswith(f"Version {release}, kept as it was published.")
        (link,) = line.iter("a")
        to = (site / "v" / release / PAGE).parent / link.get("href")
        assert to.resolve() == (site / f"{PAGE}.html").resolve()
        # A search engine is led to the newest state.
        assert page.find(".//link[@rel='canonical']").get("href") == f"{ADDRESS}{PAGE}.html"
        assert f"Of {release} " in page.text_content()
        assert not (site / "v" / release / "sitemap.xml").exists()
    listed = html.parse(str(site / "v" / "index.html")).getroot()
    links = [link.get("href") for link in listed.iter("a")]
    assert links == ["../index.html", "0.2.0/index.html", "0.1.0/index.html"]
    page = html.parse(str(site / f"{PAGE}.html")).getroot()
    assert not page.find_class("apparatus-kept")
    (imprint,) = page.find_class("apparatus-imprint")
    assert [link.get("href") for link in imprint.iter("a")] == ["../v/index.html"]


def test_citations_lead_to_the_version(newest: tuple[Path, list[Path]]) -> None:
    site, _ = newest
    text = (site / f"{PAGE}.html").read_text()
    assert f"version 0.2.0. {ADDRESS}v/0.2.0/{PAGE}.html" in text


def test_a_kept_site_is_never_replaced(
    newest: tuple[Path, list[Path]], apparatus: Apparatus, tmp_path: Path
) -> None:
    site, kept = newest
    other = tmp_path / "site-0.1.0"
    other.mkdir()
    (other / "version.json").write_text(
        json.dumps({"release": "0.1.0", "date": "1912-01-01", "title": "Gardens"})
    )
    changed = tmp_path / "changed.zip"
    assert apparatus("version", "keep", other, changed).code == 0
    for path in kept:
        apparatus("version", "keep", path.with_suffix(""), path)
    assert apparatus("version", "add", site, *kept).code == 0
    ran = apparatus("version", "add", site, changed)
    assert ran.code == 1
    assert "another site stands here; a version that is kept never changes" in ran.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("0.1.0/../../out.html", "is no file that a site has"),
        ("0.1.0/a\\b.html", "is no file that a site has"),
        ("0.1.0/aux.html", "is no file that a site has"),
        ("0.1.0//etc/passwd", "is no file that a site has"),
        ("other/index.html", "expected one folder at the top, found 2"),
    ],
)
def test_a_hostile_file_is_refused(
    name: str, said: str, apparatus: Apparatus, tmp_path: Path
) -> None:
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        about = {"release": "0.1.0", "date": "1912-01-01", "title": "Gardens"}
        archive.writestr("0.1.0/version.json", json.dumps(about))
        archive.writestr(name, "words")
    ran = apparatus("version", "add", tmp_path / "site", path)
    assert ran.code == 1
    assert said in ran.err
    assert not (tmp_path / "site").exists()


def test_a_link_in_a_file_is_refused(apparatus: Apparatus, tmp_path: Path) -> None:
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("0.1.0/index.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert apparatus("version", "add", tmp_path / "site", path).code == 1


def test_a_site_that_was_not_built_to_be_kept_is_refused(
    apparatus: Apparatus, tmp_path: Path
) -> None:
    ran = apparatus("version", "keep", tmp_path, tmp_path / "site.zip")
    assert ran.code == 1
    assert "build the site with the setting apparatus_kept" in ran.err
