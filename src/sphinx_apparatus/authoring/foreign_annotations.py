"""Annotations of other programs as drafts of notes: W3C collections, answers of Hypothesis.

The input is untrusted.
An annotation is placed where its words stand exactly once, with the words that it names before and
after them; nothing is placed by likeness.
A body is a stranger's words: it comes in below a sentence that the check demands be replaced.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree, html

from sphinx_apparatus.authoring.note_file import (
    NoPlace,
    example_source,
    least_fields,
    new_id,
    new_note,
    new_title,
)
from sphinx_apparatus.authoring.plain_text import Run, marked_line
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.reader import NOTE_SIZE
from sphinx_apparatus.edition.validation import UNFILLED
from sphinx_apparatus.model.characters import odd_character, printable
from sphinx_apparatus.model.essays import Essay, Span
from sphinx_apparatus.model.problems import Refusal, safe
from sphinx_apparatus.model.vocabulary import Kind, NoteKind, Scheme
from sphinx_apparatus.text.anchors import context, cut_words, occurrences, short, suggestions
from sphinx_apparatus.text.bodies import read_body
from sphinx_apparatus.text.markdown import checksum, escape, excess, normalise
from sphinx_apparatus.text.numbering import in_order, mark_place

MOST = 5000
"""Annotations of a file; Hypothesis answers with 200 at most."""
_MOST_CHARACTERS = 10_000
"""Of a quotation, and of the words before and after it."""
_NEAREST, _MOST_COMPARED = 3, 500
"""Near places that a message shows, and characters of a quotation that are compared for them."""
_FIRST = dict(zip((Kind.FACT_CHECK, Kind.CONTEXT, Kind.TEXTUAL), UNFILLED[1:], strict=True))
"""The sentence that an editor replaces, by kind of note."""
_KINDS = {"assessing": Kind.FACT_CHECK, "editing": Kind.TEXTUAL}
"""Kinds of notes by W3C's motivations; other annotations are context."""
_BY = re.compile(r"^(by:[^#\n]*?) *(?:#.*)?$", re.MULTILINE)
"""The field behind which a comment names the annotation, so that it comes in once."""


class _Unplaced(Exception):
    """An annotation does not become a note; the message says why."""


class Draft(NamedTuple):
    """A note made of an annotation, or why there is none."""

    annotation: str
    """What messages call the annotation."""
    fault: str = ""
    path: tuple[str, str] = ("", "")
    """Ids of essay and note."""
    text: str = ""
    """The file of the note."""
    remark: str = ""
    """What became of its body, if not all was kept."""


class _Target(NamedTuple):
    source: str
    exact: str
    prefix: str
    suffix: str


def annotations_of(data: Any) -> list[Any]:
    """Return the annotations in a file as they stand.

    Read are collections and pages of W3C's model, lists, a single annotation, and the answer of
    Hypothesis.

    :raises Refusal: it is none of these, or only a part of a collection.
    """
    items: Any = data
    if isinstance(data, Mapping):
        first = data.get("first", data)
        if isinstance(first, str):
            raise Refusal(
                f"its annotations are at ‘{first}’, and nothing is fetched: save that page and "
                "import it"
            )
        if isinstance(first, Mapping):
            if following := first.get("next"):
                raise Refusal(
                    f"this is one page of several, the next is ‘{following}’: put the items of "
                    "all pages into one list and import that"
                )
            items = first.get("rows", first.get("items", [data] if "target" in data else None))
    if not isinstance(items, list):
        raise Refusal(
            "expected an annotation collection of W3C’s model (‘first’ with ‘items’), one of its "
            "pages (‘items’), a list of annotations, or the answer of Hypothesis (‘rows’)"
        )
    if len(items) > MOST:
        raise Refusal(f"it has {len(items)} annotations; at most {MOST} are read at once")
    return items


