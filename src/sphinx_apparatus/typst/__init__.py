"""The printed edition: ``sphinx-build -b typst`` writes one tagged PDF.

``builder`` assembles and compiles, ``translator`` turns the doctree into Typst source,
``markup`` knows Typst's syntax, ``book.typ`` is the design. Registered by ``setup``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_apparatus.model.version import VERSION
from sphinx_apparatus.typst.builder import TypstBuilder, check_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_LIST = frozenset({list, tuple})
_TEXT = frozenset({str})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``typst`` and its settings; all of them begin with ``typst_``."""
    app.add_builder(TypstBuilder)
    for name, default, types, description in (
        ("documents", [], _LIST, "Docnames in the order of the book; empty: as the contents list."),
        ("target", "edition.pdf", _TEXT, "Name of the PDF in the output folder."),
        ("title", "", _TEXT, "Title of the book; empty: project."),
        ("subtitle", "", _TEXT, "Subtitle on the title page."),
        ("short_title", "", _TEXT, "Title in the running heads; empty: the title."),
        ("author", "", _TEXT, "Author or editors; empty: author."),
        ("version", None, _TEXT, "Edition line of the title page; None: release."),
        ("imprint", [], _LIST, "Lines for the back of the title page, after the title."),
        ("address", "", _TEXT, "Address of the edition; empty: html_baseurl."),
        ("revision", "", _TEXT, "Revision of the sources, printed in the imprint."),
        ("cite", [], _LIST, "Lines that tell how to cite the edition."),
        ("colophon", [], _LIST, "Lines of the last page; none, no such page."),
        ("offprint", False, frozenset({bool}), "Print as an offprint of the first document."),
        ("cited_only", False, frozenset({bool}), "Of the bibliography, only what the book cites."),
        ("keywords", [], _LIST, "Keywords in the PDF's metadata."),
        ("trim", "a5", _TEXT, "Size: a5, trade, a4, letter, large, or one of the template."),
        ("template", "", _TEXT, "A Typst file with a design of its own, beside conf.py."),
        ("template_files", [], _LIST, "Files and folders the template needs beside it."),
        ("settings", {}, frozenset({dict}), "More settings for a template of one's own."),
        ("fonts", ["Libertinus Serif"], _LIST, "Families of the text, the first preferred."),
        ("font_paths", [], _LIST, "Folders with fonts, from the folder of conf.py."),
        ("contents_depth", 2, frozenset({int}), "Levels of headings in the contents."),
        ("index", True, frozenset({bool}), "Print an index of the index entries."),
        ("citation_labels", False, frozenset({bool}), "Print labels in the bibliography."),
        ("pdf_standards", ["ua-1", "a-2a"], _LIST, "Standards that the PDF must meet."),
    ):
        app.add_config_value(f"typst_{name}", default, "", types=types, description=description)
    app.connect("config-inited", check_settings)
    return {"version": VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
