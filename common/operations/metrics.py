"""A grader's own figures for Prometheus, and what the bot's have in common with them."""

from __future__ import annotations

from collections.abc import Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from grader.protocol import Graded, GraderInfo, GraderMessage, JobFailed

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a counter began is of no use to anyone here

DURATION_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the buckets of all times."""

SANDBOX_LAYERS = (
    "bubblewrap",
    "rlimits",
    "own-uid",
    "no-new-privs",
    "no-capabilities",
    "landlock",
    "seccomp",
)
"""Every wall that a grader can announce, from the outside in."""


HELD_BUCKETS_S = (2.0, 5.0, 10.0, 30.0, 60.0)


def loop_held_histogram(registry: CollectorRegistry) -> Histogram:
    """What the watchdog tells of; the same in the bot and in a grader."""
    return Histogram(
        "tensei_loop_held_seconds",
        "Times in which the event loop was held for over a second, so that nobody was answered.",
        buckets=HELD_BUCKETS_S,
        registry=registry,
    )


def set_layer_gauge(gauge: Gauge, standing: Sequence[Sequence[str]]) -> None:
    """1 for each wall that stands on every grader; 0 for all where there is no grader."""
    for wall in SANDBOX_LAYERS:
        gauge.labels(wall).set(bool(standing) and all(wall in walls for walls in standing))


class GraderMetrics:
    """Counts a grader's answers, and shows how it stands."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)
        self._seconds = Histogram(
            "tensei_grading_seconds",
            "Where a submission's time goes in this grader: run, judge, and total of both.",
            ["stage", "status"],
            buckets=DURATION_BUCKETS_S,
            registry=registry,
        )
        self._submissions = Counter(
            "tensei_submissions",
            "Submissions that this grader judged, by status.",
            ["status"],
            registry=registry,
        )
        self._failed = Counter(
            "tensei_attempts_failed", "Jobs that could not be done here.", registry=registry
        )
        self._jobs = Gauge(
            "tensei_queue_jobs",
            "Jobs that this grader has, by state.",
            ["state"],
            registry=registry,
        )
        self._spares = Gauge(
            "tensei_spares_ready", "Locked children that wait for a submission.", registry=registry
        )
        self._walls = Gauge(
            "tensei_wall_standing", "1 where the wall stands.", ["wall"], registry=registry
        )
        self._held = loop_held_histogram(registry)
        self.held = self._held.observe

    def count(self, answer: GraderMessage) -> None:
        """Takes in an answer that this grader gave."""
        match answer:
            case Graded(verdict=verdict):
                self._submissions.labels(verdict.status).inc()
                for stage in ("run", "judge", "total"):
                    seconds = getattr(verdict.milliseconds, stage) / 1000
                    self._seconds.labels(stage, verdict.status).observe(seconds)
            case JobFailed():
                self._failed.inc()

    def text(self, announcement: GraderInfo) -> bytes:
        """All figures of a grader that so describes itself now, as Prometheus reads them."""
        self._jobs.labels("running").set(announcement.running)
        self._spares.set(announcement.spares)
        set_layer_gauge(self._walls, [announcement.walls])
        return generate_latest(self._registry)
