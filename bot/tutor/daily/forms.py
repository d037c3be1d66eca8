"""The forms in which a daily prompt shows an old exercise again."""

from __future__ import annotations

from typing import Literal

from bot.i18n import Translator
from bot.tutor.replies.buttons import exercise_button
from bot.tutor.replies.model import Button
from lessons.curriculum import Exercise

Form = Literal["repair", "order", "blank"]


def forms_of(exercise: Exercise) -> tuple[Form, ...]:
    """Return the easier forms in which an exercise is offered beside writing it."""
    return ()


def form_button(t: Translator, exercise: Exercise, form: str) -> Button:
    """Return the button that shows an exercise in a form; any other form shows its starter."""
    return exercise_button(t, exercise, style="primary")
