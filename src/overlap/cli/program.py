"""The program as a process: what Ctrl-C does to it from its start to its end.

Law: the first Ctrl-C ends what is under way in good order, the second ends the program at once; neither
leaves a traceback, and the status is 130. A file that is taking its place takes it first. None of this
touches a program that only calls `main`.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as in typing, whose import alone would cost as much as starting Python
if TYPE_CHECKING:
    from types import FrameType

__all__ = ["program"]

INTERRUPTED = 130
"""As shells have it: 128 and the number of SIGINT."""


def program() -> int:
    """Runs the command that the process was given, and gives its exit status.

    Notes that nobody reads do not change it: Python would try to write them once more, and fail.
    """
    status = _status()
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        sys.stderr = None
    return status


def _status() -> int:
    from overlap.cli.main import main

    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help", "--version"):
        return main()  # over before anybody could interrupt it
    import signal

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return main()  # ignored, as by nohup and in a shell's background, or somebody else's affair
    asked = 0

    def interrupt(_: int, __: FrameType | None) -> None:
        nonlocal asked
        asked += 1
        if asked > 1:
            leave()
        raise KeyboardInterrupt

    def unraisable(found: sys.UnraisableHookArgs) -> None:
        # Where Python cannot raise, as while it forgets a lock of an import, it would drop the interruption.
        if isinstance(found.exc_value, KeyboardInterrupt):
            leave()
        sys.__unraisablehook__(found)

    signal.signal(signal.SIGINT, interrupt)
    sys.unraisablehook = unraisable
    try:
        status = main()
    except KeyboardInterrupt:
        status = INTERRUPTED
    # What is left is to leave: nothing there is worth a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if status == INTERRUPTED:
        leave()
    return status


def leave() -> None:
    """Ends the process as interrupted: what is printed so far is handed over, and nothing else is begun."""
    import os
    from contextlib import suppress

    from overlap.cli.progress import clear_progress

    # The reader may have gone, or the stream be in the middle of a write.
    with suppress(OSError, ValueError, AttributeError, RuntimeError):
        clear_progress()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(INTERRUPTED)
