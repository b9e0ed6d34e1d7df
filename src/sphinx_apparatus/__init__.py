"""Annotated critical editions with Sphinx.

Notes in files of their own, anchored by quotation to a locked text; a textual apparatus;
cross-references between essays; HTML, and a tagged PDF by Typst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_apparatus.model.version import VERSION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = VERSION


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the engine with Sphinx; see :mod:`sphinx_apparatus.extension`."""
    # Imported here, so that the check and the exporters do without Sphinx.
    from sphinx_apparatus.extension import register

    return register(app)
