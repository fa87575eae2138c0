"""Bulk questions on a cluster of dask: the same answers, also when workers are killed on the way."""

from __future__ import annotations

import importlib
import os
import signal
import time
import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import overlap
from overlap.errors import BadQuorum, LostWorkWarning
from overlap.planning import shared_tiles, slot_questions, ticket_chunks
from overlap.planning.bulk import answered
from tests.planning.clocks import DESKS, FIRST
from tests.properties.oracle import DAY

pytest.importorskip(
    "distributed", reason="a local cluster is made with dask.distributed: pip install distributed"
)
pytestmark = pytest.mark.filterwarnings("ignore")  # what a cluster says of itself is its own affair

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A cluster of two processes on this machine, closed afterwards."""
    distributed: Any = importlib.import_module("distributed")
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster) as connected,
    ):
        yield connected


@pytest.fixture(autouse=True)
def many_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small questions come in several chunks."""
    monkeypatch.setattr(shared_tiles, "_SIDE", 1)
    monkeypatch.setattr(slot_questions, "_AT_ONCE", 1)
    monkeypatch.setattr(ticket_chunks, "_AT_ONCE", 100)


def told(found: overlap.PairWindows) -> list[Any]:
    return [found.to_dicts(), *(found[one.teams].to_dicts() for one in found)]


def test_every_bulk_question_has_its_serial_answer(client: Any) -> None:
    executor = client.get_executor()
    pairs = [
        overlap.find_pair_windows(DESKS, "2026-03-02", "2026-06-30", executor=one) for one in (None, executor)
    ]
    assert told(pairs[1]) == told(pairs[0])
    days = [f"2026-03-{day:02d}" for day in range(2, 12)]
    ids = ["krakow", "krakow.ana"]
    asked = [
        overlap.SlotQuestion(day, day, duration=HOUR, required=ids[:1], optional=ids[1:]) for day in days
    ]
    slots = [overlap.suggest_slots_for(DESKS, asked, executor=one) for one in (None, executor)]
    assert slots[1] == slots[0]
    tickets = [FIRST + number * DAY // 3 for number in range(900)]
    clock = overlap.WorkClock(DESKS)
    assert clock.add_many(tickets, 480, executor=executor) == clock.add_many(tickets, 480)


def test_an_error_of_the_question_comes_back_as_itself(client: Any) -> None:
    asked = [overlap.SlotQuestion("2026-03-02", "2026-03-03", duration=HOUR, quorum=9)]
    with pytest.raises(BadQuorum):
        overlap.suggest_slots_for(DESKS, asked, executor=client.get_executor())
    with pytest.raises(BadQuorum, match="7 cannot be"):
        [*answered(refuses_seven, range(20), client.get_executor())]


def refuses_seven(number: int) -> int:
    if number == 7:
        raise BadQuorum("7 cannot be")
    return number


def killed_at_three(chunk: tuple[str, int]) -> int:
    """The square; whoever is first asked for that of three is killed instead, as by a machine that fails."""
    folder, number = chunk
    if number == 3:
        try:
            Path(folder, "killed").touch(exist_ok=False)
        except FileExistsError:
            return number * number
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
    return number * number


def test_a_killed_worker_loses_no_answer(client: Any, tmp_path: Path) -> None:
    chunks = [(str(tmp_path), number) for number in range(30)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LostWorkWarning)  # the cluster may mend it by itself
        found = [*answered(killed_at_three, chunks, client.get_executor())]
    assert found == [number * number for number in range(30)]
    assert (tmp_path / "killed").exists()


def always_killed(chunk: tuple[int, int]) -> int:
    """The square; of three only in the process that asks."""
    asker, number = chunk
    if number == 3 and os.getpid() != asker:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
    return number * number


def test_what_kills_every_worker_is_answered_here(client: Any) -> None:
    client.cluster.scheduler.allowed_failures = 0
    chunks = [(os.getpid(), number) for number in range(6)]
    with pytest.warns(LostWorkWarning, match="KilledWorker.*in this process"):
        found = [*answered(always_killed, chunks, client.get_executor())]
    assert found == [number * number for number in range(6)]


def test_an_executor_that_was_shut_down_is_no_loss(client: Any) -> None:
    executor = client.get_executor()
    executor.shutdown()
    with pytest.warns(LostWorkWarning, match="shutdown"):
        found = overlap.find_pair_windows(DESKS, "2026-03-02", "2026-03-08", executor=executor)
    assert found == overlap.find_pair_windows(DESKS, "2026-03-02", "2026-03-08")
