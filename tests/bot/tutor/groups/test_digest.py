"""The weekly digest of a group for those who teach it."""

from __future__ import annotations

import base64
import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from bot.storage.groups import digests
from bot.storage.learning import first_tries
from bot.storage.models import MembershipRow
from bot.tutor.groups import digest
from bot.tutor.groups.digest import next_digest
from bot.tutor.groups.digest_blocks import format_span
from bot.tutor.replies.model import File, Reply, Table
from grader.protocol import Status
from tests.support.announcement_channels import Channels
from tests.support.statement_counter import explained
from tests.support.study import Study, actions, blocks, text
from tests.support.study_groups import fails, founded, manager

FRIDAY = datetime(2026, 4, 10, 15, 0, tzinfo=UTC)  # more than a week after the group began
MONDAY = datetime(2026, 4, 13, 9, 30, tzinfo=UTC)
PUPILS = tuple(f"pupil{number}" for number in range(10))


async def class_of(study: Study, pupils: tuple[str, ...] = PUPILS) -> int:
    """Create a group that Aki teaches, with pupils; return its id."""
    group, code = await founded(study)
    for who in pupils:
        await study.press(f"join-now:{code}", who=who)
    study.now = FRIDAY
    return group


async def works(study: Study, pupils: tuple[str, ...] = PUPILS) -> None:
    """Let half of the pupils pass `evens` at once and be wrong at question 1, others reversed."""
    for number, who in enumerate(pupils):
        if number % 2:
            await fails(study, who, "evens")
        await study.passes("evens", who)
        await study.press(f"answer:tensors/1:{'b' if number % 2 else 'a'}", who=who)
        await study.press(f"answer:tensors/2:{'false' if number % 2 else 'true'}", who=who)


def rows(reply: Reply) -> list[tuple[str, ...]]:
    (table,) = blocks(reply, Table)
    return list(table.rows)


async def run_monday(study: Study, when: datetime) -> None:
    study.now = when
    for _ in range(2):
        await study.tutor.scheduler.run_due()


async def test_a_teacher_sees_what_is_hard_and_what_misleads(study: Study) -> None:
    group = await class_of(study)
    await works(study)
    reply = await study.type("/group digest Night owls")
    assert reply.private
    assert "10 of 10 learners were here" in text(reply)
    assert "for the first time: 10 exercises" in text(reply)
    assert rows(reply)[0] == ("Tensors, question 1", "10", "50%", "-1.00 ⚠", "1 min")
    assert ("Title of evens", "10", "50%", "–") in [row[:4] for row in rows(reply)]
    assert "pupil" not in text(reply) + str(rows(reply))
    by_button = await study.press(f"group:{group}:digest")
    assert rows(by_button) == rows(reply)


async def test_the_file_has_every_exercise_and_question_that_was_tried(study: Study) -> None:
    await class_of(study)
    await works(study)
    (file,) = blocks(await study.type("/group digest Night owls"), File)
    table = list(csv.reader(io.StringIO(base64.b64decode(file.base64).decode("utf-8-sig"))))
    assert {row[0] for row in table[1:]} == {"tensors/evens", "tensors/1", "tensors/2"}
    by_item = {row[0]: row for row in table}
    assert by_item["tensors/evens"][2:6] == ["10", "10", "15", "0.5"]


async def test_teachers_and_others_do_not_count_and_syntax_errors_are_no_tries(
    study: Study,
) -> None:
    group = await class_of(study, PUPILS[:2])
    await study.passes("evens", "aki")
    await study.passes("evens", "stranger")
    await study.say("def evens(x):\n    return x", PUPILS[0])
    await study.grade(Status.INVALID)
    async with study.database.read_session() as session:
        assert await first_tries.list_of_group(session, group, most=10) == []
    await study.passes("evens", PUPILS[0])
    async with study.database.read_session() as session:
        (pupil,) = await first_tries.list_of_group(session, group, most=10)
        (tried,) = pupil.tried
        assert (tried.item, tried.tries, tried.is_first_right) == ("tensors/evens", 1, True)
    await study.passes("evens", PUPILS[1])
    async with study.database.read_session() as session:
        assert len(await first_tries.list_of_group(session, group, most=1)) == 1


