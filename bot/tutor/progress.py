"""A learner's progress: the checklist, and what is still open behind each of its items."""

from __future__ import annotations

from bot.i18n import Voice
from bot.storage import progress, reviews
from bot.storage.progress import Achievements
from bot.tutor import path
from bot.tutor.buttons import button, command_button, exercise_button, quiz_button
from bot.tutor.days import day_in
from bot.tutor.desk import Desk
from bot.tutor.people import Learner
from bot.tutor.replies import AnyBlock, Button, Buttons, Reply, Table, Text
from bot.tutor.streaks import Streak, streak
from lessons.records import ChecklistItem, Lesson, Track


class Progress:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, learner: Learner) -> Reply:
        """The checklist of every track, lesson by lesson, and the next step."""
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.reading() as session:
            done = await progress.achievements(session, learner.id)
            ticked = {
                track.slug: await progress.self_checks(session, learner.id, track.slug)
                for track in self._desk.catalog.tracks
            }
            earned = await progress.times_earned(session, learner.id)
            due = await reviews.due(session, learner.id, self._desk.clock(), most=1)
        blocks: list[AnyBlock] = []
        for track in self._desk.catalog.tracks:
            blocks += self._track(say, track, done, ticked[track.slug])
        today = day_in(learner.zone, self._desk.clock())
        days = {day_in(learner.zone, each) for each in earned}
        blocks.append(Text(markdown=_streak(say, streak(days, today))))
        review = (command_button(say, "review"),) if due else ()
        blocks.append(Buttons(buttons=(*self._next_steps(say, done), *review)))
        return Reply(blocks=tuple(blocks))

    async def tick(self, learner: Learner, track: str, item: str, *, ticked: bool) -> Reply:
        """Ticks an item as self-checked, or takes the tick away; shows the checklist again."""
        found = path.track_of(self._desk.catalog, track)
        if found is not None and any(item == each.key for each in found.checklist):
            async with self._desk.database.writing() as session:
                now = self._desk.clock()
                await progress.tick(session, learner.id, track, item, ticked=ticked, now=now)
        return await self.show(learner)

    def _track(
        self, say: Voice, track: Track, done: Achievements, ticked: frozenset[str]
    ) -> list[AnyBlock]:
        lines = []
        buttons: list[Button] = []
        for number, item in enumerate(track.checklist, start=1):
            proven = path.is_proven(item, self._desk.catalog, done)
            lines.append(_line(say, number, item, proven, item.key in ticked))
            if not proven:
                buttons.append(_tick_button(say, track, number, item, item.key in ticked))
        title = say("progress-title", track=track.titles[say.language])
        blocks: list[AnyBlock] = [Text(markdown=title)]
        if lines:
            blocks.append(Text(markdown="\n".join(lines)))
        blocks.append(_table(say, track, done))
        if buttons:
            blocks += [Text(markdown=say("progress-tick")), Buttons(buttons=tuple(buttons))]
        return blocks

    def _next_steps(self, say: Voice, done: Achievements) -> tuple[Button, ...]:
        lessons = self._desk.catalog.lessons()
        lesson = next((each for each in lessons if not path.is_done(each, done)), None)
        board = command_button(say, "leaderboard")
        if lesson is None:
            return (board,)
        exercises = path.open_exercises(lesson, done)
        if exercises:
            return (exercise_button(say, exercises[0], style="primary"), board)
        return (quiz_button(say, lesson, "primary"), board)


def _streak(say: Voice, streak: Streak) -> str:
    if not streak.days:
        return say("streak-none")
    today = say("streak-today" if streak.learnt_today else "streak-not-today")
    freezes = say("streak-freezes", count=streak.freezes_left)
    return " ".join((say("streak", days=streak.days), today, freezes))


def _line(say: Voice, number: int, item: ChecklistItem, proven: bool, ticked: bool) -> str:
    key = "proven" if proven else "self-checked" if ticked else "open"
    return f"{number}. " + say(f"checklist-{key}", text=item.texts[say.language])


def _tick_button(
    say: Voice, track: Track, number: int, item: ChecklistItem, ticked: bool
) -> Button:
    key, turn = ("button-untick", "off") if ticked else ("button-tick", "on")
    return button(say(key, number=number), f"tick:{track.slug}:{item.key}:{turn}")


def _table(say: Voice, track: Track, done: Achievements) -> Table:
    return Table(
        head=(say("table-lesson"), say("table-exercises"), say("table-quiz")),
        rows=tuple(_row(say, lesson, done) for lesson in track.lessons),
    )


def _row(say: Voice, lesson: Lesson, done: Achievements) -> tuple[str, str, str]:
    exercises, questions = len(lesson.exercises), len(lesson.questions)
    return (
        f"{lesson.number}. {lesson.titles[say.language]}",
        _share(say, exercises - len(path.open_exercises(lesson, done)), exercises),
        _share(say, questions - len(path.open_questions(lesson, done)), questions),
    )


def _share(say: Voice, done: int, count: int) -> str:
    if not count:
        return "–"
    return say("share-all" if done == count else "share", done=done, count=count)
