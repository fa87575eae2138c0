"""No input breaks a reader: those kept, and as many new ones as a usual run has time for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.problems import Problem
from overlap.errors import BadArgument, OverlapError
from tests.fuzz.__main__ import main
from tests.fuzz.harness import CORPUS, MOST_BYTES, Target, TooSlow, Touched, corpus_of, edited, survive
from tests.fuzz.targets import TARGETS

USUAL = settings().max_examples
NUMBERS = st.integers(0, 65_535)
EDITS = st.lists(st.tuples(st.integers(0, 10), NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6)

LARGEST_CORPUS_BYTES = 200_000


@pytest.mark.parametrize("name", TARGETS)
def test_no_edit_of_a_sound_input_breaks_a_reader(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=max(USUAL * target.examples // 100, 1))
    @given(st.integers(0, len(target.seeds) - 1), EDITS)
    def survives(seed: int, edits: list[tuple[int, int, int, int]]) -> None:
        survive(target, edited(target, seed, edits))

    survives()


@pytest.mark.parametrize("name", TARGETS)
def test_every_input_that_is_kept_is_survived(name: str) -> None:
    target = TARGETS[name]
    for data in (*target.seeds, b"", b"\0", b"\n"):
        survive(target, data)
    for path in corpus_of(target):
        try:
            survive(target, path.read_bytes())
        except BaseException as error:
            error.add_note(f"of the input {path.name}")
            raise


@pytest.mark.parametrize("name", TARGETS)
def test_sound_inputs_are_read_to_the_end(name: str) -> None:
    """Else edits of them would only ever meet the first check."""
    target = TARGETS[name]
    read = 0
    for seed in target.seeds:
        with suppress(OverlapError):
            target.read(seed)
            read += 1
    assert read >= 1


def test_the_corpus_is_small_and_holds_nothing_else() -> None:
    kept = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert {path.parent.name for path in kept} <= set(TARGETS)
    assert sum(path.stat().st_size for path in kept) < LARGEST_CORPUS_BYTES
    assert all(path.stat().st_size <= MOST_BYTES for path in kept)


# The harness itself tells what it is there to tell


def _trial(read: Callable[[bytes], object], *, may_try: bool = False, seconds: float = 0.2) -> Target:
    return Target("trial", read, (b"a",), seconds=seconds, may_try=may_try)


def test_a_reader_that_raises_something_else_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        survive(_trial(lambda data: 1 // len(data)), b"")
    survive(_trial(lambda data: 1 // len(data)), b"1")


def test_a_reader_that_never_ends_is_stopped() -> None:
    def turn(_: bytes) -> None:
        while True:
            pass

    with pytest.raises(TooSlow, match=r"0\.2 s"):
        survive(_trial(turn), b"")


def test_a_reader_that_writes_is_told_and_has_written_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"as it was")
    for touch in (
        lambda _: (tmp_path / "new").write_bytes(b"x"),
        lambda _: kept.write_bytes(b""),
        lambda _: kept.unlink(),
        lambda _: kept.rename(tmp_path / "new"),
        lambda _: (tmp_path / "new").mkdir(),
        lambda _: subprocess.run([sys.executable, "--version"], check=False),
    ):
        with pytest.raises((Touched, PermissionError)):
            survive(_trial(touch), b"")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_bytes() == b"as it was"
    survive(_trial(lambda _: kept.read_bytes()), b"")


def test_a_try_to_write_that_is_forgiven_is_told_all_the_same(tmp_path: Path) -> None:
    def forgive(_: bytes) -> None:
        try:
            (tmp_path / "new").write_bytes(b"x")
        except OSError:
            return

    with pytest.raises(Touched, match="open"):
        survive(_trial(forgive), b"")
    survive(_trial(forgive, may_try=True), b"")
    assert not (tmp_path / "new").exists()


def test_an_error_without_words_or_with_half_a_place_is_told() -> None:
    def silent(_: bytes) -> None:
        raise BadArgument("")

    def placeless(_: bytes) -> None:
        error = BadArgument("wrong")
        error.problems = (Problem("f", 3, 0, "bad-file", "wrong", None),)  # type: ignore[attr-defined]
        raise error

    for read in (silent, placeless):
        with pytest.raises(AssertionError):
            survive(_trial(read), b"")


def test_the_same_numbers_make_the_same_input() -> None:
    for target in TARGETS.values():
        for kind in range(12):
            edits = [(kind, 30_000, 7, 40_000), (kind, 1, 65_535, 9)]
            data = edited(target, 0, edits)
            assert data == edited(target, 0, edits)
            assert len(data) <= MOST_BYTES


# The command for long runs, without the fuzzer that may be installed


def test_a_long_run_says_how_many_inputs_were_survived(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["ledger", "-runs=20", "-seed=3", "-runs_at_random"]) == 0
    assert capsys.readouterr().err == "ledger: survived 20 inputs of seed 3\n"
    assert main(["nothing"]) == 2
    assert "Targets: team_file, toml" in capsys.readouterr().err


def test_a_long_run_keeps_a_small_input_of_what_broke(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(data: bytes) -> None:
        if b"9" in data and len(data) > 3:
            raise KeyError("broken")

    trial = Target("trial", read, (b'{"a": 1, "b": [2, 3]}',))
    monkeypatch.setitem(TARGETS, "trial", trial)
    monkeypatch.chdir(tmp_path)
    assert main(["trial", "-runs_at_random"]) == 1
    (kept,) = tmp_path.iterdir()
    assert kept.name.startswith("crash-")
    assert len(kept.read_bytes()) == 4
    assert "KeyError" in capsys.readouterr().err


def test_ledgers_written_by_hand_are_among_the_seeds() -> None:
    for name in ("ledger", "history"):
        for seed in TARGETS[name].seeds:
            assert json.loads(seed)["format_version"] == 1
    assert os.fsdecode(TARGETS["arguments"].seeds[0]).startswith("windows\n-\n")
