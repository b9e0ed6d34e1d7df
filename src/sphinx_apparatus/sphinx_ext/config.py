"""Every setting of the engine: name, default, rebuild, meaning.

``docs/engine/settings.md`` is written from these tables by ``scripts/write_settings.py``.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from sphinx.errors import ConfigError
from sphinx.util.i18n import format_date

from sphinx_apparatus.export.kept_versions import FOLDER as KEPT
from sphinx_apparatus.export.publication import LICENSE, license_of
from sphinx_apparatus.model.characters import allowed_characters
from sphinx_apparatus.model.date_words import spell_date
from sphinx_apparatus.model.demands import KNOWN as DEMANDS
from sphinx_apparatus.model.demands import Demands
from sphinx_apparatus.sphinx_ext.logging import warn
from sphinx_apparatus.text.excerpts import FULL, QUOTATIONS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

Rebuild = Literal["env", "html", ""]

HOSTS = ("github", "gitea", "forgejo", "gitlab")
"""Kinds of hosts whose forms for new files are known."""

NOTE_LAYOUTS = ("short", "foot", "end", "margin")
"""Where the notes of a book are."""

_TEXT = frozenset({str})
_LIST = frozenset({list, tuple})
_DICT = frozenset({dict})
_COUNT = frozenset({int})
_FLAG = frozenset({bool})
_MAYBE: frozenset[type] = frozenset({bool, type(None)})


class Setting(NamedTuple):
    """A setting that ``conf.py`` may have."""

    name: str
    default: object
    rebuild: Rebuild
    """``env``: all pages are read again after a change; ``html``: written again; empty: neither."""
    types: frozenset[type]
    description: str
    choices: tuple[str, ...] = ()
    """The only values it may have, where they are few."""


EDITION = (
    Setting(
        *("apparatus_site", False, "env", _FLAG),
        "Whether the whole site is the edition’s, as `sphinx-apparatus init` makes it. Otherwise "
        "the engine is a guest: it adds to the pages that have directives of its own, and leaves "
        "all others, their citations, search and theme as they are.",
    ),
    Setting(
        *("apparatus_essays", "../essays", "env", _TEXT),
        "Folder of the essays and their notes, from the folder of `conf.py`.",
    ),
    Setting(
        *("apparatus_references", "../references.bib", "env", _TEXT),
        "The bibliography, from the folder of `conf.py`.",
    ),
    Setting(
        *("apparatus_language", "", "env", _TEXT),
        "Language of the notes and pages, as a code, where that is not the language of the "
        "interface, which is `language`; empty: the same.",
    ),
    Setting(
        *("apparatus_citation_style", "chicago-author-date", "env", _TEXT),
        "How sources are cited and listed: `chicago-author-date`, `chicago-notes` (whole the first "
        "time on a page, then short), `mla`, `numbers`, or the name of a style of pybtex, such as "
        "one of the project’s own. Exports keep author and date.",
    ),
    Setting(
        *("apparatus_text", FULL, "env", _TEXT),
        "`quotations`: every builder and export shows only what notes and cross-references quote.",
        (FULL, QUOTATIONS),
    ),
    Setting(
        *("apparatus_text_view", "", "env", _TEXT),
        "Text shown first: `base`, `reading`, or empty for what each essay says.",
        ("", "base", "reading"),
    ),
    Setting(
        *("apparatus_recheck_months", 0, "html", _COUNT),
        "Months after which `sphinx-apparatus check` lists a note as due to be checked again; "
        "0 for never.",
    ),
    Setting(
        *("apparatus_lookup_days", 0, "", _COUNT),
        "Days after which `sphinx-apparatus check` lists a quotation whose words "
        "`sphinx-apparatus evidence` does not find again; 0 for never.",
    ),
    Setting(
        *("apparatus_allowed_characters", [], "env", _LIST),
        "Characters and ranges that nobody sees and a script needs: `U+034F`, `U+E000-U+F8FF`.",
    ),
    Setting(
        *("apparatus_require", [], "env", _LIST),
        "What the edition demands of its records; a record that lacks it is an error (A066; for "
        "keys of sources A088, for how far they were read A089). "
        f"Some of {', '.join(f'`{name}`' for name in DEMANDS)}.",
    ),
    Setting(
        *("apparatus_expect", [], "env", _LIST),
        "The same, with a warning (A067): for the time until all records have it.",
    ),
    Setting(
        *("apparatus_license", [*LICENSE], "env", _LIST),
        "License of notes, comments and data: its name and its address. Texts have rights of "
        "their own, in `essay.yml`.",
    ),
    Setting(
        *("apparatus_includes", [], "", _LIST),
        "Files that pages may include, from the folder of `conf.py`; "
        "only `sphinx-apparatus check` reads this.",
    ),
    Setting(
        *("apparatus_trusted_pages", [], "", _LIST),
        "Patterns of pages that may contain anything, raw HTML too; "
        "only `sphinx-apparatus check` reads this.",
    ),
    Setting(
        *("edition_url", "", "env", _TEXT),
        "Address of the site’s first page: pages have a canonical link and the site a "
        "`sitemap.xml`, at the top of a host a `robots.txt` too. Empty: relative links and `tag:` "
        "ids, and the page for wrong addresses finds the site with a script.",
    ),
    Setting(
        *("repository_url", "", "env", _TEXT),
        "Address of the repository; empty: a new note is offered for copying instead of sent to "
        "the host’s form.",
    ),
)
"""Settings of the edition as a whole."""

SITE = (
    Setting(
        *("apparatus_metadata", None, "html", _MAYBE),
        "Whether pages have tags for reference managers and search engines; `None`: all pages of "
        "a site that is the edition’s, else those with directives of the engine.",
    ),
    Setting(
        *("apparatus_search", None, "html", _MAYBE),
        "Whether the search page searches texts and notes, with facets; `None`: as "
        "`apparatus_site`.",
    ),
    Setting(
        *("apparatus_not_found", None, "html", _MAYBE),
        "Whether the site has a page for wrong addresses, `404.html`; `None`: as `apparatus_site`.",
    ),
    Setting(
        *("apparatus_interfaces", {}, "html", _DICT),
        "Languages in which the site is built, each with the folder of its build below the first: "
        '`{"en": "", "es": "es"}`. Pages link to themselves in the other languages.',
    ),
    Setting(
        *("repository_branch", "main", "html", _TEXT),
        "Branch that new notes are proposed for.",
    ),
    Setting(
        *("repository_host", "", "html", _TEXT),
        "Kind of host; empty: guessed from the address of the repository.",
        ("", *HOSTS),
    ),
    Setting(
        *("apparatus_annotate", None, "html", _MAYBE),
        "Whether pages offer *Annotate*, *Propose a note* and *Correct*; `None`: if "
        "`repository_url` or `apparatus_contributing` is set.",
    ),
    Setting(
        *("apparatus_contributing", "", "html", _TEXT),
        "Page on how to write notes, such as `contributing/index`; the windows of *Annotate* "
        "and *Correct* and the buttons at the head of pages link to it, *Correct* to its section "
        "with the id `correct-a-note` if it has one.",
    ),
    Setting(
        *("apparatus_pdf", "../build/pdf/edition.pdf", "html", _TEXT),
        "The edition as a PDF, from the folder of `conf.py`; linked and copied into the site if "
        "it exists.",
    ),
    Setting(
        *("apparatus_epub", "../build/epub/edition.epub", "html", _TEXT),
        "The edition as an EPUB, likewise.",
    ),
    Setting(
        *("apparatus_offprints", "../build/offprint", "html", _TEXT),
        "Folder of the offprints, from the folder of `conf.py`; those of a text whose rights are "
        "licensed or cleared are linked from its page and copied into the site.",
    ),
    Setting(
        *("apparatus_key", "", "html", _TEXT),
        "Page with the key to signs and abbreviations (`{apparatus:key}`), such as `about/key`; "
        "the head of every page links to it.",
    ),
    Setting(
        *("edition_revision", "", "html", _TEXT),
        "Revision of the sources, at the foot of every page; no build ever asks git.",
    ),
    Setting(
        *("apparatus_versions", False, "env", _FLAG),
        "Whether the site of every release is kept at `v/<release>/`: citations lead there, and "
        "every page links to the list of versions.",
    ),
    Setting(
        *("apparatus_kept", False, "html", _FLAG),
        "Set for the build of a release that is kept (`make version`): every page says which "
        "version it is, and links to the newest state of it.",
    ),
    Setting(
        *("apparatus_open_groups", 0, "html", _COUNT),
        "How many groups of pages in the sidebar stand open; the others are folded on pages that "
        "are not in them. 0 for all.",
    ),
    Setting(
        *("apparatus_volumes", {}, "html", _DICT),
        "Other volumes that the search covers, by name: the relative address from this site’s "
        "first page to that one’s, such as `../1850/`.",
    ),
)
"""Settings of the pages."""

BOOK = (
    Setting(
        *("typst_documents", [], "", _LIST),
        "Documents of the book and the EPUB, in order; empty: as the contents list.",
    ),
    Setting(*("typst_target", "edition.pdf", "", _TEXT), "Name of the PDF in the output folder."),
    Setting(
        *("typst_trim", "a5", "", _TEXT),
        "Size: `a5`, `trade` (6 × 9 in), `a4`, `letter`, `large` (large print on A4), or one of "
        "the template.",
    ),
    Setting(
        *("typst_notes", "foot", "", _TEXT),
        "Where the notes are. `foot`: all at the foot of the page. `short`: their summaries at "
        "the foot and a commentary behind the texts. `end`: a commentary alone. `margin`: "
        "summaries beside the paragraphs and a commentary; only on `a4` and `letter`.",
        NOTE_LAYOUTS,
    ),
    Setting(
        *("typst_evidence", True, "", _FLAG),
        "Print the words of sources that decide a finding.",
    ),
    Setting(*("typst_sources", True, "", _FLAG), "Print pages that hold the bibliography."),
    Setting(*("typst_title", "", "", _TEXT), "Title of the book; empty: `project`."),
    Setting(*("typst_subtitle", "", "", _TEXT), "Subtitle on the title page."),
    Setting(*("typst_short_title", "", "", _TEXT), "Title in the running heads; empty: the title."),
    Setting(*("typst_author", "", "", _TEXT), "Author or editors; empty: `author`."),
    Setting(
        *("typst_version", None, "", _TEXT),
        "Edition line of the title page; `None`: `release`.",
    ),
    Setting(
        *("typst_revision", "", "", _TEXT),
        "Revision of the sources, printed in the imprint; no build ever asks git.",
    ),
    Setting(*("typst_address", "", "", _TEXT), "Address of the edition; empty: `html_baseurl`."),
    Setting(*("typst_cite", [], "", _LIST), "Lines that tell how to cite the edition."),
    Setting(
        *("typst_imprint", [], "", _LIST),
        "Lines for the back of the title page, after the title, such as rights.",
    ),
    Setting(*("typst_colophon", [], "", _LIST), "Lines of the last page; none: no such page."),
    Setting(*("typst_contents_depth", 2, "", _COUNT), "Levels of headings in the contents."),
    Setting(*("typst_index", True, "", _FLAG), "Print an index of the index entries."),
    Setting(*("typst_citation_labels", False, "", _FLAG), "Print labels in the bibliography."),
    Setting(
        *("typst_offprint", False, "", _FLAG),
        "Print as an offprint of the first document: no half-title, contents or empty pages.",
    ),
    Setting(
        *("typst_cited_only", False, "", _FLAG), "Of the bibliography, only what the book cites."
    ),
    Setting(
        *("typst_fonts", ["Libertinus Serif"], "", _LIST),
        "Families of the text, the first preferred.",
    ),
    Setting(
        *("typst_font_paths", [], "", _LIST),
        "Folders with fonts, from the folder of `conf.py`.",
    ),
    Setting(*("typst_keywords", [], "", _LIST), "Keywords in the metadata of the PDF."),
    Setting(
        *("typst_pdf_standards", ["ua-1", "a-2a"], "", _LIST),
        "Standards that the PDF must meet.",
    ),
    Setting(
        *("typst_template", "", "", _TEXT),
        "A Typst file with another design, beside `conf.py`.",
    ),
    Setting(
        *("typst_template_files", [], "", _LIST),
        "Files and folders the template needs beside it.",
    ),
    Setting(
        *("typst_settings", {}, "", _DICT),
        "Further settings for such a template, as `settings.extra`.",
    ),
)
"""Settings of the book; the builder ``typst`` can be used without the rest of the engine."""


def site_address(config: Config) -> str:
    """Return the address of the site's first page with a final slash; empty if it has none."""
    base = first_address(config)
    folder = getattr(config, "apparatus_interfaces", {}).get(config.language, "")
    return f"{base}{folder}/" if base and folder else base


