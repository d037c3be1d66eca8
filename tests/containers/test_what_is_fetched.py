"""An installation downloads only files with locked hashes, and images by digest."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = {"bot": (), "grader": ("grader",), "dev": ("grader", "dev")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DIGEST = "sha256:" + "a5" * 32


def locked(name: str) -> dict[str, tuple[Requirement, int]]:
    """Return the packages of a lock file, each with its number of hashes."""
    text = (ROOT / f"requirements/{name}.txt").read_text()
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    found: dict[str, tuple[Requirement, int]] = {}
    for entry in re.split(r"\n(?! )", "\n".join(lines)):
        first, *hashes = entry.split(" \\\n")
        assert all(re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}", each) for each in hashes), entry
        wanted = Requirement(first)
        assert canonicalize_name(wanted.name) not in found, "one version for every platform"
        found[canonicalize_name(wanted.name)] = (wanted, len(hashes))
    return found


@pytest.mark.parametrize("name", [*LOCKS, "uv", "pip"])
def test_everything_that_is_locked_has_one_version_and_the_hash_of_every_file(name: str) -> None:
    for wanted, hashes in locked(name).values():
        assert re.fullmatch(r"==[^,*]+", str(wanted.specifier)), wanted
        assert hashes >= 1, wanted


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_what_the_project_asks_for_but_for_torch(name: str) -> None:
    required = list(PROJECT["dependencies"])
    for extra in LOCKS[name]:
        required += PROJECT["optional-dependencies"][extra]
    found = locked(name)
    for wanted in map(Requirement, required):
        if wanted.name != "torch":
            (version,) = found[canonicalize_name(wanted.name)][0].specifier
            assert wanted.specifier.contains(version.version), wanted
    assert "setuptools" in found  # builds Tensei itself
    assert not [each for each in found if each.startswith(("torch", "nvidia", "cuda", "triton"))]


def test_the_three_locks_agree_on_every_version() -> None:
    bot, grader, dev = (locked(name) for name in LOCKS)
    for smaller, larger in ((bot, grader), (grader, dev)):
        assert {name: smaller[name][0].specifier for name in smaller} == {
            name: larger[name][0].specifier for name in larger if name in smaller
        }


def test_torch_is_pinned_by_its_version_as_the_project_allows() -> None:
    (line,) = re.findall(r"^[^#].*$", (ROOT / "requirements/torch.txt").read_text(), re.MULTILINE)
    (version,) = Requirement(line).specifier
    assert version.operator == "=="
    (required,) = (
        each
        for each in map(Requirement, PROJECT["optional-dependencies"]["grader"])
        if each.name == "torch"
    )
    assert required.specifier.contains(version.version)


@pytest.mark.parametrize(
    "file",
    ["Makefile", *(f"docker/{each.name}" for each in (ROOT / "docker").glob("*.sh"))],
)
def test_nothing_is_fetched_without_a_hash_but_torch(file: str) -> None:
    text = (ROOT / file).read_text().replace("\\\n", " ")
    text = text.replace(
        "$(LOCKED)", re.findall(r"^LOCKED := (.*)$", text + "\nLOCKED := \n", re.M)[0]
    )
    for line in re.findall(r"^.*(?:pip install|\$\(PIP\)).*$", text, re.MULTILINE):
        if line.startswith("PIP :="):
            continue
        from_here = "--no-deps --no-build-isolation" in line
        assert "--require-hashes --no-deps" in line or from_here or "torch.txt" in line, line


def test_pip_refuses_a_file_that_is_not_the_one_that_was_locked(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "shtab-1.13.0-py3-none-any.whl").write_bytes(b"PK not what it was")
    (entry,) = re.findall(
        r"^shtab==.*(?:\n .*)+", (ROOT / "requirements/bot.txt").read_text(), re.MULTILINE
    )
    (tmp_path / "one.txt").write_text(entry.replace(entry.split()[0], "shtab==1.13.0") + "\n")
    subprocess.run(["python3", "-m", "venv", tmp_path / "venv"], check=True, timeout=120)
    refused = subprocess.run(
        [
            *(tmp_path / "venv/bin/python", "-m", "pip", "install", "--no-index"),
            *("--find-links", wheels, "--require-hashes", "--no-deps", "-r", tmp_path / "one.txt"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        env={k: v for k, v in os.environ.items() if not k.startswith("PIP_")},
    )
    assert refused.returncode != 0
    assert "DO NOT MATCH THE HASHES" in refused.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the files that name images, with a registry client that knows one digest."""
    (tmp_path / "docker").mkdir()
    for file in ("docker/Dockerfile", "docker/pin-images.sh", "docker-compose.yml"):
        shutil.copy(ROOT / file, tmp_path / file)
    client = tmp_path / "bin/skopeo"
    client.parent.mkdir()
    client.write_text(
        '#!/bin/sh\necho "$@" >> "$0.log"\n'
        f'case "$*" in *@*) echo "$*" | grep -q {DIGEST} || exit 1 ;; esac\necho {DIGEST}\n'
    )
    client.chmod(0o755)
    return tmp_path


def pin(checkout: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "docker/pin-images.sh", *options],
        env={"PATH": f"{checkout / 'bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def images(checkout: Path) -> list[str]:
    text = (checkout / "docker/Dockerfile").read_text()
    text += (checkout / "docker-compose.yml").read_text()
    found = re.findall(r"^(?:ARG BASE=| +image: )(\S+)$", text, re.MULTILINE)
    return [each for each in found if not each.startswith("tensei-")]


def test_one_command_writes_the_digest_of_every_image_that_is_not_built_here(
    checkout: Path,
) -> None:
    tags = [each.partition("@")[0] for each in images(checkout)]
    done = pin(checkout)
    assert done.returncode == 0, done.stderr
    assert images(checkout) == [f"{tag}@{DIGEST}" for tag in tags]
    assert len(tags) == 4
    assert pin(checkout, "--check").returncode == 0


def test_an_image_without_a_digest_or_with_one_that_no_registry_has_is_told(
    checkout: Path,
) -> None:
    dockerfile = checkout / "docker/Dockerfile"
    before = dockerfile.read_text()
    failed = pin(checkout, "--check")
    assert failed.returncode == 1
    assert "the registry has no python:" in failed.stderr
    dockerfile.write_text(re.sub(r"@sha256:[0-9a-f]+", "", before))
    failed = pin(checkout, "--check")
    assert failed.returncode == 1
    assert re.search(r"^python:\S+ has no digest", failed.stderr, re.MULTILINE)
