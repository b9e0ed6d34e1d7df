"""Kinds of text in records, each with the rule that every value of it meets.

A field of text in a record has one of these types. The rule runs on the value that was read, so
that what YAML writes as an escape (``"\\u202e"``, ``"\\n"``) meets the same rule as the character
itself, and nothing reaches a page, an export or a message that did not pass it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError, core_schema

from sphinx_apparatus.model.characters import MOST_BRACKETS, odd_character
from sphinx_apparatus.model.dates import EDTF_DATE, DateSpan, PartialDate
from sphinx_apparatus.model.rules import Rule

ID_PATTERN = r"^[a-z][a-z0-9-]*$"
ESSAY_ID_PATTERN = r"^[0-9]{4}-[a-z0-9-]+$"
BLOCK_NUMBER_PATTERN = r"^[1-9][0-9]{0,5}[a-z]?$"
BLOCK_ID_PATTERN = r"^(?:[hpftsdn][1-9][0-9]{0,5}[a-z]?|l[0-9][0-9a-z-]{0,40})$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
LOOSE_DATE_PATTERN = f"^{EDTF_DATE}$"
_END = rf"(?:{EDTF_DATE}|\.\.)?"
SPAN_PATTERN = f"^{EDTF_DATE}$|^{_END}/{_END}$"
_SIGN_OF_SIGLUM = r"[^\s!-)/:-@\[-^`{-~,]"
SIGLUM_PATTERN = f"^{_SIGN_OF_SIGLUM}+( {_SIGN_OF_SIGLUM}+)*$"
MAX_SIGLUM = 24
"""Characters of a siglum: “Add. 4321” and its like."""
SOURCE_KEY_PATTERN = r"^[^\s{},]+$"
MAX_ADDRESS = 2000
"""Characters of an address; the book cannot hold much longer ones."""
_MAX_LINE = 1000
_MAX_PROSE = 16 * 1024
MAX_ID = 100
"""Characters of an id: file systems take 255 bytes, and Windows 260 for a whole path."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_RECORDS = frozenset({"text.md", "essay.yml", "apparatus.yml", "notes"})
"""Names in an essay's folder that mean something else than a transcription."""


def is_reserved(name: str) -> bool:
    """Return whether Windows keeps a file's name for a device, whatever its extension."""
    return _RESERVED.fullmatch(name) is not None


# -- the gate --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gate:
    """What a value of one kind of text has to pass, beside its form.

    :param context: ``allowed`` in the context of the validation: the characters that the edition
        allows beside those of every edition.
    """

    kind: str
    faults: Callable[[str], Iterator[tuple[Rule, str]]] = lambda _: iter(())
    """Yield each rule that a value breaks, and what is wrong with it."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Check the value after its form."""
        return core_schema.with_info_after_validator_function(self._passed, handler(source))

    def _passed(self, value: str, info: ValidationInfo) -> str:
        allowed = info.context["allowed"] if info.context else ()
        if found := odd_character(value, allowed):
            raise _refusal(Rule.CHARACTER, f"holds the invisible character {found[1]}; delete it")
        for rule, what in self.faults(value):
            raise _refusal(rule, what)
        return value


def _refusal(rule: Rule, what: str) -> PydanticCustomError:
    return PydanticCustomError("gate", "{what}", {"rule": rule.number, "what": what})


def _line_faults(value: str) -> Iterator[tuple[Rule, str]]:
    if "\n" in value or "\t" in value:
        yield Rule.FIELD_VALUE, "holds a line break or a tabulator; expected words in one line"


_LOCAL = frozenset(
    {
        *("localhost", "localdomain", "local", "internal", "intranet", "private", "corp"),
        *("invalid", "test", "arpa", "home", "lan"),
    }
)
"""Last parts of names that lead to no host that anybody reaches."""


def _decoded(label: str) -> str:
    """Return a part of a host's name in its own letters (RFC 3492).

    :raises UnicodeError: it is none.
    """
    if not label.lower().startswith("xn--"):
        return label
    return label[4:].encode("ascii").decode("punycode")


def has_port(parts: SplitResult) -> bool:
    """Return whether the port of an address is one, if it has any."""
    try:
        return parts.port != 0
    except ValueError:
        return False


