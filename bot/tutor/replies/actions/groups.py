"""Actions on study groups and their leaderboards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tutor.replies.actions.base import Action
from bot.tutor.timezones import Period


@dataclass(frozen=True, slots=True)
class ShowLeaderboard(Action):
    """Show a group's leaderboard for a period."""

    wire = "board:{group}:{period}"
    edits_in_place = True
    group: int
    period: Period


@dataclass(frozen=True, slots=True)
class CreateGroup(Action):
    """Create a study group of the name that the form sends."""

    wire = "group-create"


@dataclass(frozen=True, slots=True)
class JoinGroup(Action):
    """Ask whether the learner wants to join the group of an invite code, and what that means.

    A form sends the code as its text instead.
    """

    wire = "join[:{code}]"
    code: str = ""


@dataclass(frozen=True, slots=True)
class JoinGroupNow(Action):
    """Join the group of an invite code, and agree that its teachers see one's progress."""

    wire = "join-now:{code}"
    code: str


@dataclass(frozen=True, slots=True)
class GroupAction(Action):
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
class PickLearner(GroupAction):
    """Show teachers the learner whose id a menu sends as its text."""

    wire = "group:{group}:learner"


@dataclass(frozen=True, slots=True)
class ShowLearner(GroupAction):
    """Show teachers one learner of a group, with a page (1-based) of what they tried."""

    wire = "group:{group}:learner:{member}[:{page}]"
    member: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ShowSharedCode(GroupAction):
    """Show teachers code of a learner's that they have shared with others."""

    wire = "group:{group}:code:{member}:{submission}"
    member: int
    submission: str


@dataclass(frozen=True, slots=True)
class NudgeLearner(GroupAction):
    """Have a learner who is away written to, once."""

    wire = "group:{group}:nudge:{member}"
    member: int


@dataclass(frozen=True, slots=True)
class NudgeAway(GroupAction):
    """Show teachers who is away, before these learners are written to."""

    wire = "group:{group}:nudge"


@dataclass(frozen=True, slots=True)
class NudgeAwayNow(GroupAction):
    """Have all learners of a group who are away written to, each once."""

    wire = "group:{group}:nudge-now"


@dataclass(frozen=True, slots=True)
class ShowEqualAnswers(GroupAction):
    """Show teachers which answers of a group's learners are equal."""

    wire = "group:{group}:equal"


@dataclass(frozen=True, slots=True)
class SetOnBoard(GroupAction):
    """Put a teacher on the boards of their group, or leave them out."""

    wire = "group:{group}:on-board:{state}"
    state: Literal["on", "off"]


@dataclass(frozen=True, slots=True)
class AgreeToTeachers(GroupAction):
    """Let the group's teachers see a learner who is hidden from boards."""

    wire = "group:{group}:agree"


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
