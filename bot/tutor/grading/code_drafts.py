"""What a form for code is filled in with: the starter, earlier code, or a bug."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import EditRun, OpensCodeForm, RunCommand, WriteCode, encode
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
        """Return the handlers of the buttons that open such a form."""
        return (on(WriteCode, self.show), on(EditRun, self.show))

    async def show(self, request: Request, action: OpensCodeForm) -> Reply:
        """Show the form as part of a reply, on a platform without modals."""
        draft = await self.find(request.user, action, request.t)
        if draft is None:
            return self._onboarding.outdated(request)
        form = Form(
            label=draft.title,
            action=draft.action,
            submit=request.t(
                "button-command-run" if isinstance(action, EditRun) else "button-send-code"
            ),
            multiline=True,
            value=draft.code,
        )
        return Reply(blocks=(form,))

    def starter(self, action: OpensCodeForm, t: Translator) -> CodeDraft | None:
        """Return the draft without what is stored; None where the exercise does not exist."""
        if isinstance(action, EditRun):
            return CodeDraft(title=t("form-run"), action=encode(RunCommand("run")), code="")
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None:
            return None
        bug = _find_bug(exercise, action.source)
        return CodeDraft(
            title=t("write-title", title=exercise.titles[t.language]),
            action=encode(RunCommand("submit", exercise.id)),
            code=exercise.starters[t.language] if bug is None else bug,
        )

    async def find(self, user: ChatUser, action: OpensCodeForm, t: Translator) -> CodeDraft | None:
        """Return the draft of an action; None where the exercise does not exist.

        Stored code is shown to nobody but its learner: others begin with the starter, or with
        nothing to run, as does a learner whose code is no longer kept.
        """
        draft = self.starter(action, t)
        if draft is None:
            return None
        if isinstance(action, WriteCode) and (
            not action.source or action.source.startswith(BUG_PREFIX)
        ):
            return draft
        async with self._context.database.read_session() as session:
            learner = await learners.find_learner(session, user.platform, user.account)
            row: RunRow | SubmissionRow | None
            if isinstance(action, EditRun):
                row = await session.get(RunRow, action.run)
            else:
                row = await session.get(SubmissionRow, action.source)
                row = row if row is not None and row.exercise == action.exercise else None
            if row is None or learner is None or row.learner_id != learner.id or not row.code:
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
