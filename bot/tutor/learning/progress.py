"""A learner's progress: the checklist, the open parts of each lesson, and the streak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.groups import groups
from bot.storage.learning import progress
from bot.storage.learning.progress import Achievements
from bot.tutor.account.zone_question import zone_question
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.learning import curriculum
from bot.tutor.learning.due_reviews import ReviewsToday, reviews_today
from bot.tutor.learning.endings import finished_tracks
from bot.tutor.learning.lessons_by_track import lesson_menu
from bot.tutor.learning.lookup_names import ACCOUNT, MOST
from bot.tutor.learning.next_step import Position, next_step
from bot.tutor.learning.positions import find_position
from bot.tutor.learning.streaks import Streak, streak
from bot.tutor.replies.actions import ShowCard, TickItem
from bot.tutor.replies.buttons import button, command_button, exercise_button
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    ListItem,
    Meter,
    Reply,
    Table,
    Text,
    escaped,
    inline,
)
from bot.tutor.replies.next_steps import step_button
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.timezones import day_in
from lessons.curriculum import ChecklistItem, Lesson, Track

MOST_REVISED = 5
"""Buttons to exercises that have been revised; all of them are named."""


class Progress(Feature):
    """Shows a learner's own progress, and that of others in their groups who do not hide."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/progress`."""
        return {"progress": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handler of the checklist's buttons."""
        return (on(TickItem, self.tick),)

    async def command(self, request: Request, name: str) -> Reply:
        """`/progress`, or `/progress NAME` for another member of a study group."""
        wanted = name.strip().removeprefix("@")
        if not wanted:
            return await self.show(request)
        async with self._context.database.read_session() as session:
            found = await groups.find_visible_by_name(
                session, request.learner.id, wanted, _managed(request.user)
            )
        if request.learner.id in {each.id for each in found}:
            return await self.show(request)
        if len(found) != 1:
            t = request.t
            if not found and ACCOUNT.fullmatch(wanted):
                return Reply(blocks=(Text(markdown=t("mate-unknown-account")),))
            key = "mate-several" if found else "mate-unknown"
            return Reply(blocks=(Text(markdown=t(key, name=inline(wanted))),))
        return await self._show_mate(request, found[0])

    async def complete(self, user: ChatUser, prefix: str) -> tuple[str, ...]:
        """Return the names in the user's study groups that begin with the prefix."""
        async with self._context.database.read_session() as session:
            row = await learners.find_learner(session, user.platform, user.account)
            if row is None:
                return ()
            begun = prefix.strip().removeprefix("@")
            return await groups.list_visible_names(
                session, row.id, begun, _managed(user), most=MOST
            )

    async def _show_mate(self, request: Request, mate: groups.VisibleLearner) -> Reply:
        """Show the checklist of another learner, without buttons to tick its items."""
        t = request.t
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, mate.id)
            ticked = [
                await progress.list_self_checks(session, mate.id, track.slug)
                for track in self._context.catalog.tracks
            ]
        blocks: list[AnyBlock] = [Text(markdown=t("mate-progress", name=escaped(mate.name)))]
        for track, keys in zip(self._context.catalog.tracks, ticked, strict=True):
            blocks.append(Text(markdown=f"**{track.titles[t.language]}**"))
            blocks += (*_meter(t, track, done), *self._items(t, track, done, keys))
            if any(_is_begun(each, done) for each in track.lessons):
                blocks.append(_table(t, track, done))
        steps = (command_button(t, "progress"), command_button(t, "leaderboard"))
        return Reply(tone="board", blocks=(*blocks, Buttons(buttons=steps)))

    async def show(self, request: Request) -> Reply:
        """Show every track's checklist and lessons, the streak, and the next step."""
        t = request.t
        async with self._context.database.read_session() as session:
            position = await find_position(session, request.learner, self._context.clock())
            done = position.done
            ticked = {
                track.slug: await progress.list_self_checks(session, request.learner.id, track.slug)
                for track in self._context.catalog.tracks
            }
            days = await progress.list_earned_days(session, request.learner.id)
            now = self._context.clock()
            today = await reviews_today(session, self._context.catalog, request.learner, now)
        step = next_step(self._context.catalog, position)
        current_track = step.lesson.track if step.lesson is not None else ""
        blocks: list[AnyBlock] = []
        for track in self._context.catalog.tracks:
            keys, is_current = ticked[track.slug], track.slug == current_track
            blocks += self._track(t, track, done, keys, is_current=is_current)
        if any(isinstance(block, ListItem | Buttons) for block in blocks):
            blocks.append(Text(markdown=t("progress-tick"), is_small=True))
        blocks += self._revised(t, done)
        current = streak(days, day_in(request.learner.zone, now))
        blocks.append(Text(markdown=streak_text(t, current)))
        if due := due_text(t, today):
            blocks.append(Text(markdown=due))
        blocks += await zone_question(self._context, request)
        blocks.append(Buttons(buttons=self._next_steps(t, position)))
        return Reply(tone="board", blocks=tuple(blocks))

    async def tick(self, request: Request, action: TickItem) -> Reply:
        """Tick an item as self-checked or remove the tick, and show the checklist again."""
        track = curriculum.track_of(self._context.catalog, action.track)
        if track is not None and any(action.item == each.key for each in track.checklist):
            async with self._context.database.write_session() as session:
                now = self._context.clock()
                await progress.set_self_check(
                    session,
                    request.learner.id,
                    track.slug,
                    action.item,
                    ticked=action.state == "on",
                    now=now,
                )
        return await self.show(request)

    def _track(
        self,
        t: Translator,
        track: Track,
        done: Achievements,
        ticked: frozenset[str],
        *,
        is_current: bool,
    ) -> list[AnyBlock]:
        """Return how far a track is done, its checklist, and its lessons once it is begun.

        In the track of the next step, each button stands beside its item.
        """
        blocks: list[AnyBlock] = [
            Text(markdown=t("progress-title", track=track.titles[t.language])),
            *_meter(t, track, done),
        ]
        lines = self._lines(t, track, done, ticked)
        ticks = [
            None
            if curriculum.is_proven(item, self._context.catalog, done)
            else _tick_button(t, track, number, item, item.key in ticked)
            for number, item in enumerate(track.checklist, start=1)
        ]
        if is_current:
            blocks += [
                Text(markdown=line) if tick is None else ListItem(markdown=line, button=tick)
                for line, tick in zip(lines, ticks, strict=True)
            ]
        else:
            blocks += self._items(t, track, done, ticked)
            if buttons := tuple(tick for tick in ticks if tick is not None):
                blocks.append(Buttons(buttons=buttons))
        if is_current or any(_is_begun(each, done) for each in track.lessons):
            blocks.append(_table(t, track, done))
        return blocks

    def _items(
        self, t: Translator, track: Track, done: Achievements, ticked: frozenset[str]
    ) -> tuple[Text, ...]:
        """Return the checklist with one line per item; nothing where the track has none."""
        lines = self._lines(t, track, done, ticked)
        return (Text(markdown="\n".join(lines)),) if lines else ()

    def _lines(
        self, t: Translator, track: Track, done: Achievements, ticked: frozenset[str]
    ) -> list[str]:
        catalog = self._context.catalog
        proven = [curriculum.is_proven(each, catalog, done) for each in track.checklist]
        return [
            _line(t, number, item, proven[number - 1], item.key in ticked)
            if not (proven[number - 1] and curriculum.is_proven_by_older(item, catalog, done))
            else f"{number}. " + t("checklist-proven-older", text=item.texts[t.language])
            for number, item in enumerate(track.checklist, start=1)
        ]

    def _revised(self, t: Translator, done: Achievements) -> tuple[AnyBlock, ...]:
        """Name the exercises that were passed in an older revision, with buttons to some."""
        revised = curriculum.outdated_exercises(self._context.catalog.lessons(), done)
        if not revised:
            return ()
        titles = t("progress-revised-separator").join(each.titles[t.language] for each in revised)
        text = Text(markdown=t("progress-revised", titles=titles))
        shown = (exercise_button(t, each, revised=True) for each in revised[:MOST_REVISED])
        return (text, Buttons(buttons=tuple(shown)))

    def _next_steps(self, t: Translator, position: Position) -> tuple[Button, ...]:
        """Return the next step, what is due, the leaderboard, and the cards that are earned."""
        step = next_step(self._context.catalog, position)
        is_done = step.kind == "all-done"
        board = command_button(t, "leaderboard", "primary" if is_done else "plain")
        first = () if is_done else (step_button(t, step, position),)
        is_due = position.has_due_reviews and step.kind != "review"
        return (
            *first,
            *([command_button(t, "review")] if is_due else []),
            board,
            *(
                button(t("button-card-of", track=track.titles[t.language]), ShowCard(track.slug))
                for track in finished_tracks(self._context.catalog, position)
            ),
        )


