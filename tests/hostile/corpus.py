"""Evil files, as data: each a change to a small edition without a fault, and the rule it breaks.

Bodies and heads are those of a note ``evil.md`` that is otherwise in order.
Nothing here is written to disk but by the tests, into folders of their own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

NOTE = "essays/2001-fox/notes/evil.md"
TRACE = "xq7trace"
"""A word that stands in every evil body; no built page may have it."""
_HEAD = "---\nkind: context\ntitle: Evil\nquote: >-\n  The dog sleeps\nby: [editors]\n---\n"


class Evil(NamedTuple):
    """One attack."""

    name: str
    rule: str
    """Number of a rule that must be among the findings."""
    do: Callable[[Path], None]


def _body(name: str, rule: str, body: str) -> Evil:
    return _file(name, rule, NOTE, (_HEAD + f"{TRACE} " + body + "\n").encode())


def _block(name: str, rule: str, body: str) -> Evil:
    return _file(name, rule, NOTE, (_HEAD + f"{TRACE}\n\n" + body + "\n").encode())


def _head(name: str, rule: str, old: str, new: str) -> Evil:
    assert _HEAD.count(old) == 1, old
    return _file(name, rule, NOTE, (_HEAD.replace(old, new) + f"{TRACE}\n").encode())


def _file(name: str, rule: str, path: str, content: bytes) -> Evil:
    def do(edition: Path) -> None:
        target = edition / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    return Evil(name, rule, do)


def _change(name: str, rule: str, path: str, old: str, new: str) -> Evil:
    def do(edition: Path) -> None:
        text = (edition / path).read_text(encoding="utf-8")
        assert old in text, (name, old)
        (edition / path).write_text(text.replace(old, new), encoding="utf-8")

    return Evil(name, rule, do)


def note(body: str) -> bytes:
    """Return the file of a note that has a body and no other fault."""
    return (_HEAD + body + "\n").encode()


def _published(name: str, words: str) -> Evil:
    """A contribution to a debate whose place of publication holds *words*."""
    text = "\n".join(f"    {line}" for line in f"{TRACE} {words}".split("\n"))
    entry = (
        '- id: evil\n  debate: "2001"\n  author: A. Fox\n  title: On Foxes\n'
        f'  published: |-\n{text}\n  date: "2001-05-02"\n  source: reynard2000memoirs\n'
        "  thesis: >-\n    Fine words.\n  consulted: full\n"
    )
    return _file(f"published: {name}", "A062", "essays/_data/contributions.yml", entry.encode())


def _link(name: str, path: str, target: str) -> Evil:
    def do(edition: Path) -> None:
        there = edition / path
        if there.is_dir():
            shutil.rmtree(there)
        there.unlink(missing_ok=True)
        there.symlink_to(target)

    return Evil(name, "A005", do)


def _folder(edition: Path) -> None:
    (edition / NOTE).mkdir()


_FENCES = {
    "raw": "```{raw} html\n<script>alert(1)</script>\n```",
    "include": "```{include} /etc/passwd\n```",
    "literalinclude": "```{literalinclude} /etc/passwd\n```",
    "eval-rst": "```{eval-rst}\n.. include:: /etc/passwd\n```",
    "image directive": "```{image} https://example.org/x.png\n```",
    "figure": "```{figure} ../../../etc/passwd\n```",
    "csv-table": "```{csv-table}\n:file: /etc/passwd\n```",
    "code": "```python\nimport os\n```",
    "tildes": "~~~{raw} html\n<b>\n~~~",
    "apparatus directive": "```{apparatus:essay} 2001-fox\n```",
    "bibliography": "```{bibliography}\n```",
    "toctree": "```{toctree}\n/etc/passwd\n```",
    "math": "```{math}\n\\input{/etc/passwd}\n```",
    "longer fence": "````{include} /etc/passwd\n````",
    "fence in a list": "- a\n\n  ```{include} /etc/passwd\n  ```",
    "fence in a quote": "> ```{include} /etc/passwd\n> ```",
    "indented code": "    import os",
    "script": "<script>alert(1)</script>",
    "comment": "<!-- hidden -->",
    "processing instruction": "<?php system('id') ?>",
    "cdata": "<![CDATA[ x ]]>",
    "declaration": "<!DOCTYPE html>",
    "style": "<style>body{display:none}</style>",
    "iframe": '<iframe src="https://example.org/"></iframe>',
    "half a tag": "<div",
    "definition that nothing uses": "words\n\n[a]: https://example.org/",
    "link without words": "words [](https://example.org/a)",
    "link that nobody sees": "words [ &nbsp; ](https://example.org/a)",
    "target": "(here)=\nwords",
    "line comment": "% hidden",
    "block break": "+++",
    "heading": "# A heading",
    "underlined heading": "A heading\n=========",
    "rule": "***",
    "table": "| a | b |\n| - | - |\n| c | d |",
    "footnote": "words[^1]\n\n[^1]: a note in a note",
    "quotes within quotes": "> " * 18 + "words",
    "lists within lists": "\n".join("  " * depth + "- words" for depth in range(40)),
    "emphasis within emphasis": "*a " * 300 + "a" + "*" * 300,
    "spans within spans": "[" * 100 + "a" + "]{.language-fr}" * 100,
    "front matter again": "---\nsubstitutions:\n  a: b\n---",
}
_INLINE = {
    "inline html": "<b>bold</b>",
    "image with a handler": "<img src=x onerror=alert(1)>",
    "closing tag": "</main>",
    "inline comment": "a <!-- b --> c",
    "image": "![x](https://example.org/x.png)",
    "data image": "![x](data:image/svg+xml;base64,AAAA)",
    "code span": "`code`",
    "line break": "words\\\nwords",
    "download": "{download}`/etc/passwd`",
    "raw role": "{raw}`<b>`",
    "ref": "{ref}`genindex`",
    "doc": "{doc}`/index`",
    "math role": "{math}`\\input{/etc/passwd}`",
    "eval role": "{eval}`1+1`",
    "pep": "{pep}`8`",
    "numref": "{numref}`x`",
    "unknown role of ours": "{apparatus:essay}`2001-fox`",
    "handler": '[words]{onclick="alert(1)"}',
    "style attribute": '[words]{style="position:fixed"}',
    "id": "[words]{#note-jump}",
    "class": "[words]{.admonition}",
    "two classes": "[words]{.language-fr .admonition}",
    "attribute on a link": "[x](https://example.org/){.y}",
}
_LINKS = {
    "javascript": "[x](javascript:alert(1))",
    "javascript in capitals": "[x](JaVaScRiPt:alert(1))",
    "javascript by entity": "[x](&#106;avascript:alert(1))",
    "javascript with a tab": "[x](java&Tab;script:alert(1))",
    "javascript percent": "[x](javascript%3Aalert(1))",
    "javascript autolink": "<javascript:alert(1)>",
    "javascript by reference": "[x][r]\n\n[r]: javascript:alert(1)",
    "javascript in angles": "[x](<javascript:alert(1)>)",
    "data": "[x](data:text/html,<script>alert(1)</script>)",
    "vbscript": "[x](vbscript:msgbox)",
    "file": "[x](file:///etc/passwd)",
    "ftp": "[x](ftp://example.org/)",
    "without scheme": "[x](//example.org/)",
    "from the root": "[x](/etc/passwd)",
    "upward": "[x](../../../etc/passwd)",
    "fragment": "[x](#note-jump)",
    "inventory": "[x](inv:python#os)",
    "myst path": "[x](path:/etc/passwd)",
    "myst project": "[x](project:/index.md)",
    "no host": "[x](https:)",
    "broken host": "[x](https://[::1/)",
    "another host behind a name": "[x](https://example.org@example.com/)",
    **{
        f"host of a machine: {host}": f"[x](http://{host}/a)"
        for host in (
            *("localhost", "localhost.", "printer", "a.localhost", "router.lan", "db.internal"),
            *("127.0.0.1", "127.1", "10.0.0.1", "192.168.1.1", "172.16.0.9", "169.254.169.254"),
            *("0.0.0.0", "2130706433", "0x7f.0.0.1", "1.0x7f000001", "224.0.0.1", "[::1]"),
            *("[::ffff:127.0.0.1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]"),
            *("１２７.０.０.１", "ｌｏｃａｌｈｏｓｔ", "localhost:8000", "127%2e0%2e0%2e1"),
        )
    },
    "port that is none": "[x](https://example.org:0/)",
    "port that is too large": "[x](https://example.org:99999/)",
    "port of letters": "[x](https://example.org:80a/)",
    "scheme in capitals": "[x](HTTPS://EXAMPLE.ORG/a)",
    "letter with another reader": "[x](mailto:a@example.org?bcc=b@example.org)",
    "letter with a line of its own": "[x](mailto:a@example.org%0D%0ABcc:b@example.org)",
    "letter to two": "[x](mailto:a@example.org,b@example.org)",
    "endless address": "[x](https://example.org/" + "a" * 9000 + ")",
}
_CHARACTERS = {
    "null": "\x00",
    "escape sequence": "\x1b[31m",
    "backspace": "\x08",
    "override": "\u202e",
    "isolate": "\u2066",
    "mark": "\u200f",
    "byte order mark within": "\ufeff",
    "next line": "\x85",
    "private use": "\ue000",
    "noncharacter": "\ufdd0",
    "tag character": "\U000e0041",
    "soft hyphen": "\xad",
    "zero-width space": "\u200b",
    "joiner of Latin letters": "\u200d",
    "word joiner": "\u2060",
    "line separator": "\u2028",
    "filler": "\u3164",
    "variation selector": "\ufe00",
    "variation selectors of ideographs": "fox\U000e0169\U000e0167",
    "variation selectors behind a dash": "—\ufe01\ufe0a",
    "joiners behind a quotation mark": "’\u200d\u200c\u200d",
    "annotation": "\ufff9",
    "beam of music": "\U0001d173",
    "overlap of shorthand": "\U0001bca0",
    "place of an object": "\ufffc",
    "joiner of hieroglyphs": "\U00013430",
}
_HEADS = (
    ("alias", "A010", "title: Evil", "title: &a Evil\nindex: [*a]"),
    ("billion laughs", "A010", "title: Evil", "a: &a [x,x]\nb: &b [*a,*a]\ntitle: Evil"),
    ("merge", "A010", "title: Evil", "<<: &a {title: Evil}"),
    ("python object", "A010", "title: Evil", "title: !!python/object/apply:os.system [id]"),
    ("python name", "A010", "title: Evil", "title: !!python/name:os.system"),
    ("own tag", "A010", "title: Evil", "title: !evil Evil"),
    ("binary", "A010", "title: Evil", "title: !!binary aWQ="),
    ("deep flow", "A010", "title: Evil", "title: Evil\nindex: " + "[" * 4000 + "]" * 4000),
    ("never closed", "A008", "title: Evil", "title: Evil\nindex: " + "[" * 18),
    ("duplicate key", "A009", "title: Evil", "title: Evil\ntitle: Evil too"),
    ("mapping as key", "A008", "title: Evil", "title: Evil\n? {a: b}\n: c"),
    ("directive of YAML", "A008", "kind: context", "%YAML 9.9\nkind: context"),
    ("settings of MyST", "A020", "title: Evil", "title: Evil\nmyst:\n  html_meta: {a: b}"),
    ("substitutions", "A020", "title: Evil", "title: Evil\nsubstitutions: {a: b}"),
    ("orphan", "A020", "title: Evil", "title: Evil\norphan: true"),
    ("long title", "A022", "title: Evil", "title: " + "E" * 5000),
    ("block by path", "A022", "title: Evil", "title: Evil\nin: ../p1"),
    ("person by path", "A022", "by: [editors]", "by: [../editors]"),
    ("number for words", "A022", "by: [editors]", "by: 10000000000000000000000000"),
    ("look-alike letters", "A043", "The dog sleeps", "Тhe dоg sleeps"),
    ("look-alike space", "A003", "The dog sleeps", "The\u2800dog sleeps"),
    ("no-break hyphen", "A043", "The dog sleeps", "The dog\u2011sleeps"),
    ("zero width in the quote", "A003", "The dog sleeps", "The d\u200bog sleeps"),
    ("day that is none", "A022", "title: Evil", "title: Evil\nchecked: 2019-02-31"),
    ("day as a number", "A022", "title: Evil", 'title: Evil\nchecked: "1574380800"'),
    ("quote of all", "A045", "  The dog sleeps", "  than hens. The fox is quick"),
)

_PUBLISHED = {
    "script": "<script>alert(1)</script>",
    "image with a handler": "<img src=x onerror=alert(1)>",
    "include": "\n```{include} /etc/passwd\n```",
    "literalinclude": "\n```{literalinclude} /etc/passwd\n```",
    "include upward": "\n```{include} ../../../../../../../etc/hostname\n```",
    "raw by file": "\n```{raw} html\n:file: /etc/hostname\n```",
    "eval-rst": "\n```{eval-rst}\n.. raw:: html\n   :file: /etc/passwd\n```",
    "image": "![x](https://example.org/x.png)",
    "link": "[x](javascript:alert(1))",
    "honest link": "[x](https://example.org/)",
    "role": "{raw}`<b>`",
    "citation": "{cite:p}`reynard2000memoirs`",
    "emphasis": "*The Farm Gazette*",
    "code": "`code`",
    "character reference": "&lt;b&gt;",
    "escape": "\\*",
    "list": "\n\n- words",
    "heading": "\n\n# words",
    "definition of a link": "\n\n[x]: https://example.org/",
}

_ESCAPES = (
    *(
        ("null", r"a\0b"),
        ("escape sequence", r"\e[31mred\e[2J"),
        ("override", r"safe \u202etxt.exe"),
    ),
    *(("bell", r"a\ab"), ("zero width", r"a\u200bb"), ("separator", r"a\Lb"), ("BOM", r"a\uFEFFb")),
    *(("noncharacter", r"a\uFFFEb"), ("tag", r"a\U000E0041"), ("private", r"a\uE000")),
)
_CHARACTER_REFERENCES = (
    *("&#x202e;", "&#x200b;", "&shy;", "&lrm;", "&NoBreak;", "&#xfeff;", "&#xe0041;", "&#x2028;"),
    *("&#xe000;", "&zwj;", "&InvisibleTimes;", "&#8238;"),
)

CORPUS: tuple[Evil, ...] = (
    *(_block(f"block: {name}", "A062", text) for name, text in _FENCES.items()),
    *(_body(f"inline: {name}", "A062", text) for name, text in _INLINE.items()),
    *(_body(f"link: {name}", "A063", text) for name, text in _LINKS.items()),
    _body("address shown as another", "A063", "[https://bank.example](https://evil.example/)"),
    _body("host shown as another", "A063", "[www.bank.example/log-in](https://evil.example/)"),
    _body("host and stop shown as another", "A063", "[bank.example.](https://evil.example/)"),
    _body("address among words", "A063", "[read https://bank.example/ now](https://evil.example)"),
    _body("pile of marks", "A003", "a" + "\u0301" * 9),
    _body("one source twice", "A062", "{cite:p}`reynard2000memoirs,reynard2000memoirs`"),
    *(_body(f"character: {name}", "A003", text) for name, text in _CHARACTERS.items()),
    *(_published(name, words) for name, words in _PUBLISHED.items()),
    *(_head(f"head: {name}", rule, old, new) for name, rule, old, new in _HEADS),
    _body("citation of a file", "A080", "{cite:p}`../../etc/passwd`"),
    _body("target by path", "A064", "{apparatus:note}`../../2001-fox/jump`"),
    *(
        _head(f"escape: {name}", "A003", "title: Evil", f'title: "{text}"')
        for name, text in _ESCAPES
    ),
    *(_body(f"reference: {text}", "A003", text) for text in _CHARACTER_REFERENCES),
    _head("escape: line", "A022", "title: Evil", 'title: "a\\n::error file=x::pwned"'),
    _head("kind that forges lines", "A022", "kind: context", 'kind: "x\\n::add-mask::e\\nA: b"'),
    _head("kind for the terminal", "A022", "kind: context", 'kind: "\\e]0;PWNED\\a\\e[2J"'),
    _head("key for the terminal", "A020", "title: Evil", 'title: Evil\n"\\e[2J": x'),
    *(
        _file(f"name of a device: {name}", "A006", f"essays/2001-fox/notes/{name}.md", b"x")
        for name in ("con", "nul", "aux", "prn", "com1", "lpt9")
    ),
    *(
        _change(f"witness: {name}", rule, "essays/2001-fox/essay.yml", "witness-S.txt", name)
        for name, rule in (
            *(("text.md", "A006"), ("essay.yml", "A006"), ("a" * 300, "A006")),
            *((r'"a\0b"', "A003"), ("none.txt", "A001")),
        )
    ),
    *(
        _change(f"address of an essay: {url}", "A063", "essays/2001-fox/essay.yml", "base: S", text)
        for url in (
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//example.org",
            "http://localhost/a",
            "https://10.0.0.1/a",
        )
        for text in (f"base: S\nurl: {url}",)
    ),
    _change(
        "siglum with markup", "A022", "essays/2001-fox/essay.yml", "siglum: S", "siglum: '<W\"'"
    ),
    *(
        _change(f"names that fold alike: {name}", "A103", path, old, new)
        for name, path, old, new in (
            (
                "case",
                "essays/_data/names.yml",
                "- name: Foxes\n",
                "- name: foxes\n  kind: place\n- name: Foxes\n",
            ),
            (
                "width",
                "essays/_data/names.yml",
                "- name: Foxes\n",
                "- name: Ｆｏｘｅｓ\n  kind: place\n- name: Foxes\n",
            ),
            (
                "sigla",
                "essays/2001-fox/essay.yml",
                "base: S",
                "  - siglum: s\n    title: a copy\n    language: en\n    extent: whole\nbase: S",
            ),
        )
    ),
    _file("10 MB", "A004", NOTE, _HEAD.encode() + b"x " * 5_000_000),
    _file("10 MB of data", "A004", "essays/_data/names.yml", b"- a\n" * 2_500_000),
    _file("Latin-1", "A002", NOTE, _HEAD.encode() + b"caf\xe9 " + TRACE.encode()),
    _file("overlong UTF-8", "A002", NOTE, _HEAD.encode() + b"\xc0\xbc " + TRACE.encode()),
    _file("surrogate", "A002", NOTE, _HEAD.encode() + b"\xed\xa0\x80"),
    _file("UTF-16", "A002", NOTE, _HEAD.encode("utf-16")),
    _file("nothing", "A007", NOTE, b""),
    _file("front matter without end", "A007", NOTE, b"---\n" + b"a: b\n" * 3000),
    _file("name upward", "A006", "essays/2001-fox/notes/..evil.md".replace("..", "a.."), b"x"),
    _file("name like an option", "A006", "essays/2001-fox/notes/-rf.md", b"x"),
    _file("name with a line end", "A006", "essays/2001-fox/notes/a\nb.md", b"x"),
    _file("name in other letters", "A006", "essays/2001-fox/notes/еvil.md", b"x"),
    *(
        _file(f"name of {length} letters", "A006", f"essays/2001-fox/notes/{'a' * length}.md", b"x")
        for length in (101, 250)
    ),
    _file("script among notes", "A006", "essays/2001-fox/notes/evil.py", b"import os"),
    _file("page among essays", "A006", "essays/conf.py", b"import os"),
    Evil("folder for a note", "A001", _folder),
    _link("link out of the tree", NOTE, "/etc/passwd"),
    _link("link to a device", NOTE, "/dev/zero"),
    _link("link to itself", NOTE, "evil.md"),
    _link("essay as link", "essays/2009-evil", "/etc"),
    _link("folder of data as link", "essays/_data", "/etc"),
    _link("folder of notes as link", "essays/2001-fox/notes", "/etc"),
    _link("text as link", "essays/2001-fox/text.md", "/etc/passwd"),
    _link("witness as link", "essays/2001-fox/witness-S.txt", "/etc/passwd"),
    _link("references as link", "references.bib", "/etc/passwd"),
    _link("all essays as link", "essays", "/etc"),
    _link("data as link", "essays/_data/vocabulary.yml", "/etc/passwd"),
    _change("witness by path", "A006", "essays/2001-fox/essay.yml", "witness-S.txt", "../../x"),
    _change(
        "witness of the system", "A006", "essays/2001-fox/essay.yml", "witness-S.txt", "/etc/x"
    ),
    _change("essay by path", "A022", "essays/cross-references/quickness.md", "2002-hen", "../../x"),
    _change(
        "script in a text", "A040", "essays/2001-fox/text.md", "lazy dog", "<script>x</script>"
    ),
    _change("one figure", "A040", "essays/2001-fox/text.md", "12 percent", "21 percent"),
    _change(
        "theme with script", "A062", "essays/_data/themes.yml", "    ", "    <script>x</script> "
    ),
    _change("command of LaTeX", "A085", "references.bib", "{Memoirs}", "{\\input{/etc/passwd}}"),
    _change(
        "source by script", "A087", "references.bib", "date =", "url = {javascript:a},\n  date ="
    ),
    _change(
        "address with a name",
        "A087",
        "references.bib",
        "date =",
        "url = {https://example.org@example.com/},\n  date =",
    ),
    _file("10 MB of references", "A004", "references.bib", b"@misc{a,}\n" * 1_000_000),
    _change("string in references", "A083", "references.bib", "@book", "@string{a = {b}}\n@book"),
    _change("override in references", "A003", "references.bib", "Memoirs", "Mem\u202eoirs"),
    _change("brace too many", "A083", "references.bib", "Memoirs}", "Memoirs}}"),
    _change("endless title", "A085", "references.bib", "Memoirs", "M " * 2001),
    _change("endless name", "A085", "references.bib", "Fox,", "F" * 4000 + ","),
    _change("month as a macro", "A083", "references.bib", "date =", "month = jan,\n  date ="),
    _change(
        "field not printed", "A085", "references.bib", "date =", "journaltitle = {Lost},\n  date ="
    ),
    _head(
        "verdict that did not change",
        "A029",
        "kind: context",
        "kind: fact-check\nclaim: >-\n  A claim.\nverdict: supported\nconfidence: high\n"
        "checked: 2003-01-01\nevidence-through: 2002\nhistory:\n"
        "  - {date: 2002-06-01, from: supported, to: supported, reason: None.}",
    ),
    _head("words cut by a comment", "A023", "title: Evil", "title: Evil #7 of wards"),
    _head("words cut in the next line", "A023", "title: Evil", "title: Evil\n  #7 of wards"),
    _body("role in a link", "A062", "[a {apparatus:text}`2001-fox` b](https://example.org/a)"),
    _body("role of no kind", "A062", "{cite:title}`reynard2000memoirs`"),
    _file("note in Notes", "A006", "essays/2001-fox/Notes/a.md", note("A word.")),
    _file("note in note", "A006", "essays/2001-fox/note/a.md", note("A word.")),
    _file("diffs hidden", "A006", "essays/2001-fox/notes/.gitattributes", b"*.md -diff\n"),
    _file("list of no such name", "A006", "essays/_data/theme.yml", b"- id: a\n"),
    _file("page beside a text", "A006", "essays/2001-fox/evil.html", b"<script>\n"),
    _file("witness of nothing", "A006", "essays/2001-fox/witness-Z.txt", b"Words.\n"),
)

HARMLESS: dict[str, str] = {
    "half an element": "<svg/onload=alert(1)>",
    "attribute on emphasis": "*x*{.y}",
    "attribute that is dropped": "[x](https://example.org/){onmouseover=a}",
    "substitution": "{{ project }}",
    "template": "{% include '/etc/passwd' %}",
    "colon fence": ":::{include} /etc/passwd\n:::",
    "dollar": "$\\input{/etc/passwd}$",
    "directive of reStructuredText": ".. include:: /etc/passwd",
    "broken link": "[x](javascript:alert 1)",
    "mention": "@editors",
}
"""Bodies that look evil and are words: they are shown as they stand, and do nothing."""

BLOW_UPS: dict[str, str] = {
    "spaces in a citation": "{cite:p}`a" + " " * 14000 + "`",
    "braces in a citation": "{cite:p}`" + "{" * 14000 + "`",
    "commas in a citation": "{cite:p}`" + "a," * 7000 + "`",
    "angles in a target": "{apparatus:note}`" + "<" * 14000 + "`",
    "spaces in a target": "{apparatus:note}`x <y>" + " " * 14000 + "z`",
    "stars": "*a " * 5000,
    "double stars": "**a " * 4000,
    "underscores": "_" * 15000,
    "brackets": "[" * 15000,
    "links": "[a](" * 3800,
    "images": "![" * 7500,
    "backticks": "".join("`" * n + " " for n in range(1, 170)),
    "quotes in quotes": "> " * 7500 + "a",
    "lists in lists": "\n".join(" " * (2 * n) + "- a" for n in range(110)),
    "stops": "." * 15000,
    "dots and letters": "a." * 7500,
    "opening quotation marks": "‘" * 5000,
    "double quotation marks": "“" * 5000,
    "apostrophes": "a’" * 3800,
    "dashes in words": "a-" * 7500,
    "angle brackets": "<" * 15000,
    "almost comments": "<!--" * 3700,
    "almost entities": "&" * 15000,
    "entities": "&amp;" * 3000,
    "attributes": "[a]{" * 3700,
    "references": "[a]: b\n" * 2000,
    "tabs": "\t" * 15000 + "a",
    "blank lines": "\n" * 15000 + "a",
    "accents": "a" + "\u0301" * 7500,
    "many say": "many " * 3000,
    "braces": "{" * 15000,
    "roles": "{a}`" * 3700,
}
"""Bodies that may be in order or not; they must be read quickly, and without a traceback."""
