"""A legend, with kinds of notes, verdicts and relations of its own."""

project = "The Bell of Harrow"
author = "The editors"
copyright = "the editors"
release = version = "1"
language = "en"
extensions = ["sphinx_apparatus"]
apparatus_site = True
html_theme = "sphinx_book_theme"
bibtex_bibfiles = ["../references.bib"]
typst_documents = [
    *("index", "essays/1887-bell", "attestations", "themes/still-nights", "key", "sources"),
]
