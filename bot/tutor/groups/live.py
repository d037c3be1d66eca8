"""`/live`: a message that counts how a group does at an exercise while everybody works on it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.storage.groups import groups, live_classes
from bot.storage.groups.groups import Group
from bot.storage.groups.live_classes import LiveClass
from bot.tutor.announcing import find_refusal
from bot.tutor.channel_language import for_everyone
from bot.tutor.context import TutorContext
from bot.tutor.groups.group_blocks import teaches
from bot.tutor.groups.live_arguments import MOST_MINUTES, LiveRequest, parse_live
from bot.tutor.groups.live_updates import LiveUpdates
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.lookup_names import exercise_names, group_name
from bot.tutor.replies.actions import EndLive, RunCommand, ShowOverview, StartLive
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import Buttons, Reply, Text, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from common.fuzzy_match import find_nearest
from lessons.curriculum import Exercise

log = logging.getLogger(__name__)


class Live(Feature):
    """Starts and ends live classes, which only those who teach the group may."""

    def __init__(self, context: TutorContext, exercises: Exercises, updates: LiveUpdates) -> None:
        self._context = context
        self._exercises = exercises
        self._updates = updates

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/live`."""
        return {"live": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons that start and end a live class."""
        return (on(StartLive, self.on_start), on(EndLive, self.on_end))

    async def command(self, request: Request, argument: str) -> Reply:
        """`/live EXERCISE [MINUTES] [group=GROUP]`; `/live end` ends the class of the channel."""
        t = request.t
        if not request.user.channel:
            return _said(t("live-no-channel"))
        taught = await self._list_taught(request)
        if not taught:
            return _said(t("live-teachers-only"))
        wanted = parse_live(argument)
        if wanted.ends or not wanted.exercise:
            return await self._show(request, ends=wanted.ends)
        exercise = self._exercises.named(wanted.exercise)
        if exercise is None:
            return self._unknown(request, wanted)
        if wanted.group:
            named = [
                each for each in taught if group_name(t, each).casefold() == wanted.group.casefold()
            ]
            if not named:
                notice = t("live-group-unknown", name=inline(wanted.group))
                return _choose_group(request, taught, exercise, wanted.minutes, notice)
            taught = named
        if len(taught) > 1:
            notice = t("live-which-group")
            return _choose_group(request, taught, exercise, wanted.minutes, notice)
        return await self._start(request, taught[0], exercise, wanted.minutes)

    async def on_start(self, request: Request, action: StartLive) -> Reply:
        """Start a live class of the group that was chosen."""
        t = request.t
        exercise = self._context.catalog.exercise(action.exercise)
        if not request.user.channel:
            return _said(t("live-no-channel"))
        if exercise is None:
            return self._unknown(request, LiveRequest(action.exercise))
        group = next(
            (each for each in await self._list_taught(request) if each.id == action.group), None
        )
        if group is None:
            return _said(t("group-teachers-only"))
        minutes = min(max(action.minutes, 1), MOST_MINUTES)
        return await self._start(request, group, exercise, minutes)

    async def on_end(self, request: Request, action: EndLive) -> Reply:
        """End a live class before its time; its message says how it went."""
        async with self._context.database.read_session() as session:
            live = await live_classes.find(session, action.live)
        return await self._end(request, live)

    async def _show(self, request: Request, *, ends: bool) -> Reply:
        """Say what runs in this channel, with a button to end it, or end it."""
        t, user = request.t, request.user
        async with self._context.database.read_session() as session:
            live = await live_classes.find_in_channel(session, user.platform, user.channel)
        if ends:
            return await self._end(request, live)
        if live is None:
            lessons = Buttons(buttons=(command_button(t, "start", "primary"),))
            return Reply(blocks=(Text(markdown=t("live-usage")), lessons))
        return self._running(request, live)

    async def _end(self, request: Request, live: LiveClass | None) -> Reply:
        t = request.t
        if live is None:
            return _said(t("live-none"))
        if all(each.id != live.group_id for each in await self._list_taught(request)):
            return _said(t("group-teachers-only"))
        async with self._context.database.write_session() as session:
            await live_classes.end(session, live.id, self._context.clock())
        self._updates.wake()
        overview = button(t("button-overview"), ShowOverview(live.group_id), "primary")
        return Reply(blocks=(Text(markdown=t("live-ended")), Buttons(buttons=(overview,))))

    async def _start(
        self, request: Request, group: Group, exercise: Exercise, minutes: int
    ) -> Reply:
        t, user, learner = request.t, request.user, request.learner
        refused = await self._check_channel(request)
        if refused is not None:
            return refused
        language = (await for_everyone(self._context, request)).t.language
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            live = await live_classes.start(
                session,
                learner.id,
                platform=user.platform,
                channel=user.channel,
                group_id=group.id,
                exercise=exercise.id,
                language=language,
                zone=group.zone or learner.zone,
                started_at=now,
                ends_at=now + timedelta(minutes=minutes),
            )
            running = live or await live_classes.find_in_channel(
                session, user.platform, user.channel
            )
        if live is None:
            return self._running(request, running) if running else _said(t("live-none"))
        self._updates.wake()
        title, name = exercise.titles[t.language], group_name(t, group)
        started = t("live-started", title=title, group=inline(name), minutes=minutes)
        return Reply(blocks=(Text(markdown=started), _end_button(request, live)))

    async def _list_taught(self, request: Request) -> Sequence[Group]:
        """Return the groups of which the learner may start a live class."""
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, request.learner.id)
        return [each for each in own if teaches(each, request.user)]

    async def _check_channel(self, request: Request) -> Reply | None:
        """Return what to change where nothing can be posted into the channel; else None."""
        t, user = request.t, request.user
        if self._context.announcer(user.platform) is None:
            return _said(t("live-no-channel"))
        refusal = await find_refusal(self._context, t, user.platform, user.channel)
        return _said(refusal) if refusal else None

    def _unknown(self, request: Request, wanted: LiveRequest) -> Reply:
        """Say that there is no such exercise, with a button for the nearest one."""
        t = request.t
        text = Text(markdown=t("live-exercise-unknown", name=inline(wanted.exercise)))
        names = {
            known: each
            for each in self._context.catalog.exercises()
            for known in exercise_names(each)
        }
        close = find_nearest(wanted.exercise, names)
        if close is None:
            return Reply(blocks=(text, Text(markdown=t("live-usage"))))
        group = f" group={wanted.group}" if wanted.group else ""
        line = f"{names[close].id} minutes={wanted.minutes}{group}"
        title = names[close].titles[t.language]
        near = button(t("live-nearest", title=title), RunCommand("live", line), "primary")
        return Reply(blocks=(text, Buttons(buttons=(near,))))

    def _running(self, request: Request, live: LiveClass) -> Reply:
        exercise = self._context.catalog.exercise(live.exercise)
        title = exercise.titles[request.t.language] if exercise else live.exercise
        text = Text(markdown=request.t("live-running", title=title))
        return Reply(blocks=(text, _end_button(request, live)))


def _choose_group(
    request: Request, taught: Sequence[Group], exercise: Exercise, minutes: int, notice: str
) -> Reply:
    """Ask whose submissions are counted."""
    t = request.t
    choices = tuple(
        button(
            group_name(t, each),
            StartLive(each.id, minutes, exercise.id),
            "plain" if number else "primary",
        )
        for number, each in enumerate(taught)
    )
    return Reply(blocks=(Text(markdown=notice), Buttons(buttons=choices)))


def _end_button(request: Request, live: LiveClass) -> Buttons:
    return Buttons(buttons=(button(request.t("live-button-end"), EndLive(live.id), "danger"),))


def _said(text: str) -> Reply:
    return Reply(blocks=(Text(markdown=text),))
