"""One person with two accounts, Aki on Discord and aki.t on Slack, and other learners."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import func, select

from bot.storage.models import AccountRow, LearnerRow, LedgerEntry
from bot.tutor.replies.model import Code, Reply
from bot.tutor.service import ChatUser
from grader.protocol import Graded, Status, Verdict
from tests.support.study import Study, blocks, buttons

AKI = ChatUser("discord", "77", "Aki", "en", "server", "The server")
AKI_T = ChatUser("slack", "U1", "aki.t", "en", "team", "The team")
BEN = ChatUser("discord", "78", "Ben", "en", "server", "The server")
CAI = ChatUser("slack", "U2", "Cai", "en", "team", "The team")


async def types(study: Study, who: ChatUser, line: str) -> Reply:
    return await study.tutor.message(who, line, study.next_place())


async def presses(study: Study, who: ChatUser, action: str, text: str = "") -> Reply:
    return await study.tutor.act(who, action, text, study.next_place())


async def passes(study: Study, who: ChatUser, function: str) -> None:
    await types(study, who, f"def {function}(x):\n    return x")
    await judged(study)


async def judged(study: Study, status: Status = Status.PASSED) -> None:
    """Send a verdict on the job enqueued last."""
    job = study.queue.sent[-1]
    verdict = Verdict(status=status, exercise=getattr(job, "exercise", ""))
    await study.tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))


async def code_for(study: Study, who: ChatUser) -> str:
    """Return a code shown to this account."""
    (code,) = blocks(await types(study, who, "/settings link"), Code)
    found = re.fullmatch(r"/settings link ([A-Z2-9]{5}-[A-Z2-9]{5})", code.text)
    assert found is not None
    return found[1]


def yes(reply: Reply) -> str:
    """Return the action of a question's first button."""
    return buttons(reply)[0].action


async def linked(study: Study, asks: ChatUser = AKI, types_code: ChatUser = AKI_T) -> Reply:
    """Link two accounts; both confirm."""
    await requests_link(study, asks, types_code)
    return await confirms(study, asks)


async def requests_link(study: Study, asks: ChatUser = AKI, types_code: ChatUser = AKI_T) -> Reply:
    """Type the code of one account with the other, and confirm there."""
    code = await code_for(study, asks)
    sure = await types(study, types_code, f"/settings link {code}")
    return await presses(study, types_code, yes(sure))


async def confirms(study: Study, who: ChatUser) -> Reply:
    """Confirm the request that waits for this account."""
    return await presses(study, who, link_answer(await types(study, who, "/settings link"), "yes"))


def link_answer(question: Reply, answer: str) -> str:
    """Return the action of the button for that answer."""
    (action,) = [
        each.action
        for each in buttons(question)
        if each.action.startswith(f"settings:link-{answer}-")
    ]
    return action


async def learner_of(study: Study, who: ChatUser) -> LearnerRow:
    async with study.database.read_session() as session:
        whose = select(AccountRow.learner_id).where(
            AccountRow.platform == who.platform, AccountRow.account == who.account
        )
        found = await session.scalars(
            select(LearnerRow).where(LearnerRow.id == whose.scalar_subquery())
        )
        return found.one()


async def count_learners(study: Study) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(LearnerRow)) or 0


async def ledger(study: Study, who: ChatUser) -> Sequence[LedgerEntry]:
    learner = await learner_of(study, who)
    async with study.database.read_session() as session:
        found = await session.scalars(
            select(LedgerEntry)
            .where(LedgerEntry.learner_id == learner.id)
            .order_by(LedgerEntry.key)
        )
        return found.all()
