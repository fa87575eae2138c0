"""`schema`: what the documents of `--json` look like, for programs that check them.

Law: it prints the schema of this very version, from the package itself.
"""

from __future__ import annotations

import click

from overlap.cli.console import write

__all__ = ["schema"]


@click.command
@click.option("--json", is_flag=True, expose_value=False, help="Changes nothing: a schema is JSON.")
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of all that commands print with --json.

    It is that of this version: save it beside the program that reads the documents.
    """
    from overlap.adapters.bundled import output_schema_text

    write(output_schema_text())
