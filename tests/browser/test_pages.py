"""The first page, the page for wrong addresses, and the book beside the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.browser import NARROW, WIDE, Open
from tests.support.project import sphinx_build

pytestmark = pytest.mark.browser


@pytest.fixture
def served(browser: Browser, site: Path, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a page of the site from a server that has it in a folder."""
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "folder").symlink_to(site)

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(tmp_path))  # type: ignore[arg-type]

        def send_error(self, code: int, *args: object) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write((site / "404.html").read_bytes())

        def log_message(self, *args: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    contexts = []

    def opened(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/some/folder/{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("address", ["wrong.html", "essays/wrong.html", "no/such/folder/at/all"])
def test_a_wrong_address_leads_on_at_any_depth(served: Callable[..., Page], address: str) -> None:
    page = served(address)
    page.wait_for_function("/folder.introduction.html$/.test(document.links[1].href)")
    page.get_by_role("searchbox").fill("harbor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/some/folder/search.html?q=harbor")
    page.go_back()
    page.wait_for_function("/folder.introduction.html$/.test(document.links[1].href)")
    page.locator("main a", has_text="Introduction").first.click()
    page.wait_for_url("**/some/folder/introduction.html")


def test_a_wrong_address_without_scripts_tells_what_to_do(served: Callable[..., Page]) -> None:
    page = served("essays/wrong.html", java_script_enabled=False)
    assert "shorten the address" in page.locator("main").inner_text()
    page = served("wrong.html", java_script_enabled=False)
    page.locator("main a", has_text="Introduction").first.click()
    expect(page).to_have_url(re.compile(re.escape("/some/folder/introduction.html") + "$"))


def test_the_page_for_wrong_addresses_leads_on_in_a_folder(visit: Open) -> None:
    page = visit("404.html")
    page.locator("main a", has_text="Introduction").first.click()
    expect(page).to_have_url(re.compile(re.escape("introduction.html") + "$"))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_page_invites(visit: Open, width: int, scripts: bool) -> None:
    page = visit("index.html", width, java_script_enabled=scripts)
    main = page.locator("main")
    assert main.locator(".apparatus-question").inner_text().endswith("?")
    cards = main.locator(".apparatus-card")
    boxes = [cards.nth(n).bounding_box() for n in range(2)]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    one, other = boxes
    assert one and other
    side_by_side = abs(one["y"] - other["y"]) < 1
    assert side_by_side is (width == WIDE)
    assert main.locator(".apparatus-map svg").is_visible()
    # The whole card leads to its essay.
    cards.nth(1).click(position={"x": 5, "y": one["height"] - 5 if width == WIDE else 20})
    expect(page).to_have_url(re.compile(re.escape("essays/1908-answer.html") + "$"))


@pytest.mark.parametrize("there", [True, False])
def test_the_book_is_linked_where_it_is(tmp_path: Path, repository: Path, there: bool) -> None:
    book = tmp_path / "book.pdf"
    if there:
        book.write_bytes(b"%PDF-1.7")
    source = repository / "tests" / "roots" / "test-edition" / "docs"
    options = ["-D", "html_theme=sphinx_book_theme", "-D", f"apparatus_pdf={book}"]
    options += ["-D", "html_theme_options.article_header_end=apparatus-buttons.html"]
    sphinx_build("html", source, tmp_path / "html", "-d", str(tmp_path / "doctrees"), *options)
    page = (tmp_path / "html" / "essays" / "1900-kite.html").read_text()
    first = (tmp_path / "html" / "index.html").read_text()
    assert ('href="../edition.pdf"' in page) is there
    assert ('href="edition.pdf"' in first) is there
    assert (tmp_path / "html" / "edition.pdf").exists() is there
