"""What a result finds when it is first asked for, kept for the style in which it was asked.

Law: what is found does not depend on who asked before. Reasons and causes are put into words when they are
found, so each style has its own. Two threads that ask at once may both look; they are handed the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, final

from overlap.render.style import Style, current

__all__ = ["Kept"]

_Found = TypeVar("_Found")


@final
class Kept:
    """Answers by name; as many as a result has, for as many styles as a program reads it in."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[tuple[str, Style], Any] = {}

    def once(self, name: str, find: Callable[[], _Found]) -> _Found:
        """The answer of a name, looked for if nobody has asked for it in this style.

        Example:
            >>> kept = Kept()
            >>> kept.once("sum", lambda: 1 + 1), kept.once("sum", lambda: 0)
            (2, 2)
        """
        key = (name, current())
        if key not in self._found:
            self._found.setdefault(key, find())  # whoever is second takes what the first has found
        found: _Found = self._found[key]
        return found

    def __reduce__(self) -> tuple[type[Kept], tuple[()]]:
        """Empty again in a copy or another process: it is soon found once more."""
        return Kept, ()
