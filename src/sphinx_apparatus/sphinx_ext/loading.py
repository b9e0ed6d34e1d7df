"""Read and check the records at the start of a build; stop it if there is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_apparatus.edition.digests import digests_of_edition, engine_digest
from sphinx_apparatus.model.characters import allowed_characters
from sphinx_apparatus.model.demands import Demands
from sphinx_apparatus.review.file_names import odd_names, with_names
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.sphinx_ext.logging import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.problems import Problem


def open_records(app: Sphinx) -> None:
    """Read all records, print their problems, and stop at errors.

    Where nothing has changed since the last build they are read only if a page needs them.

    :raises SystemExit: a record has a fault. Not an exception of Sphinx's: for each of those
        ``sphinx-build`` prints versions and a traceback below the messages, which help nobody
        who has to correct a file.
    """
    folder = _resolved(app.srcdir, app.config.apparatus_essays)
    references = _resolved(app.srcdir, app.config.apparatus_references)
    records = digests_of_edition(folder, references)
    records["engine"] = engine_digest()
    # Of a project where the engine is a guest, the names of the other files are its own matter.
    folders = [folder, *([Path(app.srcdir)] if app.config.apparatus_site else [])]
    names = list(odd_names(folders, folder.parent))
    domain = apparatus_domain(app.env)
    # A trial of the pages has read them.
    given: Edition | None = getattr(app, "edition", None)
    domain.begin(
        app.builder,
        records,
        lambda: given or _read(folder, references, app, names, records),
    )
    # A prepared build reads them when the change has come.
    if (names or not domain.is_unchanged) and not getattr(app, "waits", False):
        domain.read_now()


def read_before_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the records if pages are to be read: before the workers fork, not in each of them."""
    apparatus_domain(env).begin_reading(docnames)


def _read(
    folder: Path,
    references: Path,
    app: Sphinx,
    names: Iterable[Problem],
    digests: Mapping[str, str],
) -> Edition:
    # Imported here: a build of nothing new has no use for what reads and checks records.
    from sphinx_apparatus.edition.loader import open_edition

    config = app.config
    edition = open_edition(
        folder,
        references,
        allowed_characters(config.apparatus_allowed_characters),
        Demands.of(config.apparatus_require, config.apparatus_expect),
        config.apparatus_language or config.language,
        digests,
        getattr(app, "readings", None),
        getattr(app, "begin_page", lambda _: None),
    )
    _stop_at_faults(with_names(edition.problems, names))
    return edition


def _stop_at_faults(problems: Sequence[Problem]) -> None:
    for problem in problems:
        report(problem)
    count = sum(problem.stops for problem in problems)
    if count:
        errors = "1 error" if count == 1 else f"{count} errors"
        raise SystemExit(f"{errors} in the edition (listed above); nothing was built.")


def _resolved(source: Path, setting: str) -> Path:
    """Return the file or folder of a setting; a link stays one, so that it is refused."""
    path = Path(source, setting)
    return path.parent.resolve() / path.name
