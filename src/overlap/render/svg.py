"""The few parts that every SVG picture is made of: text that fits, boxes, hatching, samples for a legend.

Law: every text is escaped; no script, no style, no id, no outside reference. Lines and text take the colour
of the page around, so a picture is right on light and dark, and no meaning hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from overlap.render.text import width

__all__ = [
    "BOLD",
    "FILL",
    "HEAVY",
    "dots",
    "em",
    "escaped",
    "fit",
    "folded",
    "hatching",
    "headline",
    "path",
    "picture",
    "place",
    "rect",
    "tall",
    "text",
]

FILL: Final = "#4a8bc9"
"""Work: three to one against white and five to one against black (WCAG 1.4.11 asks for three)."""

HEAVY: Final = "#d9822b"
"""What there should be little of; orange stays apart from blue for all kinds of colour blindness."""

BOLD: Final = 1.1
"""How much broader bold letters are."""

_HATCH: Final = 6
"""Units between two lines of a hatching."""

_NARROW: Final = frozenset("iljftrI.,:;'|!()[] -")
_BROAD: Final = frozenset("mwMW@%")


def place(value: float) -> str:
    """A coordinate to a tenth of a unit."""
    return f"{round(value, 1):g}" if abs(value) >= 0.05 else "0"


def escaped(words: str) -> str:
    """Words as text of HTML and of XML, which knows no U+FFFE and no U+FFFF (XML 1.0, 2.2)."""
    return escape(words).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def em(words: str) -> float:
    """How wide words are at most in a broad sans serif such as DejaVu or Verdana, in font sizes."""
    return sum(map(_em_of, words))


def _em_of(char: str) -> float:
    if char in _NARROW:
        return 0.42
    if char in _BROAD:
        return 1.0
    if char.isascii():
        return 0.78 if char.isupper() else 0.65
    columns = width(char)
    return 1.2 if columns == 2 else 1.1 if char.isupper() else 0.95 * columns


def fit(words: str, room: float, size: float) -> str:
    """Words that fit a room, with "…" for what is left out.

    Example:
        >>> fit("Manila Support", 60, 12)
        'Manila…'
    """
    if not words or em(words) * size <= room:
        return words
    used, kept = size, 0
    for char in words:
        used += _em_of(char) * size
        if used > room:
            break
        kept += 1
    return f"{words[:kept].rstrip()}…"


def folded(words: str, room: float, size: float, *, most: int = 3) -> list[str]:
    """Words in lines that fit a room, broken at blanks; the last of at most so many lines is shortened."""
    lines: list[str] = []
    rest = words.split()
    while rest:
        line, rest = rest[0], rest[1:]
        if len(lines) == most - 1:
            lines.append(fit(" ".join([line, *rest]), room, size))
            break
        while rest and em(f"{line} {rest[0]}") * size <= room:
            line, rest = f"{line} {rest[0]}", rest[1:]
        lines.append(fit(line, room, size))
    return lines


def tall(words: Iterable[str], room: float, largest: float) -> float:
    """The font size at which the widest of the words fits a room; `largest` where all fit it."""
    widest = max(map(em, words), default=0)
    return min(largest, int(room / widest * 10) / 10) if widest else largest


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "",
    size: float = 0,
    bold: bool = False,
    faint: bool = False,
    fill: str = "",
) -> str:
    """A line of text; nothing for no words."""
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += f' font-size="{size:g}"' if size else ""
    more += ' font-weight="600"' if bold else ""
    more += ' fill-opacity="0.75"' if faint else ""
    more += f' fill="{fill}"' if fill else ""
    return f'<text x="{place(x)}" y="{place(y)}"{more}>{escaped(words)}</text>' if words else ""


def rect(
    x: float,
    y: float,
    wide: float,
    high: float,
    *,
    fill: str = "currentColor",
    opacity: float = 1,
    edge: float = 0,
    title: str = "",
) -> str:
    """A box of one tone, with an edge of the text's colour if `edge` gives its opacity.

    Args:
        x: Left edge.
        y: Upper edge.
        wide: Width.
        high: Height.
        fill: A colour of presentation attributes; "none" still answers a pointer, "" is that of its group.
        opacity: Of the fill.
        edge: Of the edge; 0 is none.
        title: What a pointer over it is told.
    """
    tone = f' fill="{fill}"' if fill else ""
    tone += f' fill-opacity="{opacity:g}"' if opacity < 1 and fill != "none" else ""
    tone += ' pointer-events="all"' if fill == "none" and title else ""
    tone += f' stroke="currentColor" stroke-opacity="{edge:g}"' if edge else ""
    box = f'<rect x="{place(x)}" y="{place(y)}" width="{place(wide)}" height="{place(high)}"{tone}'
    return f"{box}><title>{escaped(title)}</title></rect>" if title else f"{box}/>"


def path(drawn: str, *, opacity: float = 1, wide: float = 1, colour: str = "currentColor") -> str:
    """Lines as they are drawn; nothing for no lines."""
    more = f' stroke-opacity="{opacity:g}"' if opacity < 1 else ""
    more += f' stroke-width="{wide:g}"' if wide != 1 else ""
    return f'<path d="{drawn}" stroke="{colour}"{more} fill="none"/>' if drawn else ""


def headline(words: str, x: float, y: float, room: float, size: float) -> tuple[list[str], float]:
    """What a picture is, in bold lines, and where they end."""
    parts: list[str] = []
    for line in folded(words, room, size * BOLD):
        y += size + 3
        parts.append(text(x, y, line, size=size, bold=True))
    return parts, y + 5 if parts else y


def hatching(left: float, right: float, y: float, high: float, *, step: float = _HATCH) -> str:
    """Slanted lines from edge to edge of a box, for a path; lines of neighbours meet."""
    drawn = ""
    foot = (left - high) // step * step
    while foot < right:
        x, to = max(foot, left), min(foot + high, right)
        if x < to:
            drawn += f"M{x:g} {y + high - (x - foot):g}L{to:g} {y + high - (to - foot):g}"
        foot += step
    return drawn


def dots(left: float, right: float, y: float, high: float) -> str:
    """Dots in a box, for a path that is filled."""
    drawn = ""
    for number, line in enumerate((0.25, 0.75)):
        x = (left // 6 + 1) * 6 + 3 * number
        while x + 2 <= right:
            drawn += f"M{place(x)} {place(y + high * line - 1)}h2v2h-2z" if x >= left else ""
            x += 6
    return drawn


def picture(kind: str, size: tuple[float, float], name: str, said: str, parts: Iterable[str]) -> str:
    """The `<svg>` element around parts; written to a file it is an SVG file.

    Args:
        kind: Its class is `ov-picture ov-` and this.
        size: Width and height in units; it is as wide as the page around lets it be.
        name: What it is, for who cannot see it.
        said: All that it shows, in words.
        parts: Elements in drawing order.
    """
    label = escaped(name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {place(size[0])} {place(size[1])}" '
        f'width="100%" class="ov-picture ov-{kind}" role="img" aria-label="{label}" direction="ltr" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="currentColor">'
        f"<title>{label}</title><desc>{escaped(said)}</desc>{''.join(parts)}</svg>"
    )
