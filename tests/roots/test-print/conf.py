import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Two Harbors"
author = "The editors"
release = "0.3"
copyright = "The editors"
language = "en"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_apparatus.typst", "sample"]
myst_enable_extensions = ["attrs_inline", "deflist", "colon_fence", "dollarmath"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "alpha"
exclude_patterns = ["gadget.md"]
typst_subtitle = "A Book for Tests"
typst_documents = ["introduction", "1901", "1908", "themes", "theme-tide", "everything", "sources"]
typst_imprint = ["Printed by no one.", "https://example.org/two-harbors"]
