"""What the library remembers is written down: every cache has a bound, and no module changes besides."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, MutableMapping, MutableSequence, MutableSet
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from threading import Lock, RLock
from types import ModuleType
from typing import Any

import pytest

import overlap
from tests.planning.results import FULL, full

SOURCE = Path(overlap.__file__).parent
RECORD = SOURCE.parents[1] / "docs" / "design" / "0019-state-and-threads.md"

MAKERS = {"__init__", "__post_init__", "__setstate__"}
"""Where a frozen value is given its parts: before anybody else has it."""

LATE = {"people/teams.py: _settle"}
"""Where the people of a crowd are made, once, when somebody asks for them; the record says more."""

CHANGERS = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "popleft"),
    *("remove", "reverse", "setdefault", "sort", "update"),
}
"""Methods that change what they are called on."""


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of the library, imported."""
    found = pkgutil.walk_packages(overlap.__path__, "overlap.")
    return tuple(importlib.import_module(one.name) for one in found if one.name != "overlap.__main__")


def short(module: ModuleType) -> str:
    return module.__name__.removeprefix("overlap.")


def own(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The names of a module and of its classes, with what they hold."""
    for name, value in vars(module).items():
        if name.startswith("__"):
            continue
        yield name, value
        if isinstance(value, type) and value.__module__ == module.__name__:
            yield from ((f"{name}.{inner}", held) for inner, held in vars(value).items())


@cache
def caches() -> dict[str, Any]:
    """Every cached function, by the name under which it stands in the record."""
    return {
        f"{short(module)}.{name}": value
        for module in modules()
        for name, value in own(module)
        if hasattr(value, "cache_info") and value.__module__ == module.__name__
    }


@cache
def record() -> str:
    if not RECORD.is_file():
        pytest.skip("the documentation is not here: it is in the repository and in the source distribution")
    return RECORD.read_text(encoding="utf-8")


@cache
def recorded() -> dict[str, int]:
    """The bounds in the record by the names of the caches."""
    return {name: int(bound) for name, bound in re.findall(r"`([\w.]+)` ([\d]+)", record())}


def test_every_cached_function_has_a_bound_and_is_in_the_record_with_it() -> None:
    bounds = {name: found.cache_parameters()["maxsize"] for name, found in caches().items()}
    assert len(bounds) > 30
    unbounded = sorted(name for name, bound in bounds.items() if not bound)
    assert not unbounded, f"give these a bound: {unbounded}"
    assert bounds == {name: bound for name, bound in recorded().items() if name in bounds}, (
        f"write the bound of each cache into {RECORD.name}, and why threads may share it"
    )


def test_the_record_names_nothing_that_is_gone() -> None:
    there = {f"{short(module)}.{name}" for module in modules() for name, _ in own(module)}
    assert not [name for name in recorded() if name not in there]


def test_no_property_holds_a_lock() -> None:
    # Before Python 3.12 `functools.cached_property` has one for a whole class, which a fork may catch.
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "cached_property" in path.read_text(encoding="utf-8")
    }
    assert users <= {"cli/export.py"}


def test_the_filters_of_warnings_are_swapped_where_nobody_else_is_disturbed() -> None:
    # They are the whole process's. The program's own, those of a worker, and openpyxl's under a lock.
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"\.(catch_warnings|simplefilter|filterwarnings)\(", path.read_text(encoding="utf-8"))
    }
    assert users <= {"adapters/sheets/workbook.py", "cli/app.py", "planning/bulk.py"}


def test_locks_and_context_variables_are_in_the_record() -> None:
    kinds = (type(Lock()), type(RLock()), ContextVar)
    found = {
        f"{short(module)}.{name}"
        for module in modules()
        for name, value in own(module)
        if isinstance(value, kinds) and module.__name__ == _home(module, name)
    }
    missing = sorted(name for name in found if f"`{name}`" not in record())
    assert not missing, f"say in {RECORD.name} what these are for"


def _home(module: ModuleType, name: str) -> str:
    """Where a name is assigned: a module that imports it is not its home."""
    assigned = {target for node in _tree(Path(str(module.__file__))).body for target in _assigned(node)}
    return module.__name__ if name in assigned else ""


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def _may_change(path: Path) -> bool:
    """Whether a look at its text cannot rule out that functions of a module change what it holds."""
    text = path.read_text(encoding="utf-8")
    names = set(re.findall(r"^([A-Za-z_]\w*)(?:: [^\n]*)? = ", text, re.MULTILINE))
    changed = re.findall(
        rf"^ .*?\b([A-Za-z_]\w*)(?:\[.*\](?:, .*)? [-+|&]?= |\.(?:{'|'.join(CHANGERS)})\()",
        text,
        re.MULTILINE,
    )
    deleted = re.findall(r"\bdel ([A-Za-z_]\w*)", text)
    return "    global " in text or not names.isdisjoint((*changed, *deleted))


def _changed_names(tree: ast.Module) -> Iterator[str]:
    """The names of a module that its functions assign anew, or whose contents they change."""
    at_top = {target for node in tree.body for target in _assigned(node)}
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        inside = list(ast.walk(function))
        anew = {name for node in inside if isinstance(node, ast.Global) for name in node.names}
        local = {one.id for one in inside if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        local |= {one.arg for one in inside if isinstance(one, ast.arg)}
        yield from anew
        for node in inside:
            held: ast.expr | None = None
            if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                held = node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                held = node.func.value if node.func.attr in CHANGERS else None
            if isinstance(held, ast.Name) and held.id in at_top - (local - anew):
                yield held.id


def test_no_function_changes_what_a_module_holds_but_the_caches_of_the_record() -> None:
    changed = {
        f"{path.relative_to(SOURCE).with_suffix('').as_posix().replace('/', '.')}.{name}"
        for path in SOURCE.rglob("*.py")
        if _may_change(path)
        for name in _changed_names(_tree(path))
    }
    assert "core.zones._made" in changed
    missing = sorted(name for name in changed if f"`{name}`" not in record())
    assert not missing, f"say in {RECORD.name} what bounds these, and why threads may share them"


def test_asking_everything_changes_no_constant() -> None:
    before = _contents()
    for name in FULL:
        full(name)
    grown = {name for name, held in _contents().items() if held != before.get(name, held)}
    assert not [name for name in grown if f"`{name}`" not in record()]


def _contents() -> dict[str, str]:
    """What every list, dict and set of a module or class holds, as text."""
    kinds = (MutableMapping, MutableSequence, MutableSet)
    return {
        f"{short(module)}.{name}": f"{len(value)} {value!r}"
        for module in modules()
        for name, value in own(module)
        if isinstance(value, kinds) and not name.endswith(("__annotations__", "__dataclass_fields__"))
    }


def test_frozen_values_are_given_their_parts_while_they_are_made_and_never_again() -> None:
    late, made = [], 0
    for path in SOURCE.rglob("*.py"):
        if "setattr" not in path.read_text(encoding="utf-8"):
            continue
        for function in ast.walk(_tree(path)):
            if not isinstance(function, ast.FunctionDef):
                continue
            calls = [ast.unparse(one.func) for one in ast.walk(function) if isinstance(one, ast.Call)]
            sets = {"object.__setattr__", "setattr"}.intersection(calls)
            made += bool(sets)
            if sets and function.name not in MAKERS and "object.__new__" not in calls:
                late.append(f"{path.relative_to(SOURCE).as_posix()}: {function.name}")
    assert made > 20
    assert set(late) == LATE
