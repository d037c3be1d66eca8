"""The buttons that lead from one part of the tutor to another, and which of them come next."""

from __future__ import annotations

from typing import Literal

from bot.i18n import Translator
from bot.storage.learning.progress import Achievements
from bot.tutor.learning import curriculum, points
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Text, without_breaks
from lessons.curriculum import Catalog, Exercise, Lesson

Style = Literal["plain", "primary", "success", "danger"]
_LONGEST = 75


def button(label: str, action: str, style: Style = "plain") -> Button:
    """A button whose words are on one line, and cut where a title is too long for one."""
    label = without_breaks(label)
    cut = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
    return Button(label=cut, action=action, style=style)


def lesson_button(t: Translator, lesson: Lesson, style: Style = "plain") -> Button:
    """Opens the lesson, at its first page."""
    title = f"{lesson.number}. {lesson.titles[t.language]}"
    return button(t("button-lesson", title=title), f"lesson:{lesson.slug}", style)


def exercise_button(
    t: Translator, exercise: Exercise, *, passed: bool = False, style: Style = "plain"
) -> Button:
    """Shows the exercise; one that is passed is marked, and its `style` has no effect."""
    key = "button-exercise-passed" if passed else "button-exercise"
    label = t(key, title=exercise.titles[t.language])
    return button(label, f"exercise:{exercise.id}", "success" if passed else style)


def quiz_button(t: Translator, lesson: Lesson, style: Style = "plain") -> Button:
    """Asks the lesson's next open question."""
    return button(t("button-quiz"), f"quiz:{lesson.slug}", style)


def reference_button(t: Translator, exercise: Exercise) -> Button:
    """Shows the reference, to whoever has passed the exercise."""
    return button(t("button-reference"), f"reference:{exercise.id}")


def hint_button(
    t: Translator, exercise: Exercise, seen: int, *, passed: bool = False
) -> Button | None:
    """The button for the next hint and what it costs, or None when all have been seen."""
    if seen >= len(exercise.hints[t.language]):
        return None
    label = t("button-hint", number=seen + 1, cost=0 if passed else points.of_hint(seen))
    return button(label, f"hint:{exercise.id}:{seen + 1}")


def command_button(t: Translator, command: str, style: Style = "plain") -> Button:
    """Does what the command does without an argument."""
    return button(t(f"button-command-{command}"), f"command:{command}", style)


def onwards(
    t: Translator, catalog: Catalog, lesson: Lesson, done: Achievements, *, first: bool
) -> list[AnyBlock]:
    """What comes after something was passed: the lesson's next exercise, its quiz, or the next
    lesson, with praise where this was the `first` pass of what was missing from the lesson."""
    if exercises := curriculum.open_exercises(lesson, done):
        return [Buttons(buttons=(exercise_button(t, exercises[0], style="primary"),))]
    if curriculum.open_questions(lesson, done):
        return [Buttons(buttons=(quiz_button(t, lesson, "primary"),))]
    title = lesson.titles[t.language]
    following = curriculum.lesson_after(catalog, lesson)
    progress = command_button(t, "progress")
    if following is None:
        praise = t("lesson-finished-last", lesson=title)
        steps = Buttons(buttons=(progress,))
    else:
        praise = t("lesson-finished", lesson=title, next=following.titles[t.language])
        steps = Buttons(buttons=(lesson_button(t, following, "primary"), progress))
    return [Text(markdown=praise), steps] if first else [steps]
