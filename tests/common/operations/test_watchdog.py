"""The watchdog of an event loop: what it logs, what it ends, and what it ignores."""

from __future__ import annotations

import asyncio
import logging
import signal
import subprocess
import sys

import pytest

from common.operations.job_context import job_context
from common.operations.watchdog import (
    EXIT_LOOP_HELD,
    HELD_S,
    TICK_S,
    HeldTooLongError,
    Watchdog,
    WatchdogLimits,
    working_on,
)


class ManualWatchdog:
    """A watchdog whose clock and thread the test advances."""

    def __init__(self, limits: WatchdogLimits) -> None:
        self.now = self.computed = 0.0
        self.holds: list[float] = []
        self.ends: list[int] = []
        self.watchdog = Watchdog(
            limits,
            observe=self.holds.append,
            exit_process=self.ends.append,
            clock=lambda: self.now,
            thread_time=lambda: self.computed,
        )

    def hold(self, seconds: float) -> None:
        """Let time pass in which the thread runs, and the loop does not turn."""
        for _ in range(round(seconds / TICK_S)):
            self.now += TICK_S
            self.watchdog.tick()

    def suspend(self, seconds: float) -> None:
        """Let time pass in which neither the loop nor the thread runs."""
        self.now += seconds
        self.watchdog.tick()


async def test_a_loop_that_is_held_is_logged_once_and_again_at_its_end_with_the_time_it_took(
    caplog: pytest.LogCaptureFixture,
) -> None:
    manual = ManualWatchdog(WatchdogLimits())
    manual.hold(4.0)
    (said,) = caplog.messages
    assert said.startswith("the event loop has been held for 1.2 s")
    manual.watchdog.beat()
    assert "the event loop turns again; held for 4.0 s" in caplog.messages[1]
    assert manual.holds == [4.0]
    manual.watchdog.beat()
    assert len(caplog.records) == 2


def test_a_loop_that_turns_is_not_mentioned(caplog: pytest.LogCaptureFixture) -> None:
    manual = ManualWatchdog(WatchdogLimits(exit_s=2.0))
    for _ in range(20):
        manual.hold(HELD_S)
        manual.watchdog.beat()
    assert caplog.messages == []
    assert manual.holds == manual.ends == []


def test_a_hold_in_which_no_thread_had_a_turn_is_logged_when_it_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    manual = ManualWatchdog(WatchdogLimits())
    manual.now += 9.0
    manual.computed += 8.0
    manual.watchdog.beat()
    (said,) = caplog.messages
    assert "held for 9.0 s by something that is over" in said
    assert manual.holds == [9.0]


def test_a_loop_that_could_turn_and_gets_no_time_from_its_machine_warns_of_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    manual = ManualWatchdog(WatchdogLimits())
    manual.hold(3.0)  # no callback is on the stack of this thread
    manual.watchdog.beat()
    manual.now += 3.0  # the watchdog gets no CPU time either
    manual.watchdog.beat()
    assert caplog.messages == []
    assert manual.holds == [3.0, 3.0]


def test_a_process_whose_loop_is_held_for_too_long_ends_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    manual = ManualWatchdog(WatchdogLimits(exit_s=30.0))
    manual.hold(29.0)
    assert manual.ends == []
    manual.hold(1.0)
    assert manual.ends == [EXIT_LOOP_HELD]
    assert caplog.records[-1].levelname == "CRITICAL"


def test_a_process_that_was_stopped_for_an_hour_and_goes_on_does_not_end_itself() -> None:
    manual = ManualWatchdog(WatchdogLimits(exit_s=30.0))
    manual.suspend(3600.0)
    manual.watchdog.beat()
    assert manual.ends == []


async def test_what_holds_the_loop_for_too_long_is_interrupted_where_it_stands() -> None:
    watchdog = Watchdog(WatchdogLimits(interrupt_s=3.0))
    before = signal.signal(signal.SIGALRM, watchdog.on_alarm)

    def hold() -> int:
        rung = 0
        while True:
            rung += 1
            signal.raise_signal(signal.SIGALRM)  # instead of the timer, once a second
            assert rung < 10

    async def handle() -> None:
        with working_on("message 7"):
            hold()

    try:
        with pytest.raises(HeldTooLongError, match="held the event loop for 3 s"):
            await asyncio.create_task(handle())
    finally:
        signal.signal(signal.SIGALRM, before)


def test_the_loop_itself_is_not_interrupted() -> None:
    watchdog = Watchdog(WatchdogLimits(interrupt_s=1.0))
    for _ in range(5):
        watchdog.on_alarm(signal.SIGALRM, None)  # no callback of a loop is below this frame


async def test_a_hold_names_the_job_or_message_that_the_task_works_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    manual = ManualWatchdog(WatchdogLimits())
    manual.watchdog.start()
    try:
        with job_context("job-1"), working_on("message 2"):
            manual.hold(2.0)
        with job_context("job-1"):
            manual.watchdog.beat()
            manual.hold(2.0)
    finally:
        manual.watchdog.stop()
    held = [each for each in caplog.messages if "has been held" in each]
    assert ["message 2" in each for each in held] == [True, False]
    assert "job-1" in held[1]
    assert "test_a_hold_names_the_job" in held[1]  # the stack


PROGRAM = """
import asyncio, re, sys, time
from common.operations.job_context import configure_logging, job_context
from common.operations.watchdog import HeldTooLongError, Watchdog, WatchdogLimits

configure_logging("grader", "INFO", "text")

def sleep():
    time.sleep(600)

def match():
    re.match(r"(a*)*b", "a" * 64)  # no thread can run during this

async def main():
    watchdog = Watchdog(WatchdogLimits(**LIMITS))
    watchdog.start()
    await asyncio.sleep(0)
    with job_context("job-4711"):
        try:
            HOLD()
        except HeldTooLongError:
            print("interrupted", flush=True)
    await asyncio.sleep(1)
    watchdog.stop()

asyncio.run(main())
"""


def run_held(hold: str, limits: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.replace("HOLD()", f"{hold}()").replace("LIMITS)", f"{limits})")
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=240
    )


def test_a_real_process_whose_loop_is_blocked_logs_the_job_and_where_and_ends_itself() -> None:
    ended = run_held("sleep", "{'exit_s': 2.0}")
    assert ended.returncode == EXIT_LOOP_HELD
    assert "WARNING grader common.operations.watchdog: the event loop has been held" in ended.stderr
    assert "job-4711" in ended.stderr
    assert "in sleep (" in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


def test_a_real_regular_expression_that_finds_no_end_is_interrupted_and_the_process_goes_on() -> (
    None
):
    went_on = run_held("match", "{'interrupt_s': 2.0}")
    assert went_on.returncode == 0, went_on.stderr
    assert went_on.stdout == "interrupted\n"
    assert "job-4711" in went_on.stderr
    assert "held the event loop for too long and is interrupted" in went_on.stderr


def test_a_real_process_in_which_no_thread_has_a_turn_ends_itself_as_a_last_resort() -> None:
    ended = run_held("match", "{'last_resort_s': 2.0}")
    assert ended.returncode == 1
    assert "in match" in ended.stderr


def test_records_of_a_task_that_is_over_are_not_kept() -> None:
    from common.operations import watchdog

    async def work() -> None:
        with working_on("message 1"):
            await asyncio.sleep(0)

    asyncio.run(work())
    assert "message 1" not in watchdog._work_by_task.values()


def test_outside_of_a_loop_naming_what_is_worked_on_changes_nothing() -> None:
    with working_on("a command"), job_context("job"):
        logging.getLogger(__name__).debug("fine")
