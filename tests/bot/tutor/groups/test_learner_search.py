"""`/group learner NAME` opens one learner for those who teach them, and helps where it cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.tutor.replies.model import Reply
from bot.tutor.text.commands import Option
from tests.support.study import Study, actions, buttons, person, text
from tests.support.study_groups import founded, manager

PUPIL = Option("mate", source="pupil")


async def taught(study: Study, name: str = "Night owls", *learners: str) -> int:
    """Create a group that Aki teaches, with these learners, and return its id."""
    group, code = await founded(study, name, on_board=False)
    for who in learners:
        await study.press(f"join-now:{code}", who=who)
    return group


async def renamed(study: Study, who: str, name: str) -> None:
    """Let a learner be known by another name."""
    user = person(who)
    await study.tutor.command(
        type(user)(user.platform, who, name, "en", user.place), "start", "", study.next_place()
    )


def offered(reply: Reply) -> dict[str, str]:
    """Return the buttons that open learners: their labels by actions."""
    return {each.action: each.label for each in buttons(reply) if ":learner:" in each.action}


async def completed(study: Study, prefix: str, who: str = "aki") -> list[str]:
    found = await study.tutor.completion.option(person(who), PUPIL, prefix)
    return [each.value for each in found]


@pytest.mark.parametrize("written", ["Ben", "ben", "@ben", "Night owls Ben", '"Night owls" @ben'])
async def test_a_learner_is_opened_by_name_or_mention(study: Study, written: str) -> None:
    await taught(study, "Night owls", "ben", "cleo")
    reply = await study.type(f"/group learner {written}")
    assert "Ben in Night owls" in text(reply)
    assert reply.private


async def test_a_group_with_the_beginning_of_a_name_does_not_hide_its_learner(
    study: Study,
) -> None:
    await taught(study, "Ben", "cleo")
    await taught(study, "Owls", "dan")
    await renamed(study, "dan", "Ben Smith")
    assert "Ben Smith in Owls" in text(await study.type("/group learner Ben Smith"))
    assert "Cleo in Ben" in text(await study.type("/group learner Ben Cleo"))


async def test_learners_of_one_name_are_offered_with_their_groups_and_days(study: Study) -> None:
    first = await taught(study, "Night owls", "ben", "bea")
    second = await taught(study, "Early birds", "ben")
    study.now += timedelta(days=2)
    await renamed(study, "bea", "Ben")
    reply = await study.type("/group learner Ben")
    assert "Several learners fit `Ben`" in text(reply)
    assert sorted(offered(reply).values()) == [
        "Ben · Early birds",
        "Ben · Night owls · since 2026-04-01, last here 2026-04-01",
        "Ben · Night owls · since 2026-04-01, last here 2026-04-03",
    ]
    opened = [text(await study.press(each)) for each in offered(reply)]
    assert sorted(each.count("in Night owls") for each in opened) == [0, 1, 1]
    assert [each.style for each in buttons(reply)] == ["primary", "plain", "plain"]
    assert {each.split(":")[1] for each in offered(reply)} == {str(first), str(second)}
    assert "Ben in Early birds" in text(await study.type("/group learner Early birds Ben"))


async def test_an_unknown_name_leads_to_those_that_begin_like_it_or_to_the_overview(
    study: Study,
) -> None:
    group = await taught(study, "Night owls", "benedikt", "cleo")
    near = await study.type("/group learner Ben")
    assert "Do you mean one of these?" in text(near)
    assert list(offered(near).values()) == ["Benedikt · Night owls"]
    assert "Benedikt in Night owls" in text(await study.press(*offered(near)))
    for written, said in (
        ("Zoe", "is called `Zoe`"),
        ("", "Write a learner's name"),
        ("@123456789012345678", "This person is none of the learners"),
    ):
        reply = await study.type(f"/group learner {written}")
        assert said in text(reply)
        assert actions(reply) == [f"group:{group}:overview"]


async def test_only_those_who_teach_open_learners_and_only_their_own(study: Study) -> None:
    await taught(study, "Night owls", "ben", "cleo")
    refused = await study.type("/group learner Cleo", "ben")
    assert "you teach none" in text(refused)
    assert not offered(refused)
    await study.type("/group create Early birds", "ben")
    unknown = await study.type("/group learner Cleo", "ben")
    assert "is called `Cleo`" in text(unknown)
    assert "Night owls" not in text(unknown)
    assert await completed(study, "Cl", "ben") == []


async def test_a_hidden_learner_is_found_only_with_their_consent(study: Study) -> None:
    await taught(study, "Night owls", "ben")
    await study.press("settings:hide", who="ben")
    assert "Ben in Night owls" in text(await study.type("/group learner Ben"))
    assert await completed(study, "be") == ["Ben"]


async def test_names_are_completed_from_the_groups_that_someone_teaches(study: Study) -> None:
    await taught(study, "Night owls", "ben", "benedikt", "cleo")
    assert await completed(study, "be") == ["Ben", "Benedikt"]
    assert await completed(study, "@C") == ["Cleo"]
    found = await study.tutor.completion.argument(person(), "group", "learner be")
    assert found == ("learner Ben", "learner Benedikt")


async def test_a_manager_opens_the_learners_of_everyones_group(study: Study) -> None:
    await study.type("/start", "ben")
    reply: Reply = await study.tutor.command(manager(), "group", "learner Ben", study.next_place())
    assert "Ben in" in text(reply)
