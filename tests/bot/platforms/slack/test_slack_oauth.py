"""Several workspaces: each installs the bot by OAuth, and their data is separate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from bot.i18n import Translations
from bot.platforms.slack import SlackError
from bot.platforms.slack.platform import SlackChat
from bot.storage import Database
from bot.storage.models import InstallationRow, LearnerRow
from bot.tutor.daily.announcements import ChannelRefusedError
from bot.tutor.daily.announcements import Post as Message
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from grader.protocol import Graded, Status, Verdict
from tests.support.polling import until
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.browser import Browser, Page
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.oauth import CLIENT_ID, CLIENT_SECRET
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, FakeWorkspace, text_of

KEY, NEWER_KEY = (Fernet.generate_key().decode() for _ in range(2))
PUBLIC = "https://tensei.example/bot"
CODE = "```\ndef evens(n):\n    return n\n```"

Open = Callable[..., Awaitable[SlackChat]]
Install = Callable[..., Awaitable[Page]]


class Time:
    """A clock that a test can advance."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.passed


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def open_chat(start: Any, tutor: Tutor, time: Time) -> Open:
    """`await open_chat()`: start the platform for any workspace; none has installed it yet."""

    async def open_chat(**options: Any) -> SlackChat:
        defaults = {
            "bot_token": None,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "secret_keys": (KEY,),
            "public_url": PUBLIC,
            "port": 0,
        }
        chat: SlackChat = (await start(tutor, clock=time, **(defaults | options))).chat
        return chat

    return open_chat


@pytest.fixture
async def chat(open_chat: Open) -> SlackChat:
    return await open_chat()


@pytest.fixture
def install(slack: SlackServer) -> Install:
    """`await install(chat, workspace)`: press both buttons; return the last page."""

    async def install(chat: SlackChat, workspace: FakeWorkspace, *, language: str = "en") -> Page:
        slack.installations.chosen = workspace
        slack.installations.installer = workspace.add_user("Installer", "en-US")
        browser = Browser(chat, PUBLIC, language)
        page = await browser.open(f"{PUBLIC}/slack/install")
        return await browser.open(page.links[0])

    return install


@pytest.fixture
def osaka(slack: SlackServer) -> FakeWorkspace:
    return slack.add_workspace("T0OSAKA", "大阪 <Torch>")


@pytest.fixture
def kyoto(slack: SlackServer) -> FakeWorkspace:
    return slack.add_workspace("T0KYOTO", "Kyoto")


async def sealed(database: Database) -> dict[str, str]:
    async with database.read_session() as session:
        rows = (await session.scalars(select(InstallationRow))).all()
    return {row.place: row.sealed_token for row in rows}


async def places(database: Database) -> set[str]:
    return set(await sealed(database))


async def test_a_workspace_installs_the_bot_is_served_and_removes_it_again(
    chat: SlackChat, slack: SlackServer, osaka: FakeWorkspace, install: Install, database: Database
) -> None:
    page = await install(chat, osaka)
    assert (page.status, "Tensei is in 大阪 &lt;Torch&gt;" in page.text) == (200, True)
    learner = Learner(slack, "Aiko", workspace=osaka)
    await learner.command("/start")
    await learner.wait_for_reply("Hello, Aiko!")
    daily = Message(
        "T0OSAKA:C0STUDY", Reply(private=False, blocks=(Text(markdown="Day 1"),)), "Day 1", "n"
    )
    await chat.announcer.post(daily)
    await learner.wait_for_reply("Day 1", channel=CHANNEL)
    assert osaka.token not in str(await sealed(database))

    await learner.event({"type": "app_uninstalled"})
    await slack.until(lambda: slack.acknowledged)
    await eventually(lambda: sealed(database), {})
    with pytest.raises(ChannelRefusedError, match="slack-not-installed"):
        await chat.announcer.post(daily)
    await learner.command("/start")
    await slack.until(lambda: "not installed in this workspace" in str(osaka.ephemerals))


async def test_the_pages_speak_the_language_of_the_browser_and_ask_for_what_the_bot_needs(
    chat: SlackChat, slack: SlackServer, osaka: FakeWorkspace, install: Install, words: Translations
) -> None:
    page = await install(chat, osaka, language="fr, ja;q=0.8")
    assert (
        words.translate("ja", "slack-install-done-title", workspace="大阪 &lt;Torch&gt;")
        in page.text
    )
    assert page.headers["Cache-Control"] == "no-store"
    assert '<html lang="ja">\n<head>\n<meta charset="utf-8">' in page.text
    assert "chat:write" in slack.installations.scopes.split(",")
    first = await Browser(chat, PUBLIC, "fr").open(f"{PUBLIC}/slack/install?team=T1%26scope%3Dx")
    assert words.translate("en", "slack-install-button") in first.text
    assert "team=" not in first.text


