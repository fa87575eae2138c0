"""What people wrote, as one line.

Law: a text may neither break the line it stands on nor turn its direction.
"""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["one_line"]

_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of Unicode's UAX 9: left open, they turn what follows."""


def one_line(text: str) -> str:
    """The text with a blank for each line break or control character, and without turns."""
    if text.isprintable():
        return text
    return "".join(_safe(char) for char in text if char not in _TURNS)


def _safe(char: str) -> str:
    kind = unicodedata.category(char)
    return " " if kind in ("Cc", "Zl", "Zp") else "\ufffd" if kind == "Cs" else char
