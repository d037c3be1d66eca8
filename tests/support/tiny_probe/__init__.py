"""A minimal probe, to test the jail without the real one."""

import traceback
from collections.abc import Callable


def answer(function: Callable[[bytes], object], question: bytes) -> bytes:
    return repr(function(question)).encode()


def raised(exc: BaseException, source: str) -> dict[str, object]:
    own = [f for f in traceback.extract_tb(exc.__traceback__) if f.filename == "<your code>"]
    line = own[-1].lineno if own else getattr(exc, "lineno", None)
    text = "".join(traceback.format_list(own))
    return {"type": type(exc).__name__, "message": str(exc), "line": line, "traceback": text}


class Conversation:
    """Passes each question to the function."""

    def __init__(self, function: Callable[[bytes], object], source: str) -> None:
        self.function = function

    def answer(self, question: bytes) -> bytes:
        """Answer as the probe does for one round."""
        return answer(self.function, question)
