"""Coming back after days: a greeting with streak and reviews, and honest points."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.tutor.replies.model import Buttons, Menu
from tests.support.study import Study, actions, blocks, person, text


async def test_a_chat_that_is_opened_again_greets_once_a_day_who_has_begun(study: Study) -> None:
    seen = study.now
    await study.type("/start")
    study.now += timedelta(days=1)
    assert await study.tutor.welcome_back(person(), seen, "m") is None
    await study.passes("evens")
    assert await study.tutor.welcome_back(person(), study.now, "m") is None
    study.now += timedelta(days=1)
    reply = await study.tutor.welcome_back(person(), seen, "m")
    assert reply is not None
    assert "Welcome back" in text(reply)
    assert blocks(reply, Buttons)[0].buttons[0].style == "primary"


async def test_a_wrong_choice_is_not_corrected_for_points_at_once(study: Study) -> None:
    await study.press("answer:tensors/1:a")
    corrected = await study.press("answer:tensors/1:b")
    assert "No points this time" in text(corrected)
    assert "Nobody has points yet" in text(await study.type("/leaderboard"))
    await study.press("answer:tensors/2:false")
    study.now += timedelta(days=1)
    assert "+1 point" in text(await study.press("answer:tensors/2:true"))


async def test_a_reply_to_an_answer_shows_the_question_whose_place_it_takes(study: Study) -> None:
    for action in ("answer:tensors/1:a", "recall:tensors/1:b"):
        reply = text(await study.press(action))
        assert "Question tensors/1?" in reply
        assert "Your answer: `" in reply


async def test_a_learner_whose_platform_lacks_zones_is_asked_once(study: Study) -> None:
    user = replace(person(), lacks_zone=True)

    async def start() -> list[str]:
        return actions(await study.tutor.command(user, "start", "", "m"))

    await study.passes("evens")
    assert "zone:UTC" in await start()
    assert "zone:UTC" not in await start()
    menu = await study.tutor.act(user, "zone", "", "m")
    assert blocks(menu, Menu)[0].choices[0].label.endswith("UTC")
    chosen = await study.tutor.act(user, "zone", "Asia/Tokyo", "m")
    assert "**Asia/Tokyo**" in text(chosen)
    assert study.now.tzinfo == UTC


async def test_a_learner_whose_zone_is_reported_is_not_asked(study: Study) -> None:
    user = replace(person(), lacks_zone=True, zone="Europe/Paris")
    study.now = datetime(2026, 4, 1, 23, 0, tzinfo=UTC)
    await study.tutor.command(user, "review", "remind 20", "m")
    assert "Europe/Paris" in text(await study.tutor.command(user, "settings", "", "m"))
    offered = actions(await study.tutor.command(user, "start", "", "m"))
    assert not any(each.startswith("zone:") for each in offered)
