"""Work in chunks on an executor: each chunk is answered once, in order, whatever happens to the workers.

Law: the answers are those of asking one chunk after the other in this process, and come in that order.
Never more than so many chunks are out at once, so that a long list is not copied into a queue. An error
of ours is an answer: it comes back as itself, the first in order, and what has not begun is cancelled.
Anything else that goes wrong on an executor is the executor's fault, such as a worker that died: the chunk
is handed in once more if work is still taken, else or failing that answered in this process, and a
`LostWorkWarning` says so. What goes wrong here as well is an error of the chunk.
"""

from __future__ import annotations

import pickle
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar, final

from overlap.errors import BadArgument, LostWorkWarning, OverlapError
from overlap.people.listed import shown
from overlap.people.telling import Told, gathering, tell

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["AHEAD", "Broadcast", "answered", "require_executor"]

_Value = TypeVar("_Value")
_Chunk = TypeVar("_Chunk")
_Answer = TypeVar("_Answer")

AHEAD: Final = 64
"""Chunks that are out at once: enough for some dozens of workers, and few to hold in memory."""

_BROADCASTS_KEPT: Final = 4
"""Values that a worker keeps between chunks: those of the calls that are under way, and hardly more."""


@final
class Broadcast(Generic[_Value]):
    """A value that all chunks of a call need, such as a roster.

    In this process it is the value itself. For another one it is pickled once, however many chunks take it
    along, and unpickled once there, so that what the value remembers serves the later chunks too.

    Args:
        value: Anything that pickles; needed only where the executor has other processes.
    """

    __slots__ = ("_data", "value")

    def __init__(self, value: _Value) -> None:
        self.value: _Value = value
        self._data: bytes | None = None

    def __reduce__(self) -> tuple[Callable[[bytes], Broadcast[object]], tuple[bytes]]:
        """Travels as bytes."""
        if self._data is None:
            self._data = pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL)
        return _received, (self._data,)


@lru_cache(maxsize=_BROADCASTS_KEPT)
def _received(data: bytes) -> Broadcast[object]:
    """The value that came with a chunk; who could forge these bytes could forge the pickle around them."""
    return Broadcast(pickle.loads(data))  # noqa: S301 - made by `Broadcast` and unpickled inside a pickle


@final
class _Errand(Generic[_Chunk, _Answer]):
    """The work as it is handed to an executor; once pickled, it brings its warnings home."""

    __slots__ = ("_is_away", "_work")

    def __init__(self, work: Callable[[_Chunk], _Answer], is_away: bool = False) -> None:
        self._work = work
        self._is_away = is_away

    def __reduce__(self) -> tuple[type[_Errand[_Chunk, _Answer]], tuple[Callable[[_Chunk], _Answer], bool]]:
        return _Errand, (self._work, True)

    def __call__(self, chunk: _Chunk) -> tuple[_Answer, tuple[Told, ...]]:
        if not self._is_away:
            return self._work(chunk), ()
        with gathering() as told:
            answer = self._work(chunk)
        return answer, tuple(dict.fromkeys(told))


def require_executor(executor: object) -> None:
    """That an executor was given, or None.

    Raises:
        BadArgument: If it has no `submit`, or is a class.
    """
    if executor is not None and (
        isinstance(executor, type) or not callable(getattr(executor, "submit", None))
    ):
        raise BadArgument(
            f"executor is {shown(executor)}",
            hint="give a concurrent.futures.Executor, such as ProcessPoolExecutor(), or leave it out",
            field="executor",
        )


def answered(
    work: Callable[[_Chunk], _Answer],
    chunks: Iterable[_Chunk],
    executor: Executor | None,
    *,
    ahead: int = AHEAD,
) -> Iterator[_Answer]:
    """The answer to each chunk, in order.

    Args:
        work: What answers a chunk: a function of a module, which other processes can import.
        chunks: What is asked; taken one by one, as far ahead as allowed. An error of ours that taking one
            raises comes after the answers to those before it.
        executor: Where it is answered; this thread by default. It is not shut down.
        ahead: How many chunks are out at once.

    Raises:
        OverlapError: What the work said of the first chunk in order that it could not answer.
        Exception: What goes wrong here, and not only on the executor.
    """
    if executor is None:
        yield from map(work, chunks)
    else:
        yield from _Job(work, executor).answers(iter(chunks), ahead)


@final
class _Job(Generic[_Chunk, _Answer]):
    """One call's chunks on an executor."""

    __slots__ = ("_errand", "_executor", "_here", "_last", "_takes_work", "_told", "_work")

    def __init__(self, work: Callable[[_Chunk], _Answer], executor: Executor) -> None:
        self._work = work
        self._errand = _Errand(work)
        self._executor = executor
        self._takes_work = True
        self._here = 0
        self._last: BaseException | None = None
        self._told: dict[tuple[type[Warning], str], None] = {}

    def answers(self, stream: Iterator[_Chunk], ahead: int) -> Iterator[_Answer]:
        out: deque[tuple[_Chunk, Future[tuple[_Answer, tuple[Told, ...]]] | None]] = deque()
        ending: OverlapError | None = None
        more = True
        try:
            while True:
                while more and len(out) < ahead:
                    try:
                        chunk = next(stream)
                    except StopIteration:
                        more = False
                    except OverlapError as error:
                        ending, more = error, False
                    else:
                        out.append((chunk, self._sent(chunk)))
                if not out:
                    break
                yield self._answer(*out.popleft())
        finally:
            for _, future in out:
                if future is not None:
                    future.cancel()
        self._warn()
        if ending is not None:
            raise ending

    def _sent(self, chunk: _Chunk) -> Future[tuple[_Answer, tuple[Told, ...]]] | None:
        """The chunk's future, or None where the executor takes no more work."""
        if self._takes_work:
            try:
                return self._executor.submit(self._errand, chunk)
            except Exception as error:  # broken, shut down, unreachable: whatever it says, it refuses
                self._takes_work = False
                self._last = error
        return None

    def _answer(self, chunk: _Chunk, future: Future[tuple[_Answer, tuple[Told, ...]]] | None) -> _Answer:
        tries = 0
        while future is not None:
            error = _failure(future)
            if error is None:
                answer, told = future.result()
                self._told.update(dict.fromkeys(told))
                return answer
            if isinstance(error, OverlapError | KeyboardInterrupt):
                raise error
            tries += 1
            self._last = error
            future = self._sent(chunk) if tries < _TRIES else None
        self._here += 1
        return self._work(chunk)

    def _warn(self) -> None:
        """Says what workers said, and what was lost on the way."""
        for category, words in self._told:
            tell(words, category, stacklevel=5)
        if self._last is not None:
            what = f"{type(self._last).__name__}: {self._last}".rstrip(": ")
            warnings.warn(
                f"an executor lost work ({what[:_LONGEST]}); it was done again, {self._here} "
                f"chunk{'' if self._here == 1 else 's'} of it in this process, and nothing is missing",
                LostWorkWarning,
                stacklevel=5,
            )


_TRIES: Final = 2
"""How often a chunk is handed in: a second loss is no accident, and this process is at hand."""

_LONGEST: Final = 200
"""Characters of an executor's complaint that are passed on."""


def _failure(future: Future[_Answer]) -> BaseException | None:
    """Why a future has no answer, or None; waits for it.

    Asked for and not raised: of what a worker raised, an interrupt of this process must be told apart.
    """
    try:
        return future.exception()
    except Exception as error:  # cancelled, or the way to the executor is gone
        return error
