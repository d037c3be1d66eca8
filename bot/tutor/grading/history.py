"""`/history`: a learner's own tries per exercise, each of which can be opened and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.i18n import Translator
from bot.storage.grading import jobs, tries
from bot.storage.models import SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.code_diff import changed_lines, is_comparable
from bot.tutor.grading.feedback import verdict_blocks
from bot.tutor.grading.submission_reply import ReplyWanted, job_replies
from bot.tutor.learning.exercises import Exercises
from bot.tutor.replies.actions import CompareTries, ShowReply, ShowTries, ShowTry
from bot.tutor.replies.buttons import button, command_button, exercise_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Code, ListItem, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.timezones import day_in
from grader.protocol import Status, Verdict
from lessons.curriculum import Exercise

MOST_EXERCISES = 20
MOST_TRIES = 10
"""Lines of the lists. The latest are shown, which are those that learners look for."""

MOST_BUTTONS = 8


class History(Feature):
    """Lists tries, shows an earlier one, and compares it with the latest."""

    def __init__(self, context: TutorContext, exercises: Exercises) -> None:
        self._context = context
        self._exercises = exercises

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/history`."""
        return {"history": self.open}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons to tries."""
        return (
            on(ShowTries, self.show_tries),
            on(ShowTry, self.show_try),
            on(CompareTries, self.compare),
            on(ShowReply, self.show_reply),
        )

    async def open(self, request: Request, name: str) -> Reply:
        """List the tries of the exercise named; without a name, all exercises that were tried."""
        if not name:
            return await self._overview(request)
        exercise = self._exercises.named(name)
        if exercise is None:
            return await self._exercises.find(request, name)  # says which is meant
        return await self.show_tries(request, ShowTries(exercise.id))

    async def _overview(self, request: Request) -> Reply:
        t = request.t
        async with self._context.database.read_session() as session:
            found = await tries.list_tried_exercises(
                session, request.learner.id, most=MOST_EXERCISES
            )
        if not found:
            begin = Buttons(buttons=(command_button(t, "exercise", "primary"),))
            return Reply(blocks=(Text(markdown=t("history-empty")), begin))
        lines = [
            t(
                "history-line",
                title=self._title(t, each.exercise),
                count=each.tries,
                state=t("history-passed" if each.passed else "history-open"),
                day=day_in(request.learner.zone, each.latest).isoformat(),
            )
            for each in found
        ]
        opened = [button(t("button-history"), ShowTries(each.exercise)) for each in found]
        go_on = Buttons(buttons=(command_button(t, "exercise", "primary"),))
        return Reply(
            tone="board",
            blocks=(Text(markdown=t("history-title")), *_list(lines, opened), go_on),
        )

    async def show_tries(self, request: Request, action: ShowTries) -> Reply:
        """List the learner's tries at one exercise, the latest first."""
        t = request.t
        rows = await self._tries(request, action.exercise)
        if not rows:
            return Reply(
                blocks=(Text(markdown=t("history-no-tries")), *self._onwards(t, action.exercise))
            )
        shown = list(enumerate(rows, start=1))[: -MOST_TRIES - 1 : -1]
        lines = [
            t(
                "history-try-line",
                number=number,
                verdict=_verdict(t, row),
                points=row.points or 0,
                day=day_in(request.learner.zone, row.received_at).isoformat(),
            )
            for number, row in shown
        ]
        opened = [button(t("history-try", number=number), ShowTry(row.id)) for number, row in shown]
        title = t("history-tries-title", title=self._title(t, action.exercise), count=len(rows))
        return Reply(
            tone="board",
            blocks=(
                Text(markdown=title),
                *_list(lines, opened),
                *self._onwards(t, action.exercise),
            ),
        )

    async def show_try(self, request: Request, action: ShowTry) -> Reply:
        """Show one try: its code, its verdict, and what it can be compared with."""
        t = request.t
        row = await self._own(request, action.submission)
        if row is None:
            return _said(t("history-gone"))
        rows = await self._tries(request, row.exercise)
        number = [each.id for each in rows].index(row.id) + 1
        heading = t("history-try-title", number=number, title=self._title(t, row.exercise))
        blocks: list[AnyBlock] = [Text(markdown=heading)]
        if row.code:
            blocks.append(Code(text=row.code, language="python"))
        else:
            blocks.append(Text(markdown=t("history-code-gone")))
        blocks += self._verdict_blocks(t, row)
        others = _compared(t, rows, number)
        back = button(t("history-all-tries"), ShowTries(row.exercise))
        return Reply(
            tone="lesson",
            blocks=(
                *blocks,
                Buttons(buttons=(*others, back)),
                *self._onwards(t, row.exercise),
            ),
        )

    async def show_reply(self, request: Request, action: ShowReply) -> Reply:
        """Show the reply to one of the learner's jobs once more."""
        async with self._context.database.read_session() as session:
            row = await jobs.find_job(session, action.job)
            if row is None or row.learner_id != request.learner.id:
                return _said(request.t("history-gone"))
            (found,) = await job_replies(self._context, session, [ReplyWanted(row.id)])
        return found.reply if found is not None else _said(request.t("history-gone"))

    async def compare(self, request: Request, action: CompareTries) -> Reply:
        """Show which lines differ between two tries."""
        t = request.t
        before = await self._own(request, action.before)
        after = await self._own(request, action.after)
        if before is None or after is None or not before.code or not after.code:
            return _said(t("history-gone"))
        ids = [each.id for each in await self._tries(request, after.exercise)]
        numbers = [ids.index(each.id) + 1 if each.id in ids else 0 for each in (before, after)]
        heading = Text(markdown=t("history-compared", before=numbers[0], after=numbers[1]))
        onwards = self._onwards(t, after.exercise)
        if not (is_comparable(before.code) and is_comparable(after.code)):
            shown: list[AnyBlock] = [
                Code(text=row.code, language="python", caption=t("history-try", number=number))
                for row, number in zip((before, after), numbers, strict=True)
            ]
            return Reply(tone="lesson", blocks=(heading, *shown, *onwards))
        lines = changed_lines(before.code, after.code)
        if not lines:
            return Reply(
                tone="lesson", blocks=(heading, Text(markdown=t("history-same")), *onwards)
            )
        verdicts = t("history-verdicts", before=_verdict(t, before), after=_verdict(t, after))
        code = Code(text=lines, caption=t("history-changes"))
        return Reply(tone="lesson", blocks=(heading, Text(markdown=verdicts), code, *onwards))

    async def _tries(self, request: Request, exercise: str) -> Sequence[SubmissionRow]:
        async with self._context.database.read_session() as session:
            return await tries.list_tries(session, request.learner.id, exercise)

    async def _own(self, request: Request, submission: str) -> SubmissionRow | None:
        """Return a submission of the learner's own; None for any other."""
        async with self._context.database.read_session() as session:
            row = await session.get(SubmissionRow, submission)
        return row if row is not None and row.learner_id == request.learner.id else None

    def _verdict_blocks(self, t: Translator, row: SubmissionRow) -> Sequence[AnyBlock]:
        exercise = self._context.catalog.exercise(row.exercise)
        # With the code, the values in the verdict are deleted as well.
        if exercise is None or row.verdict is None or not row.code:
            return (Text(markdown=_verdict(t, row)),)
        return verdict_blocks(t, exercise, Verdict.model_validate(row.verdict), row.points)

    def _title(self, t: Translator, exercise_id: str) -> str:
        exercise = self._context.catalog.exercise(exercise_id)
        return exercise.titles[t.language] if exercise else exercise_id

    def _onwards(self, t: Translator, exercise_id: str) -> tuple[Buttons, ...]:
        exercise: Exercise | None = self._context.catalog.exercise(exercise_id)
        if exercise is None:
            return (Buttons(buttons=(command_button(t, "exercise", "primary"),)),)
        return (Buttons(buttons=(exercise_button(t, exercise, style="primary"),)),)


