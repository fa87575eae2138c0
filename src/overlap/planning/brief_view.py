"""How a brief reads: one screen of headings and short sentences that pastes into any chat.

Law: says only what the brief holds; what is longer than a screen is counted. No tables: chats show them raw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from overlap.core.civil import DAY, day_of, weekday_of
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.roster import Roster
from overlap.planning.holidays import DayOff
from overlap.planning.holidays_view import day_label, teams_text, who_text
from overlap.planning.presence_view import dates_text
from overlap.planning.series_view import STATUS_WORDS
from overlap.render.document import Block, Bullets, Document, Heading, Paragraph
from overlap.render.moments import (
    city_text,
    clock_range,
    date_text,
    duration_text,
    minute_range,
    share_text,
    wall_text,
    weekday_text,
)

if TYPE_CHECKING:
    from overlap.planning.brief import Brief, BriefCover, BriefDay, BriefMeeting
    from overlap.planning.changes import Change
    from overlap.planning.series import Participant

__all__ = ["brief_document"]

_MOST: Final = 8
"""Sentences under one heading before the rest is counted: a brief is one screen."""

_CAUSES: Final = 3
"""Days off told for one line; more are counted."""

_NAMED: Final = 4
"""People named of one team; more are counted."""

_STATUSES: Final = {"in": "at work", **STATUS_WORDS}
"""What an occurrence is to somebody, where that is not its own name."""


def brief_document(found: Brief) -> Document:
    """The brief in reading order."""
    return Document(tuple(_blocks(found)))


def _blocks(found: Brief) -> Iterator[Block]:
    clock = zone_of(found.zone)
    first, last = (day_of(on) for on in found.week.dates(clock))
    span = (
        f"week of {date_text(first)}" if found.weeks == 1 else f"{found.weeks} weeks from {date_text(first)}"
    )
    yield Heading(f"{found.roster.title}: {span}", 1)
    yield Paragraph(f"{date_text(first)} to {date_text(last)}. Times are those of {city_text(clock)}.")
    yield Heading("Shared hours" if len(found.roster) > 1 else "Hours")
    yield Paragraph(_shared(found), strong=True)
    if found.days and not (found.most == 1 < len(found.roster)):
        yield _bullets(_days(found, clock))
    this = _this(found)
    yield Heading(f"Off {this}")
    yield from _off(found, found.off)
    if found.off_next is not None:
        yield Heading("Off next week" if found.weeks == 1 else "Off the week after")
        yield from _off(found, found.off_next)
    yield Heading("Changes ahead")
    yield from _ahead(found)
    yield Heading(f"Cover {this}")
    yield _bullets(_cover(one) for one in found.coverage)
    if found.roster.meetings:
        yield Heading(f"Meetings {this}")
        lines = [_meeting(held, clock) for held in found.meetings]
        yield _bullets(lines) if lines else Paragraph("None.")
    lines = list(_celebrations(found))
    if lines:
        yield Heading("Celebrations")
        yield _bullets(lines)


def _this(found: Brief) -> str:
    return "this week" if found.weeks == 1 else f"these {found.weeks} weeks"


def _bullets(lines: Iterable[tuple[str, str]]) -> Bullets:
    """The first sentences, and how many more there are."""
    listed = list(lines)
    more = [("", f"{len(listed) - _MOST} more")] if len(listed) > _MOST else []
    return Bullets.of(listed[:_MOST] + more)


def _shared(found: Brief) -> str:
    count, this = len(found.roster), _this(found)
    if count == 1:
        what = f"is at work {duration_text(found.minutes)}" if found.minutes else "is not at work"
        return f"{found.roster.teams[0].name} {what} {this}."
    everybody = "Both teams" if count == 2 else f"All {count} teams"
    if found.all_minutes:
        text = f"{everybody} share {duration_text(found.all_minutes)} {this}"
    else:
        text = f"{everybody} share no time {this}"
    if found.most == count or found.most == 1:
        return f"{text}."
    some = duration_text(found.minutes) if found.minutes else "none"
    return f"{text}; at least {found.most} of them share {some}."


def _days(found: Brief, clock: Zone) -> Iterator[tuple[str, str]]:
    """The days, those in a row that are alike as one."""
    runs: list[tuple[list[int], str]] = []
    for day in found.days:
        at, text = day_of(day.date), _day(found, day, clock)
        if runs and runs[-1][1] == text and runs[-1][0][-1] == at - 1:
            runs[-1][0].append(at)
        else:
            runs.append(([at], text))
    for days, text in runs:
        first, last = _date(days[0]), _date(days[-1])
        yield (f"{first}:" if len(days) == 1 else f"{first} to {last}:"), text


def _day(found: Brief, day: BriefDay, clock: Zone) -> str:
    if day.windows:
        hours = ", ".join(clock_range(start, end, clock) for start, end in day.windows)
        text = f"{hours} ({duration_text(day.minutes)})"
    else:
        text = "none"
    if not day.because:
        return text
    less = f", {duration_text(day.lost_minutes)} less than usual" if day.windows else ""
    return f"{text}{less}, because of {_whose(found.roster, day.because, day_of(day.date))}"


def _whose(roster: Roster, because: Iterable[tuple[str, date, str]], on_day: int | None = None) -> str:
    """Days off with whose they are, by date: `Rizal Day, Wed 30 Dec (Manila)`."""
    teams: dict[str, dict[str, list[int]]] = {}
    for team, on, name in sorted(because, key=lambda one: one[1]):
        teams.setdefault(name, {}).setdefault(team, []).append(day_of(on))
    told = []
    for name, whose in teams.items():
        alike: dict[tuple[int, ...], list[str]] = {}
        for team, days in whose.items():
            alike.setdefault(tuple(days), []).append(team)
        for dates, ids in alike.items():
            when = "" if dates == (on_day,) else f", {dates_text(list(dates))}"
            told.append(f"{name}{when} ({teams_text(roster, ids)})")
    more = [f"{len(told) - _CAUSES} more"] if len(told) > _CAUSES else []
    return "; ".join(told[:_CAUSES] + more)


def _date(day: int) -> str:
    """`Mon 2 Mar`: the year stands in the title."""
    return date_text(day, year=False)


def _off(found: Brief, items: Iterable[DayOff]) -> Iterator[Block]:
    by_label: dict[tuple[date, str], dict[str, list[str | None]]] = {}
    for one in items:
        by_label.setdefault((one.date, day_label(one)), {}).setdefault(one.team, []).append(one.member)
    lines: dict[tuple[str, str], list[int]] = {}
    for (on, label), who in by_label.items():
        lines.setdefault((label, _who(found.roster, who)), []).append(day_of(on))
    if not lines:
        yield Paragraph("Nobody on a working day.")
        return
    yield _bullets((f"{dates_text(days)}:", f"{label}, {who}") for (label, who), days in lines.items())


def _who(roster: Roster, members: dict[str, list[str | None]]) -> str:
    """The teams, and people by name of those of which not everybody is meant."""
    told = []
    for team in roster:
        ids = [one for one in members.get(team.id, ()) if one is not None]
        names = [member.name for member in team.members if member.id in ids]
        if names:
            more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
            told.append(f"{', '.join(names[:_NAMED] + more)} ({team.name})")
    whole = [team_id for team_id, ids in members.items() if None in ids]
    return ", ".join(([teams_text(roster, whole)] if whole else []) + told)


def _ahead(found: Brief) -> Iterator[Block]:
    lines = [*_moves(found), *_short_weeks(found)]
    last = date_text(day_of(found.report.horizon.dates(zone_of(found.zone))[1]))
    if not lines:
        yield Paragraph(f"None until {last}.")
        return
    yield _bullets(lines)
    if found.ahead_weeks == 0:
        yield Paragraph(f"Holidays are known until {last} only.")


def _moves(found: Brief) -> Iterator[tuple[str, str]]:
    """What clocks and seasons do, and the shared hours they leave, by date."""
    count = len(found.roster)
    both = [
        (
            "" if count == 1 else f"of all {count} teams" if count > 2 else "of both teams",
            found.report.all_changes,
        )
    ]
    if found.most < count:
        both.append((f"of at least {found.most} teams", found.report.changes))
    moves: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for who, changes in both:
        for change in changes:
            moves.setdefault((day_of(change.date), change.because), []).append(_becomes(change, who))
    lines = []
    for (day, because), become in moves.items():
        hours = "shared hours" if count > 1 else "hours"
        lines.append((day, f"{_date(day)}:", " ".join([f"{hours} {', '.join(become)}.", *because])))
    told = {sentence for _, because in moves for sentence in because}
    names: dict[str, list[str]] = {}
    for cause in found.causes:
        names.setdefault(cause.text, []).append(cause.name)
    for text, whose in names.items():
        who = ", ".join(dict.fromkeys(whose))
        if f"{who}: {text}." not in told:
            first = next(cause.instant for cause in found.causes if cause.text == text)
            lines.append((zone_of(found.zone).to_wall(first) // DAY, f"{who}:", f"{text}."))
    for _, lead, text in sorted(lines, key=lambda line: line[0]):
        yield lead, text


def _becomes(change: Change, who: str) -> str:
    if not change.windows_local:
        return f"{who} end".strip()
    spans = ", ".join(minute_range(start, end) for start, end in change.windows_local)
    return f"{who} become {spans}".strip()


def _short_weeks(found: Brief) -> Iterator[tuple[str, str]]:
    for week in found.short_weeks:
        left = duration_text(week.minutes) if week.minutes else "none"
        what = f"{left} instead of {duration_text(week.usual_minutes)}"
        yield (
            f"Week of {_date(day_of(week.start))}:",
            f"{what}, because of {_whose(found.roster, week.because)}",
        )


def _cover(one: BriefCover) -> tuple[str, str]:
    if not one.uncovered_minutes:
        return f"{one.need}:", "covered all the time"
    text = f"{share_text(one.share)} covered, {duration_text(one.uncovered_minutes)} uncovered"
    is_all = one.because_minutes == one.uncovered_minutes
    part = "" if is_all else f"largest part ({duration_text(one.because_minutes)}): "
    return f"{one.need}:", f"{text}; {part}{one.because}"


def _meeting(held: BriefMeeting, clock: Zone) -> tuple[str, str]:
    one = held.occurrence
    wall = clock.to_wall(one.start)
    lead = f"{_date(wall // DAY)} {wall_text(wall % DAY)}:"
    title = f"{held.meeting.title}, {duration_text(one.end - one.start)}"
    if one.is_skipped:
        return lead, f"{held.meeting.title} is skipped: {one.because_text}"
    parts = [title]
    if one.is_moved:
        parts.append(f"moved: {one.because_text}" if one.because else "moved")
    away = [f"{there.name} ({_status(there)})" for there in held.away]
    if held.worst is not None:
        parts.append(f"worst for {_local(held.worst, wall // DAY)}")
    elif len(away) < len(one.attendees):
        parts.append(f"at a good hour for {'the others' if away else 'everybody'}")
    if away:
        more = [f"{len(away) - _NAMED} more"] if len(away) > _NAMED else []
        parts.append(f"without {', '.join(away[:_NAMED] + more)}")
    if not one.is_possible:
        parts.append("too few can come")
    return lead, "; ".join(parts)


def _local(there: Participant, day: int) -> str:
    """`Ana Reyes, Wed 22:30 there (quiet hours)`; the weekday where it is not that of the line."""
    own = zone_of(there.zone).to_wall(there.start)
    weekday = "" if own // DAY == day else f"{weekday_text(weekday_of(own // DAY))} "
    return f"{there.name}, {weekday}{wall_text(own % DAY)} there ({_status(there)})"


def _status(there: Participant) -> str:
    what = _STATUSES.get(there.status, there.status)
    return f"{what}, {there.because}" if there.because not in ("", what) else what


def _celebrations(found: Brief) -> Iterator[tuple[str, str]]:
    """What is celebrated and not told as a day off, each name of a date once."""
    told = {(one.date, one.name) for items in (found.off, found.off_next or ()) for one in items}
    whose: dict[tuple[date, str], dict[str, list[str | None]]] = {}
    for one in found.celebrations:
        if (one.date, one.name) in told:
            continue
        expected = " (date expected)" if one.confidence != "announced" else ""
        teams = whose.setdefault((one.date, f"{one.name}{expected}"), {})
        for team in one.teams:
            # The name of a personal day says whose it is.
            member = None if one.kind in ("birthday", "anniversary") else one.member
            teams.setdefault(team, []).append(member)
    for (on, label), members in whose.items():
        yield f"{_date(day_of(on))}:", f"{label}, {who_text(found.roster, members)}"
