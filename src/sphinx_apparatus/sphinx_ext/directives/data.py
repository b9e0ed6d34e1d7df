"""The page of downloads, and the files that it offers, written with the HTML; links to the book.

A site has them if one of its pages has the directive ``{apparatus:data}``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from sphinx_apparatus.export.publication import DATA, SETTINGS, Publication, of_settings
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, decimal, n_
from sphinx_apparatus.sphinx_ext.config import project_folder
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.domain import DATA_VIEW, ApparatusDomain, apparatus_domain
from sphinx_apparatus.sphinx_ext.node_helpers import Cell, file_link, paragraph, table
from sphinx_apparatus.sphinx_ext.nodes import book_link, listing
from sphinx_apparatus.sphinx_ext.paging import Listing

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_apparatus.export.bundle import Exported

_WITH_FILES = frozenset({"html"})
"""Builders that write the files. Exports link to pages as this builder names them."""


def publication_of_build(domain: ApparatusDomain) -> Publication:
    """Return what exports say of the edition as a whole: settings, and where its pages are."""
    config = domain.env.config
    return of_settings({name: config[name] for name in SETTINGS}, domain.pages_of_records)


class BookDirective(SphinxDirective):
    """``{apparatus:book}``: links to the edition as a PDF and an EPUB."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder; whether there is a book is known when pages are written."""
        return [book_link()]


class DataDirective(ApparatusDirective):
    """``{apparatus:data}``: every file with format, rights, size and checksum."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder of both tables: exports name pages that may not be read yet."""
        # Imported here and below: without this page a site has no use for what writes the files.
        from sphinx_apparatus.export.bundle import CITATION

        self.shows(DATA_VIEW)
        citation = project_folder(Path(self.env.srcdir), self.config) / CITATION
        if citation.is_file():
            self.env.note_dependency(str(citation))
        return [listing(view=DATA_VIEW)]


def _exported(domain: ApparatusDomain) -> list[Exported]:
    """Return the files of a build; they take a fifth of its time, and are made once."""
    if domain.exported is None:
        from sphinx_apparatus.export.bundle import exports

        env = domain.env
        root = project_folder(Path(env.srcdir), env.config)
        domain.exported = exports(domain.edition, publication_of_build(domain), root)
    return domain.exported


class DataListing(Listing["Exported"]):
    """Every exported file."""

    view = DATA_VIEW
    is_searched_apart = False
    is_divided = False

    def rows(self) -> Sequence[Exported]:
        """Return the files; checksums and the zip of all files come last."""
        return _exported(self.domain)

    def heading(self, row: Exported) -> str:
        """Return the name of a file."""
        return row.name

    def shown(self, rows: Sequence[Exported]) -> list[nodes.Node]:
        """Build a line for the zip and both tables."""
        packed = rows[-1]
        line = paragraph(
            [
                file_link(packed.name),
                nodes.Text(f": {packed.title.lower()}, {_size(packed)}."),
            ],
            css.DATA_ALL,
        )
        return [line, _contents(rows[:-1]), _checksums(rows)]


def _contents(files: Sequence[Exported]) -> nodes.table:
    rows: list[list[Cell]] = [
        [[file_link(file.name)], file.title, file.format, file.rights] for file in files
    ]
    return table(
        [_("File"), _("Contents"), _("Format"), _("Rights")], rows, [30, 28, 18, 24], css.DATA
    )


def _checksums(files: Sequence[Exported]) -> nodes.table:
    rows: list[list[Cell]] = []
    for file in files:
        half = len(file.sha256) // 2
        # In two parts: sixty-four characters without a place to break are wider than a column.
        sums: Cell = [
            nodes.literal("", file.sha256[:half]),
            nodes.Text(" "),
            nodes.literal("", file.sha256[half:]),
        ]
        rows.append([file.name, _size(file), sums])
    return table([_("File"), _("Size"), "SHA-256"], rows, [34, 12, 54], css.DATA_SUMS)


def _size(file: Exported) -> str:
    size = len(file.content)
    if size < 10_000:
        return n_("{count} byte", "{count} bytes", size)
    return _("{size} kB", size=decimal(round(size / 1000)))


class LinkFiles(SphinxPostTransform):
    """Link the names of files where the files are beside the page.

    Before: ``inline(file=…)``. After: ``reference``, or the name alone where there is no address.
    """

    # After lists are filled, which is registered before, and before texts are (1).
    default_priority = 0

    def run(self, **kwargs: object) -> None:
        """Link every name."""
        domain = apparatus_domain(self.env)
        publication = publication_of_build(domain)
        for made in list(self.document.findall(nodes.inline)):
            name = made.get("file")
            if name is None or css.DATA_FILE not in made["classes"]:
                continue
            if domain.builder in _WITH_FILES:
                address = relative_uri(f"{self.env.docname}.html", f"{DATA}/{name}")
            elif publication.base:
                address = publication.file(name)
            else:
                continue
            link = nodes.reference("", "", refuri=address, internal=False)
            link += nodes.literal("", name)
            made.replace_self(link)


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files into the site, those that have changed."""
    if exception is not None or app.builder.name not in _WITH_FILES:
        return
    domain = apparatus_domain(app.env)
    if domain.offers_data:
        from sphinx_apparatus.export.bundle import write

        write(_exported(domain), Path(app.outdir, DATA))


def setup(app: Sphinx) -> None:
    """Register the links and the writing of files."""
    app.add_post_transform(LinkFiles)
    app.connect("build-finished", write_files)
