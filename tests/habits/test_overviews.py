"""What a teacher sees of a study group: in a picture, in a table, and as a file."""

from __future__ import annotations

import base64
import io

from counting import counted_statements
from groups_at_work import exported, fails, founded
from PIL import Image
from studying import Study, actions, blocks, text

from bot.platforms.local.drawing import draw_reply
from bot.tutor.people import Person
from bot.tutor.replies import Picture, Table


async def test_the_overview_shows_each_learners_checklist_in_picture_and_table(
    study: Study,
) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
    await study.passes("affine", "ben")
    await study.press("tick:basics:make:on", who="aki")
    await study.passes("evens", "aki")
    reply = await study.press(f"group:{group}:overview")
    assert reply.private
    (table,) = blocks(reply, Table)
    assert table.rows == (
        ("Aki", "☑ 20%", "0%", "0%", "–"),
        ("Ben", "0%", "✓", "0%", "–"),
    )
    (shown,) = blocks(reply, Picture)
    assert Image.open(io.BytesIO(base64.b64decode(shown.png_base64))).width == 1240
    assert "1. I can make tensors" in text(reply)


async def test_three_failures_without_a_pass_are_being_stuck(study: Study) -> None:
    group, _ = await founded(study)
    for _ in range(2):
        await fails(study, "aki", "evens")
    assert "Nobody is stuck" in text(await study.press(f"group:{group}:overview"))
    await fails(study, "aki", "evens")
    reply = await study.press(f"group:{group}:overview")
    assert "stuck at `evens` (1)" in text(reply)
    assert blocks(reply, Table)[0].rows[0][-1] == "evens"
    await study.passes("evens")
    assert "Nobody is stuck" in text(await study.press(f"group:{group}:overview"))


async def test_the_weeks_hardest_exercise_and_commonest_mistake_are_by_learners(
    study: Study,
) -> None:
    group, code = await founded(study)
    for who in ("ben", "cai"):
        await study.press(f"join:{code}", who=who)
        await fails(study, who, "to_float", "off-by-one")
    for _ in range(5):
        await fails(study, "aki", "evens")
    shown = text(await study.press(f"group:{group}:overview"))
    assert "most learners failed at `to_float`: 2" in shown
    assert "by 2 learners at `to_float`" in shown
    assert "The end was counted too" in shown
    study.now = study.now.replace(day=8)
    assert "most learners failed" not in text(await study.press(f"group:{group}:overview"))


async def test_a_hidden_learner_is_in_no_overview_no_export_and_no_choice(study: Study) -> None:
    group, code = await founded(study)
    await study.press(f"join:{code}", who="ben")
    for _ in range(3):
        await fails(study, "ben", "evens")
    await study.press("settings:hide", who="ben")
    reply = await study.press(f"group:{group}:overview")
    assert "Ben" not in str(blocks(reply, Table))
    assert "1 learner has chosen to be hidden" in text(reply)
    assert "Nobody is stuck" in text(reply)
    assert "failed at" not in text(reply)
    assert "Ben" not in str(exported(await study.press(f"group:{group}:csv")))
    assert "Nobody else" in text(await study.press(f"group:{group}:hand"))


async def test_the_overview_goes_by_pages_of_fifteen(study: Study) -> None:
    group, code = await founded(study)
    for number in range(16):
        await study.press(f"join:{code}", who=f"learner{number:02}")
    first = await study.press(f"group:{group}:overview")
    assert len(blocks(first, Table)[0].rows) == 15
    assert f"group:{group}:overview:2" in actions(first)
    second = await study.press(f"group:{group}:overview:2")
    assert len(blocks(second, Table)[0].rows) == 2


async def test_an_overview_and_an_export_ask_as_much_for_many_learners_as_for_one(
    study: Study,
) -> None:
    group, code = await founded(study)

    async def asked() -> list[int]:
        counts = []
        for verb in ("overview", "csv"):
            with counted_statements(study.database) as statements:
                await study.press(f"group:{group}:{verb}")
            counts.append(len(statements))
        return counts

    for_one = await asked()
    for number in range(12):
        await study.press(f"join:{code}", who=f"learner{number:02}")
        await fails(study, f"learner{number:02}", "evens")
    assert await asked() == for_one


async def test_the_export_has_every_exercise_and_no_formulas_in_names(study: Study) -> None:
    group, code = await founded(study)
    evil = Person("local", "evil", "=HYPERLINK(1)", "en", "home")
    await study.tutor.act(evil, f"join:{code}", "", "m")
    await study.passes("evens", "aki")
    for _ in range(3):
        await fails(study, "aki", "affine")
    head, *rows = exported(await study.press(f"group:{group}:csv"))
    assert head[:3] == ["Name", "Points", "Last active"]
    by_name = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert by_name["Aki"]["evens"] == "passed"
    assert by_name["Aki"]["affine"] == "stuck"
    assert by_name["Aki"]["Points"] == "10"
    assert "'=HYPERLINK(1)" in by_name


async def test_a_file_is_a_download_in_the_local_chat(study: Study) -> None:
    group, _ = await founded(study)
    reply = await study.press(f"group:{group}:csv")
    html = draw_reply(reply, study.words.voice("en"))
    assert f"download='group-{group}.csv'" in html
    assert "href='data:text/csv;base64," in html
