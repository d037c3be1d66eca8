"""Looks up Slack users and their profiles."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.platform_names import SLACK
from bot.platforms.slack.api import CONNECTION_ERRORS, Api, Workspace
from bot.tutor.identity import ChatUser
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

PLATFORM = SLACK

PROFILE_TTL_S = 15 * 60.0  # then a profile is fetched again

JSON = dict[str, Any]

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A user as an event names them, and the channel of the event."""

    team: str
    id: str
    channel: str = ""
    name: str = ""  # if the event has it
    reads_pastes: bool = True  # whether a paste where the reply is would be read


@dataclass(frozen=True, slots=True)
class Profile:
    """A user's profile; None for what it does not have."""

    name: str
    locale: str | None
    zone: str | None
    is_manager: bool
    expires_at: float  # by the monotonic clock


class UserDirectory:
    """Fetches profiles and caches each for PROFILE_TTL_S."""

    def __init__(self, api: Api, managers: frozenset[str] = frozenset()) -> None:
        """`managers` are ids of users who may configure their workspace, as its admins may."""
        self._api = api
        self._managers = managers
        self._profiles: LruDict[str, Profile] = LruDict()

    async def fetch(self, user: SlackUser) -> ChatUser:
        """Return the user with the name, locale, time zone and rights of their profile.

        Raise UnknownWorkspaceError if the bot is not installed there.
        """
        workspace = await self._api.get_workspace(user.team)
        account = account_of(user.team, user.id)
        profile = self._profiles.get(account)
        if profile is None or profile.expires_at < time.monotonic():
            profile = await self._fetch_profile(workspace, user) or profile
            if profile is not None:
                self._profiles[account] = profile
        return _chat_user(user, workspace, profile)

    def cached(self, user: SlackUser) -> ChatUser:
        """Return the user with the cached profile, if any; without a request to Slack."""
        profile = self._profiles.get(account_of(user.team, user.id))
        return _chat_user(user, None, profile)

    async def _fetch_profile(self, workspace: Workspace, user: SlackUser) -> Profile | None:
        try:
            client = self._api.client(workspace.token)
            response = await client.users_info(user=user.id, include_locale=True)
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("no profile of user %s: %s", user.id, problem)
            return None
        data: JSON = response["user"]
        names = data.get("profile", {})
        is_manager = _is_member(data, user.team) and (
            bool(data.get("is_admin") or data.get("is_owner"))
            or user.id in self._managers
            or account_of(user.team, user.id) == workspace.installer
        )
        return Profile(
            name=names.get("display_name") or names.get("real_name") or data.get("name", ""),
            locale=data.get("locale"),
            zone=data.get("tz"),
            is_manager=is_manager,
            expires_at=time.monotonic() + PROFILE_TTL_S,
        )


def _is_member(user: JSON, team: str) -> bool:
    """Return whether the user is a member of the workspace itself.

    Channels that workspaces share have members of other workspaces. Their admins, and users of
    theirs with the same id as a manager here, have no rights here. In an organization with several
    workspaces a user may be a member of more than one.
    https://docs.slack.dev/apis/slack-connect
    """
    if user.get("is_stranger"):
        return False
    others = (user.get("enterprise_user") or {}).get("teams") or ()
    return user.get("team_id") == team or team in others


def account_of(team: str, user: str) -> str:
    """Return the account of a user or channel: Slack's ids are unique only in one workspace."""
    return f"{team}:{user}"


def parse_account(account: str) -> tuple[str, str]:
    """Return the team and the user (or channel) of an account."""
    team, _, user = account.partition(":")
    return team, user


def resolve_mentions(text: str, team: str) -> str:
    """Replace each mention of a user in a text by @ and the account."""
    return _MENTION.sub(lambda found: f"@{account_of(team, found[1])}", text)


def _chat_user(user: SlackUser, workspace: Workspace | None, profile: Profile | None) -> ChatUser:
    is_channel = user.channel.startswith(("C", "G"))
    return ChatUser(
        platform=PLATFORM,
        account=account_of(user.team, user.id),
        name=(profile.name if profile else user.name) or user.id,
        locale=profile.locale if profile else None,
        zone=profile.zone if profile else None,
        # Also for direct messages, which only members of the workspace can send to the bot.
        place=user.team,
        place_name=workspace.name if workspace else "",
        channel=account_of(user.team, user.channel) if is_channel else "",
        is_admin=profile is not None and profile.is_manager,
        reads_pastes=user.reads_pastes,
    )
