"""Rows that say the same of different people, read once.

Law: a row that repeats one in which nothing had to be told, but for a name, an id and an address, says the
same again. Any other row is read on its own.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Final, final

from overlap.adapters.sheets.entry import NOBODY, PLURAL, TOTALS, Entry, is_name
from overlap.adapters.sheets.grid import Row
from overlap.adapters.sheets.reading import SheetReading
from overlap.people.addresses import EMAIL
from overlap.people.names import folded

__all__ = ["Alike"]

_NO_NAMES: Final = NOBODY | TOTALS

_WHO: Final = ("member", "member_id", "first_name", "last_name", "email")
"""Columns that say who somebody is; all others say what of them."""


@final
class Alike:
    """Rows that were read, and that others repeat but for a name, an id and an address.

    A row is read again that names nobody, several people or somebody who cannot be one, that has no such
    address, or that ends before the header does.

    Args:
        reading: The sheet.
    """

    def __init__(self, reading: SheetReading) -> None:
        columns = reading.header.columns
        self._name, self._email = columns.get("member"), columns.get("email")
        own = {columns.get(column) for column in _WHO}
        self._id = columns.get("member_id")
        shared = [at for at in columns.values() if at not in own]
        self._width = max(columns.values(), default=0) + 1
        self._shared = itemgetter(*shared) if shared else None
        heading = folded(reading.header.headings.get("member", ""))
        self._is_read = self._name is not None and heading not in PLURAL
        self._known: dict[object, tuple[object, ...]] = {}

    def of(self, row: Row) -> Entry | None:
        """What a row says of its person, if one that says the same was kept; else None."""
        cells = row.cells
        if not self._is_read or self._shared is None or len(cells) < self._width:
            return None
        shared = self._known.get(self._shared(cells))
        if shared is None:
            return None
        name, own_id = cells[self._name or 0], "" if self._id is None else cells[self._id]
        email = "" if self._email is None else cells[self._email]
        if not (isinstance(name, str) and isinstance(own_id, str) and isinstance(email, str)):
            return None
        if not (name and is_name(name) and is_name(own_id)) or folded(name) in _NO_NAMES:
            return None
        if email and not (email.isprintable() and EMAIL.fullmatch(email)):
            return None
        return Entry._make((row, (name, own_id), email or None, *shared))

    def keep(self, entry: Entry) -> None:
        """Keeps what a row said of which nothing had to be told."""
        if self._shared is not None and entry.member is not None and len(entry.row.cells) >= self._width:
            self._known[self._shared(entry.row.cells)] = (*entry[3:-1], object())
