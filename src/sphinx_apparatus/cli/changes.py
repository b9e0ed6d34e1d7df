"""The sub-commands that change a note: ``verdict``, with its history, and ``review``.

Only the lines of the fields in question change; every other byte of the file stays.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

from sphinx_apparatus.authoring.field_lines import FieldLines
from sphinx_apparatus.authoring.note_file import IN_BLOCK_FORM, write_field, write_item
from sphinx_apparatus.cli.options import Misuse, Project, asked, day, today
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.edition.rules_answers import MAX_EVIDENCE, MAX_SUMMARY
from sphinx_apparatus.edition.rules_common import NEEDS_SEARCH, did_you_mean
from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.problems import Refusal, safe
from sphinx_apparatus.model.records import FactCheckHead, one_of
from sphinx_apparatus.model.vocabulary import Confidence, Verdict
from sphinx_apparatus.review.issue_form import with_citations
from sphinx_apparatus.text.bodies import Body, read_body
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
    The note is given the day, and as asked another summary, one more sentence, one more quotation;
    all else in its file stays.
    Without --reason all of this is asked for at a terminal.
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
    head, _ = _movable(note, verdict, on, before)
    path = project.essays / note.essay / "notes" / f"{note.id}.md"
    old = path.read_bytes().decode()
    if not options.reason:
        _ask(options, head, verdict, old, edition)
    new = NewVerdict(
        verdict,
        options.reason,
        on,
        before,
        Confidence(options.confidence) if options.confidence else None,
        options.through or "",
    )
    text = _with_finding(with_verdict(old, note, new), options, edition)
    if wrong := faults(text, note, edition):
        raise Refusal("; ".join(wrong))
    write_within(project.essays, path, text, old)
    print(
        f"written: {path}: {verdict}, confidence: {new.confidence or head.confidence}, "
        f"evidence-through: {new.through or head.evidence_through}",
        flush=True,
    )
    if options.add:
        print(_shown(text, edition), flush=True)
    # Imported here: what reviews a note checks nothing.
    from sphinx_apparatus.cli import check

    return check.run(argparse.Namespace(project=project, files=[path], format=None, base=None))


def _ask(
    options: argparse.Namespace, head: FactCheckHead, verdict: Verdict, text: str, edition: Edition
) -> None:
    """Ask for what is not given; an answer that the check would refuse is asked for again."""
    if options.source and (fault := _fault_of_key(options.source, edition)):
        raise Refusal(fault)
    options.reason = asked("Reason, in a sentence that readers see", "--reason")
    options.confidence = options.confidence or _asked_confidence(head.confidence)
    if not options.summary:
        print(f"The summary is: {head.summary or 'none'}")
        question = f"The new one, at most {MAX_SUMMARY} words (Enter: it stays)"
        new = _asked_words(question, "summary", MAX_SUMMARY, head.summary or "")
        options.summary = "" if new == head.summary else new
    if verdict.like == NEEDS_SEARCH and not (options.evidence_none or head.evidence_none):
        question = "What was searched, where, and on which day"
        options.evidence_none = asked(question, "--evidence-none")
    options.add = options.add or _asked_sentence(text, edition)
    options.source = options.source or _asked_source(edition)
    if not options.source:
        return
    source = edition.sources[options.source]
    if not options.quote:
        question = f"Its words, exactly, at most {MAX_EVIDENCE} (or nothing)"
        options.quote = _asked_words(question, "quote", MAX_EVIDENCE)
    language = options.language or source.language
    if options.quote and not options.translation and language not in ("", edition.language):
        question = f"Translation from {language}, which is needed"
        options.translation = asked(question, "--translation")
    if source.has_pages and not options.at:
        question = "The source has pages; where in it, such as p. 4 (or nothing)"
        options.at = asked(question, "--at", "")


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


def _asked_sentence(text: str, edition: Edition) -> str:
    """Return what the text is to say as well; of a longer one a shorter form is asked for."""
    print(_shown(text, edition))
    where = ", before the last line" if _pointer(text) else ""
    question, sentence, most = f"One more sentence{where} (or nothing)", "", edition.scheme.words
    while (answer := asked(question, "--add", "", sentence)) not in ("", sentence):
        sentence = answer
        count = _body(with_sentence(text, sentence, "source")).words
        if count <= most:
            break
        message = f"the text would have {count} words; at most about {most} are expected"
        print(message, file=sys.stderr)
        question = "A shorter one (Enter: it stays)"
    return sentence


def _shown(text: str, edition: Edition) -> str:
    """Return the text of a note as it is written, with the number of its words."""
    lines = _parted(text)[2].splitlines()[1:]
    shown = "\n".join(f"  {printable(line)}" for line in lines)
    return f"The text has {_body(text).words} of about {edition.scheme.words} words:\n{shown}"


def _asked_source(edition: Edition) -> str:
    """Return the key of a source, which may be found by words; empty for none."""
    question = first = (
        "Source that shows it: key, or words of its key, author, title or outlet (or nothing)"
    )
    hits: list[str] = []
    while answer := asked(question, "--source", hits[0] if len(hits) == 1 else ""):
        if answer in edition.sources:
            return answer
        if answer.isdecimal() and 0 < int(answer) <= len(hits[:_MOST_LIKE]):
            return hits[int(answer) - 1]
        print(safe(_fault_of_key(answer, edition)), file=sys.stderr)
        hits = _with_words(answer, edition)
        question = "Its number, or other words (or nothing)" if hits else first
        if len(hits) == 1:
            question = "Enter takes it; or other words"
    return ""


def _fault_of_words(words: str, name: str, most: int) -> str:
    count = len(words.split())
    return f"{name} has {count} words; leave out {count - most}" if count > most else ""


def _with_words(words: str, edition: Edition) -> list[str]:
    """Return the keys of the sources that have these words in key, names, title or outlet."""
    wanted = words.casefold().split()
    found = []
    for key, source in edition.sources.items():
        names = " ".join(name.family for role in source.persons.values() for name in role)
        text = f"{key} {edition.labels[key]} {names} {source.title} {source.outlet}".casefold()
        if all(word in text for word in wanted):
            found.append(key)
    return found


def _fault_of_key(key: str, edition: Edition) -> str:
    if key in edition.sources:
        return ""
    if hits := _with_words(key, edition):
        lines = []
        for number, each in enumerate(hits[:_MOST_LIKE], 1):
            title = f"{edition.labels[each]}. {edition.sources[each].title}"
            lines.append(f"\n    {number} {each}: {shorten(title, 55, placeholder='…')}")
        more = f"\n    and {len(hits) - _MOST_LIKE} more" if len(hits) > _MOST_LIKE else ""
        return f"‘{key}’ is no key; its words are in{''.join(lines)}{more}"
    return f"there is no source ‘{key}’ in references.bib{did_you_mean(key, edition.sources)}"


_MOST_LIKE = 5
"""Sources with the same words that are listed."""


def _with_finding(text: str, options: argparse.Namespace, edition: Edition) -> str:
    """Return the file of a note with what was found: summary, evidence, a sentence.

    :raises Refusal: the source is not known, or not named.
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
        return with_sentence(text, options.add, "") if options.add else text
    if fault := _fault_of_key(key, edition):
        raise Refusal(fault)
    if options.quote:
        names = ("source", "language", "quote", "at", "translation")
        words = {name: " ".join((getattr(options, name) or "").split()) for name in names}
        entry = {name: value for name, value in words.items() if value}
        text = with_item(text, "evidence", entry | ({"primary": True} if options.primary else {}))
    return with_sentence(text, options.add or "", key, "" if options.quote else options.at or "")


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


