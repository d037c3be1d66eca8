"""Says who belongs to a workspace."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.platforms.slack.api import Api, error_code
from bot.platforms.slack.users import parse_account

GONE_ERRORS = frozenset({"user_not_found", "users_not_found"})


class SlackMembers:
    """Asks Slack whether users are deactivated."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def has_left(self, place: str, account: str) -> bool:
        """Return whether a user is deactivated, unknown, or of another workspace.

        Raise UnknownWorkspaceError, SlackClientError or one of CONNECTION_ERRORS where Slack does
        not say.
        """
        team, user = parse_account(account)
        if team != place:
            return True
        client = await self._api.client_for(team)
        try:
            response = await client.users_info(user=user)
        except SlackApiError as problem:
            if error_code(problem) in GONE_ERRORS:
                return True
            raise
        return bool(response["user"].get("deleted"))
