"""Formats verdicts and measurements for a terminal. The chat's replies are in bot/tutor."""

from __future__ import annotations

from grader.protocol import Measurement, Verdict


def format_verdict(verdict: Verdict) -> str:
    """Return a few lines with the status, the problem, and the time taken in milliseconds."""
    lines = [f"{verdict.status}  {verdict.exercise}"]
    problem = verdict.problem
    if verdict.reason:
        lines.append(f"reason    {verdict.reason}")
    if problem:
        lines.append(f"problem   {problem.kind}")
        for name in ("mistake", "input", "expected", "got"):
            value = getattr(problem, name)
            if value is not None:
                lines.append(f"{name:10}" + value.replace("\n", "\n" + " " * 10))
        if problem.raised:
            lines.append(problem.raised.traceback or problem.raised.message)
    if verdict.remarks:
        lines.append(f"remarks   {', '.join(verdict.remarks)}")
    spent = verdict.milliseconds
    device = f"{verdict.device} ({verdict.card})" if verdict.card else verdict.device
    lines.append(
        f"took      {spent.total:.1f} ms (run {spent.run:.1f}, judge {spent.judge:.1f})"
        f" on {device}, sandbox layers: {', '.join(verdict.jail) or 'none'}"
    )
    return "\n".join(lines)


def format_measurement(measurement: Measurement) -> str:
    """Return a table with a row for each size n, and a column of milliseconds for each device."""
    columns = [("CPU", measurement.cpu_ms)]
    if measurement.gpu_ms and measurement.with_copies_ms:
        columns += [("GPU", measurement.gpu_ms), ("with copies", measurement.with_copies_ms)]
    head = f"{'n':>6}" + "".join(f"{f'{name} ms':>16}" for name, _ in columns)
    rows = (
        f"{n:6}" + "".join(f"{times[index]:16.4f}" for _, times in columns)
        for index, n in enumerate(measurement.sizes)
    )
    devices = f"{measurement.cpu}, threads: {measurement.threads}; {measurement.gpu or 'no GPU'}"
    return "\n".join((head, *rows, f"{devices}; torch {measurement.torch}"))
