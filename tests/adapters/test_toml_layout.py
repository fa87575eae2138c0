from __future__ import annotations

from datetime import date

import tomli
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.toml_layout import section_lines

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SCALARS = TEXTS | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.dates()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=5), st.lists(TEXTS, max_size=3))
def test_what_is_laid_out_parses_as_the_same_values(values: dict[str, object], names: list[str]) -> None:
    text = "\n".join(section_lines("[" if names else "", tuple(names), values))
    found = tomli.loads(text)
    for name in names:
        found = found[name]
    assert found == values


def test_long_lists_take_a_line_an_item_and_long_tables_a_header() -> None:
    items = [{"name": "x" * 40}, {"name": "y" * 40}]
    lines = list(section_lines("[", ("a b",), {"list": items, "table": {"k": "z" * 100}, "n": 1}))
    assert lines == [
        '["a b"]',
        "list = [",
        f'  {{ name = "{"x" * 40}" }},',
        f'  {{ name = "{"y" * 40}" }},',
        "]",
        "n = 1",
        "",
        '["a b".table]',
        f'k = "{"z" * 100}"',
    ]


def test_short_values_stay_on_their_line() -> None:
    values = {"day": date(2026, 1, 5), "flag": True, "none": [], "empty": {}, "t": {"a": [1, "x"]}}
    assert list(section_lines("[[", ("require", "x"), values)) == [
        "[[require.x]]",
        "day = 2026-01-05",
        "flag = true",
        "none = []",
        "empty = {}",
        't = { a = [1, "x"] }',
    ]
