"""Several tracks: lessons by number and name, the way from one track to the next, and the lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.tutor.replies.model import Buttons, Table
from lessons.curriculum import Catalog, Lesson, Track
from tests.support.study import Study, actions, blocks, text


@pytest.fixture(scope="module")
def curriculum(curriculum: Catalog) -> Catalog:
    """Two tracks of two lessons each; those of the second have nothing to pass."""
    (basics,) = curriculum.tracks

    def lesson(slug: str, number: int) -> Lesson:
        return replace(
            basics.lessons[1],
            slug=slug,
            number=number,
            track="training",
            titles={"en": slug.capitalize(), "ja": f"{slug} の話"},
            exercises=(replace(basics.lessons[1].exercises[0], id=f"{slug}/x", function=slug),),
        )

    training = Track(
        "training",
        {"en": "Training", "ja": "学習"},
        (lesson("modules", 1), lesson("losses", 2)),
        (),
    )
    return Catalog((basics, training))


async def test_a_page_names_the_track_of_its_lesson(study: Study) -> None:
    assert "Training · lesson 1. Modules" in text(await study.type("/lesson modules"))
    assert "学習 · レッスン 2. losses の話" in text(await study.type("/lesson losses", locale="ja"))


async def test_the_last_lesson_of_a_track_leads_on_to_the_first_of_the_next(study: Study) -> None:
    last = await study.type("/lesson operations")
    assert "lesson:modules" in actions(last)
    for each in ("evens", "to_float"):
        await study.passes(each)
    for each in study.catalog.lessons()[0].questions:
        await study.press(f"answer:{each.id}", each.answer)
    praise = await study.passes("affine")
    assert "with it the whole of “Basics”" in text(praise)
    assert "go on with “Training”" in text(praise)
    assert "lesson:modules" in actions(praise)
    onwards = await study.type("/lesson")
    assert "Training · lesson 1. Modules" in text(onwards)


async def test_after_the_last_lesson_of_a_track_what_was_left_out_comes_before_others(
    study: Study,
) -> None:
    last = await study.type("/lesson losses")
    assert actions(last)[1:] == ["exercise:losses/x"]
    praise = await study.passes("losses")
    assert "“Training”" not in text(praise)
    assert actions(praise)[0] == "lesson:modules"
    praise = await study.passes("modules")
    assert "with it the whole of “Training”" in text(praise)
    assert "go on with “Basics”" in text(praise)
    assert "lesson:tensors" in actions(praise)


async def test_a_number_is_one_of_the_track_that_is_read(study: Study) -> None:
    assert "2. Operations" in text(await study.type("/lesson 2"))
    await study.type("/lesson modules")
    assert "2. Losses" in text(await study.type("/lesson 2"))
    assert "2. Operations" in text(await study.type("/lesson basics 2"))
    assert "2. Losses" in text(await study.type("/lesson 学習 2"))
    assert "Second page" in text(await study.type("/lesson tensors 2"))


async def test_a_tracks_name_alone_opens_its_first_open_lesson(study: Study) -> None:
    assert "1. Modules" in text(await study.type("/lesson training"))
    await study.passes("modules")
    assert "2. Losses" in text(await study.type("/lesson Training"))


@pytest.mark.parametrize("line", ["/lesson list", "/lessons", "/lesson 一覧", "/start"])
async def test_all_lessons_are_listed_track_by_track(line: str, study: Study) -> None:
    reply = await study.type(line)
    shown = text(reply)
    assert shown.index("### Basics") < shown.index("### Training")
    assert [len(table.rows) for table in blocks(reply, Table)] == [2, 2]
    assert actions(reply)[:2] == ["lesson:tensors", "lesson:modules"]
    menus = [table.menu for table in blocks(reply, Table) if table.menu]
    assert len({menu.action for menu in menus}) == 2
    opened = await study.press(menus[1].action, menus[1].choices[0].value)
    assert text(opened) == text(await study.press("lesson:modules"))
    assert "17 minutes" in shown


async def test_an_unknown_lesson_shows_the_lessons_of_each_track(study: Study) -> None:
    reply = await study.type("/lesson qqqq")
    assert [len(each.buttons) for each in blocks(reply, Buttons)] == [2, 1 + 2]
    assert "### Training" in text(reply)
