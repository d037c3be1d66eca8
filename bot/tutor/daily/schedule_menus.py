"""Menus from which managers choose when a channel's prompt comes, and in which language."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.i18n import Translations, Translator
from bot.storage.models import DailyChannelRow
from bot.tutor.account.zone_choice import zone_choices
from bot.tutor.replies.actions import ChangeDailyPrompt, SetDailySchedule, encode
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import Buttons, Choice, Menu
from bot.tutor.request import Request
from bot.tutor.text.times import EVERY_DAY, WEEKEND, WORKING_DAYS, clock_text
from lessons.curriculum import LANGUAGES

_HOURS = (*range(6, 24), 0)
"""Hours at which a prompt may be wanted; any minute can be typed."""

_DAYS = {
    "daily": ("daily-days-every", EVERY_DAY),
    "weekdays": ("daily-days-working", WORKING_DAYS),
    "weekend": ("daily-days-weekend", WEEKEND),
}
"""Words that `/daily set` reads, with what the menu says and the digits that are stored."""

Part = Literal["time", "zone", "days", "language"]


def schedule_menus(
    request: Request, row: DailyChannelRow | None, translations: Translations, now: datetime
) -> tuple[Menu, ...]:
    """Return menus for a channel's time, zone, days and language, to its managers alone.

    Until something is set, the zone is that of the reader's own days.
    """
    if not request.user.is_admin:
        return ()
    t = request.t
    channel = row.channel if row else request.user.channel
    zone = row.zone if row else request.learner.zone
    hours = [clock_text(each, 0) for each in _HOURS]
    time = _chosen_first(hours, clock_text(row.hour, row.minute) if row else "")
    stored = next((word for word, (_, days) in _DAYS.items() if row and row.weekdays == days), "")
    days = _chosen_first(list(_DAYS), stored)
    own = row.language if row else request.learner.language
    languages = sorted(LANGUAGES, key=lambda each: each != own)
    name_of = translations.language_name
    choices: dict[Part, list[tuple[str, str]]] = {
        "time": [(each, each) for each in time],
        "zone": [(each.label, each.value) for each in zone_choices(zone, now)],
        "days": [(t(_DAYS[each][0]), each) for each in days],
        "language": [(name_of(each), each) for each in languages],
    }
    return tuple(
        Menu(
            label=t(f"daily-menu-{part}", zone=zone),
            action=encode(SetDailySchedule(part, channel)),
            submit=t("button-daily-set"),
            choices=tuple(Choice(label=text, value=value) for text, value in each),
        )
        for part, each in choices.items()
    )


def change_buttons(t: Translator, channel: str, *, may_post: bool) -> Buttons:
    """Return what managers do with a prompt that is on; to post today's, where that may be."""
    changes = [ChangeDailyPrompt("skip", channel), ChangeDailyPrompt("off", channel)]
    steps = [button(t(f"button-daily-{each.verb}"), each) for each in changes]
    if may_post:
        post = ChangeDailyPrompt("now", channel)
        steps.insert(0, button(t("button-daily-now"), post, "primary"))
    return Buttons(buttons=tuple(steps))


def show_button(request: Request) -> Buttons:
    """Return the way to the daily prompt of the channel."""
    show = ChangeDailyPrompt("show", request.user.channel)
    return Buttons(buttons=(button(request.t("button-daily-show"), show, "primary"),))


def _chosen_first(values: list[str], chosen: str) -> list[str]:
    return list(dict.fromkeys([chosen, *values])) if chosen else values