async def test_whoever_refuses_installs_nothing_and_is_told_so(
    chat: SlackChat, slack: SlackServer, database: Database
) -> None:
    browser = Browser(chat, PUBLIC)
    page = await browser.open(f"{PUBLIC}/slack/install")
    refused = await browser.open(page.links[0])
    assert "You chose not to allow it" in refused.text
    assert refused.links == [f"{PUBLIC}/slack/install"]
    assert await sealed(database) == {}


async def test_a_state_works_once_in_its_own_browser_and_for_ten_minutes(
    chat: SlackChat, slack: SlackServer, osaka: FakeWorkspace, time: Time, database: Database
) -> None:
    slack.installations.chosen = osaka
    slack.installations.installer = osaka.add_user("Installer", "en-US")
    mine, other = Browser(chat, PUBLIC), Browser(chat, PUBLIC)
    page = await mine.open(f"{PUBLIC}/slack/install")
    await other.open(f"{PUBLIC}/slack/install")
    stolen = await other.open(page.links[0])  # a link that was started in another browser
    assert (stolen.status, "in this browser" in stolen.text) == (400, True)

    time.passed = timedelta(minutes=11)
    late = await mine.open(page.links[0])
    assert (late.status, "More than ten minutes" in late.text) == (401, True)
    assert await sealed(database) == {}

    page = await mine.open(f"{PUBLIC}/slack/install")
    cookies = dict(mine.cookies)
    done = await mine.open(page.links[0])
    assert done.status == 200
    mine.cookies = cookies
    again = await mine.open(mine.visited[-1])
    assert (again.status, "used already" in again.text) == (401, True)


async def test_a_code_that_slack_does_not_take_or_cannot_look_at_installs_nothing(
    chat: SlackChat, slack: SlackServer, osaka: FakeWorkspace, database: Database
) -> None:
    slack.installations.chosen = osaka
    for spoil in ("code", "answer"):
        browser = Browser(chat, PUBLIC)
        page = await browser.open(f"{PUBLIC}/slack/install")
        if spoil == "answer":
            slack.fail("oauth.v2.access", 503)
            failed = await browser.open(page.links[0])
        else:
            state = browser.cookies["slack-app-oauth-state"]
            failed = await browser.open(f"{PUBLIC}/slack/oauth_redirect?code=x&state={state}")
        assert (failed.status, "did not confirm" in failed.text) == (401, True)
    assert await sealed(database) == {}


async def test_learners_of_two_workspaces_never_mix_though_slack_gives_them_the_same_ids(
    chat: SlackChat,
    slack: SlackServer,
    osaka: FakeWorkspace,
    kyoto: FakeWorkspace,
    install: Install,
    tutor: Tutor,
    queue: ScriptedQueue,
    database: Database,
) -> None:
    for workspace in (osaka, kyoto):
        await install(chat, workspace)
    aiko, ken = Learner(slack, "Aiko", workspace=osaka), Learner(slack, "Ken", workspace=kyoto)
    assert (aiko.id, aiko.dm) == (ken.id, ken.dm)
    pasted = await aiko.say(f"<@{osaka.bot}> {CODE}", channel=CHANNEL)
    await aiko.wait_for_reply("Checking", channel=CHANNEL)
    # The same channel, time and user in the other workspace.
    kyoto.messages[CHANNEL].append(dict(pasted))
    same = pasted | {"text": pasted["text"].replace(osaka.bot, kyoto.bot)}
    await ken.event(same | {"channel": CHANNEL, "channel_type": "channel"})
    await slack.until(lambda: len(queue.sent) == 2)
    verdict = Verdict(status=Status.PASSED, exercise="tensors/evens")
    await tutor.jobs.on_grader_message(Graded(id=queue.sent[0].id, verdict=verdict))
    await aiko.wait_for_reply("Passed", channel=CHANNEL)
    assert "Passed" not in text_of(await ken.wait_for_reply(channel=CHANNEL))
    async with database.read_session() as session:
        accounts = set(await session.scalars(select(LearnerRow.account)))
    assert accounts == {f"T0OSAKA:{aiko.id}", f"T0KYOTO:{ken.id}"}
    for learner, board in ((aiko, "Aiko"), (ken, "Nobody has points yet")):
        await learner.command("/leaderboard", channel=CHANNEL)
        await learner.wait_for_reply(board, channel=CHANNEL)


async def test_whoever_installed_the_bot_may_decide_for_that_workspace_and_no_other(
    chat: SlackChat,
    slack: SlackServer,
    osaka: FakeWorkspace,
    kyoto: FakeWorkspace,
    install: Install,
) -> None:
    await install(chat, osaka)
    installer = slack.installations.installer
    there = Learner(slack, "Installer", workspace=osaka)
    there.id, there.dm = installer, osaka.direct(installer)
    await there.command("/settings answers-direct")
    await there.wait_for_reply("In this workspace it is like this from now on")
    await install(chat, kyoto)
    slack.installations.installer = ""
    other = Learner(slack, "Ken", workspace=kyoto)
    await other.command("/settings answers-direct")
    await other.wait_for_reply("Only admins of the workspace")


