"""The style: golden entries, one for each kind of source, as plain text."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from pybtex.database.input.bibtex import Parser  # type: ignore[import-untyped]
from pybtex.plugin import find_plugin  # type: ignore[import-untyped]

from sphinx_apparatus.model.catalogue import speaking
from sphinx_apparatus.model.dates import parse_dates
from sphinx_apparatus.sources.chicago import format_source, spell_dates, unprinted
from sphinx_apparatus.sources.labels import CitingNote
from sphinx_apparatus.sources.reader import read_references, source_from_bibtex
from sphinx_apparatus.sources.records import FIELDS, REQUIRED
from sphinx_apparatus.sphinx_ext.citation_style import (
    AuthorDateReferences,
    ChicagoStyle,
    cited_head,
    cited_year,
)

GOLDEN = {
    "signed news piece": (
        """@article{fuller2019terms, author={Fuller, Nathan}, title={On our own terms},
        journaltitle={SocialistWorker.org}, date={2019-02-27}, url={https://a.org/b},
        consulted={opening}}""",
        "Fuller 2019",
        (
            "Fuller, Nathan. 2019. “On our own terms.” SocialistWorker.org, February 27, 2019."
            " https://a.org/b. Consulted in an archived copy: opening only."
        ),
    ),
    "two authors": (
        """@article{dean2019enemy, author={Dean, Elizabeth and Uzman, Seth},
        title={Who is the enemy?}, journaltitle={SW}, date={2019-01}, consulted={full}}""",
        "Dean and Uzman 2019",
        "Dean, Elizabeth, and Seth Uzman. 2019. “Who is the enemy?” SW, January 2019.",
    ),
    "three authors, one a body": (
        """@online{lander2018petition, author={Lander, Edgardo and {Marea} and Arconada, Santiago},
        title={Una petición}, organization={Aporrea}, date={2018}, url={https://a.org/b},
        langid={spanish}, consulted={excerpt}}""",
        "Lander et al. 2018",
        (
            "Lander, Edgardo, Marea, and Santiago Arconada. 2018. “Una petición.” Aporrea."
            " https://a.org/b. Consulted in an archived copy: excerpt only."
        ),
    ),
    "two bodies": (
        """@online{bodies2019word, author={{First Body} and {Second Body}}, title={A word},
        date={2019}, url={https://a.org/b}, consulted={full}}""",
        "First Body and Second Body 2019",
        "First Body and Second Body. 2019. “A word.” https://a.org/b.",
    ),
    "seven authors": (
        """@misc{ash2019all, author={Ash, A and Beech, B and Cox, C and Day, D and Elm, E and
        Fox, F and Gum, G}, title={All}, date={2019}, consulted={full}}""",
        "Ash et al. 2019",
        "Ash, A, B Beech, C Cox, et al. 2019. “All.”",
    ),
    "authors left out": (
        """@misc{ash2019others, author={Ash, Ann and others}, title={All}, date={2019},
        consulted={full}}""",
        "Ash et al. 2019",
        "Ash, Ann, et al. 2019. “All.”",
    ),
    "unsigned news piece": (
        """@article{nyt1990toll, title={Toll Put Too Low}, journaltitle={New York Times},
        date={1990-03-15}, consulted={full}}""",
        "New York Times 1990",
        "New York Times. 1990. “Toll Put Too Low.” March 15, 1990.",
    ),
    "newspaper with its city": (
        """@article{guardian2019vote, title={A vote}, journaltitle={Guardian}, location={London},
        date={2019-03-01}, consulted={full}}""",
        "Guardian 2019",
        "Guardian (London). 2019. “A vote.” March 1, 2019.",
    ),
    "journal with volume and issue": (
        """@article{doe2019journal, author={Doe, Jane}, title={Paper}, journaltitle={Review},
        volume={12}, number={3}, pages={45--67}, date={2019}, doi={10.1000/x}, consulted={full}}""",
        "Doe 2019",
        "Doe, Jane. 2019. “Paper.” Review 12 (3): 45–67. https://doi.org/10.1000/x.",
    ),
    "journal by the month": (
        """@article{doe2019month, author={Doe, Jane}, title={Paper}, journaltitle={Review},
        volume={12}, pages={45}, date={2019-05}, consulted={full}}""",
        "Doe 2019",
        "Doe, Jane. 2019. “Paper.” Review 12 (May): 45.",
    ),
    "magazine by its number": (
        """@article{doe2019number, author={Doe, Jane}, title={Paper}, journaltitle={Review},
        number={77}, pages={3-4}, date={2019}, consulted={full}}""",
        "Doe 2019",
        "Doe, Jane. 2019. “Paper.” Review, no. 77: 3–4.",
    ),
    "body that is its own site": (
        """@online{iso2019pueblo, author={{International Socialist Organization}},
        title={Con el pueblo}, organization={International Socialist Organization},
        date={2019-01-28}, url={https://a.org/b}, langid={spanish}, consulted={full}}""",
        "International Socialist Organization 2019",
        (
            "International Socialist Organization. 2019. “Con el pueblo.” January 28, 2019."
            " https://a.org/b."
        ),
    ),
    "anonymous page of a site": (
        """@online{proveandzonas, title={Zonas: un informe}, organization={Provea},
        url={https://a.org/b}, langid={spanish}, consulted={full}}""",
        "Provea n.d.",
        "Provea. n.d. “Zonas: un informe.” https://a.org/b.",
    ),
    "page of nobody": (
        """@online{nobody2019page, title={A page: of nobody}, date={2019-02},
        url={https://a.org/b}, consulted={full}}""",
        "“A page” 2019",
        "“A page: of nobody.” 2019. February 2019. https://a.org/b.",
    ),
    "address that is missing": (
        """@online{provea2019lost, title={Lost}, organization={Provea}, date={2019},
        note={the address was not kept}, consulted={full}}""",
        "Provea 2019",
        "Provea. 2019. “Lost.” The address was not kept.",
    ),
    "rebuilt title, mirror, excerpt": (
        """@article{diario2026toll, title={Toll}, journaltitle={Diario}, date={2026-01-05},
        url={https://a.org/b}, consulted={excerpt}, title-source={address},
        seen-at={thebellforum.net}}""",
        "Diario 2026",
        (
            "Diario. 2026. “Toll.” January 5, 2026. https://a.org/b."
            " Title rebuilt from the address."
            " Read in the copy at thebellforum.net. Consulted in an archived copy: excerpt only."
        ),
    ),
    "repost with its address": (
        """@article{diario2026repost, title={Toll}, journaltitle={Diario}, date={2026},
        seen-at={repost at Orinoco Tribune, https://o.org/x}, consulted={full}}""",
        "Diario 2026",
        "Diario. 2026. “Toll.” Read in the repost at Orinoco Tribune, https://o.org/x.",
    ),
    "not consulted": (
        """@article{diario2026unseen, title={Toll}, journaltitle={Diario}, date={2026},
        consulted={no}}""",
        "Diario 2026",
        "Diario. 2026. “Toll.” Not consulted.",
    ),
    "description in place of a title": (
        """@article{diario2026rally, title={[Report on a rally]}, journaltitle={Diario},
        date={2026}, langid={spanish}, consulted={full}}""",
        "Diario 2026",
        "Diario. 2026. [Report on a rally].",
    ),
    "quotation in a title": (
        """@article{diario2026quote, title={He said “No.”}, journaltitle={Diario}, date={2026},
        consulted={full}}""",
        "Diario 2026",
        "Diario. 2026. “He said ‘No.’”",
    ),
    "span of days": (
        """@misc{doe2019days, author={Doe, Jane}, title={Days}, date={2019-01-28/2019-01-30},
        consulted={full}}""",
        "Doe 2019",
        "Doe, Jane. 2019. “Days.” January 28–30, 2019.",
    ),
    "span of years": (
        """@misc{doe2019years, author={Doe, Jane}, title={Years}, date={2019/2020},
        consulted={full}}""",
        "Doe 2019–2020",
        "Doe, Jane. 2019–2020. “Years.”",
    ),
    "report with symbol": (
        """@report{un1993madness, author={{Commission on the Truth for El Salvador}},
        title={From Madness to Hope}, subtitle={The 12-Year War}, number={S/25500},
        institution={United Nations}, date={1993-04-01}, consulted={opening}}""",
        "Commission on the Truth for El Salvador 1993",
        (
            "Commission on the Truth for El Salvador. 1993. From Madness to Hope: The 12-Year War."
            " S/25500. United Nations, April 1, 1993. Consulted in an archived copy: opening only."
        ),
    ),
    "report of its institution": (
        """@report{hrw1991panama, title={Human Rights in Panama}, type={policy brief}, number={5},
        institution={Human Rights Watch}, location={New York}, date={1991}, consulted={full}}""",
        "Human Rights Watch 1991",
        "Human Rights Watch. 1991. Human Rights in Panama. Policy brief no. 5. New York.",
    ),
    "body with a short name": (
        """@report{ohchr2019oral, author={{Office of the High Commissioner}}, shortauthor={OHCHR},
        title={Oral Update}, institution={United Nations}, date={2019-03-20}, consulted={full}}""",
        "OHCHR 2019",
        (
            "OHCHR (Office of the High Commissioner). 2019. Oral Update. United Nations,"
            " March 20, 2019."
        ),
    ),
    "book in translation": (
        """@book{galeano1973veins, author={Galeano, Eduardo}, title={Open Veins},
        translator={Belfrage, Cedric}, edition={2}, location={New York}, publisher={Monthly Review},
        date={1973}, consulted={no}}""",
        "Galeano 1973",
        (
            "Galeano, Eduardo. 1973. Open Veins. Translated by Cedric Belfrage. 2nd ed."
            " New York: Monthly Review. Not consulted."
        ),
    ),
    "edited book": (
        """@collection{roe2001essays, editor={Roe, Ann and Poe, Ed}, title={Essays},
        publisher={House}, volume={2}, series={Library}, number={14}, date={2001},
        consulted={full}}""",
        "Roe and Poe 2001",
        "Roe, Ann, and Ed Poe, eds. 2001. Essays. Vol. 2. Library 14. House.",
    ),
    "chapter": (
        """@incollection{doe2001chapter, author={Doe, Jane}, title={Chapter}, booktitle={Essays},
        editor={Roe, Ann}, pages={5-9}, location={Paris}, publisher={House}, date={2001},
        consulted={full}}""",
        "Doe 2001",
        "Doe, Jane. 2001. “Chapter.” In Essays, edited by Ann Roe, 5–9. Paris: House.",
    ),
    "thesis": (
        """@thesis{doe2001thesis, author={Doe, Jane}, title={Thesis}, type={phdthesis},
        institution={Universidad Central}, date={2001}, consulted={full}}""",
        "Doe 2001",
        "Doe, Jane. 2001. “Thesis.” PhD diss., Universidad Central.",
    ),
    "law in a gazette": (
        """@legal{venezuela2020ley, title={Ley Antibloqueo}, journaltitle={Gaceta Oficial},
        number={6.583}, date={2020-10-12}, langid={spanish}, consulted={excerpt}}""",
        "Ley Antibloqueo 2020",
        (
            "Ley Antibloqueo. 2020. Gaceta Oficial, no. 6.583, October 12, 2020."
            " Consulted in an archived copy: excerpt only."
        ),
    ),
    "notice of an authority": (
        """@legal{dhs2025september, author={{U.S. Department of Homeland Security}},
        title={Termination}, journaltitle={Federal Register}, volume={90}, number={171},
        pages={43225–43231}, date={2025-09-08}, consulted={full}}""",
        "U.S. Department of Homeland Security 2025",
        (
            "U.S. Department of Homeland Security. 2025. Termination. Federal Register 90 (171):"
            " 43225–43231, September 8, 2025."
        ),
    ),
    "resolution": (
        """@legal{un1989panama, author={{United Nations General Assembly}}, title={Effects},
        number={A/RES/44/240}, date={1989-12-29}, consulted={full}}""",
        "United Nations General Assembly 1989",
        "United Nations General Assembly. 1989. Effects. A/RES/44/240, December 29, 1989.",
    ),
    "broadcast": (
        """@video{cnn2026newsroom, title={Newsroom}, organization={CNN}, date={2026-01-03},
        type={broadcast}, note={Rush transcript.}, consulted={opening}}""",
        "CNN 2026",
        (
            "CNN. 2026. “Newsroom.” Broadcast. January 3, 2026. Rush transcript."
            " Consulted in an archived copy: opening only."
        ),
    ),
    "page with day of access": (
        """@online{wikipediandisl, title={ISL}, organization={Wikipedia}, urldate={2026-03-01},
        url={https://a.org/b}, consulted={full}}""",
        "Wikipedia n.d.",
        "Wikipedia. n.d. “ISL.” Accessed March 1, 2026. https://a.org/b.",
    ),
}


@pytest.mark.parametrize("kind", GOLDEN)
def test_golden(kind: str, tmp_path: Path) -> None:
    text, label, expected = GOLDEN[kind]
    path = tmp_path / "references.bib"
    path.write_text(text, encoding="utf-8")
    sources, problems = read_references(path)
    assert problems == []
    (source,) = sources.values()
    style = ChicagoStyle()
    entries = style.sort(Parser().parse_string(text).entries.values())
    (found,) = style.format_labels(entries)
    assert found == label
    formatted = style.format_entry(found, entries[0])
    assert str(formatted.text) == expected
    # Core and pybtex read the same.
    assert str(format_source(source)) == expected
    assert source_from_bibtex(entries[0]).persons == source.persons


def test_enough_kinds_are_shown() -> None:
    assert len(GOLDEN) >= 25


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2019", "2019"),
        ("2019-02", "February 2019"),
        ("2019-02-27", "February 27, 2019"),
        ("2019-01-28/2019-01-30", "January 28–30, 2019"),
        ("2019-01-30/2019-02-02", "January 30–February 2, 2019"),
        ("2018-12-30/2019-01-02", "December 30, 2018–January 2, 2019"),
        ("2019-01/2019-03", "January–March 2019"),
    ],
)
def test_dates_in_words(date: str, words: str) -> None:
    assert spell_dates(parse_dates(date)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@online{%s, type={Blog post}, organization={The Site}}", "“T.” Blog post. The Site."),
        ("@online{%s, booktitle={Wikipedia}}", "“T.” In Wikipedia."),
        (
            "@online{%s, location={Oslo}, publisher={House}, edition={2}, pages={1--3}}",
            "2nd ed. Oslo: House, 1–3.",
        ),
        (
            "@article{%s, journaltitle={Journal}, series={n.s.}, volume={12}, number={3}}",
            "“T.” Journal, n.s., 12 (3).",
        ),
        ("@article{%s, journaltitle={Times}, edition={late ed.}}", "“T.” Times, late ed."),
        (
            "@article{%s, journaltitle={Times}, type={Letter to the editor}}",
            "“T.” Letter to the editor. Times.",
        ),
        ("@book{%s, publisher={Press}, type={Kindle}}", "T. Press. Kindle."),
        (
            "@incollection{%s, booktitle={Gates}, type={Foreword}, chapter={2}}",
            "“T.” Foreword. In Gates, chap. 2.",
        ),
        (
            "@report{%s, institution={Town}, publisher={Press}, location={Oslo}, chapter={2}}",
            "T. Chap. 2. Oslo: Town, Press.",
        ),
        (
            "@thesis{%s, type={phdthesis}, institution={Oslo}, organization={Dept.}, pages={3}}",
            "“T.” PhD diss., Dept., Oslo, 3.",
        ),
        (
            "@legislation{%s, institution={Congress}, type={Act}, volume={61}, series={Gazette}}",
            "T. Act. Vol. 61. Gazette. Congress.",
        ),
        ("@audio{%s, booktitle={Album}, publisher={Label}}", "“T.” Audio. In Album. Label."),
        ("@video{%s, journaltitle={Daily Times}}", "“T.” Video. Daily Times."),
    ],
)
def test_fields_that_not_every_entry_of_a_type_has(text: str, words: str) -> None:
    (entry,) = formatted(text % "doe2019t, author={Doe, Jane}, title={T}, date={2019}")
    assert str(entry.text) == f"Doe, Jane. 2019. {words}" or str(entry.text).endswith(f" {words}")


