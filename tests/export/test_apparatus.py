"""The entries of an apparatus in the exports."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.support.apparatus import edition_with, written
from tests.support.exports import relax_ng

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import apparatus_table, myst, tei
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.vocabulary import View

NS = {"t": tei.TEI, "xml": tei.XML}
ENTRIES = written(
    {
        "in": "p1",
        "quote": "on",
        "before": "forth",
        "readings": [
            {"sigla": ["E", "H*"], "reading": "upon", "uncertain": True},
            {"by": "R. Bentley", "reading": "over"},
        ],
        "comment": "See *there*.",
    },
    {
        "quote": "little",
        "readings": [
            {"sigla": ["B"], "reading": "barely", "adopt": True, "certainty": "probable"},
            {"sigla": ["N"], "omits": True},
        ],
    },
    {
        "quote": "So nobly",
        "to": {"in": "p3", "quote": "That nation,"},
        "readings": [
            {"sigla": ["E"], "gap": "leaf lost"},
            {"sigla": ["B"], "moved": {"quote": "of freedom."}},
        ],
    },
)
GROUP = "groups:\n  - {siglum: β, title: two, witnesses: [E, H]}\n"


@pytest.fixture
def address(tmp_path: Path) -> Edition:
    made = edition_with(tmp_path, ENTRIES, GROUP)
    assert made.problems == ()
    return made


@pytest.fixture
def root(address: Edition, publication: Publication) -> etree._Element:
    return etree.fromstring(tei.essay_tei(address, address.essays[0], publication))


def test_entries_point_to_their_words(root: etree._Element) -> None:
    apps = root.findall(".//t:app", NS)
    assert len(apps) == 3
    for app, words in zip(apps, ("on", "little", "So nobly"), strict=True):
        first = root.find(f".//t:anchor[@xml:id='{app.get('from')[1:]}']", NS)
        assert first is not None
        assert "".join(first.xpath("following::text()")).strip().startswith(words)
        assert len(root.findall(f".//t:anchor[@xml:id='{app.get('to')[1:]}']", NS)) == 1


def test_readings_have_witnesses_hands_and_conjectures(root: etree._Element) -> None:
    first, adopted, long = root.findall(".//t:app", NS)
    prefix = "#e1863-address-wit-"

    def told(app: etree._Element) -> list[tuple[str, str, str]]:
        return [
            (
                etree.QName(each).localname,
                "".join(each.itertext()),
                each.get("wit", "").replace(prefix, ""),
            )
            for each in app
        ]

    assert told(first) == [
        ("lem", "on", "A B H"),
        ("rdg", "upon", "E H_2a_"),
        ("rdg", "over", ""),
        ("note", "See there.", ""),
    ]
    assert [each.get("cert") for each in first][1] == "low"
    assert (first[2].get("type"), first[2].get("n")) == ("conjecture", "R. Bentley")
    assert told(adopted) == [
        ("lem", "barely", "B"),
        ("rdg", "little", "A E H"),
        ("rdg", "", "N"),
    ]
    assert adopted[0].get("cert") == "medium"
    assert long[1].find("t:gap", NS).get("reason") == "leaf lost"
    assert long[2].get("type") == "transposition"
    target = long[2].find("t:ptr", NS).get("target")
    assert root.find(f".//t:anchor[@xml:id='{target[1:]}']", NS) is not None


def test_the_text_has_the_adopted_words(root: etree._Element) -> None:
    (choice,) = root.findall(".//t:choice", NS)
    assert [each.text for each in choice] == ["little", "barely"]
    assert choice[1].get("source") == "#e1863-address-wit-B"


def test_hands_and_groups_are_witnesses(root: etree._Element) -> None:
    listed = root.find(".//t:sourceDesc/t:listWit", NS)
    assert [each.get("n") for each in listed] == ["A", "B", "E", "H", "H*", "N", "β"]
    assert listed[4].get("corresp") == "#e1863-address-wit-H"
    assert [each.get("sameAs") for each in listed[6].findall("t:witness", NS)] == [
        "#e1863-address-wit-E",
        "#e1863-address-wit-H",
    ]


def test_where_the_text_is_not_shown_only_quoted_words_are(
    address: Edition, publication: Publication
) -> None:
    essay = address.essays[0]
    rights = essay.head.rights.model_copy(update={"status": "unresolved"})
    closed = replace(essay, head=essay.head.model_copy(update={"rights": rights}))
    content = tei.essay_tei(replace(address, essays=(closed,)), closed, publication)
    root = etree.fromstring(content)
    body = [words for words in root.find(".//t:body", NS).itertext() if words.strip()]
    assert body == ["on", "little", "barely", "So nobly", "That nation,", "of freedom."]


@pytest.mark.build  # Three seconds of Java, a minute without it.
def test_valid_against_tei_all(address: Edition, publication: Publication, tmp_path: Path) -> None:
    content = tei.essay_tei(address, address.essays[0], publication)
    assert relax_ng({"apparatus.tei.xml": content}, tmp_path) == []


def test_the_table_has_a_row_for_each_reading(address: Edition, publication: Publication) -> None:
    table = apparatus_table.table(address, publication)
    first, *_ = table["entries"]
    assert first == {
        "id": "1863-address/a-p1-57-2",
        "text": "1863",
        "date": "1863-11-19",
        "passage": "1863 ¶1",
        "address": "../essays/1863-address.html#p1",
        "class": "substantive",
        "lemma": "on",
        "agreeing": ["A", "B", "H"],
        "readings": [
            {
                "kind": "substitution",
                "reading": "upon",
                "language": "en",
                "witnesses": ["E", "H*"],
                "uncertain": True,
            },
            {"kind": "substitution", "reading": "over", "language": "en", "by": "R. Bentley"},
        ],
        "comment": "See there.",
    }
    rows = list(csv.DictReader(io.StringIO(apparatus_table.written(table).decode("utf-8-sig"))))
    assert [(row["lemma"], row["kind"], row["witnesses"]) for row in rows] == [
        ("on", "substitution", "E; H*"),
        ("on", "substitution", ""),
        ("little", "substitution", "B"),
        ("little", "omission", "N"),
        ("So nobly … That nation,", "gap", "E"),
        ("So nobly … That nation,", "moved", "B"),
    ]
    assert [row["adopted"] for row in rows] == ["", "", "true", "", "", ""]


def test_an_entry_on_verse_has_the_address_of_its_line(
    tmp_path: Path, publication: Publication
) -> None:
    entry = {"quote": "nation", "readings": [{"sigla": ["B"], "reading": "people"}]}
    text = "Four score and seven\\\nyears ago, a nation\\\nwas brought forth.\n"
    poem = edition_with(tmp_path, written(entry), "form: verse\n", text=text)
    (row,) = apparatus_table.table(poem, publication)["entries"]
    assert row["passage"] == "1863 l. 2"
    assert row["address"] == "../essays/1863-address.html#l2"


def test_editions_without_entries_have_no_table(exported: dict[str, Exported]) -> None:
    assert {apparatus_table.JSON_FILE, apparatus_table.CSV_FILE} & exported.keys() == set()


def test_portable_myst_has_the_entries_under_their_passage(address: Edition) -> None:
    essay = address.essays[0]
    text = myst.essay_document(address, essay)
    assert "Apparatus to ¶1 (1 entry)\n\n- **on**\\] upon ut vid. E H\\*\\: over R." in text
    assert "See *there*." in text
    assert "**little**\\] barely B, edd.\\: om. N \\(probable)" in text
    reading = myst.essay_document(address, essay, View.READING)
    assert "will barely note" in reading
    assert "**barely** B\\] little A β\\: om. N \\(probable)" in reading
