"""Easier forms of exercises on every platform: nothing is cut off or left out."""

from __future__ import annotations

import json
import logging

import pytest

from bot.platforms.discord import rendering as discord_rendering
from bot.platforms.local import rendering as local_rendering
from bot.platforms.slack import rendering as slack_rendering
from bot.tutor.learning.line_numbers import shuffle_lines, to_letters
from bot.tutor.learning.order_blocks import order_blocks
from bot.tutor.replies.model import Menu, Reply
from bot.tutor.request import Request
from lessons.curriculum import Exercise
from tests.support.built_in import built_in_lessons, strict_translations
from tests.support.study import person

ORDERS = [each for each in built_in_lessons().exercises() if each.forms.order]


@pytest.mark.parametrize("exercise", ORDERS, ids=lambda each: each.id)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_lines_to_put_in_order_have_their_menu_and_all_buttons(
    exercise: Exercise, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    t = strict_translations().translator(language)
    lines = shuffle_lines(exercise, 7)
    assert lines is not None
    chosen = tuple(range(1, len(lines.lines)))  # all but one: the longest action
    request = Request(person(), None, t, "m1", "")
    reply = Reply(blocks=order_blocks(request, exercise, lines, chosen))
    with caplog.at_level(logging.ERROR):
        pages = discord_rendering.render(reply, {})
        slack = slack_rendering.render(reply)
        page = local_rendering.render_reply(reply, t)
    assert not caplog.records, "a platform has left an action out"
    on_discord = json.dumps([each.view().to_components() for each in pages])
    on_slack = json.dumps([each.blocks for each in slack.pages])
    menu = next(each for each in reply.blocks if isinstance(each, Menu))
    for shown in (on_discord, on_slack, page):
        assert menu.action in shown
        assert f":{to_letters(chosen)}" in shown
        assert "ordered:" in shown
