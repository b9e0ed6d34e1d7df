"""TEI P5 as texts: units, header, notes, the three kinds of apparatus, losses, hostile files."""

from __future__ import annotations

import difflib
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.project import LINT_BASE, REPOSITORY, Apparatus

from sphinx_apparatus.authoring.tei_import import Given, Imported, import_tei
from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.tei import essay_tei
from sphinx_apparatus.export.tei_parser import MOST_BYTES, MOST_DEEP, MOST_ELEMENTS, read
from sphinx_apparatus.model.problems import Refusal

WITNESSES = """<listWit><witness xml:id="A">The first printing</witness>
<witness xml:id="B">The second</witness><witness xml:id="C">A manuscript</witness></listWit>"""


def tei(text: str, *, source: str = "", method: str = "", apart: str = "") -> str:
    """Return a TEI file with this text."""
    encoding = f'<variantEncoding method="{method}" location="internal"/>' if method else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>On Gates</title>
<author><surname>Gray</surname>, <forename>Ann</forename></author><respStmt><resp>editor</resp>
<persName xml:id="jd">Jane Doe</persName></respStmt></titleStmt><publicationStmt><availability>
<licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>
</availability><date>2020</date></publicationStmt><sourceDesc><bibl><pubPlace>London</pubPlace>
<publisher>Smith</publisher><date when="1851-05">May 1851</date></bibl>{source}</sourceDesc>
</fileDesc><encodingDesc>{encoding}</encodingDesc></teiHeader>{apart}
<text xml:lang="en"><body>{text}</body></text></TEI>
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition; nothing is written into it."""
    return Path(shutil.copytree(LINT_BASE, tmp_path_factory.mktemp("base") / "edition"))


@pytest.fixture(scope="module")
def edition(base: Path) -> Edition:
    return Project(base).edition()


def imported(edition: Edition, folder: Path, content: str, **given: str) -> Imported:
    path = folder / "gates.xml"
    known = Given(essay="1851-gates", **given)
    return import_tei(content.encode(), path, folder / "essays", edition, known)


def lost(made: Imported) -> int:
    """Return how many kinds of things lose words."""
    return len(list(made.remarks.lines("", lost=True)))


def file(made: Imported, name: str) -> str:
    return next(c.decode() for path, c in made.files.items() if path.name == name)


UNITS = {
    "paragraphs": ("<p>One  gate.</p><p>Two.</p>", "One gate.\n\nTwo.\n"),
    "a division": (
        '<div type="chapter" n="2"><head>Keys</head><head>and locks</head><p>A.</p></div>',
        '{type="chapter" n="2"}\n# Keys\n\n{.subhead}\nand locks\n\nA.\n',
    ),
    "divisions in divisions": (
        "<div><head>I</head><div><head>1</head><p>A.</p></div></div>",
        "# I\n\n## 1\n\nA.\n",
    ),
    "a division without a heading": (
        '<div n="3"><p>A.</p></div>',
        '[]{.section n="3"}A.\n',
    ),
    "verse": (
        '<lg><l>But he,</l><l rend="indent(2)">His garden.</l></lg><lg><l>One.</l></lg>',
        "But he,\\\n&emsp;&emsp;His garden.\n\nOne.\n",
    ),
    "lines without a stanza": ("<l>But he,</l><l>His.</l>", "But he,\\\nHis.\n"),
    "verse in prose": (
        "<p>A.</p><p>B.</p><lg><l>But he,</l><l>His.</l></lg>",
        "A.\n\nB.\n\n{.verse}\nBut he,\\\nHis.\n",
    ),
    "prose in verse": (
        "<lg><l>A.</l></lg><p>Prose.</p><lg><l>B.</l></lg>",
        "A.\n\n{.prose}\nProse.\n\nB.\n",
    ),
    "speeches": (
        (
            "<sp><speaker>ANN.</speaker><stage>aside</stage><l>To lock?</l><l>Or not?</l></sp>"
            "<sp><speaker>LEIGH</speaker><p>In prose <stage>laughs</stage> I say.</p>"
            "<p>More.</p></sp>"
        ),
        (
            "**ANN.** [aside]{.stage}\\\nTo lock?\\\nOr not?\n\n"
            "**LEIGH** In prose [laughs]{.stage} I say.\n\nMore.\n"
        ),
    ),
    "a shared line": (
        (
            '<sp><speaker>ANN</speaker><l part="I">To lock?</l></sp>'
            '<sp><speaker>LEIGH</speaker><l part="F">To open!</l></sp>'
        ),
        "**ANN**\\\nTo lock?\n\n{.joins}\n**LEIGH**\\\nTo open!\n",
    ),
    "directions": (
        (
            "<stage>Enter ANN.</stage><sp><speaker>ANN</speaker><l>A.</l><stage>She turns.</stage>"
            "<l>B.</l></sp>"
        ),
        "{.stage}\nEnter ANN.\n\n**ANN**\\\nA.\n\n{.stage}\nShe turns.\n\n{.verse}\nB.\n",
    ),
    "persons": (
        (
            "<castList><castItem><role>ANN</role>, a girl</castItem><castItem>LEIGH</castItem>"
            "</castList><sp><speaker>ANN</speaker><p>A.</p></sp>"
        ),
        "{.cast}\n- ANN, a girl\n- LEIGH\n\n**ANN** A.\n",
    ),
    "a list": (
        "<list><item>Wood</item><item>Iron<list><item>thick</item></list></item></list>",
        "- Wood\n\n- Iron\n\n  - thick\n",
    ),
    "a numbered list": (
        "<list><label>1.</label><item>Wood</item><label>3.</label><item>Iron</item></list>",
        "1. Wood\n3. Iron\n",
    ),
    "a list with words for numbers": (
        "<list><label>First</label><item>wood</item></list>",
        "- First wood\n",
    ),
    "a table": (
        (
            '<table><row role="label"><cell>Kind</cell><cell>No.</cell></row>'
            "<row><cell>wood | oak</cell><cell/></row></table>"
        ),
        "| Kind | No. |\n|---|---|\n| wood \\| oak |  |\n",
    ),
    "a quotation": (
        "<quote><p>Good.</p><lg><l>A,</l><l>B.</l></lg></quote>",
        "> Good.\n>\n> {.verse}\n> A,\\\n> B.\n",
    ),
    "a motto": (
        "<epigraph><cit><quote>Good fences.</quote><bibl>Proverb</bibl></cit></epigraph><p>A.</p>",
        "{.epigraph}\n> Good fences.\n>\n> Proverb\n\nA.\n",
    ),
    "a note of the author": (
        '<p>A gate.<note place="foot" n="*"><p>One.</p><p>Two.</p></note> B<note>C</note>.</p>',
        "A gate.[^*] B[^1].\n\n[^*]: One.\n\n    Two.\n\n[^1]: C\n",
    ),
    "one sign for two notes": (
        '<p>A<note n="*">One.</note> B<note n="*">Two.</note></p>',
        "A[^*] B[^*:2]\n\n[^*]: One.\n\n[^*:2]: Two.\n",
    ),
    "a note without words": (
        '<p>A<note n="1"/> b<note n="1">So.</note></p>',
        "A b[^1]\n\n[^1]: So.\n",
    ),
    "notes at the end": (
        (
            '<p>A<ref target="#n1">1</ref> b.</p><div><head>Notes</head>'
            '<note xml:id="n1"><p>One.</p></note></div>'
        ),
        "A[^1] b.\n\n[^1]: One.\n\n# Notes\n",
    ),
    "points behind a space": (
        '<p>A gate. <note n="*">So.</note> </p><p>B.\n<pb n="2"/>\n</p><p>C.</p>',
        'A gate.[^*]\n\n[^*]: So.\n\nB.[]{.page n="2"}\n\nC.\n',
    ),
    "a sign of exclamation between markup": (
        '<p><foreign xml:lang="fr">le déluge</foreign>!<note n="1">So.</note></p>',
        "[le déluge]{.language-fr}\\![^1]\n\n[^1]: So.\n",
    ),
    "a call at the beginning": (
        '<div n="1"><p><note n="1">So.</note>A gate.</p></div>',
        '[]{.section n="1"}[^1]A gate.\n\n[^1]: So.\n',
    ),
    "pages": (
        '<pb n="1"/><p>A wo<pb n="2"/>rd.</p><pb n="3"/><p>B.<cb n="a"/></p>',
        '[]{.page n="1"}A wo[]{.page n="2"}rd.\n\n[]{.page n="3"}B.[]{.column n="a"}\n',
    ),
    "looks": (
        (
            '<p><hi>A</hi> <hi rend="bold">b</hi>, <hi rend="#sup">c</hi> '
            '<foreign xml:lang="la">porta</foreign> <emph>so</emph>d.</p>'
        ),
        "*A* [b]{.b}, [c]{.sup} [porta]{.language-la} [so]{.i}d.\n",
    ),
    "a link": (
        (
            '<p>See <ref target="https://example.org/a(b)">a page</ref>, '
            '<ref target="https://example.org/a">this one</ref>.</p>'
        ),
        "See a page, [this one](<https://example.org/a>).\n",
    ),
    "printed lines": (
        '<p>One\n<lb/>gate and yes-<lb break="no"/>\nterday mis<g ref="char:EOLhyphen"/>take</p>',
        "One gate and yesterday mistake\n",
    ),
    "words and spaces apart": (
        "<p><w>Who</w>\n<c> </c>\n<w>goes</w>\n<pc>?</pc></p>",
        "Who goes?\n",
    ),
    "gaps": (
        '<p>A <gap reason="lost"/> b<supplied>c</supplied>.</p>',
        "A ⟨…⟩ b⟨c⟩.\n",
    ),
    "what Markdown would read": (
        "<p># 1. *a* _b_ [c](d) {e} &lt;f> `g` $h$ | ^i^ !<hi>j</hi></p><p>1. A</p><p>- b</p>",
        (
            "\\# 1. \\*a\\* \\_b\\_ \\[c\\](d) \\{e\\} \\<f\\> \\`g\\` \\$h\\$ \\| \\^i\\^ "
            "\\![j]{.i}"
            "\n\n1\\. A\n\n\\- b\n"
        ),
    ),
    "a block in a paragraph": (
        "<p>There are <list><item>two</item></list> gates.</p>",
        "There are\n\n- two\n\ngates.\n",
    ),
}


@pytest.mark.parametrize("name", UNITS)
def test_units(name: str, edition: Edition, base: Path) -> None:
    body, expected = UNITS[name]
    made = imported(edition, base, tei(body))
    assert file(made, "text.md") == expected
    assert lost(made) == 0


def test_a_picture_comes_from_beside_the_file(edition: Edition, base: Path) -> None:
    figure = (
        '<figure><graphic url="gate.png"/><head>Fig. 1.</head><figDesc>A gate.</figDesc></figure>'
    )
    without = imported(edition, base, tei(figure))
    assert file(without, "text.md") == "Fig. 1.\n"
    assert "there is no picture ‘gate.png’" in "".join(without.remarks.lines("f", lost=False))
    picture = REPOSITORY.glob("tests/editions/chapters/essays/1851-gates/gate.png")
    shutil.copy(next(picture), base)
    made = imported(edition, base, tei(figure))
    (base / "gate.png").unlink()
    assert file(made, "text.md") == "![A gate.](gate.png)\\\nFig. 1.\n"
    assert {path.name for path in made.files} >= {"gate.png"}
    outside = tei(figure.replace("gate.png", "../gates.xml"))
    assert file(imported(edition, base, outside), "text.md") == "Fig. 1.\n"


def test_the_header_says_what_it_says(edition: Edition, base: Path) -> None:
    record = file(imported(edition, base, tei("<p>A.</p>")), "essay.yml")
    for line in ("title: On Gates", "author: Ann Gray", "date: 1851-05", "language: en"):
        assert f"{line}\n" in record
    assert "published: >-\n  London: Smith\n" in record
    assert "status: licensed" in record
    empty = re.sub("<sourceDesc>.*</sourceDesc>|<availability>.*</availability>", "",
                   tei("<p>A.</p>"), flags=re.DOTALL)  # fmt: skip
    empty = empty.replace("<date>2020</date>", "<p/>")
    record = file(imported(edition, base, empty), "essay.yml")
    # Nothing is made of the date of the file, and no rights are guessed.
    assert "date: >-\n  (date)" in record
    assert "(where it first appeared)" in record
    assert "status: unresolved" in record
    given = imported(edition, base, empty, date="1300?", published="Bees", rights="Free.")
    assert "date: 1300?\n" in file(given, "essay.yml")


def test_what_a_record_cannot_hold_is_left_to_the_editor(edition: Edition, base: Path) -> None:
    content = tei("<p>A.</p>", source=WITNESSES).replace("On Gates", "Gates " * 1000)
    content = content.replace("The first printing", "printing " * 1000)
    made = imported(edition, base, content)
    record = file(made, "essay.yml")
    assert "title: >-\n  (title)\n" in record
    assert "siglum: A\n    title: A\n" in record
    listed = "".join(made.remarks.lines("f", lost=False))
    assert "cannot be a ‘title’" in listed
    assert "cannot be a ‘witnesses’" in listed
    odd = tei('<p>A gate.<note resp="#jd">So\u200bit is.</note></p>')
    with pytest.raises(Refusal, match=r"which would stand in gate\.md:8"):
        imported(edition, base, odd)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<date when="1851-05-02T10:00:00"/>', "1851-05-02"),
        ('<date notBefore="1850" notAfter="1859"/>', "1850/1859"),
        ('<date from="1850"/>', "1850/.."),
        ('<date when="1300" precision="low"/>', "1300~"),
        ("<date>printed in 1600.</date>", "1600"),
        ("<date>about the year 1300 or later</date>", ""),
    ],
)
def test_dates(written: str, expected: str, edition: Edition, base: Path) -> None:
    content = tei("<p>A.</p>").replace('<date when="1851-05">May 1851</date>', written)
    record = file(imported(edition, base, content), "essay.yml")
    found = re.search(r"^date: (?:>-\n  )?(.*)$", record, re.MULTILINE)
    assert found
    assert found[1] == (expected or "(date)")


def test_notes_of_the_editors_are_notes(edition: Edition, base: Path) -> None:
    note = '<note resp="#jd">On <hi>weight</hi>.</note>'
    text = f'<p>A gate <seg xml:id="s">of old iron</seg>, heavy.{note}</p>'
    apart = (
        '<standOff><listPerson><person xml:id="g"><persName><forename>Ann</forename>'
        "<surname>Gray</surname></persName></person></listPerson>"
        '<note target="#s" resp="#jd">As <persName ref="#g">she</persName> says.</note></standOff>'
    )
    made = imported(edition, base, tei(text, apart=apart))
    assert file(made, "text.md") == "A gate of old iron, heavy.\n"
    assert file(made, "heavy.md") == (
        "---\nkind: context\ntitle: Heavy\nquote: >-\n  heavy\nby: [jd]\n---\nOn weight.\n"
    )
    note = file(made, "old-iron.md")
    assert "quote: >-\n  of old iron\n" in note
    assert note.endswith("index:\n  - >-\n    Gray, Ann\n---\nAs she says.\n")
    names = next(c.decode() for path, c in made.shared.items() if path.name == "names.yml")
    assert names.endswith("- name: >-\n    Gray, Ann\n  kind: person\n")
    people = next(c.decode() for path, c in made.shared.items() if path.name == "people.yml")
    assert people.endswith("- key: jd\n  name: Jane Doe\n  role: editor\n")


APPARATUS = {
    "parallel-segmentation": (
        tei(
            '<p>A <app><lem wit="#A">wooden</lem><rdg wit="#B #C">oaken</rdg></app> gate is'
            ' <app><lem wit="#A #B">heavy</lem><rdg wit="#C"/></app> and'
            ' <app><lem wit="#A #C"/><rdg wit="#B">very</rdg></app> old.</p>',
            source=WITNESSES,
            method="parallel-segmentation",
        ),
        "A wooden gate is heavy and old.\n",
    ),
    "double-end-point": (
        tei(
            '<p>A <anchor xml:id="a1"/>wooden<anchor xml:id="a2"/> gate is '
            '<anchor xml:id="b1"/>heavy<anchor xml:id="b2"/> and<anchor xml:id="c1"/> old.</p>',
            source=WITNESSES,
            method="double-end-point",
            apart='<standOff><listApp><app from="#a1" to="#a2"><lem wit="#A">wooden</lem>'
            '<rdg wit="#B #C">oaken</rdg></app><app from="#b1" to="#b2"><rdg wit="#C"/></app>'
            '<app from="#c1" to="#c1"><rdg wit="#B">very</rdg></app></listApp></standOff>',
        ),
        "A wooden gate is heavy and old.\n",
    ),
    "location-referenced": (
        tei(
            '<div n="1"><p n="1">A wooden gate is heavy and old.</p></div>',
            source=WITNESSES,
            method="location-referenced",
            apart='<standOff><listApp><app loc="1.1"><lem>wooden</lem><rdg wit="#B #C">oaken</rdg>'
            '</app><app loc="1.1"><lem>heavy</lem><rdg wit="#C"/></app><app loc="1.1">'
            '<lem>and</lem><rdg wit="#B">and very</rdg></app></listApp></standOff>',
        ),
        '[]{.section n="1"}A wooden gate is heavy and old.\n',
    ),
}
ENTRIES = """\
- in: p1
  quote: >-
    wooden
  readings:
    - sigla: [B, C]
      reading: >-
        oaken
