"""Charts drawn at random, and pictures read back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, get_args

from hypothesis import strategies as st

from overlap.render.charts import BarRow, Bars, EventKind, HeatMap, HeatRow, YearDay, YearEvent, YearStrip
from overlap.render.document import Mark, Strip, StripRow
from tests.render.views import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "g", "text", "tspan", "rect", "path", "circle")}

words = st.text(max_size=12) | st.sampled_from(HOSTILE)
values = st.integers(0, 50).map(float) | st.floats(0, 1000) | st.just(0.0)


@st.composite
def heat_maps(draw: st.DrawFn) -> HeatMap:
    """A grid of up to six rows."""
    columns = draw(st.lists(words, max_size=8) | st.just([f"{hour:02d}" for hour in range(24)]))
    row = st.lists(st.none() | values, min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = draw(st.lists(st.builds(HeatRow, words, row), max_size=6))
    return HeatMap(draw(words), draw(words), tuple(columns), tuple(rows), draw(words), draw(st.booleans()))


@st.composite
def year_strips(draw: st.DrawFn, longest: int = 90) -> YearStrip:
    """A run of dates with what is marked on some."""
    first = draw(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
    count = draw(st.integers(0, longest))
    dates = [first + timedelta(days=number) for number in range(count)]
    usual = draw(st.lists(st.integers(0, 600), min_size=7, max_size=7))
    days = []
    for day in dates:
        value = draw(st.integers(0, 600)) if draw(st.integers(0, 9)) == 0 else usual[day.weekday()]
        days.append(YearDay(day, value, usual[day.weekday()]))
    marked = sorted(draw(st.lists(st.sampled_from(dates), max_size=8))) if dates else []
    kinds: tuple[EventKind, ...] = get_args(EventKind)
    events = [YearEvent(day, draw(st.sampled_from(kinds)), draw(words)) for day in marked]
    return YearStrip(draw(words), draw(words), tuple(days), tuple(events))


@st.composite
def bar_charts(draw: st.DrawFn) -> Bars:
    """Bars of one to four parts."""
    parts = draw(st.lists(words, min_size=1, max_size=4))
    lengths = st.lists(values, min_size=len(parts), max_size=len(parts)).map(tuple)
    rows = draw(st.lists(st.builds(BarRow, words, lengths, words), max_size=5))
    full = draw(st.none() | st.integers(1, 200).map(float))
    return Bars(draw(words), draw(words), tuple(parts), tuple(rows), full)


@st.composite
def strips(draw: st.DrawFn) -> Strip:
    """A day in cells of 15 to 60 minutes."""
    minutes = draw(st.sampled_from([15, 30, 60]))
    marks: tuple[Mark, ...] = get_args(Mark)
    cells = st.lists(st.sampled_from(marks), min_size=1440 // minutes, max_size=1440 // minutes).map(tuple)
    rows = draw(st.lists(st.builds(StripRow, words, cells, words), max_size=4))
    return Strip(tuple(rows), minutes, draw(words))


def read(picture: str) -> ET.Element:
    """A picture as an XML parser finds it, once it is seen to do no harm."""
    root = ET.fromstring(picture)  # noqa: S314 - our own text
    assert {element.tag for element in root.iter()} <= TAGS
    for element in root.iter():
        names = set(element.attrib)
        assert not names & {"style", "id", "href", "src"}
        assert not any(name.startswith("on") or "}" in name for name in names)
        assert element is root or "class" not in names
    assert root.get("role") == "img"
    assert root.get("width") == "100%"
    assert root.findtext(f"{SVG}title") == root.get("aria-label")
    assert root.findtext(f"{SVG}desc") is not None
    for group in root.iter(f"{SVG}g"):  # from the outside in
        inherit(group)
    return root


INHERITED = ("fill", "fill-opacity", "font-size", "text-anchor")
"""What parts take from their group where they have none of their own (SVG 2, property index)."""


def inherit(group: ET.Element) -> None:
    """Gives each part of a group what it takes from it."""
    for name in INHERITED:
        for part in group:
            if name in group.attrib and name not in part.attrib and part.tag in DRAWN:
                part.set(name, group.attrib[name])


DRAWN = frozenset(f"{SVG}{name}" for name in ("g", "rect", "path", "text", "tspan", "circle"))
"""Parts that show something."""


class Box(NamedTuple):
    """Where an element is, in units of the whole picture."""

    left: float
    top: float
    right: float
    bottom: float
    element: ET.Element


def boxes(root: ET.Element, at: tuple[float, float] = (0, 0), *, turned: bool = False) -> Iterator[Box]:
    """The places of rectangles, circles, paths and lines of text, each letter of which is half an em wide."""
    for element in root:
        if element.tag == f"{SVG}g":
            moved = re.match(
                r"translate\(([-\d.]+) ([-\d.]+)\)( rotate\(-90\))?", element.get("transform", "")
            )
            place = (at[0] + float(moved[1]), at[1] + float(moved[2])) if moved else at
            yield from boxes(element, place, turned=bool(moved and moved[3]))
            continue
        found = _box(element)
        if found:
            left, top, right, bottom = found
            if turned:
                left, top, right, bottom = top, -right, bottom, -left
            yield Box(left + at[0], top + at[1], right + at[0], bottom + at[1], element)


def _box(element: ET.Element) -> tuple[float, float, float, float] | None:
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    if element.tag == f"{SVG}rect":
        return x, y, x + float(element.get("width", "")), y + float(element.get("height", ""))
    if element.tag == f"{SVG}circle":
        x, y, radius = (float(element.get(name, "")) for name in ("cx", "cy", "r"))
        return x - radius, y - radius, x + radius, y + radius
    if element.tag == f"{SVG}path":
        points = list(walked(element.get("d", "")))
        return (
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )
    if element.tag == f"{SVG}text":
        size = float(element.get("font-size", "12"))
        wide = sum(map(letter, "".join(element.itertext()))) * size
        wide *= 1.1 if element.get("font-weight") else 1
        shift = {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0)
        return x - shift, y - 0.76 * size, x - shift + wide, y + 0.24 * size
    return None


def letter(char: str) -> float:
    """The width of a letter in DejaVu Sans, a broad sans serif; half an em if not known."""
    known = {"W": 0.99, "M": 0.87, "m": 0.98, "w": 0.82, "x": 0.6, "i": 0.28, " ": 0.32, ".": 0.32, "…": 1.0}
    return 0.64 if char.isdigit() else 1.0 if char in "\u6771\u042e" else known.get(char, 0.5)


def walked(drawn: str) -> Iterator[tuple[float, float]]:
    """The points of a path of straight lines."""
    x = y = 0.0
    for step, numbers in re.findall(r"([MLHVhvlz])([^MLHVhvlz]*)", drawn):
        found = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", numbers)]
        match step:
            case "M" | "L":
                x, y = found
            case "l":
                x, y = x + found[0], y + found[1]
            case "H":
                (x,) = found
            case "V":
                (y,) = found
            case "h":
                x += found[0]
            case "v":
                y += found[0]
        yield x, y


def size_of(root: ET.Element) -> tuple[float, float]:
    """Width and height of a picture."""
    _, _, wide, high = (float(number) for number in root.get("viewBox", "").split())
    return wide, high


def stay_inside(root: ET.Element) -> None:
    """Nothing is outside the picture."""
    wide, high = size_of(root)
    for box in boxes(root):
        where = (box, box.element.attrib, "".join(box.element.itertext()), wide, high)
        assert box.left >= -0.1, where
        assert box.top >= -0.1, where
        assert box.right <= wide + 0.1, where
        assert box.bottom <= high + 0.1, where


def titles(root: ET.Element) -> list[str]:
    """What a pointer is told, in drawing order."""
    return [element.text or "" for element in root.iter(f"{SVG}title")][1:]


def texts(root: ET.Element) -> list[str]:
    """Lines of text, in drawing order."""
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance of a colour with parts from 0 to 255 (WCAG 2.2)."""
    parts = [part / 255 for part in (red, green, blue)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rgb(colour: str) -> tuple[float, float, float]:
    """The parts of `#rgb` or `#rrggbb`."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def over(colour: str, opacity: float, page: str) -> tuple[float, float, float]:
    """A colour laid over a page."""
    red, green, blue = (
        opacity * top + (1 - opacity) * below for top, below in zip(rgb(colour), rgb(page), strict=True)
    )
    return red, green, blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(*one), luminance(*other)))
    return (light + 0.05) / (dark + 0.05)
