"""How coverage reads: the sentence a hurried reader must see, then what is uncovered, when and why.

Law: says only what the coverage holds. What comes back every week is one row with its dates; what does
not has a row of its own. Recurring rows and the picture are on the need's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from overlap.core.civil import DAY, day_of
from overlap.core.depth import Depth
from overlap.core.zones import Zone, tzdata_version
from overlap.planning.coverage import Coverage, NeedCoverage
from overlap.planning.covered_weeks import CoveredWeek, weekday_hours
from overlap.planning.handoffs_view import handoffs_blocks
from overlap.planning.recurring import Recurring, recurring
from overlap.planning.uncovered import Uncovered, UncoveredCause, because
from overlap.planning.workload_view import workload_blocks
from overlap.render.document import Block, Document, Heading, Mark, Paragraph, Strip, StripRow, Table
from overlap.render.moments import clock_range, date_text, duration_text, share_text, weekday_text

__all__ = ["coverage_document", "uncovered_blocks", "uncovered_rows"]

_MOST_THIN: Final = 12
"""Rows of thin spots before the rest is counted: they are a worry, not a fault."""


def coverage_document(found: Coverage, clock: Zone) -> Document:
    """The coverage in reading order, times on a clock."""
    return Document(tuple(_blocks(found, clock)))


def _blocks(found: Coverage, clock: Zone) -> Iterator[Block]:
    reason = found.reason
    if reason is not None:
        yield Paragraph(reason, strong=True)
        return
    rows = uncovered_rows(found.uncovered, clock, many=len(found.needs) > 1)
    yield Paragraph(_headline(found, rows), strong=True)
    first, last = found.horizon.dates(clock)
    yield Paragraph(
        f"{date_text(day_of(first))} to {date_text(day_of(last))}. Times are those of {clock.key}."
    )
    if len(found.needs) > 1:
        yield _needs(found.needs)
    yield _average_week(found)
    yield Heading("Uncovered")
    yield from uncovered_blocks(rows, clock)
    yield Heading("Weeks that break")
    yield from _weeks(found)
    yield Heading("Thin spots")
    yield from _thin(found, clock)
    skills = found.by_skill()
    if skills:
        yield Heading("By skill")
        yield Table.of(
            ("Skill", "Covered", "Uncovered"),
            [
                (one.skill, share_text(one.share), _length(one.needed_minutes - one.covered_minutes))
                for one in skills
            ],
            right=("Covered", "Uncovered"),
        )
    if len(found.staff.ids) > 1:
        yield Heading("Handoffs")
        yield from handoffs_blocks(found.handoffs, clock)
    yield Heading("Hours of people")
    yield from workload_blocks(found.workload, clock)
    yield Paragraph(f"Time zones: tzdata {tzdata_version()}.")


def _length(minutes: int) -> str:
    return duration_text(minutes) if minutes else "–"


def _who(one: NeedCoverage) -> str:
    skill = f" with {one.staff.skill}" if one.staff.skill else ""
    counts = {window.headcount for window in one.need.windows}
    if counts == {1}:
        return f"Somebody{skill} is"
    if len(counts) == 1:
        return f"At least {counts.pop()} people{skill} are"
    return f"Enough people{skill} are"


def _headline(found: Coverage, rows: list[Recurring]) -> str:
    one = found.needs[0]
    if len(found.needs) > 1:
        what = f"All {len(found.needs)} needs are met {share_text(found.share)} of the time"
    else:
        name = f'"{one.need.name}"' if one.need.zone else one.need.name
        what = f"{_who(one)} at work {share_text(one.share)} of {name}"
    if not rows:
        return f"{what}: no minute of {duration_text(found.needed_minutes)} is uncovered."
    times: dict[str, int] = {}
    for row in rows:
        times[row.when] = times.get(row.when, 0) + row.minutes
    longest = max(times, key=lambda when: times[when])
    total = found.uncovered_minutes
    are = "is" if total in (1, 60) else "are"
    if len(times) > 1 and times[longest] * 2 > total:
        part = f", most of them {longest}"
    elif len(times) > 1:
        part = f", the largest part {longest} ({duration_text(times[longest])})"
    else:
        part = f": {longest}"
    return f"{what}; {duration_text(total)} {are} uncovered{part}."


def _needs(needs: Iterable[NeedCoverage]) -> Table:
    rows = [
        (
            one.need.name,
            one.zone,
            str(one.need.most),
            share_text(one.share),
            _length(one.needed_minutes - one.covered_minutes),
        )
        for one in needs
    ]
    columns = ("Need", "Clock", "People", "Covered", "Uncovered")
    return Table.of(columns, rows, right=columns[2:])


def _average_week(found: Coverage) -> Strip:
    """Each weekday with a mark for each hour: never covered, at times, always."""
    start, end, clock = found.horizon.start, found.horizon.end, found.clock
    needed = weekday_hours(Depth.of([(found.needed, 1)], start, end), clock)
    covered = weekday_hours(Depth.of([(found.needed - found.short, 1)], start, end), clock)
    there = weekday_hours(found.depth, clock)
    rows = []
    for day in range(7):
        marks: list[Mark] = []
        for (wanted, _), (got, _) in zip(needed[day], covered[day], strict=True):
            marks.append("none" if not got else "all" if got == wanted else "some")
        people, minutes = (sum(cell[at] for cell in there[day]) for at in (0, 1))
        if any(wanted for wanted, _ in needed[day]):
            note = f"{people / minutes:.1f} people on average"
            rows.append(StripRow(weekday_text(day), tuple(marks), note))
    return Strip(tuple(rows), 60, f"Covered in an average week, {clock.key}   ▒ at times  █ always")


def uncovered_rows(runs: Iterable[Uncovered], clock: Zone, *, many: bool) -> list[Recurring]:
    """The uncovered time by wall time and cause, days off without their dates.

    Args:
        runs: What is uncovered.
        clock: Whose wall times.
        many: Whether each is told with the name of its need.
    """
    return recurring(_pieces(runs, many), clock)


def _pieces(runs: Iterable[Uncovered], many: bool) -> Iterator[tuple[int, int, str]]:
    """The uncovered time cut by its causes; days off in a row are one piece, without their dates."""
    for run in runs:
        pieces = [(start, end, causes, _is_off(causes)) for start, end, causes in run.pieces()]
        for _, group in groupby(pieces, key=lambda piece: piece[3] or piece):
            those = list(group)
            text = because([cause for _, _, causes, _ in those for cause in causes], dated=False)
            yield those[0][0], those[-1][1], f"{run.need}: {text}" if many else text


def _is_off(causes: Iterable[UncoveredCause]) -> bool:
    """Whether it is days off that take a piece."""
    return any(cause.code in ("holiday", "part-day", "closure", "time-off") for cause in causes)


def uncovered_blocks(rows: list[Recurring], clock: Zone) -> Iterator[Block]:
    """What comes back and what does not, each as a table."""
    if not rows:
        yield Paragraph("Nothing.")
        return
    often = [row for row in rows if row.is_often]
    if often:
        yield Table.of(
            ("When", "Times", "In all", "Dates", "Because"),
            [
                (row.when, str(len(row.stretches)), duration_text(row.minutes), row.dates, row.text)
                for row in often
            ],
            right=("Times", "In all"),
            caption="Again and again:",
        )
    single = sorted((pair, row.text) for row in rows if not row.is_often for pair in row.stretches)
    if single:
        yield Table.of(
            ("Date", "Time", "Length", "Because"),
            [
                (
                    date_text(clock.to_wall(start) // DAY),
                    clock_range(start, end, clock),
                    duration_text(end - start),
                    text,
                )
                for (start, end), text in single
            ],
            right=("Length",),
            caption="On single dates:",
        )


def _weeks(found: Coverage) -> Iterator[Block]:
    weeks = found.broken_weeks
    if not weeks:
        yield Paragraph("None: every week is covered as its schedule has it.")
        return
    clock = found.clock
    typical = found.typical_short_minutes
    causes = [cause for run in found.uncovered for cause in run.causes if cause.code != "not-scheduled"]
    told = [(week, _week_because(causes, week, clock, typical)) for week in weeks]
    rows = []
    # Weeks in a row that break alike are told as one.
    for (_, share, text), group in groupby(
        enumerate(told), key=lambda pair: (pair[0] - _order(pair[1][0]), pair[1][0].share, pair[1][1])
    ):
        those = [week for _, (week, _) in group]
        short = sum(week.needed_minutes - week.covered_minutes for week in those)
        rows.append(
            (
                date_text(day_of(those[0].start)),
                str(len(those)),
                share_text(share),
                duration_text(short),
                text,
            )
        )
    right = ("Weeks", "Covered", "Uncovered")
    yield Table.of(("From", *right, "Because"), rows, right=right)


def _order(week: CoveredWeek) -> int:
    """The number of a week since 1970, so that neighbours differ by one."""
    return (day_of(week.start) + 3) // 7


def _week_because(
    causes: Iterable[UncoveredCause], week: CoveredWeek, clock: Zone, typical: int | None
) -> str:
    """The days off of a week, and what else it comes from if even without them it is not typical."""
    low = clock.to_instant(day_of(week.start) * DAY)
    high = clock.to_instant((day_of(week.start) + week.days) * DAY)
    own = [cause for cause in causes if cause.start < high and cause.end > low]
    told = [cause for cause in own if _is_off([cause])]
    usually = week.needed_minutes - week.usual_minutes
    if typical is not None and usually > typical:
        told += [cause for cause in own if not _is_off([cause])]
    return because(told) or "Its shifts differ."


def _thin(found: Coverage, clock: Zone) -> Iterator[Block]:
    if not found.thin:
        yield Paragraph("None: no need hangs on one person alone.")
        return
    share = share_text(found.thin_minutes / found.needed_minutes)
    yield Paragraph(
        f"For {duration_text(found.thin_minutes)}, {share} of the need, one person alone is at work."
    )
    rows = recurring(((start, end, "") for start, end in found.thin), clock)
    yield Table.of(
        ("When", "Times", "In all", "Dates"),
        [
            (row.when, str(len(row.stretches)), duration_text(row.minutes), row.dates)
            for row in rows[:_MOST_THIN]
        ],
        right=("Times", "In all"),
    )
    if len(rows) > _MOST_THIN:
        rest = rows[_MOST_THIN:]
        yield Paragraph(f"And {sum(len(row.stretches) for row in rest)} more, shorter in all.")
