"""A project with a bibliography, and a domain that stands in for the edition's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from sphinx_apparatus.model.records import Outlet
from sphinx_apparatus.sources.labels import CitingNote
from sphinx_apparatus.sphinx_ext.transforms import ShortenSingleFileLinks

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Sources"
version = "1"
copyright = "nobody"
extensions = ["myst_parser", "sphinx_apparatus.sphinx_ext.citations"]
bibtex_bibfiles = ["references.bib"]
html_theme = "basic"
exclude_patterns = ["_build"]


class StandIn(Domain):
    """Knows three notes, all on the page ``essay``."""

    name = "apparatus"
    label = "Edition"
    roles: ClassVar[dict[str, XRefRole]] = {"note": XRefRole()}
    is_reading = True
    is_idle = False
    notes = (
        ("dean2019enemy", CitingNote("2026", "1", "2026-b/one", "context")),
        ("fuller2019terms", CitingNote("2026", "12", "2026-b/twelve", "fact-check")),
        ("fuller2019terms", CitingNote("2019", "b", "2019-a/bee", "textual")),
        ("fuller2019terms", CitingNote("2019", "10", "2019-a/ten", "context")),
        ("fuller2019terms", CitingNote("2019", "9", "2019-a/nine", "fact-check")),
    )

    def citing_notes(self) -> dict[str, list[CitingNote]]:
        """Return the notes by source."""
        found: dict[str, list[CitingNote]] = {}
        for key, note in self.notes:
            found.setdefault(key, []).append(note)
        return found

    def outlets(self) -> dict[str, list[Outlet]]:
        """Return the publishers with a label: none."""
        return {}

    def lists(self, outlet: Outlet) -> bool:
        """Return whether a page lists a publisher."""
        return False

    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):  # type: ignore[no-untyped-def]
        """Every note stands under its own id."""
        name = "note-" + target.rpartition("/")[2]
        return make_refnode(builder, fromdocname, "essay", name, contnode, target)

    def resolve_any_xref(self, *_: Any) -> list[Any]:
        """Leave ``{any}`` to others."""
        return []

    def merge_domaindata(self, docnames: Any, otherdata: Any) -> None:
        """Nothing is read from documents."""


def give_ids(app: Sphinx, doctree: nodes.document) -> None:
    """Add the ids of its notes to the paragraphs of the essay."""
    if app.env.current_document.docname == "essay":
        names = ("note-nine", "note-ten", "note-bee", "note-twelve", "note-one")
        for paragraph, name in zip(doctree.findall(nodes.paragraph), names, strict=False):
            paragraph["ids"].append(name)


def setup(app: Sphinx) -> None:
    """Add the stand-in, and what the engine mends in one file."""
    app.add_domain(StandIn)
    app.add_post_transform(ShortenSingleFileLinks)
    app.connect("doctree-read", give_ids)
