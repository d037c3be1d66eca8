"""`/history`: a learner's own tries, opened and compared; and hints right after a pass."""

from __future__ import annotations

from datetime import timedelta

from bot.storage.grading import tries
from bot.tutor.grading.code_diff import MOST_LINES, changed_lines, is_comparable
from bot.tutor.replies.model import Code, ListItem, Reply
from grader.protocol import Status
from lessons.curriculum import Catalog
from tests.support.study import Study, a_problem, blocks, buttons, text

FIRST = "def evens(x):\n    return x\n"
SECOND = "def evens(x):\n    y = x[::2]\n    return y\n"


async def two_tries(study: Study, who: str = "aki") -> None:
    await study.say(FIRST, who)
    await study.grade(Status.FAILED, problem=a_problem())
    await study.say(SECOND, who)
    await study.grade()


def labelled(reply: Reply, label: str) -> str:
    (found,) = [each.action for each in buttons(reply) if each.label == label]
    return found


async def test_history_lists_tries_per_exercise_with_their_verdicts(study: Study) -> None:
    await two_tries(study)
    overview = await study.type("/history")
    (item,) = blocks(overview, ListItem)
    assert item.markdown == "**Title of evens** · 2 tries · passed ✓ · 2026-04-01"
    listed = await study.press(item.button.action)
    assert [item.markdown for item in blocks(listed, ListItem)] == [
        "**2.** passed ✓ (+10 points) · 2026-04-01",
        "**1.** not right yet · 2026-04-01",
    ]
    assert text(await study.type("/history evens")) == text(listed)


async def test_an_earlier_version_is_opened_with_its_verdict_and_compared(study: Study) -> None:
    await two_tries(study)
    opened = await study.press(labelled(await study.type("/history evens"), "Try 1"))
    assert "**Try 1** at “Title of evens”" in text(opened)
    assert FIRST.strip() in [code.text for code in blocks(opened, Code)]
    assert "Not yet" in text(opened)
    compared = await study.press(labelled(opened, "Compare with try 2"))
    (code,) = blocks(compared, Code)
    assert code.text.splitlines() == [
        "  def evens(x):",
        "-     return x",
        "+     y = x[::2]",
        "+     return y",
    ]
    assert "Before: not right yet. After: passed ✓." in text(compared)


async def test_tries_of_somebody_else_are_neither_listed_nor_opened_nor_compared(
    study: Study,
) -> None:
    await two_tries(study)
    opened = labelled(await study.type("/history evens"), "Try 1")
    compare = labelled(await study.press(opened), "Compare with try 2")
    for action in (opened, compare):
        stranger = await study.press(action, who="ben")
        assert "not kept any more" in text(stranger)
        assert not blocks(stranger, Code)
    assert "no exercise yet" in text(await study.type("/history", who="ben"))


async def test_a_try_whose_code_was_deleted_still_shows_its_verdict(study: Study) -> None:
    await two_tries(study)
    study.now += timedelta(days=10_000)
    await study.tutor.scheduler.purge_old_code()
    opened = await study.press(labelled(await study.type("/history evens"), "Try 1"))
    assert "The code of this try is not kept any more.\nnot right yet" in text(opened)
    assert not [each for each in buttons(opened) if "Compare" in each.label]


async def test_history_is_japanese_for_japanese_learners(study: Study) -> None:
    await two_tries(study)
    await study.type("/language ja")
    reply = await study.type("/history evens")
    assert "これまでの提出 2 回" in text(reply)
    assert "1 回目" in [each.label for each in buttons(reply)]


async def test_every_reply_of_the_history_has_one_primary_step(study: Study) -> None:
    replies = [await study.type("/history"), await study.type("/history evens")]
    await two_tries(study)
    opened = await study.press(labelled(await study.type("/history evens"), "Try 1"))
    replies += [
        await study.type("/history"),
        opened,
        await study.press(labelled(opened, "Compare with try 2")),
    ]
    for reply in replies:
        assert sum(each.style == "primary" for each in buttons(reply)) == 1


def test_versions_are_compared_only_as_far_as_that_is_quick() -> None:
    assert is_comparable("x\n" * MOST_LINES)
    assert not is_comparable("x\n" * (MOST_LINES + 1))
    assert not is_comparable("x" * 1000)
    assert changed_lines("a\nb\n", "a\nb") == ""


def test_a_comparison_begins_with_a_line_that_has_something() -> None:
    assert (
        changed_lines("import a\n\nx = 1", "import a\n\nx = 2")
        == "  import a\n  \n- x = 1\n+ x = 2"
    )
    assert changed_lines("a\n\n\nx = 1", "a\n\n\nx = 2") == "- x = 1\n+ x = 2"


async def test_a_hint_asked_for_right_after_a_pass_costs_nothing(
    study: Study, curriculum: Catalog
) -> None:
    await two_tries(study)
    following = next(each for each in curriculum.exercises() if each.function != "evens")
    reply = await study.type("/hint")
    assert "You have just passed “Title of evens”" in text(reply)
    assert "no points off" in text(reply)
    first, hint = buttons(reply)
    assert first.style == "primary"
    assert hint.label == "Hint 1 (−2 points)"
    await study.say(f"def {following.function}(x):\n    return x")
    assert "+10" in text(await study.grade())


async def test_a_hint_for_an_exercise_that_was_begun_is_shown_at_once(study: Study) -> None:
    await study.say(FIRST)
    await study.grade(Status.FAILED, problem=a_problem())
    assert "Hint 1 of" in text(await study.type("/hint"))


async def test_the_tries_of_an_exercise_are_read_in_their_order(study: Study) -> None:
    await two_tries(study)
    async with study.database.read_session() as session:
        (tried,) = await tries.list_tried_exercises(session, 1, most=5)
        rows = await tries.list_tries(session, 1, tried.exercise)
    assert (tried.tries, tried.passed) == (2, 1)
    assert [each.code for each in rows] == [FIRST.strip(), SECOND.strip()]
