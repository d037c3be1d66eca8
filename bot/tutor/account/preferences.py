"""A learner's settings: language, zone, visibility, linked accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.tutor.account.link_replies import account_names
from bot.tutor.account.linking import Linking
from bot.tutor.account.workspace_settings import WorkspaceSettings
from bot.tutor.account.zone_choice import zone_menu
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning.reviews import next_reminder
from bot.tutor.learning.role_rewards import start_giving_earned, start_taking, take_all
from bot.tutor.replies.actions import (
    ChooseZone,
    LinkAccount,
    RunCommand,
    SetChannelLanguage,
    SetChannelPolicy,
    SetLanguage,
    SetReplyMode,
    SetVisibility,
    SetZone,
    encode,
    find_settings_action,
)
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Form, Reply, Text, inline
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, CommandHandler, Feature, on
from bot.tutor.text.times import ClockTime
from bot.tutor.timezones import nearest_zone, zone_named
from lessons.curriculum import LANGUAGES, Language

_IN_ONE_WORD = SetVisibility | SetReplyMode
"""Actions that a command names with one word; with more words it is a time zone."""

_CHANNEL_CHANGES = (SetChannelPolicy, SetChannelLanguage)


class Preferences(Feature):
    """`/settings` and its buttons and forms."""

    def __init__(
        self, context: TutorContext, workspaces: WorkspaceSettings, linking: Linking
    ) -> None:
        self._context = context
        self._workspaces = workspaces
        self._linking = linking

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handlers of `/settings` and `/language`."""
        return {"settings": self.command, "language": self.choose_language}

    def actions(self) -> ActionHandlers:
        """Return the handlers of the settings that are not about linking accounts."""
        return (
            on(SetLanguage, self.on_language),
            on(SetVisibility, self.set_visibility),
            on(SetZone, self.set_zone),
            on(ChooseZone, self.on_zone),
            on(SetReplyMode, self.set_reply_mode),
            on(SetChannelPolicy, self.on_channel),
            on(SetChannelLanguage, self.on_channel),
        )

    async def command(self, request: Request, argument: str) -> Reply:
        """`/settings`, `/settings hide`, `/settings show`, or a zone: `/settings Asia/Tokyo`.

        `/settings language ja` sets the language, as `/language ja` does.
        `/settings link CODE` and `/settings unlink` are about other accounts of the learner's.
        Administrators of a workspace also have `/settings answers-direct`, and
        `/settings channel-practice` and `/settings channel-ja` for the channel in which they write.
        """
        first, _, rest = argument.partition(" ")
        of_channel = [find_settings_action(each) for each in argument.casefold().split()]
        changes = [each for each in of_channel if isinstance(each, _CHANNEL_CHANGES)]
        if changes and len(changes) == len(of_channel):
            return await self._change_channel(request, changes)
        if first.casefold() == "language":
            reply = await self.choose_language(request, rest)
            return reply.model_copy(update={"threadable": False})
        action = find_settings_action(first.casefold())
        if isinstance(action, SetZone):
            argument = rest
        elif isinstance(action, LinkAccount):
            return await self._linking.link(replace(request, text=rest.strip()), action)
        elif action is not None and not (rest and isinstance(action, _IN_ONE_WORD)):
            handlers = dict((*self.actions(), *self._linking.actions()))
            return await handlers[type(action)](request, action)
        if first.casefold().startswith(("answers-", "channel-")):  # and no choice that there is
            return await self._with_workspace(await self.show(request), request)
        if argument.strip():
            return await self.choose_zone(request, argument)
        reply = await self.show(request)
        return reply if first else await self._with_workspace(reply, request)

    async def set_reply_mode(self, request: Request, action: SetReplyMode) -> Reply:
        """Set where pastes are answered in the workspace, which only administrators may."""
        platform = request.user.platform
        if not self._workspaces.may_change(request.user):
            return await self.show(request, request.t("place-managers-only", platform=platform))
        await self._workspaces.set_reply_mode(request.user, action.mode)
        notice = Text(markdown=request.t("place-decided", platform=platform))
        blocks = await self._workspaces.blocks(request.t, request.user)
        return Reply(tone="board", blocks=(notice, *blocks, _setup_buttons(request.t)))

    async def on_channel(
        self, request: Request, action: SetChannelPolicy | SetChannelLanguage
    ) -> Reply:
        """Set the policy or the language of a channel, which only administrators may."""
        return await self._change_channel(request, (action,))

    async def _change_channel(
        self, request: Request, changes: Sequence[SetChannelPolicy | SetChannelLanguage]
    ) -> Reply:
        """Make changes that are all of the same channel."""
        t, user = request.t, request.user
        channel = changes[0].channel or user.channel
        if not self._workspaces.may_change(user):
            return await self.show(request, t("place-managers-only", platform=user.platform))
        if not channel:
            return await self.show(request, t("channel-none", platform=user.platform))
        notice = t("channel-decided")
        for each in changes:
            if isinstance(each, SetChannelLanguage):
                language = None if each.language == "own" else each.language
                await self._workspaces.set_channel_language(user, channel, language)
            else:
                to_do = await self._workspaces.set_channel_policy(t, user, channel, each.policy)
                notice += f"\n\n{to_do}" if to_do else ""
        blocks = await self._workspaces.blocks(t, user, channel)
        said = Text(markdown=notice)
        return Reply(tone="board", blocks=(said, *blocks, _setup_buttons(t)))

    async def _with_workspace(self, reply: Reply, request: Request) -> Reply:
        if not self._workspaces.may_change(request.user):
            return reply
        blocks = (*reply.blocks, *await self._workspaces.blocks(request.t, request.user))
        return reply.model_copy(update={"blocks": blocks})

    async def set_visibility(self, request: Request, action: SetVisibility) -> Reply:
        """Hide the learner from others, or show them again."""
        hidden = action.visibility == "hide"
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, request.learner.id, hidden=hidden)
            taken = await take_all(session, self._context, request.learner) if hidden else ()
        notice = request.t("now-hidden" if hidden else "now-seen")
        learner = replace(request.learner, hidden=hidden)
        start_taking(self._context, taken)
        start_giving_earned(self._context, learner)
        return await self.show(replace(request, learner=learner), notice)

    async def on_language(self, request: Request, action: SetLanguage) -> Reply:
        """Set the language of a button."""
        return await self.choose_language(request, action.language)

    async def choose_language(self, request: Request, name: str) -> Reply:
        """Set the language, named by its code or its own name; ask which where it is neither."""
        chosen = self._language(name)
        if chosen is None:
            t, buttons = request.t, self._language_buttons(LANGUAGES)
            return Reply(
                threadable=True,
                blocks=(Text(markdown=t("language-which")), Buttons(buttons=buttons)),
            )
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, request.learner.id, language=chosen)
        t = self._context.translations.translator(chosen)
        steps = Buttons(buttons=(command_button(t, "start", "primary"), command_button(t, "help")))
        return Reply(threadable=True, blocks=(Text(markdown=t("language-chosen")), steps))

    async def set_zone(self, request: Request, _: SetZone) -> Reply:
        """Set the zone that was typed into the form; an empty one shows the settings."""
        if not request.text.strip():
            return await self.show(request)
        return await self.choose_zone(request, request.text)

    async def on_zone(self, request: Request, action: ChooseZone) -> Reply:
        """Set the zone of a button or a menu; without one, show zones to choose from."""
        chosen = action.zone or request.text.strip()
        if chosen:
            return await self.choose_zone(request, chosen)
        t = request.t
        menu = zone_menu(t, request.learner, self._context.clock())
        title = Text(markdown=t("zone-which"))
        return Reply(blocks=(title, menu, _zone_form(t, request.learner.zone)))

    async def show(self, request: Request, notice: str = "") -> Reply:
        """Show everything that can be set with its current value, below a notice."""
        t = request.t
        async with self._context.database.read_session() as session:
            accounts = await learners.list_accounts(session, request.learner.id)
        linked = [t("settings-accounts", accounts=account_names(t, accounts))]
        lines = (
            t("settings-language", name=t("language-name")),
            t("settings-zone", zone=request.learner.zone),
            t("settings-hidden" if request.learner.hidden else "settings-seen"),
            *(linked if len(accounts) > 1 else []),
        )
        blocks: list[AnyBlock] = [Text(markdown=notice)] if notice else []
        blocks += [
            Text(markdown=t("settings-title")),
            Text(markdown="\n".join(f"- {line}" for line in lines)),
            Buttons(
                buttons=(
                    *self._language_buttons(
                        each for each in LANGUAGES if each != request.learner.language
                    ),
                    self._visibility_button(t, request.learner),
                    button(t("button-link"), LinkAccount()),
                )
            ),
            zone_menu(t, request.learner, self._context.clock()),
            _zone_form(t, request.learner.zone),
        ]
        return Reply(tone="board", blocks=tuple(blocks))

    async def choose_zone(self, request: Request, name: str) -> Reply:
        """Set the learner's time zone, in which their days begin."""
        t = request.t
        zone = zone_named(name)
        if zone is None:
            close = nearest_zone(name)
            if close is None:
                text = t("zone-unknown", name=inline(name))
            else:
                text = t("zone-unknown-nearest", name=inline(name), nearest=close)
            zones = (button(close, ChooseZone(close), "primary"),) if close else ()
            meant = (Buttons(buttons=zones),) if zones else ()
            form = _zone_form(t, close or request.learner.zone)
            return Reply(blocks=(Text(markdown=text), *meant, form))
        learner = replace(request.learner, zone=zone)
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, request.learner.id, zone=zone)
            row = await learners.get_learner(session, request.learner.id)
            if row.remind_hour is not None:
                time = ClockTime(row.remind_hour, row.remind_minute)
                at = next_reminder(learner, time, self._context.clock())
                await learners.update_learner(session, request.learner.id, remind_at=at)
        return await self.show(replace(request, learner=learner), t("zone-chosen", zone=zone))

    def _language(self, name: str) -> Language | None:
        wanted = name.strip().casefold()
        name_of = self._context.translations.language_name
        called = {name_of(each).casefold(): each for each in LANGUAGES}
        return called.get(wanted) or next((each for each in LANGUAGES if each == wanted), None)

    def _language_buttons(self, languages: Iterable[Language]) -> tuple[Button, ...]:
        name_of = self._context.translations.language_name
        return tuple(button(name_of(each), SetLanguage(each)) for each in languages)

    def _visibility_button(self, t: Translator, learner: Learner) -> Button:
        if learner.hidden:
            return button(t("button-show"), SetVisibility("show"))
        return button(t("button-hide"), SetVisibility("hide"))


def _setup_buttons(t: Translator) -> Buttons:
    """Return the way back to all settings of the place."""
    return Buttons(buttons=(button(t("button-setup"), RunCommand("setup"), "primary"),))


def _zone_form(t: Translator, zone: str) -> Form:
    return Form(label=t("form-zone"), action=encode(SetZone()), submit=t("button-zone"), value=zone)
