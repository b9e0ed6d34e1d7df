"""The site of a release as one file, kept as it was built, and its place in later sites.

A citation of a version leads to ``v/<version>/`` below the site's first page. What stands there was
built once: it comes from the file of its release, is never built anew and never replaced.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from sphinx_apparatus.model.catalogue import _, current_language
from sphinx_apparatus.model.fields import is_reserved
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.text.file_writing import alone, write_together, write_whole

FOLDER = "v"
"""Where the kept sites stand, from the first page."""
ABOUT = "version.json"
"""What a kept site says of itself, at its top."""
_RELEASE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,39}")
_PART = re.compile(r"[\w.@+~-]{1,200}")
MOST_FILES = 50_000
MOST_BYTES = 2 * 1024**3
"""Bytes of a site when it is unpacked."""
# Entries of a zip file cannot be older; its clock has no time zone.
FIRST_DAY = (1980, 1, 1)
_LAST_DAY = (2107, 12, 31)


class Version(NamedTuple):
    """A release whose site is kept."""

    release: str
    date: str
    """The day of its newest note, as ISO 8601 has it; empty if no note has one."""
    title: str


def about(release: str, date: str, title: str) -> str:
    """Return what a kept site says of itself.

    :raises Refusal: the release cannot be the name of a folder.
    """
    if not _RELEASE.fullmatch(release) or is_reserved(release):
        raise Refusal(f"‘release’ is ‘{release}’; expected a version such as 1.0.0")
    said = {"release": release, "date": date, "title": title}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def pack(site: Path, target: Path) -> Version:
    """Write a built site into a zip file, the same bytes for the same site.

    :raises Refusal: it was not built to be kept.
    :raises OSError: a file cannot be read or written.
    """
    path = site / ABOUT
    if not path.is_file():
        raise Refusal(
            f"{site} has no {ABOUT}; build the site with the setting apparatus_kept: "
            "make version does"
        )
    version = _version(path.read_bytes(), str(path))
    files = [
        (path.relative_to(site).as_posix(), path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    ]
    write_whole(target, zipped(files, version.release, FIRST_DAY))
    return version


def add(site: Path, archives: Iterable[Path]) -> list[Version]:
    """Put kept sites into a site, and write the list of them; return them, the newest first.

    :raises Refusal: a file is no kept site, or another stands in its place.
    :raises OSError: a file cannot be read or written.
    """
    versions: dict[str, Version] = {}
    for path in archives:
        version, files = _unpacked(path)
        folder = site / FOLDER / version.release
        if version.release in versions:
            raise Refusal(f"{path}: version {version.release} is given twice")
        if folder.exists() and _sums(_standing(folder)) != _sums(files):
            raise Refusal(
                f"{folder}: another site stands here; a version that is kept never changes"
            )
        if not folder.exists():
            folder.parent.mkdir(exist_ok=True)
            write_together(folder, {folder / name: content for name, content in files})
        versions[version.release] = version
    found = sorted(versions.values(), key=lambda each: (each.date, each.release), reverse=True)
    if found:
        with alone(site / FOLDER):
            write_whole(site / FOLDER / "index.html", _list(found))
    return found


def _standing(folder: Path) -> list[tuple[str, bytes]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def _sums(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files}


def _version(content: bytes, shown: str) -> Version:
    try:
        said: Any = json.loads(content)
        version = Version(*(str(said[name]) for name in Version._fields))
    except (ValueError, LookupError, TypeError):
        raise Refusal(f"{shown}: expected release, date and title as JSON") from None
    about(*version)
    return version


def _unpacked(path: Path) -> tuple[Version, list[tuple[str, bytes]]]:
    """Return the version of a kept site and its files."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > MOST_BYTES:
                raise Refusal(f"{path}: the site is larger than a site can be")
            files = list(_checked(archive, entries, path))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise Refusal(f"{path}: this is not a zip file") from None
    said = next((content for name, content in files if name == ABOUT), None)
    if said is None:
        raise Refusal(f"{path}: there is no {ABOUT} in it; make version writes such files")
    return _version(said, f"{path}: {ABOUT}"), files


def _checked(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], path: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a kept site, by names that lead nowhere else."""
    tops = {PurePosixPath(each.filename).parts[0] for each in entries if each.filename}
    if len(tops) != 1:
        raise Refusal(f"{path}: expected one folder at the top, found {len(tops)}")
    for each in entries:
        parts = each.filename.split("/")[1:]
        is_link = stat.S_ISLNK(each.external_attr >> 16)
        is_name = all(_PART.fullmatch(part) and part.strip(".") for part in parts)
        if not parts or is_link or not is_name or any(map(is_reserved, parts)):
            raise Refusal(f"{path}: ‘{each.filename}’ is no file that a site has")
        with archive.open(each) as stream:
            # What the entry says of its size is not to be trusted.
            content = stream.read(each.file_size + 1)
        if len(content) > each.file_size:
            raise Refusal(f"{path}: ‘{each.filename}’ is larger than it says")
        yield "/".join(parts), content


_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 serif; }}
</style>
</head>
<body>
<h1>{heading}</h1>
<p>{said} <a href="../index.html">{newest}</a></p>
<ul>
{items}
</ul>
</body>
</html>
"""


def _list(versions: Sequence[Version]) -> str:
    items = "\n".join(
        f'<li><a href="{escape(each.release)}/index.html">{_named(each)}</a>'
        f"{f', {escape(each.date)}' if each.date else ''}</li>"
        for each in versions
    )
    return _PAGE.format(
        language=current_language(),
        heading=escape(_("Versions of {title}", title=versions[0].title)),
        said=escape(_("Each release stands here as it was published.")),
        newest=escape(_("The newest state")),
        items=items,
    )


def _named(version: Version) -> str:
    return escape(_("Version {version}", version=version.release))


def zipped(files: Iterable[tuple[str, bytes]], folder: str, day: tuple[int, int, int]) -> bytes:
    """Pack files into a folder of a zip file, all with the same date.

    A zip file can hold the years 1980 to 2107; a day outside is the nearest that it can hold.

    :param files: name and content of each.
    """
    day = min(max(day, FIRST_DAY), _LAST_DAY)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files:
            info = zipfile.ZipInfo(f"{folder}/{name}", (*day, 0, 0, 0))
            # Not compressed: implementations of deflate differ, and with them the bytes.
            info.compress_type = zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return packed.getvalue()
