"""Every sentence of the report, in one place, ready for translation.

Law: nothing in the report, its page and its key figures is said that does not stand here; names, dates,
durations and what other answers say of themselves apart. Braces are filled in by `str.format`. Words in
another language are another mapping with the same names, and hold while `worded` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Final

from overlap.errors import BadArgument

__all__ = ["FRAME", "WORDS", "frame_words", "say", "worded"]

FRAME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "skip": "Skip to the report",
        "sections": "Sections",
        "why": "Why",
        "more": "More on this",
        "as-table": "As a table",
        "table": "table",
        "good": "as it should be",
        "watch": "look at this",
        "figures": "Key figures",
        "day": "The day, on your clock",
        "day-lead": "Choose a clock and a date, then move through the day. Every clock change is in it.",
        "team": "Team",
        "zone": "Clock",
        "date": "Date",
        "time": "Time of day",
        "earlier": "Day before",
        "later": "Day after",
        "change": "Next clock change",
        "no-change": "No clock changes later in these dates.",
        "today": "Now",
        "unknown-zone": "No such time zone: {zone}",
        "at-work": "at work",
        "on-break": "on a break",
        "off": "off",
        "back": "back {when}",
        "until": "until {when}",
        "people": "{count} of {all}",
        "present": "{people} people of {teams} teams are at work.",
        "together-all": "all teams together",
        "together-most": "{count} teams or more together",
        "together": "at work",
        "shared": "{who} on this date: {spans}, {length}.",
        "shared-none": "{who}: not on this date.",
        "moves": "Clocks change on this date: {which}.",
        "move-forward": "{zone} goes forward {length}",
        "move-back": "{zone} goes back {length}",
        "legend-work": "at work; the taller, the more of the team",
        "legend-break": "on a break",
        "legend-quiet": "quiet hours",
        "legend-shared": "together",
        "no-script": "With scripts off, this is one day on the report's clock.",
        "outside": "outside the dates of this report",
    }
)
"""The words around the page, which its template and its script use."""

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "language": "en",
        **FRAME,
        "subtitle": "{first} to {last} · times of {zone}",
        "offline": "This file asks no network for anything. Its clocks are those of tzdata {tzdata}.",
        "step": "{minutes} minutes",
        "teams": "Who works when",
        "heat": "People at work",
        "heat-lead": "At most {peak} people are at work at once, first on {most}; at least {least}, "
        "first on {fewest}.",
        "weekday": "Day",
        "year": "The year",
        "year-title": "Shared minutes on each date, {who}",
        "year-lead": "{first} to {last}. A stroke marks a date that days off cost shared "
        "time; a numbered line is a clock change or a new season.",
        "year-short": "The holiday data of these teams do not reach a whole year ahead.",
        "moves-heading": "When the shared hours move",
        "weeks-heading": "Weeks that break",
        "pairs": "Hours that pairs share",
        "pairs-apart": "Pairs that share nothing, and why",
        "pairs-lead": "Hours a week in which somebody of both is at work, on average, days off left out.",
        "coverage": "Coverage",
        "covered": "Covered",
        "coverage-title": "Part of the time that is covered",
        "uncovered-title": "Uncovered part of each hour, {zone}",
        "uncovered": "When it is uncovered, and why",
        "uncovered-more": "{count} more rows, {length} in all, are shorter: overlap coverage lists them.",
        "all-covered": "No minute is uncovered.",
        "handoffs": "Handoffs",
        "meetings": "Meetings",
        "local-times": "{title}: everybody's local time",
        "burden-title": "Burden of meetings, by team",
        "burden-lead": "Discomfort of all occurrences in these dates, added up over people. "
        "Nights are the quiet hours, {start}–{end} local time.",
        "burden-day": "early or late",
        "burden-night": "at night",
        "burden-none": "No meeting burdens anybody in these dates.",
        "rotation-title": "{title}: taking turns or one time",
        "rotation-lead": "Discomfort in these dates. Taking turns, the worst-off bears "
        "{worst} instead of {now}; {proof}.",
        "rotation-proven": "no plan is fairer, that is proven",
        "rotation-found": "a fairer plan is not ruled out",
        "person": "Person",
        "as-it-is": "As it is",
        "taking-turns": "Taking turns",
        "stagger": "Staggered shifts, before and after",
        "celebrations": "Celebrations ahead",
        "holidays": "Holidays ahead",
        "why-shared": "On a typical day they share {spans}.",
        "why-most": "Counted is every minute in which {count} of the {all} teams have somebody at work.",
        "why-worst-none": "No day off takes shared time in that week; its shifts differ.",
        "why-share": "{team}: {share} of its working time.",
        "why-covered": "{length} uncovered; the largest part: {when} ({part}). {because}",
        "why-all-covered": "No minute is uncovered.",
        "why-thin": "For {length} of the covered time one person alone is at work.",
        "why-handoff": "{pair}, {day}: {reason}.",
        "why-handoffs-more": "And {count} more.",
        "why-handoffs-none": "{count} handoffs, each long enough.",
        "why-wait-short": "Asked at any minute of its work, {asker} waits {mean} on average for {responder}.",
        "why-wait-worst": "The longest wait is {worst}.",
        "why-night": "{title}: {who}, {times} of {of} times.",
        "why-night-none": "No occurrence of a meeting touches the quiet hours of anybody invited.",
        "dates-and-clock": "{first} to {last}. Times are those of {zone} unless another clock is named.",
        "counts-as-there": "A team counts as there while somebody of it is at work.",
        "day-in": "A day in {city}",
        "own-day-many": "The shared hours on each team's own clock",
        "own-day-one": "The hours on the team's own clock",
        "pairs-a-week": "Hours a week that pairs share",
        "pairs-least": "The twenty pairs that share least:",
        "pair": "Pair",
        "pair-names": "{one} and {other}",
        "hours": "Hours",
        "hours-move": "When the hours move",
        "holidays-from": "Time zones: tzdata {tzdata}. Holidays: the public lists of the "
        "places shown, with each team's own changes.",
        "who-two": "Both teams",
        "who-all": "All {count} teams",
        "who-least": "At least {most} of the {count} teams",
        "share-never-typical": "{who} share {length} in these dates, and none on a typical day.",
        "works-never-typical": "{who} works {length} in these dates, and none on a typical day.",
        "share-later": "{who} share no hours until {until}; from {since} they share {hours}.",
        "works-later": "{who} works no hours until {until}; from {since} it works {hours}.",
        "share-typical": "{who} share {length}: {hours} on a typical day.",
        "share-typical-until": "{who} share {length}: {hours} on a typical day until {until}.",
        "works-typical": "{who} works {length}: {hours} on a typical day.",
        "works-typical-until": "{who} works {length}: {hours} on a typical day until {until}.",
        "in-these-dates": "{length} in these dates",
        "a-week-on-average": "{length} a week on average",
        "works": "Works",
        "when": "When",
        "times": "Times",
        "in-all": "In all",
        "dates": "Dates",
        "who": "Who",
        "local-time": "Local time",
        "outside-hours": "Outside hours",
        "discomfort": "Discomfort",
        "in-city": "In {city}",
        "city": "Clock",
        "season": "{team}, {season}, {start} to {end}: {what}.",
        "season-shorter": "each shift ends {length} earlier",
        "no-shifts": "no shifts",
        "cycle": "{shift}, a {days}-day cycle",
        "pinned": "{hours} {city} time",
        "not-in-dates": "not in these dates",
        "strip-many": "{day}   ▒ at work  █ shared",
        "strip-most": "{day}   ▒ at work  █ shared by {count} teams or more",
        "strip-one": "{day}   █ at work",
        "strip-own": "{day} as above; each row is that team's own day.",
        "not-there": "not there",
        "shared-hours": "Shared hours",
        "length": "Length",
        "people-map": "People on average, times of {zone}",
        "people-unit": "people",
        "people-column": "People",
        "moves-two": "Both teams:",
        "moves-all": "All {count} teams:",
        "moves-most": "At least {most} of {count} teams:",
        "moves-never": "No clock change or season moves them in these dates.",
        "from": "From",
        "windows": "Windows",
        "because": "Because",
        "none": "none",
        "as-begins": "as the report begins",
        "weeks-none-many": "None: no day off takes shared hours in these dates.",
        "weeks-none-one": "None: no day off takes hours in these dates.",
        "week-from": "Week from",
        "got-many": "Shared",
        "got-one": "Hours",
        "usual": "Usual",
        "date-span": "{first} to {last}",
        "holidays-none": "None on a working day in these dates.",
        "half-day": "half day",
        "optional": "optional",
        "hours-expected": "hours expected",
        "date-expected": "date expected",
        "holiday": "Holiday",
        "note": "Note",
        "key-figure": "Key figure",
        "value": "Value",
        "behind": "Behind it",
        "two-share": "Both teams share",
        "all-share": "All {count} teams share",
        "most-share": "{count} teams or more share",
        "a-week": "{length} a week",
        "least-week": "Least in a week",
        "week-of": "week from {day}",
        "share-of-day": "Shared part of their own day",
        "span": "{low} to {high}",
        "least-most": "least {low}, most {high}",
        "somebody": "Somebody at work, 24x7",
        "short": "{length} uncovered",
        "thin": "{length} one person deep",
        "handoffs-fail": "Handoffs that fail",
        "first-handoff": "first: {pair} on {day}",
        "handoff-pair": "{one} to {other}",
        "longest-wait": "Longest mean wait",
        "asks": "{asker} asks {responder}",
        "at-worst": "{asks}; at worst {length}",
        "night-meetings": "Meetings on somebody's night",
        "night-of": "{title}: {who} {times} of {of}",
    }
)
"""All English words by their names."""

_SPOKEN: ContextVar[Mapping[str, str]] = ContextVar("overlap.report_words", default=WORDS)


def say(name: str, **values: object) -> str:
    """The words of a name with their braces filled in.

    Example:
        >>> say("all-share", count=6)
        'All 6 teams share'
    """
    return _SPOKEN.get()[name].format(**values)


def frame_words() -> dict[str, str]:
    """The words that the page's template and script use."""
    spoken = _SPOKEN.get()
    return {name: spoken[name] for name in FRAME}


@contextmanager
def worded(words: Mapping[str, str] | None) -> Iterator[None]:
    """Says everything in other words, in this thread or task, until the block ends.

    Args:
        words: One for each name of `WORDS`, with the same braces; None for English.

    Raises:
        BadArgument: If one is missing.
    """
    chosen = WORDS if words is None else words
    missing = sorted(WORDS.keys() - chosen.keys())
    if missing:
        raise BadArgument(
            f"{len(missing)} words are missing, such as {missing[0]!r}",
            hint="give one for each name of WORDS",
            field="words",
        )
    token = _SPOKEN.set(chosen)
    try:
        yield
    finally:
        _SPOKEN.reset(token)
