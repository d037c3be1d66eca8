"""Builds buttons from typed actions, and chooses those that lead to a learner's next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from bot.i18n import Translator
from bot.tutor.learning import points
from bot.tutor.replies.actions import (
    Action,
    AskPractice,
    AskQuestion,
    OpenLesson,
    RunCommand,
    ShareCode,
    ShowExercise,
    ShowForms,
    ShowHint,
    ShowReference,
    WriteCode,
    encode,
)
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Form, Reply, without_breaks
from lessons.curriculum import Exercise, Lesson

Style = Literal["plain", "primary", "danger"]
_LONGEST_LABEL = 75


def button(label: str, action: Action, style: Style = "plain") -> Button:
    """Return a button with its label on one line, cut where it is too long."""
    return Button(label=truncate_label(without_breaks(label)), action=encode(action), style=style)


def truncate_label(label: str) -> str:
    """Return a label, cut where it is too long for a button."""
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def lesson_button(t: Translator, lesson: Lesson, style: Style = "plain") -> Button:
    """Return a button that opens the lesson at its first page."""
    title = f"{lesson.number}. {lesson.titles[t.language]}"
    return button(t("button-lesson", title=title), OpenLesson(lesson.slug), style)


def exercise_button(
    t: Translator,
    exercise: Exercise,
    *,
    passed: bool = False,
    revised: bool = False,
    style: Style = "plain",
    language: str = "",
) -> Button:
    """Return a button that shows the exercise. `style` has no effect on one that is passed.

    `revised` marks one that was passed in an older revision only. `language` is that of the
    exercise, where it is not the learner's.
    """
    action = ShowExercise(exercise.id, language)
    title = exercise.titles[language or t.language]
    key = "button-exercise-passed" if passed else "button-exercise"
    if revised:
        return button(
            t("button-exercise-revised", title=title),
            action,
            style,
        )
    return button(t(key, title=title), action, "plain" if passed else style)


def write_button(t: Translator, exercise: Exercise, style: Style = "primary") -> Button:
    """Return a button that opens a form with the exercise's starter."""
    return button(t("button-write"), WriteCode(exercise.id), style)


def try_again_button(
    t: Translator, exercise: Exercise, submission: str, style: Style = "primary"
) -> Button:
    """Return a button that opens a form with the code of a submission, given by its id."""
    return button(t("button-try-again"), WriteCode(exercise.id, submission), style)


def quiz_button(t: Translator, lesson: Lesson, style: Style = "plain") -> Button:
    """Return a button that asks the lesson's next open question."""
    return button(t("button-quiz"), AskQuestion(lesson.slug), style)


def practice_button(t: Translator, lesson: Lesson) -> Button:
    """Return a button that asks one of the lesson's questions for practice."""
    return button(t("button-more-questions"), AskPractice(lesson.slug))


def reference_button(t: Translator, exercise: Exercise) -> Button:
    """Return a button that shows the reference of an exercise that is passed."""
    return button(t("button-reference"), ShowReference(exercise.id))


def hint_button(
    t: Translator, exercise: Exercise, seen: int, *, passed: bool = False
) -> Button | None:
    """Return a button for the next hint with its cost in points; None when all were seen."""
    if seen >= len(exercise.hints[t.language]):
        return None
    label = t("button-hint", number=seen + 1, cost=0 if passed else points.of_hint(seen))
    return button(label, ShowHint(exercise.id, seen + 1))


def forms_button(t: Translator, exercise: Exercise) -> Button | None:
    """Return a button that shows the exercise's easier forms; None where it has none."""
    return button(t("button-forms"), ShowForms(exercise.id)) if exercise.forms else None


def command_button(t: Translator, command: str, style: Style = "plain") -> Button:
    """Return a button that runs the command without an argument."""
    return button(t(f"button-command-{command}"), RunCommand(command), style)


def with_draft_buttons(blocks: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
    """Yield the blocks with the button that opens a form in place of each form that has one.

    It becomes the first of the buttons right behind the form.
    """
    opening: tuple[Button, ...] = ()
    for block in blocks:
        if isinstance(block, Buttons):
            yield Buttons(buttons=(*opening, *block.buttons))
            opening = ()
            continue
        if opening:
            yield Buttons(buttons=opening)
            opening = ()
        if isinstance(block, Form) and block.draft is not None:
            opening = (block.draft,)
        else:
            yield block
    if opening:
        yield Buttons(buttons=opening)


def with_share_button(reply: Reply, label: str) -> Reply:
    """Return the reply with a button at its end that shares the code of its exercise, if any."""
    if not reply.shareable_exercise or reply.pending:
        return reply
    share = Buttons(buttons=(button(label, ShareCode(reply.shareable_exercise)),))
    return reply.model_copy(update={"blocks": (*reply.blocks, share)})
