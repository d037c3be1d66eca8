"""Runs every attack of tests/attacks in every mode of the jail, and checks its effects outside.

When the first test of a mode starts, all of its attacks are run, a few at a time.
"""

import ast
import asyncio
import os
import secrets
import socket
from pathlib import Path

import pytest
import pytest_asyncio

from grader.jail import ExitKind, Limits, Task
from grader.jail.uids import FIRST_UID
from tests.support.jail_modes import MODES_AND_CARD, children_of, template_of
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

ATTACKS = sorted((Path(__file__).parents[2] / "attacks").glob("*.py"))
MARK = "TENSEI-SECRET"
LIMITS = Limits(wall_seconds=2, cpu_seconds=2, memory_mib=512)
# An attack that is not ended by its time must not be ended by a machine that is busy.
GENEROUS_LIMITS = Limits(wall_seconds=90, cpu_seconds=8, memory_mib=512)
CONCURRENT_ATTACKS = 4
NO_LOOT = {None, "None", "[]", "''", "False", "0"}


class Targets:
    """A jail, and files, sockets, secrets and processes that attacks may try to reach."""

    def __init__(self, jail, folder):
        self.jail = jail
        self.secret = f"{MARK}-{secrets.token_hex(16)}"
        os.environ["TENSEI_PLANTED"] = self.secret
        self.file = folder / "secret.txt"
        self.file.write_text(self.secret)
        self.victim = folder / "victim.txt"
        self.victim.write_text("untouched")
        for path in (folder, *folder.parents):
            if path.stat().st_uid == os.getuid() and path != Path("/"):
                path.chmod(path.stat().st_mode | 0o755)
        self.folder = folder
        self.file.chmod(0o644)
        self.victim.chmod(0o666)
        self.port = self._listen(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self.unix = self._listen(socket.AF_UNIX, socket.SOCK_STREAM, f"{folder}/s")
        self.datagram = self._listen(socket.AF_UNIX, socket.SOCK_DGRAM, f"{folder}/d")
        self.abstract_name = f"tensei-{secrets.token_hex(4)}"
        self.abstract = self._listen(socket.AF_UNIX, socket.SOCK_DGRAM, f"\0{self.abstract_name}")
        for name in ("s", "d"):
            (folder / name).chmod(0o777)
        self.sibling = None

    @staticmethod
    def _listen(family, kind, address):
        listener = socket.socket(family, kind)
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        listener.setblocking(False)
        return listener

    async def start_sibling(self):
        """Start another task in the same jail, with a secret in its memory."""
        code = f"secret = '{self.secret}'\nimport time\ntime.sleep(600)"
        limits = Limits(wall_seconds=600, cpu_seconds=2, memory_mib=512)
        sibling = Task(code, device=self.jail.device, limits=limits)
        self.sibling = asyncio.ensure_future(self.jail.run(sibling))
        await until(lambda: len(children_of(self.jail)) >= 2)

    def planted(self):
        """Return what the attacker knows."""
        return {
            "mark": MARK,
            "file": str(self.file),
            "victim": str(self.victim),
            "project": str(Path(__file__).parents[3]),
            "port": self.port.getsockname()[1],
            "unix": f"{self.folder}/s",
            "unix-datagram": f"{self.folder}/d",
            "abstract": self.abstract_name,
            "worker": os.getpid(),
            "template": template_of(self.jail),
            "sibling": children_of(self.jail)[0],
            # Where the links of /sys/class lead to: a list of these directories may be denied.
            "identity": [
                str(path.resolve())
                for pattern in ("net/*/address", "dmi/id/*", "block/*/uevent")
                for path in Path("/sys/class").glob(pattern)
            ],
        }

    def contacted_listeners(self):
        """Return the names of the listeners that received a connection or a message."""
        return [
            name
            for name, listener, method in (
                ("port", self.port, "accept"),
                ("unix", self.unix, "accept"),
                ("datagram", self.datagram, "recv"),
                ("abstract", self.abstract, "recv"),
            )
            if was_contacted(listener, method)
        ]

    def snapshot(self):
        """Return the state that attacks must not change."""
        stats = self.victim.stat()
        return {
            "victim": (self.victim.read_text(), stats.st_mode, stats.st_mtime_ns, stats.st_uid),
            "folder": sorted(self.folder.iterdir()),
            "shared memory": [
                path
                for path in sorted(Path("/dev/shm").iterdir())
                if may_belong_to_children(uid_of(path))
            ],
            "sysv objects": [
                found for kind in ("shm", "sem", "msg") for found in sysv_objects(kind)
            ],
            "left": [
                path for path in ("/tensei-attacked", "/tmp/tensei-attacked") if Path(path).exists()
            ],
            "template": self.jail.template_pid,
        }

    async def close(self):
        os.environ.pop("TENSEI_PLANTED")
        if self.sibling is not None:
            self.sibling.cancel()
            await asyncio.gather(self.sibling, return_exceptions=True)
        for listener in (self.port, self.unix, self.datagram, self.abstract):
            listener.close()


def may_belong_to_children(uid):
    """Return whether children of our jails may have this uid; other processes are ignored."""
    return uid == os.getuid() or uid >= FIRST_UID


def uid_of(path):
    try:
        return path.stat().st_uid
    except FileNotFoundError:
        return -1


def sysv_objects(kind):
    """Yield SysV shared memory, semaphores or message queues as kind, id and owner."""
    names, *lines = (
        line.split() for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
    )
    for line in lines:
        fields = dict(zip(names, line, strict=True))
        if may_belong_to_children(int(fields["cuid"])):
            yield kind, fields[f"{kind}id"], fields["cuid"]


def was_contacted(listener, method):
    try:
        listener.accept() if method == "accept" else listener.recv(1000)
    except BlockingIOError:
        return False
    return True


class AttackedJail:
    """The outcomes of the selected attacks in one mode of the jail."""

    def __init__(self, targets):
        self.targets = targets
        self.before = targets.snapshot()
        self.outcomes = {}
        self.after_each = {}

    async def run(self, attacks):
        planted = f"PLANTED = {self.targets.planted()!r}\n"
        slots = asyncio.Semaphore(CONCURRENT_ATTACKS)

        async def run_one(attack):
            async with slots:
                source = attack.read_text()
                limits = LIMITS if "timeout" in allowed_endings(source) else GENEROUS_LIMITS
                device = self.targets.jail.device
                task = Task(planted + source, device=device, limits=limits)
                self.outcomes[attack] = await self.targets.jail.run(task)
                code = "(1 + 1, __import__('os').listdir('.'))"
                check = Task(code, device=device, limits=GENEROUS_LIMITS)
                self.after_each[attack] = await self.targets.jail.run(check)

        await asyncio.gather(*map(run_one, attacks))


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=MODES_AND_CARD)
async def attacked_jail(request, jail_in, tmp_path_factory):
    jail = await jail_in(request.param)
    targets = Targets(jail, tmp_path_factory.mktemp(request.param))
    await targets.start_sibling()
    attacked = AttackedJail(targets)
    selected = {
        item.callspec.params.get("attack")
        for item in request.session.items
        if item.path == request.path and hasattr(item, "callspec")
    }
    await attacked.run(sorted(selected - {None}))
    yield attacked
    await targets.close()


