"""Every received submission has one verdict, award and final reply, whatever process dies when.

Real processes are killed at random times. `make chaos` runs the long version (CHAOS=long).
CHAOS_SEED repeats a run's random choices, but not its exact timing.
"""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from pathlib import Path

from tests.support.chaos.machines import Machines, ManyMachines, OneMachine
from tests.support.chaos.run import Chaos, ChaosReport, Plan

IS_LONG = os.environ.get("CHAOS") == "long"
SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

ONE_MACHINE = {"bot": 3, "grader": 4, "bot and grader": 1, "template": 1}
MANY_MACHINES = {"bot": 3, "grader": 4, "all graders": 1, "postgres": 2, "grader at work": 2}
SHORT = {"bot", "grader", "template", "postgres"}
"""Faults of the short version, once each. Those that kill several processes are left out."""


def plan(kills: Mapping[str, int], pauses: Mapping[str, int]) -> Plan:
    """Return the plan: in the long version, 66 kills drawn with the weights `kills`."""
    chance = random.Random(SEED)
    if not IS_LONG:
        faults = [*(each for each in kills if each in SHORT), "sleeping bot"]
        chance.shuffle(faults)
        return Plan(40, 10, tuple(faults), SEED)
    faults = chance.choices(list(kills), list(kills.values()), k=66)
    faults += [name for name, count in pauses.items() for _ in range(count)]
    chance.shuffle(faults)
    return Plan(1000, 50, tuple(faults), SEED)


async def chaos(machines: Machines, database_url: str, plan: Plan) -> ChaosReport:
    try:
        report = await Chaos(machines, database_url, plan).run()
    finally:
        await machines.end()
    print(f"\nChaos with seed {SEED}:\n{report}")
    return report


def assert_one_of_everything(report: ChaosReport) -> None:
    assert report.lost == []
    assert report.doubled_submissions == 0
    assert report.wrong_verdicts == []
    assert report.changed_replies == []
    assert report.extra_messages == []
    assert report.undelivered == 0
    assert report.awards_missing_or_doubled == []
    assert report.awards > 0
    assert report.given_up_too_early == []
    # A job that two kills interrupt, the second while it runs alone, looks like one that kills
    # graders, and no third grader gets it. That happens to one or two jobs in 1,000.
    assert report.given_up <= (5 if IS_LONG else 0)


async def test_on_one_machine_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    machines = OneMachine(tmp_path, SEED)
    chaos_plan = plan(ONE_MACHINE, {"sleeping bot": 5, "frozen grader": 5})
    report = await chaos(machines, machines.database_url, chaos_plan)
    assert report.kills >= (60 if IS_LONG else 3)
    assert_one_of_everything(report)


async def test_on_many_machines_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    machines = ManyMachines(tmp_path, SEED)
    chaos_plan = plan(MANY_MACHINES, {"sleeping bot": 5, "sleeping grader": 5})
    report = await chaos(machines, machines.database_url, chaos_plan)
    assert report.kills >= (60 if IS_LONG else 3)
    assert_one_of_everything(report)
    # About 6 s on an idle machine (docs/capacity.md): the heartbeat's timeout, a sweep and a fetch.
    assert report.longest_handover_s < 60
