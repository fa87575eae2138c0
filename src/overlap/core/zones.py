"""Zones, and the one rule that turns wall time into instants.

Law: offsets come from the `tzdata` package, never from the host, and are read from the
UTC-to-local direction. A change at instant t from offset a to offset b (minutes east of UTC)
becomes one wall threshold, `t + max(a, b)`: wall times below it use a, others b. That is the rule
of RFC 5545 section 3.3.5, of PEP 495 with fold=0 and of Temporal's "compatible": a repeated wall
time is its first occurrence, a skipped one is read with the offset in force before the skip.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY
from overlap.core.packages import LEAST_TZDATA, check_version, damaged
from overlap.core.tzif import Transitions, read_tzif
from overlap.errors import AmbiguousZone, BadZone

__all__ = [
    "ABBREVIATIONS",
    "Regimes",
    "Zone",
    "package_file",
    "tzdata_version",
    "zone",
    "zone_keys",
]

ABBREVIATIONS: Final[dict[str, tuple[str, ...]]] = {
    "ACST": ("Australia/Adelaide", "Australia/Darwin"),
    "AEDT": ("Australia/Sydney", "Australia/Melbourne"),
    "AEST": ("Australia/Sydney", "Australia/Brisbane"),
    "AST": ("America/Halifax", "Asia/Riyadh", "America/Puerto_Rico"),
    "AWST": ("Australia/Perth",),
    "BRT": ("America/Sao_Paulo", "America/Recife"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "CDT": ("America/Chicago", "America/Havana"),
    "CEST": ("Europe/Berlin", "Europe/Warsaw", "Europe/Paris"),
    "CET": ("Europe/Berlin", "Europe/Warsaw", "Europe/Paris"),
    "COT": ("America/Bogota",),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Costa_Rica", "America/Havana"),
    "CST6CDT": ("America/Chicago",),
    "EAT": ("Africa/Nairobi",),
    "EDT": ("America/New_York", "America/Toronto"),
    "EEST": ("Europe/Kyiv", "Europe/Bucharest"),
    "EET": ("Europe/Kyiv", "Europe/Bucharest", "Africa/Cairo"),
    "EST": ("America/New_York", "America/Panama", "America/Jamaica"),
    "EST5EDT": ("America/New_York",),
    "ET": ("America/New_York",),
    "CT": ("America/Chicago",),
    "MT": ("America/Denver",),
    "PT": ("America/Los_Angeles",),
    "GST": ("Asia/Dubai",),
    "HKT": ("Asia/Hong_Kong",),
    "HST": ("Pacific/Honolulu",),
    "ICT": ("Asia/Bangkok", "Asia/Ho_Chi_Minh"),
    "IDT": ("Asia/Jerusalem",),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    "MDT": ("America/Denver",),
    "MET": ("Europe/Paris", "Europe/Berlin"),
    "MSK": ("Europe/Moscow",),
    "MST": ("America/Denver", "America/Phoenix", "Asia/Kuala_Lumpur"),
    "MST7MDT": ("America/Denver",),
    "NPT": ("Asia/Kathmandu",),
    "NZDT": ("Pacific/Auckland",),
    "NZST": ("Pacific/Auckland",),
    "PDT": ("America/Los_Angeles", "America/Tijuana"),
    "PHT": ("Asia/Manila",),
    "PKT": ("Asia/Karachi",),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
    "PST8PDT": ("America/Los_Angeles",),
    "SAST": ("Africa/Johannesburg",),
    "SGT": ("Asia/Singapore",),
    "WAT": ("Africa/Lagos",),
    "WEST": ("Europe/Lisbon",),
    "WET": ("Europe/Lisbon", "Atlantic/Canary"),
    "WIB": ("Asia/Jakarta",),
}
"""Clock abbreviations people write, and the zones they may mean; some are legacy database keys."""

_REFUSED: Final = frozenset({"Factory"})
"""Keys of the database that name no place's clock."""


