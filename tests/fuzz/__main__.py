"""Tries one reader for a long time: `python -m tests.fuzz TARGET [-max_total_time=600] [OPTION]...`.

With the package `atheris` its inputs follow the code they reach, and options are libFuzzer's; folders for
what it finds may be named after them. Without it, or with `-runs_at_random`, they are random, and the
options are:

    -max_total_time=SECONDS   how long; 600 by default
    -runs=COUNT               how many inputs; as many as there is time for
    -seed=NUMBER              where the random numbers begin; 1 by default

An input that breaks the reader is written to the present folder as `crash-...`, and the status is 1.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.fuzz.harness import CORPUS, MOST_BYTES, Target, corpus_of, random_input, survive

__all__ = ["main"]

_SHRINK_TRIES = 3000
"""Cuts that are tried to make an input smaller."""


def main(argv: Sequence[str]) -> int:
    """Runs one target; the status is 1 if it broke."""
    options = [one for one in argv if one.startswith("-")]
    names = [one for one in argv if not one.startswith("-")]
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        atheris = None
    if atheris is not None:
        with atheris.instrument_imports(include=["overlap", "tomli"]):
            import overlap

            for found in walk_packages(overlap.__path__, "overlap."):
                with suppress(ImportError):  # of what is not installed
                    if not found.name.endswith("__main__"):
                        import_module(found.name)
    from tests.fuzz.targets import TARGETS

    if not names or names[0] not in TARGETS:
        _say(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
        return 2
    target = TARGETS[names[0]]
    if atheris is not None and "-runs_at_random" not in options:
        _guided(atheris, target, options, names[1:])
        return 0  # libFuzzer leaves by itself
    return _at_random(target, options)


def _at_random(target: Target, options: Sequence[str]) -> int:
    given = dict(one.lstrip("-").partition("=")[::2] for one in options)
    end = time.monotonic() + float(given.get("max_total_time") or 600)
    seed, most = int(given.get("seed") or 1), int(given.get("runs") or 0)
    random, count = Random(seed), 0  # noqa: S311 - a repeatable choice of inputs
    while time.monotonic() < end and not 0 < most <= count:
        data = random_input(target, random)
        count += 1
        if _breaks(target, data):
            path = _kept(_smaller(target, data, random))
            _say(f"{target.name}: input {count} of seed {seed} breaks it: {path}")
            _breaks(target, path.read_bytes(), tell=True)
            return 1
    _say(f"{target.name}: survived {count} inputs of seed {seed}")
    return 0


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _breaks(target: Target, data: bytes, *, tell: bool = False) -> str:
    """The kind of fault and its place, or "" for none."""
    try:
        survive(target, data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if tell:
            traceback.print_exc()
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} {last.filename}:{last.lineno}"
    return ""


def _smaller(target: Target, data: bytes, random: Random) -> bytes:
    """A shorter input that breaks it in the same way, found by cutting pieces out."""
    fault = _breaks(target, data)
    for _ in range(_SHRINK_TRIES):
        if len(data) < 2:
            break
        length = 1 + int(len(data) ** random.random()) % len(data)
        at = random.randrange(len(data) - length + 1)
        tried = data[:at] + data[at + length :]
        if _breaks(target, tried) == fault:
            data = tried
    return data


def _kept(data: bytes) -> Path:
    path = Path(f"crash-{sha256(data).hexdigest()[:12]}")
    path.write_bytes(data)
    return path


def _guided(atheris: Any, target: Target, options: Sequence[str], folders: Sequence[str]) -> None:
    """Runs libFuzzer; half of its inputs are edits of the target's own seeds and words."""

    def one(data: bytes) -> None:
        survive(target, data)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - the fuzzer's own seed
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        whole = Target(target.name, target.read, (data, *target.seeds), target.words)
        return random_input(whole, random)[:most]

    with TemporaryDirectory() as made:
        for number, seed in enumerate(target.seeds):
            (Path(made) / f"seed{number}").write_bytes(seed)
        known = [str(CORPUS / target.name)] if corpus_of(target) else []
        plain = [f"-max_len={MOST_BYTES}", "-timeout=60", "-rss_limit_mb=2048"]
        argv = [sys.argv[0], *plain, *options, *folders, made, *known]
        atheris.Setup(argv, one, custom_mutator=changed)
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
