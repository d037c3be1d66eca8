"""Who is speaking, from what Slack says of them."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.platforms.lru_dict import LruDict
from bot.platforms.slack.api import CONNECTION_ERRORS, Api, Workspace
from bot.tutor.identity import ChatUser

log = logging.getLogger(__name__)

PLATFORM = "slack"

PROFILE_TTL_S = 15 * 60.0  # then a profile is asked for anew

JSON = dict[str, Any]

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class SlackUser:
    """Someone as an event names them, and where in the workspace they are."""

    team: str
    id: str
    channel: str = ""
    name: str = ""  # as far as the event tells one


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a user; None where the profile does not say it."""

    name: str
    locale: str | None
    zone: str | None
    is_manager: bool
    expires_at: float  # by the monotonic clock


class UserDirectory:
    """Profiles, kept for a quarter of an hour each."""

    def __init__(self, api: Api, managers: frozenset[str] = frozenset()) -> None:
        """`managers` are users who decide for their workspace, besides its admins."""
        self._api = api
        self._managers = managers
        self._profiles: LruDict[str, Profile] = LruDict()

    async def fetch(self, who: SlackUser) -> ChatUser:
        """The person with the name, the language, the zone and the rights that their profile has.

        Raises UnknownWorkspace.
        """
        workspace = await self._api.get_workspace(who.team)
        account = account_of(who.team, who.id)
        profile = self._profiles.get(account)
        if profile is None or profile.expires_at < time.monotonic():
            profile = await self._ask(workspace, who) or profile
            if profile is not None:
                self._profiles[account] = profile
        return _person(who, workspace, profile)

    def cached(self, who: SlackUser) -> ChatUser:
        """The person as far as they are known already; without a workspace, and at once."""
        profile = self._profiles.get(account_of(who.team, who.id))
        return _person(who, None, profile)

    async def _ask(self, workspace: Workspace, who: SlackUser) -> Profile | None:
        try:
            client = self._api.client(workspace.token)
            answer = await client.users_info(user=who.id, include_locale=True)
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("no profile of user %s: %s", who.id, problem)
            return None
        user: JSON = answer["user"]
        names = user.get("profile", {})
        manages = _is_member(user, who.team) and (
            bool(user.get("is_admin") or user.get("is_owner"))
            or who.id in self._managers
            or account_of(who.team, who.id) == workspace.installer
        )
        return Profile(
            name=names.get("display_name") or names.get("real_name") or user.get("name", ""),
            locale=user.get("locale"),
            zone=user.get("tz"),
            is_manager=manages,
            expires_at=time.monotonic() + PROFILE_TTL_S,
        )


def _is_member(user: JSON, team: str) -> bool:
    """Return whether the user is a member of the workspace itself.

    In channels that workspaces share, members of others write as well. An admin of theirs, or a
    user of theirs with the same id as a manager here, decides nothing here. In an organization
    with several workspaces a user may be a member of more than one.
    https://docs.slack.dev/apis/slack-connect
    """
    if user.get("is_stranger"):
        return False
    others = (user.get("enterprise_user") or {}).get("teams") or ()
    return user.get("team_id") == team or team in others


def account_of(team: str, user: str) -> str:
    """How the tutor calls a user: Slack's ids are only certain to differ in one workspace."""
    return f"{team}:{user}"


def parse_account(account: str) -> tuple[str, str]:
    """The workspace and the user that an account, or a channel that was so written, means."""
    team, _, user = account.partition(":")
    return team, user


def resolve_mentions(text: str, team: str) -> str:
    """A text in which people who are mentioned stand as @ and their account."""
    return _MENTION.sub(lambda found: f"@{account_of(team, found[1])}", text)


def _person(who: SlackUser, workspace: Workspace | None, profile: Profile | None) -> ChatUser:
    is_channel = who.channel.startswith(("C", "G"))
    return ChatUser(
        platform=PLATFORM,
        account=account_of(who.team, who.id),
        name=(profile.name if profile else who.name) or who.id,
        locale=profile.locale if profile else None,
        zone=profile.zone if profile else None,
        # Also in direct messages: whoever can write to the bot there is in the workspace.
        place=who.team,
        place_name=workspace.name if workspace else "",
        channel=account_of(who.team, who.channel) if is_channel else "",
        is_admin=profile is not None and profile.is_manager,
    )
