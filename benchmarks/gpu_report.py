"""The results of `python -m benchmarks.gpu_check`: a table, all figures and a drawn curve."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.gpu_record import State, replace_file
from bot.images import line_chart
from bot.images.line_chart import Chart, Curve

CURVE = "curve"
"""The step whose figures are drawn."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """How a step ended, why or what it found in one line, and figures."""

    name: str
    state: State
    summary: str
    seconds: float = 0.0
    figures: dict[str, Any] = field(default_factory=dict)


def write_report(out: Path, results: Sequence[StepResult]) -> str:
    """Write table, figures and curve into the directory, and return the table."""
    table = "\n".join(_rows(results))
    replace_file(out / "table.txt", table + "\n")
    content = {each.name: asdict(each) for each in results}
    replace_file(out / "figures.json", json.dumps(content, indent=2))
    for each in results:
        if each.name == CURVE and "cpu_ms" in each.figures:
            (out / "curve.png").write_bytes(_draw(each.figures))
    return table


def _rows(results: Sequence[StepResult]) -> Iterator[str]:
    for each in results:
        yield f"{each.name:<13} {each.state:<7} {each.seconds:>6.1f} s  {each.summary}"


def _draw(found: dict[str, Any]) -> bytes:
    """Draw the CPU's curve, and those of the card if it was measured."""
    curves = [Curve("CPU", tuple(found["cpu_ms"]), "orange")]
    title = str(found["cpu"])
    if found.get("gpu_ms"):
        title = f"{found['gpu']} and {title}"
        trip = tuple(a + b for a, b in zip(found["gpu_ms"], found["copy_ms"], strict=True))
        curves.append(Curve("GPU", tuple(found["gpu_ms"]), "blue"))
        curves.append(Curve("GPU with copies", trip, "blue", dashed=True))
    sizes = tuple(found["sizes"])
    return line_chart.draw(Chart(title, sizes, tuple(curves), "n of an n × n product", "ms"))
