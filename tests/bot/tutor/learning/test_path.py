"""The learner's path: one primary next step at every reply, up to the end of the track."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.i18n import Translations
from bot.tutor.replies.actions import ShareCard, ShowCard, encode
from bot.tutor.replies.model import Picture, Reply
from lessons.curriculum import Catalog, Language
from tests.support.diligent_learner import (
    DiligentLearner,
    Thing,
    has_snippet,
    things_of,
)
from tests.support.study import Study, actions, blocks, text


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
