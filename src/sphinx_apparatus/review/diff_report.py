"""The report of a change for reviewers, as Markdown, HTML and text: what is worst comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape as html_escape
from typing import NamedTuple

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.model.essays import Essay, Note, block_label
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.review.diff import (
    Changes,
    Side,
    State,
    Touched,
    field_changes,
    list_changes,
    problems,
    touched,
)
from sphinx_apparatus.text.anchors import short
from sphinx_apparatus.text.bodies import cited_sources, target_of
from sphinx_apparatus.text.collation import compared
from sphinx_apparatus.text.markdown import escape, parsed


class Item(NamedTuple):
    """A point of a list: what it is about, and what is said of it."""

    about: str
    words: str


@dataclass(frozen=True)
class Section:
    """A part of the report; lines, points and cells are plain text."""

    title: str
    level: int = 2
    lines: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    is_folded: bool = False
    """Whether a reader opens it: it has no heading then."""


def report(changes: Changes, base: str) -> list[Section]:
    """Build the report: what it is compared with, what is worst, then notes, texts and lists."""
    lines = [f"Compared with {base}: {_summary(changes)}."]
    if changes.unread:
        lines.append(
            f"Not compared, because the check finds problems there: {', '.join(changes.unread)}."
        )
    return [
        Section("What changes in the edition", 1, tuple(lines)),
        *_first(changes),
        *_texts(changes),
        *_changed(changes),
        *_added(changes),
        *_withdrawn(changes),
        *_gone(changes),
        *_lists(changes),
    ]


def _summary(changes: Changes) -> str:
    entries = [entry for _, found in list_changes(changes) for entry in found]
    counts = [
        (len(changes.added), "note added", "notes added"),
        (len(changes.changed), "note changed", "notes changed"),
        (len(changes.withdrawn), "note withdrawn", "notes withdrawn"),
        (len(changes.gone), "note deleted", "notes deleted"),
        (len(changes.verdicts), "verdict changed", "verdicts changed"),
        (len(changes.texts), "text changed", "texts changed"),
        (len(entries), "other entry changed", "other entries changed"),
    ]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return ", ".join(said) or "no note and no text changed"


def _named(note: Note) -> str:
    return f"{note.full_id}: {note.head.title}"


# -- what is worst -------------------------------------------------------------------------------


def _first(changes: Changes) -> Iterator[Section]:
    items = [
        *(Item(_named(note), _lost(note)) for note in changes.new.edition.lost),
        *(
            Item(problem.path, problem.message)
            for problem in problems(changes)
            if problem.rule in (Rule.MOVED, Rule.TEXT_BLOCKS, Rule.NOTE_GONE)
        ),
        *(
            Item(
                _named(move.note),
                f"{move.old.word} → {move.new.word}: "
                f"{move.reason or 'no entry in the history of the note tells why'}",
            )
            for move in changes.verdicts
        ),
        *(
            Item(_named(note), f"on a living person: {', '.join(living)}")
            for note in [*changes.added, *(new for _, new in changes.changed)]
            if (living := _living(changes.new.edition, note))
        ),
    ]
    if items:
        yield Section("Read this first", items=tuple(items))


def _lost(note: Note) -> str:
    return f"its words are not in the text once, “{short(note.head.quote)}”"


def _living(edition: Edition, note: Note) -> list[str]:
    living = {name.name for name in edition.shared.names if name.living}
    return [name for name in note.head.index if name in living]


# -- notes ---------------------------------------------------------------------------------------


def _changed(changes: Changes) -> Iterator[Section]:
    worst = {note.full_id for note in changes.new.edition.lost}
    worst |= {move.note.full_id for move in changes.verdicts}
    pairs = sorted(changes.changed, key=lambda pair: pair[1].full_id not in worst)
    if pairs:
        yield Section("Notes changed")
    for old, new in pairs:
        items = tuple(differences(field_changes(old, new)))
        yield Section(_named(new), 3, (_about(changes.new, new),), items)
        both = [("Before", changes.old, old), ("Now", changes.new, new)]
        shown = [Item(when, line) for when, state, note in both for line in _rendered(state, note)]
        yield Section("The whole note before and now", 4, items=tuple(shown), is_folded=True)


def _about(state: State, note: Note) -> str:
    return f"On {state.place(note)}, “{short(note.head.quote, 120)}”; {_grade(note)}."


_BETWEEN = ("; ", "\n")
"""What stands between the items of a list, and between sentences of a text."""


def differences(sides: Iterable[Side]) -> Iterator[Item]:
    """Yield each field that differs, as it was and as it is, or what was added at its end.

    A summary is whole, others are cut.
    """
    for side in sides:
        more = side.new.removeprefix(side.old) if side.new.startswith(side.old) else ""
        if more.startswith(_BETWEEN) or (more and not side.old):
            yield Item(f"{side.name}, added", more.removeprefix("; ").strip())
            continue
        old, new = apart(side.old, side.new)
        if len(old) + len(new) <= _LINE and "⟦" not in old + new:
            yield Item(side.name, f"{old} → {new}")
            continue
        if side.name != "summary":
            old, new = around(old), around(new)
        yield Item(f"{side.name}, before", old)
        yield Item(f"{side.name}, now", new)


def _added(changes: Changes) -> Iterator[Section]:
    if changes.added:
        yield Section("Notes added")
    for note in changes.added:
        lines = (_about(changes.new, note), *_rendered(changes.new, note))
        yield Section(_named(note), 3, lines)


def _grade(note: Note) -> str:
    if isinstance(note.head, FactCheckHead):
        return f"{note.head.kind.value}: {note.head.verdict.word}"
    return note.head.kind.value


def _rendered(state: State, note: Note) -> Iterator[str]:
    """Yield a note as readers see it, in plain words."""
    head, essay = note.head, state.texts.get(note.essay)
    if isinstance(head, FactCheckHead):
        yield f"{head.verdict.sign} {head.verdict.word} · confidence {head.confidence}"
    if head.summary:
        yield head.summary
    if isinstance(head, FactCheckHead):
        yield f"{essay.says if essay else 'The essay says:'} {head.claim}"
    named = state.labels
    yield from prose(note.body, named)
    for each in head.evidence:
        place = f", {each.at}" if each.at else ""
        translation = f" (“{each.translation}”)" if each.translation else ""
        yield f"“{each.quote}”{translation} — {named.get(each.source, each.source)}{place}"
    if head.evidence_none:
        yield f"No words to quote: {head.evidence_none}"
    for later in head.later:
        yield f"Later, {later.date}: {' '.join(prose(later.text, named))}"


def prose(markdown: str, named: Mapping[str, str]) -> Iterator[str]:
    """Yield the paragraphs of a text in plain words, citations as labels.

    :param named: the labels of sources by their keys.
    """
    for token in parsed(markdown):
        words = address = ""
        for part in token.children or ():
            if part.type == "link_open":
                address = str(part.attrGet("href") or "")
            elif part.type == "link_close":
                words += f" ({address})"
            elif part.type == "softbreak":
                words += " "
            elif part.type == "myst_role":
                words += _role(part.meta["name"], part.content, named)
            else:
                words += part.content
        if token.type != "inline":
            words = token.content  # markup that is not allowed: it is shown as it stands
        if words.strip():
            yield words


def _role(name: str, content: str, named: Mapping[str, str]) -> str:
    if not name.startswith("cite:"):
        target = target_of(content)
        return content.rpartition("<")[0].strip() if target != content.strip() else target
    try:
        cited = cited_sources(content)
    except ValueError:
        return content
    shown = [
        " ".join(filter(None, [one.pre, named.get(one.key, one.key) + (one.post and ",")]))
        + (f" {one.post}" if one.post else "")
        for one in cited
    ]
    return f"({'; '.join(shown)})" if name == "cite:p" else "; ".join(shown)


def _withdrawn(changes: Changes) -> Iterator[Section]:
    items = tuple(
        Item(_named(note), f"{_grade(note)}; {note.head.withdrawn.reason}")
        for note in changes.withdrawn
        if note.head.withdrawn
    )
    if items:
        yield Section("Notes withdrawn", items=items)


def _gone(changes: Changes) -> Iterator[Section]:
    items = tuple(Item(_named(note), _grade(note)) for note in changes.gone)
    if items:
        line = "A published note is withdrawn, with date and reason; its file stays."
        yield Section("Notes deleted", lines=(line,), items=items)


# -- texts and lists -----------------------------------------------------------------------------


def _texts(changes: Changes) -> Iterator[Section]:
    for old, new in changes.texts:
        found = list(touched(changes, old, new))
        lost = [touch for touch in found if touch.is_lost]
        ids = [(t.name.partition(":")[0], t.is_own) for t in found if not t.is_lost]
        own = [id for id, is_own in ids if is_own]
        beside = [id for id, is_own in ids if not is_own]
        items = [Item(touch.name, _proposed(touch)) for touch in lost]
        if own:
            items.append(Item("In the passages that changed, to be read again", ", ".join(own)))
        if beside:
            items.append(Item("Beside them", ", ".join(beside)))
        line = "None is moved: a person decides whether each is still right." if found else ""
        lines = (line or "No note is about the words that changed.",)
        title = f"The text of {new.id} changed"
        rows = tuple(_passages(changes, old, new))
        yield Section(title, lines=lines, items=tuple(items), head=("", "Before", "Now"), rows=rows)


def _proposed(touch: Touched) -> str:
    near = [f"proposed, in {block}: “{words}”" for block, words in touch.proposals]
    return "; ".join([f"its words have no place any more, “{short(touch.quote)}”", *near])


def _passages(changes: Changes, old: Essay, new: Essay) -> Iterator[tuple[str, str, str]]:
    """Yield the passages that differ, once each, cut to the words that do."""
    pairs = changes.pairs[old.id]
    for index, block in enumerate(old.blocks):
        other = new.blocks[pairs[index]] if index in pairs else None
        if other is None:
            yield block_label(block), short(block.text, _CELL), "(gone)"
        elif block.text != other.text:
            label = block_label(other)
            before, after = map(around, apart(block.text, other.text))
            yield label, before, after
        elif block.id != other.id:
            yield block_label(block), short(block.text), f"{block_label(other)} now"
    added = [block for at, block in enumerate(new.blocks) if at not in pairs.values()]
    for block in added:
        yield block_label(block), "(nothing)", short(block.text, _CELL)


def _lists(changes: Changes) -> Iterator[Section]:
    for title, entries in list_changes(changes):
        items = []
        for entry in entries:
            for side in (side for side in entry.sides if side.name != "sha256"):
                one = side.name in ("added", "deleted")
                words = side.new or side.old
                told = [Item(side.name, words)] if one else [*differences([side])]
                items += [Item(f"{entry.name}, {item.about}", item.words) for item in told]
        yield Section(title, items=tuple(items))


_LINE = 80
"""Characters of two wordings that stand in one line."""
_CELL = 300
"""Characters of a passage that is new or gone."""
_CONTEXT = 8
"""Words shown on both sides of those that differ."""


def apart(old: str, new: str) -> tuple[str, str]:
    """Return two wordings, each with the words missing from the other in ⟦⟧."""
    if not (old and new) or len(old.split()) == len(new.split()) == 1:
        return old or "(nothing)", new or "(nothing)"
    one, other = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    sides = ["", ""]
    for is_equal, gone, come in compared(one, other):
        for side, (words, part) in enumerate(((one, gone), (other, come))):
            run = "".join(words[part.start : part.stop])
            kept = run.rstrip()
            if is_equal:
                sides[side] += run
            else:
                # Where words are missing an empty mark says so.
                sides[side] += f"⟦{kept}⟧{run[len(kept) :] or ('' if kept else ' ')}"
    return sides[0].strip(), sides[1].strip()


def around(words: str) -> str:
    """Return marked words with those around them; without a mark, the beginning."""
    parts = re.split(r"(⟦[^⟦⟧]*⟧)", words)
    if len(parts) == 1:
        return short(words, _CELL)
    kept = []
    for at, part in enumerate(parts):
        tokens = re.findall(r"\S+\s*|\s+", part)
        is_first, is_last = at == 0, at == len(parts) - 1
        least = _CONTEXT * (2 - is_first - is_last)
        if at % 2 or len(tokens) <= least + 2:
            kept.append(part)
            continue
        before = "" if is_first else "".join(tokens[:_CONTEXT])
        after = "" if is_last else "".join(tokens[len(tokens) - _CONTEXT :])
        kept.append(f"{before.rstrip()}{' ' if before else ''}…{' ' if after else ''}{after}")
    return "".join(kept)


# -- forms ---------------------------------------------------------------------------------------


def as_markdown(sections: list[Section]) -> str:
    """Return the report as Markdown for a pull request; all markup of the files is escaped."""
    return "\n".join(part for section in sections for part in _markdown(section))


def _markdown(section: Section) -> Iterator[str]:
    if section.is_folded:
        yield f"<details><summary>{_md(section.title)}</summary>\n"
    else:
        yield f"{'#' * section.level} {_md(section.title)}\n"
    for line in section.lines:
        yield f"{_md(line)}\n"
    for item in section.items:
        yield f"- **{_md(item.about)}**: {_md(item.words)}"
    if section.items:
        yield ""
    if section.rows:
        yield f"| {' | '.join(section.head)} |"
        yield f"|{' --- |' * len(section.head)}"
        for row in section.rows:
            yield f"| {' | '.join(_md(cell) for cell in row)} |"
        yield ""
    if section.is_folded:
        yield "</details>\n"


_LINKED = re.compile(r"(\\?[@#])(?=\w)|(?i:\b(www)(?=\\?\.))|(:)(?=//)")


def _md(text: str) -> str:
    lines = (escape(line) for line in text.splitlines() if line.strip())
    # Hosts make links of addresses, @names and #numbers, wherever they are words.
    return _LINKED.sub(r"\g<0><span></span>", "<br>".join(lines))


def as_text(sections: list[Section]) -> str:
    """Return the report for a person at a terminal: words as they stand in the files."""
    lines = (" ".join(line.splitlines()) for section in sections for line in _plain(section))
    return "\n".join(map(printable, lines)).lstrip("\n") + "\n"


def _plain(section: Section) -> Iterator[str]:
    yield from ("", section.title, ("=-~."[section.level - 1]) * len(section.title))
    yield from section.lines
    told = [*section.items, *(Item(cells[0], " → ".join(cells[1:])) for cells in section.rows)]
    yield from (f"- {about}: {words}" for about, words in told)


_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed;margin:1rem 0}"
    "th,td{border:1px solid #767676;padding:.4rem;vertical-align:top;text-align:left;"
    "overflow-wrap:anywhere;white-space:pre-line}"
)


def as_html(sections: list[Section]) -> str:
    """Return the report as a self-contained HTML page."""
    body = "".join(part for section in sections for part in _html(section))
    title = html_escape(sections[0].title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _html(section: Section) -> Iterator[str]:
    if section.is_folded:
        yield f"<details><summary>{html_escape(section.title)}</summary>\n"
    else:
        yield f"<h{section.level}>{html_escape(section.title)}</h{section.level}>\n"
    for line in section.lines:
        yield f"<p>{html_escape(line)}</p>\n"
    if section.items:
        items = (
            f"<strong>{html_escape(about)}</strong>: {html_escape(words)}"
            for about, words in section.items
        )
        yield "".join(["<ul>\n", *(f"<li>{item}</li>\n" for item in items), "</ul>\n"])
    if section.rows:
        head = "".join(f'<th scope="col">{html_escape(cell)}</th>' for cell in section.head)
        yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        for first, *rest in section.rows:
            cells = "".join(f"<td>{html_escape(cell)}</td>" for cell in rest)
            yield f'<tr><th scope="row">{html_escape(first)}</th>{cells}</tr>\n'
        yield "</tbody>\n</table>\n"
    if section.is_folded:
        yield "</details>\n"
