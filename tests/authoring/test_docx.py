"""Word documents as texts; documents that somebody made to do harm."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.project import Apparatus

from sphinx_apparatus.authoring.docx import Imported, read
from sphinx_apparatus.authoring.docx_parts import MOST_MEMBERS
from sphinx_apparatus.authoring.transcription import to_markdown
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.vocabulary import Form
from sphinx_apparatus.text.bodies import refused_in_text
from sphinx_apparatus.text.units import Transcript, differences, parsed_text, stream

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="urn:a" xmlns:wp="urn:wp" xmlns:v="urn:v" '
    'xmlns:mc="urn:mc" xmlns:m="urn:m"'
)
STYLES = """
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Own"><w:name w:val="My Part"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Q"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Em"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:styleId="L"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Round"><w:name w:val="round"/><w:basedOn w:val="Round"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
"""


def p(words: str, style: str = "", more: str = "") -> str:
    """Return a paragraph; words that are no XML are one run."""
    runs = words if words.startswith("<") else r(words)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>"


def r(words: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, list: int, level: int = 0) -> str:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
    return p(words, more=numbers)


def call(id: int, sign: str = "") -> str:
    custom = ' w:customMarkFollows="1"' if sign else ""
    return f'<w:r><w:footnoteReference w:id="{id}"{custom}/><w:t>{sign}</w:t></w:r>'


def part(root: str, content: str) -> bytes:
    return f'<?xml version="1.0"?><w:{root} {NAMESPACES}>{content}</w:{root}>'.encode()


def relations(entries: dict[str, tuple[str, str]]) -> bytes:
    made = "".join(
        f'<Relationship Id="{id}" Type="urn:x/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if kind == 'hyperlink' else ''}/>"
        for id, (kind, target) in entries.items()
    )
    return f"<Relationships>{made}</Relationships>".encode()


def members(body: str, **others: str) -> dict[str, bytes]:
    """Return the members of a document.

    :param others: what further parts hold, by the names of their files.
    """
    roots = {"styles": STYLES, "numbering": NUMBERING, **others}
    related = {name: (name, f"{name}.xml") for name in roots}
    related |= {"pic": ("image", "media/gate.png"), "out": ("hyperlink", "https://example.org/a")}
    related |= {"bad": ("hyperlink", "javascript:alert(1)")}
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations({"d": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(related),
        "word/media/gate.png": PNG,
        **{f"word/{name}.xml": part(name, content) for name, content in roots.items()},
    }


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def document(body: str, **others: str) -> bytes:
    return packed(members(body, **others))


def imported(body: str, form: Form = Form.PROSE, **others: str) -> Imported:
    """Read a document, and hold its two texts against each other."""
    made = read(document(body, **others), form, changes="accept")
    blocks = stream(made.markdown, form, range(1, made.head + 1))
    assert list(differences(Transcript.of(made.witness, made.reading), blocks)) == []
    assert list(refused_in_text(made.markdown, parsed_text(made.markdown))) == []
    return made


PICTURE = (
    '<w:r><w:drawing><wp:docPr descr="A gate of two wings"/><a:blip r:embed="pic"/></w:drawing>'
    "</w:r>"
)
BODY = "".join(
    [
        p("On Gates", "T"),
        p("A talk", "T"),
        p("Of wood", "Own"),
        p(
            r("There are ")
            + r("three", "<w:i/>")
            + r(" kinds of ")
            + r("gate", '<w:rStyle w:val="Em"/>')
            + call(2)
            + r(", says ")
            + r("Leigh", "<w:smallCaps/>")
            + r(" [sic!!!!!!!!].")
        ),
        p("Good fences.", "Q") + p("Better gates.", "Q"),
        item("wood", 2) + item("oak", 2, 1) + item("ash", 2, 1) + item("iron", 2),
        p("thorn", "L"),
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>"
        + p("Gate")
        + "</w:tc><w:tc>"
        + p("No.")
        + "</w:tc></w:tr><w:tr><w:tc>"
        + p("old | new")
        + "</w:tc><w:tc>"
        + p("3")
        + p("4")
        + "</w:tc></w:tr></w:tbl>",
        p(PICTURE) + p("Fig. 1. The gate.", "C"),
        p(r("A line") + "<w:r><w:br/></w:r>" + r("and another") + call(3, "*")),
        p(
            '<w:hyperlink r:id="out">'
            + r("a page", '<w:u w:val="single"/>')
            + "</w:hyperlink>"
            + '<w:hyperlink r:id="bad">'
            + r(", no page")
            + "</w:hyperlink>"
        ),
        p(r("x") + r("2", '<w:vertAlign w:val="superscript"/>') + r("# 1. *no* markup")),
    ]
)
FOOTNOTES = (
    '<w:footnote w:id="0" w:type="separator">' + p("no note") + "</w:footnote>"
    '<w:footnote w:id="2">'
    + p("<w:r><w:footnoteRef/></w:r>" + r(" As ") + r("he", "<w:i/>") + r(" says."))
    + p("Twice.")
    + "</w:footnote>"
    '<w:footnote w:id="3">' + p("* A star.") + "</w:footnote>"
)


def test_the_command(garden: Path, tmp_path: Path, apparatus: Apparatus) -> None:
    project = Path(shutil.copytree(garden, tmp_path / "edition"))
    file = tmp_path / "gates.docx"
    file.write_bytes(document(BODY, footnotes=FOOTNOTES))
    command = ("import", "docx", file, "1920-gates", "--project", project, "--author", "B. Leigh")
    known = ("--date", "1920", "--published", "Read aloud", "--rights", "Made up.")
    code, out, err = apparatus(*command, *known)
    assert (code, err) == (1, "")
    assert "! items that Word labels otherwise came in with figures: 2\n" in out
    folder = project / "essays" / "1920-gates"
    assert (folder / "text.md").read_text() == (
        "On Gates\n\nA talk\n\n# Of wood\n\n"
        "There are *three* kinds of *gate*[^1], says [Leigh]{.small-caps} \\[sic!!!!!!!!\\].\n\n"
        "> Good fences.\n>\n> Better gates.\n\n"
        "3. wood\n   1) oak\n   2) ash\n4. iron\n\n- thorn\n\n"
        "| Gate | No. |\n| --- | --- |\n| old \\| new | 3 4 |\n\n"
        "![A gate of two wings](gate.png)\\\nFig. 1. The gate.\n\n"
        "A line\\\nand another[^*]\n\n[a page](https://example.org/a), no page\n\n"
        "x[2]{.sup}# 1. \\*no\\* markup\n\n"
        "[^1]: As *he* says.\n\n    Twice.\n\n[^*]: A star.\n"
    )
    assert (folder / "witness-S.txt").read_text() == (
        "On Gates\n\nA talk\n\nOf wood\n\n"
        "There are three kinds of gate[1], says Leigh [sic!!!!!!!!].\n\n"
        "Good fences.\n\nBetter gates.\n\n3. wood\n\n1) oak\n\n2) ash\n\n4. iron\n\nthorn\n\n"
        "Gate No.\n\nold | new 3 4\n\nFig. 1. The gate.\n\nA line\nand another[*]\n\n"
        "a page, no page\n\nx2# 1. *no* markup\n\n[1] As he says.\n\n    Twice.\n\n[*] A star.\n"
    )
    record = (folder / "essay.yml").read_text()
    assert "title: On Gates\n" in record
    assert "      notes: brackets\n" in record
    assert "  head: [1, 2]\n" in record
    assert (folder / "gate.png").read_bytes() == PNG
    # What came in passes the check; a second import changes nothing.
    page = project / "docs/essays/1920-gates.md"
    page.write_text("# On Gates\n\n```{apparatus:essay} 1920-gates\n```\n")
    checked = apparatus("check", "--project", project)
    assert "1920-gates/text.md" not in checked.out
    assert "A04" not in checked.out
    assert "nothing to do" in apparatus(*command).out


CHANGED = (
    p(
        r("The ")
        + '<w:ins w:author="Ann">'
        + r("old ")
        + "</w:ins>"
        + '<w:del w:author="Ben"><w:r><w:delText>new </w:delText></w:r></w:del>'
        + "<w:moveFrom>"
        + r("here ")
        + "</w:moveFrom>"
        + r("gate")
    )
    + p("One", more="<w:rPr><w:ins/></w:rPr>")
    + p("two")
)


def test_tracked_changes_are_refused_until_somebody_decides() -> None:
    with pytest.raises(Refusal, match="4 tracked changes") as refused:
        read(document(CHANGED))
    assert refused.value.details == [
        "inserted by Ann: “old”",
        "deleted by Ben: “new”",
        "deleted: “here”",
        "inserted: “”",
    ]
    accepted = read(document(CHANGED), changes="accept")
    assert accepted.witness == "The old gate\n\nOne\n\ntwo\n"
    rejected = read(document(CHANGED), changes="reject")
    assert rejected.witness == "The new here gate\n\nOnetwo\n"
    assert accepted.remarks == ["4 tracked changes: accepted"]


def test_what_has_no_place_in_a_text_is_told() -> None:
    box = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{p('boxed')}"
    box += (
        f"</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{p('boxed')}"
    )
    box += "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    made = imported(
        p("Title")
        + p(r("a\u00adb ") + r("hidden", "<w:vanish/>") + r("struck", "<w:strike/>") + box)
        + p('<w:r><w:commentReference w:id="0"/></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>')
        + p("<w:r><w:footnoteReference w:id='9'/><w:contentPart/></w:r>" + r("end"))
        + "<w:altChunk/>",
        comments='<w:comment w:author="Ann">' + p("Is it so?") + "</w:comment>",
        header=p("Running title"),
    )
    assert made.witness == "Title\n\nab struck\n\nboxed\n\nx=1\n\nend\n"
    assert made.remarks == [
        "hidden words were left out: “hidden”",
        "words are struck out and came in: “struck”",
        "a comment by Ann was left out: “Is it so?”",
        "a header of pages was left out: “Running title”",
        "<altChunk> was left out: 1",
        "<contentPart> was left out: 1",
        "footnotes without a text, or called in a note, were left out: 1",
        "formulas came in as a row of signs: 1",
        "soft hyphens were left out: 1",
        "text boxes stand behind their paragraph: 1",
    ]


def test_a_picture_without_a_description_or_of_another_kind_is_told() -> None:
    nameless = PICTURE.replace(' descr="A gate of two wings"', "")
    made = imported(p("Title") + p(nameless))
    assert made.pictures == {"gate.png": PNG}
    assert made.remarks == ["gate.png: say in text.md between the brackets what it shows"]
    files = members(p("Title") + p(PICTURE)) | {"word/media/gate.png": b"<svg/>"}
    assert "is no png, jpg, gif or webp" in read(packed(files)).remarks[0]


def test_lines_of_verse() -> None:
    lines = p("Title") + p(r("But he") + "<w:r><w:br/><w:tab/></w:r>" + r("that keeps"))
    assert imported(lines, Form.VERSE).markdown == "Title\n\nBut he\\\n&emsp;that keeps\n"
    paragraphs = p("Title") + p("") + p("But he") + p("that keeps") + p("") + p("the key")
    made = imported(paragraphs, Form.VERSE)
    assert made.markdown == "Title\n\nBut he\\\nthat keeps\n\nthe key\n"
    assert made.witness == "Title\n\nBut he\nthat keeps\n\nthe key\n"


def test_words_that_look_like_calls_are_words() -> None:
    made = imported(p("Title") + p(r("He [sic] says") + call(2)), footnotes=FOOTNOTES)
    assert made.reading.notes == "none"
    assert made.witness.endswith("He [sic] says\n\nAs he says.\n\nTwice.\n")
    assert "calls are not locked" in made.remarks[0]
    # In a transcription, a paragraph that begins with a call is the note itself.
    made = imported(p("Title") + p(call(2) + r("Words")), footnotes=FOOTNOTES)
    assert made.markdown.startswith("Title\n\n[^1]Words\n")
    assert made.reading.notes == "none"


def test_a_text_without_looks_is_what_a_transcription_makes() -> None:
    made = imported(p("Title") + p("- One *thing* &amp; 1. another") + p("1) # [x]{.i}"))
    assert made.markdown == to_markdown(made.witness)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../../evil.txt", "leads out of it"),
        ("/etc/passwd", "leads out of it"),
        ("word\\..\\..\\evil", "leads out of it"),
        ("C:/evil", "leads out of it"),
    ],
)
def test_paths_that_lead_out(name: str, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        read(packed(members(p("x")) | {name: b"x"}))


def test_bombs() -> None:
    files = members(p("x"))
    with pytest.raises(Refusal, match="would be unpacked to"):
        read(packed(files | {"word/media/big.png": bytes(30 * 1024 * 1024)}))
    with pytest.raises(Refusal, match="more than 2000 members"):
        read(packed(files | {f"x{n}": b"" for n in range(10_000)}))
    assert MOST_MEMBERS < 10_000
    many = {f"x{n}": bytes(1024 * 1024) for n in range(100)}
    with pytest.raises(Refusal, match="more than 96 MiB"):
        read(packed(files | many))
    # What the archive says of a size is not believed.
    raw = packed(files | {"word/styles.xml": part("styles", " " * 30 * 1024 * 1024)})
    size = struct.pack("<L", len(part("styles", " " * 30 * 1024 * 1024)))
    assert raw.count(size) == 2
    with pytest.raises(Refusal, match="is damaged"):
        read(raw.replace(size, struct.pack("<L", 100)))


DTD = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_document_types(member: str, encoding: str) -> None:
    files = members(p("x"))
    text = files[member].decode().removeprefix('<?xml version="1.0"?>')
    files[member] = f'<?xml version="1.0" encoding="{encoding}"?>{DTD}{text}'.encode(encoding)
    with pytest.raises(Refusal, match="has a document type"):
        read(packed(files))


def locked() -> bytes:
    raw = bytearray(document(p("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := raw.find(mark, start + 1)) >= 0:
            raw[start + offset] |= 1
    return bytes(raw)


def doubled() -> bytes:
    stream = io.BytesIO(document(p("x")))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", b"y")
    return stream.getvalue()


def lzma() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", b"y")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "not a Word document"),
        (b"words", "not a Word document"),
        (b"\xd0\xcf\x11\xe0old", "old Word"),
        (document(p("x"))[:-200], "not a Word document"),
        (document(p("x")).replace(b"PK\x03\x04", b"PK\x03\x05"), "is damaged"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "holds no document"),
        (packed(members("<w:p>")), "is not XML"),
        (packed(members("<w:sdt>" * 300 + "</w:sdt>" * 300)), "is not XML"),
        (locked(), "has a password"),
        (doubled(), "two of one name"),
        (lzma(), "packed in a way"),
        (
            document("<w:tbl><w:tr><w:tc>" + p("x") + "</w:tc></w:tr></w:tbl>"),
            "no title and heading",
        ),
    ],
)
def test_documents_that_are_none(raw: bytes, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        read(raw)


def test_notes_that_call_themselves_and_styles_in_a_circle() -> None:
    made = imported(
        p("Title") + p(r("x") + call(2), "Round"),
        footnotes='<w:footnote w:id="2">' + p(r("again") + call(2)) + "</w:footnote>",
    )
    assert made.markdown == "Title\n\nx[^1]\n\n[^1]: again\n"


NAMES = (
    *("p", "r", "t", "tab", "br", "tbl", "tr", "tc", "ins", "del", "delText", "hyperlink", "sdt"),
    *("sdtContent", "drawing", "txbxContent", "footnoteReference", "fldChar", "instrText", "sym"),
    *("AlternateContent", "pPr", "rPr", "numPr", "numId", "ilvl", "pStyle", "i", "b", "vanish"),
)
VALUES = st.sampled_from(
    ["", "0", "1", "2", "begin", "separate", "end", "T", "Q", "F0A7", "x\u2019"]
)


@st.composite
def trees(draw: st.DrawFn) -> str:
    def tree(depth: int) -> str:
        name = draw(st.sampled_from(NAMES))
        attributes = "".join(f' w:{key}="{draw(VALUES)}"' for key in ("val", "id", "fldCharType"))
        words = draw(st.text("ab *_[]\\#1.-|<\u00ad", max_size=5)) if "t" in name.lower() else ""
        words = words.replace("<", "&lt;")
        inner = (
            "" if depth == 0 else "".join(tree(depth - 1) for _ in range(draw(st.integers(0, 3))))
        )
        return f"<w:{name}{attributes}>{words}{inner}</w:{name}>"

    return "".join(p(r(f"P{n}") + tree(3)) + tree(2) for n in range(2))


@settings(max_examples=150, deadline=None)
@given(trees())
def test_whatever_a_document_holds(body: str) -> None:
    try:
        made = read(document(p("Title") + body, footnotes=FOOTNOTES), changes="accept")
    except Refusal:
        return
    blocks = stream(made.markdown, Form.PROSE, range(1, made.head + 1))
    assert list(differences(Transcript.of(made.witness, made.reading), blocks)) == []
