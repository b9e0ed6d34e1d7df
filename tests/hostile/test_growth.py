"""Work grows with the size of a file, not with its square: steps are counted, not seconds."""

from __future__ import annotations

import shutil
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from tests.support.growth import grows_linearly
from tests.support.project import LINT_BASE

from sphinx_apparatus.edition import safe_yaml
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.rules_style import weasel_words
from sphinx_apparatus.edition.safe_yaml import read_yaml
from sphinx_apparatus.edition.validation import MOST_FAULTS, validate
from sphinx_apparatus.model.essays import Block, File
from sphinx_apparatus.model.records import AnyHead, Name, Place
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.text.anchors import Fault, anchor
from sphinx_apparatus.text.edits import paired, smallest_edits


def test_faults_of_a_note() -> None:
    adapter: TypeAdapter[object] = TypeAdapter(AnyHead)

    def make(count: int) -> Callable[[], object]:
        data = {"kind": "textual", "witnesses": [{}] * count}
        return lambda: validate(adapter, data, File("x"))

    make(1)()
    grows_linearly(make, 400)


def test_faults_of_a_list() -> None:
    adapter = TypeAdapter(list[Name])

    def make(count: int) -> Callable[[], object]:
        return lambda: validate(adapter, [{}] * count, File("x"))

    make(1)()
    grows_linearly(make, 3000)
    _, problems = validate(adapter, [{}] * 5000, File("x"))
    assert len(problems) == MOST_FAULTS + 1
    assert "the file has" in problems[-1].message


def test_paragraphs_with_weasel_words() -> None:
    grows_linearly(lambda count: lambda: list(weasel_words("many say x.\n\n" * count)), 100)


@pytest.mark.parametrize("quote", ["a", "a a a", "none of it " * 50])
def test_quotations(quote: str) -> None:
    def make(count: int) -> Callable[[], object]:
        blocks = [Block("p1", BlockKind.PASSAGE, 1, ("a " * count).strip(), 1)]
        place = Place.model_validate({"essay": "2001-fox", "quote": quote})
        return lambda: anchor(place, blocks)

    assert isinstance(make(5000)(), Fault)
    grows_linearly(make, 5000)


def memory(work: Callable[[], object]) -> float:
    """Return the MiB that Python allocates at most meanwhile."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def test_a_quotation_that_stands_everywhere() -> None:
    blocks = [Block("p1", BlockKind.PASSAGE, 1, ("a " * 150_000).strip(), 1)]
    place = Place.model_validate({"essay": "2001-fox", "quote": "a"})
    assert memory(lambda: anchor(place, blocks)) < 5


@pytest.mark.build  # It takes as long as a build.
@pytest.mark.parametrize(
    ("item", "size"),
    [
        # A sixteenth of the largest size may take a sixteenth of the memory.
        ("- {}\n", 2**18),
        *(pytest.param(item, 4 * 2**20, marks=pytest.mark.slow) for item in ("- {}\n", "- a\n")),
        pytest.param("- []\n", 4 * 2**20, marks=pytest.mark.slow),
    ],
)
def test_a_long_list(item: str, size: int, tmp_path: Path) -> None:
    shutil.copytree(LINT_BASE, tmp_path / "edition")
    names = tmp_path / "edition/essays/_data/names.yml"
    names.write_text(item * (size // len(item) - 1))
    base = tmp_path / "edition"
    spent = memory(lambda: open_edition(base / "essays", base / "references.bib"))
    assert spent < 250 * size / (4 * 2**20)


def test_a_list_in_one_line() -> None:
    """What is read of the line for each item ends with the item: it takes no longer than lines."""
    words = [f"w{number}" for number in range(100_000)]
    spent = []
    for text in (f"words: [{', '.join(words)}]", "words:\n- " + "\n- ".join(words)):
        start = time.process_time()
        value, _, problems = read_yaml(text, "x")
        spent.append(time.process_time() - start)
        assert (value["words"], problems) == (words, [])
    assert spent[0] < 3 * spent[1]


def test_a_file_has_no_end_of_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_yaml, "_MOST_VALUES", 4_000)
    _, _, problems = read_yaml("[" + "a," * 5_000 + "]", "x")
    assert [problem.rule.number for problem in problems] == ["A010"]


def test_strings_made_of_strings_are_not_put_together(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    lines = ["@string{a0 = {x}}"]
    lines += [f"@string{{a{n} = a{n - 1} # a{n - 1}}}" for n in range(1, 60)]
    path.write_text("\n".join([*lines, "@book{q, title = a59}"]))
    found: list[object] = []
    assert memory(lambda: found.append(read_references(path)[1])) < 20
    assert found[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (lambda n: "same", lambda n: "same" if n % 2 else f"other {n}"),
        (lambda n: "same", lambda n: "same"),
        (lambda n: f"passage {n}", lambda n: f"passage {-n}"),
        (lambda n: f"verse {n} " + "la " * 5, lambda n: f"verse {n} " + "lo " * 5),
    ],
    ids=["half changed", "equal", "moved", "all changed"],
)
def test_two_states_of_a_text(old: Callable[[int], str], new: Callable[[int], str]) -> None:
    """Paragraphs, and words of a reading, that are equal a thousand times."""

    def make(count: int) -> Callable[[], object]:
        before, after = [*map(old, range(count))], [*map(new, range(count))]
        return lambda: (paired(before, after), smallest_edits(" ".join(before), " ".join(after)))

    make(300)()
    grows_linearly(make, 500)
