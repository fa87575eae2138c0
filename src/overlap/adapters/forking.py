"""Locks that a fork cannot catch half-way.

Law: a fork waits until nobody holds such a lock, so a child finds it free, and what it guards whole. A child
of a plain lock that another thread held would wait for ever: that thread is not in the child.
"""

from __future__ import annotations

import os
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["forkable_lock"]


def forkable_lock() -> AbstractContextManager[bool]:
    """A lock for a module, which lasts as long as the process; a thread that holds it may fork, too."""
    made = RLock()
    if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork
        os.register_at_fork(before=made.acquire, after_in_parent=made.release, after_in_child=made.release)
    return made
