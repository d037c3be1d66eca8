"""Tracks in one language, or in more than the two that the bot speaks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.i18n import Translations
from bot.tutor.questions.documents import documents
from lessons.answers import FOLDER
from lessons.catalog import CatalogError, load
from lessons.cli.parser import main
from lessons.curriculum import ByLanguage, Catalog
from lessons.languages import track_languages
from lessons.static_checks import answer_faults, static_faults
from tests.support.track_languages import add_french, write_in

ANSWER = """[[answer]]
id = "slice"
kind = "what"
names_en = ["slice"]
en = "A slice takes some of them."
page = "batches/1"
exercise = "batches/first-half"
"""


def load_own(spoiled) -> Catalog:
    return load(spoiled.tracks, built_in=False)


def test_another_language_has_what_the_first_one_has():
    texts = ByLanguage({"en": "a", "fr": "b"})
    assert (texts["en"], texts["fr"], texts["ja"]) == ("a", "b", "a")
    assert list(texts) == ["en", "fr"]
    with pytest.raises(KeyError, match="ja"):
        ByLanguage()["ja"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_track_in_one_language_passes_the_check_and_is_complete_for_everyone(
    spoiled, language: str
):
    write_in(spoiled.track, language)
    catalog = load_own(spoiled)
    lesson = catalog.lessons()[0]
    exercise = lesson.exercises[0]
    assert list(static_faults(lesson)) == []
    assert lesson.languages == exercise.languages == (language,)
    other = "ja" if language == "en" else "en"
    assert lesson.pages[other] == lesson.pages[language]
    for texts in (
        catalog.tracks[0].titles,
        catalog.tracks[0].checklist[0].texts,
        exercise.prompts,
        exercise.starters,
        exercise.hints,
        exercise.afterwards,
        *exercise.mistakes.values(),
        *(question.texts for question in lesson.questions),
        *(question.options for question in lesson.questions),
        *(question.explanations for question in lesson.questions),
    ):
        assert texts[other] == texts[language]


def test_questions_in_words_are_answered_from_a_track_in_one_language(spoiled):
    write_in(spoiled.track, "en")
    folder = spoiled.track / FOLDER
    folder.mkdir()
    (folder / "own.toml").write_text(ANSWER, encoding="utf-8")
    catalog = load_own(spoiled)
    (answer,) = catalog.answers()
    assert (answer.names, dict(answer.texts)) == (("slice",), {"en": "A slice takes some of them."})
    assert list(answer_faults(answer, catalog)) == []
    found = [each for each in documents(catalog, Translations()) if each.id == "slice"]
    assert found[0].texts["ja"] == answer.texts["en"]
    (folder / "own.toml").write_text(ANSWER.replace("names_en", "names_ja"), encoding="utf-8")
    with pytest.raises(CatalogError, match=r"say how learners call it, in names_en$"):
        load_own(spoiled)


@pytest.mark.parametrize(
    ("languages", "fault"),
    [
        ('["en", "English"]', 'languages: "English" is no language; write its code of two or'),
        ('["id"]', 'languages: "id" is no language'),
        ("[]", "languages: name at least one language, or leave languages out"),
        ('["en", "en"]', "languages: a language is there twice; keep one"),
        ('"en"', "languages: Input should be a valid tuple"),
    ],
)
def test_languages_that_are_none_are_named_with_their_line(spoiled, languages: str, fault: str):
    track = spoiled.track / "track.toml"
    text = track.read_text(encoding="utf-8")
    track.write_text(f"languages = {languages}\n{text}", encoding="utf-8")
    assert any(each.startswith(f"{track}:1: {fault}") for each in spoiled.faults())


def test_texts_of_a_language_that_the_track_does_not_have_are_named(spoiled):
    track = spoiled.track / "track.toml"
    text = track.read_text(encoding="utf-8")
    track.write_text(f'languages = ["en"]\n{text}', encoding="utf-8")
    assert any(
        re.search(r"track\.toml:\d+: title\.ja is not known", each) for each in spoiled.faults()
    )
    track.write_text(re.sub(r"(?m)^ja = .*\n", "", track.read_text(encoding="utf-8")), "utf-8")
    faults = spoiled.faults()
    assert any(re.match(r"quiz\.toml:\d+: question\.1\.ja is not known", each) for each in faults)


def test_a_file_in_a_language_that_the_track_does_not_have_is_a_stray(spoiled):
    write_in(spoiled.track, "en")
    (spoiled.lesson / "lesson.ja.md").write_text("# 題\n\n## 頁\n\n文\n", encoding="utf-8")
    (lesson,) = load_own(spoiled).lessons()
    assert [str(each.path.name) for each in static_faults(lesson)] == ["lesson.ja.md"]


def test_a_third_language_is_read_and_checked_as_the_others(spoiled):
    add_french(spoiled.track)
    (lesson,) = load_own(spoiled).lessons()
    assert lesson.languages == ("ja", "en", "fr")
    assert lesson.titles["fr"].startswith("Fr: ")
    assert lesson.questions[0].texts["fr"] == lesson.questions[0].texts["en"]
    assert list(static_faults(lesson)) == []
    spoiled.change("lesson.fr.md", "len(batch)", "len(batch) + 0")
    spoiled.change("first_half.fr.md", "    ...", "    pass")
    (lesson,) = load_own(spoiled).lessons()
    found = [f"{each.path.name}: {each.message}" for each in static_faults(lesson)]
    assert found[0].startswith("lesson.fr.md: this snippet is not that of ja")
    assert found[1] == "first_half.fr.md: the starter is not that of ja; only comments may differ"
    (spoiled.lesson / "first_half.fr.md").unlink()
    assert spoiled.faults() == ["first_half.fr.md:1: this file is missing; write it"]


def test_a_shared_text_that_a_language_lacks_is_asked_for(spoiled):
    add_french(spoiled.track)
    for path in spoiled.lesson.glob("first_half.*"):
        text = path.read_text(encoding="utf-8").replace("took-columns", "made-float")
        text = re.sub(r"(?ms)^## mistake made-float\n.*?(?=^## )", "", text)
        path.write_text(text, encoding="utf-8")
    expected = (
        'first_half.fr.md:1: no text explains "made-float" in fr; write "## mistake made-float"'
    )
    assert expected in spoiled.faults()


def test_new_files_and_imported_ones_are_in_the_languages_of_the_track(tmp_path: Path, capsys):
    for languages in (["en"], ["ja"], ["en", "fr"]):
        track = tmp_path / "-".join(["track", *languages])
        assert main(["new", "track", str(track)]) == 0
        table = track / "track.toml"
        text = table.read_text(encoding="utf-8").replace(
            "lessons = []", f"lessons = []\nlanguages = {languages}", 1
        )
        for missing in {"ja", "en"} - set(languages):
            text = re.sub(rf"(?m)^{missing} = .*\n", "", text)
        if "fr" in languages:
            text = text.replace("[title]", '[title]\nfr = "Le cours"')
        table.write_text(text, encoding="utf-8")
        slug = "sums-" + languages[-1]
        assert main(["new", "lesson", str(track / slug)]) == 0
        assert main(["new", "exercise", str(track / slug / slug)]) == 0
        assert track_languages(track) == tuple(languages)
        (lesson,) = load(track, built_in=False).lessons()
        written = {path.name.split(".")[1] for path in lesson.folder.glob("*.*.md")}
        assert written == set(languages)
        shutil.rmtree(track)
