"""Equal answers within a group are listed to its teacher, and nothing else happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.groups.equal_answers import ALWAYS_FEW, is_rare
from bot.tutor.replies.model import Table
from lessons.curriculum import Language
from tests.support.study import Study, blocks, text
from tests.support.study_groups import founded


async def passes(study: Study, who: str, digest: str | None, function: str = "evens") -> str:
    """Let a learner pass with an answer of that digest, and return what they read."""
    await study.say(f"def {function}(x):\n    return x", who)
    return text(await study.grade(answer_digest=digest))


async def with_learners(study: Study, *names: str) -> int:
    group, code = await founded(study, on_board=False)
    for who in names:
        await study.press(f"join-now:{code}", who=who)
    return group


async def listed(study: Study, group: int) -> list[tuple[str, ...]]:
    reply = await study.press(f"group:{group}:equal")
    assert reply.private
    return [row for table in blocks(reply, Table) for row in table.rows]


@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_the_teacher_reads_whose_answers_are_equal_and_that_it_proves_nothing(
    study: Study, locale: Language
) -> None:
    group = await with_learners(study, "ben", "cai", "dan")
    await passes(study, "cai", "same")
    study.now += timedelta(days=1)
    told = await passes(study, "ben", "same")
    await passes(study, "dan", "other")
    assert await listed(study, group) == [("evens", "Cai (2026-04-01), Ben (2026-04-02)")]
    reply = await study.press(f"group:{group}:equal", locale=locale)
    assert study.words.translate(locale, "equal-answers-about") in text(reply)
    assert "+10 points" in told


async def test_an_answer_equals_neither_ones_own_nor_that_of_another_exercise_or_group(
    study: Study,
) -> None:
    group = await with_learners(study, "ben", "cai")
    await passes(study, "ben", "same")
    await passes(study, "ben", "same")
    await passes(study, "cai", "same", "to_float")
    await passes(study, "outsider", "same")
    assert not await listed(study, group)
    assert "none at the moment" in text(await study.press(f"group:{group}:equal"))


async def test_the_answer_that_most_have_is_not_listed(study: Study) -> None:
    names = [f"learner{number}" for number in range(9)]
    group = await with_learners(study, *names)
    for who in names[:4]:
        await passes(study, who, "usual")
    for who in names[4:7]:
        await passes(study, who, "rare")
    ((_, who),) = await listed(study, group)
    assert who.count("Learner") == 3


def test_what_is_rare() -> None:
    assert is_rare(ALWAYS_FEW, ALWAYS_FEW)
    assert not is_rare(ALWAYS_FEW + 1, 15)
    assert is_rare(ALWAYS_FEW + 1, 16)


async def test_short_answers_and_those_of_the_exercise_are_not_compared(study: Study) -> None:
    group = await with_learners(study, "ben", "cai")
    for who in ("ben", "cai"):
        await passes(study, who, None)
    assert not await listed(study, group)


async def test_the_comparison_ends_with_the_code(study: Study) -> None:
    group = await with_learners(study, "ben", "cai")
    for who in ("ben", "cai"):
        await passes(study, who, "same")
    assert await listed(study, group)
    study.now += timedelta(days=91)
    await study.tutor.scheduler.purge_old_code()
    assert not await listed(study, group)
