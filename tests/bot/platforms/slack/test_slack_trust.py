"""Tokens and replies are sent to Slack only, and only members of a workspace configure it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.i18n import Translations
from bot.platforms.allowed_hosts import ForeignAddressError, belongs_to
from bot.platforms.slack.api import SLACK_DOMAINS, Api, OneWorkspace, Workspace
from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from tests.support.foreign_server import ForeignServer, serve_foreign
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import BOT_TOKEN, CHANNEL, JSON, text_of

CODE = b"def evens(n):\n    return n"
ELSEWHERE = "kept somewhere else"


@pytest.fixture
async def elsewhere() -> AsyncIterator[ForeignServer]:
    async with serve_foreign(CODE) as found:
        yield found


async def send(learner: Learner, **facts: object) -> None:
    """Send a message with one file that has these fields."""
    file = {"id": "F1", "name": "mine.py", "size": len(CODE), "mode": "hosted", **facts}
    said: JSON = {"user": learner.id, "text": "", "subtype": "file_share", "files": [file]}
    message = learner.workspace.add(learner.dm, **said)
    await learner.event(message | {"channel": learner.dm, "channel_type": "im"})


async def test_a_file_that_names_another_server_is_refused_kindly_and_never_asked_for(
    chat: SlackChat,
    aiko: Learner,
    hanako: Learner,
    words: Translations,
    elsewhere: ForeignServer,
    queue: ScriptedQueue,
) -> None:
    await send(aiko, url_private_download=f"{elsewhere.url}/mine.py")
    assert "mine.py" in text_of(await aiko.wait_for_reply(ELSEWHERE))
    await send(hanako, url_private_download=f"{elsewhere.url}/mine.py")
    await hanako.wait_for_reply(words.translate("ja", "file-elsewhere", name="mine.py")[:20])
    assert elsewhere.asked == []
    assert queue.sent == []


@pytest.mark.parametrize("how", [{"mode": "external"}, {"is_external": True}])
async def test_a_remote_file_is_refused_kindly_whatever_address_it_has(
    how: JSON, chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    own = f"{slack.files_of(slack.workspace)}/files/F1"
    slack.workspace.files["F1"] = {"name": "mine.py", "content": CODE}
    await send(aiko, url_private_download=own, url_private=own, **how)
    await aiko.wait_for_reply(ELSEWHERE)
    assert queue.sent == []


async def test_slacks_own_server_may_redirect_to_itself_and_to_nobody_else(
    chat: SlackChat,
    aiko: Learner,
    slack: SlackServer,
    elsewhere: ForeignServer,
    queue: ScriptedQueue,
) -> None:
    slack.workspace.files["F1"] = {"name": "mine.py", "content": CODE}
    slack.redirects["to-us"] = f"{slack.files_of(slack.workspace)}/files/F1"
    slack.redirects["to-them"] = f"{elsewhere.url}/mine.py"
    slack.redirects["round"] = "round"
    await send(aiko, url_private_download=f"{slack.base}/redirect/to-us")
    await aiko.wait_for_reply("Checking")
    await send(aiko, url_private_download=f"{slack.base}/redirect/to-them")
    await aiko.wait_for_reply(ELSEWHERE)
    assert elsewhere.asked == []
    await send(aiko, url_private_download=f"{slack.base}/redirect/round")
    await aiko.wait_for_reply("Something went wrong on our side")
    assert len(queue.sent) == 1


async def test_nothing_is_sent_to_a_response_url_that_is_not_slacks(
    chat: SlackChat, aiko: Learner, slack: SlackServer, elsewhere: ForeignServer
) -> None:
    payload = {
        "command": "/points",
        "text": "",
        "team_id": slack.workspace.team,
        "user_id": aiko.id,
        "channel_id": CHANNEL,
        "response_url": f"{elsewhere.url}/actions/T1/1/x",
        "trigger_id": "trigger",
    }
    await slack.send("slash_commands", payload)
    await aiko.wait_for_reply()  # as a direct message instead
    assert elsewhere.asked == []


async def test_without_another_api_no_loopback_address_is_slacks(elsewhere: ForeignServer) -> None:
    async with Api() as api:
        api.workspaces = OneWorkspace(Workspace("T1", "Study", "U1", "B1", BOT_TOKEN))
        with pytest.raises(ForeignAddressError):
            await api.download("T1", elsewhere.url)
        assert not await api.respond(elsewhere.url, {"text": "x"})
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com/files-pri/T1-F1/download/mine.py",
        "https://files.slack.com:443/x",
        "https://hooks.slack.com/actions/T1/1/x",
        "https://slack.com/x",
        "https://FILES.SLACK.COM/x",
        "https://files.slack-gov.com/x",
    ],
)
def test_slacks_own_addresses_are_taken(url: str) -> None:
    assert belongs_to(url, SLACK_DOMAINS)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/x",
        "http://files.slack.com/x",
        "https://files.slack.com:8443/x",
        "https://files.slack.com.example.org/x",
        "https://filesslack.com/x",
        "https://example.org/files.slack.com",
        "https://files.slack.com@example.org/x",
        "https://user@files.slack.com/x",
        "https://example.org\\@files.slack.com/x",
        "https://example.org#@files.slack.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://[half/x",
        "https://files.slack.com:port/x",
        "ftp://files.slack.com/x",
    ],
)
def test_what_only_looks_like_slacks_address_is_not_taken(url: str) -> None:
    assert not belongs_to(url, SLACK_DOMAINS)
    assert not belongs_to(url, SLACK_DOMAINS, "https://proxy.example/api/")


def test_an_api_that_the_operator_has_set_is_taken_by_scheme_host_and_port() -> None:
    api = "http://proxy.example:8080/api/"
    assert belongs_to("http://proxy.example:8080/files/x", SLACK_DOMAINS, api)
    assert not belongs_to("http://proxy.example/files/x", SLACK_DOMAINS, api)
    assert not belongs_to("https://proxy.example:8080/files/x", SLACK_DOMAINS, api)


async def can_configure(aiko: Learner, tutor: Tutor, slack: SlackServer) -> bool:
    """Return whether she can change the workspace's reply mode."""
    await aiko.command("/settings answers-direct", channel=CHANNEL)
    await aiko.wait_for_ephemeral()
    return await tutor.workspace_settings.reply_mode("slack", slack.workspace.team) == "direct"


@pytest.mark.parametrize(
    "facts",
    [
        {"team_id": "T0OTHER"},
        {"team_id": None},
        {"is_stranger": True},
        {"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER", "T0THIRD"]}},
    ],
)
async def test_an_admin_of_another_workspace_decides_nothing_in_a_shared_channel(
    facts: JSON, start, tutor: Tutor, aiko: Learner, slack: SlackServer
) -> None:
    await start(tutor, managers=frozenset({aiko.id}))
    slack.workspace.users[aiko.id] |= {"is_admin": True, "is_owner": True, **facts}
    assert not await can_configure(aiko, tutor, slack)


@pytest.mark.parametrize(
    "facts", [{}, {"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER", "T0STUDY"]}}]
)
async def test_an_admin_of_the_workspace_itself_decides_for_it(
    facts: JSON, chat: SlackChat, tutor: Tutor, aiko: Learner, slack: SlackServer
) -> None:
    slack.workspace.users[aiko.id] |= {"is_admin": True, **facts}
    assert await can_configure(aiko, tutor, slack)
