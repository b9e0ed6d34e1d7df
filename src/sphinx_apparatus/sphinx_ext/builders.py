"""Builders that make sites."""

from __future__ import annotations

SITES = frozenset({"html", "dirhtml", "singlehtml"})
"""Their pages are read in a browser; an EPUB has no scripts and no style of the engine."""
LIST_NOTES = SITES | {"epub"}
"""Their notes stand after the text, and so repeat the words that they are about."""
SHARE_A_FILE = ("singlehtml", "typst")
"""They put all pages into one file."""
HAVE_PAGES = frozenset({"html", "dirhtml"})
"""They write a page for each document."""

BOOK_SETTINGS = "settings.json"
"""File beside the book that says how it was set; the site reads it."""
