"""The sub-commands that change a note: ``verdict``, with its history, and ``review``.

Only the lines of the fields in question change; every other byte of the file stays.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill, shorten
from typing import Any, NamedTuple

from sphinx_apparatus.authoring.field_lines import FieldLines
from sphinx_apparatus.authoring.note_file import IN_BLOCK_FORM, write_field, write_item
from sphinx_apparatus.cli.options import Misuse, Project, asked, day, today
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.edition.rules_answers import MAX_EVIDENCE, MAX_SUMMARY
from sphinx_apparatus.edition.rules_common import NEEDS_SEARCH, did_you_mean
from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.languages import language_name
from sphinx_apparatus.model.problems import Refusal, safe
from sphinx_apparatus.model.records import FactCheckHead, one_of
from sphinx_apparatus.model.vocabulary import Confidence, Verdict
from sphinx_apparatus.review.note_text import (
    MOST_LIKE,
    WIDTH,
    fault_of_key,
    fault_of_loss,
    fault_of_numbers,
    last_place,
    numbered,
    sentences,
    with_sentence,
    with_words,
)
from sphinx_apparatus.review.repository import to_send
from sphinx_apparatus.sources.records import Source
from sphinx_apparatus.text.bodies import read_body
from sphinx_apparatus.text.file_writing import write_within

# -- verdict --------------------------------------------------------------------------------------


def add_verdict_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘verdict’ takes."""
    parser.add_argument("note", help="id of the note, such as 1908-garden/keys, or its file")
    parser.add_argument("verdict", help="the new verdict")
    parser.add_argument("--reason", help="why, in a sentence that readers see")
    parser.add_argument(
        "--on", type=day, metavar="DAY", help="the day the evidence was weighed; today if not given"
    )
    parser.add_argument(
        "--from",
        dest="before",
        help="the verdict before, if the file has the new one already",
    )
    parser.add_argument("--confidence", choices=list(Confidence), help="the new confidence")
    parser.add_argument("--through", metavar="MONTH", help="the new ‘evidence-through’")
    parser.add_argument("--summary", help=f"the new summary, at most {MAX_SUMMARY} words")
    parser.add_argument("--add", metavar="SENTENCE", help="what the text is to say as well")
    parser.add_argument(
        "--behind", type=int, metavar="N", help="the sentence behind which it stands; 0: none"
    )
    parser.add_argument(
        "--drop",
        type=int,
        action="append",
        default=[],
        metavar="N",
        help="a sentence that the text loses, counted before the change; may be repeated",
    )
    parser.add_argument("--source", metavar="KEY", help="what shows it; the text cites it")
    parser.add_argument("--quote", help="its words, as they stand there: more evidence")
    parser.add_argument("--at", metavar="PLACE", help="where in the source, such as “p. 4”")
    parser.add_argument("--language", metavar="CODE", help="of its words, if not the source's")
    parser.add_argument("--translation", help="of its words, in the language of the edition")
    parser.add_argument(
        "--evidence-none", metavar="WORDS", help="what was searched, where, and on which day"
    )
    parser.add_argument("--primary", action="store_true", help="the source is the document itself")


def run_verdict(options: argparse.Namespace) -> int:
    """Change the verdict of a note, with its history, and what the note says for it; then check it.

    Readers see the history at the note and on the page of corrections, which is made from it.
    The note is given the day, and as asked another summary, one more sentence, one more quotation,
    and loses the sentences named; all else in its file stays.
    Without --reason all of this is asked for at a terminal. In a checkout of git the command ends
    with those that take the change to a pull request.
    Exit status: 0 the check accepts the changed note, 1 it does not, or the note cannot be changed
    so, 2 the command was misused.

    Example:
      sphinx-apparatus verdict 1908-garden/forty-gardens disputed --reason "A new count was found."
    """
    project: Project = options.project
    on = dt.date.fromisoformat(options.on) if options.on else today()
    if on > today():
        raise Misuse(f"--on {on} is in the future")
    edition = project.edition()
    note = note_of(edition, options.note)
    verdict = _verdict(edition, options.verdict)
    before = _verdict(edition, options.before) if options.before else None
    head, earlier = _movable(note, verdict, on, before)
    path = project.essays / note.essay / "notes" / f"{note.id}.md"
    old = path.read_bytes().decode()
    body = _halves(old)[1]
    if fault := fault_of_numbers(body, options.drop, options.behind):
        raise Refusal(fault)
    if not options.reason:
        _ask(options, head, (earlier, verdict), on, body, edition)
    new = NewVerdict(
        verdict,
        options.reason,
        on,
        before,
        Confidence(options.confidence) if options.confidence else None,
        options.through or "",
    )
    text = _with_finding(with_verdict(old, note, new), options, head, edition)
    if wrong := faults(text, note, edition):
        raise Refusal("; ".join(wrong))
    write_within(project.essays, path, text, old)
    print(
        f"written: {path}: {verdict}, confidence: {new.confidence or head.confidence}, "
        f"evidence-through: {new.through or head.evidence_through}",
        flush=True,
    )
    if options.add or options.drop:
        print(numbered(_halves(text)[1], edition.scheme.words), flush=True)
    # Imported here: what reviews a note checks nothing.
    from sphinx_apparatus.cli import check

    code = check.run(argparse.Namespace(project=project, files=[path], format=None, base=None))
    if code == 0:
        subject = f"{note.id}: from {earlier} to {verdict}"
        if commands := to_send(project.folder, project.branch, f"correct-{note.id}", subject):
            print(f"{commands}To take it back instead:\n  git restore {shlex.quote(str(path))}")
    return code


