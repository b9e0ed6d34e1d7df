from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.support.exports import relax_ng, with_note
from tests.support.gardens import (
    BRIEF,
    NOT_FOUND,
    POSITIONS,
    QUESTION,
    QUOTE,
    SUMMARY,
    TRANSLATION,
)
from tests.support.sources import WORDS, with_every_field

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.export import tei
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.records import FactCheckHead, TextualHead, VerdictChange, WitnessBlocks
from sphinx_apparatus.model.vocabulary import VERDICTS, Verdict

NS = {"t": tei.TEI}
ID = f"{{{tei.XML}}}id"


@pytest.fixture(scope="module")
def whole(publication: Publication) -> Publication:
    return replace(publication, whole_texts=True)


@pytest.fixture(scope="module")
def documents(
    edition: Edition, exported: dict[str, Exported], whole: Publication
) -> dict[str, bytes]:
    """Every TEI file, as exported and with whole texts."""
    made = {name: file.content for name, file in exported.items() if name.endswith(".tei.xml")}
    for essay in edition.essays:
        made[f"whole-{tei.file_name(essay)}"] = tei.essay_tei(edition, essay, whole)
    return made | {"whole-edition.tei.xml": tei.edition_tei(edition, whole)}


@pytest.mark.build  # Three seconds of Java, a minute without it.
def test_valid_against_tei_all(
    documents: dict[str, bytes],
    edition: Edition,
    corrected: Edition,
    withdrawn: Edition,
    published: Publication,
    tmp_path: Path,
) -> None:
    widened = replace(edition, sources={**edition.sources, **with_every_field()})
    for name, changed in (
        ("corrected", corrected),
        ("withdrawn", withdrawn),
        ("widened", widened),
    ):
        documents = documents | {f"{name}.tei.xml": tei.edition_tei(changed, published)}
    assert relax_ng(documents, tmp_path) == []
    broken = documents["edition.tei.xml"].replace(b"<listBibl>", b"<listBibl><verdict/>", 1)
    assert relax_ng({"broken.tei.xml": broken}, tmp_path)


def test_ids_are_unique_and_pointers_lead_somewhere(documents: dict[str, bytes]) -> None:
    ids = {name: _ids(content) for name, content in documents.items()}
    for name, content in documents.items():
        assert len(ids[name]) == len(set(ids[name]))
        for pointer in _pointers(content):
            file, _, id = pointer.partition("#")
            place = f"whole-{file}" if file and name.startswith("whole-") else file or name
            assert id in ids[place], f"{name}: {pointer}"


def test_answers_are_whole(edition: Edition, publication: Publication) -> None:
    essay = edition.essays[0]
    content = tei.essay_tei(edition, essay, publication)
    root = etree.fromstring(content)

    def said(path: str) -> list[str]:
        (note,) = root.xpath("//t:annotation[@xml:id='e1908-garden-note-forty-gardens']", **ns)
        return [
            part if isinstance(part, str) else " ".join(" ".join(part.itertext()).split())
            for part in note.xpath(path, **ns)
        ]

    ns = {"namespaces": NS}
    assert said("t:note[@type='summary']") == [SUMMARY]
    cited = "t:note[@type='evidence']/t:cit"
    assert said(f"{cited}/t:quote") == [QUOTE, TRANSLATION, "=SUM(38)"]
    assert said(f"{cited}/t:quote/@xml:lang") == ["de", "en", "en"]
    assert said(f"{cited}/t:bibl/@corresp") == ["#source-gray1907gardens", "#source-town1909survey"]
    assert said(f"{cited}/t:bibl/t:biblScope") == ["p. 4"]
    later = "t:note[@type='later']"
    assert said(f"{later}/t:date/@when") == ["1910-05", "1911"]
    assert said(f"{later}/t:cit/t:quote") == ["two gardens at the ditch"]
    assert said("t:revisionDesc/t:change/@when")[:2] == ["1912-04-02", "1912-04-02"]
    assert "from supported to partly-supported: The survey was found." in str(
        said("t:revisionDesc/t:change")
    )
    (none,) = root.xpath("//t:note[@type='evidence-none']/text()", **ns)
    assert none == NOT_FOUND
    assert root.xpath("//t:profileDesc/t:abstract/t:p/text()", **ns) == [BRIEF]
    theme = "//t:category[@xml:id='theme-locks']"
    assert root.xpath(f"{theme}/t:catDesc[@n='question']/text()", **ns) == [QUESTION]
    positions = root.xpath(f"{theme}/t:category/t:catDesc/text()", **ns)
    assert positions == [*POSITIONS.values()]
    # Quoted and cited in what came later, and nowhere else.
    source = "//t:biblStruct[@xml:id='source-town1910council']"
    assert root.xpath(f"{source}/t:note[@type='accessed']/t:date/@when", **ns) == ["1912-05-03"]


