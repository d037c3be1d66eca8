"""Faults in the files of lessons, as they are reported to authors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem, with the file and line that have to be changed."""

    path: Path
    line: int  # 1-based
    message: str  # what is wrong and what to do, on one line
    detail: str = ""  # such as the output of torch; printed below the message, indented
    actual: str | None = None  # the output that belongs below the snippet on this line

    def __str__(self) -> str:
        below = "".join(f"\n    {line}" for line in self.detail.splitlines())
        return f"{display_path(self.path)}:{self.line}: {self.message}{below}"


class CatalogError(Exception):
    """The lessons cannot be loaded. Its text holds no secrets: authors and operators see it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def display_path(path: Path) -> str:
    """Return the path, relative to the current directory if it is below it."""
    current = Path.cwd()
    return str(path.relative_to(current) if path.is_relative_to(current) else path)


class Faults:
    """Collects faults while files are read, so that all of them are reported together."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, path: Path, line: int, message: str) -> None:
        """Add a fault; `line` is 1-based."""
        self._found.append(Fault(path, line, message))

    def extend(self, faults: Iterable[Fault]) -> None:
        """Add faults that were found elsewhere."""
        self._found.extend(faults)

    def __len__(self) -> int:
        return len(self._found)

    def ordered(self) -> tuple[Fault, ...]:
        """Return the faults by file and line, without duplicates."""
        unique = set(self._found)
        return tuple(sorted(unique, key=lambda fault: (str(fault.path), fault.line, fault.message)))

    def read(self, path: Path) -> str | None:
        """Return the file's text. If it cannot be read, add a fault and return None."""
        try:
            text = path.read_text(encoding="utf-8")
            if not text.startswith("\ufeff"):
                return text
            self.add(path, 1, "this begins with a byte order mark; save it as UTF-8 without BOM")
        except FileNotFoundError:
            self.add(path, 1, "this file is missing; write it")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            self.add(path, line, "this is not UTF-8; save the file as UTF-8")
        except OSError as error:
            self.add(path, 1, f"cannot be read: {error.strerror}")
        return None


def find_line(path: Path, prefix: str) -> int:
    """Return the 1-based number of the file's first line that starts with `prefix`, or 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(prefix)), 1)
