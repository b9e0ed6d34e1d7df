"""What git knows of an edition: the published state, earlier files, files that it tracks."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import tarfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule

_LINK = "120000"
"""Mode of a symbolic link in git's index."""


_SETTINGS = "docs/conf.py"
"""They say which characters and pages were trusted."""


class Places(NamedTuple):
    """Where an edition has its records, within its folder."""

    essays: str
    references: str


class BaseMissing(Exception):
    """The state to compare with is not available; the message says why."""


def published(project: Path, branch: str) -> str:
    """Return the commit at which the work here left what is published.

    That is the merge base of the present state and the upstream of the default branch.

    :param branch: the default branch.
    :returns: empty where the folder is not in a repository with a commit.
    :raises BaseMissing: the repository does not know what is published.
    """
    try:
        git(project, "rev-parse", "--verify", "HEAD")
    except BaseMissing:
        return ""
    wanted = f"{branch}@{{upstream}}", f"upstream/{branch}", f"origin/{branch}", "origin/HEAD"
    for name in wanted:
        try:
            upstream = git(project, "rev-parse", "--verify", "--end-of-options", name).strip()
        except BaseMissing:
            continue
        try:
            return git(project, "merge-base", "HEAD", upstream).strip()
        except BaseMissing:
            message = f"{name} has no commit in common with this state"
            if git(project, "rev-parse", "--is-shallow-repository").strip() == "true":
                message = "this clone is shallow (git fetch --unshallow)"
            raise BaseMissing(message) from None
    raise BaseMissing(f"the branch ‘{branch}’ has no upstream")


def to_send(project: Path, default: str, branch: str, subject: str, new: str = "") -> str:
    """Return the commands that take a change to a pull request, as lines to be pasted.

    :param default: the default branch, which is left first.
    :param branch: the name of another.
    :param subject: the message of the commit, without a character that a shell reads.
    :param new: a file that git does not know yet, from the project's folder.
    :returns: nothing where the folder is in no repository.
    """
    try:
        present = git(project, "branch", "--show-current").strip()
        remotes = git(project, "remote").split()
    except BaseMissing:
        return ""
    here = Path.cwd().is_relative_to(project.resolve())
    start = "git" if here else f"git -C {shlex.quote(str(project))}"
    if new and here:
        new = os.path.relpath(project.resolve() / new)
    commands = [] if present not in ("", default) else [f"switch -c {branch}"]
    commands += [f"add {shlex.quote(new)}"] if new else []
    commands.append(f'commit -a -s -m "{subject}"')
    if remotes:
        remote = "origin" if "origin" in remotes else remotes[0]
        commands.append(f"push -u {remote} HEAD")
    lines = "".join(f"  {start} {command}\n" for command in commands)
    return f"Next, for a pull request:\n{lines}"


def changed_files(project: Path, commit: str, folder: str = ".") -> list[str]:
    """Return the files of a folder that are not as in a commit; those untracked are left out."""
    output = git(project, "diff", "--name-only", "--relative", "-z", commit, "--", folder)
    return [name for name in output.split("\0") if name]


def untracked_files(project: Path) -> list[str]:
    """Return the files that git does not track, but for those that it ignores."""
    output = git(project, "ls-files", "--others", "--exclude-standard", "-z")
    return [name for name in output.split("\0") if name]


def files_at(project: Path, commit: str, folder: str) -> frozenset[str]:
    """Return the files that a folder has in a commit, from the project's folder."""
    tree = f"{commit}:{git(project, 'rev-parse', '--show-prefix').strip()}"
    listed = git(project, "ls-tree", "-r", "-z", "--name-only", tree, "--", folder)
    return frozenset(filter(None, listed.split("\0")))


def unpack(
    project: Path, revision: str, into: Path, places: Places, parts: Collection[str] = ()
) -> str:
    """Unpack the edition of a commit into a folder; return the commit's short name.

    :param parts: files and folders to unpack, those that are there; all records if not given.
    :raises BaseMissing: there is no such commit with essays, or no git.
    """
    parts = parts or (*places, _SETTINGS)
    # The name may come from a stranger: it is no option, and must be that of a commit.
    wanted = f"{revision}^{{commit}}"
    commit = git(project, "rev-parse", "--verify", "--end-of-options", wanted).strip()
    tree = f"{commit}:{git(project, 'rev-parse', '--show-prefix').strip()}"
    if not git(project, "ls-tree", "--name-only", tree, places.essays):
        raise BaseMissing(f"there is no folder ‘{places.essays}’ in {revision}")
    listed = git(project, "ls-tree", "-z", "--name-only", tree, *parts).split("\0")
    archive = _run(project, "archive", "--format=tar", tree, *(p for p in parts if p in listed))
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(into, filter="data")
    return commit[:12]


def git(project: Path, *arguments: str) -> str:
    """Return what git prints.

    :raises BaseMissing: it fails, or is not there.
    """
    return _run(project, *arguments).decode(errors="surrogateescape")


def _run(project: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=project, capture_output=True, check=False)
    except OSError as error:
        raise BaseMissing(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise BaseMissing(done.stderr.decode(errors="replace").strip())
    return done.stdout


def tracked_problems(project: Path) -> Iterator[Problem]:
    """Yield a problem for each tracked file that does not belong in an edition.

    A tracked file that is ignored takes the place of one that a build writes: a cache that a
    build reads is code. A symbolic link can lead to any file of the machine that builds.

    Nothing is found where the folder is not in a repository of git.
    """
    for path in _listed(project, "-c", "-i", "--exclude-standard"):
        message = "the file is ignored by git and tracked all the same: a build would read it"
        yield Problem(Rule.TRACKED, printable(path), 1, message)
    for entry in _listed(project, "-s"):
        head, _, path = entry.partition("\t")
        # Where the pages and records are, the rules on files have found it already.
        if head.startswith(_LINK) and not path.startswith(("docs/", "essays/")):
            message = "found a symbolic link; put the file itself here"
            yield Problem(Rule.SYMLINK, printable(path), 1, message)


def _listed(project: Path, *options: str) -> list[str]:
    try:
        return [name for name in git(project, "ls-files", "-z", *options).split("\0") if name]
    except BaseMissing:  # there is no git, or no repository
        return []
