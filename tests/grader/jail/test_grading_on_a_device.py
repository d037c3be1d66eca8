"""Which jail runs a submission if there is one for a device and one for the CPU."""

from dataclasses import replace

import pytest

from grader.jail import Jail, JailError, Warmup, find_device
from grader.judge import Judge
from grader.protocol import Status
from grader.worker.gpu import GpuCapacity, GpuSettings
from grader.worker.grader import Grader
from tests.support.built_in import built_in_lessons
from tests.support.jail_modes import DEVICE_PROBE, STAND_IN
from tests.support.pretended_card import ON_A_DEVICE

pytestmark = pytest.mark.asyncio(loop_scope="session")

CAPACITY = GpuCapacity(at_once=1, spares=1, context=0)


async def open_stand_in(name: str) -> Jail:
    """Open a jail for a device that every machine has, under another name."""
    return await Jail.open(
        device=replace(STAND_IN, name=name), probe=DEVICE_PROBE, warmup=Warmup.NONE
    )


async def test_only_exercises_whose_cases_name_the_device_are_for_it():
    judge = Judge(built_in_lessons())
    assert judge.make_exam("gpu/gram", device="meta").device == "meta"
    assert judge.make_exam("operations/row-means", device="meta").device == "cpu"
    assert judge.make_exam("gpu/gram").device == "cpu"


async def test_a_grader_without_a_card_grades_on_the_cpu_and_says_so():
    try:
        await find_device("cuda:0")
    except JailError:
        async with Grader.open(built_in_lessons(), gpu=GpuSettings()) as grader:
            await grader.jails.until_opened()
            verdict = await grader.grade(ON_A_DEVICE)
            assert (verdict.status, verdict.device) == (Status.PASSED, "cpu")
            assert grader.jails.devices == ("cpu",)
    else:
        pytest.skip("there is a card here: see the test for it")


async def test_a_device_that_is_lost_is_given_up_and_its_submission_graded_on_the_cpu(whole_jail):
    grader = Grader(built_in_lessons(), whole_jail)
    lost = await open_stand_in("meta")  # on which this machine can make the exam
    await lost.close()
    grader.jails.use_gpu(lost, CAPACITY)
    assert grader.jails.devices == ("cpu", "meta")
    verdict = await grader.grade(ON_A_DEVICE)
    await grader.close()
    assert (verdict.status, verdict.device) == (Status.PASSED, "cpu")
    assert grader.jails.devices == ("cpu",)


async def test_a_card_that_the_judge_itself_cannot_use_is_given_up_too(whole_jail, caplog):
    grader = Grader(built_in_lessons(), whole_jail)
    grader.jails.use_gpu(await open_stand_in("cuda:7"), CAPACITY)
    verdict = await grader.grade(ON_A_DEVICE)
    await grader.close()
    assert (verdict.status, verdict.device) == (Status.PASSED, "cpu")
    assert "cuda:7 is given up" in caplog.text


async def test_what_a_grader_announces_names_its_devices(whole_jail):
    grader = Grader(built_in_lessons(), whole_jail)
    assert grader.info(1).devices == ("cpu",)
    async with await open_stand_in("cuda:7") as card:
        grader.jails.use_gpu(card, CAPACITY)
        assert grader.info(1).devices == ("cpu", "cuda:7")


@pytest.mark.gpu
async def test_an_exercise_that_can_is_graded_on_the_card():
    try:
        await find_device("cuda:0")
    except JailError as error:
        pytest.skip(f"needs an NVIDIA GPU: {error}")
    async with Grader.open(built_in_lessons(), gpu=GpuSettings()) as grader:
        await grader.jails.until_opened()
        verdict = await grader.grade(ON_A_DEVICE)
        assert (verdict.status, verdict.device) == (Status.PASSED, "cuda:0")
        assert grader.jails.devices == ("cpu", "cuda:0")
