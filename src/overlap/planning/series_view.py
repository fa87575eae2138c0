"""How a recurring meeting reads: its occurrences, who drifts, and whose clock it should keep.

Law: says only what the series holds. Occurrences in a row that are alike to everybody are one line; what is
moved, skipped or kept on a holiday has a line of its own with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

from overlap.core.civil import DAY, day_of
from overlap.core.zones import Zone
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import city_text, clock_range, date_text, duration_text, wall_text, weekday_text

if TYPE_CHECKING:
    from overlap.planning.series import Occurrence, Participant, Series

__all__ = ["STATUS_WORDS", "per_person", "rule_text", "series_document"]

STATUS_WORDS: Final = {
    "outside-hours": "outside hours",
    "quiet": "quiet hours",
    "rest-day": "no shift that day",
    "time-off": "time off",
    "tentative": "perhaps busy",
}
"""What an occurrence is to somebody, where that is not its own name."""


def rule_text(one: Series) -> str:
    """How often it is held, on which weekdays and at what time: `every week, Tue, 14:00 Europe/Warsaw`."""
    meeting = one.meeting
    days = ", ".join(weekday_text(day) for day in sorted(meeting.on))
    when = " ".join([f"every {meeting.every_text}", *([days] if days else [])])
    if meeting.at is not None:
        when += f", {wall_text(meeting.at)} {one.zone}"
    return when


def series_document(series: Series, clock: Zone) -> Document:
    """A series in reading order."""
    return Document(tuple(_blocks(series, clock)))


def _blocks(series: Series, clock: Zone) -> Iterator[Block]:
    if not series.items:
        yield Paragraph(f"{series.meeting.title}: no occurrence between these dates.", strong=True)
        return
    yield Paragraph(_summary(series), strong=True)
    failing = series.first_failing
    if failing is None:
        yield Paragraph("Enough of those needed are at work every time.")
    else:
        yield Paragraph(f"First without enough of those needed at work: {date_text(day_of(failing.date))}.")
        yield Paragraph(f"{failing.text}.")
    rows = [_row(tuple(run), clock) for _, run in groupby(series, key=lambda one: _likeness(one, clock))]
    columns = ("Date", "Times", clock.key, "Not at work")
    yield Table.of(columns, rows, right=("Times",))
    yield from _changed(series)
    yield from _drift(series)
    yield from _anchors(series)
    yield from _burdens(series)
    yield from (Paragraph(caveat) for caveat in series.caveats)


def _summary(series: Series) -> str:
    moved = sum(one.is_moved for one in series)
    skipped = len(series) - len(series.held)
    counts = [f"{moved} moved"] * bool(moved) + [f"{skipped} skipped"] * bool(skipped)
    outside = series.outside_hours
    times = "nobody is ever" if not outside else f"{_many(outside, 'time')} somebody is"
    return (
        f"{series.meeting.title}: {_many(len(series), 'occurrence')}"
        f"{' (' + ', '.join(counts) + ')' if counts else ''}; {times} outside hours."
    )


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _likeness(one: Occurrence, clock: Zone) -> tuple[object, ...]:
    """What occurrences must share to stand in one line."""
    walls = (one.start, one.end)
    local = tuple(clock.to_wall(wall) % DAY for wall in walls)
    if one.because:
        return (one.planned, local)
    return (local, tuple((there.id, there.status, there.because) for there in one.attendees))


def _row(run: tuple[Occurrence, ...], clock: Zone) -> tuple[str, ...]:
    first, last = run[0], run[-1]
    when = date_text(clock.to_wall(first.start) // DAY)
    if last is not first:
        when += f" to {date_text(clock.to_wall(last.start) // DAY)}"
    if first.is_skipped:
        return (when, "", "skipped", "")
    hours = clock_range(first.start, first.end, clock)
    return (when, str(len(run)), f"{hours}{' moved' * first.is_moved}", _absent(first.attendees))


def _absent(attendees: Iterable[Participant]) -> str:
    """Who is not simply at work, by what the time is to them."""
    found: dict[str, list[str]] = {}
    for there in attendees:
        if there.status != "in":
            what = STATUS_WORDS.get(there.status, there.status)
            named = f"{what} ({there.because})" if there.because not in ("", what) else what
            found.setdefault(named, []).append(there.name)
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in found.items())


def _changed(series: Series) -> Iterator[Block]:
    changed = [one for one in series if one.because]
    if changed:
        yield Heading("Holidays")
        told = (one.because_text for one in changed)
        yield from (Paragraph(f"{text[:1].upper()}{text[1:]}.") for text in told)


def _drift(series: Series) -> Iterator[Block]:
    if not series.drift:
        return
    yield Heading("Local times that change")
    rows: list[tuple[str, ...]] = []
    for told, alike in _alike(series).items():
        names = ", ".join(alike)
        for index, (start, local, off, outside, because) in enumerate(told):
            where = names if index == 0 else ""
            rows.append((where, start, local, off, outside, because))
    columns = ("Who", "From", "Local", "Than usual", "Outside", "Because")
    yield Table.of(columns, rows, right=("Outside",))


def _alike(series: Series) -> dict[tuple[tuple[str, ...], ...], list[str]]:
    """The runs that people share, each with their names."""
    found: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for one in series.invitees:
        runs = series.runs[one.id]
        if len(runs) < 2:
            continue
        place = city_text(one.who.pattern.zone)
        told = tuple(
            (
                date_text(day_of(run.start)),
                f"{wall_text(run.local)}{f' {run.days_later:+d} day' if run.days_later else ''} {place}",
                _than_usual(run.minutes_from_usual),
                str(run.outside_hours) if run.outside_hours else "",
                "; ".join(run.because),
            )
            for run in runs
        )
        found.setdefault(told, []).append(one.who.name)
    return found


def _than_usual(minutes: int) -> str:
    if not minutes:
        return ""
    return f"{duration_text(abs(minutes))} {'later' if minutes > 0 else 'earlier'}"


def _anchors(series: Series) -> Iterator[Block]:
    anchors = series.anchors
    yield Heading("Whose clock to keep")
    yield Paragraph("Over all planned dates, before holidays move or skip any:")
    rows = [
        (
            f"{one.zone}{', as now' if one.is_own else ''}",
            wall_text(one.local),
            str(one.outside_hours),
            duration_text(one.worst_minutes),
            duration_text(one.total_minutes),
        )
        for one in anchors
    ]
    columns = ("Wall time kept in", "At", "Outside hours", "Worst-off", "In all")
    yield Table.of(columns, rows, right=columns[2:])
    own = next(one for one in anchors if one.is_own)
    if anchors[0] is own:
        yield Paragraph(f"Best as it is: {own.zone}.")
    else:
        fewer = own.outside_hours - anchors[0].outside_hours
        gain = f"somebody is outside hours {_many(fewer, 'time')} less often" if fewer else "less discomfort"
        yield Paragraph(f"Best: {anchors[0].zone}; {gain}.")


def per_person(burdens: dict[str, int], names: dict[str, str]) -> Iterator[Block]:
    """Who carries how much, most first; nothing where nobody carries any."""
    carried = [(names[one], cost) for one, cost in burdens.items() if cost]
    if carried:
        yield Heading("Who carries it")
        carried.sort(key=lambda pair: -pair[1])
        yield Table.of(
            ("Who", "Discomfort"),
            [(name, duration_text(cost)) for name, cost in carried],
            right=("Discomfort",),
        )


def _burdens(series: Series) -> Iterator[Block]:
    yield from per_person(series.burdens, {one.id: one.who.name for one in series.invitees})
