"""Names as people type them, compared without case, accents, spaces or punctuation.

Law: two names that fold to the same letters are the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

__all__ = ["either", "folded", "near_names"]

_UNDECOMPOSED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
"""Letters that Unicode does not split into a base letter and a mark."""


_PLAIN: Final = re.compile("[a-z0-9]+")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The letters and digits of a name without case, accents, spaces or punctuation.

    Example:
        >>> folded("São Paulo"), folded("Kraków"), folded("Port-au-Prince")
        ('saopaulo', 'krakow', 'portauprince')
    """
    if text.isascii():
        return "".join(_PLAIN.findall(text.lower()))
    split = unicodedata.normalize("NFKD", text.casefold().translate(_UNDECOMPOSED))
    return "".join(letter for letter in split if letter.isalnum())


_SHORTEST_PART: Final = 3
"""Letters from which a part of a name is worth a suggestion."""


_TELLING: Final = 6
"""Letters with which two words begin alike by more than chance: "Mahavir" and "Mahavira's"."""

_GENERAL: Final = frozenset({"birthd", "festiv", "indepe", "memori", "nation", "victor"})
"""Beginnings of words that many days share."""


def _beginnings(name: str) -> frozenset[str]:
    """How the longer words of a name begin."""
    words = (folded(word) for word in name.split())
    return frozenset(word[:_TELLING] for word in words if len(word) >= _TELLING) - _GENERAL


def near_names(name: str, listed: Collection[str]) -> list[str]:
    """Up to three listed names that hold a name, or are spelt like it."""
    from difflib import get_close_matches

    wanted = folded(name)
    by_key = {folded(one): one for one in sorted(listed)}
    holding = [one for key, one in by_key.items() if len(wanted) >= _SHORTEST_PART and wanted in key]
    begun = _beginnings(name)
    sharing = [one for one in by_key.values() if begun & _beginnings(one)]
    alike = [by_key[key] for key in get_close_matches(wanted, by_key, n=3, cutoff=0.6)]
    return list(dict.fromkeys((*holding, *sharing, *alike)))[:3]


def either(names: Sequence[str]) -> str:
    """Names in quotes, joined by commas and "or".

    Example:
        >>> either(["Holi", "Holika Dahan"])
        '"Holi" or "Holika Dahan"'
    """
    quoted = [f'"{name}"' for name in names]
    return ", ".join(quoted[:-1]) + " or " + quoted[-1] if len(quoted) > 1 else quoted[0]
