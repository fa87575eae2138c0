"""Many people of whom few different things are true, as columns.

Law: a crowd says what its members would say, each made when somebody asks for them; whoever makes one answers
for what is in its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

from overlap.people.members import Member, another

__all__ = ["Crowd"]


@final
class Crowd:
    """People who are each like one of a few models, but for who they are.

    Args:
        models: Members of whom all is true that is true of those like them.
        of: Of each person, the place of the model, from 0. The first of each model is the model itself, and
            each has one.
        rows: Of each person, the place in the columns, from 0.
        ids: Ids that a member can have; those of the people are all different.
        names: What people say.
        emails: Addresses that a member can have, or "".

    Example:
        >>> ana = Member("ana", zone="Asia/Dubai")
        >>> crowd = Crowd([ana], [0, 0], [0, 1], ["ana", "jun"], ["Ana", "Jun Santos"], ["", ""])
        >>> [(member.name, member.zone) for member in crowd]
        [('ana', 'Asia/Dubai'), ('Jun Santos', 'Asia/Dubai')]
    """

    def __init__(
        self,
        models: Sequence[Member],
        of: Sequence[int],
        rows: Sequence[int],
        ids: Sequence[str],
        names: Sequence[str],
        emails: Sequence[str],
    ) -> None:
        self.models: tuple[Member, ...] = tuple(models)
        self.of: Sequence[int] = of
        self._rows = rows
        self._columns = ids, names, emails

    def __len__(self) -> int:
        return len(self.of)

    def __iter__(self) -> Iterator[Member]:
        ids, names, emails = self._columns
        made: set[int] = set()
        for of, at in zip(self.of, self._rows, strict=True):
            if of in made:
                yield another(self.models[of], ids[at], names[at], emails[at] or None)
            else:
                made.add(of)
                yield self.models[of]
