"""Runs learner code in sandboxed, single-use child processes.

`Jail.run` takes a `Task` and returns an `Outcome`. Only what the worker observed itself can be
trusted in an outcome: how the task ended, how long it took, and which sandbox layers were active.
The code that ran can have made up everything else.
"""

from .devices import CPU, Device, DeviceHangsError, NoDeviceError, default_cache, find_device
from .doctor import SandboxLayer, survey_layers
from .inside.boot_config import Warmup
from .inside.denial_reasons import Reason
from .jail import Jail
from .records import ExitKind, JailError, Limits, Outcome, Task

__all__ = [
    "CPU",
    "Device",
    "DeviceHangsError",
    "ExitKind",
    "Jail",
    "JailError",
    "Limits",
    "NoDeviceError",
    "Outcome",
    "Reason",
    "SandboxLayer",
    "Task",
    "Warmup",
    "default_cache",
    "find_device",
    "survey_layers",
]
