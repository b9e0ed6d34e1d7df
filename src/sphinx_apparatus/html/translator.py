"""HTML visitors of the engine's nodes; its templates, styles and scripts.

Everything is readable without scripts: what they add (margin lines, switches, previews)
they make from what stands in the page. What a note says is built in
:mod:`sphinx_apparatus.sphinx_ext.record_nodes`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.writers.html5 import HTML5Translator

from sphinx_apparatus.figures.svg import HREF
from sphinx_apparatus.html.contributing import offers_notes
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, current_language, messages_of_scripts, translate
from sphinx_apparatus.model.characters import allowed_characters
from sphinx_apparatus.model.languages import direction, is_right_to_left
from sphinx_apparatus.model.vocabulary import STANDARD
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES, SITES
from sphinx_apparatus.sphinx_ext.config import wants
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain, is_own_page
from sphinx_apparatus.sphinx_ext.node_helpers import detach
from sphinx_apparatus.sphinx_ext.nodes import (
    author_call,
    author_note,
    cited_words,
    essay,
    fold,
    fold_head,
    milestone,
    pair,
    pair_side,
    passage_number,
    picture,
    piece,
    quoted_words,
    robust_link,
    span_start,
    speech,
    verse,
    verse_line,
)
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

TEMPLATES = Path(__file__).parent / "templates"
# Not below the others: there, “pydata_sphinx_theme/layout.html” would be found for the theme’s own.
_OF_THEMES = TEMPLATES.with_name("theme_templates")
_FAMILIES = {
    "pydata_sphinx_theme": ("pydata_sphinx_theme",),
    "sphinx_book_theme": ("sphinx_book_theme", "pydata_sphinx_theme"),
}
"""Folders of templates for a theme and the one that it derives from."""


Visitor = Callable[[HTML5Translator, Any], None]


def closing(words: str) -> Visitor:
    """Return what writes the end of a node, which is always the same."""

    def depart(self: HTML5Translator, _: nodes.Element) -> None:
        self.body.append(words)

    return depart


def as_element(name: str, after: str = "\n", **attributes: Any) -> tuple[Visitor, Visitor]:
    """Return what writes a node as an element, with white space after its tag."""

    def visit(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, name, after, **attributes))

    return visit, closing(f"</{name}>\n")


def visit_essay(self: HTML5Translator, node: essay) -> None:
    """Open the text, with the view that is shown first."""
    attributes = {"data-essay": node["essay"], "data-text-view": node["view"], "lang": node["lang"]}
    if not self.config.apparatus_site:
        # What the style is for, and nothing else of the page.
        self.body.append(f'<div class="{css.GUEST}">\n')
    self.body.append(self.starttag(node, "div", **attributes))


def depart_essay(self: HTML5Translator, node: essay) -> None:
    """Close the text."""
    self.body.append("</div>\n" if self.config.apparatus_site else "</div>\n</div>\n")


def visit_own_container(self: HTML5Translator, node: nodes.container) -> None:
    """Open a box; one of the engine without the class that themes lay out as a column."""
    if any(name.startswith(css.PREFIX) for name in node["classes"]):
        self.body.append(self.starttag(node, "div"))
        node.html5tagname = "div"  # type: ignore[attr-defined]  # docutils ends it by this
    else:
        HTML5Translator.visit_container(self, node)


def visit_piece(self: HTML5Translator, node: piece) -> None:
    """Open words, naming the notes on them."""
    attributes: dict[str, Any] = {}
    if node["notes"]:
        attributes["data-notes"] = " ".join(node["notes"])
    if node.get("entries"):
        attributes["data-entries"] = " ".join(node["entries"])
    self.body.append(self.starttag(node, _element(node), "", **attributes))


def depart_piece(self: HTML5Translator, node: piece) -> None:
    """Close words."""
    self.body.append(f"</{_element(node)}>")


def _element(node: piece) -> str:
    """Return the HTML element of a piece: ``del`` and ``ins`` for words removed and added."""
    if not node["emendation"]:
        return "span"
    return "del" if node["view"] == "base" else "ins"


def visit_picture(self: HTML5Translator, node: picture) -> None:
    """Write a picture into the page: no file, no request, and it takes the page's color."""
    links = [child for child in node.children if isinstance(child, nodes.Element)]

    def address(found: re.Match[str]) -> str:
        link = links[int(found[1])]
        to = link.get("refuri") or ("#" + link["refid"] if link.get("refid") else "")
        # What was not found has been reported, and is no link.
        return f'href="{escape(to)}"' if to else ""

    self.body.append(self.starttag(node, "div", "", CLASS=css.PICTURE))
    svg = re.sub(f'href="{HREF}([0-9]+)"', address, node["svg"])
    if node.get("style"):
        svg = svg.replace("</svg>", f"<style>{node['style']}</style></svg>")
    self.body.append(svg)
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_quoted_words(self: HTML5Translator, node: quoted_words) -> None:
    """Open words of a source, which may be in another language and of another direction."""
    foreign = {"lang": node["lang"], "dir": direction(node["lang"])} if node["lang"] else {}
    self.body.append(self.starttag(node, "p", "", **foreign))


