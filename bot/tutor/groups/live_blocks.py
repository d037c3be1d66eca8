"""The message of a live class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.groups.live_classes import LiveClass, LiveCounts
from bot.tutor.groups.mistake_words import mistake_words
from bot.tutor.replies.buttons import exercise_button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text
from bot.tutor.replies.moments import moment
from lessons.curriculum import Exercise

LEAST_MISTAKEN = 2
"""Learners from whom on a mistake is shown: one alone would know that it is theirs."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """What the message of a live class says."""

    counts: LiveCounts
    is_over: bool


def live_reply(t: Translator, live: LiveClass, exercise: Exercise | None, view: LiveView) -> Reply:
    """Return the message: what to do until when, the counts, and the commonest mistake."""
    title = exercise.titles[t.language] if exercise else live.exercise
    blocks: list[AnyBlock] = [Text(markdown=t("live-title", title=title))]
    if view.is_over:
        blocks.append(Text(markdown=t("live-over")))
    elif exercise is not None:
        until = moment(live.ends_at, "time", live.zone)
        words = t("live-how", function=exercise.function, until=until)
        blocks.append(Text(markdown=words))
    blocks += _counts(t, exercise, view.counts)
    if exercise is not None:
        open_it = exercise_button(t, exercise, style="primary")
        blocks.append(Buttons(buttons=(open_it,)))
    return Reply(tone="board", blocks=tuple(blocks), private=False)


def _counts(t: Translator, exercise: Exercise | None, counts: LiveCounts) -> Iterator[AnyBlock]:
    if not counts.tries:
        yield Text(markdown=t("live-nobody"))
        return
    text = t("live-counts", passed=counts.passed, tried=counts.tried, tries=counts.tries)
    if counts.ungraded:
        text += f" · {t('live-ungraded', count=counts.ungraded)}"
    yield Text(markdown=text)
    if exercise is None or counts.mistake is None or counts.mistaken < LEAST_MISTAKEN:
        return
    words = mistake_words(t, exercise, counts.mistake)
    if words is not None:
        mistake = t("live-mistake", count=counts.mistaken)
        quoted = words.replace("\n", "\n> ")
        yield Text(markdown=f"{mistake}\n\n> {quoted}")
