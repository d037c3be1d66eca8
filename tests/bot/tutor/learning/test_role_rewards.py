"""Roles for finished tracks and proven items: earned, given to whom had earned them, and taken."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.storage.grading import regrades
from bot.storage.groups import role_rewards
from bot.storage.groups.role_rewards import GivenRole, RewardKey, RoleReward
from bot.tutor.learning.role_changes import DELAYS, SPACING_S, RoleChanges
from grader.protocol import Status
from tests.support.role_study import (
    OF_TENSORS,
    OTHER,
    ROLE,
    Server,
    has_passed,
    new_process,
    settled,
    setup_role,
)
from tests.support.study import Study, a_problem, actions, person, text
from tests.support.two_chats import AKI, AKI_T, linked, passes, types


@pytest.fixture
def server(study: Study) -> Server:
    server = Server()
    study.connect(roles=server)
    return server


async def rows(study: Study, item: str = "make") -> list[GivenRole]:
    async with study.database.read_session() as session:
        key = RewardKey("local", "home", "basics", item)
        return list(await role_rewards.list_given(session, key))


async def test_who_proves_an_item_gets_its_role_at_once_and_not_that_of_the_track(
    study: Study, server: Server
) -> None:
    await setup_role(study, f"basics item=make {ROLE}")
    await setup_role(study, f"basics {OTHER}")
    await has_passed(study, "aki", ("tensors/evens",))
    await study.passes("to_float")
    await settled(study)
    assert server.held == {"aki": {ROLE}}
    await study.passes("affine")
    await settled(study)
    assert server.held == {"aki": {ROLE, OTHER}}


async def test_an_item_is_proven_by_the_last_answer_of_a_quiz_as_well(
    study: Study, server: Server
) -> None:
    await setup_role(study, f"basics item=make {ROLE}")
    await has_passed(study, "aki", quiz=False)
    for each, answer in (("tensors/1", "b"), ("tensors/2", "true")):
        await study.press(f"answer:{each}:{answer}")
    await settled(study)
    assert server.held == {}
    await study.press("answer:tensors/3", "tensor([0, 2])")
    await settled(study)
    assert server.held == {"aki": {ROLE}}


@pytest.mark.parametrize(
    "typed",
    [
        f"basics item=make {ROLE}",
        f"basics item=1 <@&{ROLE}>",
        f"基礎 item=I can make tensors <@&{ROLE}>",
        f"item=basics/make {ROLE}",
        f"basics <@&{ROLE}> item=basics/make",
    ],
)
async def test_an_item_is_named_by_its_key_its_number_or_its_text(
    study: Study, server: Server, typed: str
) -> None:
    assert "proves “I can make tensors”" in text(await setup_role(study, typed))


@pytest.mark.parametrize(
    "typed", ["basics item=7", f"basics item=cook {ROLE}", "basics item=x/make"]
)
async def test_an_item_that_does_not_exist_is_answered_with_those_that_do(
    study: Study, server: Server, typed: str
) -> None:
    shown = text(await setup_role(study, typed))
    assert "I do not find that item" in shown
    assert "2. I can compute" in shown


async def test_without_a_role_all_roles_of_a_track_are_shown_each_with_its_end(
    study: Study, server: Server
) -> None:
    assert "There is no role yet for the track" in text(await setup_role(study, "basics"))
    await setup_role(study, f"basics {ROLE}")
    await setup_role(study, f"basics item=make {OTHER}")
    shown = await setup_role(study, "basics")
    assert f"finishes the track “Basics” gets the role <@&{ROLE}>" in text(shown)
    assert (
        f"proves “I can make tensors” on the checklist of “Basics” gets the role <@&{OTHER}>"
        in (text(shown))
    )
    for action in actions(shown):
        user = replace(person("mia"), is_admin=True)
        await study.tutor.act(user, action, "", study.next_place())
    assert "There is no role yet for the track" in text(await setup_role(study, "basics"))


async def test_members_who_had_proven_an_item_get_its_role_when_it_is_set(
    study: Study, server: Server
) -> None:
    await has_passed(study, "aki")
    await has_passed(study, "ben")
    await has_passed(study, "chie", ("tensors/evens",))
    await has_passed(study, "dai")
    await study.type("/settings hide", "dai")
    reply = await setup_role(study, f"basics item=make {ROLE}")
    assert "2 members have done so already" in text(reply)
    await settled(study)
    assert server.held == {"aki": {ROLE}, "ben": {ROLE}}
    assert "have done so already" not in text(await setup_role(study, f"basics item=make {ROLE}"))
    await settled(study)
    assert server.asked == ["+aki", "+ben"]


async def test_members_who_had_finished_a_track_get_its_role_when_it_is_set(
    study: Study, server: Server
) -> None:
    await has_passed(study, "aki", (*OF_TENSORS, "operations/affine"))
    await has_passed(study, "ben")
    assert "One member has done so already" in text(await setup_role(study, f"basics {ROLE}"))
    await settled(study)
    assert server.held == {"aki": {ROLE}}


async def test_the_roles_that_are_left_when_a_process_ends_are_given_by_the_next_one(
    study: Study, server: Server
) -> None:
    for who in ("aki", "ben", "chie"):
        await has_passed(study, who)
    server.breaks_at = 2
    await setup_role(study, f"basics item=make {ROLE}")
    await settled(study)
    assert server.held == {"aki": {ROLE}}
    study.now += timedelta(hours=1)  # the claim of the process that ended has expired
    context, slept = await new_process(study, server)
    changes = RoleChanges(context, sleep=slept.sleep)
    changes.start_due()
    changes.start_due()
    await asyncio.gather(*context.background)
    assert server.held == {each: {ROLE} for each in ("aki", "ben", "chie")}
    assert server.asked == ["+aki", "+ben", "+chie", "+ben"]
    assert slept.times == [SPACING_S]


async def test_a_role_that_is_due_just_after_nothing_was_is_given_as_well(
    study: Study, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    await has_passed(study, "aki")
    context, slept = await new_process(study, server)
    changes = RoleChanges(context, sleep=slept.sleep)
    read = role_rewards.list_due
    late = [GivenRole(RoleReward(RewardKey("local", "home", "basics"), ROLE), 1, "aki")]

    async def list_due(*args: Any, **limits: Any) -> Sequence[GivenRole]:
        """Read as usual; let the role become due before the first answer is looked at."""
        found = await read(*args, **limits)
        while late:
            async with study.database.write_session() as session:
                await role_rewards.want(session, late.pop(), study.now)
            changes.start_due()
        return found

    monkeypatch.setattr(role_rewards, "list_due", list_due)
    changes.start_due()
    await asyncio.gather(*context.background)
    assert server.held == {"aki": {ROLE}}


async def test_a_role_that_may_not_be_given_is_tried_later_without_a_request_for_each_member(
    study: Study, server: Server
) -> None:
    await has_passed(study, "aki")
    await has_passed(study, "ben")
    await setup_role(study, f"basics item=compute {ROLE}")
    await setup_role(study, f"basics item=make {ROLE}")
    await settled(study)
    server.asked.clear()
    await study.type("/settings hide", "aki")
    await study.type("/settings hide", "ben")
    await settled(study)
    server.problem = "role-too-high"
    await study.type("/settings show", "aki")
    await study.type("/settings show", "ben")
    await settled(study)
    assert server.held == {"aki": set(), "ben": set()}
    server.problem = ""
    study.now += DELAYS[0]
    context, slept = await new_process(study, server)
    RoleChanges(context, sleep=slept.sleep).start_due()
    await asyncio.gather(*context.background)
    assert server.held == {"aki": {ROLE}, "ben": {ROLE}}


async def test_a_platform_that_is_down_is_asked_for_one_member_and_for_the_others_later(
    study: Study, server: Server
) -> None:
    for who in ("aki", "ben", "chie"):
        await has_passed(study, who)
    server.is_down = True
    await setup_role(study, f"basics item=make {ROLE}")
    await settled(study)
    assert server.asked == ["+aki", "+aki"]
    server.is_down = False
    study.now += DELAYS[0]
    context, slept = await new_process(study, server)
    RoleChanges(context, sleep=slept.sleep).start_due()
    await asyncio.gather(*context.background)
    assert server.held == {each: {ROLE} for each in ("aki", "ben", "chie")}


async def test_a_role_that_can_never_be_given_is_given_up(study: Study, server: Server) -> None:
    await has_passed(study, "aki", ("tensors/evens",))
    await setup_role(study, f"basics item=make {ROLE}")
    server.problem = "role-too-high"
    await study.passes("to_float")
    await settled(study)
    context, slept = await new_process(study, server)
    for delay in DELAYS:
        assert len(await rows(study)) == 1
        study.now += delay
        RoleChanges(context, sleep=slept.sleep).start_due()
        await asyncio.gather(*context.background)
    assert await rows(study) == []
    assert server.asked == []


async def test_who_hides_from_others_loses_the_role_and_gets_it_back_when_shown_again(
    study: Study, server: Server
) -> None:
    await has_passed(study, "aki")
    await setup_role(study, f"basics item=make {ROLE}")
    await settled(study)
    await study.type("/settings hide")
    await settled(study)
    assert server.held == {"aki": set()}
    await study.type("/settings unhide")
    await settled(study)
    assert server.held == {"aki": {ROLE}}


async def test_who_finishes_a_track_by_reading_its_last_lesson_gets_its_role(
    study: Study, server: Server
) -> None:
    (track,) = study.catalog.tracks
    told = replace(track.lessons[1], slug="told", number=3, exercises=(), questions=(), practice=())
    lessons = (*track.lessons, told)
    await study.tutor.use_catalog(replace(study.catalog, tracks=(replace(track, lessons=lessons),)))
    await setup_role(study, f"basics {ROLE}")
    await has_passed(study, "aki", (*OF_TENSORS, "operations/affine"))
    await study.type("/lesson tensors")
    await settled(study)
    assert server.held == {}
    await study.type("/lesson told")
    await settled(study)
    assert server.held == {"aki": {ROLE}}


async def test_who_passes_by_a_regrade_gets_the_role(study: Study, server: Server) -> None:
    await setup_role(study, f"basics item=make {ROLE}")
    await has_passed(study, "aki", ("tensors/to-float",))
    await study.say("def evens(x):\n    return 0")
    await study.grade(Status.FAILED, problem=a_problem())
    exercise = study.catalog.exercise("tensors/evens")
    assert exercise is not None
    async with study.database.write_session() as session:
        await regrades.insert_batch(session, exercise.id, exercise.version, study.now, most=1)
    before = len(study.queue.sent)
    await study.tutor.scheduler._regrades.enqueue_open()
    (job,) = study.queue.sent[before:]
    await study.passes_job(job)
    await settled(study)
    assert server.held == {"aki": {ROLE}}


async def test_accounts_that_are_linked_have_the_roles_of_what_both_have_passed(
    study: Study, server: Server
) -> None:
    study.connect("discord", roles=server)
    await types(study, AKI, "/start")
    manager = replace(AKI, account="mia", name="Mia", is_admin=True)
    await study.tutor.command(manager, "setup", f"role basics item=compute {ROLE}", "m")
    await passes(study, AKI_T, "affine")
    await settled(study)
    assert server.held == {}
    await linked(study)
    await settled(study)
    assert server.held == {AKI.account: {ROLE}}


async def test_who_leaves_a_place_and_comes_back_gets_the_role_again(
    study: Study, server: Server
) -> None:
    await setup_role(study, f"basics item=make {ROLE}")
    await has_passed(study, "aki", ("tensors/evens",))
    await study.passes("to_float")
    await settled(study)
    study.connect(members=Left())
    await study.type("/leaderboard", "ben")
    study.connect(members=None)
    assert await rows(study) == []
    server.held.clear()  # as the platform does
    await study.passes("affine")
    await settled(study)
    assert server.held == {"aki": {ROLE}}


class Left:
    """Implements `bot.tutor.platform.MemberDirectory` of a place that Aki has left."""

    async def has_left(self, place: str, account: str) -> bool:
        return account == "aki"


async def test_who_has_everything_deleted_loses_the_role(study: Study, server: Server) -> None:
    await has_passed(study, "aki")
    await setup_role(study, f"basics item=make {ROLE}")
    await settled(study)
    await study.press("privacy:delete-now")
    await settled(study)
    assert server.held == {"aki": set()}


async def test_a_role_that_was_earned_twice_is_taken_when_nothing_earns_it_any_more(
    study: Study, server: Server
) -> None:
    await has_passed(study, "aki", (*OF_TENSORS, "operations/affine"))
    await setup_role(study, f"basics item=make {ROLE}")
    await setup_role(study, f"basics {ROLE}")
    await settled(study)
    assert "taking it from the one member" in text(await setup_role(study, "basics none"))
    await settled(study)
    assert server.held == {"aki": {ROLE}}
    await setup_role(study, "basics item=make none")
    await settled(study)
    assert server.held == {"aki": set()}
    assert server.asked == ["+aki", "+aki", "-aki"]


async def test_a_member_who_has_left_the_server_stops_nobody_else(
    study: Study, server: Server
) -> None:
    await has_passed(study, "aki")
    await has_passed(study, "ben")
    server.gone.add("aki")
    await setup_role(study, f"basics item=make {ROLE}")
    await settled(study)
    assert server.held == {"ben": {ROLE}}
    assert [each.account for each in await rows(study)] == ["ben"]


async def test_a_chat_without_roles_says_that_they_are_of_discord(study: Study) -> None:
    for argument in ("basics", f"basics item=make {ROLE}"):
        assert "only servers on Discord have them" in text(await setup_role(study, argument))
