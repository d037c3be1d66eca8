"""Exports and deletes personal data, on request and after its retention time."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import logging
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.storage import quotas
from bot.storage.accounts import attachments, learners, privacy
from bot.storage.groups import role_rewards
from bot.storage.learning import open_questions
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning.open_questions import OPEN_FOR
from bot.tutor.learning.role_changes import run_in_background, take_from_deleted
from bot.tutor.platform import PersonalDataStore
from bot.tutor.replies.actions import ManagePrivacy
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import Buttons, File, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on

log = logging.getLogger(__name__)


ZIPPED_FROM = 4 << 20
"""Bytes from which an export is compressed: Discord accepts files of 10 MiB everywhere."""


class Privacy(Feature):
    """Exports and deletes what is stored of learners, including by platforms on their own."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/privacy`."""
        return {"privacy": self.command}

    def actions(self) -> ActionHandlers:
        """Return the handler of the buttons below `/privacy`."""
        return (on(ManagePrivacy, self.on_button),)

    async def on_button(self, request: Request, action: ManagePrivacy) -> Reply:
        """Do what `/privacy` does with the button's verb."""
        return await self.command(request, action.verb)

    async def command(self, request: Request, argument: str) -> Reply:
        """`/privacy`, `/privacy export`, and `/privacy delete`, which asks before it deletes."""
        match argument.casefold():
            case "export":
                return await self.export(request)
            case "delete":
                return self.ask(request)
            case "delete-now":
                return await self.delete(request)
        t = request.t
        steps = (
            button(t("button-privacy-export"), ManagePrivacy("export"), "primary"),
            command_button(t, "settings"),
            button(t("button-privacy-delete"), ManagePrivacy("delete"), "danger"),
        )
        pictures = min(attachments.KEPT_FOR, self._context.keep_code).days
        about = t("privacy", days=self._context.keep_code.days, pictures=pictures)
        teachers = Text(markdown=t("privacy-teachers"))
        return Reply(blocks=(Text(markdown=about), teachers, Buttons(buttons=steps)))

    async def export(self, request: Request) -> Reply:
        """Export everything that is stored of the learner as one JSON file."""
        t = request.t
        async with self._context.database.read_session() as session:
            held: dict[str, Any] = dict(await privacy.export_learner(session, request.learner.id))
        for store, account in await self._platform_stores(request.learner):
            held.setdefault("messages", []).extend(await store.held(account))
        file = await asyncio.to_thread(_export_file, held)
        return Reply(blocks=(Text(markdown=t("privacy-exported")), file))

    def ask(self, request: Request) -> Reply:
        """Ask for a confirmation, whose button deletes."""
        t = request.t
        yes = button(t("button-privacy-delete-now"), ManagePrivacy("delete-now"), "danger")
        return Reply(blocks=(Text(markdown=t("privacy-sure")), Buttons(buttons=(yes,))))

    async def delete(self, request: Request) -> Reply:
        """Delete everything at once. A user who returns afterwards is a new learner."""
        stores = await self._platform_stores(request.learner)
        async with self._context.database.write_session() as session:
            roles = await role_rewards.list_given(session, learner_id=request.learner.id)
            await privacy.delete_learner(session, request.learner.id, self._context.clock())
        for store, account in stores:
            await store.forget(account)
        if roles:
            run_in_background(self._context, take_from_deleted(self._context, roles))
        t = request.t
        return Reply(blocks=(Text(markdown=t("privacy-deleted")),), is_end=True)

    async def _platform_stores(self, learner: Learner) -> Sequence[tuple[PersonalDataStore, str]]:
        """Return the stores of platforms that have one, each with an account of the learner's."""
        async with self._context.database.read_session() as session:
            accounts = await learners.list_accounts(session, learner.id)
        return [
            (platform.personal_data, each.account)
            for each in accounts
            if (platform := self._context.platforms.get(each.platform)) is not None
            and platform.personal_data is not None
        ]

    async def forget_expired_secrets(self) -> None:
        """Blank the credentials of replies that could not be delivered in time."""
        async with self._context.database.write_session() as session:
            await privacy.forget_expired_secrets(session, self._context.clock())

    async def forget_open_questions(self) -> None:
        """Delete questions whose answers can no longer be typed."""
        async with self._context.database.write_session() as session:
            await open_questions.forget_before(session, self._context.clock() - OPEN_FOR)

    async def forget_old_attachments(self) -> None:
        """Delete expired pictures and files, and the oldest where all together are too large."""
        before = self._context.clock() - min(attachments.KEPT_FOR, self._context.keep_code)
        dropped = 0
        while True:
            async with self._context.database.write_session() as session:
                count = await attachments.drop_expired(session, before)
                count += await attachments.drop_beyond_total(session, attachments.MAX_TOTAL_BYTES)
            dropped += count
            if count < attachments.BATCH_SIZE:
                break
        if dropped:
            log.info("deleted %s pictures and files that were old, or too many", dropped)

    async def forget_excess(self, since: datetime) -> None:
        """Delete the oldest code of learners who exceed their quota and were active since then."""
        async with self._context.database.read_session() as session:
            active = await quotas.list_active_learners(session, since)
        for learner_id in active:
            async with self._context.database.write_session() as session:
                await learners.lock(session, learner_id)
                count = await quotas.forget_excess(session, learner_id)
            if count:
                log.warning("learner %s has sent too much: %s rows forgotten", learner_id, count)

    async def forget_old_code(self) -> None:
        """Blank code after its retention time.

        Messages of the local chat contain code as well, and are deleted at the same time.
        """
        before = self._context.clock() - self._context.keep_code
        blanked = 0
        while True:
            async with self._context.database.write_session() as session:
                count = await privacy.forget_code(session, before)
                messages = await privacy.forget_messages(session, before)
            blanked += count
            if max(count, messages) < privacy.BATCH_SIZE:
                break
        if blanked:
            await self._context.database.erase_traces()
            log.info("blanked %s pieces of code that were older than %s", blanked, before)


def _export_file(held: Mapping[str, Any]) -> File:
    """Return everything as a JSON file, compressed where it is large."""
    name = "tensei-export.json"
    content = json.dumps(held, ensure_ascii=False, indent=2).encode()
    if len(content) >= ZIPPED_FROM:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
            zipped.writestr(name, content)
        name, content = "tensei-export.zip", archive.getvalue()
    return File(name=name, base64=base64.b64encode(content).decode())
