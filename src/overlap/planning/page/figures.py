"""The key figures as cards, each with its why.

Law: a card's label and value are those of the table of key figures; its why adds what is behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from overlap.core.civil import DAY, day_of
from overlap.core.zones import zone
from overlap.planning.coverage import Coverage, NeedCoverage
from overlap.planning.coverage_view import uncovered_rows
from overlap.planning.kpis import Kpis
from overlap.planning.kpis_view import Figure, kpi_figures
from overlap.planning.report import Report
from overlap.planning.report_view import because_text, spans_text
from overlap.planning.report_words import say
from overlap.planning.selection import display_name
from overlap.render.moments import date_text, duration_text, share_text
from overlap.render.page import Card, Tone

__all__ = ["cards"]

_HANDOFFS_TOLD = 3
"""Failed handoffs told in a why; the section on them has all."""

_SECTIONS = {
    "shared": "year",
    "most": "year",
    "worst-week": "year",
    "share-of-day": "pairs",
    "covered": "coverage",
    "requirement": "coverage",
    "handoffs": "coverage",
    "wait": "",
    "nights": "meetings",
}


def cards(report: Report) -> tuple[Card, ...]:
    """A card for each key figure, in the order of the table."""
    return tuple(
        Card(figure.label, figure.value, tuple(_why(report, figure)), _tone(figure), _SECTIONS[figure.kind])
        for figure in kpi_figures(report.kpis)
    )


def _tone(figure: Figure) -> Tone:
    return "plain" if figure.is_good is None else "good" if figure.is_good else "watch"


def _why(report: Report, figure: Figure) -> Iterator[str]:
    found = report.kpis
    match figure.kind:
        case "shared":
            yield from _why_shared(report)
        case "most":
            yield say("why-most", count=found.most, all=len(report.roster))
            typical = spans_text(report.changes.baseline.windows_local)
            yield say("why-shared", spans=typical)
        case "worst-week":
            yield figure.behind[:1].upper() + figure.behind[1:] + "."
            yield from _why_worst(report)
        case "share-of-day":
            for team, share in sorted(found.share_of_day.items(), key=lambda item: item[1]):
                name = display_name(report.roster, team)
                yield say("why-share", team=name, share=share_text(share))
        case "covered":
            yield from _why_covered(found.coverage)
        case "requirement":
            yield from _why_covered(found.requirements[figure.number])
        case "handoffs":
            yield from _why_handoffs(found)
        case "wait":
            yield from _why_wait(found)
        case "nights":
            late = [one for one in found.nights if one.times]
            titles = {meeting.id: meeting.title for meeting in report.roster.meetings}
            for one in late:
                who = display_name(report.roster, one.id)
                title = titles[one.meeting]
                yield say("why-night", title=title, who=who, times=one.times, of=one.of_times)
            if not late:
                yield say("why-night-none")


def _why_shared(report: Report) -> Iterator[str]:
    reason = report.windows.reason
    if reason is not None:
        yield reason.text
    elif report.all_changes.baseline.windows_local:
        yield say("why-shared", spans=spans_text(report.all_changes.baseline.windows_local))
    for change in report.all_changes:
        yield f"{date_text(day_of(change.date))}: {' '.join(change.because)}"


def _why_worst(report: Report) -> Iterator[str]:
    worst = report.kpis.worst_week
    names = {team.id: team.name for team in report.roster}
    told = [week for week in report.weeks if worst is not None and week.start == worst.start]
    yield f"{because_text(told[0], names)}." if told else say("why-worst-none")


def _why_covered(found: Coverage | NeedCoverage) -> Iterator[str]:
    clock = zone(found.zone)
    runs = found.uncovered
    rows = uncovered_rows(runs, clock, many=False)
    if not rows:
        yield say("why-all-covered")
    else:
        largest = max(rows, key=lambda row: row.minutes)
        total = sum(row.minutes for row in rows)
        yield say(
            "why-covered",
            length=duration_text(total),
            when=largest.when,
            part=duration_text(largest.minutes),
            because=largest.text,
        )
    thin = found.thin_minutes if isinstance(found, Coverage) else found.thin.minutes
    if thin:
        yield say("why-thin", length=duration_text(thin))


def _why_handoffs(found: Kpis) -> Iterator[str]:
    handoffs = found.handoffs
    if handoffs is None:
        return
    clock = zone(found.zone)
    for one in islice(handoffs.failed, _HANDOFFS_TOLD):
        leaving, taking = (display_name(found.roster, who) for who in (one.from_team, one.to_team))
        pair = say("handoff-pair", one=leaving, other=taking)
        day = date_text(clock.to_wall(one.end - 1) // DAY)
        yield say("why-handoff", pair=pair, day=day, reason=one.because.rstrip("."))
    more = len(handoffs.failed) - _HANDOFFS_TOLD
    if more > 0:
        yield say("why-handoffs-more", count=more)
    if not handoffs.failed:
        yield say("why-handoffs-none", count=len(handoffs))


def _why_wait(found: Kpis) -> Iterator[str]:
    slowest = found.slowest
    if slowest is None or slowest.waits.mean_minutes is None:
        return
    asker, responder = (display_name(found.roster, one) for one in (slowest.asker, slowest.responder))
    mean = duration_text(round(slowest.waits.mean_minutes))
    yield say("why-wait-short", asker=asker, responder=responder, mean=mean)
    if slowest.waits.worst_minutes is not None:
        yield say("why-wait-worst", worst=duration_text(slowest.waits.worst_minutes))
