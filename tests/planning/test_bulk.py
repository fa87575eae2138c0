"""Chunks on an executor are answered once each and in order, whatever becomes of the workers."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from overlap.errors import BadArgument, BadQuorum, BeyondDataWarning, LostWorkWarning, OverlapError
from overlap.people.telling import tell, telling
from overlap.planning.bulk import Broadcast, _received, answered, require_executor
from tests.planning.executors import AtOnce, Backwards, Loses, Refuses

NUMBERS = range(20)
SQUARES = [number * number for number in NUMBERS]


def squared(number: int) -> int:
    return number * number


def answers(executor: Executor | None, work: Callable[[int], int] = squared, *, ahead: int = 64) -> list[int]:
    return [*answered(work, NUMBERS, executor, ahead=ahead)]


@pytest.mark.parametrize("ahead", [1, 3, 64])
@pytest.mark.parametrize(
    "executor", [None, AtOnce(), AtOnce(pickled=True), Backwards()], ids=["none", "now", "pickled", "back"]
)
def test_answers_come_in_the_order_of_the_chunks(executor: Executor | None, ahead: int) -> None:
    assert answers(executor, ahead=ahead) == SQUARES


def test_threads_give_the_same() -> None:
    with ThreadPoolExecutor(3) as pool:
        assert answers(pool) == SQUARES


@pytest.mark.parametrize("ahead", [1, 4])
def test_no_more_chunks_are_out_or_taken_than_allowed(ahead: int) -> None:
    executor = Backwards()
    taken: list[int] = []

    def chunks() -> Iterator[int]:
        for number in NUMBERS:
            taken.append(number)
            yield number

    stream = answered(squared, chunks(), executor, ahead=ahead)
    assert next(stream) == 0
    assert len(taken) == ahead
    assert [*stream] == SQUARES[1:]
    assert executor.most == ahead


# Lost work


def test_what_is_lost_is_handed_in_once_more_and_said() -> None:
    executor = Loses(1)
    with pytest.warns(LostWorkWarning, match="0 chunks of it in this process, and nothing is missing"):
        assert answers(executor) == SQUARES
    assert executor.lost == len(SQUARES)
    assert set(executor.seen.values()) == {2}


def test_what_is_lost_twice_is_answered_in_this_process() -> None:
    executor = Loses(5)
    with pytest.warns(LostWorkWarning, match="20 chunks of it in this process") as caught:
        assert answers(executor) == SQUARES
    assert set(executor.seen.values()) == {2}
    assert len(caught) == 1
    assert "SystemExit: 3" in str(caught[0].message)


@pytest.mark.parametrize("after", [0, 1, 7])
def test_what_an_executor_refuses_is_answered_in_this_process(after: int) -> None:
    executor = Refuses(after)
    with pytest.warns(LostWorkWarning, match=rf"RuntimeError: cannot.*{len(SQUARES) - after} chunks"):
        assert answers(executor) == SQUARES
    assert executor.refused == 1  # who refuses once is not asked again


def test_one_chunk_is_counted_as_one() -> None:
    with pytest.warns(LostWorkWarning, match="1 chunk of it"):
        assert answers(Refuses(len(SQUARES) - 1)) == SQUARES


def dies_once(chunk: tuple[str, int]) -> int:
    """The square; who is asked for that of three first dies instead."""
    folder, number = chunk
    if number == 3:
        try:
            Path(folder, "died").touch(exist_ok=False)
        except FileExistsError:
            return number * number
        os._exit(1)
    return number * number


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_a_worker_that_dies_loses_no_answer(method: str, tmp_path: Path) -> None:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, context) as pool:
        chunks = [(str(tmp_path), number) for number in NUMBERS]
        with pytest.warns(LostWorkWarning, match="BrokenProcessPool"):
            assert [*answered(dies_once, chunks, pool)] == SQUARES
    assert (tmp_path / "died").exists()


# Errors


def refuses_seven_and_nine(number: int) -> int:
    if number in (7, 9):
        raise BadQuorum(f"{number} cannot be", hint="ask for 1", field="quorum")
    return number * number


@pytest.mark.parametrize("executor", [AtOnce(pickled=True), Backwards()], ids=["now", "back"])
def test_an_error_of_ours_comes_back_as_itself_the_first_in_order(executor: Executor) -> None:
    found: list[int] = []
    stream = answered(refuses_seven_and_nine, NUMBERS, executor, ahead=5)
    with pytest.raises(BadQuorum, match="7 cannot be; ask for 1"):
        found.extend(stream)
    assert found == SQUARES[:7]


def test_an_error_cancels_what_has_not_begun() -> None:
    executor = Cancels()
    with pytest.raises(BadQuorum):
        [*answered(refuses_seven_and_nine, NUMBERS, executor, ahead=6)]
    assert executor.cancelled == 5


class Cancels(Executor):
    """Begins each chunk when somebody waits for it, in order."""

    def __init__(self, interrupt: int | None = None) -> None:
        self.cancelled = 0
        self.interrupt = interrupt

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        executor = self

        class Begins(Future[Any]):
            def exception(self, timeout: float | None = None) -> BaseException | None:
                if args == (executor.interrupt,):
                    raise KeyboardInterrupt
                if not self.done():
                    try:
                        self.set_result(fn(*args))
                    except OverlapError as error:
                        self.set_exception(error)
                return super().exception(timeout)

            def cancel(self) -> bool:
                executor.cancelled += super().cancel()
                return True

        return Begins()


def test_an_interrupt_cancels_and_leaves() -> None:
    executor = Cancels(interrupt=4)
    with pytest.raises(KeyboardInterrupt):
        [*answered(squared, NUMBERS, executor, ahead=6)]
    assert executor.cancelled == 5


def test_an_interrupt_of_a_worker_is_one_of_ours() -> None:
    seen: list[int] = []

    def interrupted_once(number: int) -> int:
        seen.append(number)
        if seen.count(2) == 1 and number == 2:
            raise KeyboardInterrupt
        return number

    with pytest.raises(KeyboardInterrupt):
        answers(AtOnce(), interrupted_once)
    assert seen.count(2) == 1


def test_who_stops_listening_cancels_the_rest() -> None:
    executor = Cancels()
    stream = answered(squared, NUMBERS, executor, ahead=6)
    assert next(stream) == 0
    assert isinstance(stream, Iterator)
    stream.close()  # type: ignore[attr-defined]
    assert executor.cancelled == 5


def test_an_error_of_taking_a_chunk_comes_after_the_answers_before_it() -> None:
    def chunks() -> Iterator[int]:
        yield from range(5)
        raise BadArgument("the sixth is wrong")

    found: list[int] = []
    with pytest.raises(BadArgument, match="the sixth"):
        found.extend(answered(squared, chunks(), Backwards()))
    assert found == SQUARES[:5]


def divided(number: int) -> int:
    return 12 // (number - 3)


def test_what_goes_wrong_here_too_is_raised_as_it_is() -> None:
    executor = AtOnce()
    with pytest.raises(ZeroDivisionError):
        answers(executor, divided, ahead=1)
    assert executor.submitted == 5  # the fourth twice, and never anything after it


# What travels


def warned(number: int) -> int:
    for _ in range(3):
        tell(f"about {number % 2}", BeyondDataWarning, stacklevel=1)
    return number


def test_warnings_of_other_processes_arrive_once_each() -> None:
    with pytest.warns(BeyondDataWarning) as caught:
        assert answers(AtOnce(pickled=True), warned) == [*NUMBERS]
    assert [str(one.message) for one in caught] == ["about 0", "about 1"]


def test_warnings_of_other_processes_are_told_as_the_caller_chose() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with telling(BeyondDataWarning, "ignore"):
            assert answers(AtOnce(pickled=True), warned) == [*NUMBERS]
    with telling(BeyondDataWarning, "raise"), pytest.raises(BeyondDataWarning, match="about 0"):
        answers(AtOnce(pickled=True), warned)


def test_warnings_of_this_process_are_its_own() -> None:
    with pytest.warns(BeyondDataWarning) as caught:
        answers(AtOnce(), warned)
    assert len(caught) == 3 * len(NUMBERS)


class Counted:
    """Counts how often it is made small, and made again."""

    dumped = 0
    loaded = 0

    def __reduce__(self) -> tuple[Callable[[], Counted], tuple[()]]:
        Counted.dumped += 1
        return _counted, ()


def _counted() -> Counted:
    Counted.loaded += 1
    return Counted()


def test_a_broadcast_value_is_pickled_once_and_unpickled_once() -> None:
    _received.cache_clear()
    value = Counted()
    sent = Broadcast(value)
    assert sent.value is value
    arrived = [pickle.loads(pickle.dumps(sent)) for _ in range(5)]  # noqa: S301
    assert (Counted.dumped, Counted.loaded) == (1, 1)
    assert len({id(one.value) for one in arrived}) == 1
    assert isinstance(arrived[0].value, Counted)


def test_a_worker_keeps_few_broadcast_values() -> None:
    _received.cache_clear()
    for number in range(20):
        assert pickle.loads(pickle.dumps(Broadcast(number))).value == number  # noqa: S301
    assert _received.cache_info().currsize == 4


@pytest.mark.parametrize("wrong", [5, "pool", ThreadPoolExecutor, object()])
def test_what_takes_no_work_is_refused(wrong: object) -> None:
    with pytest.raises(BadArgument, match=r"give a concurrent\.futures\.Executor") as caught:
        require_executor(wrong)
    assert caught.value.field == "executor"
