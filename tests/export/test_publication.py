"""License and addresses in what is exported: those of the settings and of the pages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.support.project import Apparatus, sphinx_build

from sphinx_apparatus.export.publication import pages_of_records

LICENSE = ["CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"]


@pytest.fixture(scope="module")
def project(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition with its pages elsewhere than their names say, and another license."""
    made = shutil.copytree(rootdir / "test-edition", tmp_path_factory.mktemp("edition") / "project")
    docs = made / "docs"
    (docs / "essays" / "1900-kite.md").rename(docs / "kites.md")
    (docs / "a" / "b").mkdir(parents=True)
    (docs / "themes" / "material.md").rename(docs / "a" / "b" / "stuff.md")
    (docs / "drafts").mkdir()
    (docs / "drafts" / "kite.md").write_text("# Draft\n\n```{apparatus:essay} 1900-kite\n```\n")
    (docs / "data.md").write_text("# Data\n\n```{apparatus:data}\n```\n")
    index = docs / "index.md"
    text = index.read_text().replace("essays/1900-kite", "kites")
    index.write_text(text.replace("themes/material", "a/b/stuff").replace("unrelated", "data"))
    with (docs / "conf.py").open("a") as conf:
        conf.write(f'\napparatus_license = {LICENSE}\nexclude_patterns = ["drafts"]\n')
    return made


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    sphinx_build("html", project / "docs", out, "-d", str(out / ".doctrees"))
    return out


def test_pages_are_found_by_what_they_show(project: Path) -> None:
    found = pages_of_records(project / "docs", ["drafts"])
    assert found["text:1900-kite"] == "kites"
    assert found["text:1950-gull"] == "essays/1950-gull"
    assert found["theme:material"] == "a/b/stuff"
    assert pages_of_records(project / "docs")["text:1900-kite"] == "drafts/kite"


def test_the_command_writes_the_files_of_the_site(
    project: Path, site: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    ran = apparatus("export", "data", tmp_path, "--project", project)
    assert ran.code == 0, ran.err
    ours = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert ours == {path.name: path.read_bytes() for path in (site / "data").iterdir()}


def test_every_address_is_that_of_a_place_in_the_site(site: Path) -> None:
    found = set()
    for path in (site / "data").iterdir():
        if path.suffix in (".jsonld", ".atom", ".xml"):
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r'"(?:\.\./)([^"#\\]+\.html)(?:#([^"\\]+))?\\?"', text))
    assert {page for page, _ in found} >= {"kites.html", "essays/1950-gull.html"}
    for page, id in found:
        assert (site / page).is_file(), page
        assert not id or f'id="{id}"' in (site / page).read_text(encoding="utf-8"), (page, id)


def test_reviews_in_a_page_lead_to_itself(site: Path) -> None:
    page = (site / "kites.html").read_text(encoding="utf-8")
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    reviews = [each for script in scripts for each in json.loads(script)["@graph"]]
    addresses = [review["url"] for review in reviews if review["@type"] == "ClaimReview"]
    assert addresses
    assert all(address.startswith("kites.html#note-") for address in addresses)


def test_the_license_is_that_of_the_settings(site: Path) -> None:
    name, address = LICENSE
    for path in (site / "data").iterdir():
        if path.suffix in (".jsonld", ".atom", ".xml", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert address in text, path.name
            assert "licenses/by/4.0" not in text, path.name
            assert "CC BY" not in text, path.name
    assert name in (site / "data.html").read_text(encoding="utf-8")
    assert name in (site / "data" / "edition.tei.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ['"CC0"', '["CC0"]', '["CC0", ""]', '["CC0", 1]'])
def test_a_license_without_an_address_is_refused(
    project: Path, tmp_path: Path, apparatus: Apparatus, value: str
) -> None:
    copy = shutil.copytree(project, tmp_path / "project")
    with (copy / "docs" / "conf.py").open("a") as conf:
        conf.write(f"apparatus_license = {value}\n")
    ran = apparatus("export", "data", tmp_path / "data", "--project", copy)
    assert ran.code == 2
    assert "expected a name and an address" in ran.err
    done = sphinx_build("html", copy / "docs", tmp_path / "html", check=False)
    assert done.returncode
    assert "expected a name and an address" in done.stderr
