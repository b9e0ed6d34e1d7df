"""Sphinx configuration of the edition."""

from __future__ import annotations

import os

project = "Two Januaries"
author = "The editors"
copyright = "2026, the editors; notes CC BY 4.0, essays their authors"
version = "0.1"
release = "0.1.0"
language = "en"

extensions = ["sphinx_apparatus"]
apparatus_site = True
root_doc = "index"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
apparatus_require = [
    "summary",
    "evidence",
    "brief",
    "short",
    "passages",
    "question",
    "positions",
    "urldate",
    "keys",
    "consulted",
]
exclude_patterns = ["_build", "engine/results"]

html_theme = "sphinx_book_theme"
html_title = "Two Januaries"
html_copy_source = False
html_show_sourcelink = False
# Summaries are fetched from the pages, which browsers refuse in a site opened from a folder.
html_show_search_summary = False
html_sidebars = {"**": ["apparatus-site.html", "sbt-sidebar-nav.html"]}
html_context = {"default_mode": "auto"}
html_theme_options = {
    "article_header_end": ["apparatus-buttons.html"],
    "back_to_top_button": False,
    "footer_content_items": ["apparatus-book.html", "author.html", "copyright.html"],
    "navbar_persistent": [],
    "primary_sidebar_end": [],
    "search_bar_text": "Search texts and notes",
    "use_download_button": False,
    "use_fullscreen_button": False,
}

today_fmt = "%-d %B %Y"  # as the pages write dates

typst_notes = "short"
typst_contents_depth = 1
# The Makefile asks git; a build never does.
edition_revision = typst_revision = os.environ.get("EDITION_REVISION", "")
typst_subtitle = "The Left Debates Venezuela, 2019 and 2026. An Annotated Critical Edition"
typst_imprint = [
    "Notes, pages and data: CC BY 4.0. The engine that set this book: MIT.",
    (
        "The essays belong to their authors; "
        "what is known of their rights stands in the edition under “Rights”."
    ),
]
typst_cite = [
    (
        "The editors of Two Januaries. Two Januaries: The Left Debates Venezuela, 2019 and 2026. "
        f"An Annotated Critical Edition. Version {release}. 2026."
    ),
    (
        "A passage by the number of its paragraph, 2026 ¶9; a note by its name, with the version. "
        "Pages differ between the sizes of this book."
    ),
]
typst_colophon = [
    (
        "Set in Libertinus Serif, with signs from DejaVu Sans Mono, "
        "by Typst from the same files as the pages for the screen. "
        "The fonts are free: SIL Open Font License, Bitstream Vera License."
    ),
    (
        "The PDF is tagged and made to be kept: PDF/UA-1 and PDF/A-2a. "
        "The same files give the same book, byte for byte."
    ),
]
# The book, in its order; pages for contributors and about the engine stay on the screen.
typst_documents = [
    "introduction",
    "essays/2019-leigh",
    "essays/2026-social-movement",
    "debates/2019",
    "debates/2026",
    "themes/index",
    "themes/two-fronts",
    "themes/main-enemy",
    "themes/self-determination",
    "themes/socialism-named",
    "themes/cause-of-crisis",
    "themes/people-and-government",
    "themes/the-right",
    "themes/empire-in-action",
    "themes/solidarity",
    "chronology",
    "fact-checks",
    "about/text-2019",
    "about/text-2026",
    "about/principles",
    "about/method",
    "about/corrections",
    "about/rights",
    "about/citing",
    "names",
    "bibliography",
]

# The EPUB has the documents of the book; its links show their addresses when they are followed.
epub_basename = "edition"
epub_show_urls = "no"

# Files that pages may include: everything else would bring any file of the machine into the site.
apparatus_includes = [
    "../CONTRIBUTING.md",
    "engine/results/speed.md",
    "engine/results/waits.md",
]
# Texts, notes and pages are in English; their interface is offered in other languages:
# `make html LANGUAGE=es` writes build/html/es/, `make languages` all, each linked from the others.
apparatus_language = "en"
apparatus_interfaces = {"en": "", "es": "es", "uk": "uk"}
# What the signs and abbreviations mean, one step from every page.
apparatus_key = "about/key"
# The essays, the debates and the apparatus; the other groups of the sidebar are folded.
apparatus_open_groups = 3
# Where the window of Annotate sends those who ask how a note is written.
apparatus_contributing = "contributing/index"
# `make check` lists notes that were last checked longer ago than this.
apparatus_recheck_months = 24
