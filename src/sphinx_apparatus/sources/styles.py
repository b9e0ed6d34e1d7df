"""Entries and citations in other styles than author-date: Chicago notes, MLA, numbers.

Styles: *The Chicago Manual of Style*, 18th ed., chapters 13 and 14; *MLA Handbook*, 9th ed.
What an entry prints in author-date it prints in every style: fields that a style has no place for
stand behind its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pybtex.richtext import Tag, Text  # type: ignore[import-untyped]

from sphinx_apparatus.model.catalogue import N_, _, translate
from sphinx_apparatus.model.date_words import MONTHS, spell_date
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.sources.chicago import (
    capitalized,
    chapter_of,
    commas,
    edition_of,
    editors_of,
    in_language,
    kind_of,
    number_of,
    pages_of,
    place_of,
    sentence,
    spell_dates,
    tail,
    title_of,
    two_names,
    unprinted,
)
from sphinx_apparatus.sources.records import (
    OTHERS,
    PERSON_FIELDS,
    HeadKind,
    Person,
    Source,
    TitleForm,
    cited_names,
    enumerate_names,
)

_LISTED = 6
"""More names than this are cut to three in Chicago’s lists; in its notes more than two to one."""


def _joined(parts: Iterable[Any], between: str) -> Text:
    return Text(between).join([part for part in parts if str(part)])


def _names(persons: Sequence[Person], most: int, kept: int, *, inverted: bool) -> str:
    """Return names; of more than *most* the first *kept*."""
    known = [person for person in persons if person.family != OTHERS]
    cut = len(known) < len(persons) or len(known) > most
    shown = known[: kept if len(known) > most else len(known)]
    names = [person.straight for person in shown]
    if inverted:
        names[0] = shown[0].inverted
    if cut:
        return f"{', '.join(names)}{',' if len(names) > 1 or inverted else ''} {_('et al.')}"
    if len(names) == 2 and "," in names[0]:
        return two_names(names)
    return enumerate_names(names)


def _straight(persons: Sequence[Person]) -> str:
    return _names(persons, len(persons), len(persons), inverted=False)


def _head(source: Source, *, inverted: bool, most: int = _LISTED, kept: int = 3) -> Text:
    """Return what begins an entry; nothing where that is the title."""
    match source.head_kind:
        case HeadKind.NAMES:
            names = _names(source.authors, most, kept, inverted=inverted)
            if short := source.fields.get("shortauthor"):
                names = f"{short} ({names})"
            return Text(names, editors_of(source))
        case HeadKind.OUTLET:
            return Text(Tag("em", source.head), place_of(source))
        case HeadKind.BODY:
            return Text(source.head)
        case _:
            return Text()


def _whole_date(source: Source) -> str:
    return spell_dates(source.dates) or ("" if source.head_kind is HeadKind.OUTLET else _("n.d."))


def _house(source: Source) -> str:
    """Return who published it, unless that begins the entry."""
    names = ("publisher", "institution", "organization")
    held = [source.fields[name] for name in names if name in source.fields]
    return ", ".join(dict.fromkeys(house for house in held if house != source.head))


def _imprint(source: Source) -> Text:
    """Return ``Place: House, date``."""
    place = source.fields.get("location", "")
    houses = ": ".join(part for part in (place, _house(source)) if part)
    return commas(houses, _whole_date(source))


_PARTS = frozenset({"inbook", "incollection", "inproceedings"})
_OF_PRINT = frozenset({"book", "collection", "report", "thesis", *_PARTS})
"""Types whose imprint stands in brackets in a note, even if it is a year alone."""


def _is_journal(source: Source) -> bool:
    if source.type in _PARTS or "booktitle" in source.fields:
        return False
    return "journaltitle" in source.fields or source.head_kind is HeadKind.OUTLET


def _periodical(source: Source, pages: str) -> Text:
    """Return ``Journal 12, no. 3 (May 2019): 45–67`` or ``Newspaper, February 27, 2019``."""
    fields = source.fields
    named = source.head_kind is HeadKind.OUTLET
    name = "" if named else Text(Tag("em", fields.get("journaltitle", "")), place_of(source))
    series = fields.get("series", "")
    volume, number, date = fields.get("volume", ""), number_of(source), _whole_date(source)
    if not volume:
        return commas(name, series, number, date, pages)
    issue = f", {number}" if number else ""
    space = (", " if series else " ") if str(name) or series else f"{_('vol.')} "
    text = Text(commas(name, series), space, volume, issue, f" ({date})" if date else "")
    return Text(text, f": {pages}") if pages else text


# -- Chicago notes ---------------------------------------------------------------------------------


def _details(source: Source) -> Iterator[str]:
    """Yield what stands between title and imprint: edition, volume, series, kind."""
    fields = source.fields
    yield edition_of(source)
    is_numbered = "volume" in fields and not _is_journal(source)
    yield _("vol. {number}", number=fields["volume"]) if is_numbered else ""
    number = number_of(source)
    if _is_journal(source):
        yield kind_of(source)
    elif "series" in fields:
        yield kind_of(source) if "type" in fields else ""
        yield f"{fields['series']} {fields.get('number', '')}".strip()
    elif source.type == "report" or "type" in fields:
        yield f"{kind_of(source)} {number}".strip()
    else:
        yield kind_of(source)
        yield number


def _helpers(source: Source, edited: str, translated: str) -> Iterator[str]:
    if "editor" in source.persons and "author" in source.persons:
        yield translate(edited, names=_straight(source.persons["editor"]))
    if "translator" in source.persons:
        yield translate(translated, names=_straight(source.persons["translator"]))


def notes_entry(source: Source) -> Text:
    """Return an entry of the bibliography: names first, the date with the imprint."""
    parts = [sentence(_head(source, inverted=True)), sentence(title_of(source))]
    helpers = [
        sentence(part)
        for part in _helpers(source, N_("Edited by {names}"), N_("Translated by {names}"))
    ]
    details = [sentence(capitalized(part)) for part in _details(source)]
    if _is_journal(source):
        parts += [*helpers, *details, sentence(_periodical(source, pages_of(source)))]
    elif "booktitle" in source.fields:
        whole = Text(f"{_('In')} ", in_language(source, Tag("em", source.booktitle)))
        editors = list(_helpers(source, N_("edited by {names}"), N_("translated by {names}")))
        parts.append(sentence(commas(whole, *editors, chapter_of(source), pages_of(source))))
        parts += [*details, sentence(_imprint(source))]
    else:
        parts += [*helpers, *details, sentence(commas(_imprint(source), pages_of(source)))]
    return _completed(source, parts)


def full_note(source: Source, locator: str) -> Text:
    """Return the first citation of a source: its whole entry as one sentence without a period."""
    names = _head(source, inverted=False, most=2, kept=1)
    helpers = list(_helpers(source, N_("ed. {names}"), N_("trans. {names}")))
    at = bare_locator(locator)
    title = title_of(source, ended=False)
    # Not a link: the note is one to the entry.
    address = Text(source.address)
    if _is_journal(source):
        body = commas(*helpers, *_details(source), _periodical(source, at or pages_of(source)))
        return _noted(names, title, body, address)
    inside: list[Any] = []
    if "booktitle" in source.fields:
        inside.append(Text(f"{_('in')} ", in_language(source, Tag("em", source.booktitle))))
        inside.append(chapter_of(source))
    imprint = _imprint(source)
    body = commas(*inside, *helpers, *_details(source))
    is_bracketed = source.type in _OF_PRINT or (
        source.type != "online" and (_house(source) or "location" in source.fields)
    )
    if is_bracketed:
        body = Text(body, " " if str(body) else "", "(", imprint, ")") if str(imprint) else body
    else:
        body = commas(body, imprint)
    return _noted(names, title, commas(body, at or pages_of(source)), address)


def _noted(names: Text, title: Text, body: Text, address: Any) -> Text:
    """Join the parts of a note; a title in quotation marks has the comma inside."""
    begun = commas(names, title)
    rest = commas(body, address)
    if not str(rest):
        return begun
    if str(begun).endswith("”"):
        # Behind a question mark, which is the title’s, the comma stands as well.
        return Text(begun[:-1], ",” ", rest)
    # Before the bracket of an imprint no comma stands.
    return Text(begun, " " if str(rest).startswith("(") else ", ", rest)


def short_note(source: Source, locator: str) -> Text:
    """Return a later citation: family names, short title, place."""
    names: Any = ""
    if source.head_kind is HeadKind.OUTLET:
        names = Tag("em", source.head)
    elif source.head_kind is not HeadKind.TITLE:
        names = source.head
    return _noted(Text(names), short_title(source), Text(bare_locator(locator)), "")


def short_title(source: Source) -> Text:
    """Return the short title as it is set."""
    title = source.short_title
    if source.title_form is TitleForm.ITALIC:
        return Text(in_language(source, Tag("em", title)))
    return Text(in_language(source, Text(title)))


_LOCATOR = re.compile(r"(?<!\w)pp?\.\s*(?=[\divxlc])")


def bare_locator(locator: str) -> str:
    """Return a place in a source, pages without “p.”, as notes and MLA have it."""
    return _LOCATOR.sub("", locator.strip())


# -- MLA -------------------------------------------------------------------------------------------


def _mla_day(date: PartialDate) -> str:
    if words := spell_date(date.parts):
        return words
    short = {5: "May", 6: "June", 7: "July", 9: "Sept."}
    month = short.get(date.month, f"{MONTHS[date.month - 1][:3]}.") if date.month else ""
    return " ".join(str(part) for part in (date.day, month, date.year) if part)


def _mla_date(dates: Sequence[PartialDate]) -> str:
    return "–".join(map(_mla_day, dates))


def _pages(pages: str) -> str:
    if re.search("[–,]", pages):
        return _("pp. {pages}", pages=pages)
    return _("p. {pages}", pages=pages)


def mla_entry(source: Source) -> Text:
    """Return an entry of MLA's works cited: author, title, container with its details."""
    fields = source.fields
    parts = [
        sentence(_head(source, inverted=True, most=2, kept=1)),
        sentence(title_of(source)),
    ]
    container: Any = ""
    if "booktitle" in fields:
        container = in_language(source, Tag("em", source.booktitle))
    elif "journaltitle" in fields and source.head_kind is not HeadKind.OUTLET:
        container = Text(Tag("em", fields["journaltitle"]), place_of(source))
    pages = pages_of(source)
    number = number_of(source)
    details = commas(
        container,
        *_helpers(source, N_("edited by {names}"), N_("translated by {names}")),
        edition_of(source),
        _("vol. {number}", number=fields["volume"]) if "volume" in fields else "",
        chapter_of(source),
        fields.get("series", "") if _is_journal(source) or not number else "",
        f"{fields['series']} {fields['number']}"
        if "series" in fields and number and not _is_journal(source)
        else number,
        ": ".join(part for part in (fields.get("location", ""), _house(source)) if part)
        if not str(container).endswith(f"({fields.get('location', '')})")
        else _house(source),
        _mla_date(source.dates),
        _pages(pages) if pages else "",
    )
    parts.append(sentence(capitalized_text(details)))
    parts.append(sentence(capitalized(kind_of(source))))
    return _completed(source, parts, _mla_date)