def test_fields_that_belong_to_another_type_are_refused() -> None:
    """Fourteen pairs of type and field, and a subtitle of a book without its title."""
    refused = {}
    for type_, groups in REQUIRED.items():
        plain = {"author", "title", "date", *(group[0] for group in groups)}
        names = frozenset(FIELDS) - plain
        refused[type_] = {
            name for name in names if name in unprinted(type_, frozenset(plain | {name}))
        }
        if "booktitle" not in plain:
            assert "booksubtitle" in refused[type_]
            refused[type_].remove("booksubtitle")
    assert {type_: names for type_, names in refused.items() if names} == {
        "article": {"booktitle", "chapter", "institution", "organization", "publisher"},
        "book": {"booktitle", "journaltitle"},
        "collection": {"booktitle", "journaltitle"},
        "inbook": {"journaltitle"},
        "incollection": {"journaltitle"},
        "inproceedings": {"journaltitle"},
        "report": {"journaltitle"},
        "thesis": {"journaltitle"},
    }


def formatted(text: str) -> list[Any]:
    style = ChicagoStyle()
    entries = style.sort(Parser().parse_string(text).entries.values())
    return [
        style.format_entry(label, entry)
        for label, entry in zip(style.format_labels(entries), entries, strict=True)
    ]


def test_the_year_of_an_entry_has_the_letter_of_its_label() -> None:
    text = "".join(
        f"@misc{{doe2019{word}, author={{Doe, Jane}}, title={{{word}}}, date={{2019}}}}"
        for word in ("bee", "ant")
    )
    first, second = formatted(text)
    assert (first.label, str(first.text)) == ("Doe 2019a", "Doe, Jane. 2019a. “ant.”")
    assert (second.label, str(second.text)) == ("Doe 2019b", "Doe, Jane. 2019b. “bee.”")


