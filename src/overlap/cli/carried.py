"""What one run leaves for the next: ledgers and histories, as JSON files.

Law: a file that is read and then written again is the same in between, or is not written: of two runs at once
on one ledger, the second is told to run again, and nothing that the first wrote is lost.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, final

from overlap.adapters.files import json_of, read_kept, write_whole
from overlap.cli.console import note

__all__ = ["Carried"]


@final
class Carried:
    """A file that is read, if there is one, and one that is written, if one is asked for; often the same.

    Args:
        source: The file of the run before, or None.
        option: What writes such files, for the hint.

    Raises:
        FileError: If the file cannot be read or is no JSON.
    """

    __slots__ = ("_content", "_source", "value")

    def __init__(self, source: str | None, option: str) -> None:
        self._source = source
        self._content: bytes | None = None
        self.value: object = None
        if source is not None:
            hint = f"name a file that {option} wrote"
            self._content = read_kept(source, hint=hint)
            self.value = json_of(self._content, source, hint=hint)

    def write(self, path: str, value: dict[str, Any]) -> None:
        """Writes what the next run begins with, and says so.

        Raises:
            FileError: If it cannot be written, or another run has written the file since it was read.
        """
        is_same = self._source is not None and Path(self._source).resolve() == Path(path).resolve()
        text = json.dumps(value, indent=2) + "\n"
        write_whole(path, text, unless_changed=self._content if is_same else None)
        note(f"wrote {path}")
