"""The index of the search in texts and notes, as many small scripts: a page loads what it asks for.

Nothing here knows of Sphinx. A folder holds

``volume.js``
    the essays, one letter for each place that can be found (its kind and verdict), the words
    that are left out, and the beginnings by which the files of words are named;
``words-<beginning>.js``
    the words that begin so, each with its places: ``a:1,f!;b:0`` are the places 1 and 15 of
    essay 10 and the place 0 of essay 11, in numbers to the base of 36; ``!`` stands for a title;
``text-<essay>-<n>.js``
    fifty places of an essay as they are shown: label, anchor, title, words;
``state.json``
    what the next build compares: readers never load it.

Scripts and not JSON, because browsers refuse ``fetch`` on pages opened from a folder.
After a change only the files are written whose content changes, and they are those of a fresh
build: how words are shared out depends on the words alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = 1
STATE = "state.json"
MOST = 48_000
"""Bytes that a file of words holds, unless a single word has more."""
TOGETHER = 50
"""Places of an essay in one file."""
_WORD = re.compile(r"[^\W_]{2,}")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Place(NamedTuple):
    """A passage or note that can be found."""

    kind: str
    verdict: str
    """Empty but for fact-checks."""
    label: str
    anchor: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class SearchedEssay:
    """An essay with all that can be found in it."""

    id: str
    label: str
    page: str
    """Its address from the first page of the site."""
    places: Callable[[], Sequence[Place]]
    """Makes them: of an essay that is as it was nobody asks."""
    may_have_changed: bool = True


def fold(text: str) -> str:
    """Give a text without accents and capitals, as the script of the search page does."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return text.lower()


def words_of(text: str) -> set[str]:
    """Give the words of a text by which it is found.

    >>> sorted(words_of("The Guaidó of ’19, a “ship”."))
    ['19', 'guaido', 'of', 'ship', 'the']
    """
    return set(_WORD.findall(fold(text)))


def write_search(folder: Path, essays: Sequence[SearchedEssay], left_out: Iterable[str]) -> None:
    """Write the index into a folder, or bring the one that is there up to date.

    :param left_out: words too common to be searched, folded.
    """
    dropped = sorted(left_out)
    # The numbers of essays stand in every file, their labels and pages in some.
    listed = [[essay.id, essay.label, essay.page] for essay in essays]
    frame = [FORMAT, MOST, TOGETHER, dropped, listed]
    state = _state(folder)
    if state.get("frame") != frame:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        state = {"frame": frame, "digests": {}, "kinds": {}, "sizes": {}}
    digests, kinds = state["digests"], state["kinds"]
    index = _Words(folder, state["sizes"])
    changes: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for number, essay in enumerate(essays):
        if essay.id in digests and not essay.may_have_changed:
            continue
        places = essay.places()
        digest = hashlib.sha256(repr(places).encode()).hexdigest()[:16]
        if digests.get(essay.id) == digest:
            continue
        digests[essay.id] = digest
        kinds[essay.id] = [f"{place.kind} {place.verdict}" for place in places]
        before = _entries(_texts(folder, essay.id), dropped)
        _write_texts(folder, essay, places)
        now = _entries(([p.label, p.anchor, p.title, p.words] for p in places), dropped)
        for word, codes in now.items():
            if before.pop(word, None) != codes:
                changes[word][number] = codes
        for word in before:
            changes[word][number] = ""
    index.change(changes)
    classes = sorted({kind for essay in essays for kind in kinds[essay.id]})
    letters = dict(zip(classes, _LETTERS, strict=False))
    _write(
        folder / "volume.js",
        {
            "essays": [
                [essay.id, essay.label, "".join(letters[kind] for kind in kinds[essay.id])]
                for essay in essays
            ],
            "classes": [kind.split(" ") for kind in classes],
            "leftOut": dropped,
            "together": TOGETHER,
            "beginnings": sorted(index.sizes),
        },
    )
    # Written in any case, since its time tells which pages are newer.
    (folder / STATE).write_text(json.dumps(state, sort_keys=True), encoding="utf-8")


