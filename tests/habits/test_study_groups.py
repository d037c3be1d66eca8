"""Study groups: their life, who may do what, and what a teacher sees."""

from __future__ import annotations

import base64
import csv
import io
import re

import pytest
from counting import counted_statements
from PIL import Image
from studying import Study, a_problem, actions, blocks, buttons, person, text

from bot.platforms.local.drawing import draw_reply
from bot.tutor.people import Person
from bot.tutor.replies import Code, File, Picture, Reply, Table
from grader.protocol import Status


async def founded(study: Study, name: str = "Night owls") -> tuple[int, str]:
    """A group that Aki teaches: its id and its code."""
    reply = await study.type(f"/group create {name}")
    code = blocks(reply, Code)[0].text
    board = next(each for each in actions(reply) if each.startswith("board:"))
    return int(board.split(":")[1]), code


async def fails(study: Study, who: str, function: str, mistake: str | None = None) -> None:
    await study.say(f"def {function}(x):\n    return 0", who)
    await study.grade(Status.FAILED, problem=a_problem(mistake=mistake))


def manager() -> Person:
    return Person("local", "boss", "Boss", "en", "home", manages=True)


def exported(reply: Reply) -> list[list[str]]:
    (file,) = blocks(reply, File)
    return list(csv.reader(io.StringIO(base64.b64decode(file.base64).decode("utf-8-sig"))))


async def test_a_group_is_created_with_a_code_that_lets_others_in(study: Study) -> None:
    group, code = await founded(study)
    assert re.fullmatch(r"[A-Z2-9]{8}", code)
    joined = await study.type(f"/group join {code.lower()}", who="ben")
    assert "You are in **Night owls**" in text(joined)
    assert "2 members" in text(await study.press(f"group:{group}:show", who="ben"))
    assert "2 members" in text(await study.type("/group night owls", who="ben"))


async def test_an_invitation_is_a_button_that_everyone_in_the_chat_can_press(study: Study) -> None:
    group, code = await founded(study)
    invitation = await study.press(f"group:{group}:invite")
    assert not invitation.private
    assert actions(invitation) == [f"join:{code}"]
    await study.press(f"join:{code}", who="ben")
    await study.press(f"join:{code}", who="ben")
    assert "2 members" in text(await study.press(f"group:{group}:show"))


async def test_a_wrong_code_or_name_says_what_to_do(study: Study) -> None:
    assert "No group has the code `NONSENSE`" in text(await study.type("/group join NONSENSE"))
    assert "You are in no group `Chess`" in text(await study.type("/group Chess"))
    assert "1 to 50" in text(await study.type("/group create"))
    assert "1 to 50" in text(await study.press("group-create", "x" * 51))


