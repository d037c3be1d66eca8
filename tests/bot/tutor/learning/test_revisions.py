"""A new revision of an exercise: earlier passes stay, and are marked as older."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.storage.learning import progress
from bot.storage.models import LedgerEntry
from bot.tutor.replies.model import File, Table
from lessons.curriculum import Catalog
from tests.support.study import Study, actions, blocks, text
from tests.support.study_groups import founded


def revise(study: Study, exercise_id: str, revision: int = 2) -> None:
    """Restart the tutor with a revised exercise."""
    tracks = tuple(
        replace(
            track,
            lessons=tuple(
                replace(
                    lesson,
                    exercises=tuple(
                        replace(each, revision=revision) if each.id == exercise_id else each
                        for each in lesson.exercises
                    ),
                )
                for lesson in track.lessons
            ),
        )
        for track in study.catalog.tracks
    )
    study.catalog = Catalog(tracks)
    study.started()


async def points(study: Study) -> list[tuple[str, str, int]]:
    """Return kind, subject and points of each entry of the ledger."""
    async with study.database.read_session() as session:
        found = await session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
        return [(each.kind, each.subject, each.points) for each in found]


async def test_a_pass_stays_and_progress_says_that_it_is_of_an_older_revision(
    study: Study,
) -> None:
    await study.passes("evens")
    before = await study.type("/progress")
    revise(study, "tensors/evens")
    after = await study.type("/progress")
    assert [each.rows for each in blocks(after, Table)] == [
        each.rows for each in blocks(before, Table)
    ]
    assert "Revised since you passed: Title of evens" in text(after)
    assert "exercise:tensors/evens" in actions(after)
    assert "You have passed an older version" in text(await study.type("/exercise evens"))


async def test_passing_the_new_revision_takes_the_mark_away_and_gives_a_point(
    study: Study,
) -> None:
    await study.passes("evens")
    revise(study, "tensors/evens")
    await study.passes("evens")
    await study.passes("evens")
    assert "Revised" not in text(await study.type("/progress"))
    assert "older version" not in text(await study.type("/exercise evens"))
    assert await points(study) == [
        ("exercise", "tensors/evens", 10),
        ("revision", "tensors/evens@2", 1),
    ]
    revise(study, "tensors/evens", revision=3)
    assert "Revised since you passed" in text(await study.type("/progress"))


async def test_who_passes_a_revised_exercise_for_the_first_time_gets_its_points_once(
    study: Study,
) -> None:
    revise(study, "tensors/evens")
    await study.passes("evens")
    assert "Revised" not in text(await study.type("/progress"))
    assert sum(earned for _, _, earned in await points(study)) == 10


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_a_checklist_item_stays_proven_and_says_so(study: Study, language: str) -> None:
    await study.type("/settings")
    await study.press(f"language:{language}")
    async with study.database.write_session() as session:
        for lesson in study.catalog.lessons():
            for kind, items in (("exercise", lesson.exercises), ("question", lesson.questions)):
                for item in items:
                    await progress.award(
                        session,
                        1,
                        kind=kind,
                        subject=item.id,
                        points=1,
                        now=study.now,
                        day=study.now.date(),
                    )
    words = {"en": ("proven", "partly with older exercises"), "ja": ("証明済み", "古い版の演習")}
    proven, older = words[language]
    before = text(await study.type("/progress"))
    assert proven in before
    assert older not in before
    revise(study, "tensors/evens")
    assert older in text(await study.type("/progress"))


async def test_a_teacher_sees_which_passes_are_of_an_older_revision(study: Study) -> None:
    group, code = await founded(study, "Team")
    await study.press(f"join-now:{code}", who="ben")
    await study.passes("evens", "ben")
    revise(study, "tensors/evens")
    reply = await study.press(f"group:{group}:csv")
    (file,) = blocks(reply, File)
    assert "2026-04-01 (older revision)" in base64.b64decode(file.base64).decode("utf-8-sig")
