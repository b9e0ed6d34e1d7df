"""Types and fields of other programs, as the engine's types and fields."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from sphinx_apparatus.sources.chicago import unprinted
from sphinx_apparatus.sources.imported_dates import (
    date_field,
    set_dates,
    spelled_date,
    valid_date,
)
from sphinx_apparatus.sources.imported_entry import (
    KEPT,
    LEFT_OUT,
    PERSONS,
    SAID,
    Imported,
    joined,
    keep,
    names_of,
    say,
    shown,
    text_of,
)
from sphinx_apparatus.sources.reader import TRACKING, url_faults
from sphinx_apparatus.sources.records import (
    FIELDS,
    LANGUAGES,
    PERSON_FIELDS,
    REQUIRED,
    Person,
    Source,
)
from sphinx_apparatus.sources.tex_text import plain

WITHIN = re.compile(r"in|supp|bookin")
"""Types of parts of a whole."""

# -- types -----------------------------------------------------------------------------------------

_TYPES: Mapping[str, tuple[str, str]] = {
    "mvbook": ("book", ""),
    "booklet": ("book", ""),
    "bookinbook": ("inbook", ""),
    "suppbook": ("inbook", ""),
    "mvcollection": ("collection", ""),
    "proceedings": ("collection", ""),
    "mvproceedings": ("collection", ""),
    "reference": ("collection", ""),
    "mvreference": ("collection", ""),
    "suppcollection": ("incollection", ""),
    "inreference": ("incollection", ""),
    "conference": ("inproceedings", ""),
    "manual": ("report", "Manual"),
    "techreport": ("report", ""),
    "standard": ("report", "Standard"),
    "phdthesis": ("thesis", "phdthesis"),
    "mastersthesis": ("thesis", "mathesis"),
    "patent": ("misc", "Patent"),
    "periodical": ("misc", "Periodical"),
    "suppperiodical": ("article", ""),
    "review": ("article", ""),
    "newspaper": ("article", ""),
    "magazine": ("article", ""),
    "newsarticle": ("article", ""),
    "electronic": ("online", ""),
    "www": ("online", ""),
    "webpage": ("online", ""),
    "website": ("online", ""),
    "software": ("dataset", "Software"),
    "artwork": ("misc", "Artwork"),
    "image": ("misc", "Image"),
    "commentary": ("misc", "Commentary"),
    "interview": ("misc", "Interview"),
    "letter": ("unpublished", "Letter"),
    "movie": ("video", "Film"),
    "music": ("audio", "Music"),
    "performance": ("misc", "Performance"),
    "presentation": ("unpublished", "Presentation"),
    "map": ("misc", "Map"),
    "bibnote": ("misc", ""),
    "set": ("misc", ""),
    "xdata": ("misc", ""),
}
"""Types of others, each with the engine's type and the words that ``type`` says."""

_KINDS = {
    "phdthesis": "phdthesis",
    "mathesis": "mathesis",
    "bathesis": "bathesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentus": "US patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "UK patent",
    "patreq": "Patent request",
}
"""biblatex's words for ``type``."""

# -- fields ----------------------------------------------------------------------------------------

RENAMED = {
    "journal": "journaltitle",
    "fjournal": "journaltitle",
    "address": "location",
    "school": "institution",
    "language": "langid",
    "hyphenation": "langid",
    "issue": "number",
    "publisher-place": "location",
    "series-title": "series",
    "container-title": "booktitle",
    "lastaccessed": "urldate",
    "lastchecked": "urldate",
    "lastvisited": "urldate",
    "urlaccessdate": "urldate",
    "accessed": "urldate",
    "accessdate": "urldate",
    "origyear": "origdate",
    "bdsk-url-1": "url",
    "link": "url",
    "ee": "url",
    "keyword": "keywords",
    "mendeley-tags": "keywords",
    "articleno": "eid",
    "article-number": "eid",
    "articlenumber": "eid",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
    "arxivid": "eprint",
    "pdfurl": "url",
    "archiveurl": "archive",
    "archive-url": "archive",
}