class Regimes(NamedTuple):
    """A stretch of one zone's offsets seen from the wall clock; equal stretches are equal values.

    Wall minutes below `thresholds[0]` use `offsets[0]`, those from `thresholds[i]` on
    `offsets[i + 1]`. `gaps` are the skipped wall intervals, half-open.
    """

    thresholds: tuple[int, ...]
    offsets: tuple[int, ...]
    gaps: tuple[tuple[int, int], ...]

    def to_instant(self, wall: int) -> int:
        """The instant of a wall minute; see the module's law. O(log n)."""
        return wall - self.offsets[bisect_right(self.thresholds, wall)]

    def skipped_days(self) -> set[int]:
        """The local days that do not exist, as days since 1970."""
        return {
            day for low, high in self.gaps if high - low >= DAY for day in range(-(-low // DAY), high // DAY)
        }


@final
@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """An IANA zone over the supported years.

    Made by `zone` alone, so there is one object for each key, from all threads and after pickling; `regimes`
    of different zones with the same offsets are equal values, which is what caches compare.
    """

    key: str
    _transitions: Transitions = field(repr=False, compare=False)
    _walls: Regimes = field(repr=False, compare=False)
    _slices: dict[tuple[int, int], Regimes] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __reduce__(self) -> tuple[Callable[[str], Zone], tuple[str]]:
        return zone, (self.key,)

    def offset_at(self, instant: int) -> int:
        """Minutes east of UTC at an instant."""
        return self._transitions.offsets[bisect_right(self._transitions.instants, instant)]

    def to_wall(self, instant: int) -> int:
        """The wall minute that the zone's clocks show at an instant."""
        return instant + self.offset_at(instant)

    def to_instant(self, wall: int) -> int:
        """The instant of a wall minute; see the module's law."""
        return self._walls.to_instant(wall)

    def regimes(self, first_wall: int, end_wall: int) -> Regimes:
        """The offsets that wall minutes of `[first_wall, end_wall)` use."""
        known = self._slices.get((first_wall, end_wall))
        if known is None:
            known = self._slice(first_wall, end_wall)
            if len(self._slices) >= _SLICES_KEPT:
                self._slices.clear()
            self._slices[first_wall, end_wall] = known
        return known

    def _slice(self, first_wall: int, end_wall: int) -> Regimes:
        thresholds, offsets, gaps = self._walls
        low = bisect_right(thresholds, first_wall)
        high = bisect_left(thresholds, end_wall)
        first_gap = bisect_left(gaps, (first_wall - _LONGEST_GAP,))
        last_gap = bisect_left(gaps, (end_wall,))
        return Regimes(
            thresholds[low:high],
            offsets[low : high + 1],
            tuple(gap for gap in gaps[first_gap:last_gap] if gap[1] > first_wall),
        )

    def changes(self, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
        """Each change in `[start, end)` as (instant, offset before, offset after)."""
        instants, offsets = self._transitions
        low, high = bisect_left(instants, start), bisect_left(instants, end)
        return tuple((instants[i], offsets[i], offsets[i + 1]) for i in range(low, high))


_SLICES_KEPT: Final = 64
"""Stretches remembered per zone; a program asks for a handful at a time."""

_LONGEST_GAP: Final = 2 * DAY
"""No zone ever skipped more than a day (Samoa, Tokelau, Kiribati, Kwajalein)."""


@lru_cache(maxsize=1024)  # more tables than the database has
def _walls_of(transitions: Transitions) -> Regimes:
    """The wall view of a table; zones with the same table share it."""
    instants, offsets = transitions
    gaps: list[tuple[int, int]] = []
    thresholds: list[int] = []
    for instant, before, after in zip(instants, offsets, offsets[1:], strict=False):
        thresholds.append(instant + max(before, after))
        if after > before:
            gaps.append((instant + before, instant + after))
    return Regimes(tuple(thresholds), offsets, tuple(gaps))


def package_file(name: str) -> bytes:
    """A file of the tzdata package, read through the import system as code is."""
    import pkgutil

    try:
        data = pkgutil.get_data("tzdata", name)
    except Exception as error:  # the package may be missing, or fail in any way
        raise damaged(f"the package tzdata cannot be used: {_said(error)}", "tzdata") from None
    if not data:  # empty, or None for loaders without data, which pip never installs
        raise damaged(f"the package tzdata has nothing in {name}", "tzdata")
    return data


def _said(error: Exception) -> str:
    """What went wrong, without the folder of this machine."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


@lru_cache(maxsize=1)
def tzdata_version() -> str:
    """The IANA release the zones come from, such as "2026f"."""
    try:
        import tzdata

        version = str(tzdata.IANA_VERSION)
    except Exception as error:  # it may be missing, or fail in any way
        raise damaged(f"the package tzdata cannot be used: {_said(error)}", "tzdata") from None
    check_version("tzdata", version, LEAST_TZDATA)
    return version


@lru_cache(maxsize=1)
def zone_keys() -> frozenset[str]:
    """Every zone key that can be used."""
    return frozenset(package_file("zones").decode("ascii").split()) - _REFUSED - ABBREVIATIONS.keys()


_made: Final[dict[str, Zone]] = {}
"""Every zone asked for, by its key: as many as the database has. None is ever forgotten: see `Zone`."""


def zone(key: str) -> Zone:
    """The zone of an IANA key such as "Asia/Manila".

    Raises:
        BadZone: If the `tzdata` package has no such key, or it is an abbreviation; with the
            candidates it may mean.

    Example:
        >>> zone("Asia/Kolkata").offset_at(0)
        330
    """
    known = _made.get(key)
    if known is not None:
        return known
    if key in zone_keys():
        transitions = _transitions_of(key)
        # One step finds or enters it: of two threads that made one at once, both are handed the first.
        return _made.setdefault(key, Zone(key, transitions, _walls_of(transitions)))
    raise _no_such_zone(key)


def _transitions_of(key: str) -> Transitions:
    tzdata_version()  # an old package is refused before anything is answered from it
    data = package_file(f"zoneinfo/{key}")
    try:
        return read_tzif(data)
    except Exception:  # cut off or overwritten, it can be wrong in any way
        raise damaged(f"the package tzdata has a damaged file for {key}", "tzdata") from None


def _no_such_zone(key: object) -> BadZone:
    if not isinstance(key, str):
        return BadZone(f"{key!r} is not a time zone", hint='write a name, such as "Asia/Manila"')
    known = ABBREVIATIONS.get(key.strip().upper())
    if known:
        return AmbiguousZone(
            f'"{key}" is an abbreviation, not a time zone',
            hint=f"use {_either(known)}",
            key=key,
            candidates=known,
        )
    from difflib import get_close_matches

    folded = {name.lower(): name for name in sorted(zone_keys())}
    wanted = key.strip().lower().replace(" ", "_")
    if wanted in folded:
        near = [folded[wanted]]
    else:
        near = [name for low, name in folded.items() if wanted and low.rpartition("/")[2] == wanted]
        near += [folded[low] for low in get_close_matches(wanted, folded, n=3, cutoff=0.7)]
    candidates = tuple(dict.fromkeys(near))[:3]
    hint = f"did you mean {_either(candidates)}?" if candidates else "search with: overlap zones CITY"
    return BadZone(f'"{key}" is not an IANA time zone', hint=hint, key=key, candidates=candidates)


def _either(names: Iterable[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return ", ".join(quoted[:-1]) + " or " + quoted[-1] if len(quoted) > 1 else quoted[0]
