"""What the windows of *Annotate* and *Correct* need to know, in scripts that they fetch.

One script has what holds for the whole site: where things are sent, the headings of the issue
forms, what the edition demands, its contested words. Others have the sources; the files of the
notes of a text, so that the page can change one; and the templates of new notes, which are those
of :mod:`sphinx_apparatus.authoring.note_file`. Scripts, not JSON: pages opened from a folder may
not read files.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_apparatus.authoring.note_file import example_source, template
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.model.hosts import host_of
from sphinx_apparatus.review.issue_form import form_of
from sphinx_apparatus.sphinx_ext.builders import SITES
from sphinx_apparatus.sphinx_ext.config import project_folder
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain, is_own_page
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

FOLDER = "_static/contributing"
SETTINGS, SOURCES = f"{FOLDER}/settings.js", f"{FOLDER}/sources.js"
_LABEL = 90
"""Characters of what is shown of a source where one is chosen."""
_FORMS = Path(".github", "ISSUE_TEMPLATE")
_CORRECTING = "#correct-a-note"
"""Where the page on how to contribute has it, the section on corrections."""
_MARK = '<meta name="apparatus-correct" content="offered">\n'


def offers_notes(env: BuildEnvironment) -> bool:
    """Return whether pages offer new notes and corrections: as set, or where they can be sent.

    Without an address of the repository and without a page on how to contribute, nobody
    knows what to do with them.
    """
    config = env.config
    if config.apparatus_annotate is not None:
        return bool(config.apparatus_annotate)
    return bool(config.repository_url) or config.apparatus_contributing in env.all_docs


def _settings(app: Sphinx, domain: ApparatusDomain) -> dict[str, Any]:
    """Return what holds for the whole site."""
    config, edition = app.config, domain.edition
    name = config.apparatus_contributing
    guide = app.builder.get_target_uri(name) if name in app.env.all_docs else ""
    pages = domain.pages_of_texts(app.builder.name)
    project = project_folder(Path(app.srcdir), config)
    return {
        "repository": config.repository_url.rstrip("/"),
        "branch": config.repository_branch,
        "host": host_of(config.repository_url, config.repository_host),
        "guide": guide,
        "correcting": guide + (_CORRECTING if _has_section(app.env, name, _CORRECTING) else ""),
        "folder": Path(config.apparatus_essays).name,
        "references": Path(config.apparatus_references).name,
        "pages": {app.builder.get_target_uri(page): ids for page, ids in pages.items()},
        "forms": dict(_forms(project / _FORMS)),
        "demands": sorted(edition.demands.required | edition.demands.expected),
        "expected": sorted(edition.demands.expected),
        "contested": [
            {"words": word.words, "except": word.except_, "reason": word.reason}
            for word in edition.shared.vocabulary
        ],
        "language": edition.language,
        "people": {person.key: person.name for person in edition.shared.people},
    }


def _has_section(env: BuildEnvironment, page: str, anchor: str) -> bool:
    """Return whether a page has the section of an anchor."""
    entries = env.tocs[page].findall(nodes.reference) if page in env.tocs else ()
    return any(entry.get("anchorname") == anchor for entry in entries)


def _forms(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each issue form with its headings in their order, by the ids of its fields."""
    for path in sorted(folder.glob("*.yml")):
        # Not every file of the folder is a form.
        with suppress(ValueError):
            labels = form_of(path.read_text(encoding="utf-8")).labels
            yield path.stem, {id: label for label, id in labels.items()}


def _sources(edition: Edition) -> dict[str, list[str]]:
    """Return how each source is cited, its language, how far it was read, whether it has pages."""
    cited = edition.labels
    return {
        key: [
            shorten(f"{cited[key]}. {source.title}", _LABEL, placeholder="…"),
            source.language,
            source.consulted.value if source.consulted else "",
            *(["pages"] if source.has_pages else []),
        ]
        for key, source in edition.sources.items()
    }


def _files(essays: Path, edition: Edition, essay: Essay) -> dict[str, list[str]]:
    """Return how each note is cited, and its file."""
    folder = essays / essay.id / "notes"
    return {
        note.id: [
            edition.note_label(note),
            (folder / f"{note.id}.md").read_text(encoding="utf-8"),
        ]
        for note in essay.active_notes
    }


