"""TZif: a zone's UTC offsets as the tz database publishes them.

Law: read from the UTC-to-local direction only. A zone is a list of UTC instants and the offset
in force from each on; nothing here knows wall time. The 64-bit block is read (RFC 9636,
section 3.2) and the POSIX footer (section 3.3) continues it to the end of the supported years.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from overlap.core.civil import DAY, day_of

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Transitions", "read_tzif"]

FIRST_YEAR: Final = 1973
"""The first supported year: from here on every offset in the database is whole minutes."""

LAST_YEAR: Final = 2099
"""The last supported year: rules further ahead than this are fiction."""

_HEADER: Final = struct.Struct(">4sc15x6I")


class Transitions(NamedTuple):
    """Offset changes in order: `offsets[i]` minutes east of UTC hold before `instants[i]`.

    There is one offset more than instants; the last holds from the last instant on.
    """

    instants: tuple[int, ...]
    offsets: tuple[int, ...]


def read_tzif(data: bytes) -> Transitions:
    """The offset changes of one zone from `FIRST_YEAR` to `LAST_YEAR`, in UTC minutes.

    Raises:
        ValueError: If the bytes are not a TZif file of version 2 or later, or a part is missing; other damage
            can raise `struct.error` or `IndexError`.
    """
    magic, version, *counts = _HEADER.unpack_from(data)
    if magic != b"TZif" or version < b"2":
        raise ValueError("not a TZif file of version 2 or later")
    isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = counts
    offset = _HEADER.size + timecnt * 5 + typecnt * 6 + charcnt + leapcnt * 8 + isstdcnt + isutcnt
    magic, version, *counts = _HEADER.unpack_from(data, offset)
    isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = counts
    offset += _HEADER.size
    times = struct.unpack_from(f">{timecnt}q", data, offset)
    offset += timecnt * 8
    kinds = data[offset : offset + timecnt]
    offset += timecnt
    shifts = [struct.unpack_from(">i", data, offset + 6 * i)[0] for i in range(typecnt)]
    offset += typecnt * 6 + charcnt + leapcnt * 12 + isstdcnt + isutcnt
    tail = data[offset:]
    if len(tail) < 2 or tail[:1] != b"\n" or tail[-1:] != b"\n":
        raise ValueError("cut off: the rule at its end has no line of its own")  # without it no summer ends
    footer = tail.strip(b"\n").decode("ascii")

    first = day_of(date(FIRST_YEAR, 1, 1)) * DAY
    changes = [(times[i] // 60, shifts[kinds[i]] // 60) for i in range(timecnt)]
    last = times[-1] // 60 if times else first
    changes.extend(change for change in _footer_changes(footer, max(last, first)) if change[0] > last)
    current = shifts[0] // 60
    instants: list[int] = []
    offsets: list[int] = []
    for instant, change_to in changes:
        if change_to == current:
            continue  # a change of name or daylight flag only
        if instant >= first:
            instants.append(instant)
            offsets.append(current)
        current = change_to
    return Transitions(tuple(instants), (*offsets, current))


def _footer_changes(footer: str, since: int) -> Iterator[tuple[int, int]]:
    """The (instant, offset from then on) changes a POSIX TZ string makes from `since` on."""
    if not footer:
        return
    standard, rest = _offset(_skip_name(footer))
    if not rest:
        yield since + 1, standard
        return
    rest = _skip_name(rest)
    daylight = standard + 60
    if rest[:1] != ",":
        daylight, rest = _offset(rest)
    _, start_rule, end_rule = rest.split(",")
    for year in range(max(FIRST_YEAR, since // (366 * DAY) + 1969), LAST_YEAR + 1):
        pair = [
            (_rule_minute(start_rule, year) - standard, daylight),
            (_rule_minute(end_rule, year) - daylight, standard),
        ]
        pair.sort()
        yield from pair


def _skip_name(text: str) -> str:
    if text[0] == "<":
        return text[text.index(">") + 1 :]
    return text.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _offset(text: str) -> tuple[int, str]:
    """Minutes east of UTC at the head of `text` (POSIX counts west), and what follows."""
    length = next((i for i, char in enumerate(text) if char not in "+-0123456789:"), len(text))
    return -_clock(text[:length]), text[length:]


def _clock(text: str) -> int:
    sign = -1 if text[0] == "-" else 1
    hours, _, minutes = text.lstrip("+-").partition(":")
    return sign * (int(hours) * 60 + int(minutes or 0))


def _rule_minute(rule: str, year: int) -> int:
    """The wall minute at which a POSIX rule strikes in a year."""
    day_text, _, time_text = rule.partition("/")
    minute = _clock(time_text) if time_text else 120
    if day_text[0] == "M":
        month, week, weekday = map(int, day_text[1:].split("."))
        first = day_of(date(year, month, 1))
        day = first + (weekday - (first + 4)) % 7 + 7 * (week - 1)  # POSIX: Sunday is 0
        next_month = day_of(date(year + month // 12, month % 12 + 1, 1))
        if day >= next_month:
            day -= 7
    elif day_text[0] == "J":  # 1 to 365, never counting 29 February
        count = int(day_text[1:])
        leap = day_of(date(year, 3, 1)) - day_of(date(year, 2, 1)) == 29
        day = day_of(date(year, 1, 1)) + count - 1 + (leap and count > 59)
    else:  # 0 to 365, counting 29 February
        day = day_of(date(year, 1, 1)) + int(day_text)
    return day * DAY + minute