def _ids(content: bytes) -> list[str]:
    return [str(id) for id in etree.fromstring(content).xpath("//@xml:id")]


def _pointers(content: bytes) -> list[str]:
    names = ("target", "from", "to", "corresp", "ana", "resp", "wit", "ref")
    found = etree.fromstring(content).xpath("|".join(f"//@{name}" for name in names))
    pointers = [pointer for value in found for pointer in str(value).split()]
    return [p for p in pointers if "#" in p and "://" not in p]


def _block(root: etree._Element, id: str, without: tuple[str, ...]) -> str:
    node = root.xpath(f"//t:body//*[@xml:id='{id}']", namespaces=NS)[0]
    for name in without:
        for part in node.findall(f".//{{{tei.TEI}}}{name}"):
            parent, previous = part.getparent(), part.getprevious()
            if previous is not None:
                previous.tail = (previous.tail or "") + (part.tail or "")
            else:
                parent.text = (parent.text or "") + (part.tail or "")
            parent.remove(part)
    return "".join(node.itertext())


def test_changes_of_one_day_stand_the_last_first(
    edition: Edition, checked_note: Note, published: Publication
) -> None:
    assert isinstance(checked_note.head, FactCheckHead)
    was = checked_note.head.verdict
    history = tuple(
        VerdictChange.model_validate(
            {"date": dt.date(2027, 1, 15), "from": before, "to": after, "reason": "It was found."}
        )
        for before, after in ((was, Verdict.DISPUTED), (Verdict.DISPUTED, Verdict.UNSUPPORTED))
    )
    changed = with_note(edition, checked_note, verdict=Verdict.UNSUPPORTED, history=history)
    root = etree.fromstring(tei.edition_tei(changed, published))
    said = [
        words
        for words in root.xpath("//t:annotation//t:change/text()", namespaces=NS)
        if "It was found." in words
    ]
    assert said == [
        "verdict changed from disputed to unsupported: It was found.",
        f"verdict changed from {was} to disputed: It was found.",
    ]


def test_base_and_reading_text_can_be_had(edition: Edition, whole: Publication) -> None:
    for essay in edition.essays:
        content = tei.essay_tei(edition, essay, whole)
        for block, emended in zip(essay.blocks, edition.emended(essay), strict=True):
            id = f"e{essay.id}-{block.id}"
            base = _block(etree.fromstring(content), id, ("supplied", "corr", "reg"))
            assert base == block.text
            reading = _block(etree.fromstring(content), id, ("sic", "orig", "surplus"))
            assert reading == re.sub("[⟨⟩]", "", emended.reading)


def test_spans_stand_where_the_anchors_say(edition: Edition, whole: Publication) -> None:
    for essay in edition.essays:
        root = etree.fromstring(tei.essay_tei(edition, essay, whole))
        spans = root.xpath("//t:spanGrp/t:span", namespaces=NS)
        assert len(spans) >= len(essay.notes)
        words = _words_between_anchors(root)
        for span in spans:
            first, last = (span.get(end).removeprefix("#") for end in ("from", "to"))
            assert words[first, last] == span.text


