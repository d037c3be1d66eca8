"""The start of the platform: errors tell the operator what is wrong and what to do."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from bot.platforms.slack import SlackError
from bot.platforms.slack.event_router import SHORTCUTS
from bot.platforms.slack.oauth import SCOPES as INSTALL_SCOPES
from bot.platforms.slack.options import SlackOptions, slack_options
from bot.settings import read_settings
from bot.tutor.service import Tutor
from migrations import FOLDER
from tests.support.slack_server.methods import SCOPES
from tests.support.slack_server.server import SlackServer

NEW, OLD = (Fernet.generate_key().decode() for _ in range(2))
BEHIND_TENSEI = {"status", "bench"}  # for operators; the first name is Slack's own
MANIFEST = FOLDER.parent / "slack-manifest.yaml"


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ({"bot_token": "xoxb-1"}, "SLACK_APP_TOKEN is missing"),
        ({"app_token": "xapp-1"}, "SLACK_BOT_TOKEN is missing"),
        ({"bot_token": "xapp-1", "app_token": "xapp-1"}, "begin with xoxb-"),
        ({"bot_token": "xoxb-1", "app_token": "xoxb-1"}, "begin with xapp-"),
        ({"bot_token": "xoxb-1", "mode": "http"}, "SLACK_SIGNING_SECRET"),
    ],
)
def test_settings_that_do_not_go_together_are_named_before_slack_is_asked(
    given: dict[str, Any], advice: str
) -> None:
    with pytest.raises(SlackError, match=advice):
        SlackOptions(**given).check()


@pytest.mark.parametrize(
    ("given", "setting"),
    [({"bot_token": "xoxb-wrong"}, "BOT_TOKEN"), ({"app_token": "xapp-wrong"}, "APP_TOKEN")],
)
async def test_a_token_that_slack_does_not_know_ends_the_chat_with_a_way_on(
    start, tutor: Tutor, given: dict[str, str], setting: str
) -> None:
    life = await start(tutor, **given)
    with pytest.raises(SlackError, match=rf"SLACK_{setting} \(invalid_auth\)"):
        await life.serving


async def test_a_slack_that_is_out_of_reach_at_the_start_is_waited_for(
    start, tutor: Tutor, slack: SlackServer
) -> None:
    slack.fail("auth.test", 503)
    await start(tutor)
    assert len(slack.calls("auth.test")) == 2


def test_every_setting_of_slacks_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "signing",
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "client",
        "TENSEI_SLACK_PUBLIC_URL": "https://tensei.example",
        "TENSEI_SLACK_MODE": "http",
        "TENSEI_SLACK_HOST": "0.0.0.0",
        "TENSEI_SLACK_PORT": "3001",
        "TENSEI_SLACK_MANAGERS": "U1,U2",
        "TENSEI_SLACK_ANSWERS": "direct",
        "TENSEI_SLACK_API_URL": "http://127.0.0.1:1/api",
        "TENSEI_LANGUAGE": "ja",
        "TENSEI_SECRET_KEY": f"{NEW}, {OLD}",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    options = slack_options(read_settings())
    options.check()
    assert options == SlackOptions(
        app_token="xapp-1",
        signing_secret="signing",
        client_id="1.2",
        client_secret="client",
        secret_keys=(NEW, OLD),
        mode="http",
        host="0.0.0.0",
        port=3001,
        public_url="https://tensei.example",
        reply_mode="direct",
        managers=frozenset({"U1", "U2"}),
        api_url="http://127.0.0.1:1/api",
        language="ja",
    )


def test_no_secret_shows_in_the_options() -> None:
    options = SlackOptions(bot_token="xoxb-1", app_token="xapp-1", secret_keys=("key",))
    assert not {"xoxb-1", "xapp-1", "key"} & set(repr(options).replace("'", " ").split())


def test_the_manifest_has_every_command_shortcut_and_scope_and_no_more(tutor: Tutor) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text())
    leading, *optional = manifest["features"]["slash_commands"]
    assert leading["command"] == "/tensei"
    described = {each["command"]: each["description"] for each in optional}
    japanese = {each.name: each.description for each in tutor.commands("ja")}
    assert described == {
        f"/{each.name}": f"{each.description} · {japanese[each.name]}"
        for each in tutor.commands("en")
        if each.name not in BEHIND_TENSEI
    }
    assert all(each["should_escape"] for each in manifest["features"]["slash_commands"])
    assert {each["callback_id"] for each in manifest["features"]["shortcuts"]} == set(SHORTCUTS)
    called = {scope for scope in SCOPES.values() if scope}
    events = {"message.channels": "channels:history", "message.groups": "groups:history"}
    events |= {"message.im": "im:history", "app_mention": "app_mentions:read"}
    bot_events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert bot_events == {*events, "app_home_opened", "app_uninstalled", "tokens_revoked"}
    wanted = called | set(events.values()) | {"commands", "files:read"}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == wanted == set(INSTALL_SCOPES)
