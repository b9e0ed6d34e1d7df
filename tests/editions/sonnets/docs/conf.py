"""Two sonnets of 1609: verse, cited by line."""

project = "Two Sonnets"
author = "The editors"
copyright = "the editors"
release = version = "1"
language = "en"
extensions = ["sphinx_apparatus"]
apparatus_site = True
html_theme = "sphinx_book_theme"
bibtex_bibfiles = ["../references.bib"]
typst_documents = ["index", "essays/1609-sonnet-18", "essays/1609-sonnet-130"]
