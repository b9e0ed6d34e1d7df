"""Entries of the bibliography in Chicago's author-date style, as rich text.

Style: *The Chicago Manual of Style*, 18th ed., chapters 13 and 14 (17th ed., 14 and 15).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from pybtex.richtext import HRef, Tag, Text  # type: ignore[import-untyped]

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import N_, _, current_language, n_, translate
from sphinx_apparatus.model.date_words import spell_date, spelled_american
from sphinx_apparatus.model.dates import PartialDate, parse_access, parse_dates
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.sources.labels import Label
from sphinx_apparatus.sources.records import (
    DATE_FIELDS,
    OTHERS,
    PERSON_FIELDS,
    HeadKind,
    Person,
    Source,
    TitleForm,
    enumerate_names,
    with_inner_marks,
)


def spell_dates(dates: Sequence[PartialDate]) -> str:
    """Return a date or span in words: ``February 27, 2019``, ``January 28–30, 2019``."""
    if not dates:
        return ""
    if words := spell_date(*(date.parts for date in dates)):
        return words
    if len(dates) == 1:
        return spelled_american(dates[0])
    first, last = dates
    if first.parts[:2] == last.parts[:2] and first.day and last.day:
        return f"{spelled_american(first, year=False)}–{last.day}, {last.year}"
    year = first.year != last.year
    return f"{spelled_american(first, year=year)}–{spelled_american(last)}"


def _fine_date(source: Source) -> str:
    """Return the date if it says more than the year, which is after the names already."""
    return spell_dates(source.dates) if any(date.month for date in source.dates) else ""


def sentence(*parts: Any) -> Text:
    """Return a sentence with its period; empty if all *parts* are."""
    return _with_period(Text(*parts))


def _with_period(text: Text) -> Text:
    """Add a period unless *text* is empty or ends like a sentence, even inside quotation marks."""
    words = str(text)
    if not words or words.rstrip("”’)").endswith((".", "!", "?", "…")):
        return text
    return Text(text, ".")


def commas(*parts: Any) -> Text:
    """Return the parts that are not empty, with commas between."""
    return Text(", ").join([part for part in parts if str(part)])


def capitalized(text: str) -> str:
    """Return words that begin with a capital."""
    return text[:1].upper() + text[1:]


def _title(source: Source, title: str, form: TitleForm, *, ended: bool = True) -> Text:
    """Return a title as set, marked with its language unless that is English.

    :param ended: whether a title in quotation marks has its period inside.
    """
    if form is TitleForm.QUOTED:
        inner = Text(with_inner_marks(title))
        inner = _with_period(inner) if ended else inner
        return Text("“", in_language(source, inner), "”")
    if form is TitleForm.ITALIC:
        return Text(in_language(source, Tag("em", title)))
    return Text(in_language(source, Text(title)))


def in_language(source: Source, text: Any) -> Any:
    """Wrap *text* for screen readers and hyphenation.

    Titles that the edition made itself, in brackets, are in its own language.
    """
    own = current_language().partition("-")[0]
    if source.language.partition("-")[0] in {"", own} or str(text).startswith("["):
        return text
    return Tag(f"language-{source.language}", text)


_LISTED_NAMES = 6
"""More names than this are cut to three (Chicago 18th ed. 13.107)."""


def _listed_names(persons: tuple[Person, ...]) -> str:
    """Return names as they begin an entry: the first inverted, the others straight."""
    names = [persons[0].inverted, *(person.straight for person in persons[1:])]
    if names[-1] == OTHERS:
        return f"{', '.join(names[:-1])}, {_('et al.')}"
    if len(names) > _LISTED_NAMES:
        return f"{', '.join(names[:3])}, {_('et al.')}"
    if len(names) == 2:
        return two_names(names)
    return enumerate_names(names)


def two_names(names: list[str]) -> str:
    """Join two names; behind an inverted one stands a comma."""
    one, other = names
    if "," in one:
        return _("{one}, and {other}", one=one, other=other)
    return enumerate_names(names)


def editors_of(source: Source) -> str:
    """Return what stands behind the names of editors; nothing behind those of authors."""
    if "author" in source.persons:
        return ""
    return n_(", ed.", ", eds.", len(source.authors))


def _straight_names(persons: tuple[Person, ...]) -> str:
    return enumerate_names([person.straight for person in persons])


def _head(source: Source) -> Text:
    match source.head_kind:
        case HeadKind.NAMES:
            names = _listed_names(source.authors)
            short = source.fields.get("shortauthor")
            names = f"{short} ({names})" if short else names
            return sentence(names, editors_of(source))
        case HeadKind.OUTLET:
            return sentence(Tag("em", source.head), place_of(source))
        case HeadKind.BODY:
            return sentence(source.head)
        case HeadKind.TITLE:
            return _title_sentence(source)


def title_of(source: Source, *, ended: bool = True) -> Text:
    """Return the title as it is set.

    :param ended: whether a title in quotation marks has its period inside.
    """
    return _title(source, source.title, source.title_form, ended=ended)


def _title_sentence(source: Source) -> Text:
    text = title_of(source)
    return text if source.title_form is TitleForm.QUOTED else _with_period(text)


def place_of(source: Source) -> str:
    """Return the city of a newspaper: ``Guardian (London)``."""
    location = source.fields.get("location")
    return f" ({location})" if location else ""


def number_of(source: Source) -> str:
    """Return the number of an issue, ``no. 3``, or what stands in its place."""
    number = source.fields.get("number", "")
    return _("no. {number}", number=number) if number[:1].isdigit() else number


def pages_of(source: Source) -> str:
    """Return the pages, ranges with a dash."""
    return re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", source.fields.get("pages", ""))


def _is_head(source: Source, name: str) -> bool:
    """Return whether *name* begins the entry already, as body or as only author."""
    author = source.authors[0].straight if len(source.authors) == 1 else ""
    return name in {author, source.fields.get("shortauthor")} or (
        source.head_kind in {HeadKind.BODY, HeadKind.OUTLET} and name == source.head
    )


def _unless_head(source: Source, name: str) -> str:
    value = source.fields.get(name, "")
    return "" if _is_head(source, value) else value


def _imprint(source: Source, house: str) -> str:
    """Return ``Place: House``, or the part that is known."""
    return ": ".join(part for part in (source.fields.get("location", ""), house) if part)


def edition_of(source: Source) -> str:
    """Return ``2nd ed.``, or the words of the field."""
    edition = source.fields.get("edition", "")
    if not edition.isdigit():
        return edition
    number = int(edition)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    # In other languages the figure alone has the ordinal's sign.
    ordinal = f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"
    return _("{ordinal} ed.", ordinal=ordinal, number=number)


def _contributors(source: Source) -> Iterator[Text]:
    if "editor" in source.persons and "author" in source.persons:
        yield sentence(_("Edited by {names}", names=_straight_names(source.persons["editor"])))
    yield from _translators(source)


def _translators(source: Source) -> Iterator[Text]:
    if "translator" in source.persons:
        yield sentence(
            _("Translated by {names}", names=_straight_names(source.persons["translator"]))
        )


def _periodical(source: Source) -> Text:
    """Return ``Journal 12 (3): 45–67`` or ``Newspaper, February 27, 2019``."""
    fields = source.fields
    named = source.head_kind is HeadKind.OUTLET
    name = "" if named else Text(Tag("em", fields.get("journaltitle", "")), place_of(source))
    volume, number, pages, date, series, edition = (
        fields.get("volume", ""),
        number_of(source),
        pages_of(source),
        _fine_date(source),
        fields.get("series", ""),
        edition_of(source),
    )
    if not volume:
        text = commas(name, series, number, date, edition)
        return Text(text, ": " if number and not edition else ", ", pages) if pages else text
    month_only = date and not any(one.day for one in source.dates)
    issue = fields.get("number") or (date.rpartition(" ")[0] if month_only else "")
    space = (", " if series else " ") if str(name) or series else f"{_('vol.')} "
    text = Text(commas(name, series), space, volume, f" ({issue})" if issue else "")
    text = Text(text, f": {pages}") if pages else text
    return commas(text, "" if month_only else date, edition)


def _kind(source: Source) -> Text:
    """Return what kind of work it is: ``Letter to the editor.``, ``Blog post.``"""
    return sentence(capitalized(source.fields.get("type", "")))


def _within(source: Source) -> Text:
    """Return the whole that a work is a part of, where its type needs none, and the chapter."""
    whole = Text(f"{_('In')} ", in_language(source, Tag("em", source.booktitle)))
    chapter = chapter_of(source)
    if "booktitle" in source.fields:
        return sentence(commas(whole, chapter))
    return sentence(capitalized(chapter))


def chapter_of(source: Source) -> str:
    """Return the chapter of a book: ``chap. 3``."""
    chapter = source.fields.get("chapter")
    return _("chap. {number}", number=chapter) if chapter else ""


def _article(source: Source) -> Iterator[Text]:
    yield _kind(source)
    yield from _contributors(source)
    yield sentence(_periodical(source))


def _online(source: Source) -> Iterator[Text]:
    yield _kind(source)
    yield from _contributors(source)
    yield _within(source)
    yield from _book_details(source)
    journal = _unless_head(source, "journaltitle")
    number = "" if "series" in source.fields else number_of(source)
    yield sentence(
        commas(
            Tag("em", journal) if journal else "",
            _unless_head(source, "organization"),
            _unless_head(source, "institution"),
            _imprint(source, _unless_head(source, "publisher")),
            capitalized(number) if source.outlet == "" else number,
            _fine_date(source),
            pages_of(source),
        )
    )


def _report(source: Source) -> Iterator[Text]:
    yield from _contributors(source)
    yield sentence(capitalized(f"{source.fields.get('type', '')} {number_of(source)}".strip()))
    yield from _book_details(source)
    yield _within(source)
    imprint = _imprint(source, _houses(source, "institution", "organization", "publisher"))
    yield sentence(commas(imprint, _fine_date(source), pages_of(source)))


_NUMBERED = frozenset({"report", "legislation", "legal", "jurisdiction"})
"""Types whose number stands by itself, not behind the series."""


def _book_details(source: Source) -> Iterator[Text]:
    fields = source.fields
    yield sentence(edition_of(source))
    yield sentence(_("Vol. {number}", number=fields["volume"]) if "volume" in fields else "")
    is_told = source.type in _NUMBERED or (source.type == "online" and "series" not in fields)
    number = "" if is_told else fields.get("number", "")
    yield sentence(f"{fields.get('series', '')} {number}".strip())


def _book(source: Source) -> Iterator[Text]:
    yield from _contributors(source)
    yield from _book_details(source)
    yield sentence(commas(_imprint(source, _house(source)), chapter_of(source), pages_of(source)))
    yield _kind(source)


def _houses(source: Source, *names: str) -> str:
    """Return who published it, of several all, unless they begin the entry."""
    return ", ".join(dict.fromkeys(filter(None, (_unless_head(source, name) for name in names))))


def _house(source: Source) -> str:
    return next(
        (
            value
            for name in ("publisher", "organization", "institution")
            if (value := _unless_head(source, name))
        ),
        "",
    )


def _chapter(source: Source) -> Iterator[Text]:
    yield _kind(source)
    yield from _translators(source)
    editors = source.persons.get("editor", ()) if "author" in source.persons else ()
    yield sentence(
        commas(
            Text(f"{_('In')} ", in_language(source, Tag("em", source.booktitle))),
            _("edited by {names}", names=_straight_names(editors)) if editors else "",
            chapter_of(source),
            pages_of(source),
        )
    )
    yield from _book_details(source)
    yield sentence(commas(_imprint(source, _house(source)), _fine_date(source)))


_THESES = {
    "phdthesis": N_("PhD diss."),
    "mathesis": N_("Master’s thesis"),
    "bathesis": N_("Bachelor’s thesis"),
    "": N_("Thesis"),
}
"""biblatex's words for ``type`` (§4.9.2.13 of its manual)."""