def _list(lines: Sequence[str], opened: Sequence[Button]) -> Iterator[AnyBlock]:
    """Yield lines with their buttons; the last ones of a long list have none."""
    for line, each in list(zip(lines, opened, strict=True))[:MOST_BUTTONS]:
        yield ListItem(markdown=line, button=each)
    if rest := lines[MOST_BUTTONS:]:
        yield Text(markdown="\n".join(f"- {line}" for line in rest))


def _compared(t: Translator, rows: Sequence[SubmissionRow], number: int) -> tuple[Button, ...]:
    """Return buttons that compare a try with the one before it and with the latest."""
    row, numbers = rows[number - 1], []
    if not row.code:
        return ()
    if number > 1:
        numbers.append(number - 1)
    if number < len(rows):
        numbers.append(len(rows))
    return tuple(
        button(
            t("history-compare", number=other),
            CompareTries(*(rows[at - 1].id for at in sorted((other, number)))),
        )
        for other in numbers
        if rows[other - 1].code
    )


def _verdict(t: Translator, row: SubmissionRow) -> str:
    if row.status is None:
        return t("history-waiting")
    if row.verdict is None:
        return t("history-gave-up")
    key = row.status if row.status in {*Status} else "other"
    return t(f"history-status-{key}")


def _said(text: str) -> Reply:
    return Reply(blocks=(Text(markdown=text),))
