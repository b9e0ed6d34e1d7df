"""The commentary of a book in Typst, and the apparatus at the foot of its pages.

The commentary has notes at full length, behind the texts.
A note is translated once, at its mark, where its links are resolved as those of its text;
its short form stays there, the rest is kept for the commentary.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.vocabulary import Confidence
from sphinx_apparatus.typst.core import CommentedPassage, CommentedText, Core
from sphinx_apparatus.typst.markup import Code, call, content, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils.nodes import Element

_FIRST = re.compile(r"\s*\S+")
_SEPARATOR = "\u00a0· "  # ends a line rather than begins one


class Apparatus(Core):
    """The entries of the apparatus of a text, at the foot, keyed to the lines of their words.

    One is written behind the last of its words; the template asks where it and their beginning
    stand. Those of a class that is not shown at first are left out.
    """

    _ends: Mapping[int, list[str]] = MappingProxyType({})
    """The entries whose words end with a node, by the identity of the node."""
    _starts: Mapping[int, list[str]] = MappingProxyType({})
    """The places of entries of several words that begin with a node, by its identity."""

    def open_apparatus(self, essay: Element) -> bool:
        """Prepare the entries of a text; return whether it has any."""
        prefix = f"e{essay.get('essay', '')}-"
        self._entries = (
            {}
            if not has_apparatus(essay)
            else {
                item["ids"][0].removeprefix(f"{prefix}entry-"): item
                for box in essay.findall(nodes.container)
                if css.READINGS in box["classes"]
                for item in box.findall(nodes.list_item)
                if css.MINOR not in item["classes"]
            }
        )
        last: dict[str, Element] = {}
        pieces: dict[str, list[Element]] = {}
        for piece in essay.findall(nodes.inline) if self._entries else ():
            # Of words that the text as shown leaves out, the place before them is there.
            ids = piece.get("entries") or [
                name.removeprefix(f"{prefix}words-") for name in piece["ids"]
            ]
            for entry in ids:
                if entry in self._entries:
                    last[entry] = piece
                    pieces.setdefault(entry, []).append(piece)
        ends: dict[int, list[str]] = {}
        for entry, node in last.items():
            ends.setdefault(id(node), []).append(entry)
        self._ends = ends
        self._places = {entry: f"{self.docname}#{prefix}words-{entry}" for entry in last}
        self._several = {
            entry
            for entry, parts in pieces.items()
            if len("".join(part.astext() for part in parts).split()) > 1
        }
        ends_of = {
            entry: (_line_of(parts[0]), _line_of(parts[-1])) for entry, parts in pieces.items()
        }
        self._lines = {
            entry: last_line if first_line in ("", last_line) else f"{first_line}–{last_line}"
            for entry, (first_line, last_line) in ends_of.items()
        }
        starts: dict[int, list[str]] = {}
        for entry in self._several:
            words = (part for part in pieces[entry] if part.astext().strip())
            starts.setdefault(id(next(words)), []).append(self._places[entry])
        self._starts = starts
        self._around = dict(self._neighbours(essay))
        return has_apparatus(essay)

    def _neighbours(self, essay: Element) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield for each entry what stands before it at the foot, and the note after it."""
        before = ""
        waiting: list[tuple[str, str]] = []
        for node in essay.findall():
            if isinstance(node, nodes.footnote_reference):
                note = self._note_of(node) if self.layout in ("short", "foot") else None
                if note is None:
                    continue
                yield from ((entry, (earlier, note)) for entry, earlier in waiting)
                before, waiting = note, []
            for entry in self._ends.get(id(node), ()):
                waiting.append((entry, before))
                before = self._places[entry]
        yield from ((entry, (earlier, "")) for entry, earlier in waiting)

    def put_first_word(self, node: Element) -> bool:
        """Write the words of a node with a place behind the first, if entries begin with it."""
        places = sorted(self._starts.get(id(node), ()))
        if places:
            found = _FIRST.match(node.astext())
            assert found is not None
            self.put(text(found[0]), *(call("anchor", f"{place}/first") for place in places))
            self.put(text(node.astext()[found.end() :]))
        return bool(places)

    def put_entries(self, node: Element) -> None:
        """Write the entries on words that end with a node."""
        for entry in self._ends.get(id(node), ()):
            (said,) = self._entries[entry].children
            options: dict[str, object] = {"key": self.keys[-1] if self.keys else self.docname}
            before, note = self._around[entry]
            if lines := self._lines.get(entry):
                options["n"] = lines
            elif entry in self._several:
                options["several"] = True
            if before:
                options["prev"] = before
            if note:
                options["next"] = note
            words = self.markup(_without_links(said), "note")
            self.put(call("reading", self._places[entry], named=options, body=words))


