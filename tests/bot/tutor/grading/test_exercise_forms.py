"""Easier forms in the chat: what is offered when, what is graded, and what learners mistype."""

from __future__ import annotations

from datetime import timedelta
from textwrap import dedent

import pytest

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.learning.line_numbers import ShuffledLines, shuffle_lines
from bot.tutor.replies.model import Buttons, Code, Form, Menu, Reply
from grader.protocol import Status
from lessons.curriculum import Catalog
from tests.support.built_in import built_in_lessons
from tests.support.study import Study, actions, blocks, buttons, text

FRAME = "tensors/frame"
RIGHT = "picture = torch.ones(height, width)", "picture[1:-1, 1:-1] = 0", "return picture"


@pytest.fixture(scope="module")
def built_in() -> Catalog:
    return built_in_lessons()


@pytest.fixture
def study(database: Database, built_in: Catalog, words: Translations) -> Study:
    return Study(database, built_in, words)


def learner_lines(study: Study, reply: Reply) -> ShuffledLines:
    """Return the lines as the reply shows them to the only learner."""
    shown = next(each for each in blocks(reply, Code) if " | " in each.text).text
    for learner_id in range(1, 9):
        lines = shuffle_lines(study.catalog.exercise(FRAME), learner_id)
        assert lines is not None
        texts = dedent("\n".join(lines.lines)).split("\n")
        if [line.partition(" | ")[2] for line in shown.splitlines()] == texts:
            return lines
    raise AssertionError("the lines are those of nobody")


def numbers(lines: ShuffledLines, *wanted: str) -> str:
    return " ".join(str([each.strip() for each in lines.lines].index(each) + 1) for each in wanted)


def menu_of(reply: Reply) -> Menu:
    (menu,) = blocks(reply, Menu)
    return menu


def form_of(reply: Reply) -> Form:
    (form,) = blocks(reply, Form)
    return form


def sent_code(study: Study) -> str:
    return study.queue.sent[-1].code


async def test_an_exercise_with_easier_forms_offers_them_on_its_page(study: Study) -> None:
    assert f"forms:{FRAME}" in actions(await study.type("/exercise frame"))
    assert not any(
        action.startswith("forms:") for action in actions(await study.type("/exercise evens"))
    )
    offered = actions(await study.press(f"forms:{FRAME}"))
    assert offered[:3] == [f"repair:{FRAME}:0", f"order:{FRAME}", f"blank:{FRAME}"]
    offered = actions(await study.press("forms:operations/row-means"))
    assert offered[:2] == ["repair:operations/row-means:0", "blank:operations/row-means"]


async def test_an_easier_form_is_offered_after_the_second_failure(study: Study) -> None:
    await study.say("def frame(height, width):\n    return 1")
    assert f"forms:{FRAME}" not in actions(await study.grade(Status.FAILED))
    await study.say("def frame(height, width):\n    return 2")
    assert f"forms:{FRAME}" in actions(await study.grade(Status.FAILED))
    await study.say("def evens(stop):\n    return 1")
    await study.grade(Status.FAILED)
    await study.say("def evens(stop):\n    return 2")
    last = actions(await study.grade(Status.FAILED))
    assert not any(action.startswith("forms:") for action in last)


async def test_a_review_offers_an_old_exercise_in_another_form(study: Study) -> None:
    await study.say("def frame(height, width):\n    return 1")
    await study.grade(Status.FAILED)
    study.now += timedelta(days=2)
    assert f"forms:{FRAME}" in actions(await study.type("/review"))


async def test_a_bug_is_shown_with_what_it_gives_and_should_give(study: Study) -> None:
    reply = await study.press(f"repair:{FRAME}:0")
    bugs = {bug.code: bug for bug in study.catalog.exercise(FRAME).forms.repairs}
    bug = bugs[blocks(reply, Code)[0].text]
    assert bug.example is not None
    shown = [each.text for each in blocks(reply, Code)[1:]]
    assert shown == [bug.example.input, bug.example.got, bug.example.expected]
    assert form_of(reply).value == bug.code


async def test_further_bugs_are_shown_one_after_the_other(study: Study) -> None:
    seen = []
    reply = await study.press(f"repair:{FRAME}:0")
    for _ in study.catalog.exercise(FRAME).forms.repairs:
        seen.append(blocks(reply, Code)[0].text)
        (another,) = [each for each in actions(reply) if each.startswith("repair:")]
        reply = await study.press(another)
    assert len(set(seen)) == len(seen)
    assert blocks(reply, Code)[0].text == seen[0]
    assert blocks(await study.press(f"repair:{FRAME}:{'9' * 18}"), Code)[0].text in seen


