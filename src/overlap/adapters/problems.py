"""What is wrong with a file, and where.

Law: a problem is one line that an editor can jump to, and at most one line that says how to
repair it. A file is refused with all its problems at once. Text from the file is shown escaped,
so that a line stays a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal, final

from overlap.errors import FileError

__all__ = ["Problem", "Severity", "TeamFileError"]

Severity = Literal["error", "warning"]


@final
@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file.

    Attributes:
        file: What the file is called.
        line: Line from 1; 0 where the file as a whole is meant.
        column: Column in characters from 1; 0 with line 0.
        slug: Its section in docs/errors.md.
        message: What was found, and what is allowed.
        hint: How to repair it, or None.
        severity: An "error" refuses the file, a "warning" does not.
        cell: Where in a spreadsheet, which people read by rows and headings: "17:Start" or
            "Sheet1!D17". It is shown instead of line and column, which are its row and column.

    Example:
        >>> print(Problem("team.toml", 5, 8, "bad-time", '"9am" is not a time of day', 'write "09:00"'))
        team.toml:5:8: bad-time: "9am" is not a time of day
            hint: write "09:00"
    """

    file: str
    line: int
    column: int
    slug: str
    message: str
    hint: str | None = None
    severity: Severity = "error"
    cell: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", one_line(self.message))
        if self.hint is not None:
            object.__setattr__(self, "hint", one_line(self.hint))
        if self.cell is not None:
            object.__setattr__(self, "cell", one_line(self.cell))

    def __str__(self) -> str:
        place = one_line(self.file)
        if self.cell is not None:
            place += f":{self.cell}"
        elif self.line:
            place += f":{self.line}:{self.column}"
        kind = "warning: " if self.severity == "warning" else ""
        text = f"{place}: {self.slug}: {kind}{self.message}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text

    def to_dict(self) -> dict[str, object]:
        """Plain values for programs; `cell` only in a spreadsheet."""
        found = asdict(self)
        if self.cell is None:
            del found["cell"]
        return found


@final
class TeamFileError(FileError):
    """A team file that cannot be used; its text lists every problem.

    Attributes:
        problems: All of them, errors and warnings, in the file's order.
    """

    slug = "bad-file"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join([*map(str, self.problems), count_text(self.problems)]))

    def __reduce__(self) -> tuple[type[TeamFileError], tuple[tuple[Problem, ...]]]:
        """Made again from its problems, so that it survives pickling."""
        return type(self), (self.problems,)


def count_text(problems: Iterable[Problem]) -> str:
    """How many there are, such as "2 errors, 1 warning"."""
    kinds = [problem.severity for problem in problems]
    counts = [(kinds.count(kind), kind) for kind in ("error", "warning")]
    return ", ".join(f"{count} {kind}{'s' * (count > 1)}" for count, kind in counts if count)


def one_line(text: str) -> str:
    """The text with everything escaped that could break a line or drive a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
