"""Text for comparison: sort keys, folding, slugs, stop words, letters, what two texts share.

Each use has its own function, because each has its own end: a list of names follows an English
index, a list of sources Chicago, a search what readers type, an id what every file system takes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from sphinx_apparatus.model.catalogue import current_language

if TYPE_CHECKING:
    from sphinx_apparatus.model.records import Collation

_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not take apart."""
MARKS = (
    # Accents; points of Hebrew; vowels and signs of Arabic, its long stroke among them.
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
"""Marks that readers leave out when they type, as a class of a regular expression.

Vowel signs of the scripts of India are no such marks: without them words are others."""
WITHOUT_SPACES = (
    # Thai to Myanmar, Khmer, New Tai Lue to Tai Tham, Chinese, Japanese and Yi, Tai Viet, wide
    # forms, Chinese beyond the first plane.
    "\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\ua4cf\uaa60-\uaadf"
    "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Letters of scripts that write words without spaces, as a class of a regular expression."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
SEARCHED_AS = {chr(letter): plain for letter, plain in _PLAIN_LETTERS.items()}
SEARCHED_AS |= {"ß": "ss", "ς": "σ"} | _LIGATURES
"""Letters that readers type otherwise, in lower case."""
_MARKS = re.compile(f"[{MARKS}]")
_SEARCHED_AS = str.maketrans(SEARCHED_AS)
GREEK_SEMICOLON = "\u037e"
"""The Greek question mark, which looks like a semicolon and divides no entry of an index."""

# -- the order of lists ------------------------------------------------------------------------


def index_key(heading: str) -> tuple[str, ...]:
    """Return the key of a heading: word by word, accents and capitals as plain letters.

    The Unicode collation algorithm would do the same for these headings; the package for it,
    pyuca, has had no release since 2017, and the rules of one language need no table of 10,000
    lines. What stands in brackets after a heading counts last.
    """
    folded = unicodedata.normalize("NFKD", heading.casefold().translate(_PLAIN_LETTERS))
    # Accents, now separate characters, are no letters and fall away with the punctuation.
    words = "".join(char if char.isalnum() else " " if char in " ,-–/(" else "" for char in folded)
    return tuple(words.split())


_ALPHABETS = {"es": "nñ", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}
"""Letters that are letters of their own, in their order; the first of them stands as it is."""
_OWN_LETTERS = {
    language: {
        # Behind the first, and whatever may follow it, in the order of the alphabet.
        ord(letter): f"{letters[0]}\u9fa5{chr(0x4E00 + place)}"
        for place, letter in enumerate(letters)
        if place
    }
    for language, letters in _ALPHABETS.items()
}


def in_alphabet(text: str) -> str:
    """Return a heading to sort by: letters of the language in use stand in its own order.

    In other languages a letter with an accent is sorted as the one without.
    """
    own = _OWN_LETTERS.get(current_language().partition("-")[0])
    return unicodedata.normalize("NFC", text.casefold()).translate(own) if own else text


def first_letter(heading: str) -> str:
    """Return the capital under which a heading stands; of what begins with no letter, its sign."""
    words = unicodedata.normalize("NFC", heading.casefold())
    letter = next((char for char in words if char.isalnum()), "")
    if letter in _ALPHABETS.get(current_language().partition("-")[0], ""):
        return letter.upper()
    return " ".join(index_key(heading))[:1].upper()


def source_key(text: str) -> str:
    """Return letters and digits only, without accents and capitals: Chicago's letter by letter."""
    text = in_alphabet(text)
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return "".join(char for char in plain if char.isalnum() or char == ",")


def letters(number: int, alphabet: str = ascii_lowercase) -> str:
    """Return a number, counted from 1, as letters: a … z, aa, ab … zz, aaa …."""
    word = ""
    while number > 0:
        number, rest = divmod(number - 1, len(alphabet))
        word = alphabet[rest] + word
    return word


# -- words found and words written anew --------------------------------------------------------


def fold(text: str) -> str:
    """Return a text without accents and capitals, as the script of the search page does."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return unicodedata.normalize("NFC", plain.translate(_SEARCHED_AS))


def without_case(text: str) -> str:
    """Return a name as it is compared with others: capitals, widths and spaces do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def word_keys(words: str, rules: Collation) -> tuple[str, ...]:
    """Return the words of a text as they are compared with those of another witness.

    :param rules: which differences count as none.
    """
    text = unicodedata.normalize("NFD", words)
    if not rules.marks:
        text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "M")
    # Not `casefold`: it takes ῳ apart.
    text = unicodedata.normalize("NFC", text if rules.case else text.lower())
    text = text.translate(_taken_for(rules.letters))
    if not rules.punctuation:
        text = " ".join(_WORD.findall(text))
    if not rules.division:
        text = re.sub(r"[-\s]", "", text)
    same = {other: group[0] for group in rules.equal for other in group}
    return tuple(_WORD.sub(lambda word: same.get(word[0], word[0]), text).split())


_WORD = re.compile(r"\w+(?:[-'’ʼ]\w+)*")


@cache
def _taken_for(letters: tuple[str, ...]) -> dict[int, str]:
    """Return the letters that are written otherwise, with those that they are taken for."""
    found = {"ς": "σ"}
    if "long-s" in letters:
        found |= {"ſ": "s"}
    if "ligatures" in letters:
        found |= _LIGATURES | {"æ": "ae", "œ": "oe", "Æ": "AE", "Œ": "OE"}
    if "u-v" in letters:
        found |= {"v": "u", "V": "U"}
    if "i-j" in letters:
        found |= {"j": "i", "J": "I"}
    return {ord(letter): plain for letter, plain in found.items()}


def ascii_only(text: str) -> str:
    """Return a text in lower-case ASCII; characters without an equivalent are left out."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def slug(text: str, otherwise: str) -> str:
    """Return a title as a slug: lower-case letters, digits and hyphens.

    :param otherwise: what a title without such letters is called.
    """
    return re.sub(r"[^a-z0-9]+", "-", ascii_only(text)).strip("-") or otherwise


# -- stop words --------------------------------------------------------------------------------


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = _set("a an and at by for from in of on the to with")

ID_STOP_WORDS = _ENGLISH | _set(
    "as be has have into is it its or that their they this was were which who will"
)
"""Words left out of the id of a note."""

KEY_STOP_WORDS = _ENGLISH | _set("de del der des die el en la las le les los un una")
"""Words left out of the key of a source."""

TITLE_STOP_WORDS = _ENGLISH | _set(
    "are as is it or over after says that their this was what which why without "
    "de del e el en la las los o para por que su sobre un una y da do das dos em no na di il lo "
    "i gli per che der die das des dem den ein eine für im mit und von zu zur le les du et"
)
"""Words that a short title does not end with."""

ARTICLES = {
    "english": ("the", "a", "an"),
    "french": ("le", "la", "les", "un", "une"),
    "german": ("der", "die", "das", "ein", "eine"),
    "italian": ("il", "lo", "la", "i", "gli", "le", "un", "una"),
    "portuguese": ("o", "a", "os", "as", "um", "uma"),
    "spanish": ("el", "la", "los", "las", "un", "una"),
}
"""Articles that a title is not sorted by, by the language's name in biblatex."""


def without_article(text: str, language: str) -> str:
    """Return a title without the article that it begins with.

    :param language: its name in biblatex.
    """
    first, _, rest = text.lstrip("“‘«„¿¡[(").partition(" ")
    return rest if rest and first.casefold() in ARTICLES.get(language, ()) else text


# -- two texts -------------------------------------------------------------------------------------

# ⟨ and ⟩ stay with the words they enclose: a supplement is one thing.
_TOKEN = re.compile(r"⟨[^⟩]*⟩|\w+|\s+|[^\w\s]")


def tokens(text: str) -> list[str]:
    """Return the words, spaces and punctuation marks of a text; joined, they are the text.

    Combining marks and joiners belong to the letters before them: many words of India, Africa and
    the Near East have them in their midst.
    """
    found: list[str] = []
    for token in _TOKEN.findall(text):
        last = found[-1] if found else " "
        continues = token[0].isalnum() and last[0].isalnum() and _is_mark(last[-1])
        if not last.isspace() and (continues or _is_mark(token)):
            found[-1] += token
        else:
            found.append(token)
    return found


def _is_mark(token: str) -> bool:
    return token in "\u200c\u200d" or (len(token) == 1 and unicodedata.category(token)[0] == "M")


_MOST_PAIRS = 40_000
"""Pairs of items that difflib compares: the time it takes grows with the cube of equal ones, to
some 0.03 seconds for these and to minutes for two thousand items each."""


def compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, range, range]]:
    """Yield the parts of two sequences that are equal, and those between them, in order."""
    if len(old) * len(new) <= _MOST_PAIRS:
        # The longest equal parts, as people see them.
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        matches: Sequence[tuple[int, int, int]] = matcher.get_matching_blocks()
    else:
        found = LCSseq.editops(old, new).as_matching_blocks()
        matches = [(match.a, match.b, match.size) for match in found]
    last, end = 0, 0
    for first, begin, size in matches:
        if last < first or end < begin:
            yield False, range(last, first), range(end, begin)
        last, end = first + size, begin + size
        if size:
            yield True, range(first, last), range(begin, end)
