"""`Bands` as one inline SVG element that stands by itself.

Law: every text is escaped and fits its place; no script, no style sheet, no id, no outside reference. Lines
and text take the colour of the page around, so it is right on light and dark, and every kind has a shape of
its own, so it is right in grey: work is filled, time shared is solid, a break is hollow, quiet hours are
hatched, an old place is dashed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from overlap.core.civil import DAY
from overlap.core.intervals import IntervalSet
from overlap.render.band_rows import BandRow, clock_words, rows_of
from overlap.render.document import Bands
from overlap.render.moments import hour_text
from overlap.render.svg import BOLD, FILL, em, escaped, fit, hatching, picture, text

__all__ = ["bands_svg"]

_WIDTH: Final = 640
_EDGE: Final = 10
"""Units left and right of the day, so that the hours under its ends are whole."""

_DAY_WIDTH: Final = _WIDTH - 2 * _EDGE

_SIZE: Final = 12
"""Font size in units; the picture is 520 to 840 pixels wide, so 10 to 16 pixels."""

_LANE: Final = 20
"""Height of a row's quiet hours and old place; the place it has now is inset by 3."""

_INSET: Final = 3
_HEAD: Final = 23
"""Height of the text over a lane."""

_FEW: Final = 6
"""Rows up to which the hours above are near enough; under more they are named again."""


def bands_svg(bands: Bands) -> str:
    """Bands as an `<svg>` element: a row for each, old places dashed, arrows from old starts to new.

    Results give it to notebooks as their `_repr_svg_`; written to a file it is an SVG file. Texts that
    do not fit are shortened; the whole of them is in the description and shows over its row.

    Example:
        >>> from overlap.render.document import Band, BandGroup
        >>> day = Band("day", ((540, 1020, "work"),))
        >>> picture = bands_svg(Bands("A day", "London", (BandGroup("Kyiv", before=(day,)),)))
        >>> "Kyiv, day: 09:00–17:00." in picture
        True
    """
    groups = [(group.label, rows_of(group)) for group in bands.groups]
    rows = [row for _, found in groups for row in found]
    parts: list[str] = []
    y = 0.0
    if bands.title:
        y += 20
        parts.append(text(_EDGE, y, fit(bands.title, _DAY_WIDTH, 15 * BOLD), size=15, bold=True))
    if clock_words(bands):
        y += 19
        parts.append(text(_EDGE, y, fit(clock_words(bands), _DAY_WIDTH, _SIZE), faint=True))
    y += 10
    for line in _legend(rows):
        parts.append(f'<g transform="translate(0 {y:g})">{line}</g>')
        y += 22
    y += 14
    parts += _hours(y)
    y += 4
    for label, found in groups:
        apart = len(found) > 1 and bool(label)
        if apart:
            y += 18
            parts.append(text(_EDGE, y, fit(label, _DAY_WIDTH, _SIZE * BOLD), bold=True))
        for row in found:
            drawn, y = _row(row, y, apart)
            parts.append(drawn)
        y += 6
    if len(rows) > _FEW:
        y += 8
        parts += _hours(y)
        y += 6
    said = " ".join(row.aloud() for row in rows)
    name = "; ".join(part for part in (bands.title, clock_words(bands)) if part) or "A day"
    return picture("bands", (_WIDTH, y), name, said, parts)


def _x(minute: float) -> float:
    """Where a minute is; a tenth of a unit is less than a quarter of a minute."""
    return round(_EDGE + minute * _DAY_WIDTH / DAY, 1)


def _hours(y: float) -> Iterator[str]:
    """Every third hour, on a line of text."""
    for hour in range(0, 25, 3):
        yield text(_x(hour * 60), y, hour_text(hour), anchor="middle", faint=True)


def _grid(y: float) -> Iterator[str]:
    """A line for every hour behind a lane, stronger for those that are named."""
    for opacity, strong in ((0.12, False), (0.4, True)):
        path = "".join(
            f"M{_x(hour * 60):g} {y - 2:g}v{_LANE + 4}" for hour in range(25) if (hour % 3 == 0) == strong
        )
        yield f'<path d="{path}" stroke="currentColor" stroke-opacity="{opacity}"/>'


def _row(row: BandRow, top: float, apart: bool) -> tuple[str, float]:
    """A row and where it ends: what it is above, then its day, then arrows under it."""
    heads = _heads(row, apart)
    y = top + 18 * (len(heads) - 1) + _HEAD
    lines = [
        f'<text x="{_EDGE}" y="{y - 8 - 18 * (len(heads) - 1 - number):g}">{head}</text>'
        for number, head in enumerate(heads)
        if head
    ]
    arrows = [_arrow(start, moved, y + _LANE + 6) for start, moved in row.arrows()]
    parts = [*lines, *_grid(y), *_lane(row, y), *arrows]
    return (
        f"<g><title>{escaped(row.aloud())}</title>{''.join(parts)}</g>",
        y + _LANE + (14 if arrows else 6),
    )


