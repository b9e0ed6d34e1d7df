"""Base of the directives that show records."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, apparatus_domain
from sphinx_apparatus.sphinx_ext.myst import Markup
from sphinx_apparatus.sphinx_ext.node_helpers import link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.addnodes import pending_xref

    from sphinx_apparatus.edition.edition import Edition


T = TypeVar("T")


class ApparatusDirective(SphinxDirective):
    """A directive that shows records."""

    has_content = False

    @property
    def domain(self) -> ApparatusDomain:
        """The domain, with the records."""
        domain = apparatus_domain(self.env)
        return domain

    @property
    def edition(self) -> Edition:
        """The records."""
        return self.domain.edition

    def shows(self, view: str) -> None:
        """Record what this page depends on, so that it is read again after a change."""
        self.domain.note_view(self.env.docname, view)

    def found(self, what: str, id: str, known: Mapping[str, T]) -> T:
        """Return a record.

        :raises DirectiveError: there is none of this id.
        """
        if id not in known:
            raise self.error(f"there is no {what} ‘{id}’; there are {', '.join(known)}")
        return known[id]

    def needs_verdicts(self) -> None:
        """Raise an error in an edition without verdicts: what counts them has no place there."""
        if not self.edition.scheme.verdicts:
            raise self.error(
                "the edition gives no verdicts (scheme.yml): delete this directive, and the page "
                "if it shows nothing else"
            )

    def target(self, node: nodes.Element, id: str) -> None:
        """Set an id of a node that links on the page can lead to."""
        node["ids"] = [id]
        self.state.document.ids[id] = node

    def words(self, markdown: str, path: str, line: int) -> list[nodes.Node]:
        """Return the inline nodes that a paragraph of MyST makes, citations among them."""
        made = nodes.container()
        Markup(self.state.document).render(markdown, made, path, line)
        return [node for part in made.children for node in part.children]

    def citation(self, keys: Iterable[str], path: str, line: int) -> list[nodes.Node]:
        """Return a space and the citation of sources, to stand behind other nodes.

        It is rendered apart from the words before it, whose markup can take nothing of it.
        """
        return [nodes.Text(" "), *self.words(f"{{cite:p}}`{','.join(keys)}`", path, line)]

    def note_link(self, note: Note, text: str = "") -> pending_xref:
        """Build a link to a note: 2019 n. 12, or other words."""
        words = text or self.edition.note_label(note)
        return link("note", note.full_id, words, self.env.docname)


def separated(items: list[nodes.Node], by: str) -> list[nodes.Node]:
    """Return nodes with words between them."""
    joined: list[nodes.Node] = []
    for item in items:
        if joined:
            joined.append(nodes.Text(by))
        joined.append(item)
    return joined
