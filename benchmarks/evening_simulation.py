"""Simulates the submissions of an evening, event by event, with measured costs.

A submission takes processor time of a bot, of Postgres and of a grader, in the order in which it
passes them. Each is a queue with several servers; whoever came first is served first. Postgres and
the bots serve all steps from one queue.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Resource = Literal["bot", "postgres", "grader", "discord"]

VARIATION = 0.5
"""A step takes its cost, less or more by up to this share, evenly distributed."""

TRY_AGAIN_S = 60.0
"""After this time, and up to twice of it, a learner sends again what was refused."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Processor time of a submission, in seconds.

    A share of the submissions, `by_message`, needs `requests` to Discord's REST API for its reply.
    The others come by commands, buttons and forms, whose replies Discord does not limit.
    """

    bot: float
    grader: float
    postgres: float
    by_message: float
    requests: float


@dataclass(frozen=True, slots=True)
class Machines:
    """How many submissions can be served at the same time, by each kind of process.

    `discord_per_s` are the requests a second that Discord accepts of all bots together.
    """

    bots: int  # processes, each of which uses one core
    grader_cores: int
    postgres_cores: int
    discord_per_s: float
    most_waiting: int = 2000  # jobs; more are refused, with a time to try again


@dataclass(frozen=True, slots=True)
class Evening:
    """Who submits when. Times are seconds after the beginning.

    The prompts of `groups` channels are due at `prompt_at`, and `posts_per_s` are posted.
    `submissions` are those of the whole evening; `share_after_prompt` of them come after the prompt
    of their group, after a time that is exponentially distributed, the others at any time.
    """

    groups: int
    submissions: int
    length: float
    prompt_at: float
    posts_per_s: float
    share_after_prompt: float
    mean_reaction: float

    def arrivals(self, seed: int) -> list[float]:
        """Return the times at which submissions arrive, in order."""
        rng = random.Random(seed)  # noqa: S311 - a simulation
        times = []
        for _ in range(self.submissions):
            if rng.random() < self.share_after_prompt:
                posted = self.prompt_at + rng.randrange(self.groups) / self.posts_per_s
                times.append(posted + rng.expovariate(1 / self.mean_reaction))
            else:
                times.append(rng.uniform(0, self.length))
        return sorted(times)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the learners of an evening noticed. Times are in seconds."""

    submissions: int
    most_per_s: float  # that arrived within one minute
    oldest: float  # the longest time that a job waited for a grader
    median: float  # from the first attempt to the verdict
    p99: float
    longest: float
    p99_by_message: float  # the same for those that need requests to Discord
    refused: int  # attempts
    busy: dict[Resource, float]  # the share of its time in the busiest minute


@dataclass(slots=True)
class _Server:
    """The servers of one resource, and what waits for them."""

    free: int
    count: int
    waiting: deque[tuple[float, _Job]] = field(default_factory=deque)
    used: dict[int, float] = field(default_factory=dict)  # server seconds, by minute


@dataclass(slots=True)
class _Job:
    """A submission: when it was first sent, and its next step."""

    sent: float
    by_message: bool
    step: int = 0


def simulate(
    arrivals: Iterable[float], costs: Costs, machines: Machines, *, seed: int = 1
) -> Outcome:
    """Serve all submissions, and return what was noticed of it."""
    return _Simulation(costs, machines, seed).run(list(arrivals))


class _Simulation:
    def __init__(self, costs: Costs, machines: Machines, seed: int) -> None:
        half_bot, half_postgres = costs.bot / 2, costs.postgres / 2
        self._by_message = costs.by_message
        answer = costs.requests / machines.discord_per_s
        self._steps: tuple[tuple[Resource, float], ...] = (
            ("bot", half_bot),
            ("postgres", half_postgres),
            ("grader", costs.grader),
            ("postgres", half_postgres),
            ("bot", half_bot),
            ("discord", answer),
        )
        counts: dict[Resource, int] = {
            "bot": machines.bots,
            "postgres": machines.postgres_cores,
            "grader": machines.grader_cores,
            "discord": 1,
        }
        self._servers = {name: _Server(count, count) for name, count in counts.items()}
        self._most_waiting = machines.most_waiting
        self._rng = random.Random(seed)  # noqa: S311 - a simulation
        self._events: list[tuple[float, int, _Job, bool]] = []  # time, order, job, ends a step
        self._order = itertools.count()
        self._oldest = 0.0
        self._refused = 0
        self._took: list[float] = []
        self._took_by_message: list[float] = []

    def run(self, arrivals: list[float]) -> Outcome:
        for at in arrivals:
            self._add(at, _Job(at, self._rng.random() < self._by_message), ends=False)
        while self._events:
            now, _, job, ends = heapq.heappop(self._events)
            if ends:
                self._end_step(now, job)
            else:
                self._arrive(now, job)
        every = sorted(self._took)
        return Outcome(
            submissions=len(every),
            most_per_s=max(_per_minute(arrivals), default=0) / 60,
            oldest=self._oldest,
            median=_quantile(every, 0.5),
            p99=_quantile(every, 0.99),
            longest=every[-1] if every else 0.0,
            p99_by_message=_quantile(sorted(self._took_by_message), 0.99),
            refused=self._refused,
            busy={
                name: max(each.used.values(), default=0.0) / (60 * each.count)
                for name, each in self._servers.items()
            },
        )

    def _add(self, at: float, job: _Job, *, ends: bool) -> None:
        heapq.heappush(self._events, (at, next(self._order), job, ends))

    def _arrive(self, now: float, job: _Job) -> None:
        name, _ = self._steps[job.step]
        server = self._servers[name]
        if job.step == 0 and len(self._servers["grader"].waiting) >= self._most_waiting:
            self._refused += 1
            self._add(now + TRY_AGAIN_S * self._rng.uniform(1, 2), job, ends=False)
        elif server.free:
            server.free -= 1
            self._begin_step(now, job)
        else:
            server.waiting.append((now, job))

    def _begin_step(self, now: float, job: _Job) -> None:
        name, cost = self._steps[job.step]
        takes = cost * self._rng.uniform(1 - VARIATION, 1 + VARIATION)
        used = self._servers[name].used
        used[int(now // 60)] = used.get(int(now // 60), 0.0) + takes
        self._add(now + takes, job, ends=True)

    def _end_step(self, now: float, job: _Job) -> None:
        name, _ = self._steps[job.step]
        server = self._servers[name]
        if server.waiting:
            since, following = server.waiting.popleft()
            if name == "grader":
                self._oldest = max(self._oldest, now - since)
            self._begin_step(now, following)
        else:
            server.free += 1
        job.step += 1
        if job.step < len(self._steps) - (not job.by_message):
            self._arrive(now, job)
            return
        self._took.append(now - job.sent)
        if job.by_message:
            self._took_by_message.append(now - job.sent)


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[int(share * len(ordered))] if ordered else 0.0


def _per_minute(times: list[float]) -> Iterator[int]:
    """Yield how many of these ordered times are in each minute that has any."""
    for _, group in itertools.groupby(times, key=lambda at: int(at // 60)):
        yield sum(1 for _ in group)
