"""One learner, several accounts: a code proves that two of them are the same person's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Voice
from bot.storage import learners, linking, progress
from bot.storage.merging import merge
from bot.storage.models import AccountRow, LearnerRow
from bot.tutor.buttons import button, command_button
from bot.tutor.codes import new_code, read_code
from bot.tutor.days import next_instant
from bot.tutor.desk import Desk
from bot.tutor.people import Learner, Person, zone_of
from bot.tutor.replies import Buttons, Code, Form, Reply, Text, escaped

_LENGTH, _HALF = 10, 5
"""Letters of a code. It is kept as a plain hash, so there have to be too many codes to hash each
of them while one is valid: 31 to the power of 10 take one graphics card most of a day."""

_MINUTES = int(linking.VALID_FOR.total_seconds() / 60)
_EVERY_DAY = range(7)


class Linking:
    """Links accounts to one learner by a code, and unlinks them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, learner: Learner, typed: str) -> Reply:
        """`/settings link` gives a code; with one of another account, `/settings link CODE`."""
        return await self.ask(learner, typed) if typed else await self.offer(learner)

    async def offer(self, learner: Learner) -> Reply:
        """A code to type with the other account, and a field for one that it was given there."""
        say = self._desk.words.voice(learner.language)
        code = new_code(_LENGTH)
        async with self._desk.database.writing() as session:
            await linking.give_code(session, learner.id, _hash(code), self._desk.clock())
            accounts = await learners.accounts_of(session, learner.id)
        line = f"/settings link {code[:_HALF]}-{code[_HALF:]}"
        form = Form(label=say("form-link"), action="settings:link", submit=say("button-link-code"))
        alone = button(say("button-unlink"), "settings:unlink", "danger")
        return Reply(
            blocks=(
                Text(markdown=say("link-how", minutes=_MINUTES)),
                Code(text=line, caption=say("link-line")),
                *_notes(say, accounts),
                form,
                *([Buttons(buttons=(alone,))] if len(accounts) > 1 else []),
            )
        )

    async def ask(self, learner: Learner, typed: str) -> Reply:
        """Says what would become one, before it does: there is no way back."""
        say = self._desk.words.voice(learner.language)
        code = read_code(typed)
        if not await self._may_try(learner):
            return _too_many(say)
        async with self._desk.database.reading() as session:
            theirs = await linking.owner_of(session, _hash(code), self._desk.clock())
            if theirs is None:
                return _no_such_code(say)
            if theirs == learner.id:
                return _own_code(say)
            both = [await self._holdings(session, say, each) for each in (theirs, learner.id)]
            accounts = [
                *await learners.accounts_of(session, theirs),
                *await learners.accounts_of(session, learner.id),
            ]
        yes = button(say("button-link-now"), f"settings:link-now-{code}", "danger")
        return Reply(
            blocks=(
                Text(markdown=say("link-sure")),
                Text(markdown="\n".join(f"- {each}" for each in both)),
                Text(markdown=say("link-consequences")),
                *_notes(say, accounts),
                Buttons(buttons=(yes, command_button(say, "settings"))),
            )
        )

    async def join(self, learner: Learner, person: Person, code: str) -> Reply:
        """Makes one learner of this one and of the one whose code it is, both or neither."""
        say = self._desk.words.voice(learner.language)
        if not await self._may_try(learner):
            return _too_many(say)
        now, code_hash = self._desk.clock(), _hash(read_code(code))
        async with self._desk.database.writing() as session:
            theirs = await linking.owner_of(session, code_hash, now)
            if theirs == learner.id:
                return _own_code(say)
            held = await learners.hold(session, learner.id, theirs or 0)
            if len(held) < 2 or not await linking.take_code(session, code_hash, now):
                return _no_such_code(say)
            older, younger = held
            settings = self._joined_settings(older, younger, now)
            await merge(session, older.id, younger.id)
            await learners.change(session, older.id, **settings)
            mine = await session.get_one(AccountRow, (person.platform, person.account))
            await learners.speak_from(session, older.id, mine)
            joined = await self._holdings(session, say, older.id)
        steps = (command_button(say, "progress", "primary"), command_button(say, "settings"))
        return Reply(
            blocks=(
                Text(markdown=say("linked")),
                Text(markdown=f"- {joined}"),
                Buttons(buttons=steps),
            )
        )

    async def leave(self, learner: Learner, person: Person, *, sure: bool) -> Reply:
        """Takes the account that is written from out again. It begins anew."""
        say = self._desk.words.voice(learner.language)
        async with self._desk.database.reading() as session:
            accounts = await learners.accounts_of(session, learner.id)
        if len(accounts) > 1 and not sure:
            others = [each for each in accounts if not _is(person, each)]
            yes = button(say("button-unlink-now"), "settings:unlink-now", "danger")
            text = Text(markdown=say("unlink-sure", others=account_names(say, others)))
            return Reply(blocks=(text, Buttons(buttons=(yes, command_button(say, "settings")))))
        async with self._desk.database.writing() as session:
            left = await linking.leave(
                session, learner.id, person.platform, person.account, self._desk.clock()
            )
        if not left:
            away = button(say("button-privacy-delete"), "privacy:delete", "danger")
            return Reply(blocks=(Text(markdown=say("unlink-alone")), Buttons(buttons=(away,))))
        steps = Buttons(buttons=(command_button(say, "start"),))
        return Reply(blocks=(Text(markdown=say("unlinked")), steps))

    async def _may_try(self, learner: Learner) -> bool:
        """Counts one try, in a transaction of its own: it counts whatever comes of it."""
        async with self._desk.database.writing() as session:
            return await linking.count_try(session, learner.id, self._desk.clock())

    async def _holdings(self, session: AsyncSession, say: Voice, learner_id: int) -> str:
        """A learner's accounts, and what they have reached, in words."""
        accounts = await learners.accounts_of(session, learner_id)
        done = await progress.achievements(session, learner_id)
        return say(
            "link-holdings",
            accounts=account_names(say, accounts),
            exercises=len(done.exercises),
            questions=len(done.questions),
            points=await linking.points_of(session, learner_id),
        )

    def _joined_settings(
        self, older: LearnerRow, younger: LearnerRow, now: datetime
    ) -> dict[str, str | int | datetime | None]:
        """What the older has chosen, else the younger; hidden where either is.

        Where neither chose a zone it is the older's from now on: it must not change with the
        account that is written from, or days would begin twice.
        """
        zone = older.zone or younger.zone
        if zone is None and zone_of(self._desk, older) != zone_of(self._desk, younger):
            zone = zone_of(self._desk, older)
        hour = younger.remind_hour if older.remind_hour is None else older.remind_hour
        at = None
        if hour is not None:
            at = next_instant(zone or zone_of(self._desk, older), hour, _EVERY_DAY, now)
        return {
            "language": older.language or younger.language,
            "zone": zone,
            "hidden": older.hidden or younger.hidden,
            "remind_hour": hour,
            "remind_at": at,
            "remind_claimed_at": None,
        }


