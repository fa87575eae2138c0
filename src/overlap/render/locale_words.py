"""The words and patterns of a locale for dates, times of day and shares.

Law: Unicode's CLDR, as babel has it, decides words and their order; the numbers are ours. A time by 12 hours
always says which half of the day. What a locale says does not depend on what was asked before: babel's
own look-ups leave marks in what locales share, so we read from copies. Nothing is loaded before a locale
is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, final

from overlap.core.civil import date_of, weekday_of
from overlap.core.packages import unusable
from overlap.errors import BadArgument

__all__ = ["LocaleWords", "locale_of", "words_of"]

_PARTS: Final = re.compile(r"'([^']*)'|([A-Za-z])(\2*)|([^'])", re.DOTALL)
"""Parts of a pattern of Unicode's TR 35: quoted text, a field by the repetition of its letter, other text."""

_NUMBER: Final = re.compile(r"[#0.,]+")
"""The place of the number in a pattern of percentages."""

_KEPT: Final = (
    *("day_periods", "days", "months"),
    *("datetime_skeletons", "number_symbols", "percent_formats"),
)
"""What we read of a locale's data."""

_CONTEXTS: Final = {"E": "format", "c": "stand-alone", "M": "format", "L": "stand-alone"}
"""Letters of weekdays and months, and whether other words stand beside them."""

_WIDE: Final = 4
"""Letters from which on a name is written out."""

_LONGEST: Final = 40
"""No locale's tag is longer; near names of a longer text would be a search for nothing."""


@final
@dataclass(frozen=True, slots=True)
class LocaleWords:
    """What a locale says.

    Attributes:
        tag: Its canonical name, such as "pt_BR".
        weekdays: Short names that stand alone, Monday first.
        halves: The half before noon, and the one after it.
        patterns: Of dates and times as TR 35 writes them, by what is in them.
        names: Of weekdays and months, by the field of a pattern.
        percent: The pattern of a share.
        point: What stands before decimals.
        percent_sign: The sign of a share.
    """

    tag: str
    weekdays: tuple[str, ...]
    halves: tuple[str, str]
    patterns: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    percent: str
    point: str
    percent_sign: str

    def date(self, day: int, *, weekday: bool, year: bool) -> str:
        """A day, with or without its weekday and its year."""
        on = date_of(day)
        numbers = {"d": on.day, "M": on.month, "L": on.month, "y": on.year}

        def field(letter: str, size: int) -> str:
            names = self.names.get(letter * size)
            if names is None:
                return f"{numbers[letter]:0{size}d}"
            return names[on.month - 1 if letter in "ML" else weekday_of(day)]

        return _filled(self.patterns[f"{'y' if year else ''}MMM{'E' if weekday else ''}d"], field)

    def clock(self, minute: int, hours: int) -> str:
        """A time of day; 1440 is midnight at its end."""
        return self._time("hm" if hours == 12 else "Hm", minute)

    def hour(self, hour: int) -> str:
        """An hour by 12 hours, without minutes."""
        return self._time("h", hour * 60)

    def _time(self, pattern: str, minute: int) -> str:
        hour, rest = divmod(minute, 60)
        numbers = {"H": hour, "h": (hour - 1) % 12 + 1, "K": hour % 12, "m": rest}

        def field(letter: str, size: int) -> str:
            if letter in "abB":
                return self.halves[hour % 24 >= 12]
            return f"{numbers[letter]:0{size}d}"

        return _filled(self.patterns[pattern], field)

    def share(self, percent: str) -> str:
        """A share from its percentage, written with a point or without decimals."""
        number = percent.replace(".", self.point)
        return _NUMBER.sub(lambda _: number, self.percent).replace("%", self.percent_sign)


def _filled(pattern: str, field: Callable[[str, int], str]) -> str:
    """A pattern with its fields replaced, each told by its letter and how often that stands."""

    def part(match: re.Match[str]) -> str:
        quoted, letter, more, other = match.groups()
        if letter:
            return field(letter, 1 + len(more))
        return quoted or other or ""

    return _PARTS.sub(part, pattern).strip()