async def test_a_mended_function_is_graded_and_passes_the_exercise(study: Study) -> None:
    form = form_of(await study.press(f"repair:{FRAME}:0"))
    mended = "import torch\n\n\ndef frame(height, width):\n    return torch.ones(height, width)"
    await study.press(form.action, mended)
    assert sent_code(study).strip() == mended
    passed = await study.grade()
    assert "+10" in text(passed)
    assert f"reference:{FRAME}" in actions(await study.type("/exercise frame"))


async def test_lines_are_chosen_one_by_one_and_submitted(study: Study) -> None:
    reply = await study.press(f"order:{FRAME}")
    lines = learner_lines(study, reply)
    for step, wanted in enumerate(RIGHT):
        menu = menu_of(reply)
        assert len(menu.choices) == len(lines.lines) - step
        reply = await study.press(menu.action, numbers(lines, wanted))
    assert blocks(reply, Code)[-1].text == lines.order.assemble((0, 1, 2))
    (check,) = [each for each in actions(reply) if each.startswith("ordered:")]
    await study.press(check)
    assert sent_code(study) == lines.order.assemble((0, 1, 2))
    assert study.queue.sent[-1].exercise == FRAME


async def test_the_last_line_that_was_chosen_can_be_taken_back(study: Study) -> None:
    first = await study.press(f"order:{FRAME}")
    second = await study.press(menu_of(first).action, "2")
    third = await study.press(menu_of(second).action, "1")
    (undo,) = [each for each in actions(third) if each.startswith("pick:")]
    assert (await study.press(undo)).blocks == second.blocks


async def test_a_line_that_is_chosen_twice_stands_there_once(study: Study) -> None:
    menu = menu_of(await study.press(f"order:{FRAME}"))
    once = await study.press(menu.action, "2")
    assert (await study.press(menu_of(once).action, "2")).blocks == once.blocks


@pytest.mark.parametrize("separator", [" ", ", ", "、", "\n", " -> ", ""])
async def test_an_order_is_typed_with_anything_between_the_numbers(
    study: Study, separator: str
) -> None:
    reply = await study.press(f"order:{FRAME}")
    lines = learner_lines(study, reply)
    await study.press(form_of(reply).action, separator.join(numbers(lines, *RIGHT).split()))
    assert sent_code(study) == lines.order.assemble((0, 1, 2))


async def test_an_order_is_typed_as_a_message_with_the_functions_name(study: Study) -> None:
    lines = learner_lines(study, await study.press(f"order:{FRAME}"))
    typed = numbers(lines, *RIGHT)
    wide = typed.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    for message in (f"frame {typed}", f"`frame`: {typed}", f"frame {wide}"):
        await study.say(message)
        assert sent_code(study) == lines.order.assemble((0, 1, 2)), message
    sent = len(study.queue.sent)
    assert "no line 77" in text(await study.say("frame 1 77"))
    await study.say("frame 1 is too hard")
    await study.say("evens 1 2")
    assert len(study.queue.sent) == sent


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "no number"),
        (" , ", "no number"),
        ("1 9 2", "no line 9"),
        ("0", "no line 0"),
        ("10 2", "no line 10"),
        ("3 1 3", "Line 3 comes twice"),
        ("3 1 4 " * 30, "comes twice"),
        ("1 " * 300, "only need the numbers"),
        ("picture = torch.ones(height, width)", "only need the numbers"),
        ("three one four", "only need the numbers"),
        ("9" * 900, "only need the numbers"),
    ],
)
async def test_what_is_no_order_is_explained_and_not_graded(
    study: Study, typed: str, told: str
) -> None:
    reply = await study.press(f"order:{FRAME}")
    again = await study.press(form_of(reply).action, typed)
    assert told in text(again)
    assert blocks(again, Code)[0] == blocks(reply, Code)[0]
    assert form_of(again) == form_of(reply)
    assert not study.queue.sent


async def test_a_function_pasted_instead_of_numbers_is_graded(study: Study) -> None:
    own = "def frame(height, width):\n    return 7"
    for form in (f"order:{FRAME}", f"blank:{FRAME}"):
        await study.press(form_of(await study.press(form)).action, own)
        assert sent_code(study).strip() == own
    assert len(study.queue.sent) == 2


@pytest.mark.parametrize("forged", ["zzzz", "aa", "1", "A", "\u0101", "a" * 60])
async def test_a_forged_choice_shows_the_lines_anew(study: Study, forged: str) -> None:
    menu = menu_of(await study.press(f"order:{FRAME}"))
    shuffle = menu.action.rpartition(":")[2]
    for action in (f"pick:{FRAME}:{shuffle}:{forged}", f"ordered:{FRAME}:{shuffle}:{forged}"):
        assert menu_of(await study.press(action)) == menu
    assert not study.queue.sent


