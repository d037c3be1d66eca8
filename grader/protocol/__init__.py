"""The contract between the bot and its graders: jobs, and the messages that answer them.

Every record is immutable and is exchanged as one JSON object, whose field `type` names the kind.
The bot sends a `Job`. A grader sends `Heartbeat` messages, then `Started` for each job that it
begins, and then exactly one answer: `Graded` with a `Verdict`, `Ran` with a `RunResult`, `Measured`
with a `Measurement`, or `JobFailed` where the grader itself failed (the job is then sent again, and
the learner is not blamed).

The package imports no torch, because the bot imports it.
"""

from grader.protocol.code_limits import MAX_CODE_BYTES, rejection_reason
from grader.protocol.jobs import RELOAD_LESSONS, Grade, Job, Measure, Run, parse_job
from grader.protocol.measurements import Measurement
from grader.protocol.messages import (
    Blame,
    Graded,
    GraderInfo,
    GraderMessage,
    Heartbeat,
    JobFailed,
    Measured,
    Ran,
    Started,
    parse_grader_message,
)
from grader.protocol.mistake_keys import GENERAL_MISTAKES, RELATIONS
from grader.protocol.problems import ExceptionInfo, Problem, ProblemKind
from grader.protocol.run_results import (
    MAX_ALL_FIGURES_BYTES,
    MAX_FIGURE_BYTES,
    MAX_FIGURES,
    RunResult,
)
from grader.protocol.shape_traces import MAX_TRACE_STEPS, Departure, ShapeTrace, TraceStep
from grader.protocol.verdicts import (
    ExamOrigin,
    Fingerprint,
    Milliseconds,
    Status,
    StoredSubmission,
    Verdict,
)

__all__ = [
    "GENERAL_MISTAKES",
    "MAX_ALL_FIGURES_BYTES",
    "MAX_CODE_BYTES",
    "MAX_FIGURES",
    "MAX_FIGURE_BYTES",
    "MAX_TRACE_STEPS",
    "RELATIONS",
    "RELOAD_LESSONS",
    "Blame",
    "Departure",
    "ExamOrigin",
    "ExceptionInfo",
    "Fingerprint",
    "Grade",
    "Graded",
    "GraderInfo",
    "GraderMessage",
    "Heartbeat",
    "Job",
    "JobFailed",
    "Measure",
    "Measured",
    "Measurement",
    "Milliseconds",
    "Problem",
    "ProblemKind",
    "Ran",
    "Run",
    "RunResult",
    "ShapeTrace",
    "Started",
    "Status",
    "StoredSubmission",
    "TraceStep",
    "Verdict",
    "parse_grader_message",
    "parse_job",
    "rejection_reason",
]
