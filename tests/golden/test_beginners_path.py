"""A beginner walks through every exercise in the chat: starter, mistake, hints, then the reference.

The tutor and its database are real, and the verdicts are those of the real judge, which grades the
project's own code in the process of the tests.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from bot.platforms.discord.limits import MOST_TEXT
from bot.storage import Database
from bot.storage.models import SubmissionRow
from bot.tutor.context import SubmissionLimits
from bot.tutor.learning import points
from bot.tutor.replies.actions import (
    AskQuestion,
    OpenLesson,
    RunCommand,
    ShowExercise,
    ShowHint,
    ShowReference,
    decode,
)
from bot.tutor.replies.model import Code, Reply, Text
from grader.judge import Judge
from grader.protocol import Graded
from lessons.curriculum import LANGUAGES, Catalog, Exercise, Language
from tests.golden.conftest import GoldenSubmission
from tests.support.graded_in_process import verdict_of
from tests.support.study import Study, blocks, buttons, text
from tests.support.study_fixtures import opened
from tests.support.built_in import strict_translations

_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_LEFT_OVERS: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"\{ ?\$|\{\w*\}|\?\?\?|\bNone\b(?! of)"),
    "ja": re.compile(r"\{ ?\$|\{\w*\}|\?\?\?|\b[Nn]one\b"),  # English sentences have the word
}
"""What a text has where a value was missing: a placeholder, or a fact that stands for no value."""


@dataclass
class Walk:
    """A learner who reads one language, and what was wrong in the replies."""

    study: Study
    language: Language
    faults: list[str] = field(default_factory=list)

    async def say(self, message: str) -> Reply:
        return await self.study.say(message, locale=self.language)

    def expect(self, exercise: Exercise, step: str, is_right: object) -> None:
        if not is_right:
            self.faults.append(f"{exercise.id} [{self.language}]: {step}")

    def read(self, exercise: Exercise, step: str, reply: Reply) -> Reply:
        """Note what no learner should have to read, and return the reply."""
        written = text(reply)
        if len(written) > MOST_TEXT:
            self.faults.append(
                f"{exercise.id} [{self.language}]: {step} has {len(written)} letters"
            )
        labels = [each.label for each in buttons(reply)]
        for each in (*(each.markdown for each in blocks(reply, Text)), *labels):
            found = _LEFT_OVERS[self.language].search(_CODE.sub("", each))
            self.expect(exercise, f"{step} says {found and found[0]!r} in {each!r}", not found)
            self.expect(exercise, f"{step} has an empty part", each.strip())
        return reply


def hint_action(reply: Reply, number: int) -> str | None:
    """Return the action of the button for that hint; None where no button offers it."""
    for each in buttons(reply):
        action = decode(each.action)
        if isinstance(action, ShowHint) and action.number == number:
            return each.action
    return None


async def count_submissions(study: Study) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(SubmissionRow)) or 0


async def walk_to_the_mistake(
    walk: Walk, exercise: Exercise, mistaken: GoldenSubmission, judge: Judge
) -> Reply:
    """Read the page, send the unchanged starter, then a mistake; return the reply to it."""
    study, language = walk.study, walk.language
    page = await study.type(f"/exercise {exercise.id}", locale=language)
    walk.read(exercise, "page", page)
    starter = exercise.starters[language]
    walk.expect(exercise, "page shows its starter", starter in {c.text for c in blocks(page, Code)})
    walk.expect(exercise, "page says its title", exercise.titles[language] in text(page))

    stored, sent = await count_submissions(study), len(study.queue.sent)
    unchanged = walk.read(exercise, "starter", await walk.say(starter))
    t = study.words.translator(language)
    key = "not-attempted" if "..." in starter else "not-attempted-edit"
    said = t(key, function=exercise.function) in text(unchanged)
    walk.expect(exercise, "starter is not attempted", said and not unchanged.pending)
    nothing = await count_submissions(study) == stored and len(study.queue.sent) == sent
    walk.expect(exercise, "starter is not stored", nothing)

    received = await walk.say(mistaken.code.partition("\n\n")[2])
    assert received.pending, text(received)
    failed = walk.read(exercise, "mistake", await grade(study, exercise, mistaken, judge))
    named = exercise.mistakes[mistaken.expected["mistake"]][language]
    walk.expect(exercise, "mistake is named", named in text(failed))
    return failed


async def grade(
    study: Study, exercise: Exercise, submission: GoldenSubmission, judge: Judge
) -> Reply:
    """Send the judge's verdict on what was submitted last; return the delivered reply."""
    job = study.queue.sent[-1]
    assert getattr(job, "exercise", "") == exercise.id
    graded = Graded(id=job.id, verdict=verdict_of(judge, submission))
    await study.tutor.jobs.on_grader_message(graded)
    return study.delivered[-1][1]


