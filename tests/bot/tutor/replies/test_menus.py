"""Menus of which several choices can be taken at once."""

from __future__ import annotations

import pytest

from bot.tutor.replies.model import MOST_TO_CHOOSE, Button, Choice, Menu


def menu(*values: str, takes_several: bool) -> Menu:
    choices = tuple(Choice(label=each, value=each) for each in values)
    return Menu(
        label="Choose", action="a", submit="Go", choices=choices, takes_several=takes_several
    )


@pytest.mark.parametrize(
    "values", [("a b", "c"), tuple(map(str, range(MOST_TO_CHOOSE + 1)))], ids=["spaces", "many"]
)
def test_choices_that_could_not_be_told_apart_or_shown_as_checkboxes_are_refused(
    values: tuple[str, ...],
) -> None:
    with pytest.raises(ValueError, match="values without spaces"):
        menu(*values, takes_several=True)
    assert len(menu(*values, takes_several=False).choices) == len(values)


def test_a_button_that_an_older_version_stored_as_one_of_success_is_still_read() -> None:
    stored = {"label": "Join", "action": "join:A", "style": "success"}
    assert Button.model_validate(stored).style == "primary"
