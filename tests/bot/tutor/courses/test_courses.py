"""`/course`: from a preview to a course that a group goes through, and to its end."""

from __future__ import annotations

import base64
import tomllib
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from bot.storage.groups import courses
from bot.storage.models import CourseDraftRow, CourseRow, DailyPostRow, StudyGroupRow
from bot.tutor.courses.current import find_course
from bot.tutor.courses.plans import DRAFTS_KEPT
from bot.tutor.replies.model import File, Form, Reply, Table
from common.message_reader.records import Part
from tests.support.announcement_channels import Channels
from tests.support.clock import daily_command, teacher
from tests.support.course_study import COURSE, TASKS, does, start_action, started
from tests.support.study import Study, actions, blocks, buttons, person, text
from tests.support.study_groups import founded


def rows(reply: Reply) -> list[list[str]]:
    (table,) = blocks(reply, Table)
    return [list(each) for each in table.rows]


def states(reply: Reply) -> list[str]:
    """Return what a calendar says about its reader, week by week."""
    return [each[-1] for each in rows(reply)]


async def count(study: Study, table: type) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_preview_shows_the_calendar_and_starts_nothing(study: Study) -> None:
    await founded(study)
    preview = await study.press("course-file", COURSE)
    assert [each[1:3] for each in rows(preview)] == [
        ["Mon 6 Apr – Sun 12 Apr", "Tensors"],
        ["Mon 13 Apr – Sun 19 Apr", "Operations"],
    ]
    assert "Nothing has started" in text(preview)
    assert await count(study, CourseRow) == await count(study, DailyPostRow) == 0
    assert "in no course" in text(await study.type('/course show "Night owls"'))


async def test_one_button_of_a_preview_is_the_likeliest_of_those_that_start_the_course(
    study: Study,
) -> None:
    def primary(preview: Reply) -> list[str]:
        return [each.label for each in buttons(preview) if each.style == "primary"]

    assert primary(await study.press("course-file", COURSE)) == ["Start it with a new group"]
    first, _ = await founded(study, "Night owls")
    await founded(study, "Early birds")
    preview = await study.press("course-file", COURSE)
    (label,) = primary(preview)
    assert label in ("Start it in Night owls", "Start it in Early birds")
    await study.press(start_action(preview, first))
    assert primary(await study.press("course-file", COURSE)) == ["Start it in Early birds"]


@pytest.mark.parametrize("way", ["form", "message", "file", "command", "fenced"])
async def test_a_file_is_previewed_however_it_is_sent(study: Study, way: str) -> None:
    await founded(study)
    attached = Part("code", COURSE, "attachment", "course.toml")
    ways = {
        "form": lambda: study.press("course-file", COURSE),
        "message": lambda: study.say(COURSE),
        "file": lambda: study.tutor.message(person(), "", study.next_place(), files=[attached]),
        "command": lambda: study.type(f"/course upload\n{COURSE}"),
        "fenced": lambda: study.say(f"/course upload\n```toml\n{COURSE}```"),
    }
    preview = await ways[way]()
    assert "Preview: Spring class" in text(preview)
    (file,) = blocks(preview, File)
    assert 'zone = "Asia/Tokyo"' in base64.b64decode(file.base64).decode()


async def test_mistakes_in_a_file_are_named_and_nothing_of_it_is_lost(study: Study) -> None:
    broken = COURSE.replace('["operations"]', '["operation"]')
    reply = await study.say(broken)
    assert "Line 11" in text(reply)
    assert "`operations`" in text(reply)
    (form,) = blocks(reply, Form)
    assert form.value.strip() == broken.strip()
    assert "Preview" in text(await study.press(form.action, COURSE))


async def test_a_draft_spreads_the_lessons_and_begins_on_a_monday(study: Study) -> None:
    preview = await study.type("/course draft weeks=2")
    assert [each[2] for each in rows(preview)] == ["Tensors", "Operations"]
    assert rows(preview)[0][1].startswith("Mon 6 Apr")
    chosen = await study.type("/course draft 2026-05-05 basics weeks=4 due=sunday grace=0")
    assert rows(chosen)[0][1].startswith("Tue 5 May")
    assert rows(chosen)[0][4] == "Sun 10 May"
    assert "no days of grace" in text(chosen)
    assert "`wekks=2`" in text(await study.type("/course draft wekks=2"))


async def test_the_days_of_a_draft_are_those_of_the_channels_prompt_unless_a_zone_is_named(
    study: Study, channels: Channels
) -> None:
    async def zone_of(argument: str) -> str:
        reply = await study.tutor.command(
            teacher("general"), "course", f"draft {argument}", study.next_place()
        )
        (file,) = blocks(reply, File)
        return str(tomllib.loads(base64.b64decode(file.base64).decode())["zone"])

    assert await zone_of("") == "UTC"
    await daily_command(study, "set 19 Europe/Berlin")
    assert await zone_of("") == "Europe/Berlin"
    assert await zone_of("Asia/Tokyo weeks=2") == "Asia/Tokyo"


