from __future__ import annotations

import time
from textwrap import dedent

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.toml_positions import Path, Position, Positions

KEYS = st.sampled_from(["a", "b", "c-1", "2", '"q"', "'q r'", '"\\u00e9]"', '""', '"a.b"', "'#='", '"\\""'])
DOTTED = st.lists(KEYS, min_size=1, max_size=3).map(" . ".join) | KEYS
SCALARS = st.sampled_from(
    [
        "1",
        "-0.5e3",
        "true",
        "09:00",
        "1979-05-27",
        "1979-05-27 07:32:00",
        "1979-05-27T07:32:00Z",
        "0xff",
        "inf",
        '""',
        '"a # b"',
        '"\\"]}"',
        '"\\\\"',
        "''",
        "'\\'",
        "'a,]}#\"'",
        '""""""',
        '"""\n"" [a]\n#\n\\""" "\\\n   x"""',
        '"""a"""""',
        "''''''",
        "'''\n'' [[a]]\nx = 1'''",
        "'''a'''''",
        '"é😀"',
    ]
)
BLANKS = st.sampled_from(["", " ", "\t", "\n", " # c ]}\n", "\r\n"])


@st.composite
def arrays(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    items: list[str] = draw(st.lists(values, max_size=3))
    comma = draw(st.sampled_from(["", ","])) if items else ""
    pads = [draw(BLANKS) + item + draw(BLANKS) for item in items]
    return "[" + ",".join(pads) + comma + draw(BLANKS) + "]"


@st.composite
def inline_tables(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    pairs: list[tuple[str, str]] = draw(st.lists(st.tuples(DOTTED, values), max_size=3))
    comma = draw(st.sampled_from(["", ","])) if pairs else ""
    pads = [f"{draw(BLANKS)}{key} = {value}{draw(BLANKS)}" for key, value in pairs]
    return "{" + ",".join(pads) + comma + draw(BLANKS) + "}"


VALUES = st.recursive(SCALARS, lambda inner: arrays(inner) | inline_tables(inner), max_leaves=6)
STATEMENTS = (
    st.builds("{} ={}".format, DOTTED, VALUES.map(" {}".format))
    | DOTTED.map("[ {} ]".format)
    | DOTTED.map("  [[{}]] # c".format)
    | st.sampled_from(["", "# a = 1", "\t", "   # [x]"])
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Statements of which each is kept if the parser still accepts the text."""
    text = ""
    for statement in draw(st.lists(STATEMENTS, max_size=12)):
        longer = text + statement + draw(st.sampled_from(["\n", "\r\n", " \n", "\t# c\n"]))
        try:
            tomli.loads(longer)
        except tomli.TOMLDecodeError:
            continue
        text = longer
    return text


def paths_of(values: object) -> set[Path]:
    found: set[Path] = set()
    left: list[tuple[Path, object]] = [((), values)]
    while left:
        path, value = left.pop()
        found.add(path)
        if isinstance(value, dict):
            left += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            left += [((*path, index), inner) for index, inner in enumerate(value)]
    return found - {()}


@given(documents())
def test_the_paths_are_exactly_those_that_the_parser_finds(text: str) -> None:
    paths = list(Positions(text).paths())
    assert set(paths) == paths_of(tomli.loads(text))
    assert len(paths) == len(set(paths))


@given(documents())
def test_every_position_is_one_at_which_the_parser_begins_to_read_something(text: str) -> None:
    plain = text.replace("\r\n", "\n")
    positions = Positions(text)
    for path in positions.paths():
        for place in (positions.key(path), positions.value(path)):
            lines = plain.split("\n")[: place.line - 1]
            offset = sum(len(line) + 1 for line in lines) + place.column - 1
            with pytest.raises(tomli.TOMLDecodeError) as caught:
                tomli.loads(plain[:offset] + "\x01")
            assert caught.value.pos == offset


EXAMPLE = dedent(
    """\
    # first
    title = 'é' # t
    a.b . "c d" = [ 1,
      { x = "]", y.z = 2 } ]
    [team."São Paulo"]
    zone = \"\"\"
    x\"\"\"
    [[need]]
    n = 1
      [[ need ]]
      n = 2
      [need.sub]
      k = true
    [team]
    """
)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("title",), (2, 1), (2, 9)),
        (("a",), (3, 1), (3, 1)),
        (("a", "b"), (3, 3), (3, 3)),
        (("a", "b", "c d"), (3, 7), (3, 15)),
        (("a", "b", "c d", 0), (3, 17), (3, 17)),
        (("a", "b", "c d", 1), (4, 3), (4, 3)),
        (("a", "b", "c d", 1, "x"), (4, 5), (4, 9)),
        (("a", "b", "c d", 1, "y"), (4, 14), (4, 14)),
        (("a", "b", "c d", 1, "y", "z"), (4, 16), (4, 20)),
        (("team", "São Paulo"), (5, 7), (5, 7)),
        (("team", "São Paulo", "zone"), (6, 1), (6, 8)),
        (("need",), (8, 3), (8, 3)),
        (("need", 0), (8, 1), (8, 1)),
        (("need", 0, "n"), (9, 1), (9, 5)),
        (("need", 1), (10, 3), (10, 3)),
        (("need", 1, "sub"), (12, 9), (12, 9)),
        (("need", 1, "sub", "k"), (13, 3), (13, 7)),
        (("team",), (14, 2), (14, 2)),
    ],
)
def test_keys_and_values_stand_where_an_editor_shows_them(
    path: Path, key: tuple[int, int], value: tuple[int, int]
) -> None:
    for text in (EXAMPLE, EXAMPLE.replace("\n", "\r\n")):
        positions = Positions(text)
        assert positions.key(path) == Position(*key)
        assert positions.value(path) == Position(*value)


def test_a_missing_path_is_where_its_table_is() -> None:
    positions = Positions("\n[team.a]\nzone = 1")
    assert positions.value(("team", "a", "shifts", 3, "start")) == Position(2, 7)
    assert positions.value(("nothing",)) == Position(1, 1)


def test_an_empty_text_has_no_paths() -> None:
    assert list(Positions("").paths()) == []
    assert list(Positions("# only\n\n").paths()) == []


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "1," * 200_000 + "]",
        "\n".join(f"k{i} = '{i}'" for i in range(60_000)),
        'a = """' + '""x' * 150_000 + '"""',
        'a = "' + '\\"' * 200_000 + '"',
        "a = '''" + "''x" * 150_000 + "'''",
        "# " + "x" * 500_000,
        "#\n" * 200_000,
        "[[a]]\n" * 60_000,
        "a = " + "[" * 300 + "]" * 300,
        "\n".join("[" + ".".join(["d"] * 500) + f".k{i}]" for i in range(500)),
    ],
    ids=["array", "lines", "quotes", "escapes", "literal", "comment", "comments", "tables", "deep", "dotted"],
)
def test_half_a_megabyte_of_anything_is_scanned_in_a_moment(text: str) -> None:
    tomli.loads(text)
    before = time.process_time()
    Positions(text)
    assert time.process_time() - before < 3
