"""The table of commands agrees with the commands."""

from __future__ import annotations

from importlib import import_module

import click
import pytest

from overlap.cli.commands import COMMANDS, help_text


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_of_the_table_exists_and_explains_itself(name: str) -> None:
    module, about = COMMANDS[name]
    command = getattr(import_module(f"overlap.cli.{module}"), name)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help
    assert about[0].isupper()
    assert not about.endswith(".")
    assert "--json" in [option for param in command.params for option in param.opts]


def test_the_help_page_fits_eighty_columns() -> None:
    assert max(map(len, help_text().splitlines())) <= 90
