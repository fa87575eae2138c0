"""The click application: commands found in the table, errors turned into sentences.

Law: a command module is imported only when it runs. Every `OverlapError` ends here as a message on
stderr and status 2, or 3 where a server is to blame.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime
from importlib import import_module
from io import StringIO
from typing import Any

import click

from overlap.cli.commands import COMMANDS, help_text
from overlap.cli.console import OutputFailed, complain, flush, note
from overlap.cli.machine import WARNINGS
from overlap.cli.progress import clear_progress, progress_line
from overlap.errors import BeyondDataWarning, CoarsePlaceWarning, FileError, NetworkError, OverlapError
from overlap.render.progress import watched_by

__all__ = ["run", "unwritten"]


class _Commands(click.Group):
    """Commands loaded by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = COMMANDS.get(cmd_name)
        if home is None:
            return None
        command = getattr(import_module(f"overlap.cli.{home[0]}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table names commands only
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from difflib import get_close_matches

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return help_text().rstrip("\n")


_APP = _Commands(
    "overlap",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def run(arguments: Sequence[str], now: Callable[[], datetime] | None) -> int:
    """Runs the command that the arguments name, and gives its exit status."""
    from overlap.adapters.clock import system_now

    try:
        line = progress_line()
        with (
            nullcontext() if line is None else watched_by(line),
            warnings.catch_warnings(),
            _APP.make_context("overlap", list(arguments), obj=now or system_now) as context,
        ):
            heard = context.meta.setdefault(WARNINGS, [])
            _tell_warnings(heard)
            result = _APP.invoke(context)
        flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except click.ClickException as error:
        said = StringIO()
        error.show(said)
        note(said.getvalue().rstrip("\n"))
        return error.exit_code
    except NetworkError as error:
        complain(error)
        return 3
    except OverlapError as error:
        complain(error)
        return 2
    except OutputFailed as failed:
        return unwritten(failed.__cause__)
    except BrokenPipeError as error:  # click's own help
        return unwritten(error)
    finally:
        clear_progress()
    return result if isinstance(result, int) else 0


def _tell_warnings(heard: list[str]) -> None:
    """Writes each warning about missing data once, to people at once and to programs with the answer."""
    warnings.simplefilter("always", BeyondDataWarning)
    warnings.simplefilter("ignore", CoarsePlaceWarning)  # a problem of the file, or a caveat, says it
    others = warnings.showwarning

    def tell(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
        if not issubclass(category, BeyondDataWarning):
            others(message, category, *where, **more)
        elif str(message) not in heard:
            heard.append(str(message))
            note(f"warning: {message}")

    warnings.showwarning = tell


def unwritten(error: BaseException | None) -> int:
    """Says that stdout did not take the answer; a reader that has gone, as with `| head`, is no error."""
    _forget_output()
    if isinstance(error, BrokenPipeError):
        return 0
    complain(FileError(f"the answer cannot be written: {getattr(error, 'strerror', None) or error}"))
    return 2


def _forget_output() -> None:
    """Sends what is still buffered nowhere, so that leaving does not fail on it again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
