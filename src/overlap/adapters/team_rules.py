"""The rules of a team file's holidays: days from Easter, yearly dates, nth weekdays, single dates.

Law: a rule has exactly one kind, and only the keys of that kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final, cast

from overlap.adapters.team_table import Table
from overlap.core.civil import WEEKDAYS
from overlap.people.rules import (
    EasterDay,
    OnDate,
    Rule,
    RuleEffect,
    Yearly,
    easter,
    fixed,
    nth_weekday,
    once,
)

__all__ = ["read_rule", "rule_values"]

_OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "easter": ("orthodox",),
    "fixed": (),
    "nth": ("weekday", "month", "plus_days"),
    "date": (),
}
"""The key that says what kind a rule is, and the other keys of that kind."""

_EXAMPLE: Final = (
    'write { easter = -47, name = "Carnival" }, { fixed = "12-24", start = "13:00" } or the like'
)


def read_rule(table: Table) -> Rule | None:
    """The rule of a table, or None if it cannot be read."""
    kinds = [key for key in _OWN if key in table]
    if len(kinds) != 1:
        said = "says no date" if not kinds else f"has both {' and '.join(kinds)}"
        table.fault("bad-holiday", f"{table.what} {said}", _EXAMPLE)
        return None
    kind = kinds[0]
    for key in ("orthodox", "weekday", "month", "plus_days"):
        if key in table and key not in _OWN[kind]:
            table.fault("bad-holiday", f"{key} does not go with {kind}", "leave it out", at=key)
    name, low, high = table.text("name"), table.time("start"), table.time("until", latest="24:00")
    effect = cast("RuleEffect", table.choice("effect", ("off", "soft", "info"), "bad-holiday") or "off")
    if name is not None and not name.strip():
        table.fault("bad-holiday", "the rule has an empty name", "say what the day is", at="name")
    more = {"name": name, "start": low, "until": high, "effect": effect}
    if kind == "easter":
        days, orthodox = table.integer("easter"), table.flag("orthodox") or False
        return table.make(partial(easter, days or 0, orthodox=orthodox, **more))  # type: ignore[arg-type]
    if kind == "fixed":
        return table.make(partial(fixed, table.month_day("fixed") or "", **more))  # type: ignore[arg-type]
    if kind == "date":
        day = table.date("date")
        return table.make(partial(once, day or "", **more))  # type: ignore[arg-type]
    table.need("weekday", "month", example='write { nth = 4, weekday = "thu", month = 11 }')
    nth, month, plus = table.integer("nth"), table.integer("month"), table.integer("plus_days")
    weekday = table.weekday("weekday")
    return table.make(
        partial(nth_weekday, nth or 0, weekday or "", month or 0, plus_days=plus or 0, **more)  # type: ignore[arg-type]
    )


def rule_values(rule: Rule) -> dict[str, object]:
    """What a file says of the date of a rule."""
    when = rule.when
    if isinstance(when, OnDate):
        return {"date": when.date}
    if isinstance(when, Yearly):
        return {"fixed": f"{when.month:02d}-{when.day:02d}"}
    if isinstance(when, EasterDay):
        return {"easter": when.days, "orthodox": when.orthodox or None}
    return {
        "nth": when.nth,
        "weekday": WEEKDAYS[when.weekday],
        "month": when.month,
        "plus_days": when.plus_days or None,
    }
