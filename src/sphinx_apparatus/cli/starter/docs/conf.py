"""Sphinx configuration of the edition.

Only what is set here differs from the default; all settings of the engine are listed in its
documentation, those of Sphinx at https://www.sphinx-doc.org/.
"""

from __future__ import annotations

from pathlib import Path

# The title of the edition; citations and the book have it.
project = "@TITLE@"
# Who answers for the edition; citations name “<author> of <project>”.
author = "@(The editors)@"
# The line at the foot of each page and in the imprint of the book.
copyright = "@(the editors of {title})@"
# The version that readers cite; raise it each time the edition is published.
release = "0.1"
# The same, as the EPUB has it.
version = release
# The language of the notes and pages; texts have their own in essay.yml.
language = "@LANGUAGE@"

extensions = ["sphinx_apparatus"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]

# -- the engine ------------------------------------------------------------------------------------

# The whole site is the edition’s; False for an edition within another project’s documentation.
apparatus_site = True
# Where texts and sources are, from this folder.
apparatus_essays = "../essays"
apparatus_references = "../references.bib"
# full, or quotations: show no more of the texts than notes quote, where their rights ask for it.
apparatus_text = "full"
# What every record must have, such as "summary" and "evidence" of notes, "keys" and "consulted" of
# sources; the settings list them all.
apparatus_require = ["consulted"]
# Months after which the check lists a note as due to be checked again; 0 for never.
apparatus_recheck_months = 24
# The address of the first page once the edition is published, for citations and data.
edition_url = ""
# The address of the repository. With it, pages have “Annotate” and links to their sources.
repository_url = ""

# -- pages -----------------------------------------------------------------------------------------

html_theme = "sphinx_book_theme"
# The title in the sidebar and in the browser.
html_title = project
html_copy_source = False
html_show_sourcelink = False
# Summaries are fetched from the pages, which browsers refuse in a site opened from a folder.
html_show_search_summary = False
# The name of the site with its search, then the list of pages.
html_sidebars = {"**": ["apparatus-site.html", "sbt-sidebar-nav.html"]}
html_context = {"default_mode": "auto"}
html_theme_options = {
    "article_header_end": ["apparatus-buttons.html"],
    "back_to_top_button": False,
    "footer_content_items": ["apparatus-book.html", "author.html", "copyright.html"],
    "navbar_persistent": [],
    "primary_sidebar_end": [],
    "search_bar_text": "@(Search texts and notes)@",
    "use_download_button": False,
    "use_fullscreen_button": False,
}

# -- the book --------------------------------------------------------------------------------------

# a5, trade, a4, letter or large.
typst_trim = "a5"
# Lines on the back of the title page.
typst_imprint = ["@(Notes and pages: © the editors. The texts belong to their authors.)@"]
# The pages of the book in their order: the texts by their years, then what is said of them.
_PAGES = Path(__file__).parent
typst_documents = [
    "index",
    *(f"essays/{page.stem}" for page in sorted(_PAGES.glob("essays/*.md"))),
    *(f"themes/{page.stem}" for page in sorted(_PAGES.glob("themes/*.md")) if page.stem != "index"),
    "fact-checks",
    "about/texts",
    "names",
    "bibliography",
]

# -- the EPUB --------------------------------------------------------------------------------------

# It has the pages of the book. Its name, which the Makefile and the pages expect.
epub_basename = "edition"
# Links do not print their addresses.
epub_show_urls = "no"
