"""The search index of texts and notes, as many small scripts that pages load as needed.

Nothing here knows of Sphinx. A folder holds

``volume.js``
    the essays, one letter for each place that can be found (its kind and verdict), the words
    that are left out, and the beginnings by which the files of words are named;
``words-<beginning>.js``
    the words that begin so, each with its places: ``a:1,f!;b:0`` are the places 1 and 15 of
    essay 10 and the place 0 of essay 11, in numbers to the base of 36; ``!`` stands for a title;
``text-<essay>-<n>.js``
    fifty places of an essay as they are shown: label, anchor, title, words, summary;

Scripts and not JSON, because browsers refuse ``fetch`` on pages opened from a folder.
The index is made anew, and a file is written only if its bytes differ.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sphinx_apparatus.text.collation import WITHOUT_SPACES, fold
from sphinx_apparatus.text.file_writing import write_whole

VOLUME = "volume.js"
MOST = 48_000
"""Bytes that a file of words holds, unless a single word has more."""
TOGETHER = 50
"""Places of an essay in one file."""
_RUN = re.compile(f"[{WITHOUT_SPACES}]+|[^{WITHOUT_SPACES}\\s]{{2,}}")
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.)+[^\W\d_](?!\w)")
ALIKE = {"usa": "us"}
"""Initials that are searched as others, both by those who write the one and the other."""
_NUMBER = re.compile(r"(?:¶\s?|n\.\s?)\w+$")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Place(NamedTuple):
    """A passage or note in the search index."""

    kind: str
    verdict: str
    """Empty but for fact-checks."""
    label: str
    anchor: str
    title: str
    words: str
    summary: str
    """The answer of a note, shown before its words; empty where there is none."""
    also: str = ""
    """Words by which it is found and which are not shown: readings, sources."""


@dataclass(frozen=True, slots=True)
class SearchedEssay:
    """An essay with its passages and notes in the search index."""

    id: str
    label: str
    page: str
    """Its address from the first page of the site."""
    places: Sequence[Place]


class _InWords(dict[int, int]):
    """For ``str.translate``: letters, marks and figures stay, all else is a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if unicodedata.category(chr(code))[0] in "LMN" else 32
        return self[code]


_IN_WORDS = _InWords()
_IS_WITHOUT_SPACES = re.compile(f"[{WITHOUT_SPACES}]")


def words_of(text: str) -> set[str]:
    """Return the words of a text by which it is found.

    >>> sorted(words_of("The Guaidó of ’19, a “ship”."))
    ['19', 'guaido', 'of', 'ship', 'the']
    >>> sorted(words_of("这座城市"))
    ['城市', '市', '座城', '这座']
    >>> sorted(words_of("the U.S.A., the U.S. and the US"))
    ['and', 'the', 'us']
    """
    text = fold(text)
    words = {initials.replace(".", "") for initials in _INITIALS.findall(text)}
    text = text.translate(_IN_WORDS)
    if text.isascii() or not _IS_WITHOUT_SPACES.search(text):
        # The expression takes ten times as long.
        words.update(word for word in text.split() if len(word) > 1)
    else:
        words.update(_RUN.findall(text))
        for run in [word for word in words if _IS_WITHOUT_SPACES.match(word)]:
            # A reader's words are somewhere in the run: pairs of signs find them.
            words.remove(run)
            words.update(map("".join, pairwise(run)))
            words.add(run[-1])
    for word in words & ALIKE.keys():
        words.remove(word)
        words.add(ALIKE[word])
    return words


def number_of(label: str) -> set[str]:
    """Return the word by which the number of a passage or note is found.

    >>> number_of("2019 ¶9"), number_of("2019 n. 13")
    ({'¶9'}, {'n.13'})
    """
    found = _NUMBER.search(label)
    return {re.sub(r"\s", "", found[0]).lower()} if found else set()


def write_search(folder: Path, essays: Iterable[SearchedEssay], left_out: Iterable[str]) -> None:
    """Write the index into a folder; files of an earlier one that are not part of it are deleted.

    :param left_out: words too common to be searched, folded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = set()
    for name, data in _files(essays, sorted(left_out)):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        content = f"apparatusTake({text});\n".encode()
        file = folder / name
        if not file.is_file() or file.read_bytes() != content:
            write_whole(file, content)
        written.add(name)
    for file in folder.iterdir():
        if file.name not in written:
            file.unlink()


def _files(
    essays: Iterable[SearchedEssay], left_out: Sequence[str]
) -> Iterator[tuple[str, object]]:
    """Yield the name and the content of each file."""
    listed: list[tuple[str, str, list[str]]] = []
    # Bytes: a string for each word of each essay would take five times the memory.
    words: defaultdict[str, bytearray] = defaultdict(bytearray)
    for number, essay in enumerate(essays):
        listed.append((essay.id, essay.label, [f"{p.kind} {p.verdict}" for p in essay.places]))
        code = base36(number)
        for word, places in _entries(essay.places, left_out).items():
            words[word] += f";{code}:{places}".encode()
        for part, start in enumerate(range(0, len(essay.places), TOGETHER)):
            shown = [
                [
                    place.label,
                    place.anchor,
                    place.title,
                    place.words,
                    place.summary,
                ]
                for place in essay.places[start : start + TOGETHER]
            ]
            yield f"text-{essay.id}-{part}.js", {"page": essay.page, "places": shown}
    beginnings = []
    terms = {word: words[word][1:].decode() for word in sorted(words)}
    for beginning, some in _shared_out("", terms):
        beginnings.append(beginning)
        yield f"words-{file_name(beginning)}.js", some
    classes = sorted({kind for _, _, kinds in listed for kind in kinds})
    letters = dict(zip(classes, _LETTERS, strict=False))
    yield (
        VOLUME,
        {
            "essays": [
                [id, label, "".join(letters[kind] for kind in kinds)] for id, label, kinds in listed
            ],
            "classes": [kind.split(" ") for kind in classes],
            "leftOut": left_out,
            "together": TOGETHER,
            "beginnings": sorted(beginnings),
        },
    )


def _entries(places: Iterable[Place], left_out: Iterable[str]) -> dict[str, str]:
    """Return the words of an essay with its places; those of titles marked."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, place in enumerate(places):
        code = base36(number)
        named = words_of(place.title) | number_of(place.label)
        for word in named:
            found[word].append(f"{code}!")
        for word in words_of(f"{place.summary} {place.words} {place.also}") - named:
            found[word].append(code)
    for word in left_out:
        found.pop(word, None)
    return {word: ",".join(codes) for word, codes in found.items()}


@cache
def base36(number: int) -> str:
    """Write a number as ``Number.toString(36)`` does.

    >>> base36(35), base36(36)
    ('z', '10')
    """
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _shared_out(beginning: str, terms: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the words of each file by their beginning.

    The words that begin with some letters share a file if they fit into one; if not, the next
    letter distinguishes them, and the word that is just those letters has a file of its own.
    """
    if _size(terms) <= MOST or set(terms) == {beginning}:
        if terms:
            yield beginning, terms
        return
    by_letter: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for word, places in terms.items():
        by_letter[word[: len(beginning) + 1]][word] = places
    for longer, some in by_letter.items():
        yield from _shared_out(longer, some)


def _size(terms: Mapping[str, str]) -> int:
    return sum(len(word) + len(places) + 6 for word, places in terms.items())


def file_name(beginning: str) -> str:
    """Return letters as they stand in the name of a file; the script does the same.

    >>> file_name("año")
    'a~f1~o'
    """
    return re.sub("[^a-z0-9]", lambda found: f"~{ord(found[0]):x}~", beginning)
