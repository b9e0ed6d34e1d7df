"""Lists that an edition declares: kinds of notes, verdicts, relations, kinds of names.

``tests/editions/legends`` declares its own, ``tests/editions/gettysburg`` gives no verdicts.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import html
from tests.sphinx_ext.test_units import ROOT, opened
from tests.support.project import WITH_UNITS, Apparatus, small_editions

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.export import claim_review
from sphinx_apparatus.export.bundle import exports
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.catalogue import use_language
from sphinx_apparatus.model.vocabulary import STANDARD, Kind, Scheme
from sphinx_apparatus.review.json_schemas import schemas

SCHEME = "essays/_data/scheme.yml"
CROSSING = "essays/cross-references/silence.md"


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_editions(tmp_path_factory, "unit-sites", WITH_UNITS)


@pytest.fixture(scope="module")
def legends() -> Edition:
    return opened("legends")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "legends", tmp_path / "legends")


def faults(project: Path) -> list[str]:
    edition = open_edition(project / "essays", project / "references.bib")
    return [f"{p.path}:{p.line}: {p.rule.number} {p.message}" for p in edition.problems if p.stops]


def changed(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


# -- what is declared ------------------------------------------------------------------------------


def test_what_is_declared_is_what_notes_have(legends: Edition) -> None:
    scheme = legends.scheme
    assert list(scheme.kinds) == ["attestation", "gloss", "motif", "wording"]
    assert [(v, v.sign, v.rating) for v in scheme.verdicts] == [
        ("attested", "●", 3),
        ("late", "◐", 2),
        ("legend", "△", 1),
        ("divided", "◆", None),
    ]
    assert scheme.scale == (1, 3)
    assert list(scheme.worst_first) == ["legend", "late", "attested", "divided"]
    note = legends.note_by_id["1887-bell/cast"]
    assert (note.kind, note.head.kind, note.head.kind.several) == (
        *(Kind.FACT_CHECK, "attestation", "Attestations"),
    )
    assert note.fact_check is not None
    assert (note.fact_check.verdict.word, note.fact_check.history[0].from_) == ("Late", "attested")
    # The rules of “disputed” hold for “divided”, which is like it.
    tower = legends.note_by_id["1887-bell/tower"]
    assert tower.fact_check is not None
    assert tower.fact_check.verdict.like == "disputed"
    assert legends.cross_references[0].head.relation.word == "takes back"


def test_labels_are_those_of_the_language_if_it_has_any(legends: Edition) -> None:
    attested, late = legends.scheme.verdicts[:2]
    use_language("es")
    try:
        assert (attested.word, late.word) == ("Atestiguado", "Late")
        use_language("uk")
        assert attested.word == "Attested"
    finally:
        use_language("en")


def test_an_edition_that_declares_nothing_has_the_lists_of_the_engine() -> None:
    assert opened("sonnets").scheme == STANDARD == Scheme()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: gloss,", "id: Gloss,", "3: A022 ‘id’ is ‘Gloss’; expected an id"),
        ('sign: "●"', 'sign: "★"', "10: A022 ‘sign’ is ‘★’; expected ●, ◕, ◐, ○, ■, ◆ or △"),
        ('sign: "◐"', 'sign: "●"', "15: A106 ‘sign: ●’ is that of ‘attested’ too"),
        ("number: 2", "number: 3", "16: A106 ‘number: 3’ is that of ‘attested’ too"),
        ("id: late", "id: attested", "12: A106 ‘attested’ stands twice in ‘verdicts’"),
        ("id: late", "id: gloss", "3: A106 ‘gloss’ is the name of a verdict too"),
        ("id: late", "id: chart", "12: A106 ‘chart’ is the name of something else on a page"),
        (
            "id: gloss,",
            "id: textual,",
            "3: A106 ‘textual’ is ‘like: context’; write ‘like: textual",
        ),
        ("like: fact-check", "like: context", "6: A106 no kind of notes is ‘like: fact-check’"),
        ("id: undoes", "id: repeats", "30: A106 ‘repeats’ stands twice in ‘relations’"),
        ("words: 200", "words: 9000", "37: A022 ‘words’ is ‘9000’; at most 5000 is allowed"),
        ("code]", "video]", "38: A022 ‘blocks’ is ‘video’; expected table, picture or code"),
        ("verdicts:", "grades:", "6: A020 there is no field ‘grades’ here"),
    ],
)
def test_a_scheme_that_does_not_hold_is_refused_alone(
    copy: Path, old: str, new: str, expected: str
) -> None:
    """No note is blamed for what its scheme does not declare."""
    changed(copy, SCHEME, old, new)
    found = faults(copy)
    assert any(fault.startswith(f"{SCHEME}:{expected}") for fault in found), found
    assert {fault.partition(":")[0] for fault in found} == {SCHEME}


def test_at_most_seven_verdicts(copy: Path) -> None:
    more = "".join(f'  - {{id: v{n}, label: V, definition: D., sign: "○"}}\n' for n in range(4))
    changed(copy, SCHEME, "relations:\n", f"{more}relations:\n")
    assert f"{SCHEME}:6: A022 ‘verdicts’ lists 8; expected at most 7" in faults(copy)


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            "cast",
            "verdict: late",
            "verdict: true",
            "verdict’ is ‘true’; expected attested, late, leg",
        ),
        ("cast", "to: late", "to: supported", "‘to’ is ‘supported’; expected attested, late"),
        (
            "saint-ada",
            "kind: gloss",
            "kind: context",
            "‘context’; expected attestation, gloss, mot",
        ),
    ],
)
def test_what_is_not_declared_is_refused(
    copy: Path, path: str, old: str, new: str, expected: str
) -> None:
    changed(copy, f"essays/1887-bell/notes/{path}.md", old, new)
    (fault,) = (each for each in faults(copy) if "A022" in each)
    assert expected in fault


# -- what an edition may allow ---------------------------------------------------------------------


def test_passages_of_one_text_are_joined_where_the_scheme_allows(copy: Path) -> None:
    changed(copy, SCHEME, "within-one-text: true", "within-one-text: false")
    assert faults(copy) == [
        f"{CROSSING}:8: A102 both places are in ‘1887-bell’; expected two essays"
    ]
    changed(copy, SCHEME, "within-one-text: false", "within-one-text: true")
    changed(copy, CROSSING, "heard nothing but the sea", "salt pans of Wend")
    (fault,) = faults(copy)
    assert fault.startswith(f"{CROSSING}:9: A102 both places are in one passage of ‘1887-bell’")


def test_tables_pictures_and_code_are_refused_unless_allowed(copy: Path) -> None:
    changed(copy, SCHEME, "blocks: [table, picture, code]", "blocks: []")
    shore = "essays/1887-bell/notes/shore.md"
    assert [each.partition(" A062 ")[2] for each in faults(copy)] == [
        "found a table, which is not allowed here",
        "found code, which is not allowed here",
        "found an image, which is not allowed here",
        "found a code block or directive, which is not allowed here",
    ]
    changed(copy, SCHEME, "blocks: []", "blocks: [table, picture, code]")
    changed(copy, shore, "```\nHIC", "```{include} /etc/passwd\nHIC")
    changed(copy, shore, "(bell.png)", "(bells.png)")
    assert faults(copy) == [
        f"{shore}:17: A001 there is no picture ‘bells.png’ in the folder of the text",
        (
            f"{shore}:21: A062 found ‘{{include}} /etc/passwd’ behind the marks of a code block; "
            "leave it out"
        ),
    ]


def test_the_limit_of_words_is_that_of_the_scheme(copy: Path) -> None:
    changed(copy, SCHEME, "words: 200", "words: 10")
    edition = open_edition(copy / "essays", copy / "references.bib")
    (note, *_) = (p for p in edition.problems if p.rule.number == "A061")
    assert "at most about 10 are expected" in note.message


# -- pages and exports -----------------------------------------------------------------------------


@pytest.mark.build
def test_pages_say_what_is_declared(sites: Path) -> None:
    root = html.parse(sites / "legends" / "essays" / "1887-bell.html").getroot()
    (form,) = root.find_class("apparatus-switches")
    boxes = [
        (box.get("value"), " ".join(box.getparent().text_content().split()))
        for box in form.iter("input")
    ]
    assert boxes == [
        *[("none", "Just the text"), ("fact-check", "Attestations"), ("all", "Everything")],
        *[("attestation", "Attestations"), ("gloss", "Glosses"), ("motif", "Motifs")],
        *[("wording", "Wording"), ("cross-references", "Cross-references")],
        ("underline", "Underline checked words"),
        *[("attested", "●Attested 1"), ("late", "◐Late 1")],
        *[("legend", "△Legend 1"), ("divided", "◆Divided 1")],
    ]
    mark = root.get_element_by_id("mark-rings")
    assert mark.get("aria-label", "").startswith("Note 4, attestation: legend")
    assert {
        "apparatus-mark-attestation",
        "apparatus-like-fact-check",
        "apparatus-verdict-legend",
    } <= {*mark.get("class", "").split()}
    counted = " ".join(root.text_content().split())
    assert "Attestations: 4 · Glosses: 2 · Motifs: 1 · Wording: 1 · 1 cross-reference" in counted
    key = html.parse(sites / "legends" / "key.html").getroot()
    assert key.get_element_by_id("key-legend").text_content().startswith("△ Legend")
    names = html.parse(sites / "legends" / "names.html").getroot()
    headings = [each.text_content() for each in names.find_class("rubric")]
    assert headings == ["People", "Places", "Motifs"]
    for page in ("essays/1887-bell", "attestations", "work", "key"):
        words = html.parse(sites / "legends" / f"{page}.html").getroot().find(".//article")
        assert words is not None
        # Names of files stay.
        shown = re.sub(r"fact-checks[.\w]*(csv|json)|claim-reviews[.\w]*", "", words.text_content())
        assert not re.search("supported|contradicted|context note", shown, re.IGNORECASE)


@pytest.mark.build
def test_styles_and_scripts_know_what_is_declared(sites: Path) -> None:
    static = sites / "legends" / "_static"
    style = (static / "apparatus-scheme.css").read_text(encoding="utf-8")
    for id in ("attested", "late", "legend", "divided", "gloss", "motif", "attestation", "wording"):
        assert f'html[data-apparatus-hide~="{id}"] .apparatus-essay' in style
    assert ".apparatus-verdict-legend { --verdict: var(--apparatus-not-checkable)" in style
    script = (static / "apparatus-scheme.js").read_text(encoding="utf-8")
    lists = json.loads(script.removeprefix("window.apparatusScheme=").rstrip().removesuffix(";"))
    assert list(lists["verdicts"]) == ["attested", "late", "legend", "divided"]
    assert lists["rules"] == {"legend": "unsupported", "divided": "disputed"}
    assert lists["kinds"]["gloss"] == {"like": "context", "one": "gloss", "several": "Glosses"}
    assert not (sites / "sonnets" / "_static" / "apparatus-scheme.js").exists()


@pytest.mark.build
def test_an_edition_without_verdicts_has_no_word_of_them(sites: Path) -> None:
    """Neither pages nor exports say that something else might be graded."""
    site = sites / "gettysburg"
    files = [
        path
        for path in site.rglob("*")
        if path.suffix in (".html", ".json", ".jsonld", ".xml", ".atom", ".txt", ".css")
        and path.is_file()
        and (path.parent != site / "_static" or path.stem == "apparatus-scheme")
        and "_static/" not in path.parent.as_posix().removeprefix(site.as_posix())
    ]
    assert len(files) > 12
    for path in files:
        text = path.read_text(encoding="utf-8")
        found = re.search("verdict|fact.check|claimreview", text, re.IGNORECASE)
        assert found is None, (path, text[found.start() - 80 : found.end() + 80])
    assert not list((site / "data").glob("*check*"))


def test_a_directive_of_verdicts_is_refused_where_there_are_none(
    tmp_path: Path, apparatus: Apparatus
) -> None:
    project = shutil.copytree(ROOT / "gettysburg", tmp_path / "gettysburg")
    key = project / "docs" / "key.md"
    key.write_text(f"{key.read_text()}\n```{{apparatus:verdicts}}\n```\n", encoding="utf-8")
    code, printed, _ = apparatus("check", "--project", project)
    assert code == 1
    assert "docs/key.md:6: A133 the edition gives no verdicts (scheme.yml)" in printed


def test_exports_are_valid_by_the_schemas_beside_them(legends: Edition, tmp_path: Path) -> None:
    publication = Publication("Bells", "1")
    made = {file.name: file.content for file in exports(legends, publication, tmp_path)}
    pairs = {
        "claim-reviews.jsonld": "claim-reviews",
        "fact-checks.json": "fact-checks",
        "1887-bell.annotations.jsonld": "annotations",
    }
    for name, schema in pairs.items():
        validator = Draft202012Validator(json.loads(made[f"{schema}.schema.json"]))
        assert list(validator.iter_errors(json.loads(made[name]))) == []
    reviews = json.loads(made[claim_review.FILE])["@graph"]
    ratings = {each["reviewRating"]["alternateName"]: each["reviewRating"] for each in reviews}
    assert {name: each.get("ratingValue") for name, each in ratings.items()} == {
        "Attested": 3,
        "Late": 2,
        "Legend": 1,
        "Divided": None,
    }
    assert (ratings["Late"]["bestRating"], ratings["Late"]["worstRating"]) == (3, 1)
    tei = made["edition.tei.xml"].decode()
    assert 'xml:id="verdict-legend"' in tei
    assert 'xml:id="relation-undoes"' in tei
    assert '<cell role="label">Year</cell>' in tei
    assert "[A gate between two posts]" in made["1887-bell.annotations.jsonld"].decode()


def test_schemas_of_files_offer_what_is_declared(legends: Edition) -> None:
    note = json.loads(schemas(legends.scheme)["note.json"])
    heads = note["$defs"]
    assert heads["FactCheckHead"]["properties"]["verdict"]["enum"] == list(legends.scheme.verdicts)
    assert heads["ContextHead"]["properties"]["kind"]["enum"] == ["gloss", "motif"]
    Draft202012Validator.check_schema(note)


# -- commands --------------------------------------------------------------------------------------


def test_commands_know_what_is_declared(copy: Path, apparatus: Apparatus) -> None:
    code, _, said = apparatus(
        *("verdict", "1887-bell/cast", "supported", "--reason", "R.", "--project", copy)
    )
    assert (code, "expected attested, late, legend or divided" in said) == (2, True)
    code, *_ = apparatus(
        *("verdict", "1887-bell/cast", "legend", "--reason", "A second source was found."),
        *("--project", copy),
    )
    assert code == 0
    assert "verdict: legend" in (copy / "essays/1887-bell/notes/cast.md").read_text()
    new = ("new", "note", "--essay", "1887-bell", "--project", copy)
    code, *_ = apparatus(*new, "--quote", "a storm is near", "--kind", "motif", "--title", "Storms")
    assert code == 0
    code, *_ = apparatus(
        *new, "--quote", "three strokes", "--kind", "attestation", "--title", "Three"
    )
    assert code == 0
    assert "verdict: divided\n" in (copy / "essays/1887-bell/notes/three.md").read_text()
    code, _, said = apparatus(*new, "--quote", "no more", "--kind", "context")
    assert (code, "expected one of attestation, gloss, motif, wording" in said) == (1, True)
    # What is to be filled in is all that is wrong.
    assert {fault.partition(": ")[2][:4] for fault in faults(copy)} <= {"A065", "A080"}
