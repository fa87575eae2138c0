"""No text makes a regular expression slow: each is tried on what its own parts repeat."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

import pytest

import overlap

LENGTH = 3_000
"""Characters of a text: what takes the square of it takes seconds, and what takes more never ends."""

MOST_SECONDS = 0.1
"""What takes its length takes some milliseconds."""

MOST_PIECES = 7


FROM_THE_START = {
    "overlap.adapters.package_days._ESTIMATED": "names of days of the package",
    "overlap.adapters.sheets.dates._MOMENT": "of a cell of at most 60 characters, from its start to its end",
    "overlap.adapters.sheets.times._BETWEEN": "of a cell of at most 200 characters",
    "overlap.adapters.toml_syntax._BARE_HEADER": "of a line, from its start",
    "overlap.people.addresses._NAMED": "of an address, from its start to its end",
    "overlap.planning.needs._TEXT": "of a text, from its start to its end",
}
"""Patterns that take the square of a text if they are looked for anywhere in it, and of what they are."""


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(overlap.__path__, "overlap."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern of the package, by where it stands: those of modules, and those written into calls."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found[f"{module.__name__}.{name}"] = value
        assert module.__file__ is not None
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
                first = node.args[0] if node.args else None
                known = {one.pattern for one in found.values()}
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str | bytes)
                    and first.value not in known
                ):
                    found.setdefault(f"{module.__name__}:{node.lineno}", re.compile(first.value))
    return found


PATTERNS = patterns()


def pieces(pattern: re.Pattern[Any]) -> list[str]:
    """A character for each part of a pattern, and some that none may know."""
    found: dict[str, None] = {}

    def walk(part: Any) -> None:
        if isinstance(part, tuple) and len(part) == 2 and str(part[0]) in ("LITERAL", "NOT_LITERAL"):
            found.setdefault(chr(part[1]))
        elif isinstance(part, tuple) and len(part) == 2 and str(part[0]) == "RANGE":
            found.setdefault(chr(part[1][0]))
        elif isinstance(part, tuple) and len(part) == 2 and str(part[0]) == "CATEGORY":
            found.setdefault(
                {"DIGIT": "1", "SPACE": " ", "WORD": "a"}.get(str(part[1]).rpartition("_")[2], "a")
            )
        elif isinstance(part, list | tuple) or type(part).__name__ == "SubPattern":
            for one in list(part):
                walk(one)

    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    walk(parser.parse(text, pattern.flags & ~re.UNICODE))
    letters = [one for one in found if one.isalnum()]
    marks = [one for one in found if not one.isalnum()]
    kept = dict.fromkeys([*marks[: MOST_PIECES - 3], *letters[: MOST_PIECES - len(marks[: MOST_PIECES - 3])]])
    return [*(kept or {"a": None}), "1", "a", " "]


def texts(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Texts that begin like a match again and again, and end like none."""
    parts = list(dict.fromkeys(pieces(pattern)))
    for one in parts:
        for other in parts:
            yield (one + other) * (LENGTH // 2) + "\x00"
            yield one + other * LENGTH + "\x00"
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    literal = re.sub(r"[^\w<>:;=\"/ -]", "", text)
    yield (literal * LENGTH)[:LENGTH]


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_text_makes_it_slow(name: str) -> None:
    pattern = PATTERNS[name]
    for text in texts(pattern):
        given = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
        begun = process_time()
        if name not in FROM_THE_START:
            for _ in zip(pattern.finditer(given), range(3), strict=False):
                pass
        pattern.match(given)
        pattern.fullmatch(given)
        assert process_time() - begun < MOST_SECONDS, text[:20]


@pytest.mark.exhaustive
def test_the_texts_find_what_is_slow() -> None:
    for bad, length in ((r"(a+)+b", 24), (r"(\d|\d\d)*x", 30), (r"\s*\s*x", LENGTH), (r"a*a*a*b", 300)):
        slow = re.compile(bad)
        begun = process_time()
        for text in texts(slow):
            slow.search(f"{text[:length]}\x00")
            if process_time() - begun > MOST_SECONDS:
                break
        assert process_time() - begun > MOST_SECONDS, bad


def test_every_pattern_is_found() -> None:
    assert len(PATTERNS) > 40
    assert set(FROM_THE_START) <= set(PATTERNS)
