"""A request to link accounts waits until the owner of the code confirms it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.models import LinkRequestRow
from bot.tutor.replies.model import Code, escaped
from tests.support.announcement_channels import Channels
from tests.support.study import Study, blocks, text
from tests.support.two_chats import (
    AKI,
    AKI_T,
    CAI,
    code_for,
    confirms,
    count_learners,
    ledger,
    link_answer,
    passes,
    presses,
    requests_link,
    types,
)

HOSTILE = ["[click](http://evil.example)", "<@1>", "@everyone", "# big", "`a` **b**"]


@pytest.mark.parametrize(
    "typed", ["link-now-", "link-now", "link-ever-AAAAAAAAAA", "link-yes-2", "link-yes-x"]
)
async def test_a_button_that_nobody_wrote_links_nothing(study: Study, typed: str) -> None:
    await code_for(study, AKI)
    await presses(study, AKI_T, f"settings:{typed}")
    assert await count_learners(study) == 2


async def test_a_code_that_another_has_read_links_nothing_until_its_owner_confirms(
    study: Study,
) -> None:
    await passes(study, AKI, "evens")
    await requests_link(study, AKI, CAI)
    assert await count_learners(study) == 2
    assert await ledger(study, CAI) == []
    question = await types(study, AKI, "/settings link")
    assert "**Cai** (Slack) wants" in text(question)
    said = await presses(study, AKI, link_answer(question, "no"))
    assert "Nothing was linked" in text(said)
    over = await presses(study, AKI, link_answer(question, "yes"))
    assert "question is over" in text(over)
    assert await count_learners(study) == 2
    assert blocks(await types(study, AKI, "/settings link"), Code)


async def test_nobody_confirms_for_another(study: Study) -> None:
    await requests_link(study)
    action = link_answer(await types(study, AKI, "/settings link"), "yes")
    await types(study, CAI, "/start")
    for who in (CAI, AKI_T):
        for answer in (action, action.replace("yes", "no")):
            assert "question is over" in text(await presses(study, who, answer))
    assert await count_learners(study) == 3
    assert "one learner now" in text(await presses(study, AKI, action))
    assert await count_learners(study) == 2


async def test_the_owner_of_a_code_is_asked_where_they_wrote_from_and_the_other_told_the_answer(
    study: Study,
) -> None:
    chats = {"discord": Channels(), "slack": Channels()}
    for platform, channels in chats.items():
        study.connect(platform, announcer=channels)
    await requests_link(study)
    ((account, question),) = chats["discord"].told
    assert account == AKI.account
    assert "**aki\\.t** (Slack) wants" in text(question)
    await presses(study, AKI, link_answer(question, "no"))
    await requests_link(study)
    await presses(study, AKI, link_answer(chats["discord"].told[-1][1], "yes"))
    assert [account for account, _ in chats["slack"].told] == [AKI_T.account] * 2
    refused, done = (text(reply) for _, reply in chats["slack"].told)
    assert "said no" in refused
    assert "one learner now" in done
    assert await count_learners(study) == 1


async def test_where_the_owner_of_a_code_cannot_be_told_they_confirm_by_the_command(
    study: Study,
) -> None:
    discord = Channels()
    discord.is_down = True
    study.connect("discord", announcer=discord)
    asked = text(await requests_link(study))
    assert "confirm it with **Aki** (Discord) as well" in asked
    assert "/settings link" in asked
    study.started()  # the request outlives the process
    assert "one learner now" in text(await confirms(study, AKI))


async def test_a_request_that_is_not_confirmed_in_time_ends(study: Study) -> None:
    await requests_link(study)
    action = link_answer(await types(study, AKI, "/settings link"), "yes")
    study.now += timedelta(minutes=10)
    assert "question is over" in text(await presses(study, AKI, action))
    assert blocks(await types(study, AKI, "/settings link"), Code)
    assert await count_learners(study) == 2


async def test_a_request_goes_with_either_of_its_learners(study: Study) -> None:
    await requests_link(study)
    await presses(study, AKI_T, "privacy:delete-now")
    assert blocks(await types(study, AKI, "/settings link"), Code)
    await requests_link(study)
    await presses(study, AKI, "privacy:delete-now")
    async with study.database.read_session() as session:
        assert (await session.scalars(select(LinkRequestRow))).all() == []


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_in_a_request_is_shown_as_it_is(study: Study, name: str) -> None:
    await requests_link(study, AKI, replace(AKI_T, name=name))
    question = text(await types(study, AKI, "/settings link"))
    assert escaped(name) in question
