"""The build steps of the images, run without Docker.

Nothing is downloaded: the packages of this test's environment are on the path of the new virtual
environment beforehand, and satisfy all requirements of pip.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from lessons import catalog

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "docker").glob("*.sh"))
INSTALLS = [script for script in SCRIPTS if script.name.startswith("install-")]
INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple/")

EVERY_MODULE_OF_THE_BOT = """
import importlib, pkgutil, sys
import bot, migrations
from lessons import catalog
for module in pkgutil.walk_packages(bot.__path__, "bot."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
assert "torch" not in sys.modules
print(len(catalog.load().exercises()), bot.__file__)
"""


MODULES_OF_THE_GRADER = """
from importlib.util import find_spec
print(bool(find_spec("torch")), bool(find_spec("pytest")), find_spec("grader").origin)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Run install-bot.sh and install-grader.sh, and return their prefixes."""
    try:
        urllib.request.urlopen(INDEX, timeout=120).close()
    except OSError as problem:
        pytest.skip(f"pip needs {INDEX} for setuptools ({problem}); name another: PIP_INDEX_URL")
    folder = tmp_path_factory.mktemp("installed")
    prefixes = {"bot": folder / "bot", "grader": folder / "grader"}
    link_packages(prefixes["bot"], needed_by("tensei"))
    link_packages(prefixes["grader"], needed_by("tensei", "grader"))
    with ThreadPoolExecutor() as executor:
        list(executor.map(install, prefixes, prefixes.values()))
    return prefixes


def install(what: str, prefix: Path) -> None:
    ran = subprocess.run(
        [ROOT / f"docker/install-{what}.sh", prefix],
        env={**os.environ, "PYTHON": sys.executable, "PIP_NO_COMPILE": "1"},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def needed_by(name: str, extra: str = "", seen: frozenset[str] = frozenset()) -> set[str]:
    """Return the names of all direct and indirect requirements of a package."""
    needed: set[str] = set()
    for line in importlib.metadata.requires(name) or ():
        wanted = Requirement(line)
        other = canonical(wanted.name)
        if wanted.marker and not wanted.marker.evaluate({"extra": extra}):
            continue
        if other in seen | needed:
            continue
        needed.add(other)
        for inner in ("", *wanted.extras):
            needed |= needed_by(other, inner, seen | needed)
    return needed


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def link_packages(prefix: Path, names: set[str]) -> None:
    """Put these packages, and no others, on the path of the environment at `prefix`."""
    linked = prefix.with_suffix(".linked")
    linked.mkdir()
    for name in names:
        for file in importlib.metadata.files(name) or ():
            top = file.parts[0]
            link = linked / top
            if top not in ("..", "__pycache__") and not link.is_symlink():
                link.symlink_to(file.locate().parents[len(file.parts) - 1] / top)
    site = prefix / f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    site.mkdir(parents=True)
    (site / "linked.pth").write_text(f"{linked}\n")


def python(prefix: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [prefix / "bin/python", "-P", "-c", code],
        cwd=prefix,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_every_module_of_the_bot_that_is_installed_imports_without_torch_and_without_tools(
    installed: dict[str, Path],
) -> None:
    bot = installed["bot"]
    ran = python(bot, EVERY_MODULE_OF_THE_BOT)
    assert ran.returncode == 0, ran.stderr
    exercises, file = ran.stdout.split()
    assert int(exercises) == len(catalog.load().exercises())
    assert Path(file).is_relative_to(bot)
    assert "No module named 'torch'" in python(bot, "import torch").stderr
    assert "No module named 'pytest'" in python(bot, "import pytest").stderr


def test_the_bot_that_is_installed_does_not_start_on_sqlite_where_it_would_have_to_grade(
    installed: dict[str, Path],
) -> None:
    ran = python(
        installed["bot"],
        "import os, runpy, sys\n"
        "os.environ |= {'TENSEI_LOCAL_PORT': '0', 'TENSEI_HEALTH_PORT': '0'}\n"
        "os.environ['TENSEI_DATABASE_URL'] = 'sqlite+aiosqlite:///tensei.db'\n"
        "sys.argv = ['bot']\n"
        "runpy.run_module('bot', run_name='__main__')",
    )
    assert ran.returncode == 1
    (message,) = ran.stderr.splitlines()
    assert "torch is not installed here" in message
    assert "TENSEI_DATABASE_URL" in message


def test_the_grader_that_is_installed_has_torch_and_none_of_the_tests_tools(
    installed: dict[str, Path],
) -> None:
    grader = installed["grader"]
    ran = python(grader, MODULES_OF_THE_GRADER)
    assert ran.returncode == 0, ran.stderr
    torch, pytest, file = ran.stdout.split()
    assert (torch, pytest) == ("True", "False")
    assert Path(file).is_relative_to(grader)


def test_nothing_is_left_in_the_source_by_an_installation(installed: dict[str, Path]) -> None:
    assert installed
    assert not (ROOT / "build").exists()


@pytest.mark.parametrize("script", INSTALLS, ids=lambda script: script.name)
def test_an_install_script_asks_where_to_install(script: Path) -> None:
    failed = subprocess.run([script], capture_output=True, text=True, timeout=120)
    assert failed.returncode != 0
    assert f"{script.name} PREFIX" in failed.stderr


def test_the_images_are_built_by_the_scripts_that_are_run_here() -> None:
    dockerfile = (ROOT / "docker/Dockerfile").read_text()
    ran = re.findall(r"^RUN .*?(install-\S+\.sh) /opt/tensei$", dockerfile, re.MULTILINE)
    assert ran == ["install-bot.sh", "install-torch.sh", "install-grader.sh"]
    assert "pip" not in dockerfile
