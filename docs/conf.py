"""Sphinx configuration of the edition."""

from __future__ import annotations

project = "Two Januaries"
author = "The editors"
copyright = "2026, the editors; notes CC BY 4.0, essays their authors"
version = release = "0.1"
language = "en"

extensions = ["sphinx_apparatus"]
root_doc = "index"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
exclude_patterns = ["_build"]

html_theme = "sphinx_book_theme"
html_title = "Two Januaries"
html_copy_source = False
html_show_sourcelink = False
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
