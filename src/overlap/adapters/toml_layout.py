"""Plain values as TOML that people like to read.

Law: what is written reads back as the same values, in any TOML parser of version 1.0. A value
stays on its key's line while the line is short; then a list takes a line an item, and a table
its own header. Text and keys are quoted by `tomli_w`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

__all__ = ["section_lines"]

_WIDTH: Final = 100
"""Characters of a line: two editors fit side by side on a screen."""


def section_lines(header: str, names: tuple[str, ...], values: Mapping[str, object]) -> Iterator[str]:
    """The lines of one table and of those inside it that need their own header.

    Args:
        header: "[" for a table, "[[" for an item of an array of tables, "" for the top.
        names: Where the table stands, from the top.
        values: Texts, numbers, dates, lists and tables.
    """
    below: list[tuple[str, Mapping[str, object]]] = []
    title = ".".join(map(_key, names))
    if header:
        yield f"{header}{title}{']' * len(header)}"
    for key, value in values.items():
        line = f"{_key(key)} = {_inline(value)}"
        if isinstance(value, Mapping) and len(line) > _WIDTH:
            below.append((key, value))
        elif isinstance(value, (list, tuple)) and len(line) > _WIDTH:
            yield f"{_key(key)} = ["
            yield from (f"  {_inline(item)}," for item in value)
            yield "]"
        else:
            yield line
    for key, inner in below:
        yield ""
        yield from section_lines("[", (*names, key), inner)


def _inline(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        return f"{{ {', '.join(f'{_key(key)} = {_inline(item)}' for key, item in value.items())} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_inline, value))}]"
    return _quoted(str(value))


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({"k": text})[len("k = ") : -1]


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({text: 0})[: -len(" = 0\n")]
