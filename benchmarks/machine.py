"""What figures depend on: the machine, the packages, the commit."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from overlap.core.zones import tzdata_version

__all__ = ["busy_seconds", "commit", "machine", "versions"]


def versions(packages: Sequence[str]) -> dict[str, str]:
    """The installed version of each package, or "not installed"."""
    found = {}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


@cache
def machine() -> dict[str, str]:
    """Processor, cores, memory, system, Python and zone data."""
    cpu, cores = platform.processor() or platform.machine(), os.cpu_count() or 1
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        cpu = names[0] if names else cpu
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "processor": cpu,
        "cores": str(cores),
        "memory": f"{pages / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "tzdata": tzdata_version(),
    }


def commit() -> str:
    """The commit that was measured; "+" where files were changed since."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"


def busy_seconds() -> float:
    """CPU seconds that all programs of this machine have taken since it started; 0 where that is not told."""
    told = Path("/proc/stat")
    if not told.exists():
        return 0.0
    # user, nice, system, idle, iowait, irq, softirq, steal
    ticks = [int(one) for one in told.read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")
