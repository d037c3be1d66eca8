"""Leaderboards: of a study group by points, and of an exercise by who has passed it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.i18n import Translator
from bot.images import leaderboard as picture
from bot.storage.accounts import learners
from bot.storage.groups import groups, leaderboards
from bot.storage.groups.groups import Group
from bot.storage.groups.leaderboards import RankedLearner, Ranking
from bot.tutor.avatars import find_avatars
from bot.tutor.channel_language import for_everyone
from bot.tutor.context import TutorContext
from bot.tutor.courses.course import subjects_of
from bot.tutor.courses.current import find_course
from bot.tutor.groups.departures import Departures
from bot.tutor.identity import Learner
from bot.tutor.learning.exercises import Exercises
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import ShowExercise, ShowLeaderboard
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.cards import card_picture
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Picture,
    Reply,
    Table,
    Text,
    escaped,
    inline,
)
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.timezones import PERIODS, Period, beginning_of
from lessons.curriculum import Exercise

SHOWN = 10
NAMES_SHOWN = 30
OTHER_GROUPS = 3  # to whose leaderboards there are buttons


class Leaderboard(Feature):
    """Shows points and passes of a group's members, without learners who hide."""

    def __init__(self, context: TutorContext, exercises: Exercises) -> None:
        self._context = context
        self._exercises = exercises
        self._departures = Departures(context)

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/leaderboard`."""
        return {"leaderboard": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handler of the buttons to leaderboards."""
        return (on(ShowLeaderboard, self.on_show),)

    async def command(self, request: Request, argument: str) -> Reply:
        """Show the leaderboard of a period, an exercise, or one of the learner's groups.

        Without an argument, the points of all time in the current workspace.
        """
        t = request.t
        words = argument.split()
        named = [each for each in PERIODS for word in words if _is_named(t, each, word)]
        period: Period = named[0] if named else "all"
        name = " ".join(word for word in words if not _is_named(t, period, word))
        if name and (exercise := self._exercises.named(name)):
            return await self.show_solvers(request, exercise)
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, request.learner.id)
        group = next(
            (each for each in own if name and name.casefold() == each.name.casefold()), None
        )
        if name and group is None:
            unknown = await self._exercises.find(request, name)
            no_group = Text(markdown=request.t("leaderboard-no-group", name=inline(name)))
            return unknown.model_copy(update={"blocks": (no_group, *unknown.blocks)})
        return await self.show(request, group.id if group else None, period)

    async def on_show(self, request: Request, action: ShowLeaderboard) -> Reply:
        """Show the leaderboard of a button."""
        return await self.show(request, action.group, action.period)

    async def show(self, request: Request, group_id: int | None, period: Period) -> Reply:
        """Show a group's leaderboard for a period.

        For None, and for a group that the learner is not in, show the current workspace's.
        """
        if not request.learner.hidden:  # else only they see it
            request = await for_everyone(self._context, request)
        t, reader = request.t, request.learner.id
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, request.learner.id)
            here = await learners.find_joined_default_group(
                session, request.learner.id, request.user.platform, request.user.place
            )
            wanted = group_id if any(each.id == group_id for each in own) else here
            group = next(each for each in own if each.id == wanted)
            zone = group.zone or self._context.default_zone
            since = beginning_of(period, zone, self._context.clock())
            course = await find_course(session, group.id)
        subjects = subjects_of(self._context.catalog, course) if course else None

        async def query() -> Ranking:
            async with self._context.database.read_session() as session:
                return await leaderboards.query_leaderboard(
                    session, group.id, since=since, reader=reader, most=SHOWN, subjects=subjects
                )

        board = await query()
        if group.id == here:
            shown = [each.learner_id for each in board.top if each.learner_id != reader]
            user = request.user
            if await self._departures.remove_departed(user.platform, user.place, group.id, shown):
                board = await query()
        others = [each for each in own if each.id != group.id][:OTHER_GROUPS]
        steps = [_period_buttons(t, group, period)]
        if others:
            steps.append(_other_boards(t, others, period))
        if not board.count:
            key = "leaderboard-empty" if period == "all" else f"leaderboard-empty-{period}"
            blocks: tuple[AnyBlock, ...] = (Text(markdown=t(key)),)
        else:
            title = group_name(t, group)
            blocks = (
                Text(markdown=t("leaderboard-title", group=escaped(title))),
                Text(markdown=t(f"since-{period}", zone=zone)),
                *(
                    [Text(markdown=t("leaderboard-of-course", name=escaped(course.name)))]
                    if course
                    else []
                ),
                await self._picture(request, title, t(f"since-{period}", zone=zone), board),
                _table(t, board),
                Text(markdown=_own(t, board, request.learner, group)),
            )
        # A hidden learner's leaderboard mentions them, so that only they may see it.
        return Reply(tone="board", blocks=(*blocks, *steps), private=request.learner.hidden)

    async def show_solvers(self, request: Request, exercise: Exercise) -> Reply:
        """List who in the workspace has passed an exercise, in no order of time."""
        t = (await for_everyone(self._context, request)).t
        async with self._context.database.read_session() as session:
            here = await learners.find_joined_default_group(
                session, request.learner.id, request.user.platform, request.user.place
            )
            found = await leaderboards.query_solvers(
                session, here or 0, exercise.id, most=NAMES_SHOWN
            )
        return Reply(tone="board", blocks=_solvers(t, exercise, found), private=False)

    async def _picture(
        self, request: Request, title: str, subtitle: str, board: Ranking
    ) -> Picture:
        own, shown = board.own.learner_id if board.own else None, _shown(board)
        ids = [each.learner_id for each in shown]
        avatars = await find_avatars(self._context, request.user.platform, ids)
        lines = [
            picture.Row(
                each.rank,
                each.name,
                each.points,
                own=each.learner_id == own,
                avatar=avatars.get(each.learner_id, b""),
            )
            for each in shown
        ]
        png = await asyncio.to_thread(picture.draw, title, subtitle, lines)
        return card_picture(png, request.t("leaderboard-picture"))


def _is_named(t: Translator, period: Period, word: str) -> bool:
    return word.casefold() in {period, t(f"period-{period}").casefold()}


def _period_buttons(t: Translator, group: Group, period: Period) -> Buttons:
    """Return the learner's next step, and the periods that are not shown."""
    others = (each for each in PERIODS if each != period)
    return Buttons(
        buttons=(
            command_button(t, "exercise", "primary"),
            *(button(t(f"period-{each}"), ShowLeaderboard(group.id, each)) for each in others),
            command_button(t, "progress"),
        )
    )


def _other_boards(t: Translator, others: list[Group], period: Period) -> Buttons:
    buttons: list[Button] = [
        button(group_name(t, each), ShowLeaderboard(each.id, period)) for each in others
    ]
    return Buttons(buttons=tuple(buttons))


def _shown(board: Ranking) -> list[RankedLearner]:
    """Return the top, and the learner's own row where it is further down."""
    below = [board.own] if board.own and board.own not in board.top else []
    return [*board.top, *below]


def _table(t: Translator, board: Ranking) -> Table:
    shown = _shown(board)
    return Table(
        head=(t("table-rank"), t("table-name"), t("table-points")),
        rows=tuple((str(each.rank), each.name, str(each.points)) for each in shown),
        highlighted=shown.index(board.own) if board.own else None,
        pictured=True,
    )


def _own(t: Translator, board: Ranking, learner: Learner, group: Group) -> str:
    if learner.hidden:
        return t("leaderboard-hidden")
    if group.teacher and not group.on_board:
        return t("leaderboard-teaching")
    if board.own is None:
        return t("leaderboard-not-yet", name=escaped(learner.name))
    key = "leaderboard-own-tied" if board.own.shared else "leaderboard-own"
    own, name = board.own, escaped(learner.name)
    return t(key, name=name, rank=own.rank, count=board.count, points=own.points)


def _solvers(
    t: Translator, exercise: Exercise, found: leaderboards.Solvers
) -> tuple[AnyBlock, ...]:
    title = exercise.titles[t.language]
    onwards = Buttons(
        buttons=(
            button(t("button-exercise", title=title), ShowExercise(exercise.id), "primary"),
            command_button(t, "leaderboard"),
        )
    )
    if not found.count:
        return (Text(markdown=t("solvers-none", title=title)), onwards)
    names = t("solvers-separator").join(escaped(name) for name in found.names)
    more = found.count - len(found.names)
    blocks = [Text(markdown=t("solvers", title=title, count=found.count)), Text(markdown=names)]
    if more:
        blocks.append(Text(markdown=t("solvers-more", count=more)))
    return (*blocks, onwards)
