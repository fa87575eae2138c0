"""What all results have in common: how they show themselves in a notebook, and go to data frames.

Law: a result shows its document, and above it its picture, the same numbers drawn. No representation
raises what a question can raise: where an answer cannot be completed, it says why instead.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from overlap.errors import OverlapError
from overlap.render.document import Bands, Bars, Chart, Document, HeatMap, Paragraph, Strip, YearStrip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from overlap.render.records import Frame

__all__ = ["Charted", "Shown", "Tabled", "is_blank"]


class Shown(ABC):
    """A result with a document."""

    __slots__ = ()

    @abstractmethod
    def document(self) -> Document:
        """What a person is shown."""

    def _repr_html_(self) -> str:
        from overlap.render.html import to_html

        try:
            return to_html(Document(self._blocks_shown()))
        except OverlapError as error:
            return to_html(Document((Paragraph(str(error), strong=True),)))

    def _blocks_shown(self) -> tuple[Any, ...]:
        """The blocks of a notebook's output."""
        return self.document().blocks


class Charted(Shown):
    """A result with a picture that says more than its tables."""

    __slots__ = ()

    @abstractmethod
    def chart(self) -> Chart:
        """The picture as a value: its numbers and words; see `overlap.render.charts`."""

    def plot(self) -> Figure:
        """The picture as a matplotlib figure, to change, to save or to put into a paper.

        Raises:
            MissingExtra: If matplotlib is not installed: `pip install "overlap-teams[plot]"`.
            BeyondData: If a holiday calendar does not reach that far.
        """
        from overlap.render.plots import figure

        return figure(self.chart())

    def _repr_svg_(self) -> str | None:
        """The picture alone; None where there is nothing to draw."""
        from overlap.render.chart_picture import chart_svg

        found = self._drawn()
        return None if found is None else chart_svg(found)

    def _drawn(self) -> Chart | None:
        try:
            found = self.chart()
        except OverlapError:
            return None  # the document says what can be said
        return None if is_blank(found) else found

    def _blocks_shown(self) -> tuple[Any, ...]:
        blocks, found = self.document().blocks, self._drawn()
        return blocks if found is None or found in blocks else (found, *blocks)


class Tabled(Shown):
    """A result whose rows go to data frames."""

    __slots__ = ()

    @abstractmethod
    def _frame(self) -> Frame:
        """Its rows, with their columns."""

    def to_records(self, zone: str | None = None) -> list[dict[str, object]]:
        """The rows as plain dictionaries for `pandas.DataFrame` and `polars.DataFrame`.

        Each has the same keys in the same order. An instant is a `datetime` in UTC, with the local time
        beside it as ISO text in `..._local` and that clock in `zone`; lengths are whole minutes, dates
        `datetime.date`, several ids one text. Nothing is None.

        Args:
            zone: IANA key of the clock of local times; by default each row's own, where rows have one,
                else the one on which the result shows itself.

        Raises:
            BadZone: If there is no such zone.
        """
        return self._frame().records(zone)

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """The same rows as an Arrow stream, for `polars.DataFrame(result)` and every other reader.

        The types are those of the columns, also where there is no row.

        Args:
            requested_schema: Another schema a reader would like; readers convert by themselves.

        Raises:
            MissingExtra: If nanoarrow is not installed: `pip install "overlap-teams[arrow]"`.
        """
        from overlap.render.arrow import arrow_stream

        return arrow_stream(self._frame())


def is_blank(chart: Chart) -> bool:
    """Whether a chart has nothing to draw: no row, or no number but zeros.

    Example:
        >>> is_blank(Bars("Burden", "min", ("by day",), ()))
        True
    """
    match chart:
        case Bars(rows=bars):
            return not any(any(row.values) for row in bars)
        case HeatMap(rows=cells):
            return not any(any(row.values) for row in cells)
        case YearStrip(days=days):
            return not any(day.value or day.usual for day in days)
        case Bands(groups=groups):
            return not any(band.stretches for group in groups for band in (*group.before, *group.after))
        case Strip(rows=strips):
            return not strips
