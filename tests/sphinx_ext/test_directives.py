"""Pages made from shared data: whole in every format, read again when the data change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.animals import CORRECTION, made
from tests.support.project import sphinx_build


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """The project, for one test."""
    return made(repository, tmp_path)


@pytest.fixture(scope="module")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as HTML, built once."""
    return built(made(repository, tmp_path_factory.mktemp("site")))


def built(project: Path, builder: str = "html", *options: str) -> Path:
    out = project / f"out-{builder}"
    doctrees = ("-d", str(project / f"trees-{builder}"))
    done = sphinx_build(builder, project / "docs", out, "-n", "-W", *doctrees, *options)
    assert "arning" not in done.stderr
    return out


def page(out: Path, name: str) -> str:
    return (out / f"{name}.html").read_text()


def test_a_debate_tells_who_answers_whom(site: Path) -> None:
    html = page(site, "debate")
    assert html.count("<svg") == 1
    assert len(re.findall(r'<dt id="contribution-', html)) == 2
    assert 'Answers </span><a class="reference internal" href="#contribution-one">A. Fox' in html
    assert "Answered by </span>" in html
    assert 'href="sources.html#' in html, "the citation leads to the bibliography"
    assert "Foxes are quick." in html
    assert "read at its opening" in html


def test_a_chronology_leads_to_sources_and_passages(site: Path) -> None:
    html = page(site, "events")
    assert html.count("<svg") == 1
    assert 'id="event-1999-01"' in html
    assert "January 1999" in html
    assert 'href="fox.html#p1"' in html
    assert 'href="sources.html#' in html
    assert "No correction has been made yet." in html


def test_names_lead_to_passages_and_notes(site: Path) -> None:
    html = page(site, "names")
    assert 'id="name-armel-zoe"' in html
    assert "<p" in html
    assert "A dog." in html
    assert 'href="fox.html#p1"' in html
    assert 'href="fox.html#note-jump"' in html
    assert "Den" not in re.sub(r"<title>.*</title>", "", html), "no note speaks of it"
    index = page(site, "genindex")
    assert 'href="fox.html#note-jump">Ärmel, Zoë</a>' in index
    assert 'href="fox.html#note-jump">Foxes</a>' in index


def test_the_work_is_told_and_counted(site: Path) -> None:
    html = page(site, "work")
    assert html.count("no claim checked yet") == 8
    assert "5 sentences and headings: 1 with a fact-check or context note" in html.replace(
        "\n", " "
    )
    assert '<span class="apparatus-spoken"> Supported</span>' in html


def test_writers_that_cannot_draw_say_it_in_words(project: Path) -> None:
    text = (built(project, "text") / "debate.txt").read_text()
    assert "Picture: 2 contributions" in text
    assert "“On Sleep”; answers A. Fox." in " ".join(text.split())
    assert "<svg" not in text
    assert "● Supported" in (project / "out-text" / "work.txt").read_text()


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "epub", "typst"])
def test_every_builder_takes_the_pages(project: Path, builder: str) -> None:
    assert any(built(project, builder).iterdir())


CHANGES = [
    ("_data/contributions.yml", "Dogs dream.", "Dogs bark."),
    ("_data/chronology.yml", "counted.", "counted by night."),
    ("_data/corrections.yml", "[]", CORRECTION),
    ("_data/names.yml", "a dog", "a great dog"),
    ("2001-fox/notes/jump.md", "'Ärmel, Zoë'", "'Den'"),
]


def test_pages_are_read_again_when_data_change(project: Path) -> None:
    built(project)
    for path, old, new in CHANGES:
        changed = project / "essays" / path
        changed.write_text(changed.read_text().replace(old, new))
    again = built(project)
    for name, words in (
        ("debate", "Dogs bark."),
        ("events", "counted by night."),
        ("events", "It said lazily."),
        ("names", "A hole."),
    ):
        assert words in page(again, name)


def test_a_debate_that_does_not_exist_is_told(project: Path) -> None:
    (project / "docs" / "debate.md").write_text("# D\n\n```{apparatus:debate} 1901\n```\n")
    done = sphinx_build("html", project / "docs", project / "out", check=False)
    assert "there is no debate ‘1901’; there are 2001" in done.stderr


# -- the real edition ------------------------------------------------------------------------------
