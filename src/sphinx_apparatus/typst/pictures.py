"""Pictures of a book in Typst, with their captions."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from sphinx_apparatus.typst.core import SCHEMES, Core, made_kind
from sphinx_apparatus.typst.markup import call, content, length, plain, text

if TYPE_CHECKING:
    from docutils.nodes import Element


class Pictures(Core):
    """Visitors of pictures."""

    def visit_image(self, node: nodes.image) -> None:
        uri = node["uri"]
        name = self.builder.images.get(uri)
        if name is None:
            if SCHEMES.match(uri):
                self.warn(
                    "typst_image",
                    "the picture '%s' is not a file of the project; the PDF shows its description",
                    uri,
                    location=node,
                )
            self.put(text(node.get("alt", "")))
            raise nodes.SkipNode
        alt = node.get("alt") or self._caption_of(node)
        if not alt:
            alt = PurePosixPath(uri).name
            self.warn(
                "typst_image_alt",
                "the picture '%s' has no description (alt text); a PDF for all readers needs one",
                uri,
                location=node,
            )
        options: dict[str, object] = {"alt": plain(alt)}
        if width := length(str(node.get("width", ""))):
            options["width"] = width
        path = f"{self.builder.imagedir}/{name}"
        parent = node.parent
        if isinstance(parent, nodes.reference):
            parent = parent.parent
        alone = not isinstance(parent, nodes.TextElement) or len(parent.children) == 1
        self.anchor(node)
        if alone and "cell" not in self._within:
            self.block(node, call("picture", path, named=options))
        else:
            self.put(call("inline-picture", path, named=options))
        raise nodes.SkipNode

    def visit_picture(self, node: Element) -> None:
        self.anchor(node)
        options: dict[str, object] = {"alt": plain(node["alt"]), "kind": made_kind(node)}
        if caption := captions().get(made_kind(node)):
            options["caption"] = content(text(str(caption)))
        svg = node.get("paper", node["svg"])
        drawing = self.origin(node) + call("drawing", svg, named=options)
        if is_high(svg):
            # In its place it would leave half of the page before it empty.
            self._high_pictures.append(drawing)
        else:
            self.put("\n", drawing, "\n\n")
        raise nodes.SkipNode

    def _caption_of(self, node: nodes.image) -> str:
        figure: Any = node.parent
        while figure is not None and not isinstance(figure, nodes.figure):
            figure = figure.parent
        caption = None
        if figure is not None:
            caption = next(iter(figure.findall(nodes.caption)), None)
        return caption.astext() if caption is not None else ""

    def visit_figure(self, node: nodes.figure) -> None:
        self.anchor(node)
        words = [c for c in node.children if isinstance(c, nodes.caption | nodes.legend)]
        rest = self.markup(c for c in node.children if c not in words)
        options: dict[str, object] = {}
        if words:
            options["caption"] = content("\n\n".join(self.inside(c) for c in words))
        self.block(node, call("illustration", body=rest, named=options), "\n")
        raise nodes.SkipNode

    def visit_caption(self, node: Element) -> None:
        # What is left of captions: those of contents lists and code.
        self.block(node, call("rubric", body=self.inside(node)), "\n")
        raise nodes.SkipNode


def captions() -> dict[str, str]:
    """Return what stands under the pictures of the engine, by kind."""
    return {
        "exchange": _("The contributions in order of time, and which of them answers which."),
        "map": _("The passages that speak to each other, by theme."),
        "time-line": _("The events, a line for each year, with their number at its end."),
        "verdict-chart": _("The verdicts of each text, counted."),
    }


def is_high(svg: str) -> bool:
    """Return whether a picture of the engine is higher than wide."""
    box = re.search(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"', svg)
    return box is not None and float(box[2]) > float(box[1])