def account_names(say: Voice, accounts: Sequence[AccountRow]) -> str:
    """Accounts by their names and platforms, such as "**Aki** (Slack)"."""
    return say("accounts-separator").join(
        say("account", name=escaped(each.name), platform=_platform(say, each.platform))
        for each in accounts
    )


def _too_many(say: Voice) -> Reply:
    return Reply(blocks=(Text(markdown=say("link-too-many", minutes=_MINUTES)),))


def _no_such_code(say: Voice) -> Reply:
    text = Text(markdown=say("link-no-such-code", minutes=_MINUTES))
    again = button(say("button-link"), "settings:link")
    return Reply(blocks=(text, Buttons(buttons=(again,))))


def _own_code(say: Voice) -> Reply:
    return Reply(blocks=(Text(markdown=say("link-own-code")),))


def _platform(say: Voice, platform: str) -> str:
    key = f"platform-{platform}"
    return say(key) if say.has(key) else platform


def _notes(say: Voice, accounts: Sequence[AccountRow]) -> list[Text]:
    """What should be known of a platform before its accounts are linked."""
    keys = dict.fromkeys(f"link-note-{each.platform}" for each in accounts)
    return [Text(markdown=say(key)) for key in keys if say.has(key)]


def _is(person: Person, account: AccountRow) -> bool:
    return (account.platform, account.account) == (person.platform, person.account)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
