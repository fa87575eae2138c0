"""Executors that do what real ones do now and then: run at once, finish backwards, lose work, refuse it."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final

__all__ = ["KINDS", "AtOnce", "Backwards", "Loses", "Refuses"]


def _done(call: Callable[[], Any]) -> Future[Any]:
    future: Future[Any] = Future()
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
    return future


class AtOnce(Executor):
    """Runs what it is given before `submit` returns; `pickled`, as another process would get it."""

    def __init__(self, *, pickled: bool = False) -> None:
        self.pickled = pickled
        self.submitted = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.submitted += 1

        def call() -> Any:
            if not self.pickled:
                return fn(*args, **kwargs)
            sent = pickle.loads(pickle.dumps((fn, args, kwargs)))  # noqa: S301
            return pickle.loads(pickle.dumps(sent[0](*sent[1], **sent[2])))  # noqa: S301

        return _done(call)


class _Waiting(Future[Any]):
    """A future that is worked out when somebody waits for it."""

    def __init__(self, wait: Callable[[], None]) -> None:
        super().__init__()
        self._wait = wait

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._wait()
        return super().exception(timeout)


class Backwards(Executor):
    """Begins nothing before somebody waits, and then answers all it has, the last first."""

    def __init__(self) -> None:
        self.out: list[tuple[Future[Any], Callable[[], Any]]] = []
        self.most = 0
        self.cancelled = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = _Waiting(self._work)
        future.add_done_callback(self._note)
        self.out.append((future, lambda: fn(*args, **kwargs)))
        self.most = max(self.most, len(self.out))
        return future

    def _note(self, future: Future[Any]) -> None:
        self.cancelled += future.cancelled()

    def _work(self) -> None:
        while self.out:
            future, call = self.out.pop()
            if future.set_running_or_notify_cancel():
                done = _done(call)
                error = done.exception()
                if error is None:
                    future.set_result(done.result())
                else:
                    future.set_exception(error)


class Loses(Executor):
    """Loses what is handed in, as often as said for each chunk, in all the ways there are."""

    WAYS = (BrokenProcessPool("a worker died"), ConnectionError("gone"), CancelledError(), SystemExit(3))

    def __init__(self, times: int) -> None:
        self.times = times
        self.seen: dict[object, int] = {}
        self.lost = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.seen[args] = self.seen.get(args, 0) + 1
        if self.seen[args] > self.times:
            return _done(lambda: fn(*args, **kwargs))
        future: Future[Any] = Future()
        way = self.WAYS[self.lost % len(self.WAYS)]
        self.lost += 1
        if isinstance(way, CancelledError):
            future.cancel()
        else:
            future.set_exception(way)
        return future


class Refuses(Executor):
    """Takes so much work and no more."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.refused = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.left:
            self.refused += 1
            raise RuntimeError("cannot schedule new futures after shutdown")
        self.left -= 1
        return _done(lambda: fn(*args, **kwargs))


def _processes(method: str) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, multiprocessing.get_context(method))


KINDS: Final[dict[str, Callable[[], Executor]]] = {
    "threads": lambda: ThreadPoolExecutor(3),
    "now": AtOnce,
    "pickled": lambda: AtOnce(pickled=True),
    "backwards": Backwards,
    "spawn": lambda: _processes("spawn"),
    "fork": lambda: _processes("fork"),
}
"""Every kind of executor that works as it should, by name."""
