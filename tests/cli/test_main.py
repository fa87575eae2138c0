"""The way in."""

from __future__ import annotations

import pytest

import overlap
from overlap.cli.main import main


def test_help_and_version_need_no_application(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-h"]) == main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("Usage: overlap COMMAND")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"overlap {overlap.__version__}\n"


def test_a_bare_call_shows_help_as_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "Commands:" in caught.err


def test_options_before_a_command_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "windows"]) == 2
    assert "--json" in capsys.readouterr().err


def test_every_public_name_can_be_used_and_is_listed() -> None:
    for name in overlap.__all__:
        assert getattr(overlap, name).__name__ == name
        assert name in dir(overlap)
    with pytest.raises(AttributeError, match="no attribute 'windows_of_opportunity'"):
        overlap.windows_of_opportunity  # noqa: B018 - the look-up is the point
