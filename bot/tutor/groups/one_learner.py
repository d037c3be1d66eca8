"""One learner of a study group, as its teachers see them: without code that was not shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.i18n import Translator
from bot.storage.groups import one_learner
from bot.storage.groups.groups import Group
from bot.storage.groups.one_learner import LearnerReport, NamedMistake, Pupil, TriedExercise
from bot.tutor.context import TutorContext
from bot.tutor.groups.mistake_words import mistake_words
from bot.tutor.groups.nudges import can_be_nudged
from bot.tutor.learning import curriculum
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import NudgeLearner, ShowLearner, ShowOverview, ShowSharedCode
from bot.tutor.replies.buttons import Style, button
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Reply,
    Table,
    Text,
    escaped,
)
from bot.tutor.request import Request
from bot.tutor.timezones import day_in

A_PAGE = 15
MOST_MISTAKES = 5
MOST_SHARED = 5


class OneLearner:
    """Shows a learner to the teachers of their group."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def show(
        self, request: Request, group: Group, member: int, page: int = 1, notice: str = ""
    ) -> Reply:
        """Show what a learner has tried (a 1-based page), below a notice if there is one."""
        t, now = request.t, self._context.clock()
        async with self._context.database.read_session() as session:
            pupil = await one_learner.find_pupil(session, group.id, member)
            if pupil is None:
                return _gone(t, group)
            report = await one_learner.query_report(
                session, pupil.id, now, shared_in=_place(group), most_shared=MOST_SHARED
            )
        zone = group.zone or self._context.default_zone
        pages = max(1, -(-len(report.exercises) // A_PAGE))
        page = min(max(page, 1), pages)
        blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
        title = t("learner-title", name=escaped(pupil.name), group=escaped(group_name(t, group)))
        blocks.append(Text(markdown=title))
        lines = self._lines(t, pupil, report, zone, now)
        blocks.append(Text(markdown="\n".join(f"- {line}" for line in lines)))
        if report.exercises:
            start = (page - 1) * A_PAGE
            blocks.append(self._table(t, report.exercises[start : start + A_PAGE], zone))
        blocks += self._mistakes(t, report)
        blocks += self._shared(t, group, pupil, report)
        turns = [
            button(t(key), ShowLearner(group.id, pupil.id, number))
            for key, number in (("button-previous", page - 1), ("button-next", page + 1))
            if 1 <= number <= pages
        ]
        blocks.append(Buttons(buttons=(*_steps(t, group, pupil, now), *turns)))
        return Reply(blocks=tuple(blocks))

    async def show_code(
        self, request: Request, group: Group, member: int, submission: str
    ) -> Reply:
        """Show code that a learner has shared in the group's place."""
        t = request.t
        async with self._context.database.read_session() as session:
            pupil = await one_learner.find_pupil(session, group.id, member)
            row = await one_learner.find_shared(session, member, submission, _place(group))
        if pupil is None:
            return _gone(t, group)
        to_learner = ShowLearner(group.id, member)
        steps = (button(t("button-back-to-learner"), to_learner, "primary"),)
        back = Buttons(buttons=steps)
        if row is None:
            return Reply(blocks=(Text(markdown=t("learner-code-gone")), back))
        exercise = self._context.catalog.exercise(row.exercise)
        title = exercise.titles[t.language] if exercise else row.exercise
        heading = Text(markdown=t("learner-code", name=escaped(pupil.name), title=title))
        return Reply(blocks=(heading, Code(text=row.code, language="python"), back))

    def _lines(
        self, t: Translator, pupil: Pupil, report: LearnerReport, zone: str, now: datetime
    ) -> Iterator[str]:
        if pupil.seen_at is None:
            yield t("learner-never-seen")
        else:
            day = day_in(zone, pupil.seen_at)
            days = (day_in(zone, now) - day).days
            yield t("learner-seen", day=day.isoformat(), days=max(0, days))
        yield t("learner-joined", day=day_in(zone, pupil.joined_at).isoformat())
        passed = sum(each.passed_at is not None for each in report.exercises)
        yield t("learner-passed", exercises=passed, questions=report.questions_passed)
        yield t("learner-reviews", count=report.reviews, due=report.reviews_due)
        if pupil.hidden:
            yield t("learner-hidden")
        if pupil.nudged_at is not None:
            yield t("learner-nudged", day=day_in(zone, pupil.nudged_at).isoformat())

    def _table(self, t: Translator, exercises: Sequence[TriedExercise], zone: str) -> Table:
        def day(at: datetime | None) -> str:
            return "–" if at is None else day_in(zone, at).isoformat()

        heads = ("history-exercise", "history-tries", "learner-latest", "learner-passed-on")
        return Table(
            head=(*map(t, heads), t("learner-hints")),
            rows=tuple(
                (
                    self._function(each.exercise),
                    str(each.tries),
                    day(each.latest),
                    day(each.passed_at),
                    str(each.hints or "–"),
                )
                for each in exercises
            ),
        )

    def _mistakes(self, t: Translator, report: LearnerReport) -> Iterator[AnyBlock]:
        """Yield the latest mistakes that have a name and are still in the curriculum."""
        found = [
            text
            for text in (
                *(self._mistake(t, each) for each in report.mistakes),
                *(self._quiz_mistake(t, each) for each in report.quiz_mistakes),
            )
            if text is not None
        ]
        if found:
            yield Text(markdown=t("learner-mistakes"))
        for each in found[:MOST_MISTAKES]:
            yield Text(markdown=each)

    def _mistake(self, t: Translator, found: NamedMistake) -> str | None:
        exercise = self._context.catalog.exercise(found.subject)
        words = mistake_words(t, exercise, found.mistake) if exercise else None
        if exercise is None or words is None:
            return None
        text = t("learner-mistake", function=exercise.function, count=found.times)
        return f"- {text}\n\n  > {words}"

    def _quiz_mistake(self, t: Translator, found: NamedMistake) -> str | None:
        question = self._context.catalog.question(found.subject)
        words = question.mistakes.get(found.mistake) if question else None
        if question is None or words is None:
            return None
        lesson = curriculum.lesson_of(self._context.catalog, question)
        title = lesson.titles[t.language]
        text = t("learner-quiz-mistake", lesson=title, count=found.times)
        return f"- {text}\n\n  > {words[t.language]}"

    def _shared(
        self, t: Translator, group: Group, pupil: Pupil, report: LearnerReport
    ) -> Iterator[AnyBlock]:
        if not report.shared:
            yield Text(markdown=t("learner-no-code"))
            return
        yield Text(markdown=t("learner-shared"))
        yield Buttons(
            buttons=tuple(
                button(self._function(exercise), ShowSharedCode(group.id, pupil.id, submission))
                for submission, exercise in report.shared
            )
        )

    def _function(self, exercise_id: str) -> str:
        exercise = self._context.catalog.exercise(exercise_id)
        return exercise.function if exercise else exercise_id


def _steps(t: Translator, group: Group, pupil: Pupil, now: datetime) -> Iterator[Button]:
    is_away = can_be_nudged(pupil, now)
    if is_away:
        yield button(t("button-nudge"), NudgeLearner(group.id, pupil.id), "primary")
    style: Style = "plain" if is_away else "primary"
    yield button(t("button-overview"), ShowOverview(group.id), style)


def _place(group: Group) -> str:
    return f"{group.platform}:{group.place}"


def _gone(t: Translator, group: Group) -> Reply:
    back = Buttons(buttons=(button(t("button-overview"), ShowOverview(group.id), "primary"),))
    return Reply(blocks=(Text(markdown=t("learner-gone")), back))