def drafts(
    items: Sequence[Any],
    edition: Edition,
    files: Mapping[str, Mapping[str, str]],
    person: str,
    today: dt.date,
) -> Iterator[Draft]:
    """Yield a draft for each annotation that is not a note already.

    :param files: the files of notes, by essay and by id.
    :param person: key of whom the notes are by until an editor says otherwise.
    """
    taken = {essay.id: set(files.get(essay.id, ())) for essay in edition.essays}
    titles = {essay.id: [note.head.title for note in essay.notes] for essay in edition.essays}
    finder = _Finder(edition.essays)
    there = "\n".join(text for notes in files.values() for text in notes.values())
    for number, item in enumerate(items, start=1):
        name, by = _named(item, number)
        known_as = name if name != str(number) else checksum(json.dumps(item))[:12]
        origin = printable(f"annotation {known_as}{f' by {by}' if by else ''}", 200)
        if f"# {origin}\n" in there:
            continue
        which = f"annotation ‘{name}’"
        try:
            target = _target(item)
            essay, span = finder.place(target)
            try:
                place = least_fields(essay.blocks, span)
            except NoPlace as fault:
                raise _Unplaced(f"{fault}; quote more words") from None
            kind = _kind(item, edition.scheme)
            body, remark = _body(item)
            title = new_title(place["quote"], titles[essay.id])
            text = new_note(
                kind,
                place,
                title,
                example_source(edition, essay),
                today,
                person,
                body=f"{_FIRST[kind.like]}\n\n{body}",
                needs_summary="summary" in edition.demands,
                verdicts=edition.scheme.verdicts,
            )
            if len(text.encode()) > NOTE_SIZE:
                raise _Unplaced(f"its text has more than {NOTE_SIZE // 1024} KiB, the limit")
        except _Unplaced as refusal:
            yield Draft(which, safe(str(refusal)))
            continue
        id = new_id(place["quote"], taken[essay.id])
        taken[essay.id].add(id)
        titles[essay.id].append(title)
        head, by, body = _BY.split(text, maxsplit=1)
        yield Draft(which, "", (essay.id, id), f"{head}{by}  # {origin}{body}", remark)


# -- reading -------------------------------------------------------------------------------------


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _named(item: Any, number: int) -> tuple[str, str]:
    """Return the id of an annotation, its number if it has none, and whom it is by."""
    if not isinstance(item, Mapping):
        return str(number), ""
    by = _words(item.get("user")).removeprefix("acct:")
    for creator in _listed(item.get("creator")):
        said = creator.get("name") or creator.get("id") if isinstance(creator, Mapping) else creator
        by = by or _words(said)
    return _words(item.get("id")) or str(number), by


def _target(item: Any) -> _Target:
    """Return the one quotation that an annotation is about."""
    if not isinstance(item, Mapping):
        raise _Unplaced("expected an object with ‘target’ and a body")
    if item.get("references"):
        raise _Unplaced("it answers another annotation, and has no words of the text")
    found = []
    for target in _listed(item.get("target")):
        if not isinstance(target, Mapping):
            continue
        quotes = [s for s in _selectors(target.get("selector")) if _words(s.get("exact"))]
        if quotes:
            words = (_words(quotes[0].get(name)) for name in ("exact", "prefix", "suffix"))
            found.append(_Target(_words(target.get("source")), *words))
    if len(found) != 1:
        what = f"it has {len(found)} quotations" if found else "it has no quotation of the text"
        raise _Unplaced(f"{what}; expected one TextQuoteSelector with ‘exact’")
    if any(len(words) > _MOST_CHARACTERS for words in found[0]):
        raise _Unplaced(f"its quotation has more than {_MOST_CHARACTERS} characters, the limit")
    return found[0]


