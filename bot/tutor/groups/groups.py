"""Study groups: create, invite, join, leave, rename, hand over, archive."""

from __future__ import annotations

from bot.i18n import Translator
from bot.storage.groups import groups
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.groups.invite_codes import new_code
from bot.tutor.groups.overview import Overview
from bot.tutor.identity import ChatUser, Learner
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.buttons import button, command_button
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Form,
    Reply,
    Text,
    escaped,
    inline,
)
from bot.tutor.timezones import zone_named

LONGEST_NAME = 50
MOST_CANDIDATES = 20  # buttons with members' names
_CODE_LENGTH = 8


class Groups:
    """All that is done with study groups, by their ids; `GroupWords` finds them by name."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context
        self._overview = Overview(context)

    async def command(self, learner: Learner, person: ChatUser, argument: str) -> Reply:
        """`/group`, `/group create NAME`, `/group join CODE`, or a group's name."""
        verb, _, rest = argument.strip().partition(" ")
        match verb.casefold():
            case "":
                return await self.all(learner)
            case "create":
                return await self.create(learner, person, rest)
            case "join":
                return await self.join(learner, rest)
        wanted = argument.strip().casefold()
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, learner.id)
        found = next((each for each in own if group_name(t, each).casefold() == wanted), None)
        if found is not None:
            return await self.act(learner, person, [str(found.id), "show"], "")
        return await self.all(learner, t("group-unknown", name=inline(argument)))

    async def all(self, learner: Learner, said: str = "") -> Reply:
        """The learner's groups, below what was just `said`."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, learner.id)
        blocks: list[AnyBlock] = [Text(markdown=said)] if said else []
        blocks += [
            Text(markdown=t("groups-title")),
            Buttons(
                buttons=tuple(button(group_name(t, each), f"group:{each.id}:show") for each in own)
            ),
            Form(
                label=t("form-group-create"),
                action="group-create",
                submit=t("button-group-create"),
            ),
            Form(label=t("form-group-join"), action="join", submit=t("button-group-join")),
        ]
        return Reply(blocks=tuple(blocks))

    async def create(self, learner: Learner, person: ChatUser, name: str) -> Reply:
        """Makes a group that the learner teaches, and shows how others get in."""
        t = self._context.translations.translator(learner.language)
        name = " ".join(name.split())
        if not 1 <= len(name) <= LONGEST_NAME:
            return await self.all(learner, t("group-name-which", most=LONGEST_NAME))
        async with self._context.database.write_session() as session:
            group_id = await groups.create(
                session,
                learner.id,
                platform=person.platform,
                place=person.place,
                name=name,
                invite=new_code(_CODE_LENGTH),
                zone=learner.zone,
                now=self._context.clock(),
            )
        said = t("group-created", group=escaped(name))
        return await self._render(learner, person, group_id, said)

    async def join(self, learner: Learner, code: str) -> Reply:
        """Takes the learner into the group whose code it is."""
        t = self._context.translations.translator(learner.language)
        async with self._context.database.write_session() as session:
            group_id = await groups.join_by_invite(
                session, learner.id, code.strip().upper(), self._context.clock()
            )
            group = await groups.find_group(session, learner.id, group_id) if group_id else None
        if group is None:
            return await self.all(learner, t("group-no-such-code", code=inline(code)))
        text = Text(markdown=t("group-joined", group=escaped(group.name)))
        steps = (
            button(t("button-board"), f"board:{group.id}:all"),
            command_button(t, "start", "primary"),
        )
        return Reply(blocks=(text, Buttons(buttons=steps)))

    async def act(self, learner: Learner, person: ChatUser, parts: list[str], text: str) -> Reply:
        """A button of a group: parts are its id, a verb, and what the verb is about.

        Raises ValueError for a verb that there is not and for an id that is no number, and
        IndexError where a part is missing.
        """
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            group = await groups.find_group(session, learner.id, int(parts[0]))
        if group is None:
            return await self.all(learner, t("group-gone"))
        verb, rest = parts[1], parts[2:]
        if verb in {"leave", "leave-now"} and not group.is_default:
            return await self._leave(learner, group, sure=verb == "leave-now")
        if verb == "show" or not teaches(group, person):
            said = "" if verb == "show" else t("group-teachers-only")
            return await self._render(learner, person, group.id, said)
        if verb in {"overview", "csv"}:
            return await self._show_report(learner, group, verb, rest)
        return await self._change(learner, person, group, verb, [*rest, text])

    async def _show_report(
        self, learner: Learner, group: Group, verb: str, page: list[str]
    ) -> Reply:
        if verb == "csv":
            return await self._overview.export(learner, group)
        return await self._overview.show(learner, group, int(page[0]) if page else 1)

    async def _change(
        self, learner: Learner, person: ChatUser, group: Group, verb: str, what: list[str]
    ) -> Reply:
        """What only a teacher does; a place's own group can but have its zone set."""
        if verb == "zone":
            return await self._set_zone(learner, person, group, what[-1])
        if group.is_default:
            raise ValueError(f"a place's own group cannot {verb}")
        match verb:
            case "invite":
                return self._invite(self._context.translations.translator(learner.language), group)
            case "rename":
                return await self._rename(learner, person, group, what[-1])
            case "hand":
                return await self._hand_over(learner, person, group, what[:-1])
            case "archive" | "archive-now":
                return await self._archive(learner, group, sure=verb == "archive-now")
        raise ValueError(f"groups cannot {verb}")

    async def _render(
        self, learner: Learner, person: ChatUser, group_id: int, said: str = ""
    ) -> Reply:
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            group = await groups.find_group(session, learner.id, group_id)
            count = await groups.count_members(session, group_id)
        if group is None:
            return await self.all(learner, t("group-gone"))
        name = group_name(t, group)
        blocks: list[AnyBlock] = [Text(markdown=said)] if said else []
        blocks.append(Text(markdown=t("group-title", group=escaped(name), count=count)))
        blocks.append(Buttons(buttons=self._steps(t, group, person)))
        if teaches(group, person):
            zone = group.zone or self._context.default_zone
            zone_form = Form(
                label=t("form-group-zone"),
                action=f"group:{group.id}:zone",
                submit=t("button-zone"),
                value=zone,
            )
            blocks.append(zone_form)
            if not group.is_default:
                blocks += _teachers_blocks(t, group)
        return Reply(blocks=tuple(blocks))

    def _steps(self, t: Translator, group: Group, person: ChatUser) -> tuple[Button, ...]:
        steps = [button(t("button-board"), f"board:{group.id}:all", "primary")]
        if teaches(group, person):
            steps += [
                button(t("button-overview"), f"group:{group.id}:overview"),
                button(t("button-csv"), f"group:{group.id}:csv"),
            ]
        if not group.is_default:
            steps.append(button(t("button-leave"), f"group:{group.id}:leave"))
        return tuple(steps)

    def _invite(self, t: Translator, group: Group) -> Reply:
        """For everyone to see: a button that lets others in, and the code for other chats."""
        code = group.invite or ""
        return Reply(
            blocks=(
                Text(markdown=t("group-invitation", group=escaped(group.name))),
                Buttons(buttons=(button(t("button-group-join"), f"join:{code}", "success"),)),
                Code(text=f"/group join {code}", caption=t("group-code")),
            ),
            private=False,
        )

    async def _rename(self, learner: Learner, person: ChatUser, group: Group, text: str) -> Reply:
        t = self._context.translations.translator(learner.language)
        name = " ".join(text.split())
        if not 1 <= len(name) <= LONGEST_NAME:
            said = t("group-name-which", most=LONGEST_NAME)
            return await self._render(learner, person, group.id, said)
        async with self._context.database.write_session() as session:
            await groups.update_group(session, group.id, name=name)
        return await self._render(learner, person, group.id, t("group-renamed"))

    async def _set_zone(self, learner: Learner, person: ChatUser, group: Group, text: str) -> Reply:
        t = self._context.translations.translator(learner.language)
        zone = zone_named(text)
        if zone is None:
            said = t("zone-unknown", name=inline(text))
            return await self._render(learner, person, group.id, said)
        async with self._context.database.write_session() as session:
            await groups.update_group(session, group.id, zone=zone)
        said = t("group-zone-chosen", zone=zone)
        return await self._render(learner, person, group.id, said)

    async def _hand_over(
        self, learner: Learner, person: ChatUser, group: Group, to: list[str]
    ) -> Reply:
        """Makes another member the teacher, or asks which: `to` is their id, "page" and a number,
        or nothing for the first page."""
        t = self._context.translations.translator(learner.language)
        if not to or to[0] == "page":
            return await self._candidates(t, learner, group, int(to[1]) if to else 1)
        async with self._context.database.write_session() as session:
            handed = await groups.transfer_teaching(session, group.id, learner.id, int(to[0]))
        said = t("group-handed-over" if handed else "group-hand-gone")
        return await self._render(learner, person, group.id, said)

    async def _candidates(self, t: Translator, learner: Learner, group: Group, page: int) -> Reply:
        start = (max(page, 1) - 1) * MOST_CANDIDATES
        async with self._context.database.read_session() as session:
            found = await groups.list_other_members(
                session, group.id, learner.id, most=MOST_CANDIDATES + 1, start=start
            )
        key = "group-hand-which" if found else "group-hand-nobody"
        buttons = [
            button(each.name or "?", f"group:{group.id}:hand:{each.id}")
            for each in found[:MOST_CANDIDATES]
        ]
        if start:
            buttons.append(button(t("button-previous"), f"group:{group.id}:hand:page:{page - 1}"))
        if found[MOST_CANDIDATES:]:
            buttons.append(button(t("button-next"), f"group:{group.id}:hand:page:{page + 1}"))
        text = Text(markdown=t(key, group=escaped(group.name)))
        return Reply(blocks=(text, *([Buttons(buttons=tuple(buttons))] if buttons else [])))

    async def _leave(self, learner: Learner, group: Group, *, sure: bool) -> Reply:
        t = self._context.translations.translator(learner.language)
        if not sure:
            text = Text(markdown=t("group-leave-sure", group=escaped(group.name)))
            yes = button(t("button-leave"), f"group:{group.id}:leave-now", "danger")
            return Reply(blocks=(text, Buttons(buttons=(yes,))))
        async with self._context.database.write_session() as session:
            members = await groups.count_members(session, group.id)
            last = group.teacher and await groups.count_teachers(session, group.id) == 1
            if last and members > 1:
                hand = button(t("button-hand"), f"group:{group.id}:hand", "primary")
                return Reply(
                    blocks=(Text(markdown=t("group-hand-first")), Buttons(buttons=(hand,)))
                )
            await groups.leave(session, learner.id, group.id)
            if members == 1:
                await groups.update_group(session, group.id, archived_at=self._context.clock())
        return await self.all(learner, t("group-left", group=escaped(group.name)))

    async def _archive(self, learner: Learner, group: Group, *, sure: bool) -> Reply:
        t = self._context.translations.translator(learner.language)
        if not sure:
            text = Text(markdown=t("group-archive-sure", group=escaped(group.name)))
            yes = button(t("button-archive"), f"group:{group.id}:archive-now", "danger")
            return Reply(blocks=(text, Buttons(buttons=(yes,))))
        async with self._context.database.write_session() as session:
            await groups.update_group(session, group.id, archived_at=self._context.clock())
        return await self.all(learner, t("group-archived", group=escaped(group.name)))


def teaches(group: Group, person: ChatUser) -> bool:
    """Whether this person may see and change everything of the group.

    A place's default group is taught by whoever manages the place.
    """
    here = (person.platform, person.place) == (group.platform, group.place)
    return group.teacher or (group.is_default and person.is_admin and here)


def _teachers_blocks(t: Translator, group: Group) -> tuple[AnyBlock, ...]:
    rename = Form(
        label=t("form-group-rename"),
        action=f"group:{group.id}:rename",
        submit=t("button-rename"),
        value=group.name,
    )
    steps = (
        button(t("button-invite"), f"group:{group.id}:invite", "success"),
        button(t("button-hand"), f"group:{group.id}:hand"),
        button(t("button-archive"), f"group:{group.id}:archive", "danger"),
    )
    return (
        Code(text=group.invite or "", caption=t("group-code")),
        rename,
        Buttons(buttons=steps),
    )
