"""Every reader that is tried with bytes of any kind, by its name."""

from __future__ import annotations

from typing import Final

from tests.fuzz.accounts import HISTORY, LEDGER, TICKETS
from tests.fuzz.arguments import ARGUMENTS
from tests.fuzz.calendars import BUSY, FINDINGS, PREVIOUS
from tests.fuzz.harness import Target
from tests.fuzz.moments import ADDRESS, MOMENT, PLACE
from tests.fuzz.rosters import SHEET, TEAM_FILE, TOML, WORKBOOK
from tests.fuzz.servers import RESOURCES, SERVER

__all__ = ["TARGETS"]

TARGETS: Final[dict[str, Target]] = {
    one.name: one
    for one in (
        *(TEAM_FILE, TOML, SHEET, WORKBOOK, TICKETS, LEDGER, HISTORY),
        *(BUSY, FINDINGS, PREVIOUS, SERVER, RESOURCES),
        *(MOMENT, PLACE, ADDRESS, ARGUMENTS),
    )
}
