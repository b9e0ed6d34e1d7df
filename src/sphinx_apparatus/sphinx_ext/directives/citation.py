"""``{apparatus:citation}``: how to cite the edition."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.sources.citation_forms import Volume, edition_forms
from sphinx_apparatus.sphinx_ext.config import cited_address
from sphinx_apparatus.sphinx_ext.node_helpers import paragraph


class CitationDirective(SphinxDirective):
    """``{apparatus:citation} <title>``: the forms by which the edition is cited."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"year": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        """Build a list of them; an address stands in them once there is one."""
        about = volume(self.config)
        made = nodes.definition_list(classes=[css.FORMS])
        for name, form in edition_forms(about, self.arguments[0], self.options["year"]).items():
            # Plain words, not a line of code that is cut at the edge of a printed page.
            words: nodes.Element = paragraph(form)
            if name in ("BibTeX", "CSL-JSON"):
                words = nodes.literal_block(form, form, language="none")
            item = nodes.definition_list_item("", nodes.term("", name), nodes.definition("", words))
            made += item
        return [made]


def volume(config: Config, page: str = "") -> Volume:
    """Return what citations name of the edition, and of a page of it.

    :param page: its address, from the first page of the site.
    """
    author = _("{editors} of {title}", editors=config.author, title=config.project)
    return Volume(config.project, author, config.release, cited_address(config) + page)