def with_sentence(text: str, sentence: str, key: str, place: str = "") -> str:
    """Return a file whose text says one more sentence, and cites a source at its end.

    The sentence stands at the end, or before a last line that only refers to other notes.

    :param key: of the source; empty for none.
    :param place: where in the source.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    _, _, body = _parted(text)[2].partition("\n")
    head = text[: len(text) - len(body)]
    sentence = " ".join(sentence.split())
    is_cited = any(
        key == citation.key and place in ("", citation.locator)
        for citation in read_body(sentence or body).citations
    )
    keys = [f"{key}{{{place}}}" if place else key] if key and not is_cited else []
    if not sentence:
        return head + (f"{with_citations(body, keys)}{end}" if keys else body)
    pointer = _pointer(text)
    before = body.rstrip().removesuffix(pointer.strip()).rstrip()
    paragraph = end if _OF_BLOCK.match(before.rpartition("\n")[2]) else ""
    said = with_citations(sentence, keys)
    return f"{head}{before}{end}{paragraph}{said}{pointer.rstrip()}{end}"


_OF_BLOCK = re.compile(r"\s|[-+*>]|\d+[.)]")
"""The beginning of a line of a list or a quotation: a sentence below it would belong to it."""


def _pointer(text: str) -> str:
    """Return the last line of a text, with the white space around it, if it only refers to others.

    It refers to notes, passages or texts of the edition, cites nothing, and follows other lines.
    """
    _, _, body = _parted(text)[2].partition("\n")
    before, _, line = body.rstrip().rpartition("\n")
    found = read_body(line)
    if not before.strip() or not found.targets or found.citations or _OF_BLOCK.match(line):
        return ""
    return body[len(before.rstrip()) :]


def _body(text: str) -> Body:
    return read_body(_parted(text)[2].partition("\n")[2])


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
