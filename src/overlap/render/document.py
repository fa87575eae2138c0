"""What a result shows, apart from how: headings, paragraphs, tables, strips of a day, days before and after.

Law: one view, several renderings. A renderer adds nothing and leaves nothing out, so text,
Markdown and HTML of one document say the same. Each text is one line: what people wrote may
neither break it nor turn its direction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, final, get_args

from overlap.errors import BadArgument
from overlap.render.charts import Bars, HeatMap, YearStrip
from overlap.render.one_line import one_line

__all__ = [
    "Band",
    "BandGroup",
    "BandKind",
    "Bands",
    "Bars",
    "Block",
    "Bullets",
    "Chart",
    "Document",
    "Heading",
    "HeatMap",
    "Mark",
    "Paragraph",
    "Strip",
    "StripRow",
    "Table",
    "YearStrip",
]

Mark = Literal["none", "some", "all"]
"""How dense a cell of a strip is."""


@final
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 2

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))


@final
@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `strong` for the sentence a hurried reader must see."""

    text: str
    strong: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))


@final
@dataclass(frozen=True, slots=True)
class Bullets:
    """Short sentences, one to a line, in reading order.

    Args:
        items: The sentences, whole.
        leads: For each, the words it begins with that stand out, or "". They are a part of the sentence:
            who shows the items alone leaves nothing out.

    Example:
        >>> Bullets.of([("Pune:", "off, back Mon 10:00")]).items
        ('Pune: off, back Mon 10:00',)
    """

    items: tuple[str, ...]
    leads: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(one_line(item) for item in self.items))
        leads = tuple(one_line(lead) for lead in self.leads)
        if leads and (len(leads) != len(self.items) or not all(map(str.startswith, self.items, leads))):
            raise BadArgument(
                "the leads of bullets are not what their items begin with",
                hint='give one for each item, or "", or make them by Bullets.of',
                field="leads",
            )
        object.__setattr__(self, "leads", leads)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Bullets:
        """Sentences from the words that stand out and those that follow."""
        listed = tuple(pairs)
        return cls(
            tuple(f"{lead} {rest}" if lead and rest else lead or rest for lead, rest in listed),
            tuple(lead for lead, _ in listed),
        )

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each sentence as what stands out and what follows."""
        leads = self.leads or ("",) * len(self.items)
        return tuple((lead, item[len(lead) :]) for lead, item in zip(leads, self.items, strict=True))


@final
@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under column heads; columns named in `right` are numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str] = frozenset()
    caption: str = ""

    def __post_init__(self) -> None:
        rows = tuple(tuple(one_line(cell) for cell in row) for row in self.rows)
        object.__setattr__(self, "columns", tuple(one_line(name) for name in self.columns))
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "caption", one_line(self.caption))

    @classmethod
    def of(
        cls,
        columns: Iterable[str],
        rows: Iterable[Iterable[str]],
        *,
        right: Iterable[str] = (),
        caption: str = "",
    ) -> Table:
        """A table from any iterables."""
        return cls(tuple(columns), tuple(tuple(row) for row in rows), frozenset(right), caption)


@final
@dataclass(frozen=True, slots=True)
class StripRow:
    """One line of a strip: a label, a mark for each cell, and a note behind."""

    label: str
    marks: tuple[Mark, ...]
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))
        object.__setattr__(self, "note", one_line(self.note))


@final
@dataclass(frozen=True, slots=True)
class Strip:
    """A day from midnight to midnight, in equal cells, one row for each team."""

    rows: tuple[StripRow, ...]
    cell_minutes: int
    caption: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "caption", one_line(self.caption))


BandKind = Literal["work", "break", "quiet", "shared", "was"]
"""At work, away inside a shift, quiet hours behind, time shared, the place of a shift before it moved."""

_KINDS: Final = frozenset(get_args(BandKind))


@final
@dataclass(frozen=True, slots=True)
class Band:
    """The day of people who work alike, from midnight to midnight on the reader's clock.

    Args:
        label: Who they are; the shift's name, where the group is a team.
        stretches: (start, end, kind), half-open, in wall minutes after the day's first midnight. What runs
            on past midnight is drawn on the other side of the day: (1320, 1800), (1320, 360) and
            (-120, 360) are all 22:00–06:00. An end at its start is nothing; more than a day is all of it.
            Where they overlap, time shared covers breaks, and both cover work.
        note: What else is to be said, such as how many people they are.
        moved_minutes: How far the start has moved; less than zero is earlier.

    Raises:
        BadArgument: If a kind is none of `BandKind`.
    """

    label: str
    stretches: tuple[tuple[int, int, BandKind], ...]
    note: str = ""
    moved_minutes: int = 0

    def __post_init__(self) -> None:
        for _, _, kind in self.stretches:
            if kind not in _KINDS:
                raise BadArgument(
                    f"a stretch of a band is {kind!r}",
                    hint=f"write one of {', '.join(sorted(_KINDS))}",
                    field="stretches",
                )
        object.__setattr__(self, "label", one_line(self.label))
        object.__setattr__(self, "note", one_line(self.note))


@final
@dataclass(frozen=True, slots=True)
class BandGroup:
    """A team's bands, before and after.

    A band after is drawn over the band before that has its label, or over the only one there is; a band
    with stretches of kind "was" brings its own. So a shift "day" that is divided among two starts is two
    bands "day" after, and both show where it was. A band before that has none after it is drawn as a place
    left. Without bands after, the bands before are drawn as they are.

    Example:
        A shift 09:00–17:00 of which six people start an hour earlier, with an hour shared from 08:00 on:

        >>> before = Band("day", ((540, 1020, "work"),))
        >>> early = Band("day", ((480, 960, "work"), (480, 540, "shared")), "6 of 18 people", -60)
        >>> late = Band("day", ((540, 1020, "work"),), "12 of 18 people")
        >>> team = BandGroup("Manila Support", before=(before,), after=(early, late))
        >>> Bands("A day before and after", "Manila", (team,)).groups[0].after[0].moved_minutes
        -60
    """

    label: str
    before: tuple[Band, ...] = ()
    after: tuple[Band, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))


@final
@dataclass(frozen=True, slots=True)
class Bands:
    """A day from midnight to midnight, before and after shifts have moved; `clock` is whose it is."""

    title: str
    clock: str
    groups: tuple[BandGroup, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "clock", one_line(self.clock))


Chart = Strip | Bands | HeatMap | YearStrip | Bars
"""What is drawn; each has a table of the same numbers, by `chart_table.table_of`."""

Block = Heading | Paragraph | Bullets | Table | Chart


@final
@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order."""

    blocks: tuple[Block, ...]
