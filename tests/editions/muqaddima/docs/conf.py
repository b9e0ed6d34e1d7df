"""A page of Ibn Khaldun: everything in Arabic, the interface from right to left."""

project = "صفحة من المقدمة"
author = "المحققون"
copyright = "المحققون"
release = version = "1"
language = "ar"
extensions = ["sphinx_apparatus"]
apparatus_site = True
myst_enable_extensions = ["attrs_inline"]
html_theme = "sphinx_book_theme"
html_theme_options = {
    "article_header_end": ["apparatus-buttons.html"],
    "navbar_persistent": [],
    "primary_sidebar_end": [],
}
html_title = project
html_sidebars = {"**": ["apparatus-site.html", "sbt-sidebar-nav.html"]}
bibtex_bibfiles = ["../references.bib"]
typst_documents = ["index", "essays/1377-muqaddima", "bibliography"]
