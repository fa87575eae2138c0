"""What nobody foresaw is told in a sentence that says whose it is."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from overlap.cli import faults
from overlap.cli.faults import FAULT, tell_fault


def raised(code: str, name: str) -> Exception:
    """An error that comes out of a module of some name, called from one of ours."""
    module = ModuleType(name)
    exec(code, module.__dict__)  # noqa: S102
    ours = ModuleType("overlap.planning.anything")
    exec("def call(inner):\n    inner()", ours.__dict__)  # noqa: S102
    try:
        ours.__dict__["call"](module.__dict__["fail"])
    except Exception as error:
        return error
    raise AssertionError


def told(error: Exception, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The status, and what stderr holds."""
    status = tell_fault(error)
    return status, capsys.readouterr().err.splitlines()


def test_a_slip_of_ours_says_where_and_asks_for_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    error = raised("def fail():\n    raise ValueError('line\\nof two')", "overlap.core.something")
    status, lines = told(error, capsys)
    assert status == FAULT == 70
    assert lines == [
        "error: fault: ValueError: line of two (overlap.core.something, line 2)",
        "    hint: a slip of overlap itself: please report it, with what python -X dev -m overlap says",
    ]


def test_a_slip_of_ours_inside_a_call_of_python_s_own_is_ours(capsys: pytest.CaptureFixture[str]) -> None:
    error = raised("def fail():\n    import json\n    json.loads('x')", "overlap.core.something")
    status, lines = told(error, capsys)
    assert status == FAULT
    assert lines[0].startswith("error: fault: JSONDecodeError: ")


def test_another_package_that_fails_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = told(raised("def fail():\n    raise KeyError('x')", "tomli_w._writer"), capsys)
    assert (status, lines[0]) == (2, "error: broken-install: the package tomli-w fails: KeyError: 'x'")
    assert lines[1].endswith("--force-reinstall tomli-w")


def test_an_error_of_ours_that_passes_through_another_package_is_ours(
    capsys: pytest.CaptureFixture[str],
) -> None:
    inner = ModuleType("overlap.render.inner")
    exec("def inner():\n    raise ValueError('ours')", inner.__dict__)  # noqa: S102
    package = ModuleType("jinja2.runtime")
    package.__dict__["inner"] = inner.__dict__["inner"]
    exec("def fail():\n    inner()", package.__dict__)  # noqa: S102
    ours = ModuleType("overlap.planning.outer")
    exec("def call(one):\n    one()", ours.__dict__)  # noqa: S102
    with pytest.raises(ValueError, match="ours") as caught:
        ours.__dict__["call"](package.__dict__["fail"])
    assert tell_fault(caught.value) == FAULT
    assert "(overlap.render.inner, line 2)" in capsys.readouterr().err


def test_a_package_without_what_is_used_of_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code = "import types\ndef fail():\n    types.ModuleType('xlsxwriter').Workbook"
    status, lines = told(raised(code, "overlap.adapters.something"), capsys)
    assert status == 2
    assert lines[0].startswith("error: broken-install: the package xlsxwriter fails: AttributeError: ")


def test_a_package_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code = "def fail():\n    raise ModuleNotFoundError(\"No module named 'rich'\", name='rich')"
    status, lines = told(raised(code, "overlap.cli.console"), capsys)
    assert (status, lines[0]) == (2, "error: broken-install: the package rich is not installed")


def test_a_module_of_python_s_own_that_is_not_there_is_no_package(capsys: pytest.CaptureFixture[str]) -> None:
    code = "def fail():\n    raise ModuleNotFoundError(\"No module named '_ctypes'\", name='_ctypes')"
    status, lines = told(raised(code, "overlap.cli.console"), capsys)
    assert status == FAULT
    assert "_ctypes" in lines[0]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "error: bad-file: there is not enough memory"),
        (OSError(28, "No space left on device"), "error: bad-file: the answer cannot be written: No space"),
        (PermissionError(13, "Permission denied", "x.dat"), "error: bad-file: x.dat: Permission denied"),
    ],
)
def test_what_the_system_refuses_is_told(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = told(error, capsys)
    assert status == 2
    assert lines[0].startswith(said)


def test_a_full_disk_under_another_package_s_hands_is_not_that_package_s_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = "def fail():\n    raise OSError(28, 'No space left on device')"
    _, lines = told(raised(code, "click.utils"), capsys)
    assert lines == ["error: bad-file: the answer cannot be written: No space left on device"]
    code = "def fail():\n    raise OSError('libfoo.so.1: cannot open shared object file')"
    _, lines = told(raised(code, "highspy"), capsys)
    assert lines[0].startswith("error: broken-install: the package highspy fails: OSError: libfoo.so.1")
    code = "def fail():\n    raise FileNotFoundError(2, 'No such file', '/x/locale.mo')"
    _, lines = told(raised(code, "holidays.locale"), capsys)
    assert lines[0].startswith("error: broken-install: the package holidays fails: FileNotFoundError")


def test_a_message_without_end_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = told(ValueError("x" * 10_000), capsys)
    assert len(lines[0]) < 350
    assert lines[0].endswith("...")


def test_in_development_mode_the_error_itself_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    flags: Any = SimpleNamespace(dev_mode=True)
    monkeypatch.setattr(
        faults, "sys", SimpleNamespace(flags=flags, stdlib_module_names=sys.stdlib_module_names)
    )
    with pytest.raises(ValueError, match="whole"):
        tell_fault(ValueError("whole"))


def test_an_interruption_that_python_wraps_stays_one() -> None:
    wrapped = RuntimeError("Error calling __set_name__ on 'Field' instance")
    wrapped.__cause__ = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        tell_fault(wrapped)
