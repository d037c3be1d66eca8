"""Runs code that belongs to no exercise, and shows its output, value and figures."""

from __future__ import annotations

import base64
import time

from grader.jail import Jail, Limits, Task
from grader.judge import Judge
from grader.judge.own_paths import without_ignored_errors, without_own_paths
from grader.judge.printed_output import without_paths
from grader.protocol import Milliseconds, Run, RunResult, Status, rejection_reason
from grader.worker.verdicts import STATUS_BY_EXIT, ms_since
from lessons.curriculum import Catalog


async def run_playground(
    jail: Jail, judge: Judge, catalog: Catalog, job: Run, limits: Limits
) -> RunResult:
    """Run code within these limits. Raise JailError if the jail failed."""
    began = time.perf_counter()
    if reason := rejection_reason(job.code):
        return RunResult(status=Status.INVALID, reason=reason)
    task = Task(
        code=job.code,
        earlier=job.earlier,
        files=_files_named_in(catalog, job.earlier + job.code),
        limits=limits,
    )
    outcome = await jail.run(task)
    raised = judge.explain(outcome.raised) if outcome.raised else None
    status = STATUS_BY_EXIT.get(outcome.ending, Status.PASSED)
    if raised is not None and raised.type in {"SyntaxError", "IndentationError", "TabError"}:
        status = Status.INVALID if status is Status.ERROR else status
    return RunResult(
        status=status,
        stdout=without_own_paths(outcome.stdout),
        stderr=without_own_paths(without_paths(without_ignored_errors(outcome.stderr))),
        value=None if outcome.value is None else without_own_paths(outcome.value),
        figures=tuple(base64.b64encode(png).decode() for png in outcome.figures),
        figures_left_out=outcome.figures_left_out,
        raised=raised,
        reason=outcome.reason,
        device=outcome.device,
        jail=outcome.layers,
        milliseconds=Milliseconds(run=outcome.milliseconds, total=ms_since(began)),
    )


def _files_named_in(catalog: Catalog, code: str) -> tuple[tuple[str, bytes], ...]:
    """Return the lessons' files whose names are in the code; never a secret replacement."""
    files = {file.name: file.path for each in catalog.lessons() for file in each.files}
    found = ((name, path) for name, path in files.items() if name in code)
    return tuple((name, path.read_bytes()) for name, path in found)
