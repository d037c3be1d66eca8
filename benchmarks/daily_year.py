"""python -m benchmarks.daily_year: what a channel with a daily prompt gets in 400 days.

Two bots with a clock that is moved share a database, and post into a channel that is read by one
learner, who always takes the first answer. Each of the bots is started anew every month.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.i18n import Translations, Translator
from bot.platform_names import DISCORD
from bot.storage import Database, open_database
from bot.storage.groups import daily
from bot.tutor.daily.announcements import Announcer, Post
from bot.tutor.daily.plan import topic_of
from bot.tutor.identity import ChatUser
from bot.tutor.platform import (
    AvatarSource,
    MemberDirectory,
    PersonalDataStore,
    ReplyMode,
    RoleGranter,
)
from bot.tutor.replies.model import Buttons, Code, Form, Menu, Reply, Text
from bot.tutor.service import Tutor
from common.cli_runner import Parser, epilog, exit_with, run_command
from grader.queues import JobEnvelope, QueuePosition, QueueStatus
from lessons.catalog import load
from lessons.curriculum import Catalog

DAYS = 400
BEGINNING = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
RESTARTED_EVERY = 30  # days
CHANNEL = "general"
_READER = ChatUser(DISCORD, "1", "Aki", "en", "server", channel=CHANNEL, is_admin=True)


@dataclass(frozen=True, slots=True)
class PostedDay:
    """A day's prompt."""

    day: date
    number: int
    kind: str
    things: tuple[str, ...]  # what it shows, as `topic_of` names it
    posts: int
    blocks: int  # that show something, beside the day's number


class IdleQueue:
    """A queue without graders, for a year in which no learner sends code."""

    async def stage(self, connection: AsyncConnection, *envelopes: JobEnvelope) -> None:
        """Do nothing."""

    async def publish(self, envelope: JobEnvelope) -> None:
        """Do nothing."""

    async def position(self, job_id: str) -> QueuePosition | None:
        """Return None: the queue holds no job."""

    async def status(self) -> QueueStatus:
        """Return the status of an empty queue."""
        return QueueStatus((), 0, 0, None)


