"""The learner's path: one primary next step at every reply, up to the end of the track."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.i18n import Translations
from bot.tutor.context import SubmissionLimits
from bot.tutor.replies.actions import ShareCard, ShowCard, encode
from bot.tutor.replies.model import Form, Picture, Reply, Table
from lessons.curriculum import Catalog, Language
from tests.support.diligent_learner import (
    DiligentLearner,
    Thing,
    has_snippet,
    things_of,
)
from tests.support.study import Study, actions, blocks, buttons, text


async def walk(
    learner: DiligentLearner, things: Sequence[Thing], *, look_around: bool = True
) -> Reply:
    """Follow the primary buttons from /start, and check that they lead to one thing after another.

    Return the reply to the last one.
    """
    reply = await learner.type("/start")
    for number, thing in enumerate(things):
        reply = await learner.follow(reply)
        shown = await learner.shown(reply)
        assert shown == thing, text(reply)
        if look_around:
            following = things[number + 1] if number + 1 < len(things) else None
            await resume_everywhere(learner, thing, following)
        if thing.kind == "page":
            slug, _, page = thing.name.rpartition(":")
            lesson = learner.catalog.lesson(slug)
            assert lesson is not None
            if look_around and has_snippet(lesson, int(page), learner.locale):
                reply = await learner.run_snippet(reply)
        else:
            reply = await learner.follow(reply)  # solve it
    return reply


async def resume_everywhere(
    learner: DiligentLearner, thing: Thing, following: Thing | None
) -> None:
    """Check that the learner is led back to where they are from wherever they ask.

    On the last page of a lesson, which has been opened, that is its first task.
    """
    is_last_page = thing.kind == "page" and (following is None or following.kind != "page")
    wanted = following if is_last_page else thing
    hello = "hello" if learner.locale == "en" else "こんにちは"
    for line in ("/start", "/progress", "/lesson list"):
        led = await learner.follow(await learner.type(line))
        assert await learner.shown(led) == wanted, line
    for words in (hello, "/help"):
        await learner.say(words)
    await learner.type("/run 1 + 1")
    ran = await learner.study.ran(value="2")
    assert await learner.shown(await learner.follow(ran)) == wanted
    await learner.type("/bench")
    assert await learner.shown(await learner.follow(await learner.measured())) == wanted


def all_things(catalog: Catalog, language: Language) -> list[Thing]:
    return [each for lesson in catalog.lessons() for each in things_of(lesson, language)]


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_the_primary_buttons_lead_from_one_undone_thing_to_the_next_up_to_the_end(
    study: Study, words: Translations, language: Language
) -> None:
    learner = DiligentLearner(study, language)
    end = await walk(learner, all_things(study.catalog, language))
    (track,) = study.catalog.tracks
    t = words.translator(language)
    finished = t(
        "track-finished-last",
        track=track.titles[language],
        lesson=track.lessons[-1].titles[language],
    )
    assert finished in text(end)
    assert encode(ShowCard(track.slug)) in actions(end)
    card = await learner.press(encode(ShowCard(track.slug)))
    assert [each.alt for each in blocks(card, Picture)]
    assert card.private
    shared = await learner.press(encode(ShareCard(track.slug)))
    assert blocks(shared, Picture) == blocks(card, Picture)
    assert not shared.private
    assert learner.replies > 50


def praises(reply: Reply) -> int:
    return text(reply).count("You have finished")


async def pass_all_but(study: Study, *left_out: str) -> None:
    for exercise in study.catalog.exercises():
        if exercise.id not in left_out:
            await study.passes(exercise.function)
    for lesson in study.catalog.lessons():
        for question in lesson.questions:
            if question.id not in left_out:
                await study.press(f"answer:{question.id}", question.answer)


async def test_an_end_is_noticed_when_a_question_comes_last(study: Study) -> None:
    await pass_all_but(study, "tensors/2")
    end = await study.press("answer:tensors/2:true")
    assert "with it the whole of “Basics”" in text(end)


async def test_an_end_is_noticed_when_a_review_comes_last(study: Study) -> None:
    await pass_all_but(study, "tensors/2")
    await study.press("answer:tensors/2:false")
    study.now += timedelta(days=2)
    end = await study.press("recall:tensors/2:true")
    assert "with it the whole of “Basics”" in text(end)
    assert praises(await study.press("recall:tensors/2:true")) == 0


async def test_two_exercises_in_one_message_end_a_lesson_once(study: Study) -> None:
    await pass_all_but(study, "tensors/evens", "tensors/to-float")
    await study.say("def evens(x):\n    return x\n\n\ndef to_float(x):\n    return x")
    for job in study.queue.sent[-2:]:
        await study.passes_job(job)
    end = study.delivered[-1][1]
    assert praises(end) == 1
    assert len([each for each in buttons(end) if each.style == "primary"]) == 1


async def test_a_track_that_is_finished_is_offered_as_a_card_with_the_progress(
    study: Study,
) -> None:
    assert encode(ShowCard("basics")) not in actions(await study.type("/progress"))
    early = await study.press(encode(ShowCard("basics")))
    assert not blocks(early, Picture)
    await pass_all_but(study)
    assert encode(ShowCard("basics")) in actions(await study.type("/progress"))
    (card,) = blocks(await study.press(encode(ShowCard("basics"))), Picture)
    assert "Aki has finished the track “Basics”, on April 1, 2026" in card.alt
    (karte,) = blocks(await study.press(encode(ShowCard("basics")), locale="ja"), Picture)
    assert "2026 年 4 月 1 日" in karte.alt
    assert karte.png_base64 != card.png_base64


async def test_the_list_of_lessons_says_how_far_the_learner_is(study: Study) -> None:
    async def states() -> list[str]:
        (table,) = blocks(await study.type("/lesson list"), Table)
        return [row[2] for row in table.rows]

    assert await states() == ["open", "open"]
    await study.type("/lesson tensors 2")
    assert await states() == ["page 2 of 3", "open"]
    await study.type("/lesson tensors 1")  # reading once more is no step back
    assert await states() == ["page 2 of 3", "open"]
    await study.type("/lesson tensors 3")
    assert await states() == ["5 tasks left", "open"]
    await study.passes("affine")
    assert await states() == ["5 tasks left", "✓ done"]
    reply = await study.type("/start")
    assert buttons(reply)[0].label == "Exercise: Title of evens"


async def test_a_lessons_button_leads_to_the_page_that_is_read(study: Study) -> None:
    await study.type("/lesson tensors 2")
    assert buttons(await study.type("/start"))[0].label == "Continue: lesson 1, page 2"
    assert "Second page" in text(await study.press("lesson:tensors"))
    assert "First page" in text(await study.press("lesson:operations"))


async def test_after_too_many_submissions_the_same_can_be_sent_again(study: Study) -> None:
    study.limits = SubmissionLimits(per_minute=1)
    study.started()
    await study.press("command:submit:tensors/evens", "def evens(x):\n    return x")
    full = await study.press("command:submit:tensors/to-float", "def to_float(x):\n    return x")
    (form,) = blocks(full, Form)
    assert form.value == "def to_float(x):\n    return x"
    assert not [each for each in buttons(full) if each.style == "primary"]
    study.now += timedelta(minutes=2)
    assert (await study.press(form.action, form.value)).pending
    measure = await study.type("/bench")
    assert actions(measure) == ["command:bench"]


async def test_after_a_review_that_is_written_again_the_next_one_follows(study: Study) -> None:
    await study.passes("evens")
    for question in study.catalog.lessons()[0].questions:
        await study.press(f"answer:{question.id}", "no idea")
    study.now += timedelta(days=3)
    assert actions(await study.passes("evens"))[0] == "command:review"


async def test_who_has_deleted_everything_is_offered_nothing(study: Study) -> None:
    await study.type("/start")
    gone = await study.press("privacy:delete-now")
    assert actions(gone) == []


async def test_what_others_may_see_does_not_say_where_the_learner_is(study: Study) -> None:
    await study.type("/lesson tensors 2")
    reply = await study.type("/status")
    assert reply.threadable
    assert actions(reply) == ["command:lesson"]
    assert "Second page" in text(await study.press("command:lesson"))
    assert "First page" in text(await study.press("command:lesson", who="ben"))
