"""What a build with -n warns of, the check finds, at the same place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.support.project import LINT_BASE, Apparatus, sphinx_build

FAULTS = {
    "unknown directive": "```{nonsense} words\n```",
    "unknown directive of the engine": "```{apparatus:nonsense}\n```",
    "unknown role": "{nonsense}`words`",
    "unknown role of the engine": "{apparatus:nonsense}`words`",
    "content that is not allowed": "```{apparatus:verdicts}\nwords\n```",
    "option that there is not": "```{apparatus:verdicts}\n:nonsense: x\n```",
    "argument that is missing": "```{apparatus:witnesses}\n```",
    "argument too many": "```{apparatus:verdicts} words\n```",
    "value of an option": "```{figure} /x.png\n:width: wide\n```",
    "unknown word of an option": "```{list-table}\n:header-rows: many\n* - a\n```",
    "unknown text": "```{apparatus:witnesses} 1999-gone\n```",
    "entry that there is not": "```{toctree}\ngone\n```",
    "entry of a folder": "```{toctree}\nfaults/\n```",
    "label that there is not": "{ref}`gone`",
    "page that there is not": "{doc}`gone`",
    "term that there is not": "{term}`gone`",
    "number that there is not": "{numref}`gone`",
    "download that there is not": "{download}`gone.txt`",
    "heading that there is not": "[words](#gone)",
    "page by a link": "[words](gone.md)",
    "file by a link": "[words](gone.txt)",
    "heading of another page": "[words](../index.md#gone)",
    "picture that there is not": "![words](gone.png)",
    "heading that skips a level": "#### words",
    "duplicate label": "(twice)=\n## words",
    "the same label": "(twice)=\n## other words",
    "footnote that there is not": "words[^gone]",
    "footnote without a mark": "words\n\n[^alone]: a note",
    "footnotes of one name": "words[^a]\n\n[^a]: a note\n\n[^a]: another",
    "language of code": "```{code-block} nonsense\nwords\n```",
    "option that cannot be read": '```{note}\n:class: "a\n```',
    "empty directive": "```{note}\n```",
    "table with a row too long": "```{list-table}\n* - a\n  - b\n* - c\n```",
    "source that there is not": "{cite:p}`nobody2000`",
    "citation that cannot be read": "{cite:p}`reynard2000memoirs[p. 3`",
    "note that there is not": "{apparatus:note}`2001-fox/gone`",
    "glossary with a term twice": "```{glossary}\nfox\n  words\n\nfox\n  words\n```",
    "math of one label": "```{math}\n:label: one\nx\n```\n\n```{math}\n:label: one\ny\n```",
    "formula that cannot be read": "{math}`\\frac{1}`",
    "command that there is not": "```{math}\n\\nonsense\n```",
    "name of a link twice": "[a]\n\n[a]: https://example.org/a\n[a]: https://example.org/b",
    "condition that cannot be read": "```{only} (((\nwords\n```",
    "object that there is not": "{py:func}`gone`",
    "date of no form": "```{versionadded}\n```",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition with a page for each fault, and one in no table of contents."""
    folder = tmp_path_factory.mktemp("trial") / "edition"
    shutil.copytree(LINT_BASE, folder)
    pages = folder / "docs" / "faults"
    pages.mkdir(parents=True)
    (folder / "docs" / "conf.py").write_text(
        'extensions = ["sphinx_apparatus"]\napparatus_site = True\n'
        'myst_enable_extensions = ["colon_fence"]\n'
    )
    names = [name.replace(" ", "-") for name in FAULTS]
    entries = "".join(f"faults/{name}\n" for name in names)
    (folder / "docs" / "index.md").write_text(
        f"# Fox\n\n```{{apparatus:essay}} 2001-fox\n```\n\n```{{toctree}}\n{entries}```\n"
    )
    for name, words in FAULTS.items():
        (pages / f"{name.replace(' ', '-')}.md").write_text(f"# {name}\n\n{words}\n")
    (folder / "docs" / "alone.md").write_text("# Alone\n")
    return folder


