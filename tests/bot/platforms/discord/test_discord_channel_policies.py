"""Managers of a server choose for a channel whether pastes are read, and who sees the answers."""

from __future__ import annotations

from collections.abc import Callable

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, GUILD_TEXT, text_of
from tests.support.scripted_queue import ScriptedQueue

FENCED = "```python\ndef evens(n):\n    return n\n```"
PLAIN = "def evens(n):\n    return n"


async def choose(manager: Learner, discord: DiscordServer, policy: str) -> str:
    """Set the policy of the server's channel; return the reply."""
    channel = discord.world.channel
    sent = await manager.command("settings channel", policy, channel=channel)
    return text_of(await manager.shown(sent, "from now on"))


async def test_in_a_practice_channel_a_plain_paste_is_answered_in_a_thread_and_chatter_is_not(
    start,
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    life = await start(new_tutor())
    channel = discord.world.channel
    assert "practice channel" in await choose(aiko, discord, "practice")
    await life.stop()
    await start(new_tutor())
    await hanako.say("I think evens is hard", channel=channel)
    paste = await hanako.say(PLAIN, channel=channel)
    await hanako.answered(paste, "evens", where=int(paste["id"]))
    assert len(queue.sent) == 1
    assert len(discord.requests_to("POST", "/threads$")) == 1


async def test_a_channel_is_silent_without_a_mention_until_it_is_one_for_practice_and_after_it_was(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    channel = discord.world.channel
    await aiko.say(FENCED, channel=channel)
    await choose(aiko, discord, "practice")
    await choose(aiko, discord, "normal")
    await aiko.say(FENCED, channel=channel)
    mentioned = await aiko.say(FENCED, channel=channel, mention=True)
    await aiko.answered(mentioned, "evens", where=int(mentioned["id"]))
    assert len(queue.sent) == 1


async def test_in_a_practice_channel_an_exercise_no_longer_asks_for_a_mention(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    channel, note = discord.world.channel, "mention me"
    before = await aiko.shown(await aiko.command("exercise", "evens", channel=channel), "evens")
    await choose(aiko, discord, "practice")
    after = await aiko.shown(await aiko.command("exercise", "evens", channel=channel), "evens")
    assert note in text_of(before)
    assert note not in text_of(after)


async def test_a_quiet_channel_is_answered_directly_and_shows_no_board_to_everyone(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer
) -> None:
    channel = discord.world.channel

    def boards() -> list[bool]:
        """Return of each board in the channel whether only one person sees it."""
        found = [m for m in discord.world.of_bot(channel) if "lead the board" in text_of(m)]
        return [bool(each["flags"] & EPHEMERAL) for each in found]

    await aiko.command("leaderboard", channel=channel)
    await discord.until(lambda: boards() == [False])
    assert "quiet channel" in await choose(aiko, discord, "quiet")
    await aiko.command("leaderboard", channel=channel)
    await discord.until(lambda: boards() == [False, True])
    await hanako.say(FENCED, channel=channel, mention=True)
    await discord.until(lambda: discord.world.of_bot(hanako.direct))
    assert discord.requests_to("POST", "/threads$") == []


async def test_a_board_is_in_the_language_that_was_chosen_for_its_channel(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    channel = discord.world.channel
    chosen = await aiko.command("settings channel", language="ja", channel=channel)
    assert "is in **日本語**" in text_of(await aiko.shown(chosen, "from now on"))
    await aiko.shown(await aiko.command("leaderboard", channel=channel), "まだ誰も")
    await aiko.shown(await aiko.command("leaderboard"), "lead the board")


async def test_the_buttons_under_a_channels_policy_act_on_that_channel_wherever_they_are_pressed(
    chat: DiscordChat,
    tutor: Tutor,
    aiko: Learner,
    discord: DiscordServer,
    words: Translations,
) -> None:
    here = discord.world.channel
    other = discord.world.add_channel(GUILD_TEXT, name="other", guild_id=str(discord.world.guild))
    settings = await aiko.shown(
        await aiko.command("settings channel", "quiet", channel_=other, channel=here),
        f"<#{other}>",
    )
    label = words.translate("en", "button-channel-practice")
    await aiko.shown(await aiko.press(settings, label), "practice channel")
    policy, place = tutor.workspace_settings.channel_policy, str(discord.world.guild)
    assert await policy("discord", place, str(other)) == "practice"
    assert await policy("discord", place, str(here)) == "normal"


async def test_whoever_does_not_manage_a_server_chooses_nothing_for_its_channels(
    chat: DiscordChat, tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    aiko.permissions = 0
    channel = discord.world.channel
    sent = await aiko.command("settings channel", "practice", channel=channel)
    await aiko.shown(sent, "Only admins")
    policy = await tutor.workspace_settings.channel_policy(
        "discord", str(discord.world.guild), str(channel)
    )
    assert policy == "normal"


async def test_where_discord_sends_no_text_a_practice_channel_says_what_the_operator_can_do(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer
) -> None:
    discord.world.content_granted = False
    await start(tutor)
    assert "Message Content Intent" in await choose(aiko, discord, "practice")
