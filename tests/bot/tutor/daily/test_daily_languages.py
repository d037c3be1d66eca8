"""A prompt in the channel's language, with a button for the other; alone, each in their own."""

from __future__ import annotations

from tests.bot.tutor.daily.test_announcements_in_the_local_chat import url  # noqa: F401
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command
from tests.support.local_page_client import PageClient
from tests.support.study import Study, actions, buttons, text


async def test_a_prompt_has_a_button_that_shows_it_in_the_other_language(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    (post,) = channels.posts
    (other,) = (each for each in buttons(post.reply) if each.action.startswith("day:"))
    assert other.label == "日本語で読む"
    shown = await study.press(other.action)
    assert shown.private
    assert "1 日目" in text(shown)
    assert "Question tensors/1?（日本語）" in text(shown)
    assert "today:1:tensors/1:b" in actions(shown)
    assert "no longer works" in text(await study.press("day:99:ja"))
    assert "no longer works" in text(await study.press("day:1:fr"))


async def test_in_the_local_chat_everyone_reads_it_in_their_own_language(
    study: Study,
    url: str,  # noqa: F811
) -> None:
    async with PageClient(url, "Aki") as aki, PageClient(url, "Ben") as ben:
        await aki.say("/daily set 18 UTC", "0b0c6f1e-0001")
        await aki.receive_reply("0b0c6f1e-0001", "18:00")
        await ben.say("/language ja", "0b0c6f1e-0002")
        await ben.receive_reply("0b0c6f1e-0002", "日本語")
        study.now = study.now.replace(hour=18)
        await study.tutor.scheduler.run_due()
        english = await aki.receive("message", author="tutor", id="daily-1-260401-aki")
        japanese = await ben.receive("message", author="tutor", id="daily-1-260401-ben")
    assert "Day 1" in english["html"]
    assert "1\xa0日目" in japanese["html"]
    assert "日本語で読む" not in english["html"]