@pytest.mark.parametrize(
    ("date", "language", "year"),
    [
        ("2019", "en", "2019a"),
        ("-0750", "en", "751 BCE-a"),
        ("", "en", "n.d.-a"),
        ("", "de", "o. D.-a"),
    ],
)
def test_names_and_year_are_cited_apart(date: str, language: str, year: str) -> None:
    text = "".join(
        f"@misc{{doe{word}, author={{de la Rosa, Ana}}, title={{{word}}}, date={{{date}}}}}"
        for word in ("ant", "bee")
    )
    with speaking(language):
        data = {"formatted_entry": formatted(text)[0]}
        assert str(cited_head(full=False).format_data(data)) == "de la Rosa"
        assert str(cited_year.format_data(data)) == year


def test_markup() -> None:
    html = find_plugin("pybtex.backends", "html")()
    text = """@article{doe2019word, title={Una palabra}, journaltitle={El País}, langid={spanish},
    url={https://a.org/b}, consulted={no}}"""
    assert formatted(text)[0].text.render(html) == (
        "<em>El País</em>. n.d. “<language-es>Una palabra.</language-es>”"
        ' <a href="https://a.org/b">https://a.org/b</a>.'
        " <apparatus-remark>Not consulted.</apparatus-remark>"
    )


def test_entries_can_be_pickled() -> None:
    (entry,) = formatted(GOLDEN["signed news piece"][0])
    copy = pickle.loads(pickle.dumps(entry))
    assert str(copy.text) == str(entry.text)
    assert copy.source == entry.source


def test_every_role_is_served() -> None:
    style = AuthorDateReferences()
    for role in style.role_names():
        style.inner(role)
        style.outer(role, [])


@pytest.mark.parametrize(
    ("note", "text"),
    [
        (CitingNote("2019", "3", "a/b", "fact-check"), "n.\N{NO-BREAK SPACE}3"),
        (CitingNote("2019", "b", "a/b", "textual"), "n.\N{NO-BREAK SPACE}b"),
        (CitingNote("Themes", "Two fronts", "a/b", "cross-reference"), "Two fronts"),
    ],
)
def test_places(note: CitingNote, text: str) -> None:
    assert note.text == text
