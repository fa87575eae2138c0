"""What the documentation shows is what happens: every example is run, every name and error described.

Law: an example runs in the folder of its page, which is empty at first. A page that never runs
`overlap init` finds the bundled example there as team.toml. A whole team file whose first line is
`# NAME.toml` is also written there. The clock stands still.
"""

from __future__ import annotations

import ast
import doctest
import inspect
import io
import json
import pickle
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import tomli
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

import overlap
from overlap import errors
from overlap.adapters.festivals import FESTIVALS, TRADITIONS
from overlap.adapters.team_file import check, loads
from overlap.adapters.team_keys import KEYS
from overlap.cli.commands import COMMANDS
from overlap.cli.main import main
from overlap.core.zones import tzdata_version
from tests.functional.machine_output import assert_fits

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)]
MODULES = [
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(SOURCE.rglob("*.py"))
    if path.name != "__main__.py"
]

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
"""When every page is read: a Monday on which Manila, Kraków and New York are all at work."""

FLAGS = doctest.ELLIPSIS
_WHOLE_FILE = re.compile(r"(?:\s*#[^\n]*\n|\s)*version\s*=\s*1\b")
_FILE_NAME = re.compile(r"# ([\w-]+\.toml)\n")
_TZDATA = re.compile(r"\b20\d\d[a-z]\b")


# Pages


class Page:
    """The evaluators of one page's fences, and what they have seen."""

    def __init__(self) -> None:
        self.status = 0
        self.text = ""

    def console(self, example: Example) -> None:
        """Runs the lines after each prompt and compares what is shown below them, if anything is."""
        for command, shown in commands(str(example.parsed)):
            if command == "echo $?":
                assert shown.strip() == str(self.status), f"the exit status is {self.status}"
                continue
            self.status, printed = run(command)
            if shown.strip():
                assert_shown(shown, printed, command)
            assert shown.strip() or self.status == 0, f"{command}: status {self.status}\n{printed}"

    def toml(self, example: Example) -> None:
        """Reads a whole team file, or a part of one with whatever it lacks."""
        self.text = str(example.parsed)
        whole = _WHOLE_FILE.match(self.text)
        if Path(example.path).name == "errors.md":
            return  # read together with the complaint that follows
        loads(self.text if whole else completed(self.text))
        name = _FILE_NAME.match(self.text)
        if name:
            Path(name[1]).write_text(self.text, encoding="utf-8")

    def complaint(self, example: Example) -> None:
        """On the page of errors, compares the text below a team file with the problems it has."""
        if Path(example.path).name != "errors.md":
            return
        Path("team.toml").write_text(self.text, encoding="utf-8")
        _, problems = check("team.toml")
        assert_shown(str(example.parsed), "".join(f"{problem}\n" for problem in problems), "team.toml")

    def sybil(self) -> Sybil:
        """What finds the examples of a page."""
        return Sybil(
            [
                PythonCodeBlockParser(doctest_optionflags=FLAGS),
                CodeBlockParser("console", self.console),
                CodeBlockParser("toml", self.toml),
                CodeBlockParser("text", self.complaint),
            ]
        )


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console fence with the output shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command.strip(), shown


def run(command: str) -> tuple[int, str]:
    """The exit status of a command line and all that it prints; `<` and a last `>` are understood."""
    words = shlex.split(command)
    for program in (["overlap"], ["python", "-m", "overlap"]):
        if words[: len(program)] == program:
            words = words[len(program) :]
            break
    else:
        pytest.fail(f"only overlap is run here, not: {command}")
    printed, target, stdin = _utf8(), None, sys.stdin
    if len(words) > 1 and words[-2] == ">":
        target = Path(words[-1])
        words = words[:-2]
    if len(words) > 1 and words[-2] == "<":
        source = Path(words[-1]).read_bytes()
        words = words[:-2]
        sys.stdin = _utf8(source)
    try:
        out = _utf8() if target else printed
        with redirect_stdout(out), redirect_stderr(printed):
            status = main(words, now=lambda: NOW)
    finally:
        sys.stdin = stdin
    begin = _written(out).find('{\n  "format_version"')
    if begin >= 0:
        assert_fits(json.JSONDecoder().raw_decode(_written(out)[begin:])[0])
    if target:
        target.write_text(_written(out), encoding="utf-8")
    return status, _written(printed)


