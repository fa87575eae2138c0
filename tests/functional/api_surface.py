"""The public surface as text: what a release promises, a line for each thing.

Law: it says what a caller can rely on: names, signatures, fields and whether a repr and a comparison heed
them, methods, commands, options, statuses and slugs. What begins with an underscore, and where a thing
lives, is nobody's business. So a change of the surface is a change of this text, for a reviewer to see.

Written by `python -m tests.functional.api_surface` into tests/data/api.txt.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Collection, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

import overlap
from overlap import errors
from overlap.cli.commands import COMMANDS, help_text
from overlap.cli.machine import FORMAT_VERSION

__all__ = ["TARGET", "has_own_repr", "rows_of", "surface", "write"]

TARGET = Path(__file__).parents[1] / "data" / "api.txt"

_OPERATORS = frozenset(
    [
        "__add__",
        "__and__",
        "__arrow_c_stream__",
        "__bool__",
        "__call__",
        "__contains__",
        "__getitem__",
        "__iter__",
        "__len__",
        "__or__",
        "__sub__",
    ]
)
"""Methods with a name of Python's that callers use by their signs."""

_MADE_BY_CALLERS = frozenset(
    [
        "Break",
        "Busy",
        "BusyTime",
        "Closure",
        "Cohort",
        "CoverageNeed",
        "Credentials",
        "Cycle",
        "Defaults",
        "Discomfort",
        "EventPolicy",
        "Flex",
        "Group",
        "HandoffNeed",
        "HolidayCalendar",
        "Horizon",
        "IntervalSet",
        "Ledger",
        "LimitNeed",
        "Limits",
        "Meeting",
        "Member",
        "Observance",
        "OverlapNeed",
        "PairHistory",
        "ReadingCaps",
        "Roster",
        "Season",
        "Shift",
        "SlotQuestion",
        "Style",
        "Team",
        "TimeOff",
        "WorkClock",
    ]
)
"""Classes whose constructors are public. All others are answers, and rows of answers: fields may be added."""

_SEQUENCE = frozenset(["__contains__", "__getitem__", "__iter__", "__len__", "count", "index"])
"""What every sequence has; said once, with its rows."""


def surface() -> str:
    """The whole text."""
    names = list(_names())
    return "\n".join((*names, *_hidden(names), *_errors(), *_terminal(), *_formats())) + "\n"


def write(target: Path = TARGET) -> None:
    """Writes it where the test looks."""
    target.write_text(surface(), encoding="utf-8")


def _names() -> Iterator[str]:
    yield f"# overlap: {len(overlap.__all__)} names"
    for name in overlap.__all__:
        value = getattr(overlap, name)
        yield ""
        if inspect.isclass(value):
            yield from _class(name, value)
        else:
            yield f"def {name}{_signature(value)}"


def _class(name: str, kind: type) -> Iterator[str]:
    bases = list(filter(None, map(_base, kind.__mro__[1:-1])))
    rows = rows_of(kind)
    bases += [f"rows: {rows}"] if rows else []
    yield f"class {name}({', '.join(dict.fromkeys(bases))})" if bases else f"class {name}"
    if name in _MADE_BY_CALLERS:
        yield f"    __init__{_signature(kind)}"
    if dataclasses.is_dataclass(kind):
        for field in dataclasses.fields(kind):
            if not field.name.startswith("_"):
                apart = [] if field.repr or has_own_repr(kind) else ["not in repr"]
                apart += [] if field.compare else ["not compared"]
                yield f"    {field.name}: {field.type}{_told(apart)}"
    elif issubclass(kind, tuple):
        for field_name in getattr(kind, "_fields", ()):
            yield f"    {field_name}: {inspect.get_annotations(kind)[field_name]}"
    yield from (f"    {line}" for line in _members(kind, but=_SEQUENCE if rows else ()))


def has_own_repr(kind: type) -> bool:
    """Whether its repr is a sentence of its own, and not the one that Python makes of fields."""
    return not hasattr(kind.__repr__, "__wrapped__")


def _told(notes: list[str]) -> str:
    return f"  # {', '.join(notes)}" if notes else ""


def _base(kind: type) -> str:
    """A base that callers may count on: one of the public names, or an error of Python's."""
    public = kind.__name__ in overlap.__all__ or kind is errors.DataError or kind is errors.CallError
    return kind.__name__ if public or kind in (ValueError, LookupError, OSError) else ""


def rows_of(kind: type) -> str:
    """What a sequence has as its rows, or ""."""
    for one in kind.__mro__:
        for base in getattr(one, "__orig_bases__", ()):
            for row in get_args(base):
                if not isinstance(row, TypeVar):
                    return getattr(row, "__name__", str(row))
    return ""