def first_address(config: Config) -> str:
    """Return the address of the site, of its first language if it has several."""
    base = str(getattr(config, "edition_url", "") or config.html_baseurl)
    return f"{base.rstrip('/')}/" if base else ""


def address_of(builder: Builder, pagename: str) -> str:
    """Return the address of a page, empty where the site's is not known."""
    base = site_address(builder.config)
    is_first = pagename == builder.config.root_doc
    return base and base + ("" if is_first else builder.get_target_uri(pagename))


def cited_address(config: Config) -> str:
    """Return the address that citations begin with: that of the version, where they are kept."""
    base = first_address(config)
    is_kept = base and config.release and getattr(config, "apparatus_versions", False)
    return f"{base}{KEPT}/{config.release}/" if is_kept else base


def project_folder(source: Path, config: Config) -> Path:
    """Return the folder that the folder of essays lies in."""
    return Path(source, config.apparatus_essays).resolve().parent


def day_of_build(config: Config) -> str:
    """Return the day that documents carry, in words of their language."""
    if config.today:
        return str(config.today)
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    day = dt.datetime.fromtimestamp(int(seconds) if seconds else time.time(), dt.UTC).date()
    if words := spell_date((day.year, day.month, day.day)):
        return words
    return format_date(config.today_fmt or "%b %d, %Y", language=config.language)