def capitalized_text(text: Text) -> Text:
    """Return rich text that begins with a capital."""
    first = str(text)[:1]
    return Text(first.upper(), text[1:]) if first.islower() and first else text


def mla_citation(source: Source, locator: str, *, needs_title: bool) -> Text:
    """Return a citation in brackets, without them: ``Fuller 5``, ``Fuller, “On Our Terms” 5``."""
    head = (
        short_title(source)
        if source.head_kind is HeadKind.TITLE
        else Text(_mla_names(source))
        if source.head_kind is HeadKind.NAMES
        else Text(Tag("em", source.head) if source.head_kind is HeadKind.OUTLET else source.head)
    )
    if needs_title and source.head_kind is not HeadKind.TITLE:
        head = commas(head, short_title(source))
    return _joined((head, bare_locator(locator)), " ")


def _mla_names(source: Source) -> str:
    return source.fields.get("shortauthor") or cited_names(source.authors)


def heads_of_several(sources: Iterable[Source]) -> frozenset[str]:
    """Return the first words of citations that more than one source has."""
    counted = Counter(source.head for source in sources)
    return frozenset(head for head, count in counted.items() if count > 1)


# -- what every style prints -----------------------------------------------------------------------


def _completed(
    source: Source,
    parts: list[Text],
    spelled: Callable[[Sequence[PartialDate]], str] = spell_dates,
) -> Text:
    """Add the fields that the style has no place for, then note, address and remarks."""
    said = str(_joined(parts, " ")).casefold()
    names = frozenset({*source.fields, *source.persons})
    for name in sorted(names - unprinted(source.type, names) - _ELSEWHERE):
        value = _said(source, name)
        if value and value.casefold() not in said:
            parts.append(sentence(capitalized(value)))
    ends = tail(source, spelled, address_first=spelled is _mla_date)
    return _joined([*parts, *ends], " ")


_ELSEWHERE = frozenset(
    {
        *("author", "title", "subtitle", "booktitle", "booksubtitle", "date", "eventdate"),
        *("urldate", "url", "doi", "langid", "note", "seen-at", "title-source", "consulted"),
        *("archive", "shorttitle", "shortauthor", "isbn", "issn", "keywords", "edition", "pages"),
        *("type",),
    }
)
"""Fields that every style prints in a form of its own, or none prints."""


def _said(source: Source, name: str) -> str:
    if name in PERSON_FIELDS:
        people = _straight(source.persons.get(name, ()))
        return "" if name == "editor" and "author" not in source.persons else people
    if name == "chapter":
        return chapter_of(source)
    return source.fields.get(name, "")
