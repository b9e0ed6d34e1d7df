"""The one writer of note files, for commands, forms, imports and the page.

The page fills in the same :func:`template`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.edition.validation import UNFILLED, UNFILLED_SUMMARY
from sphinx_apparatus.model.essays import Block, Essay, Span
from sphinx_apparatus.model.records import Place, is_id
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import VERDICTS, Kind, NoteKind, Verdict
from sphinx_apparatus.text.anchors import Fault, anchor, occurrences, short
from sphinx_apparatus.text.collation import ID_STOP_WORDS, ascii_only

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

FOLDER = "essays"
"""Folder of the texts, from the project's folder: what the page's links name."""
TITLE_LENGTH = 60
IN_BLOCK_FORM = frozenset(
    {
        *("title", "quote", "reading", "before", "after", "summary", "claim", "evidence-none"),
        "comment",
    }
)
"""Fields that are always written in block form."""
# What YAML always reads as a string: no indicators, nothing like a date or number.
_PLAIN = re.compile(r"[A-Za-z][\w’. -]*[\w’.]|[A-Za-z]|\d{4}-\d\d(-\d\d)?|\d{4}-[a-z][\w-]*")
_SIGLUM = re.compile(r"[A-Za-z][\w.]*")
NOT_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""What YAML reads as something else than words, in some version of it."""


class NoPlace(Exception):
    """No context distinguishes the words from their other occurrences."""


# -- a file --------------------------------------------------------------------------------------


def note_text(fields: Mapping[str, Any], body: str, hints: Mapping[str, str] | None = None) -> str:
    """Return the file of a note or cross-reference.

    :param fields: names as in files, in the order in which they are written.
    :param body: the text below the fields, as it is written.
    :param hints: comments for fields of one line.
    """
    lines = (
        _with_hint(write_field(name, value, ""), (hints or {}).get(name, ""))
        for name, value in fields.items()
    )
    return f"---\n{''.join(lines)}---\n{body}"


def _with_hint(line: str, hint: str) -> str:
    return f"{line.rstrip()}  # {hint}\n" if hint else line


def write_field(key: str, value: Any, indent: str) -> str:
    """Return a field as YAML: lists of ids in brackets, words in block form."""
    if isinstance(value, Mapping):
        inner = "".join(write_field(name, part, f"{indent}  ") for name, part in value.items())
        return f"{indent}{key}:\n{inner}"
    if key == "sigla" and all(map(_is_plain_siglum, value)):
        return f"{indent}{key}: [{', '.join(value)}]\n"
    if isinstance(value, list | tuple):
        return f"{indent}{key}:{_items(value, indent)}"
    return f"{indent}{key}: {_scalar(key, value, indent)}\n"


def write_item(item: Any, indent: str) -> str:
    """Return an item of a list as YAML."""
    if not isinstance(item, Mapping):
        return f"{indent}- {_scalar('', item, indent)}\n"
    first, *rest = (write_field(name, value, f"{indent}  ") for name, value in item.items())
    return f"{indent}- {first.lstrip()}{''.join(rest)}"


def _is_plain_siglum(siglum: str) -> bool:
    # A letter alone is a word in every version of YAML that is in use.
    is_word = len(siglum) == 1 or siglum.lower() not in NOT_WORDS
    return is_word and _SIGLUM.fullmatch(siglum) is not None


def _items(values: Sequence[Any], indent: str) -> str:
    if all(isinstance(v, str) and is_id(v) and v not in NOT_WORDS for v in values):
        return f" [{', '.join(values)}]\n"
    if all(isinstance(v, int) for v in values):
        return f" [{', '.join(map(str, values))}]\n"
    return "\n" + "".join(write_item(value, f"{indent}  ") for value in values)


