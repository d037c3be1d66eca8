"""When a grader opens the GPU, and which commands wait until it is open, with a simulated GPU."""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from unittest.mock import ANY, create_autospec

import pytest

from grader.cli.batch import grade_batch
from grader.cli.terminal_output import format_verdict
from grader.jail import (
    DeviceHangsError,
    Jail,
    JailError,
    Limits,
    NoDeviceError,
    find_device,
)
from grader.protocol import Verdict
from grader.worker import jails
from grader.worker.gpu import GpuSettings, open_gpu_jail
from grader.worker.grader import Grader
from grader.worker.single_task import open_for_one_task
from tests.support.built_in import built_in_lessons
from tests.support.polling import until
from tests.support.pretended_card import (
    CARD,
    GIB,
    GRAM,
    MIB,
    MODEL,
    ON_A_DEVICE,
    PretendedMemory,
    copy_probe,
)


@pytest.fixture
def finding_a_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    """Give this machine a card, and return the function that looks for one."""
    probe = copy_probe(tmp_path)
    memory = PretendedMemory(total=4 * GIB, context=400 * MIB)

    async def open_card(device: object, settings: object, limits: object) -> object:
        return await open_gpu_jail(device, settings, limits, probe=probe, read_memory=memory)  # type: ignore[arg-type]

    finding = create_autospec(find_device, return_value=CARD)
    monkeypatch.setattr(jails, "find_device", finding)
    monkeypatch.setattr(jails, "open_gpu_jail", open_card)
    return finding


async def grade_alone(gpu: GpuSettings | None) -> Verdict:
    opening = open_for_one_task(
        built_in_lessons(), GRAM, limits=Limits(), unsafe_no_jail=False, gpu=gpu
    )
    async with opening as grader:
        return await grader.grade(ON_A_DEVICE)


async def test_a_single_task_for_a_card_waits_until_it_is_open_and_names_it(finding_a_card) -> None:
    verdict = await grade_alone(GpuSettings(mps=True))
    assert verdict.device == "meta"
    assert f" on meta ({MODEL}), sandbox layers: " in format_verdict(verdict)
    finding_a_card.assert_awaited_once_with("cuda:0", cache=ANY, mps=True)


async def test_a_single_task_for_the_cpu_looks_for_no_card(finding_a_card) -> None:
    assert (await grade_alone(None)).device == "cpu"
    finding_a_card.assert_not_called()


async def test_all_submissions_of_a_batch_are_graded_on_the_same_card(
    finding_a_card, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "batch.jsonl"
    line = {"exercise": "gpu/gram", "code": GRAM}
    file.write_text("".join(json.dumps({"id": n, **line}) + "\n" for n in range(3)))
    options = argparse.Namespace(batch=str(file), unsafe_no_jail=False)
    gpu = GpuSettings(mps=True)
    assert await grade_batch(options, built_in_lessons(), Limits(), gpu) == 0
    verdicts = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert [each["device"] for each in verdicts] == ["meta"] * 3
    finding_a_card.assert_awaited_once_with("cuda:0", cache=ANY, mps=True)


async def test_a_grader_looks_for_a_card_only_if_it_is_told_to(finding_a_card) -> None:
    """What authors check, measure and write does not depend on the machine's card."""
    async with Grader.open(built_in_lessons(), spares=1) as grader:
        await grader.jails.until_opened()
        assert grader.jails.devices == ("cpu",)
    finding_a_card.assert_not_called()


@pytest.mark.asyncio(loop_scope="session")
async def test_a_card_that_was_given_up_is_used_again_later(
    finding_a_card, monkeypatch: pytest.MonkeyPatch, whole_jail: Jail
) -> None:
    monkeypatch.setattr(jails, "REOPEN_AFTER_S", 0.01)
    used = jails.Jails(whole_jail)
    full = JailError("its memory has no room")
    finding_a_card.side_effect = [CARD, full, full, CARD]
    used.start_opening_gpu("cuda:0", GpuSettings(), Limits())
    await used.until_opened()
    assert used.has_gpu
    used.give_up_gpu()
    assert not used.has_gpu

    async def is_used_again() -> bool:
        return used.has_gpu

    await until(is_used_again)
    assert finding_a_card.await_count == 4
    await used.close_gpu()


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("problem", [DeviceHangsError("no answer"), NoDeviceError("no card")])
async def test_a_card_that_hangs_or_is_not_there_is_not_tried_again(
    finding_a_card, monkeypatch: pytest.MonkeyPatch, whole_jail: Jail, problem: JailError
) -> None:
    monkeypatch.setattr(jails, "REOPEN_AFTER_S", 0.0)
    used = jails.Jails(whole_jail)
    finding_a_card.side_effect = problem
    used.start_opening_gpu("cuda:0", GpuSettings(), Limits())
    await used.until_opened()
    await asyncio.wait_for(used._gpu_keeper, 10.0)
    assert not used.has_gpu
    finding_a_card.assert_awaited_once()
