"""The token of an interaction allows writing as the bot: it is never logged, exported or kept."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest

from bot.platforms.discord.reply_targets import InteractionTarget, parse_target
from bot.storage import Database
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import TOKEN, DiscordServer
from tests.support.log_capture import capture_debug_log
from tests.support.polling import until
from tests.support.scripted_queue import ScriptedQueue, passes, ran
from tests.support.stored_jobs import kept

EVENS = "def evens(n):\n    return n"


@pytest.fixture
def written() -> Iterator[StringIO]:
    with capture_debug_log() as written:
        yield written


async def exported(aiko: Learner, discord: DiscordServer) -> str:
    shown = await aiko.shown(await aiko.command("privacy export"))
    url = shown["attachments"][0]["url"]
    return discord.world.files[url.removeprefix("cdn/")].decode()


async def test_no_token_is_logged_exported_or_left_in_the_database_after_real_submissions(
    written: StringIO,
    start,
    tutor: Tutor,
    database: Database,
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    await start(tutor)
    channel = discord.world.channel
    opened = await aiko.command("submit", "tensors/evens", channel=channel)
    sent = await aiko.fill(opened, EVENS)
    await aiko.shown(sent, "Checking")
    running = await aiko.fill(await aiko.command("run", channel=channel), "print(1)")
    await aiko.shown(running, "Running")
    assert sent.token in await kept(database)  # needed for the reply after a crash
    held = await exported(aiko, discord)
    assert f'"reply_to": "e:{channel}:' in held
    discord.fail("PATCH", "^/webhooks/", 400)  # errors are logged
    await passes(tutor, queue.sent[0])
    await tutor.deliveries.finish()
    await aiko.shown(sent, "on our side")
    await ran(tutor, queue.sent[1], stdout="1\n")
    await aiko.shown(running, "1")

    async def without_tokens() -> str:
        held = await kept(database)
        return "" if sent.token in held or running.token in held else held

    after = await until(without_tokens)
    tokens = [each.token for each in discord.world.interactions.values()]
    assert len(tokens) >= 5
    for secret in (*tokens, TOKEN):
        assert secret not in held
        assert secret not in after
        assert secret not in written.getvalue()
    assert "was refused" in written.getvalue()


def test_the_name_of_a_place_and_what_is_said_of_it_leave_the_token_out() -> None:
    place = InteractionTarget(1, 2, 3, 4, "a-token")
    assert parse_target(place.address) == place
    assert "a-token" not in f"{place} {place!r}"
    assert parse_target(str(place)) == InteractionTarget(1, 2, 3, 4, "")
    with pytest.raises(ValueError, match="no target on Discord") as caught:
        parse_target("x:1:2:3:4\na-token")
    assert "a-token" not in str(caught.value)
