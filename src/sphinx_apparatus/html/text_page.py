"""The page of a text in HTML: its head, what stands above the text, text and notes.

The text begins on the first screen. Its own head, with its marks, is the title of the page, which
stands once; what the page says of the text is folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_apparatus.html.contributing import offers_notes
from sphinx_apparatus.html.essay_header import counts, overview, strip
from sphinx_apparatus.html.translator import closing, skip
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES, SITES
from sphinx_apparatus.sphinx_ext.directives.citation import volume
from sphinx_apparatus.sphinx_ext.directives.witnesses import page_name
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, apparatus_domain
from sphinx_apparatus.sphinx_ext.node_helpers import paragraph, plain_words
from sphinx_apparatus.sphinx_ext.nodes import (
    essay,
    fold,
    fold_head,
    furniture,
    page_title,
    silent_title,
    text_body,
    text_controls,
    text_counts,
    text_front,
    text_notes,
    text_strip,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_apparatus.model.essays import Block, Essay
    from sphinx_apparatus.model.records import WitnessDescription

TEXT_ID = "the-text"
"""Where the link past everything above a text leads to."""
_LONG = 7
"""Words from which on what a witness lacks is named by its first and last."""
_NO_LETTER = re.compile(r"\W+")


class ArrangeTexts(SphinxPostTransform):
    """Put what a page says of a text between the text's own head and its passages.

    Before: ``section(title, brief, headnote …, essay(head, passages, notes))``. After:
    ``section(silent_title, essay(page_title, head, text_front(brief, …), text_body, notes))``.
    Where a section has several texts, or other pages stand in it, what is around them stays.
    """

    # After briefs are inserted (2).
    default_priority = 3

    def run(self, **kwargs: object) -> None:
        """Arrange every text of a page of a site."""
        domain = apparatus_domain(self.env)
        if domain.builder not in SITES:
            return
        for text in list(self.document.findall(essay)):
            self._arrange(text, domain.edition.essay_by_id[text["essay"]])

    def _arrange(self, text: essay, record: Essay) -> None:
        domain = apparatus_domain(self.env)
        children = list(text.children)
        text.clear()
        head, body, rest = _parts(children)
        front = text_front(classes=[css.FRONT])
        above = _above(text, self.config.apparatus_site)
        # Found by the search of the texts; the theme's index has what is said of a text.
        text["classes"].remove("no-search")
        is_site = self.config.apparatus_site
        if is_site and above is not None and isinstance(text.parent[0], nodes.title):
            for index, block in enumerate(head):
                if _has_title(block, record.head.title):
                    text.parent[0] = silent_title("", text.parent[0])
                    head[index] = _titled(block)
                    break
        briefs = [node for node in above or () if _is(node, css.BRIEF) or _is(node, css.NOTICE)]
        headnote = [node for node in above or () if node not in briefs]
        front += briefs
        about = fold("", fold_head("", _("About this text")), classes=[css.ABOUT])
        about += headnote
        about += text_counts(essay=record.id)
        if headnote or record.active_notes:
            front += about
        headings = [block for block in record.blocks if "level" in block.attributes]
        if len(headings) > 1:
            contents = fold("", fold_head("", _("Contents")), classes=[css.ABOUT])
            contents += nodes.bullet_list("", *map(_heading_item, headings))
            front += contents
        front += text_controls(essay=record.id, view=text["view"])
        if domain.builder in HAVE_PAGES and (shown := domain.witnesses_shown(record)):
            front += _extant(domain, text["docname"], record, shown)
            body = list(_with_gaps(domain, record, body))
        main = text_body("", *map(_set_apart, _with_margins(body)), ids=[TEXT_ID])
        main["classes"] = [css.PASSAGES, "no-search"]
        rest = [
            text_notes("", *node.children, classes=list(node["classes"]))
            if isinstance(node, nodes.container) and _is(node, css.NOTES)
            else node
            for node in rest
        ]
        for node in (*head, *rest):
            if isinstance(node, nodes.Element):
                node["classes"].append("no-search")
        text += [*_with_margins(head), front, main, text_strip(essay=record.id), *rest]


def _parts(
    children: list[nodes.Node],
) -> tuple[list[nodes.Node], list[nodes.Node], list[nodes.Node]]:
    """Return the head of a text, its passages and its notes."""
    head = css.block(BlockKind.HEAD)
    start = next(
        (
            i
            for i, node in enumerate(children)
            if not any(_is(node, name) for name in (head, css.CROSSREF, css.READINGS))
        ),
        len(children),
    )
    end = next((i for i, node in enumerate(children) if _is(node, css.NOTES)), len(children))
    return children[:start], children[start:end], children[end:]


def _with_margins(blocks: list[nodes.Node]) -> list[nodes.Node]:
    """Return blocks with a place for the lines of its notes behind each that has any.

    A script fills it. It stands in the page from the beginning: what is put between the passages of
    a page that is drawn has every one of them styled anew, since a rule like ``legend + *`` in the
    theme might now hold.
    """
    placed: list[nodes.Node] = []
    has_marks = False
    for block, after in zip_longest(blocks, blocks[1:]):
        placed.append(block)
        has_marks |= any(True for _ in block.findall(nodes.footnote_reference))
        is_between = after and (_is(after, css.CROSSREF) or _is(after, css.READINGS))
        if has_marks and not is_between:
            placed.append(nodes.raw("", f'<ul class="{css.MARGIN}"></ul>\n', format="html"))
            has_marks = False
    return placed


def _extant(
    domain: ApparatusDomain, docname: str, record: Essay, shown: list[WitnessDescription]
) -> nodes.paragraph:
    """Return the line that names the witnesses of a text that are there whole, with their pages."""
    base = record.head.base
    sigla: list[nodes.Node] = [
        nodes.Text(f"{_('Witnesses:')} {_('{siglum} (base text)', siglum=base)}")
    ]
    for each in shown:
        uri = domain.relative_uri(docname, page_name(domain, docname, record, each.siglum))
        link = nodes.reference("", each.siglum, refuri=uri, internal=True, reftitle=each.title)
        sigla += [nodes.Text(" · "), link]
    return paragraph(sigla, css.EXTANT, "no-search")


def _with_gaps(
    domain: ApparatusDomain, record: Essay, nodes_: list[nodes.Node]
) -> Iterator[nodes.Node]:
    """Yield blocks, each with the line that says which witnesses do not have its words."""
    by_block: dict[str, list[nodes.Node]] = {}
    for (index, start, end), sigla in domain.edition.lacking(record).items():
        block = record.blocks[index]
        words = block.text[start:end].split()
        if len(words) > _LONG:
            words = [*words[:3], "…", *words[-2:]]
        names = " ".join(sigla)
        said = _("Not in {sigla}: {words}", sigla=names, words=" ".join(words))
        if end - start >= len(block.text):
            said = _("Not in {sigla}.", sigla=names)
        there = by_block.setdefault(f"{record.id}/{block.id}", [])
        there.append(plain_words(said, css.LACKS, "no-search"))
    for node in nodes_:
        yield node
        if isinstance(node, nodes.Element):
            yield from by_block.get(node.get("apparatus_block", ""), ())


def _heading_item(block: Block) -> nodes.list_item:
    """Return the line of a heading in the contents of a text."""
    link = nodes.reference("", block.text, refid=block.id, internal=True)
    level = css.level(int(block.attributes["level"]))
    return nodes.list_item("", nodes.paragraph("", "", link), classes=[level])


def _is(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Element) and name in node["classes"]


def _above(text: essay, is_site: bool) -> list[nodes.Node] | None:
    """Take what stands between the title of a section and its only text; None for several.

    :param is_site: whether the page is the edition's; else only what argues the text is taken.
    """
    section = text.parent
    if not is_site:
        place = section.index(text)
        if not place or not _is(section[place - 1], css.BRIEF):
            return []
        return [section.pop(place - 1)]
    if [child for child in section if isinstance(child, essay)] != [text]:
        return None
    start = 1 if isinstance(section[0], nodes.title) else 0
    end = section.index(text)
    taken = section.children[start:end]
    del section[start:end]
    return taken


def _has_title(block: nodes.Node, title: str) -> bool:
    """Return whether a block of the head has the title, and not much else."""
    words, sought = (
        _NO_LETTER.sub(" ", each).casefold().strip() for each in (_words(block), title)
    )
    return isinstance(block, nodes.paragraph) and sought in words and len(words) < 2 * len(sought)


def _words(block: nodes.Node) -> str:
    """Return the words of a block without marks."""
    return "".join(
        node.astext()
        for node in block.findall(nodes.Text)
        if not isinstance(node.parent, nodes.footnote_reference)
    )


def _titled(block: nodes.Node) -> page_title:
    assert isinstance(block, nodes.paragraph)
    return page_title(block.rawsource, "", *block.children, **block.attributes)


def _set_apart(node: nodes.Node) -> nodes.Node:
    """Put a block of furniture into a box that says what it is."""
    return furniture("", node) if _is(node, css.block(BlockKind.FURNITURE)) else node


# -- visitors -------------------------------------------------------------------------------------


def visit_page_title(self: HTML5Translator, node: page_title) -> None:
    """Open the title of the page, a block of the text."""
    self.body.append(self.starttag(node, f"h{_level(self)}", ""))


def depart_page_title(self: HTML5Translator, node: page_title) -> None:
    """Close it."""
    self.body.append(f"</h{_level(self)}>\n")


def _level(self: HTML5Translator) -> int:
    return min(max(self.section_level + self.initial_header_level - 1, 1), 6)


def visit_text_front(self: HTML5Translator, node: text_front) -> None:
    """Open what the edition says above a text, in its own language."""
    own = self.config.language or ""
    attributes: dict[str, Any] = {} if own == node.parent.get("lang") else {"lang": own}
    self.body.append(self.starttag(node, "div", **attributes))


def visit_text_controls(self: HTML5Translator, node: text_controls) -> None:
    """Write the row of controls."""
    edition = apparatus_domain(self.builder.env).edition
    page = self.docnames[0]
    offers = offers_notes(self.builder.env)
    about = volume(self.config, self.builder.get_target_uri(page))
    text = edition.essay_by_id[node["essay"]]
    self.body.append(
        overview(edition, text, node["view"], _prefix(self, node), about, page, offers)
    )
    raise nodes.SkipNode


def visit_text_counts(self: HTML5Translator, node: text_counts) -> None:
    """Write how many notes a text has."""
    edition = apparatus_domain(self.builder.env).edition
    self.body.append(counts(edition, edition.essay_by_id[node["essay"]]))
    raise nodes.SkipNode


def visit_text_strip(self: HTML5Translator, node: text_strip) -> None:
    """Write the strip of signs."""
    text = apparatus_domain(self.builder.env).edition.essay_by_id[node["essay"]]
    self.body.append(strip(text, _prefix(self, node)))
    raise nodes.SkipNode


def _prefix(self: HTML5Translator, node: nodes.Element) -> str:
    return f"e{node['essay']}-" if self.builder.name == "singlehtml" else ""


def visit_text_body(self: HTML5Translator, node: text_body) -> None:
    """Open the passages of a text, with a heading for those who hear the page."""
    id = node["ids"][0]
    self.body.append(
        f'<section class="{" ".join(node["classes"])}" aria-labelledby="{id}">'
        f'<h{_level(self) + 1} class="{css.AWAY}" id="{id}" tabindex="-1">{_("The text")}</h'
        f"{_level(self) + 1}>\n"
    )


def visit_text_notes(self: HTML5Translator, node: text_notes) -> None:
    """Open the notes of a text, which have headings of their own."""
    attributes: dict[str, Any] = {"aria-label": _("Notes")}
    self.body.append(self.starttag(node, "section", **attributes))


def visit_furniture(self: HTML5Translator, node: furniture) -> None:
    """Open words that belong to the page on which a text appeared."""
    name = _("From the original page, not part of the essay")
    self.body.append(f'<aside role="note" aria-label="{name}">')


_WITHOUT_CONTENTS = ("html_theme.sidebar_secondary.remove", "hide-toc")
"""What pages of the themes pydata and furo say to have no contents beside them."""


def add_skip_link(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Pass to templates where the text of a page begins, if it has one."""
    # One page for everything has several; the templates of other builders are their own.
    alone = app.builder.name in SITES - {"singlehtml"}
    alone = alone and len(apparatus_domain(app.env).texts_on(pagename)) == 1
    context["apparatus_text"] = TEXT_ID if alone else ""
    if alone and not app.config.apparatus_site:
        # The margin has the place that the contents of the page have in some themes.
        context["meta"] = dict.fromkeys(_WITHOUT_CONTENTS, "") | (context.get("meta") or {})


def setup(app: Sphinx) -> None:
    """Register the arrangement of texts."""
    # The title stands in the text; the theme's search reads it here.
    app.add_node(silent_title, html=(skip, None))
    app.add_node(page_title, html=(visit_page_title, depart_page_title))
    app.add_node(text_front, html=(visit_text_front, closing("</div>\n")))
    app.add_node(text_controls, html=(visit_text_controls, None))
    app.add_node(text_counts, html=(visit_text_counts, None))
    app.add_node(text_strip, html=(visit_text_strip, None))
    app.add_node(text_body, html=(visit_text_body, closing("</section>\n")))
    app.add_node(text_notes, html=(visit_text_notes, closing("</section>\n")))
    app.add_node(furniture, html=(visit_furniture, closing("</aside>\n")))
    app.add_post_transform(ArrangeTexts)
    app.connect("html-page-context", add_skip_link)
