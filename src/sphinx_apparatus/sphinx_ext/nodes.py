"""Nodes of an edited text.

Each derives from a standard node, so that every writer can render it;
attributes carry what the engine's writers need beyond that.
"""

from __future__ import annotations

from docutils import nodes


class essay(nodes.container):  # noqa: N801
    """A whole text: its blocks, then its notes; a placeholder while its page is read.

    Attributes: ``essay`` (id), ``docname`` (its page), ``label`` (short name), ``title``,
    ``author``, ``goes_on`` (a part of a work, behind the
    first), ``lang``, ``view`` (the text shown first: base or reading).
    """


class piece(nodes.inline):  # noqa: N801
    """A flat run of words; pieces never nest, so that spans may cross.

    Attributes: ``notes`` (ids of the notes on these words), ``view`` (both, base or reading),
    ``emendation`` (id of the note or entry that changes them, or empty), ``entries`` (ids of the
    entries of the apparatus on these words, where there are any).
    """


class robust_link(nodes.reference):  # noqa: N801
    """A link with what finds the page when it is gone; in sites only.

    Attribute ``robust``: attributes of Robust Links by their names.
    """


class span_start(nodes.inline):  # noqa: N801
    """The point before the first word of a note's span; nothing is shown. Attribute: ``note``."""


class page_title(nodes.paragraph):  # noqa: N801
    """A block of a text's head that is the title of its page; in sites only."""


class silent_title(nodes.container):  # noqa: N801
    """The title of a section, which the page shows elsewhere; in sites only."""


class text_front(nodes.container):  # noqa: N801
    """What a page says above a text: brief, headnote, controls; in sites only."""


class text_controls(nodes.General, nodes.Element):  # noqa: N801
    """The place of the controls above a text. Attributes: ``essay`` (id), ``view``."""


class text_counts(nodes.General, nodes.Element):  # noqa: N801
    """The place of the counts of a text's notes. Attribute: ``essay`` (id)."""


class text_strip(nodes.General, nodes.Element):  # noqa: N801
    """The place of the signs along a text. Attribute: ``essay`` (id)."""


class text_body(nodes.container):  # noqa: N801
    """The passages of a text, without its head and notes; in sites only."""


class text_notes(nodes.container):  # noqa: N801
    """The notes of a text; in sites only."""


class furniture(nodes.container):  # noqa: N801
    """Words of the page on which a text appeared; in sites only."""


class passage_number(nodes.inline):  # noqa: N801
    """The number of a passage, ¶9, that leads to the passage itself. Attribute: ``number``."""


class picture(nodes.General, nodes.Element):  # noqa: N801
    """A picture made from the records.

    Attributes: ``svg`` (the whole element, as text), ``alt`` (all that it shows, in words),
    ``style`` (what it does under the pointer, in CSS; only for pages, and not always there),
    ``paper`` (the element as drawn for a printed page, where that differs).
    Its children are the links in it, in the order of their numbers: ``href="apparatus:0"``.
    Writers that cannot draw it find a paragraph of these words in its place.
    """


class cited_words(nodes.inline):  # noqa: N801
    """The words of a citation. A page has hundreds: in HTML they need no element of their own."""


class line_end(nodes.inline):  # noqa: N801
    """The end of a line of a text, until its paragraph is divided there."""


class verse(nodes.line_block):  # noqa: N801
    """Lines of a text: a stanza, or lines that are kept and not counted."""


class verse_line(nodes.line):  # noqa: N801
    """A line of a text.

    Attributes: ``number`` (empty if it has none), ``shown`` (whether the number is printed),
    ``step`` (how far it is set in), ``joins`` (words of the line that it completes, or empty).
    """


class speech(nodes.container):  # noqa: N801
    """A speech of a play: a paragraph with the speaker and verse, or one paragraph of prose."""


class author_note(nodes.container):  # noqa: N801
    """A note of the author, where it stands in the text."""


class author_call(nodes.reference):  # noqa: N801
    """The call of a note of the author, as a link to it: no word of the text."""


class milestone(nodes.inline):  # noqa: N801
    """A point where a page begins. Attributes: ``unit``, ``n``, ``wit``, ``facs``."""


class quoted_words(nodes.paragraph):  # noqa: N801
    """Words of a source, in a block quotation. Attribute: ``lang``, empty for the edition's own."""


class book_link(nodes.container):  # noqa: N801
    """The place of links to the edition as a PDF and an EPUB; empty where there is none."""


class pair(nodes.container):  # noqa: N801
    """Two places side by side."""


class pair_side(nodes.container):  # noqa: N801
    """One place of a pair. Attribute: ``label`` (short name of its essay)."""


class fold(nodes.container):  # noqa: N801
    """A disclosure, in HTML only. Its first child is a ``fold_head``."""


class fold_head(nodes.TextElement):  # noqa: N801
    """The line that stays when a fold is closed."""


class listing(nodes.General, nodes.Element):  # noqa: N801
    """The placeholder of a list that is built when the page is written. Attribute: ``view``."""
