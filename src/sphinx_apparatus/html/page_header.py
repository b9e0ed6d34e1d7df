"""Buttons at the head of a page: its source, and how to change it.

The theme's own would open the file of the page for editing. At an edited text that is the wrong
door: its words are locked, and what a reader has to say of them is a note. So a text's page
offers a note, in the page itself where scripts run; all other pages offer their file, at the
repository's host if its address is known; and where it is not, both lead to the page on
how to contribute (``apparatus_contributing``). A page that is made from records leads to these,
and one whose title is included leads to the file that has it: its own is a few lines around a
directive.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from sphinx_apparatus.html.contributing import offers_notes
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, locale_of
from sphinx_apparatus.model.hosts import FORMS, fill, host_of
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.config import first_address, project_folder
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.sphinx_ext.node_helpers import capitalized

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain


_RECORDS = {
    "chronology": "_data/chronology.yml",
    "corrections": "_data/corrections.yml",
    "coverage": "",
    "crossings": "cross-references",
    "fact-checks": "",
    "names": "_data/names.yml",
    "outlets": "_data/outlets.yml",
    "queue": "",
    "textual-notes": "",
    "theme": "_data/themes.yml",
}
"""The records that a view of them is made from, within the folder of the texts: a file, or a folder
of many."""


class Button(NamedTuple):
    """A link at the head of a page."""

    words: str
    icon: str
    """Name of an icon of Font Awesome, which the theme brings."""
    address: str
    kind: str = ""
    """A class by which a script finds it: a new note is written in the page, an opened note leads
    to what its words mean."""


def at_host(config: Config, purpose: str, path: str) -> str:
    """Return the address of a file at the repository's host; empty if the host is not known."""
    repository = config.repository_url
    form = FORMS.get(host_of(repository, config.repository_host), {}).get(purpose)
    if not repository or form is None:
        return ""
    values = {"branch": config.repository_branch, "path": path}
    return f"{repository.rstrip('/')}/{fill(form.address, values)}"


def _records(app: Sphinx, domain: ApparatusDomain, pagename: str) -> str:
    """Return the file or folder that a page is made from, in the project; empty: its own file."""
    project = project_folder(Path(app.srcdir), app.config)
    # A project where the engine is a guest has a bibliography of its own, or none.
    lists = getattr(app.env.domains.get("cite"), "bibliographies", ())
    if app.config.apparatus_site and any(key.docname == pagename for key in lists):
        return _within(project, Path(app.srcdir, app.config.apparatus_references))
    kinds = (view.partition(":")[0] for view in domain.views.get(pagename, ()))
    essays = Path(app.srcdir, app.config.apparatus_essays)
    found = (essays / _RECORDS[kind] for kind in kinds if kind in _RECORDS)
    return next((_within(project, path) for path in found if path.exists()), "")


def _source(app: Sphinx, pagename: str, doctree: nodes.document) -> str:
    """Return the file that has the title of a page, in the project: its own, or an included one."""
    own = Path(app.env.doc2path(pagename)).resolve()
    section = doctree.next_node(nodes.section)
    title = section.next_node(nodes.title) if section is not None else None
    file = Path((title is not None and title.source) or own).resolve()
    included = _within(project_folder(Path(app.srcdir), app.config), file)
    if file != own and file.is_file() and included:
        return included
    return f"{Path(app.srcdir).name}/{app.env.doc2path(pagename, base=False)}"


def _within(project: Path, path: Path) -> str:
    """Return the path of a file as the repository has it; empty if it lies outside."""
    path = path.resolve()
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else ""


def add_buttons(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the buttons of a page that was written by people to what templates read."""
    context["apparatus_buttons"] = []
    if doctree is None:
        return
    config = app.config
    guide = config.apparatus_contributing
    address = context["pathto"](guide) if guide in app.env.all_docs else ""
    domain = apparatus_domain(app.env)
    source = _source(app, pagename, doctree)
    texts = domain.texts_on(pagename)
    if texts:
        # The folder of a text shows its record, its words and its notes.
        source = f"{Path(config.apparatus_essays).name}/{texts[0]}"
        offers = []
        if offers_notes(app.env):
            offers = [Button(_("Propose a note"), "pen-to-square", address or "#text", css.PROPOSE)]
    else:
        records = _records(app, domain, pagename)
        # A folder is shown: hosts edit one file at a time.
        purpose = "edit" if not records or Path(records).suffix else "show"
        address_of_page = at_host(config, purpose, records or source)
        offers = [Button(_("Edit this page"), "pen-to-square", address_of_page)]
        if not offers[0].address:
            offers = [Button(_("Contribute"), "pen-to-square", address)]
    if config.apparatus_key in app.env.all_docs and config.apparatus_key != pagename:
        key = context["pathto"](config.apparatus_key)
        offers.insert(0, Button(_("Key"), "list", key, css.KEY))
    offers.append(Button(_("Source"), "code", at_host(config, "show", source)))
    context["apparatus_buttons"] = [button for button in offers if button.address]


def add_languages(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Add the same page in the other languages of the site, and the language of what is written."""
    config = app.config
    written = config.apparatus_language or config.language
    context["apparatus_written"] = written if written != config.language else ""
    context["apparatus_languages"] = []
    folders = config.apparatus_interfaces
    if app.builder.name not in HAVE_PAGES or config.apparatus_kept or not folders:
        return
    uri = app.builder.get_target_uri(pagename)
    depth = uri.count("/") + bool(folders[config.language])
    lines = []
    for language, folder in folders.items():
        place = f"{folder}/{uri}" if folder else uri
        address = "../" * depth + place or "./"
        name = locale_of(language).get_display_name(language) or language
        is_here = language == config.language
        context["apparatus_languages"].append((language, capitalized(name), address, is_here))
        whole = f"{first_address(config)}{place}" if first_address(config) else address
        lines.append(f'<link rel="alternate" hreflang="{language}" href="{escape(whole)}">\n')
    context["metatags"] = context.get("metatags", "") + "".join(lines)


def setup(app: Sphinx) -> None:
    """Add the buttons to every page, before the theme renders its head (500)."""
    app.connect("html-page-context", add_buttons, priority=400)
    app.connect("html-page-context", add_languages, priority=400)
