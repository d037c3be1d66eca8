"""Workspaces that have installed the bot by themselves, with their tokens in our database."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from slack_sdk.errors import SlackApiError

from bot.platforms.lru_dict import LruDict
from bot.platforms.slack.api import CONNECTION_ERRORS, Api, Workspace, error_code
from bot.platforms.slack.users import PLATFORM
from bot.storage import Database
from bot.storage.accounts import installations
from bot.storage.engine.secret_box import DecryptionError, Seal
from bot.storage.models import InstallationRow
from bot.tutor.context import Clock

log = logging.getLogger(__name__)

CACHE_TTL_S = 60.0
"""How long a workspace is remembered. Another process may hear that it has removed the bot."""

_REMOVED = frozenset({"account_inactive", "token_revoked"})


class InstalledWorkspaces:
    """Workspaces by their ids, with sealed tokens; each is remembered for KNOWN_FOR_S seconds."""

    def __init__(self, database: Database, seal: Seal, clock: Clock) -> None:
        self._database = database
        self._seal = seal
        self._clock = clock
        self._known: LruDict[str, tuple[Workspace, float]] = LruDict()

    async def find(self, team: str) -> Workspace | None:
        """The workspace; None where the bot is not installed, or its token cannot be read."""
        workspace, until = self._known.get(team, (None, 0.0))
        if workspace is not None and time.monotonic() < until:
            return workspace
        async with self._database.read_session() as session:
            row = await installations.find(session, PLATFORM, team)
        workspace = self._opened(row) if row is not None else None
        if workspace is None:
            self._known.pop(team, None)
        else:
            self._known[team] = workspace, time.monotonic() + CACHE_TTL_S
        return workspace

    async def add(self, workspace: Workspace) -> None:
        """Keeps the workspace with its token sealed; the token of an earlier installation goes."""
        async with self._database.write_session() as session:
            await installations.save(
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
        self._known.pop(workspace.team, None)
        log.info("the bot was installed in workspace %s", workspace.team)

    async def remove(self, team: str, left_at: datetime) -> None:
        """Forgets the token of a workspace that has removed the bot."""
        async with self._database.write_session() as session:
            is_gone = await installations.remove(session, PLATFORM, team, left_at)
        self._known.pop(team, None)
        if is_gone:
            log.info("the bot was removed from workspace %s; its token is deleted", team)
        else:
            log.info("word that the bot was removed from workspace %s came late", team)

    async def rotate_keys(self) -> tuple[int, int]:
        """Encrypts by the newest key what an older one has encrypted.

        Returns how many workspaces can be served, and how many cannot for want of a key.
        """
        async with self._database.read_session() as session:
            rows = await installations.all_for(session, PLATFORM)
        lost = 0
        for row in rows:
            workspace = self._opened(row)
            if workspace is None:
                lost += 1
            elif not self._seal.is_newest(row.sealed_token):
                sealed = self._seal.encrypt(workspace.token, row.place)
                async with self._database.write_session() as session:
                    await installations.reseal(session, row, sealed)
        return len(rows) - lost, lost

    async def prune_uninstalled(self, api: Api) -> None:
        """Asks Slack which workspaces have removed the bot while no word of it could be heard."""
        async with self._database.read_session() as session:
            rows = await installations.all_for(session, PLATFORM)
        for row in rows:
            workspace, asked_at = self._opened(row), self._clock()
            if workspace is None:
                continue
            try:
                await api.client(workspace.token).auth_test()
            except SlackApiError as problem:
                if error_code(problem) in _REMOVED:
                    await self.remove(workspace.team, asked_at)
            except CONNECTION_ERRORS as problem:
                log.warning("Slack cannot be asked about workspaces: %s", problem)
                return

    def _opened(self, row: InstallationRow) -> Workspace | None:
        try:
            token = self._seal.decrypt(row.sealed_token, row.place)
        except DecryptionError as problem:
            log.error(
                "the token of workspace %s (%s) cannot be read: %s. Put the key that it was "
                "encrypted by behind the others in TENSEI_SECRET_KEY, or have the bot installed "
                "there anew.",
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
