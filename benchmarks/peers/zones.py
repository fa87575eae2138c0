"""Zones for the peers, read from the files of the `tzdata` package.

Law: every peer sees the tz database that the library sees. The ordinary lookup prefers the host's
copy, which may be older; so zones are built from the package's files, once, and kept.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import pendulum

__all__ = ["pendulum_zone", "zone_info"]


@cache
def zone_info(key: str) -> ZoneInfo:
    """The `zoneinfo` zone of a key."""
    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=key)


@cache
def pendulum_zone(key: str) -> pendulum.Timezone:
    """The pendulum zone of a key."""
    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return pendulum.Timezone.from_file(data, key=key)
