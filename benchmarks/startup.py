"""What starting costs: a bare interpreter, `import overlap`, and `overlap --help`.

Law: CPU time of the child (user and system), medians of interleaved runs, byte code compiled
beforehand as an installation does. Status 1 if a bar is missed; a command that fails is no figure.

    python benchmarks/startup.py [--runs 15]
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median

__all__ = ["main"]

COMMANDS: dict[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    'python -c "import overlap"': ["-c", "import overlap"],
    "python -m overlap --help": ["-m", "overlap", "--help"],
}
BARS = {
    'python -c "import overlap"': (2.5, "a script that imports the library must not feel it"),
    "python -m overlap --help": (4.0, "help and completion are run again and again by hand"),
}
LEAST_RUNS = 9


def cpu_seconds(arguments: list[str]) -> float | None:
    """User and system seconds of one run, or None if it fails."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *arguments],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        return None
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(argv: Sequence[str] | None = None) -> int:
    """Measures and judges; status 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description="CPU time of starting")
    parser.add_argument("--runs", type=int, default=21, help=f"runs of each, at least {LEAST_RUNS}")
    runs = max(LEAST_RUNS, parser.parse_args(argv).runs)

    spec = find_spec("overlap")
    if spec is None or spec.origin is None:
        print("FAIL  overlap is not installed")
        return 1
    compileall.compile_dir(Path(spec.origin).parent, quiet=2)
    first = {name: cpu_seconds(arguments) for name, arguments in COMMANDS.items()}  # warms the disk's cache
    samples: dict[str, list[float]] = {name: [] for name, once in first.items() if once is not None}
    for _ in range(runs):
        for name, taken in samples.items():
            once = cpu_seconds(COMMANDS[name])
            if once is not None:
                taken.append(once)

    print(f"python {platform.python_version()}, medians of {runs} interleaved runs, CPU user + system")
    bare = median(samples["python -c pass"])
    status = 0
    for name in COMMANDS:
        if name not in samples:
            print(f"{name:30} SKIPPED: it exits with an error")
            continue
        cost = median(samples[name])
        line = f"{name:30}{cost * 1e3:8.1f} ms   x{cost / bare:.2f}"
        if name in BARS:
            most, why = BARS[name]
            passed = cost <= most * bare
            status |= not passed
            line += f"   {'PASS' if passed else 'FAIL'}, bar x{most:.2f}: {why}"
        print(line)
    return status


if __name__ == "__main__":
    sys.exit(main())
