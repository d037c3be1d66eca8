"""Questions in words: spellings, both languages, and what gets no answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n import Translations
from bot.tutor.questions.question_answers import QuestionAnswers
from bot.tutor.questions.tokens import LONGEST_TEXT
from lessons.curriculum import LANGUAGES, Catalog, Language, Page, Prose
from tests.support.built_in import built_in_lessons


def asked(answers: QuestionAnswers, text: str, language: Language = "en") -> str | None:
    found = answers.find(text, language)
    return found.id if found else None


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("ブロードキャストって何？", "broadcasting"),
        ("broadcastingって何？", "broadcasting"),
        ("ブロードキャスティングとは", "broadcasting"),
        ("テンサーとは", "tensor"),
        ("バックワードがわからない", "backward"),
        ("what is 勾配", "gradient"),
        ("view と reshape の違い", "view-or-reshape"),
        ("ＮＮ．Ｍｏｄｕｌｅの使い方", "nn-module"),
        ("メモリー不足", "out-of-memory"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_in_any_language_is_answered_in_that_of_its_reader(
    answers: QuestionAnswers, text: str, id: str, language: Language
) -> None:
    found = answers.find(text, language)
    assert found is not None
    assert found.id == id
    authored = answers.answer(id, language)
    assert authored is not None
    assert found.answer == authored.answer


def test_an_answer_has_its_page_and_its_exercise(answers: QuestionAnswers) -> None:
    found = answers.find("what is broadcasting", "en")
    assert found is not None
    assert (found.lesson, found.page) == ("operations", 6)
    assert found.exercise == "operations/pairwise-distances"
    assert (found.term, found.is_nearest, found.score) == ("broadcasting", False, 1.0)


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("what is brodcasting", "broadcasting"),  # a letter is missing
        ("what is broaddcasting", "broadcasting"),  # one too many
        ("what is a tensir", "tensor"),  # another
        ("what is a gradeint", "gradient"),  # two are swapped
        ("explain requries_grad", "requires-grad"),
    ],
)
def test_one_slip_in_a_word_is_forgiven(answers: QuestionAnswers, slip: str, right: str) -> None:
    assert asked(answers, slip) == right


@pytest.mark.parametrize("text", ["what is a match", "what is a sensor", "what is a lesson"])
def test_another_word_is_not_taken_for_a_slip(answers: QuestionAnswers, text: str) -> None:
    assert asked(answers, text) is None


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("torch.Tensor vs torch.tensor", "tensor-class"),
        ("what is a tensor", "tensor"),
        ("what is as_tensor", "as-tensor"),
        ("what is from_numpy", "from-numpy"),
        ("zerograd", "zero-grad"),
        ("what does x.to() do", "to-device"),
        ("what does .long() do", "convert-dtype"),
    ],
)
def test_names_in_code_are_read_as_code(answers: QuestionAnswers, text: str, id: str) -> None:
    assert asked(answers, text) == id


@pytest.mark.parametrize("text", ["how long have you been here", "what is the next step"])
def test_an_ordinary_word_is_not_read_as_code(answers: QuestionAnswers, text: str) -> None:
    assert asked(answers, text) is None


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("GPU", "gpu"),
        ("use the gpu", "to-device"),
        ("GPU を使う", "to-device"),
        ("compare tensors", "allclose"),
        ("重みって何", "weight"),
        ("重ねるって何", "stack"),
    ],
)
def test_of_names_with_the_same_words_the_one_that_was_written_is_meant(
    answers: QuestionAnswers, text: str, id: str
) -> None:
    assert asked(answers, text) == id


def test_half_of_a_difference_is_no_answer(answers: QuestionAnswers) -> None:
    assert asked(answers, "difference between softmax and sigmoid") == "sigmoid-or-softmax"
    assert asked(answers, "difference between softmax and relu") is None


def test_one_kanji_is_not_looked_for_within_a_word(answers: QuestionAnswers) -> None:
    assert asked(answers, "葉とは", "ja") == "leaf"
    assert asked(answers, "言葉とは", "ja") is None


@pytest.mark.parametrize("text", ["", " ", "?", "？？", "what is", "とは", "なぜ", "42", "。"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_names_nothing_has_no_answer(
    answers: QuestionAnswers, text: str, language: Language
) -> None:
    assert answers.find(text, language) is None
    assert not answers.is_question(text)


def test_a_term_alone_is_a_question_and_a_sentence_with_it_is_none(
    answers: QuestionAnswers,
) -> None:
    assert asked(answers, "softmax") == "softmax"
    assert asked(answers, "softmax done, on to lunch") is None


def test_words_after_the_longest_question_change_nothing(answers: QuestionAnswers) -> None:
    question = "what is a tensor" + " " * LONGEST_TEXT
    assert answers.find(question + "zebra " * 10_000, "en") == answers.find(question, "en")


def test_topics_are_terms_that_are_answered(answers: QuestionAnswers) -> None:
    for language in LANGUAGES:
        topics = answers.topics(language)
        assert len(topics) >= 10
        assert {answers.find(each.term, language).id for each in topics} == {  # type: ignore[union-attr]
            each.id for each in topics
        }


def with_page(title: dict[Language, str], text: dict[Language, str]) -> Catalog:
    """Return the built-in catalogue with one more page, at the end of its first lesson."""
    catalog = built_in_lessons()
    track, *others = catalog.tracks
    lesson, *rest = track.lessons
    pages = {
        language: (*lesson.pages[language], Page(title[language], (Prose(text[language]),)))
        for language in LANGUAGES
    }
    lessons = (replace(lesson, pages=pages), *rest)
    return Catalog((replace(track, lessons=lessons), *others))


def test_a_word_without_an_answer_of_its_own_is_found_as_code_on_a_page() -> None:
    text = "`torch.frobnicate` turns a tensor inside out. It is quick. It is fun."
    catalog = with_page(
        {"en": "Odds and ends", "ja": "そのほか"},
        {"en": text, "ja": "`torch.frobnicate` は、テンソルを裏返します。速いです。"},
    )
    answers = QuestionAnswers(catalog, Translations())
    found = answers.find("what does torch.frobnicate do", "en")
    assert found is not None
    assert found.answer == "`torch.frobnicate` turns a tensor inside out. It is quick."
    assert (found.lesson, found.page) == ("tensors", 7)
    japanese = answers.find("what does torch.frobnicate do", "ja")
    assert japanese is not None
    assert japanese.answer.startswith("`torch.frobnicate` は、テンソルを裏返します。")


def test_an_answer_without_a_page_leads_to_one_that_has_its_name_in_its_title() -> None:
    title: dict[Language, str] = {"en": "Layers with `torch.nn`", "ja": "`torch.nn` と層"}
    before = QuestionAnswers(built_in_lessons(), Translations()).find("what is torch.nn", "en")
    assert before is not None
    assert before.is_nearest
    catalog = with_page(title, {"en": "A page.", "ja": "ページです。"})
    found = QuestionAnswers(catalog, Translations()).find("what is torch.nn", "en")
    assert found is not None
    assert (found.lesson, found.page, found.is_nearest) == ("tensors", 7, False)


def test_the_explanation_of_an_error_is_found_where_no_answer_is_authored() -> None:
    track, *others = built_in_lessons().tracks
    catalog = Catalog((replace(track, answers=()), *others))
    words = Translations()
    for language in LANGUAGES:
        found = QuestionAnswers(catalog, words).find("error: reshape?", language)
        assert found is not None
        assert found.id == "error:view-memory"
        assert found.answer == words.text_without_values(language, "error-view-memory")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("glue two tensors together", "cat"),
        ("how can I flip the dimensions of a tensor", "permute"),
        ("make my tensor a float", "convert-dtype"),
        ("average of each column", "dim"),
        ("次元を逆順にしたい", "permute"),
        ("numpyに戻すには", "to-numpy"),
        ("学習率をだんだん下げたい", "scheduler"),
    ],
)
def test_words_of_every_day_are_understood_without_a_name(
    answers: QuestionAnswers, text: str, id: str
) -> None:
    assert asked(answers, text) == id


@pytest.mark.parametrize("text", ["can i take a break", "what is the next step", "なんで遅いの"])
def test_one_word_or_words_of_every_day_alone_resemble_nothing(
    answers: QuestionAnswers, text: str
) -> None:
    assert asked(answers, text) is None


def test_what_is_not_certain_is_offered_and_never_more_than_three(
    answers: QuestionAnswers,
) -> None:
    text = "how do I average over all the examples of my batch, in which direction"
    offered = [each.id for each in answers.candidates(text, "en")]
    assert offered
    assert len(offered) <= 3
    assert len(set(offered)) == len(offered)
    assert answers.candidates("where is the bus stop", "en") == ()
    assert answers.candidates("thanks, I passed the average of each column", "en") == ()


def test_an_answer_that_is_certain_is_shown_alone(answers: QuestionAnswers) -> None:
    found = answers.find("what is broadcasting", "en")
    assert found is not None
    assert answers.others("what is broadcasting", found, "en") == ()
