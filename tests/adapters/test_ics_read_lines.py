"""Lines come out whole whatever they were folded, ended and cut by."""

from __future__ import annotations

import tracemalloc
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.ics_read_lines import LONGEST_LINE, Property, content_lines, property_of

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=30)


@given(st.lists(TEXT.map(lambda text: "X" + text), max_size=8), st.integers(0, 2**32))
def test_folding_and_pieces_of_any_size_change_nothing(lines: list[str], seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - where a line is folded is no secret
    whole = b""
    for line in lines:
        rest, blank = line.encode(), b""
        while rest:
            cut = chance.randint(1, len(rest))  # also inside a character
            whole += blank + rest[:cut] + chance.choice([b"\r\n", b"\n"])
            rest, blank = rest[cut:], chance.choice([b" ", b"\t"])
    cuts = sorted(chance.randint(0, len(whole)) for _ in range(chance.randint(0, 5)))
    pieces = [whole[low:high] for low, high in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert [line.decode() for _, line in content_lines(pieces)] == lines


def test_a_cut_may_come_right_after_the_mark_of_a_fold() -> None:
    assert list(content_lines([b"A:1\n \n 2\n\t3\nB:2\n\n\nC:3"])) == [
        (1, b"A:123"),
        (5, b"B:2"),
        (8, b"C:3"),
    ]
    assert list(content_lines([b"A:1\n", b" 2"])) == [(1, b"A:12")]
    assert list(content_lines([b" lost\nA:1\n"])) == [(2, b"A:1")]
    assert list(content_lines([])) == []
    assert list(content_lines([b"\r\n\r\n"])) == []


def test_no_line_is_longer_than_the_cap() -> None:
    long = b"X" * (LONGEST_LINE + 10)
    pieces = [
        b"A:" + long[:1000],
        long[1000:],
        long,
        b"\r\nB:1\r\n",
        b"C:1\n" + (b" " + long[:100_000] + b"\n") * 12,
    ]
    found = list(content_lines(pieces))
    assert [number for number, _ in found] == [1, 2, 3]
    assert [len(line) for _, line in found] == [LONGEST_LINE, 3, LONGEST_LINE]


def test_a_property_has_a_name_parameters_and_a_value() -> None:
    assert property_of(b"SUMMARY:a:b;c") == Property("SUMMARY", {}, "a:b;c")
    assert property_of(b"dtstart;Value=DATE : 20260302\r") == Property(
        "DTSTART", {"VALUE": "DATE"}, " 20260302"
    )
    assert property_of(b'X;A="b;c:d";E=F;G;E=no:v:"w"') == Property(
        "X", {"A": "b;c:d", "E": "F", "G": ""}, 'v:"w"'
    )
    assert property_of(b'X;A="open:value') == Property("X", {"A": "open"}, "value")
    assert property_of(b"nothing") == Property("NOTHING", {}, "")
    assert property_of(b'X;A="nothing') == Property("X", {"A": "nothing"}, "")
    assert property_of(b"") == Property("", {}, "")


@pytest.mark.parametrize("piece", [b"x" * 2**20, (b"\n " + b"x" * 1022) * 2**10], ids=["whole", "folded"])
def test_a_line_without_end_takes_no_more_memory_than_some_caps(piece: bytes) -> None:
    tracemalloc.start()
    found = [len(line) for _, line in content_lines(piece for _ in range(40))]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert max(found, default=0) <= LONGEST_LINE
    assert peak < 12 * LONGEST_LINE
