"""Scripts and styles of the pages: what Python knows too, and what is built from their sources."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.support.project import loaded_script

import sphinx_apparatus
from sphinx_apparatus.authoring.note_file import (
    NoPlace,
    least_fields,
    new_id,
    new_note,
    new_title,
    template,
)
from sphinx_apparatus.html.search_index import file_name, words_of
from sphinx_apparatus.html.translator import STATIC
from sphinx_apparatus.model.essays import Block, Span
from sphinx_apparatus.model.vocabulary import KINDS, BlockKind
from sphinx_apparatus.review.note_text import with_sentence
from sphinx_apparatus.text.collation import fold

ASSETS = Path(sphinx_apparatus.__file__).parent / "html" / "assets"
# The tests of the scripts read the same file.
CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (ASSETS / "tests" / "cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES["titles"], ids=lambda case: case["quote"][:30])
def test_titles_of_new_notes(case: dict[str, Any]) -> None:
    assert new_title(case["quote"], case["taken"]) == case["title"]


@pytest.mark.parametrize("case", CASES["ids"], ids=lambda case: case["quote"][:30])
def test_ids_of_new_notes(case: dict[str, Any]) -> None:
    assert new_id(case["quote"], case["taken"]) == case["id"]


@pytest.mark.parametrize("case", CASES["files"], ids=lambda case: case["text"][:40])
def test_files_of_answers(case: dict[str, Any]) -> None:
    kind, answers = KINDS[KINDS.index(case["kind"])], case["answers"]
    example, person, quote = "fox2000a", "editors", case["place"]["quote"]
    made = new_note(
        kind,
        case["place"],
        new_title(quote, []),
        example,
        dt.date.fromisoformat(str(CASES["today"])),
        person,
        {name: answer for name, answer in answers.items() if name != "body"},
        answers.get("body", ""),
        needs_summary=True,
    )
    assert made == case["text"]
    assert template(kind, example, person, needs_summary=True) == case["template"]


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: case["text"][:30])
def test_one_more_sentence(case: dict[str, Any]) -> None:
    given = (case[name] for name in ("text", "sentence", "key", "place"))
    assert with_sentence(*given) == case["made"]


@pytest.mark.parametrize("case", CASES["places"], ids=lambda case: case["quote"])
def test_fields_that_single_words_out(case: dict[str, Any]) -> None:
    blocks = [
        Block(f"p{number}", BlockKind.PASSAGE, number, text, number)
        for number, text in enumerate(case["passages"], 1)
    ]
    start = -1
    for _ in range(case["occurrence"] + 1):
        start = blocks[case["passage"]].text.index(case["quote"], start + 1)
    span = Span(case["passage"], start, start + len(case["quote"]))
    if case["fields"] is None:
        with pytest.raises(NoPlace):
            least_fields(blocks, span)
    else:
        assert least_fields(blocks, span) == case["fields"]


@pytest.mark.parametrize("case", CASES["folded"], ids=lambda case: case["text"])
def test_texts_without_accents_and_capitals(case: dict[str, str]) -> None:
    assert fold(case["text"]) == case["folded"]


@pytest.mark.parametrize("case", CASES["file_names"], ids=lambda case: case["beginning"])
def test_names_of_files_of_words(case: dict[str, str]) -> None:
    assert file_name(case["beginning"]) == case["name"]


def test_what_scripts_and_styles_know_is_what_the_engine_says() -> None:
    script = loaded_script("write_facts")
    for name, text in script.files().items():
        stale = f"{name} is not what the engine says now: run “make scripts”"
        assert (ASSETS / name).read_text(encoding="utf-8") == text, stale


NODE = shutil.which("node")
needs_tools = pytest.mark.skipif(
    NODE is None or not (ASSETS / "node_modules").is_dir(),
    reason="needs Node.js and the tools of html/assets: make scripts",
)


@needs_tools
def test_what_pages_load_is_built_from_the_sources(tmp_path: Path) -> None:
    assert NODE is not None
    command = [NODE, "build.js", str(tmp_path)]
    done = subprocess.run(command, cwd=ASSETS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    built = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    built_ones = [path for path in STATIC.iterdir() if path.suffix in {".css", ".js"}]
    committed = {path.name: path.read_text(encoding="utf-8") for path in built_ones}
    assert sorted(committed) == sorted(built)
    for name, text in built.items():
        assert committed[name] == text, f"{name} is not what its source says: run “make scripts”"


@needs_tools
def test_the_unit_tests_of_the_scripts_pass() -> None:
    assert NODE is not None
    command = [NODE, "--test"]
    done = subprocess.run(command, cwd=ASSETS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name


@pytest.mark.parametrize("case", CASES["searched"], ids=lambda case: case["query"])
def test_a_query_finds_the_words_of_every_script(case: dict[str, Any]) -> None:
    indexed = words_of(case["text"])
    starts = (any(word.startswith(wanted) for word in indexed) for wanted in case["words"])
    assert all(starts) is case["found"]