def visit_verse_line(self: HTML5Translator, node: verse_line) -> None:
    """Open a line; its number is drawn by the style, so that nobody copies it with the words."""
    places = {"--step": node["step"], "--joins": len(node["joins"])}
    style = ";".join(f"{name}:{value}" for name, value in places.items() if value)
    attributes: dict[str, Any] = {"style": style} if style else {}
    self.body.append(self.starttag(node, "span", "", **attributes))
    if node["shown"] and node["ids"]:
        self.body.append(
            f'<a class="{css.LINE_NUMBER}" href="#{node["ids"][0]}" '
            f'aria-label="{escape(node["cited"])}" data-n="{escape(node["number"])}"></a>'
        )


def depart_verse_line(self: HTML5Translator, node: verse_line) -> None:
    """Close it; the break is for pages without style, the white space for what is copied."""
    self.body.append(
        "<br /></span>\n" if node.next_node(descend=False, siblings=True) else "</span>"
    )


def visit_milestone(self: HTML5Translator, node: milestone) -> None:
    """Write where a page begins: a link, whose number is drawn by the style."""
    name = escape(" ".join(filter(None, (node["unit"], node["wit"], node["n"]))))
    shown = f'class="{css.MILESTONE}" data-n="{escape(node["n"])}"'
    if self.builder.name == "epub":
        more = f'role="doc-pagebreak" aria-label="{name}" epub:type="pagebreak"'
        self.body.append(f"<span {shown} {more}></span>")
    else:
        to = node["facs"] if node["facs"].startswith(("http://", "https://")) else ""
        id = node["ids"][0] if node["ids"] else ""
        href = escape(to or f"#{id}")
        self.body.append(f'<a {shown} id="{id}" href="{href}" aria-label="{name}"></a>')
    raise nodes.SkipNode


def visit_robust_link(self: HTML5Translator, node: robust_link) -> None:
    """Open a link, with the attributes of Robust Links."""
    classes = "reference external"
    made = self.starttag(node, "a", "", CLASS=classes, href=node["refuri"], **node["robust"])
    self.body.append(made)


def skip(self: HTML5Translator, node: nodes.Element) -> None:
    """Show nothing of a node."""
    raise nodes.SkipNode


# -- marks, labels of notes and citations: named by their label alone -----------------------------
#
# docutils puts the label of a footnote between brackets, at the mark and at the note. They are
# words of the link: a screen reader says “left bracket, twelve, right bracket”, and a style that
# hides them is not everywhere. Written here, the longest page of this edition is 0.9 kilobytes
# lighter as well once compressed, of 51.5.


def is_compact(self: HTML5Translator, node: nodes.Element) -> bool:
    """Whether a mark or a note is one of the edition's, in a site or an EPUB."""
    return "note" in node and self.builder.name in SITES | {"epub"}


