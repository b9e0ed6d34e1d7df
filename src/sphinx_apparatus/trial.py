"""A trial of the pages: read them as a build does, and return what it would warn of.

Sphinx, MyST and the extensions of the edition read the pages and resolve their references, so
that the check knows what ``sphinx-build -n -W`` knows. Nothing is written, and ``conf.py`` is not
run.
"""

from __future__ import annotations

import io
import logging
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator, WarningSuppressor

from sphinx_apparatus.edition.rules_common import did_you_mean
from sphinx_apparatus.html.formulas import mathml
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.sphinx_ext.domain import DATA_VIEW, apparatus_domain
from sphinx_apparatus.sphinx_ext.nodes import listing

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

_SETTINGS = frozenset(
    {
        *("extensions", "language", "root_doc", "master_doc", "source_suffix", "exclude_patterns"),
        *("include_patterns", "default_role", "highlight_language", "numfig"),
        *("nitpick_ignore", "nitpick_ignore_regex", "suppress_warnings"),
        *("myst_enable_extensions", "myst_heading_anchors", "myst_all_links_external"),
    }
)
"""The settings beside those of the engine that decide what a page may hold; no others: some name
functions to call, or hosts to ask."""
_REMEDIES = {
    "toc.not_included": "add it to the {toctree} of a page, or write ‘orphan: true’ before it",
    "toc.not_readable": "correct the name, or delete it from the {toctree}",
    "myst.directive_unknown": "correct the name, or add its extension in conf.py",
    "myst.role_unknown": "correct the name, or add its extension in conf.py",
    "myst.xref_missing": "correct the name of the page or heading",
    "image.not_readable": "correct the name, or add the picture",
    **dict.fromkeys(
        ("ref.text", "ref.passage", "ref.note", "ref.mark", "ref.theme", "ref.crossing"),
        "show its text by {apparatus:essay} or its theme by {apparatus:theme} on a page",
    ),
}


_TARGET = re.compile(r"apparatus:\w+ reference target not found: (?P<text>[^/;]+)")
_BRIDGE = PygmentsBridge()


class Trial(Sphinx):
    """A build that takes the records as they were read and checked."""

    edition: Edition


class _Lines(io.StringIO):
    """Collects what is said before the pages are read, each warning in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def write(self, words: str) -> int:
        """Keep a warning."""
        said = " ".join(strip_colors(words).split())
        self.found.append(said.partition("WARNING: ")[2] or said.removeprefix("ERROR: "))
        return len(words)


def _without_paths(message: str, docs: Path, root: Path) -> str:
    """Return a message without paths of this machine."""
    message = re.sub(r"_StrPath\('([^']*)'\)", r"\1", message)
    return message.replace(f"{docs}/", "").replace(f"{root}/", "")


class _Warnings(logging.Handler):
    """Collects warnings with their places."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.found: list[tuple[str, str]] = []
        self.addFilter(WarningSuppressor(app))
        self.addFilter(WarningLogRecordTranslator(app))

    def emit(self, record: logging.LogRecord) -> None:
        kind = f"{getattr(record, 'type', '')}.{getattr(record, 'subtype', '')}"
        # Sphinx puts the place before the message, docutils the lines of the page below it.
        message = logging.LogRecord.getMessage(record).partition("\n\n")[0]
        message = " ".join(message.removesuffix(f"[{kind}]").split())
        if remedy := _REMEDIES.get(kind, ""):
            message = f"{message.removesuffix('.')}; {remedy}"
        self.found.append((getattr(record, "location", None) or "", message))


