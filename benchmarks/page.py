"""The page of all figures: docs/performance.md from the sections of docs/performance.json.

Law: a pure function of what was measured; a test makes the page again from the JSON and compares. Bars that
are missed are told first. Numbers have three significant digits here and four in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["page", "shown"]

Row = Mapping[str, Any]
Section = Mapping[str, Any]

OPENING = """\
# Performance

`python benchmarks/all.py` measures every workload beside its peers and writes this page, with
[performance.json](performance.json) for programs. Nothing here is typed by hand. What is asked, who answers
and how it is kept fair is told in `benchmarks/README.md`.

Answers are compared before any time is taken. Times are CPU time, medians of turns that everybody takes in
alternation; "times ours" is the median by that of `overlap`. A bar is what must hold; one that does not is
shown as missed.
"""

SECTIONS = """\
`quick` is a run of few turns; `+` after a commit: files were changed since. The last column is the share of
the processors that other programs took meanwhile: the more it is, the less do small differences say.
"""

FACTS = {
    "processor": "Processor",
    "cores": "Cores",
    "memory": "Memory",
    "system": "System",
    "python": "Python",
    "tzdata": "tzdata",
}


def page(whole: Mapping[str, Any]) -> str:
    """The page as Markdown, from what `all.py` gathers."""
    sections: Sequence[Section] = whole["sections"]
    parts = [OPENING, *_machine(sections)]
    if whole["missing"]:
        parts.append(f"Not measured yet: {', '.join(whole['missing'])}.\n")
    parts += _bars(sections)
    for section in sections:
        parts += _section(section)
    return "\n".join(parts).rstrip() + "\n"


def shown(value: float) -> str:
    """A number of three significant digits, never with an exponent."""
    value = float(f"{value:.3g}")
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:g}" if abs(value) >= 0.0001 or not value else f"{value:.8f}".rstrip("0").rstrip(".")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """A Markdown table; the columns of `right` hold numbers."""
    numbers = set(right)
    rule = ["---:" if at in numbers else "---" for at in range(len(head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows)) + "\n"


def _machine(sections: Sequence[Section]) -> list[str]:
    """What every section was measured on, and when each was."""
    if not sections:
        return ["Nothing is measured yet.\n"]
    facts = [(FACTS[key], value) for key, value in sections[0]["machine"].items()]
    rows = [
        (
            f"[{one['title']}](#{_anchor(one['title'])})",
            one["date"],
            f"`{one['commit']}`",
            one["mode"],
            shown(one["seconds"]),
            f"{one['others']:.0%}",
        )
        for one in sections
    ]
    return [
        "## The machine\n",
        _table(("", ""), facts),
        SECTIONS,
        _table(("section", "date", "commit", "run", "s", "others"), rows, right=(4, 5)),
    ]


def _anchor(title: str) -> str:
    """A heading's anchor."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _bars(sections: Sequence[Section]) -> list[str]:
    """Which bars hold, the missed ones first."""
    judged = [
        (section, row)
        for section in sections
        for row in (*section["figures"], *section["exponents"])
        if row["bar"] is not None
    ]
    rows = [
        (
            _verdict(row),
            f"[{section['title']}](#{_anchor(section['title'])}): {_subject(row)}",
            _bar(row),
            _reached(row),
            row["bar"]["why"],
        )
        for section, row in judged
    ]
    rows.sort(key=lambda row: (row[0] != "**missed**", row[0] == "met"))
    met = sum(row[0] == "met" for row in rows)
    missed = sum(row[0] == "**missed**" for row in rows)
    unknown = len(rows) - met - missed
    told = f"{met} of {len(rows)} bars are met, {missed} missed"
    told += f", {unknown} could not be judged.\n" if unknown else ".\n"
    return (
        ["## Bars\n", told, _table(("", "what", "bar", "reached", "why"), rows, right=(3,))] if rows else []
    )


def _verdict(row: Row) -> str:
    return {True: "met", False: "**missed**", None: "not judged"}[row["met"]]


