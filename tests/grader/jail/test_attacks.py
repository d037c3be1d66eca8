"""Every attack of tests/attacks, in every mode of the jail, looked at from outside.

They are made a few at a time, as soon as a mode's first test begins.
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
from tests.support.jail_modes import MODES, children_of, template_of
from tests.support.polling import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

ATTACKS = sorted((Path(__file__).parents[2] / "attacks").glob("*.py"))
MARK = "TENSEI-SECRET"
LIMITS = Limits(wall_seconds=2, cpu_seconds=2, memory_mib=512)
PATIENT = Limits(wall_seconds=20, cpu_seconds=8, memory_mib=512)
AT_ONCE = 4
NOTHING = {None, "None", "[]", "''", "False", "0"}


class Range:
    """A jail with everything around it that an attack could reach for."""

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
        """A neighbour in the same jail, with a secret in its memory."""
        code = f"secret = '{self.secret}'\nimport time\ntime.sleep(600)"
        limits = Limits(wall_seconds=600, cpu_seconds=2, memory_mib=512)
        sibling = Task(code, device=self.jail.device, limits=limits)
        self.sibling = asyncio.ensure_future(self.jail.run(sibling))
        await until(lambda: len(children_of(self.jail)) >= 2)

    def known(self):
        """What the attacker knows."""
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
            "device-files": self.jail._plan.device.nodes,
            "sibling": children_of(self.jail)[0],
        }

    def called(self):
        """Listeners that somebody reached."""
        return [
            name
            for name, listener, look in (
                ("port", self.port, "accept"),
                ("unix", self.unix, "accept"),
                ("datagram", self.datagram, "recv"),
                ("abstract", self.abstract, "recv"),
            )
            if reached(listener, look)
        ]

    def surroundings(self):
        """What must be the same before and after."""
        about = self.victim.stat()
        return {
            "victim": (self.victim.read_text(), about.st_mode, about.st_mtime_ns, about.st_uid),
            "folder": sorted(self.folder.iterdir()),
            "shared memory": [
                path for path in sorted(Path("/dev/shm").iterdir()) if may_be_theirs(uid_of(path))
            ],
            "queues": [queue for kind in ("shm", "sem", "msg") for queue in queues(kind)],
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


def may_be_theirs(uid):
    """Whether children of a jail of ours run with this uid; others on this machine come and go."""
    return uid == os.getuid() or uid >= FIRST_UID


def uid_of(path):
    try:
        return path.stat().st_uid
    except FileNotFoundError:
        return -1


def queues(kind):
    """SysV memory, semaphores or messages, by kind, id and owner."""
    names, *lines = (
        line.split() for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
    )
    for line in lines:
        about = dict(zip(names, line, strict=True))
        if may_be_theirs(int(about["cuid"])):
            yield kind, about[f"{kind}id"], about["cuid"]


def reached(listener, look):
    try:
        listener.accept() if look == "accept" else listener.recv(1000)
    except BlockingIOError:
        return False
    return True


class Field:
    """A mode of the jail, in which all attacks that pytest was asked for have been made."""

    def __init__(self, surroundings):
        self.around = surroundings
        self.before = surroundings.surroundings()
        self.outcomes = {}
        self.after_each = {}

    async def make(self, attacks):
        known = f"PLANTED = {self.around.known()!r}\n"
        turns = asyncio.Semaphore(AT_ONCE)

        async def make_one(attack):
            async with turns:
                source = attack.read_text()
                limits = LIMITS if "timeout" in allowed_endings(source) else PATIENT
                device = self.around.jail.device
                task = Task(known + source, device=device, limits=limits)
                self.outcomes[attack] = await self.around.jail.run(task)
                code = "(1 + 1, __import__('os').listdir('.'))"
                look = Task(code, device=device, limits=LIMITS)
                self.after_each[attack] = await self.around.jail.run(look)

        await asyncio.gather(*map(make_one, attacks))


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=MODES)
async def field(request, jail_in, tmp_path_factory):
    jail = await jail_in(request.param)
    around = Range(jail, tmp_path_factory.mktemp(request.param))
    await around.start_sibling()
    made = Field(around)
    asked = {
        item.callspec.params.get("attack")
        for item in request.session.items
        if item.path == request.path and hasattr(item, "callspec")
    }
    await made.make(sorted(asked - {None}))
    yield made
    await around.close()


def allowed_endings(source):
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ENDING":
            return ast.literal_eval(node.value)
    return {"answered"}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.stem)
async def test_an_attack_gets_nothing(field, attack):
    source, outcome = attack.read_text(), field.outcomes[attack]
    assert outcome.ending in allowed_endings(source), outcome
    assert f"{MARK}-" not in repr(outcome)
    if "\ngot" in source:
        assert outcome.value in NOTHING
    assert field.after_each[attack].value == "(2, [])"


async def test_the_attacks_left_everything_around_them_as_it_was(field):
    """When it fails, find the culprit with `-k`: only the attacks asked for are made."""
    assert field.around.called() == []
    assert not field.around.sibling.done()
    assert field.around.surroundings() == field.before


async def test_no_process_outlives_the_attacks(field):
    jail = field.around.jail
    await jail.run(Task("1", device=jail.device, limits=LIMITS))
    # The sibling, two spares, and perhaps one more that is being made.
    await until(lambda: len(children_of(jail)) <= 4)


async def test_every_attack_says_what_it_tries():
    for attack in ATTACKS:
        assert ast.get_docstring(ast.parse(attack.read_text())), attack
    assert len(ATTACKS) >= 80
    assert {ending.value for ending in ExitKind} >= set().union(
        *(allowed_endings(attack.read_text()) for attack in ATTACKS)
    )
