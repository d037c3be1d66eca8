"""The error catalogue: what an exception means, by its type and message.

The messages are those of the installed torch, NumPy and Python. The tests raise each of them, so
that an upgrade that changes a message fails a test. The text for each key is `error-<key>` in
bot/i18n/*/errors*.ftl.

The patterns need neither torch nor NumPy, so that the bot can explain a message that was pasted
into the chat. The grader adds what is known of the values at the failing line.
"""

from dataclasses import replace

from common.error_explanations import (
    builtin_errors,
    gradient_errors,
    nn_errors,
    numpy_errors,
    python_errors,
    syntax_errors,
    tensor_errors,
    torch_errors,
    training_errors,
    value_errors,
)
from common.error_explanations.builtin_errors import OWN_RAISE
from common.error_explanations.pattern import Pattern

__all__ = ["OWN_RAISE", "PATTERNS", "REFINED", "Pattern"]

_IN_ORDER = (
    *syntax_errors.PRECISE,
    *syntax_errors.BY_LINE,
    *python_errors.SYNTAX,
    *builtin_errors.INSTALLATION,
    *nn_errors.LAYERS,
    *nn_errors.LOSSES,
    *nn_errors.MODULES,
    *training_errors.OPTIM,
    *training_errors.DATA,
    *tensor_errors.TENSORS,
    *value_errors.VALUES,
    *gradient_errors.GRADIENTS,
    *gradient_errors.FILES,
    *gradient_errors.DEVICES,
    *numpy_errors.NUMPY,
    *builtin_errors.BUILTINS,
    *torch_errors.SHAPE,
    *torch_errors.INDEX,
    *torch_errors.DTYPE,
    *torch_errors.GRAD,
    *torch_errors.DEVICE,
    *torch_errors.CALL,
    *python_errors.RUNNING,
)

FACTS = {
    key: tuple(
        dict.fromkeys(fact for entry in _IN_ORDER if entry.key == key for fact in entry.facts)
    )
    for key in {entry.key for entry in _IN_ORDER}
}
"""All variables of the sentence of each key, which no single message of that key may know."""

PATTERNS = tuple(replace(entry, facts=FACTS[entry.key]) for entry in _IN_ORDER)
"""In order of precedence: the first pattern that matches explains the error."""

REFINED = {
    "grad-is-none": ("left",),
    "linear-features": ("layer", "layer_name", "layer_shape", "layer_wants"),
    "matmul-sizes": ("left_shape", "right_shape"),
    OWN_RAISE: (),
}
"""The facts of keys that no pattern has: they take more than the message to be recognized."""
