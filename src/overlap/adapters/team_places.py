"""Where in a team file a problem stands that came up only when a question was asked.

Law: the problem is that of the answer, word for word; only its place is added. A problem that is of no table
of the file, such as an option's, stands without a line.
"""

from __future__ import annotations

from overlap.adapters.problems import Problem, TeamFileError
from overlap.adapters.toml_positions import Path, Positions
from overlap.errors import BadRoster, OverlapError

__all__ = ["with_places"]


def with_places(error: BadRoster, text: str, name: str) -> OverlapError:
    """The error with the places of its parts in a file; itself where none of them is of the file.

    Args:
        error: Its field, or those of its parts, name what is wrong: "team.manila.flex.latest_end".
        text: The file's text, which has been read as TOML.
        name: What the problems call it.
    """
    parts: tuple[OverlapError, ...] = error.parts or (error,)
    if not any((one.field or "").startswith("team.") for one in parts):
        return error
    positions = Positions(text)
    problems: list[Problem] = []
    for one in parts:
        path: Path = tuple((one.field or "").split("."))
        line, column = positions.value(path) if path[0] == "team" else (0, 0)
        problems.append(Problem(name, line, column, one.slug, one.message, one.hint))
    return TeamFileError(sorted(problems, key=lambda one: (one.line == 0, one.line, one.column)))
