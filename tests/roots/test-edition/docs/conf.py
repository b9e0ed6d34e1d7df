"""A small edition: two essays, nine notes of all kinds, two cross-references, every page."""

project = "Kites and Gulls"
author = "The editors"
copyright = "nobody"
version = release = "1"
extensions = ["sphinx_apparatus"]
apparatus_site = True
bibtex_bibfiles = ["../references.bib"]
html_theme = "basic"
