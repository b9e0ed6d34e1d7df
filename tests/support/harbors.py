"""Two harbors: an edition as large as a reader meets, with a page and a record of every kind.

The tests of pages open it. Its sentences are written by rule: each has numbers of its own, so
that every quotation stands once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, built_once, sphinx_build

from sphinx_apparatus.authoring.transcription import Known, new_text
from sphinx_apparatus.model.vocabulary import VERDICTS
from sphinx_apparatus.text.file_writing import write_together

TIDE, ANSWER = "1901-tide", "1908-answer"
PASSAGES = {TIDE: 14, ANSWER: 9}
PEOPLE = ("Boyer, Ana", "Harbor Board", "Long Pier")
PLACES = ("pier", "lamp", "ferry", "market", "dredger")
HEADS = {
    TIDE: (
        "The Tide of the Year",
        "A letter to the Gazette",
        "2 March 1901",
        "On the Movment of Boats",
    ),
    ANSWER: ("An Answer to the Tide", "9 April 1908"),
}
PRINTED = {"published": "The Harbor Gazette", "rights": "Made up.", "status": "cleared"}
KNOWN = {
    TIDE: Known(author="Ana Boyer", date="1901-03-02", head=4, **PRINTED),
    ANSWER: Known(author="Béla Cañas", date="1908-04-09", head=2, **PRINTED),
}


def passage(essay: str, number: int) -> str:
    """Return the words of a passage."""
    year, place = int(essay[:4]) - 20 + number, PLACES[number % len(PLACES)]
    return (
        f"In {year} the {place} of the harbor stood {30 + number} days without a keeper, and the "
        "ships that came in from the sea had to wait for the tide, as they did in the time of our "
        f"fathers. The Harbor Board then voted {number + 2} thousand crowns for the Long Pier, of "
        f"which not one was spent in {year + 1} or in the year after. Ask Ana Boyer, who counted "
        f"{100 + number} boats on a single day, where the dues of {year} have gone, and why they "
        f"were raised. We hold that that the keys of {year} belong to the town. Cañas says “no” "
        f"to this, for the {number + 40} reasons that he gave in the market and gives again here."
    )


def notes(essay: str) -> Iterator[tuple[str, list[str], str]]:
    """Yield id, fields and text of each note of a text."""
    for number in range(1, PASSAGES[essay] + 1):
        year, verdict = int(essay[:4]) - 20 + number, list(VERDICTS)[number % len(VERDICTS)]
        cited = "{cite:p}`board1907report{p. 4}`"
        for id, quote, claim, name in (
            ("keeper", f"stood {30 + number} days without a keeper", "Nobody kept it.", PEOPLE[1]),
            ("crowns", f"voted {number + 2} thousand crowns", "The crowns were voted.", PEOPLE[2]),
        ):
            fields = [f"kind: fact-check\ntitle: The {id} of {year}\nquote: >-\n  {quote}"]
            fields += [f"claim: {claim}\nverdict: {verdict}\nconfidence: medium"]
            fields += [f"checked: 1912-01-01\nevidence-through: 1911-12\nindex: ['{name}', dues]"]
            yield (
                f"{id}-{number}",
                fields,
                f"The minutes of the board say more {cited}.\n\n{MARKUP}",
            )
        quote = f"counted {100 + number} boats on a single day"
        fields = [f"kind: context\ntitle: Boats of {year}\nquote: >-\n  {quote}"]
        fields.append(f"index: [{', '.join(repr(name) for name in PEOPLE)}]")
        yield f"boats-{number}", fields, "Her list is lost {cite:p}`boyer1901tide`.\n\nNo more."
        if number % 2:
            quote, reading = f"that that the keys of {year}", f"that the keys of {year}"
            fields = [f"kind: textual\ntitle: Twice in {year}\nquote: >-\n  {quote}"]
            fields += [f"change: correction\nreading: >-\n  {reading}"]
            yield f"twice-{number}", [*fields, "adopt: true\ncertainty: certain"], "Set twice."
    if essay == TIDE:
        fields = ["kind: textual\ntitle: A letter missing\nquote: >-\n  Movment"]
        fields += ["change: correction\nreading: >-\n  Movement\nadopt: true\ncertainty: certain"]
        yield "movement", fields, "As in the text below."


MARKUP = """\
It *was* printed, “as **all** were”,

