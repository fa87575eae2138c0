"""When people in different time zones can work together, what it costs whom, and why.

Law: this module is only the list of public names. Each is loaded when it is first used, so that
`import overlap` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import alone would cost as much as starting Python
if TYPE_CHECKING:
    from overlap.adapters.busy_files import read_roster_busy
    from overlap.adapters.busy_policy import EventPolicy
    from overlap.adapters.busy_reader import read_busy
    from overlap.adapters.busy_reading import BusyReading, CalendarBlock, SkippedPart
    from overlap.adapters.caldav_access import Credentials, read_credentials
    from overlap.adapters.caldav_busy import read_calendar_busy
    from overlap.adapters.caldav_plan import PublishStep
    from overlap.adapters.caldav_publish import Publication, publish
    from overlap.adapters.ics_check import CalendarFinding, check_ics
    from overlap.adapters.ics_export import CalendarFile, export_ics, write_calendars, write_ics
    from overlap.adapters.ics_previous import CalendarChanges
    from overlap.adapters.ics_read_parts import ReadingCaps
    from overlap.adapters.ics_requests import Invitation, export_requests
    from overlap.adapters.observances import observance
    from overlap.adapters.problems import Problem, TeamFileError
    from overlap.adapters.sheets.grid import SheetFileError
    from overlap.adapters.sheets.reader import SheetRoster, read_roster_sheet
    from overlap.adapters.statutory import HolidayCalendar
    from overlap.adapters.team_file import load, loads
    from overlap.adapters.team_writer import dumps, write
    from overlap.adapters.workbook_files import write_workbook
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
    from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed
    from overlap.people.roster import Defaults, Roster
    from overlap.people.rules import Rule, easter, fixed, nth_weekday, once
    from overlap.people.schedule import Cycle, Season, yearly_seasons
    from overlap.people.shifts import Break, Shift
    from overlap.people.teams import Team
    from overlap.planning.attendance import Attendee
    from overlap.planning.availability_entries import availability_entries, free_busy_entries
    from overlap.planning.brief import Brief, brief
    from overlap.planning.celebrations import Celebration, Celebrations, celebrations
    from overlap.planning.changes import Change, Changes, changes
    from overlap.planning.compare import Comparison, PairChange, compare
    from overlap.planning.coverage import Coverage, NeedCoverage, coverage
    from overlap.planning.crowd import count_at_work
    from overlap.planning.day_entries import holiday_entries
    from overlap.planning.discomfort import Discomfort
    from overlap.planning.explanation import Explanation, explain
    from overlap.planning.handoffs import Handoff, Handoffs, find_handoffs
    from overlap.planning.held import Held, HeldRun
    from overlap.planning.holidays import DayOff, DaysOff, days_off
    from overlap.planning.kpis import Kpis
    from overlap.planning.ledger import Ledger
    from overlap.planning.pair_windows import PairTotal, PairWindows, find_pair_windows
    from overlap.planning.pairs import Pairs, Round, plan_pairs
    from overlap.planning.pairs_history import PairHistory
    from overlap.planning.presence import Presence, TeamPresence, who_is_on
    from overlap.planning.programme import Programme, plan_programme
    from overlap.planning.report import Report, kpis, report
    from overlap.planning.response import ResponseTime, ResponseTimes, response_times
    from overlap.planning.rotation import Rotation, plan_rotation
    from overlap.planning.rotation_meetings import RotationMeeting
    from overlap.planning.selection import Group
    from overlap.planning.series import Occurrence, Series, audit_series
    from overlap.planning.series_plan import SeriesPlan, plan_series
    from overlap.planning.shift_entries import shift_entries
    from overlap.planning.slot_questions import SlotQuestion, suggest_slots_for
    from overlap.planning.slots import Suggestion, Suggestions, suggest_slots
    from overlap.planning.stagger.answer import suggest_stagger
    from overlap.planning.stagger.check import RequirementCheck, RequirementChecks, check_requirements
    from overlap.planning.stagger.result import Stagger, StaggeredShift
    from overlap.planning.stagger.trade_off import TradeOff, TradePoint, trade_off
    from overlap.planning.stagger.turns import Cohort, CohortRotation, CohortWeek, rotate_cohorts
    from overlap.planning.team_tickets import due_by_team, elapsed_by_team
    from overlap.planning.turns import ShiftRow, Shifts, list_shifts
    from overlap.planning.uncovered import Uncovered
    from overlap.planning.windows import Window, Windows, find_windows
    from overlap.planning.workbooks.whole import workbook
    from overlap.planning.workclock import WorkClock
    from overlap.planning.workload import Limits, PersonLoad, Workload, balance, workload
    from overlap.render.progress import Progress, watched_by
    from overlap.render.style import Style, reading_as
    from overlap.render.workbook import Workbook

_HOME = {
    "read_roster_busy": "adapters.busy_files",
    "EventPolicy": "adapters.busy_policy",
    "read_busy": "adapters.busy_reader",
    "BusyReading": "adapters.busy_reading",
    "CalendarBlock": "adapters.busy_reading",
    "SkippedPart": "adapters.busy_reading",
    "ReadingCaps": "adapters.ics_read_parts",
    "Credentials": "adapters.caldav_access",
    "read_credentials": "adapters.caldav_access",
    "read_calendar_busy": "adapters.caldav_busy",
    "Publication": "adapters.caldav_publish",
    "publish": "adapters.caldav_publish",
    "CalendarFile": "adapters.ics_export",
    "export_ics": "adapters.ics_export",
    "write_calendars": "adapters.ics_export",
    "write_ics": "adapters.ics_export",
    "CalendarChanges": "adapters.ics_previous",
    "CalendarFinding": "adapters.ics_check",
    "check_ics": "adapters.ics_check",
    "Invitation": "adapters.ics_requests",
    "export_requests": "adapters.ics_requests",
    "Problem": "adapters.problems",
    "TeamFileError": "adapters.problems",
    "observance": "adapters.observances",
    "SheetFileError": "adapters.sheets.grid",
    "SheetRoster": "adapters.sheets.reader",
    "read_roster_sheet": "adapters.sheets.reader",
    "HolidayCalendar": "adapters.statutory",
    "load": "adapters.team_file",
    "loads": "adapters.team_file",
    "dumps": "adapters.team_writer",
    "write": "adapters.team_writer",
    "write_workbook": "adapters.workbook_files",
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
    "LimitNeed": "people.requirements",
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
    "availability_entries": "planning.availability_entries",
    "free_busy_entries": "planning.availability_entries",
    "Brief": "planning.brief",
    "brief": "planning.brief",
    "Celebrations": "planning.celebrations",
    "celebrations": "planning.celebrations",
    "Celebration": "planning.celebrations",
    "Changes": "planning.changes",
    "changes": "planning.changes",
    "Change": "planning.changes",
    "Comparison": "planning.compare",
    "compare": "planning.compare",
    "PairChange": "planning.compare",
    "Coverage": "planning.coverage",
    "coverage": "planning.coverage",
    "NeedCoverage": "planning.coverage",
    "count_at_work": "planning.crowd",
    "Handoff": "planning.handoffs",
    "Handoffs": "planning.handoffs",
    "find_handoffs": "planning.handoffs",
    "Discomfort": "planning.discomfort",
    "Explanation": "planning.explanation",
    "explain": "planning.explanation",
    "Held": "planning.held",
    "HeldRun": "planning.held",
    "DaysOff": "planning.holidays",
    "days_off": "planning.holidays",
    "DayOff": "planning.holidays",
    "holiday_entries": "planning.day_entries",
    "PairTotal": "planning.pair_windows",
    "PairWindows": "planning.pair_windows",
    "find_pair_windows": "planning.pair_windows",
    "Pairs": "planning.pairs",
    "plan_pairs": "planning.pairs",
    "Round": "planning.pairs",
    "PairHistory": "planning.pairs_history",
    "Presence": "planning.presence",
    "who_is_on": "planning.presence",
    "TeamPresence": "planning.presence",
    "Report": "planning.report",
    "kpis": "planning.report",
    "report": "planning.report",
    "Kpis": "planning.kpis",
    "ResponseTimes": "planning.response",
    "response_times": "planning.response",
    "ResponseTime": "planning.response",
    "Group": "planning.selection",
    "Programme": "planning.programme",
    "plan_programme": "planning.programme",
    "Series": "planning.series",
    "audit_series": "planning.series",
    "Occurrence": "planning.series",
    "SeriesPlan": "planning.series_plan",
    "plan_series": "planning.series_plan",
    "shift_entries": "planning.shift_entries",
    "SlotQuestion": "planning.slot_questions",
    "suggest_slots_for": "planning.slot_questions",
    "Suggestion": "planning.slots",
    "Suggestions": "planning.slots",
    "suggest_slots": "planning.slots",
    "Stagger": "planning.stagger.result",
    "StaggeredShift": "planning.stagger.result",
    "suggest_stagger": "planning.stagger.answer",
    "RequirementCheck": "planning.stagger.check",
    "RequirementChecks": "planning.stagger.check",
    "check_requirements": "planning.stagger.check",
    "TradeOff": "planning.stagger.trade_off",
    "TradePoint": "planning.stagger.trade_off",
    "trade_off": "planning.stagger.trade_off",
    "Cohort": "planning.stagger.turns",
    "CohortRotation": "planning.stagger.turns",
    "rotate_cohorts": "planning.stagger.turns",
    "CohortWeek": "planning.stagger.turns",
    "due_by_team": "planning.team_tickets",
    "elapsed_by_team": "planning.team_tickets",
    "Shifts": "planning.turns",
    "list_shifts": "planning.turns",
    "ShiftRow": "planning.turns",
    "Window": "planning.windows",
    "Windows": "planning.windows",
    "find_windows": "planning.windows",
    "workbook": "planning.workbooks.whole",
    "Progress": "render.progress",
    "watched_by": "render.progress",
    "Style": "render.style",
    "reading_as": "render.style",
    "Workbook": "render.workbook",
    "WorkClock": "planning.workclock",
    "Ledger": "planning.ledger",
    "Rotation": "planning.rotation",
    "plan_rotation": "planning.rotation",
    "Limits": "planning.workload",
    "Workload": "planning.workload",
    "balance": "planning.workload",
    "workload": "planning.workload",
    "PersonLoad": "planning.workload",
    "Attendee": "planning.attendance",
    "PublishStep": "adapters.caldav_plan",
    "RotationMeeting": "planning.rotation_meetings",
    "Uncovered": "planning.uncovered",
}

__version__ = "0.1.0"

__all__ = [
    "Attendee",
    "Break",
    "Brief",
    "Busy",
    "BusyReading",
    "BusyTime",
    "CalendarBlock",
    "CalendarChanges",
    "CalendarFile",
    "CalendarFinding",
    "Celebration",
    "Celebrations",
    "Change",
    "Changes",
    "Closure",
    "Cohort",
    "CohortRotation",
    "CohortWeek",
    "Comparison",
    "Coverage",
    "CoverageNeed",
    "Credentials",
    "Cycle",
    "Day",
    "DayOff",
    "DaysOff",
    "Defaults",
    "Depth",
    "Discomfort",
    "EventPolicy",
    "Explanation",
    "Flex",
    "Group",
    "Handoff",
    "HandoffNeed",
    "Handoffs",
    "Held",
    "HeldRun",
    "HolidayCalendar",
    "Horizon",
    "IntervalSet",
    "Invitation",
    "Kpis",
    "Ledger",
    "LimitNeed",
    "Limits",
    "Meeting",
    "Member",
    "NeedCoverage",
    "Observance",
    "Occurrence",
    "OverlapError",
    "OverlapNeed",
    "PairChange",
    "PairHistory",
    "PairTotal",
    "PairWindows",
    "Pairs",
    "PersonLoad",
    "Presence",
    "Problem",
    "Programme",
    "Progress",
    "Publication",
    "PublishStep",
    "ReadingCaps",
    "Report",
    "RequirementCheck",
    "RequirementChecks",
    "ResponseTime",
    "ResponseTimes",
    "Roster",
    "Rotation",
    "RotationMeeting",
    "Round",
    "Rule",
    "Season",
    "Series",
    "SeriesPlan",
    "SheetFileError",
    "SheetRoster",
    "Shift",
    "ShiftRow",
    "Shifts",
    "SkippedPart",
    "SlotQuestion",
    "Stagger",
    "StaggeredShift",
    "Style",
    "Suggestion",
    "Suggestions",
    "Team",
    "TeamFileError",
    "TeamPresence",
    "TimeOff",
    "TradeOff",
    "TradePoint",
    "Uncovered",
    "Window",
    "Windows",
    "WorkClock",
    "Workbook",
    "Workload",
    "audit_series",
    "availability_entries",
    "balance",
    "brief",
    "celebrations",
    "changes",
    "check_ics",
    "check_requirements",
    "compare",
    "count_at_work",
    "coverage",
    "days_off",
    "due_by_team",
    "dumps",
    "easter",
    "elapsed_by_team",
    "explain",
    "export_ics",
    "export_requests",
    "find_handoffs",
    "find_pair_windows",
    "find_windows",
    "fixed",
    "free_busy_entries",
    "holiday_entries",
    "kpis",
    "list_shifts",
    "load",
    "loads",
    "nth_weekday",
    "observance",
    "once",
    "plan_pairs",
    "plan_programme",
    "plan_rotation",
    "plan_series",
    "publish",
    "read_busy",
    "read_calendar_busy",
    "read_credentials",
    "read_roster_busy",
    "read_roster_sheet",
    "reading_as",
    "report",
    "response_times",
    "rotate_cohorts",
    "shift_entries",
    "suggest_slots",
    "suggest_slots_for",
    "suggest_stagger",
    "trade_off",
    "watched_by",
    "who_is_on",
    "workbook",
    "workload",
    "write",
    "write_calendars",
    "write_ics",
    "write_workbook",
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
