"""What learners decide for themselves: language, zone, whether others see them, accounts."""

from __future__ import annotations

from dataclasses import replace

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.tutor.account.linking import Linking, account_names
from bot.tutor.account.workspace_settings import WorkspaceSettings, read_answers
from bot.tutor.context import TutorContext
from bot.tutor.daily.announcements import Announcer
from bot.tutor.identity import ChatUser, Learner
from bot.tutor.learning.reviews import next_reminder
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Form, Reply, Text, inline
from bot.tutor.timezones import nearest_zone, zone_named
from lessons.curriculum import LANGUAGES

SEEN = {"hide": True, "show": False}


class Preferences:
    """`/settings` and what belongs to it."""

    def __init__(self, context: TutorContext, places: WorkspaceSettings) -> None:
        self._context = context
        self._places = places
        self._linking = Linking(context)

    def on_posting(self, platform: str, poster: Announcer) -> None:
        """How the other account of a link is asked on that platform."""
        self._linking.on_posting(platform, poster)

    async def command(self, learner: Learner, person: ChatUser, argument: str) -> Reply:
        """`/settings`, `/settings hide`, `/settings show`, or a zone: `/settings Asia/Tokyo`.

        `/settings link` and `/settings unlink` are about other accounts of the same learner.
        Managers of a place also see what they can decide there: `/settings answers-direct`.
        """
        t = self._context.translations.translator(learner.language)
        accounts = await self._accounts(learner, person, argument)
        if accounts is not None:
            return accounts
        kind, _, word = argument.casefold().partition("-")
        answers = read_answers(word) if kind == "answers" else None
        if answers is not None and not self._places.may_decide(person):
            return await self.show(learner, t("place-managers-only", platform=person.platform))
        if answers is not None:
            await self._places.decide(person, answers)
            said = t("place-decided", platform=person.platform)
            return await self._with_place(await self.show(learner, said), t, person)
        reply = await self._own(learner, argument)
        return reply if argument else await self._with_place(reply, t, person)

    async def _accounts(self, learner: Learner, person: ChatUser, argument: str) -> Reply | None:
        verb, _, rest = argument.partition(" ")
        match verb.casefold().split("-"):
            case ["link"]:
                return await self._linking.command(learner, rest.strip())
            case ["link", "now", code]:
                return await self._linking.request(learner, code)
            case ["link", "yes", asker]:
                return await self._linking.confirm(learner, person, int(asker))
            case ["link", "no", asker]:
                return await self._linking.decline(learner, int(asker))
            case ["unlink"]:
                return await self._linking.leave(learner, person, sure=False)
            case ["unlink", "now"]:
                return await self._linking.leave(learner, person, sure=True)
        return None

    async def _with_place(self, reply: Reply, t: Translator, person: ChatUser) -> Reply:
        if not self._places.may_decide(person):
            return reply
        blocks = (*reply.blocks, *await self._places.blocks(t, person))
        return reply.model_copy(update={"blocks": blocks})

    async def _own(self, learner: Learner, argument: str) -> Reply:
        first, _, rest = argument.partition(" ")
        if first.casefold() in SEEN and not rest:
            return await self.hide(learner, hidden=SEEN[first.casefold()])
        if first.casefold() == "zone":
            argument = rest.strip()
        return await (self.choose_zone(learner, argument) if argument else self.show(learner))

    async def show(self, learner: Learner, said: str = "") -> Reply:
        """Everything that can be set and how it stands, below what was just `said`."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            accounts = await learners.list_accounts(session, learner.id)
        linked = [t("settings-accounts", accounts=account_names(t, accounts))]
        lines = (
            t("settings-language", name=t("language-name")),
            t("settings-zone", zone=learner.zone),
            t("settings-hidden" if learner.hidden else "settings-seen"),
            *(linked if len(accounts) > 1 else []),
        )
        blocks: list[AnyBlock] = [Text(markdown=said)] if said else []
        blocks += [
            Text(markdown=t("settings-title")),
            Text(markdown="\n".join(f"- {line}" for line in lines)),
            Buttons(
                buttons=(
                    *self._languages(learner),
                    self._seen(t, learner),
                    button(t("button-link"), "settings:link"),
                )
            ),
            _zone_form(t, learner.zone),
        ]
        return Reply(blocks=tuple(blocks))

    async def choose_zone(self, learner: Learner, name: str) -> Reply:
        """Sets the zone in which the learner's days begin."""
        t = self._context.translations.translator(learner.language)
        zone = zone_named(name)
        if zone is None:
            close = nearest_zone(name)
            if close is None:
                text = t("zone-unknown", name=inline(name))
            else:
                text = t("zone-unknown-nearest", name=inline(name), nearest=close)
            return Reply(blocks=(Text(markdown=text), _zone_form(t, close or learner.zone)))
        there = replace(learner, zone=zone)
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, learner.id, zone=zone)
            hour = (await learners.get_learner(session, learner.id)).remind_hour
            if hour is not None:
                at = next_reminder(there, hour, self._context.clock())
                await learners.update_learner(session, learner.id, remind_at=at)
        return await self.show(there, t("zone-chosen", zone=zone))

    async def hide(self, learner: Learner, *, hidden: bool) -> Reply:
        """Takes the learner off everything that others see, or puts them back."""
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, learner.id, hidden=hidden)
        t = self._context.translations.translator(learner.language)
        said = t("now-hidden" if hidden else "now-seen")
        return await self.show(replace(learner, hidden=hidden), said)

    def _languages(self, learner: Learner) -> tuple[Button, ...]:
        return tuple(
            button(self._context.translations.say(each, "language-name"), f"language:{each}")
            for each in LANGUAGES
            if each != learner.language
        )

    def _seen(self, t: Translator, learner: Learner) -> Button:
        if learner.hidden:
            return button(t("button-show"), "settings:show")
        return button(t("button-hide"), "settings:hide")


def _zone_form(t: Translator, zone: str) -> Form:
    return Form(label=t("form-zone"), action="settings:zone", submit=t("button-zone"), value=zone)
