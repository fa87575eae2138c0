"""Zones, places and ids of what people write in a sheet.

Law: a name is taken for a zone only if it means one alone: a key, what Windows calls a zone, a city or a
country with a single clock. Abbreviations such as IST are refused, as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Generic, TypeVar, final

from overlap.adapters.places import search_zones
from overlap.adapters.team_reading import shown
from overlap.adapters.windows_zones import WINDOWS_ZONES
from overlap.core.zones import zone, zone_keys
from overlap.errors import AmbiguousZone, BadRoster, BadZone, OverlapError
from overlap.people.names import either, folded

__all__ = ["Lookup", "id_of", "ids_of", "zone_of_text"]

Asked = TypeVar("Asked", bound=Hashable)
Found = TypeVar("Found")

_MOST_FAILURES: Final = 25
"""Different names that nothing has; each is searched for near ones, up to half a second long."""

_LEAST_SCORE: Final = 80
"""Of a search that found a whole name, not a part or something like it."""

_LONGEST: Final = 100
_ID_LENGTH: Final = 60

_ID: Final = re.compile(r"[\w-]{1,60}")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_AS_BLANKS: Final = {at: " " for at in range(128) if not chr(at).isalnum() and at != ord("\n")}
_NO_WORD: Final = re.compile(r"(?:[^\w\n]|_)+")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_FEW: Final = 40
"""Letters that are replaced in less time one by one than all together."""

_BETWEEN: Final = re.compile(r"[\W_]+")


@final
class Lookup(Generic[Asked, Found]):
    """Answers remembered, and errors too; after many errors nothing more is searched for.

    Args:
        find: What is looked up; it raises an `OverlapError` for what is not there.
    """

    def __init__(self, find: Callable[[Asked], Found]) -> None:
        self._find = find
        self._known: dict[Asked, Found] = {}
        self._wrong: dict[Asked, OverlapError] = {}

    def __call__(self, asked: Asked) -> Found:
        """The answer.

        Raises:
            OverlapError: If there is none.
        """
        if asked in self._known:
            return self._known[asked]
        if asked not in self._wrong:
            if len(self._wrong) >= _MOST_FAILURES:
                raise BadRoster(
                    f"{shown(str(asked))} is not looked up any more", hint="repair the others first"
                )
            try:
                self._known[asked] = self._find(asked)
                return self._known[asked]
            except OverlapError as error:
                self._wrong[asked] = error
        raise self._wrong[asked]


def zone_of_text(text: str) -> str:
    """The key of the zone that a text means.

    Args:
        text: "Asia/Manila", "asia/manila", "Singapore Standard Time", "Kraków", "Philippines".

    Raises:
        BadZone: If it means none.
        AmbiguousZone: If it could mean several.

    Example:
        >>> zone_of_text("Kraków"), zone_of_text("Singapore Standard Time")
        ('Europe/Warsaw', 'Asia/Singapore')
    """
    if text in zone_keys():
        return text
    windows = WINDOWS_ZONES.get(text.casefold())
    if windows is not None:
        return windows
    try:
        return zone(text).key
    except AmbiguousZone:
        raise
    except BadZone as error:
        if not folded(text) or len(text) > _LONGEST:
            raise
        matches = [one for one in search_zones(text) if one.score >= _LEAST_SCORE]
        best = [one.key for one in matches if one.score == matches[0].score]
        if len(best) == 1:
            return best[0]
        if best:
            raise AmbiguousZone(
                f"{shown(text)} has several clocks",
                hint=f"use {either(best[:4])}",
                key=text,
                candidates=tuple(best),
            ) from None
        raise error


def id_of(name: str, otherwise: str) -> str:
    """An id made of a name: letters and digits without accents, with dashes between.

    A name that could be an id already is kept.

    Example:
        >>> id_of("Kraków Platform", "team"), id_of("são-paulo", "team"), id_of("…", "team")
        ('krakow-platform', 'são-paulo', 'team')
    """
    small = name.lower()
    if name == small and _ID.fullmatch(name):
        return name
    words: Iterable[str] = _WORDS.findall(small) if name.isascii() else map(folded, _BETWEEN.split(name))
    return "-".join(filter(None, words))[:_ID_LENGTH].strip("-") or otherwise


def ids_of(names: Sequence[str], otherwise: str) -> list[str]:
    """What `id_of` makes of each name, most of them at once.

    Args:
        names: Without line breaks.
        otherwise: The id of what has no letters.
    """
    if not names:
        return []
    text = "\n".join(("", *names, ""))
    if not text.isascii():
        plain = {one: _plain_of(one) for one in set(_BEYOND_ASCII.findall(text))}
        if len(plain) > _FEW:
            text = text.translate({ord(one): other for one, other in plain.items()})
        else:
            for one, other in plain.items():
                text = text.replace(one, other)
    text = text.lower()
    text = text.translate(_AS_BLANKS) if text.isascii() else _NO_WORD.sub(" ", text)
    for blanks, one in (("  ", " "), (" \n", "\n"), ("\n ", "\n")):
        while blanks in text:
            text = text.replace(blanks, one)
    found = text[1:-1].replace(" ", "-").split("\n")
    # Names that are ids are kept, and long ones cut.
    return [
        id_of(name, otherwise)
        if not one or len(one) > _ID_LENGTH or (one != name and " " not in name)
        else one
        for one, name in zip(found, names, strict=True)
    ]


def _plain_of(letter: str) -> str:
    """A letter or digit without accents; a blank for anything else."""
    return folded(letter) if letter.isalnum() else " "
