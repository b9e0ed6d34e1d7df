"""Formulas as MathML, which browsers and readers of EPUBs show by themselves.

Sphinx’s own way loads a script from another host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.errors import ConfigError
from sphinx.util.math import get_node_equation_number

from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.sphinx_ext.logging import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

RENDERER = "mathml"


def mathml(node: nodes.Node) -> str:
    """Return a formula as MathML; warn of one that cannot be read, and return nothing."""
    try:
        return str(tex2mathml(node.astext(), as_block=isinstance(node, nodes.math_block)))
    except MathError as error:
        warn("formula", "the formula cannot be read: %s", error, location=node)
        return ""


def refuse_remote_script(app: Sphinx, config: Config) -> None:
    """Refuse MathJax from another host.

    :raises ConfigError: the settings ask for it.
    """
    path = str(config.mathjax_path)
    if config.html_math_renderer == "mathjax" and urlsplit(path).netloc:
        message = (
            f"mathjax_path is {path!r}, on another host; copy MathJax into html_static_path and "
            "name it there, or leave html_math_renderer out: formulas are MathML then"
        )
        raise ConfigError(message)


def _visit_math(translator: HTML5Translator, node: nodes.math) -> None:
    shown = mathml(node) or f"<code>{translator.encode(node.astext())}</code>"
    translator.body.append(f"{translator.starttag(node, 'span', '', CLASS='math')}{shown}</span>")
    raise nodes.SkipNode


def _visit_math_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    shown = mathml(node) or f"<pre>{translator.encode(node.astext())}</pre>"
    translator.body.append(f"{shown}</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer; Sphinx prefers it to its own."""
    app.add_html_math_renderer(RENDERER, (_visit_math, None), (_visit_math_block, None))
    app.connect("config-inited", refuse_remote_script)
