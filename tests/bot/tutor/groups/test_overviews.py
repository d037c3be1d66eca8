"""The overview of a group for its teachers: picture, table and file."""

from __future__ import annotations

import base64
import io
import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from PIL import Image

from bot.platforms.local.attachments import extract_attachments
from bot.platforms.local.rendering import render_reply
from bot.storage.groups import overview
from bot.storage.groups.overview import STUCK_AFTER, FailureCount
from bot.storage.learning import progress
from bot.storage.models import SubmissionRow
from bot.tutor.replies.model import File, Picture, Table
from lessons.curriculum import Catalog
from tests.support.statement_counter import counted_statements
from tests.support.study import Study, actions, blocks, text
from tests.support.study_groups import fails, founded


async def test_the_overview_shows_each_learners_checklist_in_picture_and_table(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join-now:{code}", who="ben")
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
        await study.press(f"join-now:{code}", who=who)
        await fails(study, who, "to_float", "off-by-one")
    for _ in range(5):
        await fails(study, "aki", "evens")
    shown = text(await study.press(f"group:{group}:overview"))
    assert "most learners failed at `to_float`: 2" in shown
    assert "by 2 learners at `to_float`" in shown
    assert "The end was counted too" in shown
    study.now = study.now.replace(day=8)
    assert "most learners failed" not in text(await study.press(f"group:{group}:overview"))


async def test_what_a_group_stumbles_over_is_what_counting_by_hand_gives(study: Study) -> None:
    draw = random.Random(4)
    learners = range(1, 41)
    for at in learners:
        await study.type("/start", who=f"learner{at:02}")
    week = study.now - timedelta(days=3)
    failures: list[tuple[int, str, str | None, datetime]] = []  # learner, exercise, mistake, when
    passed = {(at, exercise) for at in learners for exercise in "abc" if draw.random() < 0.3}
    async with study.database.write_session() as session:
        for number in range(400):
            at, exercise = draw.choice(learners), draw.choice("abc")
            mistake, status = draw.choice((None, "m", "n")), draw.choice(("failed", "error", None))
            received = study.now - timedelta(hours=draw.randrange(24 * 10))
            submission = SubmissionRow(
                id=str(number),
                learner_id=at,
                exercise=exercise,
                code="",
                reply_to=str(number),
                received_at=received,
                status=draw.choice((status, "passed")),
                verdict={},
                mistake=mistake,
            )
            if submission.status is None:
                submission.verdict = None
            elif submission.status != "passed":
                failures.append((at, exercise, mistake, received))
            session.add(submission)
        for at, exercise in passed:
            await progress.award(
                session,
                at,
                kind="exercise",
                subject=exercise,
                points=1,
                now=study.now,
                day=study.now.date(),
            )
    lately = [each for each in failures if each[3] >= week]
    often = Counter(each[:2] for each in failures)
    stuck = Counter(
        exercise
        for (at, exercise), times in often.items()
        if times >= STUCK_AFTER and (at, exercise) not in passed
    )
    hardest = Counter(exercise for _, exercise in {each[:2] for each in lately})
    commonest = Counter(each[1:] for each in {each[:3] for each in lately if each[2]})
    async with study.database.read_session() as session:
        found = await overview.find_common_failures(session, 1, week)
        shown = await overview.list_learners(session, 1, most=100)
    assert {(each.id, exercise) for each in shown for exercise in each.done.exercises} == passed
    assert stuck
    assert found.stuck == stuck
    assert Counter(exercise for each in shown for exercise in each.stuck) == stuck
    first = min(hardest, key=lambda each: (-hardest[each], each))
    assert found.exercise == FailureCount(first, None, hardest[first])
    exercise, mistake = min(commonest, key=lambda each: (-commonest[each], each))
    assert found.mistake == FailureCount(exercise, mistake, commonest[exercise, mistake])


async def test_the_overview_goes_by_pages_of_fifteen(study: Study) -> None:
    group, code = await founded(study)
    for number in range(16):
        await study.press(f"join-now:{code}", who=f"learner{number:02}")
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
        await study.press(f"join-now:{code}", who=f"learner{number:02}")
        await fails(study, f"learner{number:02}", "evens")
    assert await asked() == for_one


async def test_a_file_is_a_download_in_the_local_chat(study: Study) -> None:
    group, _ = await founded(study)
    reply = await study.press(f"group:{group}:csv")
    named, (content,) = extract_attachments(reply)
    html = render_reply(named, study.words.translator("en"))
    (file,) = blocks(reply, File)
    assert f"download='{file.name}' data-content='{content.digest}'" in html
    assert content.data == base64.b64decode(file.base64)


async def test_a_learner_is_stuck_only_in_the_track_of_the_exercise(study: Study) -> None:
    (track,) = study.catalog.tracks
    tensors, operations = track.lessons
    others = replace(track, slug="more", lessons=(operations,))
    study.catalog = Catalog((replace(track, lessons=(tensors,)), others))
    study.started()
    group, _ = await founded(study)
    for _ in range(3):
        await fails(study, "aki", "evens")
    tables = blocks(await study.press(f"group:{group}:overview"), Table)
    assert [table.rows[0][-1] for table in tables] == ["evens", "–"]
