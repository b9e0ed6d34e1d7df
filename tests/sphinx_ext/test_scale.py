"""An edition of many essays stays light: counted, not timed, so that any machine can tell.

The bounds are what was measured, with a tenth to spare where words of pages may change.
A count that grows with the edition where it should not is a fault of the engine.
"""

from __future__ import annotations

import functools
import gc
import gzip
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pybtex.plugin
import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.html import navigation, search
from sphinx_apparatus.html import translator as html
from sphinx_apparatus.html.search_index import file_name
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.sphinx_ext import paging

ESSAYS, NOTES = 30, 8
CHECKS = ESSAYS * NOTES // 2
PART, NEIGHBORS = 40, 6
PARTS = -(-CHECKS // PART)


class Built(NamedTuple):
    """A site and what its build did."""

    out: Path
    read: list[str]
    written: list[str]
    searches: Counter[str]
    """Searches for plugins of pybtex in the packages that are installed, by group and name."""
    opened: list[str]
    """Essays whose files were read."""
    notes: int
    """Notes of texts that somebody still held as nodes when the last page was written."""
    dropped: int
    """Paragraphs that were left to the garbage collector."""

    @property
    def html(self) -> Path:
        return self.out / "html"

    def page(self, name: str) -> str:
        return (self.html / f"{name}.html").read_text(encoding="utf-8")


def build(project: Path, whole: int = 100, part: int = PART) -> Built:
    read: list[str] = []
    written: list[str] = []
    searches: Counter[str] = Counter()
    opened: list[str] = []
    notes: list[bool] = []
    dropped: list[int] = []
    # Tests that ran before in this process may hold some.
    others = sum(notes_there())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "WHOLE", whole)
        patch.setattr(paging, "PART", part)
        patch.setattr(navigation, "NEIGHBORS", NEIGHBORS)
        search = pybtex.plugin._load_entry_point

        @functools.wraps(search)
        def counted(group: str, name: str, *args: object, **more: object) -> object:
            searches[f"{group} {name}"] += 1
            return search(group, name, *args, **more)

        patch.setattr(pybtex.plugin, "_load_entry_point", counted)
        read_essay = Reader.essay

        def noted(self: Reader, folder: Path) -> Essay | None:
            opened.append(folder.name)
            return read_essay(self, folder)

        patch.setattr(Reader, "essay", noted)
        app = SphinxTestApp(
            buildername="html",
            srcdir=project / "docs",
            builddir=project / "build",
            confoverrides={"html_last_updated_fmt": None},
        )
        try:
            app.connect("env-before-read-docs", lambda app, env, names: read.extend(names))
            app.connect("html-page-context", lambda app, name, *rest: written.append(name))
            app.connect("build-finished", lambda *_: dropped.append(paragraphs_there()))
            app.connect("build-finished", lambda *_: notes.extend(notes_there()))
            before = paragraphs_there()
            gc.disable()
            app.build()
        finally:
            gc.enable()
            app.cleanup()
    left = dropped[0] - before
    return Built(project / "build", read, written, searches, opened, len(notes) - others, left)


def paragraphs_there() -> int:
    """Return how many paragraphs are held as nodes, by whomever."""
    return sum(isinstance(one, nodes.paragraph) for one in gc.get_objects())


def notes_there() -> Iterator[bool]:
    """Return each note that somebody still holds as a node."""
    gc.collect()
    return (True for one in gc.get_objects() if isinstance(one, nodes.footnote))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, synthetic: ModuleType) -> Path:
    """The sources of a synthetic edition."""
    folder = tmp_path_factory.mktemp("scale")
    synthetic.write_edition(
        folder, list(synthetic.essays(ESSAYS, NOTES)), "html_theme_options = {}\n"
    )
    docs = folder / "docs"
    all_essays = "# All essays\n\n```{apparatus:essays}\n```\n"
    (docs / "essays" / "index.md").write_text(all_essays)
    for name in ("cross-references", "names", "coverage"):
        (docs / f"{name}.md").write_text(f"# {name.capitalize()}\n\n```{{apparatus:{name}}}\n```\n")
    with (folder / "essays/1907-essay7/notes/n1.md").open("a") as note:
        note.write("\nZyzzyva.\n")
    index = docs / "index.md"
    more = "essays/index\ncross-references\nnames\ncoverage\nfact-checks\n"
    index.write_text(index.read_text().replace("fact-checks\n", more))
    return folder


@pytest.fixture(scope="module")
def site(project: Path) -> Built:
    """The edition, built once."""
    return build(project)


@pytest.fixture
def small(tmp_path: Path, synthetic: ModuleType) -> Path:
    """The sources of another one, of a few essays."""
    synthetic.write_edition(
        tmp_path / "small", list(synthetic.essays(6, NOTES)), "html_theme_options = {}\n"
    )
    return tmp_path / "small"


