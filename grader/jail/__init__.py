"""Where learner code runs, and everything that keeps it there.

A `Task` goes in, an `Outcome` comes out; nothing in an Outcome may be believed, for the code that
ran can have written any of it, except what the worker's own side saw: how it ended, how long it
took, which walls stood.
"""

from .devices import CPU, Device, find_device
from .doctor import SandboxLayer, survey_layers
from .inside.denial_reasons import Reason
from .jail import Jail
from .records import ExitKind, JailError, Limits, Outcome, Task

__all__ = [
    "CPU",
    "Device",
    "ExitKind",
    "Jail",
    "JailError",
    "Limits",
    "Outcome",
    "Reason",
    "Task",
    "SandboxLayer",
    "find_device",
    "survey_layers",
]
