"""A result shows its picture above its document, once, and never fails to show something."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from typing import final

import pytest

from overlap.errors import BeyondData, MissingExtra
from overlap.render.chart_picture import chart_svg
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow, YearDay, YearStrip
from overlap.render.document import Band, BandGroup, Bands, Chart, Document, Paragraph, Strip, StripRow, Table
from overlap.render.html import to_html
from overlap.render.records import Frame, column
from overlap.render.shown import Charted, Shown, Tabled, is_blank

BARS = Bars("Burden", "min", ("by day",), (BarRow("<b>", (3.0,)),))
TABLE = Table.of(("Who",), [("<i>",)])


@final
@dataclass(frozen=True, slots=True)
class Drawn(Charted, Tabled):
    """A result like those of the package."""

    picture: Chart | None = BARS
    blocks: tuple[Table | Bars | Paragraph, ...] | None = (TABLE,)

    def chart(self) -> Chart:
        if self.picture is None:
            raise BeyondData("no <holidays> are known of 2200", hint="ask for less")
        return self.picture

    def document(self) -> Document:
        if self.blocks is None:
            raise BeyondData("no <holidays> are known of 2200", hint="ask for less")
        return Document(self.blocks)

    def _frame(self) -> Frame:
        return Frame((column("n", "whole", int),), [1, 2])


def test_the_picture_is_above_the_tables() -> None:
    assert Drawn()._repr_html_() == to_html(Document((BARS, TABLE)))
    assert Drawn()._repr_svg_() == chart_svg(BARS)
    assert Drawn().to_records() == [{"n": 1}, {"n": 2}]


def test_a_picture_that_the_document_has_is_shown_once() -> None:
    assert Drawn(blocks=(TABLE, BARS))._repr_html_() == to_html(Document((TABLE, BARS)))


def test_where_there_is_nothing_to_draw_there_is_no_picture() -> None:
    none = Drawn(Bars("Burden", "min", ("by day",), ()))
    assert none._repr_svg_() is None
    assert none._repr_html_() == to_html(Document((TABLE,)))


def test_what_cannot_be_drawn_leaves_the_document_and_what_cannot_be_told_says_why() -> None:
    undrawn = Drawn(None)
    assert undrawn._repr_svg_() is None
    assert undrawn._repr_html_() == to_html(Document((TABLE,)))
    untold = Drawn(blocks=None)._repr_html_()
    assert "no &lt;holidays&gt; are known of 2200" in untold
    assert "ask for less" in untold


def test_results_keep_their_slots_and_an_unfinished_one_cannot_be_made() -> None:
    assert not hasattr(Drawn(), "__dict__")

    class Unfinished(Shown):
        __slots__ = ()

    with pytest.raises(TypeError, match="document"):
        Unfinished()  # type: ignore[abstract]


def test_a_plot_is_the_same_chart_as_a_figure() -> None:
    pytest.importorskip("matplotlib")
    from matplotlib.patches import Rectangle

    drawn = Drawn().plot()
    widths = [bar.get_width() for bar in drawn.axes[0].patches if isinstance(bar, Rectangle)]
    assert widths == [3.0]


def test_without_matplotlib_a_plot_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match="matplotlib"):
        Drawn().plot()


def strip(*numbers: tuple[int, int]) -> YearStrip:
    days = (YearDay(date(2026, 3, 1 + at), *pair) for at, pair in enumerate(numbers))
    return YearStrip("Shared", "min", tuple(days))


@pytest.mark.parametrize(
    ("chart", "blank"),
    [
        (Bars("", "h", ("a", "b"), (BarRow("x", (0.0, 0.0)),)), True),
        (Bars("", "h", ("a", "b"), (BarRow("x", (0.0, 0.0)), BarRow("y", (0.0, 0.5)))), False),
        (HeatMap("", "h", (), ()), True),
        (HeatMap("", "h", ("a",), (HeatRow("x", (None,)), HeatRow("y", (0.0,)))), True),
        (HeatMap("", "h", ("a",), (HeatRow("x", (None,)), HeatRow("y", (1.0,)))), False),
        (strip(), True),
        (strip((0, 0), (0, 0)), True),
        (strip((0, 0), (0, 60)), False),
        (strip((60, 0)), False),
        (Bands("", "UTC", ()), True),
        (Bands("", "UTC", (BandGroup("a", (Band("x", ()),)),)), True),
        (Bands("", "UTC", (BandGroup("a", (Band("x", ((0, 60, "work"),)),)),)), False),
        (Bands("", "UTC", (BandGroup("a", (), (Band("x", ((0, 60, "work"),)),)),)), False),
        (Strip((), 60), True),
        (Strip((StripRow("a", ("none",) * 24),), 60), False),
    ],
)
def test_a_chart_is_blank_if_it_has_no_number_but_zeros(chart: Chart, blank: bool) -> None:
    assert is_blank(chart) is blank
