"""The commands there are, in the order in which people meet them.

Law: this table is the only list; help and dispatch both read it, and reading it loads nothing.
"""

from __future__ import annotations

__all__ = ["COMMANDS", "help_text"]

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("files", "Write a commented team file to start from"),
    "import": ("import_file", "A spreadsheet or a workforce program's export becomes a team file"),
    "check": ("files", "Check a team file; show every problem with its place"),
    "report": ("report", "The whole picture: shared hours, weeks that break, holidays ahead"),
    "windows": ("answers", "When teams are at work together"),
    "changes": ("answers", "When the daily windows change in a year, and why"),
    "compare": ("answers", "What each pair of teams gains and loses in another team file"),
    "shifts": ("answers", "Each shift on each date"),
    "stagger": ("stagger", "The shifts that reach what is required and move least, proven"),
    "coverage": ("coverage", "When too few are at work and why, who hands over, whose hours"),
    "slots": ("slots", "Times for a meeting, or who is in the way and what would open one"),
    "why": ("slots", "Who could come at an instant, and what keeps the others away"),
    "series": ("series", "A recurring meeting: local times and statuses, what drifts, and why"),
    "plan": ("series", "The weekday and time of a recurring meeting with the least burden"),
    "rotate": ("rotate", "Another time on each date, so that everybody bears a fair share"),
    "pairs": ("pairs", "Virtual coffee: who meets whom in each round, and when both can"),
    "export": ("export", "Meetings and shifts as calendar files, the roster as a spreadsheet"),
    "publish": ("publish", "Meetings or an .ics file put into a calendar on a CalDAV server"),
    "busy": ("busy", "When the owner of calendar files is busy, and what was not read of them"),
    "clock": ("clock", "When working time is over, or how much has run, for a ticket or a file"),
    "holidays": ("holidays", "What a date is at a place, and how sure; or who of a team file is off when"),
    "celebrations": ("holidays", "What each team celebrates ahead, and meetings on a big day"),
    "now": ("now", "Who is at work now, and until when"),
    "zones": ("now", "Find a time zone by city, country or abbreviation"),
    "schema": ("schema", "What the documents of --json look like, as a JSON Schema"),
}
"""Name: (module under `overlap.cli`, one line of help)."""


def help_text() -> str:
    """What `overlap --help` prints."""
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {name:<{width}}  {about}" for name, (_, about) in COMMANDS.items())
    return f"""\
Usage: overlap COMMAND [OPTIONS] [FILE]

When people in different time zones can work together, what it costs whom, and why.

Commands:
{lines}

Options:
  --version  Show the version
  -h, --help Show this text; after a command, its options

Start with:
  overlap report             the bundled example
  overlap init team.toml     your own team file
  overlap report team.toml   your own report

Every command takes --json. FILE may be "-" for standard input.
Exit status: 0 answered, 1 no answer, 2 bad input or usage, 3 network or credentials.
"""
