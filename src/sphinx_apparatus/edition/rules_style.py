"""Style of the editors' own words: contested words, weasel words, first person, living people.

They are mechanical: they find where a person should look, and are satisfied by a quotation, an
attribution, or a second source. Crowds, certainty, the first person and attributions are known in
English alone, and not looked for in other languages; contested words are a list of each edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markdown_it.token import Token

from sphinx_apparatus.model.catalogue import is_english
from sphinx_apparatus.model.essays import File
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.records import ContestedWord
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.markdown import PLAIN, parsed
from sphinx_apparatus.text.sentences import sentences

ATTRIBUTIONS = (
    *("accord(?:ing|ed)", "account", "accus(?:e|es|ed|ing|ation|ations)", "admit(?:s|ted)?"),
    *("alleg(?:e|es|ed|ing|ation|ations)", "announc(?:e|es|ed)", "answer(?:s|ed)?"),
    *("argu(?:e|es|ed|ing)", "ask(?:s|ed)?", "assert(?:s|ed)?", "believ(?:e|es|ed)"),
    *("call(?:s|ed|ing)?", "charg(?:e|es|ed)", "cit(?:e|es|ed|ing)", "claim(?:s|ed|ing)?"),
    *("conclud(?:e|es|ed)", "condemn(?:s|ed|ing)?", "convicted", "count(?:s|ed)"),
    *("declar(?:e|es|ed|ing)", "den(?:y|ies|ied)", "describ(?:e|es|ed|ing)", "differ(?:s|ed)?"),
    *("disagree(?:s|d)?", "disputed?", "estimat(?:e|es|ed)", "express(?:es|ed)"),
    *("f(?:ind|inds|ound)", "held", "holds", "indict(?:ed|ment)", "judg(?:e|es|ed)"),
    *("label(?:s|ed)?", "mean(?:s|t)?", "nam(?:e|es|ed)", "object(?:s|ed)?", "put(?:s)? it"),
    *("quot(?:e|es|ed|ing)", "recall(?:s|ed)?", "record(?:s|ed)", "reject(?:s|ed)?"),
    *(
        "report(?:s|ed|edly|ing)?",
        "rul(?:ed|ing)",
        "sentenced",
        "s(?:ay|ays|aid|aying)",
        "speaks? of",
    ),
    *("spoke of", "stat(?:es|ed)", "t(?:ells|old)", "term(?:s|ed)?", "testif(?:ies|ied)"),
    *("thinks?", "warn(?:s|ed)?", "words? of", "writ(?:e|es|ing|ten)", "wrote"),
)
"""Words by which a sentence says whose statement it gives."""

_ATTRIBUTION = re.compile(rf"\b(?:{'|'.join(ATTRIBUTIONS)})\b", re.IGNORECASE)
# Nested quotation marks are inside the outer ones; an apostrophe within a word closes nothing.
_QUOTATION = re.compile(r"“[^”]*”|‘(?:[^’]|’(?=\w))*’|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the editors."""

    line: int
    """Counted from 1 in the text it was read from."""
    text: str
    own: str
    """The same with everything in quotation marks or emphasis blanked out."""

    def sentences(self) -> Iterator[tuple[int, str, str]]:
        """Yield each sentence with its line: the whole, and the editors' own words in it."""
        for start, end in sentences(self.text):
            yield (
                self.line + self.text.count("\n", 0, start),
                self.text[start:end],
                self.own[start:end],
            )


@lru_cache(maxsize=8)
def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an editors' text, without block quotes.

    The last few are kept: each rule asks for the same text, one after the other.
    """
    if PLAIN.fullmatch(markdown):
        return (Paragraph(1, markdown, _own(markdown)),)
    found = []
    depth = 0
    for token in parsed(markdown):
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "inline" and not depth:
            text, own = _voices(token.children or ())
            found.append(Paragraph((token.map or [0])[0] + 1, text, _own(own)))
    return tuple(found)


def _voices(tokens: Sequence[Token]) -> tuple[str, str]:
    text = own = ""
    depth = 0
    for token in tokens:
        depth += (token.type in ("em_open", "span_open")) - (
            token.type in ("em_close", "span_close")
        )
        words = {"softbreak": "\n", "hardbreak": "\n"}.get(token.type, "")
        if token.type in ("text", "text_special"):
            words = token.content
        text += words
        own += _blank(words) if depth else words
    return text, own


def _own(words: str) -> str:
    return _QUOTATION.sub(lambda match: _blank(match[0]), words)


def _blank(words: str) -> str:
    return re.sub(r"\S", " ", words)


def is_attributed(sentence: str) -> bool:
    """Return whether a sentence names the speaker of its statement."""
    return _ATTRIBUTION.search(sentence) is not None


# -- contested words -------------------------------------------------------------------------------

# Each rule looks through whole paragraphs first: few have anything to look at, and to cut them into
# sentences takes longer. What stands around a sentence is white space, so nothing is overlooked.


@dataclass(frozen=True)
class Vocabulary:
    """The contested words of an edition."""

    entries: tuple[ContestedWord, ...] = ()
    language: str = "en"
    """The language of what editors write."""

    @cached_property
    def any(self) -> re.Pattern[str]:
        """The pattern that finds any of the words; none if there are none."""
        words = [word for entry in self.entries for word in entry.words]
        if not words:
            return re.compile(r"(?!)")
        # By the first letters most words of a text are passed over at once: a tenth of the time.
        first = "".join(sorted({re.escape(word[0]) for word in words}))
        forms = "|".join(map(_form, words))
        return re.compile(rf"(?<!\w)(?=[{first}])(?:{forms})(?!\w)", re.IGNORECASE)


def contested(markdown: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Yield every contested word in the editors' own words: line and message."""
    for paragraph in paragraphs(markdown):
        if not vocabulary.any.search(paragraph.own):
            continue
        for line, sentence, own in paragraph.sentences():
            uses = [use for entry in vocabulary.entries for use in _uses(entry, own)]
            if not uses or is_attributed(sentence):
                continue
            for match, message in uses:
                # “Regime change” is one fault, not “regime” as well.
                if not any(_is_within(match, other) for other, _ in uses):
                    yield line, message


