"""Each essay as one portable MyST document, for stock Sphinx with MyST and sphinxcontrib-bibtex.

Fact-checks and context notes become footnotes: ``[^12]``, a label of digits, which docutils prints
as it stands. Textual notes become a list below them, and their marks links, ``[[b]](#…)``: docutils
numbers a footnote ``[^b]`` by itself, and the reader would look for note 47 in the place of b.

The text is written anew from the parsed one, so that marks find their places by the stream.
Only forms that :func:`~sphinx_apparatus.text.bodies.refused_in_text` lets into a text are known
here.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from sphinx_apparatus.edition.edition import Edition, quoted
from sphinx_apparatus.model.catalogue import _, translate
from sphinx_apparatus.model.date_words import spelled, spelled_span
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import (
    Block,
    Essay,
    Note,
    PlacedEntry,
    block_label,
    note_number,
    passage_label,
)
from sphinx_apparatus.model.records import Evidence, FactCheckHead, TextualHead
from sphinx_apparatus.model.vocabulary import BlockKind, Series, Unit, Verdict, View
from sphinx_apparatus.sources.bibtex import write_for_pybtex
from sphinx_apparatus.text.apparatus_entry import (
    Part,
    certainty,
    entries_title,
    entry,
    meta,
    printed,
)
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import NOTICE, Ranges
from sphinx_apparatus.text.file_writing import alone, write_whole
from sphinx_apparatus.text.markdown import escape, inlines, parser, top_level
from sphinx_apparatus.text.segments import (
    Added,
    Gap,
    Mark,
    Segment,
    Words,
    cut,
    leaves_of,
    marked,
    segments,
)
from sphinx_apparatus.text.units import blocks_of

_CONF = '''\
"""Configuration for stock Sphinx with myst-parser and sphinxcontrib-bibtex: sphinx-build . html"""

project = {title!r}
author = {author!r}
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
exclude_patterns = ["README.md", "html"]
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
# The words of the texts are shown as they stand, straight quotation marks too.
smartquotes = False
'''

_README = """\
# Portable texts

Written by `make myst` from the records of the edition; changes made here are lost.

- One MyST document for each essay: its {view} text, with
  fact-checks and context notes as footnotes (`[^12]`),
  textual notes as a lettered list, citations (`{{cite:p}}`),
  and links to the passages of other essays that it is compared with.
- `bibliography.md` and `references.bib`: the sources cited, in the fields of classic BibTeX.
- `conf.py`: an example that builds all of it:

      pip install sphinx myst-parser sphinxcontrib-bibtex
      sphinx-build . html

Passages, notes and texts have targets: `e2019-example-p9` is passage 9 of the essay `2019-example`,
`e2019-example-note-oar` its note `oar`.
"""

_FRONT_MATTER = """\
---
myst:
  enable_extensions: [{extensions}]
  footnote_sort: false
---
"""
# Footnotes stay where they are written, under a heading of their own.

_PICTURE = re.compile(r"!\[([^\]]*)\]\([\w.-]+\)")
_ROLE = re.compile(r"(?<!\\)\{apparatus:(text|passage|note)\}(`+)(.+?)\2", re.DOTALL)
_WITH_WORDS = re.compile(r"(.*?)\s*<([^<>]*)>\s*", re.DOTALL)


def export(
    edition: Edition, folder: Path, view: View = View.BASE, *, quotes_only: bool = False
) -> list[Path]:
    """Write the edition's essays into a folder of MyST documents.

    :param edition: without problems that stop a build.
    :param view: the text written.
    :param quotes_only: whether to write no more of the texts than the edition quotes.
    :returns: the files that were written, those left as they were not among them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    files = documents(edition, view, quotes_only=quotes_only)
    with alone(folder):
        for name, text in files.items():
            path = folder / name
            data = text.encode()
            if not path.exists() or path.read_bytes() != data:
                write_whole(path, data)
                written.append(path)
    return written


