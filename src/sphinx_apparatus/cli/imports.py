"""The sub-commands ``import …``: a text, a document, TEI, annotations, an issue, a bibliography."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from sphinx_apparatus.authoring.annotations import files_of, is_our_own, json_of, write_files
from sphinx_apparatus.authoring.drafts import FIELDS, PLACE, essay_of, spot, write_draft, written
from sphinx_apparatus.authoring.transcription import (
    Effect,
    Known,
    Replacement,
    effects,
    import_essay,
    mentions,
    replacement,
)
from sphinx_apparatus.cli.options import (
    Misuse,
    Project,
    content_of,
    date,
    language,
    put_in_place,
    text_of,
)
from sphinx_apparatus.edition.reader import NOTE_SIZE, Reader
from sphinx_apparatus.model.catalogue import OWN, speaking
from sphinx_apparatus.model.problems import Refusal, safe
from sphinx_apparatus.model.records import WitnessForm
from sphinx_apparatus.model.vocabulary import STANDARD, Form
from sphinx_apparatus.review.issue_form import (
    evidence_of,
    faults_of,
    fields_of_issue,
    form_of,
    known_sources,
    with_citations,
)
from sphinx_apparatus.sources.bibliography import convert
from sphinx_apparatus.text.file_reading import TEXT_SIZE, read_regular
from sphinx_apparatus.text.file_writing import write_together, write_within

# -- import text ----------------------------------------------------------------------------------

_KNOWN = ("author", "date", "published", "rights", "language", "head", "form")
_READING = ("paragraphs", "notes", "pages")


def add_text_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘import text’ takes."""
    parser.add_argument(
        "transcription", type=Path, metavar="FILE", help="a text file, UTF-8, as received"
    )
    _add_known(parser)
    parser.add_argument(
        "--paragraphs", choices=("blank", "line"), help="what divides them: a blank line, or each"
    )
    parser.add_argument(
        "--notes", choices=("none", "brackets"), help="how the author's notes are marked: [1]"
    )
    parser.add_argument(
        "--pages",
        choices=("none", "braces", "brackets", "bars"),
        help="how pages are marked: {12}, [p. 12] or |12|",
    )
    parser.add_argument("--replace", action="store_true", help="correct the text that is there")


def _add_known(parser: argparse.ArgumentParser) -> None:
    """Declare what may be known of a text."""
    parser.add_argument("essay", metavar="ID", help="id of the text: year-word, as 2019-leigh")
    parser.add_argument(
        "--date", type=date, metavar="DATE", help="of the text: 1908-05-14, 1908, -0750, 1300?"
    )
    parser.add_argument("--author", help="the person or body that wrote the text")
    parser.add_argument("--published", metavar="WHERE", help="where it first appeared")
    parser.add_argument("--rights", metavar="STATEMENT", help="what is known of its rights")
    parser.add_argument(
        "--language", type=language, metavar="CODE", help="such as es; that of the edition"
    )
    parser.add_argument(
        "--head",
        type=int,
        choices=range(20),
        metavar="N",
        help="how many paragraphs at the beginning are title and heading (1)",
    )
    parser.add_argument(
        "--form", type=Form, choices=list(Form), help="what its paragraphs are: whether lines count"
    )