def _thesis(source: Source) -> Iterator[Text]:
    yield from _contributors(source)
    kind = source.fields.get("type", "")
    houses = _houses(source, "organization", "institution")
    kind = translate(_THESES.get(kind, kind))
    yield sentence(commas(kind, _imprint(source, houses), pages_of(source)))
    yield from _book_details(source)
    yield _within(source)
    yield sentence(_unless_head(source, "publisher"))


def _law(source: Source) -> Iterator[Text]:
    yield _kind(source)
    yield from _contributors(source)
    yield _within(source)
    if "journaltitle" in source.fields:
        yield sentence(_unless_head(source, "institution"))
        yield sentence(_periodical(source))
        return
    yield from _book_details(source)
    yield sentence(
        commas(
            _imprint(source, _houses(source, "institution", "organization", "publisher")),
            number_of(source) if _house(source) else capitalized(number_of(source)),
            _fine_date(source),
            pages_of(source),
        )
    )


_KINDS = {
    "audio": N_("Audio"),
    "dataset": N_("Data set"),
    "unpublished": N_("Unpublished manuscript"),
    "video": N_("Video"),
}


def _work(source: Source) -> Iterator[Text]:
    """Return the imprint of broadcasts, films, data sets and papers: kind, outlet, date."""
    yield from _contributors(source)
    yield sentence(capitalized(source.fields.get("type", translate(_KINDS.get(source.type, "")))))
    yield _within(source)
    outlet = _unless_head(source, "journaltitle")
    yield sentence(Tag("em", outlet) if outlet else "")
    yield from _book_details(source)
    yield sentence(commas(_imprint(source, _house(source)), _fine_date(source), pages_of(source)))


