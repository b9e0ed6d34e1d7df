"""Dates as exact as they are known: read, compared, written, spelled."""

from __future__ import annotations

import pytest

from sphinx_apparatus.model.date_words import spelled, spelled_american, spelled_span, year_words
from sphinx_apparatus.model.dates import DateSpan, PartialDate, parse_dates


@pytest.mark.parametrize(
    ("date", "end", "expected"),
    [
        ("2026-01-03", None, "3 January 2026"),
        ("1977-04", None, "April 1977"),
        ("1989", None, "1989"),
        ("1981-12-11", "1981-12-13", "11–13 December 1981"),
        ("2019-01-31", "2019-02-02", "31 January – 2 February 2019"),
        ("2019-01", "2019-03", "January–March 2019"),
        ("2018-12-31", "2019-01-01", "31 December 2018 – 1 January 2019"),
        ("1998", "1999", "1998–1999"),
    ],
)
def test_dates_are_spelled(date: str, end: str | None, expected: str) -> None:
    last = PartialDate.parse(end) if end else None
    assert spelled(PartialDate.parse(date), last) == expected


def test_a_date_is_spelled_as_chicago_does() -> None:
    day = PartialDate(2019, 2, 27)
    assert spelled_american(day) == "February 27, 2019"
    assert spelled_american(day, year=False) == "February 27"
    assert spelled_american(PartialDate(2019, 2)) == "February 2019"
    assert spelled_american(PartialDate(2019)) == "2019"


@pytest.mark.parametrize("text", ["0987", "2019", "2019-02", "2019-02-07"])
def test_what_is_read_is_written_again(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-2", "2019-13", "2019-00", "2019-02-31", "2019-02-27T10", "２０１９"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected 2019|no such day"):
        PartialDate.parse(text)


def test_the_less_exact_date_stands_first() -> None:
    texts = ["2018-12-31", "2019", "2019-01", "2019-01-02", "2019-02", "2020"]
    dates = [PartialDate.parse(text) for text in texts]
    assert sorted(set(dates)) == dates
    assert PartialDate(2019, 1) >= PartialDate(2019)


@pytest.mark.parametrize(
    ("first", "other", "is_before"),
    [
        ("2019-01", "2019-02-01", True),
        ("2019", "2020-01", True),
        ("2019-01", "2019-01-20", False),
        ("2019", "2019-06", False),
        ("2019-06", "2019", False),
        ("2019-02", "2019-01-31", False),
    ],
)
def test_a_date_is_before_another_as_far_as_both_are_known(
    first: str, other: str, is_before: bool
) -> None:
    assert PartialDate.parse(first).is_before(PartialDate.parse(other)) is is_before


@pytest.mark.parametrize("text", ["2019-02/2019-01", "2019/2019", "2019/2020/2021", "2019/"])
def test_a_span_has_two_ends_in_order(text: str) -> None:
    with pytest.raises(ValueError, match=r"span|expected"):
        parse_dates(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1863-11-19/1863-11-22", "19–22 November 1863"),
        ("-0750", "751 BCE"),
        ("0000", "1 BCE"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("1300?", "1300 (?)"),
        ("1300~", "c. 1300"),
        ("1300-05%", "c. May 1300 (?)"),
        ("13XX", "1300–1399"),
        ("201X", "2010–2019"),
        ("2019-21", "spring 2019"),
        ("2019-XX", "2019"),
        ("2019-05-XX", "May 2019"),
        ("../1900", "until 1900"),
        ("/1900", "until 1900"),
        ("1900/..", "from 1900"),
        ("-0480/-0404", "481 BCE – 405 BCE"),
        ("1300~/1320", "c. 1300 – 1320"),
        ("Y17000", "17000"),
    ],
)
def test_dates_of_edtf_levels_0_and_1(text: str, words: str) -> None:
    date = DateSpan.parse(text)
    assert spelled_span(date) == words
    assert str(date) == text


@pytest.mark.parametrize(
    "text", ["-0750", "1300?", "1300-05%", "13XX", "201X", "2019-21", "Y17000"]
)
def test_what_edtf_adds_is_written_again(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "/", "../..", "1900/1800", "2019-21-03", "2019-XX-03", "1300??", "c. 1300", "1XXX"]
)
def test_what_edtf_has_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|span|season|month"):
        DateSpan.parse(text)


def test_dates_of_all_eras_are_in_order() -> None:
    texts = ["-0750", "-0043-03-15", "0000", "13XX", "1300?", "1863", "1863-11-19"]
    dates = [DateSpan.parse(text) for text in texts]
    assert sorted(dates, key=lambda date: date.first.parts) == dates
    assert PartialDate.parse("13XX").is_before(PartialDate.parse("1400"))
    assert not PartialDate.parse("13XX").is_before(PartialDate.parse("1350"))
    assert year_words(DateSpan.parse("-0750").last) == "751 BCE"
