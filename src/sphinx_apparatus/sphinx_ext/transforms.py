"""Transforms at the time of writing: texts, the text that is shown, ids of shared files."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import LoggingReporter

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.sphinx_ext.builders import SHARE_A_FILE, SITES
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, apparatus_domain, is_own_page
from sphinx_apparatus.sphinx_ext.node_helpers import plain_words
from sphinx_apparatus.sphinx_ext.nodes import essay, picture, piece, robust_link
from sphinx_apparatus.sphinx_ext.record_nodes import RecordNodes

_CAN_DRAW = SITES | {"typst"}
"""Builders whose writers take a picture as it is.

Not EPUB: its package must declare every page that holds SVG, and Sphinx's builder cannot.
"""


class FillTexts(SphinxPostTransform):
    """Insert the words and notes of each text.

    Before: ``essay(essay=2019-leigh)``. After: the same node, with its blocks and notes.
    """

    # Before every other, but those that have nothing to do in a text: they are to find the page
    # whole.
    default_priority = 1

    def run(self, **kwargs: object) -> None:
        """Fill every text of the document."""
        domain = apparatus_domain(self.env)
        current = self.env.current_document
        page = current.docname
        for text in list(self.document.findall(essay)):
            # Where texts share a file, roles still have to know on which page each stands.
            current.docname = text["docname"]
            self._fill(domain, text)
            for mark in text.findall(nodes.footnote_reference):
                # The LaTeX writer distinguishes the footnotes of pages by it.
                mark["docname"] = text["docname"]
        current.docname = page

    def _fill(self, domain: ApparatusDomain, text: essay) -> None:
        """Fill a text in a document of its own, which is dropped with the nodes of the text."""
        source = self.document["source"]
        document = nodes.document(self.document.settings, LoggingReporter(source), source=source)
        # Ids that are counted go on where those of the page end.
        document.id_counter = self.document.id_counter
        made = text.copy()
        document += made
        RecordNodes(domain, document, text["docname"]).fill(made)
        text.clear()
        text += made.children


class ShowBriefs(SphinxPostTransform):
    """Insert what a text argues, in a few words, under the title of its page.

    Before: ``section(title, …, essay)``. After: ``section(title, paragraph, …, essay)``.
    """

    # After texts are filled (1): no heading of theirs is taken for that of the page.
    default_priority = 2

    def run(self, **kwargs: object) -> None:
        """Insert the brief of every text; before a text that has its section not to itself."""
        domain = apparatus_domain(self.env)
        for text in list(self.document.findall(essay)):
            brief = domain.edition.essay_by_id[text["essay"]].head.brief
            if not brief:
                continue
            made = plain_words(brief, css.BRIEF)
            section = text.parent
            alone = [child for child in section if isinstance(child, essay)] == [text]
            if self.config.apparatus_site and alone and isinstance(section[0], nodes.title):
                section.insert(1, made)
            else:
                section.insert(section.index(text), made)


class ChooseText(SphinxPostTransform):
    """Remove the other text, where a page cannot switch.

    Before: ``piece(view=base) piece(view=reading)``. After: one of them.
    """

    # Before references are resolved (10): what is dropped need not be resolved.
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Drop the pieces of the other text."""
        domain = apparatus_domain(self.env)
        # Their pages can switch from one text to the other.
        if domain.builder in SITES:
            return
        for text in list(self.document.findall(essay)):
            for part in list(text.findall(piece)):
                if part["view"] not in ("both", text["view"]):
                    part.parent.remove(part)


class DescribePictures(SphinxPostTransform):
    """Replace pictures by words, for writers that cannot draw them.

    Before: ``picture(svg, alt)``. After: ``paragraph``: Picture: …
    The same writers cannot hide words that are meant for listening; these are removed.
    """

    # As early as the choice of text: nothing here is to be resolved.
    default_priority = 6

    def run(self, **kwargs: object) -> None:
        """Replace every picture."""
        domain = apparatus_domain(self.env)
        if domain.builder in _CAN_DRAW:
            return
        for drawn in list(self.document.findall(picture)):
            words = nodes.paragraph(
                "", _("Picture: {words}", words=drawn["alt"]), classes=drawn["classes"]
            )
            drawn.replace_self(words)
        for spoken in list(self.document.findall(nodes.inline)):
            if css.SPOKEN in spoken["classes"]:
                spoken.parent.remove(spoken)


