"""Build the site, show it in a browser, and rebuild it whenever a file is saved.

The page that is looked at comes first, and keeps its place. What is wrong with a file is told in a
bar at the foot of every page until it is corrected.
Needs sphinx-autobuild: pip install 'sphinx-apparatus[serve]'
Ends with Ctrl-C. Exit status: 0 it was ended, 1 it could not go on, 2 the command was misused.

Example:
  sphinx-apparatus serve --port 8001 --open
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sphinx_apparatus.cli.options import Misuse, Project

_MOST_LINES = 12
"""Lines of faults that the bar shows."""
_QUIET = 10
"""Milliseconds without a further change after which a build begins: editors save at once."""
_RECORDS_AND_PAGES = frozenset({".md", ".rst", ".yml"})
"""Files that a build which is already prepared reads when it begins; what else a build is made of
(settings, bibliography, templates, the engine) it has read before."""
_SCRIPT = """
<script>
new WebSocket(`ws://${location.host}/reload?${encodeURIComponent(location.pathname)}`).onmessage =
  () => location.reload();
</script>
"""


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
    builds = Builds(project.docs, build / "html", build / "doctrees" / "html")
    builds.out.mkdir(parents=True, exist_ok=True)
    port = options.port or find_free_port()
    watched = [project.docs, project.essays, project.references, *options.watch]
    try:
        asyncio.run(builds.first())
        print(f"Serving on http://127.0.0.1:{port}, until Ctrl-C")
        if options.open:
            open_browser(f"127.0.0.1:{port}", 0)
        uvicorn.run(site(builds, watched), port=port, log_level="warning")
    except KeyboardInterrupt:
        return 0
    return 0


@dataclass
class Builds:
    """The builds of the site: each is prepared before the change that it is for."""

    docs: Path
    out: Path
    doctrees: Path
    faults: str = ""
    """What the last build complained of."""
    looked_at: str = ""
    """The page that a browser asked for last."""
    _prepared: Process | None = field(default=None, init=False)

    async def first(self) -> None:
        """Build the site before anybody looks at it."""
        async for _ in self.build(()):
            pass

    async def prepare(self) -> None:
        """Start a process that will build at the next change."""
        if self._prepared is None:
            command = [sys.executable, "-m", "sphinx_apparatus.html.prepared_build"]
            command += map(str, (self.docs, self.out, self.doctrees))
            self._prepared = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=PIPE
            )

    async def end(self) -> None:
        """End the process that waits for a change."""
        process, self._prepared = self._prepared, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def build(self, changed: Iterable[Path]) -> AsyncIterator[str | None]:
        """Build the site, and print what Sphinx says.

        Yield the name of the page that is finished before the others, and nothing at the end.

        :param changed: what was saved; Sphinx finds out by itself.
        """
        if any(path.suffix not in _RECORDS_AND_PAGES for path in changed):
            await self.end()
        await self.prepare()
        process, self._prepared = self._prepared, None
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        said = asyncio.create_task(_passed_on(process.stderr))
        with suppress(BrokenPipeError, ConnectionResetError):  # It has ended, and says why.
            process.stdin.write(f"{self.looked_at}\n".encode())
            await process.stdin.drain()
            process.stdin.close()
        async for line in process.stdout:
            yield line.decode().strip()
        failed = await process.wait() != 0
        self.faults = await said or ("The build failed." if failed else "")
        print("the pages are as they were before" if failed else "the pages are up to date")
        yield None


async def _passed_on(stream: asyncio.StreamReader) -> str:
    """Print what a process says, and return it without empty lines."""
    lines = []
    async for raw in stream:
        line = raw.decode("utf-8", "replace")
        sys.stderr.write(line)
        lines.append(line.rstrip())
    return "\n".join(line for line in lines if line)


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


def page_of(path: str) -> str:
    """Return the name of the page at an address; empty for the first page."""
    name = unquote(path).strip("/").removesuffix(".html")
    return "" if name == "index" else name.removesuffix("/index")


Scope = dict[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Any]


def site(builds: Builds, watched: Iterable[Path]) -> App:
    """Return the application that serves the site, rebuilds it and has its pages loaded again."""
    import watchfiles
    from sphinx_autobuild.filter import IgnoreFilter  # type: ignore[import-untyped]
    from sphinx_autobuild.middleware import (  # type: ignore[import-untyped]
        JavascriptInjectorMiddleware,
    )
    from starlette.applications import Starlette
    from starlette.routing import Mount, WebSocketRoute
    from starlette.staticfiles import StaticFiles
    from starlette.websockets import WebSocket

    ignored = IgnoreFilter([builds.out, builds.doctrees, ".git", "node_modules"], [])
    browsers: dict[WebSocket, str] = {}
    """The pages that are open."""

    async def wait_for_changes(ended: asyncio.Event) -> None:
        await builds.prepare()
        found = watchfiles.awatch(
            *watched,
            watch_filter=lambda _, path: not ignored(path),
            stop_event=ended,
            step=_QUIET,
        )
        async for changes in found:
            before, early = builds.faults, None
            async for page in builds.build([Path(path) for _, path in changes]):
                for browser, shown in list(browsers.items()):
                    # Who has the page already needs it again only for what the bar says.
                    is_seen = page is None and shown == early and builds.faults == before
                    if page in (None, shown) and not is_seen:
                        with suppress(RuntimeError):  # It has left.
                            await browser.send_text("reload")
                early = page
            await builds.prepare()

    async def reload(browser: WebSocket) -> None:
        await browser.accept()
        browsers[browser] = page_of(unquote(browser.url.query))
        try:
            async for _ in browser.iter_text():
                pass
        finally:
            del browsers[browser]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ended = asyncio.Event()
        task = asyncio.create_task(wait_for_changes(ended))
        yield
        ended.set()
        await task
        await builds.end()

    pages = Starlette(
        routes=[
            WebSocketRoute("/reload", reload),
            Mount("/", app=StaticFiles(directory=builds.out, html=True)),
        ],
        lifespan=lifespan,
    )

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and (scope["path"].endswith((".html", "/"))):
            builds.looked_at = page_of(scope["path"])
        page = JavascriptInjectorMiddleware(pages, "")
        page.script = (_SCRIPT + bar(builds.faults)).encode()
        await page(scope, receive, send)

    return answer
