"""Where each key and value of a TOML text stands.

Law: the text has been accepted by the TOML parser, so nothing is checked here again; what is
found are exactly the key paths the parser finds. One pass, linear in the text, without
recursion. Lines and columns count from 1, columns in characters; carriage returns count nothing.

TOML 1.1: keys, tables, arrays of tables, inline tables over several lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, final

__all__ = ["Path", "Position", "Positions"]

Path = tuple[str | int, ...]
"""Keys and array indexes from the top of the document."""

_BLANKS: Final = re.compile(r"[ \t]*+")
_BLANKS_AND_LINES: Final = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_REST_OF_LINE: Final = re.compile(r"[^\n]*+")
_KEY_PART: Final = re.compile(r"""[A-Za-z0-9_-]++|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'[^'\n]*+'""")
_SCALAR: Final = re.compile(
    r'"""[^"\\]*+(?:(?:\\.|"{1,2}(?!"))[^"\\]*+)*+"{3,5}'
    r"|'''[^']*+(?:'{1,2}(?!')[^']*+)*+'{3,5}"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
    r"|'[^'\n]*+'"
    r"|[^,\]}#\n]++",
    re.DOTALL,
)
# Possessive quantifiers: a failed match cannot be retried, so matching is linear.


class Position(NamedTuple):
    """A place in a text, both from 1."""

    line: int
    column: int


@dataclass(slots=True, eq=False)
class _Node:
    """What stands at a path: offsets of its key and value, and what is inside by key or index."""

    key: int
    value: int
    inside: dict[str | int, _Node] | None = None
    is_array: bool = False

    def child(self, name: str | int, at: int) -> _Node:
        """The node inside, made at offset `at` if it is new."""
        if self.inside is None:
            self.inside = {}
        found = self.inside.get(name)
        if found is None:
            found = self.inside[name] = _Node(at, at)
        return found

    def item(self, at: int) -> _Node:
        """A new node at the end of an array."""
        self.is_array = True
        return self.child(len(self.inside or ()), at)

    def namespace(self) -> _Node:
        """Where keys below this one go: the last table of an array of tables, else itself."""
        return self.inside[len(self.inside) - 1] if self.is_array and self.inside else self


@final
class Positions:
    r"""The positions of all keys and values of a TOML text.

    Args:
        text: TOML that the parser accepted.

    Example:
        >>> found = Positions('[team.pune]\nzone = "Asia/Kolkata"')
        >>> found.value(("team", "pune", "zone"))
        Position(line=2, column=8)
    """

    __slots__ = ("_lines", "_root", "_text")

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")  # as the parser reads it
        self._lines = [0, *(found.end() for found in re.finditer("\n", self._text))]
        self._root = _Node(0, 0, {})
        self._scan()

    def key(self, path: Path) -> Position:
        """Where the last key of the path stands; for a missing one, where its table does."""
        return self._position(self._find(path).key)

    def value(self, path: Path) -> Position:
        """Where the value of the path begins; for a missing one, where its table does.

        A table's value begins at its key in its header.
        """
        return self._position(self._find(path).value)

    def paths(self) -> Iterator[Path]:
        """Every path, outer ones first."""
        left: list[tuple[Path, _Node]] = [((), self._root)]
        while left:
            path, node = left.pop()
            if path:
                yield path
            left += [((*path, name), inner) for name, inner in (node.inside or {}).items()]

    def _find(self, path: Path) -> _Node:
        node = self._root
        for name in path:
            inner = None if node.inside is None else node.inside.get(name)
            if inner is None:
                break
            node = inner
        return node

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._lines, offset)
        return Position(line, offset - self._lines[line - 1] + 1)

    def _scan(self) -> None:
        text, end = self._text, len(self._text)
        table = self._root
        at = self._skip(_BLANKS_AND_LINES, 0)
        while at < end:
            if text.startswith("[[", at):
                table, at = self._header(at, at + 2, array=True)
            elif text[at] == "[":
                table, at = self._header(at, at + 1, array=False)
            else:
                node, at = self._key(table, at)
                at = self._value(node, self._skip(_BLANKS, at + 1))
            at = self._skip(_BLANKS_AND_LINES, self._skip(_REST_OF_LINE, at))

    def _header(self, bracket: int, at: int, *, array: bool) -> tuple[_Node, int]:
        """The table that a header opens, and the offset behind its keys."""
        node = self._root
        parts, at = self._key_parts(self._skip(_BLANKS, at))
        for name, offset in parts[:-1]:
            node = node.child(name, offset).namespace()
        name, offset = parts[-1]
        node = node.child(name, offset)
        if array:
            return node.item(bracket), at
        node.key = node.value = offset  # the header is the table's place, not an earlier mention
        return node, at

    def _key(self, table: _Node, at: int) -> tuple[_Node, int]:
        """The node of a dotted key inside a table, and the offset of the `=`."""
        parts, at = self._key_parts(at)
        for name, offset in parts:
            table = table.namespace().child(name, offset)
        return table, at

    def _key_parts(self, at: int) -> tuple[list[tuple[str, int]], int]:
        """The parts of a dotted key with their offsets, and the offset behind it and its blanks."""
        parts: list[tuple[str, int]] = []
        while True:
            end = self._skip(_KEY_PART, at)
            parts.append((_unquoted(self._text[at:end]), at))
            at = self._skip(_BLANKS, end)
            if not self._text.startswith(".", at):
                return parts, at
            at = self._skip(_BLANKS, at + 1)

    def _value(self, node: _Node, at: int) -> int:
        """Place a value with everything inside it; the offset behind it."""
        text = self._text
        containers: list[_Node] = []
        while True:
            node.value = at
            opening = text[at]
            if opening in "[{":
                node.is_array = opening == "["
                node.inside = {}
                containers.append(node)
                at += 1
            else:
                at = self._skip(_SCALAR, at)
            while containers:
                at = self._skip(_BLANKS_AND_LINES, at)
                if text[at] == ",":
                    at = self._skip(_BLANKS_AND_LINES, at + 1)
                if text[at] not in "]}":
                    break
                containers.pop()
                at += 1
            else:
                return at
            if containers[-1].is_array:
                node = containers[-1].item(at)
            else:
                node, at = self._key(containers[-1], at)
                at = self._skip(_BLANKS, at + 1)

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self._text, at)
        return at if found is None else found.end()


def _unquoted(part: str) -> str:
    """The key that a bare or quoted part means."""
    if part[0] not in "\"'":
        return part
    if part[0] == "'" or "\\" not in part:
        return part[1:-1]
    import tomli

    return str(tomli.loads(f"key = {part}")["key"])
