"""Replies to text that is neither code nor a command."""

from __future__ import annotations

import pytest

from lessons.curriculum import Language
from tests.support.study import Study, actions, buttons, text


async def told(study: Study, said: str, key: str, locale: Language = "en") -> bool:
    return study.words.translate(locale, key) in text(await study.say(said, locale=locale))


@pytest.mark.parametrize("said", ["back", "go back", "戻る", "もどる。", "前へ", "/戻る", "/back"])
async def test_back_is_the_page_before(study: Study, said: str) -> None:
    await study.type("/lesson tensors 3")
    assert "page 2 of 3" in text(await study.say(said))
    assert "page 1 of 3" in text(await study.say(said))


async def test_before_the_first_page_are_all_lessons(study: Study) -> None:
    await study.type("/lesson tensors")
    lessons = text(await study.say("back"))
    assert "Welcome back, Aki!" in lessons
    assert "minutes** of reading are left" in lessons


@pytest.mark.parametrize("said", ["つぎ", "次のページ", "go on", "next page please", "つづき！"])
async def test_next_in_other_words_is_the_next_page(study: Study, said: str) -> None:
    await study.type("/lesson tensors")
    assert "page 2 of 3" in text(await study.say(said))


@pytest.mark.parametrize("said", ["again", "もう一度お願いします", "show it again"])
async def test_again_is_the_page_that_was_read_last(study: Study, said: str) -> None:
    await study.type("/lesson tensors 2")
    assert "page 2 of 3" in text(await study.say(said))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        *((each, "said-thanks") for each in ("thanks", "Thank you!!", "ありがとう", "🙏 thx 🙏")),
        *(
            (each, "said-thanks")
            for each in ("ありがとうございます。助かりました！", "thanks for that")
        ),
        *((each, "said-fine") for each in ("ok", "OK, got it.", "はい", "ＯＫ", "なるほど…")),
        *((each, "said-bye") for each in ("bye", "quit", "おやすみなさい", "今日はここまで")),
        *((each, "said-signs") for each in ("😀😀", "👍", "？？？", "…")),
        *((each, "said-skip") for each in ("skip", "スキップ", "can i skip this?", "とばしたい")),
        *(
            (each, "reference-later")
            for each in ("answer", "答えを教えてください", "the solution please")
        ),
        *(
            (each, "said-stuck-early")
            for each in ("help me", "わからない", "I don’t understand", "助けて")
        ),
    ],
)
async def test_what_is_said_is_answered_as_it_was_meant(study: Study, said: str, key: str) -> None:
    assert await told(study, said, key)
    assert await told(study, said, key, locale="ja")


@pytest.mark.parametrize(
    "said", ["hello", "Hi there!", "こんにちは", "はじめまして、よろしくお願いします"]
)
async def test_a_greeting_is_returned_with_the_first_lesson(study: Study, said: str) -> None:
    reply = await study.say(said)
    assert "Hello, Aki!" in text(reply)
    assert actions(reply) == ["lesson:tensors"]


@pytest.mark.parametrize(
    "said", ["ok, but I'm stuck", "ええと、わからない、どうしよう", "thanks. help me"]
)
async def test_a_need_weighs_more_than_the_kindness_around_it(study: Study, said: str) -> None:
    await study.type("/lesson tensors")
    reply = await study.say(said)
    assert study.words.translate("en", "said-stuck") in text(reply)
    assert "hint:tensors/evens:1" in actions(reply)


@pytest.mark.parametrize(
    ("said", "answer"),
    [("日本語", "日本語"), ("in Japanese please", "日本語"), ("英語にして", "English")],
)
async def test_a_language_asked_for_in_words_is_spoken_from_then_on(
    study: Study, said: str, answer: str
) -> None:
    assert answer in text(await study.say(said, locale="ja" if answer == "English" else "en"))


@pytest.mark.parametrize("said", ["lesson2", "レッスン２", "／レッスン　２", "レッスン 2"])
async def test_a_lessons_number_may_be_full_width_and_without_a_space(
    study: Study, said: str
) -> None:
    assert "Operations" in text(await study.say(said))


@pytest.mark.parametrize("said", ["ヒントください", "hint please", "ヒントをください"])
async def test_a_hint_asked_for_politely_is_given_or_offered(study: Study, said: str) -> None:
    await study.type("/lesson tensors")
    assert any(each.startswith("hint:tensors/evens") for each in actions(await study.say(said)))


@pytest.mark.parametrize("name", ["to_float", "to-float"])
async def test_an_exercise_may_be_named_with_hyphens(study: Study, name: str) -> None:
    assert "Write to_float." in text(await study.type(f"/exercise {name}"))
    assert "Write to_float." in text(await study.say(name))


@pytest.mark.parametrize(("typed", "meant"), [("progres", "progress"), ("leson", "lesson")])
async def test_a_mistyped_command_without_its_slash_is_guessed(
    study: Study, typed: str, meant: str
) -> None:
    assert actions(await study.say(typed))[0] == f"command:{meant}"


async def test_whoever_skips_is_offered_another_exercise_than_the_one_at_hand(
    study: Study,
) -> None:
    await study.type("/exercise evens")
    offered = [each.action for each in buttons(await study.say("skip"))]
    assert offered[0].startswith("exercise:")
    assert offered[0] != "exercise:tensors/evens"


async def test_a_closed_door_turns_words_that_run_code_away_too(study: Study) -> None:
    """`run x` without its slash is a run like any other."""
    await study.say("run x")
    assert [job.code for job in study.queue.sent] == ["x"]