def _selectors(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield selectors, and those that refine them."""
    for selector in _listed(value):
        if isinstance(selector, Mapping) and depth < 4:
            yield selector
            yield from _selectors(selector.get("refinedBy"), depth + 1)


def _tags(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (_words(tag).strip().lower() for tag in _listed(item.get("tags")))
    for body in _listed(item.get("body")):
        if isinstance(body, Mapping) and body.get("purpose") == "tagging":
            yield _words(body.get("value")).strip().lower()


def _kind(item: Mapping[str, Any], scheme: Scheme) -> NoteKind:
    """Return the kind of note: a tag names it, or W3C's motivation."""
    tags = list(_tags(item))
    for kind in scheme.kinds:
        if kind in tags:
            return kind
    motivations = map(_words, _listed(item.get("motivation")))
    like = next((_KINDS[each] for each in motivations if each in _KINDS), Kind.CONTEXT)
    return scheme.kind(like) or scheme.kind(Kind.CONTEXT) or scheme.kinds[0]


# -- place ---------------------------------------------------------------------------------------


class _Shown(NamedTuple):
    """A paragraph as it was quoted, and for each of its characters its place in the text."""

    essay: Essay
    block: int
    text: str
    places: Sequence[int]


class _Finder:
    """The texts of an edition as annotations quote them."""

    def __init__(self, essays: Sequence[Essay]) -> None:
        self.essays = essays
        self._shown: dict[tuple[str, bool], list[_Shown]] = {}

    def place(self, target: _Target) -> tuple[Essay, Span]:
        """Return the only place of a quotation.

        In the text that the annotation's address names, in all texts if it names none.

        :raises _Unplaced: the words are nowhere, in several places, or cut a word.
        """
        exact = normalise(target.exact)
        if not exact:
            raise _Unplaced("its quotation has no words")
        parts = set(re.split(r"[/?#]", unquote(target.source)))
        named = [essay for essay in self.essays if parts & {essay.id, f"{essay.id}.html"}]
        searched = named or self.essays
        around = normalise(target.prefix), normalise(target.suffix)
        fitting = self._fitting(searched, exact, around, has_marks=False) or self._fitting(
            searched, exact, around, has_marks=True
        )
        if len(fitting) != 1:
            raise _Unplaced(_message(exact, around, searched, is_named=bool(named)))
        essay, span = fitting[0]
        if whole := cut_words(essay.block_of(span).text, span):
            raise _Unplaced(f"“{short(exact)}” cuts a word of {essay.id}; it is “{short(whole)}”")
        return fitting[0]

    def _fitting(
        self, essays: Sequence[Essay], exact: str, around: tuple[str, str], *, has_marks: bool
    ) -> list[tuple[Essay, Span]]:
        """Return the places of words between other words.

        :param has_marks: whether the marks of notes stand among them, as on pages of the edition.
        """
        found = [
            (shown, start)
            for essay in essays
            for shown in self._paragraphs(essay, has_marks)
            for start in occurrences(exact, shown.text)
            if _stands_between(shown.text, start, start + len(exact), *around)
        ]
        if len(found) > 1:
            # Words near the end of a paragraph: what stands beyond it tells them apart.
            found = [each for each in found if self._in_whole(*each, len(exact), around, has_marks)]
        return [
            (each.essay, Span(each.block, each.places[start], each.places[start + len(exact)]))
            for each, start in found
        ]

    def _in_whole(
        self, shown: _Shown, start: int, length: int, around: tuple[str, str], has_marks: bool
    ) -> bool:
        """Return whether a place has words around it that go beyond its paragraph."""
        texts = [each.text for each in self._paragraphs(shown.essay, has_marks)]
        start += sum(len(text) + 1 for text in texts[: shown.block])
        return _stands_between(" ".join(texts), start, start + length, *around)

    def _paragraphs(self, essay: Essay, has_marks: bool) -> list[_Shown]:
        key = essay.id, has_marks
        if key not in self._shown:
            marks = _marks(essay) if has_marks else {}
            self._shown[key] = [
                _with_marks(essay, index, marks) for index in range(len(essay.blocks))
            ]
        return self._shown[key]


def _marks(essay: Essay) -> dict[tuple[int, int], str]:
    """Return the marks of notes as pages show them, by paragraph and place."""
    marks: dict[tuple[int, int], str] = {}
    for note in in_order(essay.active_notes, [block.text for block in essay.blocks]):
        if note.span is not None:
            place = (note.span.block, mark_place(essay.block_of(note.span).text, note.span.end))
            sign = note.fact_check.verdict.sign if note.fact_check else ""
            marks[place] = f"{marks.get(place, '')}{note.label}{sign}"
    return marks


def _with_marks(essay: Essay, index: int, marks: Mapping[tuple[int, int], str]) -> _Shown:
    words = essay.blocks[index].text
    text, places = "", list[int]()
    for at in range(len(words) + 1):
        signs = marks.get((index, at), "") + words[at : at + 1]
        text += signs
        places += [at] * len(signs)
    return _Shown(essay, index, text, [*places, len(words)])


def _stands_between(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Return whether a place has these words around it, as far as its paragraph goes.

    Beyond it a page has what is no word of the text, such as the number of the paragraph.
    """
    left, right = text[:start].rstrip(), text[end:].lstrip()
    return (left.endswith(before) or before.endswith(left)) and (
        right.startswith(after) or after.startswith(right)
    )


def _message(
    exact: str, around: tuple[str, str], essays: Sequence[Essay], *, is_named: bool
) -> str:
    """Return why words have no place, with the words of the text that are nearest."""
    places = [
        (essay, Span(index, start, start + len(exact)))
        for essay in essays
        for index, block in enumerate(essay.blocks)
        for start in occurrences(exact, block.text)
    ]
    near = [
        (essay, essay.block_of(span).id, f"…{context(essay.block_of(span).text, span)}…")
        for essay, span in places[:_NEAREST]
    ]
    between = " between “{}” and “{}”".format(*map(short, around)) if any(around) else ""
    if places:
        where = f"in {len(places)} places; expected one" if len(places) > 1 else "there, but not"
        message = f"“{short(exact)}” stands {where}{between}"
    else:
        where = f"in {essays[0].id}" if is_named else "in any text"
        message = f"“{short(exact)}” was not found {where}"
        quote = exact[:_MOST_COMPARED]
        near = [(e, id, words) for e in essays for id, words in suggestions(quote, e.blocks)]
        message += "; nearest are:" if near else "; nothing is like it"
    lines = (f"\n    {essay.id} {id}: {words}" for essay, id, words in near[:_NEAREST])
    return message + "".join(lines)


# -- body ----------------------------------------------------------------------------------------


def _body(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return what an annotation says as the Markdown of a note, and what was left out.

    :raises _Unplaced: it cannot be the text of a note.
    """
    parts: list[str] = []
    remarks: list[str] = []
    if text := _words(item.get("text")) or _words(item.get("bodyValue")):
        parts.append(_markdown(text, remarks))
    for body in _listed(item.get("body")):
        forms = _listed(body.get("items")) if isinstance(body, Mapping) else []
        for form in sorted(forms, key=_by_format)[:1] or [body]:
            if isinstance(form, str) or not isinstance(form, Mapping):
                remarks.append(f"a body at ‘{form}’ was not fetched" if form else "an empty body")
            elif form.get("purpose", body.get("purpose")) != "tagging" and "value" in form:
                value, format = _words(form["value"]), _words(form.get("format"))
                made = {"text/html": _cleaned, "text/markdown": _markdown}.get(format, _plain)
                parts.append(made(value, remarks))
    text = "\n\n".join(part for part in parts if part)
    if found := odd_character(text):
        raise _Unplaced(f"its text has the invisible character {found[1]}; delete it")
    return (f"{text}\n" if text else ""), "; ".join(dict.fromkeys(remarks))


def _by_format(form: Any) -> int:
    given = form.get("format") if isinstance(form, Mapping) else None
    return ["text/markdown", "text/html", given].index(given)


def _plain(text: str, remarks: list[str]) -> str:
    lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", escape("\n".join(lines))).strip()


def _markdown(text: str, remarks: list[str]) -> str:
    """Return Markdown as it stands where a note may hold it, else as plain words."""
    text = text.replace("\r\n", "\n").strip()
    if excess(text) is None and not read_body(text).faults:
        return text
    remarks.append("its text has markup that a note cannot have, and came in as plain words")
    return _plain(text, remarks)


_LEFT_OUT = frozenset({"script", "style", "template", "head", "noscript", "svg", "math"})
_SHOWN = frozenset({"img", "video", "audio", "iframe", "object", "embed", "canvas", "table"})
_LOOKS = {"i": "i", "em": "i", "cite": "i", "b": "b", "strong": "b"}
_BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"),
    }
)


