"""Builders that make sites."""

from __future__ import annotations

SITES = frozenset({"html", "dirhtml", "singlehtml"})
"""Their pages are read in a browser; an EPUB has no scripts and no style of the engine."""
SHARE_A_FILE = ("singlehtml", "typst")
"""They put all pages into one file."""
HAVE_PAGES = frozenset({"html", "dirhtml"})
"""They write a page for each document."""

BOOK_SETTINGS = "settings.json"
"""File beside the book that says how it was set; the site reads it."""
