"""A card is found by a process that opens it; the layouts are built from real device files."""

from __future__ import annotations

import ast
import asyncio
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from grader.jail import (
    CPU,
    ExitKind,
    Jail,
    JailError,
    Limits,
    NoDeviceError,
    Task,
    Warmup,
    find_device,
)
from grader.jail.device_kinds import device_kind, read_paths
from grader.jail.devices import ScoutReport, make_device, run_scout
from grader.jail.visible_paths import find_visible_paths
from tests.support.device_layouts import LAYOUTS, Layout
from tests.support.jail_modes import need_bubblewrap
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

VISIBLE = find_visible_paths()
WITHIN = Limits(wall_seconds=60, cpu_seconds=30, memory_mib=256)  # generous, for a busy machine

KINDS = {
    "nvidia": "nvidia",
    "kubernetes": "nvidia",
    "mig": "nvidia-part",
    "wsl2": "wsl",
    "nixos": "nvidia",
    "rocm": "rocm",
    "jetson": "jetson",
    "jetson-orin": "jetson",
}


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest, tmp_path: Path) -> Layout:
    tmp_path.chmod(0o755)
    return Layout(tmp_path, *LAYOUTS[request.param])


@pytest.fixture
def nvidia(tmp_path: Path) -> Layout:
    return Layout(tmp_path, *LAYOUTS["nvidia"])


@pytest.fixture
def wsl2(tmp_path: Path) -> Layout:
    return Layout(tmp_path, *LAYOUTS["wsl2"])


async def test_the_scout_reports_the_node_and_the_directory_of_the_library(layout: Layout) -> None:
    found = await layout.find()
    assert found.name == "cuda:0"
    assert found.model == "Stand-in 4090"
    assert found.nodes == (str(layout.node),)
    added = [path for path in found.readable if path.startswith(str(layout.root))]
    assert added == [str(layout.library.parent)]


@pytest.mark.parametrize("name", LAYOUTS)
async def test_the_kind_is_known_by_the_device_files(name: str) -> None:
    assert device_kind((f"/{LAYOUTS[name][0]}", "/dev/nvidiactl")) == KINDS[name]


BRIEFLY = {
    # Those that are used for the device alone, and those that may be another program's.
    "nvidia": (("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools"), ("nvidia1", "dri/renderD128")),
    "mig": (("nvidia-caps/nvidia-cap12",), ("nvidia-caps/nvidia-cap1", "nvidia3")),
    "jetson": (("nvmap", "nvhost-ctrl-gpu", "dri/renderD128"), ("video0",)),
    "rocm": ((), ("dri/renderD129",)),
}


@pytest.mark.parametrize("kind", BRIEFLY)
async def test_device_files_that_the_driver_closes_again_are_found_too(
    tmp_path: Path, kind: str
) -> None:
    tmp_path.chmod(0o755)
    layout = Layout(tmp_path, *LAYOUTS[kind])
    needed, others = (
        [layout.make_node(tmp_path / "dev" / name) for name in names] for names in BRIEFLY[kind]
    )
    layout.write_probe(brief=(*needed, *others))
    assert (await layout.find()).nodes == tuple(sorted(map(str, [layout.node, *needed])))


async def test_a_device_file_that_is_made_while_the_device_is_opened_is_found_too(
    nvidia: Layout,
) -> None:
    tools = nvidia.make_node(nvidia.root / "dev/nvidia-uvm-tools")
    made_there = f"os.rename({str(tools)!r} + '.later', {str(tools)!r})"
    tools.rename(f"{tools}.later")
    nvidia.write_probe(brief=(tools,))
    source = nvidia.probe / "__init__.py"
    source.write_text(source.read_text().replace("for brief in", f"{made_there}\n    for brief in"))
    assert str(tools) in (await nvidia.find()).nodes


