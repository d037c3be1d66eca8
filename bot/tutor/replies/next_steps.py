"""The one primary button of a reply, which leads to the learner's next step."""

from __future__ import annotations

from bot.i18n import Translator
from bot.tutor.learning.next_step import Position, Step, is_begun
from bot.tutor.replies.actions import (
    AnswerDailyQuestion,
    AnswerPractice,
    AnswerQuestion,
    AnswerReview,
    DecideDispute,
    GoOn,
    HandOverGroup,
    ReadPage,
    SetLanguage,
    find_action,
)
from bot.tutor.replies.buttons import (
    button,
    command_button,
    exercise_button,
    lesson_button,
    quiz_button,
)
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Form,
    ListItem,
    Menu,
    Reply,
    buttons_of,
)


def step_button(t: Translator, step: Step, position: Position) -> Button:
    """Return the primary button that does a step, in a new message."""
    if step.kind == "page" and step.lesson is not None:
        return _page_button(t, step, position)
    if step.kind == "exercise" and step.exercise is not None:
        return exercise_button(t, step.exercise, style="primary")
    if step.kind == "quiz" and step.lesson is not None:
        return quiz_button(t, step.lesson, "primary")
    return command_button(t, "review" if step.kind == "review" else "progress", "primary")


def go_on_button(t: Translator) -> Button:
    """Return the primary button that does the next step of whoever presses it.

    It says nothing about the learner, so that others may see it.
    """
    return button(t("button-go-on-anyone"), GoOn(), "primary")


def has_primary(reply: Reply) -> bool:
    """Return whether a reply has a primary button."""
    return any(each.style == "primary" for each in buttons_of(reply.blocks))


def asks_something(reply: Reply) -> bool:
    """Return whether a reply has something to fill in, to answer, to choose or to confirm."""
    if any(isinstance(block, Form | Menu) for block in reply.blocks):
        return True
    return any(
        each.style == "danger"
        or isinstance(
            find_action(each.action),
            AnswerQuestion
            | AnswerReview
            | AnswerPractice
            | AnswerDailyQuestion
            | DecideDispute
            | HandOverGroup
            | SetLanguage,
        )
        for each in buttons_of(reply.blocks)
    )


def wants_step(reply: Reply) -> bool:
    """Return whether a reply lacks a next step: it is final, the learner's own, asks nothing."""
    is_own = not reply.pending and (reply.private or reply.threadable) and not reply.is_end
    return is_own and not has_primary(reply) and not asks_something(reply)


def with_step(reply: Reply, step: Button) -> Reply:
    """Return the reply with a button before those at its end."""
    *blocks, last = reply.blocks or (Buttons(buttons=()),)
    if isinstance(last, Buttons):
        others = (each for each in last.buttons if each.action != step.action)
        last = Buttons(buttons=(step, *others))
    else:
        blocks, last = [*blocks, last], Buttons(buttons=(step,))
    return reply.model_copy(update={"blocks": (*blocks, last)})


def with_one_primary(reply: Reply) -> Reply:
    """Return the reply with its first primary button alone as such."""
    if sum(each.style == "primary" for each in buttons_of(reply.blocks)) < 2:
        return reply
    found = False
    blocks: list[AnyBlock] = []
    for block in reply.blocks:
        buttons = []
        for each in buttons_of((block,)):
            is_further = found and each.style == "primary"
            found = found or each.style == "primary"
            buttons.append(each.model_copy(update={"style": "plain"}) if is_further else each)
        match block:
            case Buttons():
                blocks.append(Buttons(buttons=tuple(buttons)))
            case ListItem():
                blocks.append(block.model_copy(update={"button": buttons[0]}))
            case _:
                blocks.append(block)
    return reply.model_copy(update={"blocks": tuple(blocks)})


def _page_button(t: Translator, step: Step, position: Position) -> Button:
    lesson, page = step.lesson, step.page
    assert lesson is not None
    if step.is_following:
        return button(t("button-next"), ReadPage(lesson.slug, page), "primary")
    if page == 1 and not is_begun(lesson, position):
        return lesson_button(t, lesson, "primary")
    label = t("button-continue", number=lesson.number, page=page)
    return button(label, ReadPage(lesson.slug, page), "primary")
