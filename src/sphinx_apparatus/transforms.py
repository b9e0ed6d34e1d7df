"""What is left to do when pages are written: one of both texts, and ids of a shared file."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_apparatus.domain import SHARE_A_FILE, ApparatusDomain
from sphinx_apparatus.nodes import essay, piece

_CAN_SWITCH = frozenset({"html", "dirhtml", "singlehtml"})
"""Builders whose pages can switch from one text to the other."""


class ChooseText(SphinxPostTransform):
    """Leave only the text that is shown, where a page cannot switch.

    Before: ``piece(view=base) piece(view=reading)``. After: one of them.
    """

    # Before references are resolved (10): what is dropped need not be resolved.
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Drop the pieces of the other text."""
        domain = self.env.domains["apparatus"]
        assert isinstance(domain, ApparatusDomain)
        if domain.builder in _CAN_SWITCH:
            return
        for text in list(self.document.findall(essay)):
            for part in list(text.findall(piece)):
                if part["view"] not in ("both", text["view"]):
                    part.parent.remove(part)


class PrefixIds(SphinxPostTransform):
    """Tell the ids of one essay from those of another where they share a file.

    Before: ``p14``, ``note-iso``. After: ``e2019-leigh-p14``, ``e2019-leigh-note-iso``.
    """

    # After references are resolved: those between pages carry the prefix already.
    default_priority = 20
    builders = SHARE_A_FILE

    def run(self, **kwargs: object) -> None:
        """Prefix ids and what refers to them inside the essay."""
        for text in self.document.findall(essay):
            prefix = f"e{text['essay']}-"
            own = {id for node in text.findall(nodes.Element) for id in node["ids"]}
            for node in text.findall(nodes.Element):
                node["ids"] = [prefix + id for id in node["ids"]]
                if node.get("backrefs"):
                    node["backrefs"] = [prefix + id for id in node["backrefs"]]
                if node.get("refid") in own:
                    node["refid"] = prefix + node["refid"]


class MendSingleFileLinks(SphinxPostTransform):
    """Cut links to ``#document-bibliography#source-…`` down to their last part in ``singlehtml``.

    A regression of Sphinx 8.2 (its issue 14221): no browser finds such an address.
    It concerns every link from one document to a place in another, so this mends them all.
    """

    default_priority = 900
    """After everything that makes links."""
    builders = ("singlehtml",)

    def run(self, **kwargs: object) -> None:
        """Mend the links of the one page."""
        for link in self.document.findall(nodes.reference):
            address = link.get("refuri", "")
            if address.startswith("#document-") and address.count("#") > 1:
                link["refuri"] = "#" + address.rpartition("#")[2]
