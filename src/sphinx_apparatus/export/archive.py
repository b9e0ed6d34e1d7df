"""Zip files: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

# Entries of a zip file cannot be older; its clock has no time zone.
FIRST_DAY = (1980, 1, 1)
_LAST_DAY = (2107, 12, 31)


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
