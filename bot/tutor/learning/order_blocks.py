"""Renders the lines of an exercise, to be put in order with a menu or by their numbers."""

from __future__ import annotations

from textwrap import dedent

from bot.tutor.learning.line_numbers import LineNumbersError, ShuffledLines, to_letters
from bot.tutor.replies.actions import PickLine, ShowOrder, SubmitOrder, encode
from bot.tutor.replies.buttons import button, exercise_button
from bot.tutor.replies.model import AnyBlock, Buttons, Choice, Code, Form, Menu, Reply, Text
from bot.tutor.request import Request
from lessons.curriculum import Exercise

_LONGEST_CHOICE = 100


def order_blocks(
    request: Request, exercise: Exercise, lines: ShuffledLines, chosen: tuple[int, ...]
) -> tuple[AnyBlock, ...]:
    """Return the lines with their numbers, what was chosen, and all that chooses and submits."""
    t = request.t
    blocks: list[AnyBlock] = [
        Text(markdown=t("order-title", title=exercise.titles[t.language])),
        Text(markdown=t("order-task", function=exercise.function)),
        Code(text=_numbered(lines), caption=t("order-lines")),
        Code(
            text=lines.assemble(chosen) if chosen else f"{lines.order.head}\n    …",
            language="python",
            caption=t("order-so-far"),
        ),
    ]
    state = PickLine(exercise.id, lines.name, to_letters(chosen))
    left = [number for number in range(1, len(lines.indices) + 1) if number not in chosen]
    if left:
        choices = tuple(
            Choice(label=_choice_label(number, lines.lines[number - 1]), value=str(number))
            for number in left
        )
        menu = Menu(
            label=t("order-next", number=len(chosen) + 1),
            action=encode(state),
            submit=t("button-order-next"),
            choices=choices,
        )
        blocks.append(menu)
    buttons = [exercise_button(t, exercise)]
    if chosen:
        submit = SubmitOrder(exercise.id, lines.name, to_letters(chosen))
        fewer = PickLine(exercise.id, lines.name, to_letters(chosen[:-1]))
        buttons = [
            button(t("button-order-submit"), submit, "primary"),
            button(t("button-order-undo"), fewer),
            *buttons,
        ]
    blocks.append(Buttons(buttons=tuple(buttons)))
    blocks.append(_order_form(request, exercise, lines))
    return tuple(blocks)


def _order_form(request: Request, exercise: Exercise, lines: ShuffledLines) -> Form:
    t = request.t
    action = encode(SubmitOrder(exercise.id, lines.name))
    label = t("order-form")
    return Form(label=label, action=action, submit=t("button-order-type"))


def order_again(
    request: Request, exercise: Exercise, lines: ShuffledLines, error: LineNumbersError
) -> Reply:
    """Say what is wrong with the numbers, and show the lines once more."""
    t = request.t
    problem = t(f"line-numbers-{error.reason}", number=error.number, count=len(lines.indices))
    return Reply(
        tone="not-yet",
        threadable=True,
        blocks=(
            Text(markdown=problem),
            Code(text=_numbered(lines), caption=t("order-lines")),
            _order_form(request, exercise, lines),
            Buttons(buttons=(button(t("button-order-again"), ShowOrder(exercise.id)),)),
        ),
    )


def _numbered(lines: ShuffledLines) -> str:
    """Return the lines with their numbers, without the margin that all of them have.

    The further lines of a statement have no number.
    """
    width = len(str(len(lines.indices)))
    texts = dedent("\n".join(lines.lines)).split("\n")
    numbers = [
        str(number) if is_first else ""
        for number, line in enumerate(lines.lines, start=1)
        for is_first in (True, *[False] * line.count("\n"))
    ]
    return "\n".join(
        f"{number:>{width}} | {text}" for number, text in zip(numbers, texts, strict=True)
    )


def _choice_label(number: int, line: str) -> str:
    label = f"{number}: {' '.join(line.split())}"
    return label if len(label) <= _LONGEST_CHOICE else label[: _LONGEST_CHOICE - 1] + "…"
