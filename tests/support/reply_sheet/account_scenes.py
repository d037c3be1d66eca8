"""The scenes of settings and accounts, and of what cannot be done."""

from __future__ import annotations

from bot.platform_names import DISCORD
from bot.platforms.confidential import confidential_notice
from bot.platforms.discord.missed_replies import missed_notice, unreachable_notice
from bot.platforms.error_replies import error_reply
from bot.tutor.grading.pending_updates import wait_line
from bot.tutor.grading.queue_wait import Wait
from bot.tutor.replies.actions import (
    AnswerLinkRequest,
    AskAgain,
    ChooseZone,
    LinkAccount,
    ManagePrivacy,
    RequestLink,
    RunCommand,
    SetChannelLanguage,
    SetChannelPolicy,
    SetReplyMode,
    SetVisibility,
    SetZone,
    ShowReply,
    UnlinkAccount,
    UnlinkAccountNow,
)
from bot.tutor.replies.model import Reply, Text
from tests.support.reply_sheet.play import Play, code_of


async def account(play: Play) -> None:
    """Settings, privacy, links to other accounts."""
    await play.type("/settings")
    await play.type("/settings", "Mori")
    await play.press(SetReplyMode, who="Mori")
    await play.act(SetChannelPolicy("practice", "C1"), who="Mori")
    await play.press(SetChannelLanguage, who="Mori")
    await play.press(SetVisibility)
    await play.act(SetVisibility("show"))
    await play.press(SetZone, "Tokio")
    await play.act(ChooseZone())
    await play.press(SetZone, "Asia/Tokyo")
    offered = await play.press(LinkAccount)
    await play.type(f"/settings link {code_of(offered)}", "Chika")
    await play.press(RequestLink, who="Chika")
    play.show_announced()
    await play.press(AnswerLinkRequest, answer="yes")
    play.show_announced()
    await play.act(UnlinkAccount())
    await play.press(UnlinkAccountNow)
    await play.type("/privacy")
    await play.act(ManagePrivacy("export"))
    await play.act(ManagePrivacy("delete"), who="Chika")
    await play.press(ManagePrivacy, who="Chika", verb="delete-now")
    await play.type("/status")
    await play.type("/status", "Mori")


async def trouble(play: Play) -> None:
    """What cannot be done: limits, buttons of others, errors of ours."""
    await play.act(AskAgain("none", "progress"))
    await play.press(RunCommand, name="help")
    t = play.study.words.translator(play.language)
    confidential = await play.type("/privacy")
    play.show("", confidential_notice(t, confidential, is_delivered=True))
    play.show("", confidential_notice(t, confidential, is_delivered=False))
    play.show("", error_reply(t, "5e1f0a"))
    for wait in (Wait("1", 3, 12.0), Wait("1", 3), Wait("1"), Wait("1", no_grader=True)):
        line = wait_line(t, wait, 8)
        blocks = (Text(markdown=t("submission-waiting", function="evens")), line)
        play.show("", Reply(tone="waiting", pending=True, blocks=blocks))
    if play.platform == DISCORD:
        missed = Reply(blocks=(), shown_again_by="reply:1")
        play.show("", missed_notice(t, 77, missed), "#general")
        play.show("", unreachable_notice(t), "#general")
    for _ in range(2):
        await play.miss_verdict("tensors/evens")
    await play.type("/review")
    await play.press(ShowReply)
    await play.miss_verdict("tensors/evens")
    await play.type("/privacy")
