"""Chooses what a channel's prompt shows on a day. Pure functions.

The tracks of a channel are divided into items, some of which are shown each day. A channel that
follows a group's course shows those of the week's lessons instead (`week_plan`). After the last of
them, each day has one thing that the study group needs: a question, a riddle, a puzzle, an old
exercise in another form, or a question with variants. The same facts lead to the same choice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Literal

from bot.storage.groups.daily import Item
from bot.storage.models import DailyChannelRow, DailyPostRow
from bot.tutor.daily.forms import forms_of
from bot.tutor.daily.practice import list_practice
from bot.tutor.daily.riddles import MARK, list_riddles, riddle_ref
from lessons.curriculum import LANGUAGES, Catalog, Exercise, Lesson, Question, Track

DayKind = Literal["course", "week", "question", "riddle", "puzzle", "form", "practice"]
"""What a day has: items of the channel's tracks (`course`) or of the week of a group's course
(`week`), or one thing of a kind."""

PieceKind = Literal[
    "page",
    "exercise",
    "question",
    "quiz",  # of the lesson of an item that has nothing else
    "riddle",
    "puzzle",
    "practice",
    "again",  # an old exercise as it is, and in its forms:
    "repair",
    "order",
    "blank",
]
"""The kind of a stored item."""

PUZZLES = "puzzles"
"""The slug of the track whose exercises are puzzles."""

REST = timedelta(days=31)
"""After how many days a channel may see the same thing again, as long as there is anything else:
thirty days lie in between."""

WORKING_DAY_KINDS: tuple[DayKind, ...] = ("question", "puzzle", "riddle", "form", "practice")
WEEKEND_KINDS: tuple[DayKind, ...] = ("question", "riddle")
SATURDAY = 5  # of date.weekday()

LONGEST_SHORT_QUESTION = 200
"""Characters of a question, with its code, that is asked at a weekend."""

_OF_EXERCISES = frozenset({"exercise", "puzzle", "again", "repair", "order", "blank"})


@dataclass(frozen=True, slots=True)
class DailyItem:
    """A lesson's page, exercise and question for one day; None for those it has no more of."""

    lesson: Lesson
    page: int | None  # 1-based
    exercise: Exercise | None
    question: Question | None


@dataclass(frozen=True, slots=True)
class Needs:
    """What a study group needs, most urgent first."""

    questions: Sequence[str] = ()  # ids of those that it knows least
    mistakes: Sequence[tuple[str, str]] = ()  # exercises and keys of the week's commonest mistakes


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a channel's prompt shows on a day."""

    kind: DayKind
    items: tuple[Item, ...]
    track: str | None = None  # slug, on a day of the channel's tracks
    position: int = 0  # of the first item in that track

    @property
    def question(self) -> str | None:
        """The question of the day, by its id or as a riddle's."""
        kinds = ("question", "riddle", "practice")
        return next((each.subject for each in self.items if each.kind in kinds), None)

    @property
    def exercise(self) -> str | None:
        """The id of the exercise whose solvers the next day names: the first one."""
        return next((each.subject for each in self.items if each.kind in _OF_EXERCISES), None)


def daily_items(track: Track) -> tuple[DailyItem, ...]:
    """Return all items of a track, in the order of its lessons."""
    return items_of(track.lessons)


def items_of(lessons: Iterable[Lesson]) -> tuple[DailyItem, ...]:
    """Return all items of lessons, in their order."""
    return tuple(
        DailyItem(lesson, page, exercise, question)
        for lesson in lessons
        for page, exercise, question in zip_longest(
            range(1, min(map(len, lesson.pages.values())) + 1), lesson.exercises, lesson.questions
        )
    )