def _utf8(data: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def assert_shown(shown: str, printed: str, what: str) -> None:
    """Fails unless the output is as shown; `...` stands for anything, and blank lines end nothing."""
    want, got = (_TZDATA.sub(tzdata_version(), text.rstrip()) + "\n" for text in (shown, printed))
    example = doctest.Example(what, want)
    checker = doctest.OutputChecker()
    flags = doctest.ELLIPSIS | doctest.DONT_ACCEPT_BLANKLINE
    if not checker.check_output(want, got, flags):
        pytest.fail(f"{what}\n{checker.output_difference(example, got, flags | doctest.REPORT_NDIFF)}")


def completed(part: str) -> str:
    """A part of a team file with the version, and the teams it speaks of, put around it."""
    shift = '\nshifts = [{ start = "09:00", end = "18:00" }]\n'
    zones = {"manila": "Asia/Manila", "pune": "Asia/Kolkata", "krakow": "Europe/Warsaw"}
    own = tomli.loads(part).get("team", {})
    missing = [f'[team.{one}]\nzone = "{key}"{shift}' for one, key in zones.items() if one not in own]
    return "\n".join(["version = 1", part, *missing])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_example_of_the_page_does_what_it_shows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = path.read_text(encoding="utf-8")
    if "overlap init" not in text and "team.toml" in text and "# team.toml" not in text:
        assert run("overlap init --example team.toml")[0] == 0
    for example in Page().sybil().parse(path):
        example.evaluate()


def test_pages_hold_examples_of_every_kind() -> None:
    found = [example for path in PAGES for example in Page().sybil().parse(path)]
    assert len(found) > 150
    fences = {str(getattr(example.region.evaluator, "__name__", "python")) for example in found}
    assert fences == {"python", "console", "toml", "complaint"}


def test_a_wrong_output_would_be_noticed() -> None:
    with pytest.raises(pytest.fail.Exception):
        assert_shown("7 windows, 14 h in all", "8 windows, 16 h in all", "overlap windows")
    with pytest.raises(pytest.fail.Exception):
        run("ls")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_fence_names_a_language_that_is_run_or_known(path: Path) -> None:
    run_here, read_only = {"python", "console", "toml"}, {"sh", "text"}
    fences = re.findall(r"^\s*```([^\n`]*)$", path.read_text(encoding="utf-8"), re.MULTILINE)[::2]
    directives = {fence for fence in fences if fence.startswith("{")}
    assert set(fences) - directives <= run_here | read_only


# Docstrings


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_of_the_module_are_right(name: str) -> None:
    failed, _ = doctest.testmod(import_module(name), optionflags=FLAGS)
    assert not failed


def test_docstrings_hold_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert sum(len(test.examples) for name in MODULES for test in finder.find(import_module(name))) > 50


# Names


@pytest.mark.parametrize("name", overlap.__all__)
def test_every_public_name_is_described_in_its_docstring_and_on_the_page(name: str) -> None:
    described = inspect.getdoc(getattr(overlap, name))
    assert described
    assert not described.startswith(f"{name}("), "that is the docstring dataclasses make up"
    assert re.search(
        rf"^:?\W*auto(?:class|function|exception):: overlap\.{name}$", python_page(), re.MULTILINE
    )


@cache
def python_page() -> str:
    """The text of docs/python.md."""
    return (DOCS / "python.md").read_text(encoding="utf-8")


# Keys and options

_WITHOUT_TABLE = {"quiet", "named_day", "move", "require"}
"""Kinds of tables so small that the text beside their owner says it all."""


def key_tables() -> list[set[str]]:
    """The keys in the first column of each table of docs/team-file.md."""
    text = (DOCS / "team-file.md").read_text(encoding="utf-8")
    tables = re.findall(r"^\| key.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [
        {
            key.removesuffix(".ID")
            for row in rows.splitlines()
            for key in re.findall(r"`([^`]+)`", row.split("|")[1])
        }
        for rows in tables
    ]


@pytest.mark.parametrize("kind", sorted(KEYS.keys() - _WITHOUT_TABLE))
def test_the_page_of_the_team_file_lists_exactly_the_keys_there_are(kind: str) -> None:
    assert set(KEYS[kind]) in key_tables()


def test_every_table_of_keys_is_one_of_the_team_file() -> None:
    assert all(keys in [set(known) for known in KEYS.values()] for keys in key_tables())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_the_terminal_describes_the_command_and_its_options(name: str) -> None:
    text = (DOCS / "terminal.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    described = sections[name] + sections["What holds everywhere"]
    command = getattr(import_module(f"overlap.cli.{COMMANDS[name][0]}"), name)
    options = {flag for option in command.params for flag in option.opts if flag.startswith("--")}
    assert {
        flag for flag in options - {"--output"} if f"`{flag}" not in described and f"[{flag}" not in described
    } == set()
    assert "--json" in options


# Festivals


def festivals_page() -> str:
    """The text of docs/festivals.md."""
    return (DOCS / "festivals.md").read_text(encoding="utf-8")


def test_the_page_of_festivals_lists_exactly_those_there_are_with_their_words_and_homes() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \| (.*) \|$", festivals_page(), re.MULTILINE)
    shown = [(alias, tuple(filter(None, words.split(", "))), home or None) for alias, words, home in rows]
    assert shown == sorted((one.alias, one.spellings, one.home) for one in FESTIVALS)


def test_the_page_of_festivals_lists_exactly_the_traditions_there_are_with_their_festivals() -> None:
    line = re.search(r"^Traditions.*$", festivals_page(), re.MULTILINE)
    assert line is not None
    shown = {name: tuple(those.split(", ")) for name, those in re.findall(r"`(\w+)` \(([^)]+)\)", line[0])}
    assert shown == dict(TRADITIONS)
    assert list(shown) == sorted(shown)


# Errors


def described_slugs() -> list[str]:
    """The sections of docs/errors.md that are named like a slug, in order."""
    return re.findall(
        r"^## ([a-z]+(?:-[a-z]+)+)$", (DOCS / "errors.md").read_text(encoding="utf-8"), re.MULTILINE
    )


def error_classes() -> list[type[errors.OverlapError]]:
    """Every concrete error of the package; a warning is none."""
    found = [getattr(errors, name) for name in errors.__all__]
    concrete = [one for one in found if issubclass(one, errors.OverlapError)]
    return [one for one in concrete if one.slug != errors.OverlapError.slug]


def reader_slugs() -> set[str]:
    """Every slug that the team-file reader writes out: a text of two or more words in a reporting call."""
    reporting = {"Problem", "choice", "fault", "report", "whole", "wholes"}
    found: set[str] = set()
    for path in (SOURCE / "overlap" / "adapters").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in reporting
            named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "slug"
            if called or named:
                texts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
                found |= {text for text in texts if isinstance(text, str) and _SLUG.fullmatch(text)}
    return found


_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)+")


def test_every_error_has_a_section_and_every_section_an_error() -> None:
    sections = described_slugs()
    assert len(sections) == len(set(sections))
    assert set(sections) == {one.slug for one in error_classes()} | reader_slugs()


def test_every_section_of_an_error_shows_it() -> None:
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    by_slug = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    classes = {one.slug: one.__name__ for one in error_classes()}
    for slug in described_slugs():
        body = by_slug[slug]
        raised = slug in classes and f"overlap.errors.{classes[slug]}" in body
        assert f": {slug}: " in body or raised, f"the section {slug} has no example of it"


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: kind.__name__)
def test_every_error_says_what_to_repair_and_survives_pickling(kind: type[errors.OverlapError]) -> None:
    error = pickle.loads(pickle.dumps(kind("what was given", hint="how to repair it", field="zone")))  # noqa: S301
    assert type(error) is kind
    assert str(error) == "what was given; how to repair it"
    assert (error.hint, error.field) == ("how to repair it", "zone")
    assert isinstance(error, ValueError | LookupError | OSError)
