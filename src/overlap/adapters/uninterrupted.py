"""Signals that would end the program, held back while files take their places.

Law: what arrives inside the block takes effect right after it, as if it had arrived then. Only the main
thread can hold signals back, and only those that the process itself handles or leaves to their default;
elsewhere the block is an ordinary one, for there no signal of Python's is raised either.
"""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any, Final, final

__all__ = ["Uninterrupted"]

_ENDING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""What a person, a system that shuts down and a closed window send. SIGINT first: see `__enter__`."""


@final
class Uninterrupted:
    """A block that Ctrl-C and its like do not cut in two.

    Example:
        >>> import signal
        >>> before = signal.signal(signal.SIGTERM, lambda number, frame: print("heard"))
        >>> with Uninterrupted():
        ...     signal.raise_signal(signal.SIGTERM)
        ...     print("to the end")
        to the end
        heard
        >>> signal.signal(signal.SIGTERM, before) is before
        False
    """

    __slots__ = ("_arrived", "_before")

    def __init__(self) -> None:
        self._arrived: list[int] = []
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        try:
            for number in _ENDING:
                found = signal.getsignal(number)
                if found is not None and found is not signal.SIG_IGN:  # None: set by others than Python
                    signal.signal(number, self._keep)
                    self._before[number] = found
        except ValueError:  # not in the main thread
            self._before.clear()
        except BaseException:  # a handler of the user's own has raised between two of ours
            self._restore()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._restore()
        for number in dict.fromkeys(self._arrived):
            signal.raise_signal(number)

    def _keep(self, number: int, _: FrameType | None) -> None:
        self._arrived.append(number)

    def _restore(self) -> None:
        # Backwards: once Ctrl-C raises again nothing may be left to do here.
        for number, found in reversed(self._before.items()):
            signal.signal(number, found)
