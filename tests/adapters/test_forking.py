"""A lock that a fork waits for; how it fares in children is tested in tests/functional/test_children.py."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from threading import Thread

import pytest

from overlap.adapters.forking import forkable_lock


def test_a_lock_is_one_for_threads_and_may_be_taken_twice_by_one() -> None:
    lock: AbstractContextManager[bool] = forkable_lock()
    order: list[str] = []

    def other() -> None:
        with lock:
            order.append("other")

    waiting = Thread(target=other)
    with lock, lock:
        waiting.start()
        waiting.join(0.05)
        order.append("first")
    waiting.join(60)
    assert order == ["first", "other"]


def test_a_system_without_fork_has_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "register_at_fork", raising=False)
    with forkable_lock() as taken:
        assert taken
