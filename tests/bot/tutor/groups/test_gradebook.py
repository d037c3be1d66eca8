"""The gradebook: who is in it, and with what; and who agreed to that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.groups import gradebook
from bot.tutor.groups.spreadsheet import file_name
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import File, Menu, Table
from lessons.curriculum import Language
from tests.support.course_study import does, started
from tests.support.study import Study, actions, blocks, text
from tests.support.study_groups import exported, fails, founded, manager


async def grades(study: Study, group: int, locale: str = "en") -> dict[str, dict[str, str]]:
    """Return the gradebook's rows by name, each by the heads of the columns."""
    head, *rows = exported(await study.press(f"group:{group}:csv", locale=locale))
    assert len(set(head)) == len(head)
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_joining_says_what_teachers_see_and_asks_first(
    study: Study, locale: Language
) -> None:
    group, code = await founded(study)
    asked = await study.press(f"join:{code}", who="ben", locale=locale)
    consent = study.words.translate(locale, "group-consent", group="Night owls")
    assert consent in text(asked)
    assert actions(asked)[0] == f"join-now:{code}"
    assert "Ben" not in await grades(study, group)
    await study.press(f"join-now:{code}", who="ben", locale=locale)
    assert "Ben" in await grades(study, group)
    again = await study.press(f"join:{code}", who="ben", locale=locale)
    assert consent not in text(again)


@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_the_privacy_page_says_what_teachers_see(study: Study, locale: Language) -> None:
    shown = text(await study.type("/privacy", locale=locale))
    assert study.words.translate(locale, "privacy-teachers") in shown


async def test_dates_tries_quizzes_and_checklist_are_what_was_done(study: Study) -> None:
    group, code = await founded(study, on_board=False)
    await study.press(f"join-now:{code}", who="ben")
    await fails(study, "ben", "evens")
    await fails(study, "ben", "evens")
    study.now += timedelta(days=2)
    await study.passes("evens", "ben")
    study.now += timedelta(days=1)
    await study.passes("evens", "ben")
    await study.press("answer:tensors/2:true", who="ben")
    await study.press("answer:tensors/1:a", who="ben")
    await study.press("answer:tensors/1:b", who="ben")
    ben = (await grades(study, group))["Ben"]
    assert ben["Status"] == "member"
    assert ben["Accounts"] == "local:ben"
    assert ben["Joined on"] == "2026-04-01"
    assert ben["Left on"] == ""
    assert ben["Last here on"] == "2026-04-04"
    assert ben["Last passed something on"] == "2026-04-04"
    assert ben["evens: passed on"] == "2026-04-03"
    assert ben["evens: tries"] == "4"
    assert (ben["to_float: passed on"], ben["to_float: tries"]) == ("", "")
    assert ben["Quiz “Tensors”: answered (%)"] == "67"
    assert ben["Quiz “Tensors”: right at the first try (%)"] == "33"
    await study.press(f"join-now:{code}", who="cai")
    assert (await grades(study, group))["Cai"]["Quiz “Tensors”: answered (%)"] == ""
    assert int(ben["Points"]) > 10
    checklist = [value for value in ben.values() if value.endswith("%")]
    assert checklist


@pytest.mark.parametrize("learners", [1, 2, 3])
async def test_a_gradebook_is_the_same_however_many_learners_are_read_at_a_time(
    study: Study, monkeypatch: pytest.MonkeyPatch, learners: int
) -> None:
    group, code = await founded(study, on_board=False)
    for who in ("ben", "cleo", "dan", "eve"):
        await study.press(f"join-now:{code}", who=who)
        await study.passes("evens", who)
        await study.press("answer:tensors/2:true", who=who)
    for who in ("dan", "eve"):
        await study.press(f"group:{group}:leave-now", who=who)
    whole = exported(await study.press(f"group:{group}:csv"))
    assert [(row[0], row[1]) for row in whole[1:]] == [
        ("Ben", "member"),
        ("Cleo", "member"),
        ("Dan", "has left"),
        ("Eve", "has left"),
    ]
    monkeypatch.setattr(gradebook, "A_SLICE", learners)
    assert exported(await study.press(f"group:{group}:csv")) == whole