def register(app: Sphinx, settings: Iterable[Setting]) -> None:
    """Register settings; one that another extension has registered before stays as it is."""
    for setting in settings:
        if setting.name not in app.config:
            app.add_config_value(
                setting.name,
                setting.default,
                setting.rebuild,
                types=setting.types,
                description=setting.description.replace("`", ""),
            )


_OF_SITES = (
    *("apparatus_key", "apparatus_kept", "apparatus_versions", "apparatus_open_groups"),
    *("apparatus_interfaces", "apparatus_volumes", "edition_revision"),
)
"""Settings that mean nothing where the engine is a guest."""


def warn_of_site(app: Sphinx, config: Config) -> None:
    """Warn where settings or pages are those of a site that does not say it is the edition's.

    Sphinx itself would look for a first page of another ending, and stop there.
    """
    given = [name for name in _OF_SITES if config[name]]
    if given and not config.apparatus_site:
        warn(
            "setting",
            "%s: this means nothing unless the whole site is the edition’s; if it is, write "
            "apparatus_site = True",
            ", ".join(given),
        )
    page = f"{config.root_doc}.md"
    endings = {*config.source_suffix, *app.registry.source_suffix}
    if ".md" not in endings and Path(app.srcdir, page).is_file():
        warn(
            "setting",
            "%s: no extension of conf.py reads Markdown; write apparatus_site = True if the whole "
            "site is the edition’s, or add ‘myst_parser’ to ‘extensions’",
            page,
        )


