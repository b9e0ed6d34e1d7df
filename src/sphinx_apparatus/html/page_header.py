"""Buttons at the head of a page: its source, and how to change it.

The theme's own would open the file of the page for editing. At an edited text that is the wrong
door: its words are locked, and what a reader has to say of them is a note. So a text's page
offers a note, in the page itself where scripts run; all other pages offer their file, at the
repository's host if its address is known; and where it is not, both lead to the page on
how to contribute (``apparatus_contributing``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from sphinx_apparatus.html.contributing.annotate import host_of, offers_notes
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


_EDIT = {
    "github": "edit/{branch}/{path}",
    "gitlab": "-/edit/{branch}/{path}",
    "gitea": "_edit/{branch}/{path}",
    "forgejo": "_edit/{branch}/{path}",
}
_SHOW = {
    "github": "blob/{branch}/{path}",
    "gitlab": "-/blob/{branch}/{path}",
    "gitea": "src/branch/{branch}/{path}",
    "forgejo": "src/branch/{branch}/{path}",
}


class Button(NamedTuple):
    """A link at the head of a page."""

    words: str
    icon: str
    """Name of an icon of Font Awesome, which the theme brings."""
    address: str
    kind: str = ""
    """A class by which a script finds it: a new note is written in the page, an opened note leads
    to what its words mean."""


def at_host(config: Config, forms: dict[str, str], path: str) -> str:
    """Return the address of a file at the repository's host; empty if the host is not known."""
    form = forms.get(host_of(config)) if config.repository_url else None
    if form is None:
        return ""
    branch = quote(config.repository_branch)
    return f"{config.repository_url.rstrip('/')}/{form.format(branch=branch, path=quote(path))}"


def add_buttons(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Add the buttons of a page that was written by people to what templates read."""
    context["apparatus_buttons"] = []
    if doctree is None:
        return
    config = app.config
    guide = config.apparatus_contributing
    address = context["pathto"](guide) if guide in app.env.all_docs else ""
    domain = apparatus_domain(app.env)
    source = f"{Path(app.srcdir).name}/{app.env.doc2path(pagename, base=False)}"
    texts = domain.texts_on(pagename)
    if texts:
        # The folder of a text shows its record, its words and its notes.
        source = f"{Path(config.apparatus_essays).name}/{texts[0]}"
        offers = []
        if offers_notes(app.env):
            offers = [Button("Propose a note", "pen-to-square", address or "#text", css.PROPOSE)]
    else:
        offers = [Button("Edit this page", "pen-to-square", at_host(config, _EDIT, source))]
        if not offers[0].address:
            offers = [Button("Contribute", "pen-to-square", address)]
    if config.apparatus_key in app.env.all_docs and config.apparatus_key != pagename:
        key = context["pathto"](config.apparatus_key)
        offers.insert(0, Button("Key", "list", key, css.KEY))
    offers.append(Button("Source", "code", at_host(config, _SHOW, source)))
    context["apparatus_buttons"] = [button for button in offers if button.address]


def setup(app: Sphinx) -> None:
    """Add the buttons to every page, before the theme renders its head (500)."""
    app.connect("html-page-context", add_buttons, priority=400)