def stored_items(day: Sequence[DailyItem]) -> tuple[Item, ...]:
    """Return items of lessons as they are stored; the first question is the day's."""
    stored: list[Item] = []
    has_question = False
    for at, item in enumerate(day):
        if item.page is not None:
            stored.append(Item(at, "page", f"{item.lesson.slug}:{item.page}"))
        if item.exercise is not None:
            stored.append(Item(at, "exercise", item.exercise.id))
        if item.question is not None and not has_question:
            stored.append(Item(at, "question", item.question.id))
            has_question = True
        elif item.page is None and item.exercise is None:
            stored.append(Item(at, "quiz", item.lesson.slug))
    return tuple(stored)


def topic_of(kind: str, subject: str) -> str:
    """Return what a channel is not to see twice within REST: an exercise in any form is one."""
    return f"exercise {subject}" if kind in _OF_EXERCISES else f"{kind} {subject}"


def plan_course_day(catalog: Catalog, channel: DailyChannelRow) -> DayPlan | None:
    """Return the next items of the channel's tracks; None after the last."""
    for at, slug in enumerate(_slugs(channel)):
        track = next((each for each in catalog.tracks if each.slug == slug), None)
        position = 0 if at else channel.position
        day = daily_items(track)[position : position + channel.pace] if track else ()
        if day:
            return DayPlan("course", stored_items(day), slug, position)
    return None


def position_of(catalog: Catalog, lesson: str) -> tuple[str, int] | None:
    """Return the track of a lesson and the position of its first item there; None for no lesson."""
    for track in catalog.tracks:
        for position, item in enumerate(daily_items(track)):
            if item.lesson.slug == lesson:
                return track.slug, position
    return None


def position_after(
    channel: DailyChannelRow, post: DailyPostRow, items: Sequence[Item]
) -> tuple[str, str, int]:
    """Return the channel's track, the tracks that follow, and its position, after that post."""
    if post.kind not in (None, "course") or not items:
        return channel.track, channel.following, channel.position
    track = post.track or channel.track
    slugs = _slugs(channel)
    following = slugs[slugs.index(track) + 1 :] if track in slugs else []
    return track, ",".join(following), post.position + 1 + max(each.at for each in items)


def _slugs(channel: DailyChannelRow) -> list[str]:
    """Return the track that a channel is in, and those that follow."""
    return [channel.track, *filter(None, channel.following.split(","))]


def plan_endless_day(
    catalog: Catalog,
    channel: DailyChannelRow,
    day: date,
    shown: Mapping[tuple[str, str], date],
    needs: Needs,
    *,
    lessons: Sequence[Lesson] | None = None,
) -> DayPlan | None:
    """Return one thing for a day after the tracks; None where there is nothing in the catalogue.

    It is of the given lessons, or of those of the channel's track and the tracks before it.

    `shown` says when the channel last saw what. Kinds take turns, those of a weekend on Saturdays
    and Sundays. Nothing is shown twice within REST, unless all there is was shown in that time:
    then it is what was shown longest ago.
    """
    latest: dict[str, date] = {}
    for (kind, subject), last in shown.items():
        topic = topic_of(kind, subject)
        latest[topic] = max(last, latest.get(topic, last))
    is_weekend = day.weekday() >= SATURDAY
    if lessons is None:
        tracks = _tracks_until(catalog, channel.track)
        lessons = [lesson for track in tracks for lesson in track.lessons]
    pools = _pools(catalog, channel, latest, needs, lessons, is_weekend=is_weekend)
    turns = WEEKEND_KINDS if is_weekend else WORKING_DAY_KINDS
    kinds: list[DayKind] = [each for each in turns if pools[each]]
    if kinds:
        start = channel.number % len(kinds)
        kinds = kinds[start:] + kinds[:start]
    others: list[DayKind] = [
        each for each in WORKING_DAY_KINDS if each not in kinds and pools[each]
    ]
    candidates = [(kind, item) for kind in (*kinds, *others) for item in pools[kind]]
    if not candidates:
        return None

    def last_shown(candidate: tuple[DayKind, Item]) -> date:
        return latest.get(topic_of(candidate[1].kind, candidate[1].subject), date.min)

    rested = (each for each in candidates if day - last_shown(each) >= REST)
    kind, item = next(rested, None) or min(candidates, key=last_shown)
    return DayPlan(kind, (item,), position=channel.position)


