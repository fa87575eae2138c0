"""Any chart as a matplotlib figure, for people who restyle it.

Law: the same numbers and the same marks as every other rendering, and patterns beside colours. Nothing is
shared between figures, and words are words: a "$" of theirs starts no formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from overlap.core.civil import DAY
from overlap.core.intervals import IntervalSet
from overlap.core.packages import unusable
from overlap.render.band_rows import rows_of
from overlap.render.bands import folded_lines
from overlap.render.chart_scale import HATCHED, event_numbers, month_text, number_text, step_of, weeks_of
from overlap.render.chart_table import caption_of
from overlap.render.charts import Bars, HeatMap, YearStrip
from overlap.render.document import Bands, Chart, Mark, Strip
from overlap.render.moments import weekday_text
from overlap.render.svg import FILL, HEAVY
from overlap.render.text import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["figure"]

_PALE: Final = "#f0f0f0"
"""Nothing."""

_LABEL: Final = 24
"""Columns of a line of a label, of which there are two or three."""

_NOTE: Final = 90
"""Columns of a note over a day."""

_HATCHES: Final = ("", "////", "....", "")
_TONES: Final = (FILL, "#c8dcee", "#e6eff8", "white")
"""How the parts of a bar look."""


def figure(chart: Chart) -> Figure:
    """A chart as a `matplotlib.figure.Figure`, in the first of its axes; `figure.savefig` writes it.

    It belongs to no pyplot state, so nothing is to be closed. A notebook shows it where it is the last line
    of a cell, with and without `%matplotlib inline`.

    Raises:
        MissingExtra: If matplotlib is not installed: `pip install "overlap-teams[plot]"`.
    """
    try:
        drawn = _kind()(layout="constrained")
    except Exception as error:  # it may be there and fail in any way
        hint = "install it with: pip install 'overlap-teams[plot]'"
        raise unusable("matplotlib", error, "plots need", hint=hint) from error
    axes = drawn.add_subplot()
    match chart:
        case HeatMap():
            _heat(chart, axes)
            size = (max(6.0, 1.5 + 0.42 * len(chart.columns)), 1.6 + 0.34 * len(chart.rows))
        case YearStrip():
            _year(chart, axes, drawn)
            size = (max(6.0, 1.6 + 0.19 * len(weeks_of(chart))), 3.4)
        case Bars():
            _bars(chart, axes)
            size = (7.0, 1.5 + 0.5 * len(chart.rows))
        case Strip():
            _strip(chart, axes)
            size = (8.0, 1.3 + 0.4 * len(chart.rows))
        case Bands():
            _bands(chart, axes)
            size = (8.0, 1.6 + 0.45 * sum(len(rows_of(group)) for group in chart.groups))
    drawn.set_size_inches(*size)
    # Folded here: where matplotlib folds, it reads formulas in spite of `parse_math`.
    lines = folded_lines(caption_of(chart).split(), int(size[0] * 8))
    markers = isinstance(chart, YearStrip) and bool(event_numbers(chart))
    axes.set_title("\n".join(lines), loc="left", parse_math=False, pad=24 if markers else 8)
    return drawn


@lru_cache(maxsize=1)
def _kind() -> type[Figure]:
    """Matplotlib's figure, which shows itself in notebooks."""
    from matplotlib.figure import Figure

    class NotebookFigure(Figure):
        """A figure without pyplot that a notebook can show."""

        def _repr_png_(self) -> bytes:
            sink: Any = _Sink()
            self.savefig(sink, format="png")
            return b"".join(sink.parts)

    return NotebookFigure


class _Sink:
    """As much of a file as a picture needs that is written once."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keeps what is written."""
        self.parts.append(bytes(data))
        return len(data)


