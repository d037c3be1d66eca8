"""What follows below a verdict that did not pass, about the easier forms of its exercise."""

from __future__ import annotations

from itertools import takewhile

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.grading import jobs
from bot.storage.models import SubmissionRow
from bot.tutor.learning.line_numbers import shuffle_lines
from bot.tutor.replies.actions import ShowBlanks, ShowOrder
from bot.tutor.replies.buttons import button, forms_button
from bot.tutor.replies.model import AnyBlock, Button, Code, Text, inline
from lessons.curriculum import Exercise
from lessons.forms import LineOrder, match_line

FAILURES = 2
"""Failures after which an easier form is offered, and a wrong order is explained."""

_MOST_FAILURES = 20  # that are looked at


async def form_steps(
    t: Translator, session: AsyncSession, exercise: Exercise, row: SubmissionRow
) -> tuple[list[AnyBlock], list[Button]]:
    """Return what to say and to offer below a failed submission. Both are mostly empty.

    Code that was made in a form is recognised as such, whoever typed it.
    """
    if not exercise.forms or not row.code:
        return [], []
    failed = await jobs.list_failed_codes(
        session, row.learner_id, exercise.id, row.received_at, most=_MOST_FAILURES
    )
    order = exercise.forms.order
    chosen = order.disassemble(row.code) if order else None
    if order and chosen:
        blocks: list[AnyBlock] = [Code(text=row.code, language="python", caption=t("order-ran"))]
        times = sum(order.disassemble(each) is not None for each in failed)
        if times >= FAILURES:
            blocks.append(Text(markdown=_hint(t, exercise, order, chosen, row.learner_id)))
        return blocks, [button(t("button-order-retry"), ShowOrder(exercise.id))]
    blanks = (exercise.forms.blanks or {}).values()
    if any(match_line(template, row.code.strip()) for template in blanks):
        code = Code(text=row.code, language="python", caption=t("blank-ran"))
        return [code], [button(t("button-blank-retry"), ShowBlanks(exercise.id))]
    offered = forms_button(t, exercise) if len(failed) >= FAILURES else None
    return [], [offered] if offered else []


def _hint(
    t: Translator, exercise: Exercise, order: LineOrder, chosen: tuple[int, ...], learner_id: int
) -> str:
    """Return a hint on a wrong order: a line that does not belong, else what else is wrong."""
    lines = shuffle_lines(exercise, learner_id)
    assert lines is not None
    for index in chosen:
        if index >= len(order.lines):
            number, line = str(lines.number_of(index)), order.all_lines[index]
            return t("order-hint-distractor", number=number, line=inline(line))
    if len(chosen) < len(order.lines):
        return t("order-hint-missing")
    right = takewhile(lambda pair: pair[0] == pair[1], enumerate(chosen))
    return t("order-hint-order", count=sum(1 for _ in right))
