"""Links several accounts to one learner, by a code and two confirmations.

A code alone links nothing, because others may have read it. The account that types it confirms
first, then the account that it was shown to; each is shown the name of the other.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import account_linking, learners
from bot.storage.accounts.merge_accounts import merge
from bot.storage.learning import progress
from bot.storage.models import AccountRow, LearnerRow
from bot.tutor.account.link_replies import (
    MINUTES_VALID,
    account_names,
    no_such_code,
    own_code,
    platform_notes,
    request_ended,
    too_many_tries,
)
from bot.tutor.announcing import try_send_dm
from bot.tutor.context import TutorContext
from bot.tutor.groups.invite_codes import new_code, read_code
from bot.tutor.identity import ChatUser, Learner, to_learner, zone_of
from bot.tutor.learning.role_rewards import start_giving_earned, start_taking, take_all
from bot.tutor.replies.actions import (
    AnswerLinkRequest,
    LinkAccount,
    ManagePrivacy,
    RequestLink,
    UnlinkAccount,
    UnlinkAccountNow,
    encode,
)
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import Buttons, Code, Form, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from bot.tutor.timezones import next_instant

_LENGTH, _HALF = 10, 5
"""Letters of a code. It is stored as a plain hash, so there must be too many codes to hash all of
them while one is valid: 31 to the power of 10 take one graphics card most of a day."""

_EVERY_DAY = range(7)

log = logging.getLogger(__name__)


class Linking(Feature):
    """Links accounts to one learner by a code, and unlinks them."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons and the form that link accounts."""
        return (
            on(LinkAccount, self.link),
            on(RequestLink, self.request),
            on(AnswerLinkRequest, self.answer_request),
            on(UnlinkAccount, self.unlink),
            on(UnlinkAccountNow, self.unlink_now),
        )

    async def link(self, request: Request, _: LinkAccount) -> Reply:
        """Show a new code, or continue with the code of another account in the request's text.

        Where another account waits for this one's confirmation, ask for it instead of a code.
        """
        if request.text:
            return await self.ask(request, request.text)
        return await self.pending(request) or await self.offer(request)

    async def pending(self, request: Request) -> Reply | None:
        """Ask for the confirmation that another account waits for; return None where none does."""
        async with self._context.database.read_session() as session:
            asker = await account_linking.find_requester(
                session, request.learner.id, self._context.clock()
            )
            return None if asker is None else await self._question(session, request.learner, asker)

    async def offer(self, request: Request) -> Reply:
        """Show a code to type with the other account, and a form for a code shown there."""
        t = request.t
        code = new_code(_LENGTH)
        async with self._context.database.write_session() as session:
            await account_linking.set_code(
                session, request.learner.id, _hash(code), self._context.clock()
            )
            accounts = await learners.list_accounts(session, request.learner.id)
        line = f"/settings link {code[:_HALF]}-{code[_HALF:]}"
        form = Form(
            label=t("form-link"), action=encode(LinkAccount()), submit=t("button-link-code")
        )
        alone = button(t("button-unlink"), UnlinkAccount(), "danger")
        return Reply(
            blocks=(
                Text(markdown=t("link-how", minutes=MINUTES_VALID)),
                Code(text=line, caption=t("link-line")),
                *platform_notes(t, accounts),
                form,
                *([Buttons(buttons=(alone,))] if len(accounts) > 1 else []),
            )
        )

    async def ask(self, request: Request, typed: str) -> Reply:
        """Show the account that a code belongs to, and ask whether to request the link."""
        t = request.t
        code = read_code(typed)
        if not await self._may_try(request.learner):
            return too_many_tries(t)
        async with self._context.database.read_session() as session:
            owner = await account_linking.find_code_owner(
                session, _hash(code), self._context.clock()
            )
            if owner is None:
                return no_such_code(t)
            if owner == request.learner.id:
                return own_code(t)
            others = await learners.list_accounts(session, owner)
            accounts = [*others, *await learners.list_accounts(session, request.learner.id)]
        yes = button(t("button-link-now"), RequestLink(code), "danger")
        return Reply(
            blocks=(
                Text(markdown=t("link-sure", others=account_names(t, others))),
                Text(markdown=t("link-consequences")),
                *platform_notes(t, accounts),
                Buttons(buttons=(yes, command_button(t, "settings"))),
            )
        )

    async def request(self, request: Request, action: RequestLink) -> Reply:
        """Use up a code, and ask the learner that it belongs to for their confirmation."""
        t = request.t
        if not await self._may_try(request.learner):
            return too_many_tries(t)
        now, code_hash = self._context.clock(), _hash(read_code(action.code))
        async with self._context.database.write_session() as session:
            owner = await account_linking.find_code_owner(session, code_hash, now)
            if owner == request.learner.id:
                return own_code(t)
            locked = await learners.lock(session, request.learner.id, owner or 0)
            is_asked = len(locked) == 2 and await account_linking.consume_code(
                session, code_hash, now
            )
            if is_asked and owner is not None:
                await account_linking.create_request(session, owner, request.learner.id, now)
            else:  # the same button was pressed before
                owner = await account_linking.find_requested(session, request.learner.id, now)
            if owner is None:
                return no_such_code(t)
            others = account_names(t, await learners.list_accounts(session, owner))
        if is_asked:
            await self._ask_owner(owner, request.learner.id)
        return Reply(blocks=(Text(markdown=t("link-asked", others=others, minutes=MINUTES_VALID)),))

    async def answer_request(self, request: Request, action: AnswerLinkRequest) -> Reply:
        """Confirm or decline the request of another learner."""
        if action.answer == "yes":
            return await self.confirm(request, action.asker)
        return await self.decline(request, action.asker)

    async def confirm(self, request: Request, asker_id: int) -> Reply:
        """Merge this learner and the one who asked for it, in one transaction."""
        t = request.t
        now = self._context.clock()
        async with self._context.database.write_session() as session:
            locked = await learners.lock(session, request.learner.id, asker_id)
            taken = await account_linking.consume_request(
                session, request.learner.id, asker_id, now
            )
            if len(locked) < 2 or not taken:
                return request_ended(t)
            asker = next(each for each in locked if each.id == asker_id)
            asked_from = (asker.platform, asker.account)
            older, younger = locked
            settings = self._merged_settings(older, younger, now)
            await merge(session, older.id, younger.id)
            await learners.update_learner(session, older.id, **settings)
            current = await session.get_one(
                AccountRow, (request.user.platform, request.user.account)
            )
            await learners.set_active_account(session, older.id, current)
            holdings = await self._holdings(session, t, older.id)
            linked = to_learner(self._context, await learners.get_learner(session, older.id))
            lost = await take_all(session, self._context, linked) if linked.hidden else ()
        start_taking(self._context, lost)
        start_giving_earned(self._context, linked)
        await self._notify(older.id, asked_from, "linked")
        steps = (command_button(t, "progress", "primary"), command_button(t, "settings"))
        return Reply(
            blocks=(
                Text(markdown=t("linked")),
                Text(markdown=f"- {holdings}"),
                Buttons(buttons=steps),
            )
        )

    async def decline(self, request: Request, asker_id: int) -> Reply:
        """End a request without linking anything."""
        t = request.t
        async with self._context.database.write_session() as session:
            if not await account_linking.consume_request(
                session, request.learner.id, asker_id, self._context.clock()
            ):
                return request_ended(t)
            asker = await learners.get_learner(session, asker_id)
            asked_from = (asker.platform, asker.account)
        await self._notify(asker_id, asked_from, "link-declined-there")
        retry = button(t("button-link"), LinkAccount())
        text = Text(markdown=t("link-declined"))
        return Reply(blocks=(text, Buttons(buttons=(retry, command_button(t, "settings")))))

    async def unlink(self, request: Request, _: UnlinkAccount) -> Reply:
        """Ask whether the account that is used is to be unlinked."""
        return await self._unlink(request, confirmed=False)

    async def unlink_now(self, request: Request, _: UnlinkAccountNow) -> Reply:
        """Unlink the account that is used, which then belongs to a new learner."""
        return await self._unlink(request, confirmed=True)

    async def _unlink(self, request: Request, *, confirmed: bool) -> Reply:
        t = request.t
        async with self._context.database.read_session() as session:
            accounts = await learners.list_accounts(session, request.learner.id)
        if len(accounts) > 1 and not confirmed:
            others = [each for each in accounts if not _is_account_of(request.user, each)]
            yes = button(t("button-unlink-now"), UnlinkAccountNow(), "danger")
            text = Text(markdown=t("unlink-sure", others=account_names(t, others)))
            return Reply(blocks=(text, Buttons(buttons=(yes, command_button(t, "settings")))))
        async with self._context.database.write_session() as session:
            left = await account_linking.unlink_account(
                session,
                request.learner.id,
                request.user.platform,
                request.user.account,
                self._context.clock(),
            )
        if not left:
            delete = button(t("button-privacy-delete"), ManagePrivacy("delete"), "danger")
            return Reply(blocks=(Text(markdown=t("unlink-alone")), Buttons(buttons=(delete,))))
        steps = Buttons(buttons=(command_button(t, "start"),))
        return Reply(blocks=(Text(markdown=t("unlinked")), steps))

    async def _question(self, session: AsyncSession, learner: Learner, asker_id: int) -> Reply:
        """Return the question whether to link the account that asks, and what would be merged."""
        t = self._context.translations.translator(learner.language)
        both = [await self._holdings(session, t, each) for each in (learner.id, asker_id)]
        others = await learners.list_accounts(session, asker_id)
        accounts = [*await learners.list_accounts(session, learner.id), *others]
        yes = button(t("button-link-yes"), AnswerLinkRequest("yes", asker_id), "danger")
        no = button(t("button-link-no"), AnswerLinkRequest("no", asker_id), "primary")
        return Reply(
            blocks=(
                Text(markdown=t("link-confirm", others=account_names(t, others))),
                Text(markdown="\n".join(f"- {each}" for each in both)),
                Text(markdown=t("link-consequences")),
                *platform_notes(t, accounts),
                Buttons(buttons=(no, yes)),
            )
        )

    async def _ask_owner(self, owner_id: int, asker_id: int) -> None:
        """Ask the code's owner by a direct message to the account that they used last."""
        async with self._context.database.read_session() as session:
            row = await session.get(LearnerRow, owner_id)
            if row is None:
                return
            question = await self._question(session, to_learner(self._context, row), asker_id)
            account = (row.platform, row.account)
        await self._send(account, question)

    async def _notify(self, learner_id: int, account: tuple[str, str], key: str) -> None:
        """Notify a learner, on one of their accounts, of the answer to their request."""
        async with self._context.database.read_session() as session:
            row = await session.get(LearnerRow, learner_id)
        if row is not None:
            t = self._context.translations.translator(to_learner(self._context, row).language)
            await self._send(account, Reply(blocks=(Text(markdown=t(key)),)))

    async def _send(self, account: tuple[str, str], reply: Reply) -> None:
        """Send a direct message, if possible; `/settings link` shows the same."""
        nonce = f"link-{secrets.token_hex(8)}"
        await try_send_dm(self._context, *account, reply, nonce)

    async def _may_try(self, learner: Learner) -> bool:
        """Count a try in a transaction of its own, so that it counts whatever follows."""
        async with self._context.database.write_session() as session:
            return await account_linking.count_try(session, learner.id, self._context.clock())

    async def _holdings(self, session: AsyncSession, t: Translator, learner_id: int) -> str:
        """Return a learner's accounts and find_achievements in words."""
        accounts = await learners.list_accounts(session, learner_id)
        done = await progress.find_achievements(session, learner_id)
        return t(
            "link-holdings",
            accounts=account_names(t, accounts),
            exercises=len(done.exercises),
            questions=len(done.questions),
            points=await account_linking.sum_points(session, learner_id),
        )

    def _merged_settings(
        self, older: LearnerRow, younger: LearnerRow, now: datetime
    ) -> dict[str, str | int | datetime | None]:
        """Return the merged settings: the older learner's, else the younger's; hidden if one is.

        Where neither has chosen a zone, the older learner's is set: a zone that changed with the
        account that is used would make days begin twice.
        """
        zone = older.zone or younger.zone
        if zone is None and zone_of(self._context, older) != zone_of(self._context, younger):
            zone = zone_of(self._context, older)
        reminded = younger if older.remind_hour is None else older
        at = None
        if reminded.remind_hour is not None:
            at = next_instant(
                zone or zone_of(self._context, older),
                reminded.remind_hour,
                _EVERY_DAY,
                now,
                minute=reminded.remind_minute,
            )
        return {
            "language": older.language or younger.language,
            "zone": zone,
            "hidden": older.hidden or younger.hidden,
            "no_news": older.no_news or younger.no_news,
            "seen_at": max(filter(None, (older.seen_at, younger.seen_at)), default=None),
            "remind_hour": reminded.remind_hour,
            "remind_minute": reminded.remind_minute,
            "remind_at": at,
            "remind_claimed_at": None,
        }


def _is_account_of(user: ChatUser, account: AccountRow) -> bool:
    return (account.platform, account.account) == (user.platform, user.account)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