def test_words_supplied_lie_inside_their_span(edition: Edition, whole: Publication) -> None:
    """Also where they stand at its very beginning or end."""
    seen = 0
    for essay in edition.essays:
        root = etree.fromstring(tei.essay_tei(edition, essay, whole))
        order = list(root.iter())
        places = {node.get(ID): index for index, node in enumerate(order) if node.get(ID)}
        for index, node in enumerate(order):
            if node.tag == f"{{{tei.TEI}}}supplied" and node.get("corresp"):
                note = node.get("corresp").partition("-note-")[2]
                first, last = (f"e{essay.id}-{end}-note-{note}" for end in ("from", "to"))
                assert places[first] < index < places[last], note
                seen += 1
    assert seen


def _words_between_anchors(root: etree._Element) -> dict[tuple[str, str], str]:
    """Return the base words between each pair of anchors, counted through the whole body."""
    text, places = "", {}
    skipped = {f"{{{tei.TEI}}}{name}" for name in ("supplied", "corr", "reg")}

    def walk(node: etree._Element) -> None:
        nonlocal text
        if node.tag == f"{{{tei.TEI}}}anchor":
            places[node.get(ID)] = len(text)
        elif node.tag not in skipped:
            text += node.text or ""
            for child in node:
                walk(child)
        text += node.tail or ""

    walk(root.find(f".//{{{tei.TEI}}}body"))
    firsts = {id: id.replace("-from-", "-to-") for id in places if "-from-" in id}
    return {(first, last): text[places[first] : places[last]] for first, last in firsts.items()}


def test_unresolved_rights_give_quotations_only(edition: Edition, publication: Publication) -> None:
    for essay in edition.essays:
        assert essay.head.rights.status == "unresolved", "the test is about such texts"
        root = etree.fromstring(tei.essay_tei(edition, essay, publication))
        for index, block in enumerate(essay.blocks):
            node = root.xpath(f"//t:body//*[@xml:id='e{essay.id}-{block.id}']", namespaces=NS)[0]
            hidden = sum(int(gap.get("quantity")) for gap in node.iter(f"{{{tei.TEI}}}gap"))
            covered = _covered(edition, essay, index)
            assert hidden == len(block.text) - len(covered)
        assert root.xpath("//t:availability/@status", namespaces=NS) == ["restricted"]


def _covered(edition: Edition, essay: Essay, index: int) -> set[int]:
    spans = [note.span for note in essay.notes if note.span]
    for reference in edition.cross_references:
        for place, span in zip(reference.head.between, reference.spans, strict=True):
            if place.essay == essay.id and span:
                spans.append(span)
    covered = {p for s in spans if s.block == index for p in range(s.start, s.end)}
    for edit in edition.emended(essay)[index].edits:
        covered |= set(range(edit.start, edit.end))
    # Signs and spaces between quotations are no words.
    text = essay.blocks[index].text
    left = "".join("\0" if place in covered else sign for place, sign in enumerate(text))
    for run in re.finditer(r"[^\0]+", left):
        if not re.search(r"\w", run[0]):
            covered |= set(range(*run.span()))
    return covered


def test_licensed_texts_are_whole(edition: Edition, publication: Publication) -> None:
    essay = edition.essays[0]
    rights = essay.head.rights.model_copy(update={"status": "licensed"})
    licensed = replace(essay, head=essay.head.model_copy(update={"rights": rights}))
    changed = replace(edition, essays=(licensed, *edition.essays[1:]))
    root = etree.fromstring(tei.essay_tei(changed, licensed, publication))
    assert not root.xpath("//t:gap", namespaces=NS)
    assert root.xpath("//t:availability/@status", namespaces=NS) == ["free"]


