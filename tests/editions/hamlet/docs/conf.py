"""A scene in verse and prose, cited by act, scene and line."""

project = "A Scene of Hamlet"
author = "The editors"
copyright = "the editors"
release = version = "1"
language = "en"
extensions = ["sphinx_apparatus"]
apparatus_site = True
html_theme = "sphinx_book_theme"
bibtex_bibfiles = ["../references.bib"]
typst_documents = ["index", "essays/1604-hamlet-3-1"]
