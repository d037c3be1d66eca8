"""Uids of children: no two graders on one kernel use the same ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.jail import Jail, JailError, Warmup
from grader.jail.uids import FIRST_UID, RANGE_SIZE, reserve
from tests.support.jail_modes import TINY_PROBE, children_of
from tests.support.polling import until

PROJECT = Path(__file__).parents[3]
ALONE, BESIDE, KILLED = (160, 161), {"process": 162, "container": 163}, 164
"""Ranges used by the tests, behind those that graders of other tests may take meanwhile. A range is
free again only shortly after its owner has died."""


@pytest.fixture(autouse=True)
def as_root():
    if os.geteuid() != 0:
        pytest.skip("only root gives children uids of their own")


def try_in_other_process(number, *namespaces):
    """Return what another process, in its own namespaces, prints when it tries the range."""
    code = (
        f"from grader.jail.uids import reserve; reserve(2, [{number}]).release(); print('had it')"
    )
    entered = ["unshare", *namespaces] if namespaces else []
    done = subprocess.run(
        [*entered, sys.executable, "-c", code],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if "unshare failed" in done.stderr:
        pytest.skip("needs namespaces of its own: not in this container")
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def is_free(number):
    try:
        reserve(2, [number]).release()
    except JailError:
        return False
    return True


def test_two_graders_that_try_the_same_range_get_two():
    first, second = reserve(2, ALONE), reserve(2, ALONE)
    try:
        assert first.first == FIRST_UID + ALONE[0] * RANGE_SIZE
        assert second.first == first.first + RANGE_SIZE
        assert first.first not in {first.uid_for_slot(slot) for slot in range(RANGE_SIZE - 1)}
        assert {first.uid_for_slot(slot) for slot in range(RANGE_SIZE - 1)}.isdisjoint(
            {second.first, *(second.uid_for_slot(slot) for slot in range(RANGE_SIZE - 1))}
        )
    finally:
        first.release()
        second.release()


@pytest.mark.parametrize(
    ("of", "namespaces"),
    [
        ("process", ()),
        ("container", ("--mount", "--pid", "--fork", "--net", "--ipc", "--uts", "--cgroup")),
    ],
    ids=["another process", "another container"],
)
def test_a_range_is_taken_for_the_whole_kernel_until_it_is_released(of, namespaces):
    taken = reserve(2, [BESIDE[of]])
    try:
        assert "no range of uids is free" in try_in_other_process(BESIDE[of], *namespaces)
    finally:
        taken.release()
    assert try_in_other_process(BESIDE[of], *namespaces) == "had it"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_grader_that_is_killed_frees_its_range():
    code = f"from grader.jail.uids import reserve; reserve(2, [{KILLED}]); print('.', flush=True);"
    code += "import time; time.sleep(600)"
    grader = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE)
    assert grader.stdout.readline() == b".\n"
    assert not is_free(KILLED)
    grader.kill()
    grader.wait()
    grader.stdout.close()
    # Its keeper ends shortly after, and is counted until init has reaped it.
    assert await until(lambda: is_free(KILLED))


def test_more_children_than_a_range_has_uids_are_refused():
    with pytest.raises(JailError, match="300 children are too many"):
        reserve(300)


@pytest.mark.asyncio(loop_scope="session")
async def test_two_jails_of_one_grader_have_no_uid_in_common():
    async with (
        await Jail.open(probe=TINY_PROBE, warmup=Warmup.NONE) as one,
        await Jail.open(
            probe=TINY_PROBE, warmup=Warmup.NONE, without=frozenset({"bubblewrap"})
        ) as other,
    ):
        await until(lambda: all(len(children_of(jail)) == 2 for jail in (one, other)))
        uids = [
            {Path(f"/proc/{pid}").stat().st_uid for pid in children_of(jail)}
            for jail in (one, other)
        ]
        assert all(uid >= FIRST_UID for uid in uids[0] | uids[1])
        assert uids[0].isdisjoint(uids[1])
