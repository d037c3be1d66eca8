"""How a group's digest is shown: what is worth a look, and every item in a file."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.i18n import Translator
from bot.storage.learning.progress import EXERCISE
from bot.tutor.groups.spreadsheet import plain_cell
from bot.tutor.learning.item_analysis import (
    LEAST_FOR_DISCRIMINATION,
    LEAST_LEARNERS,
    Analysis,
    ItemResult,
)
from bot.tutor.learning.stops import Stop
from bot.tutor.replies.model import AnyBlock, File, Table, Text, escaped
from lessons.curriculum import Catalog

MOST_SHOWN = 8
"""Exercises and questions in the table."""

MOST_STOPS = 5

HARD = 0.5
"""Difficulty up to which an item is worth a look: at least half of the first tries are wrong."""

POOR = 0.0
"""Discrimination up to which an item is worth a look: those who know more do no better at it."""

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def digest_blocks(
    t: Translator, catalog: Catalog, group: str, analysis: Analysis
) -> Sequence[AnyBlock]:
    """Return the digest of a group without names of learners."""
    return tuple(_blocks(t, catalog, group, analysis))


def digest_file(t: Translator, catalog: Catalog, group_id: int, analysis: Analysis) -> File:
    """Return a CSV file with every exercise and question that was tried."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(
        [
            "id",
            t("digest-head-item"),
            t("digest-head-learners"),
            t("digest-head-passed"),
            t("digest-head-tries"),
            t("digest-head-difficulty"),
            t("digest-head-discrimination"),
            t("digest-head-minutes"),
        ]
    )
    for each in analysis.items:
        minutes = "" if each.time_to_pass is None else round(each.time_to_pass / _MINUTE, 1)
        row = [
            each.item,
            item_title(t, catalog, each),
            each.learners,
            each.passed,
            each.tries,
            "" if each.difficulty is None else round(each.difficulty, 3),
            "" if each.discrimination is None else round(each.discrimination, 3),
            minutes,
        ]
        writer.writerow(map(plain_cell, row))
    # By the byte order mark, spreadsheets recognise UTF-8.
    content = base64.b64encode(written.getvalue().encode("utf-8-sig")).decode()
    return File(name=f"digest-{group_id}.csv", base64=content)


def worth_a_look(items: Sequence[ItemResult]) -> Sequence[ItemResult]:
    """Return the items that are hard or discriminate badly, the worst discrimination first."""
    found = [
        each
        for each in items
        if each.difficulty is not None and (each.difficulty <= HARD or _is_poor(each))
    ]
    found.sort(key=lambda one: (not _is_poor(one), one.difficulty))
    return found[:MOST_SHOWN]


def item_title(t: Translator, catalog: Catalog, item: ItemResult) -> str:
    """Return what an exercise or a question is called, with its lesson."""
    if item.kind == EXERCISE:
        exercise = catalog.exercise(item.item)
        return item.item if exercise is None else exercise.titles[t.language]
    return question_title(t, catalog, item.item)


def question_title(t: Translator, catalog: Catalog, question: str) -> str:
    """Return a question's lesson and its number in the quiz, or that it is one for practice."""
    for lesson in catalog.lessons():
        title = lesson.titles[t.language]
        for number, each in enumerate(lesson.questions, start=1):
            if each.id == question:
                return t("digest-question", lesson=title, number=number)
        for number, each in enumerate(lesson.practice, start=1):
            if each.id == question:
                return t("digest-practice", lesson=title, number=number)
    return question


def _blocks(t: Translator, catalog: Catalog, group: str, analysis: Analysis) -> Iterator[AnyBlock]:
    yield Text(markdown=t("digest-title", group=escaped(group)))
    if not analysis.learners:
        yield Text(markdown=t("digest-nothing"))
        return
    yield Text(
        markdown=t(
            "digest-week",
            active=analysis.active,
            learners=analysis.learners,
            passed=analysis.passed,
            answered=analysis.answered,
        )
    )
    shown = worth_a_look(analysis.items)
    if shown:
        yield Text(markdown=t("digest-look"))
        yield _table(t, catalog, shown)
        yield Text(markdown=t("digest-numbers", least=LEAST_FOR_DISCRIMINATION))
    elif any(each.difficulty is not None for each in analysis.items):
        yield Text(markdown=t("digest-all-well"))
    else:
        yield Text(markdown=t("digest-too-few", least=LEAST_LEARNERS))
    if analysis.stops:
        lines = [
            "- " + t("digest-stop", place=_place(t, catalog, stop), count=count)
            for stop, count in analysis.stops[:MOST_STOPS]
        ]
        yield Text(markdown="\n".join((t("digest-stops"), "", *lines)))


def _table(t: Translator, catalog: Catalog, items: Sequence[ItemResult]) -> Table:
    return Table(
        head=(
            t("digest-head-item"),
            t("digest-head-learners"),
            t("digest-head-difficulty"),
            t("digest-head-discrimination"),
            t("digest-head-time"),
        ),
        rows=tuple(
            (
                item_title(t, catalog, each),
                str(each.learners),
                "–" if each.difficulty is None else f"{each.difficulty:.0%}",
                _signed(each),
                "–" if each.time_to_pass is None else format_span(t, each.time_to_pass),
            )
            for each in items
        ),
    )


def format_span(t: Translator, span: timedelta) -> str:
    """Return a time in words: minutes below two hours, hours below two days, else days."""
    if span < 2 * _HOUR:
        return t("digest-minutes", count=max(1, round(span / _MINUTE)))
    if span < 2 * _DAY:
        return t("digest-hours", count=round(span / _HOUR))
    return t("digest-days", count=round(span / _DAY))


def _place(t: Translator, catalog: Catalog, stop: Stop) -> str:
    """Return where learners have stopped, in words."""
    if stop.kind == "exercise":
        exercise = catalog.exercise(stop.item)
        title = exercise.titles[t.language] if exercise else stop.item
        return t("digest-at-exercise", title=escaped(title))
    if stop.kind == "question":
        return t("digest-at-question", title=escaped(question_title(t, catalog, stop.item)))
    lesson = catalog.lesson(stop.item)
    title = escaped(lesson.titles[t.language] if lesson else stop.item)
    if stop.kind == "page":
        return t("digest-at-page", lesson=title, page=stop.page)
    return t("digest-in-lesson", lesson=title)


def _signed(item: ItemResult) -> str:
    if item.discrimination is None:
        return "–"
    mark = " ⚠" if _is_poor(item) else ""
    return f"{item.discrimination:+.2f}{mark}"


def _is_poor(item: ItemResult) -> bool:
    return item.discrimination is not None and item.discrimination <= POOR
