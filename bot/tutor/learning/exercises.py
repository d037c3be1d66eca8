"""Shows exercises, their hints, and the reference once an exercise is passed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translator
from bot.storage.grading import jobs
from bot.storage.learning import progress, reviews
from bot.tutor.channel_language import for_everyone
from bot.tutor.context import TutorContext
from bot.tutor.grading.queue_wait import has_card
from bot.tutor.identity import place_of
from bot.tutor.learning import curriculum, points
from bot.tutor.learning.lookup_names import exercise_names
from bot.tutor.learning.next_step import Position
from bot.tutor.replies.actions import (
    RunCommand,
    ShareCode,
    ShowExercise,
    ShowHint,
    ShowReference,
    encode,
)
from bot.tutor.replies.buttons import (
    command_button,
    exercise_button,
    forms_button,
    hint_button,
    lesson_button,
    reference_button,
    write_button,
)
from bot.tutor.replies.illustrated_text import illustrated_text
from bot.tutor.replies.model import Button, Buttons, Code, Form, Reply, Text, escaped, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from common.fuzzy_match import find_nearest
from grader.queues import Queue
from lessons.curriculum import Catalog, Exercise


class Exercises(Feature):
    """Shows exercises, their hints one by one, and references."""

    def __init__(self, context: TutorContext, queue: Queue) -> None:
        self._context = context
        self._queue = queue

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handlers of `/exercise` and `/hint`."""
        return {"exercise": self.find, "hint": self.next_hint}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons of exercises."""
        return (
            on(ShowExercise, self.show),
            on(ShowHint, self.hint),
            on(ShowReference, self.reference),
            on(ShareCode, self.share),
        )

    async def find(self, request: Request, name: str) -> Reply:
        """Show the exercise of that id, function or title; without a name, the next open one."""
        exercise = self.named(name) if name else await self._next(request)
        if exercise is not None:
            return await self.show(request, ShowExercise(exercise.id))
        t = request.t
        if not name:
            return Reply(threadable=True, blocks=(Text(markdown=t("exercises-all-passed")),))
        return self._unknown(t, name)

    async def show(
        self, request: Request, action: ShowExercise, position: Position | None = None
    ) -> Reply:
        """Show the prompt, the starter, what it is worth and a form; the reference once passed.

        `position` is where the learner is, if that was read already.
        """
        t = request.t
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None:
            return self._unknown(t, action.exercise)
        async with self._context.database.read_session() as session:
            done = position.done if position else None
            done = done or await progress.find_achievements(session, request.learner.id)
            seen = await progress.count_hints_seen(session, request.learner.id, exercise.id)
            now = self._context.clock()
            is_due = await reviews.is_due(
                session, request.learner.id, progress.EXERCISE, exercise.id, now
            )
        lesson = curriculum.lesson_of(self._context.catalog, exercise)
        language = exercise.language_for(action.language or t.language)
        is_revised = curriculum.is_outdated(exercise, done)
        revised = (Text(markdown=t("exercise-revised")),) if is_revised else ()
        is_passed = exercise.id in done.exercises
        hint = hint_button(t, exercise, seen, passed=is_passed)
        buttons = [reference_button(t, exercise)] if is_passed else [hint] if hint else []
        if forms := forms_button(t, exercise):
            buttons.append(forms)
        buttons.append(lesson_button(t, lesson))
        is_open = not is_passed or is_revised or is_due
        if not is_open:
            buttons.append(write_button(t, exercise, "plain"))
        how = "exercise-how" if request.user.reads_pastes else "exercise-how-mention"
        worth = t("exercise-worth", points=points.for_exercise(seen))
        return Reply(
            tone="lesson",
            threadable=True,
            shareable_exercise=exercise.id if is_passed else "",
            blocks=(
                Text(markdown=t("exercise-title", title=exercise.titles[language])),
                *_effort(t, exercise),
                *await self._card_text(t, exercise),
                *revised,
                *illustrated_text(exercise.prompts[language], exercise.path.parent),
                Code(
                    text=exercise.starters[language],
                    language="python",
                    caption=t("exercise-starter"),
                ),
                *_after_blocks(t, self._context.catalog, exercise),
                Text(markdown=t(how, function=exercise.function)),
                *(() if is_passed else (Text(markdown=worth),)),
                *((_write_form(t, exercise),) if is_open else ()),
                Buttons(buttons=tuple(buttons)),
            ),
        )

    async def next_hint(self, request: Request, name: str) -> Reply:
        """Show the next hint of the exercise named, or of the learner's current one.

        Without a name, right after a pass, it is not known whether the next exercise is meant,
        which the learner may not have seen yet. So that one is offered, and no hint is counted.
        """
        t = request.t
        if not name and (just_passed := await self._just_passed(request)) is not None:
            return self._hint_after_pass(t, *just_passed)
        exercise = self.named(name) if name else await self._current(request)
        if exercise is None and name:
            unknown, hint = self._unknown(t, name), await self.current_hint(request)
            offered = (Buttons(buttons=(hint,)),) if hint else ()
            return Reply(threadable=True, blocks=(*unknown.blocks, *offered))
        if exercise is None:
            return Reply(blocks=(Text(markdown=t("hint-which")),))
        async with self._context.database.read_session() as session:
            seen = await progress.count_hints_seen(session, request.learner.id, exercise.id)
        number = min(seen + 1, len(exercise.hints[t.language]))
        return await self.hint(request, ShowHint(exercise.id, number))

    async def current_hint(self, request: Request) -> Button | None:
        """Return a button for the next hint of the current exercise; None for a new learner."""
        async with self._context.database.read_session() as session:
            begun = await jobs.find_latest_exercise(session, request.learner.id)
            mark = await progress.find_latest_bookmark(session, request.learner.id)
        exercise = await self._current(request) if begun or mark else None
        if exercise is None:
            return None
        async with self._context.database.read_session() as session:
            seen = await progress.count_hints_seen(session, request.learner.id, exercise.id)
        return hint_button(request.t, exercise, seen)

    async def exercise_after_current(self, request: Request) -> Button | None:
        """Return a button for the open exercise after the current one; None where none is."""
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, request.learner.id)
        exercises = self._context.catalog.exercises()
        current = await self._current(request)
        start = exercises.index(current) + 1 if current in exercises else 0
        order = exercises[start:] + exercises[:start]
        for exercise in order:
            if exercise.id not in done.exercises and exercise is not current:
                t = request.t
                return exercise_button(t, exercise, style="primary")
        return None

    async def hint(self, request: Request, action: ShowHint) -> Reply:
        """Show a hint, which counts as seen from now on."""
        t, number = request.t, action.number
        exercise = self._context.catalog.exercise(action.exercise)
        hints = exercise.hints[t.language] if exercise else ()
        if exercise is None or not 1 <= number <= len(hints):
            return self._unknown(t, action.exercise)
        async with self._context.database.write_session() as session:
            await progress.mark_hint_seen(session, request.learner.id, exercise.id, number)
            seen = await progress.count_hints_seen(session, request.learner.id, exercise.id)
            done = await progress.find_achievements(session, request.learner.id)
        passed = exercise.id in done.exercises
        further = hint_button(t, exercise, number, passed=passed)
        worth = t("hint-worth", points=points.for_exercise(seen))
        return Reply(
            tone="lesson",
            blocks=(
                Text(
                    markdown=t(
                        "hint-title",
                        number=number,
                        count=len(hints),
                        title=exercise.titles[t.language],
                    )
                ),
                *illustrated_text(hints[number - 1], exercise.path.parent),
                *(() if passed else (Text(markdown=worth),)),
                Buttons(
                    buttons=(
                        exercise_button(t, exercise, passed=passed, style="primary"),
                        *([further] if further else []),
                    )
                ),
            ),
        )

    async def reference(self, request: Request, action: ShowReference) -> Reply:
        """Show the reference to a learner who has passed the exercise."""
        t = request.t
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None:
            return self._unknown(t, action.exercise)
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, request.learner.id)
        if exercise.id not in done.exercises:
            return Reply(
                tone="not-yet",
                blocks=(
                    Text(markdown=t("reference-later")),
                    Buttons(buttons=(exercise_button(t, exercise, style="primary"),)),
                ),
            )
        return Reply(
            tone="lesson",
            blocks=(
                Text(markdown=t("reference-title", title=exercise.titles[t.language])),
                Code(text=exercise.reference, language="python"),
                *illustrated_text(exercise.afterwards[t.language], exercise.path.parent),
            ),
        )

    async def share(self, request: Request, action: ShareCode) -> Reply:
        """Show the channel the learner's latest code that passed, as a spoiler."""
        t = request.t
        exercise = self._context.catalog.exercise(action.exercise)
        if exercise is None:
            return self._unknown(t, action.exercise)
        async with self._context.database.write_session() as session:
            row = await jobs.find_latest_passed(session, request.learner.id, exercise.id)
            if row is not None:
                row.shared_in = place_of(request.user)
        if row is None or not row.code:
            return Reply(blocks=(Text(markdown=t("share-nothing")),))
        t = (await for_everyone(self._context, request)).t
        title = exercise.titles[t.language]
        return Reply(
            tone="passed",
            blocks=(
                Text(markdown=t("share-title", name=escaped(request.learner.name), title=title)),
                Code(text=row.code, language="python", hidden=True),
                Buttons(buttons=(exercise_button(t, exercise, style="primary"),)),
            ),
            private=False,
        )

    def named(self, name: str) -> Exercise | None:
        """Return the exercise of that id, function, title or number in reading order; else None."""
        names = {name, name.replace("-", "_")}
        exercises = self._context.catalog.exercises()
        if name.isdecimal() and 1 <= int(name[:4]) <= len(exercises):
            return exercises[int(name[:4]) - 1]
        return next((each for each in exercises if names & set(exercise_names(each))), None)

    async def _just_passed(self, request: Request) -> tuple[Exercise, Exercise] | None:
        """Return the exercise that was submitted last, and the next, which was not begun yet.

        Return None unless the former is passed, or where a hint of the latter was seen already.
        """
        async with self._context.database.read_session() as session:
            latest = await jobs.find_latest_exercise(session, request.learner.id)
            done = await progress.find_achievements(session, request.learner.id)
        passed = self._context.catalog.exercise(latest) if latest else None
        following = await self._next(request)
        if passed is None or following is None or passed.id not in done.exercises:
            return None
        async with self._context.database.read_session() as session:
            seen = await progress.count_hints_seen(session, request.learner.id, following.id)
            failed = await jobs.count_failures(session, request.learner.id, following.id)
        return None if seen or failed else (passed, following)

    def _hint_after_pass(self, t: Translator, passed: Exercise, following: Exercise) -> Reply:
        titles = {"passed": passed.titles[t.language], "title": following.titles[t.language]}
        steps = [exercise_button(t, following, style="primary")]
        if hint := hint_button(t, following, 0):
            steps.append(hint)
        text = Text(markdown=t.format("hint-after-pass", titles))
        return Reply(blocks=(text, Buttons(buttons=tuple(steps))))

    async def _current(self, request: Request) -> Exercise | None:
        """Return the exercise submitted to last, unless it is passed and another is open."""
        async with self._context.database.read_session() as session:
            latest = await jobs.find_latest_exercise(session, request.learner.id)
            done = await progress.find_achievements(session, request.learner.id)
        tried = self._context.catalog.exercise(latest) if latest else None
        if tried is not None and tried.id not in done.exercises:
            return tried
        return await self._next(request) or tried

    async def _next(self, request: Request) -> Exercise | None:
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, request.learner.id)
            mark = await progress.find_latest_bookmark(session, request.learner.id)
        near = self._context.catalog.lesson(mark.lesson) if mark else None
        return curriculum.next_exercise(self._context.catalog, done, near)

    async def _card_text(self, t: Translator, exercise: Exercise) -> tuple[Text, ...]:
        """Return what is said of the GPU that the exercise's track needs."""
        if not exercise.needs_card:
            return ()
        key = "exercise-needs-card" if await has_card(self._queue) else "exercise-waits-for-card"
        return (Text(markdown=t(key)),)

    def _unknown(self, t: Translator, name: str) -> Reply:
        exercises = self._context.catalog.exercises()
        names = {called: each for each in exercises for called in exercise_names(each)}
        close = find_nearest(name, names)
        if close is None:
            unknown = Text(markdown=t("exercise-unknown", name=inline(name)))
            following = Buttons(buttons=(command_button(t, "exercise", "primary"),))
            return Reply(threadable=True, blocks=(unknown, following))
        meant = names[close]
        text = t("exercise-unknown-nearest", name=inline(name), nearest=meant.function)
        button = exercise_button(t, meant, style="primary")
        return Reply(threadable=True, blocks=(Text(markdown=text), Buttons(buttons=(button,))))


def _write_form(t: Translator, exercise: Exercise) -> Form:
    """Return the form in which an exercise is written, which begins with its starter."""
    return Form(
        label=t("exercise-write"),
        action=encode(RunCommand("submit", exercise.id)),
        submit=t("button-send-code"),
        multiline=True,
        value=exercise.starters[t.language],
        draft=write_button(t, exercise),
    )


def _after_blocks(t: Translator, catalog: Catalog, exercise: Exercise) -> tuple[Text, ...]:
    """Return what is said of the learner's code that runs before that of an exercise."""
    names = [f"`{each.function}`" for each in catalog.exercises_before(exercise)]
    if not names:
        return ()
    functions = t("exercise-after-separator").join(names)
    return (Text(markdown=t("exercise-after", functions=functions)),)


def _effort(t: Translator, exercise: Exercise) -> tuple[Text, ...]:
    """Return the line about level and minutes; nothing for an exercise without them."""
    if exercise.level is None or exercise.minutes is None:
        return ()
    return (Text(markdown=t("exercise-effort", level=exercise.level, minutes=exercise.minutes)),)
