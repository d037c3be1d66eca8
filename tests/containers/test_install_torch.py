"""Which build of torch `make install` takes, and that pip gets it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "requirements" / "install_torch.py"
PINNED = "2.13.0"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("install_torch", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


install_torch = load_script()


def chosen(setting: str = "", **facts: Any) -> Any:
    defaults: dict[str, Any] = {
        "installed": None,
        "oldest": "2.11",
        "has_card": False,
        "platform": "linux",
        "index_answers": lambda _: True,
    }
    return install_torch.choose(setting, **(defaults | facts))


def is_from_index(choice: Any, name: str) -> bool:
    return any(each.endswith(f"/whl/{name}") for each in choice.arguments)


def never_asked(url: str) -> bool:
    raise AssertionError(f"{url} was requested")


def test_without_a_card_the_small_build_is_taken_and_the_line_says_its_size() -> None:
    choice = chosen()
    assert is_from_index(choice, "cpu")
    assert "no NVIDIA card" in choice.reason
    assert install_torch.CPU_SIZE in choice.reason


def test_where_pytorchs_index_does_not_answer_pips_own_is_taken() -> None:
    choice = chosen(index_answers=lambda _: False)
    assert "--index-url" not in choice.arguments
    assert "does not answer" in choice.reason


def test_with_a_card_the_build_with_cuda_is_taken_without_asking_the_other_index() -> None:
    choice = chosen(has_card=True, index_answers=never_asked)
    assert "--index-url" not in choice.arguments
    assert install_torch.CUDA_SIZE in choice.reason


def test_on_a_mac_pypis_build_is_the_small_one() -> None:
    assert "--index-url" not in chosen(platform="darwin", index_answers=never_asked).arguments


@pytest.mark.parametrize("installed", ["2.11.0", "2.13.0+cpu", "2.14.0a0+git123", "3.0"])
def test_a_torch_that_is_installed_and_new_enough_is_kept(installed: str) -> None:
    choice = chosen(installed=installed, index_answers=never_asked)
    assert choice.arguments == ()
    assert installed in choice.reason


def test_one_that_is_too_old_is_replaced() -> None:
    choice = chosen(installed="2.9.1", has_card=True)
    assert choice.arguments
    assert "2.9.1 is too old" in choice.reason


@pytest.mark.parametrize("setting", ["cpu", "cu130", "rocm6.4"])
def test_torch_names_an_index_that_wins_over_the_card_and_over_what_is_installed(
    setting: str,
) -> None:
    assert is_from_index(chosen(setting, has_card=True, installed=PINNED), setting)


def test_torch_may_ask_for_cuda_where_there_is_no_card_yet() -> None:
    assert "--index-url" not in chosen("cuda", index_answers=never_asked).arguments


@pytest.mark.parametrize("setting", ["gpu", "no-such-folder", "/etc/hostname", "."])
def test_what_names_no_build_is_refused_with_what_it_may_be(setting: str) -> None:
    with pytest.raises(install_torch.TorchChoiceError, match=r"cpu, cuda, .*whl"):
        chosen(setting)


def test_the_oldest_version_is_the_one_that_the_project_requires() -> None:
    assert f'"torch>={install_torch.oldest_torch()}"' in (ROOT / "pyproject.toml").read_text()


def test_an_index_that_cannot_be_reached_does_not_answer() -> None:
    assert not install_torch.index_answers("http://127.0.0.1:1/whl/cpu")


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    venv.create(tmp_path / "env", with_pip=True)
    return tmp_path / "env"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel named torch, with a version and nothing else."""
    return write_wheel(tmp_path / "wheels", f"{PINNED}+folder")


def write_wheel(folder: Path, version: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"torch-{version}-py3-none-any.whl"
    facts = f"torch-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            f"{facts}/METADATA", f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n"
        )
        file.writestr(f"{facts}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{facts}/RECORD", "")
    return path


def run(environment: Path, setting: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [environment / "bin/python", SCRIPT, "--quiet"],
        env={**os.environ, "TORCH": setting, "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def version_in(environment: Path) -> str:
    code = "from importlib.metadata import version; print(version('torch'))"
    done = subprocess.run(
        [environment / "bin/python", "-c", code], capture_output=True, text=True, timeout=60
    )
    return done.stdout.strip()


@pytest.mark.parametrize("named", [lambda wheel: wheel, lambda wheel: wheel.parent])
def test_pip_installs_the_wheel_or_the_folder_that_torch_names(
    environment: Path, wheel: Path, named: Callable[[Path], Path]
) -> None:
    done = run(environment, str(named(wheel)))
    assert done.returncode == 0, done.stderr
    assert version_in(environment) == f"{PINNED}+folder"


def test_another_build_of_the_same_version_replaces_the_one_that_is_there(
    environment: Path, wheel: Path
) -> None:
    assert run(environment, str(wheel)).returncode == 0
    other = write_wheel(wheel.parent / "other", f"{PINNED}+other")
    done = run(environment, str(other))
    assert done.returncode == 0, done.stderr
    assert version_in(environment) == f"{PINNED}+other"
    assert run(environment, "").stderr.startswith(f"torch: torch {PINNED}+other is installed")


def test_a_setting_that_names_nothing_ends_the_installation(environment: Path) -> None:
    done = run(environment, "gpu")
    assert (done.returncode, version_in(environment)) == (2, "")
    assert done.stderr.startswith("TORCH=gpu is no build of torch.")
