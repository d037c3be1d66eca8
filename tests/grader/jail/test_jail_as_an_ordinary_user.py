"""The sandbox layers of a grader that is not root, tested as an ordinary user.

If Python is installed in root's closed home directory, a mount namespace makes it visible to that
user, and nothing changes for other processes.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.jail.visible_paths import find_closed_directory, find_visible_paths

NOBODY_SPECIAL = "61234"
HERE = Path(__file__).parent
PROJECT = HERE.parents[2]


def mask_commands(closed, needed):
    """Yield shell commands that reduce the directory `closed` to the needed paths."""
    tops = {Path(closed) / path.relative_to(closed).parts[0] for path in needed}
    for number, top in enumerate(sorted(tops)):
        yield f"mkdir $kept/{number} && mount --bind {shlex.quote(str(top))} $kept/{number}"
    yield f"mount -t tmpfs -o mode=755 none {shlex.quote(closed)}"
    for number, top in enumerate(sorted(tops)):
        path_in_shell = shlex.quote(str(top))
        yield f"mkdir {path_in_shell} && mount --bind $kept/{number} {path_in_shell}"


def as_ordinary_user(command, tmp_path):
    """Return the command to run as an ordinary user who can read Python, torch and the project."""
    visible = find_visible_paths()
    paths = (*visible.coarse, visible.interpreter, sys.executable, str(PROJECT))
    become = ["setpriv", "--reuid", NOBODY_SPECIAL, "--regid", NOBODY_SPECIAL, "--clear-groups"]
    closed = find_closed_directory(paths)
    if closed is None:
        return [*become, *command]
    needed = [Path(path) for path in paths if Path(path).is_relative_to(closed)]
    steps = (f"kept={shlex.quote(str(tmp_path))}", *mask_commands(closed, needed))
    script = " && ".join((*steps, 'exec "$@"'))
    namespace = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"]
    return [*namespace, *become, *command]


@pytest.fixture(scope="module")
def folder():
    """A directory that every user can enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(scope="module")
def report(folder):
    if os.geteuid() != 0:
        pytest.skip("this is an ordinary user already: every other test shows the same")
    secret = folder / "secret.txt"
    secret.write_text("SECRET-of-the-grader")
    command = [sys.executable, "-B", "-m", "tests.support.unprivileged_jail", str(secret)]
    done = subprocess.run(
        as_ordinary_user(command, folder),
        cwd=PROJECT,
        env={**os.environ, "HOME": "/nowhere", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        timeout=120,
    )
    if b"unshare failed" in done.stderr:
        pytest.skip("needs a mount namespace to become an ordinary user: not in this container")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_every_layer_but_the_own_uid_is_active_for_an_ordinary_user(report):
    assert report["uid"] == int(NOBODY_SPECIAL)
    standing = {layer["name"]: layer["standing"] for layer in report["survey"]}
    assert not standing["own-uid"]
    inner = {"rlimits", "no-new-privs", "no-capabilities", "landlock", "seccomp"}
    assert inner <= {name for name, is_active in standing.items() if is_active}
    with_bubblewrap = report["with_bubblewrap"]["layers"]
    assert {*with_bubblewrap} - {"bubblewrap"} == inner
    assert ("bubblewrap" in with_bubblewrap) == standing["bubblewrap"]
    assert {*report["without_bubblewrap"]["layers"]} == inner


@pytest.mark.parametrize("mode", ["with_bubblewrap", "without_bubblewrap"])
def test_attacks_get_nothing_of_an_ordinary_users(report, mode):
    found = report[mode]["attacks"]
    assert found.pop("hide_files_in_closed_directories") == ["refused", None]
    for name, (ending, loot) in found.items():
        assert ending in {"answered", "raised", "refused"}, name
        assert loot in {None, "None", "[]", "''", "False", "0"}, name


def test_an_ordinary_users_grader_gives_the_verdict(report):
    assert report["graded"] == "passed"
