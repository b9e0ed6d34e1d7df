"""TEI files of strangers as trees, and the list of what an import does not bring in.

The XML is read strictly: no document type, so no entity of its own and no file of another place,
no network, and limits on size, depth and number of elements.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from sphinx_apparatus.model.characters import undecoded
from sphinx_apparatus.model.problems import Refusal

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
MOST_BYTES = 16 * 1024 * 1024
"""Bytes of a file; the markup of a long book may be as much again as its words, or thrice."""
MOST_DEEP = 60
"""Elements that an element may stand in."""
MOST_ELEMENTS = 400_000
_ENCODING = re.compile(rb"^<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")

_LINE = "{urn:sphinx-apparatus}line"

Node = etree._Element


def strict_parser() -> etree.XMLParser:
    """Return a parser of strangers' files: no entity, no definition, no network, no huge tree."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def read(raw: bytes, name: str) -> Node:
    """Return the TEI element of a file; each element knows its line.

    :param name: what messages call the file.
    :raises Refusal: it is no XML, no TEI P5, or more than is read.
    """
    lines = _lines(raw, name)
    try:
        root = etree.fromstring(raw, strict_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise Refusal(f"{name}:{line}: this is not well-formed XML: {error}") from None
    for node, line in zip(root.iter(), lines, strict=True):
        node.set(_LINE, str(line))  # lxml counts to 65535
    found = etree.QName(root)
    if root.tag == f"{{{TEI}}}teiCorpus":
        count = len(root.findall(f"{{{TEI}}}TEI"))
        raise Refusal(f"{name}:1: this is a corpus of {count} texts; import the file of each text")
    if root.tag != f"{{{TEI}}}TEI":
        what = f"‘{found.localname}’ of {found.namespace or 'no namespace'}"
        hint = "; convert it from TEI P4 first" if found.localname == "TEI.2" else ""
        raise Refusal(f'{name}:1: found {what}, expected TEI P5: <TEI xmlns="{TEI}">{hint}')
    return root


def _lines(raw: bytes, name: str) -> list[int]:
    """Return the line of each element, in order; nothing is built and nothing is expanded.

    :raises Refusal: the file is not well-formed, has a document type, or goes over a limit.
    """
    declared = _ENCODING.match(raw.removeprefix(b"\xef\xbb\xbf")[:200])
    if declared is None and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            line, odd = undecoded(error)
            advice = "and the file declares no other encoding; save it as UTF-8"
            raise Refusal(f"{name}:{line}: {odd}, {advice}") from None
    lines: list[int] = []
    depth = 0
    reader = expat.ParserCreate()

    def refuse(message: str) -> Refusal:
        return Refusal(f"{name}:{reader.CurrentLineNumber}: {message}")

    def doctype(*_: object) -> None:
        raise refuse(
            "found a document type (<!DOCTYPE …>), which may define entities; delete it, and "
            "write characters in the place of its entities"
        )

    def start(tag: str, _: object) -> None:
        nonlocal depth
        depth += 1
        lines.append(reader.CurrentLineNumber)
        if depth > MOST_DEEP:
            raise refuse(f"‘{tag}’ stands in more than {MOST_DEEP} elements, which is the limit")
        if len(lines) > MOST_ELEMENTS:
            raise refuse(f"found more than {MOST_ELEMENTS} elements, which is the limit; divide it")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    reader.StartDoctypeDeclHandler = doctype
    reader.StartElementHandler = start
    reader.EndElementHandler = end
    try:
        reader.Parse(raw, True)
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        if declared and error.code in (
            expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN],
            expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
            expat.errors.codes[expat.errors.XML_ERROR_INCORRECT_ENCODING],
        ):
            message += f", read as {declared[1].decode()}, which the file says it is"
        raise Refusal(f"{name}:{error.lineno}: this is not well-formed XML: {message}") from None
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        raise Refusal(f"{name}:1: the encoding cannot be read: {error}") from None
    return lines


class Remarks:
    """What is not brought in: each kind of thing with its first line and its count."""

    def __init__(self) -> None:
        self._found: dict[tuple[bool, str, str], list[int]] = {}

    def add(self, node: Node, why: str, *, what: str = "", lost: bool = False) -> None:
        """Note something.

        :param what: the thing, if it is not the element itself.
        :param lost: whether words are lost, not only markup.
        """
        key = (lost, what or f"<{name_of(node)}>", why)
        self._found.setdefault(key, [line_of(node), 0])[1] += 1

    def lines(self, name: str, *, lost: bool) -> Iterator[str]:
        """Yield a line for each kind of thing, in order of first lines.

        :param name: what messages call the file.
        :param lost: whether of what loses words, or of what loses markup alone.
        """
        for (is_lost, what, why), (line, count) in sorted(
            self._found.items(), key=lambda each: each[1][0]
        ):
            if is_lost is lost:
                yield f"{name}:{line}: {what}{f' ({count} times)' if count > 1 else ''}: {why}"


def line_of(node: Node) -> int:
    """Return the line of an element in its file."""
    return int(node.get(_LINE, "1"))


def attributes_of(node: Node) -> dict[str, str]:
    """Return the attributes of an element by their names, without ids; ``xml:lang`` is ``lang``."""
    names = {key: etree.QName(key).localname for key in node.attrib if key != _LINE}
    return {name: node.get(key, "") for key, name in names.items() if name != "id"}


def name_of(node: Node) -> str:
    """Return the name of an element without its namespace; that of another has a mark."""
    name = etree.QName(node)
    return name.localname if name.namespace == TEI else f"{name.localname}?"


def find(node: Node, path: str) -> Node | None:
    """Return the first element at a path of names: ``fileDesc/titleStmt/title``, ``//sp``."""
    return next(iter(find_all(node, path)), None)


def find_all(node: Node, path: str) -> list[Node]:
    """Return the elements at a path of names."""
    steps = re.sub(r"(?<![\w@.:'-])([A-Za-z]\w*)", f"{{{TEI}}}\\1", path)
    return list(node.iterfind(f".{steps}" if steps.startswith("//") else steps))


def words_of(node: Node | None) -> str:
    """Return the normalized words of an element; empty if there is none."""
    return "" if node is None else normal("".join(node.itertext()))


def normal(text: str) -> str:
    """Return text in normalization form C, each run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def xml_id(node: Node) -> str:
    """Return the id of an element; empty if it has none."""
    return node.get(f"{{{XML}}}id", "")


def lang(node: Node) -> str:
    """Return the language that an element itself names; empty if it names none."""
    return node.get(f"{{{XML}}}lang", "")


def pointers(value: str | None) -> list[str]:
    """Return the ids that an attribute points to within the file."""
    return [each[1:] for each in (value or "").split() if each.startswith("#")]