def run_text(options: argparse.Namespace) -> int:
    """Turn a transcription into the folder of a text, or correct a text by a better transcription.

    Writes essays/ID/: the transcription as it is, its words as Markdown, and essay.yml with what is
    known; what is not known is a placeholder in parentheses, and nothing is built before it is
    replaced.
    With --replace the words of a text that was imported before are corrected: the transcription,
    the Markdown and the checksum are written anew, all of them or none, as ‘form’ and ‘reading’ of
    essay.yml say, and a report names every note whose words moved, changed or are lost.
    Exit status: 0 the text was written, 1 it was refused or notes have to be changed, 2 the command
    was misused.

    Example:
      sphinx-apparatus import text letter.txt 1908-garden --author "A. Gray" --date 1908-05-14
      sphinx-apparatus import text sonnet.txt 1609-sonnet --form verse
      sphinx-apparatus import text corrected.txt 1908-garden --replace
    """
    project: Project = options.project
    given = _known(options)
    read = {name: getattr(options, name) for name in _READING if getattr(options, name) is not None}
    if read:
        given["reading"] = WitnessForm(**read)
    raw = content_of(options.transcription, TEXT_SIZE)
    folder = project.essays / options.essay
    put_in_place(folder)
    if options.replace:
        if given:
            raise Misuse("--replace does what essay.yml says; change it there, and import again")
        return _replace(project, raw, folder, str(options.transcription))
    # What readers will see of it is in the language of the edition.
    with speaking(_language(project)["language"], project.docs / OWN):
        written = import_essay(
            raw,
            folder,
            str(options.transcription),
            Known(**(_language(project) | given)),
            has_schema=(project.essays.parent / "schemas" / "essay.json").is_file(),
            allowed=project.allowed,
        )
    _say_written(written, folder)
    return 0


def _known(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in _KNOWN if getattr(options, name) is not None}


def _language(project: Project) -> dict[str, str]:
    return {"language": str(project.settings.get("language") or "en")}


def _say_written(written: list[Path], folder: Path) -> None:
    for path in written:
        print(f"written: {path}")
    if not written:
        print("nothing to do: this transcription was imported before")
    elif folder / "essay.yml" in written:
        print(f"Fill in {folder / 'essay.yml'}, then: sphinx-apparatus check")


def _replace(project: Project, raw: bytes, folder: Path, name: str) -> int:
    """Correct a text.

    :raises Refusal: it cannot be corrected; nothing was written.
    """
    if not (folder / "essay.yml").is_file():
        raise Refusal(f"there is no text in {folder} to correct; import it without --replace")
    reader = Reader(project.essays, project.allowed)
    essay = reader.essay(folder)
    if essay is None:
        faults = [str(problem) for problem in reader.problems if problem.stops]
        raise Refusal("correct the text that is there first; nothing was written:", faults)
    made = replacement(raw, essay, folder, name, project.allowed)
    new = {path: text for path, text in made.files.items() if path.read_bytes() != text}
    if not new:
        print("nothing to do: this transcription was imported before")
        return 0
    found = effects(made, list(reader.cross_references()))
    write_together(folder, new)
    for path in new:
        print(f"written: {path}")
    return _report(project, made, found)


def _report(project: Project, made: Replacement, found: list[Effect]) -> int:
    """Print the effect of a correction on notes, cross-references and links."""
    for effect in found:
        if effect.what != "untouched":
            print(safe(str(effect)))
    for line in made.plain:
        print(
            f"{Path(made.essay.file.path).with_name('text.md').as_posix()}:{line}: "
            "the markup of this paragraph was removed; add it again"
        )
    pages = [*project.essays.rglob("*.md"), *project.essays.rglob("*.yml")]
    pages += project.docs.rglob("*.md") if project.docs.is_dir() else []
    named = list(mentions(made, sorted(pages)))
    for path, line, old, new in named:
        print(f"{path}:{line}: changed: {old} is {f'now {new}' if new else 'gone'}")
    same = [effect for effect in found if effect.what == "untouched"]
    names = ", ".join(dict.fromkeys(Path(effect.path).stem for effect in same))
    print(f"untouched: {len(same)} of {len(found)} quotations{f' ({names})' if same else ''}")
    if any(effect.needs_work for effect in found) or made.plain or named:
        print("Correct what is listed above, then: sphinx-apparatus check")
        return 1
    return 0


# -- import docx ----------------------------------------------------------------------------------


