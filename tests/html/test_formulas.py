"""Formulas are MathML: no script is fetched for them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp
from tests.support.project import LINT_BASE

PAGE = """\
# A page

Here $\\frac{a}{b} < c$ is {math}`\\sqrt{2}`, and {eq}`one` follows.

```{math}
:label: one
x = 1
```

```{bibliography}
```
"""
CONF = """\
extensions = ["sphinx_apparatus"]
apparatus_site = True
myst_enable_extensions = ["dollarmath"]
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """The pages of a small edition, one of them with formulas."""
    folder = Path(shutil.copytree(LINT_BASE, tmp_path / "edition")) / "docs"
    folder.mkdir()
    (folder / "index.md").write_text(PAGE)
    (folder / "conf.py").write_text(CONF)
    return folder


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_formulas_are_shown_without_a_script(docs: Path, builder: str) -> None:
    app = SphinxTestApp(builder, docs, docs.parent / "out")
    try:
        app.build()
        warnings = app.warning.getvalue()
        (page,) = app.outdir.rglob("index.*html")
    finally:
        app.cleanup()
    words = page.read_text(encoding="utf-8")
    assert words.count("<math ") == 3
    assert "<mfrac>" in words
    assert 'id="equation-one"' in words
    assert "MathJax" not in words
    assert not re.search(r'(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css)', words)
    assert "formula" not in warnings


def test_mathjax_of_another_host_is_refused(docs: Path) -> None:
    (docs / "conf.py").write_text(f'{CONF}html_math_renderer = "mathjax"\n')
    with pytest.raises(ConfigError, match="on another host; copy MathJax into"):
        SphinxTestApp("html", docs, docs.parent / "out")
