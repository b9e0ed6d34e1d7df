"""An edition in volumes: each built alone, joined by their inventories and one search."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, expect
from tests.support.project import sphinx_build

PAGE = """# Elsewhere

In this volume {apparatus:note}`1903-essay3/n1`.
In the other {apparatus:note}`1900-essay0/n1`, {apparatus:passage}`1900-essay0/p3`,
{apparatus:text}`words <1901-essay1>` and {external+one:apparatus:passage}`1902-essay2/p5`.
"""
CONF = """
extensions += ["sphinx.ext.intersphinx"]
intersphinx_mapping = {{"{other}": ("../{other}", {inventory!r})}}
apparatus_volumes = {{"Volume {other}": "../{other}/"}}
html_theme_options = {{}}
"""
Volumes = tuple[Path, str]


@pytest.fixture(scope="session")
def volumes(tmp_path_factory: pytest.TempPathFactory, synthetic: ModuleType) -> Volumes:
    """Volumes “one” and “two” side by side, and what the build of the second warned of."""
    root = tmp_path_factory.mktemp("volumes")
    essays = list(synthetic.essays(6, 8))
    for name, part, other in (("one", essays[:3], "two"), ("two", essays[3:], "one")):
        inventory = root / "site" / other / "objects.inv"
        # The first volume is built before the second has an inventory.
        conf = CONF.format(other=other, inventory=str(inventory))
        if name == "one":
            conf = conf.replace("intersphinx_mapping", "unused")
        synthetic.write_edition(root / name, part, conf)
    (root / "two" / "docs" / "elsewhere.md").write_text(PAGE)
    index = root / "two" / "docs" / "index.md"
    index.write_text(index.read_text().replace("bibliography\n", "bibliography\nelsewhere\n"))
    for name in ("one", "two"):
        done = sphinx_build("html", root / name / "docs", root / "site" / name, "-n")
    return root / "site", done.stderr


def test_references_lead_into_the_other_volume(volumes: Volumes) -> None:
    site, warnings = volumes
    assert not re.findall(r".*(?:ref\.|intersphinx|not found).*", warnings)
    page = (site / "two" / "elsewhere.html").read_text()
    links = re.findall(r'href="(\.\./one/[^"]*)"[^>]*>(?:<[^>]*>)*([^<]*)<', page)
    assert [(address, re.sub(r"n\. \d+", "n. #", words)) for address, words in links] == [
        ("../one/essays/1900-essay0.html#note-n1", "1900 n. #"),
        ("../one/essays/1900-essay0.html#p3", "1900 ¶3"),
        ("../one/essays/1901-essay1.html#text", "words"),
        ("../one/essays/1902-essay2.html#p5", "1902 ¶5"),
    ]
    for address, _ in links:
        file, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in (site / "two" / file).read_text()


@pytest.mark.browser
def test_one_search_over_both(volumes: Volumes, browser: Browser) -> None:
    site, _ = volumes
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((site / "two" / "search.html").as_uri() + "?q=note+n3")
    expect(page.locator(".apparatus-search-count")).to_contain_text("6 places")
    links = page.locator(".apparatus-search-results a").evaluate_all("all => all.map(a => a.href)")
    assert sorted(link.removeprefix(site.as_uri()) for link in links) == [
        f"/{'one' if n < 3 else 'two'}/essays/{1900 + n}-essay{n}.html#note-n3" for n in range(6)
    ]
    page.locator(".apparatus-search-results a", has_text="1901").click()
    page.locator(":target").wait_for()
    context.close()


@pytest.mark.parametrize("address", ["https://example.org/one/", "/one/", "../one"])
def test_a_volume_elsewhere_is_refused(
    address: str, make_app: Callable[..., object], rootdir: Path
) -> None:
    from sphinx.errors import ConfigError

    with pytest.raises(ConfigError, match="‘One’ stands at"):
        make_app(
            srcdir=rootdir / "test-edition" / "docs",
            confoverrides={"apparatus_volumes": {"One": address}},
        )
