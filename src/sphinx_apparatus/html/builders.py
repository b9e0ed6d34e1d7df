"""The end of a build: what Sphinx writes after the pages, only where it can have changed.

Sphinx writes the general index, the inventory and the index of its search anew in each build, even
where it has read and written no page; with a thousand essays they took half of such a build.
The builders here are Sphinx's own but for this, put in their place by its public
``add_builder(override=True)``. They can go when Sphinx says “no targets are out of date” and stops.

What is remembered is told by the digests of the files themselves: of what was written, and of the
environment that it was written from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder

from sphinx_apparatus.edition.digests import digest_of
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SparingHTMLBuilder(StandaloneHTMLBuilder):
    """Pages as Sphinx's builder of this name writes them."""

    is_finished: bool
    """Whether the last build ended with all that this one could write."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Find out what is there."""
        super().prepare_writing(docnames)
        domain = self.env.domains["apparatus"]
        assert isinstance(domain, ApparatusDomain)
        self._memory = Path(self.doctreedir, f"apparatus-{self.name}.json")
        self._last = self._remembered()
        is_idle = domain.is_idle and not docnames
        self.is_finished = is_idle and self._last.get("written") == self._written()
        if not self.is_finished:
            # A build that is broken off leaves nothing to be believed.
            self._memory.unlink(missing_ok=True)

    def gen_indices(self) -> None:
        """Write the general index and those of domains."""
        if not self.is_finished:
            super().gen_indices()

    def gen_additional_pages(self) -> None:
        """Write the page of the search, and those that the settings name."""
        if not self.is_finished:
            super().gen_additional_pages()

    def dump_search_index(self) -> None:
        """Write the index of Sphinx's own search."""
        if not self.is_finished:
            super().dump_search_index()

    def dump_inventory(self) -> None:
        """Write the inventory, unless it would list the same."""
        if not self.is_finished:
            file, listed = self.outdir / INVENTORY_FILENAME, self._listed()
            if self._last.get("inventory") != [listed, digest_of(file)]:
                super().dump_inventory()
            self._inventory = [listed, digest_of(file)]

    def finish(self) -> None:
        """Write all of this, and remember it."""
        super().finish()
        self.finish_tasks.add_task(self._remember)

    def _remember(self) -> None:
        if not self.is_finished:
            now = {"inventory": self._inventory, "written": self._written()}
            self._memory.write_text(json.dumps(now), encoding="utf-8")

    def _remembered(self) -> dict[str, Any]:
        try:
            found = json.loads(self._memory.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _written(self) -> list[str]:
        """Tell what this builder has written from which environment."""
        pages = ["genindex", *(index[0] for index in self.domain_indices)]
        pages += ["search", *self.config.html_additional_pages]
        files = [Path(self.get_output_path(page)) for page in pages]
        files += [self.outdir / self.searchindex_filename, self.outdir / INVENTORY_FILENAME]
        return [str(self.outdir), digest_of(self.doctreedir / ENV_PICKLE_FILENAME, *files)]

    def _listed(self) -> str:
        """Give a digest of what the inventory has to list."""
        digest = hashlib.sha256(repr((self.config.project, self.config.version)).encode())
        for domain in self.env.domains.sorted():
            digest.update(repr((domain.name, sorted(domain.get_objects()))).encode())
        return digest.hexdigest()


class SparingDirectoryHTMLBuilder(SparingHTMLBuilder, DirectoryHTMLBuilder):
    """Pages in folders of their own, as Sphinx's builder of this name writes them."""


def setup(app: Sphinx) -> None:
    """Register both builders in the place of Sphinx's."""
    app.add_builder(SparingHTMLBuilder, override=True)
    app.add_builder(SparingDirectoryHTMLBuilder, override=True)
