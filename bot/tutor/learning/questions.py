"""One question, wherever it is asked: in a quiz, in a review, or in the day's prompt."""

from __future__ import annotations

import re

from bot.i18n import Translator
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Choice, Form, Menu, Text
from bot.tutor.text.limits import normalized
from lessons.curriculum import Question

_LONGEST_LABEL = 60
_LONGEST_CHOICE = 100


def is_correct(question: Question, given: str) -> bool:
    """Whether an answer is right. Typed ones are forgiven spaces, a final point, full width."""
    if question.kind == "output":
        return _forgiving(given) == _forgiving(question.answer)
    return given.strip().casefold() == question.answer.casefold()


def _forgiving(text: str) -> str:
    plain = re.sub(r"\s+", "", normalized(text)).rstrip("。")
    return plain.rstrip(".").replace('"', "'")


def question_blocks(t: Translator, question: Question, verb: str) -> tuple[AnyBlock, ...]:
    """The question with something to answer it by; the action is verb:question:answer."""
    return (Text(markdown=question.texts[t.language]), *_choices(t, question, verb))


def _choices(t: Translator, question: Question, verb: str) -> tuple[AnyBlock, ...]:
    action = f"{verb}:{question.id}"
    if question.kind == "output":
        return (Form(label=t("quiz-type"), action=action, submit=t("button-answer")),)
    if question.kind == "true-false":
        return (
            Buttons(
                buttons=(
                    Button(label=t("button-true"), action=f"{action}:true"),
                    Button(label=t("button-false"), action=f"{action}:false"),
                )
            ),
        )
    options = question.options[t.language]
    lettered = [f"{letter}. {option}" for letter, option in zip("abcdefgh", options, strict=False)]
    labels = [each.replace("`", "") for each in lettered]
    if any(len(label) > _LONGEST_LABEL for label in labels):
        listed = Text(markdown="\n".join(f"- {each}" for each in lettered))
        return (listed, _menu(t, action, labels))
    buttons = tuple(Button(label=each, action=f"{action}:{each[0]}") for each in labels)
    return (Buttons(buttons=buttons),)


def _menu(t: Translator, action: str, labels: list[str]) -> Menu:
    """Every option by its beginning; the whole of each stands above."""
    choices = tuple(
        Choice(
            label=label if len(label) <= _LONGEST_CHOICE else label[: _LONGEST_CHOICE - 1] + "…",
            value=label[0],
        )
        for label in labels
    )
    return Menu(label=t("quiz-choose"), action=action, submit=t("button-answer"), choices=choices)