def _pools(
    catalog: Catalog,
    channel: DailyChannelRow,
    latest: Mapping[str, date],
    needs: Needs,
    lessons: Sequence[Lesson],
    *,
    is_weekend: bool,
) -> Mapping[DayKind, Sequence[Item]]:
    """Return what there is of each kind: what the group needs first, then what was shown least."""
    exercises = [each for lesson in lessons if lesson.track != PUZZLES for each in lesson.exercises]
    puzzles = [
        each for track in catalog.tracks if track.slug == PUZZLES for each in _exercises_of(track)
    ]
    questions = [each for lesson in lessons for each in lesson.questions]
    if is_weekend:
        questions = [each for each in questions if _is_short(each)] or questions
    known = {each.id for each in exercises}
    needed = {
        "question": [Item(0, "question", each) for each in needs.questions],
        "riddle": [
            Item(0, "riddle", riddle_ref(exercise, mistake))
            for exercise, mistake in needs.mistakes
            if exercise in known
        ],
    }

    def ordered(kind: DayKind, items: list[Item]) -> list[Item]:
        offered = set(items)
        first = [each for each in needed.get(kind, ()) if each in offered]
        rest = sorted(offered.difference(first), key=rank)
        return [*first, *rest]

    latest_riddles = _latest_riddles(latest)

    def rank(item: Item) -> tuple[date, date, str]:
        topic = topic_of(item.kind, item.subject)
        digest = hashlib.sha256(f"{channel.id} {topic}".encode()).hexdigest()
        # A riddle about another exercise than the last ones comes first.
        related = latest_riddles.get(item.subject.partition(MARK)[0], date.min)
        is_riddle = item.kind == "riddle"
        return latest.get(topic, date.min), related if is_riddle else date.min, digest

    return {
        "question": ordered("question", [Item(0, "question", each.id) for each in questions]),
        "riddle": ordered("riddle", [Item(0, "riddle", each) for each in list_riddles(exercises)]),
        "puzzle": ordered("puzzle", [Item(0, "puzzle", each.id) for each in puzzles]),
        "form": ordered("form", [_in_form(each, channel.number) for each in exercises]),
        "practice": ordered(
            "practice", [Item(0, "practice", each) for each in list_practice(catalog)]
        ),
    }


def _latest_riddles(latest: Mapping[str, date]) -> Mapping[str, date]:
    """Return when the last riddle about each exercise was shown."""
    riddles: dict[str, date] = {}
    for topic, day in latest.items():
        kind, _, ref = topic.partition(" ")
        if kind == "riddle":
            exercise = ref.partition(MARK)[0]
            riddles[exercise] = max(day, riddles.get(exercise, day))
    return riddles


def _tracks_until(catalog: Catalog, slug: str) -> Sequence[Track]:
    """Return the tracks that a channel has seen: its track, and those before it."""
    slugs = [each.slug for each in catalog.tracks]
    return catalog.tracks[: slugs.index(slug) + 1] if slug in slugs else catalog.tracks


def _exercises_of(track: Track) -> Sequence[Exercise]:
    return [each for lesson in track.lessons for each in lesson.exercises]


def _in_form(exercise: Exercise, number: int) -> Item:
    """Return an exercise in one of its forms, in turn; an exercise without forms as it is."""
    forms = forms_of(exercise)
    return Item(0, forms[number % len(forms)] if forms else "again", exercise.id)


def _is_short(question: Question) -> bool:
    return question.kind in ("choose", "true-false", "output") and all(
        len(question.texts[language]) <= LONGEST_SHORT_QUESTION for language in LANGUAGES
    )
