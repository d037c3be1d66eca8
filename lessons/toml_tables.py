"""Reads a TOML file into a checked record, with lines for what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from lessons.diagnostics import Faults


class Table(BaseModel):
    """A TOML table; an unknown key is an error, since it is most likely a typing slip."""

    model_config = ConfigDict(frozen=True, extra="forbid")


TableT = TypeVar("Known", bound=Table)


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Where things stand in a TOML file, which tomllib does not tell."""

    text: str

    def line_of(self, *place: str | int) -> int:
        """The 1-based line of a place such as ("question", 1, "ja", "text"): the nearest found."""
        lines = self.text.splitlines()
        line, prefix = 0, ""
        for step in place:
            if isinstance(step, int):
                heads = [
                    at for at, each in enumerate(lines) if _is(rf"\[\[\s*{prefix}\s*\]\]", each)
                ]
                line = heads[step] if step < len(heads) else line
                continue
            prefix = f"{prefix}.{step}" if prefix else step
            wanted = (
                rf"\[\s*{re.escape(prefix)}\s*\]",
                rf"(?:{re.escape(prefix)}|{re.escape(step)})\s*=",
            )
            line = next(
                (at for at in range(line, len(lines)) if any(_is(x, lines[at]) for x in wanted)),
                line,
            )
        return line + 1


def read_table(path: Path, kind: type[TableT], faults: Faults) -> tuple[TableT, LineIndex] | None:
    """The file as `kind`, and its lines; or None and faults."""
    text = faults.read(path)
    if text is None:
        return None
    lines = LineIndex(text)
    try:
        return kind.model_validate(tomllib.loads(text)), lines
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"at line (\d+)", str(problem))
        line = int(place[1]) if place else len(text.splitlines()) or 1
        faults.add(path, line, f"not TOML: {problem}")
    except ValidationError as problem:
        for error in problem.errors():
            place_in_file = tuple(error["loc"])
            name = ".".join(str(x + 1 if isinstance(x, int) else x) for x in place_in_file)
            line = lines.line_of(*place_in_file)
            if error["type"] == "missing":
                inside = lines.line_of(*place_in_file[:-1])
                faults.add(path, inside, f"{name} is missing; add it")
            elif error["type"] == "extra_forbidden":
                faults.add(path, line, f"{name} is not known here; is it a typing slip?")
            else:
                faults.add(path, line, f"{name}: {error['msg']}")
    return None


def _is(pattern: str, line: str) -> bool:
    return re.match(rf"\s*{pattern}", line) is not None