@pytest.mark.build
def test_what_a_build_warns_of_the_check_finds(
    project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    done = sphinx_build("html", project / "docs", tmp_path / "out", "-n", check=False)
    assert "Traceback" not in done.stderr
    # Sphinx colors its warnings where a build runs for others to read.
    warnings = re.sub(r"\x1b\[[0-9;]*m", "", done.stderr)
    # Sphinx takes the paths of records for paths from the current folder.
    here = f"(?:{re.escape(str(project))}|{re.escape(str(Path.cwd()))})"
    built = {
        (path, int(line or 1))
        for path, line in re.findall(
            rf"^(?:{here}/)?(\S+\.md):(\d*):? [A-Z]+:", warnings, re.MULTILINE
        )
    }
    checked = apparatus("check", "--project", project).out
    told = {
        (path, int(line))
        for path, line in re.findall(r"^(\S+):(\d+): A\d+ ", checked, re.MULTILINE)
    }
    assert built - told == set()
    pages = {f"docs/faults/{name.replace(' ', '-')}.md" for name in FAULTS}
    assert pages - {path for path, _ in built} == {"docs/faults/duplicate-label.md"}
    assert str(project) not in checked
    assert ("docs/alone.md", 1) in built


@pytest.mark.build
def test_a_circle_of_contents(tmp_path: Path, apparatus: Apparatus) -> None:
    """Sphinx would follow it until Python stops."""
    copy = Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))
    (copy / "docs").mkdir()
    (copy / "docs/conf.py").write_text('extensions = ["sphinx_apparatus"]\napparatus_site = True\n')
    for page, entry in (("index", "a"), ("a", "b"), ("b", "a")):
        table = f"# {page}\n\n```{{toctree}}\n{entry}\n```\n"
        (copy / f"docs/{page}.md").write_text(table)
    code, out, _ = apparatus("check", "--project", copy)
    line = "docs/b.md:1: A133 the tables of contents lead in a circle: a → b → a"
    assert (code, line in out) == (1, True)
    done = sphinx_build("html", copy / "docs", tmp_path / "out", check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_a_text_without_a_page_is_the_fault(tmp_path: Path, apparatus: Apparatus) -> None:
    """The page that names it is right; nobody may have touched it."""
    copy = Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))
    (copy / "docs").mkdir()
    (copy / "docs/conf.py").write_text('extensions = ["sphinx_apparatus"]\napparatus_site = True\n')
    words = "{apparatus:passage}`2002-hen/p1` and {apparatus:passage}`2001-fox/p1`"
    page = f"# Hens\n\n```{{apparatus:essay}} 2001-fox\n```\n\n{words}\n"
    (copy / "docs/index.md").write_text(page)
    out = apparatus("check", "--project", copy).out
    assert (
        "essays/2002-hen/essay.yml:1: A133 no page shows this text, and others lead to it; "
        "add docs/essays/2002-hen.md with {apparatus:essay} 2002-hen\n"
    ) in out
    assert "2002-hen/p1" not in out


def test_a_setting_runs_nothing(project: Path, tmp_path: Path, apparatus: Apparatus) -> None:
    """Some settings of MyST name a function to call; conf.py may hold any code."""
    copy = tmp_path / "copy"
    (copy / "docs").mkdir(parents=True)
    shutil.copytree(LINT_BASE, copy, dirs_exist_ok=True)
    (copy / "docs/index.md").write_text("# A page\n\n```{bibliography}\n```\n")
    (copy / "docs/conf.py").write_text(
        'extensions = ["sphinx_apparatus"]\n'
        "apparatus_site = True\n"
        'myst_heading_anchors = 3\nmyst_heading_slug_func = "os.mkdir"\n'
        'import os\nos.mkdir("run")\n'
    )
    code, out, err = apparatus("check", "--project", copy)
    assert (code, out) == (0, ""), err
    assert not list(copy.rglob("run"))
    (copy / "docs/conf.py").write_text(
        'extensions = ["sphinx_apparatus", "nonsense"]\napparatus_site = True\n'
    )
    code, out, _ = apparatus("check", "--project", copy)
    assert code == 1
    assert out.startswith("docs/conf.py:1: A133 ")
    assert "nonsense" in out
