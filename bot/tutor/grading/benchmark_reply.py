"""/bench: how long matrix products take on the grader's machine, as a picture and in words."""

from __future__ import annotations

import asyncio
import base64
import math

from bot.i18n import Translator
from bot.images import line_chart
from bot.images.canvas import Point
from bot.images.line_chart import Annotation, Chart, Curve
from bot.storage.models import RunRow
from bot.tutor.replies.model import AnyBlock, Picture, Reply, Table, Text
from grader.protocol import Measurement

MEASUREMENT = "measurement"
"""The kind of a run that measures the machine."""


async def bench_reply(say: Translator, row: RunRow) -> Reply:
    """The reply to /bench as it stands now: waiting, given up, or measured."""
    if row.status is None:
        return Reply(threadable=True, blocks=(Text(markdown=say("bench-waiting")),), pending=True)
    if row.result is None:
        return Reply(threadable=True, blocks=(Text(markdown=say("bench-gave-up")),))
    return Reply(
        threadable=True, blocks=await _measured(say, Measurement.model_validate(row.result))
    )


async def _measured(say: Translator, measurement: Measurement) -> tuple[AnyBlock, ...]:
    png = await asyncio.to_thread(line_chart.draw, _chart(say, measurement))
    picture = Picture(png_base64=base64.b64encode(png).decode(), alt=_alt(say, measurement))
    words = "\n\n".join(_explained(say, measurement))
    return (
        Text(markdown=say("bench-heading")),
        picture,
        Text(markdown=words),
        _table(say, measurement),
        Text(markdown=_machine(say, measurement)),
    )


def _chart(say: Translator, measurement: Measurement) -> Chart:
    lines = [Curve(say("bench-cpu"), measurement.cpu_ms, "blue")]
    trip = measurement.with_copies_ms
    if trip is not None and measurement.gpu_ms is not None:
        lines.append(Curve(say("bench-trip"), trip, "orange"))
        lines.append(Curve(say("bench-gpu"), measurement.gpu_ms, "orange", dashed=True))
    at = _crossing(measurement)
    return Chart(
        title=say("bench-title"),
        sizes=measurement.sizes,
        curves=tuple(lines),
        size_label=say("bench-size"),
        value_label=say("bench-time"),
        mark=Annotation(at, say("bench-crossing", size=_size(at[0]))) if at else None,
    )


def _explained(say: Translator, measurement: Measurement) -> list[str]:
    """What is to be seen, and why."""
    sizes, cpu, trip = measurement.sizes, measurement.cpu_ms, measurement.with_copies_ms
    smallest, largest = str(sizes[0]), str(sizes[-1])
    said = [say("bench-cpu-explained", smallest=smallest, largest=largest)]
    if trip is None:
        return [*said, say("bench-no-gpu")]
    said.append(say("bench-gpu-explained"))
    if at := _crossing(measurement):
        said.append(say("bench-crosses", size=_size(at[0])))
    elif trip[-1] < cpu[-1]:
        said.append(say("bench-gpu-always", smallest=smallest))
    else:
        said.append(say("bench-gpu-never", largest=largest))
    return said


def _table(say: Translator, measurement: Measurement) -> Table:
    head, columns = ["n", say("bench-cpu")], [measurement.cpu_ms]
    trip = measurement.with_copies_ms
    if trip is not None and measurement.gpu_ms is not None:
        head += [say("bench-trip"), say("bench-gpu")]
        columns += [trip, measurement.gpu_ms]
    return Table(
        head=tuple(head),
        rows=tuple(
            (str(n), *(say("bench-ms", time=_figure(times[at])) for times in columns))
            for at, n in enumerate(measurement.sizes)
        ),
    )


def _alt(say: Translator, measurement: Measurement) -> str:
    facts = {
        "smallest": str(measurement.sizes[0]),
        "largest": str(measurement.sizes[-1]),
        "first": _figure(measurement.cpu_ms[0]),
        "last": _figure(measurement.cpu_ms[-1]),
    }
    trip = measurement.with_copies_ms
    if trip is None:
        return say.format("bench-alt-cpu", facts)
    facts |= {"trip-first": _figure(trip[0]), "trip-last": _figure(trip[-1])}
    alt = say.format("bench-alt-gpu", facts)
    at = _crossing(measurement)
    return alt + say("bench-alt-crossing", size=_size(at[0])) if at else alt


def _machine(say: Translator, measurement: Measurement) -> str:
    return say(
        "bench-machine",
        cpu=measurement.cpu,
        threads=str(measurement.threads),
        gpu=measurement.gpu or say("bench-none"),
        torch=measurement.torch,
    )


def _crossing(measurement: Measurement) -> Point | None:
    """From where on the whole trip to the GPU is faster than the CPU."""
    trip = measurement.with_copies_ms
    if trip is None:
        return None
    return line_chart.crossing(measurement.sizes, measurement.cpu_ms, trip)


def _figure(value: float) -> str:
    """Two figures, or all those before the point."""
    return f"{value:.{max(0, 1 - math.floor(math.log10(value)))}f}" if value else "0"


def _size(value: float) -> str:
    """A size between two that were measured: more than two figures would claim too much."""
    digits = math.floor(math.log10(value)) - 1
    return str(round(value / 10**digits) * 10**digits) if digits > 0 else str(round(value))
