"""Explains errors of a layer of torch.nn or of a DataLoader, which the learner only called."""

from __future__ import annotations

from collections.abc import Mapping

from common.error_explanations import REFINED
from common.error_explanations.explain import UNKNOWN

_MAX_FACT = 120


def explain_layer(
    key: str, facts: Mapping[str, str], probed: Mapping[str, str]
) -> tuple[str, dict[str, str]] | None:
    """Return a more specific key and its facts, or None if no layer raised the error.

    `facts` are those of `key`, and `probed` all that the probe has found.
    """
    if key == "stack-sizes" and probed.get("inside") == "collate":
        return "collate-sizes", {}
    if not probed.get("layer", "").startswith("Linear("):
        return None
    if key == "matmul-shapes":
        return "linear-features", _known(probed, *REFINED["linear-features"])
    if key == "dtype-mix":
        dtypes = _known(probed, "layer", "left", "layer_dtype")
        return "layer-dtype", dtypes | {"given_dtype": facts["left_dtype"]}
    return None


def _known(probed: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: probed.get(name, UNKNOWN)[:_MAX_FACT] for name in names}
