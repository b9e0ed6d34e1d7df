"""Import Web Annotations that the engine exported as files of notes and cross-references.

The input is untrusted.
Every record is checked against the model, and every quotation must be exactly where
the selectors say; nothing is placed by similarity.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sphinx_apparatus.authoring.note_file import NoPlace, least_fields, note_text
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.export.web_annotation import PART, PREFIX, VOCABULARY, offsets
from sphinx_apparatus.model.essays import Block, CrossReference, Essay, Note, Span
from sphinx_apparatus.model.problems import Refusal, safe
from sphinx_apparatus.model.records import AnyHead, CrossReferenceHead, is_id
from sphinx_apparatus.model.vocabulary import STANDARD, Scheme
from sphinx_apparatus.text.anchors import anchor, short
from sphinx_apparatus.text.file_writing import write_within

_NOTE: TypeAdapter[Any] = TypeAdapter(AnyHead)
_CROSS_REFERENCE: TypeAdapter[Any] = TypeAdapter(CrossReferenceHead)
_CROSSINGS = "cross-references"


def json_of(text: str) -> Any:
    """Return the content of a file.

    :raises Refusal: it is not JSON.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise Refusal("this is nested deeper than any collection of notes") from None
    except ValueError as error:
        raise Refusal(f"this is not JSON: {safe(str(error))}") from None


def is_our_own(data: Any) -> bool:
    """Return whether data are an annotation collection that the engine exported."""
    return (
        isinstance(data, Mapping)
        and data.get("type") == "AnnotationCollection"
        and VOCABULARY in json.dumps(data.get("@context"))
    )


def files_of(
    data: Any, essays: Mapping[str, Essay], scheme: Scheme = STANDARD
) -> dict[PurePosixPath, str]:
    """Return the files that an annotation collection of the engine describes.

    :param essays: the essays by id; their notes are not looked at.
    :param scheme: the lists that the edition declares.
    :returns: the files to write, from the folder of essays.
    :raises Refusal: one of its annotations is invalid.
    """
    try:
        items = list(data["first"]["items"])
    except (KeyError, TypeError):
        raise Refusal("the collection has no ‘items’; export it again") from None
    return dict(_read(number, item, essays, scheme) for number, item in enumerate(items, start=1))


def write_files(files: Mapping[PurePosixPath, str], folder: Path, overwrite: bool) -> list[Path]:
    """Write files of notes; return those that are new or changed.

    :param folder: the folder of essays.
    :param overwrite: whether a file that says something else may be replaced.
    :raises Refusal: a file exists and says something else; nothing was written.
    """
    before = {name: _content(folder / name) for name in files}
    changed = {folder / name: text for name, text in files.items() if before[name] != text.encode()}
    for path in _alike(folder, {path for path in changed if path.exists()}, files):
        del changed[path]
    if not overwrite and (existing := sorted(path for path in changed if path.exists())):
        names = "\n".join(f"    {path}" for path in existing)
        raise Refusal(
            "these files exist and say something else; "
            f"nothing was written (--overwrite replaces them):\n{names}"
        )
    for path, text in changed.items():
        write_within(folder, path, text, before[PurePosixPath(path.relative_to(folder))])
    return sorted(changed)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _alike(
    folder: Path, paths: Collection[Path], files: Mapping[PurePosixPath, str]
) -> Iterator[Path]:
    """Yield the files that say the same in another form: in other lines, with other context.

    :param folder: the folder of essays, with those files.
    :param files: what would be written.
    """
    if not paths:
        return
    with tempfile.TemporaryDirectory() as temporary:
        other = Path(temporary, folder.name)
        for name in files:
            write_within(other, other / name, files[name])
        there, new = Reader(folder), Reader(other)
        new.scheme = there.scheme
        blocks = {essay.id: essay.blocks for essay in there.essays()}
        now = {one.file.path: one for one in _records(there, blocks)}
        for record in _records(new, blocks):
            path = folder.parent / record.file.path
            if path in paths and _says(record, blocks) == _says(now.get(record.file.path), blocks):
                yield path


def _records(reader: Reader, essays: Iterable[str]) -> Iterator[Note | CrossReference]:
    for essay in essays:
        yield from reader.notes(reader.folder / essay)
    if (reader.folder / _CROSSINGS).is_dir():
        yield from reader.cross_references()


def _says(record: Note | CrossReference | None, blocks: Mapping[str, Sequence[Block]]) -> object:
    """Return what a record says, with the places of words in place of their context."""
    if record is None:
        return None
    if isinstance(record, CrossReference):
        ends = [anchor(place, blocks.get(place.essay, ())) for place in record.head.between]
        return record.head.model_copy(update={"between": ()}), ends, record.body.strip()
    head = record.head.model_copy(update=dict.fromkeys(("quote", "in_", "before", "after")))
    return head, anchor(record.head, blocks[record.essay]), record.body.strip()


