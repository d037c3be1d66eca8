"""Actions on study groups and their leaderboards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tutor.replies.actions.base import BaseAction
from bot.tutor.timezones import Period


@dataclass(frozen=True, slots=True)
class ShowLeaderboard(BaseAction):
    """Show a group's leaderboard for a period."""

    wire = "board:{group}:{period}"
    edits_in_place = True
    group: int
    period: Period


@dataclass(frozen=True, slots=True)
class CreateGroup(BaseAction):
    """Create a study group of the name that the form sends."""

    wire = "group-create"


@dataclass(frozen=True, slots=True)
class JoinGroup(BaseAction):
    """Join the study group of an invite code, which a form sends as its text instead."""

    wire = "join[:{code}]"
    code: str = ""


@dataclass(frozen=True, slots=True)
class GroupAction(BaseAction):
    """Base of the actions on one study group."""

    group: int


@dataclass(frozen=True, slots=True)
class ShowGroup(GroupAction):
    """Show a group and what can be done with it."""

    wire = "group:{group}:show"


@dataclass(frozen=True, slots=True)
class LeaveGroup(GroupAction):
    """Ask whether the learner wants to leave a group."""

    wire = "group:{group}:leave"


@dataclass(frozen=True, slots=True)
class LeaveGroupNow(GroupAction):
    """Leave a group."""

    wire = "group:{group}:leave-now"


@dataclass(frozen=True, slots=True)
class InviteToGroup(GroupAction):
    """Show the channel a button that lets others join a group."""

    wire = "group:{group}:invite"

    @property
    def is_public(self) -> bool:
        """An invitation is for everyone in the channel."""
        return True


@dataclass(frozen=True, slots=True)
class RenameGroup(GroupAction):
    """Rename a group to the text of the form."""

    wire = "group:{group}:rename"


@dataclass(frozen=True, slots=True)
class SetGroupZone(GroupAction):
    """Set a group's time zone to the text of the form."""

    wire = "group:{group}:zone"


@dataclass(frozen=True, slots=True)
class ShowOverview(GroupAction):
    """Show teachers a page (1-based) of a group's overview; without a page, the first."""

    wire = "group:{group}:overview[:{page}]"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ExportOverview(GroupAction):
    """Export a group's overview as CSV."""

    wire = "group:{group}:csv"


@dataclass(frozen=True, slots=True)
class ShowDigest(GroupAction):
    """Show how hard a group's questions are, and where its learners stop."""

    wire = "group:{group}:digest"


@dataclass(frozen=True, slots=True)
class SetDigest(GroupAction):
    """Turn a group's weekly digest on or off for the teacher who presses the button."""

    wire = "group:{group}:digest:{state}"
    state: Literal["on", "off"]


@dataclass(frozen=True, slots=True)
class ChooseSuccessor(GroupAction):
    """Ask which member becomes the teacher; a page (1-based) of the candidates."""

    wire = "group:{group}:hand[:page:{page}]"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class HandOverGroup(GroupAction):
    """Make a member the group's teacher."""

    wire = "group:{group}:hand:{member}"
    member: int


@dataclass(frozen=True, slots=True)
class ArchiveGroup(GroupAction):
    """Ask whether a group is to be archived."""

    wire = "group:{group}:archive"


@dataclass(frozen=True, slots=True)
class ArchiveGroupNow(GroupAction):
    """Archive a group."""

    wire = "group:{group}:archive-now"
