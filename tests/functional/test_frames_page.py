"""The examples with packages of others on the page of frames are run where those are installed."""

from __future__ import annotations

import doctest
import re
from typing import Any

import pytest

from tests.functional.test_documentation import DOCS
from tests.planning.results import FULL

TEXT = (DOCS / "frames.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```\{code-block\} python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_an_example_of_the_page_does_what_it_shows(package: str) -> None:
    pytest.importorskip(package)
    (example,) = [text for text in EXAMPLES if f"import {package}" in text]
    (first, *_) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(first, names)  # noqa: S102 - the page's own first example
    test = doctest.DocTestParser().get_doctest(example, names, package, "frames.md", 0)
    assert test.examples
    failed, tried = doctest.DocTestRunner().run(test)
    assert (failed, tried) == (0, len(test.examples))


def test_every_example_is_of_a_package_that_is_run() -> None:
    assert len(EXAMPLES) == 2


def test_the_page_names_every_answer_with_its_picture_or_without_one() -> None:
    named = set(re.findall(r"`([A-Z]\w+)`", TEXT))
    assert FULL.keys() <= named
