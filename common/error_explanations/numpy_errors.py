"""Patterns of messages of NumPy."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

_UFUNC = "UFuncTypeError _UFuncNoLoopError TypeError"

NUMPY = (
    pattern("ragged-list", "ValueError", r"^setting an array element with a sequence"),
    pattern(
        "assign-shape",
        "ValueError",
        r"^could not broadcast input array from shape (?P<given>\(.*?\)) into shape"
        r" (?P<target>\(.*?\))",
        "target given",
    ),
    pattern("matmul-scalar", "ValueError", r"^matmul: Input operand \d .*\(has 0, gufunc core"),
    pattern(
        "matmul-shapes",
        "ValueError",
        r"^shapes (?P<left_shape>\(.*?\)) and (?P<right_shape>\(.*?\)) not aligned",
        "left left_shape right right_shape",
    ),
    pattern(
        "np-concatenate",
        "ValueError",
        r"^all the input array dimensions except for the concatenation axis must match exactly, but"
        r" along dimension (?P<dimension>\d+), the array at index (?P<a>\d+) has size (?P<b>\d+)"
        r" and the array at index (?P<c>\d+) has size (?P<d>\d+)",
        "dimension a b c d",
    ),
    pattern(
        "np-concatenate",
        "ValueError",
        r"^all the input array (?:dimensions|s must have same number)|^all the input arrays must",
        "dimension a b c d",
    ),
    pattern("np-stack", "ValueError", r"^all input arrays must have the same shape", "called"),
    pattern(
        "np-axis",
        "AxisError ValueError",
        r"^axis (?P<dimension>-?\d+) is out of bounds for array of dimension (?P<dims>\d+)",
        "dimension dims left left_shape",
    ),
    pattern(
        "cast-in-place",
        "UFuncTypeError _UFuncOutputCastingError TypeError",
        r"^Cannot cast ufunc '\w+' output from dtype\('(?P<result>\w+)'\) to"
        r" dtype\('(?P<dtype>\w+)'\)",
        "result dtype left",
    ),
    pattern("np-text", _UFUNC, r"^ufunc '\w+' did not contain a loop with signature"),
    pattern("caret", _UFUNC, r"^ufunc 'bitwise_xor' not supported for the input types"),
    pattern(
        "np-ufunc-types",
        _UFUNC,
        r"^ufunc '(?P<name>\w+)' not supported for the input types",
        "name",
    ),
    pattern(
        "np-objects",
        "TypeError AttributeError",
        r"^loop of ufunc does not support argument \d+ of type (?P<type>[\w.]+)",
        "type",
    ),
    pattern(
        "np-mask",
        "IndexError",
        r"^boolean index did not match indexed array along (?:axis|dimension) (?P<dimension>\d+);"
        r" (?:size of axis|dimension) is (?P<a>\d+) but .*?(?P<b>\d+)$",
        "dimension a b left",
    ),
    pattern(
        "np-read-only", "ValueError", r"(assignment|output).* (destination|array) is rea", "left"
    ),
    pattern("float-as-index", "IndexError", r"^arrays used as indices must be of integer"),
    pattern(
        "float-as-index",
        "TypeError",
        r"^'numpy\.float\d+' object cannot be interpreted as an integer"
        r"|^slice indices must be integers or None",
    ),
    pattern(
        "np-squeeze", "ValueError", r"^cannot select an axis to squeeze out", "left left_shape"
    ),
    pattern("np-transpose", "ValueError", r"^axes don't match array", "left left_shape"),
    pattern(
        "empty-reduction",
        "ValueError",
        r"^zero-size array to reduction operation|^attempt to get arg(?:max|min) of an empty seq",
    ),
    pattern("nan-to-integer", "ValueError", r"^cannot convert float NaN to integer", "left"),
    pattern("np-choice", "ValueError", r"^Cannot take a larger sample than population"),
    pattern("np-probabilities", "ValueError", r"^[Pp]robabilities do not sum to 1"),
    pattern("many-to-number", "ValueError", r"^can only convert an array of size 1 to a Python"),
    pattern(
        "np-torch-dtype", "TypeError", r"^Cannot interpret 'torch\.(?P<name>\w+)' as a data", "name"
    ),
    pattern(
        "np-dtype-wanted", "TypeError", r"^Cannot interpret '(?P<given>.{1,40})' as a data", "given"
    ),
    pattern("np-dtype-name", "TypeError", r"^data type '(?P<name>.{1,40})' not understood", "name"),
    pattern(
        "np-old-alias",
        "AttributeError",
        r"^module 'numpy' has no attribute '(?P<name>float|int|bool|object|str|complex|long)'",
        "name",
    ),
    pattern(
        "array-as-integer",
        "TypeError",
        r"^only integer scalar arrays can be converted to a scalar index",
        "called",
    ),
    pattern("integer-power", "ValueError", r"^Integers to negative integer powers"),
    pattern("from-numpy", "TypeError", r"^expected np\.ndarray \(got (?P<got>[\w.]+)\)", "got"),
    pattern(
        "index-of-number", "IndexError", r"array is 0-dimensional, but \d+ were indexed", "left"
    ),
    pattern("loop-over-number", "TypeError", r"^iteration over a 0-d array|^len\(\) of unsized"),
)