def build_small(project: Path) -> Built:
    """Build it; its list of fact-checks has several parts."""
    return build(project, 20, 8)


# -- one note changed ------------------------------------------------------------------------------


@pytest.fixture
def changed(site: Built, project: Path) -> Iterator[Path]:
    """The sources, put back afterwards with the site."""
    kept = project.with_name("kept")
    shutil.copytree(project, kept, copy_function=shutil.copy2)
    yield project
    shutil.rmtree(project)
    kept.rename(project)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new))


# Sphinx writes pages with a table of contents whenever it writes others; and these it makes new
# each time.
ALWAYS = {"index", "genindex", "search"}
# They may show anything of the records.
OF_ALL = {"fact-checks", "theme", "cross-references", "names", "coverage", "essays/index"}


def note_of(synthetic: ModuleType, number: int, kind: str) -> tuple[str, str]:
    """Return essay and file of a note that no theme page shows: cross-references lead to ¶4."""
    essay = list(synthetic.essays(ESSAYS, NOTES))[number]
    notes = (note.id for note in essay.notes if note.kind == kind and note.paragraph != 3)
    return essay.id, f"essays/{essay.id}/notes/{next(notes)}.md"


def test_one_note(changed: Path, site: Built, synthetic: ModuleType) -> None:
    essay, note = note_of(synthetic, 7, "context")
    edit(changed / note, "title: Note", "title: Another")
    done = build(changed)
    parts = {path.stem for path in site.html.glob("*-part-*.html")}
    assert len(parts) >= PARTS - 1
    assert set(done.read) == {f"essays/{essay}"} | OF_ALL
    assert sorted(done.written) == sorted({f"essays/{essay}"} | OF_ALL | parts | ALWAYS)


def test_what_is_brought_up_to_date_is_what_is_built_anew(small: Path) -> None:
    build_small(small)
    for number in (0, 2, 5):
        note = small / f"essays/{1900 + number}-essay{number}/notes/n1.md"
        edit(note, "The essay says so.", "The essay says something else, unheard of.")
    (small / "essays/1903-essay3/notes/n0.md").unlink()
    now = files(build_small(small).html)
    assert "fact-checks-part-2.html" in now
    shutil.rmtree(small / "build")
    assert now == files(build_small(small).html)


