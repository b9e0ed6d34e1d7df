"""What a TEI file says of its text: the header, and the notes that the engine's exports hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.tei_elements import CERTAINTY
from sphinx_apparatus.export.tei_parser import (
    Node,
    Remarks,
    attributes_of,
    find,
    find_all,
    lang,
    name_of,
    normal,
    pointers,
    words_of,
    xml_id,
)
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.dates import DateSpan
from sphinx_apparatus.model.fields import LANGUAGE_PATTERN, MAX_SIGLUM, SIGLUM_PATTERN
from sphinx_apparatus.model.records import Rights
from sphinx_apparatus.text.markdown import escape

# -- the header ------------------------------------------------------------------------------------

_LANGUAGE = re.compile(LANGUAGE_PATTERN.removesuffix("$"))
_SIGLUM = re.compile(SIGLUM_PATTERN.removesuffix("$"))
_YEAR = re.compile(r"\D{0,12}([0-9]{4})\D{0,3}")


@dataclass(slots=True)
class Described:
    """What a header says; what it does not say is empty."""

    title: str = ""
    author: str = ""
    short: str = ""
    brief: str = ""
    date: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    label: str = ""
    status: str = "unresolved"
    rights: str = ""
    base: str = ""
    witnesses: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    sigla: dict[str, str] = field(default_factory=dict)
    """The siglum of each witness by its id in the file."""
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    """Those who sign notes, by their ids in the file."""


def described(root: Node, remarks: Remarks, *, is_own: bool) -> Described:
    """Return what the header of a file says of its text."""
    made = Described()
    header = find(root, "teiHeader")
    if header is None:
        return made
    statement = find(header, "fileDesc/titleStmt")
    text = find(root, "text")
    if is_own:
        _own_source(header, made)
    else:
        titles = find_all(header, "fileDesc/titleStmt/title")
        main = [t for t in titles if t.get("type") == "main"] or titles
        made.title = words_of(main[0]) if main else ""
        authors = [] if statement is None else find_all(statement, "author")
        made.author = ", ".join(filter(None, map(_person, authors)))
        made.date = _date_of_text(header, remarks)
        made.published = _published(header)
    brief = find(header, "profileDesc/abstract")
    made.brief = words_of(brief) if is_own else ""
    named = [lang(node) for node in (text, root) if node is not None]
    named += [n.get("ident", "") for n in find_all(header, "profileDesc/langUsage/language")][:1]
    made.language = next((code for code in named if _LANGUAGE.fullmatch(code)), "")
    _rights(header, made, is_own=is_own)
    _people(header, made)
    _witnesses(root, header, made, remarks, is_own=is_own)
    wrapper = find(root, "text/body/div")
    if is_own and wrapper is not None and wrapper.get("type") == "essay":
        made.label = wrapper.get("n", "")
    return made


def _own_source(header: Node, made: Described) -> None:
    bibl = find(header, "fileDesc/sourceDesc/bibl")
    if bibl is None:
        return
    author = find(bibl, "author")
    made.title, made.author = words_of(find(bibl, "title")), words_of(author)
    made.short = "" if author is None else author.get("n", "")
    made.published = words_of(find(bibl, "publisher"))
    date, pointer = find(bibl, "date"), find(bibl, "ptr")
    made.date = "" if date is None else edtf(date)
    made.url = "" if pointer is None else pointer.get("target", "")


def _person(node: Node) -> str:
    """Return a name as it is printed, given names first."""
    given, family = (
        " ".join(words_of(n) for n in find_all(node, f"//{name}"))
        for name in ("forename", "surname")
    )
    return f"{given} {family}".strip() if family else words_of(node)


def edtf(node: Node) -> str:
    """Return the date of an element as EDTF; empty if its attributes and words give none."""
    given = {name.removesuffix("-iso"): value for name, value in attributes_of(node).items()}
    quality = (
        "~" if given.get("precision") == "low" or given.get("cert") in ("low", "medium") else ""
    )
    if custom := given.get("when-custom"):
        return _checked(custom)
    if "when" in given:
        return _checked(given["when"] + quality)
    ends = [
        given.get("from", given.get("notBefore", "")),
        given.get("to", given.get("notAfter", "")),
    ]
    if any(ends):
        return _checked("/".join(end or ".." for end in ends))
    if year := _YEAR.fullmatch(normal("".join(node.itertext()))):
        return year[1]
    return ""


def _checked(text: str) -> str:
    """Return a date, from which the time of day is taken; empty if it is none."""
    text = re.sub(r"T[0-9:.]+Z?", "", text)
    try:
        return str(DateSpan.parse(text))
    except ValueError:
        return ""


_FIRST = ("firstEdition", "originalSource", "printSource")
"""Kinds of sources that are asked first; a digital source comes last."""


def _sources(header: Node) -> list[Node]:
    """Return the descriptions of the sources, the oldest kinds first."""
    source = find(header, "fileDesc/sourceDesc")
    found = [] if source is None else list(source)
    for node in list(found):
        found += find_all(node, "bibl")
    order = {kind: number for number, kind in enumerate(_FIRST)}
    return sorted(
        found, key=lambda n: order.get(n.get("type", ""), 3 + ("igital" in n.get("type", "")))
    )


def _date_of_text(header: Node, remarks: Remarks) -> str:
    """Return when the text was made or printed; the date of the file is none of these."""
    creation = find(header, "profileDesc/creation")
    for above in [*_sources(header), *([] if creation is None else [creation])]:
        for node in [*find_all(above, "//date"), *([above] if above is creation else [])]:
            if made := edtf(node):
                remarks.add(node, "taken for the date of the text", what=f"the date {made}")
                return made
    return ""


def _published(header: Node) -> str:
    """Return where the text first appeared, as the description of its source says."""
    for source in _sources(header):
        parts = []
        for name in ("pubPlace", "publisher"):
            nodes = [n for n in find_all(source, f"//{name}")[:3] if words_of(n)]
            parts.append(" and ".join(dict.fromkeys(map(words_of, nodes))))
        if printed := ": ".join(filter(None, parts)):
            return printed[:300]
    first = next((n for n in _sources(header) if name_of(n) in ("bibl", "p")), None)
    return words_of(first)[:300]


def _rights(header: Node, made: Described, *, is_own: bool) -> None:
    stated = find(header, "fileDesc/publicationStmt/availability")
    if stated is None:
        return
    licence = find(stated, "licence")
    if is_own:
        last = find_all(stated, "p")[-1:]
        words = words_of(last[0]).removeprefix(f"“{made.title}”: ") if last else ""
        made.status = last[0].get("n", "") if last else ""
        word = Rights.model_validate({"status": made.status, "statement": "x"}).word
        made.rights = words.removeprefix(f"{word}. ")
        return
    made.rights = words_of(stated)[:2000]
    if licence is not None:
        made.status = "licensed"
        target = licence.get("target", "")
        if target and target not in made.rights:
            made.rights = f"{made.rights} {target}".strip()


def _people(header: Node, made: Described) -> None:
    for statement in find_all(header, "//respStmt"):
        role = words_of(find(statement, "resp"))
        for node in statement:
            if name_of(node) in ("name", "persName", "orgName") and xml_id(node):
                made.people[xml_id(node)] = {"name": _person(node), "role": role}
    for node in find_all(header, "fileDesc/titleStmt/editor"):
        for each in [node, *node.iterdescendants()]:
            if xml_id(each):
                made.people.setdefault(xml_id(each), {"name": _person(each), "role": ""})


def _witnesses(
    root: Node, header: Node, made: Described, remarks: Remarks, *, is_own: bool
) -> None:
    languages = {xml_id(n): n.get("ident", "") for n in find_all(header, "//language")}
    text = find(root, "text")
    base = pointers(text.get("corresp")) if is_own and text is not None else []
    pattern = _("{title}. Seen: {extent}.", title="\0", extent="\1")
    taken: set[str] = set()
    for node in find_all(root, "//witness"):
        id = xml_id(node)
        if node.get("sameAs"):
            continue
        siglum = _siglum(node, taken)
        taken.add(siglum.casefold())
        made.sigla[id] = siglum
        if id in base:
            made.base = siglum
        whose = [made.sigla[p] for p in pointers(node.get("corresp")) if p in made.sigla]
        if is_own and whose:
            holder = next(w for w in made.witnesses if w["siglum"] == whose[0])
            holder.setdefault("hands", []).append({"siglum": siglum, "title": words_of(node)})
            continue
        codes = [languages.get(p, "") for p in pointers(node.get("corresp"))]
        language = next(filter(None, [*codes, lang(node)]), made.language)
        title, extent = words_of(node), ""
        parted = re.fullmatch(
            re.escape(pattern).replace("\0", "(?P<t>.*?)").replace("\1", "(?P<e>.*)"), title
        )
        if is_own and parted:
            title, extent = parted["t"], parted["e"]
        witness = {"siglum": siglum, "title": title or siglum, "language": language}
        pointer, source = find(node, "ptr"), find(node, "ref")
        if is_own and pointer is not None:
            witness["url"] = pointer.get("target", "")
        if is_own and source is not None:
            witness["source"] = source.get("target", "").removeprefix("#source-")
        made.witnesses.append(witness | {"extent": extent})
        if any(name_of(n) == "msDesc" for n in node):
            remarks.add(node, "the description of a manuscript is its words alone", what="<msDesc>")
    for node in find_all(header, "fileDesc/sourceDesc/listWit/listWit"):
        same = [p for n in find_all(node, "witness") for p in pointers(n.get("sameAs"))]
        if is_own and same:
            group = {"siglum": node.get("n", ""), "title": words_of(find(node, "head"))}
            made.groups.append(group | {"witnesses": [made.sigla[p] for p in same]})


def _siglum(node: Node, taken: set[str]) -> str:
    """Return the siglum of a witness: as printed, else its id, else a number."""
    found = [node.get("n", ""), words_of(find(node, "abbr")), xml_id(node)]
    found += [xml_id(node).rpartition("-")[2], xml_id(node)[:4]]
    return unused_siglum(found, taken)


def unused_siglum(wanted: Sequence[str], taken: Collection[str]) -> str:
    """Return the first of some words that can be a siglum and is none yet, else a number."""
    for each in wanted:
        each = normal(each).strip(".:")
        if _SIGLUM.fullmatch(each) and len(each) <= MAX_SIGLUM and each.casefold() not in taken:
            return each
    number = 1
    while f"w{number}" in taken:
        number += 1
    return f"W{number}"


# -- bodies of notes -------------------------------------------------------------------------------


_BLOCKS_OF_NOTES = ("p", "list", "quote", "table", "eg")


class Bodies:
    """Reader of the prose of exported notes.

    :param edition: whose sources are cited, and whose other texts are referred to.
    :param label: the words by which a note, passage or text of this file is cited.
    """

    def __init__(self, edition: Edition, label: Callable[[str, str], str]) -> None:
        self.edition, self.label = edition, label
        self.unknown: set[str] = set()
        """Keys of sources that the bibliography lacks."""

    def markdown(self, node: Node) -> str:
        """Return the content of an element as MyST."""
        return "\n\n".join(self._blocks(node)) + "\n"

    def _blocks(self, node: Node) -> Iterator[str]:
        run: list[str | Node] = []
        parts: list[str | Node] = [node.text or ""]
        for child in node:
            parts += [child, child.tail or ""]
        for part in [*parts, None]:
            is_block = part is not None and not isinstance(part, str)
            is_block = is_block and name_of(part) in _BLOCKS_OF_NOTES  # type: ignore[arg-type]
            if part is not None and not is_block:
                run.append(part)
                continue
            if words := self._inline(run).strip():
                yield words
            run = []
            if isinstance(part, Node):
                yield from self._block(part)

    def _block(self, node: Node) -> Iterator[str]:
        match name_of(node):
            case "p":
                yield self._inline([node.text or "", *_with_tails(node)]).strip()
            case "eg":
                text = "".join(node.itertext()).strip("\n")
                fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
                yield f"{fence}\n{text}\n{fence}"
            case "table":
                cells = [[self._inline([c.text or "", *_with_tails(c)]) for c in r] for r in node]
                table = [f"| {' | '.join(row)} |" for row in cells]
                yield "\n".join([table[0], f"|{'---|' * len(cells[0])}", *table[1:]])
            case "quote":
                inner = "\n\n".join(self._blocks(node))
                yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
            case _:
                items = []
                is_loose = any(name_of(n) == "p" for item in node for n in item)
                for number, item in enumerate(node, start=1):
                    mark = f"{number}. " if node.get("rend") == "numbered" else "- "
                    inner = ("\n\n" if is_loose else "\n").join(self._blocks(item))
                    lines = inner.split("\n")
                    rows = [f"{' ' * len(mark)}{line}".rstrip() for line in lines]
                    items.append(mark + "\n".join(rows)[len(mark) :])
                yield ("\n\n" if is_loose else "\n").join(items)

    def _inline(self, parts: Sequence[str | Node]) -> str:
        """Return words within a paragraph; citations are found with the brackets around them."""
        text, refs = "", list[Node]()
        for part in parts:
            if isinstance(part, str):
                text += part.replace("\ue000", "").replace("\ue001", "")
            elif name_of(part) == "ref" and part.get("type") == "source":
                text += f"\ue000{len(refs)}\ue001"
                refs.append(part)
            else:
                text += f"\ue002{len(refs)}\ue001"
                refs.append(part)
        made, at = "", 0
        for start, end, role in self._citations(text, refs):
            made += self._said(text[at:start], refs) + role
            at = end
        return made + self._said(text[at:], refs)

    def _said(self, text: str, refs: Sequence[Node]) -> str:
        made = ""
        for part in re.split("([\ue000\ue002]\\d+\ue001)", text):
            if part[:1] in ("\ue000", "\ue002") and part:
                made += self._element(refs[int(part[1:-1])])
            elif part:
                lead = part[: len(part) - len(part.lstrip(" "))]
                trail = part[len(part.rstrip(" ")) :] if part.strip(" ") else ""
                made += lead + escape(part) + trail
        return made

    def _element(self, node: Node) -> str:
        inner = self._inline([node.text or "", *_with_tails(node)])
        match name_of(node):
            case "code":
                return f"`{''.join(node.itertext())}`"
            case "figure":
                graphic = find(node, "graphic")
                src = "" if graphic is None else graphic.get("url", "")
                return f"![{escape(words_of(find(node, 'figDesc')))}]({src})"
            case "emph":
                return f"*{inner}*"
            case "hi":
                return f"**{inner}**"
            case "foreign":
                return f"[{inner}]{{.language-{lang(node)}}}"
            case "ref":
                return self._link(node, inner)
        return inner

    def _link(self, node: Node, inner: str) -> str:
        kind, target = node.get("type", ""), node.get("target", "")
        words = words_of(node)
        if kind in ("note", "passage", "text"):
            file, _, id = target.partition("#")
            essay = file.removesuffix(".tei.xml")
            rest = id.removeprefix(f"e{essay}-")
            rest = rest.removeprefix("note-") if kind == "note" else rest
            to = essay if kind == "text" else f"{essay}/{rest}"
            known = self.label(kind, to)
            return f"{{apparatus:{kind}}}`{to if words == known else f'{words} <{to}>'}`"
        if kind == "source":
            key = target.removeprefix("#source-")
            label = self.edition.labels.get(key)
            if label is None:
                self.unknown.add(key)
            role = "author" if label and words == label.head else "year"
            return f"{{cite:{role}}}`{key}`"
        if words == target:
            return f"<{target}>"
        return f"[{inner}](<{target}>)" if target else inner

    def _citations(self, text: str, refs: Sequence[Node]) -> Iterator[tuple[int, int, str]]:
        """Yield the places of citations in brackets, with the roles that print them."""
        at = 0
        while (start := text.find("(", at)) >= 0:
            at = start + 1
            depth, end = 0, -1
            for index in range(start, len(text)):
                depth += {"(": 1, ")": -1}.get(text[index], 0)
                if depth == 0:
                    end = index + 1
                    break
            if end < 0 or "\ue000" not in text[start:end]:
                continue
            found = self._cited(text[start + 1 : end - 1], refs)
            if found is None:
                continue
            kind, cited, head = found
            if kind == "t":
                before = f"{head} "
                if not text[:start].endswith(before):
                    continue
                start -= len(before)
            yield start, end, f"{{cite:{kind}}}`{cited}`"
            at = end

    def _cited(self, inner: str, refs: Sequence[Node]) -> tuple[str, str, str] | None:
        """Return the kind of citation in brackets, its content and the author it follows."""
        targets: list[str] = []
        kinds: set[tuple[str, str]] = set()
        parts = inner.split("; ")
        for part in parts:
            match = re.fullmatch(
                "(?P<pre>[^\ue000\ue002]*?) ?\ue000(?P<ref>\\d+)\ue001(?P<post>[^\ue000\ue002]*)",
                part,
            )
            if match is None:
                return None
            ref = refs[int(match["ref"])]
            key, words = ref.get("target", "").removeprefix("#source-"), words_of(ref)
            label = self.edition.labels.get(key)
            if label is None:
                self.unknown.add(key)
            post = match["post"]
            if post and not post.startswith(", "):
                return None
            if label is not None and words == label.year:
                kinds.add(("t", label.head))
            else:
                kinds.add(("p", ""))
            pre = f"{{{match['pre']}}}" if match["pre"] else ""
            targets.append(f"{pre}{key}" + (f"{{{post[2:]}}}" if post else ""))
        if len(kinds) != 1:
            return None
        kind, head = kinds.pop()
        return (kind, ", ".join(targets), head) if kind == "p" or len(parts) == 1 else None


def _with_tails(node: Node) -> Iterator[str | Node]:
    for child in node:
        yield child
        yield child.tail or ""


# -- exported notes --------------------------------------------------------------------------------

_CHANGED = re.compile(
    r"verdict changed from (?P<from>\S+) to (?P<to>\S+): (?P<reason>.*)", re.DOTALL
)


def own_entries(root: Node) -> Iterator[Node]:
    """Yield the entries of an export that are no textual notes; lacunae come from witnesses."""
    for node in find_all(root, "standOff/listApp/app"):
        if "-from-entry-" in node.get("from", ""):
            yield node


def own_entry(
    node: Node, bodies: Bodies, sigla: Mapping[str, str], base: str
) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
    """Return an exported entry: the words of the text, its readings, and its other fields.

    A lemma that has moved is the id of the point that it stands behind.
    """
    words, readings = "", []
    certainties = {value: key.value for key, value in CERTAINTY.items()}
    for each in node:
        named = [sigla[p] for p in pointers(each.get("wit"))]
        if name_of(each) not in ("lem", "rdg"):
            continue
        if base in named:
            words = words_of(each)
            continue
        gap, pointer = find(each, "gap"), find(each, "ptr")
        reading: dict[str, Any] = {"sigla": named} if named else {}
        if each.get("type") == "conjecture" or (each.get("n") and pointer is not None):
            reading["by"] = each.get("n", "")
        if source := each.get("source", "").removeprefix("#source-"):
            reading["source"] = source
        if pointer is not None:
            reading["moved"] = pointer.get("target", "").removeprefix("#")
        elif gap is not None:
            reading["gap"] = gap.get("reason", "")
        elif said := words_of(each):
            reading["reading"] = said
        else:
            reading["omits"] = True
        if name_of(each) == "lem":
            reading["adopt"] = True
        if each.get("cert") == "low" and named and "by" not in reading and "adopt" not in reading:
            reading["uncertain"] = True
        elif each.get("cert"):
            reading["certainty"] = certainties.get(each.get("cert", ""), "certain")
        if lang(each):
            reading["language"] = lang(each)
        readings.append(reading)
    more: dict[str, Any] = {}
    comment = next((n for n in find_all(node, "note") if n.get("type") == "comment"), None)
    if comment is not None:
        more["comment"] = bodies.markdown(comment).strip()
    if note := pointers(node.get("corresp")):
        more["note"] = note[0].partition("-note-")[2]
    return words, readings, more


def own_notes(
    root: Node, bodies: Bodies, sigla: Mapping[str, str], language: str
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the notes of an export: id, fields without the place, body.

    :param sigla: those of the witnesses by their ids.
    :param language: that of the edition's notes.
    """
    entries = {p: app for app in find_all(root, "//app") for p in pointers(app.get("corresp"))}
    for node in find_all(root, "standOff/listAnnotation/annotation"):
        id = xml_id(node)
        if "-note-" in id:
            fields = _fields(node, entries.get(id), bodies, sigla, language)
            body = next(
                n for n in find_all(node, "note") if n.get("type") in ("comment", "finding")
            )
            yield id.partition("-note-")[2], fields, bodies.markdown(body)


