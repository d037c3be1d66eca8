"""Calls a function on test cases and records what can be observed of it, as bytes.

The same code runs in the jail, on the learner's function, and in the judge, on the reference and
the misconceptions. Only bytes pass between the two.

The package imports nothing of the project outside this folder: no other file is visible in the
jail.
"""

from .denials import belongs_to_jail
from .device import describe_device, open_device
from .exception_info import FILE_NAME, raised
from .given import GIVEN, holds_given, is_given
from .observe import CALL_MARK, answer, answer_unpacked
from .records import ArrayRecord, FrameError, Opaque, Oversized, TensorRecord
from .script import Conversation, converse
from .serialization import unpack
from .shape_trace import Recorder
from .warmup import rehearse, usual_question, warm
from .writing import pack

__all__ = [
    "CALL_MARK",
    "FILE_NAME",
    "GIVEN",
    "ArrayRecord",
    "Conversation",
    "FrameError",
    "Opaque",
    "Oversized",
    "Recorder",
    "TensorRecord",
    "answer",
    "answer_unpacked",
    "belongs_to_jail",
    "converse",
    "describe_device",
    "holds_given",
    "is_given",
    "open_device",
    "pack",
    "raised",
    "rehearse",
    "unpack",
    "usual_question",
    "warm",
]
