"""What the engine registers with Sphinx, in one place."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translator

from sphinx_apparatus import typst
from sphinx_apparatus.html import (
    contributing,
    epub,
    formulas,
    metadata,
    navigation,
    page_data,
    page_foot,
    page_header,
    pdf_link,
    search,
    site_files,
    text_page,
    translator,
)
from sphinx_apparatus.model.catalogue import OWN, translations, use_language
from sphinx_apparatus.model.version import VERSION
from sphinx_apparatus.sphinx_ext import citations, config, unfinished
from sphinx_apparatus.sphinx_ext.dependencies import note_digests, note_written_page, outdated_pages
from sphinx_apparatus.sphinx_ext.directives import DIRECTIVES, data
from sphinx_apparatus.sphinx_ext.directives.fact_checks import LinkVerdicts
from sphinx_apparatus.sphinx_ext.directives.listings import FillListings, pages_of_parts
from sphinx_apparatus.sphinx_ext.directives.witnesses import pages_of_witnesses
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain
from sphinx_apparatus.sphinx_ext.loading import open_records, read_before_pages
from sphinx_apparatus.sphinx_ext.record_nodes import add_headings
from sphinx_apparatus.sphinx_ext.transforms import (
    ChooseText,
    DescribePictures,
    DistinguishPages,
    DropInnerAddresses,
    FillTexts,
    LinkArchivedCopies,
    PrefixIds,
    ShortenSingleFileLinks,
    ShowBriefs,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def collect_seldom(app: Sphinx, _: Config) -> None:
    """Set the garbage collector to run seldom until the build ends: most of what is made stays.

    Set before the environment is unpickled and the records are read.
    """
    before = gc.get_threshold()
    gc.set_threshold(20_000, 50, 1000)
    app.connect("build-finished", lambda *_: gc.set_threshold(*before), priority=999)


def speak(app: Sphinx, config: Config) -> None:
    """Set the language of what readers meet, before anything is said in it.

    What Sphinx's catalogue and those of themes lack is taken from the engine's.
    """
    use_language(config.language, Path(app.confdir, OWN), config.apparatus_language)
    if config.language != "en" and config.apparatus_site:
        app.translator.add_fallback(translations())
        app.connect("builder-inited", complete_catalogue, priority=1)
    app.connect("build-finished", lambda *_: use_language("en"), priority=999)


def complete_catalogue(app: Sphinx) -> None:
    """Add the messages once more where a theme had Sphinx begin a catalogue anew.

    It does so for a language that it has no catalogue of.
    """
    found = get_translator("sphinx")
    if found is not app.translator:
        found.add_fallback(translations())


def register(app: Sphinx) -> ExtensionMetadata:
    """Register nodes, domain, directives, transforms, builders and settings."""
    config.register(app, (*config.EDITION, *config.SITE))
    is_site = app.config.apparatus_site
    if is_site:
        app.setup_extension("myst_parser")
        app.setup_extension("sphinxcontrib.bibtex")
    app.connect("config-inited", speak, priority=1)
    app.connect("config-inited", config.check_values)
    app.connect("config-inited", config.warn_of_site)
    app.connect("config-inited", config.offer_languages)
    app.add_domain(ApparatusDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain("apparatus", name, directive)
    app.add_post_transform(FillListings)
    app.add_post_transform(LinkVerdicts)
    app.add_post_transform(FillTexts)
    app.add_post_transform(ShowBriefs)
    app.add_post_transform(ChooseText)
    app.add_post_transform(DescribePictures)
    app.add_post_transform(LinkArchivedCopies)
    app.add_post_transform(PrefixIds)
    if is_site:
        app.add_post_transform(DistinguishPages)
        app.add_post_transform(ShortenSingleFileLinks)
        app.add_post_transform(DropInnerAddresses)
    # Before sphinxcontrib-bibtex reads the bibliography itself (500), which ends in a traceback
    # where the bibliography has a fault.
    app.connect("builder-inited", open_records, priority=400)
    app.connect("env-get-outdated", outdated_pages)
    app.connect("env-updated", note_digests)
    # After Sphinx has made the contents of the page (500).
    app.connect("doctree-read", add_headings, priority=600)
    # Where several processes write, this one resolves at least the first page.
    app.connect("doctree-resolved", note_written_page)
    app.connect("env-before-read-docs", read_before_pages)
    app.connect("html-collect-pages", pages_of_parts)
    app.connect("html-collect-pages", pages_of_witnesses)
    app.connect("config-inited", collect_seldom)
    for part in (translator, pdf_link, page_header, navigation, search, text_page, site_files):
        part.setup(app)
    for part in (epub, formulas, page_foot) if is_site else ():
        part.setup(app)
    page_data.setup(app)
    data.setup(app)
    metadata.setup(app)
    contributing.setup(app)
    (citations.setup if is_site else citations.setup_guest)(app)
    typst.setup(app)
    unfinished.setup(app)
    return {
        "version": VERSION,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