async def test_days_are_those_of_the_groups_zone(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    study.now = study.now.replace(hour=16)
    await study.passes("evens", "ben")
    assert (await grades(study, group))["Ben"]["evens: passed on"] == "2026-04-01"
    await study.press(f"group:{group}:zone", "Asia/Tokyo")
    assert (await grades(study, group))["Ben"]["evens: passed on"] == "2026-04-02"


async def test_a_hidden_learner_who_agreed_is_seen_by_the_teacher_and_on_no_board(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    for _ in range(3):
        await fails(study, "ben", "evens")
    await study.passes("affine", "ben")
    await study.press("settings:hide", who="ben")
    assert (await grades(study, group))["Ben"]["Hidden from leaderboards"] == "yes"
    overview = await study.press(f"group:{group}:overview")
    assert "Ben (hidden)" in str(blocks(overview, Table))
    assert "Ben" in [each.label for each in blocks(overview, Menu)[0].choices]
    assert "Ben" not in str(blocks(await study.press(f"board:{group}:all"), Table))
    assert "Ben" not in text(await study.type("/leaderboard affine"))
    assert "Nobody else" in text(await study.press(f"group:{group}:hand"))


async def test_a_hidden_learner_who_was_never_asked_is_only_counted_until_they_agree(
    study: Study,
) -> None:
    await study.type("/start", who="ben")
    await study.press("settings:hide", who="ben")
    await study.type("/start", who="cai")

    async def seen() -> tuple[str, str]:
        overview = await study.tutor.act(manager(), "group:1:overview", "", study.next_place())
        export = await study.tutor.act(manager(), "group:1:csv", "", study.next_place())
        names = str([row[0] for row in exported(export)])
        assert ("Ben" in names) == ("Ben" in str(blocks(overview, Table)))
        return names, text(overview) + text(export)

    names, shown = await seen()
    assert "Cai" in names
    assert "Ben" not in names
    assert shown.count("1 learner is hidden and not shown here") == 2
    group = await study.press("group:1:show", who="ben")
    assert "group:1:agree" in actions(group)
    assert "group:1:agree" not in actions(await study.press("group:1:show", who="cai"))
    agreed = await study.press("group:1:agree", who="ben")
    assert "group:1:agree" not in actions(agreed)
    names, shown = await seen()
    assert "Ben" in names
    assert "is hidden and not shown" not in shown


async def test_who_has_left_is_marked_and_stays_with_what_they_did_until_then(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
    await study.passes("evens", "ben")
    study.now += timedelta(days=1)
    await study.press(f"group:{group}:leave-now", who="ben")
    study.now += timedelta(days=1)
    await study.passes("to_float", "ben")
    await study.press("answer:tensors/2:true", who="ben")
    ben = (await grades(study, group))["Ben"]
    assert (ben["Status"], ben["Left on"], ben["Last here on"]) == ("has left", "2026-04-02", "")
    assert (ben["evens: passed on"], ben["evens: tries"]) == ("2026-04-01", "1")
    assert (ben["to_float: passed on"], ben["to_float: tries"]) == ("", "")
    assert ben["Quiz “Tensors”: answered (%)"] == ""
    assert ben["Points"] == "10"
    assert "Ben" not in str(blocks(await study.press(f"group:{group}:overview"), Table))
    await study.press(f"join-now:{code}", who="ben")
    ben = (await grades(study, group))["Ben"]
    assert (ben["Status"], ben["Left on"]) == ("member", "")
    assert ben["to_float: passed on"] == "2026-04-03"


async def test_who_has_deleted_everything_is_in_no_gradebook(study: Study) -> None:
    group, code = await founded(study)
    for who in ("ben", "cai"):
        await study.press(f"join-now:{code}", who=who)
        await study.passes("evens", who)
    await study.press(f"group:{group}:leave-now", who="cai")
    for who in ("ben", "cai"):
        await study.press("privacy:delete-now", who=who)
    assert list(await grades(study, group)) == ["Aki"]


async def test_the_teacher_is_left_out_unless_they_want_to_be_in(study: Study) -> None:
    group, code = await founded(study, on_board=False)
    await study.press(f"join-now:{code}", who="ben")
    for who in ("aki", "ben"):
        await study.passes("evens", who)

    async def seen() -> list[bool]:
        board = await study.press(f"board:{group}:all")
        overview = await study.press(f"group:{group}:overview")
        return [
            "Aki" in str(blocks(board, Table)),
            "Aki" in str(blocks(overview, Table)),
            "Aki" in await grades(study, group),
        ]

    assert await seen() == [False] * 3
    assert "its leaderboard leaves you out" in text(await study.press(f"board:{group}:all"))
    await study.press(f"group:{group}:on-board:on")
    assert await seen() == [True] * 3
    await study.press(f"group:{group}:on-board:off")
    assert await seen() == [False] * 3
    (everyone,) = blocks(await study.type("/leaderboard"), Table)
    assert "Aki" in str(everyone)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Night owls", "gradebook-Night-owls-2026-04-01.csv"),
        ("火曜の勉強会", "gradebook-火曜の勉強会-2026-04-01.csv"),
        ("../../etc/passwd", "gradebook-etc-passwd-2026-04-01.csv"),
        ('a"b;c\\d|e', "gradebook-a-b-c-d-e-2026-04-01.csv"),
        ("!!!", "gradebook-2-2026-04-01.csv"),
    ],
)
async def test_the_file_is_named_after_the_group(study: Study, name: str, file: str) -> None:
    group, _ = await founded(study, name)
    (found,) = blocks(await study.press(f"group:{group}:csv"), File)
    assert found.name == file


def test_a_files_name_is_short_and_keeps_marks_of_letters() -> None:
    assert len(file_name("あ" * 500)) == 60
    assert file_name("が" + "が") == "がが"
    assert file_name("नमस्ते दुनिया") == "नमस्ते-दुनिया"


async def test_no_cell_is_a_formula(study: Study) -> None:
    group, code = await founded(study)
    for account, name in (("evil", "=HYPERLINK(1)"), ("wide", "\u3000＝HYPERLINK(1)")):
        user = ChatUser("local", account, name, "en", "home")
        await study.tutor.act(user, f"join-now:{code}", "", study.next_place())
    names = list(await grades(study, group))
    assert sum("HYPERLINK" in each for each in names) == 2
    assert not any(each.strip("\u3000").startswith(("=", "＝")) for each in names)


async def test_whether_a_lesson_was_done_in_time_is_by_the_groups_course(study: Study) -> None:
    group, invite = await started(study)
    for who in ("ben", "cai", "dan"):
        await study.press(f"join-now:{invite}", who=who)
    lesson = ("evens", "to_float", "tensors/1:b", "tensors/2:true", "tensors/3:tensor([0, 2])")
    study.now = study.now.replace(day=8)
    await does(study, "ben", *lesson)
    heads = ("Lesson “Tensors”: in time", "Lesson “Operations”: in time")

    async def states() -> dict[str, tuple[str, ...]]:
        rows = await grades(study, group)
        return {name: tuple(row[head] for head in heads) for name, row in rows.items()}

    assert (await states())["Ben"] == ("in time", "")
    assert (await states())["Cai"] == ("", "")
    study.now = study.now.replace(day=14)
    await does(study, "cai", *lesson)
    study.now = study.now.replace(day=25)
    found = await states()
    assert found["Ben"] == ("in time", "not done yet")
    assert found["Cai"] == ("in the days of grace", "not done yet")
    assert found["Dan"] == ("not done yet", "not done yet")
    await does(study, "dan", *lesson, "affine")
    assert (await states())["Dan"] == ("late", "late")