def write_settings(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write them, if any page is written: a record that they show may be another."""
    domain = apparatus_domain(app.env)
    if app.builder.name in SITES and offers_notes(app.env) and not domain.is_idle:
        edition, essays = domain.edition, Path(app.srcdir, app.config.apparatus_essays)
        _write(app, SETTINGS, "apparatusContributing", _settings(app, domain))
        _write(app, SOURCES, "apparatusSources", _sources(edition))
        # A note's file may quote words around its own; where only quotations are shown, none are.
        shown = () if domain.quotes_only else domain.pages_of_texts(app.builder.name).values()
        for id in sorted({id for ids in shown for id in ids}):
            files = _files(essays, edition, edition.essay_by_id[id])
            _write(app, f"{FOLDER}/{id}.js", "apparatusFiles", files)
    yield from ()


def _write(app: Sphinx, file: str, name: str, data: object) -> None:
    path = Path(app.outdir, file)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write_whole(path, f"window.{name}={text};\n")


def _quoted(essay: Essay) -> dict[str, list[dict[str, str]]]:
    """Return what fact-checks of a text quote already, by the key of each source."""
    quoted: dict[str, list[dict[str, str]]] = {}
    for note in essay.active_notes:
        for each in note.fact_check.evidence if note.fact_check else ():
            words = {
                "quote": each.quote,
                "language": each.language or "",
                "at": each.at or "",
                "translation": each.translation or "",
                "primary": "true" if each.primary else "",
            }
            words = {name: value for name, value in words.items() if value}
            there = quoted.setdefault(each.source, [])
            if words not in there:
                there.append(words)
    return quoted


def texts_of(edition: Edition, essays: list[Essay]) -> dict[str, Any]:
    """Return what the script reads of the texts of a page, by their ids."""
    people = [person.key for person in edition.shared.people]
    person = "editors" if "editors" in people else next(iter(people), "editors")
    return {
        essay.id: {
            "ids": [note.id for note in essay.notes],
            "titles": [note.head.title for note in essay.notes],
            "labels": [note.label for note in essay.notes],
            "kinds": [note.head.kind for note in essay.notes],
            "written": _month(essay.head.date.last),
            "quoted": _quoted(essay),
            "templates": {
                kind.value: template(
                    kind,
                    example_source(edition, essay),
                    person,
                    needs_summary="summary" in edition.demands,
                    verdicts=edition.scheme.verdicts,
                )
                for kind in edition.scheme.kinds
            },
        }
        for essay in essays
    }


def _month(date: PartialDate) -> str:
    """Return a month that is not after the date; empty where it is before Christ."""
    return f"{date.year:04}-{date.month or 1:02}" if date.year > 0 else ""


def write_texts(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write them for every text, if any page is written: a source or person may be another."""
    domain = apparatus_domain(app.env)
    # Where a page shows excerpts, it does not know whether words stand in the text once.
    if domain.quotes_only or not offers_notes(app.env):
        return
    if app.builder.name in SITES and not domain.is_idle:
        for page, ids in domain.pages_of_texts(app.builder.name).items():
            essays = [domain.edition.essay_by_id[id] for id in ids]
            folder = Path(app.srcdir).name
            document = f"{folder}/{app.env.doc2path(page, base=False)}"
            settings = {"document": document, "texts": texts_of(domain.edition, essays)}
            _write(app, _file(page), "apparatusAnnotate", settings)
    yield from ()


def _file(page: str) -> str:
    return f"_static/annotate/{page}.js"


def add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the addresses of its style, settings and script to pages of essays, and to these alone.

    ``apparatus.js`` fetches them when somebody selects words or presses the button: few do.
    """
    if doctree is None or app.builder.name not in SITES:
        return
    domain = apparatus_domain(app.env)
    # Where a page shows excerpts, it does not know whether words stand in the text once.
    if domain.quotes_only or not offers_notes(app.env):
        return
    if pagename not in domain.pages_of_texts(app.builder.name):
        return
    files = ("_static/annotate.css", SETTINGS, SOURCES, _file(pagename), "_static/annotate.js")
    addresses = json.dumps([context["pathto"](file, 1) for file in files]).replace("<", "\\u003c")
    context["metatags"] = (
        context.get("metatags", "")
        + f'<script type="application/json" id="apparatus-annotate">{addresses}</script>\n'
    )


def mark_pages(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Mark every page of a site that takes corrections; the scripts fetch the rest."""
    is_own = is_own_page(app, pagename, context)
    if app.builder.name in SITES and is_own and offers_notes(app.env):
        context["metatags"] = context.get("metatags", "") + _MARK


def setup(app: Sphinx) -> None:
    """Register the files and the mark."""
    app.connect("html-page-context", mark_pages)
    app.connect("html-page-context", add_script)
    app.connect("html-collect-pages", write_settings)
    app.connect("html-collect-pages", write_texts)
