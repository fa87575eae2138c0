"""Charts as matplotlib figures: the same numbers in their artists."""

from __future__ import annotations

import io
import sys
from datetime import date, timedelta
from typing import Any

import pytest

from overlap.errors import MissingExtra
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow, YearDay, YearEvent, YearStrip
from overlap.render.document import Band, BandGroup, Bands, Chart, Strip, StripRow
from overlap.render.plots import figure

NAME = "a $x^2$ and $ _b"


def need_matplotlib() -> Any:
    """Matplotlib, or a skip that says what is missing."""
    return pytest.importorskip("matplotlib", reason="plots need matplotlib: pip install .[plot]")


def drawn_texts(drawn: Any) -> list[str]:
    """All words that an axes shows."""
    from matplotlib.text import Text

    return [text.get_text() for text in drawn.findobj(Text) if text.get_text()]


def saved(chart: Chart) -> Any:
    """A figure that has been drawn once, without a warning."""
    drawn = figure(chart)
    drawn.savefig(io.BytesIO(), dpi=40)
    return drawn


def test_a_heat_map_is_a_mesh_of_its_numbers() -> None:
    need_matplotlib()
    rows = (HeatRow(NAME, (1.0, None, 2.5)), HeatRow("Tue", (0.0, 4.0, 3.0)))
    drawn = saved(HeatMap("At work", "people", ("09", "10", "11"), rows, heavy=True))
    (axes,) = drawn.axes
    (mesh,) = axes.collections
    values = mesh.get_array()
    assert values.mask.tolist() == [[False, True, False], [False, False, False]]
    assert values.filled(-1).tolist() == [[1.0, -1.0, 2.5], [0.0, 4.0, 3.0]]
    assert mesh.get_clim() == (0, 4)
    texts = drawn_texts(drawn)
    assert [text for text in texts if text in ("1", "–", "2.5", "0", "4", "3")] == [
        "1",
        "–",
        "2.5",
        "0",
        "4",
        "3",
    ]
    assert {"09", "10", "11", NAME, "Tue", "At work (people)"} <= set(texts)
    hatched = [(int(patch.get_x()), int(patch.get_y())) for patch in axes.patches if patch.get_hatch()]
    assert hatched == [(2, 0), (1, 1), (2, 1)]
    light = saved(HeatMap("", "", ("09",), (HeatRow("x", (1.0,)),)))
    assert not [patch for patch in light.axes[0].patches if patch.get_hatch()]


def test_a_year_is_a_mesh_of_weeks_with_its_marks() -> None:
    need_matplotlib()
    first = date(2026, 3, 5)
    days = tuple(
        YearDay(first + timedelta(days=number), number, 7 if number == 6 else number) for number in range(30)
    )
    events = (YearEvent(date(2026, 3, 29), "clock", "Kyiv"), YearEvent(date(2026, 3, 9), "season", "x"))
    drawn = saved(YearStrip("Shared", "min", days, events))
    axes = drawn.axes[0]
    mesh = next(collection for collection in axes.collections if collection.get_array() is not None)
    values = mesh.get_array()
    assert values.shape == (7, 5)
    for number, day in enumerate(days):
        week, weekday = divmod(number + 3, 7)
        assert values[weekday, week] == day.value
    assert int(values.mask.sum()) == 35 - 30
    lines = {line.get_label(): line.get_xydata().tolist() for line in axes.lines}
    assert lines == {
        "less than usual": [[1, 3], [2, 2]],
        "clocks change": [[4, 0], [4, 6], [3, 6], [3, 7]],
        "other hours from here on": [[1, 0], [1, 0], [1, 0], [1, 7]],
    }
    assert {"1", "2", "Apr", "Mon", "Sun", "clocks change", "less than usual", "min"} <= set(
        drawn_texts(drawn)
    )


