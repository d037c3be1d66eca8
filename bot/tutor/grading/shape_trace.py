"""Shows what each line of a wrong answer computed, folded below its verdict."""

from __future__ import annotations

from bot.i18n import Translator
from bot.storage.models import SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.replies.actions import ShowTrace, encode
from bot.tutor.replies.buttons import try_again_button
from bot.tutor.replies.model import AnyBlock, Buttons, Code, Details, Reply, Text, without_breaks
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from grader.protocol import ShapeTrace, TraceStep, Verdict


class ShapeTraces(Feature):
    """Shows the trace of a submission where a platform cannot fold it into the verdict."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def actions(self) -> ActionHandlers:
        """Return the handler of the button below a verdict."""
        return (on(ShowTrace, self.show),)

    async def show(self, request: Request, action: ShowTrace) -> Reply:
        """Show the trace of one of the learner's own submissions."""
        t = request.t
        async with self._context.database.read_session() as session:
            row = await session.get(SubmissionRow, action.submission)
        if row is not None and row.learner_id != request.learner.id:
            return Reply(tone="refused", blocks=(Text(markdown=t("trace-of-somebody-else")),))
        trace = Verdict.model_validate(row.verdict).trace if row and row.verdict else None
        if trace is None:
            return Reply(blocks=(Text(markdown=t("trace-not-kept")),))
        blocks: list[AnyBlock] = [Code(text=trace_text(t, trace), caption=t("trace-caption"))]
        exercise = self._context.catalog.exercise(row.exercise) if row else None
        if exercise is not None:
            again = try_again_button(t, exercise, action.submission, "primary")
            blocks.append(Buttons(buttons=(again,)))
        return Reply(tone="lesson", blocks=tuple(blocks))


def trace_blocks(t: Translator, trace: ShapeTrace | None, submission: str) -> list[AnyBlock]:
    """Return the trace of a submission as a folded block; nothing where there is none."""
    if trace is None:
        return []
    return [
        Details(
            summary=t("trace-summary"),
            caption=t("trace-caption"),
            text=trace_text(t, trace),
            action=encode(ShowTrace(submission)),
        )
    ]


def trace_text(t: Translator, trace: ShapeTrace) -> str:
    """Return the lines of a trace as plain text."""
    lines: list[str] = []
    for number, step in enumerate(trace.steps):
        if trace.left_out and step.line and not any(each.line for each in trace.steps[:number]):
            lines.append(t("trace-left-out", count=trace.left_out))
        lines.append(_line(t, step))
        if trace.departure is not None and trace.departure.step == number:
            key = f"trace-departs-{trace.departure.property}"
            lines.append(t(key, value=without_breaks(trace.departure.value)))
    return "\n".join(lines)


def _line(t: Translator, step: TraceStep) -> str:
    source, result = without_breaks(step.source), without_breaks(step.result)
    if step.line is None:
        return t("trace-argument", source=source, result=result)
    if step.raised:
        return t("trace-raised", line=str(step.line), source=source, result=result)
    text = t("trace-line", line=str(step.line), source=source, result=result)
    if step.last is not None:
        last = without_breaks(step.last)
        return t("trace-changing", text=text, count=step.times, last=last)
    return text if step.times == 1 else t("trace-repeated", text=text, count=step.times)
