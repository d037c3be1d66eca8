"""Four hundred days of a daily prompt: the course, and then what the group needs, without end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.daily_year import PostedDay, count_kinds, shortest_gap, simulate
from bot.storage import Database
from bot.tutor.daily.plan import SATURDAY, daily_items
from lessons.catalog import load
from lessons.curriculum import Catalog, Track
from tests.support.built_in import built_in_lessons
from tests.support.small_curriculum import catalog as small_catalog
from tests.support.small_curriculum import exercise

TRACKS = Path(__file__).parents[3] / "lessons" / "quiz_track"
PUZZLES = 40


def with_puzzles(catalog: Catalog) -> Catalog:
    """Return the catalogue with a track of puzzles at its end."""
    (track,) = small_catalog(Path("picture.png")).tracks
    lesson = replace(
        track.lessons[1],
        slug="riddled",
        number=1,
        track="puzzles",
        exercises=tuple(exercise("riddled", f"puzzle_{number}") for number in range(PUZZLES)),
    )
    puzzles = Track("puzzles", {"en": "Puzzles", "ja": "パズル"}, (lesson,), ())
    return Catalog((*catalog.tracks, puzzles))


def shares(days: Sequence[PostedDay]) -> Mapping[str, float]:
    return {kind: count / len(days) for kind, count in count_kinds(days).items()}


def assert_complete(days: Sequence[PostedDay]) -> None:
    """Assert that each day has one post that shows something, and the next number."""
    assert [each.posts for each in days] == [1] * len(days)
    assert all(each.things and each.blocks > 0 for each in days)
    assert [each.number for each in days] == list(range(1, len(days) + 1))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_in_400_days_of_the_first_track_no_day_is_empty_and_nothing_comes_twice_in_30(
    database: Database,
) -> None:
    basics = Catalog(built_in_lessons().tracks[:1])
    days = await simulate(database, basics)
    assert_complete(days)
    assert (shortest_gap(days) or 0) > 30
    course = len(daily_items(basics.tracks[0]))
    kinds = count_kinds(days)
    assert kinds["course"] == course
    assert set(kinds) == {"course", "question", "riddle", "form", "practice"}
    assert all(share > 0.1 for kind, share in shares(days[course:]).items())
    weekends = [each for each in days[course:] if each.day.weekday() >= SATURDAY]
    assert {each.kind for each in weekends} == {"question", "riddle"}


async def test_tracks_in_a_row_are_followed_by_what_the_group_needs_with_two_bots(
    database: Database,
) -> None:
    catalog = with_puzzles(
        Catalog((*built_in_lessons().tracks[:1], *load(TRACKS, built_in=False).tracks))
    )
    first, second, _ = catalog.tracks
    setting = f"set 9 pace=3 then={second.slug}"
    days = await simulate(database, catalog, setting=setting, days=100)
    assert_complete(days)
    assert (shortest_gap(days) or 31) > 30
    course = [-(-len(daily_items(each)) // 3) for each in (first, second)]
    assert [each.kind for each in days[: sum(course)]] == ["course"] * sum(course)
    of_second = {lesson.slug for lesson in second.lessons}
    assert {each.partition("/")[0].partition(" ")[2] for each in days[course[0]].things} & of_second
    after = days[sum(course) :]
    assert {each.kind for each in after} == {"question", "riddle", "form", "practice", "puzzle"}
    puzzles = [each for each in after if each.kind == "puzzle"]
    assert all(each.day.weekday() < SATURDAY for each in puzzles)
    assert all(each.things[0].startswith("exercise riddled/") for each in puzzles)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_catalogue_too_small_for_30_days_repeats_what_was_shown_longest_ago(
    database: Database,
) -> None:
    catalog = small_catalog(Path("picture.png"))
    days = await simulate(database, catalog, days=30)
    assert_complete(days)
    everything = 3 + 3  # exercises and questions; the code of the mistakes is in no file
    latest = {thing for each in days[-everything:] for thing in each.things}
    assert len(latest) == everything
