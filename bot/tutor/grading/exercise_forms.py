"""Offers exercises in easier forms: a bug to mend, lines to put in order, blanks to fill in.

Each ends in a function that is submitted as any other code, so any answer that works passes.
"""

from __future__ import annotations

import hashlib

from bot.tutor.context import TutorContext
from bot.tutor.grading.code_drafts import bug_source
from bot.tutor.grading.failed_case import has_mark
from bot.tutor.grading.submissions import Submissions
from bot.tutor.learning.blank_fills import BlankFillsError, parse_fills
from bot.tutor.learning.line_numbers import (
    LineNumbersError,
    ShuffledLines,
    from_letters,
    parse_numbers,
    shuffle_lines,
)
from bot.tutor.learning.order_blocks import order_again, order_blocks
from bot.tutor.replies.actions import (
    PickLine,
    RunCommand,
    ShowBlanks,
    ShowForms,
    ShowOrder,
    ShowRepair,
    SubmitBlanks,
    SubmitOrder,
    WriteCode,
    encode,
)
from bot.tutor.replies.buttons import button, exercise_button
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Form,
    Reply,
    Text,
    inline,
)
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from common.message_reader.records import Paste
from lessons.curriculum import Exercise
from lessons.forms import BLANK, fill_blanks


class ExerciseForms(Feature):
    """Shows the easier forms of exercises, and submits the functions that learners make there."""

    def __init__(self, context: TutorContext, submissions: Submissions) -> None:
        self._context = context
        self._submissions = submissions

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons, menus and forms of easier forms."""
        return (
            on(ShowForms, self.show),
            on(ShowRepair, self.repair),
            on(ShowOrder, self.order),
            on(PickLine, self.pick),
            on(SubmitOrder, self.submit_order),
            on(ShowBlanks, self.blanks),
            on(SubmitBlanks, self.submit_blanks),
        )

    async def show(self, request: Request, action: ShowForms) -> Reply:
        """Show which easier forms an exercise has."""
        t = request.t
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None or not exercise.forms:
            return self._gone(request, exercise)
        offered: list[tuple[str, Button]] = []
        if exercise.forms.repairs:
            repair = button(t("button-form-repair"), ShowRepair(exercise.id, 0))
            offered.append((t("form-repair"), repair))
        if exercise.forms.order:
            order = button(t("button-form-order"), ShowOrder(exercise.id))
            offered.append((t("form-order"), order))
        if exercise.forms.blanks:
            blanks = button(t("button-form-blank"), ShowBlanks(exercise.id))
            offered.append((t("form-blank"), blanks))
        return Reply(
            tone="lesson",
            threadable=True,
            blocks=(
                Text(markdown=t("forms-title", title=exercise.titles[t.language])),
                Text(markdown="\n".join(f"- {text}" for text, _ in offered)),
                Text(markdown=t("forms-count")),
                Buttons(
                    buttons=(
                        offered[0][1].model_copy(update={"style": "primary"}),
                        *(each for _, each in offered[1:]),
                        exercise_button(t, exercise),
                    )
                ),
            ),
        )

    async def repair(self, request: Request, action: ShowRepair) -> Reply:
        """Show one of the bugs. Learners begin at different ones, and `number` leads on."""
        t = request.t
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None or not exercise.forms.repairs:
            return self._gone(request, exercise)
        repairs = exercise.forms.repairs
        seed = hashlib.sha256(f"{exercise.id}\n{request.learner.id}".encode()).digest()
        index = (seed[0] + action.number) % len(repairs)
        bug = repairs[index]
        example = bug.example
        if example is None:
            shown: list[AnyBlock] = [Text(markdown=t("repair-without-example"))]
        else:
            got = "repair-got-marked" if has_mark(example.got) else "repair-got"
            shown = [
                Code(text=example.input, caption=t("repair-input")),
                Code(text=example.got, caption=t(got)),
                Code(text=example.expected, caption=t("repair-expected")),
            ]
        form = Form(
            label=t("repair-form"),
            action=encode(RunCommand("submit", exercise.id)),
            submit=t("button-repair"),
            multiline=True,
            value=bug.code,
            draft=button(t("button-repair"), WriteCode(exercise.id, bug_source(index)), "primary"),
        )
        task = "repair-task" if request.user.reads_pastes else "repair-task-mention"
        following = (action.number + 1) % len(repairs)
        another = button(t("button-another-bug"), ShowRepair(exercise.id, following))
        return Reply(
            tone="lesson",
            threadable=True,
            blocks=(
                Text(markdown=t("repair-title", title=exercise.titles[t.language])),
                Text(markdown=t(task, function=exercise.function)),
                Code(text=bug.code, language="python", caption=t("repair-code")),
                *shown,
                form,
                Buttons(
                    buttons=(
                        *([another] if len(repairs) > 1 else []),
                        exercise_button(t, exercise),
                    )
                ),
            ),
        )

    async def order(self, request: Request, action: ShowOrder) -> Reply:
        """Show the lines of an exercise, shuffled."""
        exercise = self._context.catalog.exercise(action.exercise)
        lines = shuffle_lines(exercise, request.learner.id) if exercise else None
        if exercise is None or lines is None:
            return self._gone(request, exercise)
        blocks = order_blocks(request, exercise, lines, ())
        return Reply(tone="lesson", threadable=True, blocks=blocks)

    async def pick(self, request: Request, action: PickLine) -> Reply:
        """Append a line to those that were chosen; without a text, show what was chosen."""
        exercise = self._context.catalog.exercise(action.exercise)
        lines = shuffle_lines(exercise, request.learner.id) if exercise else None
        if exercise is None or lines is None:
            return self._gone(request, exercise)
        numbers = from_letters(action.picked, len(lines.indices))
        if action.shuffle != lines.name or numbers is None:
            return self._shuffled_anew(request, exercise, lines)
        try:
            if request.text.strip():
                numbers += parse_numbers(request.text, len(lines.indices))
        except LineNumbersError as error:
            return order_again(request, exercise, lines, error)
        chosen = tuple(dict.fromkeys(numbers))  # a menu that is used twice chooses once
        return Reply(tone="lesson", blocks=order_blocks(request, exercise, lines, chosen))

    async def submit_order(self, request: Request, action: SubmitOrder) -> Reply:
        """Submit the function that the chosen lines are. Raise RateLimitedError."""
        exercise = self._context.catalog.exercise(action.exercise)
        lines = shuffle_lines(exercise, request.learner.id) if exercise else None
        if exercise is None or lines is None:
            return self._gone(request, exercise)
        if not action.picked and _is_code(request.text, exercise):
            return await self._submissions.receive_for(request, exercise, request.text)
        chosen = from_letters(action.picked, len(lines.indices))
        if action.shuffle != lines.name or chosen is None:
            return self._shuffled_anew(request, exercise, lines)
        if chosen:
            return await self._submit(request, exercise, lines.assemble(chosen))
        return await self._submit_numbers(request, exercise, lines, request.text)

    async def submit_typed(self, request: Request, exercise_id: str, numbers: str) -> Reply:
        """Submit an order of lines that was typed as a message. Raise RateLimitedError."""
        exercise = self._context.catalog.exercise(exercise_id)
        lines = shuffle_lines(exercise, request.learner.id) if exercise else None
        if exercise is None or lines is None:
            return self._gone(request, exercise)
        return await self._submit_numbers(request, exercise, lines, numbers)

    async def _submit_numbers(
        self, request: Request, exercise: Exercise, lines: ShuffledLines, text: str
    ) -> Reply:
        try:
            numbers = parse_numbers(text, len(lines.indices))
        except LineNumbersError as error:
            return order_again(request, exercise, lines, error)
        return await self._submit(request, exercise, lines.assemble(numbers))

    async def blanks(self, request: Request, action: ShowBlanks) -> Reply:
        """Show an exercise's code with blanks."""
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None or not exercise.forms.blanks:
            return self._gone(request, exercise)
        return Reply(tone="lesson", threadable=True, blocks=_blank_blocks(request, exercise))

    async def submit_blanks(self, request: Request, action: SubmitBlanks) -> Reply:
        """Submit the code with the blanks filled in. Raise RateLimitedError."""
        t = request.t
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None or not exercise.forms.blanks:
            return self._gone(request, exercise)
        if _is_code(request.text, exercise):
            return await self._submissions.receive_for(request, exercise, request.text)
        template = exercise.forms.blanks[t.language]
        try:
            fills = parse_fills(request.text, template)
        except BlankFillsError as error:
            count = template.count(BLANK)
            problem = t(f"blank-fills-{error.reason}", count=count, given=error.given)
            blocks = (Text(markdown=problem), *_blank_blocks(request, exercise)[2:])
            return Reply(tone="not-yet", threadable=True, blocks=blocks)
        return await self._submit(request, exercise, fill_blanks(template, fills))

    async def _submit(self, request: Request, exercise: Exercise, code: str) -> Reply:
        paste = Paste(code, is_code=True, names=(exercise.function,))
        return await self._submissions.submit(request, [exercise], paste)

    def _shuffled_anew(self, request: Request, exercise: Exercise, lines: ShuffledLines) -> Reply:
        """Show the lines as they are now, to a learner who has answered with others."""
        blocks = order_blocks(request, exercise, lines, ())
        return Reply(
            tone="lesson",
            threadable=True,
            blocks=(Text(markdown=request.t("order-changed")), *blocks),
        )

    def _gone(self, request: Request, exercise: Exercise | None) -> Reply:
        """Return the reply to a button of a form that the exercise does not have any more."""
        t = request.t
        steps = (
            (Buttons(buttons=(exercise_button(t, exercise, style="primary"),)),) if exercise else ()
        )
        return Reply(threadable=True, blocks=(Text(markdown=t("form-gone")), *steps))


def _is_code(text: str, exercise: Exercise) -> bool:
    """Return whether a learner has written the function itself where less was asked."""
    return f"def {exercise.function}" in text


def _blank_blocks(request: Request, exercise: Exercise) -> tuple[AnyBlock, ...]:
    """Return the title, the task, the code with blanks and the form that fills them."""
    t = request.t
    code = (exercise.forms.blanks or {})[t.language]
    count = code.count(BLANK)
    form = Form(
        label=t("blank-form", count=count),
        action=encode(SubmitBlanks(exercise.id)),
        submit=t("button-blank"),
        multiline=count > 1,
    )
    return (
        Text(markdown=t("blank-title", title=exercise.titles[t.language])),
        Text(markdown=t("blank-task", blank=inline(BLANK), count=count)),
        Code(text=code, language="python"),
        form,
        Buttons(buttons=(exercise_button(t, exercise),)),
    )