def visit_mark(self: HTML5Translator, node: nodes.footnote_reference) -> None:
    """Open a mark. Raised by an element, so that it is set apart where there is no style."""
    if not is_compact(self, node):
        HTML5Translator.visit_footnote_reference(self, node)
        return
    to, id, classes = node["refid"], node["ids"][0], " ".join(node["classes"])
    name, start = escape(node["spoken"]), escape(node["beginning"])
    # epubcheck knows no description and refuses a style that isolates the letter of a mark from a
    # line from right to left; a reading system shows a note by the type of its mark.
    in_epub = self.builder.name == "epub"
    said = _("on “{words}”", words=start)
    more = ' epub:type="noteref" dir="ltr"' if in_epub else f' aria-description="{said}"'
    self.body.append(
        f'<a role="doc-noteref" href="#{to}" id="{id}" class="{classes}" aria-label="{name}"'
        f"{more}><sup>"
    )


def depart_mark(self: HTML5Translator, node: nodes.footnote_reference) -> None:
    """Close a mark, with the sign of its verdict, which its name says in words."""
    if is_compact(self, node):
        if node["sign"]:
            self.body.append(f'<span class="{css.SIGN}" aria-hidden="true">{node["sign"]}</span>')
        self.body.append("</sup></a>")
    else:
        HTML5Translator.depart_footnote_reference(self, node)


def visit_note(self: HTML5Translator, node: nodes.footnote) -> None:
    """Open a note, which is called what its mark is called.

    What is in it are nodes, made by ``RecordNodes.note``
    (:mod:`~sphinx_apparatus.sphinx_ext.record_nodes`).
    """
    HTML5Translator.visit_footnote(self, node)
    if is_compact(self, node) and self.builder.name in SITES:
        named = f' aria-labelledby="{node["backrefs"][0]}">'
        self.body[-1] = named.join(self.body[-1].rsplit(">", 1))


def visit_label(self: HTML5Translator, node: nodes.label) -> None:
    """Open the label of a note, which leads back to its mark."""
    note = node.parent
    if is_compact(self, note):
        self.body.append(f'<a class="label" role="doc-backlink" href="#{note["backrefs"][0]}">')
    else:
        HTML5Translator.visit_label(self, node)


def depart_label(self: HTML5Translator, node: nodes.label) -> None:
    """Close the label of a note."""
    if is_compact(self, node.parent):
        self.body.append("</a>\n")
    else:
        HTML5Translator.depart_label(self, node)


