"""Writes what a day's prompt shows: items of lessons, or the one thing of a day after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.i18n import Translations, Translator
from bot.storage.groups.daily import Item
from bot.tutor.daily.forms import form_button
from bot.tutor.daily.riddles import MARK, find_riddle
from bot.tutor.learning import curriculum
from bot.tutor.replies.actions import OpenLessonPage, RunSnippet
from bot.tutor.replies.buttons import button, exercise_button, lesson_button, quiz_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Code, Text
from lessons.curriculum import Catalog, Lesson, Prose, Question, Snippet


def find_question(catalog: Catalog, translations: Translations, ref: str) -> Question | None:
    """Return the question or riddle of that id or ref; None where it has left the catalogue."""
    if MARK in ref:
        return find_riddle(catalog, translations, ref)
    return catalog.question(ref)


def item_blocks(t: Translator, catalog: Catalog, items: Sequence[Item]) -> list[AnyBlock]:
    """Return the blocks of all items but the question, which comes last in a prompt.

    What has left the catalogue since the items were chosen is left out.
    """
    return [
        block
        for _, of_item in groupby(items, key=lambda item: item.at)
        for block in _blocks_of_item(t, catalog, sorted(of_item, key=_is_exercise))
    ]


def _is_exercise(item: Item) -> bool:
    return item.kind != "page"  # a page comes before its exercise


def _blocks_of_item(t: Translator, catalog: Catalog, items: Sequence[Item]) -> Iterator[AnyBlock]:
    buttons: list[Button] = []
    for item in items:
        match item.kind:
            case "page":
                slug, _, number = item.subject.partition(":")
                if (lesson := catalog.lesson(slug)) is not None:
                    blocks, of_page = _page(t, lesson, int(number))
                    yield from blocks
                    yield Buttons(buttons=tuple(of_page))
            case "quiz":
                if (lesson := catalog.lesson(item.subject)) is not None:
                    buttons.append(quiz_button(t, lesson))
            case "question" | "practice" | "riddle":
                continue
            case _:
                blocks, of_exercise = _exercise(t, catalog, item)
                yield from blocks
                buttons += of_exercise
    if buttons:
        yield Buttons(buttons=tuple(buttons))


def _page(t: Translator, lesson: Lesson, number: int) -> tuple[list[AnyBlock], list[Button]]:
    """Return the first prose and the first snippet of a page (1-based), with its buttons."""
    pages = lesson.pages[t.language]
    page = pages[min(number, len(pages)) - 1]
    named = f"{lesson.number}. {lesson.titles[t.language]}"
    blocks: list[AnyBlock] = [Text(markdown=t("daily-page", lesson=named, title=page.title))]
    buttons: list[Button] = []
    prose = next((part for part in page.parts if isinstance(part, Prose)), None)
    if prose is not None:
        blocks.append(Text(markdown=prose.markdown))
    at, snippet = next(
        ((at, part) for at, part in enumerate(page.parts) if isinstance(part, Snippet)),
        (0, None),
    )
    if snippet is not None:
        blocks.append(Code(text=snippet.code, language="python"))
        run = RunSnippet(lesson.slug, number, at, t.language)
        buttons.append(button(t("button-run"), run))
    buttons.append(button(t("button-daily-read"), OpenLessonPage(lesson.slug, number)))
    return blocks, buttons


def _exercise(t: Translator, catalog: Catalog, item: Item) -> tuple[list[AnyBlock], list[Button]]:
    exercise = catalog.exercise(item.subject)
    if exercise is None:
        return [], []
    title = exercise.titles[t.language]
    match item.kind:
        case "exercise":
            key = "daily-exercise"
        case "puzzle":
            key = "daily-puzzle"
        case _:
            key = "daily-old-exercise"
    blocks: list[AnyBlock] = [Text(markdown=t(key, title=title))]
    if key == "daily-exercise":  # whose title is on the button
        return blocks, [exercise_button(t, exercise, style="primary")]
    blocks.append(Text(markdown=exercise.prompts[t.language]))
    lesson = curriculum.lesson_of(catalog, exercise)
    return blocks, [form_button(t, exercise, item.kind), lesson_button(t, lesson)]
