"""Documents read back as a reader of each format sees them."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown_it import MarkdownIt

from overlap.render.document import Document, Strip, Table
from overlap.render.text import width

HOSTILE = (
    "<script>alert(1)</script>",
    "a | b || c",
    "`code` ```fence```",
    "\"double\" 'single' & &amp; &lt;",
    "*bold* _under_ ~~gone~~ **x**",
    "[link](http://example.org) ![img](x)",
    "# not a heading",
    "- not a list",
    "1. not a list",
    "2) not a list",
    "+ not a list",
    "=====",
    "-----",
    "> no quote",
    "\\ back\\slash \\| \\n",
    "$x^2$ $$y$$",
    "{{ jinja }} {% raw %}",
    "two\nlines\r\nand\rmore\u2028still\u2029more\x85end",
    "tab\tbell\x07esc\x1b[31mred\x00nul",
    "\u05e2\u05d1\u05e8\u05d9\u05ea \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "\u202eoverride\u202c \u2066isolate\u2069",
    "\u6771\u4eac\u30b5\u30dd\u30fc\u30c8",
    "\u092a\u0941\u0923\u0947 \u0e01\u0e38 e\u0301",
    "x" * 200,
    "    four blanks",
    "trailing blanks   ",
    "#",
    "\ud800 lone",
)
"""Names that each break some renderer."""

FIGURE = {"div", "figure", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td"}
"""What stands around a picture."""


def shown(text: str) -> str:
    """The text as every rendering must show it, apart from blanks at its edges."""
    for char in "\u202e\u202c\u2066\u2069":
        text = text.replace(char, "")
    for char in "\n\r\u2028\u2029\x85\t\x07\x1b\x00":
        text = text.replace(char, " ")
    return text.replace("\ud800", "\ufffd").strip()


def squeezed(text: str) -> str:
    """The text with runs of blanks as one, as browsers show it."""
    return " ".join(text.split())


def cells_of(document: Document) -> list[list[list[str]]]:
    """The cells of each table, head first."""
    return [
        [[cell.strip() for cell in row] for row in (block.columns, *block.rows)]
        for block in document.blocks
        if isinstance(block, Table)
    ]


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.twins = 0
        self._folded = False
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)
        if tag == "details":
            self._folded = True
        if self._folded:
            self.twins += tag == "table"
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""
        if tag == "details":
            self._folded = False

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._open in ("td", "th") and not self._folded:
            self.tables[-1][-1][-1] += data


def html_cells(html: str) -> list[list[list[str]]]:
    """The cells of each table of an HTML text, as a parser finds them, but for those folded away."""
    return [[[cell.strip() for cell in row] for row in table] for table in read_html(html).tables]


def read_html(html: str) -> _Cells:
    """An HTML text, read."""
    reader = _Cells()
    reader.feed(html)
    reader.close()
    return reader


def markdown_html(markdown: str) -> str:
    """A Markdown text as GitHub's dialect renders it."""
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def text_cells(text: str, document: Document) -> list[list[list[str]]]:
    """The cells of each table of a plain text, cut where its rules say the columns are."""
    lines = text.split("\n")
    found: list[list[list[str]]] = []
    at = 0
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        while not (
            lines[at] and set(lines[at]) <= {"-", " "} and len(lines[at].split("  ")) == len(block.columns)
        ):
            at += 1
        widths = [len(rule) for rule in lines[at].split("  ")]
        rows = [lines[at - 1], *lines[at + 1 : at + 1 + len(block.rows)]]
        found.append([_cut(row, widths) for row in rows])
        at += 1 + len(block.rows)
    return found


def _cut(line: str, widths: list[int]) -> list[str]:
    cells = []
    for size in widths:
        cell = ""
        while line and width(cell + line[0]) <= size:
            cell, line = cell + line[0], line[1:]
        cells.append(cell.strip())
        assert line[:2].strip() == ""
        line = line[2:]
    assert line == ""
    return cells


def strips_of(document: Document) -> list[Strip]:
    """The strips of a document."""
    return [block for block in document.blocks if isinstance(block, Strip)]
