"""Chapters with headings, notes of their author, a list, a table, a picture and pages."""

project = "Chapters"
author = "The editors"
copyright = "the editors"
release = version = "1"
language = "en"
extensions = ["sphinx_apparatus"]
apparatus_site = True
html_theme = "sphinx_book_theme"
bibtex_bibfiles = ["../references.bib"]
typst_documents = ["index", "essays/1854-walden", "essays/1851-gates", "essays/1851-gates-2"]