def _ask(
    options: argparse.Namespace,
    head: FactCheckHead,
    move: tuple[Verdict, Verdict],
    on: dt.date,
    body: str,
    edition: Edition,
) -> None:
    """Ask for what is not given; an answer that the check would refuse is asked for again.

    :param move: the verdict before, and the new one.
    :param body: the text of the note.
    """
    if options.source and (fault := fault_of_key(options.source, edition)):
        raise Refusal(fault)
    if sys.stdin.isatty():
        print(fill(f"The claim: {head.claim}", WIDTH))
        print(fill(f"The verdict: {move[1]}, until now {move[0]}", WIDTH))
        print(fill(f"The summary: {head.summary or 'none'}", WIDTH))
        print(numbered(body, edition.scheme.words))
    options.reason = asked("Reason, in a sentence that readers see", "--reason")
    options.confidence = options.confidence or _asked_confidence(head.confidence)
    options.summary = options.summary or _asked_summary(head, move[1])
    if move[1].like == NEEDS_SEARCH and not (options.evidence_none or head.evidence_none):
        question = "What was searched, where, and on which day"
        options.evidence_none = asked(question, "--evidence-none")
    options.add = options.add or _asked_sentence(body, options.drop, edition)
    options.source = options.source or _asked_source(edition)
    if options.add:
        _ask_for_room(options, head, body, edition)
        if options.behind is None:
            options.behind = _asked_place(body, options.drop)
    if options.source:
        _ask_of_source(options, head, on, edition)


def _ask_of_source(
    options: argparse.Namespace, head: FactCheckHead, on: dt.date, edition: Edition
) -> None:
    """Ask for the words of the source, for their place, and how far the search went."""
    source = edition.sources[options.source]
    if not options.quote:
        question = f"Its words, exactly, at most {MAX_EVIDENCE} (or nothing)"
        options.quote = _asked_words(question, "quote", MAX_EVIDENCE)
    language = options.language or source.language
    if options.quote and not options.translation and language not in ("", edition.language):
        question = f"Translation from {language_name(language)}, which is needed"
        options.translation = asked(question, "--translation")
    if source.has_pages and not options.at:
        question = "The source has pages; where in it, such as p. 4 (or nothing)"
        options.at = asked(question, "--at", "")
    options.through = options.through or _asked_month(head.evidence_through, source, on)


def _asked_confidence(now: Confidence) -> str:
    known = one_of(list(Confidence))
    question = f"Confidence, {known} ({now}; Enter keeps it)"
    while (answer := asked(question, "--confidence", "")) not in {"", *Confidence}:
        print(safe(f"‘{answer}’ is no confidence; expected {known}"), file=sys.stderr)
    return answer


def _asked_words(question: str, name: str, most: int, draft: str = "") -> str:
    """Return an answer of so many words at most; a longer one is edited."""
    while fault := _fault_of_words(draft := asked(question, f"--{name}", "", draft), name, most):
        print(f"the {fault}", file=sys.stderr)
    return draft


def _asked_summary(head: FactCheckHead, verdict: Verdict) -> str:
    """Return another summary; empty if it stays."""
    question = f"Summary for the new verdict, at most {MAX_SUMMARY} words (Enter: it stays)"
    new = _asked_words(question, "summary", MAX_SUMMARY, head.summary or "")
    if new not in ("", head.summary):
        return new
    if head.summary:
        print(f"the summary stays word for word; does it fit ‘{verdict}’?", file=sys.stderr)
    return ""


