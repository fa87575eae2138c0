"""The picture of a year, read back: every date in its place, every mark before its date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from overlap.core.civil import day_of
from overlap.render.charts import EventKind, YearDay, YearEvent, YearStrip
from overlap.render.heat_picture import OPACITIES
from overlap.render.moments import date_text
from overlap.render.svg import FILL
from overlap.render.year_picture import year_svg
from tests.render.drawn import SVG, Box, boxes, read, size_of, stay_inside, texts, titles, walked, year_strips
from tests.render.views import HOSTILE


def a_year(year: int = 2026, *events: tuple[date, EventKind, str], less: tuple[date, ...] = ()) -> YearStrip:
    """A year of eight hours on weekdays."""
    days = []
    day = date(year, 1, 1)
    while day.year == year:
        usual = 480 if day.weekday() < 5 else 0
        days.append(YearDay(day, 100 if day in less else usual, usual))
        day += timedelta(days=1)
    return YearStrip("Time shared", "min", tuple(days), tuple(YearEvent(*event) for event in events))


def dated(chart: YearStrip) -> dict[date, Box]:
    """The boxes of dates, in the order of the chart's dates by what a pointer is told."""
    found = {}
    by_words = {date_text(day_of(day.date)): day.date for day in chart.days}
    for box in boxes(read(year_svg(chart))):
        title = box.element.findtext(f"{SVG}title")
        if title is not None and box.element.tag == f"{SVG}rect":
            found[by_words[title.partition(":")[0]]] = box
    return found


@given(year_strips())
@settings(max_examples=12)
def test_every_date_is_told_and_nothing_is_outside(chart: YearStrip) -> None:
    root = read(year_svg(chart))
    stay_inside(root)
    told = [title for title in titles(root) if not title.startswith("(")]
    for day in chart.days:
        number = f"{day.value}"
        if day.value < day.usual:
            number += f" of {day.usual}"
        elif day.value > day.usual:
            number += f", usually {day.usual}"
        begins = f"{date_text(day_of(day.date))}: {number}"
        assert sum(title == begins or title.startswith((f"{begins} ", f"{begins};")) for title in told) == 1


@pytest.mark.parametrize("year", [2024, 2026, 2028])
def test_weeks_are_columns_and_weekdays_are_rows(year: int) -> None:
    found = dated(a_year(year))
    assert len(found) == (date(year, 12, 31) - date(year, 1, 1)).days + 1
    left = min(box.left for box in found.values())
    top = min(box.top for box in found.values())
    monday = date(year, 1, 1) - timedelta(days=date(year, 1, 1).weekday())
    for day, box in found.items():
        weeks, weekday = divmod((day - monday).days, 7)
        assert box.left == pytest.approx(left + 13 * weeks, abs=0.11)
        assert box.top == pytest.approx(top + 13 * weekday, abs=0.11)


def test_the_tone_follows_the_number_and_a_day_that_lost_time_is_struck_through() -> None:
    lost = date(2026, 4, 3)
    chart = a_year(2026, less=(lost,))
    root = read(year_svg(chart))
    tones = {}
    for group in root.iter(f"{SVG}g"):
        for cell in group.findall(f"{SVG}rect"):
            title = cell.findtext(f"{SVG}title")
            if title and group.get("fill"):
                tones[title] = (group.get("fill"), float(group.get("fill-opacity", "")))
    assert tones["Thu 2 Apr 2026: 480 min"] == (FILL, OPACITIES[5])
    assert tones["Fri 3 Apr 2026: 100 of 480 min"] == (FILL, OPACITIES[2])
    assert tones["Sat 4 Apr 2026: 0 min"] == ("currentColor", OPACITIES[0])
    (struck,) = [
        path
        for path in root.iter(f"{SVG}path")
        if path.get("stroke-opacity") == "0.85" and path.get("stroke-width")
    ][:-1]
    points = list(walked(struck.get("d", "")))
    box = dated(chart)[lost]
    assert len(points) == 2
    (x, y), (to, up) = points
    assert box.left <= x < to <= box.right
    assert box.top <= up < y <= box.bottom
    assert "less than usual, as on a holiday" in texts(root)
    assert "less than usual, as on a holiday" not in texts(read(year_svg(a_year())))


@pytest.mark.parametrize("kind", ["clock", "season"])
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 7)])
def test_a_line_parts_the_dates_before_from_the_date_and_those_after(kind: EventKind, day: date) -> None:
    chart = a_year(2026, (day, kind, "Something changes"))
    found = dated(chart)
    root = read(year_svg(chart))
    (line,) = [path for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "1.8"]
    assert (line.get("stroke-dasharray") is not None) == (kind == "season")
    points = list(walked(line.get("d", "")))

    def column(y: float) -> float:
        """Where the line is at a height."""
        for (x, from_y), (_, to_y) in pairwise(points):
            if from_y <= y <= to_y and from_y < to_y:
                return x
        raise AssertionError(y)

    for other, box in found.items():
        middle = (box.left + box.right) / 2
        assert (middle > column((box.top + box.bottom) / 2)) == (other >= day), (other, day)
    (sign,) = [
        title for title in titles(root) if title.endswith("(1): Something changes") and "min" not in title
    ]
    assert sign.startswith(date_text(day_of(day), year=False))
    assert len(list(root.iter(f"{SVG}circle"))) == (2 if kind == "clock" else 0)
    assert ("clocks change" in texts(root)) == (kind == "clock")
    assert ("other hours from here on" in texts(root)) == (kind == "season")


