"""Packages are small, chains of imports are short, and the core knows nothing of Sphinx.

import-linter reads the imports that are written; this sees those that happen.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.project import REPOSITORY

PACKAGE = REPOSITORY / "src" / "sphinx_apparatus"
LONGEST = 10
"""Modules of the longest chain in which each imports the next when it is imported itself."""
CORE = ("authoring", "cli", "edition", "export", "figures", "model", "review", "sources", "text")


def _imported(node: ast.AST) -> Iterator[str]:
    """Yield what a module imports when it is imported, by absolute names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            for alias in child.names:
                yield f"{child.module}.{alias.name}"
                yield f"{child.module}"
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.expr):
            yield from _imported(child)


def test_a_module_is_understood_with_few_others() -> None:
    modules: dict[str, Path] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        modules[".".join(parts).removesuffix(".__init__")] = path

    @cache
    def chain(name: str) -> tuple[str, ...]:
        imported = set(_imported(ast.parse(modules[name].read_text(encoding="utf-8"))))
        below = [chain(each) for each in sorted(imported & modules.keys() - {name})]
        return name, *max(below, key=len, default=())

    longest = max(map(chain, modules), key=len)
    assert len(longest) <= LONGEST, " imports ".join(longest)


def test_packages_can_be_read_at_a_glance() -> None:
    packages = {path.parent for path in PACKAGE.rglob("__init__.py")} - {PACKAGE}
    assert len(packages) <= 13
    modules = {package.name: len([*package.glob("*.py")]) - 1 for package in packages}
    assert {name: count for name, count in modules.items() if count > 16} == {}


def test_no_core_module_imports_sphinx() -> None:
    modules = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for name in CORE
        for path in sorted((PACKAGE / name).glob("*.py"))
    ]
    assert len(modules) > 60
    command = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "    found = [m for m in sys.modules if m.partition('.')[0] == 'sphinx']\n"
        "    assert not found, (name, found)"
    )
    done = subprocess.run(
        [sys.executable, "-c", command, *modules], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
