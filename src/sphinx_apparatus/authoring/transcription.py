"""Import a transcription as the folder of an essay, or correct an essay by a new transcription.

The transcription is kept byte for byte as the witness; the text is the same words as MyST.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile
from pathlib import Path

from sphinx_apparatus.authoring.field_lines import (
    NoPlaceFor,
    with_checksum,
    with_passages,
    with_witness,
)
from sphinx_apparatus.authoring.note_file import write_field
from sphinx_apparatus.authoring.plain_text import as_markdown
from sphinx_apparatus.edition.validation import UNFILLED_ESSAY
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.characters import odd_character, printable, undecoded
from sphinx_apparatus.model.date_words import year_words
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Block, CrossReference, Essay, File, cited_year
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import WitnessForm
from sphinx_apparatus.model.vocabulary import BlockKind, Form
from sphinx_apparatus.text.anchors import Fault, Quoting, anchor, short
from sphinx_apparatus.text.edits import paired, words_at
from sphinx_apparatus.text.file_reading import TEXT_SIZE
from sphinx_apparatus.text.file_writing import write_together
from sphinx_apparatus.text.markdown import escape, excess, normalise
from sphinx_apparatus.text.numbering import kept_numbers
from sphinx_apparatus.text.units import (
    Transcript,
    differences,
    is_plain,
    looks_like_a_play,
    looks_like_verse,
    paragraphs,
    stream,
)

_SCHEMA = "# yaml-language-server: $schema=../../schemas/essay.json\n"
_AUTHOR, _DATE, _PUBLISHED, _RIGHTS = UNFILLED_ESSAY
# Comments are above their fields: at the end of a line they would be part of block scalars.
_TEMPLATE = """\
{schema}# Replace what is in parentheses; nothing is built before that.
{title}author: >-
  {author}
{short}{brief}# The day of the text: verdicts are as of this day.
date: {date}
# The year by which passages are cited, as in “{cited} ¶3”; texts of one debate share it.
debate: {year}
# The language of the text, such as en or es.
language: {language}
{form}published: >-
  {published}
# The copies of the text that were seen. A siglum is the short name by which notes cite a copy.
witnesses:
  - siglum: S
    title: >-
      {ours}
    language: {language}
    extent: {extent}
    file: witness-S.txt
{reading}# The copy whose words are the text of the edition.
base: S
# Paragraphs that are no part of the running text, counted from 1: the title and what is
# below it (head), lines of the page it was taken from (furniture), what follows the text (tail).
blocks:
  head: {head}
  furniture: []
  tail: []
rights:
  # unresolved, licensed or cleared; nothing unresolved may be published.
  status: {status}
  statement: >-
    {rights}
  # The text that readers see first: base, or reading, with the adopted readings.
  text-view: base
