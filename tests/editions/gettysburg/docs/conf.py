"""A speech with three other copies of its text, and no verdicts."""

project = "Lincoln at Gettysburg"
author = "The editors"
copyright = "the editors"
release = version = "1"
language = "en"
extensions = ["sphinx_apparatus"]
apparatus_site = True
html_theme = "sphinx_book_theme"
bibtex_bibfiles = ["../references.bib"]
typst_documents = ["index", "essays/1863-gettysburg", "key"]