def _ramp(colour: str) -> Any:
    """Colours from pale to full; what there is none of stays white."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("overlap", [_PALE, colour]).with_extremes(bad="white")


def _grid(axes: Axes, values: list[list[float | None]], colour: str) -> Any:
    """Cells of a grid, each a number or nothing; returns the mesh."""
    columns = len(values[0]) if values else 0
    mesh = axes.pcolormesh(
        range(columns + 1),
        range(len(values) + 1),
        [[float("nan") if value is None else value for value in row] for row in values] or [[]],
        cmap=_ramp(colour),
        vmin=0,
        vmax=max([value for row in values for value in row if value is not None], default=0) or 1,
        edgecolors="white",
        linewidth=1,
    )
    axes.invert_yaxis()
    _bare(axes)
    return mesh


def _bare(axes: Axes) -> None:
    """Without frame and ticks: the labels are enough."""
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0)


def _named(axes: Axes, side: str, places: Iterable[float], names: Iterable[str], **more: Any) -> None:
    """Ticks with words, in lines that leave the axes their room."""
    axis = axes.yaxis if side == "y" else axes.xaxis
    axis.set_ticks(list(places), labels=list(map(_label, names)), parse_math=False, **more)


def _label(words: str) -> str:
    """Words in two or three lines."""
    return "\n".join(folded_lines(shortened(words, 2 * _LABEL).split(), _LABEL))


def _heat(chart: HeatMap, axes: Axes) -> None:
    from matplotlib.patches import Rectangle

    if not chart.rows or not chart.columns:
        axes.set_axis_off()
        return
    mesh = _grid(axes, [list(row.values) for row in chart.rows], HEAVY if chart.heavy else FILL)
    largest = mesh.get_clim()[1]
    for y, row in enumerate(chart.rows):
        for x, value in enumerate(row.values):
            words = "\u2013" if value is None else number_text(value)
            axes.text(x + 0.5, y + 0.5, words, ha="center", va="center", fontsize=8)
            if chart.heavy and value is not None and step_of(value, largest) >= HATCHED:
                corner = Rectangle((x, y + 0.75), 1, 0.25, fill=False, hatch="////", linewidth=0)
                corner.set_label("_much")
                axes.add_patch(corner)
    axes.xaxis.tick_top()
    upright = any(len(name) > 3 for name in chart.columns)
    _named(
        axes, "x", [x + 0.5 for x in range(len(chart.columns))], chart.columns, rotation=60 if upright else 0
    )
    _named(axes, "y", [y + 0.5 for y in range(len(chart.rows))], [row.label for row in chart.rows])


def _year(chart: YearStrip, axes: Axes, drawn: Figure) -> None:
    from matplotlib.lines import Line2D

    weeks = weeks_of(chart)
    if not weeks:
        axes.set_axis_off()
        return
    values: list[list[float | None]] = [
        [days[weekday].value if weekday in days else None for _, days in weeks] for weekday in range(7)
    ]
    mesh = _grid(axes, values, FILL)
    bar = drawn.colorbar(mesh, ax=axes, pad=0.01)
    bar.set_label(chart.unit, parse_math=False)
    places = {
        day.date: (week, weekday) for week, (_, days) in enumerate(weeks) for weekday, day in days.items()
    }
    for day in chart.days:
        if day.value < day.usual:
            x, y = places[day.date]
            axes.add_line(Line2D((x, x + 1), (y + 1, y), color="black", linewidth=1, label=_MEANT["less"]))
    for (date, kind), number in event_numbers(chart).items():
        if date in places:
            x, y = places[date]
            right = x + 1 if y else x
            line = Line2D((right, right, x, x), (0, y, y, 7), color="black", label=_MEANT[kind])
            line.set_linestyle("-" if kind == "clock" else ":")
            axes.add_line(line)
            box = {"boxstyle": "circle" if kind == "clock" else "square", "fill": False}
            axes.text(right, -0.5, str(number), ha="center", va="bottom", fontsize=7, bbox=box)
    firsts = [(places[day.date][0], day.date) for day in chart.days if day.date.day == 1]
    axes.set_xlim(0, len(weeks))
    axes.set_ylim(7, 0)
    _named(axes, "x", [x + 0.5 for x, _ in firsts], [month_text(date.month) for _, date in firsts])
    _named(axes, "y", [y + 0.5 for y in range(7)], [weekday_text(y) for y in range(7)])
    _legend(axes)


_MEANT: Final = {
    "less": "less than usual",
    "clock": "clocks change",
    "season": "other hours from here on",
}
"""Words of the lines of a year."""


def _bars(chart: Bars, axes: Axes) -> None:
    places = range(len(chart.rows))
    left = [0.0] * len(chart.rows)
    for number, name in enumerate(chart.parts):
        wide = [row.values[number] for row in chart.rows]
        axes.barh(
            places,
            wide,
            left=left,
            height=0.6,
            color=_TONES[number],
            edgecolor="black",
            linewidth=0.7,
            hatch=_HATCHES[number],
            # A name with an underscore before it would be left out of the legend.
            label=f"\u200b{name}" if name.startswith("_") else name or " ",
        )
        left = [start + more for start, more in zip(left, wide, strict=True)]
    for y, end in enumerate(left):
        words = " ".join(part for part in (number_text(end), chart.unit) if part)
        axes.text(end, y, f" {words}", va="center", fontsize=9, parse_math=False)
    axes.set_xlim(0, max([*left, chart.full or 0]) * 1.15 or 1)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel(chart.unit, parse_math=False)
    labels = ["\n".join(filter(None, (_label(row.label), _label(row.note)))) for row in chart.rows]
    axes.yaxis.set_ticks(places, labels=labels, parse_math=False)
    if len(chart.parts) > 1 and chart.rows:
        legend = axes.legend(loc="upper left", bbox_to_anchor=(0, -0.22), ncols=4, frameon=False)
        for name_text in legend.get_texts():
            name_text.set_parse_math(False)


def _day(axes: Axes, names: list[str]) -> None:
    """A day from midnight to midnight, and who is on each line."""
    axes.set_xlim(0, DAY)
    axes.set_ylim(len(names) - 0.4 if names else 1, -0.6)
    _named(axes, "x", range(0, DAY + 1, 180), [f"{hour:02d}" for hour in range(0, 25, 3)])
    _named(axes, "y", range(len(names)), names)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x", alpha=0.3)
    axes.set_axisbelow(True)


def _pieces(axes: Axes, minutes: IntervalSet, y: float, high: float, label: str, **style: Any) -> None:
    """Stretches of a line."""
    if minutes:
        spans = [(start, end - start) for start, end in minutes]
        axes.broken_barh(spans, (y - high / 2, high), label=label, **style)


def _legend(axes: Axes) -> None:
    """What the looks mean, each once."""
    handles, labels = axes.get_legend_handles_labels()
    once = dict(zip(labels, handles, strict=True))
    if once:
        axes.legend(
            once.values(), once.keys(), loc="upper left", bbox_to_anchor=(0, -0.18), ncols=3, frameon=False
        )


_MARKS: Final[dict[Mark, dict[str, Any]]] = {
    "all": {"facecolor": FILL},
    "some": {"facecolor": "#c8dcee", "hatch": "////", "edgecolor": "#555555", "linewidth": 0},
}


def _strip(chart: Strip, axes: Axes) -> None:
    for y, row in enumerate(chart.rows):
        for mark, style in _MARKS.items():
            cells = (number * chart.cell_minutes for number, found in enumerate(row.marks) if found == mark)
            minutes = IntervalSet((start, min(start + chart.cell_minutes, DAY)) for start in cells)
            _pieces(axes, minutes, y, 0.6, mark, **style)
        if row.note:
            axes.text(
                DAY,
                y - 0.32,
                shortened(row.note, _NOTE),
                ha="right",
                va="bottom",
                fontsize=8,
                parse_math=False,
            )
    _day(axes, [row.label for row in chart.rows])
    _legend(axes)


def _bands(chart: Bands, axes: Axes) -> None:
    rows = [row for group in chart.groups for row in rows_of(group)]
    for y, row in enumerate(rows):
        _pieces(axes, row.work, y, 0.5, "at work", facecolor=FILL)
        _pieces(axes, row.shared, y, 0.5, "shared", facecolor="#222222")
        _pieces(axes, row.away, y, 0.5, "break", facecolor="white", edgecolor="black")
        quiet = {"facecolor": "none", "hatch": "////", "edgecolor": "#777777", "linewidth": 0}
        _pieces(axes, row.quiet, y, 0.7, "quiet hours", **quiet)
        if row.was != row.now:
            was = {"facecolor": "none", "edgecolor": "black", "linestyle": "--"}
            _pieces(axes, row.was, y, 0.7, "where it was", **was)
        axes.text(
            DAY,
            y - 0.36,
            shortened(row.beside(), _NOTE),
            ha="right",
            va="bottom",
            fontsize=8,
            parse_math=False,
        )
    _day(axes, [row.who for row in rows])
    _legend(axes)
