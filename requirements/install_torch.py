"""Install torch into the environment of this interpreter, in the build that fits the machine.

    python requirements/install_torch.py

The environment variable TORCH names a build: `cpu`, `cuda`, one of PyTorch's package indexes such
as `cu130`, or the path of a wheel or of a folder with wheels. Without it the build is chosen: for
a machine without an NVIDIA card, the CPU build from PyTorch's own index if that answers within
seconds; otherwise the build on PyPI, which on Linux brings the CUDA libraries. A torch that is
installed already is kept if it is new enough.

The script runs before anything is installed, so it imports only the standard library.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "requirements" / "torch.txt"
INDEXES = "https://download.pytorch.org/whl"
INDEX_TIMEOUT_S = 5.0
CARD_FILES = ("/dev/nvidiactl", "/dev/nvidia0", "/dev/dxg")
"""Device files of NVIDIA's driver, and of WSL2's."""

# Downloads for torch 2.13 on Linux x86-64, Python 3.12, with everything that torch requires.
CPU_SIZE, CUDA_SIZE = "about 0.2 GB", "about 2.7 GB with the CUDA libraries"

_INDEX_NAME = re.compile(r"cpu|cu\d+|rocm[\d.]+|xpu")
_VERSION = re.compile(r"\d+(?:\.\d+)*")


class TorchChoiceError(Exception):
    """TORCH names no build; the message says what it may be."""


@dataclass(frozen=True)
class Choice:
    """A build of torch: what pip is called with, empty if nothing is to be installed, and why."""

    arguments: tuple[str, ...]
    reason: str


def choose(
    setting: str,
    *,
    installed: str | None,
    oldest: str,
    has_card: bool,
    platform: str = sys.platform,
    index_answers: Callable[[str], bool],
) -> Choice:
    """Return the build to install.

    `setting` is the value of TORCH, `installed` the version that the environment has, `oldest` the
    oldest version that will do. Raise TorchChoiceError for a setting that is no build.
    """
    if setting and setting != "cuda" and not _INDEX_NAME.fullmatch(setting):
        return _from_path(Path(setting).expanduser())
    if installed is not None and not setting:
        if _numbers(installed) >= _numbers(oldest):
            return Choice((), f"torch {installed} is installed already and new enough")
        reason = f"torch {installed} is too old, {oldest} or newer is needed"
        return Choice(_from_pypi(), f"from PyPI: {reason}")
    if setting == "cuda":
        return Choice(_from_pypi(), f"from PyPI, as TORCH says; {CUDA_SIZE}")
    if setting:
        return Choice(_from_index(setting), f"from {INDEXES}/{setting}, as TORCH says")
    if platform != "linux":
        return Choice(_from_pypi(), "from PyPI, whose build for this system has no CUDA libraries")
    if has_card:
        return Choice(_from_pypi(), f"from PyPI, with CUDA, as there is a card; {CUDA_SIZE}")
    if index_answers(f"{INDEXES}/cpu"):
        reason = f"for the CPU, as there is no NVIDIA card; {CPU_SIZE}"
        return Choice(_from_index("cpu"), f"from {INDEXES}/cpu, {reason}")
    reason = f"as {INDEXES}/cpu does not answer; up to {CUDA_SIZE}"
    return Choice(_from_pypi(), f"from PyPI or your pip's own index, {reason}")


def _from_path(path: Path) -> Choice:
    if path.is_file() and path.suffix == ".whl":
        return Choice((str(path),), f"from {path}, as TORCH says")
    if path.is_dir() and any(path.glob("torch-*.whl")):
        arguments = ("--find-links", str(path), "--requirement", str(PINNED))
        return Choice(arguments, f"from the wheels in {path}, as TORCH says")
    raise TorchChoiceError(
        f"TORCH={path} is no build of torch. It may be cpu, cuda, a PyTorch index such as cu130, "
        "a file torch-….whl, or a folder that has one."
    )


def _from_pypi() -> tuple[str, ...]:
    return ("--requirement", str(PINNED))


def _from_index(name: str) -> tuple[str, ...]:
    """Return pip's arguments for torch from one of PyTorch's indexes instead of PyPI.

    With both indexes pip could take either build, as they have the same version.
    """
    return ("--index-url", f"{INDEXES}/{name}", "--requirement", str(PINNED))


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(int(each) for each in found[0].split(".")) if found else ()


def index_answers(url: str) -> bool:
    """Return whether a package index answers within seconds."""
    try:
        with urllib.request.urlopen(f"{url}/torch/", timeout=INDEX_TIMEOUT_S) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def installed_torch() -> str | None:
    """Return the version of torch in this environment, or None."""
    try:
        return importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return None


def oldest_torch() -> str:
    """Return the oldest version of torch that pyproject.toml allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]["grader"]
    requirement = next(each for each in extras if each.startswith("torch>="))
    return str(requirement.removeprefix("torch>="))


def main(arguments: Sequence[str]) -> int:
    """Install torch; the arguments are passed to pip. Return pip's exit code, or 2."""
    installed = installed_torch()
    try:
        choice = choose(
            os.environ.get("TORCH", "").strip(),
            installed=installed,
            oldest=oldest_torch(),
            has_card=any(Path(each).exists() for each in CARD_FILES),
            index_answers=index_answers,
        )
    except TorchChoiceError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"torch: {choice.reason}.", file=sys.stderr)
    if not choice.arguments:
        return 0
    pip = [sys.executable, "-m", "pip", "install", *arguments]
    if installed is None:
        return _run(*pip, *choice.arguments)
    # Another build of the same version counts as installed, so it has to be replaced by force; and
    # then not its requirements, most of which are installed with hashes.
    return _run(*pip, "--force-reinstall", "--no-deps", *choice.arguments) or _run(*pip, "torch")


def _run(*command: str) -> int:
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own arguments


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
