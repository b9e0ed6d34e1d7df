"""The pages of witnesses: each whole, beside the base text, passage by passage.

They are no documents: a text has those of its witnesses that have a file, where texts are shown.
Without scripts a page compares a witness with the base; a script compares it with another.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.docutils import new_document

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.essays import Block, Essay, passage_label
from sphinx_apparatus.model.records import WitnessDescription
from sphinx_apparatus.model.vocabulary import Unit
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.sphinx_ext.node_helpers import in_lines, link, paragraph, plain_words
from sphinx_apparatus.sphinx_ext.nodes import pair, pair_side, piece
from sphinx_apparatus.text.file_writing import write_whole
from sphinx_apparatus.text.witnesses import Comparison, divided, is_compared, same_words, siglum_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

WITNESSES = "_static/witnesses"
"""Folder of what the script compares."""
_PAGE = "witness-"


class Words(NamedTuple):
    """Words of a column, and whether the other has them: “same”, “signs” or “other”."""

    text: str
    how: str = "same"


def page_name(domain: ApparatusDomain, docname: str, essay: Essay, siglum: str) -> str:
    """Return the name of the page of a witness, in a folder beside the page of the text.

    Where several texts share a page, the name has that of the text.
    """
    text = f"{essay.id}-" if len(domain.texts_on(docname)) > 1 else ""
    return f"{docname}/{_PAGE}{text}{siglum_id(siglum)}"


def pages_of_witnesses(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page of each witness that has one, unless no page is written either."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in HAVE_PAGES:
        return
    domain = apparatus_domain(app.env)
    if domain.is_idle:
        return
    wanted: set[Path] = set()
    texts = domain.pages_of_texts(builder.name)
    for docname, ids in texts.items():
        for essay in (domain.edition.essay_by_id[id] for id in ids):
            shown = domain.witnesses_shown(essay)
            for witness in shown:
                name = page_name(domain, docname, essay, witness.siglum)
                page = WitnessPage(domain, docname, essay, witness)
                wanted |= {Path(builder.get_outfilename(name)), _script(app, name)}
                yield name, page.context(builder, shown), "page.html"
                if len(shown) > 1:
                    page.write_words(_script(app, name))
    _delete_others(app, texts, wanted)


def _script(app: Sphinx, name: str) -> Path:
    return Path(app.outdir, WITNESSES, f"{name}.js")


def _delete_others(app: Sphinx, docnames: Iterable[str], wanted: set[Path]) -> None:
    """Delete the pages of witnesses that are no longer shown, and what the script compares."""
    builder = cast("StandaloneHTMLBuilder", app.builder)
    wanted |= {Path(builder.get_outfilename(docname)) for docname in app.env.found_docs}
    for docname in docnames:
        folder = Path(app.outdir, docname)
        for path in (
            *folder.glob(f"{_PAGE}*{builder.out_suffix}"),
            *folder.glob(f"{_PAGE}*/index{builder.out_suffix}"),
            *Path(app.outdir, WITNESSES, docname).glob(f"{_PAGE}*.js"),
        ):
            if path not in wanted:
                path.unlink()


class WitnessPage:
    """The page of a witness.

    :param docname: the page of the text.
    """

    def __init__(
        self, domain: ApparatusDomain, docname: str, essay: Essay, witness: WitnessDescription
    ) -> None:
        self.domain, self.docname = domain, docname
        self.essay, self.witness = essay, witness
        self.name = page_name(domain, docname, essay, witness.siglum)
        self.found = domain.edition.comparison(essay, witness.siglum)
        self.lines = _line_starts(essay, witness)
        self.base = next(w for w in essay.head.witnesses if w.siglum == essay.head.base)

    def context(
        self, builder: StandaloneHTMLBuilder, shown: Sequence[WitnessDescription]
    ) -> dict[str, Any]:
        """Return what the template of a page shows.

        :param shown: all witnesses of the text that have a page.
        """
        title = _("{label}: witness {siglum}", label=self.essay.name, siglum=self.witness.siglum)
        document = new_document(self.name)
        document.settings = builder.docsettings
        document += [*self._above(shown), self._rows()]
        # Of all transforms this alone has something to do here.
        ReferencesResolver(document).apply()
        visitor = cast("HTML5Translator", builder.create_translator(document, builder))
        document.walkabout(visitor)
        fragment = "".join(visitor.fragment)
        return {
            "title": escape(title),
            "body": f"<section><h1>{escape(title)}</h1>\n{fragment}</section>",
            "apparatus_branch": self.docname,
            "apparatus_others": len(shown) - 1,
            "display_toc": False,
        }

    def _page_of(self, witness: WitnessDescription) -> str:
        return page_name(self.domain, self.docname, self.essay, witness.siglum)

    def _above(self, shown: Sequence[WitnessDescription]) -> Iterator[nodes.Node]:
        """Yield the way to the text, what the copies are, and how differences are marked."""
        yield paragraph(link("text", self.essay.id, _("The text with its notes"), self.name))
        copies = nodes.definition_list(classes=[css.COPIES])
        for each in (self.base, *shown):
            siglum: nodes.Node = nodes.strong("", each.siglum)
            if each is not self.witness and each is not self.base:
                uri = self.domain.relative_uri(self.name, self._page_of(each))
                siglum = nodes.reference("", each.siglum, refuri=uri, internal=True)
            copies += nodes.definition_list_item(
                "", nodes.term("", "", siglum), nodes.definition("", plain_words(each.title))
            )
        yield copies
        marked: list[nodes.Node] = []
        for words, view, classes in (
            (_("words that the other copy lacks"), "base", []),
            (_("words of this copy alone"), "reading", []),
            (_("other signs or capitals"), "reading", [css.SIGNS]),
        ):
            marked += [nodes.Text(" · "), _marked(words, view, classes)]
        yield paragraph(marked[1:], css.MARKED)
        if len(shown) > 1:
            files = {each.siglum: f"{WITNESSES}/{self._page_of(each)}.js" for each in shown}
            data = {"base": self.base.siglum, "own": self.witness.siglum, "files": files}
            said = escape(json.dumps(data, ensure_ascii=False), quote=True)
            place = f'<p class="{css.BESIDE}" data-witnesses="{said}"></p>\n'
            yield nodes.raw("", place, format="html")

    def _rows(self) -> nodes.container:
        """Build a row for each block of the base, with what the witness has there."""
        head, _text, tail = divided(
            self.essay.transcripts[self.witness.siglum], self.witness.blocks
        )
        blocks = self.essay.blocks
        rows: list[nodes.Node] = []
        first = next((i for i, block in enumerate(blocks) if is_compared(block)), len(blocks))
        last = max((i for i, block in enumerate(blocks) if is_compared(block)), default=-1) + 1
        if first or head:
            rows.append(self._whole(blocks[:first], head))
        for index in range(first, last):
            block = blocks[index]
            rows.append(self._row(index) if is_compared(block) else self._whole([block], []))
        if last < len(blocks) or tail:
            rows.append(self._whole(blocks[max(first, last) :], tail))
        return nodes.container("", *rows, classes=[css.PARALLEL, css.COPIED, "no-search"])

    def _whole(self, blocks: Sequence[Block], paragraphs: Sequence[str]) -> pair:
        """Build a row of words that are not compared."""
        left = [in_lines(plain_words(block.text), block.seams) for block in blocks]
        right = [plain_words(words) for words in paragraphs]
        return pair(
            "", self._side(self.base, left), self._side(self.witness, right), classes=[css.PAIR]
        )

    def _row(self, index: int) -> pair:
        block = self.essay.blocks[index]
        ours, theirs, seams = columns(block, self.found, index, self.lines)
        label = passage_label(self.essay, block)
        at = link("passage", f"{self.essay.id}/{block.id}", label, self.name)
        left = in_lines(_shown(ours, "base"), block.seams)
        _set_in(left, {part.start: part.step for part in block.parts if part.unit is Unit.LINE})
        right = in_lines(_shown(theirs, "reading"), seams)
        _set_in(right, {at - _first(self.found, index): step for at, step in self.lines.items()})
        if not theirs:
            lacks = _("{siglum} does not have this.", siglum=self.witness.siglum)
            right = paragraph(lacks, css.NOTICE)
        made = pair("", ids=[block.id], classes=[css.PAIR])
        made += [self._side(self.base, [left], at), self._side(self.witness, [right])]
        return made

    def _side(
        self, witness: WitnessDescription, words: Sequence[nodes.Node], at: nodes.Node | None = None
    ) -> pair_side:
        head: list[nodes.Node] = [nodes.strong("", witness.siglum)]
        head += [nodes.Text(" · "), at] if at is not None else []
        made = pair_side("", paragraph(head, css.PAIR_HEAD), *words, label=witness.siglum)
        made["classes"] = [css.PAIR_SIDE]
        if witness.language != self.domain.edition.language:
            made["classes"].append(f"language-{witness.language}")
        return made

    def write_words(self, path: Path) -> None:
        """Write the words of each passage for the script; the lines of verse are lines."""
        words = {}
        for index, block in enumerate(self.essay.blocks):
            if is_compared(block):
                _ours, theirs, seams = columns(block, self.found, index, self.lines)
                signs = list("".join(part.text for part in theirs))
                for seam in seams:
                    signs[seam] = "\n"
                words[block.id] = "".join(signs)
        data = json.dumps([self.witness.siglum, words], ensure_ascii=False, separators=(",", ":"))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"apparatusWitness(...{data});\n")


def _line_starts(essay: Essay, witness: WitnessDescription) -> dict[int, int]:
    """Return where the lines of a witness of verse begin in its text, each with its steps."""
    apart = (*witness.blocks.head, *witness.blocks.tail)
    paragraphs = essay.transcripts[witness.siglum]
    lines = essay.transcript_lines.get(witness.siglum, ())
    found: dict[int, int] = {}
    done = 0
    for number, (words, starts) in enumerate(zip(paragraphs, lines, strict=False), 1):
        if number not in apart:
            found |= {done + at: step for at, step in starts}
            done += len(words) + 1
    return found


def _first(found: Comparison, index: int) -> int:
    """Return where the words of a block begin in the text of a witness."""
    return next((run.begin for run in found.runs[index] if run.begin < run.stop), 0)


def _set_in(words: nodes.Element, steps: Mapping[int, int]) -> None:
    """Put spaces before lines that are set in.

    :param steps: how far, by where each line begins.
    """
    done = 0
    for line in words.findall(nodes.line):
        size = len(line.astext())
        if step := steps.get(done):
            line.insert(0, nodes.Text("\u2003" * step))
        done += size + 1


def columns(
    block: Block, found: Comparison, index: int, lines: Collection[int] = ()
) -> tuple[list[Words], list[Words], list[int]]:
    """Return the words of a block, those of a witness, and where the lines of the latter end.

    :param lines: where lines begin in the text of the witness; if that is not known, they end where
        those of the base do.
    """
    ours: list[Words] = []
    theirs: list[Words] = []
    runs = found.runs[index]
    first = _first(found, index)
    seams = sorted(block.seams)
    ends: list[int] = []
    done, said = 0, first
    for run in runs:
        ours.append(Words(block.text[done : run.start]))
        done = run.end
        while seams and seams[0] < run.start:
            seams.pop(0)
            if said < run.begin:
                ends.append(run.begin - 1 - first)
        if run.begin < run.stop:
            theirs.append(Words(found.text[said : run.begin]))
            said = run.stop
        one, two = block.text[run.start : run.end], found.text[run.begin : run.stop]
        if not run.is_same:
            ours.append(Words(one, "other"))
            theirs.append(Words(two, "other"))
        else:
            for is_equal, gone, come in same_words(one, two):
                ours.append(Words(gone, "same" if is_equal else "signs"))
                theirs.append(Words(come, "same" if is_equal else "signs"))
    ours.append(Words(block.text[done:]))
    if lines and block.seams:
        ends = [at - 1 - first for at in lines if first < at < said]
    return _merged(ours), _merged(theirs), ends


def _merged(parts: Iterable[Words]) -> list[Words]:
    """Return words with those together that are shown alike."""
    filled = (part for part in parts if part.text)
    return [
        Words("".join(part.text for part in same), how)
        for how, same in groupby(filled, key=lambda part: part.how)
    ]


def _shown(parts: Iterable[Words], view: str) -> nodes.paragraph:
    made = plain_words("")
    made.clear()
    for text, how in parts:
        if how == "same":
            made += nodes.Text(text)
        else:
            classes = [css.SIGNS] if how == "signs" else []
            made += _marked(text, view, classes)
    return made


def _marked(words: str, view: str, classes: list[str]) -> piece:
    """Build words that one copy has so: ``del`` in the base text, ``ins`` in a witness."""
    return piece("", words, notes=(), view=view, emendation="witness", classes=classes)
