"""How long matrix products take on a grader's machine."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from grader.protocol.records import Record


class Measurement(Record):
    """How long a product of two n × n float32 matrices takes on a grader's machine.

    Times are medians in milliseconds, one for each n in `sizes`, which increase. The GPU's times
    are None where there is no GPU: `gpu_ms` is the product alone, until the device is synchronized,
    and `copy_ms` the sum of copying both matrices to the GPU and the result back.
    """

    sizes: tuple[int, ...] = Field(min_length=1)
    cpu_ms: tuple[float, ...]
    gpu_ms: tuple[float, ...] | None = None
    copy_ms: tuple[float, ...] | None = None
    cpu: str  # name of the processor
    threads: int  # number of threads that torch uses on the CPU
    gpu: str | None = None  # name of the GPU
    torch: str  # version

    @model_validator(mode="after")
    def _check_times(self) -> Self:
        for times in (self.cpu_ms, self.gpu_ms, self.copy_ms):
            if times is not None and len(times) != len(self.sizes):
                raise ValueError(f"{len(self.sizes)} sizes, but {len(times)} times")
            if times is not None and min(times) <= 0:
                raise ValueError("times must be positive")
        if len({self.gpu is None, self.gpu_ms is None, self.copy_ms is None}) > 1:
            raise ValueError("a GPU has a name, times and copy times, or none of them")
        return self

    @property
    def with_copies_ms(self) -> tuple[float, ...] | None:
        """Time on the GPU with both copies, in milliseconds, for each size. None without a GPU."""
        if self.gpu_ms is None or self.copy_ms is None:
            return None
        return tuple(a + b for a, b in zip(self.gpu_ms, self.copy_ms, strict=True))
