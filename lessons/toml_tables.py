"""Reads a TOML file into a validated record, and reports faults with their lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from lessons.diagnostics import Faults


class Table(BaseModel):
    """A TOML table. An unknown key is an error, since it is most likely a typing error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


TableT = TypeVar("TableT", bound=Table)


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Finds the lines of keys in a TOML file, which tomllib does not report."""

    text: str

    def line_of(self, *path: str | int) -> int:
        """Return the 1-based line of a path such as ("question", 1, "ja", "text").

        If the file does not have all of it, return the line of the longest part that it has.
        """
        lines = _lines(self.text)
        line, prefix = 0, ""
        for step in path:
            if isinstance(step, int):
                headers = _headers(self.text, prefix)
                line = headers[step] if step < len(headers) else line
                continue
            prefix = f"{prefix}.{step}" if prefix else step
            names = prefix.split(".")
            keys = "|".join(re.escape(".".join(names[at:])) for at in range(len(names)))
            pattern = rf"\s*(?:\[\s*{re.escape(prefix)}\s*\]|(?:{keys})\s*=)"
            line = next(
                (
                    index
                    for index in range(line, len(lines))
                    if step in lines[index] and re.match(pattern, lines[index])
                ),
                line,
            )
        return line + 1


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.splitlines()


@lru_cache(maxsize=4)
def _headers(text: str, name: str) -> list[int]:
    """Return the indices of the lines with the header of an array of tables."""
    pattern = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    lines = enumerate(_lines(text))
    return [index for index, line in lines if "[[" in line and pattern.match(line)]


def read_table(path: Path, kind: type[TableT], faults: Faults) -> tuple[TableT, LineIndex] | None:
    """Return the file as a `kind`, and its lines. If it is invalid, add faults and return None."""
    text = faults.read(path)
    if text is None:
        return None
    lines = LineIndex(text)
    try:
        return kind.model_validate(tomllib.loads(text)), lines
    except tomllib.TOMLDecodeError as invalid:
        position = re.search(r"at line (\d+)", str(invalid))
        line = int(position[1]) if position else len(text.splitlines()) or 1
        if re.search(r"=\s*(True|False)\b", text.splitlines()[line - 1] if text else ""):
            faults.add(path, line, "TOML writes true and false in lower case")
        else:
            faults.add(path, line, f"not TOML: {invalid}")
    except ValidationError as invalid:
        for error in invalid.errors():
            steps = error["loc"]
            name = ".".join(str(step + 1 if isinstance(step, int) else step) for step in steps)
            line = lines.line_of(*steps)
            if error["type"] == "missing":
                table_line = lines.line_of(*steps[:-1])
                faults.add(path, table_line, f"{name} is missing; add it")
            elif error["type"] == "extra_forbidden":
                faults.add(path, line, f"{name} is not known here; is it a typing slip?")
            else:
                faults.add(path, line, f"{name}: {error['msg']}")
    return None
