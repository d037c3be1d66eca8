"""Actions on what learners and workspaces decide for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.tutor.replies.actions.base import Action


@dataclass(frozen=True, slots=True)
class ManagePrivacy(Action):
    """Export or delete what is stored of the learner; `delete` asks first."""

    wire = "privacy:{verb}"
    verb: Literal["export", "delete", "delete-now"]


@dataclass(frozen=True, slots=True)
class SetVisibility(Action):
    """Hide the learner from others, or show them again."""

    wire = "settings:{visibility}"
    visibility: Literal["hide", "show"]


@dataclass(frozen=True, slots=True)
class SetZone(Action):
    """Set the learner's time zone to the text of the form."""

    wire = "settings:zone"


@dataclass(frozen=True, slots=True)
class ChooseZone(Action):
    """Set the learner's time zone to the one of the button, or show zones to choose from."""

    wire = "zone[:{*zone}]"
    zone: str = ""


@dataclass(frozen=True, slots=True)
class LinkAccount(Action):
    """Start linking another account, or continue with the code that the form sends."""

    wire = "settings:link"


@dataclass(frozen=True, slots=True)
class RequestLink(Action):
    """Ask the account that a code belongs to for its confirmation."""

    wire = "settings:link-now-{code}"
    code: str


@dataclass(frozen=True, slots=True)
class AnswerLinkRequest(Action):
    """Confirm or decline the request of another learner, by their id, to link accounts."""

    wire = "settings:link-{answer}-{asker}"
    answer: Literal["yes", "no"]
    asker: int


@dataclass(frozen=True, slots=True)
class UnlinkAccount(Action):
    """Ask whether the account that is used is to be unlinked."""

    wire = "settings:unlink"


@dataclass(frozen=True, slots=True)
class UnlinkAccountNow(Action):
    """Unlink the account that is used."""

    wire = "settings:unlink-now"


@dataclass(frozen=True, slots=True)
class SetReplyMode(Action):
    """Set where code pasted in the workspace is answered."""

    wire = "settings:answers-{mode}"
    mode: Literal["thread", "direct"]


@dataclass(frozen=True, slots=True)
class SetChannelPolicy(Action):
    """Set the policy of a channel; without one, of the channel in which it is asked."""

    wire = "settings:channel-{policy}[:{*channel}]"
    policy: Literal["normal", "practice", "quiet"]
    channel: str = ""


@dataclass(frozen=True, slots=True)
class SetChannelLanguage(Action):
    """Set the language of what everyone in a channel reads; `own` is that of each learner.

    Without a channel it is about the one in which it is asked.
    """

    wire = "settings:channel-{language}[:{*channel}]"
    language: Literal["ja", "en", "own"]
    channel: str = ""
