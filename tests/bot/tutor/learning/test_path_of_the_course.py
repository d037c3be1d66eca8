"""A diligent learner walks each built-in track by its primary buttons alone."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.replies.actions import ShowCard, encode
from lessons.curriculum import LANGUAGES, Catalog, Language
from tests.bot.tutor.learning.test_path import all_things, walk
from tests.support.built_in import built_in_lessons
from tests.support.diligent_learner import DiligentLearner
from tests.support.study import Study, actions, text


@pytest.fixture(scope="module")
def course() -> Catalog:
    return built_in_lessons()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_primary_buttons_lead_through_the_whole_course(
    database: Database, course: Catalog, words: Translations, language: Language
) -> None:
    learner = DiligentLearner(Study(database, course, words), language)
    things = all_things(course, language)
    end = await walk(learner, things, look_around=False)
    assert learner.replies > 1.5 * len(things)
    last = course.tracks[-1]
    assert encode(ShowCard(last.slug)) in actions(end)
    finished = words.translator(language)(
        "track-finished-last",
        track=last.titles[language],
        lesson=last.lessons[-1].titles[language],
    )
    assert finished in text(end)
