"""Tables without what says nothing.

Law: the same plans are left. An alternative that nobody agrees to, or only those who agree to another one as
well, goes; a table that no configurations break goes, and so does one that another implies.
"""

from __future__ import annotations

from overlap.planning.stagger.domains import Table, Work

__all__ = ["simplified"]

_PAIRS = 4_000
"""Pairs of configurations beyond which tables of two groups are not compared with each other."""


def simplified(tables: list[Table], work: Work) -> list[Table]:
    """Tables that rule out the same, in the same order."""
    found: list[Table] = []
    seen: list[tuple[tuple[int, ...], int]] = []
    for table in tables:
        if table.minutes is None:
            table = _fewer(table, work)
        if _idle(table):
            continue
        pairs = _pairs(table, work)
        if pairs is not None:
            if pairs == (1 << (len(table.masks[table.groups[0]]) * len(table.masks[table.groups[1]]))) - 1:
                continue
            if any(groups == table.groups and not other & ~pairs for groups, other in seen):
                continue
            implied = [
                at for at, (groups, other) in enumerate(seen) if groups == table.groups and not pairs & ~other
            ]
            for at in reversed(implied):
                del seen[at], found[at]
            seen.append((table.groups, pairs))
        else:
            seen.append(((), 0))
        found.append(table)
    return found


def _fewer(table: Table, work: Work) -> Table:
    """A choice without alternatives that another one can stand for."""
    kinds = {group: list(dict.fromkeys(masks)) for group, masks in table.masks.items()}
    holders: list[list[int]] = []
    for at in range(table.count):
        own = []
        for group in table.groups:
            members = 0
            for place, mask in enumerate(kinds[group]):
                members |= (mask >> at & 1) << place
            own.append(members)
        holders.append(own)
    work.do(table.count * sum(len(masks) for masks in kinds.values()) // 8)
    cross = table.cross or (0,) * table.count
    kept: list[int] = []
    for at, own in enumerate(holders):
        if not all(own):
            continue
        for other in range(table.count):
            if other == at or cross[other] & ~cross[at]:
                continue
            if all(not mine & ~others for mine, others in zip(own, holders[other], strict=True)):
                alike = own == holders[other] and cross[at] == cross[other]
                if not alike or other < at:
                    break
        else:
            kept.append(at)
    work.do(table.count * table.count // 4)
    if len(kept) == table.count:
        return table
    masks = {}
    for group, own_kinds in kinds.items():
        fewer = {mask: sum((mask >> at & 1) << place for place, at in enumerate(kept)) for mask in own_kinds}
        masks[group] = [fewer[mask] for mask in table.masks[group]]
    guards = tuple(cross[at] for at in kept)
    return Table(table.groups, masks, len(kept), None, 0, guards if any(guards) else ())


def _idle(table: Table) -> bool:
    """Whether whatever the groups do keeps a table."""
    held = (1 << table.count) - 1
    if any(table.cross):
        held &= sum(1 << at for at, guards in enumerate(table.cross) if not guards)
    for masks in table.masks.values():
        for mask in set(masks):
            held &= mask
    return table.accepts(held)


def _pairs(table: Table, work: Work) -> int | None:
    """Which pairs of configurations a table of two groups accepts; None for others."""
    if len(table.groups) != 2 or table.cross:
        return None
    first, second = (table.masks[group] for group in table.groups)
    if len(first) * len(second) > _PAIRS:
        return None
    rows: dict[int, int] = {}
    found = 0
    for place, mask in enumerate(first):
        row = rows.get(mask)
        if row is None:
            row = sum(1 << at for at, other in enumerate(second) if table.accepts(mask & other))
            rows[mask] = row
            work.do(len(second) // 4 + 1)
        found |= row << (place * len(second))
    return found