def documents(
    edition: Edition, view: View = View.BASE, *, quotes_only: bool = False
) -> dict[str, str]:
    """Return all files of the export by their names."""
    made = {
        f"{essay.id}.md": essay_document(edition, essay, view, quotes_only=quotes_only)
        for essay in edition.essays
    }
    names = "\n".join([*(essay.id for essay in edition.essays), "bibliography"])
    authors = "; ".join(dict.fromkeys(essay.head.author for essay in edition.essays))
    title = "Portable texts"
    return {
        "README.md": _README.format(view=view.value),
        "conf.py": _CONF.format(title=title, author=authors),
        "index.md": f"# {title}\n\n```{{toctree}}\n{names}\n```\n",
        "bibliography.md": "# Bibliography\n\n```{bibliography}\n```\n",
        "references.bib": references(edition),
        **made,
    }


# -- an essay --------------------------------------------------------------------------------------


def essay_document(
    edition: Edition, essay: Essay, view: View = View.BASE, *, quotes_only: bool = False
) -> str:
    """Return one essay as a MyST document."""
    head = essay.head
    blocks = list(_blocks(edition, essay, view, quotes_only))
    # Attributes on lines of their own are rare.
    has_lines = any(_ATTRIBUTES.search(block) for block in blocks)
    extensions = "attrs_block, attrs_inline" if has_lines else "attrs_inline"
    parts = [
        _FRONT_MATTER.format(extensions=extensions),
        f"({_target(essay.id)})=\n# {escape(head.title)}",
        f"{escape(head.author)} · {spelled_span(head.date)} · {escape(head.published)}",
        *([escape(head.brief)] if head.brief else []),
        *([escape(translate(NOTICE))] if quotes_only else []),
        *blocks,
    ]
    for series, title in (
        (Series.NUMBERED, _("Notes")),
        (Series.LETTERED, _("Textual notes")),
    ):
        notes = [note for note in essay.notes if note.kind.series is series]
        if notes:
            parts.append(f"## {title}")
            parts += [_note(edition, essay, note, view) for note in notes]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _target(essay_id: str, rest: str = "") -> str:
    return f"e{essay_id}-{rest}" if rest else f"e{essay_id}"


def _note_target(note: Note) -> str:
    return _target(note.essay, f"note-{note.id}")


def _blocks(edition: Edition, essay: Essay, view: View, quotes_only: bool) -> Iterator[str]:
    """Yield the blocks of the text, each with its target and its cross-references."""
    emended = edition.emended(essay)
    shown = quoted(edition, essay)
    labels = {block.attributes["label"]: block.id for block in essay.blocks if _is_note(block)}
    calls = {label: _target(essay.id, id) for label, id in labels.items()}
    entries = essay.apparatus_by_block
    level = 1
    index = -1
    for has_words, top in blocks_of(essay.markdown):
        if not has_words:
            yield from _picture(top)
            continue
        index += 1
        block = essay.blocks[index]
        if block.kind is BlockKind.HEADING and "level" in block.attributes:
            level = min(int(block.attributes["level"]) + 1, level + 1, 6)
        notes = [note for note in essay.notes if note.span and note.span.block == index]
        target = _target(essay.id, block.id)
        ranges = shown[index] if quotes_only else None
        writer = _BlockWriter(emended[index], notes, view, ranges, level=level, calls=calls)
        words = writer.write(top, _number(block, target), verse=block.unit is Unit.STANZA)
        yield f"({target})=\n{words}"
        if index in entries:
            yield "\n".join(_readings(edition, essay, block, entries[index], view))
        for reference, end in edition.crossing.get((essay.id, block.id), ()):
            other, there = edition.ends(reference)[1 - end]
            theme = edition.theme_by_id[reference.head.theme]
            label = passage_label(other, there)
            yield (
                f"↔ [{label}](#{_target(other.id, there.id)})"
                f" · {escape(theme.title)} · {reference.head.relation.word}"
            )


def _number(block: Block, target: str) -> str:
    if _is_note(block):
        return f"\\[{escape(block.attributes['label'].partition(':')[0])}\\] "
    is_cited = block.kind is BlockKind.PASSAGE and not block.counted
    return f"[{block_label(block)}](#{target}) " if is_cited else ""


def _is_note(block: Block) -> bool:
    return block.kind is BlockKind.NOTE


