"""The locks hold whatever an index offers tomorrow, with the pip that a Python brings along."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.support.project import REPOSITORY

pytestmark = pytest.mark.build  # It installs, which takes as long.

LOCKS = ("requirements.lock", "requirements-test.lock")
DAY = (2020, 1, 1, 0, 0, 0)
SLOW = pytest.mark.slow


class Pin(NamedTuple):
    """One package of a lock."""

    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        (specifier,) = self.requirement.specifier
        assert specifier.operator == "=="
        return specifier.version

    @property
    def is_for_this_machine(self) -> bool:
        marker = self.requirement.marker
        return marker is None or marker.evaluate()


def pins(lock: str) -> list[Pin]:
    """Return all packages of a lock, those for other machines among them."""
    text = (REPOSITORY / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            words, *hashes = re.split(r"\s+--hash=", line.strip())
            found.append(Pin(Requirement(words), len(hashes)))
    return found


def here(lock: str) -> dict[str, Pin]:
    """Return the packages of a lock that are installed on this machine, by name."""
    return {pin.name: pin for pin in pins(lock) if pin.is_for_this_machine}


def needs(pin: Pin, package: Distribution) -> Iterator[Requirement]:
    """Yield what a package asks for on this machine, with the extras that the lock names."""
    for text in package.requires or ():
        asked = Requirement(text)
        for extra in ("", *pin.requirement.extras):
            if asked.marker is None or asked.marker.evaluate({"extra": extra}):
                yield asked
                break


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_exact_versions_with_hashes_and_no_address(lock: str) -> None:
    assert all(pin.version and pin.hashes for pin in pins(lock))
    assert not re.search(r"://|--index|--find", (REPOSITORY / lock).read_text(encoding="utf-8"))


def test_both_locks_hold_the_same_versions() -> None:
    build, test = ({str(pin.requirement) for pin in pins(lock)} for lock in LOCKS)
    names = {Requirement(pin).name for pin in build & test}
    assert {"sphinx", "myst-parser", "pydantic"} <= names
    shared = {p.name for p in pins(LOCKS[0])} & {p.name for p in pins(LOCKS[1])}
    versions = [{(p.name, p.version) for p in pins(lock) if p.name in shared} for lock in LOCKS]
    assert versions[0] == versions[1]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_all_that_its_packages_ask_for(lock: str) -> None:
    """Every dependency, in a version that is allowed, with every extra that is asked for."""
    locked = here(lock)
    asked = 0
    for pin in locked.values():
        for requirement in needs(pin, distribution(pin.name)):
            found = locked.get(canonicalize_name(requirement.name))
            assert found, f"{pin.name} needs {requirement}, which is not in {lock}"
            assert requirement.specifier.contains(found.version, prereleases=True), (pin, found)
            extras = requirement.extras - found.requirement.extras
            assert not extras, f"{pin.name} needs {requirement}; {lock} has {found.requirement}"
            asked += 1
    assert asked > 30


# -- an index in which everything is one release ahead ---------------------------------------------


def wheel(folder: Path, package: Distribution, version: str) -> str:
    """Write a wheel with a package's dependencies and nothing else; return its hash."""
    name = package.metadata["Name"].replace("-", "_").replace(".", "_")
    fields = [("Metadata-Version", "2.1"), ("Name", package.metadata["Name"]), ("Version", version)]
    for field in ("Provides-Extra", "Requires-Dist"):
        fields += [(field, value) for value in package.metadata.get_all(field) or ()]
    info = f"{name}-{version}.dist-info"
    files = {
        f"{info}/METADATA": "".join(f"{field}: {value}\n" for field, value in fields),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inner, text in files.items():
            archive.writestr(zipfile.ZipInfo(inner, DAY), text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def ahead(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each locked package and its next release, and the locks with their hashes."""
    folder = tmp_path_factory.mktemp("index")
    hashes: dict[str, str] = {}
    for lock in LOCKS:
        lines = []
        for pin in here(lock).values():
            if pin.name not in hashes:
                package = distribution(pin.name)
                hashes[pin.name] = wheel(folder, package, pin.version)
                wheel(folder, package, f"{pin.version}.1")
            lines.append(f"{pin.requirement} --hash=sha256:{hashes[pin.name]}\n")
        (folder / lock).write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def pip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of a pip: that of these tests, or the first one, alone in a new environment."""
    if request.param == "this Python's pip":
        return [sys.executable, "-m", "pip"]
    folder = tmp_path_factory.mktemp("pip")
    wanted = ["-r", str(REPOSITORY / "tests" / "repository" / "oldest-pips.txt"), "-d", str(folder)]
    options = ["-q", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", *options, *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"needs a package index: {done.stderr.strip().splitlines()[-1:]}")
    (found,) = folder.glob("pip-*.whl")
    return [str(request.getfixturevalue("fresh")), str(found / "pip")]


def installing() -> list[list[str]]:
    """Return the options with which the Makefile installs each lock."""
    done = subprocess.run(
        ["make", "-n", "-B", ".venv/.tested", "VENV=.venv"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    commands = [line.split() for line in done.stdout.splitlines() if ".lock" in line]
    return [command[command.index("install") :] for command in commands]


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize(
    ("pip", "as_written"),
    [
        pytest.param("this Python's pip", True, id="this pip, by make"),
        pytest.param("the first pip", False, marks=SLOW, id="the first pip, with dependencies"),
        pytest.param("this Python's pip", False, marks=SLOW, id="this pip, with dependencies"),
        pytest.param("the first pip", True, marks=SLOW, id="the first pip, by make"),
    ],
    indirect=["pip"],
)
def test_the_set_up_works_when_every_package_has_a_newer_release(
    pip: list[str], ahead: Path, as_written: bool
) -> None:
    commands = installing()
    assert [command[-1] for command in commands] == list(LOCKS)
    environment = {name: value for name, value in os.environ.items() if "PIP_" not in name}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1"}
    for command in commands:
        # Whoever installs a lock by hand does not say that it is complete.
        options = [word for word in command if as_written or word != "--no-deps"]
        done = subprocess.run(
            [*pip, *options, "--dry-run", "--ignore-installed", "--find-links", "."],
            cwd=ahead,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
