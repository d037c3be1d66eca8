"""Stores the workspaces that have installed the bot, with encrypted tokens, in the database."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from slack_sdk.errors import SlackApiError

from bot.platforms.slack.api import CONNECTION_ERRORS, Api, Workspace, error_code
from bot.platforms.slack.users import PLATFORM
from bot.storage import Database
from bot.storage.accounts import installations
from bot.storage.engine.secret_box import DecryptionError, SecretBox
from bot.storage.models import InstallationRow
from bot.tutor.context import Clock
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

CACHE_TTL_S = 60.0
"""How long a workspace is cached: another process may receive the event of its removal."""

_UNINSTALLED_ERRORS = frozenset({"account_inactive", "token_revoked"})


class InstalledWorkspaces:
    """The installed workspaces. Their tokens are encrypted; each is cached for CACHE_TTL_S."""

    def __init__(self, database: Database, seal: SecretBox, clock: Clock) -> None:
        self._database = database
        self._seal = seal
        self._clock = clock
        self._cache: LruDict[str, tuple[Workspace, float]] = LruDict()

    async def find(self, team: str) -> Workspace | None:
        """Return the workspace; None if the bot is not installed, or its token cannot be read."""
        workspace, expires_at = self._cache.get(team, (None, 0.0))
        if workspace is not None and time.monotonic() < expires_at:
            return workspace
        async with self._database.read_session() as session:
            row = await installations.find(session, PLATFORM, team)
        workspace = self._decrypt(row) if row is not None else None
        if workspace is None:
            self._cache.pop(team, None)
        else:
            self._cache[team] = workspace, time.monotonic() + CACHE_TTL_S
        return workspace

    async def add(self, workspace: Workspace) -> None:
        """Store the workspace with its token encrypted, in place of an earlier installation."""
        async with self._database.write_session() as session:
            await installations.upsert(
                session,
                PLATFORM,
                workspace.team,
                name=workspace.name,
                bot_user=workspace.bot_user,
                bot_id=workspace.bot_id,
                installer=workspace.installer,
                sealed_token=self._seal.encrypt(workspace.token, workspace.team),
                now=self._clock(),
            )
        self._cache.pop(workspace.team, None)
        log.info("the bot was installed in workspace %s", workspace.team)

    async def remove(self, team: str, removed_at: datetime) -> None:
        """Delete the token of a workspace that has removed the bot.

        Nothing is deleted if the workspace has installed the bot again since `removed_at`.
        """
        self._cache.pop(team, None)  # nothing is sent with the token while its row is deleted
        async with self._database.write_session() as session:
            is_removed = await installations.delete_workspace(session, PLATFORM, team, removed_at)
        self._cache.pop(team, None)  # it may have been read again meanwhile
        if is_removed:
            log.info("the bot was removed from workspace %s; its token is deleted", team)
        else:
            log.info("an outdated event of a removal from workspace %s is ignored", team)

    async def rotate_keys(self) -> tuple[int, int]:
        """Encrypt with the newest key the tokens that an older key has encrypted.

        Return how many workspaces can be served, and how many tokens no key can decrypt.
        """
        async with self._database.read_session() as session:
            rows = await installations.list_on_platform(session, PLATFORM)
        unreadable = 0
        for row in rows:
            workspace = self._decrypt(row)
            if workspace is None:
                unreadable += 1
            elif not self._seal.is_newest(row.sealed_token):
                sealed = self._seal.encrypt(workspace.token, row.place)
                async with self._database.write_session() as session:
                    await installations.update_token(session, row, sealed)
        return len(rows) - unreadable, unreadable

    async def prune_uninstalled(self, api: Api) -> None:
        """Remove the workspaces that uninstalled the bot while no event of it could arrive."""
        async with self._database.read_session() as session:
            rows = await installations.list_on_platform(session, PLATFORM)
        for row in rows:
            workspace, checked_at = self._decrypt(row), self._clock()
            if workspace is None:
                continue
            try:
                await api.client(workspace.token).auth_test()
            except SlackApiError as problem:
                if error_code(problem) in _UNINSTALLED_ERRORS:
                    await self.remove(workspace.team, checked_at)
            except CONNECTION_ERRORS as problem:
                log.warning("workspaces cannot be checked, as Slack is unreachable: %s", problem)
                return

    def _decrypt(self, row: InstallationRow) -> Workspace | None:
        try:
            token = self._seal.decrypt(row.sealed_token, row.place)
        except DecryptionError as problem:
            log.error(
                "the token of workspace %s (%s) cannot be read: %s. Put the key that it was "
                "encrypted with behind the others in TENSEI_SECRET_KEY, or have the bot installed "
                "there again.",
                row.place,
                row.name,
                problem,
            )
            return None
        return Workspace(
            team=row.place,
            name=row.name,
            bot_user=row.bot_user,
            bot_id=row.bot_id,
            token=token,
            installer=row.installer,
        )