async def walk_up_the_hints(walk: Walk, exercise: Exercise, failed: Reply) -> None:
    """Press the button of each hint in the reply before it."""
    reply, hints = failed, exercise.hints[walk.language]
    for number, hint in enumerate(hints, 1):
        action = hint_action(reply, number)
        walk.expect(exercise, f"hint {number} is offered", action)
        if action is None:
            return
        reply = await walk.study.press(action, locale=walk.language)
        walk.read(exercise, f"hint {number}", reply)
        walk.expect(exercise, f"hint {number} is shown", hint in text(reply))
    walk.expect(exercise, "no hint after the last", not hint_action(reply, len(hints) + 1))
    shown = [decode(each.action) for each in buttons(reply)]
    walk.expect(exercise, "the last hint leads back", ShowExercise(exercise.id) in shown)


async def walk_to_the_pass(walk: Walk, exercise: Exercise, judge: Judge) -> None:
    """Send the reference, as a learner may write it."""
    study, language = walk.study, walk.language
    reference = GoldenSubmission(exercise.path, exercise.id, exercise.reference)
    received = await walk.say(reference.code)
    assert received.pending, text(received)
    passed = walk.read(exercise, "pass", await grade(study, exercise, reference, judge))
    earned = points.for_exercise(len(exercise.hints[language]))
    t = study.words.translator(language)
    praise = t("verdict-passed-points", function=exercise.function, points=earned)
    walk.expect(exercise, f"pass earns {earned} points", praise in text(passed))
    afterwards = [line for line in exercise.afterwards[language].splitlines() if line.strip()]
    shown = text(passed)
    missing = [each for each in afterwards if not each.startswith("```") and each not in shown]
    walk.expect(exercise, f"afterwards lacks {missing}", not missing)
    offered = [decode(each.action) for each in buttons(passed)]
    walk.expect(exercise, "pass shows the reference", ShowReference(exercise.id) in offered)
    is_further = [isinstance(each, ShowExercise | AskQuestion | OpenLesson) for each in offered]
    ends = [isinstance(each, RunCommand) for each in offered]
    walk.expect(exercise, "pass offers a next step", any(is_further) or any(ends))


@pytest.fixture(scope="module")
def mistaken(
    catalog: Catalog, all_golden: list[GoldenSubmission]
) -> Mapping[str, GoldenSubmission]:
    """The first golden submission of a mistake that its exercise names, by the exercise's id."""
    exercises = {each.id: each for each in catalog.exercises()}
    return {
        each.exercise: each
        for each in reversed(all_golden)
        if each.expected.get("mistake") in exercises[each.exercise].mistakes
    }


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    async with opened(sqlite_url) as database:
        yield database


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_beginner_gets_from_the_starter_of_every_exercise_to_its_pass(
    database: Database,
    catalog: Catalog,
    judge: Judge,
    mistaken: Mapping[str, GoldenSubmission],
    language: Language,
) -> None:
    study = Study(database, catalog, strict_translations())
    study.limits = SubmissionLimits(per_minute=10_000)
    study.started()
    walk = Walk(study, language)
    for exercise in catalog.exercises():
        failed = await walk_to_the_mistake(walk, exercise, mistaken[exercise.id], judge)
        await walk_up_the_hints(walk, exercise, failed)
        await walk_to_the_pass(walk, exercise, judge)
    assert not walk.faults, "\n".join(walk.faults)
