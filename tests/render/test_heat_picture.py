"""The picture of a heat map, read back: the same numbers, legible, in its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from overlap.render.chart_scale import STEPS, number_text, step_of
from overlap.render.charts import HeatMap, HeatRow
from overlap.render.heat_picture import INKS, OPACITIES, heat_svg
from overlap.render.svg import FILL, HEAVY
from tests.render.drawn import (
    SVG,
    Box,
    boxes,
    contrast,
    heat_maps,
    over,
    read,
    rgb,
    size_of,
    stay_inside,
    texts,
    titles,
    walked,
)
from tests.render.views import HOSTILE

HOURS = tuple(f"{hour:02d}" for hour in range(24))
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def week_of(*values: float | None, heavy: bool = False) -> HeatMap:
    """A week whose cells take these numbers in turn."""
    rows = tuple(
        HeatRow(name, tuple(values[(day * 24 + hour) % len(values)] for hour in range(24)))
        for day, name in enumerate(WEEK)
    )
    return HeatMap("People at work", "people", HOURS, rows, "Day", heavy)


def cells(chart: HeatMap) -> list[Box]:
    """The boxes that a pointer is told about."""
    return [box for box in boxes(read(heat_svg(chart))) if box.element.find(f"{SVG}title") is not None]


@given(heat_maps())
@settings(max_examples=15)
def test_every_number_is_told_over_its_cell_and_nothing_is_outside(chart: HeatMap) -> None:
    root = read(heat_svg(chart))
    expected = []
    for row in chart.rows:
        for name, value in zip(chart.columns, row.values, strict=True):
            told = "nothing to count" if value is None else f"{number_text(value)} {chart.unit}"
            expected.append(
                f"{row.label} {name}: {told}".replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
            )
    # Blanks apart: an empty name leaves none behind.
    assert ["".join(title.split()) for title in titles(root)] == [
        "".join(title.split()) for title in expected
    ]
    stay_inside(root)


def test_cells_stand_in_a_grid_in_the_order_of_the_chart() -> None:
    chart = week_of(1, 2, None, 0)
    found = cells(chart)
    assert len(found) == 7 * 24
    for number, box in enumerate(found):
        right = found[number + 1] if number % 24 < 23 else None
        below = found[number + 24] if number < 6 * 24 else None
        assert right is None or box.right <= right.left + 1.1
        assert below is None or box.bottom <= below.top + 1.1
    assert len({round(box.left + box.right) for box in found}) == 24
    assert len({round(box.top + box.bottom) for box in found}) == 7


def test_a_telephone_shows_a_column_for_each_hour_with_readable_numbers() -> None:
    root = read(heat_svg(week_of(18, 12, 0)))
    wide, _ = size_of(root)
    assert wide <= 360
    drawn = numbers_in(week_of(18, 12, 0))
    assert [drawn.count(number) for number in ("18", "12", "0")] == [56, 56, 56]
    sizes = {
        float(text.get("font-size", ""))
        for text in root.iter(f"{SVG}text")
        if (text.text or "") in ("18", "12") and text.get("text-anchor") == "middle"
    }
    assert min(sizes) >= 8


def numbers_in(chart: HeatMap) -> list[str]:
    """The numbers that stand in cells."""
    root = read(heat_svg(chart))
    return [
        text.text or ""
        for group in root.iter(f"{SVG}g")
        if group.get("pointer-events") == "none"
        for text in group.iter(f"{SVG}text")
    ]


@pytest.mark.parametrize(
    ("value", "other", "written", "beside"),
    [
        (4.56, 8.0, "4.6", "8"),
        (0.04, 8.25, "<0.1", "8.3"),
        (104.4, 0.3, "104", "<1"),
        (104.4, 9.0, "104", "9"),
    ],
)
def test_a_narrow_cell_has_fewer_decimals_but_never_nothing_for_something(
    value: float, other: float, written: str, beside: str
) -> None:
    found = numbers_in(week_of(value, other))
    if written == "<0.1":
        # Four signs are too many for a column of an hour: whole numbers remain.
        assert set(found) == {"<1", "8"}
    else:
        assert set(found) == {written, beside}
    assert f"Mon 00: {number_text(value)} people" in titles(read(heat_svg(week_of(value, other))))


def test_a_broad_cell_has_all_decimals() -> None:
    chart = HeatMap("", "h", ("a", "b"), (HeatRow("x", (4.567, 0.001)),))
    assert numbers_in(chart) == ["4.57", "0.01"]


def test_numbers_too_long_for_any_font_are_left_to_pointer_and_table() -> None:
    assert numbers_in(week_of(123456.0)) == []
    assert "Mon 00: 123456 people" in titles(read(heat_svg(week_of(123456.0))))


def test_the_tone_is_the_step_and_nothing_is_the_palest() -> None:
    values = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    found = cells(week_of(*values))[:6]
    tones = [(box.element.get("fill"), float(box.element.get("fill-opacity", "1"))) for box in found]
    assert tones == [("currentColor", OPACITIES[0]), *((FILL, OPACITIES[step]) for step in range(1, 6))]
    assert list(OPACITIES) == sorted(set(OPACITIES))
    assert len(OPACITIES) == len(INKS) == STEPS + 1
    heavy = cells(week_of(*values, heavy=True))[:6]
    assert [box.element.get("fill") for box in heavy] == ["currentColor", *[HEAVY] * 5]


@pytest.mark.parametrize("colour", [FILL, HEAVY])
@pytest.mark.parametrize(
    ("page", "ink"),
    [("#ffffff", "#000000"), ("#ffffff", "#222222"), ("#000000", "#ffffff"), ("#111111", "#eeeeee")],
)
def test_numbers_are_readable_on_every_step_of_light_and_dark_pages(colour: str, page: str, ink: str) -> None:
    for step in range(1, STEPS + 1):
        assert contrast(over(colour, OPACITIES[step], page), rgb(INKS[step] or ink)) >= 4.5


def hatched(chart: HeatMap) -> list[tuple[float, float]]:
    """Points of the hatching over the rows."""
    root = read(heat_svg(chart))
    return [
        point
        for path in root.findall(f"{SVG}path")
        if path.get("stroke-opacity") == "0.7"
        for point in walked(path.get("d", ""))
    ]


def test_what_is_heavy_is_hatched_from_the_second_highest_step_on_clear_of_its_number() -> None:
    values = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    assert hatched(week_of(*values)) == []
    chart = week_of(*values, heavy=True)
    grid = cells(chart)
    bottom = max(box.bottom for box in grid)
    points = [point for point in hatched(chart) if point[1] <= bottom]
    for number, box in enumerate(grid):
        inside = [
            y
            for x, y in points
            if box.left + 0.6 < x < box.right - 0.6 and box.top - 0.1 <= y <= box.bottom + 0.1
        ]
        step = step_of(values[number % 6], 5)
        assert bool(inside) == (step >= 4), (number, step)
        assert all(y >= box.bottom - 5 for y in inside)


def test_the_legend_goes_from_nothing_to_the_largest_number() -> None:
    drawn = texts(read(heat_svg(week_of(0, 7.5, None))))
    assert "7.5 people" in drawn
    assert "– nothing to count" in drawn
    assert "– nothing to count" not in texts(read(heat_svg(week_of(0, 7.5))))
    nothing = texts(read(heat_svg(week_of(0))))
    assert "people" in nothing


def test_long_heads_stand_upright_and_short_ones_do_not() -> None:
    names = ("Manila Support", "Pune Platform", "New York Sales")
    rows = tuple(HeatRow(name, (1.0, 2.0, None)) for name in names)
    root = read(heat_svg(HeatMap("Hours shared", "h", names, rows, "Team")))
    turned = [group for group in root.iter(f"{SVG}g") if "rotate(-90)" in group.get("transform", "")]
    assert ["".join(group.itertext()) for group in turned] == list(names)
    assert "rotate" not in heat_svg(week_of(1))
    stay_inside(root)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_inside(name: str) -> None:
    root = read(heat_svg(HeatMap(name, name, (name, "b"), (HeatRow(name, (1.0, None)),), name)))
    stay_inside(root)
    assert len(titles(root)) == 2


@pytest.mark.parametrize("char", ["W", "M", "x", "\u6771", "\u042e", "i"])
def test_two_hundred_of_a_letter_fit(char: str) -> None:
    long = char * 200
    rows = tuple(HeatRow(long, (1.0,) * 3) for _ in range(2))
    stay_inside(read(heat_svg(HeatMap(long, long, (long, "b", "c"), rows))))


def test_who_cannot_see_it_is_told_all_of_a_small_map_and_the_extremes_of_a_large_one() -> None:
    small = HeatMap(
        "At work", "people", ("09", "10"), (HeatRow("Mon", (3.0, None)), HeatRow("Tue", (None, None)))
    )
    root = read(heat_svg(small))
    assert root.get("aria-label") == "At work (people)"
    assert root.findtext(f"{SVG}desc") == "Mon: 09 3 people. Tue: nothing to count."
    large = HeatMap(
        "At work", "people", HOURS * 4, tuple(HeatRow(name, tuple(map(float, range(96)))) for name in WEEK)
    )
    said = read(heat_svg(large)).findtext(f"{SVG}desc")
    assert said == "672 numbers from 0 to 95 people; the largest is Mon 23."


def test_an_empty_map_is_a_picture_too() -> None:
    root = read(heat_svg(HeatMap("", "", (), ())))
    assert root.get("aria-label") == "A heat map"
    assert titles(root) == []
    stay_inside(root)
    stay_inside(read(heat_svg(HeatMap("", "", (), (HeatRow("", ()),)))))
