"""Renders a question with its answers, in a quiz, a review or a daily prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.i18n import Translator
from bot.tutor.learning.answer_forms import count_options, read_letters
from bot.tutor.replies.actions import (
    AnswerDailyQuestion,
    AnswerPractice,
    AnswerQuestion,
    AnswerReview,
    encode,
)
from bot.tutor.replies.buttons import button
from bot.tutor.replies.illustrated_text import illustrated_text
from bot.tutor.replies.model import AnyBlock, Buttons, Choice, Form, Menu, Text, inline
from lessons.curriculum import Question

OwnQuestionAction = AnswerQuestion | AnswerReview | AnswerPractice
"""What answering a question does that was asked of one learner: in a quiz, a review, practice."""

QuestionAction = OwnQuestionAction | AnswerDailyQuestion
"""What answering a question does: one of the learner's own, or that of a daily prompt."""

_LONGEST_LABEL = 60
_LONGEST_CHOICE = 100


def question_blocks(
    t: Translator, question: Question, action: QuestionAction
) -> tuple[AnyBlock, ...]:
    """Return the question with buttons, a menu or a form that answer it.

    `action` is the one of a form; those of buttons have their answer filled in.
    """
    text = illustrated_text(question.texts[t.language], question.folder)
    return (*text, *_choices(t, question, action))


def answered_blocks(
    t: Translator, heading: str, question: Question, given: str
) -> tuple[AnyBlock, ...]:
    """Return a question and the answer that was given, to stand above what is said about it.

    The reply takes the place of the question, which would be gone otherwise.
    """
    return (
        Text(markdown=heading),
        *illustrated_text(question.texts[t.language], question.folder),
        Text(markdown=_your_answer(t, question, given)),
    )


def _your_answer(t: Translator, question: Question, given: str) -> str:
    """Return the answer that was given, in Markdown; the text of each option that was chosen."""
    said = {"true": t("button-true"), "false": t("button-false")}.get(given.casefold(), given)
    if question.kind == "choose":
        lettered = _lettered(question.options[t.language])
        said = next((each for each in lettered if each[0] == given), given).replace("`", "")
    if question.kind == "several":
        chosen = read_letters(given, count_options(question)) or ""
        lettered = _lettered(question.options[t.language])
        options = (f"- {each}" for each in lettered if each[0] in chosen)
        return "\n".join((t("quiz-your-choices"), *options))
    return t("quiz-your-answer", answer=inline(said))


def _choices(t: Translator, question: Question, action: QuestionAction) -> tuple[AnyBlock, ...]:
    if question.kind == "several":
        return (_menu(t, action, _lettered(question.options[t.language]), takes_several=True),)
    if question.kind not in {"choose", "true-false"}:
        return (_form(t, question, action),)
    if question.kind == "true-false":
        return (
            Buttons(
                buttons=(
                    button(t("button-true"), replace(action, answer="true")),
                    button(t("button-false"), replace(action, answer="false")),
                )
            ),
        )
    lettered = _lettered(question.options[t.language])
    labels = [each.replace("`", "") for each in lettered]
    if any(len(label) > _LONGEST_LABEL for label in labels):
        return (_menu(t, action, lettered),)
    buttons = tuple(
        button(label, replace(action, answer=label[0])).model_copy(
            update={"markdown": each if each != label else ""}
        )
        for each, label in zip(lettered, labels, strict=True)
    )
    return (Buttons(buttons=buttons),)


def _lettered(options: Sequence[str]) -> list[str]:
    return [f"{letter}. {option}" for letter, option in zip("abcdefgh", options, strict=False)]


def _form(t: Translator, question: Question, action: QuestionAction) -> Form:
    """Return the form for a typed answer, whose label says how to write it."""
    kind = "shapes" if question.each else question.kind
    key = "quiz-type" if kind == "output" else f"quiz-type-{kind}"
    return Form(
        label=t(key),
        action=encode(action),
        submit=t("button-answer"),
        multiline=question.each,
    )


def _menu(
    t: Translator, action: QuestionAction, lettered: list[str], *, takes_several: bool = False
) -> Menu:
    """Return a menu of all options, whose labels are cut where they are too long."""
    labels = [each.replace("`", "") for each in lettered]
    choices = tuple(
        Choice(
            label=label if len(label) <= _LONGEST_CHOICE else label[: _LONGEST_CHOICE - 1] + "…",
            value=label[0],
            markdown=each,
        )
        for each, label in zip(lettered, labels, strict=True)
    )
    return Menu(
        label=t("quiz-choose-several" if takes_several else "quiz-choose"),
        action=encode(action),
        submit=t("button-answer"),
        choices=choices,
        takes_several=takes_several,
    )