def page_warnings(
    edition: Edition,
    docs: Path,
    root: Path,
    settings: Mapping[str, object],
    book: Iterable[tuple[str, int]] = (),
) -> Iterator[Problem]:
    """Yield what a build would warn of in the pages of an edition without errors.

    :param root: the folder that the paths of problems begin in.
    :param settings: those of ``conf.py`` that are plain values.
    :param book: pages that ``typst_documents`` names, each with its line.
    """
    overrides = {
        name: value
        for name, value in settings.items()
        if name in _SETTINGS or name.startswith("apparatus_")
    }
    # Each takes a third of the time, and warns of nothing.
    overrides |= {"nitpicky": True, "smartquotes": False, "show_warning_types": False}
    conf = (docs / "conf.py").relative_to(root).as_posix()
    with tempfile.TemporaryDirectory() as folder, patch_docutils(), docutils_namespace():
        stderr = _Lines()
        app = Trial.__new__(Trial)
        app.edition = edition
        doctrees = Path(folder, "doctrees")
        try:
            app.__init__(  # type: ignore[misc]
                *(docs, None, Path(folder, "out"), doctrees, "dummy", overrides, None, stderr)
            )
        except Exception as error:  # of any extension
            message = f"the build ends: {_without_paths(str(error), docs, root)}"
            yield Problem(Rule.PAGE_WARNING, conf, 1, message)
            return
        for words in stderr.found:
            yield Problem(Rule.PAGE_WARNING, conf, 1, _without_paths(words, docs, root))
        app.connect("doctree-read", _without_exports)
        app.connect("doctree-resolved", _render)
        warnings = _Warnings(app)
        logger = logging.getLogger(NAMESPACE)
        logger.addHandler(warnings)
        try:
            app.build()
        except SystemExit:
            pass  # It has said where and why.
        except Exception as error:  # of any extension
            warnings.found.append((app.env.current_document.docname, f"the build ends: {error}"))
        finally:
            logger.removeHandler(warnings)
        pages = app.env.found_docs
        for name, line in book:
            if name not in pages:
                remedy = did_you_mean(name, pages) or "; take it out of the list, or add the page"
                message = f"typst_documents: there is no page ‘{name}’{remedy}"
                yield Problem(Rule.PAGE_WARNING, conf, line, message)
        shown = apparatus_domain(app.env).pages_of_records
        unshown = {id for id in edition.essay_by_id if f"text:{id}" not in shown}
        cause: dict[str, None] = {}
        for location, message in dict.fromkeys(warnings.found):
            # What names a text without a page is right: it is the page that is missing.
            missing = _TARGET.match(message)
            if missing and missing["text"] in unshown:
                cause.setdefault(missing["text"])
                continue
            path, line = _place(location, app, root)
            message = _without_paths(message, docs, root)
            yield Problem(Rule.PAGE_WARNING, path or conf, line, message)
        for id in cause:
            message = (
                "no page shows this text, and others lead to it; "
                f"add {conf.removesuffix('conf.py')}essays/{id}.md with {{apparatus:essay}} {id}"
            )
            yield Problem(Rule.PAGE_WARNING, edition.essay_by_id[id].file.path, 1, message)


def _without_exports(app: Sphinx, doctree: nodes.document) -> None:
    """Take out the list of exports, which takes as long as all pages together."""
    for node in [*doctree.findall(listing)]:
        if node["view"] == DATA_VIEW:
            node.replace_self([])


def _render(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Render what warns while it is written: blocks of code and formulas."""
    for formula in doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        mathml(formula)
    for node in doctree.findall(nodes.literal_block):
        if node.get("language", "none") not in ("none", "text", "default"):
            force = node.get("force", False)
            _BRIDGE.highlight_block(node.rawsource, node["language"], force=force, location=node)


def _place(location: str, app: Sphinx, root: Path) -> tuple[str, int]:
    """Return the path and the line of a warning."""
    if location in app.env.found_docs:
        location = str(app.env.doc2path(location))
    path, _, line = location.rstrip(":").rpartition(":")
    if not line.isdecimal():
        path, line = location.rstrip(":"), "1"
    # Records are named from the folder of the edition, and Sphinx takes it for the current one.
    for folder in (root, Path.cwd()):
        if path and Path(path).is_relative_to(folder):
            return Path(path).relative_to(folder).as_posix(), int(line)
    return path, int(line)
