"""Lessons: pages, names, bookmarks."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from bot.tutor.replies.model import Code, Picture, Table, Text
from grader.protocol import Run
from lessons.curriculum import Catalog, Exercise, Lesson, MarkdownTable, Page, Question, Snippet
from tests.support.small_curriculum import PNG
from tests.support.statement_counter import counted_statements
from tests.support.study import Study, actions, blocks, buttons, text


@pytest.mark.parametrize("name", ["tensors", "1", "Tensors", "テンソル", "TENSORS", "tensors 1"])
async def test_a_lesson_is_found_by_slug_number_and_title(study: Study, name: str) -> None:
    reply = await study.type(f"/lesson {name}")
    assert "First page" in text(reply)
    assert "page 1 of 3" in text(reply)
    assert "Some **words**." in text(reply)


async def test_an_unknown_lesson_suggests_the_nearest(study: Study) -> None:
    reply = await study.type("/lesson tensros")
    assert "**Tensors**" in text(reply)
    assert actions(reply) == ["lesson:tensors"]


async def test_a_name_like_no_lesson_is_answered_with_all_of_them(study: Study) -> None:
    reply = await study.type("/lesson quantum chromodynamics")
    assert actions(reply) == ["go-on", "lesson:tensors", "lesson:operations"]


async def test_pages_are_turned_by_buttons_from_the_first_to_the_last(study: Study) -> None:
    seen = []
    reply = await study.type("/lesson tensors")
    for _ in range(2):
        seen.append(text(reply).split("\n")[0])
        following = next(each for each in buttons(reply) if each.label.startswith("Next page"))
        reply = await study.press(following.action)
    assert seen == ["## First page", "## Second page"]
    assert "Third page" in text(reply)
    assert not any(each.label.startswith("Next page") for each in buttons(reply))


async def test_the_last_page_leads_to_the_exercises_the_quiz_and_the_next_lesson(
    study: Study,
) -> None:
    await study.passes("evens")
    reply = await study.type("/lesson tensors 3")
    assert actions(reply)[-4:] == [
        "exercise:tensors/to-float",  # what is open comes first
        "exercise:tensors/evens",
        "quiz:tensors",
        "lesson:operations",
    ]
    assert "✓ Title of evens" in [each.label for each in buttons(reply)]


@pytest.mark.parametrize("page", ["99", "3"])
async def test_a_page_beyond_the_last_is_the_last(study: Study, page: str) -> None:
    assert "Third page" in text(await study.type(f"/lesson tensors {page}"))


async def test_a_snippet_shows_its_output_and_runs_with_what_stands_before_it(
    study: Study,
) -> None:
    reply = await study.type("/lesson tensors 2")
    code, output = blocks(reply, Code)[:2]
    assert (code.text, code.language) == ("print(a + 1)", "python")
    assert (output.text, output.caption) == ("2", "What it prints")
    assert output.awaits_run
    run = next(each for each in buttons(reply) if each.label == "▶ Run")
    waiting = await study.press(run.action, to="under-the-page")
    assert waiting.pending
    (job,) = study.queue.sent
    assert isinstance(job, Run)
    snippet = study.catalog.lessons()[0].pages["en"][1].parts[0]
    assert isinstance(snippet, Snippet)
    assert (job.code, job.earlier) == (snippet.code, snippet.setup)
    assert "2" in text(await study.ran(stdout="2\n"))
    assert study.delivered[0][0] == "under-the-page"


async def test_output_that_differs_each_time_says_so(study: Study) -> None:
    reply = await study.type("/lesson tensors 3")
    assert "for example" in blocks(reply, Code)[1].caption


async def test_a_snippet_that_has_gone_from_the_lesson_says_so(study: Study) -> None:
    for action in ("snippet:tensors:2:9:en", "snippet:gone:1:1:en", "snippet:tensors:x:1:en"):
        assert "no longer works" in text(await study.press(action))
    assert study.queue.sent == []


async def test_pictures_and_tables_are_shown_with_their_words(study: Study) -> None:
    reply = await study.type("/lesson tensors 2")
    (picture,) = blocks(reply, Picture)
    (table,) = blocks(reply, Table)
    assert (base64.b64decode(picture.png_base64), picture.alt) == (PNG, "two boxes")
    assert (table.head, table.rows) == (("NumPy", "PyTorch"), (("np.zeros", "torch.zeros"),))


async def test_lesson_without_a_name_begins_and_then_goes_on_where_one_stopped(
    study: Study,
) -> None:
    assert "First page" in text(await study.type("/lesson"))
    await study.press("lesson:tensors:2")
    assert "Second page" in text(await study.type("/lesson"))
    assert "First page" in text(await study.type("/lesson", who="ben"))


async def test_after_a_finished_lesson_it_goes_on_with_the_next(study: Study) -> None:
    await study.type("/lesson tensors 3")
    for function in ("evens", "to_float"):
        await study.passes(function)
    for action in ("answer:tensors/1:b", "answer:tensors/2:true"):
        await study.press(action)
    assert "Tensors" in text(await study.type("/lesson"))
    await study.press("answer:tensors/3", "tensor([0, 2])")
    assert "Operations" in text(await study.type("/lesson"))


async def test_opening_a_lesson_again_offers_the_page_where_one_stopped(study: Study) -> None:
    await study.type("/lesson tensors 3")
    reply = await study.type("/lesson tensors")
    assert "First page" in text(reply)
    assert "lesson:tensors:3" in actions(reply)


async def test_a_reader_of_japanese_gets_the_japanese_page_and_buttons(study: Study) -> None:
    reply = await study.type("/lesson tensors 2", locale="ja")
    assert "1. テンソル · 2 / 3 ページ" in text(reply)
    assert "▶ 実行" in [each.label for each in buttons(reply)]
    assert "snippet:tensors:2:0:ja" in actions(reply)


async def test_an_exercise_shows_what_is_asked_and_where_to_begin(study: Study) -> None:
    for name in ("tensors/evens", "evens", "Title of evens"):
        reply = await study.type(f"/exercise {name}")
        assert "Write evens." in text(reply)
        (starter,) = blocks(reply, Code)
        assert (starter.text, starter.language) == ("def evens(x):\n    ...", "python")


async def test_exercise_without_a_name_is_the_next_open_one(study: Study) -> None:
    assert "Write evens." in text(await study.type("/exercise"))
    await study.passes("evens")
    assert "Write to_float." in text(await study.type("/exercise"))
    await study.type("/lesson operations")
    assert "Write affine." in text(await study.type("/exercise"))
    await study.passes("affine")
    await study.passes("to_float")
    assert "passed every exercise" in text(await study.type("/exercise"))


async def test_an_unknown_exercise_suggests_the_nearest(study: Study) -> None:
    reply = await study.type("/exercise evnes")
    assert "`evens`" in text(reply)
    assert actions(reply) == ["exercise:tensors/evens"]


async def test_hints_come_one_by_one_for_the_exercise_submitted_to_last(study: Study) -> None:
    await study.say("def to_float(x): return x")
    assert "gentle to_float" in text(await study.type("/hint"))
    second = await study.type("/hint")
    assert "plain to_float" in text(second)
    assert not any(action.startswith("hint:") for action in actions(second))
    assert "plain to_float" in text(await study.type("/hint"))
    assert "gentle evens" in text(await study.type("/hint evens"))


async def test_the_reference_is_shown_after_passing_and_never_before(study: Study) -> None:
    before = await study.press("reference:tensors/evens")
    assert "return x" not in text(before)
    assert "reference:tensors/evens" not in actions(await study.type("/exercise evens"))
    await study.passes("evens")
    after = await study.press("reference:tensors/evens")
    assert "return x" in text(after)
    assert "reference:tensors/evens" in actions(await study.type("/exercise evens"))
    assert "return x" not in text(await study.press("reference:tensors/evens", who="ben"))


async def test_a_lesson_advises_the_one_before_it_and_locks_nothing(study: Study) -> None:
    advised = text(await study.type("/lesson operations"))
    assert "builds on “1. Tensors”" in advised
    assert "builds on" not in text(await study.type("/lesson tensors"))


async def test_the_reading_time_left_shrinks_page_by_page(study: Study) -> None:
    lesson = study.catalog.lesson("tensors")
    assert lesson is not None
    assert f"about {lesson.minutes} min left" in text(await study.type("/lesson tensors 1"))
    pages = len(lesson.pages["en"])
    left = max(1, round(lesson.minutes / pages))
    assert f"about {left} min left" in text(await study.type(f"/lesson tensors {pages}"))


async def test_images_of_exercises_and_questions_are_shown_where_they_stand(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "dot.png").write_bytes(PNG)
    picture = "before\n\n![a dot](dot.png)\n\nafter"
    study.catalog = with_pictures(study.catalog, picture, tmp_path)
    study.started()
    for reply in (
        await study.type("/exercise evens"),
        await study.press("hint:tensors/evens:1"),
        await study.passes("evens"),
        await study.press("reference:tensors/evens"),
        await study.press("quiz:tensors"),
    ):
        shown = [each for each in reply.blocks if isinstance(each, Picture | Text)]
        [at] = [number for number, each in enumerate(shown) if isinstance(each, Picture)]
        assert [getattr(each, "markdown", "") for each in shown[at - 1 : at + 2 : 2]] == [
            "before",
            "after",
        ]
        assert base64.b64decode(shown[at].png_base64) == PNG  # type: ignore[union-attr]


def with_pictures(catalog: Catalog, text: str, folder: Path) -> Catalog:
    """Return the catalogue with that text wherever an exercise or a question has one."""
    texts = {"en": text, "ja": text}

    def exercise(old: Exercise) -> Exercise:
        hints = {"en": (text,), "ja": (text,)}
        path = folder / old.path.name
        return replace(old, prompts=texts, hints=hints, afterwards=texts, path=path)

    def question(old: Question) -> Question:
        return replace(old, texts=texts, explanations=texts, folder=folder)

    def lesson(old: Lesson) -> Lesson:
        exercises = tuple(map(exercise, old.exercises))
        return replace(old, exercises=exercises, questions=tuple(map(question, old.questions)))

    tracks = (replace(old, lessons=tuple(map(lesson, old.lessons))) for old in catalog.tracks)
    return Catalog(tuple(tracks))


async def test_a_table_keeps_the_stars_of_its_code(study: Study, tmp_path: Path) -> None:
    table = MarkdownTable(("`x**2`", "**bold**"), (("`2 ** 3`", "8"),))
    lesson = replace(
        study.catalog.lessons()[0],
        pages={each: (Page("Powers", (table,)),) for each in ("en", "ja")},
    )
    track = replace(study.catalog.tracks[0], lessons=(lesson,))
    study.catalog = Catalog((track,))
    study.started()
    (shown,) = blocks(await study.type("/lesson tensors"), Table)
    assert (shown.head, shown.rows) == (("x**2", "bold"), (("2 ** 3", "8"),))


@pytest.mark.parametrize("passed", [(), ("evens", "to-float")], ids=["page", "quiz"])
@pytest.mark.parametrize(
    "way", ["/lesson", "/lesson tensors", "lesson:tensors:2", "go-on", "next", "previous page"]
)
async def test_a_lesson_is_opened_with_nothing_asked_of_the_database_twice(
    study: Study, way: str, passed: tuple[str, ...]
) -> None:
    await study.press("lesson:tensors:3" if passed else "lesson:tensors:2")
    for name in passed:
        await study.passes(name)
    with counted_statements(study.database) as statements:
        if way.startswith("/"):
            await study.type(way)
        elif way in {"next", "previous page"}:
            await study.say(way)
        else:
            await study.press(way)
    asked = [each for each in statements if each.startswith("SELECT")]
    assert len(asked) >= 3
    assert len(set(asked)) == len(asked), "\n\n".join(asked)
