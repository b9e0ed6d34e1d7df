"""The list of fact-checks: the filter, and its state in the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.support.browser import NARROW, WIDE, Open, violations

pytestmark = pytest.mark.browser
ROWS = ".apparatus-checks tbody tr:visible"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_filter_narrows_the_list_and_stands_in_the_address(visit: Open, width: int) -> None:
    page = visit("fact-checks.html", width)
    rows = page.locator(ROWS)
    everything = rows.count()
    status = page.locator(".apparatus-filter [role=status]")
    expect(status).to_have_text(f"{everything} fact-checks")
    page.locator("select[name=verdict]").select_option("disputed")
    disputed = rows.count()
    assert 0 < disputed < everything
    page.get_by_label("Essay").select_option(
        label=page.locator("option", has_text="1908").inner_text()
    )
    assert 0 < rows.count() < disputed
    expect(status).to_have_text(f"{rows.count()} of {everything} fact-checks")
    expect(page).to_have_url(re.compile(re.escape("verdict=disputed")))
    expect(page).to_have_url(re.compile(re.escape("essay=1908-answer")))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.reload()
    expect(status).to_contain_text(f"of {everything} fact-checks")
    assert 0 < rows.count() < disputed
    page.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(everything)
    expect(page).not_to_have_url(re.compile(re.escape("verdict")))


def test_a_theme_leaves_the_checks_of_its_passages(visit: Open) -> None:
    page = visit("fact-checks-in-order.html")
    everything = page.locator(ROWS).count()
    page.get_by_label("Theme").select_option(index=1)
    assert 0 < page.locator(ROWS).count() < everything
    expect(page).to_have_url(re.compile(re.escape("theme=")))


def test_a_count_leads_to_checks_that_the_filter_hid(visit: Open) -> None:
    page = visit("fact-checks.html?verdict=supported")
    page.locator(".apparatus-totals a[href='#verdict-disputed']").click()
    expect(page.locator("#verdict-disputed")).to_be_in_viewport()
