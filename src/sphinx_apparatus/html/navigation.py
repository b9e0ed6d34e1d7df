"""The tree of pages in the sidebar, rendered once.

The theme renders the whole tree anew for each page, and each page's tree names every other page:
time and size grow with the square of the number of pages.
Here entries are made once from the titles; a page shows the upper level and its own branch,
and of a long list of siblings only the neighbors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import n_
from sphinx_apparatus.sphinx_ext.directives.essays import is_of_all
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

NEIGHBORS = 12
"""How many pages before and behind the current one stand in a list that is too long."""


@dataclass
class Navigation:
    """The tree of an edition's pages."""

    builder: Builder
    env: BuildEnvironment
    shelves: str = ""
    """The page that lists all texts in groups, if there is one."""
    _children: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)
    _parents: dict[str, str] | None = None

    def html(self, page: str, of: str = "") -> str:
        """Return the lists as a page shows them.

        :param of: the page in whose place it stands in the tree, if it has none of its own.
        """
        branch = set(self._branch(of or page))
        return "".join(self._list(self.env.config.root_doc, page, branch, 1))

    def _branch(self, page: str) -> Iterator[str]:
        parents = self._parents_of()
        seen: set[str] = set()
        while page and page not in seen:
            seen.add(page)
            yield page
            page = parents.get(page, "")

    def _parents_of(self) -> dict[str, str]:
        if self._parents is None:
            self._parents = {
                child: parent
                for parent, children in self.env.toctree_includes.items()
                for child in children
            }
        return self._parents

    def _sections(self, page: str) -> list[tuple[str, list[str]]]:
        """Return the captions and pages of each tree on a page."""
        if page not in self._children:
            trees = self.env.tocs.get(page, nodes.bullet_list()).findall(addnodes.toctree)
            self._children[page] = [
                (tree.get("caption") or "", [p for _, p in tree["entries"] if p in self.env.titles])
                for tree in trees
            ]
        return self._children[page]

    def _title(self, page: str) -> str:
        if page not in self._titles:
            self._titles[page] = escape(self.env.titles[page].astext())
        return self._titles[page]

    def _list(self, parent: str, page: str, branch: set[str], level: int) -> Iterator[str]:
        limit = self.env.config.apparatus_open_groups if level == 1 else 0
        for number, (caption, pages) in enumerate(self._sections(parent), 1):
            if not pages:
                continue
            folds = bool(limit and number > limit and caption and not branch.intersection(pages))
            if folds:
                yield f'<details class="{css.GROUP}"><summary class="caption">'
                yield f'<span class="caption-text">{escape(caption)}</span></summary>'
            elif caption:
                yield (
                    '<p class="caption" role="heading" aria-level="2">'
                    f'<span class="caption-text">{escape(caption)}</span></p>'
                )
            yield '<ul class="nav bd-sidenav">' if level == 1 else "<ul>"
            shown = _window(pages, branch)
            for entry in shown:
                yield from self._entry(entry, page, branch, level)
            yield "</ul>"
            if len(shown) < len(pages):
                yield self._whole(parent, page, len(shown), len(pages))
            if folds:
                yield "</details>"

    def _whole(self, parent: str, page: str, shown: int, all: int) -> str:
        """Link a list that is cut to the page that has all of it."""
        there = self.shelves or parent
        address = escape(self.builder.get_relative_uri(page, there)) or "#"
        counted = n_("{shown} of {count} page.", "{shown} of {count} pages.", all, shown=shown)
        return (
            f'<p class="{css.MORE}">{counted} '
            f'<a class="reference internal" href="{address}">{self._title(there)}</a></p>'
        )

    def _entry(self, entry: str, page: str, branch: set[str], level: int) -> Iterator[str]:
        current = entry in branch
        here = ' aria-current="page"' if entry == page else ""
        address = escape(self.builder.get_relative_uri(page, entry)) or "#"
        inside = self._sections(entry) if current else []
        yield f'<li class="toctree-l{level}{" current active" if current else ""}">'
        classes = f"{'current ' if current else ''}reference internal"
        yield f'<a class="{classes}" href="{address}"{here}>'
        yield f"{self._title(entry)}</a>"
        if inside:
            yield from self._list(entry, page, branch, level + 1)
        yield "</li>"


def page_of_all(domain: ApparatusDomain) -> str:
    """Return the page that lists all texts in groups, empty if there is none."""
    pages = [page for page, views in domain.views.items() if any(map(is_of_all, views))]
    return min(pages, default="")


def _window(pages: Sequence[str], branch: set[str]) -> Sequence[str]:
    """Return the part of a long list that is near the current page."""
    if len(pages) <= 4 * NEIGHBORS:
        return pages
    at = next((index for index, page in enumerate(pages) if page in branch), 0)
    start = min(max(at - NEIGHBORS, 0), len(pages) - 2 * NEIGHBORS)
    return pages[start : start + 2 * NEIGHBORS]


class Sidebar:
    """The sidebar of all pages of a build."""

    _navigation: Navigation | None = None

    def renew(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Build the tree of pages anew, when all of them are read."""
        self._navigation = Navigation(app.builder, env, page_of_all(apparatus_domain(env)))

    def add_to_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: object,
    ) -> None:
        """Add the tree of pages to what templates read."""
        navigation = self._navigation
        assert navigation is not None, "pages are read before they are written"

        # The theme renders its sidebar twice, the first time to see if there is anything in it.
        @cache
        def shown() -> str:
            return navigation.html(pagename, context.get("apparatus_branch", ""))

        context["apparatus_navigation"] = shown


def setup(app: Sphinx) -> None:
    """Register the sidebar; before the theme's handlers (500), which render parts of the page."""
    sidebar = Sidebar()
    app.connect("env-updated", sidebar.renew)
    app.connect("html-page-context", sidebar.add_to_context, priority=400)
