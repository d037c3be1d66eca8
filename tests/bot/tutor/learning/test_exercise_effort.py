"""An exercise whose author says how hard it is, and how long it takes, shows that to learners."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lessons.curriculum import Catalog, Exercise
from tests.support.study import Study, text

EFFORTS = {"evens": ("easy", 1), "to_float": ("hard", 25)}


@pytest.fixture(scope="module")
def curriculum(curriculum: Catalog) -> Catalog:
    """The small curriculum, in which two of three exercises have a level and minutes."""

    def rated(exercise: Exercise) -> Exercise:
        level, minutes = EFFORTS.get(exercise.function, (None, None))
        return replace(exercise, level=level, minutes=minutes)  # type: ignore[arg-type]

    tracks = [
        replace(
            track,
            lessons=tuple(
                replace(lesson, exercises=tuple(map(rated, lesson.exercises)))
                for lesson in track.lessons
            ),
        )
        for track in curriculum.tracks
    ]
    return Catalog(tuple(tracks))


@pytest.mark.parametrize(
    ("locale", "function", "line"),
    [
        ("en", "evens", "Level: **easy** · about 1 minute"),
        ("en", "to_float", "Level: **hard** · about 25 minutes"),
        ("ja", "evens", "難しさ：**やさしい** · 目安 1 分"),
        ("ja", "to_float", "難しさ：**難しい** · 目安 25 分"),
    ],
)
async def test_level_and_minutes_stand_between_the_title_and_what_is_asked(
    study: Study, locale: str, function: str, line: str
) -> None:
    reply = await study.type(f"/exercise {function}", locale=locale)
    lines = text(reply).split("\n")
    assert lines[1] == line
    assert f"Title of {function}" in lines[0]
    assert f"Write {function}." in lines[2]


async def test_an_exercise_without_a_level_says_nothing_of_it(study: Study) -> None:
    lines = text(await study.type("/exercise affine")).split("\n")
    assert lines[1] == "Write affine."