def _scalar(key: str, value: Any, indent: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    # Witnesses are often called N, which is a word in YAML 1.2 and wherever a list has it.
    is_letter = key == "siglum" and len(text) == 1
    harmless = _PLAIN.fullmatch(text) and (is_letter or text.lower() not in NOT_WORDS)
    if harmless and (key == "title" or key not in IN_BLOCK_FORM):
        return text
    if not text:
        return '""'
    # A folded scalar joins its lines with spaces; a literal one keeps them.
    style = "|-" if "\n" in text else ">-"
    lines = "\n".join(f"{indent}  {line}" if line else "" for line in text.split("\n"))
    return f"{style}\n{lines}"


_MOST_AROUND, _NEAR = 60, 4096
"""Words and characters on a side that may distinguish words from their other occurrences."""


# -- the place -----------------------------------------------------------------------------------


def least_fields(blocks: Sequence[Block], span: Span) -> dict[str, str]:
    """Return ‘quote’ and as few of ‘in’, ‘before’ and ‘after’ as identify a place.

    :raises NoPlace: two places have the same words on both sides.
    """
    block = blocks[span.block]
    quote = block.text[span.start : span.end]
    for fields in _attempts(block, span):
        record = Place.model_validate({"essay": "2001-any", "quote": quote, **fields})
        if anchor(record, blocks) == span:
            return {"quote": quote, **fields}
    raise NoPlace(f"nothing around “{short(quote)}” singles it out")


def _attempts(block: Block, span: Span) -> Iterator[dict[str, str]]:
    yield {}
    yield {"in": block.id}
    first = block.text.rfind(" ", 0, max(span.start - _NEAR, 0)) + 1
    before = block.text[first : span.start].split()[-_MOST_AROUND:]
    after = block.text[span.end : span.end + _NEAR].split()[:_MOST_AROUND]
    for count in range(1, len(before) + 1):
        yield {"in": block.id, "before": " ".join(before[-count:])}
    for count in range(1, len(after) + 1):
        yield {"in": block.id, "after": " ".join(after[:count])}


def find(quote: Mapping[str, str], blocks: Sequence[Block]) -> Span | Fault:
    """Return the place of a quotation: ‘quote’, perhaps ‘in’, ‘before’, ‘after’.

    Typewriter quotation marks and apostrophes find typographic ones, and the other way round:
    keyboards have the former, pages show the latter. A pair that a person set around the words to
    quote them is taken off. Everything else must stand as it does.
    """
    record = Place.model_validate({"essay": "2001-any", **quote})
    found = anchor(record, blocks)
    if not isinstance(found, Fault) or found.rule is not Rule.ANCHOR_MISSING:
        return found
    given = straight(record.quote)
    quoted = given[0] == given[-1] and given[0] in "\"'"
    for words in (given, given[1:-1] if quoted else ""):
        stood = {
            block.text[start : start + len(words)]
            for block in blocks
            for start in occurrences(words, straight(block.text))
            if words
        }
        if len(stood) == 1:
            return anchor(record.model_copy(update={"quote": stood.pop()}), blocks)
    return found


def straight(text: str) -> str:
    """Return text with straight quotation marks and apostrophes, character by character."""
    return text.translate(dict(zip(map(ord, "“”„‘’‚"), "\"\"\"'''", strict=True)))


# -- a new note ----------------------------------------------------------------------------------

_EVIDENCE = "Then the evidence, each fact with its source beside it {{cite:p}}`{citation}`."
# Where a summary says what was found, the text does not say it again.
_EVIDENCE_ALONE = "The evidence, each fact with its source beside it {{cite:p}}`{citation}`.\n"
_BODIES = {
    Kind.FACT_CHECK: f"{UNFILLED[1]}\n{_EVIDENCE}\n",
    Kind.CONTEXT: f"{UNFILLED[2]}\n{_EVIDENCE}\n",
    Kind.TEXTUAL: f"{UNFILLED[3]}\n",
}
_HINTS = {
    "confidence": "in the finding: high medium low",
    "evidence-through": "date of the newest source that could be searched",
    "by": "your key in essays/_data/people.yml",
    "index": "terms of essays/_data/names.yml",
    "change": "supplement correction regularization omission variant",
    "adopt": "true: the reading enters the reading text",
    "certainty": "certain probable conjectural",
}
PLACE, TITLE, TODAY, MONTH = "@place@", "@title@", "@today@", "@month@"
"""Placeholders of a template."""


def template(
    kind: NoteKind,
    citation: str,
    person: str,
    *,
    needs_summary: bool = False,
    verdicts: Sequence[Verdict] = VERDICTS,
) -> str:
    """Return the file of a new note, with placeholders for title, place and days.

    :param citation: key of a source, for the example.
    :param person: key of whom the note is by until its writer says otherwise.
    :param needs_summary: whether the edition demands or expects summaries.
    :param verdicts: those of the edition.
    """
    # Written as a date, which is not quoted; nor is what replaces it.
    day = "0001-01-01"
    answer = _answer(kind, {}, needs_summary)
    fields = _new_fields(kind, {}, TITLE, day, day[:7], person, answer, verdicts)
    text = note_text(fields, _body(kind, answer, citation), _hints(verdicts))
    text = text.replace(day, TODAY).replace(f": {day[:7]} ", f": {MONTH} ")
    # The place is several fields, each a line and its words: it goes in as a whole.
    return text.replace(f"title: >-\n  {TITLE}\n", f"title: >-\n  {TITLE}\n{PLACE}\n")


def new_note(
    kind: NoteKind,
    place: Mapping[str, str],
    title: str,
    citation: str,
    today: dt.date,
    person: str = "editors",
    given: Mapping[str, Any] | None = None,
    body: str = "",
    *,
    needs_summary: bool = False,
    verdicts: Sequence[Verdict] = VERDICTS,
) -> str:
    """Return the file of a new note.

    :param place: ‘quote’, and ‘in’, ‘before’, ‘after’ as needed (:func:`least_fields`).
    :param citation: key of a source, for the example in the skeleton.
    :param given: fields that are known already, by their names in files.
    :param body: the text, if there is one; else a skeleton with a worked citation.
    :param needs_summary: whether the edition demands or expects summaries.
    :param verdicts: those of the edition.
    """
    day = today.isoformat()
    answer = _answer(kind, given or {}, needs_summary)
    evidence = (given or {}).get("evidence") or ()
    none = (given or {}).get("evidence-none") or ""
    fields = _new_fields(kind, place, title, day, day[:7], person, answer, verdicts, evidence, none)
    # Fields of another kind are kept: the check reports them.
    fields |= {name: value for name, value in (given or {}).items() if value not in ("", [], None)}
    if body.strip() and not fields["index"]:
        # Nothing asks for index terms: in a finished note an empty list of them says nothing.
        del fields["index"]
    hints = {name: hint for name, hint in _hints(verdicts).items() if name not in (given or {})}
    text = body.strip() + "\n" if body.strip() else _body(kind, answer, citation)
    return note_text(fields, text, hints)


def _unweighed(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict that a new fact-check has until its writer gives one."""
    return next((each for each in verdicts if each.like == Verdict.NOT_CHECKABLE), verdicts[-1])


def _hints(verdicts: Sequence[Verdict]) -> dict[str, str]:
    others = [each for each in verdicts if each is not _unweighed(verdicts)]
    return {"verdict": " ".join(others), **_HINTS}


def _answer(kind: NoteKind, given: Mapping[str, Any], needs_summary: bool) -> str:
    """Return the summary of a new note: as given, to be written, or none."""
    due = needs_summary and kind.like is not Kind.TEXTUAL
    return given.get("summary") or (UNFILLED_SUMMARY if due else "")


def _body(kind: NoteKind, answer: str, citation: str) -> str:
    text = _EVIDENCE_ALONE if answer and kind.like is not Kind.TEXTUAL else _BODIES[kind.like]
    return text.format(citation=citation)


def _new_fields(
    kind: NoteKind,
    place: Mapping[str, str],
    title: str,
    today: str,
    month: str,
    person: str,
    answer: str,
    verdicts: Sequence[Verdict],
    evidence: Sequence[Mapping[str, str]] = (),
    evidence_none: str = "",
) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": kind.value, "title": title, **place}
    if answer:
        fields["summary"] = answer
    if kind.like is Kind.FACT_CHECK:
        verdict = _unweighed(verdicts).value
        fields |= {"claim": UNFILLED[0], "verdict": verdict, "confidence": "low"}
    elif kind.like is Kind.TEXTUAL:
        fields |= {"change": "none", "adopt": False, "certainty": "certain"}
    if evidence:
        fields["evidence"] = evidence
    if evidence_none:
        fields["evidence-none"] = evidence_none
    fields["created"] = today
    if kind.like is Kind.FACT_CHECK:
        fields |= {"checked": today, "evidence-through": month}
    return fields | {"by": [person], "index": []}


TITLE_END = " .,;:–—-"
"""What a title that was cut does not end with."""
TITLE_EDGES = TITLE_END + "()[]“”‘’\"'"
"""What a title neither begins nor ends with."""
PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))
"""Marks that belong together."""


def new_title(quote: str, taken: Collection[str]) -> str:
    """Return a title unique in the essay: the first words quoted."""
    words = quote.strip(TITLE_EDGES) or quote
    words = words[0].upper() + words[1:]
    number = 1
    while True:
        end = "" if number == 1 else f" ({number})"
        title = _balanced(_cut(words, TITLE_LENGTH - len(end))) + end
        if title.casefold() not in {other.casefold() for other in taken}:
            return title
        number += 1


def _cut(words: str, length: int) -> str:
    if len(words) <= length:
        return words
    kept = words[: length - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(TITLE_END) + "…"


def _balanced(words: str) -> str:
    """Remove quotation marks and brackets without a partner."""
    for opening, closing in PAIRS:
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words


ID_WORDS, ID_LENGTH = 4, 40
"""Words and characters that an id made of words has at most."""


_INITIALS = re.compile(r"(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))")


def new_id(words: str, taken: Collection[str]) -> str:
    """Return an id unique in the essay: the first words that are not stop words.

    Initials are one word (‘U.S.’), and a word is left out rather than cut.
    """
    plain = _INITIALS.sub(r"\1", ascii_only(words).replace("'", ""))
    found = re.findall(r"[a-z0-9]+", plain)
    kept = [word for word in found if word not in ID_STOP_WORDS] or found
    while kept and kept[0][0].isdigit():
        kept = kept[1:]
    id = "-".join(kept[:ID_WORDS])
    if len(id) > ID_LENGTH:
        start = id[: ID_LENGTH + 1]
        id = start.rpartition("-")[0] or start[:ID_LENGTH]
    id = id or "note"
    number, tried = 1, id
    while tried in taken:
        number += 1
        tried = f"{id}-{number}"
    return tried


def example_source(edition: Edition, essay: Essay) -> str:
    """Return the key of the consulted source that the notes of an essay cite most often."""
    count = Counter(
        citation.key
        for note in essay.notes
        for citation in edition.body(note).citations
        if citation.key in edition.sources and edition.sources[citation.key].was_consulted
    )
    if count:
        # Of equally frequent ones the same one each time.
        return min(count, key=lambda key: (-count[key], key))
    consulted = (key for key, source in edition.sources.items() if source.was_consulted)
    return min(consulted, default="author2026word")
