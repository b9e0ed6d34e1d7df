"""Every field of text has a kind, and the rule of the kind runs on the value that was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from sphinx_apparatus.edition.safe_yaml import read_yaml
from sphinx_apparatus.edition.validation import MOST_FAULTS, validate
from sphinx_apparatus.model import records
from sphinx_apparatus.model.essays import File
from sphinx_apparatus.model.fields import Gate, Record
from sphinx_apparatus.model.records import AnyHead, EssayHead, Name, Theme
from sphinx_apparatus.sphinx_ext.directives.names import anchors


def models(of: type[Record] = Record) -> Iterator[type[Record]]:
    for model in of.__subclasses__():
        yield model
        yield from models(model)


def ungated(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Yield each type of text in an annotation that has no gate."""
    if annotation is str:
        if not any(isinstance(each, Gate) for each in metadata):
            yield annotation
        return
    parts = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        yield from ungated(parts[0], annotation.__metadata__)
    elif getattr(annotation, "__origin__", None) is not None or parts:
        for part in parts:
            if not isinstance(part, str):  # a word of a Literal
                yield from ungated(part, metadata if part is str else ())


def of_field(field: FieldInfo) -> list[Any]:
    return list(ungated(field.annotation, tuple(field.metadata)))


def test_every_field_of_text_has_a_gate() -> None:
    missing = [
        f"{model.__name__}.{name}"
        for model in models()
        for name, field in model.model_fields.items()
        if of_field(field)
    ]
    assert missing == []


def test_a_field_without_a_gate_is_found() -> None:
    class Careless(Record):
        words: str
        listed: tuple[str, ...] = ()
        fine: records.Text | None = None
        may_be: str | None = None

    found = [name for name, field in Careless.model_fields.items() if of_field(field)]
    assert found == ["words", "listed", "may_be"]
    del Careless


NOTE = "kind: context\ntitle: Evil\nquote: >-\n  The dog\nby: [editors]\n"


def refused(adapter: TypeAdapter[Any], yaml: str, *allowed: str) -> list[str]:
    """Return number, line and message of what the model refuses in a text of YAML."""
    data, lines, problems = read_yaml(yaml, "x")
    assert not problems
    _, problems = validate(adapter, data, File("x", lines), allowed=allowed)
    return [f"{p.line} {p.rule.number} {p.message}" for p in problems]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r'"a\0b"', "A003 ‘title’ holds the invisible character U+0000 (control character)"),
        (r'"\e[31mred"', "A003 ‘title’ holds the invisible character U+001B (control character)"),
        (r'"a\u202eb"', "A003 ‘title’ holds the invisible character U+202E"),
        (r'"a\u200bb"', "A003 ‘title’ holds the invisible character U+200B"),
        (r'"a\Lb"', "A003 ‘title’ holds the invisible character U+2028"),
        (r'"a\Nb"', "A003 ‘title’ holds the invisible character U+0085"),
        (r'"a\uFFFEb"', "A003 ‘title’ holds the invisible character U+FFFE"),
        (r'"a\U000E0041"', "A003 ‘title’ holds the invisible character U+E0041"),
        (r'"a\n::error::b"', "A022 ‘title’ holds a line break"),
        (r'"a\tb"', "A022 ‘title’ holds a line break or a tabulator"),
        ('"\n\n  a\n\n  b"', "A022 ‘title’ holds a line break"),
    ],
)
def test_escapes_of_yaml_meet_the_rule(written: str, said: str) -> None:
    [found] = refused(TypeAdapter(AnyHead), NOTE.replace("title: Evil", f"title: {written}"))
    assert found.startswith(f"2 {said}")


def test_an_edition_may_allow_a_character() -> None:
    yaml = NOTE.replace("title: Evil", r'title: "a\u034fb"')
    assert refused(TypeAdapter(AnyHead), yaml, "\u034f") == []
    assert refused(TypeAdapter(AnyHead), yaml) != []


ESSAY = (Path(__file__).parents[1] / "lint/base/essays/2001-fox/essay.yml").read_text()


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        *(("url", value, "A063") for value in (
            *("javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "//example.org/x"),
            *("ftp://example.org/", "mailto:a@b.example", "'https:'", "https://[::1/", "a"),
            *("'https://example.org/ x'", "'https://example.org/\"x'", "https://a@example.org/"),
            *("https://example.org:99999/", "https://example.org/" + "a" * 3000),
        )),
        *(("file", value, "A006") for value in (
            *("text.md", "TEXT.md", "essay.yml", "../x.txt", "/etc/passwd", "con.txt"),
            *("a" * 300, "a/b.txt", r"'a\b.txt'", "'a b.txt'", ".hidden", "notes"),
        )),
        ("file", r'"a\0b"', "A003"),
        *(
            ("siglum", value, "A022")
            for value in ("'<W\"'", "'S  K'", "'S '", "S" * 25, "'&'", "'#'", "a/b")
        ),
    ],
)  # fmt: skip
def test_values_of_an_essay(field: str, value: str, rule: str) -> None:
    lines = [
        f"{line.partition(field)[0]}{field}: {value}" if line.lstrip(" -").startswith(f"{field}: ")
        else line for line in ESSAY.split("\n")
    ]  # fmt: skip
    yaml = "\n".join(lines)
    if field == "url":
        yaml += f"\nurl: {value}\n"
    found = refused(TypeAdapter(EssayHead), yaml)
    assert found, yaml
    assert {each.split()[1] for each in found} == {rule}
    assert all(len(each) < 2500 for each in found)


@pytest.mark.parametrize("siglum", ["S", "K2", "α", "S*", "A-b", "Γ′"])
def test_sigla(siglum: str) -> None:
    assert refused(TypeAdapter(records.Siglum), f"'{siglum}'") == []


@pytest.mark.parametrize("id", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_names_that_windows_keeps(id: str) -> None:
    assert not records.is_id(id)
    yaml = f"id: {id}\ntitle: A\ndefinition: B"
    assert refused(TypeAdapter(Theme), yaml)[0].startswith("1 A022 ‘id’ is")
    assert records.is_id("console")


def test_the_text_of_a_field_has_a_limit() -> None:
    yaml = "id: a\ntitle: A\ndefinition: >-\n  " + "x" * 17_000
    assert refused(TypeAdapter(Theme), yaml) == [
        "3 A022 ‘definition’ has 17000 characters, at most 16384 are allowed"
    ]


@pytest.mark.parametrize("count", [100, 200])
def test_the_faults_of_one_file_are_cut_off(count: int) -> None:
    found = refused(TypeAdapter(list[Name]), "- {}\n" * count)
    assert len(found) == MOST_FAULTS + 1
    assert f"the file has {2 * count - MOST_FAULTS} more faults" in found[-1]


def test_ids_of_names_are_told_apart() -> None:
    names = ["C", "C++", "C#", "???", "!!!", "Müller", "Muller", "Leigh, Steve", "Foxes (red)"]
    ids = anchors(names)
    assert len(set(ids.values())) == len(names)
    assert ids["C"] == "name-c"
    assert ids["Muller"] == "name-muller"
    assert ids["Leigh, Steve"] == "name-leigh-steve"
    assert ids["Foxes (red)"] == "name-foxes-red"
    for some in (names[1:], ["C++"], ["C++", "C"]):
        assert {name: anchors(some)[name] for name in some if name.startswith("C")} == {
            name: ids[name] for name in some if name.startswith("C")
        }
