"""Pasted code: from a message to submissions that wait for their verdicts."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.grading import jobs
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.earlier_code import (
    MissingCode,
    find_earlier_code,
    missing_code_reply,
)
from bot.tutor.grading.feedback import status_text
from bot.tutor.grading.intake import NewSubmissions
from bot.tutor.grading.jobs import JobService
from bot.tutor.grading.pasted_errors import pasted_error_of
from bot.tutor.grading.queue_wait import Wait, wait_texts
from bot.tutor.grading.rate_limit import check_limits
from bot.tutor.grading.repair_notes import repair_notes, stored_repairs
from bot.tutor.grading.submission_reply import submissions_reply
from bot.tutor.grading.unscored import UNSCORED, unscored_note, unscored_reply
from bot.tutor.identity import Learner
from bot.tutor.replies.actions import RunStoredCode
from bot.tutor.replies.address import address_columns, place_of
from bot.tutor.replies.buttons import (
    button,
    command_button,
    exercise_button,
    write_button,
)
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Code, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import CommandHandler, Feature
from bot.tutor.text.code_reader import assemble_code, read_argument
from bot.tutor.text.onboarding import Onboarding
from common.fuzzy_match import find_nearest
from common.message_reader.records import Part, Paste
from grader.protocol import Status, rejection_reason
from lessons.curriculum import Catalog, Exercise
from lessons.starters import starter_fingerprints

MOST_AT_ONCE = 10
"""Exercises that one paste may answer; more are not written by hand at a time."""

MOST_NAMES = 20
"""Names of a paste that are compared with those of the exercises."""


class Submissions(Feature):
    """Finds the exercises that pasted code answers, and submits it to them.

    `run` runs code that answers none.
    """

    def __init__(
        self,
        context: TutorContext,
        jobs: JobService,
        onboarding: Onboarding,
        run: Callable[[Request, Paste], Awaitable[Reply]],
    ) -> None:
        self._run = run
        self._context = context
        self._jobs = jobs
        self._onboarding = onboarding
        self._catalog: Catalog | None = None  # of `_known_starters`
        self._known_starters: dict[str, frozenset[str]] = {}

    @property
    def _starters(self) -> dict[str, frozenset[str]]:
        catalog = self._context.catalog
        if self._catalog is not catalog:
            self._known_starters = starter_fingerprints(catalog.exercises())
            self._catalog = catalog
        return self._known_starters

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/submit`."""
        return {"submit": self.command}

    async def command(self, request: Request, argument: str) -> Reply:
        """`/submit CODE` or `/submit EXERCISE CODE`; a form for the code where there is none.

        Raise RateLimitedError.
        """
        if not argument:
            return self._onboarding.form(request, "submit")
        first = argument.split(maxsplit=1)[0]
        exercise = self._context.catalog.exercise(first)
        code = argument.removeprefix(first)
        if exercise is not None and code.strip():
            return await self.receive_for(request, exercise, code)
        parts = await read_argument(argument)
        paste = await self._assemble(parts, tuple(self._starters))
        exercises = (self._context.catalog.exercise_for(name) for name in paste.names)
        found = [each for each in exercises if each]
        return await self._receive(request, paste, found, pasted_error_of(parts))

    async def receive(
        self, request: Request, parts: Sequence[Part], exercises: Sequence[str]
    ) -> Reply:
        """Submit the code of a message to exercises, given by their ids, MOST_AT_ONCE at most.

        An unchanged starter is answered with what to do, and not submitted. Without an exercise
        the code is run if it has no function, and else kept and offered to be run. Raise
        RateLimitedError, having stored nothing.
        """
        known = (self._context.catalog.exercise(id) for id in exercises)
        found = [each for each in known if each is not None]
        functions = [each.function for each in found] or tuple(self._starters)
        paste = await self._assemble(parts, functions)
        error = pasted_error_of(parts)
        return await self._receive(request, paste, found, error, may_run=error is None)

    async def _assemble(self, parts: Sequence[Part], functions: Sequence[str]) -> Paste:
        return await assemble_code(parts, functions, self._starters)

    async def _receive(
        self,
        request: Request,
        paste: Paste,
        exercises: Sequence[Exercise],
        error: str | None = None,
        *,
        may_run: bool = False,
    ) -> Reply:
        t = request.t
        reason = rejection_reason(paste.code)
        if reason is not None:
            return Reply(
                tone="not-yet",
                threadable=True,
                blocks=(Text(markdown=status_text(t, Status.INVALID, reason)),),
            )
        if not exercises:
            return await self._no_exercise(request, paste, may_run=may_run)
        return await self._submit_attempts(request, list(exercises[:MOST_AT_ONCE]), paste, error)

    async def receive_for(self, request: Request, exercise: Exercise, text: str) -> Reply:
        """Submit code to the exercise that the learner has named. Raise RateLimitedError."""
        parts = await read_argument(text)
        paste = await self._assemble(parts, (exercise.function,))
        if rejection_reason(paste.code):
            return await self._receive(request, paste, [exercise])
        return await self._submit_attempts(request, [exercise], paste, pasted_error_of(parts))

    async def _submit_attempts(
        self,
        request: Request,
        exercises: list[Exercise],
        paste: Paste,
        error: str | None = None,
    ) -> Reply:
        """Submit code to the exercises that it attempts, and show the others' starters."""
        untouched = [each for each in exercises if each.function in paste.not_attempted]
        attempted = [each for each in exercises if each not in untouched]
        blocks = tuple(
            block for each in untouched for block in _not_attempted_blocks(request.t, each)
        )
        if not attempted:
            first = untouched[0]
            buttons = Buttons(
                buttons=(write_button(request.t, first), exercise_button(request.t, first))
            )
            return Reply(tone="lesson", threadable=True, blocks=(*blocks, buttons))
        reply = await self.submit(request, attempted, paste, error)
        return reply.model_copy(update={"blocks": (*reply.blocks, *blocks)}) if blocks else reply

    async def submit(
        self,
        request: Request,
        exercises: list[Exercise],
        paste: Paste,
        error: str | None = None,
    ) -> Reply:
        """Store submissions and queue them, in one transaction. Raise RateLimitedError.

        An error that came with the code is explained below the first verdict. A paste that its
        platform delivers twice is stored once.
        """
        learner, place = request.learner, place_of(request.reply_to)
        now = self._context.clock()
        earlier: dict[str, str] = {}
        for exercise in exercises:
            found = await self._find_earlier(learner, exercise, paste)
            if isinstance(found, MissingCode):
                return missing_code_reply(request.t, exercise, found)
            earlier[exercise.id] = found
        repairs = stored_repairs(paste)
        new_rows = [
            SubmissionRow(
                id=str(uuid.uuid4()),
                learner_id=learner.id,
                platform=learner.platform,
                exercise=exercise.id,
                code=paste.code,
                earlier=earlier[exercise.id],
                received_at=now,
                attempts=0,
                graders_lost=0,
                pasted_error=None if at else error,
                repairs=None if at else repairs,
                **address_columns(request.reply_to, now),
            )
            for at, exercise in enumerate(exercises)
        ]

        submitted = await self._jobs.submit_paste(NewSubmissions(learner, place, new_rows))
        if submitted is not None:
            return self._acknowledge(request.t, exercises, paste, submitted.wait)
        async with self._context.database.read_session() as session:
            rows = await jobs.list_submissions_of_reply(session, learner.id, place)
            return await submissions_reply(self._context, session, learner, rows)

    async def _find_earlier(
        self, learner: Learner, exercise: Exercise, paste: Paste
    ) -> str | MissingCode:
        if exercise.after is None:
            return ""
        async with self._context.database.read_session() as session:
            catalog = self._context.catalog
            return await find_earlier_code(session, catalog, learner.id, exercise, paste.names)

    def _acknowledge(
        self, t: Translator, exercises: list[Exercise], paste: Paste, wait: Wait
    ) -> Reply:
        functions = ", ".join(f"`{exercise.function}`" for exercise in exercises)
        blocks: list[AnyBlock] = [Text(markdown=t("submission-received", functions=functions))]
        blocks += wait_texts(t, wait)
        blocks += repair_notes(t, stored_repairs(paste), is_open=True)
        return Reply(tone="waiting", threadable=True, blocks=tuple(blocks), pending=True)

    async def receive_others(
        self, request: Request, parts: Sequence[Part], exercises: Sequence[str]
    ) -> Reply:
        """Grade code that somebody else wrote, without points, for the first of the exercises.

        Nothing of it is the learner's: it is stored as a run. Without an exercise the code is
        offered to be run. Raise RateLimitedError, having stored nothing.
        """
        t = request.t
        known = [self._context.catalog.exercise(id) for id in exercises]
        found = [each for each in known if each is not None]
        functions = [each.function for each in found] or tuple(self._starters)
        paste = await self._assemble(parts, functions)
        if rejection_reason(paste.code) is not None:
            return await self._receive(request, paste, ())
        attempted = [each for each in found if each.function not in paste.not_attempted]
        if attempted:
            return await self._submit_unscored(request, attempted[0], paste)
        if found:
            return await self._submit_attempts(request, found[:1], paste)
        run_it = await self._store_run(request, paste)
        run_it = run_it.model_copy(update={"style": "primary"})
        text = Text(markdown=t("replies-to-other-code"))
        return Reply(threadable=True, blocks=(text, Buttons(buttons=(run_it,))))

    async def command_others(self, request: Request, text: str) -> Reply:
        """Grade the code in somebody else's message, as `receive_others` does.

        Raise RateLimitedError.
        """
        parts = await read_argument(text)
        paste = await self._assemble(parts, tuple(self._starters))
        exercises = (self._context.catalog.exercise_for(name) for name in paste.names)
        return await self.receive_others(request, parts, [each.id for each in exercises if each])

    async def _submit_unscored(self, request: Request, exercise: Exercise, paste: Paste) -> Reply:
        learner, place = request.learner, place_of(request.reply_to)
        now = self._context.clock()
        row = RunRow(
            id=str(uuid.uuid4()),
            learner_id=learner.id,
            platform=learner.platform,
            kind=UNSCORED,
            exercise=exercise.id,
            code=paste.code,
            repairs=stored_repairs(paste),
            received_at=now,
            attempts=0,
            graders_lost=0,
            **address_columns(request.reply_to, now),
        )

        async def write(session: AsyncSession) -> Sequence[RunRow]:
            if await jobs.find_run_of_reply(session, learner.id, place):
                return ()
            await check_limits(self._context, session, learner)
            session.add(row)
            return (row,)

        submitted = await self._jobs.submit(write)
        if submitted is not None:
            reply = self._acknowledge(request.t, [exercise], paste, submitted.wait)
            note = unscored_note(request.t, exercise)
            return reply.model_copy(update={"blocks": (note, *reply.blocks)})
        async with self._context.database.read_session() as session:
            stored = await jobs.find_run_of_reply(session, learner.id, place)
        assert stored is not None
        return unscored_reply(self._context, request.t, stored)

    async def _store_run(self, request: Request, paste: Paste) -> Button:
        """Keep code, and return the button that runs it. Raise RateLimitedError."""
        run = RunRow(
            id=str(uuid.uuid4()),
            learner_id=request.learner.id,
            platform=request.learner.platform,
            code=paste.code,
            repairs=stored_repairs(paste),
            received_at=self._context.clock(),
            attempts=0,
            graders_lost=0,
        )
        async with self._context.database.write_session() as session:
            await check_limits(self._context, session, request.learner)
            session.add(run)
        return button(request.t("button-run-instead"), RunStoredCode(run.id))

    async def _no_exercise(self, request: Request, paste: Paste, *, may_run: bool) -> Reply:
        """Suggest the exercise that was probably meant, and offer to run the code instead.

        Code without a function can answer none, so it is run at once if it `may_run`, which it may
        unless the learner asked for a verdict. Raise RateLimitedError.
        """
        t = request.t
        text, exercise = self._suggest(t, paste.names, paste.functions)
        if may_run and exercise is None and not paste.functions:
            return await self._run(request, paste)
        run_it = await self._store_run(request, paste)
        if exercise is not None:
            show = exercise_button(t, exercise, style="primary")
        else:
            show = command_button(t, "exercise")
            run_it = run_it.model_copy(update={"style": "primary"})
        return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=(show, run_it))))

    def _suggest(
        self, t: Translator, names: tuple[str, ...], functions: tuple[str, ...]
    ) -> tuple[str, Exercise | None]:
        """Return a text about code that answers no exercise, and the exercise it may be for.

        `functions` are those of the names that are functions.
        """
        known = [exercise.function for exercise in self._context.catalog.exercises()]
        for name in names[:MOST_NAMES]:
            close = find_nearest(name, known)
            if close is not None:
                text = t("no-exercise-nearest", name=name, nearest=close)
                return text, self._context.catalog.exercise_for(close)
        if functions:
            return t("no-exercise", name=functions[-1]), None
        return t("no-function"), None


def _not_attempted_blocks(t: Translator, exercise: Exercise) -> tuple[AnyBlock, ...]:
    """Return what to do with an unchanged starter, and the starter."""
    key = "not-attempted" if "..." in exercise.starters[t.language] else "not-attempted-edit"
    return (
        Text(markdown=t(key, function=exercise.function)),
        Code(text=exercise.starters[t.language], language="python"),
    )
