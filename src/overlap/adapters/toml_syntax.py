"""TOML text to plain values, and what the parser objects to in plain words.

Law: whatever the text, the answer is a table of values or a `TeamFileError` with one problem:
the parser stops at the first. TOML 1.1 on every Python.
"""

from __future__ import annotations

import re
from typing import Final

from overlap.adapters.problems import Problem, TeamFileError

__all__ = ["read_toml"]

_LONG_NUMBER: Final = re.compile(r"[0-9_]{4300,}")
"""Python refuses to convert decimal numbers from this length on."""

_TIME: Final = re.compile(r"=\s*\d{1,2}(?::\d\d|\s*[ap]m|[:.])", re.IGNORECASE)
_BARE_TEXT: Final = re.compile(r"=\s*[A-Za-z]")
_BARE_HEADER: Final = re.compile(r"\s*\[[^\"'\]]*[^\x00-\x7f]")
_DECLARED: Final = re.compile(r"Cannot declare \((.*?),?\) twice")


def read_toml(text: str, name: str) -> dict[str, object]:
    """The values of a TOML text.

    Args:
        text: TOML; carriage returns are allowed.
        name: What the problem calls the file.

    Raises:
        TeamFileError: If it is no TOML, holds nothing, or is nested too deeply.
    """
    import tomli

    try:
        values: dict[str, object] = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        lines = text.replace("\r\n", "\n").split("\n")
        line = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
        raise TeamFileError([_syntax(name, error.msg, error.lineno, error.colno, line)]) from None
    except RecursionError:
        message, hint = "lists or tables are nested too deeply", "a team file needs no more than five levels"
        raise TeamFileError([Problem(name, 1, 1, "bad-toml", message, hint)]) from None
    except UnicodeEncodeError as error:  # half of a surrogate pair, which no file can hold
        line_number = text.count("\n", 0, error.start) + 1
        message = "the text holds half of a surrogate pair, which is no character"
        column = error.start - text.rfind("\n", 0, error.start)
        raise TeamFileError([Problem(name, line_number, column, "bad-toml", message)]) from None
    except ValueError:
        found = _LONG_NUMBER.search(text)
        start = found.start() if found else 0
        place = (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        raise TeamFileError([Problem(name, *place, "bad-toml", "a number is too long")]) from None
    if not values:
        hint = "write a first one with: overlap init"
        raise TeamFileError([Problem(name, 1, 1, "bad-file", "the file is empty", hint)])
    return values


def _syntax(name: str, found: str, line_number: int, column: int, line: str) -> Problem:
    """The parser's objection, with a hint for the commonest slips."""
    declared = _DECLARED.match(found)
    head = len(line) - len(line.lstrip(" \t["))
    if declared:
        table = ".".join(part.strip().strip("'\"") for part in declared[1].split(","))
        message, hint = (
            f"the table [{table}] is declared twice",
            "rename one, or write all its keys in one place",
        )
        return Problem(name, line_number, head + 1, "duplicate-key", message, hint)
    if found.startswith(("Cannot overwrite", "Cannot redefine", "Cannot mutate", "Duplicate")):
        at = column if found.startswith("Duplicate") else head + 1
        message, hint = "a key is given twice, or a value is used as a table", "keep one of the two"
        return Problem(name, line_number, at, "duplicate-key", message, hint)
    hint_text: str | None = None
    if _TIME.search(line):
        hint_text = 'write times as text: "09:00"'
    elif _BARE_HEADER.match(line):
        hint_text = 'put names with other letters than a-z in quotes: [team."São Paulo"]'
    elif found.startswith("Unclosed"):
        hint_text = "a comma or a closing bracket is missing here or before"
    elif found == "Invalid value" and _BARE_TEXT.search(line):
        hint_text = 'put text in quotes: "..."'
    return Problem(name, line_number, column, "bad-toml", found[:1].lower() + found[1:], hint_text)
