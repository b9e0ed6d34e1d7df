"""Licenses of what the editors wrote."""

from __future__ import annotations

from typing import NamedTuple


class License(NamedTuple):
    """The license of notes, comments and data; texts have rights of their own."""

    name: str
    address: str


LICENSE = License("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
"""The default of ``apparatus_license``."""


def license_of(value: object) -> License:
    """Return the license that a setting names.

    :raises ValueError: it is not a name and an address.
    """
    match value:
        case [str(name), str(address)] if name and address:
            return License(name, address)
    raise ValueError(
        f"apparatus_license is {value!r}; expected a name and an address, such as {[*LICENSE]}"
    )