def _fields(
    node: Node, entry: Node | None, bodies: Bodies, sigla: Mapping[str, str], language: str
) -> dict[str, Any]:
    said = {n.get("type", ""): n for n in find_all(node, "note")}

    def words(name: str) -> str:
        return words_of(said.get(name))

    made: dict[str, Any] = {"kind": words("kind"), "title": words("title")}
    if "summary" in said:
        made["summary"] = words("summary")
    # Kinds may have names of the edition's own.
    if "claim" in said:
        verdict = said["verdict"].get("ana", "").removeprefix("#verdict-")
        made |= {"claim": words("claim"), "verdict": verdict}
        made["confidence"] = said["finding"].get("cert", "")
    if "evidence" in said:
        made["evidence"] = _evidence(said["evidence"], language, bodies)
    if "evidence-none" in said:
        made["evidence-none"] = words("evidence-none")
    if node.get("motivation") == "editing":
        made |= _textual(entry, sigla)
    made |= _days(node)
    if "evidence-through" in said:
        date = find(said["evidence-through"], "date")
        made["evidence-through"] = "" if date is None else date.get("when", "")
    if later := [n for n in find_all(node, "note") if n.get("type") == "later"]:
        made["later"] = [_later(each, language, bodies) for each in later]
    roles = {"by": [], "reviewed-by": []}  # type: dict[str, list[str]]
    for statement in find_all(node, "respStmt"):
        role = "reviewed-by" if words_of(find(statement, "resp")) == "reviewer" else "by"
        roles[role] += [
            n.get("ref", "").removeprefix("#person-") for n in find_all(statement, "name")
        ]
    made |= {name: keys for name, keys in roles.items() if keys}
    if "index" in said:
        made["index"] = [words_of(term) for term in find_all(said["index"], "term")]
    return made