def _asked_month(now: PartialDate, source: Source, on: dt.date) -> str:
    """Return the month of the newest source that was searched; empty if it stays."""
    known = len(now.parts)
    if later := [date for date in source.dates if date.parts[:known] > now.parts]:
        print(f"the source is of {later[-1]}, after the newest searched ({now})", file=sys.stderr)
    question = f"Month of the newest source that you could search ({now}; Enter keeps it)"
    while answer := asked(question, "--through", ""):
        if _MONTH.fullmatch(answer) and answer <= str(on)[: len(answer)]:
            break
        expected = f"expected one such as {str(on)[:7]}, and none that is to come"
        print(safe(f"‘{answer}’ is no such month; {expected}"), file=sys.stderr)
    return answer


_MONTH = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")


def _asked_sentence(body: str, without: Sequence[int], edition: Edition) -> str:
    """Return what the text is to say as well."""
    most, place = edition.scheme.words, last_place(body, without)
    if read_body(body).words >= most - _FEW and not without:
        print("The text is full: what you add may cost a sentence, which is asked for then.")
    where = f", behind {place}" if place and place < len(sentences(body)) else ""
    return asked(f"One more sentence{where} (or nothing)", "--add", "")


_FEW = 5
"""Words of room that are too few for a sentence."""


def _ask_for_room(
    options: argparse.Namespace, head: FactCheckHead, body: str, edition: Edition
) -> None:
    """Ask what is left out, or for a shorter sentence, where the text would be too long."""
    most = edition.scheme.words
    while (count := _words(options, body)) > most:
        free = {
            number: each.body.words
            for number, each in enumerate(sentences(body), 1)
            if number not in options.drop and not _fault_of_drop(options, head, body, number)
        }
        counts = ", ".join(f"{number} has {words}" for number, words in free.items())
        which = f"these can go: {counts}" if free else "each alone cites what is evidence"
        print(fill(f"The text would have {count} words, {count - most} too many; {which}.", WIDTH))
        question = "A shorter sentence (Enter: it stays)"
        if free:
            example = min(free, key=lambda number: free[number] < count - most)
            question = f"Leave out which, such as {example}; or a shorter sentence (Enter: none)"
        draft = "" if free else options.add
        while (answer := asked(question, "--drop", "", draft)) not in ("", draft):
            given = re.sub(r",|\band\b", " ", answer).split()
            if not all(map(_is_number, given)):
                options.add = answer
                break
            if not (fault := _fault_of_drop(options, head, body, *map(int, given))):
                options.drop = [*options.drop, *map(int, given)]
                break
            print(fault, file=sys.stderr)
        else:
            return


def _words(options: argparse.Namespace, body: str) -> int:
    """Return how many words the changed text has."""
    made = with_sentence(body, options.add, options.source or "", without=options.drop)
    return read_body(made).words


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < _DIGITS


_DIGITS = 5


def _asked_place(body: str, without: Sequence[int]) -> int | None:
    """Return the sentence behind which another stands, where the last cites nothing."""
    place = last_place(body, without)
    found = sentences(body)
    others = [n for n in range(1, len(found) + 1) if n not in without and n != place]
    if not others or not place or found[place - 1].sources:
        return None
    closing = shorten(found[place - 1].words, 40, placeholder="…")
    print(f"It stands behind {place}, which cites nothing: “{printable(closing)}”")
    question = f"Behind which, such as {max(others)} (Enter: {place})"
    while answer := asked(question, "--behind", ""):
        if _is_number(answer) and int(answer) in (0, place, *others):
            return int(answer)
        known = ", ".join(map(str, sorted((0, place, *others))))
        print(
            safe(f"‘{answer}’ is no sentence that stays; expected one of {known}"), file=sys.stderr
        )
    return None


def _fault_of_drop(options: argparse.Namespace, head: FactCheckHead, body: str, *more: int) -> str:
    """Return what keeps sentences from being left out.

    :param more: further ones.
    """
    drop = [*options.drop, *more]
    said = {citation.key for citation in read_body(options.add or "").citations}
    quoted = {each.source for each in head.evidence} - said - {options.source}
    return fault_of_numbers(body, drop, options.behind) or fault_of_loss(body, drop, quoted)