def _uses(entry: ContestedWord, own: str) -> Iterator[tuple[re.Match[str], str]]:
    for phrase in entry.except_:
        own = re.sub(_pattern(phrase), lambda match: _blank(match[0]), own, flags=re.IGNORECASE)
    for word in entry.words:
        for match in re.finditer(_pattern(word), own, re.IGNORECASE):
            message = f"‘{match[0]}’ in the edition's own voice: {entry.reason}"
            if entry.instead:
                message += f"; write {entry.instead}, or quote or attribute the word"
            yield match, message


def _is_within(match: re.Match[str], other: re.Match[str]) -> bool:
    return (
        other.start() <= match.start()
        and match.end() <= other.end()
        and match.span() != other.span()
    )


def _form(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _pattern(words: str) -> str:
    return rf"(?<!\w){_form(words)}(?!\w)"


# -- crowds, certainty, ourselves ------------------------------------------------------------------

_SPEAK = r"(?:say|argue|believe|claim|think|hold|maintain|agree|object|suggest)"
# Each begins with the first letters of what it finds: so most words are passed over at once.
_CROWD = re.compile(
    r"(?<!\w)(?=[acegimopsw])(?:"
    rf"(?:some|many|most|others|(?:some |many |most )?(?:critics|experts|observers|analysts|"
    rf"scholars|people|commentators))\s+{_SPEAK}"
    r"|it\s+is\s+(?:(?:widely|generally|commonly|often|sometimes)\s+)?"
    r"(?:said|thought|believed|claimed|argued|assumed|alleged|rumored)"
    r"|(?:widely|generally|commonly)\s+(?:believed|regarded|seen|considered|known|accepted)"
    r")(?!\w)",
    re.IGNORECASE,
)
_CERTAINTY = re.compile(
    r"(?<!\w)(?=[ainostuw])(?:obviously|of\s+course|undoubtedly|without\s+(?:a\s+)?doubt|needless\s+to\s+say|"
    r"as\s+(?:everyone|everybody)\s+knows|it\s+is\s+(?:clear|obvious|well\s+known)\s+that|arguably|"
    r"so-called|in\s+reality|the\s+truth\s+is)(?!\w)",
    re.IGNORECASE,
)
# “US” is a country, “I” a number behind a name or “War”: only the forms that nothing else has.
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?=[WwOouMmI])(?:[Ww]e|[Oo]ur|[Oo]urs|us|[Oo]urselves|[Mm]y|me|[Mm]yself|mine|I)"
    r"(?![\w.])"
)


def weasel_words(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield every weasel word: an unnamed speaker, or certainty without grounds; line and message.

    A crowd passes with a citation in its line, which names it; certainty passes attributed.
    """
    lines: list[str] = []
    for paragraph in paragraphs(markdown):
        if not _CROWD.search(paragraph.own) and not _CERTAINTY.search(paragraph.own):
            continue
        lines = lines or markdown.splitlines()
        for line, sentence, own in paragraph.sentences():
            if "{cite:" not in lines[line - 1]:
                for match in _CROWD.finditer(own):
                    yield line, f"‘{_one_line(match[0])}’: say who, and cite where"
            if not is_attributed(sentence):
                for match in _CERTAINTY.finditer(own):
                    yield line, f"‘{_one_line(match[0])}’ stands in for evidence: leave it out"


def first_person(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield every first person of the editors: line and message."""
    for paragraph in paragraphs(markdown):
        if not _FIRST_PERSON.search(paragraph.own):
            continue
        for line, _, own in paragraph.sentences():
            for match in _FIRST_PERSON.finditer(own):
                if match[0] == "I" and not _is_speaker(own, match):
                    continue
                yield line, f"‘{match[0]}’: write ‘the editors’, or say it without a speaker"


def _is_speaker(own: str, match: re.Match[str]) -> bool:
    """Return whether ‘I’ is a word, not a number after a name: a verb follows, no name precedes."""
    follows = re.match(r"\s+[a-z]", own[match.end() :])
    return bool(follows) and not re.search(r"[A-Z]\w*\s+$", own[: match.start()])


def _one_line(words: str) -> str:
    return " ".join(words.split())


def own_voice(file: File, first: int, text: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Check contested words, weasel words and the first person in the editors' own words.

    A contested word stands in quotation, as a title, or with the name of who uses it;
    crowds, certainty and the writers themselves are left out.

    :param first: the line of *file* in which *text* begins.
    """
    rules = [(Rule.CONTESTED_WORD, contested(text, vocabulary))]
    if is_english(vocabulary.language):
        rules += [(Rule.WEASEL_WORD, weasel_words(text)), (Rule.FIRST_PERSON, first_person(text))]
    for rule, found in rules:
        for line, message in found:
            yield Problem(rule, file.path, first + line - 1, message)


# -- living people ---------------------------------------------------------------------------------


def is_attributed_on(name: str, markdown: str) -> bool:
    """Return whether a text names the speaker of its statements on a person.

    Every sentence that has the person's name must; where none has it, one sentence is enough.

    :param name: as the index has it: ``Fuller, Nathan``.
    """
    surname = name.partition(",")[0]
    said = [text for part in paragraphs(markdown) for _, text, _ in part.sentences()]
    about = [text for text in said if surname in text]
    return all(map(is_attributed, about)) if about else any(map(is_attributed, said))
