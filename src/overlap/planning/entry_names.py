"""What entries of a calendar are called for ever.

Law: the same people, date and thing have the same name in every export, whatever else changes; two
things of one kind never share a name. Names are made of what they stand for, never drawn.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import final

from overlap.errors import BadArgument
from overlap.people.listed import shown
from overlap.people.roster import Roster

__all__ = ["Names"]


@final
class Names:
    """The names of one export, each given once.

    Args:
        roster: Whose entries they are.
        namespace: What makes them unlike those of other calendars; by default the roster's id and ".overlap".

    Raises:
        BadArgument: If the namespace is no text that can stand behind an `@`.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> roster = Roster([Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])], id="acme")
        >>> Names(roster).of("holiday", "pune", date(2026, 11, 8), "Diwali")
        'holiday.pune.20261108.579b0bec90@acme.overlap'
    """

    __slots__ = ("_given", "_namespace")

    def __init__(self, roster: Roster, namespace: str | None = None) -> None:
        if namespace is not None and not (
            isinstance(namespace, str) and namespace.isprintable() and namespace and " " not in namespace
        ):
            raise BadArgument(
                f"namespace is {shown(namespace)}",
                hint='write text without blanks, such as "example.com"',
                field="namespace",
            )
        self._namespace = f"{roster.id}.overlap" if namespace is None else namespace
        self._given: dict[str, int] = {}

    def of(self, kind: str, who: str, on: date, what: str) -> str:
        """The name of a thing of somebody on a date; a further one of the same is numbered."""
        mark = sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        base = f"{kind}.{who}.{on:%Y%m%d}.{mark}"
        count = self._given[base] = self._given.get(base, 0) + 1
        return f"{base}{f'-{count}' if count > 1 else ''}@{self._namespace}"
