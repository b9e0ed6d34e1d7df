"""Dates of other programs, in the engine's form where they have one."""

from __future__ import annotations

import re

from sphinx_apparatus.model.date_words import MONTHS
from sphinx_apparatus.model.dates import parse_access, parse_dates
from sphinx_apparatus.sources.imported_entry import KEPT, LEFT_OUT, Imported, shown
from sphinx_apparatus.sources.tex_text import plain

_MONTHS = {month[:3].lower(): number for number, month in enumerate(MONTHS, start=1)}
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


def set_dates(entry: Imported, raw: dict[str, str], fields: dict[str, str]) -> None:
    """Turn the fields of dates into the engine's form; what cannot be is said in the note."""
    used = [name for name in ("date", "year", "month", "day") if raw.get(name, "").strip("{} ")]
    for name in ("date", "year", "month", "day"):
        if name in raw and name not in used:
            entry.tell(name, LEFT_OUT, "it is empty")
    values = {name: (_words if name == "date" else _text)(raw[name]) for name in used}
    for name in [name for name, words in values.items() if not words.strip()]:
        del values[name]
        entry.tell(name, LEFT_OUT, "it is empty")
    for name in ("date", "year", "month", "day"):
        raw.pop(name, None)
    if "date" in values:
        words = values.pop("date")
        _date(entry, "date", words, fields)
        for name, value in values.items():
            number = _MONTHS.get(value[:3].lower(), value) if name == "month" else value
            if str(number).lstrip("0") not in re.split(r"\D0*", words):
                entry.notes.append(f"{name}: {value}")
                entry.tell(name, "note", "‘date’ says something else", needs_work=True)
            else:
                entry.tell(name, "date")
    elif values:
        _year_and_month(entry, values, raw, fields)


def _text(value: str) -> str:
    return plain(value).text


def _words(value: str) -> str:
    """Return a date as it is read: a “~” says that it is uncertain, and is no space of TeX."""
    return plain(value).text if "\\" in value else value.translate({ord("{"): "", ord("}"): ""})


def _year_and_month(
    entry: Imported, values: dict[str, str], raw: dict[str, str], fields: dict[str, str]
) -> None:
    year, month = values.get("year", ""), values.get("month", "")
    day = values.get("day", "")
    words = " ".join(part for part in (day, month, year) if part)
    made, season = _in_iso(year, month, day)
    if made:
        fields["date"] = made
        for name in values:
            if name != "month" or not season:
                entry.tell(name, "date")
    else:
        _unsure(entry, "year" if year else "month", words, fields)
        for name in list(values)[1:]:
            entry.tell(name, "note")
    if season:
        target = "number" if "number" not in raw and entry.type == "article" else "note"
        if target == "note":
            entry.notes.append(month)
        else:
            raw["number"] = month
        entry.tell("month", target, "no month; a season stands in place of the number")


def _in_iso(year: str, month: str, day: str) -> tuple[str, bool]:
    """Return a date in the engine's form (empty if it has none), and whether a season is left."""
    if not (span := _years(year)):
        return "", False
    if not month:
        return span, False
    if "/" in span:
        return "", False
    if month.lower().split()[0].rstrip(",") in _SEASONS:
        return span, True
    found = re.fullmatch(
        r"(?:(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?[\s.]*)?(#?[A-Za-z]+#?|\d{1,2})\.?"
        r"(?:\s*(?:[-–/&]|and|to)\s*([A-Za-z]+|\d{1,2})\.?)?(?:\s+(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?)?",
        month,
    )
    if not found:
        return "", False
    first, last = _month(found[3]), _month(found[4] or "")
    if not first or (found[4] and not last):
        return "", False
    one = f"{span}-{first:02}"
    if last:
        return valid_date(f"{one}/{span}-{last:02}"), False
    start, end = found[1] or found[5] or day, found[2] or found[6]
    if not start:
        return one, False
    if not start.isdigit():
        return "", False
    return valid_date(f"{one}-{int(start):02}" + (f"/{one}-{int(end):02}" if end else "")), False


