"""Zones to choose from, each with the time that it is there now."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Translator
from bot.tutor.identity import Learner
from bot.tutor.replies.actions import ChooseZone, encode
from bot.tutor.replies.model import Choice, Menu
from bot.tutor.text.times import clock_text
from bot.tutor.timezones import local_time

_ZONES = (
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Africa/Johannesburg",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Australia/Sydney",
    "Pacific/Auckland",
)
"""One or two for each hour, so that everybody finds one that shows their time."""


def zone_menu(t: Translator, learner: Learner, now: datetime) -> Menu:
    """Return a menu of zones with the time there, the learner's own first."""
    return Menu(
        label=t("zone-menu"),
        action=encode(ChooseZone()),
        submit=t("button-zone"),
        choices=zone_choices(learner.zone, now),
    )


def zone_choices(current: str, now: datetime) -> tuple[Choice, ...]:
    """Return zones to choose from with the time there, the current one first."""
    zones = dict.fromkeys((current, *_ZONES))
    return tuple(Choice(label=f"{time_in(each, now)} · {each}", value=each) for each in zones)


def time_in(zone: str, now: datetime) -> str:
    """Return the time of day there, such as "21:05"."""
    local = local_time(zone, now)
    return clock_text(local.hour, local.minute)
