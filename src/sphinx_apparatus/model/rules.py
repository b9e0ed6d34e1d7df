"""The closed list of rules that the files of an edition follow.

The build and the command line share this list.
A rule's number is public: contributors quote it, configuration suppresses it,
and it is never given to another rule.

Here are number, title and remedy of each rule. The message is written where the fault is found:
search for the rule's name, such as ``Rule.ANCHOR_MISSING``.
"""

from __future__ import annotations

from enum import Enum, StrEnum


class Severity(StrEnum):
    """The weight of a problem."""

    ERROR = "error"
    """The build stops."""
    WARNING = "warning"
    """The build goes on; a person should look."""
    NOTICE = "notice"
    """Nothing is wrong here, or not in what was changed; only the command line prints it."""


class Rule(Enum):
    """Every rule with its number, its title and advice."""

    # Files ------------------------------------------------------------------
    FILE_MISSING = ("A001", "A file is missing", "Add the file that the message names.")
    ENCODING = ("A002", "Not UTF-8", "Save the file as UTF-8; editors call it an encoding.")
    CHARACTER = (
        "A003",
        "Control or bidirectional character",
        "Delete the character, or list it in apparatus_allowed_characters if your script needs it.",
    )
    FILE_SIZE = ("A004", "File too large", "A note has at most 16 KiB; divide or shorten it.")
    SYMLINK = ("A005", "Symbolic link", "Put the file itself in place of the link.")
    FILE_NAME = (
        "A006",
        "File name not allowed",
        "Ids hold small letters, digits and hyphens; other names letters, digits, ‘._-’.",
    )
    FRONT_MATTER = (
        "A007",
        "No front matter",
        "Begin the file with a line ---, the fields, and a second line ---.",
    )
    YAML = ("A008", "YAML cannot be read", "Correct the line; values with : or # go in block form.")
    YAML_DUPLICATE = ("A009", "Field given twice", "Keep one of the two.")
    YAML_FORBIDDEN = (
        "A010",
        "YAML feature not allowed",
        "Write the value out; anchors, aliases and tags are not used here.",
    )
    # Fields -----------------------------------------------------------------
    FIELD_UNKNOWN = ("A020", "Unknown field", "Correct the field's name or delete it.")
    FIELD_MISSING = ("A021", "Field missing", "Add the field.")
    FIELD_VALUE = ("A022", "Value not allowed", "Use one of the values that the message names.")
    BLOCK_FORM = (
        "A023",
        "Words not in block form",
        "Write 'field: >-' and the words indented on the next line.",
    )
    DATE_ORDER = ("A024", "Date out of order", "Dates are not in the future and follow each other.")
    DUPLICATE_TITLE = (
        "A025",
        "Two notes or themes with one title",
        "Use another title for one of them.",
    )
    TERM_UNKNOWN = ("A026", "Index term not declared", "Add the term to names.yml or correct it.")
    PERSON_UNKNOWN = (
        "A027",
        "Person not declared",
        "Correct the key. If you have none yet, leave ‘editors’ and say which name to use.",
    )
    REVIEWER = ("A028", "Reviewer is also author", "Somebody else must review the note.")
    HISTORY = (
        "A029",
        "History does not fit",
        "Add an entry with date, from, to and reason; ‘sphinx-apparatus verdict’ writes it.",
    )
    NOTE_DUE = (
        "A030",
        "Note due to be checked again",
        "Look for newer sources, then give ‘checked’ and ‘evidence-through’ anew.",
    )
    NOTE_GONE = (
        "A031",
        "Published note deleted",
        "Restore the file; a note that cannot be held is withdrawn, with date and reason.",
    )
    VERDICT_ALONE = (
        "A032",
        "Verdict changed alone",
        "Read the rest of the note again: say in it what decides the claim now, and quote it.",
    )
    # Text and anchors -------------------------------------------------------
    TEXT_LOCK = (
        "A040",
        "The text was changed",
        "Restore what was changed; the editors’ changes are textual notes, never made in the text.",
    )
    TEXT_HASH = ("A041", "The checksum does not fit", "Restore the file, or correct sha256.")
    TEXT_BLOCKS = ("A042", "Blocks do not fit the text", "Correct 'blocks' in essay.yml.")
    ANCHOR_MISSING = ("A043", "Quotation not found", "Copy the words from the text as they stand.")
    ANCHOR_AMBIGUOUS = (
        "A044",
        "Quotation found more than once",
        "Add 'in', 'before' or 'after', or quote more words.",
    )
    ANCHOR_ACROSS = (
        "A045",
        "Quotation across two blocks",
        "Quote words of one block only; write a second note for the rest.",
    )
    ANCHOR_EMPTY = ("A046", "Quotation is empty", "Quote the words that the note is about.")
    BLOCK_UNKNOWN = ("A047", "No such block", "Use the id of a block of this essay.")
    SIGLUM_UNKNOWN = ("A048", "Siglum not declared", "Declare the witness in essay.yml.")
    READING = ("A049", "Reading does not fit the change", "Correct 'change' or 'reading'.")
    EDITS_OVERLAP = (
        "A050",
        "Two adopted readings change the same words",
        "Adopt one of the two, or put them in one note.",
    )
    QUOTE_LENGTH = (
        "A051",
        "Quotation is long",
        "Quote the words that the note judges, not the sentences around them.",
    )
    DUPLICATE_NOTE = (
        "A052",
        "Two notes of one kind on the same words",
        "Put what is new into the note that stands there.",
    )
    LETTER = (
        "A053",
        "Letter that the book cannot show",
        "Name a font that has it in conf.py, by ‘typst_font_paths’ and ‘typst_fonts’.",
    )
    ANCHOR_CUT = (
        "A054",
        "Quotation cuts a word",
        "Quote whole words: the message has them.",
    )
    MOVED = (
        "A055",
        "Words found in another place than before",
        "Read the record against its new place; quote other words if it belongs to the old one.",
    )
    # Bodies -----------------------------------------------------------------
    BODY_EMPTY = ("A060", "The note has no text", "Write the finding below the second ---.")
    BODY_LENGTH = ("A061", "The note is long", "Cut it to what a reader needs: about 120 words.")
    BODY_MARKUP = (
        "A062",
        "Markup not allowed",
        "Use emphasis, lists, block quotes, links and our roles; in texts what the message says.",
    )
    BODY_LINK = ("A063", "Link not allowed", "Link to http, https or mailto addresses only.")
    TARGET_UNKNOWN = ("A064", "Cross-reference leads nowhere", "Correct the id in the role.")
    UNFILLED = (
        "A065",
        "Words left that are to be filled in",
        "Put your own words in the place of those that the file began with.",
    )
    DEMANDED = (
        "A066",
        "Field that the edition demands",
        "Fill it in; apparatus_require in conf.py says what this edition demands.",
    )
    EXPECTED = (
        "A067",
        "Field that the edition expects",
        "Fill it in; apparatus_expect in conf.py says what this edition expects.",
    )
    SUMMARY = (
        "A070",
        "Summary that cannot stand alone",
        "Write one plain sentence of at most 25 words: it names the thing and says what was found.",
    )
    EVIDENCE = (
        "A071",
        "Evidence that does not fit",
        "Quote the deciding words of a source that the note cites, as they stand there.",
    )
    CONFIDENCE = (
        "A072",
        "Confidence without its evidence",
        "Quote a second independent source or the primary document, or lower the confidence.",
    )
    PLAIN_SENTENCE = (
        "A073",
        "Sentence of an essay or a theme",
        "Write plain words of the length that the message names.",
    )
    LATER = (
        "A074",
        "Later development that does not fit",
        "Say what happened after the text's date, when, and cite a source for it.",
    )
    LOOKUP_LOST = (
        "A075",
        "Words not found again",
        "Look at the page: correct the quotation, or name an archived copy by ‘archive’.",
    )
    # Sources ----------------------------------------------------------------
    CITATION_UNKNOWN = (
        "A080",
        "Source not in references.bib",
        "Add the source or correct its key.",
    )
    CITATION_NONE = ("A081", "Fact-check without a source", "Cite a source that was consulted.")
    CITATION_UNCONSULTED = (
        "A082",
        "No cited source was consulted",
        "Cite at least one source that was read, and say how far in references.bib.",
    )
    REFERENCE_SYNTAX = ("A083", "references.bib cannot be read", "Correct the entry at this line.")
    REFERENCE_TYPE = (
        "A084",
        "Unknown type of source",
        "Use one of the types of biblatex we print.",
    )
    REFERENCE_FIELD = ("A085", "Field of a source missing or wrong", "Correct the field.")
    REFERENCE_DUPLICATE = ("A086", "Source entered twice", "Keep one entry and cite that.")
    REFERENCE_ADDRESS = ("A087", "Address of a source is no use", "Use the page's own address.")
    REFERENCE_KEY = ("A088", "Key of a source", "Form keys as name, year, word: un1993madness.")
    REFERENCE_CONSULTED = ("A089", "How far a source was read", "full, opening, excerpt or no.")
    LOCATOR = (
        "A090",
        "Place in a source cannot be read",
        "Say what the number counts: p. 36, pp. 36–38, § 4, art. 2, ch. 3.",
    )
    SOURCE_UNCITED = (
        "A091",
        "Source that nothing cites",
        "Cite it, or delete its entry; the bibliography lists what is cited.",
    )
    LOCATOR_NONE = (
        "A092",
        "Source with pages, cited as a whole",
        "Say where the words stand, such as {p. 36} behind the key.",
    )
    OUTLET = (
        "A093",
        "Publisher of no source",
        "Write the name as the bibliography has it, or delete the entry.",
    )
    # Cross-references and shared data ----------------------------------------
    THEME_UNKNOWN = ("A100", "Theme not declared", "Declare the theme in themes.yml or correct it.")
    ESSAY_UNKNOWN = ("A101", "No such essay", "Use the id of an essay of the edition.")
    SAME_ESSAY = ("A102", "Both places in one essay", "A cross-reference joins two essays.")
    DUPLICATE_ID = ("A103", "Id given twice", "Use a different id for each.")
    CONTRIBUTION_UNKNOWN = (
        "A104",
        "Answer to no contribution",
        "Use the id of another contribution to the same debate, not later than this one.",
    )
    DATA_ORDER = ("A105", "Date out of order in a list", "Sort the list as its first lines say.")
    # The apparatus -----------------------------------------------------------
    READING_FORM = (
        "A110",
        "Reading of no form, or of two",
        "Write one of reading, omits, moved and gap, and who has it: sigla or by.",
    )
    READING_EQUAL = (
        "A111",
        "Reading that is no difference",
        "Join equal readings under their sigla; leave out one that is equal to the lemma.",
    )
    ENTRY_TWICE = (
        "A112",
        "Two entries on the same words",
        "Join them, or name the note by ‘note’ in the entry.",
    )
    ADOPTED_TWICE = ("A113", "Two adopted readings in an entry", "Adopt one of them.")
    ENTRY_END = (
        "A114",
        "End of a lemma not found",
        "Let ‘to’ quote words that stand once behind the quote.",
    )
    READINGS_CROSS = (
        "A115",
        "Readings of one witness that cross",
        "Let one of the lemmas enclose the other, or divide them.",
    )
    ENTRY_NOTE = (
        "A116",
        "Note of an entry that does not fit",
        "Name a textual note of this text that has no reading and no witnesses of its own.",
    )
    UNPROVED = (
        "A117",
        "Apparatus that a witness does not prove",
        "Correct the reading, or add the entry that the message has.",
    )
    SCHEME = (
        "A106",
        "Lists of the edition that do not agree",
        "Correct what the message names in scheme.yml.",
    )
    # What the editors may say ------------------------------------------------
    LIVING_PERSON = (
        "A120",
        "Living person on thin evidence",
        "Cite a second consulted source, or say in the sentence who says so.",
    )
    CONTESTED_WORD = (
        "A121",
        "Contested word in the editors' own voice",
        "Quote the word, say in the sentence who uses it, or write what the message proposes.",
    )

    WEASEL_WORD = (
        "A122",
        "Weasel word",
        "Name who says it and cite where, or leave it out.",
    )
    FIRST_PERSON = ("A123", "First person", "Write ‘the editors’, or leave the speaker out.")

    # Pages -----------------------------------------------------------------
    PAGE_MARKUP = (
        "A130",
        "Not allowed on a page",
        "Write it as MyST; a setting of conf.py can trust a page or list a file to include.",
    )
    PAGE_DIRECTIVE = ("A131", "Directive cannot be carried out", "Correct what it names.")
    PAGE_WARNING = (
        "A133",
        "Page that a build warns of",
        "Correct what the message names: a build with -n -W ends there.",
    )
    TRACKED = (
        "A132",
        "Ignored file is tracked",
        "Take it out with git rm --cached: what is built is never sent along.",
    )

    def __init__(self, number: str, title: str, help: str) -> None:
        self.number = number
        self.title = title
        self.help = help

    @property
    def severity(self) -> Severity:
        """Whether the build stops for it."""
        if self in _NOTICES:
            return Severity.NOTICE
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR

    @property
    def page(self) -> str:
        """The page that explains the rule, from the project's folder."""
        return f"docs/contributing/rules/{self.number}.md"


_NOTICES = frozenset(
    {
        *(Rule.NOTE_DUE, Rule.VERDICT_ALONE, Rule.SOURCE_UNCITED, Rule.LOCATOR_NONE),
        Rule.LOOKUP_LOST,
    }
)
_WARNINGS = frozenset(
    {
        *(Rule.QUOTE_LENGTH, Rule.DUPLICATE_NOTE, Rule.BODY_LENGTH, Rule.LOCATOR),
        *(Rule.EXPECTED, Rule.LETTER, Rule.MOVED),
        *(Rule.CONTESTED_WORD, Rule.WEASEL_WORD, Rule.FIRST_PERSON),
    }
)