def _picture(top: Sequence[Token]) -> Iterator[str]:
    """Yield what a picture without a caption shows: its file is not part of the document."""
    for token, _line in inlines(top):
        if token.type == "image":
            yield f"\\[{escape(token.content)}\\]"


def _mark(note: Note) -> str:
    if note.kind.series is Series.NUMBERED:
        return f"[^{note.label}]"
    return f"[\\[{note.label}\\]](#{_note_target(note)})"


class _BlockWriter:
    """Writer of one block as MyST, with marks and, on request, the adopted readings.

    :param shown: the words that are shown, all others being left out; None for all.
    :param level: that of a heading in the document.
    :param calls: targets of the author's notes by their labels.
    """

    def __init__(
        self,
        emended: Emended,
        notes: Sequence[Note],
        view: View,
        shown: Ranges | None = None,
        *,
        level: int = 2,
        calls: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._level = level
        self._calls = calls
        self._view = view
        self._marks = {note.id: _mark(note) for note in notes}
        self._walk = segments(emended, marked(notes), shown)
        self._to_come: deque[tuple[int | None, Segment]] = deque()
        self._leaf = 0
        """Index of the next run of words of the block."""
        self._is_first = True
        """Whether no paragraph was begun; the first may be without words."""
        self._out: list[str] = []
        self._words = ""
        self._marked = -1
        """Length of what is written when the last mark was: another mark there is set apart."""
        self._after_link: list[str] | None = None
        """Marks that wait for the end of a link; none outside links."""

    def write(self, tokens: list[Token], before: str, *, verse: bool = False) -> str:
        """Write the block.

        :param tokens: one top-level block of the text.
        :param before: what its first line begins with.
        :param verse: whether it is verse, also where only the form of the text says so.
        """
        (node,) = SyntaxTreeNode(tokens).children
        self._to_come = deque(cut(self._walk, leaves_of(_texts(tokens))))
        if node.type == "footnote_reference":
            lines = list(self._joined(node.children))
            lines[0] = before + lines[0] if lines else before
            before = ""
        else:
            lines = list(self._block(node))
        text = "\n".join(line.rstrip(" ") for line in lines).strip("\n")
        if node.type == "paragraph":
            given, text = _divided(text)
            if verse and not given:
                given = "{.verse}\n"
            return given + before + text if text else ""
        return f"{before.rstrip()}\n\n{text}" if before else text

    # -- blocks ------------------------------------------------------------------------------------

    def _block(self, node: SyntaxTreeNode) -> Iterator[str]:
        match node.type:
            case "paragraph":
                text = self._inline(node.children[0])
                if node.attrs and text:
                    yield _attributes(node)
                yield from text.split("\n")
            case "heading":
                yield f"{'#' * self._level} {self._inline(node.children[0])}"
            case "table":
                yield from self._table(node)
            case "blockquote":
                for line in self._joined(node.children):
                    yield f"> {line}".rstrip()
            case "bullet_list" | "ordered_list":
                if node.attrs.get("class"):
                    yield f"{{.{node.attrs['class']}}}"
                for index, item in enumerate(node.children):
                    sign = "-" if node.type == "bullet_list" else f"{item.info}{item.markup}"
                    marks = self._printed(sign) if item.info else ""
                    if index:
                        yield ""
                    for line_number, line in enumerate(self._joined(item.children)):
                        lead = " " * (len(sign) + 1) if line_number else f"{sign} {marks}"
                        yield (lead + line).rstrip()
            case _:
                raise ValueError(f"a text cannot hold {node.type}")

    def _printed(self, sign: str) -> str:
        """Pass the number of an item, which is a word; return the marks that stand at it."""
        self._out, self._marked = [], -1
        if not self._is_first:
            self._text(between=True)
        self._is_first = False
        self._text()
        self._between_words()
        self._end_words()
        return "".join(self._out).replace(escape(sign), "", 1)

    def _table(self, node: SyntaxTreeNode) -> Iterator[str]:
        rows = [row for part in node.children for row in part.children]
        for index, row in enumerate(rows):
            cells = [self._inline(cell.children[0]).replace("\n", " ") for cell in row.children]
            yield f"| {' | '.join(cells)} |"
            if index == 0:
                signs = (
                    _ALIGNED.get(str(cell.attrs.get("style", "")), "---") for cell in row.children
                )
                yield f"|{'|'.join(signs)}|"

    def _joined(self, blocks: Iterable[SyntaxTreeNode]) -> Iterator[str]:
        # A paragraph of which nothing is shown leaves no line.
        written = [lines for block in blocks if any(lines := list(self._block(block)))]
        for index, lines in enumerate(written):
            if index:
                yield ""
            yield from lines

    # -- words -------------------------------------------------------------------------------------

    def _inline(self, node: SyntaxTreeNode) -> str:
        self._out, self._marked = [], -1
        self._at_start, self._line_end = True, "\n"
        if not self._is_first:
            self._text(between=True)
        self._is_first = False
        for token in node.children:
            self._token(token)
        self._between_words()
        self._end_words()
        return "".join(self._out)

    def _token(self, node: SyntaxTreeNode) -> None:
        match node.type:
            case "text" | "text_special" | "softbreak":
                step = len(node.content) - len(node.content.lstrip("\u2003"))
                if step and self._at_start:
                    self._out.append("&emsp;" * step)
                self._at_start = self._at_start and not node.content.strip()
                self._text()
            case "hardbreak":
                self._line_end = "\\\n"
                self._text()
                self._line_end = "\n"
                self._at_start = True
            case "footnote_ref":
                self._between_words()
                label = str(node.meta["label"])
                sign = escape(label.partition(":")[0])
                self._add_mark(f"[\\[{sign}\\]](#{self._calls[label]})")
            case "image":
                self._end_words()
                self._out.append(f"\\[{escape(node.content)}\\]")
            case "span" if not node.children:
                self._between_words()
                self._end_words()
                self._out.append(f"[]{_attributes(node)}")
            case "em" | "strong":
                sign = "*" if node.type == "em" else "**"
                self._enclosed(sign, node, sign)
            case "span":
                self._enclosed("[", node, f"]{{.{node.attrs['class']}}}")
            case "link":
                title = node.attrs.get("title")
                tail = f' "{title}"' if title else ""
                outer, self._after_link = self._after_link, []
                self._enclosed("[", node, f"](<{node.attrs['href']}>{tail})")
                marks, self._after_link = self._after_link, outer
                for mark in marks or []:
                    self._add_mark(mark)
            case _:
                raise ValueError(f"a text cannot hold {node.type}")

    def _enclosed(self, opening: str, node: SyntaxTreeNode, closing: str) -> None:
        self._between_words()
        self._end_words()
        start = len(self._out)
        for child in node.children:
            self._token(child)
        # What stands at the point that is reached now comes behind the closing sign: a bracket
        # between a word and the sign that closes emphasis would keep it from closing.
        self._end_words()
        inside = "".join(self._out[start:])
        core = inside.strip()
        if core:  # an omission may leave nothing, or white space at an end
            lead, _, tail = inside.partition(core)
            self._out[start:] = [lead, opening, core, closing, tail]
            self._marked = -1

    def _text(self, *, between: bool = False) -> None:
        """Write the next run of words.

        :param between: whether it is the space between two paragraphs, written as line ends.
        """
        while self._leaf == next((leaf for leaf, _ in self._to_come if leaf is not None), None):
            _, segment = self._to_come.popleft()
            if not between:
                self._segment(segment)
            elif isinstance(segment, Gap):
                self._words = segment.words.lstrip()
        self._leaf += 1

    def _between_words(self) -> None:
        """Write what comes before the next words."""
        while self._to_come and self._to_come[0][0] is None:
            self._segment(self._to_come.popleft()[1])

    def _segment(self, segment: Segment) -> None:
        is_reading = self._view is View.READING
        match segment:
            case Words(edit=Edit()) if is_reading:
                pass
            case Words(words="\n"):
                self._end_words()
                self._out.append(self._line_end)
            case Words(words=words) | Gap(words=words):
                self._words += words
            case Added(edit=edit) if is_reading:
                self._words += edit.words
            case Mark(span=span):
                if self._after_link is None:
                    self._add_mark(self._marks[span.key])
                else:
                    self._after_link.append(self._marks[span.key])

    def _add_mark(self, mark: str) -> None:
        self._end_words()
        gap = " " if self._marked == len(self._out) else ""
        self._out.append(gap + mark)
        self._marked = len(self._out)

    def _end_words(self) -> None:
        """Write the words gathered, escaped, with the white space at their ends."""
        words, self._words = self._words, ""
        if words.endswith("!"):
            # Before a bracket it would make an image.
            self._out.append(_kept(words[:-1]) + "\\!")
        elif words:
            self._out.append(_kept(words))


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the segments of a block, and the space between two paragraphs."""
    is_first = True
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            children = [Token("text", "", 0, content=token.info + token.markup)]
        elif token.type == "inline":
            children = token.children or []
        else:
            continue
        if not is_first:
            yield " "
        is_first = False
        for child in children:
            if child.type in ("softbreak", "hardbreak"):
                yield "\n"
            elif child.type in ("text", "text_special"):
                yield child.content


_ATTRIBUTES = re.compile(r"^[ >-]*\{[.a-z][^{}]*\}$", re.MULTILINE)
_ALIGNED = {"text-align:left": ":--", "text-align:right": "--:", "text-align:center": ":-:"}


def _attributes(node: SyntaxTreeNode) -> str:
    """Return the attributes of a block or of words as the text has them."""
    names = [f".{name}" for name in str(node.attrs.get("class", "")).split()]
    others = [f'{name}="{value}"' for name, value in node.attrs.items() if name != "class"]
    return f"{{{' '.join([*names, *others])}}}"


def _divided(text: str) -> tuple[str, str]:
    """Return the line of attributes of a paragraph, with its end, and the paragraph."""
    first, end, rest = text.partition("\n")
    return (first + end, rest) if _ATTRIBUTES.fullmatch(first) and rest else ("", text)


# -- notes -----------------------------------------------------------------------------------------


def _note(edition: Edition, essay: Essay, note: Note, view: View) -> str:
    """Write a note: a footnote, or an item of the list of textual notes."""
    head = note.head
    people = edition.person_by_key
    paragraphs = [_note_head(essay, note, view)]
    if gone := head.withdrawn:
        date = spelled(PartialDate.of(gone.date))
        paragraphs.append(f"{_('Withdrawn on {date}:', date=date)} {escape(gone.reason)}")
    if head.summary:
        paragraphs.append(escape(head.summary))
    if isinstance(head, FactCheckHead):
        paragraphs.append(f"{escape(essay.says)} {escape(head.claim)}")
    paragraphs += [*_findings(edition, note), escape(meta(note, people))]
    target = f"({_note_target(note)})="
    text = f"{target}\n" + "\n\n".join(paragraphs)
    if note.kind.series is Series.NUMBERED:
        return _indented(f"[^{note.label}]: ", 4, text)
    return _indented("- ", 2, text)


def _findings(edition: Edition, note: Note) -> Iterator[str]:
    """Yield the finding, the evidence for it, what happened since, changes of the verdict."""
    head = note.head
    yield _portable(edition, note.body.strip("\n"))
    yield from (_evidence(edition, each) for each in head.evidence)
    if head.evidence_none:
        yield f"{_('No words to quote:')} {escape(head.evidence_none)}"
    for later in head.later:
        text = _portable(edition, later.text.strip("\n"))
        first = next(top_level(parser().parse(text)))[0]
        # Words may stand before a paragraph; before a list they are one of their own.
        gap = " " if first.type == "paragraph_open" else "\n\n"
        yield f"{_('Later, {date}:', date=spelled(later.date))}{gap}{text}"
        yield from (_evidence(edition, each) for each in later.evidence)
    for change in head.history if isinstance(head, FactCheckHead) else ():
        date = spelled(PartialDate.of(change.date))
        changed = _("Verdict changed on {date}", date=date)
        verdicts = _(
            "from {before} to {after}: {reason}",
            before=_verdict(change.from_),
            after=_verdict(change.to),
            reason=escape(change.reason),
        )
        yield f"{changed} {verdicts}"


def _evidence(edition: Edition, evidence: Evidence) -> str:
    """Return a block quotation: words of a source, their translation, the source and place."""
    language = edition.language_of(evidence)
    words = escape(evidence.quote)
    lines = [words if language == edition.language else f"[{words}]{{.language-{language}}}"]
    if evidence.translation:
        lines.append(f"{_('Translation:')} {escape(evidence.translation)}")
    place = f", {escape(evidence.at)}" if evidence.at else ""
    primary = f" · {_('primary document')}" if evidence.primary else ""
    lines.append(f"— {{cite:alp}}`{evidence.source}`{place}{primary}")
    return "\n>\n".join(f"> {line}" for line in lines)


def _verdict(verdict: Verdict) -> str:
    return f"{verdict.sign} {verdict.word}"


def _note_head(essay: Essay, note: Note, view: View) -> str:
    head = note.head
    assert note.span is not None
    if isinstance(head, TextualHead):
        block = _target(essay.id, essay.block_of(note.span).id)
        words = "".join(map(_entry_part, entry(essay, note, head, view)))
        return f"[\\[{note.label}\\]](#{block}) {words}{certainty(head)}"
    title = f"**{escape(head.title)}**"
    if isinstance(head, FactCheckHead):
        return f"{title} · {_verdict(head.verdict)} · {head.confidence.phrase}"
    return title


def _readings(
    edition: Edition, essay: Essay, block: Block, entries: Sequence[PlacedEntry], view: View
) -> Iterator[str]:
    """Yield the lines of the entries of the apparatus to a block."""
    yield f"{entries_title(block, len(entries))}\n"
    notes = {note.id: note for note in essay.notes}
    for entry_ in entries:
        line = "".join(map(_entry_part, printed(essay, entry_, view)))
        if entry_.head.comment:
            line += f". {_portable(edition, entry_.head.comment)}"
        note = notes.get(entry_.head.note or "")
        if note is not None:
            line += f" ([{note_number(note.label)}](#{_note_target(note)}))"
        yield f"- {line}"


def _entry_part(part: Part) -> str:
    if part.source:
        return f" {{cite:p}}`{part.source}`"
    if part.is_lemma:
        return f"**{escape(part.text)}**"
    if part.language:
        return f"[{escape(part.text)}]{{.language-{part.language}}}"
    return _kept(part.text)


def _kept(text: str) -> str:
    """Return escaped words; the white space at their ends is kept."""
    core = text.strip()
    lead, _, tail = text.partition(core) if core else (text, "", "")
    return lead + escape(core) + tail


def _indented(sign: str, width: int, text: str) -> str:
    first, *rest = text.split("\n")
    lines = [sign + first, *(" " * width + line if line.strip() else "" for line in rest)]
    return "\n".join(lines)


def _portable(edition: Edition, body: str) -> str:
    """Return a body with the roles of the edition as plain links."""

    def link(match: re.Match[str]) -> str:
        role, content = match[1], match[3].strip()
        given = _WITH_WORDS.fullmatch(content)
        words, id = (given[1], given[2].strip()) if given else ("", content)
        essay_id, _, rest = id.partition("/")
        if role == "note":
            note = edition.note_by_id[id]
            words = words or edition.note_label(note)
            return f"[{escape(words)}](#{_note_target(note)})"
        words = words or edition.label(essay_id, rest)
        # A line has no target of its own here: its stanza has.
        blocks = edition.essay_by_id[essay_id].blocks
        rest = next((block.id for block in blocks if rest in block.line_ids), rest)
        return f"[{escape(words)}](#{_target(essay_id, rest)})"

    # The file of a picture is not part of the document.
    return _ROLE.sub(link, _PICTURE.sub(r"\\[\1\\]", body))


# -- sources ---------------------------------------------------------------------------------------


def references(edition: Edition) -> str:
    """Return the sources cited, as BibTeX that pybtex’s own styles can print."""
    cited = {
        key for essay in edition.essays for note in essay.notes for key in edition.cited_by(note)
    }
    cited.update(*(edition.cited_in_apparatus(essay) for essay in edition.essays))
    return write_for_pybtex(edition.sources[key] for key in cited)
