"""Verdicts and measurements for a terminal; the chat has kinder words in two languages."""

from __future__ import annotations

from grader.protocol import Measurement, Verdict


def verdict_in_words(verdict: Verdict) -> str:
    """Status, what went wrong, and the time it took in milliseconds: a few lines."""
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
    lines.append(
        f"took      {spent.total:.1f} ms (run {spent.run:.1f}, judge {spent.judge:.1f})"
        f" on {verdict.device}, behind {', '.join(verdict.jail) or 'no wall'}"
    )
    return "\n".join(lines)


def measurement_in_columns(measurement: Measurement) -> str:
    """The times for each size n, in milliseconds, one column a device."""
    columns = [("CPU", measurement.cpu_ms)]
    if measurement.gpu_ms and measurement.with_copies_ms:
        columns += [("GPU", measurement.gpu_ms), ("with copies", measurement.with_copies_ms)]
    head = f"{'n':>6}" + "".join(f"{f'{name} ms':>16}" for name, _ in columns)
    rows = (
        f"{n:6}" + "".join(f"{times[at]:16.4f}" for _, times in columns)
        for at, n in enumerate(measurement.sizes)
    )
    devices = f"{measurement.cpu}, threads: {measurement.threads}; {measurement.gpu or 'no GPU'}"
    return "\n".join((head, *rows, f"{devices}; torch {measurement.torch}"))
