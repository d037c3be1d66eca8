"""Roles of a place for learners who had earned them before they came to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.tutor.learning.role_changes import RoleChanges
from bot.tutor.replies.actions import JoinGroupNow, OpenLessonPage, encode
from bot.tutor.replies.model import Code, Reply
from bot.tutor.service import Tutor
from tests.support.role_study import (
    OTHER,
    ROLE,
    Server,
    has_passed,
    new_process,
    settled,
    setup_role,
)
from tests.support.study import Study, blocks, person

AKI_ELSEWHERE = person("aki", place="other")

Arrives = Callable[[Tutor], Awaitable[Reply]]


@pytest.fixture
def server(study: Study) -> Server:
    server = Server()
    study.connect(roles=server)
    return server


async def arrives(study: Study) -> Reply:
    return await study.tutor.command(AKI_ELSEWHERE, "progress", "", study.next_place())


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(lambda tutor: tutor.command(AKI_ELSEWHERE, "help", "", "m"), id="a command"),
        pytest.param(lambda tutor: tutor.message(AKI_ELSEWHERE, "hello", "m"), id="a message"),
        pytest.param(
            lambda tutor: tutor.act(AKI_ELSEWHERE, encode(OpenLessonPage("tensors", 1)), "", "m"),
            id="a button",
        ),
    ],
)
async def test_who_comes_to_another_server_gets_its_roles_with_the_first_thing_they_do_there(
    study: Study, server: Server, first: Arrives
) -> None:
    await setup_role(study, f"basics item=make {ROLE}", "other")
    await setup_role(study, f"basics {OTHER}", "other")  # which Aki has not earned
    await has_passed(study, "aki")
    await settled(study)
    assert server.held == {}
    await first(study.tutor)
    await settled(study)
    assert server.held == {"aki": {ROLE}}
    await arrives(study)
    await settled(study)
    assert server.asked == ["+aki"]


async def test_the_role_is_given_after_a_restart_when_the_process_ended_before_it_was(
    study: Study, server: Server
) -> None:
    await setup_role(study, f"basics item=make {ROLE}", "other")
    await has_passed(study, "aki")
    server.breaks_at = 1
    await arrives(study)
    await settled(study)
    assert server.held == {}
    study.now += timedelta(hours=1)  # the claim of the process that ended has expired
    context, slept = await new_process(study, server)
    RoleChanges(context, sleep=slept.sleep).start_due()
    await asyncio.gather(*context.background)
    assert server.held == {"aki": {ROLE}}


async def test_who_joins_a_group_of_another_server_by_its_code_gets_the_servers_roles(
    study: Study, server: Server
) -> None:
    await setup_role(study, f"basics item=make {ROLE}", "other")
    teacher = person("ben", place="other")
    created = await study.tutor.command(teacher, "group", "create Owls", study.next_place())
    (code,) = blocks(created, Code)
    await has_passed(study, "aki")
    await study.press(encode(JoinGroupNow(code.text)))
    await settled(study)
    assert server.held == {"aki": {ROLE}}


async def test_who_hides_from_others_gets_the_role_of_another_server_when_shown_again(
    study: Study, server: Server
) -> None:
    await setup_role(study, f"basics item=make {ROLE}", "other")
    await has_passed(study, "aki")
    await study.type("/settings hide")
    await arrives(study)
    await settled(study)
    assert server.held == {}
    await study.type("/settings unhide")
    await settled(study)
    assert server.held == {"aki": {ROLE}}


async def test_a_newcomer_and_a_learner_who_has_earned_nothing_get_no_role(
    study: Study, server: Server
) -> None:
    await setup_role(study, f"basics item=make {ROLE}", "other")
    await study.type("/start")
    await arrives(study)
    await study.tutor.command(person("dai", place="other"), "start", "", study.next_place())
    await settled(study)
    assert server.asked == []