sha256: {sha256}
"""


_BY_DEFAULT = WitnessForm()


_OTHER_FORMS = {b"PK\x03\x04": "docx", b"<?xml": "tei", b"<TEI": "tei"}
"""How files begin for which another command is there."""


def decode(raw: bytes, name: str, allowed: Collection[str] = ()) -> str:
    """Read a transcription.

    :param allowed: characters that the edition allows beside those of every edition.
    :raises Refusal: it is not UTF-8, has no words, or holds characters that the check of
        the edition would refuse.
    """
    for beginning, other in _OTHER_FORMS.items():
        if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(beginning)] == beginning:
            raise Refusal(
                f"{name}: this is no plain text; expected UTF-8 with words alone, or as "
                f"a text of its own ‘sphinx-apparatus import {other}’"
            )
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line, odd = undecoded(error)
        advice = "save the transcription as UTF-8 and import it again"
        raise Refusal(f"{name}:{line}: {odd}; {advice}") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := odd_character(text, allowed):
        raise Refusal(f"{name}:{bad[0]}: found the invisible character {bad[1]}; delete it")
    if not text.strip():
        raise Refusal(f"{name}:1: found no words; expected the text of an essay")
    return text


def to_markdown(
    text: str, form: Form | None = None, reading: WitnessForm = _BY_DEFAULT, head: int = 0
) -> str:
    """Return a transcription as MyST: the same words, one block for each paragraph.

    :param form: what its paragraphs are; None for prose, where nothing looks like verse.
    :param reading: how it marks notes and pages.
    :param head: how many paragraphs at the beginning are title and heading.
    :raises Refusal: the text is too large, has lines that would be lost, or the words would
        not be the same when parsed (a defect of the engine).
    """
    parts = _parts(text, reading)
    if form is None and (number := looks_like_verse(parts[head:])):
        raise Refusal(
            f"the lines of paragraph {number + head} look like verse; say --form verse or "
            "--form drama to keep them, or --form prose if they end anywhere"
        )
    if form is None and looks_like_a_play(parts[head:]):
        raise Refusal(
            "many paragraphs begin with a name in capitals, as speeches of a play do; say --form "
            "drama to keep them, or --form prose if they are none"
        )
    if form in (None, Form.PROSE) and reading == _BY_DEFAULT:
        parts = [part.strip(" \t\n") for part in parts]
        return _same_words("\n\n".join(map(escape, parts)) + "\n", text)
    form = form or Form.PROSE
    markdown = as_markdown(parts, form, reading, head)
    _refuse_differences(markdown, text, form, reading, head)
    return markdown


def _refuse_differences(
    markdown: str, text: str, form: Form, reading: WitnessForm, head: int
) -> None:
    """Raise where Markdown is too large, or is not what a transcription says."""
    _within_limits(markdown)
    blocks = stream(markdown, form, range(1, head + 1))
    for index, message in differences(Transcript.of(text, reading), blocks):
        raise Refusal(f"block {index + 1} would differ from the transcription: {message}")


def _parts(text: str, reading: WitnessForm = _BY_DEFAULT) -> list[str]:
    """Return the paragraphs of a transcription."""
    divided = text.split("\n") if reading.paragraphs == "line" else _BLANK.split(text)
    return [part.strip("\n") for part in divided if normalise(part)]


_BLANK = re.compile(r"\n[^\S\n]*\n")


def _within_limits(markdown: str) -> str:
    if more := excess(markdown):
        raise Refusal(f"the check would refuse this text: {more.message}")
    if len(markdown.encode()) > TEXT_SIZE:
        raise Refusal(
            f"as MyST the text has more than {TEXT_SIZE // 1024} KiB, which is the limit; divide it"
        )
    return markdown


def _same_words(markdown: str, text: str) -> str:
    _within_limits(markdown)
    if [block.text for block in stream(markdown)] != paragraphs(text):
        raise Refusal("the words would change on the way to MyST; please report this text")
    return markdown


@dataclass(frozen=True)
class Known:
    """What is known of a text; what is empty is left for the editor to fill in."""

    author: str = ""
    date: str = ""
    published: str = ""
    rights: str = ""
    status: str = "unresolved"
    language: str = "en"
    head: int = 1
    """How many paragraphs at the beginning are title and heading."""
    short: str = ""
    brief: str = ""
    form: Form | None = None
    """What paragraphs are; none where nothing looks like verse."""
    reading: WitnessForm = _BY_DEFAULT


def new_text(
    raw: bytes,
    folder: Path,
    name: str,
    known: Known,
    *,
    has_schema: bool = False,
    allowed: Collection[str] = (),
    markdown: str | None = None,
) -> dict[Path, bytes]:
    """Return the files of a text: transcription, ``text.md``, ``essay.yml``; none is written.

    :param markdown: ``text.md``, where it is made of more than the transcription.
    :raises Refusal: the transcription cannot be read.
    """
    text = decode(raw, name, allowed)
    if not re.fullmatch(r"[0-9]{4}-[a-z0-9-]+", folder.name):
        raise Refusal(f"‘{folder.name}’ is not an essay id; expected year-word: 2019-leigh")
    words = [normalise(part) for part in _parts(text, known.reading)]
    if known.head > len(words):
        raise Refusal(f"{name}: the text has {len(words)} paragraphs, not {known.head}")
    if markdown is None:
        markdown = to_markdown(text, known.form, known.reading, known.head)
    else:
        form = known.form or Form.PROSE
        _refuse_differences(markdown, text, form, known.reading, known.head)
    read = known.reading.model_dump(exclude_defaults=True)
    year = cited_year(folder.name, known.date)
    record = _TEMPLATE.format(
        schema=_SCHEMA if has_schema else "",
        title=write_field("title", words[0], ""),
        author=normalise(known.author) or _AUTHOR,
        short=write_field("short", known.short, "") if known.short else "",
        brief=write_field("brief", known.brief, "") if known.brief else "",
        date=known.date or _DATE,
        year=year,
        cited=year_words(PartialDate(int(year))),
        language=known.language,
        ours=_("our transcription"),
        extent=_("whole"),
        form=f"form: {known.form.value}\n" if known.form else "",
        reading="    reading:\n" * bool(read)
        + "".join(f"      {key}: {value}\n" for key, value in read.items()),
        published=normalise(known.published) or _PUBLISHED,
        head=list(range(1, known.head + 1)),
        status=known.status,
        rights=normalise(known.rights) or _RIGHTS,
        sha256=_checksum(markdown),
    )
    return {
        folder / "witness-S.txt": raw,
        folder / "text.md": markdown.encode(),
        folder / "essay.yml": record.encode(),
    }


def import_essay(
    raw: bytes,
    folder: Path,
    name: str,
    known: Known | None = None,
    *,
    has_schema: bool = False,
    allowed: Collection[str] = (),
    markdown: str | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> list[Path]:
    """Write the folder of an essay, or confirm that it is unchanged.

    :param raw: the transcription as received.
    :param folder: ``essays/<essay-id>``.
    :param name: what messages call the transcription.
    :param known: what is known of the text.
    :param has_schema: whether the edition has the JSON Schema of ``essay.yml``.
    :param markdown: ``text.md``, where it is made of more than the transcription.
    :param pictures: files beside it, by name.
    :returns: the files written; none if all stood there already.
    :raises Refusal: the transcription cannot be read, or differs from the one imported.
    """
    files = new_text(
        raw,
        folder,
        name,
        known or Known(),
        has_schema=has_schema,
        allowed=allowed,
        markdown=markdown,
    )
    files |= {folder / file: content for file, content in (pictures or {}).items()}
    witness = folder / "witness-S.txt"
    if witness.exists() and witness.read_bytes() != raw:
        raise Refusal(
            f"{name} differs from {witness}, which was imported before; nothing was written. "
            "If it corrects the transcription, import it with --replace",
            difference(witness.read_bytes().decode(errors="replace"), raw.decode()),
        )
    _refuse_other_form(folder, known)
    new = {path: content for path, content in files.items() if not path.exists()}
    if new:
        write_together(folder, new)
    (folder / "notes").mkdir(exist_ok=True)
    others = [path for path in folder.parent.glob("*/essay.yml") if path.parent != folder]
    if others:
        (folder.parent / "cross-references").mkdir(exist_ok=True)
    return list(new)


def _refuse_other_form(folder: Path, known: Known | None) -> None:
    """Refuse to import again what was imported in another form.

    :raises Refusal: the form that is asked for is not that of the text.
    """
    if known is None or known.form is None or not (folder / "essay.yml").is_file():
        return
    record = (folder / "essay.yml").read_text(encoding="utf-8", errors="replace")
    found = re.search(r"^form: *(\w+)", record, re.MULTILINE)
    if (there := found[1] if found else Form.PROSE.value) != known.form.value:
        raise Refusal(
            f"{folder} was imported as {there}; nothing was written. To import it as "
            f"{known.form.value}, delete the folder first, or mark up its text.md and write "
            f"‘form: {known.form.value}’ in its essay.yml"
        )


# -- another witness -------------------------------------------------------------------------------


def add_witness(
    raw: bytes,
    folder: Path,
    name: str,
    siglum: str,
    title: str,
    language: str,
    allowed: Collection[str] = (),
    head: int = 0,
) -> list[Path]:
    """Write the transcription of another witness beside a text, and describe it in ``essay.yml``.

    :param raw: the transcription as received.
    :param folder: ``essays/<essay-id>``.
    :param name: what messages call the transcription.
    :param head: how many paragraphs at the beginning are title and heading.
    :returns: the files written.
    :raises Refusal: it cannot be read, there is no such text, or it has the witness already.
    """
    words = decode(raw, name, allowed)
    if head >= (count := len(paragraphs(words))) > 0:
        raise Refusal(f"{name}: it has {count} paragraphs, of which {head} cannot be its head")
    record = folder / "essay.yml"
    if not record.is_file():
        raise Refusal(f"there is no text in {folder}; import one witness as the text first")
    path = folder / _file_of(siglum)
    if path.exists():
        raise Refusal(f"{path} is there already; delete it, or choose another siglum")
    fields: dict[str, object] = {"siglum": siglum, "title": title, "language": language}
    fields |= {"extent": _("whole"), "file": path.name, "sha256": _checksum(words)}
    if head:
        fields["blocks"] = {"head": list(range(1, head + 1))}
    try:
        text = with_witness(record.read_bytes().decode(), fields)
    except (NoPlaceFor, UnicodeDecodeError) as fault:
        raise Refusal(f"{record}: {fault}") from None
    write_together(folder, {path: raw, record: text.encode()})
    return [path, record]


def replace_witness(
    raw: bytes, essay: Essay, folder: Path, name: str, siglum: str, allowed: Collection[str] = ()
) -> list[Path]:
    """Write the corrected transcription of a witness, and its checksum into ``essay.yml``.

    :param raw: the transcription as received.
    :returns: the files written.
    :raises Refusal: it cannot be read, or the text has no such witness with a file.
    """
    words = decode(raw, name, allowed)
    if siglum == essay.head.base:
        way = f"correct it by ‘sphinx-apparatus import text {name} {essay.id} --replace’"
        raise Refusal(f"{siglum} is the base text of {essay.id}; {way}")
    file = next((each.file for each in essay.head.witnesses if each.siglum == siglum), None)
    if not file or file != Path(file).name:
        known = ", ".join(
            each.siglum
            for each in essay.head.witnesses
            if each.file and each.siglum != essay.head.base
        )
        expected = f"expected one of {known}" if known else "there is none"
        if siglum in essay.head.witness_by_siglum:
            expected = f"name it in essay.yml: ‘file: {_file_of(siglum)}’"
        raise Refusal(f"{essay.id} has no witness {siglum} with a file; {expected}")
    record = folder / "essay.yml"
    try:
        text = with_checksum(record.read_bytes().decode(), siglum, _checksum(words))
    except NoPlaceFor as fault:
        raise Refusal(f"{record}: {fault}") from None
    write_together(folder, {folder / file: raw, record: text.encode()})
    return [folder / file, record]


_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def _file_of(siglum: str) -> str:
    """Return the name of the file of a witness: a siglum may have signs that none may have."""
    return f"witness-{_UNSAFE.sub('-', siglum).strip('-') or 'other'}.txt"


def _checksum(markdown: str) -> str:
    return hashlib.sha256(markdown.encode()).hexdigest()


# -- a corrected transcription ---------------------------------------------------------------------


@dataclass(frozen=True)
class Replacement:
    """The changes that a corrected transcription makes, before they are written."""

    essay: Essay
    files: dict[Path, bytes]
    blocks: tuple[Block, ...]
    """The blocks of the new text."""
    pairs: dict[int, int]
    """Index of each old block that has a counterpart among the new, with that of the latter."""
    plain: list[int] = field(default_factory=list)
    """Lines of the new ``text.md`` whose paragraph was corrected and lost its markup."""

    @property
    def renamed(self) -> dict[str, str]:
        """Ids of blocks that have another id now; empty for blocks that are gone."""
        return {
            block.id: self.blocks[self.pairs[index]].id if index in self.pairs else ""
            for index, block in enumerate(self.essay.blocks)
            if index not in self.pairs or self.blocks[self.pairs[index]].id != block.id
        }


@dataclass(frozen=True)
class Effect:
    """The effect of a corrected transcription on a record that quotes the text."""

    path: str
    line: int
    what: str
    """‘untouched’, ‘moved’, ‘changed’ or ‘lost’."""
    message: str = ""

    @property
    def needs_work(self) -> bool:
        """Whether somebody has to change the record."""
        return self.what in ("changed", "lost")

    def __str__(self) -> str:
        """Return the effect as a line for a terminal."""
        return f"{self.path}:{self.line}: {self.what}: {self.message}"


def replacement(
    raw: bytes, essay: Essay, folder: Path, name: str, allowed: Collection[str] = ()
) -> Replacement:
    """Prepare the correction of a text: its witness, ``text.md``, ``essay.yml``.

    Paragraphs whose words stay keep their markup, and all keep what they are (head, tail). A text
    of plain paragraphs whose ‘form’ or ‘reading’ was said since is written anew by these.

    :param raw: the corrected transcription.
    :param essay: as it is now; its notes need no place.
    :param folder: ``essays/<essay-id>``.
    :raises Refusal: the transcription cannot be read, or ``essay.yml`` cannot be changed.
    """
    base = essay.head.witness_by_siglum[essay.head.base]
    is_read_otherwise = essay.head.form is not Form.PROSE or base.reading != _BY_DEFAULT
    if not is_plain(essay.markdown):
        raise Refusal(
            f"{essay.file.path}: a text with verse, headings, notes or the like is corrected by "
            "hand: change its witness and text.md alike, and write the checksum that the check "
            "names (A041) into essay.yml"
        )
    text = decode(raw, name, allowed)
    witness = _base_file(essay, folder)
    old_parts = _parts(decode(witness.read_bytes(), str(witness), allowed))
    if is_read_otherwise:
        above = takewhile(lambda block: block.kind is BlockKind.HEAD, essay.blocks)
        first = len(list(above))
        markdown = to_markdown(text, essay.head.form, base.reading, first)
        blocks = stream(markdown, essay.head.form, range(1, first + 1))
        new = [block.text for block in blocks]
        pairs = paired([block.text for block in essay.blocks], new)
        written = [escape(part) for part in old_parts]
        plain = [
            pairs[old] for old, source in _sources(essay) if old in pairs and source not in written
        ]
    else:
        new = paragraphs(text)
        pairs = paired([block.text for block in essay.blocks], new)
        markdown, plain = _with_markup(essay, _parts(text), new, pairs, old_parts)
        _same_words(markdown, text)
        blocks = stream(markdown)
    kinds = [block.kind for block in blocks]
    for old, place in pairs.items():
        if essay.blocks[old].kind in (BlockKind.HEAD, BlockKind.FURNITURE, BlockKind.TAIL):
            kinds[place] = essay.blocks[old].kind
    lines = [block.line for block in blocks]
    numbers = kept_numbers(essay.blocks, pairs, kinds) if essay.head.passages else []
    head = _new_head(essay, folder / "essay.yml", kinds, numbers, _checksum(markdown))
    return Replacement(
        essay,
        {witness: raw, folder / "text.md": markdown.encode(), folder / "essay.yml": head},
        _numbered(new, kinds, numbers, lines),
        pairs,
        [lines[place] for place in plain],
    )


def _base_file(essay: Essay, folder: Path) -> Path:
    for index, witness in enumerate(essay.head.witnesses):
        if witness.siglum == essay.head.base and witness.file == Path(witness.file or "").name:
            return folder / str(witness.file)
        line = essay.file.line("witnesses", index)
    raise Refusal(
        f"{essay.file.path}:{line}: the witness ‘{essay.head.base}’ names no ‘file’ of this folder"
    )


def _with_markup(
    essay: Essay,
    parts: Sequence[str],
    new: Sequence[str],
    pairs: Mapping[int, int],
    old_parts: Sequence[str],
) -> tuple[str, list[int]]:
    """Return the new text with the markup of those paragraphs whose words stay.

    :returns: the text, and the indexes of the paragraphs that lost their markup.
    """
    sources = dict(_sources(essay))
    written = [escape(part) for part in parts]
    plain = []
    for old, place in pairs.items():
        source = sources[old]
        if essay.blocks[old].text == new[place]:
            written[place] = source
        elif old < len(old_parts) and source != escape(old_parts[old]):
            plain.append(place)
    return "\n\n".join(written) + "\n", plain


def _sources(essay: Essay) -> Iterator[tuple[int, str]]:
    """Yield the Markdown of each block."""
    lines = essay.markdown.split("\n")
    starts = [block.line - 1 for block in essay.blocks] + [len(lines)]
    for index, (start, end) in enumerate(pairwise(starts)):
        yield index, "\n".join(lines[start:end]).strip("\n")


def _numbered(
    texts: Sequence[str], kinds: Sequence[BlockKind], stored: Sequence[str], lines: Sequence[int]
) -> tuple[Block, ...]:
    counts = dict.fromkeys(BlockKind, 0)
    blocks = []
    for text, kind, line in zip(texts, kinds, lines, strict=True):
        number = str(counts[kind] + 1)
        if stored and kind is BlockKind.PASSAGE:
            number = stored[counts[kind]]
        counts[kind] += 1
        blocks.append(Block(f"{kind.letter}{number}", kind, number, text, line))
    return tuple(blocks)


def _new_head(
    essay: Essay, path: Path, kinds: Sequence[BlockKind], numbers: Sequence[str], checksum: str
) -> bytes:
    """Return ``essay.yml`` with another checksum and, if paragraphs moved, other ‘blocks’.

    :param numbers: those of the passages, if they are stored.
    """
    content = path.read_bytes().decode()
    lines = content.splitlines(keepends=True)
    for kind in (BlockKind.HEAD, BlockKind.FURNITURE, BlockKind.TAIL):
        places = [place for place, other in enumerate(kinds, start=1) if other is kind]
        if places == sorted(getattr(essay.head.blocks, kind.value)):
            continue
        index = essay.file.line("blocks", kind.value) - 1
        listed = ", ".join(map(str, places))
        lines[index], count = re.subn(
            rf"^(\s*{kind.value}:\s*)\[[\d,\s]*\]", rf"\g<1>[{listed}]", lines[index]
        )
        if not count:
            raise Refusal(
                f"{path}:{index + 1}: paragraphs were added or left out, so that ‘{kind.value}’ is "
                f"now [{listed}]; write the list in one line, as ‘{kind.value}: [1, 2]’, and "
                "import again; nothing was written"
            )
    index = essay.file.line("sha256") - 1
    if essay.head.sha256 not in lines[index]:
        raise Refusal(
            f"{path}:{index + 1}: expected ‘sha256:’ and the checksum in one line; "
            "nothing was written"
        )
    lines[index] = lines[index].replace(essay.head.sha256, checksum)
    text = "".join(lines)
    if tuple(numbers) == essay.head.passages:
        return text.encode()
    try:
        return with_passages(text, numbers).encode()
    except NoPlaceFor as fault:
        raise Refusal(f"{path}: {fault}, and import again; nothing was written") from None


def effects(made: Replacement, crossings: Sequence[CrossReference]) -> list[Effect]:
    """Return the effect on every record that quotes the text, in order of their files."""
    essay = made.essay
    found = [_effect(made, note.head, note.file) for note in essay.notes]
    found += [_effect(made, entry.head, entry.file, entry.index) for entry in essay.entries]
    for index, sentence in enumerate(essay.head.no_claim):
        found.append(_effect(made, sentence, essay.file, "no-claim", index))
    for crossing in crossings:
        for index, place in enumerate(crossing.head.between):
            if place.essay == essay.id:
                found.append(_effect(made, place, crossing.file, "between", index))
    return sorted(found, key=lambda effect: (effect.path, effect.line))


def _effect(made: Replacement, record: Quoting, file: File, *where: str | int) -> Effect:
    def is_(what: str, message: str = "", name: str = "quote") -> Effect:
        return Effect(file.path, file.line(*where, name), what, message)

    quote = short(normalise(record.quote))
    before = anchor(record, made.essay.blocks)
    if isinstance(before, Fault):
        return is_("lost", f"“{quote}” had no place before the correction either")
    old = made.essay.blocks[before.block]
    after = anchor(record, made.blocks)
    if not isinstance(after, Fault):
        new = made.blocks[after.block]
        if made.pairs.get(before.block) == after.block:
            if new.id == old.id and after.start == before.start:
                return is_("untouched")
            places = f"{old.id} is now {new.id}" if new.id != old.id else f"within {old.id}"
            return is_("moved", f"“{quote}”: {places}")
        return is_("changed", f"“{quote}” stood in {old.id}, and is found in {new.id} now")
    if before.block not in made.pairs:
        return is_("lost", f"“{quote}”: {old.id} is gone")
    place = made.pairs[before.block]
    new = made.blocks[place]
    words = words_at(old.text, new.text, before)
    if words == normalise(record.quote):
        if record.in_ is not None and record.in_ != new.id:
            return is_("changed", f"‘in: {record.in_}’ is now ‘in: {new.id}’", "in")
        return is_("changed", f"“{quote}”: {after.message.splitlines()[0]}", after.field)
    if not words:
        return is_("lost", f"“{quote}” is gone from {new.id}")
    return is_("changed", f"“{quote}” is now “{short(words)}” in {new.id}")


def mentions(made: Replacement, files: Sequence[Path]) -> Iterator[tuple[Path, int, str, str]]:
    """Yield where files name a block by an id that it no longer has: file, line, old and new id."""
    pattern = re.compile(rf"\b{re.escape(made.essay.id)}/([hpftsdn][1-9][0-9]*[a-z]?)\b")
    renamed = made.renamed
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        for number, line in enumerate(text.splitlines(), start=1):
            for match in pattern.finditer(line):
                if match[1] in renamed:
                    yield path, number, match[1], renamed[match[1]]


_SHOWN, _MOST_SHOWN = 200, 40
"""Characters of a line, and lines, that a difference shows."""


def difference(old: str, new: str) -> list[str]:
    """Return the first differences between two transcriptions, line by line."""
    if old.splitlines() == new.splitlines():
        return ["They differ only in how lines end, or in the last line's end."]
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), "imported before", "now", lineterm="", n=1
    )
    return [printable(line, _SHOWN) for line in islice(lines, _MOST_SHOWN)]
