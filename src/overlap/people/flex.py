"""How far a team accepts that its shifts move.

Law: bounds, not wishes: a plan outside them is never proposed. Times run to "48:00", so that
"26:00" is 02:00 on the next day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import final

from overlap.core.civil import parse_time
from overlap.core.zones import zone
from overlap.errors import BadSchedule
from overlap.people.numbers import whole

__all__ = ["Flex"]


@final
@dataclass(frozen=True, slots=True, init=False)
class Flex:
    """What a team accepts when shifts are staggered.

    Args:
        earlier_minutes: How much earlier a shift may start.
        later_minutes: How much later.
        earliest_start: No start before this wall time.
        latest_end: No end after this wall time, up to "48:00".
        cohorts: How many different starts the team may use at once.
        min_cohort: Fewest people on one start.
        fixed: Nothing moves at all.
        clocks: Clocks a shift may follow: "local" or IANA keys.

    Raises:
        BadSchedule, BadTime, BadZone: If a bound cannot be read, or `fixed` contradicts others.
    """

    earlier_minutes: int
    later_minutes: int
    earliest_start: int | None
    latest_end: int | None
    cohorts: int
    min_cohort: int
    fixed: bool
    clocks: tuple[str, ...]

    def __init__(
        self,
        *,
        earlier_minutes: int = 0,
        later_minutes: int = 0,
        earliest_start: str | None = None,
        latest_end: str | None = None,
        cohorts: int = 1,
        min_cohort: int = 1,
        fixed: bool = False,
        clocks: Iterable[str] = ("local",),
    ) -> None:
        if not isinstance(fixed, bool):
            raise BadSchedule(f"fixed is {fixed!r}", hint="write true or false", field="fixed")
        earlier = whole(earlier_minutes, "earlier_minutes")
        later = whole(later_minutes, "later_minutes")
        if fixed and (earlier or later or cohorts != 1):
            raise BadSchedule(
                "a fixed team cannot move", hint="drop fixed, or the minutes and cohorts", field="fixed"
            )
        keys = tuple(clocks)
        for key in keys:
            if key != "local":
                zone(key)
        start = None if earliest_start is None else parse_time(earliest_start, field="earliest_start")
        end = None if latest_end is None else parse_time(latest_end, latest="48:00", field="latest_end")
        if start is not None and end is not None and end <= start:
            raise BadSchedule(
                f'latest_end "{latest_end}" is not after earliest_start "{earliest_start}"',
                hint='for the next day add 24 hours: "26:00" is 02:00',
                field="latest_end",
            )
        values: tuple[tuple[str, object], ...] = (
            ("earlier_minutes", earlier),
            ("later_minutes", later),
            ("earliest_start", start),
            ("latest_end", end),
            ("cohorts", whole(cohorts, "cohorts", least=1)),
            ("min_cohort", whole(min_cohort, "min_cohort", least=1)),
            ("fixed", fixed),
            ("clocks", keys or ("local",)),
        )
        for name, value in values:
            object.__setattr__(self, name, value)
