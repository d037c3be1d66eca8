"""Makes the verdict of a submission from what the judge found, and from what the jail reports."""

from __future__ import annotations

import time
from dataclasses import dataclass

from grader.jail import Outcome
from grader.jail.records import ExitKind
from grader.judge import Exam, Finding
from grader.judge.own_paths import without_ignored_errors, without_own_paths
from grader.judge.printed_output import MAX_OUTPUT, printed_for, read_stderr
from grader.protocol import Grade, Milliseconds, Status, Verdict
from grader.syntax.style_hints import StyleHint
from grader.worker.second_look import SecondLook

STATUS_BY_EXIT = {
    ExitKind.RAISED: Status.ERROR,
    ExitKind.VANISHED: Status.ERROR,
    ExitKind.CRASHED: Status.ERROR,
    ExitKind.TIMEOUT: Status.TIMEOUT,
    ExitKind.OUT_OF_MEMORY: Status.OUT_OF_MEMORY,
    ExitKind.OUTPUT_LIMIT: Status.OUTPUT_LIMIT,
    ExitKind.REFUSED: Status.REFUSED,
}
"""The status of a verdict for each way a child can end without an answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a submission ran."""

    device: str = "cpu"
    card: str = ""  # model of the GPU
    layers: tuple[str, ...] = ()  # of the sandbox


def make_verdict(
    job: Grade,
    finding: Finding,
    began: float,
    place: Place,
    *,
    outcome: Outcome | None = None,
    style_hints: tuple[StyleHint, ...] = (),
    exam: Exam | None = None,
    second_look: SecondLook = SecondLook(),  # noqa: B008 - frozen
) -> Verdict:
    """Return the verdict of a submission whose grading `began` at this reading of perf_counter."""
    total = ms_since(began)
    run = (outcome.milliseconds if outcome else 0.0) + second_look.milliseconds
    case = finding.failure.number if finding.failure else None
    calls = exam.expectations.calls if exam else 1
    # What the code prints of secret files stays secret, so all that it printed is left out.
    shown = None if exam is not None and exam.has_secret_files else outcome
    printed = printed_for(
        without_own_paths(shown.stdout) if shown else "",
        case,
        calls,
        exam.later_cases if exam else (),
    )
    stderr = read_stderr(without_own_paths(without_ignored_errors(shown.stderr)) if shown else "")
    hints = (*stderr.hints, *style_hints)
    return Verdict(
        status=finding.status,
        exercise=job.exercise,
        problem=finding.problem,
        reason=finding.reason,
        remarks=tuple(hint.key for hint in hints),
        remark_facts={hint.key: hint.facts for hint in hints if hint.facts},
        device=place.device,
        card=place.card,
        jail=place.layers,
        milliseconds=Milliseconds(run=run, judge=max(0.0, total - run), total=total),
        output=(printed.text + stderr.text)[:MAX_OUTPUT],
        printed_inputs=printed.inputs,
        printed_for_problem=printed.is_of_case,
        warnings=stderr.own_warnings[:MAX_OUTPUT],
        trace=second_look.trace,
        exam=exam.origin if exam else None,
    )


def is_unnamed(verdict: Verdict) -> bool:
    """Return whether the code ran and is wrong, and nothing names the mistake."""
    problem = verdict.problem
    is_wrong = verdict.status in {Status.FAILED, Status.ERROR} and problem is not None
    return is_wrong and problem is not None and problem.mistake is None


def ms_since(began: float) -> float:
    """Return the milliseconds since this reading of perf_counter."""
    return round((time.perf_counter() - began) * 1000, 3)