def test_notes_say_what_the_records_say(edition: Edition, exported: dict[str, Exported]) -> None:
    root = etree.fromstring(exported[tei.EDITION_FILE].content)
    for note in edition.note_by_id.values():
        id = f"e{note.essay}-note-{note.id}"
        made = root.xpath(f"//t:annotation[@xml:id='{id}']", namespaces=NS)[0]
        assert made.get("n") == note.label
        titles = made.xpath("t:note[@type='title']/text()", namespaces=NS)
        assert titles == [note.head.title]
        if isinstance(note.head, FactCheckHead):
            assert made.get("ana") == f"#verdict-{note.head.verdict}"
            assert made.xpath("t:note[@type='claim']/text()", namespaces=NS) == [note.head.claim]
        bodies = [edition.body(note), *edition.later_bodies(note)]
        keys = {f"#source-{c.key}" for body in bodies for c in body.citations}
        assert set(made.xpath(".//t:ref[@type='source']/@target", namespaces=NS)) == keys
        if isinstance(note.head, TextualHead):
            entry = root.xpath(f"//t:app[@xml:id='e{note.essay}-app-{note.id}']", namespaces=NS)[0]
            adopted = note.head.adopt
            assert bool(entry.xpath("t:lem/@wit", namespaces=NS)) is not adopted
            readings = {w.reading for w in note.head.witnesses}
            assert readings <= {rdg.text or "" for rdg in entry.iter(f"{{{tei.TEI}}}rdg")}
    categories = root.xpath("//t:taxonomy[@xml:id='verdicts']/t:category", namespaces=NS)
    assert [c.get(ID) for c in categories] == [f"verdict-{v}" for v in VERDICTS]
    links = root.xpath("//t:linkGrp/t:link", namespaces=NS)
    assert len(links) == len(edition.cross_references)


def test_no_field_of_a_source_is_lost(edition: Edition, published: Publication) -> None:
    widened = replace(edition, sources={**edition.sources, **with_every_field()})
    tree = etree.fromstring(tei.edition_tei(widened, published))
    entries = tree.xpath("//t:listBibl/t:biblStruct", namespaces=NS)
    entries = [entry for entry in entries if entry.get(ID)[7:] in with_every_field()]
    assert len(entries) == len(with_every_field())
    for entry in entries:
        said = " ".join([*entry.itertext(), *entry.xpath(".//@target")])
        missing = [name for name, words in WORDS.items() if words not in said]
        assert missing == [], entry.get("type")
        assert "https://example.org/gardens?a=1&b=<2>" in said


@pytest.mark.build  # Java, as above.
def test_what_witnesses_lack_is_there_without_words(repository: Path, tmp_path: Path) -> None:
    root = repository / "tests" / "editions" / "gettysburg"
    edition = open_edition(root / "essays", root / "references.bib")
    (essay,) = edition.essays
    words = " ".join(block.text for block in essay.blocks).split()
    copies = {
        "N": (" ".join(words[20:]),),
        "H": (" ".join(words[:-12]),),
        "A": (" ".join(words[:110] + words[130:]),),
    }
    head = essay.head.model_copy(
        update={
            "witnesses": tuple(
                each.model_copy(update={"blocks": WitnessBlocks()}) for each in essay.head.witnesses
            )
        }
    )
    changed = replace(
        edition, essays=(replace(essay, head=head, transcripts=copies),), _comparisons={}
    )
    (partial,) = changed.essays
    content = tei.essay_tei(changed, partial, Publication("x"))
    read = etree.fromstring(content)
    found = {
        app.find("t:rdg", NS).get("wit").rpartition("-")[2]: (
            [etree.QName(each).localname for each in app.find("t:rdg", NS)],
            app.get("from")[1:],
            app.get("to")[1:],
        )
        for app in read.iterfind(".//t:app[@type='lacuna']", NS)
    }
    assert {siglum: names for siglum, (names, _, _) in found.items()} == {
        "N": ["witStart"],
        "H": ["witEnd"],
        "A": ["lacunaStart", "lacunaEnd"],
    }
    text = etree.tostring(read.find(".//t:body", NS), encoding="unicode")
    for siglum, missing in (("N", words[:20]), ("H", words[-12:]), ("A", words[110:130])):
        _, start, end = found[siglum]
        between = text.partition(f'"{start}"/>')[2].partition(f'xml:id="{end}"')[0]
        assert re.sub(r"<[^>]*>", "", between.rpartition("<")[0]).split() == missing
    assert relax_ng({"partial.tei.xml": content}, tmp_path) == []
    # Where the words may not be exported, nothing is said of them.
    kept = tei.essay_tei(changed, partial, Publication("x", quotes_only=True))
    assert b"lacuna" not in kept