def _month(words: str) -> int:
    words = words.strip("#")
    if words.isdigit():
        return int(words) if 1 <= int(words) <= 12 else 0
    full = words.lower()
    number = _MONTHS.get(full[:3], 0)
    names = {MONTHS[number - 1].lower(), full[:3], "sept", "june", "july"} if number else set()
    return number if full in names else 0


def _years(words: str) -> str:
    words = words.strip().strip("[](){}")
    if re.fullmatch(r"\d{4}", words):
        return valid_date(words)
    if found := re.fullmatch(r"(\d{4})\s*[-–/]{1,2}\s*(\d{2}|\d{4})", words):
        last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
        return valid_date(f"{found[1]}/{last}")
    return ""


def valid_date(words: str) -> str:
    """Return a date if it is one in the engine's form; else nothing.

    The year 0 stands where programs know none.
    """
    if words.startswith("0000"):
        return ""
    try:
        parse_dates(words)
    except ValueError:
        return ""
    return words


def _date(entry: Imported, name: str, words: str, fields: dict[str, str]) -> None:
    """Set a date that biblatex's form may have, or something near it."""
    plain_words = re.sub(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", r"\1", words.strip())
    if name == "urldate":
        try:
            parse_access(plain_words)
        except ValueError:
            pass
        else:
            fields[name] = plain_words
            entry.tell(name, KEPT)
            return
    found = valid_date(plain_words) or _years(plain_words) or spelled_date(plain_words)
    if found and (name != "urldate" or "/" not in found):
        fields[name] = found
        entry.tell(name, KEPT if found == words else f"{name}, now {found}")
    else:
        _unsure(entry, name, words, fields)


def spelled_date(words: str) -> str:
    """Return a date in words or figures: ``2 January 2019``, ``2019/01/02``."""
    if found := re.fullmatch(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", words):
        parts = [found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)]
        return valid_date("-".join(parts))
    found = re.fullmatch(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]+)\.?(?:\s+(\d{1,2}))?,?\s+(\d{4})", words)
    if found and (month := _month(found[2])):
        day = found[1] or found[3]
        return valid_date(f"{found[4]}-{month:02}" + (f"-{int(day):02}" if day else ""))
    return ""


def _unsure(entry: Imported, name: str, words: str, fields: dict[str, str]) -> None:
    """Put a date that has no form here into the note, with its year if it has just one."""
    target = name if name in ("eventdate", "urldate") else "date"
    if re.search(r"(?i)press|forthcoming|submitted|preparation|to appear", words):
        entry.notes.append(words)
        entry.tell(name, "note")
        return
    if re.fullmatch(r"(?i)\W*(n\.?\s?d|no date|undated|s\.?\s?d|nodate)\W*", words):
        entry.tell(name, LEFT_OUT, "no date is known")
        return
    years = re.findall(r"(?<![\d-])\d{4}(?!\d)", words)
    label = {"eventdate": "Event", "urldate": "Accessed"}.get(target, "Dated")
    entry.notes.append(f"{label}: {words}")
    if (
        target != "urldate"
        and len(set(years)) == 1
        and not re.search(r"(?i)\bB\.?C|\d[uXx]", words)
    ):
        fields[target] = valid_date(years[0]) or fields.get(target, "")
        if not fields[target]:
            del fields[target]
        remark = f"{shown(words)} has no form here; ‘{target}’ has the year alone"
        entry.tell(name, f"{target} and note", remark, needs_work=True)
    else:
        entry.tell(name, "note", f"{shown(words)} has no form here", needs_work=True)


def date_field(entry: Imported, name: str, value: str, fields: dict[str, str], target: str) -> None:
    """Set a field that is a date."""
    _date(entry, target, _words(value), fields)
    if target != name:
        entry.tell(name, target)
