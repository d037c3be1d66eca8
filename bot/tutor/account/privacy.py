"""What is held of a learner: theirs to have, and theirs to have deleted."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import logging
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.storage import quotas
from bot.storage.accounts import attachments, learners, privacy
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import Buttons, File, Reply, Text

log = logging.getLogger(__name__)


ZIPPED_FROM = 4 << 20
"""Bytes from which on an export is compressed: Discord takes files of 10 MiB everywhere."""


class PersonalDataStore(Protocol):
    """A platform that keeps something of its learners by itself."""

    async def held(self, account: str) -> Sequence[Mapping[str, Any]]:
        """All that it keeps of an account, as plain values."""

    async def forget(self, account: str) -> None:
        """Deletes all of it."""


class Privacy:
    """Exports and deletes what is held of a learner, platforms' own logs included."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context
        self._keepers: dict[str, PersonalDataStore] = {}

    def on_keeping(self, platform: str, keeper: PersonalDataStore) -> None:
        """A platform that keeps something by itself: it is asked at every export and deletion."""
        self._keepers[platform] = keeper

    async def command(self, learner: Learner, argument: str) -> Reply:
        """`/privacy`, `/privacy export`, and `/privacy delete`, which asks before it deletes."""
        match argument.casefold():
            case "export":
                return await self.export(learner)
            case "delete":
                return self.ask(learner)
            case "delete-now":
                return await self.delete(learner)
        t = self._context.translations.translator(learner.language)
        steps = (
            button(t("button-privacy-export"), "privacy:export", "primary"),
            command_button(t, "settings"),
            button(t("button-privacy-delete"), "privacy:delete", "danger"),
        )
        pictures = min(attachments.KEPT_FOR, self._context.keep_code).days
        about = t("privacy", days=self._context.keep_code.days, pictures=pictures)
        return Reply(blocks=(Text(markdown=about), Buttons(buttons=steps)))

    async def export(self, learner: Learner) -> Reply:
        """Everything held of the learner, as one JSON file."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            held: dict[str, Any] = dict(await privacy.export_learner(session, learner.id))
        for keeper, account in await self._kept_accounts(learner):
            held.setdefault("messages", []).extend(await keeper.held(account))
        file = await asyncio.to_thread(_packed, held)
        return Reply(blocks=(Text(markdown=t("privacy-exported")), file))

    def ask(self, learner: Learner) -> Reply:
        """Asks once more; only the button of this reply deletes."""
        t = self._context.translations.translator(learner.language)
        yes = button(t("button-privacy-delete-now"), "privacy:delete-now", "danger")
        return Reply(blocks=(Text(markdown=t("privacy-sure")), Buttons(buttons=(yes,))))

    async def delete(self, learner: Learner) -> Reply:
        """Deletes everything at once. Whoever comes back afterwards begins anew."""
        kept = await self._kept_accounts(learner)
        async with self._context.database.write_session() as session:
            await privacy.delete_learner(session, learner.id, self._context.clock())
        for keeper, account in kept:
            await keeper.forget(account)
        t = self._context.translations.translator(learner.language)
        return Reply(blocks=(Text(markdown=t("privacy-deleted")),))

    async def _kept_accounts(self, learner: Learner) -> Sequence[tuple[PersonalDataStore, str]]:
        """The learner's accounts on platforms that keep something, each with what keeps it."""
        async with self._context.database.read_session() as session:
            accounts = await learners.list_accounts(session, learner.id)
        return [
            (self._keepers[each.platform], each.account)
            for each in accounts
            if each.platform in self._keepers
        ]

    async def forget_expired_secrets(self) -> None:
        """Blank the credentials of replies that could not be delivered in time."""
        async with self._context.database.write_session() as session:
            await privacy.forget_expired_secrets(session, self._context.clock())

    async def forget_old_attachments(self) -> None:
        """Delete pictures and files after their life, and the oldest where all are too many."""
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
        """Forget the oldest code of those who have sent too much, and some of it since then."""
        async with self._context.database.read_session() as session:
            active = await quotas.list_active_learners(session, since)
        for learner_id in active:
            async with self._context.database.write_session() as session:
                await learners.lock(session, learner_id)
                count = await quotas.forget_excess(session, learner_id)
            if count:
                log.warning("learner %s has sent too much: %s rows forgotten", learner_id, count)

    async def forget_old_code(self) -> None:
        """Blanks code that has been kept for as long as the setting says.

        What was said in the local chat holds code as well, and goes at the same time.
        """
        before = self._context.clock() - self._context.keep_code
        blanked = 0
        while True:
            async with self._context.database.write_session() as session:
                count = await privacy.forget_code(session, before)
                said = await privacy.forget_messages(session, before)
            blanked += count
            if max(count, said) < privacy.BATCH_SIZE:
                break
        if blanked:
            await self._context.database.erase_traces()
            log.info("blanked %s pieces of code that were older than %s", blanked, before)


def _packed(held: Mapping[str, Any]) -> File:
    """Return everything held as a JSON file, compressed where it is large."""
    name = "tensei-export.json"
    content = json.dumps(held, ensure_ascii=False, indent=2).encode()
    if len(content) >= ZIPPED_FROM:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, content)
        name, content = "tensei-export.zip", archive.getvalue()
    return File(name=name, base64=base64.b64encode(content).decode())