def _state(folder: Path) -> dict[str, Any]:
    try:
        return json.loads((folder / STATE).read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    except (OSError, ValueError):
        return {}


def _entries(places: Iterable[Sequence[str]], left_out: Iterable[str]) -> dict[str, str]:
    """Give the words of an essay with its places; those of titles marked."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, (label, _, title, words) in enumerate(places):
        code = base36(number)
        named = words_of(f"{label} {title}")
        for word in named:
            found[word].append(f"{code}!")
        for word in words_of(words) - named:
            found[word].append(code)
    for word in left_out:
        found.pop(word, None)
    return {word: ",".join(codes) for word, codes in found.items()}


def _texts(folder: Path, essay: str) -> Iterable[Sequence[str]]:
    number = 0
    while (file := folder / f"text-{essay}-{number}.js").exists():
        yield from _read(file)["places"]
        number += 1


def _write_texts(folder: Path, essay: SearchedEssay, all: Sequence[Place]) -> None:
    for file in folder.glob(f"text-{essay.id}-*.js"):
        if file.stem.removeprefix(f"text-{essay.id}-").isdigit():
            file.unlink()
    for number, start in enumerate(range(0, len(all), TOGETHER)):
        places = [
            [place.label, place.anchor, place.title, place.words]
            for place in all[start : start + TOGETHER]
        ]
        file = folder / f"text-{essay.id}-{number}.js"
        _write(file, {"page": essay.page, "places": places})


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


@dataclass
class _Words:
    """The files of words.

    The words that begin with some letters share a file if they fit into one; if not, the next
    letter tells them apart, and the word that is just those letters has a file of its own.
    """

    folder: Path
    sizes: dict[str, int]
    """Of each file that there is, by the beginning of its words."""
    _loaded: dict[str, dict[str, str]] = field(default_factory=dict)

    def change(self, changes: Mapping[str, Mapping[int, str]]) -> None:
        """Take over for each word the places in some essays, empty for none."""
        touched = set()
        for word, essays in changes.items():
            home = self._home(word)
            touched.add(home)
            terms = self._terms(home)
            groups = dict(group.split(":") for group in terms.get(word, "").split(";") if group)
            groups |= {base36(number): places for number, places in essays.items()}
            kept = sorted((int(code, 36), code) for code, places in groups.items() if places)
            terms[word] = ";".join(f"{code}:{groups[code]}" for _, code in kept)
            if not kept:
                del terms[word]
            self.sizes.setdefault(home, 0)
        for home in touched:
            self.sizes[home] = _size(self._terms(home))
        for top in {self._top(home) for home in touched}:
            self._share_out(top)

    def _home(self, word: str) -> str:
        """Give the file that a word is in, or would be in."""
        for length in range(len(word)):
            if not self._is_divided(word[:length]):
                return word[:length]
        return word

    def _is_divided(self, beginning: str) -> bool:
        return any(len(one) > len(beginning) for one in self._below(beginning))

    def _below(self, beginning: str) -> list[str]:
        return [one for one in self.sizes if one.startswith(beginning)]

    def _top(self, home: str) -> str:
        """Give the shortest beginning all of whose words fit into one file."""
        while home and sum(self.sizes[one] for one in self._below(home[:-1])) <= MOST:
            home = home[:-1]
        return home

    def _share_out(self, top: str) -> None:
        below = self._below(top)
        fits = sum(self.sizes[one] for one in below) <= MOST
        if not fits and len(below) > 1:
            below = [top]
        terms = {word: places for one in below for word, places in self._terms(one).items()}
        for one in below:
            self._file(one).unlink(missing_ok=True)
            del self.sizes[one], self._loaded[one]
        self._place(top, terms, self._is_divided(top))

    def _place(self, beginning: str, terms: dict[str, str], divided: bool = False) -> None:
        if not terms:
            return
        size = _size(terms)
        if size <= MOST or divided or set(terms) == {beginning}:
            self.sizes[beginning] = size
            self._loaded[beginning] = terms
            _write(self._file(beginning), dict(sorted(terms.items())))
            return
        by_letter: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for word, places in terms.items():
            by_letter[word[: len(beginning) + 1]][word] = places
        for longer, some in by_letter.items():
            self._place(longer, some, longer == beginning)

    def _terms(self, beginning: str) -> dict[str, str]:
        if beginning not in self._loaded:
            file = self._file(beginning)
            self._loaded[beginning] = _read(file) if file.exists() else {}
        return self._loaded[beginning]

    def _file(self, beginning: str) -> Path:
        return self.folder / f"words-{file_name(beginning)}.js"


def _size(terms: Mapping[str, str]) -> int:
    return sum(len(word) + len(places) + 6 for word, places in terms.items())


def file_name(beginning: str) -> str:
    """Give letters as they stand in the name of a file; the script does the same.

    >>> file_name("año")
    'a~f1~o'
    """
    return re.sub("[^a-z0-9]", lambda found: f"~{ord(found[0]):x}~", beginning)


def _write(file: Path, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"apparatusTake({text});\n", encoding="utf-8")


def _read(file: Path) -> dict[str, Any]:
    text = file.read_text(encoding="utf-8")
    return json.loads(text[len("apparatusTake(") : -len(");\n")])  # type: ignore[no-any-return]