def _read(
    number: int, item: Any, essays: Mapping[str, Essay], scheme: Scheme
) -> tuple[PurePosixPath, str]:
    """Read one annotation, counted from 1."""
    named = item.get(f"{PREFIX}id") or item.get("id") if isinstance(item, Mapping) else None
    which = f"annotation {number} (‘{named}’)" if named else f"annotation {number}"
    try:
        return _file(item, essays, scheme)
    except KeyError as missing:
        raise Refusal(f"{which} has no {missing.args[0]}") from None
    except (TypeError, AttributeError, ValueError, StopIteration):
        message = f"{which} has a value of another form than our export writes; export it again"
        raise Refusal(message) from None


def _file(
    item: Mapping[str, Any], essays: Mapping[str, Essay], scheme: Scheme
) -> tuple[PurePosixPath, str]:
    id = item[f"{PREFIX}id"]
    folder, _, name = id.partition("/")
    if not is_id(name) or (folder != _CROSSINGS and folder not in essays):
        raise Refusal(f"‘{id}’ is not the id of a note of this edition")
    fields = _unprefixed(item[f"{PREFIX}record"])
    if folder == _CROSSINGS:
        link = next(body for body in item["body"] if body.get("purpose") == "linking")
        places = [_place(id, end, essays) for end in (item["target"], link)]
        fields = {
            **{key: fields[key] for key in ("theme", "relation")},
            "between": places,
            **fields,
        }
        _validate(id, _CROSS_REFERENCE, fields, scheme)
        path = PurePosixPath(_CROSSINGS, f"{name}.md")
    else:
        place = _place(id, item["target"], essays)
        if place.pop("essay") != folder:
            raise Refusal(f"‘{id}’ points into another essay")
        first = {key: fields[key] for key in ("kind", "title")}
        fields = {**first, **place, **fields}
        _validate(id, _NOTE, fields, scheme)
        path = PurePosixPath(folder, "notes", f"{name}.md")
    return path, note_text(fields, _source(item))


def _unprefixed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key.removeprefix(PREFIX): _unprefixed(part) for key, part in value.items()}
    return [_unprefixed(part) for part in value] if isinstance(value, list) else value


def _validate(
    id: str, adapter: TypeAdapter[Any], fields: Mapping[str, Any], scheme: Scheme
) -> None:
    try:
        adapter.validate_python(fields, context={"allowed": (), "scheme": scheme})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refusal(f"‘{id}’: {where}: {first['msg']}") from None


def _source(item: Mapping[str, Any]) -> str:
    """Return the body as MyST: the one that is not a named part of the note."""
    for body in item["body"]:
        for form in body.get("items", ()) if PART not in body else ():
            if form["format"] == "text/markdown":
                return str(form["value"])
    raise Refusal(f"‘{item[f'{PREFIX}id']}’ has no body as text/markdown")


# -- places --------------------------------------------------------------------------------------


def _place(id: str, target: Mapping[str, Any], essays: Mapping[str, Essay]) -> dict[str, Any]:
    """Return the fields that identify a place, once its words have been found there."""
    essay = essays.get(target[f"{PREFIX}essay"])
    if essay is None:
        raise Refusal(f"‘{id}’ points to an essay that is not in this edition")
    selectors = {selector["type"]: selector for selector in target["selector"]}
    exact = selectors["TextQuoteSelector"]["exact"]
    position = selectors["TextPositionSelector"]
    if not isinstance(exact, str):
        raise Refusal(f"‘{id}’: ‘exact’ of its TextQuoteSelector holds no words")
    if not all(isinstance(position[name], int) for name in ("start", "end")):
        raise Refusal(f"‘{id}’: ‘start’ and ‘end’ of its selector are no whole numbers")
    starts = zip(essay.blocks, offsets(essay), strict=True)
    for index, (block, first) in enumerate(starts):
        start, end = position["start"] - first, position["end"] - first
        if 0 <= start < end <= len(block.text) and block.text[start:end] == exact:
            return _least_fields(id, essay, Span(index, start, end))
    raise Refusal(
        f"‘{id}’: the words “{short(exact)}” are not at {position['start']} in {essay.id}; "
        "export the annotations again from the text as it is now"
    )


def _least_fields(id: str, essay: Essay, span: Span) -> dict[str, Any]:
    """Return ‘quote’ and as few of ‘in’, ‘before’ and ‘after’ as are needed."""
    try:
        return {"essay": essay.id, **least_fields(essay.blocks, span)}
    except NoPlace as fault:
        raise Refusal(f"‘{id}’: {fault}") from None