_HOUSEKEEPING = re.compile(
    r"file|pdf|localfile|local-url|abstract|annote|annotation|comments?|review|timestamp|biburl|bibsource"
    r"|ad[su](url|note)|groups|owner|__markedentry|(creation|modification)date|date-(added|modified)"
    r"|bdsk-.*|langidopts|citeulike-.*|mendeley-groups|username|ranking|priority|readstatus|printed|relevance"
    r"|qualityassured|search|ids|options|presort|sort(key|name|shorthand|title|year)|key|label"
    r"|shorthand(intro)?|gender|execute|entryset|entrysubtype|related(options|string|type)?"
    r"|(book)?pagination|index(title|sorttitle)|short(journal|series|editor|booktitle)|rights"
    r"|copyright|license|crossref|xref|xdata|verb[abc]|cited|citedby|opt.*|__.*|interhash|intrahash"
    r"|added-at|posted-at|date-read|day-read|rating|read|notes?-private|author_?keywords|image"
    r"|affiliations?|document_?type|source|correspondence_?address|abbrev_source_title|coden"
    r"|funding.*|references|cited-references|times-cited|unique-id|da|researcherid.*|orcid.*"
    r"|web-of-science.*|research-areas|number-of-cited-references|usage-count.*|doc-delivery-number"
    r"|journal-iso|eissn|author-email|oa"
)
"""Fields that serve a program or its owner: files, links between entries, tags, private notes."""


def converted(entry: Imported) -> None:
    """Make the source of an entry, with a fate for each of its fields; its key stays."""
    fields: dict[str, str] = {}
    persons: dict[str, tuple[Person, ...]] = {}
    type_, kind = _TYPES.get(entry.type, (entry.type, ""))
    if type_ not in REQUIRED:
        message = f"this type is not known; the entry is a @misc, of the kind ‘{entry.type}’"
        entry.tell("@" + entry.type, "@misc", message, needs_work=True)
        type_, kind = "misc", entry.type.capitalize()
    raw = {name: value for name, value in entry.raw.items() if not name.startswith("@")}
    set_dates(entry, raw, fields)
    _eprint(entry, raw, fields)
    for name, value in raw.items():
        target = RENAMED.get(name, name)
        if not value.strip("{} "):
            entry.tell(name, LEFT_OUT, "it is empty")
        elif target in PERSON_FIELDS or target in PERSONS or target == "shortauthor":
            names_of(entry, name, value, persons, fields)
        elif name.partition("type")[0] in ("editor", *PERSONS) and name.endswith("type"):
            entry.notes.append(f"The {name.removesuffix('type')} is {plain(value).text}")
            entry.tell(name, "note")
        elif target in _CONVERTERS:
            _CONVERTERS[target](entry, name, value, fields)
        elif target in ("eventdate", "urldate"):
            date_field(entry, name, value, fields, target)
        elif _HOUSEKEEPING.fullmatch(name.removesuffix("-2")):
            entry.tell(name, LEFT_OUT, shown(value))
        elif target in FIELDS:
            keep(entry, name, target, text_of(entry, name, value), fields)
        else:
            say(entry, name, value)
    if kind and "type" not in fields and type_ != "report":
        fields["type"] = kind
    elif kind and type_ == "report":
        fields.setdefault("type", kind)
    type_ = _fitting(entry, type_, fields, persons)
    _move_unprinted(entry, type_, fields, persons)
    said = [fields.pop("note", ""), *entry.notes]
    if note := joined(said):
        fields["note"] = note.translate({ord("\\"): None})
    fields["consulted"] = "no"
    entry.source = Source(entry.key, type_, fields, persons)


# -- addresses -------------------------------------------------------------------------------------


def _unescaped(value: str) -> str:
    value = re.sub(r"\\url\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}", r"\1\2", value)
    value = re.sub(r"\{?\\textasciitilde\s*(?:\{\})?\}?|\\~\{\}|\{\\~\}|\$\\sim\$", "~", value)
    value = re.sub(r"\{?\\(?:textunderscore|_)\}?", "_", value)
    value = re.sub(r"\\([&%#$_{}~-])", r"\1", value)
    return value.translate({ord("{"): None, ord("}"): None}).strip()


