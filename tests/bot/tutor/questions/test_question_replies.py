"""What the tutor replies to a question in words."""

from __future__ import annotations

import pytest

from bot.tutor.questions.question_answers import QuestionAnswers
from bot.tutor.replies.actions import ShowAnswer, decode
from lessons.curriculum import Catalog, Language, Lesson
from tests.support.study import Study, actions, buttons, text

LANGUAGES = pytest.mark.parametrize("locale", ["en", "ja"])


def in_catalogue(catalog: Catalog, slug: str) -> Lesson:
    lesson = catalog.lesson(slug)
    assert lesson is not None
    return lesson


@LANGUAGES
async def test_a_question_gets_its_answer_then_its_page_and_its_exercise(
    study: Study, answers: QuestionAnswers, locale: Language
) -> None:
    reply = await study.say("ブロードキャストって何？ (broadcasting)", locale=locale)
    found = answers.answer("broadcasting", locale)
    assert found is not None
    assert text(reply) == found.answer
    assert actions(reply) == ["lesson:operations:6", "exercise:operations/pairwise-distances"]
    title = in_catalogue(study.catalog, "operations").pages[locale][5].title
    assert title in buttons(reply)[0].label


@LANGUAGES
async def test_the_buttons_of_an_answer_open_its_page_and_its_exercise(
    study: Study, locale: Language
) -> None:
    page, exercise = actions(await study.say("what is broadcasting?", locale=locale))
    lesson = in_catalogue(study.catalog, "operations")
    assert lesson.pages[locale][5].title in text(await study.press(page, locale=locale))
    shown = study.catalog.exercise("operations/pairwise-distances")
    assert shown is not None
    assert shown.titles[locale] in text(await study.press(exercise, locale=locale))


@LANGUAGES
async def test_where_no_page_explains_it_the_nearest_one_is_called_that(
    study: Study, locale: Language
) -> None:
    nearest = await study.say("what is a stride?", locale=locale)
    assert study.words.translate(locale, "question-nearest") in text(nearest)
    assert actions(nearest) == ["lesson:operations:4"]


@LANGUAGES
async def test_an_answer_without_a_page_leads_to_the_lessons(
    study: Study, answers: QuestionAnswers, locale: Language
) -> None:
    reply = await study.say("what is a scheduler?", locale=locale)
    found = answers.answer("scheduler", locale)
    assert found is not None
    assert found.page is None
    assert text(reply) == found.answer
    assert actions(reply) == ["go-on", "command:lesson"]


@LANGUAGES
@pytest.mark.parametrize("asked", ["what is kubernetes?", "Kubernetesって何"])
async def test_a_question_without_an_answer_is_told_what_can_be_asked(
    study: Study, asked: str, locale: Language
) -> None:
    reply = await study.say(asked, locale=locale)
    assert text(reply) == study.words.translate(locale, "question-none")
    *examples, lesson, help_ = actions(reply)
    assert (lesson, help_) == ("command:lesson", "command:help")
    assert [each.action for each in buttons(reply) if each.style == "primary"] == [lesson]
    assert len(examples) == 3
    for example in examples:
        assert isinstance(decode(example), ShowAnswer)
        assert text(await study.press(example, locale=locale)) != text(reply)


async def test_an_example_shows_the_answer_to_what_its_label_asks(
    study: Study, answers: QuestionAnswers
) -> None:
    first = answers.topics("en")[0]
    button = buttons(await study.say("what is kubernetes?"))[0]
    assert button.label == study.words.translate("en", "button-ask", term=first.term)
    found = answers.answer(first.id, "en")
    assert found is not None
    assert text(await study.press(button.action)) == found.answer


async def test_a_button_to_an_answer_that_is_gone_says_so(study: Study) -> None:
    reply = await study.press("about:no-longer-there")
    assert text(reply) == study.words.translate("en", "question-gone")
    assert len(buttons(reply)) == 5


@pytest.mark.parametrize("said", ["my cat sleeps on the keyboard", "授業は9時からです"])
async def test_what_is_no_question_is_not_answered_like_one(study: Study, said: str) -> None:
    reply = await study.say(said)
    assert text(reply) == study.words.translate("en", "message-words")


@pytest.mark.parametrize("said", ["thanks", "ありがとう", "hello", "わからない"])
async def test_small_talk_stays_small_talk(study: Study, said: str) -> None:
    shown = text(await study.say(said))
    assert study.words.translate("en", "question-none") not in shown


@pytest.mark.parametrize(
    ("said", "locale"),
    [
        ("so what's the actual benefit of putting things on cuda", "en"),
        ("画像の一部分を切り抜くには", "ja"),
    ],
)
async def test_a_question_that_is_not_certain_offers_what_may_be_meant(
    study: Study, said: str, locale: Language
) -> None:
    reply = await study.say(said, locale=locale)
    asks = [each for each in actions(reply) if each.startswith("about:")]
    assert text(reply) == study.words.translate(locale, "question-unsure", count=len(asks))
    assert 1 <= len(asks) <= 3
    for each in asks:
        assert text(await study.press(each, locale=locale))


async def test_an_answer_that_may_not_be_meant_offers_others_below_it(study: Study) -> None:
    reply = await study.say("ニューロンの数はいくつがいい", locale="ja")
    asks = [each for each in actions(reply) if each.startswith("about:")]
    assert 1 <= len(asks) <= 2
    assert "ニューラルネットワーク" in text(reply)