@pytest.mark.parametrize("without", ["", "bubblewrap"])
async def test_a_child_of_the_jail_opens_the_device_with_exactly_that(
    wsl2: Layout, without: str
) -> None:
    if not without:
        need_bubblewrap()
    for parent in (wsl2.root, *wsl2.root.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    found = await wsl2.find()
    more = {"probe": wsl2.probe, "warmup": Warmup.NONE, "without": frozenset({without} - {""})}
    async with await Jail.open(device=found, limits=WITHIN, **more) as jail:
        code = "import builtins, os\n(os.read(builtins.opened[1], 2), builtins.opened[2][:4])"
        outcome = await jail.run(Task(code, device=found.name, limits=WITHIN))
        assert outcome.ending is ExitKind.ANSWERED, outcome
        assert ast.literal_eval(outcome.value or "") == (b"\0\0", b"\x7fELF")
        code = f"open({str(wsl2.library)!r}, 'wb')"
        outcome = await jail.run(Task(code, device=found.name, limits=WITHIN))
        assert outcome.ending is not ExitKind.ANSWERED  # nothing of a driver is writable


async def test_the_search_path_is_passed_on_as_far_as_it_was_used(
    nvidia: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = nvidia.library.parent
    monkeypatch.setenv("LD_LIBRARY_PATH", f"/no/such:{used}:{nvidia.root}/dev::relative")
    environment = dict((await nvidia.find()).environment)
    assert environment["LD_LIBRARY_PATH"] == str(used)


async def test_a_search_path_of_links_is_passed_on_with_what_it_links_to(
    nvidia: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = nvidia.root / "run/opengl-driver/lib"
    links.mkdir(parents=True)
    (links / "libcuda.so.1").symlink_to(nvidia.library)
    monkeypatch.setenv("LD_LIBRARY_PATH", str(links))
    found = await nvidia.find()
    assert dict(found.environment)["LD_LIBRARY_PATH"] == str(links)
    assert {str(links), str(nvidia.library.parent)} <= set(found.readable)


async def test_the_selected_card_is_passed_on(
    nvidia: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "MIG-0c2a")
    monkeypatch.setenv("SECRET_TOKEN", "x")
    environment = dict((await nvidia.find()).environment)
    assert environment["CUDA_VISIBLE_DEVICES"] == "MIG-0c2a"
    assert "SECRET_TOKEN" not in environment


async def test_a_card_that_does_not_open_is_named_with_the_drivers_reason(nvidia: Layout) -> None:
    nvidia.write_probe(fails=True)
    with pytest.raises(JailError, match=r"could not be opened: .*fallen off the bus"):
        await nvidia.find()


async def test_a_scout_that_hangs_is_ended_and_costs_the_card_alone(nvidia: Layout) -> None:
    nvidia.write_probe(hangs=True)
    with pytest.raises(JailError, match=r"did not open within 0\.5 s"):
        await nvidia.find(timeout_s=0.5)
    await until_no_scout_runs(nvidia)


async def test_a_scout_ends_with_the_grader_that_waits_for_it(nvidia: Layout) -> None:
    nvidia.write_probe(hangs=True)
    waiting = asyncio.ensure_future(nvidia.find())
    await until(lambda: scouts(nvidia))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until_no_scout_runs(nvidia)


def scouts(layout: Layout) -> list[str]:
    """Return the running scouts that were started with this layout's probe."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = entry.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if str(layout.probe) in arguments:
            found.append(entry.parent.name)
    return found


async def until_no_scout_runs(layout: Layout) -> None:
    await until(lambda: not scouts(layout))


async def test_a_report_is_kept_and_used_for_the_same_driver_and_dropped_for_another(
    nvidia: Layout,
) -> None:
    first = await nvidia.find()
    assert stat.S_IMODE(nvidia.cache.stat().st_mode) == 0o600
    nvidia.write_probe(fails=True)  # so that another scout would fail
    assert await nvidia.find() == first
    stored = json.loads(nvidia.cache.read_text())
    nvidia.cache.write_text(json.dumps(stored | {"key": "another driver"}))
    with pytest.raises(JailError, match="fallen off the bus"):
        await nvidia.find()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"key": 1, "report": {"nodes": 3}}'])
async def test_a_broken_cache_is_ignored(nvidia: Layout, content: str) -> None:
    nvidia.cache.parent.mkdir()
    nvidia.cache.write_text(content)
    assert (await nvidia.find()).nodes == (str(nvidia.node),)


async def test_a_driver_that_is_gone_ends_the_cached_report(nvidia: Layout) -> None:
    await nvidia.find()
    nvidia.library.unlink()
    with pytest.raises(JailError, match="could not be opened"):
        await nvidia.find()


async def test_without_a_sign_of_a_card_no_scout_is_started(tmp_path: Path) -> None:
    for name in ("cuda", "cuda:1"):
        with pytest.raises(NoDeviceError, match=f"no {name} here: .*pass the device on"):
            await find_device(name, root=tmp_path, probe=tmp_path / "none")
    with pytest.raises(JailError, match="'tpu' is no device"):
        await find_device("tpu", root=tmp_path)
    assert await find_device("cpu", root=tmp_path) is CPU


async def test_a_device_of_another_kind_says_what_it_is_not() -> None:
    report = ScoutReport(("/dev/accel0",), (), "an accelerator", "")
    with pytest.raises(JailError, match=r"it holds /dev/accel0\. Known are .* Jetson"):
        make_device("cuda:0", report, VISIBLE)


@pytest.mark.parametrize(
    "library",
    [
        "/libcuda.so", "/opt/libcuda.so", "/etc/nvidia/libcuda.so", "/var/lib/libcuda.so",
        "/usr/local/libcuda.so", "/home/aiko/libcuda.so", "/run/secrets/db/libcuda.so",
        str(Path.home() / "x.so"), str(Path(__file__).parents[3] / "x.so"),
    ],
)  # fmt: skip
async def test_no_directory_with_other_things_is_shown_for_a_library(library: str) -> None:
    report = ScoutReport(("/dev/nvidia0",), (library,), "a card", "")
    with pytest.raises(JailError, match="cannot be shown to learner code"):
        make_device("cuda:0", report, VISIBLE)


async def test_what_the_jail_shows_anyway_is_not_added_again() -> None:
    known = next(path for path in VISIBLE.system if Path(path).is_dir())
    report = ScoutReport(("/dev/nvidia0",), (f"{known}/libcuda.so.1",), "a card", "")
    readable = make_device("cuda:0", report, VISIBLE).readable
    assert known not in readable
    assert replace(CPU, readable=readable).readable == readable


async def test_of_the_pci_devices_only_cards_are_shown(tmp_path: Path) -> None:
    bus = tmp_path / "sys/bus/pci/devices"
    bus.mkdir(parents=True)
    devices = tmp_path / "sys/devices/pci0000:00/0000:00:01.0"
    classes = {"0000:01:00.0": "0x030200", "0000:02:00.0": "0x120000", "0000:03:00.0": "0x020000"}
    for address, of_class in classes.items():
        (devices / address).mkdir(parents=True)
        (devices / address / "class").write_text(f"{of_class}\n")
        (bus / address).symlink_to(devices / address)
    (tmp_path / "sys/devices/virtual/dmi/id").mkdir(parents=True)
    shown = read_paths("nvidia", tmp_path)
    assert [path for path in shown if path.startswith(str(tmp_path / "sys/devices"))] == [
        str(devices / "0000:01:00.0"),
        str(devices / "0000:02:00.0"),
    ]


async def test_of_a_directory_with_a_python_only_the_mapped_libraries_are_shown(
    tmp_path: Path,
) -> None:
    # As in a container's /usr/local/lib, which has every installed package below it.
    library, other = tmp_path / "lib/libdriver.so.1.2", tmp_path / "lib/libother.so"
    (tmp_path / "lib/python3.11/site-packages").mkdir(parents=True)
    for path in (library, other):
        path.touch()
    link = tmp_path / "lib/libdriver.so.1"
    link.symlink_to(library)
    report = ScoutReport(("/dev/nvidia0",), (str(library),), "a card", "")
    readable = make_device("cuda:0", report, VISIBLE).readable
    assert {path for path in readable if path.startswith(str(tmp_path))} == {
        str(library),
        str(link),
    }


async def test_a_library_that_the_jail_shows_by_itself_adds_no_directory(tmp_path: Path) -> None:
    library = tmp_path / "lib/libpython3.11.so.1.0"
    visible = replace(VISIBLE, system=(*VISIBLE.system, str(library)))
    report = ScoutReport(("/dev/nvidia0",), (str(library),), "a card", "")
    readable = make_device("cuda:0", report, visible).readable
    assert not [path for path in readable if path.startswith(str(tmp_path))]


async def test_other_mapped_files_add_nothing(tmp_path: Path) -> None:
    mapped = tmp_path / "nscd/passwd"
    report = ScoutReport(("/dev/nvidia0",), (str(mapped),), "a card", "")
    readable = make_device("cuda:0", report, VISIBLE).readable
    assert not [path for path in readable if path.startswith(str(tmp_path))]


async def test_on_this_machine_the_real_probe_says_why_it_has_no_card() -> None:
    if Path("/dev/nvidiactl").exists():
        pytest.skip("there is a card here: the tests marked gpu use it")
    with pytest.raises(JailError, match="cuda:0 could not be opened: "):
        await run_scout("cuda:0")
