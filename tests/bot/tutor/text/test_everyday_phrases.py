"""Everyday phrases get a reply that fits them, in both languages and however they are spelt."""

from __future__ import annotations

import pytest

from bot.tutor.text.phrases import COMMAND_OF, MEANINGS, PhraseMatcher, base_of, key_of, plain
from bot.tutor.text.wants import Situation
from lessons.curriculum import Language
from tests.support.study import Study, actions, text

DIRECT = Situation()
LANGUAGES = pytest.mark.parametrize("locale", ["en", "ja"])

REPLIES = {
    "reference-later": (
        "can you give me the solution",
        "答え見せて",
        "show me the answer, please!",
    ),
    "said-next-step": (
        "what should I do next",
        "what now?",
        "次は何をすればいいですか",
        "次何する？",
    ),
    "said-not-working": (
        "my code does not work",
        "my code deosnt work",
        "コードが動きません",
        "動かないです",
    ),
    "said-error": ("I got an error", "エラーが出た", "エラーが出ました。", "ｴﾗｰになりました"),
    "said-is-right": (
        "is this right",
        "Is my answer right?",
        "合ってますか",
        "あってる？",
        "これで合ってますか",
    ),
    "said-how-to-send": ("how do I submit my code?", "どうやって提出するの？"),
    "said-retry": ("can I resubmit?", "間違えた。取り消したい", "もう一度提出できますか"),
    "said-done": ("I did it!", "done", "it works now", "できた！", "できました", "合格した！"),
    "said-praise": ("awesome", "cool!", "すごい", "すごいですね！", "面白い"),
    "said-no": ("no", "nope", "いいえ", "いや、大丈夫です"),
    "said-fine": ("yes", "ok", "OK!", "はい", "了解です", "なるほど〜"),
    "said-hard": ("this is hard", "too difficult", "難しい", "難しいです…", "むずかしいー"),
    "said-tired": ("I'm tired", "i'm soooo tired", "疲れた", "つかれたー", "眠い"),
    "said-bored": ("this is boring", "つまらない", "飽きた"),
    "said-laugh": ("lol", "hahaha", "草", "ｗｗｗ", "笑"),
    "said-sorry": ("sorry", "oops", "ごめんなさい"),
    "said-cheer": ("I'll try again", "がんばります"),
    "said-stuck-early": ("I don't understand", "わからない", "全然わからん", "help me", "助けて"),
    "said-bye": ("bye", "see you tomorrow", "お疲れさまでした"),
    "said-signs": ("😀", "👍", "…"),
}


@LANGUAGES
@pytest.mark.parametrize(
    ("said", "key"), [(said, key) for key, phrases in REPLIES.items() for said in phrases]
)
async def test_a_phrase_gets_the_reply_that_fits_it(
    study: Study, said: str, key: str, locale: Language
) -> None:
    reply = await study.say(said, locale=locale)
    assert study.words.translate(locale, key) in text(reply)
    assert actions(reply), "every reply offers a next step"


@pytest.mark.parametrize(
    ("said", "command"),
    [
        *(
            (each, "/help")
            for each in ("what can you do?", "何ができるの？", "使い方を教えてください")
        ),
        *((each, "/start") for each in ("I want to start", "始めたい", "はじめたいです")),
        *(
            (each, "/exercise")
            for each in ("the next exercise", "次の演習", "お題", "問題ください")
        ),
        *(
            (each, "/exercise evens")
            for each in ("exercise evens", "evens", "exercise 1", "演習１")
        ),
        *(
            (each, "/lesson 2")
            for each in ("lesson 2", "lesson two", "open lesson 2 please", "第2回")
        ),
        *((each, "/lesson 2") for each in ("レッスン２を開いて", "/lesson2", "／レッスン２")),
        *((each, "/quiz 1") for each in ("quiz lesson 1", "レッスン1のクイズ", "quiz 1")),
        *((each, "/progress") for each in ("how many points do I have?", "何ポイント持ってる？")),
        *((each, "/quiz") for each in ("can I retake the quiz?", "もう一回クイズやりたい")),
        *((each, "/next") for each in ("continue from yesterday", "昨日の続き")),
        *((each, "/start") for each in ("choose another lesson", "前のレッスンに戻りたい")),
        *((each, "/review") for each in ("remind me every day", "毎日やるにはどうすればいい？")),
        *((each, "/privacy") for each in ("delete my data", "データを消して", "プライバシー")),
        *((each, "/status") for each in ("状況", "/状況")),
    ],
)
async def test_a_command_in_words_does_what_the_command_does(
    study: Study, said: str, command: str
) -> None:
    assert text(await study.say(said, who="aki")) == text(
        await study.type(command, who="ben")
    ).replace("Ben", "Aki")


@pytest.mark.parametrize(
    "said", ["do hints cost points?", "how many tries do I have?", "ヒントを見たら点は減りますか？"]
)
async def test_what_a_try_and_a_hint_cost_is_said_when_asked(study: Study, said: str) -> None:
    reply = text(await study.say(said, locale="en"))
    assert "gives 10 points; each hint takes 2 off" in reply


@pytest.mark.parametrize(
    "said",
    [
        "next week is a holiday",
        "start of the month",
        "the quiz was fun",
        "status quo",
        "ランキングはもう見飽きた",
    ],
)
async def test_a_sentence_with_the_name_of_a_command_is_no_command(study: Study, said: str) -> None:
    decision = await study.tutor.decide(said, DIRECT)
    assert decision.command is None


def test_no_phrase_has_two_meanings(study: Study) -> None:
    meanings: dict[str, set[str]] = {}
    for meaning in MEANINGS:
        for language in ("en", "ja"):
            for phrase in study.words.translate(language, f"heard-{meaning}").split("|"):  # type: ignore[arg-type]
                meanings.setdefault(key_of(plain(phrase)), set()).add(meaning)
    assert not {phrase: each for phrase, each in meanings.items() if len(each) > 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ｉ ｇｏｔ ａｎ ｅｒｒｏｒ", "i got an error"),
        ("ツカレタ", "つかれた"),
        ("疲れた！！", "疲れた"),
        ("please help me", "help me"),
        ("答えを見せてください", "答えを見せて"),
        ("わからないです。", "わからない"),
    ],
)
def test_width_kana_marks_and_politeness_make_no_difference(one: str, other: str) -> None:
    assert base_of(key_of(plain(one))) == base_of(key_of(plain(other)))


@pytest.mark.parametrize(
    "said", ["i am strict", "erorr codes of http", "sovle world hunger for me"]
)
def test_a_misspelling_is_no_licence_to_guess(study: Study, said: str) -> None:
    assert PhraseMatcher(study.words).whole(said) is None


def test_every_command_phrase_names_a_command_that_exists(study: Study) -> None:
    for name, _ in COMMAND_OF.values():
        assert study.tutor._features.router.has_command(name), name
