"""A job that makes graders die is found and ended, and costs no other job an attempt."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import open_database
from grader.protocol import Blame, Graded, JobFailed
from grader.queues.blame import InterruptedJob, assign_blame
from grader.queues.isolation import Isolation
from grader.queues.local import LocalQueue
from grader.queues.postgres.names import answer_key
from lessons.curriculum import Catalog
from tests.support.grader_fleet import BotHarness, Graders
from tests.support.polling import until

SMALL_GRADER = Path(__file__).parents[2] / "support" / "small_grader.py"


class LocalBot(BotHarness):
    """A bot on SQLite, with a small grader as its child."""

    def __init__(self, url: str, catalog: Catalog, folder: Path) -> None:
        super().__init__(url, catalog)
        self._folder = folder

    async def open(self) -> BotHarness:
        self.database = await open_database(self._url)
        pids_file = str(self._folder / "lives")
        queue = self.queue = LocalQueue(command=(sys.executable, str(SMALL_GRADER), pids_file, "2"))  # type: ignore[assignment]
        self.start_tutor(queue)
        queue.on_answer = self._answered
        await queue.start()
        return self

    def process_count(self) -> int:
        return len((self._folder / "lives").read_text().splitlines())

    def begun(self) -> list[str]:
        return (self._folder / "begun").read_text().splitlines()


@pytest.fixture
async def local_bot(sqlite_url: str, catalog: Catalog, tmp_path: Path) -> AsyncIterator[LocalBot]:
    bot = LocalBot(sqlite_url, catalog, tmp_path)
    await bot.open()
    yield bot
    await bot.close()


async def ended(bot: BotHarness, reply_to: str) -> tuple[str | None, int, int]:
    row = await bot.row(reply_to)
    return row.status, row.attempts, row.graders_lost


async def test_on_one_machine_what_kills_graders_takes_two_and_no_one_else_pays(
    local_bot: LocalBot, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    innocent = await local_bot.paste(f"until {go}", "ben")

    async def begun() -> bool:
        return (tmp_path / "begun").exists()

    await until(begun)
    deadly = await local_bot.paste("die", "aki")
    others = [await local_bot.paste("pass", f"learner{n}") for n in range(3)]

    async def died_once() -> bool:
        return local_bot.process_count() >= 2

    await until(died_once)
    go.touch()
    reply = await local_bot.final_reply(deadly)
    assert "ours" in str(reply)
    for reply_to in (innocent, *others):
        await local_bot.final_reply(reply_to)
        assert (await ended(local_bot, reply_to))[:2] == ("passed", 0)
    assert await ended(local_bot, deadly) == ("trouble", 0, 2)
    await until(lambda: _had_processes(local_bot, 3))
    assert local_bot.begun().count((await local_bot.row(deadly)).id) == 2


async def _had_processes(bot: LocalBot, count: int) -> bool:
    return bot.process_count() == count


async def lose_grader_with_two_jobs(bot: BotHarness, graders: Graders) -> tuple[str, str]:
    """Let a job end its grader beside another one; return the addresses of both replies."""
    graders.start()
    innocent = await bot.paste("first naps 600", "ben")
    await graders.until_noted("began")
    deadly = await bot.paste("die", "aki")
    await graders.until_noted("died")
    return innocent, deadly


async def test_on_many_machines_what_kills_graders_takes_two_and_no_one_else_pays(
    bot: BotHarness, graders: Graders
) -> None:
    innocent, deadly = await lose_grader_with_two_jobs(bot, graders)
    graders.start()
    await bot.final_reply(innocent)
    assert await ended(bot, innocent) == ("passed", 0, 1)
    await bot.final_reply(deadly)
    assert await ended(bot, deadly) == ("trouble", 0, 2)
    assert len(graders.notes("died")) == 2
    graders.start()
    await bot.final_reply(await bot.paste("pass", "cho"))
    assert len(graders.notes("died")) == 2


async def test_on_many_machines_nothing_runs_before_the_answer_of_a_suspect_is_queued(
    bot: BotHarness, graders: Graders
) -> None:
    innocent, deadly = await lose_grader_with_two_jobs(bot, graders)
    await until(lambda: _are_suspects(bot, 2))
    async with bot.database.engine.connect() as connection:
        await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        await connection.execute(
            # While this row is uncommitted, the answer of the innocent job cannot be queued.
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
                " VALUES ('held', 'held', :key)"
            ),
            {"key": answer_key((await bot.row(innocent)).id)},
        )
        graders.start()
        await graders.until_noted("ended")
        await until(lambda: _is_waiting_for_lock(bot))
        await connection.rollback()
    await bot.final_reply(innocent)
    assert await ended(bot, innocent) == ("passed", 0, 1)
    await bot.final_reply(deadly)
    assert await ended(bot, deadly) == ("trouble", 0, 2)


async def _is_waiting_for_lock(bot: BotHarness) -> bool:
    return bool(
        await bot.query(
            "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE datname = current_database() AND NOT granted"
        )
    )


async def test_on_many_machines_a_suspect_is_run_with_nothing_beside_it(
    bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    suspect = await bot.paste("first naps 600", "aki")
    (first,) = await graders.until_noted("began")
    await bot.paste("first naps 600", "ben")
    await graders.until_noted("began", 2)
    graders.processes[0].kill()
    await until(lambda: _are_suspects(bot, 2))
    graders.start(at_once=3)
    for number in range(4):
        await bot.paste("nap 0.05", f"learner{number}")
    await bot.final_reply(suspect)
    job = (await bot.row(suspect)).id
    assert first["began"] == job
    notes = [each for each in graders.all_notes() if each["pid"] == graders.processes[1].pid]
    began = next(n for n, each in enumerate(notes) if each.get("began") == job)
    running = {each["began"] for each in notes[:began] if "began" in each} - {
        each["ended"] for each in notes[:began] if "ended" in each
    }
    assert running == set()
    assert notes[began + 1].get("ended") == job


async def _are_suspects(bot: BotHarness, count: int) -> bool:
    found = await bot.query("SELECT count(*) FROM submissions WHERE graders_lost = 1")
    return found == [(count,)]


async def test_on_many_machines_who_runs_alone_is_to_blame_and_who_waits_for_it_is_not(
    bot: BotHarness, graders: Graders, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    deadly = await bot.paste(f"until {go} # die", "aki")
    await bot.execute("UPDATE submissions SET graders_lost = 1")
    await bot.execute(
        "UPDATE procrastinate_jobs SET args = args || '{\"alone\": true}'"
        " WHERE task_name = 'tensei.job'"
    )
    graders.start(at_once=4)
    await graders.until_noted("began")
    waiting = [await bot.paste("pass", f"learner{n}") for n in range(2)]

    async def are_taken() -> bool:
        return [job[1] for job in await bot.jobs()] == ["doing"] * 3

    await until(are_taken)
    go.touch()
    await graders.until_noted("died")
    graders.start()
    for reply_to in waiting:
        await bot.final_reply(reply_to)
        assert await ended(bot, reply_to) == ("passed", 0, 0)
    await bot.final_reply(deadly)
    assert await ended(bot, deadly) == ("trouble", 0, 2)


@pytest.mark.parametrize(
    ("in_hand", "hung", "expected"),
    [
        ([], (), {}),
        ([InterruptedJob("a")], (), {"a": Blame.CULPRIT}),
        ([InterruptedJob("a"), InterruptedJob("b")], (), {"a": Blame.SUSPECT, "b": Blame.SUSPECT}),
        (
            [InterruptedJob("a"), InterruptedJob("b")],
            ("b",),
            {"a": Blame.BYSTANDER, "b": Blame.CULPRIT},
        ),
        (
            [InterruptedJob("a", ran_alone=True), InterruptedJob("b")],
            (),
            {"a": Blame.CULPRIT, "b": Blame.BYSTANDER},
        ),
        (
            [InterruptedJob("a", waited_alone=True), InterruptedJob("b")],
            (),
            {"a": Blame.BYSTANDER, "b": Blame.CULPRIT},
        ),
        (
            [InterruptedJob("a", is_measurement=True), InterruptedJob("b")],
            (),
            {"a": Blame.NOBODY, "b": Blame.CULPRIT},
        ),
        ([InterruptedJob("a", waited_alone=True)], (), {"a": Blame.BYSTANDER}),
    ],
)
def test_the_only_one_that_ran_is_to_blame_and_of_several_each_is_a_suspect(
    in_hand: list[InterruptedJob], hung: tuple[str, ...], expected: dict[str, Blame]
) -> None:
    assert assign_blame(in_hand, hung) == expected


async def test_a_job_that_is_to_run_alone_is_neither_joined_nor_passed_by() -> None:
    isolation, events = Isolation(), list[str]()
    release = asyncio.Event()

    async def run(name: str, *, alone: bool) -> None:
        async with isolation.exclusive() if alone else isolation.shared():
            events.append(f"{name} begins")
            await release.wait()
            events.append(f"{name} ends")

    async with asyncio.TaskGroup() as group:
        for name, alone in (("a", False), ("b", False), ("c", True), ("d", False), ("e", True)):
            group.create_task(run(name, alone=alone))
            await asyncio.sleep(0)
        for _ in range(5):
            await asyncio.sleep(0)
        assert events == ["a begins", "b begins"]
        release.set()
    assert events[:4] == ["a begins", "b begins", "a ends", "b ends"]
    assert sorted(events[4:]) == sorted(
        f"{name} {what}" for name in "cde" for what in ("begins", "ends")
    )
    for name in "ce":
        assert events.index(f"{name} ends") == events.index(f"{name} begins") + 1
    assert events.index("c begins") == 4


async def test_one_that_gives_up_waiting_to_run_alone_lets_the_others_go_on() -> None:
    isolation = Isolation()
    async with isolation.shared():
        waiting = asyncio.create_task(isolation.exclusive().__aenter__())
        await asyncio.sleep(0)
        behind = asyncio.create_task(isolation.shared().__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        async with asyncio.timeout(60):
            await behind
        assert waiting.cancelled()


async def test_trouble_without_a_death_counts_as_an_attempt_as_ever(
    local_bot: LocalBot, tmp_path: Path
) -> None:
    reply_to = await local_bot.paste(f"until {tmp_path / 'never'}")
    id = (await local_bot.row(reply_to)).id
    for attempt in (1, 2):
        await local_bot.tutor.jobs.on_grader_message(JobFailed(id=id, why="the jail is full"))
        assert await ended(local_bot, reply_to) == (None, attempt, 0)
    await local_bot.tutor.jobs.on_grader_message(JobFailed(id=id, why="the jail is full"))
    assert await ended(local_bot, reply_to) == ("trouble", 3, 0)
    assert not any(isinstance(each, Graded) for each in local_bot.answers)
