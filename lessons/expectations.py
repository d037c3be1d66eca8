"""What an exercise requires of a result beyond its values, type, device, dtype and shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lessons.properties import Property
from lessons.requirements import Requirements


@dataclass(frozen=True, slots=True)
class Expectations:
    """Holds the arguments of `@exercise(...)`. Parameters are named as in the reference."""

    shares_memory_with: str | None = None
    """The result must use the memory of this parameter: a write to one is visible in the other."""

    requires_grad: bool | None = None
    """True: the result must require grad. False: it must not. None: not checked."""

    grad_of: tuple[str, ...] = ()
    """Gradients that must flow from the result back to these parameters, with right values."""

    computed_on: str | None = None
    """The parameter that names the device on which the computation has to happen."""

    fewest_transfers: bool = False
    """True: tensors move between CPU and device, and the code waits for the device, no more often
    than in the reference. With `computed_on`; counted on `meta`, the stand-in for a GPU."""

    leaves_inputs: bool = True
    """False where the exercise asks for an in-place change of an input's values."""

    exact_containers: bool = False
    """True distinguishes a returned list from a tuple; otherwise either is accepted."""

    calls: int = 1
    """2: the function is called twice on the same arguments, and the second result counts too."""

    collect: int = 0
    """If not 0, the result must be an iterator, of which at most so many items are taken."""

    tolerance: tuple[float, float] | None = None
    """(relative, absolute); None takes those of torch.testing.assert_close for the dtype."""

    limits: Mapping[str, float] = field(default_factory=dict)
    """Limits that this exercise raises or lowers; keys of `validate_exercise.LIMITS`."""

    requirements: Requirements = field(default_factory=Requirements)
    """What is required of code whose values are right."""

    property: Property | None = None
    """What `@accepts` declares: a property of right values, in place of the reference's values."""
