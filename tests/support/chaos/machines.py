"""The processes that the chaos test kills, and their supervision, as by systemd."""

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
from tests.support.chaos.reclaim_watch import ReclaimWatch
from tests.support.postgres_server import OwnPostgres

SETTINGS = {"TENSEI_HEALTH_PORT": "0", "TENSEI_MOST_PER_MINUTE": "100000"}

HEALTHY_TIMEOUT_S = 180.0
RUNNING_TIMEOUT_S = 5.0
SETTLE_S = 0.05  # until Postgres has executed the last statements of a suspended grader

Fault = Callable[[], Awaitable[None]]


class ProcessHandle:
    """A process by its pidfd, which is not reused as a pid is."""

    def __init__(self, pid: int) -> None:
        self._handle = os.pidfd_open(pid)

    def send(self, signal_: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal_)

    def close(self) -> None:
        os.close(self._handle)


class Machines:
    """A bot that is started again whenever it ends, and the faults that can be injected."""

    def __init__(self, folder: Path, seed: int, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.injected: Counter[str] = Counter()
        self.kills = 0
        self.suspended = 0  # number of processes that are suspended now
        self.handovers_s: list[
            float
        ] = []  # from the kill of a grader to the start of its job by another
        self._settings = {**SETTINGS, **settings}
        self._bot: Bot | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending = False

    def address(self) -> str | None:
        """Return the chat's URL; None while there is no bot."""
        return self._bot.url or None if self._bot else None

    def faults(self) -> Mapping[str, Fault]:
        return {"bot": self.kill_bot, "sleeping bot": self.suspend_bot}

    async def prepare(self, fault: str) -> bool:
        """Wait until a fault may be injected. Return whether to inject it amid new work."""
        return False

    async def start(self) -> None:
        self._spawn(self._supervise_bot())

    async def inject(self, fault: str) -> None:
        await self.faults()[fault]()
        self.injected[fault] += 1

    async def restart_in_order(self) -> None:
        """Stop the bot as Ctrl-C does; it is started again."""
        assert self._bot is not None
        assert await self._bot.end(signal.SIGINT) == 0

    async def end(self) -> None:
        self._ending = True
        if self._bot is not None and self._bot.process is not None:
            self._resume(self._bot.process.pid)
            await self._bot.end(signal.SIGINT)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def kill_bot(self) -> None:
        self.kill((await self._wait_alive(self._bot_process)).pid)

    async def suspend_bot(self) -> None:
        bot = await self._wait_alive(self._bot_process)
        self.suspend(bot.pid, self.random.uniform(0.5, 4))

    def _bot_process(self) -> asyncio.subprocess.Process | None:
        return self._bot.process if self._bot else None

    async def _wait_alive(
        self, which: Callable[[], asyncio.subprocess.Process | None]
    ) -> asyncio.subprocess.Process:
        """Return the process, once it is alive: it may just be restarting."""
        async with asyncio.timeout(120):
            while (process := which()) is None or process.returncode is not None:
                await asyncio.sleep(0.02)
        return process

    def kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.kills += 1

    def suspend(self, pid: int, seconds: float) -> None:
        """Suspend a process, and resume it after some seconds."""
        try:
            process = ProcessHandle(pid)
        except ProcessLookupError:
            return
        process.send(signal.SIGSTOP)
        self.suspended += 1

        async def resume() -> None:
            try:
                await asyncio.sleep(seconds)
            finally:
                process.send(signal.SIGCONT)
                process.close()
                self.suspended -= 1

        self._spawn(resume())

    def _resume(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _supervise_bot(self) -> None:
        while not self._ending:
            bot = Bot(self.folder, dict(self._settings))
            self._bot = bot
            try:
                await bot.start()
            except (
                AssertionError,
                TimeoutError,
            ):  # killed during its start, or there is no database
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
        """Kill the fork server of the jail, with all its children."""
        async with asyncio.timeout(120):
            while not (children := children_of(await self._grader())):
                await asyncio.sleep(0.02)
        self.kill(children[0])

    async def freeze_grader(self) -> None:
        self.suspend(await self._grader(), 12)

    async def _grader(self) -> int:
        async with asyncio.timeout(120):
            while not (self._bot and self._bot.process and self._bot.grader_pid()):
                await asyncio.sleep(0.02)
        return self._bot.grader_pid() or await self._grader()


class ManyMachines(Machines):
    """A bot and graders that share a Postgres server, which can be killed as well."""

    def __init__(self, folder: Path, seed: int, graders: int = 2) -> None:
        self._postgres = OwnPostgres()
        self.database_url = self._postgres.url
        super().__init__(folder, seed, {"TENSEI_DATABASE_URL": self.database_url})
        self._grader_count = graders
        self._graders: dict[int, asyncio.subprocess.Process] = {}

    def faults(self) -> Mapping[str, Fault]:
        return {
            **super().faults(),
            "grader": self.kill_grader,
            "grader at work": self.kill_grader_at_work,
            "all graders": self.kill_all_graders,
            "postgres": self.kill_postgres,
            "sleeping grader": self.suspend_grader,
        }

    async def start(self) -> None:
        await super().start()
        for number in range(self._grader_count):
            self._spawn(self._supervise_grader(number))

    async def end(self) -> None:
        await super().end()
        for grader in self._graders.values():
            if grader.returncode is None:
                self._resume(grader.pid)
                grader.terminate()
                await grader.wait()
        await asyncio.to_thread(self._postgres.end)

    async def kill_grader(self) -> None:
        self.kill((await self._any_grader()).pid)

    async def kill_grader_at_work(self) -> None:
        """Kill a grader with running jobs, and wait until another has started these jobs."""
        watch = ReclaimWatch(self.database_url)
        try:
            has_running = await self._suspend_while_running(watch)
            killed_at = time.monotonic()
            await self.kill_grader()
            self._send_all(signal.SIGCONT)
            if has_running:
                self.handovers_s += [at - killed_at for at in await watch.restart_times()]
        finally:
            self._send_all(signal.SIGCONT)
            await watch.close()

    async def _suspend_while_running(self, watch: ReclaimWatch) -> bool:
        """Suspend all graders while jobs are running. Return whether that succeeded in time."""
        deadline = time.monotonic() + RUNNING_TIMEOUT_S
        while True:
            self._send_all(signal.SIGSTOP)
            await asyncio.sleep(SETTLE_S)
            if await watch.record_running():
                return True
            self._send_all(signal.SIGCONT)
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(self.random.uniform(0, 0.1))

    def _send_all(self, signal_: signal.Signals) -> None:
        for grader in self._graders.values():
            if grader.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(grader.pid, signal_)

    async def prepare(self, fault: str) -> bool:
        if fault != "grader at work":
            return False
        watch = ReclaimWatch(self.database_url)
        try:
            async with asyncio.timeout(HEALTHY_TIMEOUT_S):
                while not await self._is_healthy(watch):
                    await asyncio.sleep(0.05)
        finally:
            await watch.close()
        return True

    async def _is_healthy(self, watch: ReclaimWatch) -> bool:
        living = {each.pid for each in self._graders.values() if each.returncode is None}
        is_there = len(living) == self._grader_count and bool(self.address()) and not self.suspended
        return is_there and living <= await watch.alive_pids()

    async def kill_all_graders(self) -> None:
        for number in range(self._grader_count):
            self.kill((await self._wait_alive(partial(self._graders.get, number))).pid)

    async def suspend_grader(self) -> None:
        self.suspend((await self._any_grader()).pid, self.random.uniform(4, 10))

    async def kill_postgres(self) -> None:
        self._postgres.kill()
        self.kills += 1
        await asyncio.sleep(self.random.uniform(0, 2))
        await asyncio.to_thread(self._postgres.start)

    async def _any_grader(self) -> asyncio.subprocess.Process:
        return await self._wait_alive(
            partial(self._graders.get, self.random.randrange(self._grader_count))
        )

    async def _supervise_grader(self, number: int) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TENSEI_")}
        environment |= {**SETTINGS, "TENSEI_DATABASE_URL": self.database_url}
        while not self._ending:
            grader = self._graders[number] = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "grader", "work"),
                env=environment,
                cwd=self.folder,
                stderr=(self.folder / f"grader-{number}.log").open("ab"),
            )
            await grader.wait()
