"""The way in: from arguments to an exit status, without a traceback for anything foreseen.

Law: `main(argv) -> int`. Help and version load nothing else. Data goes to stdout, problems to
stderr. Status 0 answered, 1 no answer, 2 bad input or usage, 3 network or credentials, 130 interrupted,
70 a slip of the program itself.
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

        return _printed(help_text(), is_asked=bool(arguments))
    if arguments == ["--version"]:
        from overlap import __version__

        return _printed(f"overlap {__version__}\n", is_asked=True)
    import gc

    # A command makes many small values that stay until it ends; looking for garbage as often as
    # Python does costs a sixth of its time.
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        from overlap.cli.app import run

        return run(arguments, now)
    except Exception as error:  # nobody foresaw it
        from overlap.cli.faults import tell_fault

        return tell_fault(error)
    finally:
        gc.set_threshold(*before)


def _printed(text: str, *, is_asked: bool) -> int:
    """Prints help or the version, where there is anything to print to."""
    stream = sys.stdout if is_asked else sys.stderr
    try:
        if stream is not None:
            stream.write(text)
            stream.flush()
    except OSError as error:
        from overlap.cli.app import unwritten

        return unwritten(error)
    return 0 if is_asked else 2
