"""Quizzes, the checklist, and the leaderboard."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.storage.models import QuizAnswerRow
from bot.tutor.replies.model import Form, Menu, Table
from lessons.curriculum import Catalog
from tests.support.study import Study, actions, blocks, buttons, person, text

RIGHT = (
    ("answer:tensors/1:b", ""),
    ("answer:tensors/2:true", ""),
    ("answer:tensors/3", "tensor([0, 2])"),
)


async def pass_everything_of_tensors(study: Study, who: str = "aki") -> None:
    for function in ("evens", "to_float"):
        await study.passes(function, who)
    for action, typed in RIGHT:
        await study.press(action, typed, who)


async def test_a_question_to_choose_has_a_button_for_each_option(study: Study) -> None:
    reply = await study.type("/quiz tensors")
    assert "question 1 of 3" in text(reply)
    assert [(each.label, each.action) for each in buttons(reply)] == [
        ("a. torch.int32", "answer:tensors/1:a"),
        ("b. torch.int64", "answer:tensors/1:b"),
    ]


async def test_long_options_are_whole_in_a_menu_whose_choice_is_the_answer(
    study: Study, curriculum: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "so many words that no button on a phone could ever hold all of them at once"
    question = curriculum.lessons()[0].questions[0]
    # All tests share the curriculum.
    monkeypatch.setitem(question.options, "en", ("short", long * 2))  # type: ignore[arg-type]
    reply = await study.type("/quiz tensors")
    (menu,) = blocks(reply, Menu)
    listed = menu.listed()
    assert listed is not None
    assert f"- b. {long * 2}" in listed.markdown
    assert [each.value for each in menu.choices] == ["a", "b"]
    assert menu.choices[1].label.startswith(f"b. {long}")
    assert "Right!" not in text(await study.press(menu.action, "a"))
    assert "Right!" in text(await study.press(menu.action, "b"))


async def test_true_or_false_has_two_buttons_and_an_output_is_typed(study: Study) -> None:
    reply = await study.press("quiz:tensors:tensors/1")
    assert actions(reply) == ["answer:tensors/2:true", "answer:tensors/2:false"]
    (form,) = blocks(await study.press("quiz:tensors:tensors/2"), Form)
    assert form.action == "answer:tensors/3"


async def test_a_right_answer_is_explained_and_gives_a_point_once(study: Study) -> None:
    first = await study.press("answer:tensors/1:b")
    assert "Right!** +1 point" in text(first)
    assert "Because of tensors/1." in text(first)
    again = await study.press("answer:tensors/1:b")
    assert "Right!" in text(again)
    assert "point" not in text(again)


async def test_a_wrong_answer_is_explained_and_the_question_comes_back_last(study: Study) -> None:
    reply = await study.press("answer:tensors/1:a")
    assert "Not quite" in text(reply)
    assert "Because of tensors/1." in text(reply)
    assert actions(reply) == ["quiz-next:tensors:tensors/1"]
    assert "Question tensors/2?" in text(await study.press("quiz:tensors:tensors/1"))
    await study.press("answer:tensors/2:true")
    last = await study.press("answer:tensors/3", "tensor([0, 2])")
    assert "Question tensors/1?" in text(await study.press(actions(last)[0]))


@pytest.mark.parametrize(
    "typed",
    [
        "tensor([0, 2])",
        "tensor([0,2])",
        " tensor( [0,  2] ). ",
        "ｔｅｎｓｏｒ（［0，2］）",
        "tensor([0, 2])。",
    ],
)
async def test_spaces_a_final_point_and_full_width_are_forgiven(study: Study, typed: str) -> None:
    assert "Right!" in text(await study.press("answer:tensors/3", typed))


@pytest.mark.parametrize("typed", ["tensor([0., 2.])", "tensor([2, 0])", "[0., 2.]"])
async def test_what_torch_would_print_differently_is_not_forgiven(study: Study, typed: str) -> None:
    assert "Not quite" in text(await study.press("answer:tensors/3", typed))


async def test_an_empty_answer_is_asked_for_again_and_not_counted(study: Study) -> None:
    reply = await study.press("answer:tensors/3", "  ")
    assert "no answer in that" in text(reply)
    assert len(blocks(reply, Form)) == 1
    async with study.database.read_session() as session:
        assert (await session.scalars(select(QuizAnswerRow))).all() == []


async def test_every_answer_is_kept(study: Study) -> None:
    await study.press("answer:tensors/1:a")
    await study.press("answer:tensors/1:b")
    async with study.database.read_session() as session:
        kept = (await session.scalars(select(QuizAnswerRow).order_by(QuizAnswerRow.id))).all()
    assert [(each.answer, each.correct) for each in kept] == [("a", False), ("b", True)]


async def test_a_quiz_is_passed_when_every_question_was_answered_correctly(study: Study) -> None:
    for action, typed in RIGHT:
        assert "Quiz passed" not in text(await study.press("quiz:tensors"))
        reply = await study.press(action, typed)
    assert "Quiz passed" in text(reply)
    assert "Quiz passed" in text(await study.type("/quiz tensors"))


async def test_quiz_without_a_name_is_that_of_the_lesson_last_read(study: Study) -> None:
    assert "Quiz: Tensors" in text(await study.type("/quiz"))
    await study.type("/lesson operations")
    assert "does not exist" in text(await study.type("/quiz"))


async def test_a_quiz_of_an_unknown_lesson_suggests_the_nearest(study: Study) -> None:
    assert "**Tensors**" in text(await study.type("/quiz tensros"))


async def test_a_finished_lesson_is_celebrated_and_says_what_comes_next(study: Study) -> None:
    for action, typed in RIGHT:
        await study.press(action, typed)
    first = await study.passes("evens")
    assert "finished" not in text(first)
    assert "exercise:tensors/to-float" in actions(first)
    last = await study.passes("to_float")
    assert "You have finished “Tensors”" in text(last)
    assert "lesson:operations" in actions(last)
    assert "with it the whole of “Basics”" in text(await study.passes("affine"))


async def test_a_finished_lesson_is_celebrated_once(study: Study) -> None:
    await pass_everything_of_tensors(study)
    again = await study.passes("to_float")
    assert "You have finished" not in text(again)
    assert "lesson:operations" in actions(again)


async def test_the_checklist_shows_what_is_open_self_checked_and_proven(study: Study) -> None:
    assert text(await study.type("/progress")).count("○") == 3
    await pass_everything_of_tensors(study)
    reply = await study.press("tick:basics:compute:on")
    shown = [line for line in text(reply).split("\n") if line.startswith(("1. ", "2. ", "3. "))]
    assert shown == [
        "1. ✓ **I can make tensors** · proven",
        "2. ☑ I can compute · self-checked",
        "3. ○ I can do what no lesson teaches yet",
    ]


async def test_a_tick_can_be_taken_away_and_is_ones_own(study: Study) -> None:
    reply = await study.press("tick:basics:compute:on")
    assert "tick:basics:compute:off" in actions(reply)
    assert "2. ☑" not in text(await study.type("/progress", who="ben"))
    reply = await study.press("tick:basics:compute:off")
    assert "2. ○ I can compute" in text(reply)
    assert "tick:basics:compute:on" in actions(reply)


async def test_proof_goes_before_a_tick_and_cannot_be_unticked(study: Study) -> None:
    await study.press("tick:basics:make:on")
    await pass_everything_of_tensors(study)
    reply = await study.type("/progress")
    assert "1. ✓ **I can make tensors** · proven" in text(reply)
    assert not any(action.startswith("tick:basics:make") for action in actions(reply))


async def test_ticking_what_is_on_no_checklist_writes_nothing(study: Study) -> None:
    reply = await study.press("tick:basics:nothing:on")
    assert text(reply).count("○") == 3


async def test_progress_counts_exercises_and_questions_of_each_lesson(study: Study) -> None:
    await study.passes("evens")
    await study.press(*RIGHT[0])
    (table,) = blocks(await study.type("/progress"), Table)
    assert table.rows == (("1. Tensors", "1 of 2", "1 of 3"), ("2. Operations", "0 of 1", "–"))


async def test_progress_is_there_after_a_restart(study: Study) -> None:
    await pass_everything_of_tensors(study)
    study.started()
    assert "1. ✓ **" in text(await study.type("/progress"))


async def test_the_leaderboard_ranks_by_points_and_ties_share_a_rank(study: Study) -> None:
    for who in ("aki", "ben"):
        await study.passes("evens", who)
    await study.passes("to_float", "cai")
    await study.passes("affine", "cai")
    await study.press("answer:tensors/1:b", who="dai")
    reply = await study.type("/leaderboard", who="ben")
    (table,) = blocks(reply, Table)
    assert table.rows == (
        ("1", "Cai", "20"),
        ("2", "Aki", "10"),
        ("2", "Ben", "10"),
        ("4", "Dai", "1"),
    )
    assert table.highlighted == 2
    assert "shares place 2 of 4, with 10 points." in text(reply)
    assert "You" not in text(reply)  # everyone sees it
    assert not reply.private


async def test_ones_own_position_is_shown_beyond_the_first_ten(study: Study) -> None:
    for number in range(11):
        await study.passes("evens", f"learner{number}")
    await study.press("answer:tensors/1:b", who="zoe")
    reply = await study.type("/leaderboard", who="zoe")
    (table,) = blocks(reply, Table)
    assert len(table.rows) == 11
    assert table.rows[10] == ("12", "Zoe", "1")
    assert table.highlighted == 10
    assert "number 12 of 12, with 1 point." in text(reply)


async def test_a_learner_without_points_is_told_how_to_get_on_the_board(study: Study) -> None:
    assert "Nobody has points yet" in text(await study.type("/leaderboard"))
    await study.passes("evens", "ben")
    reply = await study.type("/leaderboard")
    assert "not on the board yet" in text(reply)
    assert blocks(reply, Table)[0].highlighted is None


async def test_a_board_shows_only_those_who_were_in_that_place(study: Study) -> None:
    await study.passes("evens", "ben")
    elsewhere = person("aki", place="elsewhere")
    reply = await study.tutor.command(elsewhere, "leaderboard", "", "m")
    assert "Nobody has points yet" in text(reply)
