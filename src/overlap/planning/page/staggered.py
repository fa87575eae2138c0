"""Staggered shifts before and after.

Law: only what the stagger holds; without a plan, why there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.zones import zone
from overlap.planning.report import Report
from overlap.render.document import Block

__all__ = ["stagger_blocks"]


def stagger_blocks(report: Report) -> Iterator[Block]:
    """The answer of `suggest_stagger` without its title."""
    found = report.stagger
    if found is None:
        return
    _title, *blocks = found.document(zone(report.zone).key).blocks
    yield from blocks
