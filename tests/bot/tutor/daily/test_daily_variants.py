"""A daily question with variants: everyone gets the same one, and the next prompt answers it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.curriculum import Catalog
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command
from tests.support.study import Study, actions, text

TRACKS = Path(__file__).parents[3] / "lessons" / "quiz_track"


@pytest.fixture(scope="module")
def curriculum() -> Catalog:
    """A track whose lesson asks one question, with variants, and then one of each kind."""
    (track,) = load(TRACKS, built_in=False).tracks
    (lesson,) = track.lessons
    varied = next(each for each in lesson.questions if each.id == "kinds/kept")
    others = tuple(each for each in lesson.questions if each is not varied)
    return Catalog((replace(track, lessons=(replace(lesson, questions=(varied, *others)),)),))


async def test_a_days_variant_is_the_same_for_all_and_the_next_prompt_gives_its_answer(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    pressed = [each for each in actions(channels.posts[0].reply) if each.startswith("today:")]
    refs = {each.split(":")[2] for each in pressed}
    (asked,) = (study.catalog.question(each) for each in refs)
    assert asked is not None
    assert asked.variant > 0
    right = await study.press(f"today:1:{asked.ref}:{asked.answer}", who="aki")
    assert "+2 points" in text(right)
    wrong = next(iter(asked.wrong))
    told = await study.press(f"today:1:{asked.ref}:{wrong}", who="ben")
    assert asked.mistakes[asked.wrong[wrong]]["en"] in text(told)
    assert "2 learners have answered" in text(told)
    await at(study, 2026, 4, 2, 10, 0)
    option = asked.options["en"]["abcde".index(asked.answer)]
    shown = text(channels.posts[1].reply)
    assert f"answer: {asked.answer}. {option}**" in shown
    assert asked.explanations["en"] in shown


async def test_the_next_prompt_gives_the_answer_to_every_kind_of_question(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 everyday")
    lesson = study.catalog.lessons()[0]
    for day in range(1, len(lesson.questions) + 1):
        await at(study, 2026, 4, day, 10, 0)
    answers = [text(each.reply).partition("answer: ")[2] for each in channels.posts[2:]]
    asked = [each.id.partition("/")[2] for each in lesson.questions[1:]]
    given = dict(zip(asked, (each.split("**")[0] for each in answers), strict=False))
    assert given.pop("evens")[1:4] == ". `"
    assert "; ()" in given.pop("each-shape")
    assert given == {
        "plain-choose": "b. `4`",
        "plain-truth": "True",
        "plain-output": "`tensor([0., 0.])`",
        "rate": "`0.001`",
        "third": "`0.3333333`",
        "broadcasts": "a. `(3,)`, c. `(2, 1)`",
        "row-means": "`dim=1`",
        "stacked": "`(4, 3)`",
    }
