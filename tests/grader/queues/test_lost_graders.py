"""What a grader dies of is found and ended, and costs nobody else an attempt."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.i18n import Translations
from bot.storage import open_database
from bot.tutor.service import Tutor
from grader.protocol import Blame, Graded, JobFailed
from grader.queues.blame import InHand, blamed
from grader.queues.isolation import Isolation
from grader.queues.local import LocalQueue
from lessons.curriculum import Catalog
from tests.support.grader_fleet import Graders, House
from tests.support.polling import until
from tests.support.stub_platform import StubPlatform

SMALL = Path(__file__).parents[2] / "grader" / "small_grader.py"


class SmallHouse(House):
    """The same bot on SQLite, with a small grader as its child."""

    def __init__(self, url: str, catalog: Catalog, folder: Path) -> None:
        super().__init__(url, catalog)
        self._folder = folder

    async def open(self) -> House:
        self.database = await open_database(self._url)
        lives = str(self._folder / "lives")
        queue = self.queue = LocalQueue(command=(sys.executable, str(SMALL), lives, "2"))  # type: ignore[assignment]
        self.tutor = Tutor(self.database, self._catalog, queue, Translations())
        self.tutor.connect(StubPlatform("local", self._deliver))
        queue.on_answer = self._answered
        await queue.start()
        return self

    def lives(self) -> int:
        return len((self._folder / "lives").read_text().splitlines())

    def begun(self) -> list[str]:
        return (self._folder / "begun").read_text().splitlines()


@pytest.fixture
async def small_house(
    sqlite_url: str, catalog: Catalog, tmp_path: Path
) -> AsyncIterator[SmallHouse]:
    house = SmallHouse(sqlite_url, catalog, tmp_path)
    await house.open()
    yield house
    await house.close()


async def ended(house: House, place: str) -> tuple[str | None, int, int]:
    row = await house.row(place)
    return row.status, row.attempts, row.graders_lost


async def test_on_one_machine_what_kills_graders_takes_two_and_no_one_else_pays(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    innocent = await small_house.paste(f"until {go}", "ben")

    async def begun() -> bool:
        return (tmp_path / "begun").exists()

    await until(begun)
    deadly = await small_house.paste("die", "aki")
    others = [await small_house.paste("pass", f"learner{n}") for n in range(3)]

    async def died_once() -> bool:
        return small_house.lives() >= 2

    await until(died_once)
    go.touch()
    reply = await small_house.final(deadly)
    assert "ours" in str(reply)
    for place in (innocent, *others):
        await small_house.final(place)
        assert (await ended(small_house, place))[:2] == ("passed", 0)
    assert await ended(small_house, deadly) == ("trouble", 0, 2)
    await until(lambda: _has_lives(small_house, 3))
    assert small_house.begun().count((await small_house.row(deadly)).id) == 2


async def _has_lives(house: SmallHouse, count: int) -> bool:
    return house.lives() == count


async def test_on_many_machines_what_kills_graders_takes_two_and_no_one_else_pays(
    house: House, graders: Graders
) -> None:
    graders.start()
    innocent = await house.paste("first naps 30", "ben")
    await graders.until_noted("began")
    deadly = await house.paste("die", "aki")
    await graders.until_noted("died")
    graders.start()
    await house.final(innocent, 40)
    assert await ended(house, innocent) == ("passed", 0, 1)
    await house.final(deadly, 40)
    assert await ended(house, deadly) == ("trouble", 0, 2)
    assert len(graders.notes("died")) == 2
    graders.start()
    await house.final(await house.paste("pass", "cho"))
    assert len(graders.notes("died")) == 2


async def test_on_many_machines_a_suspect_is_run_with_nothing_beside_it(
    house: House, graders: Graders
) -> None:
    graders.start()
    suspect = await house.paste("first naps 30", "aki")
    (first,) = await graders.until_noted("began")
    await house.paste("first naps 30", "ben")
    await graders.until_noted("began", 2)
    graders.processes[0].kill()
    await until(lambda: _are_suspects(house, 2))
    graders.start(at_once=3)
    for number in range(4):
        await house.paste("nap 0.05", f"learner{number}")
    await house.final(suspect, 40)
    job = (await house.row(suspect)).id
    assert first["began"] == job
    notes = [each for each in graders.all_notes() if each["pid"] == graders.processes[1].pid]
    began = next(n for n, each in enumerate(notes) if each.get("began") == job)
    running = {each["began"] for each in notes[:began] if "began" in each} - {
        each["ended"] for each in notes[:began] if "ended" in each
    }
    assert running == set()
    assert notes[began + 1].get("ended") == job


async def _are_suspects(house: House, count: int) -> bool:
    found = await house.ask("SELECT count(*) FROM submissions WHERE graders_lost = 1")
    return found == [(count,)]


async def test_on_many_machines_who_runs_alone_is_to_blame_and_who_waits_for_it_is_not(
    house: House, graders: Graders
) -> None:
    deadly = await house.paste("nap 1 # die", "aki")
    await house.do("UPDATE submissions SET graders_lost = 1")
    await house.do(
        "UPDATE procrastinate_jobs SET args = args || '{\"alone\": true}'"
        " WHERE task_name = 'tensei.job'"
    )
    graders.start(at_once=4)
    await graders.until_noted("began")
    waiting = [await house.paste("pass", f"learner{n}") for n in range(2)]
    await graders.until_noted("died")
    graders.start()
    for place in waiting:
        await house.final(place, 40)
        assert await ended(house, place) == ("passed", 0, 0)
    await house.final(deadly, 40)
    assert await ended(house, deadly) == ("trouble", 0, 2)


@pytest.mark.parametrize(
    ("in_hand", "hung", "expected"),
    [
        ([], (), {}),
        ([InHand("a")], (), {"a": Blame.CULPRIT}),
        ([InHand("a"), InHand("b")], (), {"a": Blame.SUSPECT, "b": Blame.SUSPECT}),
        ([InHand("a"), InHand("b")], ("b",), {"a": Blame.BYSTANDER, "b": Blame.CULPRIT}),
        (
            [InHand("a", ran_alone=True), InHand("b")],
            (),
            {"a": Blame.CULPRIT, "b": Blame.BYSTANDER},
        ),
        (
            [InHand("a", waited_alone=True), InHand("b")],
            (),
            {"a": Blame.BYSTANDER, "b": Blame.CULPRIT},
        ),
        (
            [InHand("a", is_measurement=True), InHand("b")],
            (),
            {"a": Blame.NOBODY, "b": Blame.CULPRIT},
        ),
        ([InHand("a", waited_alone=True)], (), {"a": Blame.BYSTANDER}),
    ],
)
def test_the_only_one_that_ran_is_to_blame_and_of_several_each_is_a_suspect(
    in_hand: list[InHand], hung: tuple[str, ...], expected: dict[str, Blame]
) -> None:
    assert blamed(in_hand, hung) == expected


async def test_a_job_that_is_to_run_alone_is_neither_joined_nor_passed_by() -> None:
    isolation, story = Isolation(), list[str]()
    hold = asyncio.Event()

    async def run(name: str, *, alone: bool) -> None:
        async with isolation.alone() if alone else isolation.beside_others():
            story.append(f"{name} begins")
            await hold.wait()
            story.append(f"{name} ends")

    async with asyncio.TaskGroup() as group:
        for name, alone in (("a", False), ("b", False), ("c", True), ("d", False), ("e", True)):
            group.create_task(run(name, alone=alone))
            await asyncio.sleep(0)
        for _ in range(5):
            await asyncio.sleep(0)
        assert story == ["a begins", "b begins"]
        hold.set()
    assert story[:4] == ["a begins", "b begins", "a ends", "b ends"]
    assert sorted(story[4:]) == sorted(
        f"{name} {what}" for name in "cde" for what in ("begins", "ends")
    )
    for name in "ce":
        assert story.index(f"{name} ends") == story.index(f"{name} begins") + 1
    assert story.index("c begins") == 4


async def test_one_that_gives_up_waiting_to_run_alone_lets_the_others_go_on() -> None:
    isolation = Isolation()
    async with isolation.beside_others():
        waiting = asyncio.create_task(isolation.alone().__aenter__())
        await asyncio.sleep(0)
        behind = asyncio.create_task(isolation.beside_others().__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        async with asyncio.timeout(60):
            await behind
        assert waiting.cancelled()


async def test_trouble_without_a_death_counts_as_an_attempt_as_ever(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    place = await small_house.paste(f"until {tmp_path / 'never'}")
    id = (await small_house.row(place)).id
    for attempt in (1, 2):
        await small_house.tutor.jobs.on_grader_message(JobFailed(id=id, why="the jail is full"))
        assert await ended(small_house, place) == (None, attempt, 0)
    await small_house.tutor.jobs.on_grader_message(JobFailed(id=id, why="the jail is full"))
    assert await ended(small_house, place) == ("trouble", 3, 0)
    assert not any(isinstance(each, Graded) for each in small_house.answers)
