"""The processes that chaos kills, and whoever starts them again at once, as systemd would."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path

from tests.support.bot_process import Bot, children_of
from tests.support.chaos.handover import ReclaimWatch
from tests.support.postgres_server import OwnPostgres

QUIET = {"TENSEI_HEALTH_PORT": "0", "TENSEI_MOST_PER_MINUTE": "100000"}

ALL_WELL_S = 180.0
AT_WORK_S = 5.0
SETTLED_S = 0.05  # until Postgres has done what a stopped grader had asked for

Fault = Callable[[], Awaitable[None]]


class Victim:
    """One process, known by a handle that no other process ever gets."""

    def __init__(self, pid: int) -> None:
        self._handle = os.pidfd_open(pid)

    def send(self, what: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, what)

    def close(self) -> None:
        os.close(self._handle)


class Machines:
    """A bot that is started again whenever it ends, and what can happen to it."""

    def __init__(self, folder: Path, seed: int, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.happened: Counter[str] = Counter()
        self.kills = 0
        self.asleep = 0  # processes that are stopped just now
        self.handovers_s: list[float] = []  # from a grader's kill to another's start of its job
        self._settings = {**QUIET, **settings}
        self._bot: Bot | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending = False

    def address(self) -> str | None:
        """The chat's URL, while a bot lives."""
        return self._bot.url or None if self._bot else None

    def faults(self) -> Mapping[str, Fault]:
        return {"bot": self.kill_bot, "sleeping bot": self.put_bot_to_sleep}

    async def prepare(self, fault: str) -> bool:
        """Waits until a fault may happen; True where it should come amid fresh work, at once."""
        return False

    async def start(self) -> None:
        self._begin(self._keep_bot())

    async def happen(self, fault: str) -> None:
        await self.faults()[fault]()
        self.happened[fault] += 1

    async def restart_in_order(self) -> None:
        """Ends the bot as Ctrl-C does; it comes back."""
        assert self._bot is not None
        assert await self._bot.end(signal.SIGINT) == 0

    async def end(self) -> None:
        self._ending = True
        if self._bot is not None and self._bot.process is not None:
            self._wake(self._bot.process.pid)
            await self._bot.end(signal.SIGINT)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def kill_bot(self) -> None:
        self.kill((await self._living(self._bot_process)).pid)

    async def put_bot_to_sleep(self) -> None:
        bot = await self._living(self._bot_process)
        self.put_to_sleep(bot.pid, self.random.uniform(0.5, 4))

    def _bot_process(self) -> asyncio.subprocess.Process | None:
        return self._bot.process if self._bot else None

    async def _living(
        self, which: Callable[[], asyncio.subprocess.Process | None]
    ) -> asyncio.subprocess.Process:
        """That process, once it is there: it may just be between two lives."""
        async with asyncio.timeout(120):
            while (process := which()) is None or process.returncode is not None:
                await asyncio.sleep(0.02)
        return process

    def kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.kills += 1

    def put_to_sleep(self, pid: int, seconds: float) -> None:
        """Stops a process; it wakes up late, if nobody has replaced it by then."""
        try:
            victim = Victim(pid)
        except ProcessLookupError:
            return
        victim.send(signal.SIGSTOP)
        self.asleep += 1

        async def wake() -> None:
            try:
                await asyncio.sleep(seconds)
            finally:
                victim.send(signal.SIGCONT)
                victim.close()
                self.asleep -= 1

        self._begin(wake())

    def _wake(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep_bot(self) -> None:
        while not self._ending:
            bot = Bot(self.folder, dict(self._settings))
            self._bot = bot
            try:
                await bot.start()
            except (AssertionError, TimeoutError):  # killed before it was up, or no database
                if bot.process is not None:
                    await bot.end(signal.SIGKILL)
                await asyncio.sleep(0.2)
                continue
            assert bot.process is not None
            await bot.process.wait()


class OneMachine(Machines):
    """A bot on an SQLite file, with its grader as a child."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed, {})
        self.database_url = f"sqlite+aiosqlite:///{folder / 'tensei.db'}"

    def faults(self) -> Mapping[str, Fault]:
        return {
            **super().faults(),
            "grader": self.kill_grader,
            "bot and grader": self.kill_both,
            "template": self.kill_template,
            "frozen grader": self.freeze_grader,
        }

    async def kill_grader(self) -> None:
        self.kill(await self._grader())

    async def kill_both(self) -> None:
        grader = await self._grader()
        await self.kill_bot()
        self.kill(grader)

    async def kill_template(self) -> None:
        """The process that all children of the jail come from, with everything in it."""
        async with asyncio.timeout(120):
            while not (family := children_of(await self._grader())):
                await asyncio.sleep(0.02)
        self.kill(family[0])

    async def freeze_grader(self) -> None:
        self.put_to_sleep(await self._grader(), 12)

    async def _grader(self) -> int:
        async with asyncio.timeout(120):
            while not (self._bot and self._bot.process and self._bot.grader_pid()):
                await asyncio.sleep(0.02)
        return self._bot.grader_pid() or await self._grader()


class ManyMachines(Machines):
    """A bot and graders that know each other by their Postgres alone, which dies as well."""

    def __init__(self, folder: Path, seed: int, graders: int = 2) -> None:
        self._postgres = OwnPostgres()
        self.database_url = self._postgres.url
        super().__init__(folder, seed, {"TENSEI_DATABASE_URL": self.database_url})
        self._wanted = graders
        self._graders: dict[int, asyncio.subprocess.Process] = {}

    def faults(self) -> Mapping[str, Fault]:
        return {
            **super().faults(),
            "grader": self.kill_grader,
            "grader at work": self.kill_grader_at_work,
            "all graders": self.kill_all_graders,
            "postgres": self.kill_postgres,
            "sleeping grader": self.put_grader_to_sleep,
        }

    async def start(self) -> None:
        await super().start()
        for number in range(self._wanted):
            self._begin(self._keep_grader(number))

    async def end(self) -> None:
        await super().end()
        for grader in self._graders.values():
            if grader.returncode is None:
                self._wake(grader.pid)
                grader.terminate()
                await grader.wait()
        await asyncio.to_thread(self._postgres.end)

    async def kill_grader(self) -> None:
        self.kill((await self._any_grader()).pid)

    async def kill_grader_at_work(self) -> None:
        """While everybody else is well, and until another has begun what the killed one had."""
        watch = ReclaimWatch(self.database_url)
        try:
            runs = await self._caught_at_work(watch)
            killed_at = time.monotonic()
            await self.kill_grader()
            self._send_all(signal.SIGCONT)
            if runs:
                self.handovers_s += [at - killed_at for at in await watch.begun_anew()]
        finally:
            self._send_all(signal.SIGCONT)
            await watch.close()

    async def _caught_at_work(self, watch: ReclaimWatch) -> bool:
        """Stops all graders at a moment when something is in their hands, if there is one."""
        deadline = time.monotonic() + AT_WORK_S
        while True:
            self._send_all(signal.SIGSTOP)
            await asyncio.sleep(SETTLED_S)
            if await watch.something_runs():
                return True
            self._send_all(signal.SIGCONT)
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(self.random.uniform(0, 0.1))

    def _send_all(self, what: signal.Signals) -> None:
        for grader in self._graders.values():
            if grader.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(grader.pid, what)

    async def prepare(self, fault: str) -> bool:
        if fault != "grader at work":
            return False
        watch = ReclaimWatch(self.database_url)
        try:
            async with asyncio.timeout(ALL_WELL_S):
                while not await self._all_well(watch):
                    await asyncio.sleep(0.05)
        finally:
            await watch.close()
        return True

    async def _all_well(self, watch: ReclaimWatch) -> bool:
        living = {each.pid for each in self._graders.values() if each.returncode is None}
        is_there = len(living) == self._wanted and bool(self.address()) and not self.asleep
        return is_there and living <= await watch.announced()

    async def kill_all_graders(self) -> None:
        for number in range(self._wanted):
            self.kill((await self._living(partial(self._graders.get, number))).pid)

    async def put_grader_to_sleep(self) -> None:
        self.put_to_sleep((await self._any_grader()).pid, self.random.uniform(4, 10))

    async def kill_postgres(self) -> None:
        self._postgres.kill()
        self.kills += 1
        await asyncio.sleep(self.random.uniform(0, 2))
        await asyncio.to_thread(self._postgres.start)

    async def _any_grader(self) -> asyncio.subprocess.Process:
        return await self._living(partial(self._graders.get, self.random.randrange(self._wanted)))

    async def _keep_grader(self, number: int) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TENSEI_")}
        environment |= {**QUIET, "TENSEI_DATABASE_URL": self.database_url}
        while not self._ending:
            grader = self._graders[number] = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "grader", "work"),
                env=environment,
                cwd=self.folder,
                stderr=(self.folder / f"grader-{number}.log").open("ab"),
            )
            await grader.wait()
