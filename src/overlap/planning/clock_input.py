"""What callers hand a clock: instants, amounts of working time and pauses, read into whole minutes.

Law: seconds round outward, a start down and an end up, an amount away from zero. Numbers are UTC minutes, or
minutes, and pass as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil
from typing import Final, TypeGuard, TypeVar, cast

from overlap.core.horizon import SUPPORTED, Horizon, Moment, exact_of
from overlap.core.intervals import IntervalSet
from overlap.errors import BadArgument
from overlap.people.listed import shown
from overlap.people.numbers import is_whole
from overlap.planning.running import FOREVER

__all__ = [
    "Amount",
    "Instant",
    "Pause",
    "amount_of",
    "amounts_of",
    "columns_of",
    "minute_of",
    "minutes_of",
    "one_for_each",
    "ordered",
    "pauses_of",
    "pauses_of_each",
]

Instant = Moment | int
"""A moment, or UTC minutes since 1970."""

Amount = timedelta | int
"""Working time, or its minutes."""

Pause = tuple[Instant, Instant | None]
"""Start and end of a time over which the clock stands still; None for one that has no end yet."""

_MINUTE: Final = timedelta(minutes=1)

_Value = TypeVar("_Value")


def _exact(value: Instant, name: str) -> timedelta:
    if not _is_number(value):
        return exact_of(cast("Moment", value), name=name)  # what is no moment is refused there
    if not SUPPORTED[0] <= value <= SUPPORTED[1]:
        Horizon(value, value + 1)  # says what is supported
    return timedelta(minutes=value)


def _is_number(value: object) -> TypeGuard[int]:
    return is_whole(value, least=-FOREVER)


def minute_of(value: Instant, *, name: str = "instant", up: bool = False) -> int:
    """An instant as UTC minutes, rounded down or up.

    Raises:
        NaiveDatetime, BadDate: If it is none.
        BadHorizon: If it is a number outside the supported years.
    """
    exact = _exact(value, name)
    return -(-exact // _MINUTE) if up else exact // _MINUTE


def minutes_of(values: Sequence[Instant], *, name: str = "instant", up: bool = False) -> list[int]:
    """Instants as UTC minutes, rounded down or up; supported years are not judged.

    Raises:
        NaiveDatetime, BadDate: If one is no instant.
    """
    if set(map(type, values)) <= {int}:
        return [*cast("Sequence[int]", values)]
    return [minute_of(value, name=name, up=up) for value in values]


def ordered(start: Instant, end: Instant) -> tuple[int, int, int]:
    """Two instants as (earlier, later, sign), rounded outward; the sign is -1 if they stand the other way.

    Raises:
        NaiveDatetime, BadDate: If one is no instant.
        BadHorizon: If a number is outside the supported years.
    """
    first, last, sign = _exact(start, "start"), _exact(end, "end"), 1
    if last < first:
        first, last, sign = last, first, -1
    return first // _MINUTE, -(-last // _MINUTE), sign


def amount_of(working_time: Amount, *, least: int = -FOREVER, numbers: bool = True) -> int:
    """The minutes of an amount.

    Args:
        working_time: The amount; seconds round away from zero.
        least: The fewest minutes allowed.
        numbers: Whether it may be a number of minutes.

    Raises:
        BadArgument: If it is something else, or less.
    """
    if isinstance(working_time, timedelta):
        # By seconds: a pendulum duration is a timedelta that cannot be divided by one.
        seconds = working_time.total_seconds()
        minutes = ceil(seconds / 60) if seconds > 0 else -ceil(-seconds / 60)
    elif numbers and _is_number(working_time):
        minutes = working_time
    else:
        raise BadArgument(
            f"working_time is {shown(working_time)}",
            hint="give a timedelta, such as timedelta(hours=8)",
            field="working_time",
        )
    if minutes < least:
        raise BadArgument(
            f"working_time is {shown(working_time)}, below zero",
            hint="what is due lies ahead; add counts back",
            field="working_time",
        )
    return minutes


def amounts_of(
    working_time: Amount | Sequence[Amount], count: int, *, least: int = -FOREVER
) -> int | list[int]:
    """The minutes of one amount, or of one for each of so many instants.

    Raises:
        BadArgument: If something is no amount, or there are not as many.
    """
    if isinstance(working_time, timedelta | str) or not isinstance(working_time, Sequence):
        return amount_of(working_time, least=least)
    return [amount_of(one, least=least) for one in one_for_each(working_time, count, "working_time")]


def one_for_each(values: Sequence[_Value], count: int, name: str) -> Sequence[_Value]:
    """The values, which are as many as so many instants.

    Raises:
        BadArgument: If they are not.
    """
    if len(values) != count:
        raise BadArgument(
            f"{name} has {len(values)} entries for {count} instants", hint="give one for each", field=name
        )
    return values


def columns_of(pairs: Iterable[tuple[Instant, Instant]]) -> tuple[list[Instant], list[Instant]]:
    """The starts and the ends of pairs.

    Raises:
        BadArgument: If something is no pair.
    """
    if not isinstance(pairs, Iterable):
        raise BadArgument(
            f"pairs is {shown(pairs)}, not a list", hint="give (start, end) of each", field="pairs"
        )
    made = pairs if isinstance(pairs, list | tuple) else [*pairs]
    try:
        starts, ends = zip(*made, strict=True)
    except (TypeError, ValueError):
        wrong = [pair for pair in made if not isinstance(pair, tuple | list) or len(pair) != 2]
        if not wrong:
            return [], []
        raise BadArgument(
            f"{shown(wrong[0])} is no pair of instants", hint="give (start, end)", field="pairs"
        ) from None
    return [*starts], [*ends]


def pauses_of(pauses: Iterable[Pause]) -> IntervalSet:
    """Pauses as one set; those without an end go on until `FOREVER`.

    Raises:
        NaiveDatetime, BadDate: If a start or an end is no instant.
        BadArgument: If something is no pause, or one ends before it starts.
    """
    found: list[tuple[int, int]] = []
    for pause in pauses:
        if not isinstance(pause, tuple | list) or len(pause) != 2:
            raise BadArgument(f"{shown(pause)} is no pause", hint="give (start, end)", field="pauses")
        begin, finish = pause
        start = _exact(begin, "start of a pause")
        if finish is None:
            found.append((start // _MINUTE, FOREVER))
            continue
        end = _exact(finish, "end of a pause")
        if end < start:
            raise BadArgument(
                f"a pause ends at {shown(finish)}, before it starts at {shown(begin)}",
                hint="swap the two",
                field="pauses",
            )
        found.append((start // _MINUTE, -(-end // _MINUTE)))
    return IntervalSet(found)


def pauses_of_each(pauses: Sequence[Iterable[Pause]] | None, count: int) -> list[IntervalSet] | None:
    """The pauses of each of so many tickets; None where none has any.

    Raises:
        NaiveDatetime, BadDate: If a start or an end is no instant.
        BadArgument: If something is no pause, or there are not as many.
    """
    if pauses is None:
        return None
    found = [pauses_of(own) for own in one_for_each(pauses, count, "pauses")]
    return found if any(found) else None