- in the market’s copy, _Diario del puerto_,
- in {apparatus:passage}`1901-tide/p1`,
- [the letter itself](https://example.org/tide).

> No crown was spent."""
"""What the body of a note may hold."""
CROSSINGS = {
    # Both ends on the words of notes.
    "dues": ("contrasts", "money", 2, "the dues of 1883", 1, "the dues of 1889"),
    "echo": ("event-echo", "money", 2, "stood 32 days without a keeper", 3, "stood 33 days"),
    # One end on the words of a note, the other in a passage that has notes elsewhere.
    "keepers": ("agrees", "keepers", 5, "days without a keeper, and", 4, "to wait for the tide"),
    "reasons": ("extends", "keepers", 9, "for the 49 reasons", 7, "for the 47 reasons"),
}
DATA = {
    "people": "- key: editors\n  name: The editors\n",
    "themes": "- id: money\n  title: Money\n  definition: >-\n    Who pays.\n"
    "- id: keepers\n  title: Keepers\n  definition: >-\n    Who is at the lamp.\n",
    "names": "- name: Boyer, Ana\n  kind: person\n  identification: >-\n    writes letters\n"
    "- name: dues\n  kind: subject\n"
    "- name: Harbor Board\n  kind: organization\n  identification: >-\n    keeps the harbor\n"
    '  authorities: {wikidata: Q999999990, viaf: "999999991", gnd: 99999999-X}\n'
    "- name: Long Pier\n  kind: place\n  identification: >-\n    of 1870, in stone\n",
    "chronology": '- date: "1870-05"\n  event: >-\n    The Long Pier is built.\n'
    "  sources: [board1907report]\n  passages: [1901-tide/p1]\n"
    '- date: "1901-03-02"\n  event: >-\n    The letter on the tide is printed.\n'
    "  sources: [boyer1901tide]\n  passages: [1901-tide/p2]\n"
    '- date: "1907-06"\n  event: >-\n    The board reports.\n'
    "  sources: [board1907report]\n  passages: [1908-answer/p1]\n",
    "contributions": '- id: letter\n  debate: "1901"\n  author: Ana Boyer\n'
    "  title: The Tide of the Year\n  published: The Harbor Gazette\n"
    '  date: "1901-03-02"\n  source: boyer1901tide\n  thesis: >-\n    The dues are lost.\n'
    '  consulted: full\n- id: reply\n  debate: "1901"\n  author: The Harbor Board\n'
    "  title: In Reply\n  published: The Harbor Gazette\n"
    '  date: "1901-05"\n  source: board1907report\n  thesis: >-\n    The dues are spent.\n'
    "  answers: [letter]\n  consulted: opening\n",
    "corrections": "[]\n",
}
SOURCES = """\
@online{boyer1901tide,
  author = {Boyer, Ana},
  title = {The Tide of the Year},
  organization = {Harbor Gazette},
  date = {1901-03-02},
  url = {https://example.org/tide},
  consulted = {full},
}

@report{board1907report,
  author = {{Harbor Board}},
  title = {Report},
  institution = {Harbor Board},
  date = {1907},
  consulted = {opening},
}
"""
CARDS = """\
::::{container} apparatus-cards
:::{container} apparatus-card
2 March 1901

[The Tide of the Year](essays/1901-tide.md)

Ana Boyer asks where the dues have gone.
:::

:::{container} apparatus-card
9 April 1908

[An Answer to the Tide](essays/1908-answer.md)

Béla Cañas has his reasons.
:::
::::
"""
PAGES = {
    "index": "```{container} apparatus-question\nWho keeps a harbor that pays for itself?\n```\n\n"
    f"{CARDS}\n```{{apparatus:book}}\n```\n\n## The map\n\n```{{apparatus:map}}\n```\n",
    "introduction": "Two letters of one harbor {cite:p}`boyer1901tide`; "
    f"on the boats, {{apparatus:note}}`{TIDE}/boats-2`.\n",
    f"essays/{TIDE}": "Ana Boyer · 2 March 1901\n\nA letter {cite:p}`boyer1901tide` on the boats "
    f"({{apparatus:note}}`{TIDE}/boats-1`).\n\n```{{apparatus:essay}} {TIDE}\n```\n",
    f"essays/{ANSWER}": "Béla Cañas · 9 April 1908\n\nAn answer to the letter "
    f"{{cite:p}}`boyer1901tide`.\n\n```{{apparatus:essay}} {ANSWER}\n```\n",
    "debates/1901": "The debate.\n\n```{apparatus:debate} 1901\n```\n",
    "chronology": "```{apparatus:chronology}\n```\n",
    "themes/index": "```{toctree}\nmoney\nkeepers\n```\n",
    "themes/money": "```{apparatus:theme} money\n```\n",
    "themes/keepers": "```{apparatus:theme} keepers\n```\n",
    "cross-references": "```{apparatus:map}\n```\n\n```{apparatus:relations}\n```\n\n"
    "```{apparatus:cross-references}\n```\n\n"
    f"```{{apparatus:parallel}} {TIDE} {ANSWER}\n:by: theme\n```\n",
    "fact-checks": "```{apparatus:verdict-chart}\n```\n\n```{apparatus:fact-checks}\n```\n",
    "fact-checks-in-order": "```{apparatus:fact-checks}\n:by: text\n```\n",
    "side-by-side": f"```{{apparatus:parallel}} {TIDE} {ANSWER}\n```\n",
    "textual-notes": f"```{{apparatus:textual-notes}}\n```\n\n"
    f"```{{apparatus:two-texts}} {TIDE}\n```\n",
    "names": "```{apparatus:names}\n```\n",
    "coverage": "```{apparatus:coverage}\n```\n\n```{apparatus:balance}\n```\n",
    "queue": "```{apparatus:queue}\n```\n",
    "bibliography": "```{bibliography}\n```\n",
    "about/rights": f"```{{apparatus:witnesses}} {TIDE}\n:rights:\n```\n\n"
    "| What | Who |\n|---|---|\n| notes | the editors |\n",
    "about/citing": "```{apparatus:citation} Two Harbors\n:year: 1912\n```\n",
    "about/data": "```{apparatus:data}\n```\n\nTEI\n: One file for each text.\n",
    "contributing/index": "One small file.\n\n```{toctree}\nA044\n```\n",
}
TREE = """
```{toctree}
:caption: Pages
:maxdepth: 1
:hidden:

"""
CONF = """\
project = "Two Harbors"
author = "The editors"
copyright = "1912, the editors"
version = release = "0.3"
language = "en"
extensions = ["sphinx_apparatus"]
apparatus_site = True
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
html_theme = "sphinx_book_theme"
html_title = "Two Harbors"
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False
html_sidebars = {"**": ["apparatus-site.html", "sbt-sidebar-nav.html"]}
html_context = {"default_mode": "auto"}
html_theme_options = {
    "article_header_end": ["apparatus-buttons.html"],
    "back_to_top_button": False,
    "footer_content_items": ["apparatus-book.html", "author.html", "copyright.html"],
    "navbar_persistent": [],
    "primary_sidebar_end": [],
    "search_bar_text": "Search texts and notes",
    "use_download_button": False,
    "use_fullscreen_button": False,
}
apparatus_contributing = "contributing/index"
"""


def write_harbors(folder: Path) -> None:
    """Write the files of the edition."""
    essays, docs = folder / "essays", folder / "docs"
    files: dict[Path, bytes] = {folder / "references.bib": SOURCES.encode()}
    for id, count in PASSAGES.items():
        parts = (*HEADS[id], *(passage(id, number) for number in range(1, count + 1)))
        raw = ("\n\n".join(parts) + "\n").encode()
        files |= new_text(raw, essays / id, id, KNOWN[id])
        for name, fields, body in notes(id):
            head = "\n".join([*fields, "created: 1912-01-01", "by: [editors]"])
            files[essays / id / "notes" / f"{name}.md"] = f"---\n{head}\n---\n{body}\n".encode()
    for name, (relation, theme, *ends) in CROSSINGS.items():
        between = "".join(
            f"  - essay: {essay}\n    in: p{place}\n    quote: >-\n      {quote}\n"
            for essay, place, quote in ((TIDE, *ends[:2]), (ANSWER, *ends[2:]))
        )
        head = f"theme: {theme}\nrelation: {relation}\nbetween:\n{between}by: [editors]"
        path = essays / "cross-references" / f"{name}.md"
        files[path] = f"---\n{head}\n---\nBoth speak of it.\n".encode()
    files |= {essays / "_data" / f"{name}.yml": text.encode() for name, text in DATA.items()}
    for name, text in PAGES.items():
        title = HEADS.get(Path(name).name, [Path(name).name.capitalize()])[0]
        files[docs / f"{name}.md"] = f"# {title}\n\n{text}".encode()
    tree = "\n".join(name for name in PAGES if name != "index" and "themes/" not in name)
    files[docs / "index.md"] += f"{TREE}{tree}\nthemes/index\n```\n".encode()
    files[docs / "conf.py"] = CONF.encode()
    write_together(folder, files)
    rule = REPOSITORY / "docs" / "contributing" / "rules" / "A044.md"
    shutil.copy(rule, docs / "contributing")


@pytest.fixture(scope="session")
def harbors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition's files; whoever changes them copies them first."""
    return built_once(tmp_path_factory, "harbors", write_harbors)


@pytest.fixture(scope="session")
def harbors_site(harbors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as HTML, built once, without a warning."""

    def build(out: Path) -> None:
        sphinx_build("html", harbors / "docs", out, "-n", "-W", "-d", str(out / ".doctrees"))

    return built_once(tmp_path_factory, "harbors-site", build)