_BODIES = {
    "article": _article,
    "book": _book,
    "collection": _book,
    "inbook": _chapter,
    "incollection": _chapter,
    "inproceedings": _chapter,
    "jurisdiction": _law,
    "legal": _law,
    "legislation": _law,
    "online": _online,
    "report": _report,
    "thesis": _thesis,
}

_COPY_WORDS = re.compile(
    r"(abstract|archive|copy|excerpt|extract|forum|mirror|quotation|reprint|repost|republication"
    r"|scan|summary|transcript|transcription|translation)\b.* "
)


def _remarks(source: Source) -> Iterator[Text]:
    """Yield remarks on the copy that the editors used, and how far they read it."""
    fields = source.fields
    if fields.get("title-source") == "address":
        yield Text(_("Title rebuilt from the address."))
    if "seen-at" in fields:
        where = fields["seen-at"]
        lead = _("Read in the") if _COPY_WORDS.match(where) else _("Read in the copy at")
        yield sentence(f"{lead} ", *_linked(where))
    if copy := source.archived:
        lead = _("Archived copy:")
        if copy.day:
            lead = _("Archived copy of {date}:", date=spell_dates((PartialDate.of(copy.day),)))
        yield sentence(f"{lead} ", HRef(copy.address, copy.address))
    if source.consulted is Consulted.OPENING:
        yield Text(_("Consulted in an archived copy: opening only."))
    if source.consulted is Consulted.EXCERPT:
        yield Text(_("Consulted in an archived copy: excerpt only."))
    if source.consulted is Consulted.NO:
        yield Text(_("Not consulted."))


