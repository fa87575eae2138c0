"""The examples with packages of others on the page of many questions are run where those are installed."""

from __future__ import annotations

import doctest
import importlib
import re
from typing import Any

import pytest

import overlap
from tests.functional.test_documentation import DOCS

TEXT = (DOCS / "how-to" / "many-questions.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```\{code-block\} python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SHOWN = [text for text in EXAMPLES if text.startswith(">>>")]
DEFINED = [text for text in EXAMPLES if not text.startswith(">>>")]


def names() -> dict[str, Any]:
    """What the page defines before."""
    found: dict[str, Any] = {}
    (first, *_) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    exec(first, found)  # noqa: S102 - the page's own first example
    found["found"] = overlap.find_pair_windows(found["roster"], "2026-01-01", "2026-12-31")
    return found


@pytest.mark.filterwarnings("ignore")  # what the packages say of themselves
@pytest.mark.parametrize("example", SHOWN, ids=lambda text: re.findall(r"(?:import|from) (\w+)", text)[0])
def test_an_example_of_the_page_does_what_it_shows(example: str) -> None:
    package = re.findall(r"(?:import|from) (\w+)", example)[0]
    pytest.importorskip(package, reason=f"the page shows {package}: pip install {package}")
    test = doctest.DocTestParser().get_doctest(example, names(), package, "many-questions.md", 0)
    assert test.examples
    failed, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert (failed, tried) == (0, len(test.examples))


def test_what_spark_would_call_says_what_the_page_says_of_tickets_and_pairs() -> None:
    pytest.importorskip("pandas", reason="Spark hands over frames of pandas: pip install pandas")
    pandas: Any = importlib.import_module("pandas")
    known = names()
    for text in DEFINED:
        exec(text, known)  # noqa: S102 - the page's own functions
    frames = [
        pandas.DataFrame({"id": ["a", "b"], "team": ["manila", "bogota"], "start": [29540700] * 2}),
        pandas.DataFrame({"id": ["c"], "team": ["manila"], "start": [29541000]}),
    ]
    answers = [*known["with_due"](iter(frames))]
    assert [frame["due"].tolist() for frame in answers] == [[29541840, 29541240], [29541900]]
    assert [[*frame.columns] for frame in answers] == [["id", "team", "start", "due"]] * 2
    rows = [
        row
        for team in known["roster"]
        for row in known["shared_with_later"](pandas.DataFrame({"team": [team.id]})).to_dict("records")
    ]
    assert rows == known["found"].to_records()


def test_every_example_is_of_a_package_that_is_run() -> None:
    assert (len(SHOWN), len(DEFINED)) == (4, 2)
