"""Actions on the course of a study group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tutor.replies.actions.base import Action
from bot.tutor.replies.actions.groups import GroupAction


@dataclass(frozen=True, slots=True)
class UploadCourse(Action):
    """Show a preview of the course whose file a form sends."""

    wire = "course-file"


@dataclass(frozen=True, slots=True)
class StartNewClass(Action):
    """Create a group for the course that was previewed last, and start it there.

    The digest is that of the preview's file, since a later preview may have replaced it.
    """

    wire = "course-new:{digest}"
    digest: str


@dataclass(frozen=True, slots=True)
class StartCourse(GroupAction):
    """Start the course that was previewed last in a group; the digest as in StartNewClass."""

    wire = "course:{group}:start:{digest}"
    digest: str


@dataclass(frozen=True, slots=True)
class ShowCourse(GroupAction):
    """Show the course of a group."""

    wire = "course:{group}:show"


@dataclass(frozen=True, slots=True)
class ShowCoursePlan(GroupAction):
    """Show a learner what is left of the course of a group, in minutes."""

    wire = "course:{group}:plan"


@dataclass(frozen=True, slots=True)
class SetWeeklyPlan(GroupAction):
    """Send the learner such a plan each week, or no more."""

    wire = "course:{group}:weekly:{wanted}"
    wanted: Literal["on", "off"]


@dataclass(frozen=True, slots=True)
class ChangeCourse(GroupAction):
    """Show teachers the file of a group's course, to be changed."""

    wire = "course:{group}:change"


@dataclass(frozen=True, slots=True)
class EndCourse(GroupAction):
    """Ask whether the course of a group is to end."""

    wire = "course:{group}:end"


@dataclass(frozen=True, slots=True)
class EndCourseNow(GroupAction):
    """End the course of a group."""

    wire = "course:{group}:end-now"


@dataclass(frozen=True, slots=True)
class FollowCourse(GroupAction):
    """Let the daily prompt of the channel follow the course of a group."""

    wire = "course:{group}:follow"
