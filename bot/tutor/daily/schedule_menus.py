"""Menus from which managers choose when a channel's prompt comes, and in which language."""

from __future__ import annotations

from typing import Literal

from bot.i18n import Translations, Translator
from bot.storage.models import DailyChannelRow
from bot.tutor.replies.actions import SetDailySchedule, encode
from bot.tutor.replies.model import Choice, Menu
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

Part = Literal["time", "days", "language"]


def schedule_menus(
    request: Request, row: DailyChannelRow | None, translations: Translations
) -> tuple[Menu, ...]:
    """Return menus for a channel's time, days and language; none to who may not change them."""
    if not request.user.is_admin:
        return ()
    t = request.t
    channel = row.channel if row else request.user.channel
    hours = [clock_text(each, 0) for each in _HOURS]
    time = _chosen_first(hours, clock_text(row.hour, row.minute) if row else "")
    stored = next((word for word, (_, days) in _DAYS.items() if row and row.weekdays == days), "")
    days = _chosen_first(list(_DAYS), stored)
    own = row.language if row else request.learner.language
    languages = sorted(LANGUAGES, key=lambda each: each != own)
    name_of = translations.language_name
    return (
        _menu(t, "time", channel, [(each, each) for each in time]),
        _menu(t, "days", channel, [(t(_DAYS[each][0]), each) for each in days]),
        _menu(t, "language", channel, [(name_of(each), each) for each in languages]),
    )


def _chosen_first(values: list[str], chosen: str) -> list[str]:
    return list(dict.fromkeys([chosen, *values])) if chosen else values


def _menu(t: Translator, part: Part, channel: str, choices: list[tuple[str, str]]) -> Menu:
    return Menu(
        label=t(f"daily-menu-{part}"),
        action=encode(SetDailySchedule(part, channel)),
        submit=t("button-daily-set"),
        choices=tuple(Choice(label=text, value=value) for text, value in choices),
    )
