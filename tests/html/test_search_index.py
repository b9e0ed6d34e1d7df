"""The search index: every word is found, and what an earlier index left is of no effect."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from sphinx_apparatus.html import search_index
from sphinx_apparatus.html.search_index import Place, SearchedEssay, base36, words_of, write_search
from sphinx_apparatus.text.collation import fold

LETTERS = "abcdeé"


def essay(chance: random.Random, number: int, places: int) -> SearchedEssay:
    def word() -> str:
        return "".join(chance.choice(LETTERS) for _ in range(chance.randrange(1, 5)))

    def words(count: int) -> str:
        return " ".join(word() for _ in range(count))

    made = [
        Place("text", "", f"L{number} {n}", f"p{n}", word(), words(12), words(3), word())
        for n in range(places)
    ]
    return SearchedEssay(f"e{number}", f"L{number}", f"essays/e{number}.html", made)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def data(folder: Path, name: str) -> dict[str, object]:
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("apparatusTake(").removesuffix(");\n"))  # type: ignore[no-any-return]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "MOST", 400)
    monkeypatch.setattr(search_index, "TOGETHER", 7)


@pytest.mark.parametrize("seed", range(12))
def test_an_index_written_over_another_is_that_of_an_empty_folder(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    essays = [essay(chance, number, chance.randrange(0, 20)) for number in range(8)]
    write_search(tmp_path / "index", essays, ["ab"])
    for turn in range(6):
        for number in chance.sample(range(8), chance.randrange(1, 4)):
            essays[number] = essay(chance, number, chance.choice((0, 1, 5, 30)))
        if turn == 4:
            essays.append(essay(chance, 8, 9))
        write_search(tmp_path / "index", essays, ["ab"])
        write_search(tmp_path / f"anew-{turn}", essays, ["ab"])
        assert files(tmp_path / "index") == files(tmp_path / f"anew-{turn}")


def test_every_word_stands_in_the_file_that_the_script_looks_into(tmp_path: Path) -> None:
    essays = [essay(random.Random(number), number, 20) for number in range(6)]
    write_search(tmp_path, essays, ["ab"])
    beginnings = data(tmp_path, "volume")["beginnings"]
    assert isinstance(beginnings, list)
    assert len(beginnings) > 10
    for number, one in enumerate(essays):
        for place, said in enumerate(one.places):
            for word in words_of(f"{said.title} {said.words} {said.summary} {said.also}") - {"ab"}:
                home = max((each for each in beginnings if word.startswith(each)), key=len)
                found = data(tmp_path, f"words-{search_index.file_name(home)}")[word]
                assert re.search(
                    rf"(^|;){base36(number)}:([^;]*,)?{base36(place)}(!|,|;|$)", str(found)
                )


def test_no_file_of_words_is_large_unless_a_single_word_is(tmp_path: Path) -> None:
    write_search(tmp_path, [essay(random.Random(n), n, 20) for n in range(6)], [])
    for file in tmp_path.glob("words-*.js"):
        assert file.stat().st_size < 450 or len(data(tmp_path, file.stem)) == 1, file.name


def test_only_what_changes_is_written(tmp_path: Path) -> None:
    essays = [essay(random.Random(number), number, 20) for number in range(6)]
    write_search(tmp_path, essays, [])
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    places = list(essays[3].places)
    places[2] = places[2]._replace(words=f"{places[2].words} zebra")
    essays[3] = SearchedEssay("e3", "L3", "essays/e3.html", places)
    write_search(tmp_path, essays, [])
    written = {p.name for p in tmp_path.iterdir() if p.stat().st_mtime_ns != before.get(p.name)}
    assert written == {"text-e3-0.js", "words-z.js", "volume.js"}


def test_folding() -> None:
    assert fold("Guaidó’s ÑANDÚ") == "guaido’s nandu"