class LinkArchivedCopies(SphinxPostTransform):
    """Say of each link to a page of which an archived copy is known where that is.

    Before: ``reference(refuri)``. After: ``robust_link(refuri, robust)``.
    Source: Robust Links, https://robustlinks.mementoweb.org/spec/.
    """

    # After texts and lists are filled.
    default_priority = 7
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace the links."""
        if not is_own_page(self.app, self.env.current_document.docname):
            return
        copies = apparatus_domain(self.env).edition.archived_copies
        if not copies:
            return
        originals = {copy.address: address for address, copy in copies.items()}
        for link in list(self.document.findall(nodes.reference)):
            address = link.get("refuri", "")
            if copy := copies.get(address):
                robust = {"data-originalurl": address, "data-versionurl": copy.address}
            elif address in originals:
                copy, robust = copies[originals[address]], {"data-originalurl": originals[address]}
            else:
                continue
            if copy.day:
                robust["data-versiondate"] = copy.day.isoformat()
            made = robust_link("", "", *link.children, **link.attributes, robust=robust)
            link.replace_self(made)


class PrefixIds(SphinxPostTransform):
    """Prefix the ids of each essay where several share a file.

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


class DistinguishPages(SphinxPostTransform):
    """Rename ids that several pages have, where ``singlehtml`` puts them into one file.

    Docutils makes ids of headings, unique on their page alone.
    Before: ``rights`` on two pages. After: ``rights``, and ``about-rights`` on the later page.
    """

    # After links between pages are made, which still name their page; before they lose it.
    default_priority = 890
    builders = ("singlehtml",)

    def run(self, **kwargs: object) -> None:
        """Rename ids that are taken, and what refers to them."""
        taken: set[str] = set()
        renamed: dict[tuple[str, str], str] = {}
        pages: list[tuple[str, nodes.Element]] = []
        stack: list[tuple[str, nodes.Node]] = [(self.env.config.root_doc, self.document)]
        while stack:
            docname, node = stack.pop()
            if isinstance(node, addnodes.start_of_file):
                docname = node["docname"]
            if isinstance(node, nodes.Element):
                pages.append((docname, node))
                stack += [(docname, child) for child in reversed(node.children)]
        for docname, node in pages:
            for id in node["ids"]:
                if id in taken:
                    renamed[docname, id] = f"{nodes.make_id(docname)}-{id}"
                taken.add(renamed.get((docname, id), id))
        for docname, node in pages:
            for name in ("ids", "backrefs"):
                if node.get(name):
                    node[name] = [renamed.get((docname, id), id) for id in node[name]]
            if (docname, node.get("refid")) in renamed:
                node["refid"] = renamed[docname, node["refid"]]
            page, _, id = node.get("refuri", "").removeprefix("#document-").partition("#")
            if (page, id) in renamed:
                node["refuri"] = f"#document-{page}#{renamed[page, id]}"


class ShortenSingleFileLinks(SphinxPostTransform):
    """Reduce links ``#document-bibliography#source-…`` to their last part in ``singlehtml``.

    A regression of Sphinx 8.2 (its issue 14221): no browser finds such an address.
    It concerns every link from one document to a place in another, so this shortens them all.
    """

    default_priority = 900
    """After everything that makes links."""
    builders = ("singlehtml",)

    def run(self, **kwargs: object) -> None:
        """Shorten the links of the one page."""
        for link in self.document.findall(nodes.reference):
            address = link.get("refuri", "")
            if address.startswith("#document-") and address.count("#") > 1:
                link["refuri"] = "#" + address.rpartition("#")[2]


class DropInnerAddresses(SphinxPostTransform):
    """Replace links within the edition by their words in manual pages, which have no links.

    The writer would print ``2026 ¶16 <#p16>``.
    """

    default_priority = 900
    """After everything that makes links."""
    builders = ("man",)

    def run(self, **kwargs: object) -> None:
        """Replace links to ids by their words."""
        for link in list(self.document.findall(nodes.reference)):
            if "refid" in link or link.get("refuri", "").startswith("#"):
                link.replace_self(link.children)