- in: p1
  quote: >-
    heavy
  readings:
    - sigla: [C]
      omits: true
- in: p1
  quote: >-
    and
  readings:
    - sigla: [B]
      reading: >-
        and very
"""


@pytest.mark.parametrize("method", APPARATUS)
def test_each_kind_of_apparatus(method: str, edition: Edition, base: Path) -> None:
    content, text = APPARATUS[method]
    made = imported(edition, base, content)
    assert file(made, "text.md") == text
    assert file(made, "apparatus.yml") == ENTRIES
    assert lost(made) == 0
    record = file(made, "essay.yml")
    assert re.findall(r"siglum: (\w)", record) == ["S", "A", "B", "C"]


def test_a_place_that_is_not_the_only_one_is_no_place(edition: Edition, base: Path) -> None:
    content, _ = APPARATUS["location-referenced"]
    made = imported(edition, base, content.replace("heavy and old", "heavy and wooden"))
    lost = list(made.remarks.lines("f.xml", lost=True))
    assert lost == ["f.xml:9: <app>: an entry whose words are not found, or not once"]


def test_a_long_lemma_is_quoted_by_its_ends(edition: Edition, base: Path) -> None:
    words = " ".join(f"w{n}" for n in range(3000))
    text = f'<p>A <app><lem>{words}</lem><rdg wit="#B"/></app> gate.</p>'
    note = '<note target="#s" resp="#jd">So.</note>'
    text += f'<p><seg xml:id="s">{words} x</seg></p>'
    made = imported(
        edition, base, tei(text, source=WITNESSES, apart=f"<standOff>{note}</standOff>")
    )
    assert file(made, "apparatus.yml") == (
        "- in: p1\n  quote: >-\n    w0\n  to:\n    in: p1\n    quote: >-\n      w2999\n"
        "  readings:\n    - sigla: [B]\n      omits: true\n"
    )
    assert "w38 w39\nin: p2\n" in next(
        content.decode() for path, content in made.files.items() if path.parent.name == "notes"
    )
    assert "the note quotes 40 words" in "".join(made.remarks.lines("f", lost=False))


def test_words_among_many_alike_have_no_place(edition: Edition, base: Path) -> None:
    entry = '<app><lem>a</lem><rdg wit="#B">b</rdg></app>'
    made = imported(edition, base, tei(f"<p>{'a ' * 300}{entry}{' a' * 300}</p>", source=WITNESSES))
    assert file(made, "text.md") == "a " * 600 + "a\n"
    assert lost(made) == 1


def test_corrections_are_adopted_readings(edition: Edition, base: Path) -> None:
    text = (
        '<p>It is hea<choice><sic>w</sic><corr resp="#jd">v</corr></choice>y and'
        " <choice><orig>olde</orig><reg>old</reg></choice>.</p>"
    )
    made = imported(edition, base, tei(text))
    assert file(made, "text.md") == "It is heawy and olde.\n"
    assert file(made, "apparatus.yml") == (
        "- in: p1\n  quote: >-\n    heawy\n  readings:\n    - by: Jane Doe\n      reading: >-\n"
        "        heavy\n      adopt: true\n"
        "- in: p1\n  quote: >-\n    olde\n  readings:\n    - by: edd.\n      reading: >-\n"
        "        old\n      adopt: true\n"
    )


def test_without_lemmas_the_base_is_asked_for(edition: Edition, base: Path) -> None:
    text = '<p>A <app><rdg wit="#A">wooden</rdg><rdg wit="#B">oaken</rdg></app> gate.</p>'
    content = tei(text, source=WITNESSES)
    with pytest.raises(Refusal, match=r"--base, one of: A, B, C"):
        imported(edition, base, content)
    made = imported(edition, base, content, base="B")
    assert file(made, "text.md") == "A oaken gate.\n"
    assert "base: B\n" in file(made, "essay.yml")
    assert "sigla: [A]\n      reading: >-\n        wooden" in file(made, "apparatus.yml")


def test_a_witness_that_is_not_declared_is(edition: Edition, base: Path) -> None:
    text = '<p>A <app><lem>wooden</lem><rdg wit="Q">oaken</rdg></app> gate.</p>'
    made = imported(edition, base, tei(text, source=WITNESSES))
    assert "siglum: Q\n    title: Q\n" in file(made, "essay.yml")
    assert "wit ‘Q’" in "".join(made.remarks.lines("f", lost=False))


def test_numbers_of_lines(edition: Edition, base: Path) -> None:
    lines = "".join(f'<l n="1.2.{n}">Line.</l>' for n in (56, 57, 58))
    scene = f'<div n="2"><head>2</head><sp><speaker>A</speaker>{lines}</sp></div>'
    play = f'<div n="1"><head>I</head>{scene}</div>'
    made = imported(edition, base, tei(play))
    assert '{n="56"}\n**A**\\\nLine.' in file(made, "text.md")
    again = "".join(
        f'<div><head>S</head><lg><l n="1">A</l><l n="{n}">B</l></lg></div>' for n in (2, 2)
    )
    made = imported(edition, base, tei(again))
    assert "numbering:\n  lines: 1\n" in file(made, "essay.yml")
    assert "{n=" not in file(made, "text.md")


# -- what is lost ----------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition without a fault."""
    return Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))


