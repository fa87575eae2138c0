"""Any chart as one inline SVG element that stands by itself.

Law: an element has no style of its own and is as wide as the page lets it be; `room_of` says how wide is
right.
"""

from __future__ import annotations

from overlap.render.band_picture import bands_svg
from overlap.render.bar_picture import bars_svg
from overlap.render.charts import Bars, HeatMap, YearStrip
from overlap.render.document import Bands, Chart, Strip
from overlap.render.heat_picture import heat_svg
from overlap.render.strip_picture import strip_svg
from overlap.render.year_picture import year_svg

__all__ = ["chart_svg", "room_of"]


def chart_svg(chart: Chart) -> str:
    """A chart as an `<svg>` element; written to a file it is an SVG file.

    Its class is `ov-picture` and one of `ov-heat`, `ov-year`, `ov-bars`, `ov-strip` and `ov-bands`. It takes
    the colour of the text around, and a pointer is told the numbers.

    Example:
        >>> from overlap.render.charts import BarRow
        >>> chart_svg(Bars("Burden", "h", ("by day",), (BarRow("Pune", (2.0,)),)))[:41]
        '<svg xmlns="http://www.w3.org/2000/svg" v'
    """
    match chart:
        case HeatMap():
            return heat_svg(chart)
        case YearStrip():
            return year_svg(chart)
        case Bars():
            return bars_svg(chart)
        case Strip():
            return strip_svg(chart)
        case Bands():
            return bands_svg(chart)


def room_of(chart: Chart) -> tuple[int, int]:
    """The pixels from and to which a chart is readable; a narrower page scrolls it sideways."""
    match chart:
        case HeatMap():
            return 300 if len(chart.columns) <= 24 else 12 * len(chart.columns), 560
        case YearStrip():
            return 640, 900
        case Bars():
            return 280, 560
        case Strip() | Bands():
            return 520, 840
