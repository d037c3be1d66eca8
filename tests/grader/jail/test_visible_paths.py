"""The paths that are visible in the jail, and the doctor's report."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.jail import JailError, Limits, Task, doctor, survey_layers
from grader.jail.inside import framing
from grader.jail.uids import FIRST_UID
from grader.jail.visible_paths import SECRETS, find_visible_paths


def test_nothing_shown_holds_a_reference_the_judge_or_the_bot():
    for path in find_visible_paths().exact:
        assert not any(secret.is_relative_to(path) for secret in SECRETS), path


def test_a_path_that_would_show_the_references_is_an_error():
    project = Path(__file__).parents[3]
    with pytest.raises(JailError, match="cannot be shown"):
        find_visible_paths(probe=project)


def test_torch_and_what_it_needs_are_shown_and_the_bots_needs_are_not():
    names = {Path(path).name for path in find_visible_paths().package_entries}
    assert {"torch", "numpy", "safetensors", "typing_extensions.py"} <= names
    assert not {"sqlalchemy", "aiohttp", "pytest", "pydantic"} & names


@pytest.mark.asyncio(loop_scope="session")
async def test_the_doctor_finds_the_layers_that_a_jail_has(jail):
    standing = {layer.name for layer in survey_layers() if layer.standing}
    assert set(jail.layers) <= standing
    outcome = await jail.run(Task("1", limits=Limits(memory_mib=500)))
    assert outcome.layers == jail.layers


def test_a_missing_bubblewrap_is_told_with_how_to_raise_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    [layer] = [layer for layer in survey_layers() if layer.name == "bubblewrap"]
    assert not layer.standing
    assert "not installed" in layer.why
    assert "apt-get install bubblewrap" in layer.raise_it


def test_off_linux_no_layer_is_available_and_the_doctor_says_where_it_would_be(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    layers = survey_layers()
    assert not any(layer.standing for layer in layers)
    assert all("Linux" in layer.raise_it for layer in layers)


def test_the_selftest_notices_a_filter_that_does_not_hold(tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    allow_everything = (6).to_bytes(2, "little") + bytes(2) + (0x7FFF0000).to_bytes(4, "little")
    tried = subprocess.run(
        [sys.executable, "-m", "grader.jail.inside.layer_selftest", str(file)],
        input=allow_everything,
        capture_output=True,
        check=True,
    )
    assert json.loads(tried.stdout)["seccomp"] == "a socket could still be opened"


def test_a_directory_closed_to_others_is_noticed(tmp_path):
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    found = doctor.find_closed_directory((str(closed / "inner"),))
    assert found is not None
    assert FIRST_UID > 1000


def test_a_frame_survives_being_cut_into_single_bytes():
    frame = framing.pack({"a": 1}, (b"one", b"", b"three"))
    reader = framing.Reader(100)
    done = [reader.feed(frame[i : i + 1]) for i in range(len(frame))]
    assert done == [False] * (len(frame) - 1) + [True]
    assert (reader.head["a"], reader.blobs) == (1, (b"one", b"", b"three"))


def test_a_frame_over_the_cap_is_refused_by_its_first_bytes():
    frame = framing.pack({}, (bytes(101),))
    with pytest.raises(framing.FrameTooLargeError):
        framing.Reader(100).feed(frame[:16])


@pytest.mark.parametrize(
    "head",
    [b"[]", b"{}", b'{"blobs": 1}', b'{"blobs": [-1]}', b'{"blobs": [true]}', b'{"blobs": [1]}',
     b"\xff", b"nonsense", b"[" * 50_000],
)  # fmt: skip
def test_a_head_that_is_not_as_it_should_be_is_an_error(head):
    lengths = b"TSJ1" + len(head).to_bytes(4, "big") + bytes(8)
    with pytest.raises(framing.FrameError):
        framing.Reader(100).feed(lengths + head)
