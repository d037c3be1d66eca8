"""A learner who comes back the next day, days, a month and a year later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.i18n import Translator
from bot.storage.learning import progress
from bot.storage.models import ReviewRow
from bot.tutor.learning.progress import streak_text
from bot.tutor.learning.streaks import Streak
from bot.tutor.replies.actions import (
    AskQuestion,
    OpenLesson,
    ReadPage,
    ShowExercise,
    find_action,
)
from bot.tutor.replies.model import Buttons, Reply
from lessons.curriculum import LANGUAGES, Catalog, Language, Track
from tests.support.diligent_learner import DiligentLearner, question_of, things_of
from tests.support.study import Study, actions, blocks, person, text

GREETINGS: dict[Language, str] = {"en": "hello", "ja": "こんにちは"}


@dataclass(frozen=True, slots=True)
class Visit:
    """A day on which the learner opens the chat, counted from 1, and what they find and do."""

    day: int
    streak: Streak  # when they arrive
    due: int  # reviews that are due when they arrive
    things: int  # which they do after the reviews


VISITS = (
    Visit(2, Streak(1, learnt_today=False, freezes_left=2), due=0, things=5),
    Visit(5, Streak(2, learnt_today=False, freezes_left=0), due=9, things=4),
    Visit(30, Streak(0, learnt_today=False, freezes_left=0), due=13, things=1),
    Visit(400, Streak(0, learnt_today=False, freezes_left=2), due=14, things=1),
)
MOST_REVIEWS = 10  # of a day
FIRST_THINGS = 9  # of the first day: all pages and exercises of the first lesson, four questions


@pytest.fixture
def curriculum(curriculum: Catalog) -> Catalog:
    """Return the small curriculum with fourteen questions in the first lesson's quiz."""
    like = curriculum.question("tensors/2")
    assert like is not None
    questions = tuple(replace(like, id=f"tensors/q{number}") for number in range(14))

    def extended(track: Track) -> Track:
        lessons = (
            replace(each, questions=questions) if each.slug == "tensors" else each
            for each in track.lessons
        )
        return replace(track, lessons=tuple(lessons))

    return Catalog(tuple(extended(each) for each in curriculum.tracks))


class ReturningLearner(DiligentLearner):
    """Does one thing after another, with days between them."""

    def __init__(self, study: Study, locale: Language) -> None:
        super().__init__(study, locale)
        self._began = study.now
        self._undone = [t for each in study.catalog.lessons() for t in things_of(each, locale)]

    def wait_until(self, day: int) -> datetime:
        """Move the clock to a day, counted from 1; return when the learner was last seen."""
        last_seen, self.study.now = self.study.now, self._began + timedelta(days=day - 1)
        return last_seen

    async def do(self, reply: Reply, count: int) -> None:
        """Follow the primary buttons, which lead to so many undone things in their order."""
        for _ in range(count):
            reply = await self.follow(reply)
            thing = self._undone.pop(0)
            assert await self.shown(reply) == thing, text(reply)
            if thing.kind != "page":
                reply = await self.follow(reply)

    async def review(self) -> list[str]:
        """Answer rightly whatever is asked again, until nothing is; return the questions."""
        asked = []
        reply = await self.type("/review")
        while (question := question_of(reply)) is not None:
            asked.append(question)
            reply = await self.follow(reply)
            reply = await self.press("review-next")
        return asked

    async def count_due(self) -> int:
        async with self.study.database.read_session() as session:
            due = select(func.count()).where(ReviewRow.due <= self.study.now)
            return await session.scalar(due) or 0

    async def check_offers(self, reply: Reply) -> None:
        """Fail where a reply offers an exercise, a quiz or a lesson that is passed."""
        async with self.study.database.read_session() as session:
            done = await progress.find_achievements(session, 1)
        for encoded in actions(reply):
            match find_action(encoded):
                case ShowExercise(exercise=name):
                    assert name not in done.exercises
                case AskQuestion(slug=slug) | OpenLesson(slug=slug) | ReadPage(slug=slug):
                    lesson = self.catalog.lesson(slug)
                    assert lesson is not None
                    assert {each.id for each in lesson.questions} - done.questions or {
                        each.id for each in lesson.exercises
                    } - done.exercises


def check_greeting(t: Translator, reply: Reply, visit: Visit) -> None:
    """Fail unless a reply greets, says streak and what is due today, and has one primary step."""
    due = min(visit.due, MOST_REVIEWS)
    assert t("back-title", name="Aki") in text(reply)
    assert streak_text(t, visit.streak) in text(reply)
    assert (t("back-nothing-due") in text(reply)) == (not due)
    assert due == visit.due or str(visit.due) not in text(reply)
    row = blocks(reply, Buttons)[0].buttons
    assert [each.style for each in row] == ["primary", *["plain"] * bool(due)]
    assert (t("button-review-due", count=due) in [each.label for each in row]) == bool(due)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_on_days_2_5_30_and_400_a_learner_reads_streak_and_what_is_due_and_goes_on(
    study: Study, language: Language
) -> None:
    learner, t = ReturningLearner(study, language), study.words.translator(language)
    user = person(locale=language)
    start = await learner.type("/start")
    assert t("back-title", name="Aki") not in text(start)
    await learner.do(start, FIRST_THINGS)
    for visit in VISITS:
        last_seen = learner.wait_until(visit.day)
        assert await learner.count_due() == visit.due, visit
        opened = await study.tutor.welcome_back(user, last_seen, "m")
        assert opened is not None
        assert await study.tutor.welcome_back(user, study.now, "m") is None
        for reply in (opened, await learner.say(GREETINGS[language]), await learner.type("/start")):
            check_greeting(t, reply, visit)
            await learner.check_offers(reply)
        reviewed = await learner.review()
        assert len(reviewed) == len(set(reviewed)) == min(visit.due, MOST_REVIEWS)
        await learner.do(await learner.type("/start"), visit.things)
        learnt = replace(visit.streak, days=visit.streak.days + 1, learnt_today=True)
        reply = await learner.type("/start")
        check_greeting(t, reply, replace(visit, streak=learnt, due=0))
        await learner.check_offers(reply)
