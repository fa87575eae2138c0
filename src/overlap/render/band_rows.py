"""The rows of `Bands`: what is where on each, and the words for it.

Law: every rendering is made of these rows and these words, so all say the same. Minutes are those of a
day that closes on itself: what runs on past midnight is on its other side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from overlap.core.civil import DAY
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.render.document import Band, BandGroup, BandKind, Bands
from overlap.render.moments import duration_text, minute_range

__all__ = ["BandRow", "clock_words", "range_words", "rows_of", "runs"]

_HERE: tuple[BandKind, ...] = ("work", "break", "shared")
"""Kinds that make a shift's place."""


class BandRow(NamedTuple):
    """A line of the picture; sets are minutes of the day, each kind less those that cover it."""

    group: str
    label: str
    work: IntervalSet
    away: IntervalSet
    shared: IntervalSet
    quiet: IntervalSet
    was: IntervalSet
    moved_minutes: int
    note: str

    @property
    def who(self) -> str:
        """`Manila Support, day`."""
        return ", ".join(part for part in (self.group, self.label) if part)

    @property
    def now(self) -> IntervalSet:
        """From start to end, breaks and time shared included."""
        return self.work | self.away | self.shared

    def hours(self) -> str:
        """`18:30–03:30, was 19:00–04:00, 30 min earlier`: the place, and the one before if it is another."""
        parts = [range_words(self.now)] if self.now else []
        if self.was and self.was != self.now:
            parts.append(f"was {range_words(self.was)}")
        parts.append(self.moved())
        return ", ".join(part for part in parts if part)

    def moved(self) -> str:
        """`30 min earlier`, or nothing."""
        if not self.moved_minutes:
            return ""
        return f"{duration_text(abs(self.moved_minutes))} {'earlier' if self.moved_minutes < 0 else 'later'}"

    def beside(self) -> str:
        """What stands beside the row: its hours and its note."""
        return ", ".join(part for part in (self.hours(), self.note) if part)

    def aloud(self) -> str:
        """All of the row as a sentence, for who cannot see it."""
        parts = [self.beside()]
        for words, minutes in (("break", self.away), ("shared", self.shared), ("quiet hours", self.quiet)):
            if minutes:
                parts.append(f"{words} {range_words(minutes)}")
        said = "; ".join(part for part in parts if part) or "nothing"
        return f"{self.who}: {said}." if self.who else f"{said}."

    def arrows(self) -> Iterator[tuple[int, int]]:
        """(minute, minutes moved) for each old start that has a new one where it has moved to."""
        if self.moved_minutes and self.now != self.was:
            starts = {start % DAY for start, _ in runs(self.now)}
            for start, _ in runs(self.was):
                if (start + self.moved_minutes) % DAY in starts:
                    yield start % DAY, self.moved_minutes


def rows_of(group: BandGroup) -> list[BandRow]:
    """A group's rows: places left first, then its bands after, each with the place it had."""
    if not group.after:
        return [_row(group, band, EMPTY) for band in group.before]
    places: dict[str, IntervalSet] = {}
    notes: dict[str, str] = {}
    for band in group.before:
        places[band.label] = places.get(band.label, EMPTY) | _minutes(band, _HERE)
        notes.setdefault(band.label, band.note)
    only = next(iter(places.values())) if len(places) == 1 else EMPTY
    taken = {band.label for band in group.after} | (set(places) if len(places) == 1 else set())
    left = [
        _row(group, Band(label, (), notes[label]), place)
        for label, place in places.items()
        if label not in taken
    ]
    return left + [_row(group, band, places.get(band.label, only)) for band in group.after]


def _row(group: BandGroup, band: Band, was: IntervalSet) -> BandRow:
    """A band's row; the place it says it had goes before the one found for it."""
    shared = _minutes(band, ("shared",))
    away = _minutes(band, ("break",)) - shared
    return BandRow(
        group.label,
        band.label,
        _minutes(band, ("work",)) - shared - away,
        away,
        shared,
        _minutes(band, ("quiet",)),
        _minutes(band, ("was",)) or was,
        band.moved_minutes,
        band.note,
    )


def _minutes(band: Band, kinds: Iterable[BandKind]) -> IntervalSet:
    """The minutes of the day that stretches of these kinds have."""
    return IntervalSet(
        piece for start, end, kind in band.stretches if kind in kinds for piece in _wrapped(start, end)
    )


def _wrapped(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch in the one or two pieces that lie between 0 and the day's end."""
    long = (end - start) % DAY if end < start else min(end - start, DAY)
    first = start % DAY
    yield first, min(first + long, DAY)
    yield 0, max(first + long - DAY, 0)


def runs(minutes: IntervalSet) -> list[tuple[int, int]]:
    """Its stretches in order; one across midnight is whole, with an end beyond the day's.

    Example:
        >>> runs(IntervalSet([(0, 360), (600, 660), (1320, 1440)]))
        [(600, 660), (1320, 1800)]
    """
    pieces = list(minutes)
    if len(pieces) > 1 and pieces[0][0] == 0 and pieces[-1][1] == DAY:
        _, over = pieces.pop(0)
        start, _ = pieces.pop()
        pieces.append((start, DAY + over))
    return pieces


def range_words(minutes: IntervalSet) -> str:
    """`08:00–12:00, 22:00–06:00`."""
    return ", ".join(minute_range(start, end) for start, end in runs(minutes))


def clock_words(bands: Bands) -> str:
    """Whose clock it is, as a heading says it."""
    return f"Times of {bands.clock}" if bands.clock else ""