async def test_a_group_has_its_own_board_of_its_own_members(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
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
        await study.press(f"join:{each}", who="ben")
    assert "Leave **Night owls**?" in text(await study.press(f"group:{first}:leave", who="ben"))
    left = await study.press(f"group:{first}:leave-now", who="ben")
    assert f"group:{second}:show" in actions(left)
    assert f"group:{first}:show" not in actions(left)


async def test_a_group_can_be_renamed_handed_over_and_archived_by_its_teacher(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
    assert "Early birds" in text(await study.press(f"group:{group}:rename", " Early  birds "))
    hand = await study.press(f"group:{group}:hand")
    (ben,) = buttons(hand)
    assert ben.label == "Ben"
    await study.press(ben.action)
    assert "Only the group's teacher" in text(await study.press(f"group:{group}:archive"))
    assert "Archive **Early birds**?" in text(
        await study.press(f"group:{group}:archive", who="ben")
    )
    await study.press(f"group:{group}:archive-now", who="ben")
    assert "not there any more" in text(await study.press(f"group:{group}:show"))
    assert "No group has the code" in text(await study.press(f"join:{code}", who="cai"))


async def test_the_only_teacher_hands_over_before_leaving(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
    reply = await study.press(f"group:{group}:leave-now")
    assert "Hand it over" in text(reply)
    assert actions(reply) == [f"group:{group}:hand"]
    ben = buttons(await study.press(f"group:{group}:hand"))[0].action
    await study.press(ben)
    assert "You have left" in text(await study.press(f"group:{group}:leave-now"))


async def test_whoever_leaves_last_closes_the_group(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"group:{group}:leave-now")
    assert "No group has the code" in text(await study.press(f"join:{code}", who="ben"))


@pytest.mark.parametrize(
    "verb", ["overview", "csv", "invite", "rename", "hand", "archive-now", "zone"]
)
async def test_members_cannot_do_what_is_the_teachers(study: Study, verb: str) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
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
        assert "no longer works" in text(reply)
    elsewhere = Person("local", "boss", "Boss", "en", "elsewhere", manages=True)
    reply = await study.tutor.act(elsewhere, "group:1:overview", "", "m")
    assert "Only the group's teacher" in text(reply)


async def test_the_overview_shows_each_learners_checklist_in_picture_and_table(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
    await study.passes("affine", "ben")
    await study.press("tick:basics:make:on", who="aki")
    await study.passes("evens", "aki")
    reply = await study.press(f"group:{group}:overview")
    assert reply.private
    (table,) = blocks(reply, Table)
    assert table.rows == (
        ("Aki", "☑ 20%", "0%", "0%", "–"),
        ("Ben", "0%", "✓", "0%", "–"),
    )
    (shown,) = blocks(reply, Picture)
    assert Image.open(io.BytesIO(base64.b64decode(shown.png_base64))).width == 1240
    assert "1. I can make tensors" in text(reply)


async def test_three_failures_without_a_pass_are_being_stuck(study: Study) -> None:
    group, _ = await founded(study)
    for _ in range(2):
        await fails(study, "aki", "evens")
    assert "Nobody is stuck" in text(await study.press(f"group:{group}:overview"))
    await fails(study, "aki", "evens")
    reply = await study.press(f"group:{group}:overview")
    assert "stuck at `evens` (1)" in text(reply)
    assert blocks(reply, Table)[0].rows[0][-1] == "evens"
    await study.passes("evens")
    assert "Nobody is stuck" in text(await study.press(f"group:{group}:overview"))


async def test_the_weeks_hardest_exercise_and_commonest_mistake_are_by_learners(
    study: Study,
) -> None:
    group, code = await founded(study)
    for who in ("ben", "cai"):
        await study.press(f"join:{code}", who=who)
        await fails(study, who, "to_float", "off-by-one")
    for _ in range(5):
        await fails(study, "aki", "evens")
    shown = text(await study.press(f"group:{group}:overview"))
    assert "most learners failed at `to_float`: 2" in shown
    assert "by 2 learners at `to_float`" in shown
    assert "The end was counted too" in shown
    study.now = study.now.replace(day=8)
    assert "most learners failed" not in text(await study.press(f"group:{group}:overview"))


async def test_a_hidden_learner_is_in_no_overview_no_export_and_no_choice(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
    for _ in range(3):
        await fails(study, "ben", "evens")
    await study.press("settings:hide", who="ben")
    reply = await study.press(f"group:{group}:overview")
    assert "Ben" not in str(blocks(reply, Table))
    assert "1 learner has chosen to be hidden" in text(reply)
    assert "Nobody is stuck" in text(reply)
    assert "failed at" not in text(reply)
    assert "Ben" not in str(exported(await study.press(f"group:{group}:csv")))
    assert "Nobody else" in text(await study.press(f"group:{group}:hand"))


async def test_the_overview_goes_by_pages_of_fifteen(study: Study) -> None:
    group, code = await founded(study)
    for number in range(16):
        await study.press(f"join:{code}", who=f"learner{number:02}")
    first = await study.press(f"group:{group}:overview")
    assert len(blocks(first, Table)[0].rows) == 15
    assert f"group:{group}:overview:2" in actions(first)
    second = await study.press(f"group:{group}:overview:2")
    assert len(blocks(second, Table)[0].rows) == 2


async def test_an_overview_and_an_export_ask_as_much_for_many_learners_as_for_one(
    study: Study,
) -> None:
    group, code = await founded(study)

    async def asked() -> list[int]:
        counts = []
        for verb in ("overview", "csv"):
            with counted_statements(study.database) as statements:
                await study.press(f"group:{group}:{verb}")
            counts.append(len(statements))
        return counts

    for_one = await asked()
    for number in range(12):
        await study.press(f"join:{code}", who=f"learner{number:02}")
        await fails(study, f"learner{number:02}", "evens")
    assert await asked() == for_one


async def test_the_export_has_every_exercise_and_no_formulas_in_names(study: Study) -> None:
    group, code = await founded(study)
    evil = Person("local", "evil", "=HYPERLINK(1)", "en", "home")
    await study.tutor.act(evil, f"join:{code}", "", "m")
    await study.passes("evens", "aki")
    for _ in range(3):
        await fails(study, "aki", "affine")
    head, *rows = exported(await study.press(f"group:{group}:csv"))
    assert head[:3] == ["Name", "Points", "Last active"]
    by_name = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert by_name["Aki"]["evens"] == "passed"
    assert by_name["Aki"]["affine"] == "stuck"
    assert by_name["Aki"]["Points"] == "10"
    assert "'=HYPERLINK(1)" in by_name


async def test_a_file_is_a_download_in_the_local_chat(study: Study) -> None:
    group, _ = await founded(study)
    reply = await study.press(f"group:{group}:csv")
    html = draw_reply(reply, study.words.voice("en"))
    assert f"download='group-{group}.csv'" in html
    assert "href='data:text/csv;base64," in html


async def test_a_groups_zone_is_its_teachers_to_set(study: Study) -> None:
    group, _ = await founded(study)
    assert "begin in **Asia/Tokyo**" in text(await study.press(f"group:{group}:zone", "tokyo"))
    assert "no time zone `Moon`" in text(await study.press(f"group:{group}:zone", "Moon"))


async def test_a_group_of_another_place_is_not_this_places_board(study: Study) -> None:
    _, code = await founded(study)
    far = person("zoe", place="elsewhere")
    await study.tutor.act(far, f"join:{code}", "", "m")
    assert "Nobody has points" in text(await study.tutor.command(far, "leaderboard", "", "m"))


async def test_a_study_group_mates_checklist_can_be_seen_and_not_ticked(study: Study) -> None:
    await study.type("/start", who="ben")
    await study.passes("evens", who="ben")
    shown = await study.type("/progress Ben")
    assert "Ben: progress" in text(shown)
    (table,) = blocks(shown, Table)
    assert table == blocks(await study.type("/progress", who="ben"), Table)[0]
    assert not any(each.startswith("tick:") for each in actions(shown))
    assert shown.private


async def test_hidden_learners_and_strangers_are_not_told_apart_from_nobody(study: Study) -> None:
    await study.type("/settings hide", who="ben")
    await study.tutor.command(person("cho", place="elsewhere"), "start", "", "m")
    answers = [text(await study.type(f"/progress {name}")) for name in ("Ben", "Cho", "Nil")]
    for name, said in zip(("Ben", "Cho", "Nil"), answers, strict=True):
        assert said == answers[-1].replace("Nil", name)
        assert "I can show you nobody called" in said
    assert "your checklist" in text(await study.type("/progress Ben", who="ben"))


async def test_a_manager_sees_members_of_the_places_groups(study: Study) -> None:
    _, code = await founded(study)
    away = person("dan", place="elsewhere")
    await study.tutor.command(away, "group", f"join {code}", "m")
    assert "nobody called" in text(await study.type("/progress Dan", who="ben"))
    seen = await study.tutor.command(manager(), "progress", "Dan", "m2")
    assert "Dan: progress" in text(seen)


async def test_members_names_are_completed_and_one_of_several_is_found_by_account(
    study: Study,
) -> None:
    await study.type("/start")
    for account in ("ben1", "ben2"):
        await study.tutor.command(Person("local", account, "Ben", "en", "home"), "start", "", "m")
    await study.type("/settings hide", who="bo")
    assert await study.tutor.complete(person(), "progress", "b") == ("Ben",)
    assert "More than one person" in text(await study.type("/progress ben"))
    assert "Ben: progress" in text(await study.type("/progress @ben2"))