def allowed_endings(source):
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ENDING":
            return ast.literal_eval(node.value)
    return {"answered"}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.stem)
async def test_an_attack_gets_nothing(attacked_jail, attack):
    source, outcome = attack.read_text(), attacked_jail.outcomes[attack]
    assert outcome.ending in allowed_endings(source), outcome
    assert f"{MARK}-" not in repr(outcome)
    if "\ngot" in source:
        assert outcome.value in NO_LOOT
    assert attacked_jail.after_each[attack].value == "(2, [])"


async def test_the_attacks_left_everything_around_them_as_it_was(attacked_jail):
    """If it fails, find the attack with `-k`: only the selected attacks are run."""
    assert attacked_jail.targets.contacted_listeners() == []
    assert not attacked_jail.targets.sibling.done()
    assert attacked_jail.targets.snapshot() == attacked_jail.before


async def test_no_process_outlives_the_attacks(attacked_jail):
    jail = attacked_jail.targets.jail
    await jail.run(Task("1", device=jail.device, limits=GENEROUS_LIMITS))
    # The sibling, two idle children, and perhaps one more that is being forked.
    await until(lambda: len(children_of(jail)) <= 4)


async def test_every_attack_says_what_it_tries():
    for attack in ATTACKS:
        assert ast.get_docstring(ast.parse(attack.read_text())), attack
    assert len(ATTACKS) >= 80
    assert {ending.value for ending in ExitKind} >= set().union(
        *(allowed_endings(attack.read_text()) for attack in ATTACKS)
    )
