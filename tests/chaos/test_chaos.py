"""Whatever dies and whenever, what was received has one verdict, one award and one final reply.

Real processes, killed at random. `make chaos` does this at length: CHAOS=long. CHAOS_SEED repeats
a run's choices, though never its exact moments.
"""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from pathlib import Path

from tests.support.chaos.machines import Machines, ManyMachines, OneMachine
from tests.support.chaos.run import Chaos, Found, Plan

IS_LONG = os.environ.get("CHAOS") == "long"
SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

ONE_MACHINE = {"bot": 3, "grader": 4, "bot and grader": 1, "template": 1}
MANY_MACHINES = {"bot": 3, "grader": 4, "all graders": 1, "postgres": 2, "grader at work": 2}
SHORT = {"bot", "grader", "template", "postgres"}
"""Each once where it is short; what kills several at a time is left to the long one."""


def plan(kills: Mapping[str, int], pauses: Mapping[str, int]) -> Plan:
    """Long: 66 kills by their shares."""
    chance = random.Random(SEED)
    if not IS_LONG:
        faults = [*(each for each in kills if each in SHORT), "sleeping bot"]
        chance.shuffle(faults)
        return Plan(40, 10, tuple(faults), SEED)
    faults = chance.choices(list(kills), list(kills.values()), k=66)
    faults += [name for name, count in pauses.items() for _ in range(count)]
    chance.shuffle(faults)
    return Plan(1000, 50, tuple(faults), SEED)


async def chaos(machines: Machines, database_url: str, plan: Plan) -> Found:
    try:
        found = await Chaos(machines, database_url, plan).run()
    finally:
        await machines.end()
    print(f"\nChaos with seed {SEED}:\n{found}")
    return found


def assert_one_of_everything(found: Found) -> None:
    assert found.lost == []
    assert found.doubled_submissions == 0
    assert found.wrong_verdicts == []
    assert found.changed_replies == []
    assert found.messages_too_many == []
    assert found.untold == 0
    assert found.awards_missing_or_doubled == []
    assert found.awards > 0
    assert found.given_up_too_early == []
    # A job that two kills hit, the second while it ran alone, looks like one that graders die of,
    # and no third grader gets it. A kill soon after another meets one once or twice in 1,000.
    assert found.given_up <= (5 if IS_LONG else 0)


async def test_on_one_machine_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    machines = OneMachine(tmp_path, SEED)
    wanted = plan(ONE_MACHINE, {"sleeping bot": 5, "frozen grader": 5})
    found = await chaos(machines, machines.database_url, wanted)
    assert found.kills >= (60 if IS_LONG else 3)
    assert_one_of_everything(found)


async def test_on_many_machines_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    machines = ManyMachines(tmp_path, SEED)
    wanted = plan(MANY_MACHINES, {"sleeping bot": 5, "sleeping grader": 5})
    found = await chaos(machines, machines.database_url, wanted)
    assert found.kills >= (60 if IS_LONG else 3)
    assert_one_of_everything(found)
    if IS_LONG:  # the short one runs beside other tests
        assert found.longest_handover_s < 10
