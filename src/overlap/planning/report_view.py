"""How a report reads: the order of its parts and the words between them.

Law: says only what the report holds, in the words of `report_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from overlap.core.civil import day_of
from overlap.core.zones import tzdata_version, zone
from overlap.planning.changes import Changes
from overlap.planning.holidays_view import whose_days
from overlap.planning.kpis_view import kpi_table
from overlap.planning.report import Report
from overlap.planning.report_days import common_strip, own_strips, season_blocks, teams_table
from overlap.planning.report_words import say
from overlap.planning.sharing import Sharing, Week
from overlap.render.charts import HeatMap, HeatRow
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import (
    city_text,
    date_text,
    duration_text,
    minute_range,
    weekday_text,
)
from overlap.render.progress import tell

__all__ = [
    "because_text",
    "changes_blocks",
    "headline",
    "holidays_blocks",
    "pairs_blocks",
    "people_map",
    "report_document",
    "spans_text",
    "weeks_blocks",
]

_MATRIX_UP_TO = 10
"""Teams up to which the pairs are a square; beyond, a list of the pairs that share least."""


def report_document(report: Report) -> Document:
    """The report in reading order."""
    blocks: list[Block] = []
    begun = 0
    for block in _blocks(report):
        if isinstance(block, Heading):  # what is below it is found after it
            tell("Report", begun, part=block.text)
            begun += 1
        blocks.append(block)
    return Document(tuple(blocks))


def _blocks(report: Report) -> Iterator[Block]:
    clock = zone(report.zone)
    first, last = report.horizon.dates(clock)
    many = len(report.roster) > 1
    yield Heading(report.roster.title, 1)
    dates = [date_text(day_of(first)), date_text(day_of(last))]
    text = say("dates-and-clock", first=dates[0], last=dates[1], zone=report.zone)
    counts = f" {say('counts-as-there')}" if any(team.members for team in report.roster) else ""
    yield Paragraph(f"{text}{counts}")
    yield from headline(report)
    yield Heading(say("figures"))
    yield kpi_table(report.kpis)
    yield Heading(say("teams"))
    yield teams_table(report, clock)
    yield from season_blocks(report)
    day = day_of(report.changes.baseline.date)
    yield Heading(say("day-in", city=city_text(clock)))
    yield common_strip(report, clock, day)
    if report.changes.baseline.windows_local and not report.is_alone:
        yield Heading(say("own-day-many" if many else "own-day-one"))
        yield from own_strips(report, clock, day)
    if len(report.pairs) > 1:
        yield Heading(say("pairs" if _is_short(report) else "pairs-a-week"))
        yield from pairs_blocks(report)
    yield Heading(say("heat"))
    yield people_map(report)
    yield Heading(say("moves-heading" if many else "hours-move"))
    yield from changes_blocks(report)
    yield Heading(say("weeks-heading"))
    yield from weeks_blocks(report)
    yield Heading(say("holidays"))
    yield from holidays_blocks(report)
    yield from whose_days(report.roster, report.worked_through, report.client_days)
    if report.roster.meetings:
        yield Heading(say("meetings"))
        yield from report.programme.document(report.zone).blocks
    for caveat in report.roster.caveats:
        yield Paragraph(f"{caveat}.")
    yield Paragraph(say("holidays-from", tzdata=tzdata_version()))


def _is_short(report: Report) -> bool:
    """Whether it is about less than a week, of which no weekly figure can be made."""
    return len(report.horizon.days(zone(report.zone))) < 7


def headline(report: Report) -> Iterator[Paragraph]:
    """The sentences a hurried reader must see, and what explains them."""
    count = len(report.roster)
    who = (
        say("who-two" if count == 2 else "who-all", count=count) if count > 1 else report.roster.teams[0].name
    )
    verb = "share" if count > 1 else "works"
    reason = report.windows.reason
    if reason is not None:
        yield Paragraph(reason.message, strong=True)
        for detail in reason.details:
            yield Paragraph(detail)
    elif not report.all_changes.baseline.windows_local:
        first = next((change for change in report.all_changes if change.windows_local), None)
        if first is None:
            only = duration_text(report.windows.intervals.minutes)
            yield Paragraph(say(f"{verb}-never-typical", who=who, length=only), strong=True)
            return
        since = date_text(day_of(first.date))
        until = date_text(day_of(first.date) - 1)
        hours = spans_text(first.windows_local)
        told = say(f"{verb}-later", who=who, until=until, since=since, hours=hours)
        yield Paragraph(told, strong=True)
    else:
        yield Paragraph(_share_sentence(report, who), strong=True)
    if 1 < report.most < count:
        least = say("who-least", most=report.most, count=count)
        yield Paragraph(_share_sentence(report, least), strong=True)


def _share_sentence(report: Report, who: str) -> str:
    minutes = report.best.intervals.minutes
    if _is_short(report):
        length = say("in-these-dates", length=duration_text(minutes))
    else:
        length = say("a-week-on-average", length=duration_text(round(minutes / report.weeks_long)))
    verb = "works" if len(report.roster) == 1 else "share"
    hours = spans_text(report.changes.baseline.windows_local)
    if not report.changes:
        return say(f"{verb}-typical", who=who, length=length, hours=hours)
    until = date_text(day_of(report.changes[0].date) - 1)
    return say(f"{verb}-typical-until", who=who, length=length, hours=hours, until=until)


def spans_text(spans: tuple[tuple[int, int], ...]) -> str:
    """`09:00–12:00, 13:00–17:00` of minutes after midnight."""
    return ", ".join(minute_range(start, end) for start, end in spans)


def people_map(report: Report) -> HeatMap:
    """How many people are at work on average, by weekday and hour of the reader's clock.

    In whole people, and at least one where anybody ever is: so a day fits a line. The exact means are those
    of `Coverage.by_weekday_hour`.
    """
    rows = (
        HeatRow(weekday_text(day), tuple(None if mean is None else _people(mean) for mean in means))
        for day, means in enumerate(report.kpis.coverage.by_weekday_hour)
    )
    hours = tuple(f"{hour:02d}" for hour in range(24))
    title = say("people-map", zone=report.zone)
    return HeatMap(title, say("people-unit"), hours, tuple(rows), corner=say("weekday"))


def _people(mean: float) -> float:
    return float(max(floor(mean + 0.5), mean > 0))


def pairs_blocks(report: Report) -> Iterator[Block]:
    """The hours that each two teams share."""
    teams = report.roster.teams
    weeks = 1 if _is_short(report) else report.weeks_long

    def hours(minutes: int) -> str:
        return f"{minutes / 60 / weeks:.1f}" if minutes else "–"

    if len(teams) <= _MATRIX_UP_TO:
        columns = ("", *(str(number) for number, _ in enumerate(teams[:-1], 1)))
        rows = []
        for index, team in enumerate(teams):
            cells = [hours(report.pairs[teams[other].id, team.id]) for other in range(index)]
            blank = [""] * (len(teams) - 1 - index)
            rows.append((f"{index + 1} {team.name}", *cells, *blank))
        yield Table.of(columns, rows, right=columns[1:])
        return
    least = sorted(report.pairs.items(), key=lambda item: item[1])[:20]
    names = {team.id: team.name for team in teams}
    yield Paragraph(say("pairs-least"))
    yield Table.of(
        (say("pair"), say("hours")),
        [
            (say("pair-names", one=names[one], other=names[other]), hours(minutes))
            for (one, other), minutes in least
        ],
        right=(say("hours"),),
    )


def changes_blocks(report: Sharing) -> Iterator[Block]:
    """From which date on the daily windows are others, and why."""
    count = len(report.roster)
    if report.most < count and report.all_changes:
        yield _change_table(report.all_changes, say("moves-two" if count == 2 else "moves-all", count=count))
    if report.changes and not report.is_alone:
        caption = say("moves-most", most=report.most, count=count) if report.most < count else ""
        yield _change_table(report.changes, caption)
    elif not report.all_changes:
        yield Paragraph(say("moves-never"))


def _change_table(changes: Changes, caption: str) -> Table:
    rows = [
        (
            date_text(day_of(change.date)),
            spans_text(change.windows_local) or say("none"),
            " ".join(change.because) or say("as-begins"),
        )
        for change in (changes.baseline, *changes)
    ]
    return Table.of((say("from"), say("windows"), say("because")), rows, caption=caption)


def weeks_blocks(report: Report) -> Iterator[Block]:
    """The weeks in which days off take shared time."""
    if not report.weeks:
        yield Paragraph(say("weeks-none-many" if len(report.roster) > 1 else "weeks-none-one"))
        return
    names = {team.id: team.name for team in report.roster}
    rows = []
    for week in report.weeks:
        rows.append(
            (
                date_text(day_of(week.start)),
                duration_text(week.minutes),
                duration_text(week.usual_minutes),
                because_text(week, names),
            )
        )
    right = (say("got-many" if len(report.roster) > 1 else "got-one"), say("usual"))
    yield Table.of((say("week-from"), *right, say("because")), rows, right=right)


def because_text(week: Week, names: dict[str, str]) -> str:
    """A week's days off, each team and each name once: `Manila: Rizal Day (Wed 30 Dec), ...; Bogotá: ...`."""
    teams: dict[str, dict[str, list[int]]] = {}
    for team, on, name in week.because:
        teams.setdefault(team, {}).setdefault(name, []).append(day_of(on))
    return "; ".join(
        f"{names[team]}: " + ", ".join(f"{name} ({_days_text(days)})" for name, days in found.items())
        for team, found in teams.items()
    )


def _days_text(days: list[int]) -> str:
    """`Mon 28 Dec`, `Mon 8 Feb, Tue 9 Feb`, or `Mon 28 Dec to Fri 1 Jan` for three in a row or more."""
    texts = [date_text(day, year=False) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return say("date-span", first=texts[0], last=texts[-1])
    return ", ".join(texts)


def holidays_blocks(report: Report) -> Iterator[Block]:
    """The named days on which a team would work."""
    if not report.holidays:
        yield Paragraph(say("holidays-none"))
        return
    names = {team.id: team.name for team in report.roster}
    marks = {"off": "", "part": say("half-day"), "soft": say("optional")}
    rows = []
    for ahead in report.holidays:
        expected = say("hours-expected" if ahead.status == "part" else "date-expected")
        notes = [marks[ahead.status], expected if ahead.confidence == "projected" else ""]
        rows.append(
            (
                date_text(day_of(ahead.date)),
                names[ahead.team],
                ahead.name,
                ", ".join(note for note in notes if note),
            )
        )
    yield Table.of((say("date"), say("team"), say("holiday"), say("note")), rows)
