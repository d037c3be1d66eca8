"""The forms in which a daily prompt shows an old exercise again."""

from __future__ import annotations

from typing import Literal

from bot.i18n import Translator
from bot.tutor.replies.actions import Action, ShowBlanks, ShowOrder, ShowRepair
from bot.tutor.replies.buttons import button, exercise_button
from bot.tutor.replies.model import Button
from lessons.curriculum import Exercise

Form = Literal["repair", "order", "blank"]


def forms_of(exercise: Exercise) -> tuple[Form, ...]:
    """Return the easier forms in which an exercise is offered beside writing it."""
    offered: tuple[tuple[Form, object], ...] = (
        ("repair", exercise.forms.repairs),
        ("order", exercise.forms.order),
        ("blank", exercise.forms.blanks),
    )
    return tuple(form for form, content in offered if content)


def form_button(t: Translator, exercise: Exercise, form: str) -> Button:
    """Return the button that shows an exercise in a form; any other form shows its starter."""
    shown: dict[str, tuple[str, Action]] = {
        "repair": ("button-form-repair", ShowRepair(exercise.id, 0)),
        "order": ("button-form-order", ShowOrder(exercise.id)),
        "blank": ("button-form-blank", ShowBlanks(exercise.id)),
    }
    if form not in forms_of(exercise):
        return exercise_button(t, exercise, style="primary")
    key, action = shown[form]
    return button(t(key), action, "primary")