def add_no_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Write nothing around the words of a citation."""


# -- styles and scripts that each page loads ------------------------------------------------------

STATIC = Path(__file__).parent / "static"


def add_assets(app: Sphinx) -> None:
    """Add style and scripts to HTML pages."""
    # A reader of EPUB sets the page itself, and knows less of CSS than a browser: epubcheck
    # refuses nested rules.
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    site = app.builder.name in SITES
    app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
    write_scheme(app)
    if not site:
        app.add_css_file("apparatus.css", priority=800)
        if has_scheme(app):
            app.add_css_file(f"{SCHEME}.css", priority=820)
        app.add_css_file("records.css", priority=800)
        return
    write_words(app)
    if app.config.apparatus_site:
        add_to_pages(app)
        return
    for name in ("apparatus", "records", "units", "readings"):
        parts = ("guest", name) if name == "apparatus" else (name,)
        style = "\n".join((STATIC / f"{part}.css").read_text("utf-8") for part in parts)
        path = Path(app.outdir, "_static", f"{name}-guest.css")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, for_guest(style))


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BRACES = re.compile(r"[{};]")
_OWN = re.compile(r"\.apparatus-[\w-]+")
_DARK = "html[data-theme=dark]"
_THEIRS = re.compile(r"\.bd-article(?![\w-])")
_DARK_PLACE = (
    ':is([data-theme="dark"], [data-apparatus-dark]) '
    f":is(.{css.GUEST}, .apparatus-preview, .apparatus-panel)"
)


def for_guest(style: str) -> str:
    """Return a style sheet for the pages of another project: it changes nothing but the texts.

    What it says of all pages, it says of the place of a text. Each rule is made stronger than any
    of a theme, which has rules for footnotes, lists and headings wherever they stand.
    """
    made, last, inside = "", 0, list[bool]()
    style = _COMMENT.sub("", style)
    for found in _BRACES.finditer(style):
        before = style[last : found.start()]
        if found[0] == "{":
            is_rule = not before.lstrip().startswith("@")
            # Rules within rules are as strong as these, and steps of animations are no rules.
            if is_rule and not any(inside):
                before = ",\n".join(map(_of_guest, _selectors(before)))
            inside.append(is_rule or "@keyframes" in before)
        elif found[0] == "}":
            inside.pop()
        made += before + found[0]
        last = found.end()
    return made + style[last:]


def _selectors(text: str) -> list[str]:
    """Return the selectors of a rule; commas in brackets part none."""
    depth, parts = 0, [""]
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _of_guest(selector: str) -> str:
    """Return a selector that finds only what is of the engine."""
    selector = selector.strip().replace(_DARK, _DARK_PLACE)
    if selector == ":root":
        # Nothing but variables, which have names of the engine.
        return selector
    if selector.startswith("html:not("):
        selector = f".{css.GUEST}"
    selector = _THEIRS.sub(f".{css.GUEST}", selector)
    if not _OWN.search(selector):
        # A rule for a part of the theme is none for a guest.
        selector = f".{css.GUEST} {selector if selector[:1] in '*:' else '.apparatus-nothing'}"
    return _OWN.sub(r"\g<0>:not(#_)", selector, count=1)


def style_of(app: Sphinx, name: str) -> str:
    """Return the file of a style sheet."""
    return f"{name}.css" if app.config.apparatus_site else f"{name}-guest.css"


def add_to_pages(app: Sphinx) -> None:
    """Add style and scripts to all pages, or to the one that is being written."""
    app.add_css_file(style_of(app, "apparatus"), priority=800)
    if messages_of_scripts():
        app.add_js_file(WORDS, priority=400, loading_method="defer")
    if has_scheme(app):
        app.add_css_file(f"{SCHEME}.css", priority=820)
        app.add_js_file(f"{SCHEME}.js", priority=400, loading_method="defer")
    # Not deferred: it must run before the first line is drawn, or the page would move.
    app.add_js_file("apparatus-early.js", priority=100)
    if not app.config.apparatus_site:
        # Before the lines of the margin are placed.
        app.add_js_file(f"{css.GUEST}.js", priority=450, loading_method="defer")
    app.add_js_file("apparatus.js", loading_method="defer")


WORDS = "apparatus-words.js"


def write_words(app: Sphinx) -> None:
    """Write what the scripts say; English is in the scripts themselves."""
    if messages := messages_of_scripts():
        words = json.dumps(
            {"language": current_language(), "messages": messages},
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )
        path = Path(app.outdir, "_static", WORDS)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"window.apparatusWords={words};\n")


SCHEME = "apparatus-scheme"
"""Script and style of what an edition declares in ``scheme.yml``."""


def has_scheme(app: Sphinx) -> bool:
    """Return whether the edition declares lists of its own."""
    return Path(app.srcdir, app.config.apparatus_essays, "_data", "scheme.yml").is_file()


def write_scheme(app: Sphinx) -> None:
    """Write the lists that the edition declares, for scripts and styles."""
    if not has_scheme(app):
        return
    # Imported here: few editions declare lists.
    from sphinx_apparatus.edition.reader import Reader
    from sphinx_apparatus.figures.verdict_shapes import styles_of

    folder = Path(app.srcdir, app.config.apparatus_essays)
    allowed = allowed_characters(app.config.apparatus_allowed_characters)
    # A faulty one stops the build when the records are read.
    scheme = Reader(folder, allowed).scheme or STANDARD
    lists = {
        "kinds": {
            kind.value: {"like": kind.like.value, "one": kind.noun, "several": kind.several}
            for kind in scheme.kinds
        },
        "verdicts": {verdict.value: verdict.word for verdict in scheme.verdicts},
        "meanings": {verdict.value: verdict.definition for verdict in scheme.verdicts},
        "off": [verdict.value for verdict in scheme.verdicts if verdict.rating is None],
        "rules": {verdict.value: verdict.like for verdict in scheme.verdicts if verdict.like},
        "worst": [verdict.value for verdict in scheme.worst_first],
    }
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    text = json.dumps(lists, ensure_ascii=False, separators=(",", ":"))
    write_whole(static / f"{SCHEME}.js", f"window.apparatusScheme={text};\n")
    style = styles_of(scheme)
    own = app.config.apparatus_site or app.builder.name not in SITES
    write_whole(static / f"{SCHEME}.css", style if own else for_guest(style))


_WITH_LANGUAGE = re.compile(r'<(?!html)[a-z][a-z0-9]*(?=[^>]* lang="([A-Za-z0-9-]+)")[^>]*')


def direct(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Say of which direction words of another language are, where that is not the page's.

    The place of a text keeps that of the page: notes and sheet lie where the interface has them,
    and each block of the text has its own direction.
    """
    body = context.get("body", "")
    if not is_own_page(app, pagename, context):
        return
    if not is_right_to_left(app.config.language) and not any(
        map(is_right_to_left, set(_WITH_LANGUAGE.findall(body)))
    ):
        return

    def directed(tag: re.Match[str]) -> str:
        if " dir=" in tag[0] or f'class="{css.ESSAY}' in tag[0]:
            return tag[0]
        return f'{tag[0]} dir="{direction(tag[1])}"'

    context["body"] = _WITH_LANGUAGE.sub(directed, body)


