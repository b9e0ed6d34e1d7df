"""Catalogues have every message, no other, and the same places for values in each language."""

from __future__ import annotations

import re
from gettext import NullTranslations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.support.project import loaded_script

from sphinx_apparatus.model.catalogue import (
    FOLDER,
    _,
    messages_of_scripts,
    n_,
    read,
    translations,
    use_language,
)
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.vocabulary import VERDICTS, Verdict

PLACES = re.compile(r"\{\w+\}|%\(\w+\)s|\$\{\w+\}")
OTHER_ORDINALS = {"{ordinal}", "{number}"}
"""English writes an ordinal with letters; other languages have the figure."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return loaded_script("write_catalogues")


@pytest.fixture(scope="module")
def messages(script: ModuleType) -> Any:
    return script.extracted()


@pytest.fixture(autouse=True)
def english_afterwards() -> Any:
    yield
    use_language("en")


LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.po"))


def forms(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (str(string),)


def test_the_languages_that_the_engine_promises_are_there(script: ModuleType) -> None:
    assert sorted(script.PLURALS) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(
    language: str, messages: Any, script: ModuleType
) -> None:
    catalogue = read(FOLDER / f"{language}.po")
    wanted = {(forms(each.id), each.context) for each in messages if each.id}
    held = {(forms(each.id), each.context) for each in catalogue if each.id}
    assert held == wanted
    assert not catalogue.obsolete
    number = int(re.search(r"nplurals=(\d)", script.PLURALS[language])[1])
    for each in catalogue:
        if not each.id:
            continue
        assert not each.fuzzy, each.id
        ids, strings = forms(each.id), forms(each.string)
        assert all(strings), each.id
        assert len(strings) == (number if len(ids) > 1 else 1), each.id
        places = {place for id in ids for place in PLACES.findall(id)}
        for string in strings:
            assert set(PLACES.findall(string)) - OTHER_ORDINALS <= places, each.id
            if len(strings) == 1:
                assert places - OTHER_ORDINALS <= set(PLACES.findall(string)), each.id
            # Words that stand beside others keep the spaces between them.
            assert (string[:1].isspace(), string[-1:].isspace()) == (
                ids[0][:1].isspace(),
                ids[0][-1:].isspace(),
            ), each.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_who_read_it_and_how_it_forms_the_plural(
    language: str, script: ModuleType
) -> None:
    head = (FOLDER / f"{language}.po").read_text(encoding="utf-8").partition("#: ")[0]
    assert "native editor" in head
    # The page of a desk whose scale was read, or that none could be.
    assert re.search(r"Verdicts: .*(?:https:|no fact-checking desk)", head, re.DOTALL)
    assert script.PLURALS[language] in head


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_as_the_script_writes_them(
    language: str, messages: Any, script: ModuleType, tmp_path: Path, monkeypatch: Any
) -> None:
    made = script.renewed(language, messages)
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    script.write(language, made)
    written = (tmp_path / f"{language}.po").read_text(encoding="utf-8")
    assert written == (FOLDER / f"{language}.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_have_words_of_their_own(language: str) -> None:
    use_language(language)
    words = [verdict.word for verdict in VERDICTS]
    assert len(set(words)) == len(words)
    use_language("en")
    assert not {verdict.word for verdict in VERDICTS} & set(words)


def test_a_message_is_looked_up_when_it_is_said() -> None:
    use_language("es")
    assert _("Notes to {label}", label="1609") == "Notas a 1609"
    assert n_("{count} fact-check", "{count} fact-checks", 12345) == "12.345 verificaciones"
    use_language("es-AR")
    assert Verdict.UNSUPPORTED.word == "Sin sustento"
    use_language("en")
    assert _("Notes to {label}", label="1609") == "Notes to 1609"
    assert n_("{count} fact-check", "{count} fact-checks", 1) == "1 fact-check"


def test_an_edition_lays_its_own_messages_over_those_of_the_engine(tmp_path: Path) -> None:
    own = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    (tmp_path / "es.po").write_text(f'{own}msgid "Notes"\nmsgstr "Anotaciones"\n', encoding="utf-8")
    use_language("es", tmp_path)
    assert (_("Notes"), _("Textual notes")) == ("Anotaciones", "Notas textuales")


def test_dates_are_in_the_language() -> None:
    use_language("es")
    assert spelled(PartialDate(2026, 1, 3)) == "3 de enero de 2026"
    span = PartialDate(1981, 12, 11), PartialDate(1981, 12, 13)
    assert spelled(*span) == "11–13 de diciembre de 1981"
    use_language("de")
    assert spelled(*span) == "11.–13. Dezember 1981"
    use_language("uk")
    assert spelled(PartialDate(2026, 1)) == "січень 2026\N{NARROW NO-BREAK SPACE}р."


def test_scripts_have_each_form_by_the_name_that_browsers_know() -> None:
    use_language("uk")
    found = messages_of_scripts()
    assert set(found["{count} fact-check"]) == {"one", "few", "many"}
    assert isinstance(found["Close"], str)
    use_language("en")
    assert messages_of_scripts() == {}


def test_what_falls_back_on_the_messages_adds_nothing_to_them() -> None:
    use_language("es")
    # Sphinx keeps its catalogue from build to build of a process.
    kept = NullTranslations()
    for _number in range(2):
        kept.add_fallback(translations())
    assert kept.gettext("a message that no catalogue has") == "a message that no catalogue has"
    assert kept.gettext("Verdict") == _("Verdict") != "Verdict"
