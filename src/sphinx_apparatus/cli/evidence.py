"""Look up the words that notes quote, on the pages of their sources.

Fetches each source that is quoted, looks for the words, and writes what was found to
essays/_data/evidence.yml; only this command uses the network. A page is asked as robots.txt of its
host allows, once a second at most. Words that are not found are listed with the nearest ones.
Needs the extra “verify”: pip install 'sphinx-apparatus[verify]'.
Exit status: 0 all words were found, 1 some were not, 2 the command was misused.

Example:
  sphinx-apparatus evidence
  sphinx-apparatus evidence 1908-garden/forty-gardens --save
"""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import importlib.util
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sphinx_apparatus.cli.options import Misuse
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.problems import safe
from sphinx_apparatus.model.records import Lookup
from sphinx_apparatus.review.evidence_lookup import (
    EvidenceLookup,
    Found,
    file_of,
    key_of,
    merged,
    quotations,
    write_lookups,
)
from sphinx_apparatus.review.web_archives import Archive
from sphinx_apparatus.review.web_client import MOST_SECONDS, WebClient
from sphinx_apparatus.text.file_writing import write_whole

_EXTRA = ("protego", "pypdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "notes", nargs="*", metavar="NOTES", help="ids of notes, as text/note; all if none is given"
    )
    parser.add_argument(
        "--save",
        action="store_true",
        help="ask the web archive to keep each page that it does not have",
    )
    parser.add_argument(
        "--addresses",
        action="store_true",
        help="open the addresses of the other sources too",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write what changed since the last look-up, as Markdown; nothing if nothing did",
    )
    parser.add_argument(
        "--archive",
        default="",
        metavar="ADDRESS",
        help="a web archive that answers as the Wayback Machine does, in place of it",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=MOST_SECONDS,
        metavar="N",
        help=f"how long a page may take ({MOST_SECONDS:g})",
    )
    parser.add_argument(
        "--resolve",
        action="append",
        type=_resolved,
        default=[],
        metavar="HOST=ADDRESS:PORT",
        help="connect to this address for a host, for tests; else only public ones are asked",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise Misuse(
            f"{' and '.join(missing)} not installed; "
            "install the extra: pip install 'sphinx-apparatus[verify]'"
        )
    project = options.project
    edition = project.edition_without_fault()
    if edition is None:
        return 1
    wanted = quotations(edition, _known(edition, options.notes))
    client = WebClient(project.publication.edition_url, dict(options.resolve), options.seconds)
    before = edition.shared.lookups
    archive = Archive(client, options.archive)
    today = dt.datetime.now(dt.UTC).date()
    found: list[Found] = []
    file = file_of(project.essays)
    was: str | bytes | None = file.read_bytes() if file.is_file() else None

    def keep(more: list[Found]) -> None:
        nonlocal was
        found.extend(more)
        lookups = merged(before, [each.lookup for each in found], edition)
        was = write_lookups(project.essays, lookups, was)
        for each in more:
            if not each.lookup.outcome.is_found:
                print(safe(_line(each)), flush=True)

    lookup = EvidenceLookup(client, archive, today, options.save, before)
    lookup.run(wanted, edition.sources, keep)
    unopened: list[str] = []
    if options.addresses:
        quoted = {each.evidence.source for each in wanted}
        others = [each for key, each in edition.sources.items() if key not in quoted]
        for source, reason in lookup.unopened(others):
            unopened.append(f"{project.references}:{source.line}: {reason}: {source.address}")
            print(safe(unopened[-1]), flush=True)
    print(_summary([each.lookup for each in found]))
    if options.report:
        write_whole(options.report, _report(before, found, unopened))
    return int(bool(unopened) or any(not each.lookup.outcome.is_found for each in found))


def _known(edition: Edition, named: Sequence[str]) -> frozenset[str]:
    """Return the full ids of notes.

    :raises Misuse: there is no such note.
    """
    for name in named:
        if name not in edition.note_by_id:
            near = difflib.get_close_matches(name, edition.note_by_id, n=1)
            advice = f"did you mean ‘{near[0]}’?" if near else "expected an id such as text/note"
            raise Misuse(f"there is no note ‘{name}’; {advice}")
    return frozenset(named)


def _line(found: Found) -> str:
    lookup, note = found.lookup, found.quotation.note
    what = f"{lookup.outcome.value}: {lookup.reason or lookup.outcome.definition}"
    if lookup.address:
        what += f": {lookup.address}"
    if lookup.archive:
        what += "; an archived copy has the words"
    elif found.nearest:
        what += f"; nearest there: “{found.nearest}”"
    return f"{note.file.path}:{found.quotation.line}: {what}"


def _report(before: Sequence[Lookup], found: Sequence[Found], unopened: Sequence[str]) -> str:
    """Return what changed as Markdown; empty if nothing did.

    Every line is indented by four spaces, so that nothing of a stranger is read as Markdown.
    """
    earlier = {key_of(lookup): lookup.outcome for lookup in before}
    lines = []
    for each in found:
        lookup = each.lookup
        old = earlier.get(key_of(lookup))
        if old is not lookup.outcome and not (old is None and lookup.outcome.is_found):
            was = f" (before: {old.value})" if old else ""
            lines.append(f"    {safe(_line(each))}{was}".replace("\n", " "))
    lines += [f"    {safe(line)}".replace("\n", " ") for line in unopened]
    if not lines:
        return ""
    return "\n".join(
        [
            "Words that notes quote were looked up on the pages of their sources. This changed:",
            "",
            *sorted(lines),
            "",
            safe(_summary([each.lookup for each in found])) + ".",
            "",
        ]
    )


def _summary(lookups: Sequence[Lookup]) -> str:
    counts = Counter(lookup.outcome.value for lookup in lookups)
    counted = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    return f"{len(lookups)} quotations looked up: {counted}" if lookups else "nothing is quoted"


def _resolved(text: str) -> tuple[str, tuple[str, int]]:
    host, _, place = text.partition("=")
    address, _, port = place.rpartition(":")
    if not host or not address or not port.isdecimal():
        raise argparse.ArgumentTypeError(f"‘{text}’: expected HOST=ADDRESS:PORT")
    return host, (address, int(port))
