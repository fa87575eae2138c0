"""Rows that say the same of different people, found at once from the columns of a sheet.

Law: a row that repeats one in which nothing had to be told, but for a name, an id and an address, says the
same again, and so does the first such row of another team. Any other row is read on its own, in the sheet's
order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import Final, cast, final

from overlap.adapters.sheets.entry import LONGEST_NAME, NOBODY, PLURAL, TOTALS, Entry, is_name
from overlap.adapters.sheets.grid import Row, Rows, Value
from overlap.adapters.sheets.names import ids_of
from overlap.adapters.sheets.reading import SheetReading
from overlap.people.addresses import EMAIL, are_addresses
from overlap.people.members import is_id
from overlap.people.names import folded

__all__ = ["Alike"]

_NO_NAMES: Final = NOBODY | TOTALS

_WHO: Final = ("member", "member_id", "first_name", "last_name", "email")
"""Columns that say who somebody is; all others say what of them."""

_TEAM: Final = ("team", "team_id")

_BETWEEN: Final = {ord("-"): None, ord("_"): None}
"""What an id has besides letters and digits."""


@final
class Alike:
    """Rows by what they say, whoever they say it of.

    A row is read on its own that names nobody, several people or somebody who cannot be one, or that has no
    such address; and of rows that say the same the first ones, until nothing had to be told of one.

    Args:
        reading: The sheet.
        first: The first row below the header, from 0.

    Attributes:
        ids: Of each row of the sheet, the id of whoever it names: the row's own, or one made of the name.
        names: The name.
        emails: The address, or "".
        others: By the number of a row that was kept, the rows that say the same of others, from 0, in order.
    """

    def __init__(self, reading: SheetReading, first: int) -> None:
        rows, columns = reading.grid.rows, reading.header.columns
        self._rows, self._first = rows, first
        self._kept: dict[int, int] = {}
        self._said: dict[tuple[Value, ...], Entry] = {}
        self._teams = [columns.get(column) for column in _TEAM]
        self._what = [at for column, at in columns.items() if column not in (*_WHO, *_TEAM)]
        self._odd: set[int] = set()
        self._groups: list[list[int]] = []
        self.ids: Sequence[str] = ()
        self.names: Sequence[str] = ()
        self.emails: Sequence[str] = ()
        self.others: dict[int, list[int]] = {}
        shared = [at for column, at in columns.items() if column not in _WHO]
        heading = folded(reading.header.headings.get("member", ""))
        self._is_read = "member" in columns and heading not in PLURAL and bool(shared)
        if not self._is_read:
            return
        self.names, self._own_ids, self.emails = (
            _texts(rows, columns.get(column), first, self._odd) for column in ("member", "member_id", "email")
        )
        made = ids_of(self.names, "member")
        self.ids = (
            [own or one for own, one in zip(self._own_ids, made, strict=True)] if any(self._own_ids) else made
        )
        self._odd.update(_odd(self.names, self._own_ids, self.emails, made))
        self._groups = _grouped(rows, shared, first, self._odd)

    def alone(self) -> Iterator[int]:
        """The rows to be read on their own, from 0, in order; each is read before the next is asked for."""
        if not self._is_read:
            yield from range(self._first, len(self._rows))
            return
        waiting: list[tuple[int, int, list[int]]] = [(at, 0, []) for at in self._odd if at >= self._first]
        waiting += [(group[0], 1, group) for group in self._groups]
        heapify(waiting)
        while waiting:
            at, following, group = heappop(waiting)
            yield at
            if at in self._kept:
                self.others[self._kept[at]] = group[following:]
            elif following < len(group):
                heappush(waiting, (group[following], following + 1, group))

    def keep(self, at: int, entry: Entry) -> None:
        """Lets a row, of which nothing had to be told, speak for those that say the same of others."""
        self._kept[at] = entry.row.number
        if self._is_read:
            self._said.setdefault(self._saying(entry.row), entry)

    def elsewhere(self, at: int) -> Entry | None:
        """What a row says that says the same as one kept of another team; None if none does."""
        row = self._rows[at]
        alike = None if at in self._odd else self._said.get(self._saying(row))
        if alike is None:
            return None
        name, own_id = ("" if column is None else row.at(column) for column in self._teams)
        if isinstance(name, str) and isinstance(own_id, str) and is_name(name) and is_name(own_id):
            return self.entry(at, alike)._replace(team=(name, own_id))
        return None

    def _saying(self, row: Row) -> tuple[Value, ...]:
        """What a row says, whoever and whichever team it says it of."""
        return tuple([row.at(column) for column in self._what])

    def entry(self, at: int, alike: Entry) -> Entry:
        """What a row says that says the same as another, of somebody else."""
        who = (self.names[at], self._own_ids[at])
        return Entry._make((self._rows[at], who, self.emails[at] or None, *alike[3:]))


def _texts(rows: Rows, column: int | None, first: int, odd: set[int]) -> Sequence[str]:
    """The texts of a column below the header; what is no text, or cannot be printed, is left out and odd."""
    if column is None:
        return [""] * len(rows)
    cells = list(rows.column(column))
    cells[:first] = [""] * first
    with suppress(TypeError):  # something is no text
        known = cast("list[str]", cells)
        if "".join(known).isprintable():
            return known
    texts = [cell if isinstance(cell, str) and cell.isprintable() else "" for cell in cells]
    odd.update(at for at, text in enumerate(texts) if text != cells[at])
    return texts


def _odd(
    names: Sequence[str], own_ids: Sequence[str], emails: Sequence[str], made: Sequence[str]
) -> Iterator[int]:
    """The rows that name nobody, or nobody with such a name, id and address."""
    yield from [at for at, name in enumerate(names) if not name]
    if max(map(len, names), default=0) > LONGEST_NAME:
        yield from [at for at, name in enumerate(names) if len(name) > LONGEST_NAME]
    letters = "\n".join(made).translate(_BETWEEN).split("\n")
    if not _NO_NAMES.isdisjoint(letters):
        yield from [at for at, one in enumerate(letters) if one in _NO_NAMES]
    if any(own_ids):
        yield from [at for at, one in enumerate(own_ids) if one and not is_id(one)]
    if not are_addresses(emails):
        yield from [at for at, one in enumerate(emails) if one and not EMAIL.fullmatch(one)]


def _grouped(rows: Rows, shared: Sequence[int], first: int, odd: set[int]) -> list[list[int]]:
    """The rows that are not odd, by what they have in the shared columns; each group in order."""
    groups: defaultdict[tuple[Value, ...], list[int]] = defaultdict(list)
    cells = zip(*(rows.column(at) for at in shared), strict=True)
    for at, key in enumerate(islice(cells, first, None), first):
        groups[key].append(at)
    found = list(groups.values())
    if odd:
        found = [
            [at for at in group if at not in odd] if not odd.isdisjoint(group) else group for group in found
        ]
    return [group for group in found if group]