def wants(config: Config, name: str) -> bool:
    """Return whether a setting is on: ``None`` where the whole site is the edition's."""
    return bool(config.apparatus_site if config[name] is None else config[name])


def offer_languages(app: Sphinx, config: Config) -> None:
    """Keep the languages whose site is there, so that no link leads nowhere.

    A folder is enough: who builds several makes them first. As a change of the setting, another
    one that is there has all pages written again.
    """
    folders = config.apparatus_interfaces
    folder = folders.get(config.language, "")
    top = Path(app.outdir).parent if folder else Path(app.outdir)
    there = {
        language: name
        for language, name in folders.items()
        if language == config.language or (top / (name or "index.html")).exists()
    }
    config.apparatus_interfaces = there if len(there) > 1 and config.language in there else {}


def check_values(app: Sphinx, config: Config) -> None:
    """Refuse a misspelled value, which could publish what should not be.

    :raises ConfigError: a setting has a value that means nothing.
    """
    for setting in (*EDITION, *SITE):
        found = config[setting.name]
        if setting.choices and found not in setting.choices:
            known = ", ".join(f"‘{choice}’" for choice in setting.choices)
            raise ConfigError(f"{setting.name} is {found!r}; expected one of {known}")
    for language, folder in config.apparatus_interfaces.items():
        if not re.fullmatch(r"[a-zA-Z0-9-]*", f"{language}{folder}"):
            raise ConfigError(
                f"apparatus_interfaces has {language!r}: {folder!r}; expected a code and the name "
                "of a folder, such as 'es': 'es'"
            )
    try:
        license_of(config.apparatus_license)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    try:
        Demands.of(config.apparatus_require, config.apparatus_expect)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    try:
        allowed_characters(config.apparatus_allowed_characters)
    except ValueError as error:
        raise ConfigError(f"apparatus_allowed_characters: {error}") from None
