"""The keys that each table of a team file knows.

Law: this table is the only list of keys: the reader refuses every other one, the JSON Schema for
editors has the same, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["KEYS", "VERSION"]

VERSION: Final = 1
"""The version of the format that is read and written."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "roster": ("version", "title", "zone", "defaults", "team", "meeting", "require"),
    "defaults": ("days", "fringe_minutes", "quiet"),
    "quiet": ("start", "end"),
    "team": (
        "name",
        "zone",
        "holidays",
        "local_holidays",
        "observes",
        "elective_days",
        "overnight",
        "headcount",
        "shifts",
        "days",
        "cycle",
        "seasons",
        "closures",
        "flex",
        "skills",
        "member",
    ),
    "member": (
        "name",
        "zone",
        "shifts",
        "cycle",
        "days",
        "holidays",
        "observes",
        "elective",
        "overnight",
        "time_off",
        "busy",
        "skills",
        "role",
        "weight",
        "birthday",
        "joined",
    ),
    "shift": ("name", "start", "end", "breaks", "days", "headcount", "zone"),
    "break": ("start", "end", "after_minutes", "minutes", "paid", "days"),
    "cycle": ("anchor", "days"),
    "season": ("from", "until", "ramadan", "offset_days", "starts", "shifts", "shorten_minutes", "name"),
    "closure": ("from", "until", "date", "name"),
    "time_off": ("from", "until", "date", "start", "end", "name"),
    "flex": (
        "earlier_minutes",
        "later_minutes",
        "earliest_start",
        "latest_end",
        "cohorts",
        "min_cohort",
        "fixed",
        "clocks",
    ),
    "holidays": (
        "place",
        "follows",
        "include",
        "exclude",
        "only",
        "add",
        "move",
        "working",
        "rules",
        "effects",
        "weekend",
        "bridges",
        "swap_days",
        "works_through",
        "beyond",
    ),
    "added_day": ("date", "name", "start", "until"),
    "named_day": ("date", "name"),
    "rule": (
        "easter",
        "orthodox",
        "fixed",
        "nth",
        "weekday",
        "month",
        "plus_days",
        "date",
        "name",
        "start",
        "until",
        "effect",
    ),
    "move": ("from", "to"),
    "meeting": (
        "title",
        "teams",
        "required",
        "optional",
        "quorum",
        "minutes",
        "every",
        "on",
        "at",
        "anchor",
        "from",
        "until",
        "count",
        "on_holiday",
    ),
    "require": ("overlap", "coverage", "handoff"),
    "overlap": ("name", "teams", "minutes", "people", "days", "contiguous", "through_breaks"),
    "coverage": ("name", "teams", "skill", "days", "start", "end", "zone", "headcount"),
    "handoff": ("name", "from", "to", "minutes", "people"),
}
"""Keys by kind of table, in the order in which they are written."""
