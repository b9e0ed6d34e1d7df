"""An edited text on one page of a project that has its own theme, pages and bibliography."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path

import pytest
from tests.support.project import Apparatus, sphinx_build

from sphinx_apparatus.html.translator import STATIC, for_guest
from sphinx_apparatus.model.vocabulary import Verdict

CONF = """\
from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style
from pybtex.style.template import field, join

class OfTheHost(Style):
    def get_article_template(self, e):
        return join["OF THE HOST: ", field("title")]

register_plugin("pybtex.style.formatting", "of-the-host", OfTheHost)
project = "Host"
author = "The hosts"
extensions = [{}"sphinx.ext.mathjax", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["refs.bib"]
bibtex_default_style = "of-the-host"
html_theme = "{}"
html_theme_options = {{}}
"""
PAGES = {
    "index.rst": """\
Host
====

It cites :cite:p:`knuth` and :cite:t:`gray1907gardens`, has a footnote [#f]_ and :math:`x^2`.

.. [#f] A footnote.

.. container:: box

   | A line,
   | another.

.. toctree::

   usage
   garden
   refs
""",
    "usage.rst": """\
Usage
=====

.. index:: usage

See :cite:footcite:`knuth`, https://example.org/ and ``code``.

.. footbibliography::

.. list-table::

   * - one
     - two
""".replace(":cite:footcite:", ":footcite:t:"),
    "garden.rst": "The garden\n==========\n\nWords of the host.\n{}\nAfter\n-----\n\nMore words.\n",
    "refs.rst": """\
References
==========

.. bibliography::
   :cited:

Others
------

.. bibliography::
   :list: enumerated
   :style: plain
   :filter: not cited
   :labelprefix: B
   :keyprefix: b-
""",
    "README.md": "# No page of the host\n",
    "a file: odd.txt": "Whatever names the host has.\n",
}
REFS = """\
@article{knuth, author = {Knuth, Donald E.}, title = {Literate Programming},
  journal = {The Computer Journal}, year = 1984, month = jan}
@book{gray1907gardens, author = {Gray, Ann}, title = {The Town Gardens, with Another Title},
  publisher = {P}, year = 1907}
@book{other, author = {Other, Ann}, title = {Not cited}, publisher = {P}, year = 1900}
"""
ESSAY = "\n.. apparatus:essay:: 1908-garden\n"


def host(folder: Path, theme: str, essays: Path | None = None, settings: str = "") -> Path:
    """Write the project, with a text of an edition where its folder is given."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name, text in PAGES.items():
        (docs / name).write_text(text.replace("{}", ESSAY if essays else ""))
    (docs / "refs.bib").write_text(REFS)
    conf = CONF.format('"sphinx_apparatus", ' if essays else "", theme)
    (docs / "conf.py").write_text(conf + settings)
    if essays:
        shutil.copytree(essays / "essays", folder / "essays")
        shutil.copy(essays / "references.bib", folder)
    return docs


def built(docs: Path, builder: str = "html") -> tuple[dict[str, bytes], str]:
    """Return the files of a build, and what was said."""
    out = docs.parent / builder
    done = sphinx_build(builder, docs, out, "-d", str(docs.parent / f"{builder}-trees"))
    files = {p.relative_to(out).as_posix(): p for p in out.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in files.items()}, done.stderr


THEMES = [
    "alabaster",
    *(
        pytest.param(name, marks=pytest.mark.slow)
        for name in ("pydata_sphinx_theme", "furo", "sphinx_rtd_theme")
    ),
]
CHANGED = {
    # The page of the text with its source, what lists all places, and a digest of settings.
    *("garden.html", "_sources/garden.rst.txt", "objects.inv", "searchindex.js", ".buildinfo"),
}


@pytest.fixture(scope="module")
def guest(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The project with a text, built."""
    return built(host(tmp_path_factory.mktemp("guest"), "alabaster", garden))[0]


@pytest.mark.parametrize("theme", THEMES)
def test_no_other_page_changes_by_a_byte(theme: str, garden: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec(theme) is None:
        pytest.skip(f"{theme} is not installed")
    before, said_before = built(host(tmp_path / "before", theme))
    after, said_after = built(host(tmp_path / "after", theme, garden))
    assert {name for name in before if before[name] != after.get(name)} == CHANGED
    new = after.keys() - before.keys()
    assert {name for name in new if not name.startswith("_static/")} == set()
    assert b"(Knuth" not in after["index.html"]
    assert b"OF THE HOST: Literate Programming" in after["refs.html"]
    # The text refers to another that no page shows; nothing else is said.
    about = [line for line in said_after.splitlines() if "1911-gate" not in line]
    assert [line for line in about if "crossing reference" not in line] == [
        line.replace("before", "after") for line in said_before.splitlines()
    ]


def test_the_page_has_the_text_with_its_own_sources(guest: dict[str, bytes]) -> None:
    page = guest["garden.html"].decode()
    assert "<h1>The garden" in page
    assert page.index("Words of the host.") < page.index('class="apparatus-guest"')
    assert page.index("More words.") > page.index('id="source-gray1907gardens"')
    assert Verdict.MOSTLY_SUPPORTED.sign in page
    # The host has another source of this key: its own citation is not that of the note.
    assert 'href="#source-gray1907gardens">Gray 1907</a>, p. 4' in page
    sources = page.partition('<h2 class="rubric" id="sources">Sources</h2>')[2]
    assert "<em>The Town Gardens</em>. Town Press." in sources.partition("</ul>")[0]
    assert "with Another Title" not in page
    cited = set(re.findall(r'href="#(source-[a-z0-9-]+)"', page))
    assert cited == set(re.findall(r'id="(source-[a-z0-9-]+)"', page)) != set()
    assert "apparatus-guest.css" in page
    assert "apparatus.css" not in page


@pytest.mark.parametrize(
    "style",
    ["chicago-notes", *(pytest.param(n, marks=pytest.mark.slow) for n in ("mla", "numbers"))],
)
def test_styles_of_citations(style: str, garden: Path, tmp_path: Path) -> None:
    setting = f'apparatus_citation_style = "{style}"\n'
    page = built(host(tmp_path, "alabaster", garden, setting))[0]["garden.html"].decode()
    found = re.search(
        r'<a class="reference internal" href="#source-gray1907gardens">(.*?)</a>', page
    )
    expected = {"chicago-notes": "Gray, ", "mla": "Gray", "numbers": "3"}[style]
    assert found
    assert expected in found[1] or found[1].isdigit()


def test_a_style_of_pybtex_is_for_a_site_alone(garden: Path, tmp_path: Path) -> None:
    docs = host(tmp_path, "alabaster", garden, 'apparatus_citation_style = "plain"\n')
    done = sphinx_build("html", docs, tmp_path / "out", check=False)
    assert done.returncode == 2
    assert "apparatus_citation_style is ‘plain’; expected one of" in done.stderr


def test_an_edition_without_its_setting_is_asked_for_it(garden: Path, tmp_path: Path) -> None:
    """Nothing reads its pages, and Sphinx alone would look for a page of another ending."""
    edition = Path(shutil.copytree(garden, tmp_path / "edition"))
    conf = edition / "docs/conf.py"
    conf.write_text(conf.read_text().replace("apparatus_site = True\n", ""))
    done = sphinx_build("html", edition / "docs", tmp_path / "out", check=False)
    assert done.returncode == 2
    assert "index.md: no extension of conf.py reads Markdown; write apparatus_site" in done.stderr


def test_settings_turn_parts_on_and_off(
    guest: dict[str, bytes], garden: Path, tmp_path: Path
) -> None:
    on = "apparatus_annotate = True\napparatus_metadata = True\n"
    on += "apparatus_search = True\napparatus_not_found = True\n"
    wide = built(host(tmp_path / "on", "alabaster", garden, on))[0]
    assert "404.html" in wide.keys() - guest.keys()
    assert 'id="apparatus-search"' in wide["search.html"].decode()
    assert any(name.startswith("_static/search/") for name in wide)
    assert "citation_title" in wide["usage.html"].decode()
    assert "apparatus-annotate" in wide["garden.html"].decode()
    assert "apparatus-correct" not in wide["usage.html"].decode()
    assert "citation_title" in guest["garden.html"].decode()
    assert "apparatus-annotate" not in guest["garden.html"].decode()
    settings = "apparatus_metadata = False\napparatus_versions = True\n"
    off, said = built(host(tmp_path / "off", "alabaster", garden, settings))
    assert "apparatus_versions: this means nothing unless the whole site is the edition’s" in said
    assert "citation_title" not in off["garden.html"].decode()
    assert "og:title" not in off["garden.html"].decode()


@pytest.mark.slow
def test_settings_turn_parts_of_a_site_off(garden: Path, tmp_path: Path) -> None:
    shutil.copytree(garden, tmp_path, dirs_exist_ok=True)
    off = "apparatus_search = False\napparatus_metadata = False\napparatus_not_found = False\n"
    conf = tmp_path / "docs/conf.py"
    conf.write_text(conf.read_text() + off)
    files = built(tmp_path / "docs")[0]
    assert "404.html" not in files
    assert not any(name.startswith("_static/search/") for name in files)
    for name, content in files.items():
        if name.endswith(".html"):
            for sign in (b"citation_title", b"og:title", b'id="apparatus-search"'):
                assert sign not in content, name


@pytest.mark.parametrize(
    "builder",
    [
        "text",
        *(
            pytest.param(n, marks=pytest.mark.slow)
            for n in ("dirhtml", "singlehtml", "epub", "latex", "man", "typst")
        ),
    ],
)
def test_other_builders(builder: str, garden: Path, tmp_path: Path) -> None:
    files, _ = built(host(tmp_path, "alabaster", garden), builder)
    assert files
    if builder == "text":
        page = files["garden.txt"].decode()
        assert "Gray 1907, p. 4" in page
        assert "The Town Gardens" in page


def test_a_project_without_a_bibliography(garden: Path, tmp_path: Path) -> None:
    docs = host(tmp_path, "alabaster", garden)
    for name in ("usage.rst", "refs.rst", "refs.bib"):
        (docs / name).unlink()
    (docs / "index.rst").write_text("Host\n====\n\n.. toctree::\n\n   garden\n")
    (docs / "conf.py").write_text('project = "Host"\nextensions = ["sphinx_apparatus"]\n')
    page = built(docs)[0]["garden.html"].decode()
    assert 'id="source-gray1907gardens"' in page


def test_the_check_is_about_the_edition(garden: Path, tmp_path: Path, apparatus: Apparatus) -> None:
    docs = host(tmp_path, "alabaster", garden)
    (docs / "index.rst").write_text("Host\n====\n\n.. raw:: html\n\n   <b>:cite:`nothing`</b>\n")
    checked = apparatus("check", "--project", tmp_path)
    assert checked.code == 0, checked.out
    assert "docs/" not in checked.out
    conf = docs / "conf.py"
    conf.write_text(f"{conf.read_text()}apparatus_site = True\n")
    assert "docs/" in apparatus("check", "--project", tmp_path).out


def test_a_changed_source_is_seen(garden: Path, tmp_path: Path) -> None:
    docs = host(tmp_path, "alabaster", garden)
    built(docs)
    references = tmp_path / "references.bib"
    text = references.read_text()
    assert "{The Town Gardens}" in text
    references.write_text(text.replace("{The Town Gardens}", "{The Gates of the Town}"))
    assert "The Gates of the Town" in built(docs)[0]["garden.html"].decode()


# -- styles ----------------------------------------------------------------------------------------


def selectors(style: str) -> list[str]:
    """Return the selectors of rules, those within rules left out."""
    found: list[str] = []
    depth: list[bool] = []
    last = 0
    for brace in re.finditer(r"[{};]", style):
        before = style[last : brace.start()].strip()
        if brace[0] == "{":
            is_rule = not before.startswith("@")
            if is_rule and not any(depth):
                found.append(before)
            depth.append(is_rule or "@keyframes" in before)
        elif brace[0] == "}":
            depth.pop()
        last = brace.end()
    return found


@pytest.mark.parametrize("name", ["apparatus", "records", "units", "guest"])
def test_styles_find_only_what_is_of_the_engine(name: str) -> None:
    style = (STATIC / f"{name}.css").read_text(encoding="utf-8")
    made = for_guest(style)
    assert made.count("{") == made.count("}")
    for rule in selectors(made):
        for selector in rule.split(",\n"):
            assert selector == ":root" or ".apparatus-" in selector, selector
            assert selector == ":root" or selector.count(":not(#_)") == 1, selector
            assert ".bd-article " not in selector, selector
    # All declarations are there still: nothing but selectors has changed.
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    declared = re.compile(r"[\w-]+:[^:;{}]+;")
    assert declared.findall(made) == declared.findall(plain)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "a, html:is(b, c) {}",
            ",\n".join([".apparatus-guest:not(#_) .apparatus-nothing"] * 2) + "{}",
        ),
        (".bd-article h1 {}", ".apparatus-guest:not(#_) h1{}"),
        (
            ".x :is(.apparatus-a, .apparatus-b) i {}",
            ".x :is(.apparatus-a:not(#_), .apparatus-b) i{}",
        ),
        ("@media print { * { a: b; } }", "@media print {.apparatus-guest:not(#_) *{ a: b; } }"),
        (":root { --apparatus-ink: #222; }", ":root{ --apparatus-ink: #222; }"),
        (".apparatus-a { .apparatus-b & {} }", ".apparatus-a:not(#_){ .apparatus-b & {} }"),
    ],
)
def test_selectors(rule: str, expected: str) -> None:
    assert for_guest(rule) == expected