def _textual(entry: Node | None, sigla: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {"change": "none", "adopt": False, "certainty": "certain"}
    if entry is None:
        return made
    if "-from-entry-" in entry.get("from", ""):
        # The entry of the apparatus has the readings.
        return made | {"change": "variant"}
    made["change"] = entry.get("type", "")
    witnesses = []
    certainties = {value: key.value for key, value in CERTAINTY.items()}
    for reading in entry:
        wit = pointers(reading.get("wit"))
        if not wit:
            made["reading"] = _with_brackets(reading)
            made["adopt"] = name_of(reading) == "lem"
            made["certainty"] = certainties.get(reading.get("cert", ""), "certain")
        elif lang(reading):
            siglum = sigla.get(wit[0], "")
            words = {"siglum": siglum, "language": lang(reading), "reading": words_of(reading)}
            witnesses.append(words)
    if witnesses:
        made["witnesses"] = witnesses
    return {name: made[name] for name in ("change", "reading", *made) if name in made}


def _with_brackets(node: Node) -> str:
    words = node.text or ""
    for child in node:
        words += f"⟨{''.join(child.itertext())}⟩{child.tail or ''}"
    return normal(words)


def _days(node: Node) -> dict[str, Any]:
    made: dict[str, Any] = {}
    history: list[dict[str, str]] = []
    for change in find_all(node, "revisionDesc/change"):
        words, day = words_of(change), change.get("when", "")
        if changed := _CHANGED.fullmatch(words):
            history.insert(0, {"date": day, **changed.groupdict()})
        elif words in ("written", "checked"):
            made["created" if words == "written" else "checked"] = day
        elif words == "withdrawn":
            reason = next(n for n in find_all(node, "note") if n.get("type") == "withdrawn")
            made["status"] = "withdrawn"
            made["withdrawn"] = {"date": day, "reason": words_of(reason)}
    order = ("created", "checked", "status", "withdrawn")
    made = {name: made[name] for name in order if name in made}
    if history:
        made["history"] = history
    return made


def _evidence(node: Node, language: str, bodies: Bodies) -> list[dict[str, Any]]:
    found = []
    for cited in find_all(node, "cit"):
        quotes = find_all(cited, "quote")
        bibl = find(cited, "bibl")
        key = "" if bibl is None else bibl.get("corresp", "").removeprefix("#source-")
        source = bodies.edition.sources.get(key)
        if source is None:
            bodies.unknown.add(key)
        own = (source.language if source else "") or language
        each: dict[str, Any] = {"source": key, "quote": words_of(quotes[0])}
        if lang(quotes[0]) != own:
            each["language"] = lang(quotes[0])
        if bibl is not None and (at := words_of(find(bibl, "biblScope"))):
            each["at"] = at
        if len(quotes) > 1:
            each["translation"] = words_of(quotes[1])
        if cited.get("type") == "primary":
            each["primary"] = True
        found.append(each)
    return found


def _later(node: Node, language: str, bodies: Bodies) -> dict[str, Any]:
    date = find(node, "date")
    made: dict[str, Any] = {"date": "" if date is None else date.get("when", "")}
    parts: list[str | Node] = []
    for child in node:
        if child is not date and name_of(child) != "cit":
            parts.append(child)
        if name_of(child) != "cit":
            parts.append(child.tail or "")
    text = "".join(
        "\n\n".join(bodies._block(part)) if isinstance(part, Node) and name_of(part) == "p" else ""
        for part in parts
    )
    made["text"] = text or bodies._inline(parts).strip()
    if evidence := _evidence(node, language, bodies):
        made["evidence"] = evidence
    return made