async def test_an_order_of_lines_that_have_changed_is_not_graded(study: Study) -> None:
    reply = await study.press(f"ordered:{FRAME}:000000", "1 2 3")
    assert "have changed" in text(reply)
    assert menu_of(reply)
    assert not study.queue.sent


async def test_a_learner_sees_the_lines_in_one_order_and_others_in_another(study: Study) -> None:
    mine = await study.press(f"order:{FRAME}")
    assert (await study.press(f"order:{FRAME}")).blocks == mine.blocks
    others = [await study.press(f"order:{FRAME}", who=who) for who in ("bo", "chi", "dan")]
    assert any(blocks(each, Code)[0] != blocks(mine, Code)[0] for each in others)


async def test_a_distractor_is_named_after_the_second_wrong_order(study: Study) -> None:
    reply = await study.press(f"order:{FRAME}")
    lines = learner_lines(study, reply)
    wrong = numbers(lines, "picture = torch.zeros(height, width)", *RIGHT[1:])
    await study.press(form_of(reply).action, wrong)
    first = await study.grade(Status.FAILED)
    assert "hint:**" not in text(first).casefold()
    assert f"order:{FRAME}" in actions(first)
    await study.press(form_of(reply).action, wrong)
    second = text(await study.grade(Status.FAILED))
    number = numbers(lines, "picture = torch.zeros(height, width)")
    assert f"line {number}, `picture = torch.zeros(height, width)`" in second


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (RIGHT[1:], "something is still missing"),
        ((RIGHT[1], RIGHT[0], RIGHT[2]), "first line again"),
        ((RIGHT[0], RIGHT[2], RIGHT[1]), "The first one is where it belongs"),
    ],
)
async def test_a_wrong_order_without_a_distractor_gets_another_hint(
    study: Study, chosen: tuple[str, ...], told: str
) -> None:
    reply = await study.press(f"order:{FRAME}")
    lines = learner_lines(study, reply)
    for _ in range(2):
        await study.press(form_of(reply).action, numbers(lines, *chosen))
        verdict = text(await study.grade(Status.FAILED))
    assert told in verdict


async def test_blanks_are_filled_in_and_graded(study: Study) -> None:
    form = form_of(await study.press("blank:operations/row-means"))
    assert not form.multiline
    await study.press(form.action, "dim=0")
    assert sent_code(study).endswith("return x.mean(dim=0)")
    wrong = await study.grade(Status.FAILED)
    assert "blank:operations/row-means" in actions(wrong)
    form = form_of(await study.press("blank:gradients/descend"))
    assert form.multiline
    await study.press(form.action, "lr * w.grad\n\n  zero_\n")
    assert "w -= lr * w.grad\n        w.grad.zero_()" in sent_code(study)


@pytest.mark.parametrize(
    ("exercise", "typed", "told"),
    [
        ("operations/row-means", " \n ", "nothing in that"),
        ("operations/row-means", "____", "still open"),
        ("operations/row-means", "x" * 300, "very long"),
        ("operations/row-means", "dim=1\nimport os", "one blank, and I got 2 lines"),
        ("gradients/descend", "lr * w.grad", "2 blanks, and I got one line"),
        ("gradients/descend", "a\nb\nc", "2 blanks, and I got 3 lines"),
    ],
)
async def test_what_does_not_fill_the_blanks_is_explained_and_not_graded(
    study: Study, exercise: str, typed: str, told: str
) -> None:
    form = form_of(await study.press(f"blank:{exercise}"))
    again = await study.press(form.action, typed)
    assert told in text(again)
    assert form_of(again) == form
    assert not study.queue.sent


@pytest.mark.parametrize(
    "action",
    [
        "forms:tensors/evens",
        "forms:tensors/gone",
        "repair:tensors/evens:0",
        "order:operations/row-means",
        "pick:tensors/evens:ed47ea:ab",
        "ordered:tensors/gone:ed47ea",
        "blank:tensors/evens",
        "filled:tensors/evens",
    ],
)
async def test_a_button_of_a_form_that_is_gone_says_so(study: Study, action: str) -> None:
    reply = await study.press(action, "1 2 3")
    assert "does not exist any more" in text(reply)
    assert all(each.action.startswith(("exercise:", "go-on")) for each in buttons(reply))
    assert not study.queue.sent


@pytest.mark.parametrize("locale", ["en", "ja"])
async def test_every_form_of_every_exercise_can_be_shown(study: Study, locale: str) -> None:
    shown = 0
    for exercise in study.catalog.exercises():
        forms = exercise.forms
        for there, action in (
            (forms.repairs, f"repair:{exercise.id}:0"),
            (forms.order, f"order:{exercise.id}"),
            (forms.blanks, f"blank:{exercise.id}"),
        ):
            if there:
                reply = await study.press(action, locale=locale)
                assert form_of(reply)
                assert blocks(reply, Buttons)
                shown += 1
    assert shown >= 12
