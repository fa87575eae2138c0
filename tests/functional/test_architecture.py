"""What the layers promise and an import linter does not see."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import overlap

SOURCE = Path(overlap.__file__).parent
LIGHT = [
    path for layer in ("core", "people", "planning", "render") for path in (SOURCE / layer).rglob("*.py")
]


def top_level_imports(path: Path) -> Iterator[str]:
    """Packages imported when a module is, those for type checkers apart."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", LIGHT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_importing_a_layer_below_the_adapters_loads_the_standard_library_alone(path: Path) -> None:
    assert {name for name in top_level_imports(path) if name not in sys.stdlib_module_names} <= {"overlap"}


@pytest.mark.parametrize("path", LIGHT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_module_begins_with_its_role_and_its_law(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert text
    if path.name != "__init__.py":
        assert "\nLaw: " in text
