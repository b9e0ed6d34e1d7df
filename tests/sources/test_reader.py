"""references.bib: each rule fires on a fault, at its line, and is silent on a sound entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_apparatus.model.dates import PartialDate, parse_dates
from sphinx_apparatus.model.demands import NO_DEMANDS, Demands
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.sources import csl
from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sources.chicago import format_source, unprinted
from sphinx_apparatus.sources.labels import labels
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.sources.records import FIELDS, PERSON_FIELDS, REQUIRED, Person, Source

SOUND = """\
% A comment.

@article{fuller2019terms,
  author = {Fuller, Nathan},
  title = {Anti-imperialism on our own terms},
  journaltitle = {SocialistWorker.org},
  date = {2019-02-21},
  url = {https://socialistworker.org/2019/02/21/anti-imperialism-on-our-own-terms},
  langid = {english},
  consulted = {opening},
}
"""


RULED = Demands.of(["keys", "consulted"], [])


def read(
    tmp_path: Path, text: str | bytes, demands: Demands = RULED
) -> tuple[dict[str, Source], list[Problem]]:
    path = tmp_path / "references.bib"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_references(path, "references.bib", demands=demands)


def faults(tmp_path: Path, text: str | bytes) -> list[tuple[Rule, int]]:
    return [(problem.rule, problem.line) for problem in read(tmp_path, text)[1]]


def page(**fields: str) -> str:
    """A sound web page with *fields* changed or added; an empty value drops one."""
    whole = {
        "title": "Title",
        "organization": "Body",
        "date": "2019",
        "url": "https://example.org/page",
        "consulted": "full",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"  {name} = {{{value}}}," for name, value in whole.items() if value]
    return "@online{body2019title,\n" + "\n".join(lines) + "\n}\n"


def only(tmp_path: Path, text: str) -> Problem:
    _, problems = read(tmp_path, text)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_a_sound_file_is_read_in_silence(tmp_path: Path) -> None:
    sources, problems = read(tmp_path, SOUND)
    assert problems == []
    source = sources["fuller2019terms"]
    assert source.line == 3
    assert source.type == "article"
    assert source.authors[0].inverted == "Fuller, Nathan"
    assert source.consulted is Consulted.OPENING
    assert source.was_consulted
    assert (source.year, source.head, source.outlet) == ("2019", "Fuller", "SocialistWorker.org")
    assert source.dates == (PartialDate(2019, 2, 21),)
    assert source.language == "en"


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()
    sources, problems = read(tmp_path, text)
    assert problems == []
    assert sources["fuller2019terms"].line == 3


# -- syntax --------------------------------------------------------------------------------------


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    sources, problems = read_references(tmp_path / "none.bib")
    assert sources == {}
    assert problems[0].rule is Rule.FILE_MISSING


def test_not_utf8(tmp_path: Path) -> None:
    text = page().encode() + page(title="T\xe9").encode("latin-1")
    sources, problems = read(tmp_path, text)
    assert [(problem.rule, problem.line) for problem in problems] == [(Rule.ENCODING, 9)]
    assert sources == {}


def test_missing_comma_is_told_with_its_line(tmp_path: Path) -> None:
    text = page().replace("{Title},", "{Title}") + page().replace("body2019title", "body2019other")
    sources, problems = read(tmp_path, text)
    first = problems[0]
    assert (first.rule, first.line) == (Rule.REFERENCE_SYNTAX, 3)
    assert "body2019title" in first.message
    assert "comma missing after field 'title'" in first.message
    assert "body2019other" in sources


def test_unclosed_brace_is_blamed_on_its_entry(tmp_path: Path) -> None:
    text = SOUND + page(title="{Title")
    problem = next(
        problem for problem in read(tmp_path, text)[1] if problem.rule is Rule.REFERENCE_SYNTAX
    )
    assert problem.line == 12
    assert "never closed" in problem.message


def test_string_macros_are_refused(tmp_path: Path) -> None:
    problem = only(tmp_path, '@string{sw = "SocialistWorker.org"}\n')
    assert (problem.rule, problem.line) == (Rule.REFERENCE_SYNTAX, 1)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("month = jan", "'jan' stands without braces; write date = {1907-01}"),
        ("note = Seen", "'Seen' stands without braces; write note = {Seen}"),
        ('note = "A" # Seen', "'Seen' stands without braces; write note = {Seen}"),
    ],
)
def test_words_without_braces(tmp_path: Path, field: str, said: str) -> None:
    problem = only(tmp_path, page().replace("date = {2019}", f"{field}, date = {{2019}}"))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_SYNTAX, 4)
    assert said in problem.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SOUND.replace("terms},", "terms}},"), 5),
        (SOUND.replace("2019-02-21},", "2019-02-21}},\n  note = {Lost words},"), 7),
        (SOUND + "}\n", 12),
        (SOUND + "% A remark.\nwords that nobody reads\n", 13),
        ("words that nobody reads\n" + SOUND, 1),
        (SOUND + "\n@comment{words that nobody reads}\n", 13),
    ],
)
def test_words_outside_all_entries(tmp_path: Path, text: str, line: int) -> None:
    assert (Rule.REFERENCE_SYNTAX, line) in faults(tmp_path, text)


def test_after_a_broken_entry_nothing_more_is_told(tmp_path: Path) -> None:
    broken = SOUND.replace("{2019-02-21},", "{2019-02-21}")
    assert faults(tmp_path, broken) == [(Rule.REFERENCE_SYNTAX, 8)]


@pytest.mark.parametrize("char", ["\u202e", "\u200f", "\x07", "\u2028"])
def test_characters_that_hide(tmp_path: Path, char: str) -> None:
    problem = only(tmp_path, page(title=f"Ti{char}tle"))
    assert (problem.rule, problem.line) == (Rule.CHARACTER, 2)
    assert f"U+{ord(char):04X}" in problem.message


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='@{}(),="#\\%\n abonline2019:/é', max_size=120))
def test_nothing_raises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("bib")
    sources, problems = read(folder, text + page() + text)
    labels(sources.values())
    lines = text.count("\n") * 2 + 9
    assert all(1 <= problem.line <= lines for problem in problems)


# -- types and fields ----------------------------------------------------------------------------


def test_unknown_type(tmp_path: Path) -> None:
    problem = only(tmp_path, page().replace("@online", "@techreport"))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_TYPE, 1)
    assert "write @report" in problem.message


def test_misspelt_type(tmp_path: Path) -> None:
    assert "write @online" in only(tmp_path, page().replace("@online", "@onlin")).message


WHOLE = {
    "author": "Doe, Jane",
    "editor": "Roe, Ann",
    "title": "Title",
    "journaltitle": "Journal",
    "booktitle": "Book",
    "institution": "House",
    "url": "https://example.org/page",
}


@pytest.mark.parametrize("type_", sorted(REQUIRED))
def test_required_fields_of_each_type(tmp_path: Path, type_: str) -> None:
    def entry(without: tuple[str, ...] = ()) -> str:
        needed = {name for group in REQUIRED[type_] for name in group}
        names = ({"author", "editor", "url"} | needed) & WHOLE.keys() - set(without)
        held = names - unprinted(type_, frozenset(names))
        fields = "".join(
            f"  {name} = {{{value}}},\n" for name, value in WHOLE.items() if name in held
        )
        return (
            f"\n@{type_}{{doe2019title,\n  date = {{2019}},\n  consulted = {{full}},\n{fields}}}\n"
        )

    assert faults(tmp_path, entry()) == []
    for group in REQUIRED[type_]:
        problem = only(tmp_path, entry(without=group))
        assert (problem.rule, problem.line) == (Rule.REFERENCE_FIELD, 2)
        assert f"'{group[0]}'" in problem.message


NOT_FOR_PRINT = {"consulted", "isbn", "issn", "keywords", "langid", "shortauthor", "shorttitle"}
IN_WORDS = {"eventdate": "February 3, 1906", "urldate": "May 6, 2021"}


@pytest.mark.parametrize("type_", sorted(REQUIRED))
def test_every_field_is_printed_or_refused(tmp_path: Path, type_: str) -> None:
    groups = [group[0] for group in REQUIRED[type_]]
    plain = {"title": "Plain", "author": "Gray, Ann", "date": "1907", "consulted": "full"}
    plain |= {name: WHOLE[name] for name in groups if name not in plain}
    values = {
        "eventdate": "1906-02-03",
        "urldate": "2021-05-06",
        "url": "https://example.org/zebra",
        "doi": "10.1234/zebra",
        "archive": "https://web.archive.org/web/20200102030405/https://example.org/zebra",
    }
    for name in sorted(FIELDS - NOT_FOR_PRINT - {"date", "title-source"}):
        value = values.get(name, "Zebra, Quagga" if name in PERSON_FIELDS else f"Zebra {name}")
        fields = (plain | {name: value}).items()
        words = "".join(f"  {each} = {{{words}}},\n" for each, words in fields)
        sources, problems = read(tmp_path, f"@{type_}{{gray1907plain,\n{words}}}\n")
        printed = str(format_source(sources["gray1907plain"]))
        shown = "Zebra" if name in PERSON_FIELDS else IN_WORDS.get(name, value)
        refused = [each for each in problems if f"'{name}' is not printed" in each.message]
        assert (shown in printed) == (not refused), name
        assert problems == refused
        assert all(each.rule is Rule.REFERENCE_FIELD for each in refused)


def test_news_needs_neither_author_nor_date(tmp_path: Path) -> None:
    text = "@article{clarinndprotest,\n title={A}, journaltitle={Clarín}, consulted={full},\n}"
    sources, problems = read(tmp_path, text)
    assert problems == []
    source = sources["clarinndprotest"]
    assert (source.head, source.year) == ("Clarín", "n.d.")


def test_a_page_without_address_says_why(tmp_path: Path) -> None:
    assert only(tmp_path, page(url="")).rule is Rule.REFERENCE_FIELD
    assert faults(tmp_path, page(url="", note="The address was not kept.")) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [("journal", "journaltitle"), ("year", "date"), ("titel", "title"), ("seen_at", "seen-at")],
)
def test_unknown_field(tmp_path: Path, name: str, hint: str) -> None:
    text = page().replace("  consulted", f"  {name} = {{x}},\n  consulted")
    problem = only(tmp_path, text)
    assert (problem.rule, problem.line) == (Rule.REFERENCE_FIELD, 6)
    assert f"write '{hint}'" in problem.message


def test_field_given_twice(tmp_path: Path) -> None:
    text = page().replace("  date", "  Title = {Other},\n  date")
    problem = only(tmp_path, text)
    assert problem.rule is Rule.REFERENCE_FIELD
    assert "'title' twice" in problem.message


def test_empty_field(tmp_path: Path) -> None:
    text = page().replace("{Body}", "{}")
    problem = only(tmp_path, text)
    assert (problem.rule, problem.line) == (Rule.REFERENCE_FIELD, 3)


def test_latex_is_refused_but_the_five_escapes(tmp_path: Path) -> None:
    assert only(tmp_path, page(title=r"Na\'ive")).line == 2
    sources, problems = read(tmp_path, page(title=r"82\% of {US} \& others"))
    assert problems == []
    assert sources["body2019title"].title == "82% of US & others"


def test_unknown_language(tmp_path: Path) -> None:
    problem = only(tmp_path, page(langid="spannish"))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_FIELD, 7)
    assert "write 'spanish'" in problem.message


def test_origin_of_title(tmp_path: Path) -> None:
    assert faults(tmp_path, page(title_source="address")) == []
    assert only(tmp_path, page(title_source="guess")).line == 7


# -- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["2019", "2019-02", "2019-02-27", "2019-01/2019-02", "2020-02-29"])
def test_good_dates(tmp_path: Path, date: str) -> None:
    assert faults(tmp_path, page(date=date)) == []


@pytest.mark.parametrize(
    "date", ["19", "2019-2", "2019-13", "2019-02-30", "27.2.2019", "2019/2018", "2019/2020/2021"]
)
def test_bad_dates(tmp_path: Path, date: str) -> None:
    problem = only(tmp_path, page(date=date))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_FIELD, 4)
    assert date in problem.message


def test_dates_of_other_fields_are_checked(tmp_path: Path) -> None:
    assert only(tmp_path, page(urldate="soon")).line == 7


def test_parse_date_span() -> None:
    assert parse_dates("2019-01-28/2019-02-03") == (
        PartialDate(2019, 1, 28),
        PartialDate(2019, 2, 3),
    )


# -- names ---------------------------------------------------------------------------------------


def test_names(tmp_path: Path) -> None:
    names = "{International Socialist Organization} and de la Garza, Paul and King, Jr., Martin"
    sources, problems = read(tmp_path, page(author=names))
    assert problems == []
    body, garza, king = sources["body2019title"].authors
    assert body.is_body
    assert body.inverted == "International Socialist Organization"
    assert garza.inverted == "de la Garza, Paul"
    assert king.straight == "Martin King Jr."


def test_a_name_in_spoken_order_is_refused(tmp_path: Path) -> None:
    problem = only(tmp_path, page(author="International Socialist Organization"))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_FIELD, 7)
    assert "{{International Socialist Organization}}" in problem.message


def test_too_many_commas(tmp_path: Path) -> None:
    assert only(tmp_path, page(author="Doe, Jane, Roe, Ann")).rule is Rule.REFERENCE_FIELD


# -- consulted -----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", list(Consulted))
def test_every_degree_of_consultation(tmp_path: Path, value: str) -> None:
    sources, problems = read(tmp_path, page(consulted=value))
    assert problems == []
    assert sources["body2019title"].was_consulted is (value != "no")


def test_consulted_missing_or_unknown(tmp_path: Path) -> None:
    missing = only(tmp_path, page(consulted=""))
    assert (missing.rule, missing.line) == (Rule.REFERENCE_CONSULTED, 1)
    unknown = only(tmp_path, page(consulted="archived copy"))
    assert (unknown.rule, unknown.line) == (Rule.REFERENCE_CONSULTED, 6)
    assert "full, opening, excerpt, no" in unknown.message


# -- keys and duplicates -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["un1993madness", "socialistworkerndabout"])
def test_good_keys(tmp_path: Path, key: str) -> None:
    assert faults(tmp_path, page().replace("body2019title", key)) == []


@pytest.mark.parametrize("key", ["fuller2019", "2019fuller", "Fuller2019terms", "fuller-2019-a"])
def test_bad_keys(tmp_path: Path, key: str) -> None:
    problem = only(tmp_path, "\n" + page().replace("body2019title", key))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_KEY, 2)
    assert key in problem.message


@pytest.mark.parametrize("key", ["Fuller2019", "fuller-2019.a", "f_2"])
def test_keys_are_free_where_an_edition_has_no_rule_for_them(tmp_path: Path, key: str) -> None:
    text = page(date="", consulted="").replace("body2019title", key)
    assert read(tmp_path, text, NO_DEMANDS)[1] == []
    expected = read(tmp_path, text, Demands.of([], ["keys", "consulted"]))[1]
    assert {problem.rule for problem in expected} == {Rule.EXPECTED}
    assert len(expected) == 3


@pytest.mark.parametrize("key", ["2019fuller", "DBLP:conf/x", "fuller’s", "füller", "a" * 101])
def test_keys_that_no_file_can_have_are_refused_in_every_edition(tmp_path: Path, key: str) -> None:
    text = page().replace("body2019title", key)
    assert [problem.rule for problem in read(tmp_path, text, NO_DEMANDS)[1]] == [Rule.REFERENCE_KEY]


def test_keys_are_compared_without_capitals(tmp_path: Path) -> None:
    text = page() + page(url="https://example.org/b").replace("body2019title", "Body2019Title")
    (problem,) = read(tmp_path, text, NO_DEMANDS)[1]
    assert problem.rule is Rule.REFERENCE_DUPLICATE
    assert "capitals do not distinguish keys" in problem.message


def test_duplicate_key(tmp_path: Path) -> None:
    problem = only(tmp_path, page() + page(url="https://example.org/other"))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_DUPLICATE, 8)
    assert "line 1" in problem.message


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/page",
        "http://www.example.org/page/",
        "https://EXAMPLE.org/page",
    ],
)
def test_duplicate_address(tmp_path: Path, url: str) -> None:
    problem = only(tmp_path, page() + page(url=url).replace("2019title", "2019other"))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_DUPLICATE, 12)
    assert "'body2019title' in line 1" in problem.message


@pytest.mark.parametrize("url", ["https://example.org/page?id=2", "https://example.org/Page"])
def test_other_addresses_are_no_duplicates(tmp_path: Path, url: str) -> None:
    assert faults(tmp_path, page() + page(url=url).replace("2019title", "2019other")) == []


# -- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/",
        "ftp://example.org/file",
        "javascript:alert(1)",
        "example.org/page",
        "https://localhost/page",
        "https://user:secret@example.org/page",
        "https://example.org/a page",
        "https://[example/page",
        "https://example.org/page?utm_source=x",
        "https://example.org/page?id=1&fbclid=abc",
        "https://example.org/page?m=0",
    ],
)
def test_bad_addresses(tmp_path: Path, url: str) -> None:
    problem = only(tmp_path, page(url=url))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_ADDRESS, 5)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/?p=82202",
        "https://example.org/page?m=january",
        "https://example.org/Batallón",
        "https://web.archive.org/web/2019/https://example.org/",
        "http://example.org:8080/page#part",
    ],
)
def test_good_addresses(tmp_path: Path, url: str) -> None:
    assert faults(tmp_path, page(url=url)) == []


def test_doi(tmp_path: Path) -> None:
    sources, problems = read(tmp_path, page(doi="10.1000/xyz_1"))
    assert problems == []
    assert sources["body2019title"].address == "https://doi.org/10.1000/xyz_1"
    problem = only(tmp_path, page(doi="https://doi.org/10.1000/xyz"))
    assert (problem.rule, problem.line) == (Rule.REFERENCE_ADDRESS, 7)


# -- labels --------------------------------------------------------------------------------------


def source(key: str, **fields: str) -> str:
    lines = "".join(f"{name} = {{{value}}}, " for name, value in fields.items())
    return f"@misc{{{key}, {lines} consulted = {{full}}}}\n"


def label_list(tmp_path: Path, text: str) -> list[str]:
    sources, problems = read(tmp_path, text)
    assert problems == []
    found = labels(sources.values())
    return [str(found[key]) for key in sources]


def test_letters_follow_the_titles_without_articles(tmp_path: Path) -> None:
    text = (
        source("doe2019zebra", author="Doe, Jane", title="Zebras", date="2019")
        + source("doe2019cat", author="Doe, Jane", title="The Cats", date="2019-05")
        + source("doe2019bee", author="Doe, Jane", title="Bees", date="2019-09")
        + source("doe2020ant", author="Doe, Jane", title="Ants", date="2020")
    )
    assert label_list(tmp_path, text) == ["Doe 2019c", "Doe 2019b", "Doe 2019a", "Doe 2020"]


def test_undated_letters_have_a_hyphen(tmp_path: Path) -> None:
    text = source("doendbee", author="Doe, Jane", title="Bees") + source(
        "doendant", author="Doe, Jane", title="Ants"
    )
    assert label_list(tmp_path, text) == ["Doe n.d.-b", "Doe n.d.-a"]


def test_after_z_comes_aa(tmp_path: Path) -> None:
    text = "".join(
        source(f"doend{chr(97 + n // 26)}{chr(97 + n % 26)}", author="Doe, J", title=f"T{n:03}")
        for n in range(28)
    )
    found = label_list(tmp_path, text)
    assert found[25:] == ["Doe n.d.-z", "Doe n.d.-aa", "Doe n.d.-ab"]


def test_namesakes_get_initials_or_given_names(tmp_path: Path) -> None:
    text = (
        source("doe2019ant", author="Doe, Jane", title="A", date="2019")
        + source("doe2019bee", author="Doe, Paul Q.", title="B", date="2019")
        + source("roe2019ant", author="Roe, Jane", title="A", date="2019")
        + source("roe2019bee", author="Roe, John and Poe, Ann", title="B", date="2019")
    )
    assert label_list(tmp_path, text) == [
        "J. Doe 2019",
        "P. Q. Doe 2019",
        "Jane Roe 2019",
        "John Roe and Poe 2019",
    ]


def test_same_first_author_with_other_company_gets_letters(tmp_path: Path) -> None:
    text = source("doe2019ant", author="Doe, J and Poe, A and Roe, B", title="A", date="2019")
    text += source("doe2019bee", author="Doe, J and Roe, B and Poe, A", title="B", date="2019")
    assert label_list(tmp_path, text) == ["Doe et al. 2019a", "Doe et al. 2019b"]


def test_order_of_the_bibliography(tmp_path: Path) -> None:
    text = (
        source("zola1898accuse", author="Zola, Émile", title="Z", date="1898")
        + source("doe2019both", author="Doe, Jane and Roe, Ann", title="A", date="2019")
        + source("doendlast", author="Doe, Jane", title="A")
        + source("doe2020second", author="Doe, Jane", title="A", date="2020")
        + source("doe2019first", author="Doe, Jane", title="Z", date="2019")
        + source("avila2019accent", author="Ávila, Ana", title="A", date="2019")
        + source("economist2019poll", organization="The Economist", title="A", date="2019")
    )
    sources, problems = read(tmp_path, text)
    assert problems == []
    assert [one.key for one in sorted(sources.values(), key=lambda one: one.sort_key)] == [
        "avila2019accent",
        "doe2019first",
        "doe2020second",
        "doendlast",
        "doe2019both",
        "economist2019poll",
        "zola1898accuse",
    ]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Beyond: What Data Says", "“Beyond”"),
        ("Report on the rally in the square of the town", "“Report on the rally”"),
        ("[Report on the rally in the square]", "[Report on the rally]"),
        ("Four short plain words", "“Four short plain words”"),
    ],
)
def test_short_titles(tmp_path: Path, title: str, short: str) -> None:
    sources, _ = read(tmp_path, source("nobody2019title", title=title))
    assert sources["nobody2019title"].head == short


def test_short_title_of_ones_own(tmp_path: Path) -> None:
    sources, problems = read(
        tmp_path, source("nobodyndtitle", title="A very long title it is", shorttitle="Long")
    )
    assert problems == []
    assert sources["nobodyndtitle"].head == "“Long”"


TWICE = """\
@online{body2019title,
  title = {Title},
  organization = {Body},
  date = {2019-02-27},
  url = {https://example.org/one},%s
  consulted = {full},
}
@online{body2019again,
  title = {Title},
  organization = {Body},
  date = {2019-02-27},
  url = {https://example.org/two},
  consulted = {full},
}
"""


def test_one_work_under_two_addresses(tmp_path: Path) -> None:
    problem = only(tmp_path, TWICE % "")
    assert problem.rule is Rule.REFERENCE_DUPLICATE
    assert "of 'body2019title' in line 1" in problem.message


def test_two_editions_are_told_apart_by_a_note(tmp_path: Path) -> None:
    assert read(tmp_path, TWICE % "\n  note = {Mobile edition.},")[1] == []


def test_no_date_is_said_in_the_key(tmp_path: Path) -> None:
    undated = TWICE.split("@online{body2019again")[0].replace("  date = {2019-02-27},\n", "") % ""
    assert only(tmp_path, undated).rule is Rule.REFERENCE_FIELD
    assert read(tmp_path, undated.replace("body2019title", "bodyndtitle"))[1] == []


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "169.254.169.254", "10.0.0.8", "192.168.1.1", "[::1]"),
        *("printer.local", "db.internal", "2130706433", "127.1", "0x7f.0.0.0x1", "[fe80::1]"),
    ],
)
def test_an_address_of_a_source_is_one_that_anybody_reaches(tmp_path: Path, host: str) -> None:
    there = "https://socialistworker.org/2019/02/21/anti-imperialism-on-our-own-terms"
    text = SOUND.replace(there, f"https://{host}/page")
    assert (Rule.REFERENCE_ADDRESS, 8) in faults(tmp_path, text)


# -- signs, names and addresses of other programs --------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1900--1907", "1900–1907"),
        ("Gates --- a study", "Gates — a study"),
        ("A~study", "A\u00a0study"),
        ("of ``open'' doors", "of “open” doors"),
        ("and `shut' doors", "and ‘shut’ doors"),
        ("O'Neill's", "O'Neill's"),
        ("a \\textasciitilde{} b", "a ~ b"),
        ("costs \\$5 and $6", "costs $5 and $6"),
    ],
)
def test_signs_of_tex_are_the_characters_that_they_mean(
    tmp_path: Path, written: str, printed: str
) -> None:
    sources, problems = read(tmp_path, page(title=written))
    assert problems == []
    assert sources["body2019title"].title == printed


@pytest.mark.parametrize("title", ["$x^2$", "<i>Porta</i>", "more &amp; more", "&#8212;"])
def test_markup_that_would_be_printed_is_refused(tmp_path: Path, title: str) -> None:
    problem = only(tmp_path, page(title=f"Of {title}"))
    assert problem.rule is Rule.REFERENCE_FIELD
    assert "printed as it stands" in problem.message


def test_ranges_are_the_same_in_every_export(tmp_path: Path) -> None:
    text = "@article{gray1907gates, author={Gray, Ann}, title={T}, journaltitle={J}, date={1907},"
    text += "volume={12}, number={3--4}, pages={45--67}, consulted={full}}"
    source = read(tmp_path, text)[0]["gray1907gates"]
    item = csl.item(source)
    assert (item["page"], item["issue"]) == ("45–67", "3–4")
    assert "J 12 (3–4): 45–67." in str(format_source(source))


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("Gray, Ann; Brown, Bob", "not with ';'"),
        ("Gray, Ann & Brown, Bob", "not with '&'"),
        ("Gray, Ann \\& Brown, Bob", "not with '&'"),
        ("Gray, Ann et al.", "write 'and others'"),
        ("Gray, Ann, et al.", "write 'and others'"),
        ("family=Hoven, given=Jan, prefix=van den", "write a name as 'van den Hoven, Jan'"),
        ("Gray, Ann and and Brown, Bob", "an 'and' has no name beside it"),
        ("and Gray, Ann", "an 'and' has no name beside it"),
        ("Gray, Ann and", "an 'and' has no name beside it"),
        ("King, Martin, Jr.", "write 'King, Jr., Martin'"),
        ("Gray, Ann, Brown", "join names with 'and'"),
        (", Ann", "has no family name"),
        ("Gray, Ann and others and Brown, Bob", "'others' stands last"),
        ("others", "'others' stands last"),
    ],
)
def test_names_that_would_be_others(tmp_path: Path, author: str, said: str) -> None:
    _, problems = read(tmp_path, page(author=author))
    assert any(said in problem.message for problem in problems), problems
    assert {problem.rule for problem in problems} == {Rule.REFERENCE_FIELD}


@pytest.mark.parametrize(
    "author",
    [
        "{Simon & Schuster; Sons, Inc.}",
        "{Town, Land, and Sons}",
        "Dumas, père, Alexandre",
        "King, Jr., Martin Luther",
        "Gray, Ann and others",
        "{Labor and Capital} and Gray, Ann",
        "Anderson, Ann",
    ],
)
def test_names_that_are_sound(tmp_path: Path, author: str) -> None:
    assert read(tmp_path, page(author=author))[1] == []


def test_braces_around_a_family_name_make_no_body(tmp_path: Path) -> None:
    (source,) = read(tmp_path, page(author="{van Gogh}, Vincent"))[0].values()
    assert source.authors == (Person("van Gogh", "Vincent"),)
    assert csl.item(source)["author"] == [{"family": "van Gogh", "given": "Vincent"}]
    assert "author = {van Gogh, Vincent}" in write_entries([source])


def test_an_escaped_doi_is_refused_and_a_strange_one_linked(tmp_path: Path) -> None:
    problem = only(tmp_path, page(doi="10.1000/a\\_b"))
    assert "write '10.1000/a_b'" in problem.message
    strange = "10.1002/(SICI)1097(19)30:1<1::AID#2>3.0.CO;2-2"
    (source,) = read(tmp_path, page(doi=strange))[0].values()
    assert source.address == (
        "https://doi.org/10.1002/(SICI)1097(19)30:1%3C1::AID%232%3E3.0.CO;2-2"
    )


def test_letters_are_sorted_as_plain_ones(tmp_path: Path) -> None:
    names = ["Łukasz", "Lump", "Øst", "Oak", "Zebra", "Þór", "Tor", "Ång", "Ank", "Æsop", "Aeneid"]
    text = "".join(
        page(author=f"{name}, A.", url=f"https://example.org/{i}").replace(
            "body2019title", f"body2019{'abcdefghijk'[i]}"
        )
        for i, name in enumerate(names)
    )
    sources = read(tmp_path, text)[0].values()
    ordered = [one.authors[0].family for one in sorted(sources, key=lambda one: one.sort_key)]
    assert ordered == [
        *("Aeneid", "Æsop", "Ång", "Ank", "Łukasz", "Lump", "Oak", "Øst", "Þór", "Tor", "Zebra")
    ]


def test_chinese_names_are_neither_turned_nor_shortened(tmp_path: Path) -> None:
    text = page(author="李, 华 and 王, 小明")
    text += page(author="李, 明", url="https://example.org/b").replace("title,", "other,")
    sources = read(tmp_path, text)[0]
    made = labels(sources.values())
    assert str(made["body2019title"]) == "李华 and 王 2019"
    assert str(made["body2019other"]) == "李明 2019"
    assert str(format_source(sources["body2019title"])).startswith("李华 and 王小明. 2019.")


TYPED = st.sampled_from(sorted(REQUIRED))
WORDS = st.text(
    alphabet="ab Zé李-–—'’`~\"&%#$_()[]:.,;<>/+*=@!?\u00a0", min_size=1, max_size=30
).map(lambda text: " ".join(f"x{text}x".split(" ")))


@settings(max_examples=150, deadline=None)
@given(type_=TYPED, data=st.data())
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, type_: str, data: st.DataObject
) -> None:
    plain = sorted(FIELDS - set(PERSON_FIELDS) - {"title-source", "consulted", "url", "doi"})
    plain = [name for name in plain if not name.endswith("date") and name != "langid"]
    fields = data.draw(st.dictionaries(st.sampled_from(plain), WORDS, max_size=6))
    given = data.draw(WORDS)
    source = Source(
        "gray1907x",
        type_,
        {name: " ".join(value.split()) for name, value in fields.items()} | {"date": "1907"},
        {"author": (Person("Gray", "A."), Person(" ".join(given.split()), is_body=True))},
    )
    path = tmp_path_factory.mktemp("bib") / "x.bib"
    path.write_text(write_entries([source]), encoding="utf-8")
    back, _ = read_references(path)
    assert replace(back["gray1907x"], line=0) == source