def _url(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    """Keep the first address that is of use; what else stands there goes into the note."""
    cleaned = _unescaped(value)
    found = re.split(r"[\s;,]+(?=https?://)", cleaned)
    for each in found:
        address, dropped = _without_tracking(each.strip())
        faults = list(url_faults(address))
        if "url" in fields and fields["url"] != address and not faults:
            entry.notes.append(f"Also at {address}")
            entry.tell(name, "note", "another address is the first")
        elif faults:
            entry.notes.append(f"Also at {address}")
            entry.tell(name, "note", faults[0], needs_work=True)
        else:
            fields["url"] = address
            remark = f"without {dropped}, which tracks readers" if dropped else ""
            entry.tell(name, KEPT if name == "url" else "url", remark)


def _without_tracking(address: str) -> tuple[str, str]:
    """Return an address without what tracks readers, and what that was."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ""
    if parts.scheme in ("http", "https"):
        path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        parts = parts._replace(
            path=path, query=query, fragment=quote(parts.fragment, safe="/%:@!$&'()*+,;=~-._?")
        )
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    bad = [pair for pair in pairs if TRACKING.fullmatch(pair[0])]
    if not bad:
        return urlunsplit(parts), ""
    good = urlencode([pair for pair in pairs if pair not in bad])
    return urlunsplit(parts._replace(query=good)), ", ".join(f"{name}={v}" for name, v in bad)


def _doi(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    cleaned = html.unescape(_unescaped(value)).strip()
    doi = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi\s*:?\s*)", "", cleaned).strip()
    if re.fullmatch(r"10\.\d{4,9}/[^\s\\]+", doi):
        fields["doi"] = doi
        entry.tell(name, KEPT if doi == value else "doi, now " + doi)
    elif cleaned.startswith("http"):
        _url(entry, name, cleaned, fields)
    else:
        entry.notes.append(f"DOI: {cleaned}")
        entry.tell(name, "note", "this is no DOI; they begin with 10.", needs_work=True)


_ARCHIVES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "jstor": "https://www.jstor.org/stable/{}",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}",
    "hdl": "https://hdl.handle.net/{}",
    "googlebooks": "https://books.google.com/books?id={}",
}


def _eprint(entry: Imported, raw: dict[str, str], fields: dict[str, str]) -> None:
    """Say where a copy is archived: as the address if there is none, else in the note."""
    names = {RENAMED.get(name, name): name for name in raw}
    if "eprint" not in names:
        for target in ("eprinttype", "eprintclass"):
            if target in names:
                entry.tell(names[target], LEFT_OUT, f"no ‘eprint’ to {shown(raw[names[target]])}")
                raw.pop(names[target])
        return
    alike = [name for name in raw if RENAMED.get(name, name) == "eprint"]
    number = _unescaped(raw.pop(names["eprint"]))
    for name in alike:
        if name != names["eprint"]:
            value = _unescaped(raw.pop(name))
            if value != number:
                entry.notes.append(f"Preprint {value}")
            entry.tell(name, "note")
    archive = _unescaped(raw.pop(names.get("eprinttype", ""), "arXiv"))
    kind = _unescaped(raw.pop(names.get("eprintclass", ""), ""))
    number = re.sub(r"(?i)^arxiv:", "", number)
    form = _ARCHIVES.get(archive.lower())
    address = form.format(number) if form and not number.startswith("http") else number
    said = f"Preprint {archive}:{number}" + (f" [{kind}]" if kind else "")
    has_address = any(raw.get(name, "").strip("{} ") for name in ("url", "doi", "ee", "link"))
    target = "note"
    if form and not has_address and not list(url_faults(address)):
        fields["url"] = address
        target = "url and note"
    entry.notes.append(said)
    for name in ("eprint", "eprinttype", "eprintclass"):
        if name in names:
            entry.tell(names[name], target if name == "eprint" else "note")


def _howpublished(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    cleaned = _unescaped(value)
    if "url" not in entry.raw and (found := re.search(r"https?://\S+", cleaned)):
        address = found[0].rstrip(".,;)")
        _url(entry, name, address, fields)
        rest = cleaned.replace(found[0], "").strip(" .,;:()")
        if rest and rest.lower() not in ("available at", "online", "website", "url", "available"):
            entry.notes.append(rest)
            entry.tell(name, "note", "the words beside the address")
        return
    text = text_of(entry, name, value)
    if entry.type in ("misc", "online", "electronic", "www") and "organization" not in entry.raw:
        keep(entry, name, "organization", text, fields)
    else:
        entry.notes.append(text)
        entry.tell(name, "note")


# -- other fields with forms of their own ----------------------------------------------------------

_CODES = {
    **{code.lower(): name for name, code in LANGUAGES.items()},
    "us": "american",
    **dict.fromkeys(("eng", "en-au", "en-ca", "en-nz"), "english"),
    **dict.fromkeys(("ngerman", "ger", "deu", "deutsch", "de-de", "germanb"), "german"),
    **dict.fromkeys(("naustrian",), "austrian"),
    **dict.fromkeys(
        ("fre", "fra", "francais", "français", "fr-fr", "frenchb", "acadian"), "french"
    ),
    **dict.fromkeys(
        (
            "spa",
            "español",
            "espanol",
            "castellano",
            "castilian",
            "es-es",
            "mexican",
            "es-mx",
            "spanish; castilian",
        ),
        "spanish",
    ),
    **dict.fromkeys(("ita", "italiano", "it-it"), "italian"),
    **dict.fromkeys(("por", "português", "portuges", "portugues", "pt-pt"), "portuguese"),
    **dict.fromkeys(("brazil", "pt-br"), "brazilian"),
    **dict.fromkeys(("usenglish", "us english", "american english"), "american"),
    **dict.fromkeys(("ukenglish", "uk english", "british english"), "british"),
    **dict.fromkeys(("rus", "русский", "ru-ru"), "russian"),
    **dict.fromkeys(("ukr", "українська"), "ukrainian"),
    **dict.fromkeys(("chi", "zho", "zh-cn", "zh-tw", "中文"), "chinese"),
    **dict.fromkeys(("jpn", "ja-jp", "日本語"), "japanese"),
    **dict.fromkeys(("ara", "العربية"), "arabic"),
    **dict.fromkeys(("heb", "עברית"), "hebrew"),
    **dict.fromkeys(("lat", "classiclatin", "medievallatin"), "latin"),
    **dict.fromkeys(("gre", "ell", "grc", "polutonikogreek", "ancientgreek"), "greek"),
    **dict.fromkeys(("dut", "nld", "nederlands"), "dutch"),
    **dict.fromkeys(("pol", "polski"), "polish"),
    **dict.fromkeys(("cze", "ces"), "czech"),
    **dict.fromkeys(("swe", "svenska"), "swedish"),
    **dict.fromkeys(("dan", "dansk"), "danish"),
    **dict.fromkeys(("nor", "nob"), "norwegian"),
    **dict.fromkeys(("fin", "suomi"), "finnish"),
    **dict.fromkeys(("hun", "magyar"), "hungarian"),
    **dict.fromkeys(("tur", "türkçe"), "turkish"),
    **dict.fromkeys(("cat", "català"), "catalan"),
    **dict.fromkeys(("per", "fas", "farsi"), "persian"),
    **dict.fromkeys(("kor",), "korean"),
    **dict.fromkeys(("vie",), "vietnamese"),
    **dict.fromkeys(("slovenian",), "slovene"),
}


def _language(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    text = text_of(entry, name, value).lower()
    found = text if text in LANGUAGES else _CODES.get(text) or _CODES.get(text.partition("-")[0])
    if "langid" in fields:
        is_same = found == fields["langid"] or found is None
        entry.tell(name, LEFT_OUT, f"{shown(text)}; ‘langid’ says it", needs_work=not is_same)
    elif found:
        fields["langid"] = found
        entry.tell(name, KEPT if name == "langid" and found == value else f"langid, now {found}")
    else:
        entry.notes.append(f"In {text.capitalize()}")
        entry.tell(name, "note", "no language known here", needs_work=True)


_ORDINALS = dict(
    zip(
        (
            *("first", "second", "third", "fourth", "fifth"),
            *("sixth", "seventh", "eighth", "ninth", "tenth"),
        ),
        map(str, range(1, 11)),
        strict=True,
    )
)


def _edition(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    text = text_of(entry, name, value)
    found = re.fullmatch(r"(?i)(\d+)(?:st|nd|rd|th|\.|ª|a|e|ed)?(?:\s*ed(?:ition|\.)?)?", text)
    words = re.sub(r"(?i)\s*ed(ition|n?\.)?$", "", text).lower()
    if found or words in _ORDINALS:
        text = found[1] if found else _ORDINALS[words]
        fields[name] = text
        entry.tell(name, KEPT if text == value else f"edition, now {text}")
    else:
        keep(entry, name, name, text if re.search(r"(?i)\bed", text) else f"{text} ed.", fields)


def _kind(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    text = text_of(entry, name, value)
    fields[name] = _KINDS.get(text.lower(), text)
    entry.tell(name, KEPT if fields[name] == value else f"type, now {fields[name]}")


def _pages(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    text = re.sub(r"^(?i:pp?\.?|pages?)\s*(?=\d)", "", text_of(entry, name, value))
    text = re.sub(r"(?<=\d)\s*[-–—−]+\s*(?=\d)", "–", text).rstrip("+ ")
    keep(entry, name, name, text, fields)


def _note(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    """Keep a note; a day of access in it, as Mendeley writes it, becomes ``urldate``."""
    cleaned = re.sub(r"\\url\s*\{([^{}]*)\}", r" \1 ", value)
    text = text_of(entry, name, cleaned)
    found = re.search(
        r"(?i)\[?(?:last |date )?(?:accessed|retrieved|visited|consulted)(?: on)?:?\s*"
        r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s+[A-Za-z]+,?\s+\d{4}|[A-Za-z]+\s+\d{1,2},?\s+\d{4})\]?\.?",
        text,
    )
    day = found and (valid_date(found[1]) or spelled_date(found[1]))
    if found and day and "urldate" not in entry.raw:
        fields["urldate"] = day
        text = (text[: found.start()] + text[found.end() :]).strip(" ;,.[]")
        entry.tell(name, "urldate and note" if text else "urldate")
    elif text:
        entry.tell(name, KEPT)
    if text:
        fields["note"] = joined([fields.get("note", ""), text])


def _joined_title(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    """Add a subtitle that has no field here to its title."""
    text = text_of(entry, name, value)
    main = plain(entry.raw.get("journaltitle") or entry.raw.get("journal", "")).text
    if not main:
        entry.notes.append(text)
        entry.tell(name, "note")
        return
    fields["journaltitle"] = f"{main}: {text}"
    entry.tell(name, "journaltitle")


def _journal(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    if "journaltitle" in fields and "journalsubtitle" in entry.raw:
        entry.tell(name, KEPT if name == "journaltitle" else "journaltitle")
        return
    keep(entry, name, "journaltitle", text_of(entry, name, value), fields)


def _consulted(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    is_no = plain(value).text == "no"
    entry.tell(name, KEPT if is_no else "no", "" if is_no else f"it was ‘{value}’: read it anew")


def _origin(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    if value == "address":
        fields[name] = value
        entry.tell(name, KEPT)
    else:
        say(entry, name, value)


def _archive(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    """Keep the address of an archived copy; other programs write the names of archives as well."""
    address = _unescaped(value)
    if address.startswith("http") and not list(url_faults(address)):
        fields["archive"] = address
        entry.tell(name, KEPT if name == "archive" else "archive")
    else:
        say(entry, name, value)


def _eid(entry: Imported, name: str, value: str, fields: dict[str, str]) -> None:
    """Put the number of an article where its pages would be, as Chicago has it."""
    if entry.raw.get("pages", "") == value:
        entry.tell(name, LEFT_OUT, "‘pages’ says the same")
    elif entry.raw.get("pages", "").strip("{} "):
        entry.notes.append(SAID["eid"].format(text_of(entry, name, value)))
        entry.tell(name, "note")
    else:
        fields["pages"] = text_of(entry, name, value)
        entry.tell(name, "pages")


_CONVERTERS: Mapping[str, Any] = {
    "url": _url,
    "doi": _doi,
    "howpublished": _howpublished,
    "langid": _language,
    "edition": _edition,
    "type": _kind,
    "pages": _pages,
    "note": _note,
    "journaltitle": _journal,
    "journalsubtitle": _joined_title,
    "consulted": _consulted,
    "title-source": _origin,
    "eid": _eid,
    "archive": _archive,
}
"""Fields with a form of their own, by the engine's names."""


# -- what a type needs, and prints -----------------------------------------------------------------


def _fitting(
    entry: Imported, type_: str, fields: dict[str, str], persons: Mapping[str, tuple[Person, ...]]
) -> str:
    """Return a type whose required fields are there."""
    if "title" not in fields:
        kind = fields.get("type") or entry.type.capitalize()
        other = next((name for name in ("booktitle", "maintitle") if name in fields), "")
        if other and not WITHIN.match(entry.type):
            fields["title"] = fields.pop(other)
            entry.tell("title", f"from ‘{other}’")
        else:
            fields["title"] = f"[{kind}]"
            entry.tell("title", f"‘[{kind}]’", "there is none; write one", needs_work=True)
    if type_ == "report" and "organization" in fields and "institution" not in fields:
        fields["institution"] = fields.pop("organization")
        entry.tell("organization", "institution")
    if type_ == "article" and "publisher" in fields:
        publisher = fields.pop("publisher")
        entry.fates = [fate for fate in entry.fates if fate.name != "publisher"]
        remark = f"‘{publisher}’: the publisher of a journal is not named"
        entry.tell("publisher", LEFT_OUT, remark)
    there = {*fields, *persons, *(("note",) if entry.notes else ())}
    tried = [type_]
    while lacking := [group for group in REQUIRED[type_] if not there & set(group)]:
        named = " or ".join(f"‘{name}’" for name in lacking[0])
        if type_ == "inbook" and lacking[0] == ("booktitle",):
            type_ = "book"
        elif type_ in ("incollection", "inproceedings") and "journaltitle" in fields:
            type_ = "article"
        elif type_ == "article" and "booktitle" in fields:
            type_ = "incollection"
        else:
            type_ = "misc"
        if type_ in tried:
            type_ = "misc"
        tried.append(type_)
        entry.tell(f"@{tried[-2]}", f"@{type_}", f"it has no {named}", needs_work=True)
    return type_


def _move_unprinted(
    entry: Imported, type_: str, fields: dict[str, str], persons: dict[str, tuple[Person, ...]]
) -> None:
    """Put fields that are not printed for a type into the note."""
    names = frozenset({*fields, *persons, "note", "consulted"})
    for name in sorted(unprinted(type_, names)):
        if name in persons:
            people = persons.pop(name)
            words = {"editor": "Edited by {}", "translator": "Translated by {}"}.get(name, "By {}")
            entry.notes.append(words.format(", ".join(one.straight for one in people)))
        elif name in fields:
            entry.notes.append(SAID.get(name, f"{name}: {{}}").format(fields.pop(name)))
        else:
            continue
        said = f"‘{name}’ is not printed for a @{type_}"
        for index, fate in enumerate(entry.fates):
            if name in (fate.name, fate.became) and LEFT_OUT not in fate.became:
                entry.fates[index] = fate._replace(became="note", remark=fate.remark or said)