def test_what_loses_words_is_refused_unless_asked_for(
    project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    path = tmp_path / "gates.xml"
    path.write_text(tei("<p>A <del>bad</del> <name>Leigh</name>\n<name>Ann</name> gate.</p>"))
    arguments = ("import", "tei", path, "1851-gates", "--project", project)
    ran = apparatus(*arguments)
    assert ran.code == 1
    assert ran.err == (
        f"{path}: words would be lost; nothing was written (--leave-out imports the rest):\n"
        f"! {path}:9: <del>: words that the source deletes cannot be kept\n"
    )
    assert f"{path}:9: <name> (2 times): its words are kept, not what it says of them" in ran.out
    assert not (project / "essays" / "1851-gates").exists()
    ran = apparatus(*arguments, "--leave-out")
    assert ran.code == 1
    assert (project / "essays/1851-gates/text.md").read_text() == "A Leigh Ann gate.\n"
    assert apparatus(*arguments, "--leave-out").out.endswith(
        "nothing to do: this file was imported before\n"
    )
    path.write_text(tei("<p>Another gate.</p>"))
    assert "says something else; nothing was written" in apparatus(*arguments).err


def test_what_comes_in_passes_the_check(
    project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    path = tmp_path / "gates.xml"
    text = "".join(body for body, _ in UNITS.values() if "note xml:id" not in body)
    entry, _ = APPARATUS["parallel-segmentation"]
    paragraph = re.search(r"<p>A <app>.*</p>", entry)
    assert paragraph
    text += paragraph[0] + '<p>One more<note resp="#jd">A remark.</note></p>'
    path.write_text(tei(text, source=WITNESSES))
    ran = apparatus("import", "tei", path, "1851-gates", "--project", project)
    assert "written: " in ran.out, ran.err
    checked = apparatus("check", "--project", project)
    faults = [line for line in checked.out.splitlines() if "1851-gates" in line]
    assert [fault for fault in faults if "A133" not in fault] == []


def test_no_sign_is_dropped_in_silence(edition: Edition, base: Path) -> None:
    """Every element of TEI that may stand in a paragraph keeps its words or is listed."""
    schema = (REPOSITORY / "tests/schemas/tei_all.rng").read_text(encoding="utf-8")
    names = set(re.findall(r'<element name="([A-Za-z0-9]+)"', schema)) - {
        "app",
        "lem",
        "rdg",
        "text",
    }
    assert len(names) > 400
    body = "".join(f"<p>Before <{name}>x{name}x</{name}> after.</p>" for name in sorted(names))
    made = imported(edition, base, tei(body))
    said = file(made, "text.md")
    listed = [*made.remarks.lines("f", lost=True), *made.remarks.lines("f", lost=False)]
    named = {match[1] for line in listed if (match := re.search(r"<(\w+)>", line))}
    assert {name for name in names - named if f"x{name}x" not in said} == set()
    kept = {name for name in names if f"x{name}x" in said}
    assert len(kept) > len(names) - 30


SIGNS = ("a", "gate", "*", "_x_", "[1]", "{2}", "#", "1.", "- b", "!", "—", "|", "&lt;b&gt;", "`")
SIGNS += ("yes-", "$", "\\", "=", "^2", " ", "\n", "(c)", "%", "---", ": ")


def text_of_any_shape(seed: int) -> str:
    """Return the text of a file whose elements stand in one another as it happens."""
    chance = random.Random(seed)

    def words() -> str:
        return "".join(f"{chance.choice(SIGNS)} " for _ in range(chance.randint(0, 4)))

    def inner(depth: int) -> str:
        made = words()
        for _ in range(chance.randint(0, 3) if depth < 4 else 0):
            made += chance.choice(INNER).format(inner(depth + 1), words()) + words()
        return made

    def block(depth: int) -> str:
        shape = chance.choice(BLOCKS)
        parts = [inner(2) if depth > 2 else chance.choice([inner, blocks])(depth + 1), inner(3)]
        return shape.format(*parts)

    def blocks(depth: int) -> str:
        return "".join(block(depth) for _ in range(chance.randint(1, 4)))

    return f"<p>w</p>{blocks(0)}"


INNER = (
    *("<hi>{0}</hi>", '<hi rend="bold">{0}</hi>', '<foreign xml:lang="la">{0}</foreign>'),
    *('<note n="1">{0}</note>', '<note resp="#jd">{0}</note>', "<seg>{0}</seg>", '<pb n="5"/>'),
    *("<choice><sic>{0}</sic><corr>{1}</corr></choice>", "<gap/>", '<lb break="no"/>', "<lb/>"),
    *('<app><lem>{0}</lem><rdg wit="#B">{1}</rdg></app>', "<stage>{0}</stage>", "<del>{1}</del>"),
    *("<list><item>{0}</item></list>", "<lg><l>{0}</l></lg>", "<supplied>{0}</supplied>"),
)
BLOCKS = (
    *("<p>{1}</p>", "<lg><l>{1}</l><l>w</l></lg>", "<l>{1}</l>", '<div n="2">{0}</div>'),
    *("<div><head>{1}</head>{0}</div>", "<sp><speaker>{1}</speaker><l>{0}</l><stage/></sp>"),
    *("<sp><speaker/><note>{1}</note>{0}</sp>", "<list><label>1.</label><item>{0}</item></list>"),
    *("<list><item>{1}</item></list>", "<table><row><cell>{1}</cell><cell/></row></table>"),
    *("<quote>{0}</quote>", "<epigraph>{0}</epigraph>", "<stage>{1}</stage>", '<pb n="4"/>'),
    *("<note>{1}</note>", "<figure><head>{1}</head></figure>", "<castList>{1}</castList>"),
)


@pytest.mark.parametrize(
    "first", [0, 20, *(pytest.param(n, marks=pytest.mark.slow) for n in (40, 60))]
)
def test_texts_of_any_shape_come_in(first: int, edition: Edition, base: Path) -> None:
    """What a text becomes passes the lock, and no sign is lost on the way."""
    for seed in range(first, first + 20):
        imported(edition, base, tei(text_of_any_shape(seed), source=WITNESSES))


# -- what is hostile -------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
HOSTILE = {
    "entities": (
        f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{LAUGHS}]>\n<TEI><text>&l8;</text></TEI>',
        "f.xml:1: found a document type (<!DOCTYPE …>), which may define entities; delete it",
    ),
    "a file elsewhere": (
        '\n<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<TEI>&x;</TEI>',
        "f.xml:2: found a document type",
    ),
    "an address": (
        '<!DOCTYPE TEI SYSTEM "http://example.org/tei.dtd">\n<TEI/>',
        "f.xml:1: found a document type",
    ),
    "an entity that is not defined": (
        "<TEI>\n&nbsp;</TEI>",
        "f.xml:2: this is not well-formed XML",
    ),
    "too deep": ("<a>" * 100_000, f"f.xml:1: ‘a’ stands in more than {MOST_DEEP} elements"),
    "too many": (
        f"<a>{'<b/>' * (MOST_ELEMENTS + 1)}</a>",
        f"f.xml:1: found more than {MOST_ELEMENTS} elements",
    ),
    "an element that is not closed": ("<TEI>\n<text>\n</TEI>", "f.xml:3: this is not well-formed"),
    "nothing": ("", "f.xml:1: this is not well-formed XML: no element found"),
    "TEI P4": ("<TEI.2/>", "convert it from TEI P4 first"),
    "another format": ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "expected TEI P5"),
    "a corpus": (
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI/><TEI/></teiCorpus>',
        "this is a corpus of 2 texts; import the file of each text",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_a_line(name: str) -> None:
    content, message = HOSTILE[name]
    with pytest.raises(Refusal) as refused:
        read(content.encode(), "f.xml")
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("encoded", "message"),
    [
        (
            tei("<p>caf\xe9</p>").split("\n", 1)[1].encode("latin-1"),
            "f.xml:8: byte 0xe9 is not UTF-8",
        ),
        (tei("<p>caf\xe9</p>").encode("latin-1"), "f.xml:9: this is not well-formed XML"),
        (
            tei("<p>a</p>").replace("UTF-8", "utf-99").encode(),
            "f.xml:1: the encoding cannot be read",
        ),
    ],
)
def test_a_wrong_encoding_is_named(encoded: bytes, message: str) -> None:
    with pytest.raises(Refusal, match=re.escape(message)):
        read(encoded, "f.xml")


def test_other_encodings_are_read() -> None:
    for code in ("ISO-8859-1", "UTF-16"):
        root = read(tei("<p>caf\xe9</p>").replace("UTF-8", code).encode(code), "f.xml")
        assert "café" in "".join(root.itertext())


def test_a_file_without_measure_is_refused(
    project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    ran = apparatus("import", "tei", path, "1851-gates", "--project", project)
    assert ran.code == 2
    limit = f"the file has more than {MOST_BYTES // 1024} KiB, which is the limit"
    assert ran.err == f"sphinx-apparatus: {path}: {limit}\n"


def test_signs_that_are_not_seen_are_refused(edition: Edition, base: Path) -> None:
    with pytest.raises(Refusal, match=r"gates.xml:9: found the invisible character U\+200B"):
        imported(edition, base, tei("<p>A\u200bgate.</p>"))


def test_lines_beyond_those_that_a_parser_counts() -> None:
    root = read(tei("\n" * 70_000 + "<p/>").encode(), "f.xml")
    made = [n for n in root.iter() if str(n.tag).endswith("}p")]
    assert made[0].get("{urn:sphinx-apparatus}line") == "70009"


# -- there and back --------------------------------------------------------------------------------


def there_and_back(folder: Path, tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """Export each text of an edition, import it in its place, and export it again."""
    first = Project(folder).edition()
    publication = replace(Project(folder).publication, whole_texts=True)
    copy = tmp_path / folder.name
    (copy / "docs").mkdir(parents=True)
    shutil.copy(folder / "docs/conf.py", copy / "docs")
    shutil.copy(folder / "references.bib", copy)
    shutil.copytree(folder / "essays", copy / "essays")
    exported = {}
    for essay in first.essays:
        exported[essay.id] = essay_tei(first, essay, publication)
        beside = tmp_path / "exported"
        shutil.copytree(folder / "essays" / essay.id, beside, dirs_exist_ok=True)
        shutil.rmtree(copy / "essays" / essay.id)
        made = import_tei(
            exported[essay.id],
            beside / "f.xml",
            copy / "essays",
            Project(copy).edition(),
            Given(),
        )
        assert (lost(made), made.shared, made.needs) == (0, {}, [])
        for path, content in made.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    second = Project(copy).edition()
    assert [str(problem) for problem in second.problems if problem.stops] == []
    for essay in second.essays:
        again = essay_tei(second, essay, publication)
        yield essay.id, exported[essay.id].decode(), again.decode()


def test_looks_go_there_and_back(project: Path, tmp_path: Path, apparatus: Apparatus) -> None:
    paragraph = (
        '<p xml:id="e1851-gates-p1" n="1"><emph>A</emph> <hi rend="bold">b</hi> '
        '<hi rend="small-caps">c <emph>d</emph> e</hi><note xml:id="e1851-gates-n1" place="foot" '
        'n="*"><p>So <emph>it</emph> is.</p></note> <foreign xml:lang="la">porta</foreign> '
        '<ref target="https://example.org/">f</ref>.</p>'
    )
    path = tmp_path / "gates.xml"
    path.write_text(tei(paragraph))
    assert apparatus("import", "tei", path, "1851-gates", "--project", project).code == 0
    edition = Project(project).edition()
    (essay,) = (essay for essay in edition.essays if essay.id == "1851-gates")
    publication = replace(Project(project).publication, whole_texts=True)
    content = essay_tei(edition, essay, publication).decode()
    assert paragraph in content
    # Anchors divide what they stand in; the text is one again when it comes back.
    (project / "essays/1851-gates/notes").mkdir(exist_ok=True)
    (project / "essays/1851-gates/notes/d.md").write_text(
        "---\nkind: context\ntitle: D\nquote: >-\n  b c\nby: [editors]\n---\nA note.\n"
    )
    edition = Project(project).edition()
    (essay,) = (essay for essay in edition.essays if essay.id == "1851-gates")
    content = essay_tei(edition, essay, publication).decode()
    assert '<hi rend="small-caps">c</hi><anchor' in content
    back = import_tei(content.encode(), path, project / "essays", edition, Given())
    assert file(back, "text.md") == essay.markdown


def test_names_come_back_with_their_ids(tmp_path: Path) -> None:
    copy = shutil.copytree(REPOSITORY / "tests/editions/gettysburg", tmp_path / "gettysburg")
    names = copy / "essays/_data/names.yml"
    said = "- name: Bliss, Alexander\n  kind: person\n  identification: >-\n    a colonel\n"
    said += '  authorities:\n    wikidata: Q999999990\n    viaf: "999999991"\n'
    names.write_text(said)
    note = copy / "essays/1863-gettysburg/notes/under-god.md"
    note.write_text(note.read_text().replace("by: ", "index: ['Bliss, Alexander']\nby: ", 1))
    edition = Project(copy).edition()
    assert edition.problems == ()
    content = essay_tei(edition, edition.essays[0], Project(copy).publication)
    names.write_text("[]\n")
    back = import_tei(
        content, tmp_path / "f.xml", copy / "essays", Project(copy).edition(), Given()
    )
    names.write_bytes(back.shared[names])
    assert Project(copy).edition().shared.names == edition.shared.names


def without_lacunae(content: str) -> str:
    """Return an export without what follows from the transcriptions of other witnesses."""
    content = re.sub(r'  <app type="lacuna".*?</app>\n ', "", content, flags=re.DOTALL)
    return re.sub(r'<anchor xml:id="[^"]*-lacuna-[^"]*"/>', "", content)


EDITIONS = sorted(path.parent.name for path in REPOSITORY.glob("tests/editions/*/docs"))
QUICK = ("gettysburg", "chapters")


@pytest.mark.parametrize(
    "name",
    [
        *(pytest.param(n, marks=() if n in QUICK else pytest.mark.slow) for n in EDITIONS),
        pytest.param("", marks=pytest.mark.slow, id="this edition"),
    ],
)
def test_exports_come_back(name: str, tmp_path: Path) -> None:
    folder = REPOSITORY / "tests/editions" / name if name else REPOSITORY
    for essay, one, other in there_and_back(folder, tmp_path):
        first, second = without_lacunae(one).splitlines(), without_lacunae(other).splitlines()
        assert list(difflib.unified_diff(first, second, lineterm="", n=0)) == [], essay
