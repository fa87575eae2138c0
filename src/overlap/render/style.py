"""How the reader wants dates and times written: hours by 12 or by 24, in the words of a locale.

Law: a style changes words for people and nothing else: numbers, ids and what programs read stay. It
belongs to the thread or task that chose it, and ends with its block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Final, Literal, ParamSpec, TypeVar, final

from overlap.errors import BadArgument

__all__ = ["PLAIN", "Style", "current", "plainly", "reading_as"]

_Taken = ParamSpec("_Taken")
_Given = TypeVar("_Given")

_HOUSE: Final = "en"
"""The locale whose words are our own and need no package."""


@final
@dataclass(frozen=True, slots=True)
class Style:
    """How dates, times of day, weekdays and shares are written.

    Args:
        hours: 24 for "17:00", 12 for "5:00 pm". The locale does not decide it: who wants 12 hours says so.
        locale: A locale such as "pl", "pt-BR" or "en_US", in any case; None and "en" for plain English,
            day before month. It is kept as "pt_BR"; None stands for plain English.

    Raises:
        BadArgument: If hours are neither 12 nor 24, or there is no such locale; the hint names near ones.
        MissingExtra: If a locale besides "en" is asked for and babel is not installed.

    Example:
        >>> Style(locale="PT-br")
        Style(hours=24, locale='pt_BR')
    """

    hours: Literal[12, 24] = 24
    locale: str | None = None

    def __post_init__(self) -> None:
        if isinstance(self.hours, bool) or self.hours not in (12, 24):
            raise BadArgument(f"hours is {self.hours!r}", hint="write 12 or 24", field="hours")
        if self.locale is None:
            return
        if isinstance(self.locale, str) and self.locale.strip().casefold() == _HOUSE:
            object.__setattr__(self, "locale", None)
            return
        from overlap.render.locale_words import locale_of

        object.__setattr__(self, "locale", locale_of(self.locale))


PLAIN: Final = Style()
"""24 hours in plain English: what is used where nobody asks for another."""

_chosen: Final[ContextVar[Style]] = ContextVar("overlap.style", default=PLAIN)


def current() -> Style:
    """The style that holds here."""
    return _chosen.get()


@contextmanager
def reading_as(style: Style) -> Iterator[Style]:
    """Everything that is put into words inside the block is written in a style.

    Answers put most of themselves into words when they are shown; reasons and causes when they are found.
    So ask inside the block as well. Blocks may nest; other threads and tasks are not touched.

    Raises:
        BadArgument: If it is no `Style`.

    Example:
        >>> from overlap.render.moments import wall_text
        >>> with reading_as(Style(hours=12)):
        ...     wall_text(17 * 60)
        '5:00 pm'
        >>> wall_text(17 * 60)
        '17:00'
    """
    if not isinstance(style, Style):
        raise BadArgument(f"the style is {style!r}", hint="write Style(hours=12)", field="style")
    token = _chosen.set(style)
    try:
        yield style
    finally:
        _chosen.reset(token)


def plainly(make: Callable[_Taken, _Given]) -> Callable[_Taken, _Given]:
    """A function whose words are plain under every style: what it makes goes into a file for programs."""

    @wraps(make)
    def made(*arguments: _Taken.args, **options: _Taken.kwargs) -> _Given:
        with reading_as(PLAIN):
            return make(*arguments, **options)

    return made