def _asked_source(edition: Edition) -> str:
    """Return the key of a source, which may be found by words; empty for none."""
    question = first = (
        "Source that shows it: key, or words of its key, author, title or outlet (or nothing)"
    )
    hits: list[str] = []
    while answer := asked(question, "--source", hits[0] if len(hits) == 1 else ""):
        if answer in edition.sources:
            return answer
        if answer.isdecimal() and 0 < int(answer) <= len(hits[:MOST_LIKE]):
            return hits[int(answer) - 1]
        print(safe(fault_of_key(answer, edition)), file=sys.stderr)
        hits = with_words(answer, edition)
        question = "Its number, or other words (or nothing)" if hits else first
        if len(hits) == 1:
            question = "Enter takes it; or other words"
    return ""


def _fault_of_words(words: str, name: str, most: int) -> str:
    count = len(words.split())
    return f"{name} has {count} words; leave out {count - most}" if count > most else ""


def _with_finding(
    text: str, options: argparse.Namespace, head: FactCheckHead, edition: Edition
) -> str:
    """Return the file of a note with what was found: summary, evidence, a sentence.

    :raises Refusal: the source is not known, or not named, or loses its only citation.
    """
    for name, most in (("summary", MAX_SUMMARY), ("quote", MAX_EVIDENCE)):
        if fault := _fault_of_words(getattr(options, name) or "", name, most):
            raise Refusal(f"--{fault}")
    answers = {"summary": options.summary, "evidence-none": options.evidence_none}
    given = {name: " ".join(words.split()) for name, words in answers.items() if words}
    text = with_fields(text, given) if given else text
    key = options.source
    if not key:
        of_source = ("quote", "at", "language", "translation", "primary")
        if needless := next((name for name in of_source if getattr(options, name)), ""):
            raise Refusal(f"--{needless} belongs to a source; name it by --source")
    elif fault := fault_of_key(key, edition):
        raise Refusal(fault)
    if options.behind is not None and not options.add:
        raise Refusal("--behind belongs to a sentence; write it with --add")
    if options.quote:
        names = ("source", "language", "quote", "at", "translation")
        words = {name: " ".join((getattr(options, name) or "").split()) for name in names}
        entry = {name: value for name, value in words.items() if value}
        text = with_item(text, "evidence", entry | ({"primary": True} if options.primary else {}))
    above, body = _halves(text)
    if fault := _fault_of_drop(options, head, body):
        raise Refusal(fault)
    left = [each for number, each in enumerate(sentences(body), 1) if number not in options.drop]
    is_cited = any(key in each.sources for each in left)
    # Words that are quoted have their place with them; the citation has it where it is new.
    place = "" if options.quote and is_cited and not options.add else options.at or ""
    words_and_source = (options.add or "", key or "", place)
    return above + with_sentence(
        body, *words_and_source, behind=options.behind, without=options.drop
    )


def _verdict(edition: Edition, id: str) -> Verdict:
    known = edition.scheme.verdicts
    if id not in known:
        raise Misuse(f"‘{id}’ is not a verdict of the edition; expected {one_of(known)}")
    return known[known.index(id)]


# -- review ---------------------------------------------------------------------------------------