def _linked(text: str) -> Iterator[Any]:
    for part in re.split(r"(https?://[^\s,;)]+)", text):
        yield HRef(part, part) if part.startswith(("http://", "https://")) else part


def format_source(source: Source, label: Label | None = None) -> Text:
    """Return the entry of *source* in the bibliography; *label* has the letter of its year."""
    year = label.year if label else source.year
    parts = [_head(source), sentence(year)]
    if source.head_kind is not HeadKind.TITLE:
        parts.append(_title_sentence(source))
    parts.extend(_BODIES.get(source.type, _work)(source))
    return Text(" ").join([part for part in (*parts, *tail(source)) if str(part)])


def tail(
    source: Source,
    spelled: Callable[[Sequence[PartialDate]], str] = spell_dates,
    *,
    address_first: bool = False,
) -> list[Text]:
    """Return what ends an entry in every style: event, note, day of access, address, remarks.

    :param spelled: how the style writes dates.
    :param address_first: whether the address stands before the day of access.
    """
    fields = source.fields
    parts = []
    if "eventdate" in fields and "date" in fields:
        parts.append(sentence(_("Event of {date}", date=spelled(parse_dates(fields["eventdate"])))))
    parts.append(sentence(capitalized(fields.get("note", ""))))
    if "urldate" in fields:
        day, is_last = parse_access(fields["urldate"])
        on = spelled((day,))
        parts.append(
            sentence(_("Read by {date}", date=on) if is_last else _("Accessed {date}", date=on))
        )
    if source.address:
        parts.append(Text(HRef(source.address, source.address), "."))
    if address_first and "urldate" in fields and source.address:
        parts[-2:] = reversed(parts[-2:])
    remarks = list(_remarks(source))
    if remarks:
        parts.append(Tag(css.REMARK, Text(" ").join(remarks)))
    return parts


def kind_of(source: Source) -> str:
    """Return what kind of work it is, where the entry says that."""
    kind = source.fields.get("type", translate(_KINDS.get(source.type, "")))
    return translate(_THESES.get(kind, kind)) if source.type == "thesis" else kind


_USED_OTHERWISE = frozenset(
    {
        *DATE_FIELDS,
        *("consulted", "title-source", "langid", "url", "doi"),
        *("shorttitle", "shortauthor", "isbn", "issn", "keywords"),
    }
)
"""Fields with values of a closed form, and those that are for citations and exports."""


def unprinted(type_: str, names: frozenset[str]) -> frozenset[str]:
    """Return which fields of an entry are not in the bibliography.

    :param names: the fields that the entry has; some are printed only where another is missing.
    """
    # Without the fields of which this says nothing, more entries are alike.
    return _unprinted(type_, names - _USED_OTHERWISE)


@lru_cache(maxsize=1024)
def _unprinted(type_: str, names: frozenset[str]) -> frozenset[str]:
    marks = {name: f"Zq{name.replace('-', '')}qz" for name in names}
    fields = {name: mark for name, mark in marks.items() if name not in PERSON_FIELDS}
    persons = {name: (Person(marks[name]),) for name in PERSON_FIELDS if name in marks}
    entry = str(format_source(Source("", type_, fields, persons)))
    return frozenset(name for name, mark in marks.items() if mark not in entry)
