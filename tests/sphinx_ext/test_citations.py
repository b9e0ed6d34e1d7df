"""The bibliography in a project: every builder, in parallel, and again after changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parents[1] / "roots" / "test-bibliography"
BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "xml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT, tmp_path / "project"))


@contextmanager
def built(
    project: Path, builder: str = "html", jobs: int = 1, **settings: object
) -> Iterator[SphinxTestApp]:
    """Build without a warning; upstream's registries are restored at the end."""
    app = SphinxTestApp(
        buildername=builder,
        srcdir=project,
        confoverrides={"nitpicky": True, **settings},
        parallel=jobs,
    )
    try:
        app.build()
        assert app.warning.getvalue() == ""
        yield app
    finally:
        app.cleanup()


def page(app: SphinxTestApp, name: str) -> Any:
    return html.fromstring((app.outdir / name).read_text(encoding="utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_is_silent(project: Path, builder: str) -> None:
    with built(project, builder):
        pass


def test_citations_in_html(project: Path) -> None:
    with built(project) as app:
        body = page(app, "essay.html")
        cited = [words(one) for one in body.xpath('//span[@class="bibtex-citation"]')]
        links = {one.get("href") for one in body.xpath('//span[@class="bibtex-citation"]//a')}
    assert cited == [
        "(Fuller 2019)",
        "(see Fuller 2019, p. 5; Dean and Uzman 2019)",
        "Dean and Uzman (2019, para. 3)",
        "(Lander et al. 2018)",
        "(Lander, Barrios, and Arconada 2018)",
        "(El País 2019)",
        "(International Socialist Organization n.d.)",
        "(OHCHR 2019a; OHCHR 2019b)",
        "(Ley Constitucional Antibloqueo 2020)",
        "(Nobody 1901)",
        "Fuller",
        "2019a",
    ]
    assert "bibliography.html#source-fuller2019terms" in links


def test_list_in_html(project: Path) -> None:
    with built(project) as app:
        body = page(app, "bibliography.html")
    (listed,) = body.xpath('//ul[@class="apparatus-bibliography"]')
    assert [item.get("id") for item in listed.xpath("./li")] == [
        "source-dean2019enemy",
        "source-elpais2019protestas",
        "source-fuller2019terms",
        "source-isondabout",
        "source-lander2018petition",
        "source-antibloqueo2020ley",
        "source-anonymous1901book",
        "source-ohchr2019oral",
        "source-ohchr2019update",
    ]
    assert listed.xpath('.//span[@lang="es"]/text()')[0] == "Aumentan las protestas."
    assert listed.xpath("./li[1]//a/@href")[0].startswith("http://socialistworker.org/2019/01/30")


def test_accessible_roles(project: Path) -> None:
    """ARIA lets ``doc-biblioentry`` stand in ``doc-bibliography`` only; our list is a list."""
    with built(project) as app:
        body = page(app, "bibliography.html")
        essay = page(app, "essay.html")
        text = (app.outdir / "bibliography.html").read_text(encoding="utf-8")
    assert "doc-biblio" not in text
    assert 'role="list"' not in text
    (listed,) = body.xpath('//ul[@class="apparatus-bibliography"]')
    assert {child.tag for child in listed} == {"li"}
    # A title would be spoken after the words of each citation.
    assert not essay.xpath('//span[@class="bibtex-citation"]//a[@title]')


def test_places_that_cite(project: Path) -> None:
    with built(project) as app:
        body = page(app, "bibliography.html")
    (cited_in,) = body.xpath('//li[@id="source-fuller2019terms"]/p[@class="apparatus-cited-in"]')
    assert words(cited_in) == "Cited in: 2019 n. 9, n. 10, n. b; 2026 n. 12."
    assert [link.get("href") for link in cited_in.xpath(".//a")] == [
        "essay.html#note-nine",
        "essay.html#note-ten",
        "essay.html#note-bee",
        "essay.html#note-twelve",
    ]
    assert not body.xpath('//li[@id="source-isondabout"]/p[@class="apparatus-cited-in"]')


def test_without_the_domain_of_the_edition(project: Path) -> None:
    conf = (project / "conf.py").read_text(encoding="utf-8")
    conf = conf.replace("    app.add_domain(StandIn)\n", "")
    (project / "conf.py").write_text(conf, encoding="utf-8")
    with built(project) as app:
        assert "Cited in" not in (app.outdir / "bibliography.html").read_text(encoding="utf-8")


def test_places_are_plain_text_if_notes_cannot_be_linked(project: Path) -> None:
    conf = (project / "conf.py").read_text(encoding="utf-8")
    conf = conf.replace('    roles: ClassVar[dict[str, XRefRole]] = {"note": XRefRole()}\n', "")
    (project / "conf.py").write_text(conf, encoding="utf-8")
    with built(project) as app:
        body = page(app, "bibliography.html")
    (cited_in,) = body.xpath('//li[@id="source-dean2019enemy"]/p[@class="apparatus-cited-in"]')
    assert words(cited_in) == "Cited in: 2026 n. 1."
    assert not cited_in.xpath(".//a")


def test_text(project: Path) -> None:
    with built(project, "text") as app:
        text = (app.outdir / "bibliography.txt").read_text(encoding="utf-8")
    flat = " ".join(text.split())
    assert (
        "* Fuller, Nathan. 2019. “Anti-imperialism on our own terms.” *SocialistWorker.org*,"
        " February 21, 2019." in flat
    )
    assert "Cited in: 2019 n. 9, n. 10, n. b; 2026 n. 12." in flat
    assert "Read in the repost at example.org. Consulted in an archived copy: excerpt only." in flat


def test_one_file_has_each_id_once_and_each_link_arrives(project: Path) -> None:
    with built(project, "singlehtml") as app:
        body = page(app, "index.html")
    ids = body.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in body.xpath("//a/@href") if re.fullmatch("#.+", href)}
    assert {"source-fuller2019terms", "note-nine"} <= targets
    assert targets <= set(ids)


def test_latex_links_arrive(project: Path) -> None:
    with built(project, "latex") as app:
        (path,) = app.outdir.glob("*.tex")
        text = path.read_text(encoding="utf-8")
    wanted = set(re.findall(r"\\hyperlink\{(cite[^}]*)\}", text))
    assert wanted
    assert wanted <= set(re.findall(r"\\hypertarget\{(cite[^}]*)\}", text))


def test_parallel_builds_are_the_same(project: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(ROOT, tmp_path / "other"))
    for number in range(6):  # Sphinx goes parallel from six documents on
        for folder in (project, other):
            text = "---\norphan: true\n---\n\n# Page\n\n{cite:p}`dean2019enemy`\n"
            (folder / f"page{number}.md").write_text(text, encoding="utf-8")
    pages = []
    for folder, jobs in ((project, 1), (other, 4)):
        with built(folder, jobs=jobs) as app:
            names = ("essay.html", "bibliography.html", "page3.html")
            pages.append([(app.outdir / name).read_bytes() for name in names])
    assert pages[0] == pages[1]


def test_a_second_build_in_one_process_prints_entries_once(project: Path) -> None:
    with built(project) as app:
        app.build(force_all=True)
        body = page(app, "bibliography.html")
    assert len(body.xpath('//li[@id="source-dean2019enemy"]/p')) == 2


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


NAMESAKE = """
@article{fuller2019second,
  author = {Fuller, Nathan},
  title = {A second piece},
  journaltitle = {SocialistWorker.org},
  date = {2019},
  consulted = {full},
}
"""


def test_pages_are_written_again_when_a_label_changes(project: Path) -> None:
    """A second source of one author and year gives the first its letter, on pages not touched."""
    with built(project):
        pass
    append(project / "references.bib", NAMESAKE)
    append(project / "index.md", "\n{cite:p}`fuller2019second`\n")
    with built(project) as app:
        essay = words(page(app, "essay.html"))
        listed = words(page(app, "bibliography.html"))
    assert "(Fuller 2019a)" in essay
    assert "Fuller, Nathan. 2019b. “A second piece.”" in listed


def test_the_list_is_written_again_when_another_note_cites(project: Path) -> None:
    with built(project):
        pass
    conf = (project / "conf.py").read_text(encoding="utf-8")
    note = '("isondabout", CitingNote("2019", "7", "2019-a/nine", "context")),\n    )'
    conf = conf.replace('"fact-check")),\n    )', '"fact-check")),\n        ' + note)
    (project / "conf.py").write_text(conf, encoding="utf-8")
    with built(project) as app:
        body = page(app, "bibliography.html")
    (item,) = body.xpath('//li[@id="source-isondabout"]')
    assert words(item).endswith("Cited in: 2019 n. 7.")


def test_nothing_is_written_when_nothing_changes(project: Path) -> None:
    with built(project) as app:
        before = (app.outdir / "essay.html").stat().st_mtime_ns
    with built(project) as app:
        assert (app.outdir / "essay.html").stat().st_mtime_ns == before


def test_the_edition_names_the_file_of_sources(project: Path) -> None:
    conf = (project / "conf.py").read_text(encoding="utf-8")
    setting = '    app.add_config_value("apparatus_references", "../sources.bib", "env")\n'
    conf = conf.replace('bibtex_bibfiles = ["references.bib"]\n', "")
    conf = conf.replace("    app.add_domain(StandIn)\n", f"    app.add_domain(StandIn)\n{setting}")
    (project / "conf.py").write_text(conf, encoding="utf-8")
    (project / "references.bib").rename(project.parent / "sources.bib")
    with built(project) as app:
        assert "source-dean2019enemy" in (app.outdir / "bibliography.html").read_text("utf-8")


def test_unknown_keys_warn(project: Path) -> None:
    append(project / "index.md", "\n{cite:p}`nobody2019nothing`\n")
    app = SphinxTestApp(buildername="html", srcdir=project)
    try:
        app.build()
        assert 'could not find bibtex key "nobody2019nothing"' in app.warning.getvalue()
    finally:
        app.cleanup()


@pytest.mark.parametrize(
    ("option", "keys"),
    [
        (":all:", {"source-unused2020page", "source-fuller2019terms"}),
        (":notcited:", {"source-unused2020page"}),
        (':filter: cited and type == "legal"', {"source-antibloqueo2020ley"}),
    ],
)
def test_filters(project: Path, option: str, keys: set[str]) -> None:
    text = f"# Bibliography\n\n```{{bibliography}}\n{option}\n```\n"
    (project / "bibliography.md").write_text(text, encoding="utf-8")
    app = SphinxTestApp(buildername="html", srcdir=project)
    try:
        app.build()
        found = set(page(app, "bibliography.html").xpath("//li/@id"))
    finally:
        app.cleanup()
    assert keys <= found
    assert option == ":all:" or found == keys


def test_other_kinds_of_lists_are_left_to_upstream(project: Path) -> None:
    first = "```{bibliography}\n```\n"
    second = "```{bibliography}\n:list: enumerated\n:all:\n```\n"
    text = f"# Bibliography\n\n{first}\n{second}"
    (project / "bibliography.md").write_text(text, encoding="utf-8")
    append(project / "conf.py", '\nbibtex_cite_id = "source-{bibliography_count}-{key}"\n')
    with built(project) as app:
        body = page(app, "bibliography.html")
    assert len(body.xpath("//ol/li")) == 10
    assert len(body.xpath('//ul[@class="apparatus-bibliography"]/li')) == 9


# -- styles ----------------------------------------------------------------------------------------

NOTE = "Nathan Fuller, “Anti-imperialism on our own terms,” SocialistWorker.org"


@pytest.mark.parametrize(
    ("style", "first", "second", "entry"),
    [
        (
            "chicago-notes",
            f"({NOTE}, ",
            "(see Fuller, “Anti-imperialism on our own terms,” 5; ",
            "",
        ),
        ("mla", "(Fuller)", "(see Fuller 5; Dean and Uzman)", ""),
        ("numbers", "[3]", "[see 3, p. 5; 1]", "[3] "),
        ("plain", "[3]", "", ""),
    ],
)
def test_styles_by_setting(project: Path, style: str, first: str, second: str, entry: str) -> None:
    with built(project, apparatus_citation_style=style) as app:
        body = page(app, "essay.html")
        cited = [words(one) for one in body.xpath('//span[@class="bibtex-citation"]')]
        links = body.xpath('//span[@class="bibtex-citation"]//a')
        listed = page(app, "bibliography.html").xpath('//li[@id="source-fuller2019terms"]/p[1]')
    assert cited[0].startswith(first)
    assert cited[1].startswith(second)
    assert "bibliography.html#source-fuller2019terms" in {one.get("href") for one in links}
    assert not [one for one in links if one.xpath(".//a")], "a link within a link"
    assert words(listed[0]).startswith(
        f"{entry}{'Nathan Fuller' if style == 'plain' else 'Fuller, Nathan'}. "
    )
    assert "2019" in words(listed[0])


def test_a_style_that_is_not_there_is_refused(project: Path) -> None:
    message = "apparatus_citation_style is ‘nosuch’; expected one of chicago-author-date, "
    with (
        pytest.raises(ConfigError, match=message),
        built(project, apparatus_citation_style="nosuch"),
    ):
        pass
