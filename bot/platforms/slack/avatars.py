"""Says where Slack has the avatar of a user."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.platforms.avatars import Avatars
from bot.platforms.slack.api import Api, error_code
from bot.platforms.slack.members import GONE_ERRORS
from bot.platforms.slack.users import parse_account

CDN = ("avatars.slack-edge.com",)
"""Users without a picture have one of another company's, which is not requested."""


def slack_avatars(api: Api) -> Avatars:
    """Return the avatars of Slack's users, from Slack's own file server."""

    async def locate(account: str) -> str:
        """Return the address of a user's avatar.

        Raise UnknownWorkspaceError, SlackClientError or one of CONNECTION_ERRORS.
        """
        team, user = parse_account(account)
        client = await api.client_for(team)
        try:
            response = await client.users_info(user=user)
        except SlackApiError as problem:
            if error_code(problem) in GONE_ERRORS:
                return ""
            raise
        return str(response["user"].get("profile", {}).get("image_48") or "")

    return Avatars(locate, CDN, lambda: api.configured_url)
