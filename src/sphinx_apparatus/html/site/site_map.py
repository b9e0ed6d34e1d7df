"""List of pages for search engines, where the site's address is known."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_apparatus.html.site.sharing import address_of
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILE = "sitemap.xml"
ROBOTS = "robots.txt"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_site_map(app: Sphinx, exception: Exception | None) -> None:
    """Write the list and the file that names it; remove those of an earlier build."""
    builder = app.builder
    if exception is not None or builder.name not in HAVE_PAGES:
        return
    root = address_of(builder, app.config.root_doc)
    lines = [
        f"<url><loc>{escape(address_of(builder, page))}</loc></url>"
        for page in sorted(app.env.all_docs)
        if root and "orphan" not in app.env.metadata.get(page, {})
    ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SPACE}">\n'
    _write(Path(app.outdir, FILE), head + "\n".join(lines) + "\n</urlset>\n" if root else "")
    # Robots ask for it at the top of a host only.
    is_top = urlsplit(root).path == "/"
    robots = f"User-agent: *\nAllow: /\nSitemap: {root}{FILE}\n" if is_top else ""
    _write(Path(app.outdir, ROBOTS), robots)


def _write(path: Path, text: str) -> None:
    if text:
        write_whole(path, text)
    else:
        path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Write with each site."""
    app.connect("build-finished", write_site_map)
