"""Busy blocks: time a person's calendar has taken.

Law: a timed block is an interval of instants; a block of whole dates has no zone of its own and
takes 00:00 to 24:00 where the person is (RFC 5545 section 3.3.4). Seconds round outward. Whether a
block keeps the person from meeting is for a policy to say, not for the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, final, overload

from overlap.core.civil import DAY, date_of, day_of, iso_minute, ordered_dates
from overlap.core.horizon import Moment, instant_of
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BadArgument, BadDate
from overlap.people.listed import listed, shown

__all__ = ["BUSY_STATUSES", "Busy", "BusyPolicy", "BusyStatus", "BusyTime"]

BusyStatus = Literal["free", "tentative", "busy"]

BUSY_STATUSES: Final[tuple[BusyStatus, ...]] = ("free", "tentative", "busy")
"""How much of the person's time a block takes: none, perhaps, or all of it."""


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Busy:
    """One block of a calendar: two instants, or whole dates.

    Args:
        start: An aware datetime, or ISO text with an offset; or a first date.
        end: The same kind. An instant is not included, a date is; a date alone lasts a day.
        status: "busy", "tentative" or "free".
        source: Where it comes from, such as a file's name.
        title: What the calendar calls it.

    Raises:
        BadDate: If a part cannot be read, or the end is not after the start.
        NaiveDatetime: If an instant has no zone.
        BadArgument: If one is a date and the other an instant, or the status is none.

    Example:
        >>> Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z")
        Busy('2026-03-02T14:00Z', '2026-03-02T15:00Z')
        >>> Busy("2026-03-02", status="tentative")
        Busy('2026-03-02', '2026-03-02', status='tentative')
    """

    start: int
    end: int
    is_all_day: bool
    status: BusyStatus
    source: str
    title: str

    def __init__(
        self,
        start: Moment,
        end: Moment | None = None,
        *,
        status: BusyStatus = "busy",
        source: str = "",
        title: str = "",
    ) -> None:
        if status not in BUSY_STATUSES:
            words = ", ".join(f'"{word}"' for word in BUSY_STATUSES)
            raise BadArgument(f"status is {shown(status)}", hint=f"write {words}", field="status")
        whole = _is_date(start)
        if end is not None and _is_date(end) != whole:
            raise BadArgument(
                f"a busy block from {start} until {end} mixes a date and an instant",
                hint="give two dates, or two instants with their offsets",
                field="end",
            )
        if whole:
            assert not isinstance(start, datetime)  # noqa: S101 - that is what a date alone is
            last = start if end is None else end
            assert not isinstance(last, datetime)  # noqa: S101
            first_date, last_date = ordered_dates(start, last)
            low, high = day_of(first_date) * DAY, (day_of(last_date) + 1) * DAY
        else:
            if end is None:
                raise BadDate("a busy block has no end", hint="give the instant it ends", field="end")
            low, high = instant_of(start, name="start"), instant_of(end, name="end", up=True)
            if high <= low:
                raise BadDate(
                    f"a busy block ends at {iso_minute(high)}, not after {iso_minute(low)}",
                    hint="swap the two, or leave the block out",
                    field="end",
                )
        values = (low, high, whole, status, source, title)
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        if self.is_all_day:
            ends = [date_of(self.start // DAY).isoformat(), date_of(self.end // DAY - 1).isoformat()]
        else:
            ends = [iso_minute(self.start), iso_minute(self.end)]
        more = "" if self.status == "busy" else f", status={self.status!r}"
        more += "".join(
            f", {name}={value!r}" for name, value in (("source", self.source), ("title", self.title)) if value
        )
        return f"Busy({ends[0]!r}, {ends[1]!r}{more})"

    def within(self, home: Zone) -> tuple[int, int]:
        """The block as instants, for a person whose clock is `home`; empty on a date that does not exist."""
        if not self.is_all_day:
            return self.start, self.end
        return home.to_instant(self.start), home.to_instant(self.end)


@final
@dataclass(frozen=True, slots=True)
class BusyPolicy:
    """Which blocks keep people from meeting. Those that are "free" never do.

    Attributes:
        tentative: Whether tentative blocks do.
        all_day: Whether blocks of whole dates do.
    """

    tentative: bool = True
    all_day: bool = True

    def blocks(self, one: Busy) -> bool:
        """Whether a block keeps its person from meeting."""
        if one.status == "free" or (one.is_all_day and not self.all_day):
            return False
        return one.status == "busy" or self.tentative


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class BusyTime(Sequence[Busy]):
    """A person's busy blocks, by start: an immutable sequence that remembers what it comes to.

    Args:
        blocks: The blocks, in any order; they may overlap.

    Raises:
        BadArgument: If something else is among them.
    """

    blocks: tuple[Busy, ...]
    _has_dates: bool = field(compare=False)
    _taken: dict[tuple[str | None, BusyPolicy], IntervalSet] = field(compare=False)

    def __init__(self, blocks: Iterable[Busy] = ()) -> None:
        known = sorted(listed(blocks, Busy, "busy"), key=_order)
        object.__setattr__(self, "blocks", tuple(known))
        object.__setattr__(self, "_has_dates", any(one.is_all_day for one in known))
        object.__setattr__(self, "_taken", {})

    def __repr__(self) -> str:
        return f"<BusyTime: {len(self)} block{'' if len(self) == 1 else 's'}>"

    def __reduce__(self) -> tuple[type[BusyTime], tuple[tuple[Busy, ...]]]:
        """Made again from its blocks: what it remembers is soon found again."""
        return BusyTime, (self.blocks,)

    def __len__(self) -> int:
        return len(self.blocks)

    @overload
    def __getitem__(self, index: int) -> Busy: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Busy, ...]: ...

    def __getitem__(self, index: int | slice) -> Busy | tuple[Busy, ...]:
        return self.blocks[index]

    def __iter__(self) -> Iterator[Busy]:
        return iter(self.blocks)

    def taken(self, home: Zone, policy: BusyPolicy) -> IntervalSet:
        """The minutes that blocks take of a person whose clock is `home`."""
        key = (home.key if self._has_dates else None, policy)
        found = self._taken.get(key)
        if found is None:
            pairs = (one.within(home) for one in self.blocks if policy.blocks(one))
            found = self._taken[key] = IntervalSet(pair for pair in pairs if pair[0] < pair[1])
        return found


def _order(one: Busy) -> tuple[int, int, bool, str, str, str]:
    """What blocks are sorted by: all they hold, so that the same blocks are the same busy time."""
    return one.start, one.end, one.is_all_day, one.status, one.source, one.title


def _is_date(value: Moment) -> bool:
    """Whether a moment is a date alone."""
    if isinstance(value, str):
        return len(value.strip()) <= 10
    return not isinstance(value, datetime) and isinstance(value, date)
