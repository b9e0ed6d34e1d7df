#!/usr/bin/env python3
"""Run the steps of the workflows here, in fresh clones, with every Python that is at hand.

What hosts bring (``uses:`` other than the checkout and the Python) is left out and said, as are
steps that speak to the host. Exit status: 0 all steps passed, 1 one failed, 2 misuse.

    scripts/rehearse_workflows.py check.yml --job edition --python 3.11
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = ROOT / ".github" / "workflows"


class Job(NamedTuple):
    """One job of a workflow, with one Python."""

    workflow: str
    name: str
    python: str
    steps: list[dict[str, Any]]
    environment: dict[str, str]

    def __str__(self) -> str:
        return f"{self.workflow}, {self.name}, Python {self.python}"


def main() -> int:
    """Run the command; return its exit status."""
    options = _options()
    failed: list[str] = []
    for job in jobs(options.workflows or sorted(path.name for path in WORKFLOWS.glob("*.yml"))):
        if options.job not in (None, job.name) or options.python not in (None, job.python):
            continue
        interpreter = interpreter_of(job.python)
        if interpreter is None:
            print(f"-- {job}: left out, for this Python is not here", flush=True)
            continue
        print(f"== {job}: {interpreter}", flush=True)
        if not rehearse(job, interpreter):
            failed.append(str(job))
    print("failed: " + "; ".join(failed) if failed else "all steps passed")
    return int(bool(failed))


def jobs(workflows: list[str]) -> Iterator[Job]:
    """Yield each job of the workflows, once for each Python of its matrix."""
    for name in workflows:
        for job, content in yaml.safe_load((WORKFLOWS / name).read_text())["jobs"].items():
            steps = content["steps"]
            pythons = content.get("strategy", {}).get("matrix", {}).get("python") or [
                step["with"]["python-version"] for step in steps if "setup-python" in str(step)
            ]
            for python in pythons:
                yield Job(name, job, python, steps, content.get("env", {}))


def interpreter_of(version: str) -> Path | None:
    """Return a Python of a version, from the path or from pyenv; None if there is none."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [*sorted(versions.glob(f"{version}.*/bin/python3"))]
    if named := shutil.which(f"python{version}"):
        found.append(Path(named))
    for path in found:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        if re.fullmatch(rf"Python {re.escape(version)}\.\S+\s*", done.stdout):
            return path
    return None


def rehearse(job: Job, interpreter: Path) -> bool:
    """Run the steps of a job in a fresh clone with an empty home; return whether all passed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
        bin_, home = folder / "bin", folder / "home"
        bin_.mkdir()
        home.mkdir()
        (bin_ / "python3").symlink_to(interpreter)
        environment = os.environ | {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
            "CI": "true",
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "GITHUB_OUTPUT": str(folder / "output"),
            **job.environment,
        }
        passed = True
        for number, step in enumerate(job.steps, 1):
            what = step.get("name") or step.get("uses", "").partition("@")[0]
            if "run" not in step or "GH_TOKEN" in step.get("env", {}):
                print(f"   {number}. {what}: left to the host", flush=True)
                continue
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=clone,
                env=environment,
                check=False,
            )
            print(f"   {number}. {what}: exit status {done.returncode}", flush=True)
            if done.returncode and not step.get("continue-on-error"):
                passed = False
                break
        return passed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workflows", nargs="*", metavar="WORKFLOW", help="files; all if none")
    parser.add_argument("--job", help="only the job of this name")
    parser.add_argument("--python", help="only with this Python, such as 3.12")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
