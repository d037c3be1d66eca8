"""Learners whose language a track does not have, and tracks with more languages than the bot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.i18n import Translations
from bot.storage import Database
from bot.tutor.replies.actions import OpenLessonPage, ShowExercise, encode
from bot.tutor.replies.model import Button, Buttons, Reply, Text
from lessons.catalog import load
from tests.support.study import Study
from tests.support.track_languages import add_french, write_in

OUR_TRACKS = Path(__file__).parents[3] / "lessons" / "our_tracks"


IN_ENGLISH = "このコースは英語だけです。"
IN_JAPANESE = "*This track is in Japanese only.*"


@pytest.fixture
def track(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OUR_TRACKS / "team-basics", tmp_path / "team-basics"))


def study_of(track: Path, database: Database, words: Translations) -> Study:
    return Study(database, load(track, built_in=False), words)


def buttons(reply: Reply) -> dict[str, Button]:
    """Return the buttons by their labels."""
    rows = [row for row in reply.blocks if isinstance(row, Buttons)]
    return {each.label: each for row in rows for each in row.buttons}


def text_of(reply: Reply) -> str:
    return "\n".join(block.markdown for block in reply.blocks if isinstance(block, Text))


@pytest.mark.parametrize(
    ("written", "locale", "told"),
    [
        ("en", "ja", IN_ENGLISH),
        ("en", "en", ""),
        ("ja", "en", IN_JAPANESE),
        ("ja", "ja", ""),
    ],
)
async def test_a_learner_without_the_language_is_told_once_which_one_they_get(
    track: Path, database: Database, words: Translations, written: str, locale: str, told: str
):
    write_in(track, written)
    study = study_of(track, database, words)
    title = {"en": "Cutting batches", "ja": "バッチを切る"}[written]
    opened = await study.type("/lesson batches", locale=locale)
    turned = await study.type("/lesson batches 2", locale=locale)
    assert title in text_of(opened)
    said = [each for each in (IN_ENGLISH, IN_JAPANESE) if each in text_of(opened)]
    assert said == ([told] if told else [])
    assert not told or told not in text_of(turned)
    runs = [each for each in buttons(opened).values() if each.action.startswith("snippet:")]
    assert runs
    assert all(each.action.endswith(f":{written}") for each in runs)


async def test_of_two_languages_a_learner_of_a_third_gets_the_first_and_is_told(
    track: Path, database: Database, words: Translations
):
    add_french(track)
    write_in(track, "fr", "en")
    study = study_of(track, database, words)
    opened = text_of(await study.type("/lesson batches", locale="ja"))
    assert "このコースには日本語版がないので、フランス語で表示しています。" in opened
    assert "Fr: " in opened
    assert "Fr: " not in text_of(await study.type("/lesson batches", locale="en"))


async def test_a_snippet_of_a_page_in_another_language_is_run(
    track: Path, database: Database, words: Translations
):
    write_in(track, "en")
    study = study_of(track, database, words)
    opened = await study.type("/lesson batches", locale="ja")
    run = next(each for each in buttons(opened).values() if each.action.startswith("snippet:"))
    await study.press(run.action, locale="ja")
    # A button from before the track lost its Japanese texts.
    await study.press(run.action.replace(":en", ":ja"), locale="ja")
    first, second = study.queue.sent
    assert first.model_dump(exclude={"id"}) == second.model_dump(exclude={"id"})


async def test_pages_and_exercises_in_a_third_language_are_a_button_away(
    track: Path, database: Database, words: Translations
):
    add_french(track)
    study = study_of(track, database, words)
    page = await study.type("/lesson batches", locale="ja")
    assert "English" not in buttons(page)
    french = buttons(page)["Français"].action
    assert french == encode(OpenLessonPage("batches", 1, "fr"))
    shown = await study.press(french, locale="ja")
    assert "Fr: " in text_of(shown)
    actions = {label: each.action for label, each in buttons(shown).items()}
    assert actions["日本語"] == encode(OpenLessonPage("batches", 1))
    assert actions["次のページ →"] == encode(OpenLessonPage("batches", 2, "fr"))
    last = await study.press(encode(OpenLessonPage("batches", 99, "fr")), locale="ja")
    action = encode(ShowExercise("batches/first-half", "fr"))
    assert action in [each.action for each in buttons(last).values()]
    assert "Fr: " in text_of(await study.press(action, locale="ja"))
    # The learner's own language is not changed by reading in another one.
    assert "Fr: " not in text_of(await study.type("/lesson batches 1", locale="ja"))


async def test_a_button_to_a_language_that_is_gone_shows_the_learners_own(
    track: Path, database: Database, words: Translations
):
    study = study_of(track, database, words)
    own = text_of(await study.type("/lesson batches 1", locale="ja"))
    for language in ("fr", "日本"):
        action = encode(OpenLessonPage("batches", 1, language))
        assert text_of(await study.press(action, locale="ja")) == own