def test_markers_close_to_each_other_do_not_cover_each_other_and_carry_their_numbers() -> None:
    first = date(2026, 3, 20)
    kinds: tuple[EventKind, ...] = ("clock", "season", "clock", "season", "holiday")
    events = [(first + timedelta(days=number), kind, f"event {number}") for number, kind in enumerate(kinds)]
    events.append((first + timedelta(days=8), "clock", "a week later"))
    root = read(year_svg(a_year(2026, *events)))
    signs = [
        group
        for group in root.iter(f"{SVG}g")
        if (group.findtext(f"{SVG}title") or "").startswith(("Fri", "Sat", "Sun", "Mon"))
    ]
    assert ["".join(text.itertext()) for sign in signs for text in sign.iter(f"{SVG}text")] == [
        "1",
        "2",
        "3",
        "4",
        "5",
    ]
    places = [next(boxes(sign)) for sign in signs]
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert one.right <= other.left or one.bottom <= other.top or other.bottom <= one.top
    assert any(title.endswith("Tue 24 Mar: event 4") for title in titles(root))


def test_events_of_one_kind_on_one_date_share_a_marker() -> None:
    day = date(2026, 3, 29)
    root = read(
        year_svg(a_year(2026, (day, "clock", "Kyiv"), (day, "holiday", "Day off"), (day, "clock", "Rome")))
    )
    assert "Sun 29 Mar (1): Kyiv; Sun 29 Mar (1): Rome" in titles(root)


def test_months_stand_over_the_week_of_their_first_date() -> None:
    chart = a_year()
    found = dated(chart)
    places = {
        box.element.text: box.left
        for box in boxes(read(year_svg(chart)))
        if box.element.tag == f"{SVG}text" and box.element.text in ("Jan", "Feb", "Jun", "Dec")
    }
    for name, month in (("Jan", 1), ("Feb", 2), ("Jun", 6), ("Dec", 12)):
        assert places[name] == pytest.approx(found[date(2026, month, 1)].left, abs=1)
    assert "2026" in texts(read(year_svg(chart)))


def test_a_month_with_no_room_for_its_name_goes_without_and_a_new_year_is_named() -> None:
    days = tuple(YearDay(date(2026, 11, 28) + timedelta(days=number), 1, 1) for number in range(90))
    drawn = texts(read(year_svg(YearStrip("", "", days))))
    assert "Nov" not in drawn
    assert [name for name in drawn if name in ("Dec", "Jan 2027", "Feb")] == ["Dec", "Jan 2027", "Feb"]


def test_more_than_a_year_goes_on_in_another_panel() -> None:
    days = tuple(YearDay(date(2026, 1, 1) + timedelta(days=number), number % 7, 3) for number in range(730))
    events = (YearEvent(date(2026, 3, 8), "clock", "first"), YearEvent(date(2027, 3, 14), "clock", "second"))
    chart = YearStrip("Two years", "h", days, events)
    found = dated(chart)
    lines = [
        list(walked(path.get("d", "")))
        for path in read(year_svg(chart)).iter(f"{SVG}path")
        if path.get("stroke-width") == "1.8"
    ]
    assert [line[-1][1] for line in lines] == [
        pytest.approx(found[event.date].bottom, abs=1) for event in events
    ]
    assert found[date(2027, 12, 27)].top > found[date(2026, 1, 4)].bottom
    root = read(year_svg(chart))
    assert size_of(root)[0] < 800
    stay_inside(root)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_inside(name: str) -> None:
    day = date(2026, 3, 6)
    root = read(year_svg(YearStrip(name, name, (YearDay(day, 1, 2),), (YearEvent(day, "clock", name),))))
    stay_inside(root)


def test_who_cannot_see_it_is_told_the_extremes_and_what_is_marked() -> None:
    chart = a_year(2026, (date(2026, 3, 29), "clock", "Kyiv clocks"), less=(date(2026, 4, 3),))
    root = read(year_svg(chart))
    assert root.get("aria-label") == "Time shared (min)"
    assert root.findtext(f"{SVG}desc") == (
        "Thu 1 Jan 2026 to Thu 31 Dec 2026: from 0 to 480 min a day, 124900 min in all; "
        "1 day with less than usual. Sun 29 Mar (1): Kyiv clocks."
    )
    many = [(date(2026, 1, 1) + timedelta(days=number), "clock", "x" * 40) for number in range(100)]
    said = read(year_svg(a_year(2026, *many))).findtext(f"{SVG}desc")  # type: ignore[arg-type]
    assert said is not None
    assert len(said) < 200


def test_no_dates_are_a_picture_too() -> None:
    root = read(year_svg(YearStrip("", "", ())))
    assert root.get("aria-label") == "A number for each date"
    assert root.findtext(f"{SVG}desc") == "No dates."
    stay_inside(root)
