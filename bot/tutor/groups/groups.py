"""Study groups: create, invite, join, leave, rename, hand over, archive."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.groups import courses, groups
from bot.storage.groups.groups import Group
from bot.tutor.channel_language import for_everyone
from bot.tutor.context import TutorContext
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.groups.digest import Digests
from bot.tutor.groups.equal_answers import EqualAnswersList
from bot.tutor.groups.gradebook import Gradebook
from bot.tutor.groups.group_blocks import (
    GroupView,
    candidates_reply,
    consent_reply,
    group_reply,
    invitation_reply,
    teaches,
)
from bot.tutor.groups.invite_codes import CODE_LENGTH, new_code
from bot.tutor.groups.nudges import Nudges
from bot.tutor.groups.one_learner import OneLearner
from bot.tutor.groups.overview import Overview
from bot.tutor.identity import OnJoining
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import (
    AgreeToTeachers,
    ArchiveGroup,
    ArchiveGroupNow,
    ChooseSuccessor,
    CreateGroup,
    ExportOverview,
    GroupAction,
    HandOverGroup,
    InviteToGroup,
    JoinGroup,
    JoinGroupNow,
    LeaveGroup,
    LeaveGroupNow,
    NudgeAway,
    NudgeAwayNow,
    NudgeLearner,
    PickLearner,
    RenameGroup,
    SetGroupZone,
    SetOnBoard,
    ShowCourse,
    ShowDigest,
    ShowEqualAnswers,
    ShowGroup,
    ShowLeaderboard,
    ShowLearner,
    ShowOverview,
    ShowSharedCode,
    encode,
)
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import AnyBlock, Buttons, Form, Reply, Text, escaped, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import zone_named

LONGEST_NAME = 50
MOST_CANDIDATES = 20  # buttons with members' names
_LONGEST_ID = 18  # digits, which fit the database's 64 bits


_KINDS: tuple[type[GroupAction], ...] = (
    ShowGroup,
    LeaveGroup,
    LeaveGroupNow,
    AgreeToTeachers,
    InviteToGroup,
    RenameGroup,
    SetGroupZone,
    SetOnBoard,
    ShowOverview,
    ExportOverview,
    PickLearner,
    ShowLearner,
    ShowSharedCode,
    NudgeLearner,
    NudgeAway,
    NudgeAwayNow,
    ShowEqualAnswers,
    ShowDigest,
    ChooseSuccessor,
    HandOverGroup,
    ArchiveGroup,
    ArchiveGroupNow,
)
"""The actions on one group."""


class Groups(Feature):
    """Everything that is done with study groups, except finding one by its name."""

    def __init__(
        self,
        context: TutorContext,
        digests: Digests,
        one_learner: OneLearner,
        joining: OnJoining,
    ) -> None:
        self._context = context
        self._joining = joining
        self._overview = Overview(context)
        self._gradebook = Gradebook(context)
        self._one_learner = one_learner
        self._nudges = Nudges(context)
        self._equal_answers = EqualAnswersList(context)
        self._digests = digests

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes the messages to learners who are away."""
        return self._nudges.notices()

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons and forms of groups."""
        return (
            on(CreateGroup, self.on_create),
            on(JoinGroup, self.on_join),
            on(JoinGroupNow, self.join_now),
            *((kind, self.act) for kind in _KINDS),
        )

    async def list_groups(self, request: Request, notice: str = "") -> Reply:
        """Show the learner's groups and the forms to create or join one, below a notice."""
        t = request.t
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, request.learner.id)
        blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
        blocks += [
            Text(markdown=t("groups-title")),
            Buttons(buttons=tuple(button(group_name(t, each), ShowGroup(each.id)) for each in own)),
            Form(
                label=t("form-group-create"),
                action=encode(CreateGroup()),
                submit=t("button-group-create"),
            ),
            Form(
                label=t("form-group-join"),
                action=encode(JoinGroup()),
                submit=t("button-group-join"),
            ),
        ]
        return Reply(tone="board", blocks=tuple(blocks))

    async def on_create(self, request: Request, _: CreateGroup) -> Reply:
        """Create a group of the name that was typed into the form."""
        return await self.create(request, request.text)

    async def create(self, request: Request, name: str) -> Reply:
        """Create a group with the learner as its teacher, and show its invite code."""
        t, user = request.t, request.user
        name = " ".join(name.split())
        if not 1 <= len(name) <= LONGEST_NAME:
            return await self.list_groups(request, t("group-name-which", most=LONGEST_NAME))
        async with self._context.database.write_session() as session:
            group_id = await groups.create(
                session,
                request.learner.id,
                platform=user.platform,
                place=user.place,
                name=name,
                invite=new_code(CODE_LENGTH),
                zone=request.learner.zone,
                now=self._context.clock(),
            )
            view = await self._view(session, request, group_id)
        return await self._reply(request, view, t("group-created", group=escaped(name)))

    async def on_join(self, request: Request, action: JoinGroup) -> Reply:
        """Join the group of the button's code, or of the one typed into the form."""
        return await self.join(request, action.code or request.text)

    async def join(self, request: Request, code: str) -> Reply:
        """Say what joining the group with that invite code means, and ask whether to do it."""
        async with self._context.database.read_session() as session:
            invited = await groups.find_invited(session, code.strip().upper())
            known = invited and await groups.find_group(session, request.learner.id, invited.id)
        if invited is None:
            return await self._no_such_code(request, code)
        if known and known.agreed:
            return await self._show(request, invited.id)
        return consent_reply(request.t, invited.name, code.strip().upper())

    async def join_now(self, request: Request, action: JoinGroupNow) -> Reply:
        """Make the learner, who has agreed, a member of the group with that invite code."""
        t = request.t
        async with self._context.database.write_session() as session:
            group_id = await groups.join_by_invite(
                session, request.learner.id, action.code, self._context.clock()
            )
            found = group_id and await groups.find_group(session, request.learner.id, group_id)
            course = await courses.find_course(session, group_id) if group_id else None
            if found:
                await self._joining.store(session, request.learner)
        if not found:
            return await self._no_such_code(request, action.code)
        self._joining.start()
        text = Text(markdown=t("group-joined", group=escaped(found.name)))
        steps = (
            button(t("button-board"), ShowLeaderboard(found.id, "all")),
            *([button(t("button-course"), ShowCourse(found.id))] if course is not None else []),
            command_button(t, "start", "primary"),
        )
        return Reply(blocks=(text, Buttons(buttons=steps)))

    async def _no_such_code(self, request: Request, code: str) -> Reply:
        return await self.list_groups(request, request.t("group-no-such-code", code=inline(code)))

    async def act(self, request: Request, action: GroupAction) -> Reply:
        """Reply to a button or a form of a group, which the learner may have left since."""
        async with self._context.database.read_session() as session:
            group = await groups.find_group(session, request.learner.id, action.group)
        if group is None:
            return await self.list_groups(request, request.t("group-gone"))
        return await self.handle(request, group, action)

    async def handle(self, request: Request, group: Group, action: GroupAction) -> Reply:
        """Do what an action asks for with a group of the learner's, as far as they may."""
        t = request.t
        if isinstance(action, LeaveGroup | LeaveGroupNow) and not group.is_default:
            return await self._leave(request, group, confirmed=isinstance(action, LeaveGroupNow))
        if isinstance(action, ShowGroup):
            return await self._show(request, group.id)
        if isinstance(action, AgreeToTeachers):
            return await self._agree(request, group)
        if not teaches(group, request.user):
            return await self._show(request, group.id, t("group-teachers-only"))
        match action:
            case SetGroupZone():
                return await self._set_zone(request, group)
            case SetOnBoard(state=state):
                return await self._set_on_board(request, group, on_board=state == "on")
        seen = await self._look(request, group, action)
        if seen is not None:
            return seen
        if group.is_default:
            return await self.list_groups(request, t("group-of-place"))
        return await self._change(request, group, action)

    async def _look(self, request: Request, group: Group, action: GroupAction) -> Reply | None:
        """Do what teachers do who look after their learners; None for another action."""
        match action:
            case ShowOverview(page=page):
                return await self._overview.show(request, group, page or 1)
            case ExportOverview():
                return await self._gradebook.export(request, group)
            case ShowLearner(member=member, page=page):
                return await self._one_learner.show(request, group, member, page or 1)
            case PickLearner():
                picked = request.text.strip()
                member = int(picked) if picked.isdecimal() and len(picked) <= _LONGEST_ID else 0
                return await self._one_learner.show(request, group, member)
            case ShowSharedCode(member=member, submission=submission):
                return await self._one_learner.show_code(request, group, member, submission)
            case NudgeLearner(member=member):
                notice = await self._nudges.send(request, group, member)
                return await self._one_learner.show(request, group, member, notice=notice)
            case NudgeAway():
                return await self._nudges.ask(request, group)
            case NudgeAwayNow():
                return await self._nudges.send_all(request, group)
            case ShowEqualAnswers():
                return await self._equal_answers.show(request, group)
            case ShowDigest():
                return await self._digests.show(request, group)
        return None

    async def _agree(self, request: Request, group: Group) -> Reply:
        async with self._context.database.write_session() as session:
            await groups.agree(session, group.id, request.learner.id, self._context.clock())
        return await self._show(request, group.id, request.t("group-agreed"))

    async def _set_on_board(self, request: Request, group: Group, *, on_board: bool) -> Reply:
        async with self._context.database.write_session() as session:
            await groups.set_on_board(session, group.id, request.learner.id, on_board=on_board)
        notice = "group-teacher-shown" if on_board else "group-teacher-left-out"
        return await self._show(request, group.id, request.t(notice))

    async def _change(self, request: Request, group: Group, action: GroupAction) -> Reply:
        """Do what only teachers do, and not with a workspace's default group."""
        match action:
            case InviteToGroup():
                return invitation_reply((await for_everyone(self._context, request)).t, group)
            case RenameGroup():
                return await self._rename(request, group)
            case ChooseSuccessor(page=page):
                return await self._show_candidates(request, group, page or 1)
            case HandOverGroup(member=member):
                return await self._hand_over(request, group, member)
        return await self._archive(request, group, confirmed=isinstance(action, ArchiveGroupNow))

    async def _show(self, request: Request, group_id: int, notice: str = "") -> Reply:
        async with self._context.database.read_session() as session:
            view = await self._view(session, request, group_id)
        return await self._reply(request, view, notice)

    async def _view(
        self, session: AsyncSession, request: Request, group_id: int
    ) -> GroupView | None:
        group = await groups.find_group(session, request.learner.id, group_id)
        if group is None:
            return None
        return GroupView(group, await groups.count_members(session, group_id))

    async def _reply(self, request: Request, view: GroupView | None, notice: str) -> Reply:
        if view is None:
            return await self.list_groups(request, request.t("group-gone"))
        return group_reply(request, view, notice, default_zone=self._context.default_zone)

    async def _rename(self, request: Request, group: Group) -> Reply:
        t = request.t
        name = " ".join(request.text.split())
        if not 1 <= len(name) <= LONGEST_NAME:
            return await self._show(request, group.id, t("group-name-which", most=LONGEST_NAME))
        async with self._context.database.write_session() as session:
            await groups.update_group(session, group.id, name=name)
            view = await self._view(session, request, group.id)
        return await self._reply(request, view, t("group-renamed"))

    async def _set_zone(self, request: Request, group: Group) -> Reply:
        t = request.t
        zone = zone_named(request.text)
        if zone is None:
            return await self._show(request, group.id, t("zone-unknown", name=inline(request.text)))
        async with self._context.database.write_session() as session:
            await groups.update_group(session, group.id, zone=zone)
            view = await self._view(session, request, group.id)
        return await self._reply(request, view, t("group-zone-chosen", zone=zone))

    async def _show_candidates(self, request: Request, group: Group, page: int) -> Reply:
        """Ask which member becomes the teacher."""
        start = (max(page, 1) - 1) * MOST_CANDIDATES
        async with self._context.database.read_session() as session:
            found = await groups.list_other_members(
                session, group.id, request.learner.id, most=MOST_CANDIDATES + 1, start=start
            )
        has_more = len(found) > MOST_CANDIDATES
        return candidates_reply(request.t, group, found[:MOST_CANDIDATES], page, has_more=has_more)

    async def _hand_over(self, request: Request, group: Group, member: int) -> Reply:
        async with self._context.database.write_session() as session:
            is_done = await groups.transfer_teaching(session, group.id, request.learner.id, member)
            view = await self._view(session, request, group.id)
        notice = request.t("group-handed-over" if is_done else "group-hand-gone")
        return await self._reply(request, view, notice)

    async def _leave(self, request: Request, group: Group, *, confirmed: bool) -> Reply:
        t = request.t
        if not confirmed:
            text = Text(markdown=t("group-leave-sure", group=escaped(group.name)))
            yes = button(t("button-leave"), LeaveGroupNow(group.id), "danger")
            return Reply(blocks=(text, Buttons(buttons=(yes,))))
        async with self._context.database.write_session() as session:
            members = await groups.count_members(session, group.id)
            is_last = group.teacher and await groups.count_teachers(session, group.id) == 1
            if is_last and members > 1:
                hand = button(t("button-hand"), ChooseSuccessor(group.id), "primary")
                return Reply(
                    blocks=(Text(markdown=t("group-hand-first")), Buttons(buttons=(hand,)))
                )
            await groups.leave(session, request.learner.id, group.id, self._context.clock())
            if members == 1:
                await groups.update_group(session, group.id, archived_at=self._context.clock())
        return await self.list_groups(request, t("group-left", group=escaped(group.name)))

    async def _archive(self, request: Request, group: Group, *, confirmed: bool) -> Reply:
        t = request.t
        if not confirmed:
            text = Text(markdown=t("group-archive-sure", group=escaped(group.name)))
            yes = button(t("button-archive"), ArchiveGroupNow(group.id), "danger")
            return Reply(blocks=(text, Buttons(buttons=(yes,))))
        async with self._context.database.write_session() as session:
            await groups.update_group(session, group.id, archived_at=self._context.clock())
        return await self.list_groups(request, t("group-archived", group=escaped(group.name)))