def test_bars_are_stacked_with_a_pattern_for_each_part() -> None:
    need_matplotlib()
    rows = (BarRow(NAME, (2.0, 1.0, 0.5, 3.0), "note"), BarRow("x" * 200, (1.0, 0.0, 0.0, 0.0), "y" * 200))
    drawn = saved(Bars(f"{NAME} $", "h", (NAME, "_night", "", "d"), rows, 10))
    (axes,) = drawn.axes
    bars = [(round(bar.get_x(), 6), round(bar.get_width(), 6)) for bar in axes.patches]
    assert bars == [(0, 2), (0, 1), (2, 1), (1, 0), (3, 0.5), (1, 0), (3.5, 3), (1, 0)]
    hatches = [bar.get_hatch() for bar in axes.patches][::2]
    colours = [bar.get_facecolor() for bar in axes.patches][::2]
    assert len(set(zip(hatches, colours, strict=True))) == 4
    assert [bool(hatch) for hatch in hatches] == [False, True, True, False]
    texts = drawn_texts(drawn)
    assert f"{NAME}\nnote" in texts
    assert f"{NAME} $ (h; a full bar is\n10)" in texts or f"{NAME} $ (h; a full bar is 10)" in texts
    assert {" 6.5 h", " 1 h", NAME} <= set(texts)
    assert any("_night" in text for text in texts)
    assert axes.get_xlim()[1] > 10


def test_a_strip_and_bands_are_broken_bars_of_their_minutes() -> None:
    need_matplotlib()
    row = StripRow(NAME, ("none", "all", "all", "some"), "8 people")
    drawn = saved(Strip((row, StripRow("b", ("none",) * 4)), 360, "A $day$"))
    assert spans(drawn.axes[0]) == {"all": [(360, 1080)], "some": [(1080, 1440)]}
    assert {NAME, "b", "8 people", "A $day$"} <= set(drawn_texts(drawn))
    before = Band("day", ((540, 1020, "work"), (720, 780, "break")))
    after = Band("day", ((480, 960, "work"), (480, 540, "shared"), (1320, 1800, "quiet")), "6 people", -60)
    drawn = saved(Bands("A day", "Manila", (BandGroup(NAME, (before,), (after,)),)))
    assert spans(drawn.axes[0]) == {
        "at work": [(540, 960)],
        "shared": [(480, 540)],
        "quiet hours": [(0, 360), (1320, 1440)],
        "where it was": [(540, 1020)],
    }
    said = "08:00–16:00, was 09:00–17:00, 1 h earlier, 6 people"
    assert {said, "A day, Times of Manila", f"{NAME}, day"} <= set(drawn_texts(drawn))


def spans(axes: Any) -> dict[str, list[tuple[int, int]]]:
    """(start, end) of the pieces that each label has."""
    found = {}
    for collection in axes.collections:
        found[str(collection.get_label())] = [
            (round(min(path.vertices[:, 0])), round(max(path.vertices[:, 0])))
            for path in collection.get_paths()
        ]
    return found


@pytest.mark.parametrize(
    "chart",
    [
        HeatMap("", "", (), ()),
        HeatMap("", "", ("a",), ()),
        HeatMap("", "", ("a",), (HeatRow("", (None,)),)),
        YearStrip("", "", ()),
        YearStrip("", "", (YearDay(date(2026, 3, 5), 0, 0),)),
        Bars("", "", ("a", "b"), ()),
        Bars("", "", ("a",), (BarRow("", (0.0,)),)),
        Strip((), 60),
        Bands("", "", ()),
    ],
)
def test_nothing_is_a_figure_too(chart: Chart) -> None:
    need_matplotlib()
    assert len(saved(chart).axes) >= 1


def test_no_figure_belongs_to_pyplot() -> None:
    need_matplotlib()
    figure(Bars("", "", ("a",), (BarRow("x", (1.0,)),)))
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()


def test_without_matplotlib_the_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra) as caught:
        figure(Bars("", "", ("a",), ()))
    assert caught.value.hint == "install it with: pip install 'overlap-teams[plot]'"


def test_a_notebook_shows_the_figure_without_pyplot() -> None:
    drawn = figure(Bars("Burden", "h", ("by day",), (BarRow("Pune", (2.0,)),)))
    shown = drawn._repr_png_()  # type: ignore[attr-defined]
    assert shown.startswith(b"\x89PNG\r\n\x1a\n")
    assert shown.endswith(b"IEND\xaeB`\x82")