def _heads(row: BandRow, apart: bool) -> list[str]:
    """Who and what: one text, so that no font makes one run into the other, or two where one is too long."""
    name, size = (row.label, float(_SIZE)) if apart else (row.who, _SIZE * BOLD)
    weight = "" if apart else ' font-weight="600"'
    who = f'<tspan{weight} unicode-bidi="isolate">{escaped(fit(name, _DAY_WIDTH, size))}</tspan>'
    said = escaped(fit(row.beside(), _DAY_WIDTH, _SIZE * BOLD))
    if row.moved():
        said = said.replace(row.moved(), f'<tspan font-weight="600">{row.moved()}</tspan>', 1)
    if not name or not said:
        return [f'<tspan unicode-bidi="isolate">{said}</tspan>' if said else who if name else ""]
    if em(name) * size + _SIZE + em(row.beside()) * _SIZE * BOLD > _DAY_WIDTH:
        return [who, f'<tspan unicode-bidi="isolate">{said}</tspan>']
    return [f'{who}<tspan dx="{_SIZE}" unicode-bidi="isolate">{said}</tspan>']


def _lane(row: BandRow, y: float) -> Iterator[str]:
    """What is drawn of a day, from the back to the front."""
    yield _hatched(row.quiet - row.work - row.shared, y, _LANE, 0.45)
    yield _filled(row.work, y + _INSET, FILL, 1)
    yield _hatched(row.quiet & row.work, y + _INSET, _LANE - 2 * _INSET, 0.9)
    yield _filled(row.shared, y + _INSET, "currentColor", 0.9)
    yield _outlined(row.now, y + _INSET, _LANE - 2 * _INSET, 'stroke-opacity="0.75"')
    if row.was != row.now:
        yield _outlined(row.was, y, _LANE, 'stroke-width="1.25" stroke-dasharray="4 3"')


def _filled(minutes: IntervalSet, y: float, colour: str, opacity: float) -> str:
    return "".join(
        f'<rect x="{_x(start):g}" y="{y:g}" width="{_x(end) - _x(start):g}" height="{_LANE - 2 * _INSET}" '
        f'fill="{colour}" fill-opacity="{opacity}"/>'
        for start, end in minutes
    )


def _outlined(minutes: IntervalSet, y: float, height: float, stroke: str) -> str:
    """An edge around each piece; open where it goes on past midnight."""
    pieces = list(minutes)
    around = len(pieces) > 1 and pieces[0][0] == 0 and pieces[-1][1] == DAY
    path = ""
    for start, end in pieces:
        x, to = _x(start), _x(end)
        if around and start == 0:
            path += f"M{x:g} {y:g}H{to:g}v{height:g}H{x:g}"
        elif around and end == DAY:
            path += f"M{to:g} {y:g}H{x:g}v{height:g}H{to:g}"
        else:
            path += f"M{x:g} {y:g}H{to:g}v{height:g}H{x:g}z"
    return f'<path d="{path}" fill="none" stroke="currentColor" {stroke}/>' if path else ""


def _hatched(minutes: IntervalSet, y: float, height: float, opacity: float) -> str:
    """Slanted lines, each cut where its piece ends."""
    drawn = "".join(hatching(_x(start), _x(end), y, height) for start, end in minutes)
    return f'<path d="{drawn}" stroke="currentColor" stroke-opacity="{opacity}"/>' if drawn else ""


def _arrow(start: int, moved: int, y: float) -> str:
    """From the old start to the new, on through midnight."""
    target = start + moved
    head = min(5.0, abs(moved) * _DAY_WIDTH / DAY) * (1 if moved > 0 else -1)
    path = ""
    for shift in (-DAY, 0, DAY):
        x, to = _x(min(max(start + shift, 0), DAY)), _x(min(max(target + shift, 0), DAY))
        if x == to:
            continue
        path += f"M{x:g} {y:g}H{to:g}"
        if 0 <= start + shift <= DAY:
            path += f"M{x:g} {y - 4:g}v8"
        if 0 <= target + shift <= DAY:
            path += f"M{to - head:g} {y - 3:g}L{to:g} {y:g}L{to - head:g} {y + 3:g}"
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5"/>'


_LEGEND: Final[tuple[tuple[str, Callable[[BandRow], object]], ...]] = (
    ("at work", lambda row: row.work - row.quiet),
    ("at work in quiet hours", lambda row: row.work & row.quiet),
    ("shared", lambda row: row.shared),
    ("break", lambda row: row.away),
    ("where it was", lambda row: row.was != row.now and row.was),
    ("quiet hours", lambda row: row.quiet),
)


def _legend(rows: list[BandRow]) -> Iterator[str]:
    """Samples of what the rows show, in lines."""
    line, x = "", float(_EDGE)
    for words, shows in _LEGEND:
        if not any(shows(row) for row in rows):
            continue
        room = 24 + 6 + em(words) * _SIZE + 16
        if line and x + room - 16 > _WIDTH - _EDGE:
            yield line
            line, x = "", float(_EDGE)
        line += f"{_sample(words, x)}{text(x + 30, 14, words)}"
        x += room
    if line:
        yield line


def _sample(words: str, x: float) -> str:
    """A piece of a lane 24 units wide."""
    every = IntervalSet([(0, round(24 * DAY / _DAY_WIDTH))])
    none = IntervalSet()
    sets = {
        "at work": (every, none, none, none, none),
        "at work in quiet hours": (every, none, none, every, none),
        "shared": (none, none, every, none, none),
        "break": (none, every, none, none, none),
        "where it was": (none, none, none, none, every),
        "quiet hours": (none, none, none, every, none),
    }[words]
    return f'<g transform="translate({x - _EDGE:g} 0)">{"".join(_lane(BandRow("", "", *sets, 0, ""), 0))}</g>'
