"""How a study group is shown to its members and its teachers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.storage.groups.groups import Group, VisibleLearner
from bot.tutor.identity import ChatUser
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import (
    Action,
    AgreeToTeachers,
    ArchiveGroup,
    ChooseSuccessor,
    ExportOverview,
    HandOverGroup,
    InviteToGroup,
    JoinGroup,
    JoinGroupNow,
    LeaveGroup,
    RenameGroup,
    SetGroupZone,
    SetOnBoard,
    ShowDigest,
    ShowLeaderboard,
    ShowOverview,
    encode,
)
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Code, Form, Reply, Text, escaped
from bot.tutor.request import Request


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as one of its members sees it."""

    group: Group
    members: int


def teaches(group: Group, user: ChatUser) -> bool:
    """Return whether this user may see and change everything of the group.

    A workspace's default group is taught by the workspace's administrators.
    """
    is_here = (user.platform, user.place) == (group.platform, group.place)
    return group.teacher or (group.is_default and user.is_admin and is_here)


def group_reply(request: Request, view: GroupView, notice: str, *, default_zone: str) -> Reply:
    """Return the group with what the learner may do with it, below a notice if there is one."""
    t, group = request.t, view.group
    title = t("group-title", group=escaped(group_name(t, group)), count=view.members)
    blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
    blocks.append(Text(markdown=title))
    if request.learner.hidden and not group.agreed and not group.teacher:
        agree = button(t("button-group-let-see"), AgreeToTeachers(group.id))
        blocks += [Text(markdown=t("group-unseen")), Buttons(buttons=(agree,))]
    blocks.append(Buttons(buttons=_steps(t, view, request.user)))
    if teaches(group, request.user):
        zone_form = Form(
            label=t("form-group-zone"),
            action=encode(SetGroupZone(group.id)),
            submit=t("button-zone"),
            value=group.zone or default_zone,
        )
        blocks.append(zone_form)
        if not group.is_default:
            blocks += _teachers_blocks(t, group)
    return Reply(tone="board", blocks=tuple(blocks))


def candidates_reply(
    t: Translator, group: Group, found: Sequence[VisibleLearner], page: int, *, has_more: bool
) -> Reply:
    """Return a page (1-based) of the members who can become the teacher, as buttons."""
    key = "group-hand-which" if found else "group-hand-nobody"
    buttons = [button(each.name or "?", HandOverGroup(group.id, each.id)) for each in found]
    if page > 1:
        buttons.append(button(t("button-previous"), ChooseSuccessor(group.id, page - 1)))
    if has_more:
        buttons.append(button(t("button-next"), ChooseSuccessor(group.id, page + 1)))
    text = Text(markdown=t(key, group=escaped(group.name)))
    return Reply(blocks=(text, *([Buttons(buttons=tuple(buttons))] if buttons else [])))


def _steps(t: Translator, view: GroupView, user: ChatUser) -> tuple[Button, ...]:
    """Return what can be done with a group; the next step is first, and primary.

    For its teacher that is to invite somebody, and the overview once somebody has joined.
    """
    group = view.group
    board: tuple[str, Action] = ("button-board", ShowLeaderboard(group.id, "all"))
    found = [board]
    if teaches(group, user):
        found = [
            ("button-overview", ShowOverview(group.id)),
            board,
            ("button-csv", ExportOverview(group.id)),
            ("digest-button", ShowDigest(group.id)),
        ]
        if not group.is_default:
            found.insert(0 if view.members == 1 else 1, ("button-invite", InviteToGroup(group.id)))
    steps = [
        button(t(key), action, "plain" if at else "primary")
        for at, (key, action) in enumerate(found)
    ]
    if group.teacher:
        key = "button-off-board" if group.on_board else "button-on-board"
        steps.append(button(t(key), SetOnBoard(group.id, "off" if group.on_board else "on")))
    if not group.is_default:
        steps.append(button(t("button-leave"), LeaveGroup(group.id)))
    return tuple(steps)


def _teachers_blocks(t: Translator, group: Group) -> tuple[AnyBlock, ...]:
    rename = Form(
        label=t("form-group-rename"),
        action=encode(RenameGroup(group.id)),
        submit=t("button-rename"),
        value=group.name,
    )
    steps = (
        button(t("button-hand"), ChooseSuccessor(group.id)),
        button(t("button-archive"), ArchiveGroup(group.id), "danger"),
    )
    return (
        Code(text=group.invite or "", caption=t("group-code")),
        rename,
        Buttons(buttons=steps),
    )


def consent_reply(t: Translator, name: str, code: str) -> Reply:
    """Return what the teachers of a group see of those who join, and the button to agree."""
    join = button(t("button-group-agree"), JoinGroupNow(code), "primary")
    text = Text(markdown=t("group-consent", group=escaped(name)))
    return Reply(blocks=(text, Buttons(buttons=(join,))))


def invitation_reply(t: Translator, group: Group) -> Reply:
    """Return a public reply: a button to join, and the command for other chats."""
    code = group.invite or ""
    return Reply(
        blocks=(
            Text(markdown=t("group-invitation", group=escaped(group.name))),
            Buttons(buttons=(button(t("button-group-join"), JoinGroup(code), "primary"),)),
            Code(text=f"/group join {code}", caption=t("group-code-line")),
        ),
        private=False,
    )