def files(folder: Path) -> dict[str, bytes]:
    """Return pages and index; Sphinx's own traces of a build left out."""
    found = [*folder.rglob("*.html"), *(folder / "_static" / "search").iterdir()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_where_and_when_the_templates_were_installed_changes_no_byte(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(small, tmp_path / "edition")
    first = files(build_small(small).html)
    templates = shutil.copytree(html.TEMPLATES, tmp_path / "templates")
    os.utime(templates / "search.html")
    monkeypatch.setattr(html, "TEMPLATES", templates)
    again = build_small(tmp_path / "edition").html
    assert files(again) == first
    # A template that has changed is in every page, those of parts included.
    (again / "fact-checks-part-2.html").write_text("old")
    os.utime(templates / "search.html")
    assert build_small(tmp_path / "edition").read == []
    assert files(again) == first


def test_nothing_changed(site: Built, project: Path) -> None:
    done = build(project)
    assert (done.opened, done.read, done.written) == ([], [], ["genindex", "search"])


# -- what grows with the edition and what does not -----------------------------------------------


def test_the_files_of_an_essay_are_read_once(site: Built) -> None:
    assert len(site.opened) == len(set(site.opened)) == ESSAYS


def test_plugins_of_pybtex_are_searched_once_and_not_for_each_citation(site: Built) -> None:
    assert sum(site.searches.values()) <= 8, site.searches


def test_sidebar_shows_neighbors_and_leads_to_all(site: Built) -> None:
    sidebars = {
        str(path.relative_to(site.html)): re.search(
            r'<nav class="bd-links.*?</nav>', path.read_text(), re.DOTALL
        )
        for path in [*(site.html / "essays").glob("*.html"), site.html / "index.html"]
    }
    counts = {name: found[0].count("<li") for name, found in sidebars.items() if found}
    assert len(counts) == ESSAYS + 2
    assert set(counts.values()) == {2 * NEIGHBORS}
    here = sidebars["essays/1915-essay15.html"]
    assert here is not None
    assert "essay14" in here[0]
    assert '<a class="reference internal" href="index.html">All essays</a>' in here[0]


def test_all_essays_stand_in_groups(site: Built) -> None:
    page = site.page("essays/index")
    assert page.count('<li><p><a class="reference internal"') == ESSAYS
    assert page.count('id="group-') == page.count('href="#group-') == ESSAYS


def test_a_page_of_an_essay_does_not_grow_with_the_edition(site: Built) -> None:
    sizes = [path.stat().st_size for path in (site.html / "essays").glob("19*.html")]
    assert len(sizes) == ESSAYS
    assert max(sizes) < 56_000
    packed = [len(gzip.compress(path.read_bytes())) for path in (site.html / "essays").glob("19*")]
    assert max(packed) < 14_000


def test_what_sphinx_remembers_of_an_essay_is_small(site: Built) -> None:
    size = (site.out / "doctrees" / "environment.pickle").stat().st_size
    assert size / ESSAYS < 8_700


def test_the_nodes_of_a_text_go_with_its_page(site: Built) -> None:
    # Those of the last page, and of the last one of another build in this process, may be there.
    assert site.notes <= 2 * NOTES


def test_the_nodes_of_a_page_do_not_wait_for_the_garbage_collector(site: Built) -> None:
    assert site.dropped < 4 * ESSAYS * NOTES


# -- lists in parts --------------------------------------------------------------------------------


def test_fact_checks_stand_in_parts_each_once(site: Built) -> None:
    pages = [site.page(paging.part_name("fact-checks", n)) for n in range(1, PARTS + 1)]
    rows = [re.findall(r'href="(essays/[^"]*#mark-n[0-9]+)"', page) for page in pages]
    assert [len(each) for each in rows] == [PART] * (PARTS - 1) + [CHECKS % PART or PART]
    found = [row for each in rows for row in each]
    assert len(set(found)) == CHECKS
    assert f"{CHECKS} entries in {PARTS} parts" in pages[0]
    assert all(f"Part {n} of {PARTS}" in page for n, page in enumerate(pages, 1))
    assert all("Next part" in page for page in pages[:-1])
    assert all("Previous part" in page for page in pages[1:])
    assert max(map(len, pages)) < 60_000


def test_every_link_of_a_part_leads_somewhere(site: Built) -> None:
    for page in site.html.glob("*-part-*.html"):
        for address in re.findall(r'<a [^>]*href="([^"#:]+)(?:#[^"]*)?"', page.read_text()):
            assert (page.parent / address).is_file(), (page.name, address)


def test_parts_that_are_no_more_are_deleted(changed: Path) -> None:
    shutil.rmtree(changed / "essays/1929-essay29")
    (changed / "docs/essays/1929-essay29.md").unlink()
    (changed / "essays/cross-references/x1928-essay28.md").unlink()
    for number in range(19, 29):
        for note in (0, 1, 4, 5):
            (changed / f"essays/{1900 + number}-essay{number}/notes/n{note}.md").unlink()
    edit(changed / "docs/index.md", "essays/1929-essay29\n", "")
    done = build(changed)
    # No more than fit on a page.
    assert not list(done.html.glob("fact-checks-part-*.html"))
    assert done.page("fact-checks").count("<tr") - 19 * 4 < 30, (
        "heads of tables and the table of counts"
    )


# -- the search -----------------------------------------------------------------------------------


def test_the_themes_search_does_not_hold_the_texts(site: Built) -> None:
    assert "zyzzyva" not in (site.html / "searchindex.js").read_text()
    assert '"zyzzyva":' in (site.html / "_static" / "search" / "words-z.js").read_text()
    assert (site.html / "searchindex.js").stat().st_size / ESSAYS < 700


def test_an_index_that_was_not_finished_is_made_anew(
    small: Path, synthetic: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the records are again those of the index before."""
    _, note = note_of(synthetic, 4, "context")
    build_small(small)
    volume = small / "build" / "html" / "_static" / "search" / "volume.js"

    def broken_off(*_: object) -> None:
        volume.write_text("half")
        raise KeyboardInterrupt

    edit(small / note, "title: Note", "title: Zebra")
    with monkeypatch.context() as patch:
        patch.setattr(search, "write_search", broken_off)
        with pytest.raises(KeyboardInterrupt):
            build_small(small)
    edit(small / note, "title: Zebra", "title: Note")
    build_small(small)
    assert volume.read_text().startswith("apparatusTake(")
    volume.unlink()
    build_small(small)
    assert volume.is_file()


def test_a_search_loads_little_of_its_index(site: Built) -> None:
    folder = site.html / "_static" / "search"
    whole = sum(file.stat().st_size for file in folder.glob("*.js"))
    volume = json.loads((folder / "volume.js").read_text()[len("apparatusTake(") : -3])
    words = [(folder / f"words-{file_name(one)}.js").stat().st_size for one in volume["beginnings"]]
    assert max(words) < 60_000
    texts = [file.stat().st_size for file in folder.glob("text-*.js")]
    # The volume, the files of two words, ten essays that are shown.
    most = (folder / "volume.js").stat().st_size + 2 * max(words) + 10 * max(texts)
    assert most < whole / 3
    assert (folder / "volume.js").stat().st_size / ESSAYS < 100
