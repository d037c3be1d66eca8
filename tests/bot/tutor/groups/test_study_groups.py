"""Study groups: how they are created, changed and left, and permissions."""

from __future__ import annotations

import re

import pytest

from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Picture, Table
from tests.support.study import Study, actions, blocks, buttons, person, text
from tests.support.study_groups import founded, manager


async def test_a_group_is_created_with_a_code_that_lets_others_in(study: Study) -> None:
    group, code = await founded(study)
    assert re.fullmatch(r"[A-Z2-9]{8}", code)
    asked = await study.type(f"/group join {code.lower()}", who="ben")
    assert actions(asked)[0] == f"join-now:{code}"
    joined = await study.press(f"join-now:{code}", who="ben")
    assert "Welcome to **Night owls**" in text(joined)
    assert "2 members" in text(await study.press(f"group:{group}:show", who="ben"))
    assert "2 members" in text(await study.type("/group night owls", who="ben"))


async def test_an_invitation_is_a_button_that_everyone_in_the_chat_can_press(study: Study) -> None:
    group, code = await founded(study)
    invitation = await study.press(f"group:{group}:invite")
    assert not invitation.private
    assert actions(invitation) == [f"join:{code}"]
    await study.press(f"join-now:{code}", who="ben")
    await study.press(f"join-now:{code}", who="ben")
    assert "2 members" in text(await study.press(f"group:{group}:show"))


async def test_a_wrong_code_or_name_says_what_to_do(study: Study) -> None:
    assert "No group has the code `NONSENSE`" in text(await study.type("/group join NONSENSE"))
    assert "You are in no group `Chess`" in text(await study.type("/group Chess"))
    for typed in ('rename "Chess" Go', 'zone "Chess" Asia/Tokyo', 'leave "Chess"'):  # as Discord
        assert "You are in no group `Chess`" in text(await study.type(f"/group {typed}"))
    assert "1 to 50" in text(await study.type("/group create"))
    assert "1 to 50" in text(await study.press("group-create", "x" * 51))