def is_public(host: str) -> bool:
    """Return whether a host can be one that anybody reaches: addresses are opened by machines.

    Source: RFC 6761, RFC 6762 and RFC 8375 for names, the registries of special addresses of IANA.
    """
    try:
        name = unicodedata.normalize("NFKC", ".".join(map(_decoded, host.split("."))))
    except UnicodeError:
        return False
    name = name.rstrip(".").lower()
    try:
        address = ip_address(name)
    except ValueError:
        last = name.rpartition(".")[2]
        # A number at the end is an address in a form that only some programs read.
        is_number = last.isdecimal() or last.startswith("0x")
        is_name = re.fullmatch(r"[\w-]+(\.[\w-]+)+", name) is not None
        return is_name and last not in _LOCAL and not is_number
    return is_public_address(address)


_NAT64 = ip_network("64:ff9b::/96")


def is_public_address(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is one that anybody reaches.

    Source: the registries of special addresses of IANA; RFC 6052 for addresses of the older kind
    within those of the newer.
    """
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, IPv4Address):
        return True
    inner = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    return inner is None or inner.is_global


def _address_faults(value: str) -> Iterator[tuple[Rule, str]]:
    for fault in address_faults(value):
        yield Rule.BODY_LINK, fault


def address_faults(value: str) -> Iterator[str]:
    """Yield what keeps a value from being the address of a page, in words that follow its name."""
    expected = "expected an address that begins with http:// or https://"
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        yield f"cannot be read as an address; {expected}"
        return
    if re.search(r"[\s<>\"{}\\^`|]", value):
        yield f"holds a character that addresses do not have; {expected}"
    elif parts.scheme not in ("http", "https") or not parts.hostname:
        yield f"is ‘{value}’; {expected}"
    elif not is_public(parts.hostname):
        yield f"is ‘{value}’, which names no public host; expected a page that anybody reaches"
    elif parts.username is not None:
        yield f"has a name before ‘@’ and leads to ‘{parts.hostname}’; leave it out"
    elif not has_port(parts):
        yield f"is ‘{value}’, whose port is no number from 1 to 65535; {expected}"
    elif len(value) > MAX_ADDRESS:
        yield f"has {len(value)} characters; at most {MAX_ADDRESS} are allowed"


def _prose_faults(value: str) -> Iterator[tuple[Rule, str]]:
    if value.count("[") > MOST_BRACKETS:
        yield Rule.BODY_MARKUP, f"has more than {MOST_BRACKETS} opening brackets; a text needs few"


def _file_faults(value: str) -> Iterator[tuple[Rule, str]]:
    expected = "expected the name of a transcription in the essay's own folder: witness-S.txt"
    if not re.fullmatch(r"[\w][\w.-]{0,99}", value) or is_reserved(value):
        yield Rule.FILE_NAME, f"is ‘{value}’; {expected}"
    elif value.lower() in _RECORDS:
        yield Rule.FILE_NAME, f"is ‘{value}’, which is not a transcription; {expected}"


def _id_faults(value: str) -> Iterator[tuple[Rule, str]]:
    if is_reserved(value):
        yield Rule.FIELD_VALUE, f"is ‘{value}’, which Windows keeps for a device; choose another"


# -- kinds of text ---------------------------------------------------------------------------------


def _words(value: str) -> str:
    return " ".join(value.split())


def _matching(pattern: str, most: int = MAX_ID) -> StringConstraints:
    return StringConstraints(pattern=pattern, max_length=most)


def _not_empty(most: int) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=most, strip_whitespace=True)


_IN_ONE_LINE = Gate("plain line", _line_faults)
Text = Annotated[str, _not_empty(_MAX_LINE), _IN_ONE_LINE]
"""Plain words in one line: shown as they stand."""
Comment = Annotated[str, _not_empty(300), AfterValidator(_words), Gate("comment", _prose_faults)]
"""A sentence or two in MyST, within a line."""
Title = Annotated[str, _not_empty(60), _IN_ONE_LINE]
ShortTitle = Annotated[str, _not_empty(40), _IN_ONE_LINE]
Prose = Annotated[
    str,
    _not_empty(_MAX_PROSE),
    Gate("prose", _prose_faults),
]
"""A text in MyST; what it may hold is checked as in a note's body."""
PlainText = Annotated[
    str,
    _not_empty(_MAX_PROSE),
    Gate("plain text", _prose_faults),
]
"""Plain words in one line or several: shown as they stand."""
_PLAIN_WORDS = Gate("plain words", _prose_faults)
Sentence = Annotated[str, _not_empty(_MAX_PROSE), AfterValidator(_words), _PLAIN_WORDS]
Words = Annotated[
    str, StringConstraints(max_length=_MAX_PROSE), AfterValidator(_words), _PLAIN_WORDS
]
"""Plain words that may be empty; line breaks in them are read as spaces."""
Address = Annotated[str, StringConstraints(strip_whitespace=True), Gate("address", _address_faults)]
FileName = Annotated[str, StringConstraints(strip_whitespace=True), Gate("file", _file_faults)]
SourceKey = Annotated[str, _matching(SOURCE_KEY_PATTERN), Gate("key of a source")]
Id = Annotated[str, _matching(ID_PATTERN), Gate("id", _id_faults)]
EssayId = Annotated[str, _matching(ESSAY_ID_PATTERN), Gate("id of an essay")]
BlockId = Annotated[str, _matching(BLOCK_ID_PATTERN), Gate("id of a block")]
BlockNumber = Annotated[str, _matching(BLOCK_NUMBER_PATTERN), Gate("number of a passage")]
Language = Annotated[str, _matching(LANGUAGE_PATTERN), Gate("code of a language")]
Siglum = Annotated[str, _matching(SIGLUM_PATTERN, MAX_SIGLUM), Gate("siglum")]
Year = Annotated[str, _matching(r"^-?[0-9]{4}$"), Gate("year")]
WikidataId = Annotated[str, _matching(r"^Q[1-9][0-9]{0,11}$"), Gate("id of Wikidata")]
ViafId = Annotated[str, _matching(r"^[1-9][0-9]{1,21}$"), Gate("id of VIAF")]
GndId = Annotated[str, _matching(r"^[0-9]{1,9}-?[0-9X]$"), Gate("id of the GND")]
Checksum = Annotated[str, _matching(r"^[0-9a-f]{64}$"), Gate("checksum")]

# -- other values ----------------------------------------------------------------------------------


def _flag(value: object) -> object:
    # YAML files give text here; yes, on and 1 are left out on purpose: one way to write it.
    if isinstance(value, str) and value not in ("true", "false"):
        raise PydanticCustomError("bool_form", "not true or false")
    return value == "true" if isinstance(value, str) else value


def _count(value: object) -> object:
    # Elsewhere 1.0, 1_000 and +1 are whole numbers, too.
    if isinstance(value, str) and not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise PydanticCustomError("int_form", "not a number that counts")
    return value


def _day(value: object) -> object:
    # Elsewhere a number is a date, too: seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "not a day")
    return value


def _partial_date(value: str) -> PartialDate:
    """Refuse 31 February; a year or a month alone is allowed."""
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise ValueError(f"{value} is no day of the calendar") from None


def _date_of(pattern: str) -> GetPydanticSchema:
    """Return how a date is read from words of a form, and written."""
    schema = core_schema.no_info_after_validator_function(
        _partial_date,
        core_schema.str_schema(pattern=pattern),
        serialization=core_schema.to_string_ser_schema(),
    )
    return GetPydanticSchema(lambda _source, _handler: schema)


def _span(value: str) -> DateSpan:
    try:
        return DateSpan.parse(value)
    except ValueError as error:
        raise ValueError(f"{value} is no date: {error}") from None


def _dated() -> GetPydanticSchema:
    schema = core_schema.no_info_after_validator_function(
        _span,
        core_schema.str_schema(pattern=SPAN_PATTERN),
        serialization=core_schema.to_string_ser_schema(),
    )
    return GetPydanticSchema(lambda _source, _handler: schema)


Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, BeforeValidator(_count)]
YearMonth = Annotated[PartialDate, _date_of(r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$")]
LooseDate = Annotated[PartialDate, _date_of(LOOSE_DATE_PATTERN)]
Dated = Annotated[DateSpan, _dated()]
"""When a text was made: a date or a span of EDTF."""
Day = Annotated[dt.date, BeforeValidator(_day)]


# -- records ---------------------------------------------------------------------------------------


class Record(BaseModel):
    """A mapping in a file; unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # Each class is made ready when a file is first read with it: a build or a check of what
        # is known already needs none or few.
        defer_build=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
    )
