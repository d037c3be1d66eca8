"""What the form for an exercise's code is filled in with: the starter, earlier code, or a bug."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.models import SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import RunCommand, WriteCode, encode
from bot.tutor.replies.model import Form, Reply
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.text.onboarding import Onboarding
from lessons.curriculum import Exercise

BUG_PREFIX = "bug-"
"""Begins the source of a draft that is one of the exercise's repairs; its index follows."""


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A form for code: its title, what submits it, and the code that it is filled in with."""

    title: str
    action: str
    code: str


class CodeDrafts(Feature):
    """Finds what a form for code is filled in with; shows the form where none can be opened."""

    def __init__(self, context: TutorContext, onboarding: Onboarding) -> None:
        self._context = context
        self._onboarding = onboarding

    def actions(self) -> ActionHandlers:
        """Return the handler of the buttons that open such a form."""
        return (on(WriteCode, self.show),)

    async def show(self, request: Request, action: WriteCode) -> Reply:
        """Show the form as part of a reply, on a platform without modals."""
        draft = await self.find(request.user, action, request.t)
        if draft is None:
            return self._onboarding.outdated(request)
        form = Form(
            label=draft.title,
            action=draft.action,
            submit=request.t("button-send-code"),
            multiline=True,
            value=draft.code,
        )
        return Reply(blocks=(form,))

    def starter(self, action: WriteCode, t: Translator) -> CodeDraft | None:
        """Return the draft without what is stored; None where the exercise does not exist."""
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None:
            return None
        bug = _find_bug(exercise, action.source)
        return CodeDraft(
            title=t("write-title", title=exercise.titles[t.language]),
            action=encode(RunCommand("submit", exercise.id)),
            code=exercise.starters[t.language] if bug is None else bug,
        )

    async def find(self, user: ChatUser, action: WriteCode, t: Translator) -> CodeDraft | None:
        """Return the draft of an action; None where the exercise does not exist.

        The code of a submission is shown to nobody but its learner: others begin with the starter,
        as does a learner whose code is no longer kept.
        """
        draft = self.starter(action, t)
        if draft is None or not action.source or action.source.startswith(BUG_PREFIX):
            return draft
        async with self._context.database.read_session() as session:
            learner = await learners.find_learner(session, user.platform, user.account)
            row = await session.get(SubmissionRow, action.source)
            is_own = row is not None and learner is not None and row.learner_id == learner.id
            if row is None or not is_own or row.exercise != action.exercise or not row.code:
                return draft
            return CodeDraft(draft.title, draft.action, row.code)


def bug_source(index: int) -> str:
    """Return the source of a draft that is the repair with that index."""
    return f"{BUG_PREFIX}{index}"


def _find_bug(exercise: Exercise, source: str) -> str | None:
    number = source.removeprefix(BUG_PREFIX)
    if not source.startswith(BUG_PREFIX) or not number.isdecimal():
        return None
    repairs = exercise.forms.repairs if exercise.forms else ()
    return repairs[int(number[:6])].code if int(number[:6]) < len(repairs) else None
