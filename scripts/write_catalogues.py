#!/usr/bin/env python3
"""Renew the catalogues of messages: what is new is added, what is gone is deleted.

A message is translated by hand in ``locale/<language>.po``; ``tests/model/test_catalogues.py``
fails while one is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_javascript
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

import sphinx_apparatus
from sphinx_apparatus.cli.init import MESSAGE
from sphinx_apparatus.model.catalogue import FOLDER, read

ENGINE = Path(sphinx_apparatus.__file__).parent
FUNCTIONS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "n_": (1, 2),
    "p_": ((1, "c"), 2),
    "countOf": (1, 2),
}
"""Functions that take messages, and which of their arguments these are."""
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "uk": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
    "de": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "it": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
}
"""Plural forms by language. Ours: those of Babel 2.18 have two Arabic forms exchanged."""

Found = tuple[int, str, Any, list[str]]


def extract_python(
    file: Any, keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[Found]:
    """Yield the calls with messages; Babel's own extractor does not look into f-strings."""
    for node in ast.walk(ast.parse(file.read())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        given = [
            each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else None
            for each in node.args
        ]
        if node.func.id in keywords and given and given[0] is not None:
            yield node.lineno, node.func.id, given[0] if len(given) == 1 else tuple(given), []


def extract_starter(
    file: Any, keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[Found]:
    """Yield the words of the starter edition that are in the language of the edition."""
    for message in MESSAGE.findall(file.read().decode()):
        yield 0, "_", message, []


SOURCES: dict[str, Any] = {
    "**/*.py": extract_python,
    "cli/starter/**/*.*": extract_starter,
    "html/templates/*.html": babel_extract,
    "html/theme_templates/**/*.html": babel_extract,
    "html/assets/scripts/**/*.js": extract_javascript,
}

OF_THEMES: dict[str, tuple[str | tuple[str, str], ...]] = {
    "sphinx": (
        *("Attention", "Caution", "Danger", "Error", "Hint", "Important", "Note", "See also"),
        *("Tip", "Warning", "Index", "Full index on one page", "Search", "Search Results"),
        *("Link to this heading", "Link to this table", "Link to this image", "Navigation"),
        "Please activate JavaScript to enable the search functionality.",
        "Searching for multiple words only shows matches that contain\n    all words.",
        (
            "Your search did not match any documents. Please make sure that all words are spelled "
            "correctly and that you've selected enough categories."
        ),
        *("Searching", "Preparing search...", ", in ", "Hide Search Matches"),
        (
            "Search finished, found one page matching the search query.",
            "Search finished, found ${resultCount} pages matching the search query.",
        ),
    ),
    "theme": (
        *("Back to top", "Breadcrumb", "Collapse Sidebar", "Color mode", "Contents", "Dark"),
        *("Expand Sidebar", "Home", "Last updated on %(last_updated)s.", "Light", "Main"),
        *("On this page", "Section Navigation", "Site navigation", "Skip to main content"),
        *("System Settings", "© Copyright %(copyright)s.", "Copyright %(copyright)s"),
        *("By %(author)s", "next", "next page", "previous", "previous page", "Print to PDF"),
        *("Search the docs ...", "Version warning"),
    ),
}
"""What Sphinx and the themes say on pages: some languages lack it in their catalogues."""


def extracted() -> Catalog:
    """Return all messages with the files that have them."""
    found = Catalog()
    for pattern, method in SOURCES.items():
        for path in sorted(ENGINE.glob(pattern)):
            name = path.relative_to(ENGINE).as_posix()
            with path.open("rb") as file:
                for _line, message, _comments, context in extract(method, file, FUNCTIONS):
                    if message:
                        # Lines would change the file with every change of the code.
                        found.add(message, None, [(name, 0)], context=context)
    for name, said in OF_THEMES.items():
        for message in said:
            found.add(message, None, [(name, 0)])
    return found


def renewed(language: str, messages: Catalog) -> Catalog:
    """Return a catalogue with the messages of now and the translations that it had."""
    path = FOLDER / f"{language}.po"
    old = read(path) if path.is_file() else Catalog(language)
    made = Catalog(language, fuzzy=False, header_comment=old.header_comment)
    for message in sorted(messages, key=lambda each: (sorted(each.locations), str(each.id))):
        if message.id:
            before = old.get(message.id, message.context)
            made.add(
                *(message.id, before.string if before else None, sorted(set(message.locations))),
                user_comments=before.user_comments if before else (),
                context=message.context,
            )
    return made


def write(language: str, catalogue: Catalog) -> None:
    """Write a catalogue; its head has nothing that changes by itself."""
    path = FOLDER / f"{language}.po"
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, omit_header=True)
    head = [
        str(catalogue.header_comment),
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {PLURALS[language]}\\n"',
    ]
    messages = path.read_text(encoding="utf-8")
    path.write_text("\n".join(head) + f"\n\n{messages}", encoding="utf-8")


if __name__ == "__main__":
    found = extracted()
    for language in PLURALS:
        write(language, renewed(language, found))
