"""A group that is in a course: its board and its overview speak of the course's tracks alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.tutor.replies.model import Picture, Reply, Table
from lessons.curriculum import Catalog, Track
from tests.support.course_study import TASKS, does, started
from tests.support.small_curriculum import catalog as small_catalog
from tests.support.small_curriculum import exercise
from tests.support.study import Study, blocks, text
from tests.support.study_groups import fails


@pytest.fixture
def curriculum() -> Catalog:
    """The small curriculum with another track after it."""
    (track,) = small_catalog(Path("picture.png")).tracks
    lesson = replace(
        track.lessons[1],
        slug="elsewhere",
        track="other",
        exercises=(exercise("elsewhere", "one"), exercise("elsewhere", "two")),
    )
    other = Track("other", {"en": "Other things", "ja": "ほか"}, (lesson,), track.checklist[:1])
    return Catalog((track, other))


async def joined(study: Study, *who: str) -> int:
    group, invite = await started(study)
    for each in who:
        await study.press(f"join-now:{invite}", who=each)
    return group


async def points(study: Study, group: int) -> dict[str, str]:
    (table,) = blocks(await study.press(f"board:{group}:all", who="ben"), Table)
    return {row[1]: row[2] for row in table.rows}


async def test_the_board_counts_points_of_the_course_alone_until_it_ends(study: Study) -> None:
    group = await joined(study, "ben", "cleo")
    await does(study, "ben", "evens", "one", "two")
    await does(study, "cleo", "evens", "affine")
    shown = await study.press(f"board:{group}:all", who="ben")
    assert "lessons of “Spring class”" in text(shown)
    assert await points(study, group) == {"Cleo": "20", "Ben": "10"}
    await study.press(f"course:{group}:end-now")
    assert await points(study, group) == {"Ben": "30", "Cleo": "20"}


async def test_the_overview_shows_the_tracks_of_the_course_and_who_is_late(study: Study) -> None:
    group = await joined(study, "ben", "cleo")
    study.now = datetime(2026, 4, 7, 12, tzinfo=UTC)
    for _ in range(3):
        await fails(study, "ben", "one")
    await does(study, "cleo", *TASKS)
    shown = await study.press(f"group:{group}:overview")
    assert "Other things" not in "".join(each.alt for each in pictures(shown))
    assert "`one`" not in text(shown)
    assert "Nobody is late" in text(shown)
    study.now = datetime(2026, 4, 15, 12, tzinfo=UTC)  # the grace of week 1 is over
    shown = await study.press(f"group:{group}:overview")
    late = blocks(shown, Table)[-1]
    assert ("Ben", "1", "Tensors") in late.rows
    assert "Cleo" not in {row[0] for row in late.rows}
    await study.press(f"course:{group}:end-now")
    shown = await study.press(f"group:{group}:overview")
    assert "Other things" in "".join(each.alt for each in pictures(shown))
    assert "`one`" in text(shown)
    assert "late in" not in text(shown).casefold()


def pictures(reply: Reply) -> list[Picture]:
    return blocks(reply, Picture)
