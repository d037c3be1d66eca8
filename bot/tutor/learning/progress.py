"""A learner's progress: the checklist, and what is still open behind each of its items."""

from __future__ import annotations

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.groups import groups
from bot.storage.learning import progress, reviews
from bot.storage.learning.progress import Achievements
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser, Learner
from bot.tutor.learning import curriculum
from bot.tutor.learning.lookup_names import MOST
from bot.tutor.learning.streaks import Streak, streak
from bot.tutor.replies.buttons import button, command_button, exercise_button, quiz_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Table, Text, escaped, inline
from bot.tutor.timezones import day_in
from lessons.curriculum import ChecklistItem, Lesson, Track


class Progress:
    """Shows progress: the learner's own, and that of mates who let others see it."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def command(self, learner: Learner, person: ChatUser, name: str) -> Reply:
        """`/progress`, or `/progress NAME` for somebody in one of the learner's study groups."""
        wanted = name.strip().removeprefix("@")
        if not wanted:
            return await self.show(learner)
        async with self._context.database.read_session() as session:
            found = await groups.find_visible_by_name(session, learner.id, wanted, _managed(person))
        if learner.id in {each.id for each in found}:
            return await self.show(learner)
        if len(found) != 1:
            t = self._context.translations.translator(learner.language)
            key = "mate-several" if found else "mate-unknown"
            return Reply(blocks=(Text(markdown=t(key, name=inline(wanted))),))
        return await self._show_mate(learner, found[0])

    async def complete(self, person: ChatUser, prefix: str) -> tuple[str, ...]:
        """Names in the person's study groups that begin so, of those who let others see them."""
        async with self._context.database.read_session() as session:
            row = await learners.find_learner(session, person.platform, person.account)
            if row is None:
                return ()
            begun = prefix.strip().removeprefix("@")
            return await groups.list_visible_names(
                session, row.id, begun, _managed(person), most=MOST
            )

    async def _show_mate(self, learner: Learner, mate: groups.VisibleLearner) -> Reply:
        """Somebody else's checklist: nothing of it can be ticked."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, mate.id)
            ticked = [
                await progress.list_self_checks(session, mate.id, track.slug)
                for track in self._context.catalog.tracks
            ]
        blocks: list[AnyBlock] = [Text(markdown=t("mate-progress", name=escaped(mate.name)))]
        for track, keys in zip(self._context.catalog.tracks, ticked, strict=True):
            blocks.append(Text(markdown=f"**{track.titles[t.language]}**"))
            blocks += (*self._items(t, track, done, keys), _table(t, track, done))
        steps = (command_button(t, "progress"), command_button(t, "leaderboard"))
        return Reply(blocks=(*blocks, Buttons(buttons=steps)))

    async def show(self, learner: Learner) -> Reply:
        """The checklist of every track, lesson by lesson, and the next step."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, learner.id)
            ticked = {
                track.slug: await progress.list_self_checks(session, learner.id, track.slug)
                for track in self._context.catalog.tracks
            }
            earned = await progress.list_earned_times(session, learner.id)
            due = await reviews.list_due(session, learner.id, self._context.clock(), most=1)
        blocks: list[AnyBlock] = []
        for track in self._context.catalog.tracks:
            blocks += self._track(t, track, done, ticked[track.slug])
        today = day_in(learner.zone, self._context.clock())
        days = {day_in(learner.zone, each) for each in earned}
        blocks.append(Text(markdown=_streak(t, streak(days, today))))
        review = (command_button(t, "review"),) if due else ()
        blocks.append(Buttons(buttons=(*self._next_steps(t, done), *review)))
        return Reply(blocks=tuple(blocks))

    async def tick(self, learner: Learner, track: str, item: str, *, ticked: bool) -> Reply:
        """Ticks an item as self-checked, or takes the tick away; shows the checklist again."""
        found = curriculum.track_of(self._context.catalog, track)
        if found is not None and any(item == each.key for each in found.checklist):
            async with self._context.database.write_session() as session:
                now = self._context.clock()
                await progress.set_self_check(
                    session, learner.id, track, item, ticked=ticked, now=now
                )
        return await self.show(learner)

    def _track(
        self, t: Translator, track: Track, done: Achievements, ticked: frozenset[str]
    ) -> list[AnyBlock]:
        buttons = [
            _tick_button(t, track, number, item, item.key in ticked)
            for number, item in enumerate(track.checklist, start=1)
            if not curriculum.is_proven(item, self._context.catalog, done)
        ]
        title = t("progress-title", track=track.titles[t.language])
        items = self._items(t, track, done, ticked)
        blocks: list[AnyBlock] = [Text(markdown=title), *items, _table(t, track, done)]
        if buttons:
            blocks += [Text(markdown=t("progress-tick")), Buttons(buttons=tuple(buttons))]
        return blocks

    def _items(
        self, t: Translator, track: Track, done: Achievements, ticked: frozenset[str]
    ) -> tuple[Text, ...]:
        """The checklist, one line an item; nothing where the track has none."""
        proven = [
            curriculum.is_proven(each, self._context.catalog, done) for each in track.checklist
        ]
        lines = [
            _line(t, number, item, proven[number - 1], item.key in ticked)
            for number, item in enumerate(track.checklist, start=1)
        ]
        return (Text(markdown="\n".join(lines)),) if lines else ()

    def _next_steps(self, t: Translator, done: Achievements) -> tuple[Button, ...]:
        lessons = self._context.catalog.lessons()
        lesson = next((each for each in lessons if not curriculum.is_done(each, done)), None)
        board = command_button(t, "leaderboard")
        if lesson is None:
            return (board,)
        exercises = curriculum.open_exercises(lesson, done)
        if exercises:
            return (exercise_button(t, exercises[0], style="primary"), board)
        return (quiz_button(t, lesson, "primary"), board)


def _managed(person: ChatUser) -> tuple[str, str] | None:
    """The place whose members a person may see because they manage it."""
    return (person.platform, person.place) if person.is_admin else None


def _streak(t: Translator, streak: Streak) -> str:
    if not streak.days:
        return t("streak-none")
    today = t("streak-today" if streak.learnt_today else "streak-not-today")
    freezes = t("streak-freezes", count=streak.freezes_left)
    return " ".join((t("streak", days=streak.days), today, freezes))


def _line(t: Translator, number: int, item: ChecklistItem, proven: bool, ticked: bool) -> str:
    key = "proven" if proven else "self-checked" if ticked else "open"
    return f"{number}. " + t(f"checklist-{key}", text=item.texts[t.language])


def _tick_button(
    t: Translator, track: Track, number: int, item: ChecklistItem, ticked: bool
) -> Button:
    key, turn = ("button-untick", "off") if ticked else ("button-tick", "on")
    return button(t(key, number=number), f"tick:{track.slug}:{item.key}:{turn}")


def _table(t: Translator, track: Track, done: Achievements) -> Table:
    return Table(
        head=(t("table-lesson"), t("table-exercises"), t("table-quiz")),
        rows=tuple(_row(t, lesson, done) for lesson in track.lessons),
    )


def _row(t: Translator, lesson: Lesson, done: Achievements) -> tuple[str, str, str]:
    exercises, questions = len(lesson.exercises), len(lesson.questions)
    return (
        f"{lesson.number}. {lesson.titles[t.language]}",
        _share(t, exercises - len(curriculum.open_exercises(lesson, done)), exercises),
        _share(t, questions - len(curriculum.open_questions(lesson, done)), questions),
    )


def _share(t: Translator, done: int, count: int) -> str:
    if not count:
        return "–"
    return t("share-all" if done == count else "share", done=done, count=count)
