"""The rules in their order, and the keys that they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from common.error_explanations import PATTERNS
from common.error_explanations.explain import UNKNOWN
from grader.judge.refinements import (
    calls_and_conditions,
    habits,
    objects,
    shapes_and_types,
    source_and_names,
    values_at_the_line,
)
from grader.judge.refinements.failed_line import Explained, FailedLine


def refine(line: FailedLine) -> tuple[str | None, dict[str, str]]:
    """Return the most specific key that fits, with its facts; the pattern's own if none does."""
    for rule in _RULES:
        found = rule(line)
        if found is not None:
            key, facts = found
            return key, {name: facts.get(name, UNKNOWN) for name in _FACTS[key]}
    return line.key, dict(line.facts)


_RULES: tuple[Callable[[FailedLine], Explained | None], ...] = (
    source_and_names.else_if,
    source_and_names.superscript,
    source_and_names.product_without_sign,
    values_at_the_line.uncalled,
    values_at_the_line.fraction_as_size,
    values_at_the_line.single_truth,
    values_at_the_line.layers_called,
    habits.method_of_keras,
    values_at_the_line.attribute_never_set,
    values_at_the_line.weights_elsewhere,
    habits.pair_as_tensor,
    objects.numpy_function_of_tensor,
    objects.layer_not_called,
    objects.layer_gone_through,
    objects.none_called,
    objects.result_of_procedure,
    objects.context_lacks,
    objects.gradient_is_none,
    objects.operand_is_none,
    shapes_and_types.linear_untransposed,
    shapes_and_types.matrix_wanted,
    shapes_and_types.unknown_shapes,
    shapes_and_types.stretched,
    shapes_and_types.permute_meant,
    shapes_and_types.view_of_leaf,
    shapes_and_types.text_operand,
    shapes_and_types.text_index,
    shapes_and_types.integer_of_fraction,
    shapes_and_types.assertion_inside,
    shapes_and_types.lazy_values,
    shapes_and_types.tensors_into_tensor,
    shapes_and_types.dict_unpacked,
    calls_and_conditions.list_wanted,
    calls_and_conditions.square_brackets,
    calls_and_conditions.function_of_math,
    calls_and_conditions.formula_first,
    habits.builtin_function,
    habits.size_as_tuple,
    habits.seed_elsewhere,
    habits.attribute_of_dict,
    habits.self_missing,
    calls_and_conditions.dimension_as_text,
    calls_and_conditions.dimension_missing,
    calls_and_conditions.unknown_argument,
    calls_and_conditions.condition_brackets,
    calls_and_conditions.conditions_joined,
    source_and_names.compared_keyword,
    source_and_names.other_library,
    source_and_names.text_without_quotes,
    source_and_names.loop_over_pairs,
    source_and_names.name_elsewhere,
)
"""In order of precedence: the first rule that finds something explains the error."""

REFINED: Mapping[str, tuple[str, ...]] = {
    "fraction-as-size": ("called", "left"),
    "single-truth": ("left", "name", "reason"),
    "layers-called": ("called", "type"),
    "state-dict-prefix": ("prefix", "given"),
    "state-dict-nested": ("name",),
    "attribute-never-set": ("type", "name", "names", "nearest", "local"),
    "grad-is-none": ("left",),
    "none-called": ("called",),
    "returns-none": ("name",),
    "context-lacks": ("name",),
    "layer-not-called": ("layer", "function"),
    "layer-gone-through": ("type", "called"),
    "numpy-function-of-tensor": ("called", "nearest"),
    "linear-untransposed": ("left", "left_shape", "right", "right_shape"),
    "mm-dims": ("function", "left", "left_shape", "right", "right_shape"),
    "shapes-do-not-fit": ("left", "right"),
    "expand-size": ("function", "given", "target"),
    "permute-meant": ("function", "given"),
    "leaf-view-in-place": ("left",),
    "text-operand": ("operation", "left_type", "right_type"),
    "text-index": ("left", "type"),
    "integer-of-fraction": ("text",),
    "assertion-inside": ("called",),
    "lazy-values": ("got",),
    "tensors-into-tensor": ("called",),
    "dict-unpacked": ("left",),
    "syntax-else-if": (),
    "syntax-superscript": ("sign", "digit"),
    "syntax-product": ("number", "name"),
    "compared-keyword": ("name",),
    "other-library": ("name", "library", "place"),
    "text-without-quotes": ("name", "argument"),
    "zip-missing": ("values",),
    "enumerate-missing": ("values",),
    "name-elsewhere": ("owner", "name", "place"),
    "zero-grad-of-tensor": (),
    "append-to-tensor": (),
    "gpu-only-pretended": (),
    "result-called": ("type",),
    "other-exception": ("asked",),
    "list-wanted": ("function",),
    "square-brackets": ("called",),
    "math-of-tensor": ("called", "nearest"),
    "dimension-as-text": (),
    "dimension-missing": ("function",),
    "einsum-formula-first": (),
    "condition-brackets": ("sign",),
    "method-of-keras": ("type", "name"),
    "builtin-function": ("function",),
    "size-as-tuple": ("function",),
    "seed-elsewhere": (),
    "attribute-of-dict": ("left", "name"),
    "self-missing": (),
    "conditions-joined": ("word", "sign"),
    "comparison-chain": (),
}
"""The keys that only this module gives (and `problems` the last one), with their facts."""

_FACTS: Mapping[str, tuple[str, ...]] = {
    **{pattern.key: pattern.facts for pattern in PATTERNS},
    "operand-of-none": ("left",),
    **REFINED,
}
