"""What a step of `python -m benchmarks.gpu_check` found so far, and why it failed."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

MAX_CHARS = 300
"""Most characters of a step's line."""

_TRACEBACK = "Traceback (most recent call last):"
_GAP = " … "


class State(StrEnum):
    """How a step ended."""

    RUNNING = "running"
    OK = "ok"
    FAILED = "FAILED"
    PARTIAL = "partial"  # it did not come to its end, and has figures
    SKIPPED = "skipped"


@dataclass(slots=True)
class Record:
    """The findings of one step, in a file that is there also if its process is killed."""

    out: Path  # directory of the check, in which a step may write files of its own
    name: str
    state: State = State.RUNNING
    summary: str = ""
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The file with the findings."""
        return record_path(self.out, self.name)

    def note(self, summary: str = "", **figures: Any) -> None:
        """Add figures, replace the summary if there is one, and write both."""
        self.summary = summary or self.summary
        self.figures.update(figures)
        self._write()

    def end(self, state: State, summary: str) -> None:
        """Write how the step ended."""
        self.state, self.summary = state, summary
        self._write()

    def stop(self, why: str) -> None:
        """Write that the step did not come to its end, and what it had found until then."""
        found = f"{why}; until then: {self.summary}" if self.summary else why
        self.end(State.PARTIAL if self.figures else State.FAILED, found)

    def _write(self) -> None:
        content = {key: value for key, value in asdict(self).items() if key != "out"}
        replace_file(self.path, json.dumps(content, indent=2))


def record_path(out: Path, name: str) -> Path:
    """Return the file with the findings of a step."""
    return out / f"{name}.json"


def read_record(out: Path, name: str) -> Record:
    """Return what the file of a step says. A step that wrote nothing is still running."""
    try:
        content = json.loads(record_path(out, name).read_text(encoding="utf-8"))
    except OSError:
        return Record(out, name)
    return Record(out, name, State(content["state"]), content["summary"], content["figures"])


def replace_file(path: Path, text: str) -> None:
    """Write a file so that a reader finds the old or the new text, and never a part."""
    temporary = path.with_name(f".{path.name}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def last_cause(text: str) -> str:
    """Return the line of a text that names the cause of an error.

    After a traceback that is its exception, whose message may have further lines. In a text without
    one it is the last line.
    """
    before, found, after = text.rpartition(_TRACEBACK)
    lines = [line for line in (after if found else text).splitlines() if line.strip()]
    raised = [line for line in lines if found and not line[0].isspace()]
    return shorten((raised[:1] or lines[-1:] or [before])[0])


def describe_error(error: BaseException) -> str:
    """Return the message of an error in one line, without the calls of a traceback in it."""
    message, found, _ = str(error).partition(_TRACEBACK)
    return shorten(f"{message} {last_cause(str(error))}" if found else message)


def shorten(text: str) -> str:
    """Return a text in one line, without its middle if it is too long."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= MAX_CHARS:
        return line
    kept = MAX_CHARS - len(_GAP)
    return line[: kept // 3] + _GAP + line[-(kept - kept // 3) :]


def p50_p99(times: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile, which is the maximum of few values."""
    if len(times) == 1:
        return times[0], times[0]
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return round(cuts[49], 2), round(cuts[98], 2)