async def test_a_learner_sees_what_is_done_what_is_left_and_what_was_late(study: Study) -> None:
    group, invite = await started(study)
    await study.press(f"join-now:{invite}", who="ben")
    study.now = datetime(2026, 4, 7, 12, tzinfo=UTC)
    assert states(await study.type("/course", "ben")) == ["28 min left", "14 min left"]
    await does(study, "ben", *TASKS[:-1])
    assert states(await study.type("/course", "ben")) == ["done ✓", "14 min left"]
    study.now = datetime(2026, 4, 21, 14, 59, tzinfo=UTC)  # the last minute of the grace
    assert states(await study.type("/course", "ben"))[1] == "14 min left"
    study.now = datetime(2026, 4, 21, 15, 0, tzinfo=UTC)
    assert states(await study.type("/course", "ben"))[1] == "14 min left, past the due day"
    late = await study.passes("affine", "ben")
    assert "+10 points" in text(late)
    shown = await study.press(f"course:{group}:show", who="ben")
    assert states(shown)[1] == "done ✓, after the due day"
    assert "costs no points" in text(shown)


async def test_whoever_joins_a_group_is_shown_its_course(study: Study) -> None:
    group, invite = await started(study)
    assert f"course:{group}:show" in actions(await study.press(f"join-now:{invite}", who="ben"))
    await study.press(f"course:{group}:end-now")
    joined = await study.press(f"join-now:{invite}", who="cleo")
    assert f"course:{group}:show" not in actions(joined)


async def test_only_teachers_start_change_and_end_a_course(study: Study) -> None:
    group, invite = await started(study)
    await study.press(f"join-now:{invite}", who="ben")
    preview = await study.press("course-file", COURSE, who="ben")
    assert not [each for each in actions(preview) if each.startswith(f"course:{group}:start")]
    forged = start_action(await study.press("course-file", COURSE), group)
    for action in (forged, f"course:{group}:change", f"course:{group}:end-now"):
        assert "Only the group's teacher" in text(await study.press(action, who="ben"))
    assert "not there any more" in text(await study.press(f"course:{group}:show", who="eve"))
    assert await count(study, CourseRow) == 1


async def test_the_button_of_an_older_preview_starts_nothing(study: Study) -> None:
    group, _ = await founded(study)
    older = start_action(await study.press("course-file", COURSE), group)
    await study.press("course-file", COURSE.replace("Spring", "Summer"))
    assert "not the last one" in text(await study.press(older))
    assert await count(study, CourseRow) == 0


async def test_a_changed_course_takes_the_place_of_the_one_before_which_is_kept(
    study: Study,
) -> None:
    group, _ = await started(study)
    (form,) = blocks(await study.press(f"course:{group}:change"), Form)
    preview = await study.press(form.action, form.value.replace("grace = 2", "grace = 5"))
    assert "“Spring class” now" in text(preview)
    await study.press(start_action(preview, group))
    async with study.database.read_session() as session:
        course = await find_course(session, group)
        ended = await courses.list_ended(session, group, most=5)
    assert course is not None
    assert course.grace == 5
    assert ["grace = 2" in each.text for each in ended] == [True]


async def test_a_new_class_gets_a_group_of_its_own_and_the_old_one_stays(study: Study) -> None:
    old, invite = await started(study)
    await study.press(f"join-now:{invite}", who="ben")
    preview = await study.type('/course restart "Night owls" 2026-09-07 Early birds')
    assert rows(preview)[1][1].startswith("Mon 14 Sep")
    new = next(each for each in actions(preview) if each.startswith("course-new:"))
    assert "Early birds now has the course" in text(await study.press(new))
    async with study.database.read_session() as session:
        group = await session.scalar(
            select(StudyGroupRow.id).where(StudyGroupRow.name == "Early birds")
        )
        assert group is not None
        later, earlier = await find_course(session, group), await find_course(session, old)
    assert later is not None
    assert earlier is not None
    assert (later.start, earlier.start) == (date(2026, 9, 7), date(2026, 4, 6))
    assert "2 members" in text(await study.press(f"group:{old}:show"))
    assert "1 member" in text(await study.press(f"group:{group}:show"))


async def test_a_course_that_ended_can_be_restarted(study: Study) -> None:
    group, _ = await started(study)
    sure = await study.press(f"course:{group}:end")
    await study.press(actions(sure)[0])
    assert "in no course" in text(await study.type('/course show "Night owls"'))
    preview = await study.type('/course restart "Night owls" 2026-09-07')
    assert "Preview: Night owls 2026\\-09" in text(preview)


async def test_the_group_sees_its_common_progress_and_nobody_s_own(study: Study) -> None:
    group, invite = await started(study)
    for who in ("ben", "cleo"):
        await study.press(f"join-now:{invite}", who=who)
    study.now = datetime(2026, 4, 7, 12, tzinfo=UTC)
    await does(study, "ben", *TASKS[:-1])
    assert "Together" not in text(await study.type("/course", "cleo")), "two tell of each other"
    await study.press(f"join-now:{invite}", who="dan")
    shown = text(await study.type("/course", "cleo"))
    assert "**Together** you have done 33 % of weeks 1 to 1" in shown
    assert "Ben" not in shown
    await study.press("settings:hide", who="ben")
    assert "Together" not in text(await study.type("/course", "cleo"))
    await study.press(f"join-now:{invite}", who="eve")
    assert "done 0 % of" in text(await study.type("/course", "cleo"))
    assert f"course:{group}:plan" in actions(await study.type("/course", "cleo"))


async def test_old_previews_are_forgotten(study: Study) -> None:
    await study.press("course-file", COURSE)
    await study.tutor.scheduler.purge_old_code()
    assert await count(study, CourseDraftRow) == 1
    study.now += DRAFTS_KEPT
    await study.tutor.scheduler.purge_old_code()
    assert await count(study, CourseDraftRow) == 0