def _subject(row: Row) -> str:
    """What a bar is about."""
    if "exponent" in row:
        return f"{row['question']}, by {row['over']}"
    return f"{row['workload']}, {row['peer']}"


def _bar(row: Row) -> str:
    """A bar's number in words."""
    bar = row["bar"]
    ends = [f"at least {shown(bar['least'])}"] if bar["least"] is not None else []
    ends += [f"at most {shown(bar['most'])}"] if bar["most"] is not None else []
    told = " and ".join(ends)
    if bar["of"] == "share":
        return f"ours {told} times this"
    return told + {"ratio": " times ours", "median": f" {row.get('unit', '')}", "exponent": ""}[bar["of"]]


def _reached(row: Row) -> str:
    """What a bar is judged by."""
    if "exponent" in row:
        return shown(row["exponent"])
    of = row["bar"]["of"]
    value = row["median"] if of == "median" else row["ratio"]
    if not value:
        return row["note"] or ""
    return shown(1 / value if of == "share" else value)


def _section(section: Section) -> list[str]:
    """A heading, what is asked, and a table for each workload and for the exponents."""
    parts = [f"## {section['title']}\n", section["asked"] + "\n"]
    versions = ", ".join(f"{name} {told}" for name, told in section["versions"].items())
    if versions:
        parts.append(f"With {versions}.\n")
    tables: dict[tuple[str, str], list[Row]] = {}
    for row in section["figures"]:
        tables.setdefault((row["workload"], row["size"]), []).append(row)
    for (workload, size), rows in tables.items():
        parts += [
            f"### {workload[:1].upper()}{workload[1:]}\n",
            f"{size[:1].upper()}{size[1:]}.\n",
            _figures(rows),
        ]
    if section["exponents"]:
        parts += [
            "### Growth\n" if tables else "",
            _table(
                ("question", "grows with", "sizes", "from", "to", "exponent", "between neighbours", "bar"),
                [_growth(row) for row in section["exponents"]],
                right=(3, 4, 5),
            ),
        ]
    return [part for part in parts if part]


def _figures(rows: Sequence[Row]) -> str:
    """The answerers of one workload."""
    several = any(row["runs"] > 1 for row in rows)
    ratios = any(row["ratio"] is not None for row in rows)
    bars = any(row["bar"] is not None for row in rows)
    notes = any(row["note"] and row["median"] is not None for row in rows)
    head = ["", "median", *(["smallest to largest", "turns"] if several else [])]
    head += [*(["times ours"] if ratios else []), *(["bar"] if bars else []), *(["note"] if notes else [])]
    lines = []
    for row in rows:
        unit = f" {row['unit']}"
        line = [row["peer"], row["note"] if row["median"] is None else shown(row["median"]) + unit]
        if several:
            spread = "" if row["runs"] < 2 else f"{shown(row['minimum'])} to {shown(row['maximum'])}"
            line += [spread, str(row["runs"] or "")]
        if ratios:
            line.append("" if row["ratio"] is None else shown(row["ratio"]))
        if bars:
            line.append("" if row["bar"] is None else f"{_bar(row)}: {_verdict(row)}")
        if notes:
            line.append("" if row["median"] is None else row["note"])
        lines.append(line)
    right = [1, *([3] if several else []), *([4 if several else 2] if ratios else [])]
    return _table(head, lines, right=right)


def _growth(row: Row) -> list[str]:
    """One exponent's line."""
    sizes = [f"{size:,}" for size in row["sizes"]]
    bar = "" if row["bar"] is None else f"{_bar(row)}: {_verdict(row)}"
    return [
        row["question"],
        row["over"],
        f"{', '.join(sizes[:-1])} and {sizes[-1]}",
        f"{shown(row['medians'][0])} {row['unit']}",
        f"{shown(row['medians'][-1])} {row['unit']}",
        f"{row['exponent']:.2f}",
        f"{row['low']:.2f} to {row['high']:.2f}",
        bar,
    ]
