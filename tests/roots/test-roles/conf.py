"""Roles that lead to objects of the edition in ../test-edition, and to none."""

project = "Roles"
extensions = ["sphinx_apparatus"]
apparatus_site = True
apparatus_essays = "../test-edition/essays"
apparatus_references = "../test-edition/references.bib"
bibtex_bibfiles = ["../test-edition/references.bib"]
html_theme = "basic"
