"""What a table says of each year, as a calendar asks for it, and what follows where the table ends.

Law: a year is the same whatever years are read with it. Beyond the data it holds what was chosen: nothing,
or what the last years carry on; and whoever asks is told.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Final, Literal, final

from overlap.errors import BeyondData, BeyondDataWarning
from overlap.people.days import Entry, StatutoryTable
from overlap.people.projection import YEARS_COMPARED, projected
from overlap.people.telling import tell

__all__ = ["BEYOND", "Beyond", "Listing"]

Beyond = Literal["raise", "warn", "project"]
"""What an answer beyond the data is: an error; unknown; or what follows from the last years."""

BEYOND: Final[tuple[Beyond, ...]] = ("raise", "warn", "project")
"""Every such policy."""

_DATE_OF: Final = itemgetter(0)
"""The date of an entry."""


@final
@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a table by year, remembered.

    Attributes:
        table: The table.
        beyond: What happens where it ends.
        blocking: The categories that matter to who works when; the others are read only when asked for.
    """

    table: StatutoryTable
    beyond: Beyond
    blocking: frozenset[str]
    _entries: dict[tuple[int, bool], tuple[Entry, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def knows(self, year: int) -> bool:
        """Whether a date of a year is inside the data."""
        return self.table.known_from.year <= year <= self.table.known_until.year

    def require(self, first: date, last: date) -> bool:
        """Whether all dates from `first` to `last` are known; a warning, if that was chosen, if they are not.

        Raises:
            BeyondData: If they are not, and nothing else was chosen.
        """
        low, high = self.table.known_from, self.table.known_until
        if low <= first and last <= high:
            return True
        places = " and ".join(self.table.places)
        if self.beyond == "raise":
            wanted = last if last > high else first
            edge = f"end on {high.isoformat()}" if last > high else f"begin on {low.isoformat()}"
            raise BeyondData(
                f"nothing is known of the holidays of {places} on {wanted.isoformat()}, "
                f"a local date of the question: the data {edge}",
                hint='ask for nearer dates, or set beyond = "project" or "warn" for the calendar',
            )
        edge = f"after {high.isoformat()}" if last > high else f"before {low.isoformat()}"
        what = "days that keep their date, weekday or Easter are carried on, others are missing"
        so = what if self.beyond == "project" else "only the week, edits and rules are heeded there"
        message = f"nothing is known of the holidays of {places} {edge}: {so}"
        tell(message, BeyondDataWarning, stacklevel=4)
        return False

    def load(self, first_year: int, last_year: int, *, blocking: bool) -> None:
        """Read the years together: a table reads several at once sooner than one by one."""
        missing = [
            year
            for year in range(first_year, last_year + 1)
            if self.knows(year) and (year, blocking) not in self._entries
        ]
        if not missing:
            return
        entries = self.table.entries(missing[0], missing[-1], categories=self.blocking if blocking else None)
        low = 0
        for year in range(missing[0], missing[-1] + 1):
            last = min(date(year, 12, 31), self.table.known_until)
            high = bisect_right(entries, last, low, key=_DATE_OF)
            of_year = entries[low:high]
            low = bisect_right(entries, date(year, 12, 31), high, key=_DATE_OF)
            self._entries[year, blocking] = of_year + self._carried_on(year, blocking=blocking)

    def entries(self, year: int, *, blocking: bool) -> tuple[Entry, ...]:
        """The entries of a year, of the blocking categories or of all, by date."""
        known = self._entries.get((year, blocking))
        if known is None:
            if self.knows(year):
                self.load(year, year, blocking=blocking)
                return self._entries[year, blocking]
            known = self._entries.setdefault((year, blocking), self._carried_on(year, blocking=blocking))
        return known

    def _carried_on(self, year: int, *, blocking: bool) -> tuple[Entry, ...]:
        """The projected entries of a year after the table's end, or of what it lacks of its last."""
        end = self.table.known_until
        if self.beyond != "project" or year < end.year:
            return ()
        last = end.year if (end.month, end.day) == (12, 31) else end.year - 1
        first = last - YEARS_COMPARED + 1
        if year <= last or first < self.table.known_from.year:
            return ()
        wanted = self.blocking if blocking else None
        known: list[list[Entry]] = [[] for _ in range(YEARS_COMPARED)]
        for entry in self.table.entries(first, last, categories=wanted):
            known[entry.date.year - first].append(entry)
        return tuple(entry for entry in projected(known, year) if entry.date > end)
