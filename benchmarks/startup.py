"""What starting costs: a bare interpreter, `import overlap`, and `overlap --help`.

Law: CPU time of the child (user and system), in alternation, byte code compiled beforehand as an
installation does. A command that fails is no figure.

    python benchmarks/startup.py [--smoke]
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from measure import AnswersDiffer, Bar, Contender, Figure, How, alone, cpu_with_children, take_turns, taken

TITLE = "Starting"
ASKED = """What a bare interpreter, `import overlap` and `overlap --help` cost, each in a process of its
own, CPU of user and system. Modules are compiled beforehand, as an installation does."""
PACKAGES = ("pendulum", "click")

BARE = "python -c pass"
COMMANDS = {
    BARE: ["-c", "pass"],
    'python -c "import overlap"': ["-c", "import overlap"],
    "python -m overlap --help": ["-m", "overlap", "--help"],
}
BARS = {
    'python -c "import overlap"': (
        "Import",
        Bar("a script that imports the library must not feel it", most=2.5, of="share"),
    ),
    "python -m overlap --help": (
        "Help",
        Bar("help and completion are run again and again by hand", most=4.0, of="share"),
    ),
}
TURNS = 21


def start(arguments: list[str]) -> None:
    """One run of Python, which must succeed."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, *arguments],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def figures(how: How) -> Iterator[Figure]:
    """Each command beside the bare interpreter."""
    spec = find_spec("overlap")
    assert spec is not None
    assert spec.origin is not None
    compileall.compile_dir(Path(spec.origin).parent, quiet=2)
    for name, arguments in COMMANDS.items():
        try:
            start(arguments)  # warms the disk's cache
        except subprocess.CalledProcessError as error:
            raise AnswersDiffer(f"{name} ends with status {error.returncode}") from error
    times = take_turns(
        [Contender(name, partial(start, arguments)) for name, arguments in COMMANDS.items()],
        how,
        turns=TURNS,
        clock=cpu_with_children,
    )
    for name, (workload, bar) in BARS.items():
        yield taken(workload, "a process of its own", f"overlap: {name}", times[name])
        yield taken(workload, "a process of its own", BARE, times[BARE], ours=times[name], bar=bar)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
