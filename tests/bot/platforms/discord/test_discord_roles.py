"""Roles of a server for tracks and checklist items: chosen, given, taken, and refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.storage import Database
from bot.storage.groups import role_rewards
from bot.storage.groups.role_rewards import RewardKey
from bot.storage.learning import progress
from bot.storage.models import AccountRow
from bot.tutor.service import Tutor
from lessons.curriculum import Catalog
from tests.bot.platforms.discord.conftest import StartChat
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, JSON, text_of
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.study_fixtures import curriculum

__all__ = ["curriculum"]

LAST = "tensors/evens"
EVENS = "```python\ndef evens(x):\n    return x\n```"
ROLES = "/guilds/.*/members/.*/roles/"

Finish = Callable[..., Awaitable[JSON]]


@pytest.fixture(scope="session")
def catalog(curriculum: Catalog) -> Catalog:
    """Return a small curriculum, so that a track is soon finished."""
    return curriculum


@pytest.fixture
def role(discord: DiscordServer) -> int:
    return discord.world.add_role("Finisher", 2)


@pytest.fixture
def manager(discord: DiscordServer) -> Learner:
    return Learner(discord, "Mia")


@pytest.fixture
def finish(
    aiko: Learner,
    database: Database,
    catalog: Catalog,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
) -> Finish:
    """Return `finish(where)`: Aiko passes the last exercise of the track there.

    Before that she becomes a member of the server, unless told otherwise.
    """

    async def finish(where: int = 0, *, is_member: bool = True) -> JSON:
        first = discord.world.channel if is_member else 0
        await aiko.shown(await aiko.command("start", channel=first))
        now = datetime.now(UTC)
        rest = [
            *((progress.EXERCISE, each.id) for each in catalog.exercises() if each.id != LAST),
            *((progress.QUESTION, each.id) for one in catalog.lessons() for each in one.questions),
        ]
        async with database.write_session() as session:
            account = await session.get(AccountRow, ("discord", str(aiko.id)))
            assert account is not None
            for kind, subject in rest:
                await progress.award(
                    session,
                    account.learner_id,
                    kind=kind,
                    subject=subject,
                    points=1,
                    now=now,
                    day=now.date(),
                )
        paste = await aiko.say(EVENS, channel=where, mention=bool(where))
        await discord.until(lambda: queue.sent)
        await passes(tutor, queue.sent.pop())
        return await aiko.answered(paste, "the whole of", where=int(paste["id"]) if where else 0)

    return finish


async def choose(manager: Learner, discord: DiscordServer, role: int, having: str) -> JSON:
    sent = await manager.command("setup role", "basics", role=role, channel=discord.world.channel)
    return await manager.shown(sent, having)


async def given(database: Database, discord: DiscordServer) -> list[int]:
    place = str(discord.world.guild)
    async with database.read_session() as session:
        found = await role_rewards.list_given(session, RewardKey("discord", place, "basics"))
    return [int(each.reward.role) for each in found if each.is_given]


async def test_who_hides_from_others_gets_no_role_that_would_show_them(
    start: StartChat,
    tutor: Tutor,
    discord: DiscordServer,
    role: int,
    manager: Learner,
    aiko: Learner,
    finish: Finish,
) -> None:
    await start(tutor)
    await choose(manager, discord, role, "From now on")
    await aiko.shown(await aiko.command("settings hide", channel=discord.world.channel))
    await finish()
    await discord.until(lambda: not tutor.background)
    assert discord.requests_to("PUT", ROLES) == []


@pytest.mark.parametrize("where", ["channel", "direct messages"])
async def test_who_finishes_a_track_gets_its_role_until_the_setting_is_removed(
    where: str,
    start: StartChat,
    tutor: Tutor,
    discord: DiscordServer,
    role: int,
    manager: Learner,
    aiko: Learner,
    finish: Finish,
) -> None:
    await start(tutor)
    chosen = await choose(manager, discord, role, f"gets the role <@&{role}>")
    assert chosen["flags"] & EPHEMERAL
    await finish(discord.world.channel if where == "channel" else 0)
    await discord.until(lambda: discord.world.held_roles.get(aiko.id) == {role})
    await discord.until(lambda: not tutor.background)
    removed = await manager.press(chosen, "No role for this track")
    assert "from the one member" in text_of(await manager.shown(removed, "no role any more"))
    await discord.until(lambda: discord.world.held_roles[aiko.id] == set())


async def test_who_has_proven_an_item_gets_its_role_when_it_is_chosen_from_the_list(
    start: StartChat,
    tutor: Tutor,
    discord: DiscordServer,
    role: int,
    manager: Learner,
    aiko: Learner,
    finish: Finish,
) -> None:
    await start(tutor)
    await finish()
    offered = await manager.complete("setup role", "compute", "item")
    assert offered == {"basics/compute": "Basics: I can compute"}
    sent = await manager.command(
        "setup role", "basics", item="basics/compute", role=role, channel=discord.world.channel
    )
    chosen = await manager.shown(sent, "whoever proves “I can compute”")
    assert "One member has done so already and gets it right away" in text_of(chosen)
    await discord.until(lambda: discord.world.held_roles.get(aiko.id) == {role})
    await discord.until(lambda: not tutor.background)
    await manager.shown(await manager.press(chosen, "No role for “I can compute”"), "any more")
    await discord.until(lambda: discord.world.held_roles[aiko.id] == set())


async def test_another_role_replaces_the_one_that_was_given(
    start: StartChat,
    tutor: Tutor,
    discord: DiscordServer,
    role: int,
    manager: Learner,
    aiko: Learner,
    finish: Finish,
    database: Database,
) -> None:
    other = discord.world.add_role("Graduate", 3)
    await start(tutor)
    await choose(manager, discord, role, "From now on")
    await finish()
    await discord.until(lambda: discord.world.held_roles.get(aiko.id) == {role})
    await discord.until(lambda: not tutor.background)
    await choose(manager, discord, other, "From now on")
    await discord.until(lambda: discord.world.held_roles[aiko.id] == {other})
    await discord.until(lambda: not tutor.background)
    assert await given(database, discord) == [other]


async def test_a_role_that_discord_refuses_leaves_the_verdict_and_is_tried_once_more(
    start: StartChat,
    tutor: Tutor,
    discord: DiscordServer,
    role: int,
    manager: Learner,
    aiko: Learner,
    finish: Finish,
    database: Database,
) -> None:
    await start(tutor)
    await choose(manager, discord, role, "From now on")
    discord.fail("PUT", ROLES, 403, code=50013, times=9)
    assert "Basics" in text_of(await finish())
    await discord.until(lambda: not tutor.background)
    assert len(discord.requests_to("PUT", ROLES)) == 2
    assert await given(database, discord) == []


async def test_a_role_that_discord_refuses_once_is_given_the_second_time(
    start: StartChat,
    tutor: Tutor,
    discord: DiscordServer,
    role: int,
    manager: Learner,
    aiko: Learner,
    finish: Finish,
) -> None:
    await start(tutor)
    await choose(manager, discord, role, "From now on")
    discord.fail("PUT", ROLES, 403, code=50013)
    await finish()
    await discord.until(lambda: discord.world.held_roles.get(aiko.id) == {role})


async def test_a_role_that_the_bot_may_not_give_is_refused_at_once(
    start: StartChat, tutor: Tutor, discord: DiscordServer, manager: Learner
) -> None:
    world = discord.world
    above = world.add_role("Teachers", world.position_of_bot + 1)
    managed = world.add_role("Another app", 1, managed=True)
    low = world.add_role("Finisher", 2)
    await start(tutor)
    await choose(manager, discord, above, "drag my role above it")
    await choose(manager, discord, managed, "belongs to everyone or to an app")
    without = world.guild_data()["roles"][0] | {"permissions": "0"}
    own = world.role_of_bot(without)
    for each in (without, own):
        await discord.gateway.dispatch(
            "GUILD_ROLE_UPDATE", {"guild_id": str(world.guild), "role": each}
        )
    await choose(manager, discord, low, "give my role **Manage Roles**")
    shown = await manager.command("setup role", "basics", channel=world.channel)
    assert "no role yet" in text_of(await manager.shown(shown))
    assert discord.requests_to("PUT", ROLES) == []


async def test_a_track_that_does_not_exist_is_answered_with_those_that_do(
    start: StartChat, tutor: Tutor, discord: DiscordServer, role: int, manager: Learner
) -> None:
    await start(tutor)
    channel = discord.world.channel
    sent = await manager.command("setup role", "cooking", role=role, channel=channel)
    assert "These are the tracks: `basics`" in text_of(
        await manager.shown(sent, "I do not know that track")
    )


async def test_who_had_finished_a_track_elsewhere_gets_the_servers_role_with_the_first_command(
    start: StartChat,
    tutor: Tutor,
    discord: DiscordServer,
    role: int,
    manager: Learner,
    aiko: Learner,
    finish: Finish,
) -> None:
    await start(tutor)
    await choose(manager, discord, role, "From now on")
    await finish(is_member=False)
    await discord.until(lambda: not tutor.background)
    assert discord.requests_to("PUT", ROLES) == []
    await aiko.shown(await aiko.command("progress", channel=discord.world.channel))
    await discord.until(lambda: discord.world.held_roles.get(aiko.id) == {role})
