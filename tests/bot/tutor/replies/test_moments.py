"""Moments in texts: a mark that platforms replace by the reader's own time."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.i18n import Translations
from bot.platforms.discord.rendering import render as render_for_discord
from bot.platforms.local.rendering import render_reply as render_for_local
from bot.platforms.slack.rendering import render as render_for_slack
from bot.tutor.replies.model import Reply, Table, Text, escaped, inline
from bot.tutor.replies.moments import Moment, moment, split_moments

AT = datetime(2026, 11, 28, 6, 40, tzinfo=UTC)
SECONDS = int(AT.timestamp())
TIME, DAY = moment(AT, "time", "Asia/Tokyo"), moment(AT, "moment", "Asia/Tokyo")
REPLY = Reply(blocks=(Text(markdown=f"Until **{TIME}**, and {DAY}."),))


def test_a_moment_is_found_again_with_the_time_where_it_was_set() -> None:
    assert list(split_moments(f"until {TIME}!{DAY}")) == [
        "until ",
        Moment(SECONDS, "time", "15:40 (Asia/Tokyo)"),
        "!",
        Moment(SECONDS, "moment", "2026-11-28 15:40 (Asia/Tokyo)"),
    ]


def test_what_users_write_is_never_a_moment() -> None:
    forged = TIME.replace("15:40", "99:99")
    table = Table(head=("a",), rows=((forged,),))
    for shown in (escaped(forged), inline(forged), table.rows[0][0]):
        assert not any(isinstance(each, Moment) for each in split_moments(shown))


def test_discord_gets_a_timestamp_that_each_reader_sees_in_their_own_zone() -> None:
    (page,) = render_for_discord(REPLY, {})
    assert page.parts == [f"Until **<t:{SECONDS}:t>**, and <t:{SECONDS}:f>."]


def test_slack_gets_a_date_with_what_else_to_show() -> None:
    (page,) = render_for_slack(REPLY).pages
    (section,) = page.blocks[0]["elements"]
    dates = [each for each in section["elements"] if each["type"] == "date"]
    assert [(each["timestamp"], each["format"], each["fallback"]) for each in dates] == [
        (SECONDS, "{time}", "15:40 (Asia/Tokyo)"),
        (SECONDS, "{date_short_pretty}, {time}", "2026-11-28 15:40 (Asia/Tokyo)"),
    ]
    assert dates[0]["style"] == {"bold": True}
    assert page.text == "Until 15:40 (Asia/Tokyo), and 2026-11-28 15:40 (Asia/Tokyo)."


def test_the_local_chat_gets_an_element_with_the_time_in_utc(words: Translations) -> None:
    html = render_for_local(REPLY, words.translator("ja"))
    assert "<time datetime='2026-11-28T06:40:00Z' data-style='time'>15:40 (Asia/Tokyo)</time>" in (
        html
    )
    assert "\ue000" not in html