def add_docx_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘import docx’ takes."""
    parser.add_argument("document", type=Path, metavar="FILE", help="a Word document, .docx")
    _add_known(parser)
    parser.add_argument(
        "--changes", choices=("accept", "reject"), help="what becomes of tracked changes"
    )


def run_docx(options: argparse.Namespace) -> int:
    """Turn a Word document into the folder of a text: its words, their units, its pictures.

    Headings, lists, tables, quotations, notes of the author, pictures, lines and the looks of
    words become those of a text; the words alone become the transcription that the text is locked
    to.
    What has no place in a text is listed with “!”, comments are told, and tracked changes are
    refused until --changes says what becomes of them.
    Where --form is verse and no paragraph has lines, empty paragraphs divide stanzas.
    Exit status: 0 the text was written, 1 it was refused, or something needs a person,
    2 the command was misused.

    Example:
      sphinx-apparatus import docx bees.docx 1923-bees --author "A. Gray" --date 1923
    """
    # Imported here: other commands need no parser of XML.
    from sphinx_apparatus.authoring.docx import read
    from sphinx_apparatus.authoring.docx_parts import MOST_PACKED

    project: Project = options.project
    folder = project.essays / options.essay
    put_in_place(folder)
    name = str(options.document)
    try:
        found = read(
            content_of(options.document, MOST_PACKED),
            options.form,
            options.head,
            options.changes or "",
        )
        given = _language(project) | _known(options)
        with speaking(_language(project)["language"], project.docs / OWN):
            written = import_essay(
                found.witness.encode(),
                folder,
                name,
                Known(**(given | {"head": found.head, "reading": found.reading})),
                has_schema=(project.essays.parent / "schemas" / "essay.json").is_file(),
                allowed=project.allowed,
                markdown=found.markdown,
                pictures=found.pictures,
            )
    except Refusal as refusal:
        raise Refusal(f"{name}: {refusal}", refusal.details) from None
    for remark in found.remarks:
        print(safe(f"! {remark}"))
    _say_written(written, folder)
    return 1 if found.remarks else 0


# -- import tei -----------------------------------------------------------------------------------


def add_tei_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘import tei’ takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a text in TEI P5")
    parser.add_argument(
        "essay",
        metavar="ID",
        nargs="?",
        default="",
        help="id of the text: year-word, as 1604-hamlet; an export has its own",
    )
    parser.add_argument("--date", type=date, metavar="DATE", help="of the text, as 1604 or -0750")
    parser.add_argument("--author", help="the person or body that wrote the text")
    parser.add_argument("--published", metavar="WHERE", help="where it first appeared")
    parser.add_argument("--rights", metavar="STATEMENT", help="what is known of its rights")
    parser.add_argument("--language", type=language, metavar="CODE", help="such as es")
    parser.add_argument(
        "--form",
        type=Form,
        choices=list(Form),
        help="what its paragraphs are; guessed if not given",
    )
    parser.add_argument(
        "--base", metavar="SIGLUM", help="the witness of the file whose words are the text"
    )
    parser.add_argument(
        "--notes", choices=("author", "editors"), help="whose notes in the text are, if it says not"
    )
    parser.add_argument(
        "--leave-out",
        action="store_true",
        help="import the file though words of it cannot be brought in; each is listed",
    )


def run_tei(options: argparse.Namespace) -> int:
    """Turn a text in TEI P5 into the folder of a text: its words, witnesses, notes and apparatus.

    Writes essays/ID/ with text.md, a transcription, essay.yml, notes and apparatus.yml. A file that
    ‘export data’ wrote comes back as it was. Of others all units of a text come in: divisions,
    paragraphs, verse, speeches, lists, tables, pictures beside the file, notes, pages.
    What has no form here is listed with line and count. If words would be lost, nothing is written
    unless --leave-out is given. The XML may have no document type; nothing is fetched.
    Exit status: 0 the text was written, 1 it was refused or something needs a person, 2 the command
    was misused.

    Example:
      sphinx-apparatus import tei build/data/1908-garden.tei.xml
      sphinx-apparatus import tei hamlet.xml 1604-hamlet --date 1604
    """
    from sphinx_apparatus.authoring.tei_import import Given, import_tei
    from sphinx_apparatus.export.tei_parser import MOST_BYTES

    project: Project = options.project
    names = ("essay", "author", "date", "published", "rights", "language", "base", "notes")
    given = Given(**{n: getattr(options, n) or "" for n in names}, form=options.form or "")
    has_schema = (project.essays.parent / "schemas" / "essay.json").is_file()
    # An export has words of its edition's language.
    with speaking(_language(project)["language"], project.docs / OWN):
        made = import_tei(
            content_of(options.file, MOST_BYTES),
            options.file,
            project.essays,
            project.edition(),
            given,
            has_schema=has_schema,
            allowed=project.allowed,
        )
    remarks, name = made.remarks, str(options.file)
    for line in remarks.lines(name, lost=False):
        print(safe(line))
    lost = [f"! {line}" for line in remarks.lines(name, lost=True)]
    if lost and not options.leave_out:
        message = "words would be lost; nothing was written (--leave-out imports the rest):"
        raise Refusal(f"{name}: {message}", lost)
    print(*map(safe, lost), sep="\n", end="\n" if lost else "")
    folder = project.essays / made.essay
    put_in_place(folder)
    new = {path: text for path, text in made.files.items() if not path.exists()}
    other = [path for path in made.files if path not in new and _differs(path, made.files[path])]
    if other:
        message = f"{other[0]} exists and says something else; nothing was written. "
        raise Refusal(f"{message}Delete {folder} first, or choose another id")
    if not new and not made.shared:
        print("nothing to do: this file was imported before")
        return 0
    if new:
        write_together(folder, new)
        (folder / "notes").mkdir(exist_ok=True)
        if any(path.parent != folder for path in project.essays.glob("*/essay.yml")):
            (project.essays / "cross-references").mkdir(exist_ok=True)
    for path, text in made.shared.items():
        write_within(project.essays, path, text)
    counts = (f"{n} {one if n == 1 else more}" for (one, more), n in made.counts.items() if n)
    print(f"written: {folder}: {', '.join(counts)}")
    for each in made.needs:
        print(safe(f"! {each}"))
    print(f"Look through {folder / 'essay.yml'}, then: sphinx-apparatus check")
    return 1 if made.needs or lost else 0


def _differs(path: Path, content: bytes) -> bool:
    return path.read_bytes() != content


# -- import annotations ---------------------------------------------------------------------------

_MOST_OF_ANNOTATIONS = 64 * 1024 * 1024
"""Bytes of a collection: some thirty thousand notes."""


def add_annotations_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘import annotations’ takes."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILES", help="JSON, as exported")
    parser.add_argument("--overwrite", action="store_true", help="replace files that differ")
    parser.add_argument("--by", default="editors", help="key in people.yml, for new drafts")


def run_annotations(options: argparse.Namespace) -> int:
    """Turn annotations into files of notes: essays/<essay-id>/notes/<id>.md.

    What sphinx-apparatus exported comes back as it was.
    Annotations of other programs, in W3C's model or as Hypothesis answers, become drafts, which
    the check refuses until an editor has completed them.
    An annotation is placed only where its words stand exactly once, between the words that it
    names before and after them; what is not placed is listed with the nearest words.
    A tag context, fact-check or textual says of which kind the note is.
    Exit status: 0 every annotation is a note, 1 an annotation was refused or not placed,
    2 the command was misused.

    Example:
      sphinx-apparatus import annotations build/data/1908-garden.annotations.jsonld
      sphinx-apparatus import annotations hypothesis.json --by gray
    """
    project: Project = options.project
    reader = Reader(project.essays, project.allowed)
    essays = {essay.id: essay for essay in reader.essays()}
    found, foreign = {}, []
    for path in options.files:
        try:
            data = json_of(text_of(path, _MOST_OF_ANNOTATIONS))
            if is_our_own(data):
                found.update(files_of(data, essays, reader.scheme or STANDARD))
            else:
                foreign += _annotations_of(data)
        except Refusal as refusal:
            raise Refusal(f"{path}: {refusal}") from None
    written = write_files(found, project.essays, options.overwrite)
    for path in written:
        print(f"written: {path}")
    if found and not written:
        print("nothing to do: the files have the content of the annotations already")
    if not found and not foreign:
        print("nothing to do: there are no annotations")
    return _write_drafts(project, foreign, options.by) if foreign else 0


def _annotations_of(data: object) -> list[object]:
    # Imported here: other commands need no parser of HTML.
    from sphinx_apparatus.authoring.foreign_annotations import annotations_of

    return annotations_of(data)


def _write_drafts(project: Project, annotations: list[object], person: str) -> int:
    """Write drafts of notes and list what could not be placed; return the exit status."""
    from sphinx_apparatus.authoring.foreign_annotations import drafts

    edition = project.edition()
    files: dict[str, dict[str, str]] = {}
    for path in sorted(project.essays.glob("*/notes/*.md")):
        text = read_regular(path, NOTE_SIZE).decode(errors="replace")
        files.setdefault(path.parent.parent.name, {})[path.stem] = text
    made = list(drafts(annotations, edition, files, person, dt.datetime.now().astimezone().date()))
    for draft in made:
        if draft.fault:
            print(safe(f"not placed: {draft.annotation}: {draft.fault}"))
            continue
        essay, id = draft.path
        path = project.essays / essay / "notes" / f"{id}.md"
        write_within(project.essays, path, draft.text, None)
        remark = f"; {draft.remark}" if draft.remark else ""
        print(safe(f"written: {path}: {draft.annotation}{remark}"))
    left = sum(bool(draft.fault) for draft in made)
    print(
        f"{len(made) - left} of {len(annotations)} annotations are new drafts, "
        f"{len(annotations) - len(made)} were notes already, {left} were not placed"
    )
    if len(made) > left:
        print("Complete the drafts, then: sphinx-apparatus check")
    return 1 if left else 0


# -- import issue ---------------------------------------------------------------------------------

_FORM = Path(".github", "ISSUE_TEMPLATE", "new-note.yml")
_MOST = 256 * 1024
"""Bytes of an issue; its text has at most 65,536 characters."""
_WRITTEN = frozenset({*PLACE, *FIELDS, "essay", "kind", "title", "body", "evidence"})
"""Ids of fields that a note's file has."""
_TO_ENTER = {"sources": "Sources to enter", "name": "Name for people.yml"}
_NEEDED = ("essay", "kind", "quote", "body")