def _managed(user: ChatUser) -> tuple[str, str] | None:
    """Return the workspace whose members a user may see as its administrator."""
    return (user.platform, user.place) if user.is_admin else None


def due_text(t: Translator, today: ReviewsToday) -> str:
    """Return how much is due for review today, and how long it takes; "" where nothing is."""
    count = len(today.left)
    return t("back-due", count=count, minutes=max(1, count // 2)) if count else ""


def streak_text(t: Translator, streak: Streak) -> str:
    """Return a streak in words, with what keeps it alive."""
    if not streak.days:
        return t("streak-none")
    today = t("streak-today" if streak.learnt_today else "streak-not-today")
    freezes = t("streak-freezes", count=streak.freezes_left)
    return t("streak", days=streak.days, today=today, freezes=freezes)


def _line(t: Translator, number: int, item: ChecklistItem, proven: bool, ticked: bool) -> str:
    key = "proven" if proven else "self-checked" if ticked else "open"
    return f"{number}. " + t(f"checklist-{key}", text=item.texts[t.language])


def _tick_button(
    t: Translator, track: Track, number: int, item: ChecklistItem, ticked: bool
) -> Button:
    if ticked:
        untick = TickItem(track.slug, item.key, "off")
        return button(t("button-untick", number=number), untick)
    return button(t("button-tick", number=number), TickItem(track.slug, item.key, "on"))


def _meter(t: Translator, track: Track, done: Achievements) -> Iterator[Meter]:
    """Yield a meter of the track's exercises and questions; nothing where it has none."""
    total = sum(len(each.exercises) + len(each.questions) for each in track.lessons)
    left = sum(
        len(curriculum.open_exercises(each, done)) + len(curriculum.open_questions(each, done))
        for each in track.lessons
    )
    if total:
        label = t("tasks-passed", done=total - left, total=total)
        yield Meter(label=label, done=total - left, total=total)


def _is_begun(lesson: Lesson, done: Achievements) -> bool:
    """Return whether any exercise or question of a lesson is passed."""
    exercises = len(curriculum.open_exercises(lesson, done)) < len(lesson.exercises)
    return exercises or len(curriculum.open_questions(lesson, done)) < len(lesson.questions)


def _table(t: Translator, track: Track, done: Achievements) -> Table:
    head = (t("table-lesson"), t("table-exercises"), t("table-quiz"))
    rows = tuple(_row(t, lesson, done) for lesson in track.lessons)
    details = [f"{head[1]} {exercises} · {head[2]} {quiz}" for _, exercises, quiz in rows]
    return Table(head=head, rows=rows, menu=lesson_menu(t, track, details))


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