async def test_word_of_a_removal_that_comes_after_a_new_installation_changes_nothing(
    chat: SlackChat, slack: SlackServer, osaka: FakeWorkspace, install: Install, database: Database
) -> None:
    await install(chat, osaka)
    learner = Learner(slack, "Aiko", workspace=osaka)
    late = osaka.event({"type": "tokens_revoked", "tokens": {"bot": [osaka.bot]}})
    envelope = await slack.send("events_api", late | {"event_time": late["event_time"] - 60})
    await slack.until(lambda: envelope in slack.acknowledged)
    of_users = osaka.event({"type": "tokens_revoked", "tokens": {"oauth": [learner.id]}})
    envelope = await slack.send("events_api", of_users | {"event_time": 2 * 10**9})
    await slack.until(lambda: envelope in slack.acknowledged)
    await learner.command("/start")
    await learner.wait_for_reply("Hello")
    assert set(await sealed(database)) == {osaka.team}
    await learner.event({"type": "tokens_revoked", "tokens": {"bot": [osaka.bot]}})
    await eventually(lambda: sealed(database), {})


async def test_a_removal_that_nobody_heard_of_is_noticed_at_the_next_start(
    open_chat: Open,
    slack: SlackServer,
    osaka: FakeWorkspace,
    kyoto: FakeWorkspace,
    install: Install,
    database: Database,
) -> None:
    chat = await open_chat()
    for workspace in (osaka, kyoto):
        await install(chat, workspace)
    slack.revoked.add(osaka.token)
    osaka.token = ""
    await open_chat()
    await eventually(lambda: places(database), {kyoto.team})


async def test_a_new_key_takes_over_at_the_next_start_and_the_old_one_is_not_needed_any_more(
    open_chat: Open, slack: SlackServer, osaka: FakeWorkspace, install: Install, database: Database
) -> None:
    await install(await open_chat(), osaka)
    before = await sealed(database)
    await open_chat(secret_keys=(NEWER_KEY, KEY))
    assert (await sealed(database)).keys() == before.keys()
    assert await sealed(database) != before
    await open_chat(secret_keys=(NEWER_KEY,))
    learner = Learner(slack, "Aiko", workspace=osaka)
    await learner.command("/start")
    await learner.wait_for_reply("Hello")


@pytest.mark.parametrize("harm", ["changed", "of another workspace", "another key"])
async def test_a_token_that_cannot_be_read_is_never_used_and_the_others_are(
    harm: str,
    open_chat: Open,
    slack: SlackServer,
    osaka: FakeWorkspace,
    kyoto: FakeWorkspace,
    install: Install,
    database: Database,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chat = await open_chat()
    for workspace in (osaka, kyoto):
        await install(chat, workspace)
    stored = await sealed(database)
    whole = stored[osaka.team]
    other = Fernet(NEWER_KEY).encrypt(b"[]").decode()
    bad = {
        "changed": whole[:40] + ("A" if whole[40] != "A" else "B") + whole[41:],
        "of another workspace": stored[kyoto.team],
        "another key": other,
    }[harm]
    async with database.write_session() as session:
        where = InstallationRow.place == osaka.team
        await session.execute(update(InstallationRow).where(where).values(sealed_token=bad))
    await open_chat()
    assert "workspaces served: 1 (1 more cannot be" in capsys.readouterr().out
    assert "TENSEI_SECRET_KEY" in caplog.text
    assert "Traceback" not in caplog.text
    ken = Learner(slack, "Ken", workspace=kyoto)
    await ken.command("/start")
    await ken.wait_for_reply("Hello")
    aiko = Learner(slack, "Aiko", workspace=osaka)
    await aiko.command("/start")
    await slack.until(lambda: "not installed in this workspace" in str(osaka.ephemerals))


async def test_nothing_of_slacks_is_heard_by_http_where_the_socket_brings_it(
    chat: SlackChat,
) -> None:
    page = await Browser(chat, PUBLIC).open(f"{PUBLIC}/slack/events", post=b"{}")
    assert page.status == 404


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ({"bot_token": "xoxb-1"}, "leave SLACK_BOT_TOKEN out"),
        ({"client_secret": None}, "SLACK_CLIENT_SECRET is missing"),
        ({"public_url": None}, "TENSEI_SLACK_PUBLIC_URL"),
        ({"public_url": "http://tensei.example"}, "https:// address"),
        ({"secret_keys": ()}, "there is none.*Make a key with: python -c"),
        ({"secret_keys": (KEY, "short")}, "key 2 of 2.*Make a key with: python -c"),
    ],
)
async def test_what_several_workspaces_need_is_said_before_anything_is_tried(
    given: dict[str, Any], advice: str, open_chat: Open
) -> None:
    chat = await open_chat(**given, app_token="xapp-1")
    with pytest.raises(SlackError, match=advice) as problem:
        await chat.serve()
    assert KEY not in str(problem.value)


async def eventually(ask: Callable[[], Awaitable[Any]], wanted: Any) -> None:
    async def so() -> bool:
        return bool(await ask() == wanted)

    await until(so)
