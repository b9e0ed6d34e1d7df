"""Bibliographies of other programs: every field has a fate, and what is kept has its words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.imported import lost
from tests.support.sources import with_every_field

from sphinx_apparatus.model.demands import NO_DEMANDS, Demands
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.sources import csl
from sphinx_apparatus.sources.bibliography import Conversion, convert
from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sources.chicago import format_source, unprinted
from sphinx_apparatus.sources.imported_entry import KEPT, Imported
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.sources.records import Source
from sphinx_apparatus.sources.tex_text import plain

FILES = sorted(Path(__file__).with_name("bibliographies").iterdir())
RULED = Demands.of(["keys", "consulted"], [])


def convert_file(path: Path, tmp_path: Path, demands: Demands = RULED) -> Conversion:
    references = tmp_path / "references.bib"
    references.write_text("")
    return convert(path.read_bytes(), references, "", demands)


def imported(text: str, tmp_path: Path, known: str = "", demands: Demands = RULED) -> Conversion:
    references = tmp_path / "references.bib"
    references.write_text(known)
    return convert(text.encode(), references, known, demands)


def one(text: str, tmp_path: Path) -> tuple[Imported, Source]:
    (entry,) = imported(text, tmp_path).entries
    assert entry.source is not None
    return entry, entry.source


# -- no field is lost ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_field_is_lost(path: Path, tmp_path: Path) -> None:
    found = convert_file(path, tmp_path)
    assert sum(len(entry.raw) for entry in found.entries) >= 60
    assert [line for entry in found.entries for line in lost(entry)] == []


def test_a_field_without_a_fate_is_counted(tmp_path: Path) -> None:
    entry, _ = one("@misc{a, title = {Gardens}, year = 1907, colour = {green}}", tmp_path)
    entry.fates = [fate for fate in entry.fates if fate.name != "colour"]
    assert lost(entry) == ["a: colour has no fate"]
    entry.raw["colour"] = "green, purple"
    entry.tell("colour", "note")
    assert lost(entry) == ["a: ‘purple’ of colour is lost"]


@pytest.mark.parametrize("demands", [RULED, NO_DEMANDS], ids=["ruled", "free"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_comes_in_is_sound(path: Path, tmp_path: Path, demands: Demands) -> None:
    found = convert_file(path, tmp_path, demands)
    new = tmp_path / "new.bib"
    new.write_text(found.text)
    sources, problems = read_references(new, demands=demands)
    assert [str(problem) for problem in problems] == []
    assert len(sources) == len(found.added) == len(found.entries)
    assert {source.fields["consulted"] for source in sources.values()} == {"no"}


def test_what_was_left_out_is_shown(tmp_path: Path) -> None:
    entry, _ = one("@misc{a, title = {T}, year = 1907, abstract = {Of gardens.}}", tmp_path)
    assert "    abstract: left out – ‘Of gardens.’" in list(entry.report)


# -- fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("year = 1984, month = jan", {"date": "1984-01"}),
        ("year = 1984, month = {January}", {"date": "1984-01"}),
        ("year = 1984, month = 1", {"date": "1984-01"}),
        ('year = 1984, month = "10~" # jan', {"date": "1984-01-10"}),
        ('year = 1984, month = jan # "~10"', {"date": "1984-01-10"}),
        ('year = 1984, month = jan # "/" # feb', {"date": "1984-01/1984-02"}),
        ("year = 1984, month = {#jan#}, day = 3", {"date": "1984-01-03"}),
        ("year = {1988-89}", {"date": "1988/1989"}),
        ("year = {[1609]}", {"date": "1609"}),
        ("year = {1907}, month = {Spring}", {"date": "1907", "number": "Spring"}),
        ("year = {ca. 1300}", {"date": "1300", "note": "Dated: ca. 1300"}),
        ("date = {1907~}", {"date": "1907~", "note": ""}),
        ("year = {~}, month = {{}}", {"date": "", "note": ""}),
        ("year = {0000}", {"date": "", "note": "Dated: 0000"}),
        ("date = {-0375}", {"date": "-0375", "note": ""}),
        ("year = {13XX}", {"date": "", "note": "Dated: 13XX"}),
        ("year = {n.d.}", {"date": "", "note": ""}),
        ("year = {in press}", {"date": "", "note": "In press"}),
        ("date = {2020-10-12T09:30:00Z}", {"date": "2020-10-12"}),
        ("note = {Accessed: 2019-03-02}", {"urldate": "2019-03-02", "note": ""}),
        ("note = {In {English}. Last accessed on 3 May 2010.}", {"urldate": "2010-05-03"}),
        ("urldate = {May 3, 2010}", {"urldate": "2010-05-03"}),
        ("journal = {\\apjl}, volume = 3", {"journaltitle": "Astrophysical Journal Letters"}),
        ("address = {K\\o benhavn}", {"location": "København"}),
        ("language = {ngerman}", {"langid": "german"}),
        ("language = {en-GB}", {"langid": "british"}),
        ("language = {Klingon}", {"langid": "", "note": "In Klingon"}),
        ("volume = 3, pages = {45--67}", {"pages": "45–67"}),
        ("volume = 3, pages = {pp. 45-67}", {"pages": "45–67"}),
        ("volume = 3, eid = {e12}", {"pages": "e12"}),
        ("doi = {https://doi.org/10.1000/a\\_b}", {"doi": "10.1000/a_b"}),
        ("doi = {doi:10.1000/ab}", {"doi": "10.1000/ab"}),
        ("doi = {nothing}", {"doi": "", "note": "DOI: nothing"}),
        ("url = {https://example.org/a\\_b\\%20c}", {"url": "https://example.org/a_b%20c"}),
        ("url = {https://example.org/a b}", {"url": "https://example.org/a%20b"}),
        (
            "url = {https://example.org/a https://example.org/b}",
            {"url": "https://example.org/a", "note": "Also at https://example.org/b"},
        ),
        ("url = {https://example.org/a?utm_source=x&b=1}", {"url": "https://example.org/a?b=1"}),
        ("howpublished = {\\url{https://example.org/~a}}", {"url": "https://example.org/~a"}),
        (
            "eprint = {1201.0490}, archiveprefix = {arXiv}",
            {"url": "https://arxiv.org/abs/1201.0490"},
        ),
        ("consulted = {full}", {"consulted": "no"}),
        (
            "title = {The {\\TeX}book's ``web'' --- {A} $\\alpha$}",
            {"title": "The TeXbook's “web” — A α"},
        ),
        ("title = {12% of \\$5 \\& H$_2$O}", {"title": "12% of $5 & H₂O"}),
        ("title = {<i>Homo</i> &amp; {\\textless}b{\\textgreater}x}", {"title": "Homo & x"}),
        ("title = {Of \\nosuch{it}}", {"title": "Of nosuchit"}),
    ],
)
def test_fields(tmp_path: Path, fields: str, expected: dict[str, str]) -> None:
    whole = {"title": "title = {T}", "journal": "journal = {J}"}
    given = [text for name, text in whole.items() if f"{name} = " not in fields]
    entry, source = one(f"@article{{a, {', '.join([*given, fields])}}}", tmp_path)
    assert {name: source.fields.get(name, "") for name in expected} == expected, list(entry.report)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Donald E. Knuth and Lamport, Leslie", "Knuth, Donald E. and Lamport, Leslie"),
        ("{van Gogh}, Vincent", "van Gogh, Vincent"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("{{World Health Organization}}", "{World Health Organization}"),
        ("{Simon and Schuster, Inc.}", "{Simon and Schuster, Inc.}"),
        ("family=Hoven, given=Jeroen, prefix=van den, useprefix=true", "van den Hoven, Jeroen"),
        ("King, Jr., Martin Luther", "King, Jr., Martin Luther"),
        ("King, Martin Luther, Jr.", "King, Jr., Martin Luther"),
        ("Gray, Ann; Brown, Bob", "Gray, Ann and Brown, Bob"),
        ("Gray, Ann \\& Brown, Bob", "Gray, Ann and Brown, Bob"),
        ("Gray, Ann et al.", "Gray, Ann and others"),
        ("Gray, Ann and others", "Gray, Ann and others"),
        ("Gray, Ann and and Brown, Bob and", "Gray, Ann and Brown, Bob"),
        ("{\\'S}wi{\\k a}tek, \\L ukasz", "Świątek, Łukasz"),
        ("Kristina Toutanova 0001", "Toutanova, Kristina"),
        ("Gray, Ann,", "Gray, Ann"),
        ("Ann Gray, Bob Brown, Cy Cox", "Gray, Ann and Brown, Bob and Cox, Cy"),
        ("Gray, Ann, Brown", "{Gray, Ann, Brown}"),
        ("{\\relax Yu}. E. Lozovik", "Lozovik, Yu. E."),
        ("乾, 隆", "乾, 隆"),
        ("Plato", "Plato"),
    ],
)
def test_names(tmp_path: Path, names: str, expected: str) -> None:
    entry, source = one(f"@misc{{a, title = {{T}}, year = 1907, author = {{{names}}}}}", tmp_path)
    written = re.search(r"author = \{(.*)\},", write_entries([source]))
    assert written and written[1] == expected, list(entry.report)


def listed(words: str) -> list[str]:
    return words.split()


BIBLATEX_TYPES = listed(
    """
    article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection
    suppcollection dataset manual misc online patent periodical suppperiodical proceedings
    mvproceedings inproceedings reference mvreference inreference report set software thesis
    unpublished xdata conference electronic mastersthesis phdthesis techreport www artwork audio
    bibnote commentary image jurisdiction legislation legal letter movie music performance
    review standard video customa nosuchtype
    """
)


@pytest.mark.parametrize("type_", BIBLATEX_TYPES)
def test_every_type_comes_in_and_is_sound(tmp_path: Path, type_: str) -> None:
    """With every field of biblatex: all of them are printed, said in the note, or told."""
    fields = ", ".join(f"{name} = {{{value}}}" for name, value in ALL_FIELDS.items())
    entry, source = one(f"@{type_}{{a, {fields}}}", tmp_path)
    assert lost(entry) == []
    path = tmp_path / "new.bib"
    path.write_text(write_entries([source]))
    assert [str(problem) for problem in read_references(path)[1]] == []


def word(number: int) -> str:
    return "word" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


_NAMES = listed(
    """
    author editor editora editorb editorc translator annotator commentator introduction foreword
    afterword bookauthor holder namea shortauthor
    """
)
_LITERALS = listed(
    """
    title subtitle titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle
    booktitleaddon journaltitle journalsubtitle issuetitle issuesubtitle eventtitle venue series
    volume number part chapter pages pagetotal volumes version edition publisher location
    institution organization howpublished type note addendum pubstate eid isbn issn origtitle
    origpublisher origlocation library keywords shorttitle nameaddon reprinttitle usera
    """
)
ALL_FIELDS = {
    **{name: f"Family{word(i)}, Given{word(i)}" for i, name in enumerate(_NAMES)},
    **{name: word(i + 50) for i, name in enumerate(_LITERALS)},
    "date": "1907",
    "origdate": "1876",
    "langid": "french",
    "url": "https://example.org/words",
    "abstract": "Of gardens",
    "file": "a.pdf",
    "timestamp": "2020-01-01",
}


TEX = st.lists(
    st.one_of(
        st.sampled_from(
            ["{", "}", "$", "\\", "~", "--", "``", "''", "^", "_", "%", "&", " ", "<i>"]
        ),
        st.sampled_from(["\\frac", "\\emph", "\\href", "\\url", "\\'", "\\begin{x}", "\\nosuch"]),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


@given(TEX)
def test_any_value_becomes_plain_text(value: str) -> None:
    text, _ = plain(value)
    assert not set("{}\\") & set(text)
    assert text == " ".join(text.split())


# -- entries and the file --------------------------------------------------------------------------


def test_keys_are_made_anew_where_the_edition_has_a_rule(tmp_path: Path) -> None:
    text = "@book{Gray:1907/a, author = {Gray, Ann}, title = {Town Gardens}, year = 1907}"
    (entry,) = imported(text, tmp_path).entries
    assert entry.source and entry.source.key == "gray1907town"
    assert next(iter(entry.report)) == "Gray:1907/a (line 1) is now gray1907town"


def test_keys_stay_where_it_has_none(tmp_path: Path) -> None:
    text = "@book{Gray1907, author = {Gray, Ann}, title = {Town}, year = 1907}\n"
    text += "@book{gray1907, author = {Gray, Bea}, title = {Land}, year = 1907}"
    found = imported(text, tmp_path, demands=NO_DEMANDS)
    assert [entry.source and entry.source.key for entry in found.entries] == [
        "Gray1907",
        "gray1907land",  # capitals do not distinguish keys
    ]


def test_entries_are_put_in_the_order_of_keys_and_others_stay(tmp_path: Path) -> None:
    known = "% Ours.\n\n@misc{b1,  title={B},consulted={full}}\n\n@misc{d1, title = {D}}\n"
    text = "@misc{c1, title = {C}}\n@misc{a1, title = {A}}\n@misc{e1, title = {E}}"
    found = imported(text, tmp_path, known, NO_DEMANDS)
    assert re.findall(r"@misc\{(\w+)", found.text) == ["a1", "b1", "c1", "d1", "e1"]
    for line in known.splitlines():
        assert line in found.text


def test_a_source_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    text = "@book{g, author = {Gray, Ann}, title = {Town}, year = 1907}"
    first = imported(text, tmp_path)
    again = imported(text, tmp_path, first.text)
    assert again.text == first.text
    assert again.added == []
    assert again.needs_work == 1


def test_an_address_of_two_entries_stays_with_the_first(tmp_path: Path) -> None:
    text = "@misc{a, title = {A}, year = 1907, url = {https://example.org/a}}"
    text += "@misc{b, title = {B}, year = 1908, url = {http://www.example.org/a/}}"
    _, second = imported(text, tmp_path).entries
    assert second.source and second.source.fields["note"] == "Url: http://www.example.org/a/"


def test_crossref_fills_in_what_is_missing(tmp_path: Path) -> None:
    text = "@inproceedings{c, author = {Gray, Ann}, title = {T}, crossref = {p}, pages = {1-2}}"
    text += "@proceedings{p, editor = {Hill, D.}, title = {Whole}, year = 1907, pages = {1-99}}"
    child, _ = imported(text, tmp_path).entries
    assert child.source
    assert child.source.fields["booktitle"] == "Whole"
    assert child.source.fields["date"] == "1907"
    assert child.source.fields["pages"] == "1–2"
    assert child.source.persons["editor"][0].family == "Hill"


def test_crossref_to_nothing_and_to_itself_are_told(tmp_path: Path) -> None:
    entry, _ = one("@misc{a, title = {T}, crossref = {gone}, xdata = {a}}", tmp_path)
    assert [fate.needs_work for fate in entry.fates if fate.name in ("crossref", "xdata")][:2] == [
        True,
        True,
    ]


def test_words_outside_entries_and_broken_entries_are_told(tmp_path: Path) -> None:
    text = "Some words.\n@misc{a, title = {T}\n\n@misc{b, title = {U}, year = 1907}\n"
    found = imported(text, tmp_path)
    assert any("‘Some words.’" in remark for remark in found.remarks)
    assert any("in entry ‘a’" in remark for remark in found.remarks)


def test_remarks_hide_what_stands_in_them(tmp_path: Path) -> None:
    text = "@comment{jabref-meta: a@misc{x, title = {X}}}\n@misc{b, title = {U}}"
    found = imported(text, tmp_path)
    assert [entry.key for entry in found.entries] == ["b"]
    assert found.remarks == []


def test_macros_that_double_are_refused(tmp_path: Path) -> None:
    text = '@string{a = "aaaaaaaaaa"}\n' + "@string{a = a # a}\n" * 30 + "@misc{b, title = a}"
    with pytest.raises(Refusal, match="more than 10000 characters"):
        imported(text, tmp_path)


def test_old_files_are_read_as_windows_1252(tmp_path: Path) -> None:
    references = tmp_path / "references.bib"
    references.write_text("")
    raw = "@misc{a, title = {Gärten}}".encode("cp1252")
    found = convert(raw, references, "", NO_DEMANDS)
    assert found.entries[0].source and found.entries[0].source.title == "Gärten"
    assert len(found.remarks) == 1


def test_a_file_without_entries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no entries"):
        imported("Dear Ann,", tmp_path)


def test_kept_fields_are_told_in_one_line(tmp_path: Path) -> None:
    entry, _ = one("@misc{a, title = {T}, volume = {3}}", tmp_path)
    assert KEPT not in "".join(list(entry.report)[2:])
    assert "    as they are: title, volume" in list(entry.report)


# -- CSL-JSON --------------------------------------------------------------------------------------


def test_what_is_exported_comes_in_and_is_the_same(tmp_path: Path) -> None:
    """Every type with the fields that it prints; only how far it was read begins anew."""
    sources = {}
    for source in with_every_field().values():
        unread = {name: text for name, text in source.fields.items() if name != "consulted"}
        del unread["eventdate"], unread["title-source"]
        unread |= {"url": f"https://example.org/{source.type}", "doi": f"10.1234/{source.type}"}
        unread["title"] += f" of {source.type}"
        names = frozenset({*unread, "author", "editor", "translator", "consulted"})
        held = {
            name: text for name, text in unread.items() if name not in unprinted(source.type, names)
        }
        people = {role: source.persons[role][:2] for role in source.persons}
        sources[source.key] = Source(source.key, source.type, held | {"consulted": "no"}, people)
    items = [csl.item(source) for source in sources.values()]
    found = imported(json.dumps(items), tmp_path, demands=NO_DEMANDS)
    back = {entry.source.key: entry.source for entry in found.added if entry.source}
    assert back.keys() == sources.keys()
    for key, source in sources.items():
        assert words_of(back[key]) == words_of(source), str(format_source(back[key]))
        assert (
            back[key].fields.items()
            >= {name: source.fields[name] for name in ("url", "doi", "isbn", "keywords")}.items()
        )


def words_of(source: Source) -> list[str]:
    return sorted(re.findall(r"\w+", str(format_source(source))))


def test_variables_of_csl_become_fields(tmp_path: Path) -> None:
    path = Path(__file__).with_name("bibliographies") / "zotero.json"
    found = convert_file(path, tmp_path, NO_DEMANDS)
    by_key = {entry.key: entry for entry in found.entries}
    first = found.entries[0].source
    assert first is not None
    assert first.key == "vangogh2019locks"
    assert [person.straight for person in first.authors] == [
        "Vincent van Gogh",
        "Town & Land Council",
        "Ludwig van Beethoven",
    ]
    assert first.title == "Locks and keys: gates & “doors” of 100% _iron_"
    assert first.fields["date"] == "2019-02-27"
    assert first.fields["urldate"] == "2020-05-06"
    assert first.fields["journaltitle"] == "Journal of Gates"
    expected = {
        "gray1907": {"date": "1907~", "series": "Books of Towns", "volume": "1"},
        "c": {"booktitle": "A Book of Gates", "date": "2001"},
        "d": {"date": "2003-05-06/2003-05-08"},
        "e": {"institution": "Oslo University", "date": "1999-06"},
        "f": {"institution": "Town Office", "number": "7", "type": "Survey"},
        "g": {"urldate": "../2026-01-02", "organization": "The Gate Site", "type": "Blog"},
        "h": {"journaltitle": "Daily Gate", "location": "Lima", "edition": "Late ed."},
        "j": {"journaltitle": "Gazette", "volume": "61"},
        "m": {"date": "2012-21"},
        "n": {"organization": "Gate Blog"},
    }
    for key, fields in expected.items():
        source = by_key[key].source
        assert source is not None
        assert source.fields.items() >= fields.items(), (key, source.fields)
    assert by_key["c"].line == 4
    assert "container-title: booktitle" in "\n".join(by_key["c"].report)
    assert [key for key, entry in by_key.items() if entry.type == "nosuch"] == ["p"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "no items of CSL-JSON"),
        ("[1]", "item 1 has no ‘type’"),
        ('[{"type": "book", "title": "A"}, {"title": "B"}]', "item 2 has no ‘type’"),
        ('{"type": 3}', "item 1 has no ‘type’"),
        ("[" * 100_000, "no entries"),
    ],
)
def test_json_of_another_kind_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=message):
        imported(text, tmp_path)
