"""Asks the study group about a submission that did not pass, and thanks the members who help.

No points are given for any of it, so that nobody asks or answers for points.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import notices
from bot.storage.learning import progress
from bot.storage.models import LearnerRow, SubmissionRow
from bot.tutor.announcing import SEND_TIMEOUT_S, try_send_dm
from bot.tutor.channel_language import for_everyone
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import Post
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.grading.failed_case import case_blocks
from bot.tutor.identity import Learner, place_of, to_learner
from bot.tutor.replies.actions import AnswerAsker, AskGroup, MarkHelpful, encode
from bot.tutor.replies.buttons import button, exercise_button
from bot.tutor.replies.model import AnyBlock, Buttons, Code, Form, Reply, Text, escaped
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from grader.protocol import Status, Verdict
from lessons.curriculum import Exercise

log = logging.getLogger(__name__)

THANKS_NOTICE = "thanks"
LONGEST_HELP = 1500
"""Characters of an answer that are sent."""


class Asking(Feature):
    """Posts questions about submissions, passes answers on, and thanks helpers."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons of the asker and of those who answer."""
        return (
            on(AskGroup, self.ask),
            on(AnswerAsker, self.answer),
            on(MarkHelpful, self.thank),
        )

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes the thanks to a helper."""
        return {THANKS_NOTICE: self._thanks}

    async def ask(self, request: Request, action: AskGroup) -> Reply:
        """Post the card into the channel in which the button was pressed, once per submission."""
        t, user = request.t, request.user
        async with self._context.database.read_session() as session:
            row = await session.get(SubmissionRow, action.submission)
            if row is None or row.learner_id != request.learner.id:
                return _said(t("ask-group-not-yours"))
            exercise = self._context.catalog.exercise(row.exercise)
            if exercise is None or not row.code or row.verdict is None:
                return _said(t("ask-group-too-late"))
            seen = await progress.count_hints_seen(session, row.learner_id, exercise.id)
        announcer = self._context.announcer(user.platform)
        if not user.channel or announcer is None:
            return _said(t("ask-group-no-channel"))
        ours = (await for_everyone(self._context, request)).t
        card = _card(ours, request.learner, exercise, row, seen)
        thread = ours("ask-group-thread", title=exercise.titles[ours.language])
        nonce = f"ask-{hashlib.sha256(row.id.encode()).hexdigest()[:16]}"
        post = Post(user.channel, card, thread, nonce, again=True, language=ours.language)
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await announcer.post(post)
        except Exception as problem:
            log.warning("a question could not be posted on %s: %r", user.platform, problem)
            return _said(t("ask-group-failed"))
        async with self._context.database.write_session() as session:
            shown = await session.get(SubmissionRow, row.id)
            if shown is not None:
                shown.shared_in = place_of(user)
        return _said(t("ask-group-posted"))

    async def answer(self, request: Request, action: AnswerAsker) -> Reply:
        """Send an answer to the learner who asked; without a text, ask for it with a form."""
        t, given = request.t, request.text.strip()[:LONGEST_HELP]
        async with self._context.database.read_session() as session:
            found = await self._question(session, action.submission)
            asker = await session.get(LearnerRow, found[0].learner_id) if found else None
        if found is None or asker is None:
            return _said(t("ask-group-gone"))
        row, exercise = found
        if asker.id == request.learner.id:
            return _said(t("ask-group-own"))
        if not given:
            form = Form(
                label=t("ask-group-form", title=exercise.titles[t.language]),
                action=encode(action),
                submit=t("button-answer"),
                multiline=True,
            )
            return Reply(blocks=(form,))
        theirs = self._context.translations.translator(to_learner(self._context, asker).language)
        answer = _answer(theirs, request.learner, exercise, row, given)
        sent = await self._send(asker, answer, row.id, request.learner.id, given)
        return _said(t("ask-group-answered" if sent else "ask-group-not-delivered"))

    async def thank(self, request: Request, action: MarkHelpful) -> Reply:
        """Have the helper thanked, once per submission; only the asker can."""
        t = request.t
        async with self._context.database.write_session() as session:
            row = await session.get(SubmissionRow, action.submission)
            helper = await session.get(LearnerRow, action.helper)
            if row is None or helper is None or row.learner_id != request.learner.id:
                return _said(t("ask-group-not-yours"))
            now = self._context.clock()
            await notices.queue(session, helper.id, THANKS_NOTICE, row.id, now)
        thanked = Text(markdown=t("ask-group-thanked", name=escaped(helper.name)))
        exercise = self._context.catalog.exercise(row.exercise)
        if exercise is None:
            return Reply(blocks=(thanked,))
        show = exercise_button(t, exercise, style="primary")
        return Reply(blocks=(thanked, Buttons(buttons=(show,))))

    async def _question(
        self, session: AsyncSession, submission: str
    ) -> tuple[SubmissionRow, Exercise] | None:
        row = await session.get(SubmissionRow, submission)
        exercise = self._context.catalog.exercise(row.exercise) if row else None
        return None if row is None or exercise is None else (row, exercise)

    async def _send(
        self, asker: LearnerRow, reply: Reply, submission: str, helper: int, text: str
    ) -> bool:
        """Send a direct message; return whether the platform took it. The same is sent once."""
        content = hashlib.sha256(f"{submission}:{helper}:{text}".encode()).hexdigest()
        nonce = f"help-{content[:16]}"
        return await try_send_dm(
            self._context, asker.platform, asker.account, reply, nonce, again=True
        )

    async def _thanks(self, helper: Learner, subject: str) -> Reply | None:
        """Write the thanks for an answer about a submission; None if that is gone."""
        async with self._context.database.read_session() as session:
            found = await self._question(session, subject)
            asker = await session.get(LearnerRow, found[0].learner_id) if found else None
        if found is None or asker is None:
            return None
        t = self._context.translations.translator(helper.language)
        title = found[1].titles[t.language]
        return _said(t("ask-group-thanks", name=escaped(asker.name), title=title))


def _card(
    t: Translator, asker: Learner, exercise: Exercise, row: SubmissionRow, seen: int
) -> Reply:
    """Return what the channel sees: the case that failed, the hints seen, the code as a spoiler."""
    verdict = Verdict.model_validate(row.verdict)
    title = exercise.titles[t.language]
    hints = t("ask-group-hints", seen=seen, count=len(exercise.hints[t.language]))
    blocks: list[AnyBlock] = [
        Text(markdown=t("ask-group-card", name=escaped(asker.name), title=title))
    ]
    if verdict.problem is not None:
        blocks += case_blocks(t, verdict.problem, of_others=True)
        raised = verdict.problem.raised
        if raised is not None and verdict.status is Status.ERROR:
            message = f"{raised.type}: {raised.message}"[:LONGEST_HELP]
            blocks.append(Code(text=message, caption=t("raised-message")))
    caption = t("ask-group-code")
    buttons = (
        button(t("button-answer-asker"), AnswerAsker(row.id), "primary"),
        exercise_button(t, exercise),
    )
    return Reply(
        tone="lesson",
        blocks=(
            *blocks,
            Text(markdown=hints),
            Code(text=row.code, language="python", caption=caption, hidden=True),
            Buttons(buttons=buttons),
        ),
        private=False,
    )


def _answer(
    t: Translator, helper: Learner, exercise: Exercise, row: SubmissionRow, text: str
) -> Reply:
    heading = t("ask-group-answer", name=escaped(helper.name), title=exercise.titles[t.language])
    helped = button(t("button-helped"), MarkHelpful(row.id, helper.id))
    return Reply(
        tone="lesson",
        blocks=(
            Text(markdown=heading),
            Code(text=text),
            Buttons(buttons=(exercise_button(t, exercise, style="primary"), helped)),
        ),
    )


def _said(text: str) -> Reply:
    return Reply(blocks=(Text(markdown=text),))