def _members(kind: type, *, but: Collection[str]) -> Iterator[str]:
    """Methods and properties, also those of our own bases, in order of the alphabet."""
    found: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        if one.__module__.partition(".")[0] == "overlap":
            found |= vars(one)
    fields = {field.name for field in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else set()
    for name in sorted(found):
        value = found[name]
        if name in fields or name in but or name in getattr(kind, "_fields", ()):
            continue
        if name.startswith("_") and (name not in _OPERATORS or value is None):
            continue
        if isinstance(value, property):
            yield f"{name} -> {inspect.signature(_getter(value)).return_annotation}"
        elif isinstance(value, cached_property):
            yield f"{name} -> {inspect.signature(value.func).return_annotation}"
        elif isinstance(value, classmethod | staticmethod):
            yield f"{type(value).__name__} {name}{_signature(value.__func__)}"
        elif inspect.isfunction(value):
            yield f"def {name}{_signature(value)}"
        elif not inspect.ismemberdescriptor(value):
            yield f"{name} = {_value(value)}"


def _getter(value: property) -> Any:
    assert value.fget is not None
    return value.fget


def _signature(value: Any) -> str:
    """The parameters, each with its annotation and default, and what is returned."""
    made = inspect.signature(value)
    parts: list[str] = []
    is_open = True  # whether more may still be given by place
    for one in made.parameters.values():
        if one.name in ("self", "cls"):
            continue
        if one.kind is one.KEYWORD_ONLY and is_open:
            parts.append("*")
        is_open = is_open and one.kind not in (one.KEYWORD_ONLY, one.VAR_POSITIONAL)
        stars = "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
        typed = "" if one.annotation is one.empty else f": {one.annotation}"
        usual = "" if one.default is one.empty else f" = {_value(one.default)}"
        parts.append(f"{stars}{one.name}{typed}{usual}")
        if one.kind is one.POSITIONAL_ONLY:
            parts.append("/")
    back = "" if made.return_annotation is made.empty else f" -> {made.return_annotation}"
    return f"({', '.join(parts)}){back}"


def _value(value: object) -> str:
    """A value without addresses in memory, and the same with every hash seed."""
    if isinstance(value, frozenset | set):
        return "{" + ", ".join(sorted(map(_value, value))) + "}"
    if inspect.isfunction(value) or inspect.isclass(value):
        return value.__name__
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))


def _hidden(lines: list[str]) -> Iterator[str]:
    """What the lines above name and `overlap` does not have: parts of answers, and names of unions."""
    text = re.sub(r"'[^']*'", "", "\n".join(lines))
    known = {*overlap.__all__, *errors.__all__, *_OF_PYTHON}
    found = sorted(set(re.findall(r"\b[A-Z]\w+\b", text)) - known)
    yield f"\n# Named above, but not in overlap: {len(found)}"
    yield from found


_OF_PYTHON = frozenset(
    [
        "Any",
        "Callable",
        "DateTime",
        "Executor",
        "False",
        "Figure",
        "Iterable",
        "Iterator",
        "Literal",
        "Mapping",
        "None",
        "PathLike",
        "Self",
        "Sequence",
        "True",
        "Unpack",
        "ValueError",
    ]
)


def _errors() -> Iterator[str]:
    yield "\n# overlap.errors"
    for name in sorted(errors.__all__):
        kind = getattr(errors, name)
        bases = ", ".join(one.__name__ for one in kind.__bases__)
        slug = f": {kind.slug}" if issubclass(kind, errors.OverlapError) and "slug" in vars(kind) else ""
        yield f"class {name}({bases}){slug}"
        if "__init__" in vars(kind):
            yield f"    __init__{_signature(kind.__init__)}"


def _terminal() -> Iterator[str]:
    yield f"\n# The terminal: {len(COMMANDS)} commands"
    for name, (home, _) in COMMANDS.items():
        command: click.Command = getattr(import_module(f"overlap.cli.{home}"), name)
        yield f"\noverlap {name}"
        for one in command.params:
            yield f"    {_parameter(one)}"
    yield "\n" + next(line for line in help_text().splitlines() if line.startswith("Exit status"))


def _parameter(one: click.Parameter) -> str:
    if isinstance(one, click.Option) and one.is_flag:
        return ", ".join(one.opts)
    kind = one.type
    words = "|".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else kind.name
    many = " ..." if one.multiple or one.nargs == -1 else ""
    needed = ", required" if one.required else ""
    text = ", ".join(one.opts) if isinstance(one, click.Option) else one.human_readable_name.upper()
    default = one.to_info_dict()["default"]
    usual = f", by default {default}" if isinstance(default, str | int) and not many else ""
    return f"{text} <{words}>{many}{needed}{usual}"


def _formats() -> Iterator[str]:
    yield "\n# Formats"
    yield f"machine output: format_version {FORMAT_VERSION}, its fields in machine_output.txt"


if __name__ == "__main__":
    write()