def _cleaned(text: str, remarks: list[str]) -> str:
    """Return HTML as the Markdown of a note: paragraphs, items, quotes, emphasis, links."""
    try:
        root = html.fragment_fromstring(
            text, create_parent="div", parser=html.HTMLParser(huge_tree=False, no_network=True)
        )
    except (etree.ParserError, ValueError):
        raise _Unplaced("its HTML cannot be read") from None
    cleaner = _Cleaner(remarks)
    cleaner.walk(root, frozenset(), "", "")
    return cleaner.text()


class _Cleaner:
    """The blocks of an HTML fragment as they are gathered."""

    def __init__(self, remarks: list[str]) -> None:
        self.remarks = remarks
        self.blocks: list[tuple[str, str]] = []
        self.runs: list[Run] = []

    def walk(self, element: Any, looks: frozenset[str], link: str, before: str) -> None:
        """Gather what an element holds.

        :param before: what begins its blocks: ‘- ’, ‘> ’ or nothing.
        """
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _SHOWN or name in _LEFT_OUT:
            self.remarks.append(f"<{name}> was left out" if name != "table" else "a table is lines")
        if not name or name in _LEFT_OUT:
            return
        inner = {"li": "- ", "blockquote": "> "}.get(name, before)
        if name in _LOOKS:
            looks |= {_LOOKS[name]}
        if name == "a":
            link = str(element.get("href") or "")
        if name in _BLOCKS:
            self.end(before)
        self.runs.append(Run(element.text or "", looks, link))
        for child in element:
            self.walk(child, looks, link, inner)
            self.runs.append(Run(child.tail or "", looks, link))
        if name in _BLOCKS:
            self.end(inner)
        elif name == "td":
            self.runs.append(Run(" "))

    def end(self, before: str) -> None:
        """End a block."""
        if line := marked_line(self.runs, is_text=False).strip():
            self.blocks.append((before, line))
        self.runs = []

    def text(self) -> str:
        """Return the blocks as Markdown."""
        self.end("")
        made, last = "", ""
        for before, line in self.blocks:
            made += ("\n" if before == last == "- " else "\n\n") + before + line
            last = before
        return made.strip()
