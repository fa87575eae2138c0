"""Weekdays as people write them in one cell: "Mon-Fri", "Mon, Wed", "MTWTF", "weekends".

Law: a set of weekdays, Monday is 0. Letters are read only if they can mean one set of days alone: "T" by
itself is Tuesday or Thursday, and refused.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import Final

from overlap.adapters.team_reading import shown
from overlap.errors import BadArgument

__all__ = ["weekdays_of"]

_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST: Final = 2
"""Letters of a day's name that tell it from the others."""

_LONGEST: Final = 100
"""Characters of a cell that can name weekdays: seven long names with blanks and commas."""

_LETTERS: Final = {
    "m": (0,),
    "t": (1, 3),
    "w": (2,),
    "r": (3,),
    "h": (3,),
    "f": (4,),
    "s": (5, 6),
    "u": (6,),
}
_WORDS: Final = {
    "weekdays": range(5),
    "weekday": range(5),
    "workdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
    "every day": range(7),
    "all": range(7),
    "all days": range(7),
    "7 days": range(7),
    "24/7": range(7),
}
_DASHES: Final = "-–—−"
_MASK: Final = re.compile(r"[mtwfs\-_.·]{7}")


def weekdays_of(text: str) -> frozenset[int]:
    """The weekdays of a cell.

    Args:
        text: Names of two letters or more, alone, in ranges or apart by commas, blanks, slashes or "&";
            letters in the order of the week; seven places with a dash for each day off; or words such as
            "weekdays".

    Raises:
        BadArgument: If it names no weekday, or could name several sets.

    Example:
        >>> [sorted(weekdays_of(text)) for text in ("Mon-Fri", "Sa, Su", "MTWTF", "--W--S-", "Fri to Sun")]
        [[0, 1, 2, 3, 4], [5, 6], [0, 1, 2, 3, 4], [2, 5], [4, 5, 6]]
    """
    low = " ".join(text.casefold().split())
    if low in _WORDS:
        return frozenset(_WORDS[low])
    found = None if len(low) > _LONGEST else _mask(low) or _listed(low) or _letters(low)
    if not found:
        raise BadArgument(
            f"{shown(text)} are no weekdays",
            hint='write names, such as "Mon-Fri" or "Mon, Wed, Sat"',
            field="days",
        )
    return found


def _mask(text: str) -> frozenset[int] | None:
    """Seven places from Monday on: the day's letter, or a dash for a day off."""
    if not _MASK.fullmatch(text) or not any(char.isalpha() for char in text) or text.isalpha():
        return None
    letters = "mtwtfss"
    found = frozenset(day for day, char in enumerate(text) if char == letters[day])
    return found if len(found) == sum(char.isalpha() for char in text) else None


def _listed(text: str) -> frozenset[int] | None:
    """Names and ranges of names; None if a part is none."""
    for dash in _DASHES:
        text = text.replace(dash, "-")
    text = re.sub(r"\b(?:to|through|thru|until)\b", "-", text)
    text = re.sub(r"\band\b", ",", text)
    text = re.sub(r"\s*-\s*", "-", text)
    chosen: set[int] = set()
    for part in filter(None, re.split(r"[,;/&+|\s]+", text)):
        ends = [_day(name) for name in part.split("-")]
        if None in ends or len(ends) > 2:
            return None
        first, last = ends[0] or 0, ends[-1] or 0
        chosen.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(chosen) or None


def _day(name: str) -> int | None:
    """The weekday whose English name begins so: "tues", "thurs", "wed."."""
    name = name.rstrip(".")
    if len(name) > 3 and name.endswith("s") and name[:-1] in _NAMES:  # "Mondays"
        name = name[:-1]
    if name in ("m", "w", "f"):
        return {"m": 0, "w": 2, "f": 4}[name]
    found = [day for day, full in enumerate(_NAMES) if len(name) >= _SHORTEST and full.startswith(name)]
    return found[0] if len(found) == 1 else None


def _letters(text: str) -> frozenset[int] | None:
    """Letters in the order of a week from Monday or from Sunday, if only one set of days has them."""
    text = re.sub(r"[\s,./&]", "", text).replace("tu", "1").replace("th", "3")
    text = text.replace("sa", "5").replace("su", "6").replace("mo", "0").replace("we", "2").replace("fr", "4")
    if not 2 <= len(text) <= 7:
        return None
    places = [(int(char),) if char.isdigit() and char < "7" else _LETTERS.get(char, ()) for char in text]
    sets = set()
    for days in product(*places):
        by_sunday = tuple((day + 1) % 7 for day in days)
        if any(all(one < two for one, two in pairwise(order)) for order in (days, by_sunday)):
            sets.add(frozenset(days))
    return sets.pop() if len(sets) == 1 else None
