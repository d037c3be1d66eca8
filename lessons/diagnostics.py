"""What is wrong with a lesson's files, said so that an author can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where."""

    path: Path
    line: int  # 1-based
    message: str  # what is wrong, and what to do: one line
    detail: str = ""  # such as what torch really printed; shown below, indented

    def __str__(self) -> str:
        below = "".join(f"\n    {line}" for line in self.detail.splitlines())
        return f"{display_path(self.path)}:{self.line}: {self.message}{below}"


class CatalogError(Exception):
    """The lessons cannot be loaded. Safe to show to authors and operators."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def display_path(path: Path) -> str:
    """The path as an author would type it: relative to where they stand, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


class Faults:
    """Collects faults while files are read, so that an author sees them all at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, path: Path, line: int, what: str) -> None:
        """Notes one fault; `line` is 1-based."""
        self._found.append(Fault(path, line, what))

    def extend(self, faults: Iterable[Fault]) -> None:
        """Notes faults that were found elsewhere."""
        self._found.extend(faults)

    def __len__(self) -> int:
        return len(self._found)

    def ordered(self) -> tuple[Fault, ...]:
        """By file and line, each once."""
        unique = set(self._found)
        return tuple(sorted(unique, key=lambda x: (str(x.path), x.line, x.message)))

    def read(self, path: Path) -> str | None:
        """The file's text, or None and a fault."""
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self.add(path, 1, "this file is missing; write it")
        except UnicodeDecodeError as problem:
            line = path.read_bytes()[: problem.start].count(b"\n") + 1
            self.add(path, line, "this is not UTF-8; save the file as UTF-8")
        except OSError as problem:
            self.add(path, 1, f"cannot be read: {problem.strerror}")
        return None
