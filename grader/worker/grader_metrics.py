"""A grader's metrics for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, generate_latest

from common.operations.metrics import (
    DURATION_BUCKETS_S,
    loop_held_histogram,
    new_registry,
    set_layer_gauge,
)
from grader.protocol import Graded, GraderInfo, GraderMessage, JobFailed


class GraderMetrics:
    """Counts a grader's results, and shows its state."""

    def __init__(self) -> None:
        self._registry = registry = new_registry()
        self._seconds = Histogram(
            "tensei_grading_seconds",
            "Where a submission's time goes in this grader: run, judge, and total of both.",
            ["stage", "status"],
            buckets=DURATION_BUCKETS_S,
            registry=registry,
        )
        self._submissions = Counter(
            "tensei_submissions",
            "Submissions that this grader graded, by status.",
            ["status"],
            registry=registry,
        )
        self._failed = Counter(
            "tensei_attempts_failed", "Jobs that failed here.", registry=registry
        )
        self._jobs = Gauge(
            "tensei_queue_jobs",
            "Jobs of this grader, by state.",
            ["state"],
            registry=registry,
        )
        self._spares = Gauge("tensei_spares_ready", "Idle sandboxed children.", registry=registry)
        self._layers = Gauge(
            "tensei_wall_standing", "1 if the sandbox layer is active.", ["wall"], registry=registry
        )
        self._held = loop_held_histogram(registry)
        self.observe_loop_held = self._held.observe

    def observe(self, message: GraderMessage) -> None:
        """Count a message that this grader sent."""
        match message:
            case Graded(verdict=verdict):
                self._submissions.labels(verdict.status).inc()
                for stage in ("run", "judge", "total"):
                    seconds = getattr(verdict.milliseconds, stage) / 1000
                    self._seconds.labels(stage, verdict.status).observe(seconds)
            case JobFailed():
                self._failed.inc()

    def render(self, info: GraderInfo) -> bytes:
        """Return all metrics in Prometheus' text format, with the grader's state as in `info`."""
        self._jobs.labels("running").set(info.running)
        self._spares.set(info.spares)
        set_layer_gauge(self._layers, [info.walls])
        return generate_latest(self._registry)
