"""The way in: from arguments to an exit status, without a traceback for anything foreseen.

Law: `main(argv) -> int`. Help and version load nothing else. Data goes to stdout, problems to
stderr. Status 0 answered, 1 no answer, 2 bad input or usage, 3 network or credentials, 130 interrupted.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as in typing, whose import alone would cost as much as starting Python
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

__all__ = ["main"]


def main(argv: Sequence[str] | None = None, *, now: Callable[[], datetime] | None = None) -> int:
    """Runs one command.

    Args:
        argv: Arguments after the program's name; those of the process by default.
        now: Tells the present instant; the system clock by default.

    Returns:
        The exit status.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in ([], ["--help"], ["-h"]):
        from overlap.cli.commands import help_text

        print(help_text(), end="", file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    if arguments == ["--version"]:
        from overlap import __version__

        print(f"overlap {__version__}")
        return 0
    import gc

    from overlap.cli.app import run

    # A command makes many small values that stay until it ends; looking for garbage as often as
    # Python does costs a sixth of its time.
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        return run(arguments, now)
    finally:
        gc.set_threshold(*before)
