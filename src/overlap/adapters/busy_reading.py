"""What was read from somebody's calendar files: blocks with their reasons, and what was not read.

Law: an immutable value. Blocks are in order of time; every one has its reason. What was skipped is told,
never silently free.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, final

from overlap.adapters.busy_policy import REASONS, EventReason
from overlap.core.civil import DAY, date_of, iso_minute
from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.busy import Busy, BusyPolicy, BusyTime
from overlap.render.document import Block, Document, Paragraph, Table
from overlap.render.moments import clock_range, date_text, duration_text
from overlap.render.records import Frame, column
from overlap.render.shown import Tabled

__all__ = ["BusyReading", "CalendarBlock", "SkippedPart"]


@final
@dataclass(frozen=True, slots=True)
class SkippedPart:
    """Something in a calendar file that was not read.

    Attributes:
        code: What kind of fault it is.
        file: The file's name.
        line: The line on which the component begins; 0 for the file as a whole.
        uid: What the event is called, if it is one.
        title: Its title.
        message: What was found, as a sentence without its full stop.
        hint: What to do about it, or None.
    """

    code: str
    file: str
    line: int
    uid: str
    title: str
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        name = f'"{self.title}": ' if self.title else ""
        return f"{place}: {self.code}: {name}{self.message}"

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "uid": self.uid,
            "title": self.title,
            "message": self.message,
            "hint": self.hint,
        }


@final
@dataclass(frozen=True, slots=True)
class CalendarBlock:
    """One block and where it comes from.

    Attributes:
        busy: The block.
        reason: Why it has its status.
        uid: What the event is called; the same for each time it takes place.
    """

    busy: Busy
    reason: EventReason
    uid: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values: instants, or the first and the last of whole dates."""
        one = self.busy
        if one.is_all_day:
            ends = (date_of(one.start // DAY).isoformat(), date_of(one.end // DAY - 1).isoformat())
        else:
            ends = (iso_minute(one.start), iso_minute(one.end))
        return {
            "start": ends[0],
            "end": ends[1],
            "all_day": one.is_all_day,
            "status": one.status,
            "reason": self.reason,
            "title": one.title,
            "uid": self.uid,
            "file": one.source,
        }


_COLUMNS: Final = (
    column("start", "instant", lambda row: None if row.busy.is_all_day else row.busy.start),
    column("end", "instant", lambda row: None if row.busy.is_all_day else row.busy.end),
    column("all_day", "flag", lambda row: row.busy.is_all_day),
    column("first_date", "date", lambda row: _date(row, row.busy.start)),
    column("last_date", "date", lambda row: _date(row, row.busy.end - 1)),
    column("status", "text", lambda row: row.busy.status),
    column("reason", "text"),
    column("title", "text", lambda row: row.busy.title),
    column("uid", "text"),
    column("file", "text", lambda row: row.busy.source),
)
"""Of an instant its minutes, of whole dates their first and last: they begin on everybody's own clock."""


def _date(row: CalendarBlock, minute: int) -> date | None:
    return date_of(minute // DAY) if row.busy.is_all_day else None


@final
@dataclass(frozen=True, slots=True)
class BusyReading(Tabled):
    """What calendar files say of somebody's time between two instants; immutable.

    Attributes:
        blocks: Every block that touches the horizon, by start; free ones too.
        skipped: What was not read, in the order in which it was met; of very many the first.
        skipped_count: How many there are in all.
        horizon: What was asked about.
        zone: IANA key of the clock of floating times that was given, or None.
        files: The names of the files.
        event_count: Events in them, once for each time one is written down.
    """

    blocks: tuple[CalendarBlock, ...]
    skipped: tuple[SkippedPart, ...]
    skipped_count: int
    horizon: Horizon
    zone: str | None
    files: tuple[str, ...]
    event_count: int
    _busy: list[BusyTime] = field(default_factory=list, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<BusyReading: {_counted(len(self.blocks), 'block')}, {self.skipped_count} skipped>"

    @property
    def busy(self) -> BusyTime:
        """The blocks as `suggest_slots` takes them."""
        if not self._busy:
            self._busy.append(BusyTime(one.busy for one in self.blocks))
        return self._busy[0]

    @property
    def busy_minutes(self) -> int:
        """For how many minutes of the horizon the owner is surely busy."""
        return self._minutes(tentative=False)

    @property
    def tentative_minutes(self) -> int:
        """For how many more minutes the owner is perhaps busy."""
        return self._minutes(tentative=True) - self.busy_minutes

    def _minutes(self, *, tentative: bool) -> int:
        home = zone_of(self.zone or "UTC")
        taken = self.busy.taken(home, BusyPolicy(tentative=tentative))
        return taken.clip(self.horizon.start, self.horizon.end).minutes

    def to_dict(self) -> dict[str, Any]:
        """The blocks and what was skipped as plain values."""
        return {
            "zone": self.zone,
            "files": list(self.files),
            "events": self.event_count,
            "busy_minutes": self.busy_minutes,
            "tentative_minutes": self.tentative_minutes,
            "blocks": [one.to_dict() for one in self.blocks],
            "skipped": [one.to_dict() for one in self.skipped],
            "skipped_count": self.skipped_count,
        }

    def document(self, zone_key: str | None = None) -> Document:
        """What a person is shown: each block on one clock, and what was skipped."""
        clock = zone_of(zone_key or self.zone or "UTC")
        first, last = (date_text(day) for day in _ends(self.horizon.days(clock)))
        when = f"on {first}" if first == last else f"from {first} to {last}"
        sure, perhaps = self.busy_minutes, self.tentative_minutes
        if sure or perhaps:
            more = f", and perhaps for {duration_text(perhaps)} more" if perhaps else ""
            head = f"Busy for {duration_text(sure)}{more} {when}."
        else:
            head = f"Nothing is busy {when}."
        blocks: list[Block] = [Paragraph(head, strong=True)]
        if self.blocks:
            several = len(self.files) > 1
            columns = ("Date", clock.key, "Status", "Title", *(("File",) if several else ()))
            rows = [
                (
                    *_when(one.busy, clock.key),
                    _status(one),
                    one.busy.title,
                    *((one.busy.source,) if several else ()),
                )
                for one in self.blocks
            ]
            blocks.append(Table.of(columns, rows))
        if self.skipped_count:
            blocks += self._skipped_blocks()
        return Document(tuple(blocks))

    def _skipped_blocks(self) -> list[Block]:
        rows = [
            (f"{one.file}:{one.line}" if one.line else one.file, one.title or one.uid, one.message)
            for one in self.skipped
        ]
        table = Table.of(("Not read", "Event", "Because"), rows)
        rest = self.skipped_count - len(rows)
        hints = list(dict.fromkeys(one.hint for one in self.skipped if one.hint))
        told = [f"To read it, {hint}." for hint in hints] + ([f"And {rest} more."] if rest else [])
        return [table, *(Paragraph(text) for text in told)]

    def _frame(self) -> Frame:
        return Frame(_COLUMNS, self.blocks, zone_of(self.zone or "UTC"))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _ends(days: range) -> tuple[int, int]:
    return days[0], days[-1]


def _when(one: Busy, zone_key: str) -> tuple[str, str]:
    """The date and the time of a block."""
    if one.is_all_day:
        days = (one.end - one.start) // DAY
        return date_text(one.start // DAY), "all day" if days == 1 else f"{days} days"
    clock = zone_of(zone_key)
    day = clock.to_wall(one.start) // DAY
    return date_text(day), clock_range(one.start, one.end, clock, day=day)


def _status(one: CalendarBlock) -> str:
    """`busy`, or `free: declined` where there is more to say."""
    more = REASONS[one.reason]
    return f"{one.busy.status}: {more}" if more else one.busy.status
