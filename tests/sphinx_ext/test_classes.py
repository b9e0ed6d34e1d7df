"""Class names: what styles and scripts of the pages look for is what somebody writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sphinx_apparatus
from sphinx_apparatus.model import classes
from sphinx_apparatus.model.vocabulary import INLINE, KINDS, VERDICTS, BlockKind, View

PACKAGE = Path(sphinx_apparatus.__file__).parent
ASSETS = PACKAGE / "html" / "assets"
NAMES = {
    name: value
    for name, value in vars(classes).items()
    if name.isupper() and isinstance(value, str) and name != "PREFIX"
}
FAMILIES = {
    *map(classes.verdict, VERDICTS),
    *(name for kind in KINDS for name in (*classes.note(kind), *classes.mark(kind))),
    *(f"{classes.PREFIX}like-{kind.like}" for kind in KINDS),
    *map(classes.block, BlockKind),
    *map(classes.view, View),
    *map(classes.level, range(1, 7)),
    *map(classes.words, INLINE),
}
SELECTOR = re.compile(r"(?<![\w-])\.(apparatus-[a-z-]*)")
NAME = re.compile(r"(?<![\w.-])apparatus-[a-z-]*[a-z-]")


def text_of(*patterns: str) -> str:
    files = [path for pattern in patterns for path in sorted(PACKAGE.glob(pattern))]
    assert files
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


STYLES = text_of("html/assets/styles/**/*.css")
SCRIPTS = text_of("html/assets/scripts/**/*.js")
TEMPLATES = text_of("html/**/*.html")
FIRST_PAGE = (Path(__file__).parents[2] / "docs" / "index.md").read_text(encoding="utf-8")
"""The cards of a first page are written in MyST."""
BY_SCRIPTS = set(NAME.findall(SCRIPTS))
"""Classes that scripts set themselves, in full or up to a value."""
WRITTEN = {*NAMES.values()} | FAMILIES | set(NAME.findall(TEMPLATES + FIRST_PAGE))


def is_written(name: str) -> bool:
    """Whether a page has the class; of a name that ends in a hyphen, a class that begins so."""
    known = WRITTEN | BY_SCRIPTS
    if name.endswith("-"):
        return any(one.startswith(name) for one in known)
    return name in known or any(one.endswith("-") and name.startswith(one) for one in BY_SCRIPTS)


@pytest.mark.parametrize("name", sorted(set(SELECTOR.findall(STYLES))))
def test_styles_name_classes_that_pages_have(name: str) -> None:
    assert is_written(name)


@pytest.mark.parametrize("name", sorted(set(SELECTOR.findall(SCRIPTS))))
def test_scripts_look_for_classes_that_pages_have(name: str) -> None:
    assert is_written(name)


def test_python_names_classes_by_the_module_alone() -> None:
    """Names of files, of elements and of a tag are no classes."""
    others = {
        "apparatus-early.js",
        "apparatus-checks.js",
        "apparatus-readings.js",
        "apparatus-rows.js",
        "apparatus-scheme",
        "apparatus-witnesses.js",
        "apparatus-sources.js",
        "apparatus-words.js",
    }
    others |= {"apparatus-annotate", "apparatus-correct", "apparatus-essay", "apparatus-search-"}
    others |= {"apparatus-epub.css", "apparatus-epub-title.html", "apparatus-title"}
    literal = re.compile(r"""["'=]\s*f?["']?(apparatus-[a-z.-]+)""")
    found = set()
    for package in ("figures", "sources", "sphinx_ext", "html", "typst"):
        for path in (PACKAGE / package).rglob("*.py"):
            source = re.sub(r'"""(.|\n)*?"""', "", path.read_text(encoding="utf-8"))
            found |= {(path.name, name) for name in literal.findall(source)} - {
                (path.name, other) for other in others
            }
    assert {name for _, name in found} <= {"apparatus-"}, found


def test_every_class_is_used() -> None:
    python = text_of(
        "figures/*.py", "sources/*.py", "sphinx_ext/**/*.py", "html/**/*.py", "typst/*.py"
    )
    unused = [name for name in NAMES if not re.search(rf"\bcss\.{name}\b", python)]
    assert not unused
