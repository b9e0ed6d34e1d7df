"""Build the site, show it in a browser, and rebuild it whenever a file is saved.

What is wrong with a file is told in a bar at the foot of every page until it is corrected.
Needs sphinx-autobuild: pip install 'sphinx-apparatus[serve]'
Ends with Ctrl-C. Exit status: 0 it was ended, 1 it could not go on, 2 the command was misused.

Example:
  sphinx-apparatus serve --port 8001 --open
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from sphinx_apparatus.cli.options import Misuse, Project
from sphinx_apparatus.text.file_writing import write_whole

_MOST_LINES = 12
"""Lines of faults that the bar shows."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--port", type=int, default=8000, help="port of the address (8000)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.add_argument(
        "--watch",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="rebuild when something changes here, too; may be repeated",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    if importlib.util.find_spec("sphinx_autobuild") is None:
        raise Misuse(
            "‘serve’ needs sphinx-autobuild; install it with: pip install 'sphinx-apparatus[serve]'"
        )
    import uvicorn
    from sphinx_autobuild.utils import (  # type: ignore[import-untyped]
        find_free_port,
        open_browser,
    )

    project: Project = options.project
    build = project.folder / "build"
    rebuild = Rebuild(project.docs, build / "html", build / "doctrees" / "html")
    rebuild.out.mkdir(parents=True, exist_ok=True)
    host = f"127.0.0.1:{options.port or find_free_port()}"
    watched = [project.docs, project.essays, project.references, *options.watch]
    rebuild()
    print(f"Serving on http://{host}, until Ctrl-C")
    if options.open:
        open_browser(host, 0)
    try:
        port = int(host.rpartition(":")[2])
        uvicorn.run(site(rebuild, watched, host), port=port, log_level="warning")
    except KeyboardInterrupt:
        return 0
    return 0


@dataclass(frozen=True)
class Rebuild:
    """The build of the site; what it complains of is kept in a file."""

    docs: Path
    out: Path
    doctrees: Path

    @property
    def faults(self) -> Path:
        """The file with what the last build complained of, beside the site."""
        return self.out.with_name("serve-faults.txt")

    def __call__(self, changed_paths: Sequence[Path] = ()) -> None:
        """Build the site, and print what Sphinx says.

        :param changed_paths: what was saved; Sphinx finds out by itself.
        """
        command = [sys.executable, "-m", "sphinx", "-n", "-q", "-b", "html"]
        command += ["-d", str(self.doctrees), str(self.docs), str(self.out)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as run:
            assert run.stderr is not None
            lines = []
            for line in run.stderr:
                sys.stderr.write(line)
                lines.append(line.rstrip())
        told = "\n".join(line for line in lines if line)
        write_whole(self.faults, told or ("The build failed." if run.returncode else ""))
        print("the pages are as they were before" if run.returncode else "the pages are up to date")


def bar(faults: str) -> str:
    """Return the bar that tells faults at the foot of a page; nothing if there are none."""
    if not faults:
        return ""
    lines = faults.splitlines()
    shown = "\n".join(lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        shown += f"\n… and {len(lines) - _MOST_LINES} lines more in the terminal"
    style = (
        "position:fixed;inset:auto 0 0 0;z-index:2147483647;margin:0;padding:.75rem 1rem;"
        "max-height:40vh;overflow:auto;background:#7a0012;color:#fff;font:.875rem/1.4 monospace;"
        "white-space:pre-wrap;overflow-wrap:anywhere"
    )
    return f'\n<div id="serve-faults" role="alert" style="{style}">{escape(shown)}</div>\n'


Scope = dict[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Any]


def site(rebuild: Rebuild, watched: Iterable[Path], host: str) -> App:
    """Return the application that serves the site, rebuilds it and has its pages loaded again.

    :param host: host and port of the address.
    """
    from sphinx_autobuild.filter import IgnoreFilter  # type: ignore[import-untyped]
    from sphinx_autobuild.middleware import (  # type: ignore[import-untyped]
        JavascriptInjectorMiddleware,
    )
    from sphinx_autobuild.server import RebuildServer  # type: ignore[import-untyped]
    from starlette.applications import Starlette
    from starlette.routing import Mount, WebSocketRoute
    from starlette.staticfiles import StaticFiles

    ignored = IgnoreFilter([rebuild.out, rebuild.doctrees, ".git", "node_modules"], [])
    server = RebuildServer(list(watched), ignored, change_callback=rebuild)
    pages = Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", server),
            Mount("/", app=StaticFiles(directory=rebuild.out, html=True)),
        ],
        lifespan=server.lifespan,
    )

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        # A page is loaded again after every build: it has the bar as long as there are faults.
        page = JavascriptInjectorMiddleware(pages, host)
        faults = rebuild.faults
        page.script += bar(faults.read_text(encoding="utf-8") if faults.exists() else "").encode()
        await page(scope, receive, send)

    return answer