async def test_a_group_has_its_own_board_of_its_own_members(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    for who in ("aki", "ben", "cai"):
        await study.passes("evens", who)
    (table,) = blocks(await study.press(f"board:{group}:all", who="ben"), Table)
    assert [row[1] for row in table.rows] == ["Aki", "Ben"]
    (everyone,) = blocks(await study.type("/leaderboard", who="ben"), Table)
    assert [row[1] for row in everyone.rows] == ["Aki", "Ben", "Cai"]
    (named,) = blocks(await study.type("/leaderboard Night owls week", who="ben"), Table)
    assert [row[1] for row in named.rows] == ["Aki", "Ben"]


async def test_a_learner_may_be_in_several_groups_and_leaves_one_alone(study: Study) -> None:
    first, code = await founded(study)
    second, other = await founded(study, "Early birds")
    for each in (code, other):
        await study.press(f"join-now:{each}", who="ben")
    assert "Leave **Night owls**?" in text(await study.press(f"group:{first}:leave", who="ben"))
    left = await study.press(f"group:{first}:leave-now", who="ben")
    assert f"group:{second}:show" in actions(left)
    assert f"group:{first}:show" not in actions(left)


async def test_a_group_can_be_renamed_handed_over_and_archived_by_its_teacher(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    assert "Early birds" in text(await study.press(f"group:{group}:rename", " Early  birds "))
    hand = await study.press(f"group:{group}:hand")
    (ben,) = [each for each in buttons(hand) if each.label == "Ben"]
    await study.press(ben.action)
    assert "Only the group's teacher" in text(await study.press(f"group:{group}:archive"))
    assert "Archive **Early birds**?" in text(
        await study.press(f"group:{group}:archive", who="ben")
    )
    await study.press(f"group:{group}:archive-now", who="ben")
    assert "not there any more" in text(await study.press(f"group:{group}:show"))
    assert "No group has the code" in text(await study.press(f"join-now:{code}", who="cai"))


async def test_the_only_teacher_hands_over_before_leaving(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    reply = await study.press(f"group:{group}:leave-now")
    assert "Hand it over" in text(reply)
    assert f"group:{group}:hand" in actions(reply)
    offered = buttons(await study.press(f"group:{group}:hand"))
    (ben,) = [each for each in offered if each.label == "Ben"]
    await study.press(ben.action)
    assert "You have left" in text(await study.press(f"group:{group}:leave-now"))


async def test_a_group_can_be_handed_to_anyone_in_it_however_many_are_hidden(
    study: Study,
) -> None:
    group, code = await founded(study)
    names = [f"learner{number:02}" for number in range(50)]
    for name in names:
        await study.press(f"join-now:{code}", who=name)
    for name in names[:25]:
        await study.press("settings:hide", who=name)
    offered = []
    page = await study.press(f"group:{group}:hand")
    while True:
        offered += [
            each.label
            for each in buttons(page)
            if each.action.startswith("group:") and ":page:" not in each.action
        ]
        onwards = [each for each in buttons(page) if each.label == "Next page →"]
        if not onwards:
            break
        page = await study.press(onwards[0].action)
    assert offered == [name.capitalize() for name in names[25:]]
    (last,) = [each for each in buttons(page) if each.label == "Learner49"]
    assert "has its new teacher" in text(await study.press(last.action))
    assert "Archive" in text(await study.press(f"group:{group}:archive", who="learner49"))


async def test_whoever_leaves_last_closes_the_group(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"group:{group}:leave-now")
    assert "No group has the code" in text(await study.press(f"join-now:{code}", who="ben"))


@pytest.mark.parametrize(
    "verb", ["overview", "csv", "invite", "rename", "hand", "archive-now", "zone"]
)
async def test_members_cannot_do_what_is_the_teachers(study: Study, verb: str) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    reply = await study.press(f"group:{group}:{verb}", "x", who="ben")
    assert "Only the group's teacher" in text(reply)
    assert not blocks(reply, Picture)


async def test_strangers_see_nothing_of_a_group_not_even_its_name(study: Study) -> None:
    group, _ = await founded(study)
    for verb in ("show", "overview", "csv"):
        reply = await study.press(f"group:{group}:{verb}", who="zoe")
        assert "Night owls" not in text(reply)


async def test_the_places_own_group_is_its_managers_and_cannot_be_left_or_closed(
    study: Study,
) -> None:
    await study.type("/start")
    seen = await study.tutor.act(manager(), "group:1:overview", "", "m")
    assert len(blocks(seen, Picture)) == 1
    for verb in ("leave-now", "archive-now", "rename"):
        reply = await study.tutor.act(manager(), f"group:1:{verb}", "x", "m")
        assert "cannot be left, renamed" in text(reply)
    elsewhere = ChatUser("local", "boss", "Boss", "en", "elsewhere", is_admin=True)
    reply = await study.tutor.act(elsewhere, "group:1:overview", "", "m")
    assert "Only the group's teacher" in text(reply)


async def test_a_groups_zone_is_its_teachers_to_set(study: Study) -> None:
    group, _ = await founded(study)
    assert "follow **Asia/Tokyo**" in text(await study.press(f"group:{group}:zone", "tokyo"))
    assert "no time zone `Moon`" in text(await study.press(f"group:{group}:zone", "Moon"))


async def test_a_group_of_another_place_is_not_this_places_board(study: Study) -> None:
    _, code = await founded(study)
    far = person("zoe", place="elsewhere")
    await study.tutor.act(far, f"join-now:{code}", "", "m")
    assert "Nobody has points" in text(await study.tutor.command(far, "leaderboard", "", "m"))


async def test_the_next_step_of_a_teacher_is_to_invite_and_then_to_look(study: Study) -> None:
    group, code = await founded(study)

    async def emphasised(who: str) -> list[str]:
        shown = await study.press(f"group:{group}:show", who=who)
        return [each.label for each in buttons(shown) if each.style == "primary"]

    assert await emphasised("aki") == ["Invite"]
    await study.press(f"join-now:{code}", who="ben")
    assert await emphasised("aki") == ["Overview"]
    assert await emphasised("ben") == ["Leaderboard"]