def enclose(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Say in which language the body of a page is, where the interface has another."""
    if not is_own_page(app, pagename, context):
        return
    if told := context.get("translate"):
        # The theme asks a catalogue of its own, which has few languages.
        context["translate"] = lambda message: (
            translate(message) if told(message) == message else told(message)
        )
    written = app.config.apparatus_language
    if doctree is not None and written and written != app.config.language:
        dir = f' dir="{direction(written)}"' * (
            is_right_to_left(written) != is_right_to_left(app.config.language)
        )
        context["body"] = f'<div lang="{written}"{dir}>{context["body"]}</div>\n'


class DirectedTemplates(BuiltinTemplateLoader):
    """Templates of pages that are written from right to left; no block of a theme holds the tag."""

    def render(  # type: ignore[override]
        self, template: str, context: dict[str, Any]
    ) -> str:
        """Return a page, with its direction."""
        return super().render(template, context).replace("<html ", '<html dir="rtl" ', 1)


def direct_templates(app: Sphinx, config: Config) -> None:
    """Choose them where the language asks for them and the project has none of its own."""
    is_wanted = config.apparatus_site and not config.template_bridge
    if is_wanted and is_right_to_left(config.language):
        config.template_bridge = f"{__name__}.{DirectedTemplates.__name__}"


def drop_nodes(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Detach the nodes of a page that is written from each other."""
    if isinstance(doctree, nodes.document):
        detach(doctree)


def fit_to_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Mark pages of texts; add the style of tables, pictures and pairs to the others."""
    if app.builder.name not in SITES:
        return
    if not app.config.apparatus_site:
        is_search = pagename == "search" and wants(app.config, "apparatus_search")
        if not is_search and not is_own_page(app, pagename, context):
            return
        add_to_pages(app)
    # Parts of a long list are pages without a document; the page of a witness shows no notes.
    shown = apparatus_domain(app.env).views.get(context.get("apparatus_branch", pagename), ())
    if "apparatus_others" in context:
        shown = ()
        if context["apparatus_others"]:
            app.add_js_file("apparatus-witnesses.js", loading_method="defer")
    kinds = {view.partition(":")[0] for view in shown} - {"words"}
    if "essay" in kinds or app.builder.name == "singlehtml":
        # A text has a wider place; the style knows it from this before the text is read.
        context["apparatus_shows_text"] = True
        domain = apparatus_domain(app.env)
        essays = domain.edition.essays
        shown_here = domain.texts_on(pagename)
        if any(each.has_units for each in essays if shown_here == [] or each.id in shown_here):
            app.add_css_file(style_of(app, "units"), priority=810)
        if any(each.apparatus for each in essays if shown_here == [] or each.id in shown_here):
            app.add_css_file(style_of(app, "readings"), priority=810)
            app.add_js_file("apparatus-readings.js", loading_method="defer")
    if "fact-checks" in kinds and app.builder.name in HAVE_PAGES:
        app.add_js_file("apparatus-checks.js", loading_method="defer")
    if kinds != {"essay"} or app.builder.name == "singlehtml":
        # Sphinx adds what is added in this event to the one page only.
        app.add_css_file(style_of(app, "records"), priority=810)
        if offers_notes(app.env):
            app.add_js_file("apparatus-rows.js", loading_method="defer")


# -- registration ---------------------------------------------------------------------------------


def add_nodes(app: Sphinx) -> None:
    """Register visitors; other writers render the nodes as the standard ones they derive from."""
    app.add_node(essay, html=(visit_essay, depart_essay))
    app.add_node(pair, html=as_element("div"))
    app.add_node(pair_side, html=as_element("div"))
    app.add_node(piece, html=(visit_piece, depart_piece))
    app.add_node(passage_number)
    app.add_node(quoted_words, html=(visit_quoted_words, closing("</p>\n")))
    app.add_node(span_start, html=(skip, None))
    app.add_node(verse, html=as_element("p", ""))
    app.add_node(verse_line, html=(visit_verse_line, depart_verse_line))
    app.add_node(speech, html=as_element("div"))
    app.add_node(author_note, html=as_element("aside", role="doc-footnote"))
    app.add_node(author_call)
    app.add_node(milestone, html=(visit_milestone, None))
    app.add_node(robust_link, html=(visit_robust_link, closing("</a>")))
    app.add_node(fold, html=as_element("details"))
    app.add_node(fold_head, html=as_element("summary", ""))
    app.add_node(picture, html=(visit_picture, None))
    if not app.config.apparatus_site:
        # MyST does it for all boxes, where it is an extension of the project.
        own = (visit_own_container, HTML5Translator.depart_container)
        app.add_node(nodes.container, override=True, html=own)
    mark, label = (visit_mark, depart_mark), (visit_label, depart_label)
    app.add_node(nodes.footnote_reference, override=True, html=mark)
    app.add_node(nodes.footnote, override=True, html=(visit_note, HTML5Translator.depart_footnote))
    app.add_node(nodes.label, override=True, html=label)
    app.add_node(cited_words, override=True, html=(add_no_element, add_no_element))


def add_templates(app: Sphinx, config: Config) -> None:
    """Add the templates before the theme's and behind those of the edition.

    Some stand in the place of a theme's own; they are used with that theme alone.
    """
    family = _FAMILIES.get(config.html_theme, ()) if config.apparatus_site else ()
    folders = [*(_OF_THEMES / name for name in family), TEMPLATES]
    if not config.apparatus_site and not wants(config, "apparatus_search"):
        return
    # A new list: the default one is shared by all builds of a process.
    config.templates_path = [*config.templates_path, *map(str, folders)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what writes HTML, with scripts, styles and templates."""
    add_nodes(app)
    app.connect("builder-inited", add_assets)
    app.connect("html-page-context", fit_to_page)
    # Before the previews and the search take parts of a page (500), and after all of them.
    app.connect("html-page-context", direct, priority=300)
    app.connect("html-page-context", enclose, priority=900)
    app.connect("html-page-context", drop_nodes, priority=999)
    app.connect("config-inited", add_templates)
    app.connect("config-inited", direct_templates)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
