"""Pages: what they may hold, and what they name, with the line of each fault."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
from pathlib import Path

import pytest
from docutils.parsers.rst import languages

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.pages import NO_TRUST, Trust, page_problems
from sphinx_apparatus.text.pages import IN_ENGLISH

REFUSED = {
    "raw": "```{raw} html\n<script>alert(1)</script>\n```",
    "raw by file": "```{raw} html\n:file: /etc/passwd\n```",
    "eval-rst": "```{eval-rst}\n.. raw:: html\n```",
    "include": "```{include} /etc/passwd\n```",
    "include upward": "```{include} ../../../../etc/passwd\n```",
    "literalinclude": "```{literalinclude} ../conf.py\n```",
    "colon fence": ":::{include} /etc/passwd\n:::",
    "within a list": "- words\n\n  ```{include} /etc/passwd\n  ```",
    "within a quotation": "> ```{include} /etc/passwd\n> ```",
    "within a directive": "````{note}\n```{raw} html\n<b>\n```\n````",
    "within two": ":::::{note}\n::::{container} x\n:::{eval-rst}\nx\n:::\n::::\n:::::",
    "role raw": "{raw}`<b>`",
    "table of a file": "```{csv-table}\n:file: ../../../etc/passwd\n```",
    "table of an address": "```{csv-table}\n---\nurl: https://example.org/x.csv\n---\n```",
    "picture from outside": "![x](../../secret.png)",
    "picture of another host": "![x](https://example.org/x.png)",
    "picture by directive": "```{image} //example.org/x.png\n```",
    "figure by directive": "```{figure} ../../../../etc/passwd\n```",
    "link to a file of the machine": "[x](../../../../../etc/passwd)",
    "link by path": "[x](path:../../../../../etc/passwd)",
    "link by reference": "[x][y]\n\n[y]: ../../../../etc/passwd",
    "link in angles": "<path:../../../../etc/hostname>",
    "link to a file": "[x](file:///etc/passwd)",
    "table of an absolute file": "```{csv-table}\n:file: /etc/passwd\n```",
    "download": "{download}`../../../../etc/passwd`",
    "script": "<script>alert(1)</script>",
    "inline": "a word <img src=x onerror=alert(1)> here",
    "style": "<style>body{}</style>",
    "formula that links": "{math}`\\href{javascript:alert(1)}{x}`",
    "formula in a block": "```{math}\nx\n\\href{javascript:alert(1)}{x}\n```",
    "formula by colons": ":::{math}\n\\style{position:fixed}{x}\n:::",
    "formula between dollars": "$\\href{javascript:alert(1)}{x}$",
    "formula in a list": "- $$\\class{x}{y}$$",
    "substitution": "{{ env.app.confdir }}",
    "substitution in a table": "| a |\n| - |\n| {{ x }} |",
    "substitution in a caption": '```{code-block} python\n:caption: "{{ x }}"\nx\n```',
    "head of the page": "```{meta}\n:http-equiv=refresh: 0;url=https://example.org/\n```",
    "entry of a table of contents": "```{toctree}\n:hidden:\nx <javascript://%0aalert(1)>\n```",
    "entry without words": "```{toctree}\n---\nhidden: true\n---\njavascript://%0aalert(1)\n```",
    "target of a picture": "```{image} x.png\n:target: javascript:alert(1)\n```",
    "target written with escapes": '```{figure} x.png\n:target: "\\u006aavascript:alert(1)"\n```',
    "file written with escapes": '```{csv-table}\n---\nfile: "\\u002fetc/passwd"\n---\n```',
    "file in the next line": "```{csv-table}\n---\nfile: >-\n  /etc/passwd\n---\n```",
    "argument that is words": "```{note} <script>alert(1)</script>\n```",
    "argument and content": "```{note} <img src=x\nonerror=alert(1)>\n```",
    "option that is words": "```{only} html\n:a: <img src=x\nonerror=alert(1)>\n```",
    "colons without a name": ":::\n```{raw} html\n<b>\n```\n:::",
    "too deep": "".join(f"{':' * n}{{note}}\n" for n in range(40, 20, -1)) + "{raw}`<b>`",
    "name in capitals": "```{RAW} html\n:file: x.html\n```",
    "name with a capital": "```{Include} /etc/passwd\n```",
    "name in Spanish": "```{incluir} /etc/passwd\n```",
    "name in Russian": "```{сырой} html\n```",
    "role in capitals": "{RAW}`<b>`",
    "a role of its own": "```{role} raw-html(raw)\n:format: html\n```",
}
ALLOWED = {
    "comment": "<!-- for editors -->",
    "code": "```html\n<script>alert(1)</script>\n```",
    "code inline": "`<script>`",
    "picture": "![x](_static/x.png)",
    "picture from the top": "![x](/_static/x.png)",
    "formula": "{math}`\\frac{1}{2} \\hrefs`, $a_1$",
    "command in code": "`\\href{a}{b}`",
    "container": ":::{container} x\nwords\n:::",
    "link": "[x](https://example.org/)",
    "link to a page": "[x](index.md), [](#a-page), [x](about/page.md#words), [x](/index.md)",
    "shown": "````text\n```{raw} html\n```\n````",
}


@pytest.fixture
def edition(repository: Path, tmp_path: Path) -> Path:
    """A small edition with a folder of pages."""
    project = tmp_path / "edition"
    shutil.copytree(repository / "tests" / "lint" / "base", project)
    (project / "docs" / "about").mkdir(parents=True)
    return project


def found(project: Path, trust: Trust = NO_TRUST) -> list[str]:
    opened = open_edition(project / "essays", project / "references.bib")
    assert not opened.problems
    return [str(each) for each in page_problems(opened, project / "docs", project, trust)]


@pytest.mark.parametrize("name", REFUSED)
def test_refused(edition: Path, name: str) -> None:
    page = edition / "docs" / "about" / "page.md"
    page.write_text(f"# A page\n\nWords.\n\n{REFUSED[name]}\n")
    problems = found(edition)
    assert problems, "nothing was found"
    for problem in problems:
        path, line, rest = problem.split(":", 2)
        assert path == "docs/about/page.md"
        assert 5 <= int(line) <= 9 or name == "too deep"
        assert rest.startswith(" A130 found") or "‘" in rest
        assert len(problem) < 300
    assert found(edition, Trust(pages=("about/*",))) == []


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed(edition: Path, name: str) -> None:
    (edition / "docs" / "_static").mkdir()
    (edition / "docs" / "_static" / "x.png").touch()
    (edition / "docs" / "about" / "page.md").write_text("# Another page\n")
    (edition / "docs" / "index.md").write_text(f"# A page\n\n{ALLOWED[name]}\n")
    assert found(edition) == []


LOOKED_AT = frozenset(
    {"raw", "include", "role", "default-role", "csv-table", "image", "figure", "math", "meta"}
)


def test_every_name_of_a_directive_is_known() -> None:
    """Docutils has names in the language of a project beside the English ones."""
    for found_module in pkgutil.iter_modules(languages.__path__):
        module = importlib.import_module(f"{languages.__name__}.{found_module.name}")
        for name, english in module.directives.items():
            is_plain = name.isascii() and " " not in name
            if english in LOOKED_AT and name != english and is_plain:
                assert IN_ENGLISH.get(name) == english


def test_a_text_stands_on_one_page(edition: Path) -> None:
    for name in ("a", "b"):
        page = "# A page\n\n```{apparatus:essay} 2001-fox\n```\n"
        (edition / f"docs/{name}.md").write_text(page)
    (problem,) = found(edition)
    assert problem == (
        "docs/b.md:3: A131 the text ‘2001-fox’ stands on the page docs/a.md:3 as well"
    )


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\u200b", "\u2028"])
def test_characters_that_nobody_sees(edition: Path, sign: str) -> None:
    (edition / "docs/index.md").write_text(f"# A page\n\nWords{sign}x.\n")
    (problem,) = found(edition)
    assert problem.startswith("docs/index.md:3: A003 found the invisible character U+")


def test_a_page_of_items(edition: Path) -> None:
    (edition / "docs/index.md").write_text("# A page\n\n" + "- a\n" * 40_000)
    assert found(edition) == [
        "docs/index.md:40001: A004 the page has more than 40000 lines; divide it"
    ]


def test_files_that_may_be_included_are_listed(edition: Path) -> None:
    page = edition / "docs" / "about" / "page.md"
    page.write_text("# A page\n\n```{include} ../../CONTRIBUTING.md\n```\n")
    assert len(found(edition)) == 1
    assert found(edition, Trust(includes=("../CONTRIBUTING.md",))) == []


def test_what_is_named_exists(edition: Path) -> None:
    (edition / "docs" / "index.md").write_text(
        "# A page\n\n"
        "{cite:p}`reynard2000memoirs{p. 3}`, {cite:t}`reynard2000memoirs`,\n"
        "{apparatus:note}`2001-fox/jump`, {apparatus:text}`words <2001-fox>`.\n\n"
        "```{apparatus:essay} 2001-fox\n```\n\n"
        "```{apparatus:citation} A title\n:year: 2001\n```\n"
    )
    assert found(edition) == []
    (edition / "docs" / "index.md").write_text(
        "# A page\n\n"
        "{cite:p}`nobody2000`,\n"
        "{cite:p}`reynard2000memoirs; other`,\n"
        "{cite:title}`reynard2000memoirs`,\n"
        "{apparatus:note}`2001-fox/gone`,\n"
        "{apparatus:passage}`2001-fox/p99`.\n\n"
        "```{apparatus:essay} 1999-gone\n```\n\n"
        "```{apparatus:theme} gone\n```\n\n"
        "```{apparatus:citation} A title\n```\n\n"
        "```{note}\n{cite:p}`reynard2000memoirs[p. 3`\n```\n"
    )
    heads = [problem.split(" ")[:2] for problem in found(edition)]
    assert sorted(heads, key=lambda head: int(head[0].split(":")[1])) == [
        ["docs/index.md:3:", "A080"],
        ["docs/index.md:4:", "A080"],
        ["docs/index.md:5:", "A080"],
        ["docs/index.md:6:", "A064"],
        ["docs/index.md:7:", "A064"],
        ["docs/index.md:9:", "A131"],
        ["docs/index.md:12:", "A131"],
        ["docs/index.md:15:", "A131"],
        ["docs/index.md:19:", "A080"],
    ]


@pytest.mark.parametrize(
    "fields",
    [
        "myst:\n  enable_extensions: [substitution]",
        '"my\\u0073t": {html_meta: {http-equiv=refresh: 0}}',
        "substitutions: {a: b}",
        "html_theme.sidebar_secondary.remove: true",
        "[a, b",
        "&a {orphan: true, <<: *b}",
    ],
)
def test_fields_before_a_page(edition: Path, fields: str) -> None:
    (edition / "docs/index.md").write_text(f"---\n{fields}\n---\n# A page\n")
    (problem,) = found(edition)
    assert problem.startswith("docs/index.md:1: A130 found")
    (edition / "docs/index.md").write_text("---\norphan: true\n---\n# A page\n")
    assert found(edition) == []


RST = {
    "directive in a list": "- .. raw:: html",
    "directive in a table": "| x | .. include:: /etc/passwd |",
    "directive in a field": ":x: .. eval-rst::",
    "link": "`x <javascript:alert(1)>`_",
    "name of a link": ".. _x: JavaScript:alert(1)",
    "words": "javascript:alert(1)",
    "download": ":download:`../../../../etc/passwd`",
    "target of a picture": ".. image:: x.png\n   :target: javascript:alert(1)",
    "formula": ":math:`\\href{javascript:alert(1)}{x}`",
}


@pytest.mark.parametrize("name", RST)
def test_refused_in_restructuredtext(edition: Path, name: str) -> None:
    (edition / "docs/old.rst").write_text(f"Old\n===\n\n{RST[name]}\n")
    problems = found(edition)
    assert problems
    assert all(re.match(r"docs/old\.rst:[45]: A130 |docs/old.rst:4: A", each) for each in problems)


def test_a_page_of_directives_is_read_in_bounds(edition: Path) -> None:
    """What a directive holds is read several times, and so is what that holds."""
    page = "".join(f"{':' * n}{{note}} *a*\n:b: c\n" for n in range(30, 15, -1)) + "a " * 20_000
    (edition / "docs/index.md").write_text(f"# A page\n\n{page}\n")
    reading = found(edition)
    assert sum("nested too deep" in problem for problem in reading) == 1


@pytest.mark.parametrize("name", ["themes", "contributions"])
def test_a_list_with_a_fault_is_told_of_once(edition: Path, name: str) -> None:
    (edition / f"essays/_data/{name}.yml").write_text("- {}\n")
    page = "# A page\n\n```{apparatus:theme} speed\n```\n\n```{apparatus:debate} 2001\n```\n"
    (edition / "docs/index.md").write_text(page)
    opened = open_edition(edition / "essays", edition / "references.bib")
    told = [str(each) for each in page_problems(opened, edition / "docs", edition)]
    assert len(told) == (name == "themes")  # The base has themes, and no debates.
    assert all("apparatus:debate" in each for each in told)


def test_pages_of_restructuredtext_and_links(edition: Path) -> None:
    (edition / "docs" / "old.rst").write_text("Old\n===\n\n.. raw:: html\n   :file: /etc/passwd\n")
    (edition / "docs" / "linked.md").symlink_to("/etc/passwd")
    (edition / "docs" / "folder").symlink_to("/etc")
    problems = found(edition)
    assert [problem.partition(" ")[0] for problem in problems] == [
        "docs/folder:1:",
        "docs/linked.md:1:",
        "docs/old.rst:4:",
    ]
    assert ["A005" in problem for problem in problems] == [True, True, False]
