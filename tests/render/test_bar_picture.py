"""The picture of bars, read back: lengths, patterns and sums."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from overlap.render.bar_picture import bars_svg
from overlap.render.chart_scale import number_text
from overlap.render.charts import BarRow, Bars
from tests.render.drawn import (
    SVG,
    Box,
    bar_charts,
    boxes,
    contrast,
    over,
    read,
    rgb,
    stay_inside,
    texts,
    titles,
    walked,
)
from tests.render.views import HOSTILE, squeezed

PARTS = ("by day", "by night", "at weekends", "on holidays")


def told(chart: Bars) -> list[tuple[str, Box]]:
    """The boxes of parts with what a pointer is told."""
    return [
        (title, box)
        for box in boxes(read(bars_svg(chart)))
        if (title := box.element.findtext(f"{SVG}title")) is not None
    ]


@given(bar_charts())
@settings(max_examples=15)
def test_every_part_is_as_long_as_its_number_and_is_told(chart: Bars) -> None:
    root = read(bars_svg(chart))
    stay_inside(root)
    found = told(chart)
    expected = [
        (row, name, value)
        for row in chart.rows
        for name, value in zip(chart.parts, row.values, strict=True)
        if value
    ]
    assert len(found) == len(expected)
    edge = max([sum(row.values) for row in chart.rows] + [chart.full or 0])
    lengths = [value for *_, value in expected]
    longest = max(lengths, default=1)
    widest = max((box.right - box.left for _, box in found), default=0)
    scale = widest / longest
    for (title, box), (_, name, value) in zip(found, expected, strict=True):
        assert number_text(value) in title
        assert squeezed(name.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")) in squeezed(title)
        assert box.right - box.left == pytest.approx(value * scale, abs=0.22)
        assert (box.right - box.left) <= 392 * value / edge + 0.11


def test_parts_follow_each_other_and_the_sum_stands_behind_them() -> None:
    chart = Bars("Burden", "h", PARTS, (BarRow("Pune", (2, 1, 0.5, 3)), BarRow("Kyiv", (1, 0, 0, 0))))
    found = told(chart)
    assert [title for title, _ in found] == [
        "Pune, by day: 2 h",
        "Pune, by night: 1 h",
        "Pune, at weekends: 0.5 h",
        "Pune, on holidays: 3 h",
        "Kyiv, by day: 1 h",
    ]
    for (_, one), (_, other) in pairwise(found[:4]):
        assert one.right == pytest.approx(other.left, abs=0.11)
    unit = (found[0][1].right - found[0][1].left) / 2
    assert found[3][1].right - found[3][1].left == pytest.approx(3 * unit, abs=0.2)
    assert found[4][1].right - found[4][1].left == pytest.approx(unit, abs=0.2)
    sums = {box.element.text: box for box in boxes(read(bars_svg(chart))) if box.element.tag == f"{SVG}text"}
    assert found[3][1].right < sums["6.5 h"].left < found[3][1].right + 10
    assert found[4][1].right < sums["1 h"].left < found[4][1].right + 10


def test_parts_differ_in_pattern_as_well_as_in_tone() -> None:
    chart = Bars("", "h", PARTS, (BarRow("Pune", (2, 2, 2, 2)),))
    looks = []
    root = read(bars_svg(chart))
    drawn = [box for box in boxes(root) if box.element.tag != f"{SVG}text"]
    for _, part in told(chart):
        inside = [
            box
            for box in drawn
            if part.left - 0.2 <= box.left and box.right <= part.right + 0.2 and part.top - 0.2 <= box.top
        ]
        lines = [box.element for box in inside if box.element.tag == f"{SVG}path"]
        kinds = {("lines" if "L" in line.get("d", "") else "dots") for line in lines}
        looks.append((part.element.get("fill"), part.element.get("fill-opacity"), tuple(kinds)))
        edges = [box.element for box in inside if box.element.get("stroke-opacity") == "0.75"]
        assert len(edges) == 1
    assert looks == [
        ("#4a8bc9", None, ()),
        ("#4a8bc9", "0.3", ("lines",)),
        ("#4a8bc9", "0.12", ("dots",)),
        ("none", None, ()),
    ]
    for page, ink in (("#ffffff", "#000000"), ("#111111", "#eeeeee")):
        assert contrast(over(ink, 0.75, page), rgb(page)) >= 3


def test_a_legend_names_parts_where_there_are_several() -> None:
    drawn = texts(read(bars_svg(Bars("", "h", PARTS, (BarRow("Pune", (2, 1, 0, 3)),)))))
    assert drawn[:4] == list(PARTS)
    assert texts(read(bars_svg(Bars("", "h", ("by day",), (BarRow("Pune", (2,)),))))) == ["Pune", "2 h"]


def test_a_full_bar_is_the_measure_and_sums_stand_in_a_column() -> None:
    rows = (BarRow("Support", (50.0,)), BarRow("Nobody", (0.0,), "never"))
    chart = Bars("Covered", "%", ("covered",), rows, 100)
    root = read(bars_svg(chart))
    tracks = [box for box in boxes(root) if box.element.get("fill-opacity") == "0.07"]
    (part,) = (box for _, box in told(chart))
    assert len(tracks) == 2
    assert part.right - part.left == pytest.approx((tracks[0].right - tracks[0].left) / 2, abs=0.11)
    sums = [box for box in boxes(root) if box.element.text in ("50 %", "0 %")]
    assert sums[0].left == sums[1].left > tracks[0].right
    assert "never" in texts(root)
    over_full = told(Bars("", "h", ("a",), (BarRow("x", (30.0,)),), 10))
    assert over_full[0][1].right < 400


def test_a_note_stands_at_the_far_end_or_under_a_long_label() -> None:
    def lines(label: str, note: str) -> list[Box]:
        root = read(bars_svg(Bars("", "h", ("a",), (BarRow(label, (1,), note),))))
        return [box for box in boxes(root) if box.element.text in (label, note)]

    label, note = lines("Pune", "12 people")
    assert label.top == pytest.approx(note.top, abs=1)
    assert note.element.get("text-anchor") == "end"
    label, note = lines("n" * 40, "twelve people")
    assert note.top > label.top + 10
    (only,) = lines("", "twelve people")
    assert only.left == 4


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_inside(name: str) -> None:
    chart = Bars(name, name, (name, name), (BarRow(name, (1, 2), name), BarRow("b", (0, 0))), 5)
    root = read(bars_svg(chart))
    stay_inside(root)
    assert len(titles(root)) == 2


@pytest.mark.parametrize("char", ["W", "M", "x", "\u6771", "\u042e", "i"])
def test_two_hundred_of_a_letter_fit(char: str) -> None:
    long = char * 200
    stay_inside(read(bars_svg(Bars(long, long, (long, long), (BarRow(long, (1, 2), long),)))))


def test_who_cannot_see_it_is_told_all_of_few_bars_and_the_extremes_of_many() -> None:
    rows = (BarRow("Pune", (2.0, 1.5), "12 people"), BarRow("", (1.0, 0.0)))
    root = read(bars_svg(Bars("Burden", "h", ("by day", "by night"), rows)))
    assert root.get("aria-label") == "Burden (h)"
    said = "Pune: by day 2, by night 1.5, in all 3.5 h; 12 people. by day 1, by night 0, in all 1 h."
    assert root.findtext(f"{SVG}desc") == said
    many = tuple(BarRow(f"Team {number}", (float(number),)) for number in range(200))
    root = read(bars_svg(Bars("Burden", "h", ("hours",), many)))
    assert root.findtext(f"{SVG}desc") == "200 bars from 0 h to 199 h; the longest is Team 199."
    one = read(bars_svg(Bars("Burden", "h", ("hours",), (BarRow("Pune", (2,)),))))
    assert one.findtext(f"{SVG}desc") == "Pune: hours 2 h."


def test_no_bars_are_a_picture_too() -> None:
    root = read(bars_svg(Bars("", "", ("a",), ())))
    assert root.get("aria-label") == "Bars"
    stay_inside(root)
    small = read(bars_svg(Bars("", "", ("", "", "x"), (BarRow("", (0, 0, 0.001)),))))
    assert all(list(walked(path.get("d", ""))) for path in small.iter(f"{SVG}path"))
