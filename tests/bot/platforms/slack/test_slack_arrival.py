"""Newcomers are greeted: with one step on the Home tab, and once in their direct messages."""

from __future__ import annotations

from bot.platforms.slack.platform import SlackChat
from bot.platforms.slack.users import PLATFORM, account_of
from bot.storage import Database
from bot.storage.accounts import learners
from bot.tutor.service import Tutor
from tests.bot.platforms.slack.conftest import StartChat
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import JSON, buttons_of, text_of


async def home_of(learner: Learner, text_part: str = "") -> JSON:
    """Wait for the learner's Home tab to have that text; return it."""

    def found() -> JSON | None:
        home = learner.workspace.home_tabs.get(learner.id)
        return home if home is not None and text_part in text_of(home) else None

    home: JSON = await learner.slack.until(found)
    return home


async def test_the_home_tab_of_a_newcomer_is_a_greeting_with_one_step(
    chat: SlackChat, slack: SlackServer, hanako: Learner
) -> None:
    await hanako.open_home()
    home = await home_of(hanako)
    assert text_of(home).startswith("花子さん、こんにちは！")
    ((label, button),) = buttons_of(home).items()
    assert button["style"] == "primary"
    assert "0 /" not in text_of(home)
    await hanako.press_home(label)
    await hanako.wait_for_reply("なぜ PyTorch なのか")
    assert len(buttons_of(await home_of(hanako, "チェックリスト"))) > 1


async def test_opening_either_tab_stores_nothing_about_a_newcomer(
    chat: SlackChat, database: Database, hanako: Learner
) -> None:
    await hanako.open_home()
    await home_of(hanako)
    await hanako.open_messages()
    await hanako.wait_for_reply("花子さん、こんにちは！")
    account = account_of(hanako.workspace.team, hanako.id)
    async with database.read_session() as session:
        assert await learners.find_learner(session, PLATFORM, account) is None


async def test_opening_messages_says_hello_once(
    chat: SlackChat, slack: SlackServer, aiko: Learner
) -> None:
    await aiko.open_messages()
    hello = await aiko.wait_for_reply("Hello, Aiko!")
    (label,) = buttons_of(hello)
    await aiko.open_messages()
    await aiko.press(hello, label)
    await aiko.wait_for_reply("Why PyTorch")
    assert _greetings(aiko) == 1


async def test_nobody_is_greeted_again_after_a_restart(
    start: StartChat, tutor: Tutor, slack: SlackServer, aiko: Learner
) -> None:
    first = await start(tutor)
    await aiko.open_messages()
    await aiko.wait_for_reply("Hello, Aiko!")
    await first.stop()
    await start(tutor)
    await aiko.open_messages()
    await aiko.open_home()  # which is handled after the event before it
    await home_of(aiko)
    await aiko.command("/settings")
    await aiko.wait_for_reply("Your settings")
    assert _greetings(aiko) == 1


async def test_who_has_learnt_something_is_not_greeted_as_a_newcomer(
    chat: SlackChat, slack: SlackServer, aiko: Learner
) -> None:
    channel = next(iter(slack.workspace.members))
    await aiko.command("/lesson tensors", channel=channel)
    await aiko.wait_for_ephemeral("Why PyTorch")
    await aiko.open_messages()
    await aiko.open_home()
    assert "checklist" in text_of(await home_of(aiko)).casefold()
    await aiko.command("/settings")
    await aiko.wait_for_reply("Your settings")
    assert _greetings(aiko) == 0


def _greetings(learner: Learner) -> int:
    messages = learner.workspace.bot_messages(learner.dm)
    return sum("Hello, Aiko!" in text_of(each) for each in messages)