async def test_a_large_group_is_told_that_its_newest_learners_are_counted(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    await class_of(study)
    await works(study)
    assert "newest learners" not in text(await study.type("/group digest Night owls"))
    monkeypatch.setattr(digest, "MOST_LEARNERS", 4)
    reply = await study.type("/group digest Night owls")
    assert "its 4 newest learners" in text(reply)
    assert "4 of 4 learners were here" in text(reply)


async def test_a_range_of_learners_is_read_whatever_their_groups(study: Study) -> None:
    for who in ("aki", "ben", "carol"):
        await study.passes("evens", who)
    await study.type("/lesson tensors", "ben")
    async with study.database.read_session() as session:
        assert await first_tries.find_range(session, 0, most=2) == (1, 2)
        assert await first_tries.find_range(session, 2, most=2) == (3, 3)
        assert await first_tries.find_range(session, 3, most=2) is None
        found = await first_tries.list_of_range(session, 1, 2)
    assert [[each.item for each in one.tried] for one in found] == [["tensors/evens"]] * 2
    assert [one.reading is not None for one in found] == [False, True]


async def test_a_digest_comes_each_monday_to_those_who_teach(
    study: Study, channels: Channels
) -> None:
    await class_of(study)
    await works(study)
    for day in range(2):
        await run_monday(study, MONDAY + timedelta(days=day))
        assert len(channels.told) == 1
    ((account, sent),) = channels.told
    assert account == "aki"
    assert "do the questions teach" in text(sent)
    assert {"group:2:digest", "group:2:digest:off"} <= set(actions(sent))
    await works(study)
    await run_monday(study, MONDAY + timedelta(days=7))
    assert len(channels.told) == 2


async def test_nothing_comes_in_a_week_in_which_nobody_has_learnt(
    study: Study, channels: Channels
) -> None:
    await class_of(study)
    await works(study)
    await run_monday(study, datetime(2026, 4, 27, 9, 30, tzinfo=UTC))
    assert channels.told == []


async def test_a_teacher_turns_the_digest_off_and_on_for_themselves(
    study: Study, channels: Channels
) -> None:
    group = await class_of(study)
    await works(study)
    off = await study.press(f"group:{group}:digest:off")
    assert "no more digests" in text(off)
    assert f"group:{group}:digest:on" in actions(off)
    await run_monday(study, MONDAY)
    assert channels.told == []
    await study.press(f"group:{group}:digest:on")
    await works(study)
    await run_monday(study, MONDAY + timedelta(days=7))
    assert len(channels.told) == 1


async def test_a_digest_turned_off_before_it_is_written_is_not_sent(
    study: Study, channels: Channels
) -> None:
    group = await class_of(study)
    await works(study)
    channels.is_down = True
    await run_monday(study, MONDAY)
    await study.press(f"group:{group}:digest:off")
    channels.is_down = False
    await run_monday(study, MONDAY + timedelta(hours=1))
    assert channels.told == []


async def test_of_two_processes_one_queues_a_digest(study: Study) -> None:
    group = await class_of(study)
    later = study.now + timedelta(days=8)
    async with study.database.write_session() as session:
        (due,) = await digests.list_due(session, later, most=5)
        assert due.group_id == group
        assert await digests.advance(session, due, later + timedelta(days=7))
        assert not await digests.advance(session, due, later + timedelta(days=7))
        assert await digests.list_due(session, later, most=5) == []


async def test_an_archived_group_has_no_digest(study: Study) -> None:
    group = await class_of(study)
    await study.press(f"group:{group}:archive-now")
    async with study.database.read_session() as session:
        assert await digests.list_due(session, study.now + timedelta(days=8), most=5) == []


async def test_only_those_who_teach_see_and_set_it(study: Study) -> None:
    group = await class_of(study)
    pupil = PUPILS[0]
    for action in (f"group:{group}:digest", f"group:{group}:digest:on"):
        assert "Only the group's teacher" in text(await study.press(action, who=pupil))
    assert "Only the group's teacher" in text(await study.press("group:1:digest", who="ben"))
    of_place = await study.tutor.act(manager(), "group:1:digest", "", study.next_place())
    assert "do the questions teach" in text(of_place)
    assert "digest:o" not in str(actions(of_place)), "nobody is sent the digest of a place"


async def test_a_group_that_has_not_begun_is_told_so(study: Study) -> None:
    await class_of(study)
    reply = await study.type("/group digest Night owls")
    assert "Nobody in this group has read or tried anything yet" in text(reply)
    assert blocks(reply, File) == []
    await study.passes("evens", PUPILS[0])
    few = await study.type("/group digest Night owls")
    assert "has been tried by 5 learners yet" in text(few)


async def test_where_learners_stopped_is_said_in_words(study: Study) -> None:
    await class_of(study)
    await fails(study, PUPILS[0], "evens")
    await fails(study, PUPILS[1], "evens")
    await study.type("/lesson tensors", PUPILS[2])
    await study.press("answer:tensors/1:a", who=PUPILS[3])
    await study.passes("evens", PUPILS[4])
    study.now += timedelta(days=8)
    said = text(await study.type("/group digest Night owls"))
    assert "the exercise “Title of evens”, tried and not passed: 2 learners" in said
    assert "page 1 of “Tensors”: 1 learner" in said
    assert "Tensors, question 1, not answered correctly: 1 learner" in said
    assert "“Tensors”, after passing something there: 1 learner" in said


async def test_a_digest_is_read_from_indexes_alone(study: Study) -> None:
    group = await class_of(study)
    await works(study)
    async with (
        explained(study.database, by_index=True) as plans,
        study.database.read_session() as session,
    ):
        await first_tries.list_of_group(session, group, most=500)
        await first_tries.list_of_range(session, 1, 1000)
    named = "\n".join(plans)
    assert named.count("ix_submissions_tries") == 2
    assert named.count("ix_quiz_answers_tries") == 2


async def test_a_teacher_who_left_gets_no_digest(study: Study, channels: Channels) -> None:
    group = await class_of(study)
    await works(study)
    channels.is_down = True
    await run_monday(study, MONDAY)
    async with study.database.write_session() as session:
        await session.execute(
            delete(MembershipRow).where(MembershipRow.group_id == group, MembershipRow.teacher)
        )
    channels.is_down = False
    await run_monday(study, MONDAY + timedelta(hours=1))
    assert channels.told == []


def test_the_next_digest_is_on_a_monday_morning_of_the_groups_zone() -> None:
    sunday = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
    assert next_digest("Europe/Berlin", sunday) == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
    monday = datetime(2026, 3, 30, 6, 0, tzinfo=UTC)
    assert next_digest("Asia/Tokyo", monday) == datetime(2026, 4, 6, 0, 0, tzinfo=UTC)


def test_times_are_in_minutes_hours_or_days(study: Study) -> None:
    t = study.words.translator("en")
    spans = [timedelta(seconds=10), timedelta(minutes=90), timedelta(hours=30), timedelta(days=3)]
    assert [format_span(t, each) for each in spans] == ["1 min", "90 min", "30 h", "3 days"]
