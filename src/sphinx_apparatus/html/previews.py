"""Previews of links: sources, passages, notes, cross-references, names.

Pages opened from a folder cannot fetch other pages. So each page that has such places
leaves them in a small classic script of its own, which is loaded when somebody first points
at a link to it: nothing is added to the weight of a page.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "_static/previews"
PLACE_ID = "[hpft][0-9]+[a-z]?|(?:note|crossing|source|name)-[a-z0-9-]+"
"""The ids of places that can be previewed, as a regular expression; the script has the same."""
_PLACE = re.compile(rf'<(?P<tag>aside|div|dt|h[1-6]|li|p|tr) [^>]*\bid="(?P<id>{PLACE_ID})"[^>]*>')
_IDS = re.compile(r' id="[^"]*"')
_NUMBER = re.compile(rf'<span class="{css.NUMBER}">.*?</span> ?', re.DOTALL)
_CITED_IN = re.compile(rf'<p class="{css.CITED_IN}">.*?</p>', re.DOTALL)
_FOLD = re.compile(r"<details .*?</details>", re.DOTALL)


def places(body: str) -> dict[str, str]:
    """Return the places of a page that can be previewed: HTML by id, without ids or folds in it.

    >>> places('<p class="x" id="p1">One <b id="q">word</b></p>')
    {'p1': '<p class="x">One <b>word</b></p>'}
    """
    found = {}
    for match in _PLACE.finditer(body):
        tag = match["tag"]
        end = _end(body, match.end(), tag)
        if tag == "dt":
            # A heading of the index, with what follows it.
            end = _end(body, body.find("<dd", end) + 1, "dd")
        html = body[match.start() : end]
        for left_out in (_NUMBER, _CITED_IN, _FOLD):
            html = left_out.sub("", html)
        if tag[0] in "lh":
            html = f"<div{html[3:-5]}</div>"
        found[match["id"]] = _IDS.sub("", html)
    return found


def _end(body: str, position: int, tag: str) -> int:
    """Return where the element ends whose start tag ends at *position*."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}[ >]").finditer(body, position):
        depth += -1 if match[1] else 1
        if not depth:
            return match.start() + len(tag) + 3
    return len(body)


def write_places(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Write the previews of a page beside it, in the worker that writes the page."""
    if app.builder.name not in HAVE_PAGES or not doctree:
        return
    found = places(context.get("body", ""))
    path = Path(app.outdir, FOLDER, f"{pagename}.js")
    if not found:
        # The page may have had some when it was last written.
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    write_whole(path, f"apparatusPlaces({json.dumps(pagename)},{data});\n")
