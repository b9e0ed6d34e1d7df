"""The Nu HTML checker, from its package on npm."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.support.project import built_once

VNU = "vnu-jar@26.9.27"
VNU_SHA256 = "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7"
SHORT_RUN = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""Options of Java for a run of seconds: half of its work was to compile for a long one."""


@pytest.fixture(scope="session")
def nu_errors(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Iterable[Path]], list[str]]:
    """Return the errors that the checker finds in pages."""
    for program, package in (("npm", "npm"), ("java", "default-jre-headless")):
        if shutil.which(program) is None:
            pytest.skip(f"needs {program}: apt-get install {package}")

    def fetch(folder: Path) -> None:
        subprocess.run(["npm", "pack", VNU, "--silent"], cwd=folder, check=True, timeout=240)
        (packed,) = folder.glob("*.tgz")
        assert hashlib.sha256(packed.read_bytes()).hexdigest() == VNU_SHA256
        with tarfile.open(packed) as archive:
            archive.extract("package/build/dist/vnu.jar", folder, filter="data")

    jar = built_once(tmp_path_factory, "nu", fetch) / "package" / "build" / "dist" / "vnu.jar"

    def errors(pages: Iterable[Path]) -> list[str]:
        # It recurses deeper than the stack that Java gives to code that is compiled less.
        java = ["java", *SHORT_RUN, "-Xss16m", "-jar", str(jar)]
        command = [*java, "--format", "json", "--errors-only", *map(str, pages)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return [f"{m['url']}: {m['message']}" for m in json.loads(done.stderr)["messages"]]

    return errors