def has_apparatus(node: Element) -> bool:
    """Return whether words of a text have entries of the apparatus that are shown at first."""
    return any(
        css.READ in words["classes"] and css.MINOR not in words["classes"]
        for words in node.findall(nodes.inline)
    )


def _line_of(words: Element) -> str:
    """Return the number of the line of verse that words stand in; empty if it has none."""
    node: nodes.Node | None = words
    while isinstance(node, nodes.Element):
        if isinstance(node, nodes.line):
            return str(node.get("number", ""))
        node = node.parent
    return ""


def _without_links(entry: nodes.Node) -> list[nodes.Node]:
    """Return the words of an entry; on its page nobody needs a link from it to the text.

    The template writes the number of its line.
    """
    copy = entry.deepcopy()
    for inline in list(copy.findall(nodes.inline)):
        if css.ENTRY_LINE in inline["classes"]:
            inline.parent.remove(inline)
    for link in list(copy.findall(nodes.reference)):
        if "words-" in link.get("refid", ""):
            link.replace_self(link.children)
    return list(copy.children)


class Commentary(Apparatus):
    """What becomes of notes that are not whole at the foot of the page."""

    @property
    def _has_commentary(self) -> bool:
        return self.layout != "foot"

    def is_printed(self, mark: Element) -> bool:
        """Return whether a mark is seen: one of a reading that is not adopted is not.

        With a commentary, the text shows what the editors read; other readings stand there.
        """
        label = self._note_of(mark)
        if label is None or not self._is_commented(self.notes[label]):
            return True
        return not is_unread(self.notes[label])

    def _is_commented(self, note: Element) -> bool:
        """Return whether a note is in the commentary: every one of an edited text.

        In the short layouts a note with neither summary nor entry stands whole at its mark.
        """
        if not self._has_commentary or not note.get("note"):
            return False
        return self.layout == "end" or part(note, css.SUMMARY, css.ENTRY) is not None

    # --- At the mark ----------------------------------------------------------------------

    def short_form(self, label: str, note: Element) -> str:
        """Return the short form of a note."""
        if (entry := part(note, css.ENTRY)) is not None:
            return call("short-note", label, body=self.inside(entry, "note"))
        summary = part(note, css.SUMMARY)
        body = self.inside(summary, "note") if summary is not None else ""
        options = {}
        if (verdict := part(note, css.VERDICT)) is not None:
            options["lead"] = content(self.markup([verdict], "note") + self._confidence(note))
        return call("short-note", label, body=body, named=options)

    def full_form(self, label: str, note: Element, number: str, series: str) -> str:
        """Return a note as the commentary has it; its summary is at the mark."""
        head, rest = "", []
        for child in note.children:
            classes = child["classes"] if isinstance(child, nodes.Element) else ()
            if css.NOTE_HEAD in classes and isinstance(child, nodes.Element):
                head = call("note-head", body=self._head(note, child))
            elif not isinstance(child, nodes.label) and (
                self.layout == "end" or css.SUMMARY not in classes
            ):
                rest.append(child)
        named: dict[str, object] = {
            "series": series,
            "name": note.get("note", "").partition("/")[2],
        }
        if is_unread(note):
            named["marked"] = False
        body = self.origin(note) + head + self.markup(rest, "note")
        return call("comment", label, number, named=named, body=body)

    def _head(self, note: Element, head: Element) -> str:
        title, verdict = part(head, css.NOTE_TITLE), part(head, css.VERDICT)
        if title is None:
            return self.inside(head, "note")
        made = self.markup([title], "note")
        if verdict is not None:
            made += (
                call("h", Code("0.5em")) + self.markup([verdict], "note") + self._confidence(note)
            )
        return made

    def _confidence(self, note: Element) -> str:
        degree = note.get("confidence", "")
        return (
            call("confidence", body=text(Confidence(degree).word))
            if degree not in ("", "high")
            else ""
        )

    # --- Parts that most notes share --------------------------------------------------------

    @cached_property
    def _shared(self) -> list[str]:
        """What the last lines of most notes say, such as the day and the editors."""
        kinds: dict[str, Counter[str]] = {}
        for note in self.notes.values():
            if note.get("note") and (meta := part(note, css.NOTE_META)) is not None:
                for remark in _remarks(meta):
                    kinds.setdefault(remark.split()[0], Counter())[remark] += 1
        most = [(counts.most_common(1)[0], counts.total()) for counts in kinds.values()]
        return [remark for (remark, count), all_ in most if count > 1 and 2 * count > all_]

    @property
    def _is_new(self) -> bool:
        """Whether a quotation was never looked up on the web."""
        return any(
            css.NOT_LOOKED_UP in each["classes"]
            for note in self.notes.values()
            for each in note.findall(nodes.paragraph)
        )

    def what_differs(self, meta: Element) -> str:
        """Return the last line of a note without what the first page of the commentary says."""
        rest = [remark for remark in _remarks(meta) if remark not in self._shared]
        if not rest:
            return ""
        self.run_in()
        words = _SEPARATOR.join(rest)
        return call("note-meta", body=text(words[:1].upper() + words[1:]))

    # --- The text -------------------------------------------------------------------------------

    def open_commentary(self, node: Element) -> None:
        """Begin the commentary on an edited text."""
        title = self.docname
        around: nodes.Node | None = node
        while around is not None and not isinstance(around, nodes.section):
            around = around.parent
        if around is not None:
            title = next((t.astext() for t in around.findall(nodes.title)), title)
        self.commented[self.docname] = CommentedText(title, str(node.get("label", "")))

    def open_passage(self, label: str, kind: str, number: object, cited: str = "") -> None:
        """Begin what the commentary has on a block of the text.

        :param cited: how it is cited, where it is no paragraph.
        """
        if not (self._has_commentary and self.docname in self.commented):
            return
        words = {
            "head": _("Heading"),
            "furniture": _("Page furniture"),
            "tail": _("After the text"),
        }
        title = f"¶{number}" if number is not None else words.get(kind, cited)
        passages = self.commented[self.docname].passages
        if not (passages and passages[-1].title == title) and title:
            passages.append(CommentedPassage(title, label))

    def refer_to_passage(self, line: str) -> None:
        """Keep a line to another text for the commentary on the passage above it."""
        passages = self.commented[self.docname].passages
        if passages:
            passages[-1].references.append(line)

    def put_commentary(self) -> None:
        """Write the chapter; it ends the last of the texts."""
        texts = [each for each in self.commented.values() if any(_filled(each))]
        self.commented = {}
        if not texts:
            return
        title = _("Commentary")
        made = [call("head", 1, "commentary#", body=text(title))]
        if self._shared:
            remarks = [*self._shared, _("confidence high")]
            remarks += [_("quotations not yet looked up on the live web")] * self._is_new
            words = _(
                "Where a note does not say otherwise: {remarks}.", remarks=_SEPARATOR.join(remarks)
            )
            made.append(call("commentary-note", body=text(words)))
        for each in texts:
            alone = len(texts) == 1
            if not alone:
                made.append(call("head", 2, None, body=text(each.title)))
            for passage in _filled(each):
                heading = call("head", 2 if alone else 3, None, body=text(passage.title))
                body = "\n".join([heading, *passage.notes, *passage.references])
                named = {"of": each.label}
                made.append(
                    call("comments", passage.id, passage.title, body=f"\n{body}\n", named=named)
                )
        options = {"id": "commentary#", "head": title, "kind": "commentary"}
        body = "\n\n".join(made)
        self.put("\n", call("chapter", "commentary", named=options, body=f"\n{body}\n"), "\n")


def part(node: Element, *classes: str) -> Element | None:
    """Return the first element in *node* with one of the classes."""
    found = (each for each in node.findall(nodes.Element) if each is not node)
    return next((each for each in found if set(classes) & set(each["classes"])), None)


def is_unread(note: Element) -> bool:
    """Return whether a textual note has a reading that the editors do not adopt."""
    return note.get("series") == "lettered" and not note.get("adopted", True)


def _remarks(meta: Element) -> list[str]:
    words = meta.astext()
    return (words[:1].lower() + words[1:]).split(" · ")


def _filled(text_: CommentedText) -> Iterator[CommentedPassage]:
    return (each for each in text_.passages if each.notes or each.references)