def locale_of(tag: object) -> str:
    """The canonical name of a locale.

    Raises:
        BadArgument: If there is none; the hint names near ones.
        MissingExtra, BrokenInstall: If babel is not installed, or fails.
    """
    wanted = tag.strip().replace("-", "_") if isinstance(tag, str) else ""
    try:
        from babel.core import Locale, UnknownLocaleError
        from babel.localedata import locale_identifiers
    except Exception as error:  # it may be there and fail in any way
        hint = "install it with: pip install 'overlap-teams[i18n]'; hours=12 works without it"
        raise unusable("babel", error, f"the locale {tag!r} needs", hint=hint) from error
    if 0 < len(wanted) <= _LONGEST:
        try:
            return str(Locale.parse(wanted))
        except (ValueError, TypeError, UnknownLocaleError):
            pass
    raise _unknown(tag, wanted, locale_identifiers())


def _unknown(tag: object, wanted: str, known: Collection[str]) -> BadArgument:
    from difflib import get_close_matches

    from babel.core import Locale

    by_key = {one.casefold(): one for one in known}
    key = wanted.casefold()[:_LONGEST]
    languages = {str(name).casefold(): str(code) for code, name in Locale.parse("en").languages.items()}
    base = key.partition("_")[0]
    if languages.get(key) in known:  # "Polish", as people say it
        near = [languages[key].casefold()]
    else:
        near = get_close_matches(key, by_key, n=3, cutoff=0.6)
        near = [base, *near[:2]] if base in by_key and base not in near else near
    names = " or ".join(f'"{by_key[one]}"' for one in near)
    shown = repr(tag)
    return BadArgument(
        f"{shown if len(shown) <= 60 else f'{shown[:57]}...'} is no locale",
        hint=f"did you mean {names}?" if names else 'write a language and perhaps a country: "pl", "pt_BR"',
        field="locale",
    )


@lru_cache(maxsize=64)
def words_of(tag: str) -> LocaleWords:
    """The words of a locale by its canonical name."""
    data = _data_of(tag)
    halves: Mapping[str, str] = data["day_periods"]["format"]["abbreviated"]
    skeletons = ("yMMMEd", "yMMMd", "MMMEd", "MMMd", "Hm", "hm", "h")
    patterns = {one: str(data["datetime_skeletons"][one].pattern).replace("#", "") for one in skeletons}
    for one in ("hm", "h"):
        patterns[one] = _with_half(patterns[one])
    symbols = data["number_symbols"]["latn"]
    return LocaleWords(
        tag,
        _names(data, "ccc"),
        (halves["am"], halves["pm"]),
        patterns,
        {field: _names(data, field) for pattern in patterns.values() for field in _named_fields(pattern)},
        str(data["percent_formats"][None].pattern).partition(";")[0],
        str(symbols["decimal"]),
        str(symbols["percentSign"]),
    )


def _data_of(tag: str) -> Mapping[str, Any]:
    """What we read of a locale's data, as a copy of our own."""
    from copy import deepcopy

    from babel.localedata import LocaleDataDict, load

    raw = load(tag)
    found: Mapping[str, Any] = LocaleDataDict({key: deepcopy(raw[key]) for key in _KEPT})
    return found


def _named_fields(pattern: str) -> set[str]:
    """The fields of a pattern that are names, not numbers."""
    found = (match[2] + match[3] for match in _PARTS.finditer(pattern) if match[2])
    return {field for field in found if field[0] in "Ec" or (field[0] in "ML" and len(field) > 2)}


def _names(data: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """The names that a field of a pattern stands for: from Monday or from January on."""
    kind, numbers = ("days", range(7)) if field[0] in "Ec" else ("months", range(1, 13))
    width = "wide" if len(field) >= _WIDE else "abbreviated"
    names: Mapping[int, str] = data[kind][_CONTEXTS[field[0]]][width]
    return tuple(str(names[number]) for number in numbers)


def _with_half(pattern: str) -> str:
    """A pattern that names the half of the day: some locales leave it out, and 9:00 would be either."""
    is_told = any(match[2] and match[2] in "abB" for match in _PARTS.finditer(pattern))
    return pattern if is_told else f"{pattern} a"
