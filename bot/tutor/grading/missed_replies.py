"""Stores replies that could not be delivered, and offers them in the learner's next reply."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Translator
from bot.storage.grading import jobs, missed_replies
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.replies.actions import ShowReply
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import Buttons, Reply, Text

MOST = 3
"""How many missed replies one reply offers; the next replies offer the others."""


async def store_missed(context: TutorContext, job: jobs.JobRow) -> None:
    """Store that the final reply to a job could not be delivered."""
    async with context.database.write_session() as session:
        await missed_replies.insert(session, job, context.clock())


async def forget_missed(context: TutorContext, job_ids: Sequence[str]) -> None:
    """Note that missed replies have been offered to their learner."""
    async with context.database.write_session() as session:
        await missed_replies.delete_told(session, job_ids)


async def with_missed(
    context: TutorContext, platform: str, learner: Learner, t: Translator, reply: Reply
) -> Reply:
    """Return the reply with a line that offers the replies which the learner has missed, once.

    A reply that is pending is edited soon, and one for everyone is not the learner's own: neither
    offers them. For a paste, `Deliveries` offers them with the verdict.
    """
    is_own = not reply.pending and (reply.private or reply.threadable) and not reply.is_end
    if not learner.has_missed_reply or not is_own:
        return reply
    async with context.database.write_session() as session:
        taken = await missed_replies.take(session, learner.id, platform, most=MOST)
    if not taken:  # another reply has just offered them
        return reply
    return offering(t, taken, reply)


def offering(t: Translator, missed: Sequence[str], reply: Reply) -> Reply:
    """Return the reply with a line that offers the replies to these jobs.

    It says nothing of the verdicts, as others may read a reply in a thread.
    """
    count = len(missed)
    shown = tuple(
        button(t("button-missed", count=count, number=number), ShowReply(job))
        for number, job in enumerate(missed, start=1)
    )
    line = Text(markdown=t("missed-replies", count=count))
    return reply.model_copy(update={"blocks": (line, Buttons(buttons=shown), *reply.blocks)})
