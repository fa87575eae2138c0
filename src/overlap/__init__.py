"""When people in different time zones can work together, what it costs whom, and why.

Law: this module is only the list of public names. Each is loaded when it is first used, so that
`import overlap` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import alone would cost as much as starting Python
if TYPE_CHECKING:
    from overlap.adapters.observances import observance
    from overlap.adapters.problems import Problem, TeamFileError
    from overlap.adapters.statutory import HolidayCalendar
    from overlap.adapters.team_file import load, loads
    from overlap.adapters.team_writer import dumps, write
    from overlap.core.depth import Depth
    from overlap.core.horizon import Horizon
    from overlap.core.intervals import IntervalSet
    from overlap.errors import OverlapError
    from overlap.people.absence import Closure, TimeOff
    from overlap.people.busy import Busy, BusyTime
    from overlap.people.days import Day
    from overlap.people.flex import Flex
    from overlap.people.meetings import Meeting
    from overlap.people.members import Member, Observance
    from overlap.people.requirements import CoverageNeed, HandoffNeed, OverlapNeed
    from overlap.people.roster import Defaults, Roster
    from overlap.people.rules import Rule, easter, fixed, nth_weekday, once
    from overlap.people.schedule import Cycle, Season, yearly_seasons
    from overlap.people.shifts import Break, Shift
    from overlap.people.teams import Team
    from overlap.planning.celebrations import Celebrations, celebrations
    from overlap.planning.changes import Changes, changes
    from overlap.planning.compare import Comparison, compare
    from overlap.planning.coverage import Coverage, coverage
    from overlap.planning.crowd import count_at_work
    from overlap.planning.discomfort import Discomfort
    from overlap.planning.explanation import Explanation, explain
    from overlap.planning.handoffs import Handoff, Handoffs, find_handoffs
    from overlap.planning.held import Held
    from overlap.planning.holidays import DaysOff, days_off
    from overlap.planning.kpis import Kpis
    from overlap.planning.presence import Presence, who_is_on
    from overlap.planning.report import Report, kpis, report
    from overlap.planning.response import ResponseTimes, response_times
    from overlap.planning.selection import Group
    from overlap.planning.slots import Suggestion, Suggestions, suggest_slots
    from overlap.planning.turns import Shifts, list_shifts
    from overlap.planning.windows import Window, Windows, find_windows
    from overlap.planning.workclock import WorkClock
    from overlap.planning.workload import Limits, Workload, balance, workload

_HOME = {
    "Problem": "adapters.problems",
    "TeamFileError": "adapters.problems",
    "observance": "adapters.observances",
    "HolidayCalendar": "adapters.statutory",
    "load": "adapters.team_file",
    "loads": "adapters.team_file",
    "dumps": "adapters.team_writer",
    "write": "adapters.team_writer",
    "Depth": "core.depth",
    "Horizon": "core.horizon",
    "IntervalSet": "core.intervals",
    "OverlapError": "errors",
    "Closure": "people.absence",
    "TimeOff": "people.absence",
    "Busy": "people.busy",
    "BusyTime": "people.busy",
    "Day": "people.days",
    "Flex": "people.flex",
    "Meeting": "people.meetings",
    "CoverageNeed": "people.requirements",
    "HandoffNeed": "people.requirements",
    "OverlapNeed": "people.requirements",
    "Defaults": "people.roster",
    "Roster": "people.roster",
    "Cycle": "people.schedule",
    "Season": "people.schedule",
    "Break": "people.shifts",
    "Shift": "people.shifts",
    "Member": "people.members",
    "Observance": "people.members",
    "Rule": "people.rules",
    "easter": "people.rules",
    "fixed": "people.rules",
    "nth_weekday": "people.rules",
    "once": "people.rules",
    "yearly_seasons": "people.schedule",
    "Team": "people.teams",
    "Celebrations": "planning.celebrations",
    "celebrations": "planning.celebrations",
    "Changes": "planning.changes",
    "changes": "planning.changes",
    "Comparison": "planning.compare",
    "compare": "planning.compare",
    "Coverage": "planning.coverage",
    "coverage": "planning.coverage",
    "count_at_work": "planning.crowd",
    "Handoff": "planning.handoffs",
    "Handoffs": "planning.handoffs",
    "find_handoffs": "planning.handoffs",
    "Discomfort": "planning.discomfort",
    "Explanation": "planning.explanation",
    "explain": "planning.explanation",
    "Held": "planning.held",
    "DaysOff": "planning.holidays",
    "days_off": "planning.holidays",
    "Presence": "planning.presence",
    "who_is_on": "planning.presence",
    "Report": "planning.report",
    "kpis": "planning.report",
    "report": "planning.report",
    "Kpis": "planning.kpis",
    "ResponseTimes": "planning.response",
    "response_times": "planning.response",
    "Group": "planning.selection",
    "Suggestion": "planning.slots",
    "Suggestions": "planning.slots",
    "suggest_slots": "planning.slots",
    "Shifts": "planning.turns",
    "list_shifts": "planning.turns",
    "Window": "planning.windows",
    "Windows": "planning.windows",
    "find_windows": "planning.windows",
    "WorkClock": "planning.workclock",
    "Limits": "planning.workload",
    "Workload": "planning.workload",
    "balance": "planning.workload",
    "workload": "planning.workload",
}

__version__ = "0.1.0"

__all__ = [
    "Break",
    "Busy",
    "BusyTime",
    "Celebrations",
    "Changes",
    "Closure",
    "Comparison",
    "Coverage",
    "CoverageNeed",
    "Cycle",
    "Day",
    "DaysOff",
    "Defaults",
    "Depth",
    "Discomfort",
    "Explanation",
    "Flex",
    "Group",
    "Handoff",
    "HandoffNeed",
    "Handoffs",
    "Held",
    "HolidayCalendar",
    "Horizon",
    "IntervalSet",
    "Kpis",
    "Limits",
    "Meeting",
    "Member",
    "Observance",
    "OverlapError",
    "OverlapNeed",
    "Presence",
    "Problem",
    "Report",
    "ResponseTimes",
    "Roster",
    "Rule",
    "Season",
    "Shift",
    "Shifts",
    "Suggestion",
    "Suggestions",
    "Team",
    "TeamFileError",
    "TimeOff",
    "Window",
    "Windows",
    "WorkClock",
    "Workload",
    "balance",
    "celebrations",
    "changes",
    "compare",
    "count_at_work",
    "coverage",
    "days_off",
    "dumps",
    "easter",
    "explain",
    "find_handoffs",
    "find_windows",
    "fixed",
    "kpis",
    "list_shifts",
    "load",
    "loads",
    "nth_weekday",
    "observance",
    "once",
    "report",
    "response_times",
    "suggest_slots",
    "who_is_on",
    "workload",
    "write",
    "yearly_seasons",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'overlap' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"overlap.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
