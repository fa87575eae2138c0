"""The sheets of what is uncovered and why, and of how far each need is covered.

Law: each `[[require.coverage]]` of the roster is a need of its own; where there is none the need is one
person at every minute. Figures are those of `coverage`.
"""

from __future__ import annotations

from overlap.people.requirements import CoverageNeed
from overlap.planning.coverage import Coverage, coverage
from overlap.planning.workbooks.cells import Asked, local
from overlap.render.workbook import Column, Sheet, Value

__all__ = ["coverage_sheets"]


def coverage_sheets(asked: Asked) -> tuple[Sheet, Sheet]:
    """Every uncovered run with its causes; and each need with the hours covered."""
    needs = [one for one in asked.roster.requirements if isinstance(one, CoverageNeed)]
    found = coverage(asked.roster, *asked.horizon.moments, zone=asked.clock.key, need=needs or "24x7")
    return _uncovered(asked, found), _needs(found)


def _uncovered(asked: Asked, found: Coverage) -> Sheet:
    columns = (
        Column("Need"),
        Column("Date", "date"),
        *asked.columns("Start", "End"),
        Column("Hours", "duration"),
        Column("People missing", "whole"),
        Column("Cause"),
        Column("Because"),
    )
    rows: list[tuple[Value, ...]] = []
    for run in found.uncovered:
        kinds = dict.fromkeys(cause.code.replace("-", " ") for cause in run.causes)
        rows.append(
            (
                run.need,
                local(run.start, asked.clock).date(),
                *asked.cells(run.start, run.end),
                run.minutes,
                run.missing,
                ", ".join(kinds),
                run.because,
            )
        )
    notes = [found.reason] if found.reason is not None else []
    if not rows and not notes:
        notes.append("Every minute of every need is covered.")
    return Sheet("Coverage", columns, tuple(rows), notes=tuple(notes), frozen=2)


def _needs(found: Coverage) -> Sheet:
    columns = (
        Column("Need"),
        Column("Zone"),
        Column("People needed", "whole"),
        Column("Needed (hours)", "duration"),
        Column("Covered (hours)", "duration"),
        Column("Covered", "percent"),
        Column("By one person alone (hours)", "duration"),
    )
    rows = tuple(
        (
            one.need.name,
            one.zone,
            one.need.most,
            one.needed_minutes,
            one.covered_minutes,
            one.share,
            one.thin.minutes,
        )
        for one in found.needs
    )
    return Sheet("Needs", columns, rows, frozen=1)