class Channel:
    """A platform with one channel, which keeps what is posted."""

    name = DISCORD
    is_slow = False
    personal_data: PersonalDataStore | None = None
    members: MemberDirectory | None = None
    roles: RoleGranter | None = None
    avatars: AvatarSource | None = None
    default_reply_mode: ReplyMode | None = None
    pending_editor = None

    def __init__(self) -> None:
        self.posts: list[Post] = []

    @property
    def announcer(self) -> Announcer:
        """The channel itself."""
        return self

    async def deliver(self, address: str, reply: Reply, /) -> None:
        """Do nothing, because no learner sends code in this benchmark."""

    async def post(self, post: Post) -> str:
        """Keep the post."""
        self.posts.append(post)
        return str(len(self.posts))

    async def edit(self, post: Post, message: str) -> bool:
        """Keep the new version of a post."""
        self.posts[int(message) - 1] = post
        return True

    async def check(self, channel: str) -> None:
        """Do nothing: everything can be posted."""

    async def missing(self, channel: str, t: Translator) -> str:
        """Return nothing: everything can be posted."""
        return ""

    def channels(self, place: str) -> Sequence[str]:
        """Return no channel."""
        return ()

    def link(self, channel: str, t: Translator) -> str:
        """Return the channel's name."""
        return f"#{channel}"

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Do nothing."""


async def simulate(
    database: Database, catalog: Catalog, *, setting: str = "set 9", days: int = DAYS
) -> list[PostedDay]:
    """Return what `/daily SETTING` posts in so many days."""
    now = BEGINNING
    channel, translations = Channel(), Translations()

    def start() -> Tutor:
        tutor = Tutor(database, catalog, IdleQueue(), translations, clock=lambda: now)
        tutor.connect(channel)
        return tutor

    tutors = [start(), start()]
    await tutors[0].command(_READER, "daily", setting, "set")
    posted = []
    for number in range(days):
        now = BEGINNING + timedelta(days=number, hours=1)
        if number % RESTARTED_EVERY == 0:
            tutors = [start(), start()]
        before = len(channel.posts)
        await asyncio.gather(*(each.scheduler.run_due() for each in tutors))
        new = channel.posts[before:]
        posted.append(await _posted_day(database, now.date(), new))
        for post in new:
            for action, text in _first_answers(post.reply):
                await tutors[0].act(_READER, action, text, f"answer-{number}")
    return posted


def count_kinds(days: Sequence[PostedDay]) -> Mapping[str, int]:
    """Return how many days are of each kind."""
    return Counter(each.kind for each in days)


def shortest_gap(days: Sequence[PostedDay]) -> int | None:
    """Return the days between the nearest two prompts that show the same; None for no such."""
    latest: dict[str, date] = {}
    gaps = []
    for each in days:
        for thing in set(each.things):
            if thing in latest:
                gaps.append((each.day - latest[thing]).days)
            latest[thing] = each.day
    return min(gaps, default=None)


async def _posted_day(database: Database, day: date, posts: Sequence[Post]) -> PostedDay:
    async with database.read_session() as session:
        channel = await daily.find_channel(session, DISCORD, "server", CHANNEL)
        assert channel is not None
        post = await daily.find_post(session, channel.id, day)
        items = await daily.list_items(session, post.id) if post else ()
    things = tuple(topic_of(each.kind, each.subject) for each in items if each.kind != "quiz")
    shown = [
        block
        for each in posts
        for block in each.reply.blocks
        if isinstance(block, Text | Code | Form | Menu)
    ]
    kind = (post.kind if post else None) or "nothing"
    number = (post.number if post else None) or 0
    return PostedDay(day, number, kind, things, len(posts), len(shown) - 1)


def _first_answers(reply: Reply) -> list[tuple[str, str]]:
    """Return the action and the text of the first answer to the day's question, if there is one."""
    for block in reply.blocks:
        if isinstance(block, Buttons):
            found = [each.action for each in block.buttons if each.action.startswith("today:")]
            if found:
                return [(found[0], "")]
        elif isinstance(block, Menu) and block.action.startswith("today:"):
            return [(block.action, block.choices[0].value)]
        elif isinstance(block, Form) and block.action.startswith("today:"):
            return [(block.action, "0")]
    return []


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and return the exit code."""
    return run_command(parser().parse_args(arguments), _run, failure_code=1)


def parser() -> Parser:
    """Return the parser of the options."""
    root = Parser(
        prog="python -m benchmarks.daily_year",
        description="Moves a clock through 400 days of a channel's daily prompt, and prints how\n"
        "many days were of each kind, and after how many days something came again.",
        epilog=epilog(
            examples={
                "python -m benchmarks.daily_year": "with the built-in tracks, one after another",
                "python -m benchmarks.daily_year --days 60 --list": "each day on a line",
            },
            codes={0: "printed", 1: "not; standard error says why", 2: "wrong usage"},
            read_on='docs/operating.md, "The daily prompt"',
        ),
    )
    root.add_argument("--days", type=int, default=DAYS, help=f"how many days ({DAYS})")
    root.add_argument("--list", action="store_true", help="print what each day shows")
    root.add_argument("--json", action="store_true", help="print the figures as JSON")
    root.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="of more tracks")
    return root


def _run(options: argparse.Namespace) -> int:
    return asyncio.run(_measure(options))


async def _measure(options: argparse.Namespace) -> int:
    catalog = load(*options.folders)
    first, *others = (each.slug for each in catalog.tracks)
    setting = f"set 9 {first}" + (f" then={','.join(others)}" if others else "")
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite+aiosqlite:///{folder}/year.db")
        try:
            days = await simulate(database, catalog, setting=setting, days=options.days)
        finally:
            await database.close()
    kinds, gap = count_kinds(days), shortest_gap(days)
    if options.json:
        print(json.dumps({"days": len(days), "kinds": kinds, "shortest_gap_days": gap}))
        return 0
    if options.list:
        for each in days:
            print(
                f"{each.day:%a %d %b %Y}  {each.number:>3}  {each.kind:<9} {', '.join(each.things)}"
            )
    print(f"/daily {setting}: {len(days)} days")
    for kind, count in sorted(kinds.items(), key=lambda pair: -pair[1]):
        print(f"{kind:<10} {count:>4} {count / len(days):>6.0%}")
    print(f"the same came again after {gap} days at the earliest" if gap else "nothing came twice")
    return 0


if __name__ == "__main__":
    exit_with(main)
