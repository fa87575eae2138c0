"""Calendar files as components and lines, to and from text.

Law: nothing is interpreted here. Text of components is folded at 75 octets with CRLF, in the order given;
whatever text is read gives components or an error of ours, in one pass over it. RFC 5545 section 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, final

from overlap.errors import FileError

__all__ = ["Component", "Line", "read_components", "to_text"]

_DEEPEST: Final = 8
"""Components inside each other; the standard's own go three deep."""

_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER: Final = re.compile(r';\s*([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')


@final
@dataclass(frozen=True, slots=True)
class Line:
    """One property.

    Attributes:
        name: In capitals.
        value: As it stands in a file: text is escaped.
        parameters: Name in capitals and value without its quotes.
        number: The line of the file it began on, from 1; 0 where there is none.
    """

    name: str
    value: str
    parameters: tuple[tuple[str, str], ...] = ()
    number: int = field(default=0, compare=False)

    def parameter(self, name: str) -> str:
        """The value of a parameter, or ""."""
        return next((value for known, value in self.parameters if known == name), "")


@final
@dataclass(frozen=True, slots=True)
class Component:
    """What stands between BEGIN and END.

    Attributes:
        name: In capitals.
        lines: Its properties, in order.
        parts: The components in it, in order; a file shows them after its properties.
        number: The line of the file it began on, from 1; 0 where there is none.
    """

    name: str
    lines: tuple[Line, ...]
    parts: tuple[Component, ...] = ()
    number: int = field(default=0, compare=False)

    def line(self, name: str) -> Line | None:
        """Its first property of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        """The value of its first property of a name, or ""."""
        found = self.line(name)
        return "" if found is None else found.value


class _Value:
    """A value that is written as it is: our own door has escaped it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def to_ical(self) -> bytes:
        """The value, as the serialiser asks for it."""
        return self._text.encode()


def to_text(component: Component) -> str:
    """A component as it stands in a file, with CRLF after each line."""
    from icalendar.parser import Contentline, Parameters

    def written(one: Component) -> Iterator[str]:
        yield f"BEGIN:{one.name}"
        for line in one.lines:
            made = Contentline.from_parts(line.name, Parameters(line.parameters), _Value(line.value))
            yield made.to_ical().decode()
        for part in one.parts:
            yield from written(part)
        yield f"END:{one.name}"

    return "".join(f"{line}\r\n" for line in written(component))


def read_components(text: str | bytes) -> tuple[Component, ...]:
    """The components of a file, outermost first; lines that are no properties are left out.

    UTF-8 is read with or without a mark at its beginning, and as Latin-1 where it is none; lines may end
    as they like.

    Raises:
        FileError: If components do not begin and end in order.
    """
    root: list[Component] = []
    stack: list[tuple[str, int, list[Line], list[Component]]] = []
    for number, content in _unfolded(_decoded(text)):
        line = _line(content, number)
        if line is None:
            continue
        if line.name == "BEGIN":
            if len(stack) == _DEEPEST:
                raise _disorder(number, f"components stand more than {_DEEPEST} deep")
            stack.append((line.value.strip().upper(), number, [], []))
        elif line.name == "END":
            if not stack or stack[-1][0] != line.value.strip().upper():
                raise _disorder(number, "an END without its BEGIN")
            name, begun, held, parts = stack.pop()
            (stack[-1][3] if stack else root).append(Component(name, tuple(held), tuple(parts), begun))
        elif stack:
            stack[-1][2].append(line)
    if stack:
        raise _disorder(stack[-1][1], "a BEGIN without its END")
    return tuple(root)


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        # Half of a surrogate pair is no character: no file holds one, and none could be written with it.
        read = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    else:
        try:
            read = text.decode()
        except UnicodeDecodeError:
            read = text.decode("latin-1")
    return read.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with the number at which it begins."""
    begun, pieces = 0, [""]
    for number, physical in enumerate(text.split("\n"), 1):
        if physical[:1] in (" ", "\t") and begun:
            pieces.append(physical[1:])
            continue
        if begun:
            yield begun, "".join(pieces)
        begun, pieces = number, [physical]
    yield begun, "".join(pieces)


def _line(content: str, number: int) -> Line | None:
    """A line of a file as a property, or None if it is none."""
    found = _NAME.match(content)
    if found is None:
        return None
    at, parameters = found.end(), dict[str, str]()
    while (parameter := _PARAMETER.match(content, at)) is not None:
        at = parameter.end()
        value = parameter[2]
        if value.startswith('"') and value.find('"', 1) == len(value) - 1:
            value = value[1:-1]
        parameters.setdefault(parameter[1].upper(), value)  # of two of a name the first counts
    if content[at : at + 1] != ":":
        return None
    return Line(found[0].upper(), content[at + 1 :], tuple(parameters.items()), number)


def _disorder(number: int, message: str) -> FileError:
    return FileError(f"line {number}: {message}", hint="give a whole calendar file (.ics)")
