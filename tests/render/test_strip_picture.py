"""The picture of a strip, read back: the same minutes, and what they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from overlap.render.document import Strip, StripRow
from overlap.render.strip_picture import strip_svg
from tests.render.drawn import SVG, boxes, read, size_of, stay_inside, strips, texts, titles
from tests.render.views import HOSTILE

TONES = {("currentColor", "0.06"): "none", ("#4a8bc9", "0.35"): "some", ("#4a8bc9", None): "all"}


@given(strips())
@settings(max_examples=10)
def test_the_picture_has_the_marks_of_the_strip(strip: Strip) -> None:
    root = read(strip_svg(strip))
    stay_inside(root)
    groups = [group for group in root.findall(f"{SVG}g") if group.find(f"{SVG}title") is not None]
    assert len(groups) == len(strip.rows)
    for row, group in zip(strip.rows, groups, strict=True):
        minutes: dict[int, str] = {}
        for box in boxes(group):
            if box.element.tag == f"{SVG}rect":
                mark = TONES[(box.element.get("fill", ""), box.element.get("fill-opacity"))]
                start, end = (round((x - 10) * 1440 / 620) for x in (box.left, box.right))
                for minute in range(start, end):
                    assert minute not in minutes
                    minutes[minute] = mark
        found = [
            minutes[number * strip.cell_minutes + strip.cell_minutes // 2] for number in range(len(row.marks))
        ]
        assert found == list(row.marks)
        hatched = [path for path in group.iter(f"{SVG}path") if path.get("stroke-opacity") == "0.5"]
        assert bool(hatched) == ("some" in row.marks)


def test_a_pointer_is_told_the_times() -> None:
    rows = (StripRow("Pune", ("none", "all", "some", "all"), "8 people"), StripRow("", ("none",) * 4))
    root = read(strip_svg(Strip(rows, 360, "Mon 2 Mar")))
    assert titles(root) == ["Pune: all 06:00–12:00, 18:00–24:00; some 12:00–18:00; 8 people", "none"]
    assert root.findtext(f"{SVG}desc") == " ".join(f"{title}." for title in titles(root))
    assert root.get("aria-label") == "Mon 2 Mar"
    assert texts(root)[0] == "Mon 2 Mar"
    assert texts(root)[1:10] == [f"{hour:02d}" for hour in range(0, 25, 3)]
    assert texts(root)[10:] == ["Pune", "8 people"]
    assert read(strip_svg(Strip((), 30))).get("aria-label") == "A day from midnight to midnight"


def test_a_note_that_does_not_fit_beside_its_label_stands_under_it() -> None:
    def places(label: str, note: str) -> list[float]:
        root = read(strip_svg(Strip((StripRow(label, ("all",) * 24, note),), 60)))
        return [box.top for box in boxes(root) if box.element.text in (label, note)]

    beside = places("Pune", "8 people")
    assert beside[0] == pytest.approx(beside[1], abs=1)
    under = places("n" * 40, "m" * 30)
    assert under[1] > under[0] + 10
    assert size_of(read(strip_svg(Strip((), 60))))[0] == 640


@pytest.mark.parametrize("name", [*HOSTILE, "W" * 200, "\u6771" * 200])
def test_hostile_words_stay_inside(name: str) -> None:
    root = read(strip_svg(Strip((StripRow(name, ("none", "some", "all"), name),), 480, name)))
    stay_inside(root)
