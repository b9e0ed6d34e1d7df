"""The text of a note: its sentences, one more among them, some left out, a source for it.

A sentence stands on a line of its own; what has no stop at its end goes on in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from textwrap import fill, shorten
from typing import NamedTuple

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_common import did_you_mean
from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.review.issue_form import with_citations
from sphinx_apparatus.text.bodies import Body, read_body

WIDTH = 79
"""Of what is shown at a terminal."""
_ITEM = re.compile(r"\s*(?:[-+*]\s|[>|]|\d+[.)]\s)")
"""The beginning of a line of a list, a quotation or a table."""
_OF_BLOCK = re.compile(rf"\s|{_ITEM.pattern}")
"""The beginning of a line below which a sentence would belong to a list or a quotation."""
_STOP = re.compile(r"[.!?…][”’\"')\]*_]*(?:\s*\{[\w:]+\}`[^`]*`)*\s*$")
"""The end of a sentence; citations may follow the stop."""


class Sentence(NamedTuple):
    """A sentence of a text."""

    words: str
    start: int
    """Its first line, counted from 0."""
    end: int
    """The line behind its last."""
    body: Body
    """What it cites and refers to."""

    @property
    def sources(self) -> frozenset[str]:
        """The keys of the sources that it cites."""
        return frozenset(citation.key for citation in self.body.citations)


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text."""
    lines = text.split("\n")
    places: list[tuple[int, int]] = []
    goes_on = False
    for at, line in enumerate(lines):
        if not line.strip():
            goes_on = False
            continue
        start = places.pop()[0] if goes_on and not _ITEM.match(line) else at
        places.append((start, at + 1))
        goes_on = not _STOP.search(line)
    found = []
    for start, end in places:
        words = "\n".join(line.rstrip() for line in lines[start:end])
        found.append(Sentence(words, start, end, read_body(words)))
    return found


def last_place(text: str, without: Collection[int] = ()) -> int:
    """Return the number of the sentence behind which one more is put if nothing else is said.

    It is the last, or the one before a last sentence that only refers to notes, passages or texts
    of the edition.

    :param without: numbers of sentences that are left out.
    :returns: 0 where none is left.
    """
    numbered = enumerate(sentences(text), 1)
    left = [(number, each) for number, each in numbered if number not in without]
    if not left:
        return 0
    last = left[-1][1]
    only_refers = last.body.targets and not last.body.citations and not _OF_BLOCK.match(last.words)
    return left[-2 if only_refers and len(left) > 1 else -1][0]


def fault_of_numbers(text: str, without: Collection[int], behind: int | None) -> str:
    """Return what is wrong with the numbers of sentences that are left out or stood behind."""
    most = len(sentences(text))
    for number in without:
        if not 0 < number <= most:
            return f"there is no sentence {number} to leave out; the text has {most}"
    if behind is None:
        return ""
    if not 0 <= behind <= most:
        return f"there is no sentence {behind} to stand behind; the text has {most}"
    return f"sentence {behind} is left out; nothing can stand behind it" * (behind in without)


def fault_of_loss(text: str, without: Collection[int], quoted: Collection[str]) -> str:
    """Return why sentences cannot be left out: they alone cite a source that is quoted."""
    citing = {number: each.sources for number, each in enumerate(sentences(text), 1)}
    left = {key for number, keys in citing.items() if number not in without for key in keys}
    for key in sorted({*quoted} - left):
        if numbers := [str(number) for number, keys in citing.items() if key in keys]:
            which = " or ".join(numbers)
            return f"{which} has to stay: nothing else cites {key}, whose words are evidence"
    return ""


def numbered(text: str, most: int) -> str:
    """Return a text as it is written, with the numbers of its sentences, and that of its words.

    :param most: how many words it may have.
    """
    shown = [f"The text has {read_body(text).words} of about {most} words:"]
    shown += [
        fill(
            printable(" ".join(each.words.split())),
            WIDTH,
            initial_indent=f"{number:3} ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, each in enumerate(sentences(text), 1)
    ]
    return "\n".join(shown)


def with_sentence(
    text: str,
    sentence: str,
    key: str,
    place: str = "",
    *,
    behind: int | None = None,
    without: Collection[int] = (),
) -> str:
    """Return a text that says one more sentence, and cites a source at its end.

    :param sentence: if it is empty, the source is cited at the end of the text.
    :param key: of the source; empty for none.
    :param place: where in the source.
    :param behind: the number of the sentence behind which it stands; see :func:`last_place`.
    :param without: numbers of sentences that are left out.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    sentence = " ".join(sentence.split())
    found = sentences(text)
    if behind is None:
        behind = last_place(text, without)
    at = found[behind - 1].end if behind else found[0].start if found else 0
    dropped = {line for n in without for line in range(found[n - 1].start, found[n - 1].end)}
    made: list[str] = []

    def add(line: str) -> None:
        # Of the blank lines around what is left out one stays.
        if line.strip() or not without or (made and made[-1].strip()):
            made.append(line)

    for number, line in enumerate([*text.rstrip().split("\n"), ""]):
        if number == at and sentence:
            made += [""] if made and _OF_BLOCK.match(made[-1]) else []
            made.append(_cited(sentence, key, place))
        if number not in dropped:
            add(line.removesuffix("\r"))
    if sentence or dropped:
        text = end.join(made).rstrip() + end
    if sentence or not key:
        return text
    cited = _cited(text, key, place)
    return text if cited == text else cited + end


def _cited(words: str, key: str, place: str) -> str:
    """Return words that cite a source at their end, if they do not cite that place of it yet."""
    citations = read_body(words).citations
    if not key or any(key == each.key and place in ("", each.locator) for each in citations):
        return words
    return with_citations(words, [f"{key}{{{place}}}" if place else key])


# -- sources, found by words -----------------------------------------------------------------------

MOST_LIKE = 5
"""Sources with the same words that are listed."""


def with_words(words: str, edition: Edition) -> list[str]:
    """Return the keys of the sources that have these words in key, names, title or outlet."""
    wanted = words.casefold().split()
    found = []
    for key, source in edition.sources.items():
        names = " ".join(name.family for role in source.persons.values() for name in role)
        text = f"{key} {edition.labels[key]} {names} {source.title} {source.outlet}".casefold()
        if all(word in text for word in wanted):
            found.append(key)
    return found


def fault_of_key(key: str, edition: Edition) -> str:
    """Return what is wrong with the key of a source, with the sources that may be meant."""
    if key in edition.sources:
        return ""
    if hits := with_words(key, edition):
        lines = []
        for number, each in enumerate(hits[:MOST_LIKE], 1):
            title = f"{edition.labels[each]}. {edition.sources[each].title}"
            lines.append(f"\n    {number} {each}: {shorten(title, 55, placeholder='…')}")
        more = f"\n    and {len(hits) - MOST_LIKE} more" if len(hits) > MOST_LIKE else ""
        return f"‘{key}’ is no key; its words are in{''.join(lines)}{more}"
    return f"there is no source ‘{key}’ in references.bib{did_you_mean(key, edition.sources)}"
