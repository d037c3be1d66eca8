"""What the doctor says of a card: its kind, what a task gets for it, and why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.doctor import DoctorReport, describe_gpu
from tests.support.device_layouts import LAYOUTS, Layout

RENDER = 61_993


async def report_of(layout: Layout) -> DoctorReport:
    return DoctorReport((), (describe_gpu(await layout.find()),), {})


async def test_the_doctor_says_what_kind_a_card_is_what_a_task_gets_for_it_and_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(tmp_path, *LAYOUTS["kubernetes"])
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "GPU-0c2a")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(layout.library.parent))
    monkeypatch.setenv("SECRET_TOKEN", "hidden")
    report = await report_of(layout)
    text = report.as_text()
    assert "cuda:0: Stand-in 4090" in text
    assert f"kind: an NVIDIA card, because opening it takes {layout.node}" in text
    assert f"device files: {layout.node}" in text
    assert "CUDA_VISIBLE_DEVICES=GPU-0c2a: selects the card, as for the grader" in text
    assert f"LD_LIBRARY_PATH={layout.library.parent}: libraries of the driver were" in text
    assert "CUDA_CACHE_DISABLE=1: nothing that the driver compiles is kept" in text
    assert "hidden" not in text
    [device] = report.as_json()["devices"]
    assert (device["kind"], device["known_by"]) == ("nvidia", str(layout.node))
    assert {each["name"]: each["value"] for each in device["environment"]} == {
        "CUDA_VISIBLE_DEVICES": "GPU-0c2a",
        "LD_LIBRARY_PATH": str(layout.library.parent),
        "CUDA_CACHE_DISABLE": "1",
    }
    assert all(each["why"] for each in device["environment"])


@pytest.mark.parametrize("name", LAYOUTS)
async def test_every_kind_has_a_name_in_words(tmp_path: Path, name: str) -> None:
    report = await report_of(Layout(tmp_path, *LAYOUTS[name]))
    assert f"because opening it takes {tmp_path}/dev/" in report.as_text()


async def test_the_groups_of_device_files_that_are_closed_to_others_are_named(
    tmp_path: Path,
) -> None:
    layout = Layout(tmp_path, *LAYOUTS["rocm"])
    os.chown(layout.node, 0, RENDER)
    layout.node.chmod(0o660)
    report = await report_of(layout)
    assert f"groups, because others may not use these files: {RENDER}" in report.as_text()
    layout.node.chmod(0o600)
    report = await report_of(layout)
    assert f"not for tasks, but for their owner: {layout.node}" in report.as_text()
