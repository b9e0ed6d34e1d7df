"""The core knows nothing of Sphinx: checks and exporters run without it.

import-linter reads the imports that are written; this sees those that happen.
"""

from __future__ import annotations

import subprocess
import sys

from tests.support.project import REPOSITORY

CORE = ("authoring", "cli", "edition", "export", "figures", "model", "review", "sources", "text")


def test_packages_can_be_read_at_a_glance() -> None:
    root = REPOSITORY / "src" / "sphinx_apparatus"
    packages = {path.parent for path in root.rglob("__init__.py")} - {root}
    assert len(packages) <= 13
    modules = {package.name: len([*package.glob("*.py")]) - 1 for package in packages}
    assert {name: count for name, count in modules.items() if count > 16} == {}


def test_no_core_module_imports_sphinx() -> None:
    package = REPOSITORY / "src" / "sphinx_apparatus"
    modules = [
        ".".join(path.relative_to(package.parent).with_suffix("").parts)
        for name in CORE
        for path in sorted((package / name).glob("*.py"))
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
