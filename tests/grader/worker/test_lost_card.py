"""What becomes of submissions, and of the card, when a card fails, hangs or is full."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import pytest
import torch

from benchmarks.gpu_bad_tasks import graded_on_cards
from grader.jail import Jail, JailError, Limits
from grader.jail import jail as jail_module
from grader.judge import Exam, Finding, Judge
from grader.protocol import Grade, Status
from grader.worker import exam_choice
from grader.worker.gpu import GpuSettings, is_usable, open_gpu_jail
from grader.worker.grader import Grader
from lessons.curriculum import Catalog
from tests.support.built_in import built_in_lessons
from tests.support.pretended_card import CARD, GIB, MIB, ON_A_DEVICE, PretendedMemory, copy_probe

HANGS_WITH_A_FILE = """
    while os.path.exists(__file__ + ".hangs"):
        time.sleep(0.1)"""


@asynccontextmanager
async def grader_with_a_card(
    cpu: Jail, probe: Path, catalog: Catalog | None = None
) -> AsyncIterator[Grader]:
    grader = Grader(catalog or built_in_lessons(), cpu)
    memory = PretendedMemory(total=4 * GIB, context=400 * MIB)
    grader.jails.use_gpu(
        *await open_gpu_jail(CARD, GpuSettings(), Limits(), probe=probe, read_memory=memory)
    )
    try:
        yield grader
    finally:
        await grader.jails.close_gpu()
        await grader.close()


@pytest.mark.asyncio(loop_scope="session")
async def test_when_a_card_hangs_its_submissions_are_graded_on_the_cpu(
    tmp_path: Path, whole_jail: Jail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jail_module, "DEVICE_TIMEOUT_S", 1.0)
    probe = copy_probe(tmp_path, HANGS_WITH_A_FILE)
    async with grader_with_a_card(whole_jail, probe) as grader:
        (probe / "device.py.hangs").touch()
        verdicts = await asyncio.gather(*(grader.grade(ON_A_DEVICE) for _ in range(6)))
        assert {each.status for each in verdicts} == {Status.PASSED}
        assert [each.device for each in verdicts].count("cpu") >= 3, "two children were open"
        assert grader.jails.devices == ("cpu",)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("is_lost", [True, False])
async def test_what_the_judge_cannot_do_on_the_card_is_judged_on_the_cpu_and_a_lost_card_given_up(
    tmp_path: Path, whole_jail: Jail, monkeypatch: pytest.MonkeyPatch, is_lost: bool
) -> None:
    grade = Judge.grade

    def fail_on_the_card(judge: Judge, exam: Exam, *arguments: Any, **named: Any) -> Finding:
        if exam.device != "cpu":
            raise RuntimeError("CUDA error")
        return grade(judge, exam, *arguments, **named)

    monkeypatch.setattr(Judge, "grade", fail_on_the_card)
    monkeypatch.setattr(
        exam_choice, "is_usable", create_autospec(is_usable, return_value=not is_lost)
    )
    async with grader_with_a_card(whole_jail, copy_probe(tmp_path)) as grader:
        verdict = await grader.grade(ON_A_DEVICE)
        assert (verdict.status, verdict.device) == (Status.PASSED, "cpu")
        assert grader.jails.devices == (("cpu",) if is_lost else ("cpu", "meta"))


@pytest.mark.asyncio(loop_scope="session")
async def test_what_is_graded_on_a_card_only_is_tried_again_later_if_the_card_is_lost(
    tmp_path: Path, whole_jail: Jail, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = create_autospec(Judge.make_exam, side_effect=RuntimeError("CUDA error"))
    monkeypatch.setattr(Judge, "make_exam", lost)
    monkeypatch.setattr(exam_choice, "is_usable", create_autospec(is_usable, return_value=False))
    on_cards = graded_on_cards(built_in_lessons(), ON_A_DEVICE.exercise)
    async with grader_with_a_card(whole_jail, copy_probe(tmp_path), on_cards) as grader:
        with pytest.raises(JailError, match="gpu/gram could not be graded on meta: CUDA error"):
            await grader.grade(ON_A_DEVICE)
        assert grader.lacks_card(ON_A_DEVICE.exercise)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_card_whose_memory_is_full_is_used_again_for_the_next_submission(
    tmp_path: Path, whole_jail: Jail, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_exam = Judge.make_exam
    full = [True]

    def fail_while_full(judge: Judge, exercise_id: str, device: str = "cpu", *seed: int) -> Exam:
        if device != "cpu" and full:
            full.pop()
            raise torch.OutOfMemoryError("CUDA out of memory")
        return make_exam(judge, exercise_id, device, *seed)

    monkeypatch.setattr(Judge, "make_exam", fail_while_full)
    async with grader_with_a_card(whole_jail, copy_probe(tmp_path)) as grader:
        assert [(await grader.grade(ON_A_DEVICE)).device for _ in range(2)] == ["cpu", "meta"]


TOO_MUCH_ON_THE_CARD = """
import os
import torch

def gram(x, device):
    if "TENSEI_GPU_SHARE" in os.environ:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 MiB.")
    there = x.to(device)
    return (there @ there.T).cpu()
"""


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("needs_card", [False, True])
async def test_code_for_which_the_card_has_no_memory_is_graded_on_the_cpu_if_it_can_be(
    tmp_path: Path, whole_jail: Jail, needs_card: bool
) -> None:
    catalog = built_in_lessons()
    if needs_card:
        catalog = graded_on_cards(catalog, ON_A_DEVICE.exercise)
    async with grader_with_a_card(whole_jail, copy_probe(tmp_path), catalog) as grader:
        job = Grade(id="1", exercise=ON_A_DEVICE.exercise, code=TOO_MUCH_ON_THE_CARD)
        verdict = await grader.grade(job)
        expected = (Status.OUT_OF_MEMORY, "meta") if needs_card else (Status.PASSED, "cpu")
        assert (verdict.status, verdict.device) == expected
        assert grader.jails.has_gpu


def test_a_device_is_usable_if_it_is_there_even_if_its_memory_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert is_usable("cpu")
    assert not is_usable("cuda:7")
    full = create_autospec(torch.ones, side_effect=torch.OutOfMemoryError("CUDA out of memory"))
    monkeypatch.setattr(torch, "ones", full)
    assert is_usable("cuda:0")