def add_issue_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘import issue’ takes."""
    parser.add_argument(
        "issue", type=Path, metavar="FILE", help="file with the issue's text, or - for a pipe"
    )
    parser.add_argument("--id", help="name of the file, without .md")
    parser.add_argument("--by", default="editors", help="key of the writer in people.yml")
    parser.add_argument(
        "--form", type=Path, metavar="FILE", help=f"the form; {_FORM.as_posix()} if not given"
    )


def run_issue(options: argparse.Namespace) -> int:
    """Turn the text of an issue that was made with the form “New note” into a file of a note.

    Reads the issue's text from a file or, with -, from a pipe, and writes
    essays/<essay-id>/notes/<id>.md for an editor to look over.
    Exit status: 0 the note was written, 1 the issue does not make one, 2 the command was misused.

    Example:
      sphinx-apparatus import issue issue.txt --by editors
    """
    project: Project = options.project
    path = options.form or project.folder / _FORM
    try:
        form = form_of(text_of(path, _MOST))
    except ValueError as error:
        raise Misuse(f"{path}: {error}") from None
    text = _from_pipe() if str(options.issue) == "-" else text_of(options.issue, _MOST)
    issue = fields_of_issue(text, form.labels)
    answers = issue.by_id
    edition = project.edition()
    if issue.above:
        first = " ".join(issue.above.split())[:60]
        raise Refusal(
            f"“{first}” stands above every heading of the form; expected the issue's text as "
            f"the form “New note” makes it, which begins with “### {next(iter(form.labels))}”"
        )
    if missing := [name for name in _NEEDED if name not in answers]:
        raise Refusal(
            f"the issue has no answer for {', '.join(missing)}; "
            "was it made with the form “New note”?"
        )
    for fault in faults_of(answers, form, project.allowed):
        raise Refusal(fault)
    place = spot(essay_of(edition, answers["essay"]), answers)
    evidence, unknown = evidence_of(answers.get("evidence", ""), edition.sources)
    cited, to_enter = known_sources(answers.get("sources", ""), edition.sources)
    cited += [each["source"] for each in evidence]
    body = with_citations(answers["body"], cited)
    given = answers | {"by": options.by, "body": body}
    path = write_draft(edition, place, project.essays, given, id=options.id, evidence=evidence)
    for label, lines in issue.twice.items():
        stand = " and ".join(filter(None, [", ".join(map(str, lines[:-1])), str(lines[-1])]))
        message = (
            f"“### {label}” stands in lines {stand}; the last was taken for the form's, what is "
            "above it is a part of the answer before: look at both"
        )
        print(safe(message), file=sys.stderr)
    print(written(path))
    left = {"Evidence without a key of the bibliography": "\n\n".join(filter(None, unknown))}
    for label, id in form.labels.items():
        # What is in the file, or said yes to, needs no second look.
        if id not in _WRITTEN | form.boxes.keys():
            left[_TO_ENTER.get(id, label)] = to_enter if id == "sources" else answers.get(id, "")
    for what, words in left.items():
        if words:
            print(f"{what}:\n  " + words.replace("\n", "\n  "))
    print(f"Then: sphinx-apparatus check {path}")
    return 0


def _from_pipe() -> str:
    """Return the issue's text from a pipe.

    :raises Misuse: it is too large, or not UTF-8.
    """
    try:
        text = sys.stdin.read(_MOST + 1)
    except UnicodeDecodeError:
        raise Misuse("the issue's text is not UTF-8") from None
    if len(text) > _MOST:
        raise Misuse(f"the issue's text has more than {_MOST // 1024} KiB, which is the limit")
    return text


# -- import bibliography --------------------------------------------------------------------------

_MOST_OF_ENTRIES = 16 * 1024 * 1024
"""Bytes of a bibliography of another program; abstracts and tags are most of it."""


def add_bibliography_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘import bibliography’ takes."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="BibTeX, BibLaTeX or CSL-JSON of another program"
    )


def run_bibliography(options: argparse.Namespace) -> int:
    """Bring the entries of another program's bibliography into references.bib.

    Months, macros, TeX's accents, fields and types of BibTeX and BibLaTeX are converted, for
    instance those of Zotero, JabRef, Mendeley, ADS, DBLP and Google Scholar; so are items of
    CSL-JSON.
    Every entry says “consulted = {no}” until somebody has read the source.
    The list says of each field what became of it; what needs a person begins with “!”.
    Exit status: 0 all came in, 1 something needs a person, 2 the command was misused.

    Example:
      sphinx-apparatus import bibliography library.bib
    """
    project: Project = options.project
    references = project.references
    if not references.is_file():
        raise Misuse(f"there is no {references.name} in {project.folder}")
    raw = content_of(options.file, _MOST_OF_ENTRIES)
    text = text_of(references, _MOST_OF_ENTRIES)
    try:
        found = convert(raw, references, text, project.demands)
    except ImportError:
        raise Misuse(
            "this command needs pylatexenc; install it with: pip install ‘sphinx-apparatus[import]’"
        ) from None
    except Refusal as refusal:
        raise Refusal(f"{options.file}: {refusal}") from None
    if found.added:
        write_within(references.parent, references, found.text, text)
    for remark in found.remarks:
        print(safe(f"! {remark}"))
    for entry in found.entries:
        for line in entry.report:
            print(safe(line))
    fields = sum(len(entry.raw) for entry in found.entries)
    print(
        f"{len(found.added)} of {len(found.entries)} entries with {fields} fields were added to "
        f"{references.name}; {found.needs_work} things need a person"
    )
    return 1 if found.needs_work else 0
