"""Gives replies without a primary button the one that leads to the learner's next step."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.models import RunRow
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning.next_step import Position, next_step, step_after_page
from bot.tutor.learning.positions import find_position, read_position
from bot.tutor.replies.actions import EditRun, find_action
from bot.tutor.replies.model import Reply, buttons_of
from bot.tutor.replies.next_steps import (
    go_on_button,
    step_button,
    wants_step,
    with_one_primary,
    with_step,
)
from lessons.curriculum import Catalog, Snippet


async def with_next_step(
    context: TutorContext, learner: Learner, t: Translator, reply: Reply
) -> Reply:
    """Return the reply with exactly one primary button, or as it is where it wants none.

    What others may see as well gets a button that says nothing about the learner.
    """
    if not wants_step(reply):
        return with_one_primary(reply)
    if reply.threadable:
        return with_step(reply, go_on_button(t))
    position = await read_position(context, learner)
    step = next_step(context.catalog, position)
    return with_step(reply, step_button(t, step, position))


async def with_step_after_run(
    context: TutorContext,
    session: AsyncSession,
    learner: Learner,
    reply: Reply,
    run: RunRow,
) -> Reply:
    """Return the reply to a run with what comes next.

    That is the next page if a snippet of the page was run, and otherwise to edit code that failed,
    where the reply offers that.
    """
    if not wants_step(reply):
        return with_one_primary(reply)
    t = context.translations.translator(learner.language)
    position = await find_position(session, learner, context.clock())
    lesson = context.catalog.lesson(position.lesson) if position.lesson else None
    if lesson is None or not _is_on_page(context.catalog, position, run):
        return _with_edit_or_continue(t, reply)
    step = step_after_page(context.catalog, position, lesson, position.page)
    return with_step(reply, step_button(t, step, position))


def _with_edit_or_continue(t: Translator, reply: Reply) -> Reply:
    go_on = go_on_button(t)
    for each in buttons_of(reply.blocks):
        if isinstance(find_action(each.action), EditRun):
            reply = with_step(reply, go_on.model_copy(update={"style": "plain"}))
            return with_step(reply, each.model_copy(update={"style": "primary"}))
    return with_step(reply, go_on)


def _is_on_page(catalog: Catalog, position: Position, run: RunRow) -> bool:
    """Return whether the code is a snippet of the page that the learner reads."""
    lesson = catalog.lesson(position.lesson) if position.lesson else None
    pages = tuple(lesson.pages.values()) if lesson else ()
    return any(
        isinstance(part, Snippet) and (part.setup, part.code) == (run.earlier, run.code)
        for each in pages
        for page in each[position.page - 1 : position.page]
        for part in page.parts
    )
