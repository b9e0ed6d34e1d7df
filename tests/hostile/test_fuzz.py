"""Whatever stands in a file: reading and anchoring end with records or problems, no traceback."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.hostile.corpus import CORPUS, NOTE
from tests.support.project import LINT_BASE

from sphinx_apparatus.authoring.note_file import NoPlace, least_fields, note_text
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.rules_style import first_person, weasel_words
from sphinx_apparatus.model.essays import Block, Span
from sphinx_apparatus.model.records import Place
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.anchors import Fault, anchor
from sphinx_apparatus.text.bodies import read_body
from sphinx_apparatus.text.markdown import escape, normalise
from sphinx_apparatus.text.units import stream

SOME = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
MORE = settings(SOME, max_examples=300)

# Pieces of what notes are made of, put together in every wrong way.
PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "kind: context\n",
            "kind: textual\n",
            "title: a\n",
            "quote: >-\n",
            "  The dog\n",
        ),
        *(
            "by: [editors]\n",
            "in: p1\n",
            "change: none\n",
            "history:\n  - a\n",
            "- ",
            ": ",
            "{",
            "}",
        ),
        *(
            "[",
            "]",
            "&a ",
            "*a ",
            "!t ",
            "? ",
            "| \n",
            "%",
            "@",
            "`",
            "```\n",
            ":::",
            "{cite:p}`a`",
        ),
        *(
            "\x00",
            "\u202e",
            "\ud7ff",
            "\ufffe",
            "é",
            "e\u0301",
            "\u00a0",
            "\t",
            "\r\n",
            "\r",
            "\n\n",
        ),
        *(
            "<b>",
            "<!--",
            "](",
            "![",
            "[^1]: ",
            "# ",
            "> ",
            "(a)=\n",
            "$$",
            "\\",
            "'",
            '"',
            "“",
            "’",
        ),
    ]
)
SOUP = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join)
WORDS = st.text(st.sampled_from("ab \n\u00a0.’e\u0301é"), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "edition"
    shutil.copytree(LINT_BASE, folder)
    return folder


def opened(base: Path, content: bytes) -> None:
    (base / NOTE).write_bytes(content)
    for problem in open_edition(base / "essays", base / "references.bib").problems:
        assert problem.line >= 1
        assert problem.message


@SOME
@given(st.binary(max_size=400))
def test_bytes(base: Path, content: bytes) -> None:
    opened(base, content)


@SOME
@given(SOUP, SOUP)
def test_soup(base: Path, head: str, body: str) -> None:
    opened(base, f"---\n{head}\n---\n{body}".encode(errors="surrogatepass"))


@pytest.mark.parametrize("seed", range(4))
def test_accidents_in_any_file(tmp_path: Path, seed: int) -> None:
    """Lines lost, doubled or shuffled, files deleted or replaced: records or problems, no crash."""
    base = shutil.copytree(LINT_BASE, tmp_path / "edition")
    chance = random.Random(seed)
    kept = {path: path.read_bytes() for path in sorted(base.rglob("*")) if path.is_file()}
    found = set()
    for _ in range(25):
        _damage(chance, chance.choice(list(kept)), kept)
        edition = open_edition(base / "essays", base / "references.bib")
        found.update(problem.rule for problem in edition.problems)
    assert len(found) > 3
    for path, content in kept.items():
        path.write_bytes(content)
    assert open_edition(base / "essays", base / "references.bib").problems == ()


def _damage(chance: random.Random, path: Path, kept: dict[Path, bytes]) -> None:
    content = path.read_bytes() if path.exists() else kept[path]
    lines = content.splitlines(keepends=True) or [b"\n"]
    where = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            path.unlink(missing_ok=True)
            return
        case 1:
            del lines[where]
        case 2:
            lines.insert(where, chance.choice(lines))
        case 3:
            lines[where] = bytes(chance.sample(lines[where], len(lines[where])))
        case 4:
            lines = [chance.choice(sorted(kept.values()))]
        case 5:
            lines = [kept[path]]
        case 6:
            lines = [content.replace(b"20", b"19")]
    path.write_bytes(b"".join(lines))


@SOME
@given(st.sampled_from([evil for evil in CORPUS if evil.rule != "A005"]), st.data())
def test_evil_files_cut_and_joined(base: Path, evil: object, data: st.DataObject) -> None:
    """A piece of one evil file, a piece of another."""
    pieces = []
    for chosen in (evil, data.draw(st.sampled_from(CORPUS))):
        shutil.rmtree(base)
        shutil.copytree(LINT_BASE, base)
        chosen.do(base)  # type: ignore[attr-defined]
        path = base / NOTE
        there = path.is_file() and not path.is_symlink() and path.stat().st_size < 20_000
        content = path.read_bytes() if there else b""
        pieces.append(content[: data.draw(st.integers(0, len(content)))])
    shutil.rmtree(base)
    shutil.copytree(LINT_BASE, base)
    opened(base, b"".join(pieces))


@MORE
@given(SOUP)
def test_bodies(body: str) -> None:
    read_body(body)
    list(weasel_words(body))
    list(first_person(body))


@MORE
@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_a_place_is_found_again_or_refused(paragraphs: list[str], data: st.DataObject) -> None:
    texts = [words for words in map(normalise, paragraphs) if words]
    blocks = tuple(
        Block(f"p{n}", BlockKind.PASSAGE, n, words, 1) for n, words in enumerate(texts, start=1)
    )
    if not blocks:
        return
    index = data.draw(st.integers(0, len(blocks) - 1))
    words = blocks[index].text
    start = data.draw(st.integers(0, len(words) - 1))
    span = Span(index, start, data.draw(st.integers(start + 1, len(words))))
    if normalise(words[start : span.end]) != words[start : span.end]:
        return
    try:
        fields = least_fields(blocks, span)
    except NoPlace:
        return
    found = anchor(Place.model_validate({"essay": "2001-fox", **fields}), blocks)
    assert found == span
    assert note_text(fields, "")


@MORE
@given(SOUP, st.lists(WORDS, min_size=1, max_size=3))
def test_any_quotation_anchors_once_or_has_a_fault(quote: str, paragraphs: list[str]) -> None:
    blocks = tuple(
        Block(f"p{n}", BlockKind.PASSAGE, n, normalise(words), 1)
        for n, words in enumerate(paragraphs, start=1)
    )
    try:
        place = Place.model_validate({"essay": "2001-fox", "quote": quote})
    except ValidationError:  # it holds a character that no record may hold
        return
    found = anchor(place, blocks)
    if isinstance(found, Fault):
        assert found.message
    else:
        assert blocks[found.block].text[found.start : found.end] == normalise(quote)


@MORE
@given(WORDS)
def test_escaped_words_come_back(words: str) -> None:
    parts = [part for part in words.split("\n\n") if normalise(part)]
    text = "\n\n".join(escape(part.strip()) for part in parts)
    assert " ".join(block.text for block in stream(text)) == normalise(words)
