"""Looks at a function's answers. The same code runs in the jail, on the learner's function, and in
the judge, on the reference and the named mistakes; only bytes pass between the two.

Needs nothing of ours outside this folder: the jail shows its children no other of our files.
"""

from .denials import belongs_to_jail
from .device import open_device
from .exception_info import FILE_NAME, raised
from .observe import answer, answer_unpacked
from .records import FrameError, Opaque, Oversized, ArrayRecord, TensorRecord
from .serialization import unpack
from .warmup import rehearse, usual_question, warm
from .writing import pack

__all__ = [
    "FILE_NAME",
    "FrameError",
    "Opaque",
    "Oversized",
    "ArrayRecord",
    "TensorRecord",
    "answer",
    "answer_unpacked",
    "belongs_to_jail",
    "open_device",
    "pack",
    "raised",
    "rehearse",
    "unpack",
    "usual_question",
    "warm",
]
