"""Code that is run and not graded: snippets of lessons, learners' own code, the benchmark."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.grading import jobs
from bot.storage.models import RunRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.benchmark_reply import MEASUREMENT
from bot.tutor.grading.feedback import status_text
from bot.tutor.grading.jobs import JobService, Submitted
from bot.tutor.grading.queue_wait import wait_texts
from bot.tutor.grading.rate_limit import check_limits
from bot.tutor.grading.repair_notes import stored_repairs
from bot.tutor.grading.submission_reply import pictures_of, run_reply
from bot.tutor.learning.lessons import Lessons
from bot.tutor.replies.actions import RunSnippet, RunStoredCode
from bot.tutor.replies.address import address_columns, place_of
from bot.tutor.replies.model import Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.code_reader import assemble_code, read_argument
from bot.tutor.text.onboarding import Onboarding
from common.message_reader.records import Paste
from grader.protocol import Status, rejection_reason


class Runs(Feature):
    """Stores and enqueues code that is only run."""

    def __init__(
        self, context: TutorContext, jobs: JobService, lessons: Lessons, onboarding: Onboarding
    ) -> None:
        self._context = context
        self._jobs = jobs
        self._lessons = lessons
        self._onboarding = onboarding

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handlers of `/run` and `/bench`."""
        return {"run": self.command, "bench": self.measure}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons that run code."""
        return (on(RunSnippet, self.run_snippet), on(RunStoredCode, self.run_stored_code))

    async def command(self, request: Request, argument: str) -> Reply:
        """`/run CODE`; a form for the code where there is none. Raise RateLimitedError."""
        if not argument:
            return self._onboarding.form(request, "run")
        return await self.run_paste(request, await assemble_code(await read_argument(argument)))

    async def measure(self, request: Request, _: str) -> Reply:
        """`/bench`: benchmark a grader's machine. Raise RateLimitedError."""
        return await self._submit(request, self._new_run(request, "", kind=MEASUREMENT))

    async def run_snippet(self, request: Request, action: RunSnippet) -> Reply:
        """Run a snippet of a lesson. Raise RateLimitedError."""
        snippet = self._lessons.snippet(action)
        if snippet is None:
            return self._onboarding.outdated(request)
        return await self.run(request, snippet.code, earlier=snippet.setup)

    async def run_paste(self, request: Request, paste: Paste) -> Reply:
        """Run a learner's code. Raise RateLimitedError, having stored nothing."""
        return await self.run(request, paste.code, repairs=stored_repairs(paste))

    async def run(
        self,
        request: Request,
        code: str,
        *,
        earlier: str = "",
        repairs: dict[str, Any] | None = None,
    ) -> Reply:
        """Store code and enqueue it. Raise RateLimitedError, having stored nothing.

        `earlier` is code that runs before it, whose lines are not counted in errors. `repairs` are
        those that the reply tells.
        """
        reason = rejection_reason(code)
        if reason is not None:
            text = status_text(request.t, Status.INVALID, reason)
            return Reply(tone="refused", threadable=True, blocks=(Text(markdown=text),))
        run = self._new_run(request, code, earlier=earlier, repairs=repairs)
        return await self._submit(request, run)

    async def run_stored_code(self, request: Request, action: RunStoredCode) -> Reply:
        """Run code that was stored when it was pasted. Raise RateLimitedError."""

        async def activate(session: AsyncSession) -> Sequence[RunRow]:
            if await jobs.find_run_of_reply(
                session, request.learner.id, place_of(request.reply_to)
            ):
                return ()
            await check_limits(self._context, session, request.learner)
            address = address_columns(request.reply_to, self._context.clock())
            row = await jobs.activate_run(session, action.run, request.learner.id, address)
            return (row,) if row is not None else ()

        submitted = await self._jobs.submit(activate)
        if submitted is not None:
            return await self._waiting_reply(request, submitted)
        known = await self._known_run(request)
        if known is not None:
            return known
        async with self._context.database.read_session() as session:
            stored = await session.get(RunRow, action.run)
        if stored is not None and stored.learner_id == request.learner.id:
            # It ran before: run it again.
            return await self.run(
                request, stored.code, earlier=stored.earlier, repairs=stored.repairs
            )
        return Reply(threadable=True, blocks=(Text(markdown=request.t("button-outdated")),))

    def _new_run(
        self,
        request: Request,
        code: str,
        *,
        kind: str = "code",
        earlier: str = "",
        repairs: dict[str, Any] | None = None,
    ) -> RunRow:
        now = self._context.clock()
        return RunRow(
            id=str(uuid.uuid4()),
            learner_id=request.learner.id,
            platform=request.learner.platform,
            kind=kind,
            code=code,
            earlier=earlier,
            repairs=repairs,
            received_at=now,
            attempts=0,
            graders_lost=0,
            **address_columns(request.reply_to, now),
        )

    async def _submit(self, request: Request, run: RunRow) -> Reply:
        """Submit a new run, unless its platform delivers the same request for a second time."""

        async def write(session: AsyncSession) -> Sequence[RunRow]:
            if await jobs.find_run_of_reply(
                session, request.learner.id, place_of(request.reply_to)
            ):
                return ()
            await check_limits(self._context, session, request.learner)
            session.add(run)
            return (run,)

        submitted = await self._jobs.submit(write)
        if submitted is not None:
            return await self._waiting_reply(request, submitted)
        known = await self._known_run(request)
        assert known is not None
        return known

    async def _known_run(self, request: Request) -> Reply | None:
        """Return the reply to the run that the request has started before, if it has."""
        async with self._context.database.read_session() as session:
            row = await jobs.find_run_of_reply(
                session, request.learner.id, place_of(request.reply_to)
            )
            if row is None:
                return None
            pictures = await pictures_of(session, row)
        return await run_reply(request.t, row, pictures)

    async def _waiting_reply(self, request: Request, submitted: Submitted[RunRow]) -> Reply:
        (row,) = submitted.rows
        reply = await run_reply(request.t, row, {})
        waits = wait_texts(request.t, submitted.wait)
        if not waits:
            return reply
        return Reply(tone="waiting", threadable=True, blocks=(*reply.blocks, *waits), pending=True)