def add_review_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘review’ takes."""
    parser.add_argument("note", help="id of the note, such as 1908-garden/keys, or its file")
    parser.add_argument("--by", metavar="KEY", help="who read it, a key of people.yml")
    parser.add_argument("--on", type=day, metavar="DAY", help="the day; today if not given")


def run_review(options: argparse.Namespace) -> int:
    """Record that somebody read a note against its sources: ‘reviewed-by’, the day in ‘checked’.

    Who wrote a note cannot review it. Who and when is asked for at a terminal if it is not given.
    Exit status: 0 the review is recorded, 1 it cannot be, 2 the command was misused.

    Example:
      sphinx-apparatus review 1908-garden/forty-gardens --by gray --on 1912-05-01
    """
    project: Project = options.project
    edition = project.edition()
    note = note_of(edition, options.note)
    known = ", ".join(key for key in edition.person_by_key if key not in note.head.by)
    who = f"Who read it against its sources ({known or 'nobody else is in people.yml'})"
    key = options.by or asked(who, "--by")
    on = options.on
    if not on and not options.by and sys.stdin.isatty():
        on = asked(f"On which day ({today()})", "--on", str(today()))
    try:
        when = dt.date.fromisoformat(on) if on else today()
    except ValueError:
        raise Misuse(f"‘{on}’ is not a day; expected one such as {today()}") from None
    if when > today():
        raise Misuse(f"{when} is in the future")
    path = project.essays / note.essay / "notes" / f"{note.id}.md"
    old = path.read_bytes().decode()
    text = with_review(old, note, key, when, edition)
    if text == old:
        print("nothing to do: the review is recorded already")
        return 0
    write_within(project.essays, path, text, old)
    print(f"written: {path}: reviewed by {key} on {when}")
    return 0


# -- the files ------------------------------------------------------------------------------------

_VALUE = re.compile(r"([\w-]+[ \t]*:[ \t]*)([\w-]+)(?=[ \t\r\n]|$)")
_IN_BRACKETS = re.compile(r"([\w-]+[ \t]*:[ \t]*\[)(.*)(\].*)", re.DOTALL)
_PARTS = re.compile(r"(---[ \t]*\r?\n)(.*?)(^---[ \t]*\r?$.*)", re.DOTALL | re.MULTILINE)
_BEFORE = {
    "history": ["created"],
    "reviewed-by": ["index"],
    "checked": ["evidence-through"],
    "evidence": ["evidence-none", "later", "history", "created"],
    "evidence-none": ["later", "history", "created"],
    "summary": ["claim"],
}
"""Fields that may be missing, with those before the first of which they are written."""


def note_of(edition: Edition, wanted: str) -> Note:
    """Return the note with this id, full or short, or in this file.

    :raises Refusal: there is none, or several.
    """
    notes = {**edition.note_by_id, **{note.full_id: note for note in edition.lost}}
    id = "/".join(Path(wanted.removesuffix(".md")).parts[-3:]).replace("/notes/", "/")
    found = [n for n in notes.values() if n.full_id == id or (n.id == id and "/" not in id)]
    if len(found) == 1:
        return found[0]
    if found:
        several = " and ".join(note.full_id for note in found)
        raise Refusal(f"there are {several}; name one of them")
    if id in edition.unread or any(each.endswith(f"/{id}") for each in edition.unread):
        message = f"the fields of ‘{wanted}’ have a fault; correct what sphinx-apparatus check says"
        raise Refusal(message)
    known = notes if "/" in id else {note.id: note for note in notes.values()}
    raise Refusal(f"there is no note ‘{wanted}’{did_you_mean(id, known)}")


# -- a changed verdict -----------------------------------------------------------------------------


class NewVerdict(NamedTuple):
    """A verdict that a note is given, and why."""

    verdict: Verdict
    reason: str
    day: dt.date
    before: Verdict | None = None
    """The verdict before; what the note says if not given."""
    confidence: Confidence | None = None
    through: str = ""
    """The month of the newest source that was searched; as it is if empty."""


def with_verdict(text: str, note: Note, new: NewVerdict) -> str:
    """Return the file of a note with another verdict, its history and the day it was checked.

    :raises Refusal: the note is no fact-check that holds, or the change is none.
    """
    _, before = _movable(note, new.verdict, new.day, new.before)
    entry = {"date": str(new.day), "from": before, "to": new.verdict, "reason": new.reason}
    entry = {name: " ".join(str(value).split()) for name, value in entry.items()}
    fields: dict[str, Any] = {"verdict": new.verdict.value, "checked": str(new.day)}
    if new.confidence:
        fields["confidence"] = new.confidence.value
    if new.through:
        fields["evidence-through"] = new.through
    return with_fields(with_item(text, "history", entry), fields)


def _movable(
    note: Note, verdict: Verdict, day: dt.date, given: Verdict | None
) -> tuple[FactCheckHead, Verdict]:
    """Return the head of a note whose verdict may change, and the verdict before.

    :param given: the verdict before; what the note says if it is none.
    :raises Refusal: the note is no fact-check that holds, or the change is none.
    """
    head = note.head
    if not isinstance(head, FactCheckHead) or not note.is_active:
        what = "is withdrawn" if not note.is_active else f"is a {note.head.kind} note"
        raise Refusal(f"‘{note.full_id}’ {what}: it has no verdict to change")
    before = given or head.verdict
    latest = head.history[-1].to if head.history else before
    if before is verdict or latest is verdict:
        also = "" if given else "; changed by hand? Name the old one with --from"
        if head.history and latest is verdict:
            also = "; a reason that is not yet published may be reworded in the file"
        raise Refusal(f"the verdict of ‘{note.full_id}’ is {verdict} already{also}")
    if latest is not before:
        raise Refusal(
            f"the history of ‘{note.full_id}’ ends with {latest}, not with {before}; "
            "an entry must follow from the one before"
        )
    last = max([head.checked, *(entry.date for entry in head.history)])
    if day < last:
        raise Refusal(
            f"‘{note.full_id}’ was last checked or changed on {last}, after {day}; "
            "a verdict moves when the evidence is weighed again"
        )
    return head, before


# -- a review --------------------------------------------------------------------------------------


def with_review(text: str, note: Note, key: str, day: dt.date, edition: Edition) -> str:
    """Return the file of a note with one more reviewer, who weighed its evidence on a day.

    :param key: of people.yml.
    :raises Refusal: the reviewer is not known, or wrote the note.
    """
    head = note.head
    if key not in edition.person_by_key:
        near = did_you_mean(key, edition.person_by_key)
        raise Refusal(f"the key ‘{key}’ is not in people.yml{near}; add it there first")
    if key in head.by:
        raise Refusal(f"‘{key}’ wrote ‘{note.full_id}’; somebody else must review it")
    if not note.is_active:
        raise Refusal(f"‘{note.full_id}’ is withdrawn: there is nothing to review")
    if head.created and day < head.created:
        raise Refusal(f"‘{note.full_id}’ was written on {head.created}, after {day}")
    if key not in head.reviewed_by:
        text = with_item(text, "reviewed-by", key)
    if head.checked is None or day > head.checked:
        text = with_fields(text, {"checked": str(day)})
    return text


# -- lines of a file -------------------------------------------------------------------------------


def with_fields(text: str, fields: Mapping[str, str]) -> str:
    """Return a file with other values in fields, and those that it lacks.

    What stands behind a value of one word, such as a comment, stays.

    :raises Refusal: a field is written in a form that cannot be changed without others.
    """
    opening, head, rest = _parted(text)
    for name, value in fields.items():
        place, written = head.place(name), write_field(name, value, "")
        if place is None:
            _insert(head, name, written)
            continue
        start, end = place
        found = _VALUE.match(head.lines[start])
        if found and end == start + 1 and name not in IN_BLOCK_FORM:
            written = f"{found[1]}{value}{head.lines[start][found.end() :]}"
        head.write(start, end, written)
    return opening + head.text(fields, _unusual(*fields)) + rest


def with_item(text: str, name: str, item: str | Mapping[str, Any]) -> str:
    """Return a file with one more item at the end of a list, which may be missing.

    :raises Refusal: the list is written in a form to which nothing can be added.
    """
    opening, head, rest = _parted(text)
    written = write_field(name, [item], "")
    items = [*(head.fields.get(name) or ()), *FieldLines(written).fields[name]]
    start, end = head.place(name) or (0, 0)
    in_brackets = _IN_BRACKETS.fullmatch(head.lines[start])
    if not end:
        _insert(head, name, written)
    elif end > start + 1 and (bullet := re.match(r"[ \t]*(?=-)", head.lines[start + 1])):
        head.write(end, end, write_item(item, bullet[0]))
    elif in_brackets and end == start + 1 and isinstance(item, str):
        others = f"{in_brackets[2].rstrip()}, " if in_brackets[2].strip() else ""
        head.write(start, end, f"{in_brackets[1]}{others}{item}{in_brackets[3]}")
    else:
        head.write(start, end, write_field(name, items, ""))
    return opening + head.text({name: items}, _unusual(name)) + rest


def _halves(text: str) -> tuple[str, str]:
    """Return the fields of a note, and its text."""
    _, _, body = _parted(text)[2].partition("\n")
    return text[: len(text) - len(body)], body


def _insert(head: FieldLines, name: str, written: str) -> None:
    """Write a field that is missing."""
    head.insert(written, next(filter(head.place, _BEFORE.get(name, ())), ""))


def _parted(text: str) -> tuple[str, FieldLines, str]:
    """Return the fields of a note, with the line before them and what comes after them.

    :raises Refusal: there are none.
    """
    parts = _PARTS.match(text)
    if not parts or not (head := FieldLines(parts[2])).fields:
        raise Refusal("the file has no fields between two lines ---")
    return parts[1], head, parts[3]


def _unusual(*fields: str) -> str:
    names = ", ".join(f"‘{name}’" for name in fields)
    return f"the file is written in an unusual form; change {names} by hand"


def faults(text: str, note: Note, edition: Edition) -> Sequence[str]:
    """Return what is wrong with the fields of a note's file that is not written yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "essays", note.essay, "notes", f"{note.id}.md")
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8", newline="")
        reader = Reader(Path(folder, "essays"), edition.allowed)
        reader.scheme = edition.scheme
        list(reader.notes(path.parent.parent))
        return [problem.message for problem in reader.problems]
