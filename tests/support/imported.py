"""What became of the fields of another program's bibliography, counted."""

from __future__ import annotations

import re
import unicodedata

from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sources.imported_entry import LEFT_OUT, Imported
from sphinx_apparatus.sources.tex_text import plain

FORMS = re.compile(
    r"\b(family|given|prefix|suffix)=|useprefix=true|https?://doi\.org/|patentus"
    r"|Last accessed: \d+ \w+ \d+"
)
"""What says how a value is meant, and is said by its field."""


def words(text: str) -> list[str]:
    """The words of a value, without TeX, accents and capitals."""
    text = FORMS.sub("", text)
    folded = unicodedata.normalize("NFKD", plain(text).text).casefold()
    return re.findall(r"[a-z0-9]{3,}", folded.replace("ø", "o").replace("ł", "l"))


CHANGED = {
    "date",
    "year",
    "month",
    "day",
    "urldate",
    "lastchecked",
    "language",
    "langid",
    "edition",
}
"""Fields whose words become others; the tests below have their values."""


def lost(entry: Imported) -> list[str]:
    """The fields of an entry without a fate, and those whose words are nowhere."""
    told = {fate.name: fate for fate in entry.fates}
    missing = [f"{entry.key}: {name} has no fate" for name in entry.raw if name not in told]
    if entry.source is None:
        return missing
    written = unicodedata.normalize("NFKD", write_entries([entry.source])).casefold()
    written = written.replace("ø", "o").replace("ł", "l").replace("\\", "")
    said = " ".join(f"{fate}" for fate in entry.fates).casefold()
    for name, value in entry.raw.items():
        if name in CHANGED or told.get(name) is None or told[name].became.startswith(LEFT_OUT):
            continue
        gone = [word for word in words(value) if word not in written and word not in said]
        missing += [f"{entry.key}: ‘{word}’ of {name} is lost" for word in gone]
    return missing
