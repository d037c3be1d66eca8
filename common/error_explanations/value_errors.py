"""Patterns of messages about the values, dtypes and arguments of operations on tensors."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

_DTYPES = "float16|float32|float64|bfloat16|float|double|half|int8|int16|int32|int64|int|long|bool"

VALUES = (
    pattern(
        "dtype-mix",
        "RuntimeError",
        r"^(?:mat1|self) and mat2 must have the same dtype, but got (?P<left_dtype>\w+) and"
        r" (?P<right_dtype>\w+)",
        "left left_dtype right right_dtype",
    ),
    pattern(
        "needs-float",
        "RuntimeError",
        r"^linalg\.(?:\w+_)?(?P<function>\w+): Expected a floating point or complex tensor as"
        r" input\. Got (?P<dtype>\w+)",
        "function dtype",
    ),
    pattern(
        "needs-float",
        "RuntimeError",
        r"^std and var only support floating|^\w+\(\) input tensor must be either float or double"
        r"|^cdist only supports floating-point dtypes, X\d got: (?P<dtype>\w+)",
        "function dtype",
    ),
    pattern(
        "index-dtype",
        "RuntimeError IndexError",
        r"^(?P<function>\w+)\(\): Expected dtype (?:int32(?:/| or ))?int64 for index",
        "function",
    ),
    pattern(
        "index-dtype",
        "RuntimeError",
        r"^(?P<function>one_hot) is only applicable to index tensor",
        "function",
    ),
    pattern(
        "scatter-dtype",
        "RuntimeError",
        r"Expected self\.dtype to be equal to src\.dtype",
        "left left_dtype",
    ),
    pattern(
        "scatter-dtype",
        "RuntimeError",
        r"^Index put requires the source and destination dtypes match",
        "left left_dtype",
    ),
    pattern(
        "source-shape",
        "RuntimeError",
        r"^source tensor shape must match self tensor shape, excluding the specified dimension\."
        r" Got self\.shape = (?P<target>\[[\d, ]*\]) source\.shape = (?P<given>\[[\d, ]*\])",
        "target given",
    ),
    pattern(
        "one-hot-classes",
        "RuntimeError",
        r"^Class values must be (?P<given>smaller than num_classes|non-negative)",
        "given",
    ),
    pattern(
        "minus-of-bool",
        "RuntimeError TypeError",
        r"^(?:Subtraction|Negation), the `-` operator, (?:with|on) .*bool"
        r"|numpy boolean (?:subtract|negative), the `-` operator",
        "operation left",
    ),
    pattern(
        "bincount",
        "RuntimeError NotImplementedError",
        r"^bincount only supports|^\"bincount\w*\" not implemented",
    ),
    pattern(
        "multinomial",
        "RuntimeError",
        r"^probability tensor contains either|^invalid multinomial distribution",
    ),
    pattern("multinomial-count", "RuntimeError", r"^cannot sample n_sample > prob_dist\.size"),
    pattern(
        "randint-order",
        "RuntimeError",
        r"^random_ expects 'from' to be less than 'to', but got from=(?P<low>-?\d+) >= to="
        r"(?P<high>-?\d+)",
        "low high",
    ),
    pattern(
        "size-integers",
        "TypeError",
        r"argument '(?:size|shape|dims|repeats)' .*must be tuple of ints, ?but"
        r" (?:got|found element of type) (?P<got>\w+(?:\.\w+)*)",
        "called got",
    ),
    pattern(
        "size-integers",
        "TypeError",
        r"^expected a sequence of integers or a single integer, got '?(?P<got>\w+)",
        "called got",
    ),
    pattern("no-number", "TypeError", r"^new\(\): invalid data type '(?P<got>\w+)'", "got"),
    pattern(
        "too-big",
        "ValueError RuntimeError OverflowError",
        r"^Overflow when unpacking|^value cannot be converted to type \S+ without overflow"
        r"|^Python int(?:eger)? (?:\S+ )?(?:too large to convert to C|out of bounds)",
    ),
    pattern(
        "dtype-as-text",
        "RuntimeError ValueError TypeError",
        rf"^(?:Invalid device string|invalid type): '(?P<name>(?:torch\.)?(?:{_DTYPES}))'",
        "name",
    ),
    pattern(
        "unknown-device",
        "RuntimeError",
        r"^Invalid device string: '(?P<device>.{0,40})'",
        "device",
    ),
    pattern(
        "no-mps",
        "RuntimeError NotImplementedError",
        r"not linked with support for mps|MPS backend is (not|only)|from the 'MPS' backend",
    ),
    pattern(
        "no-rounding", "TypeError", r"^type (?P<type>[\w.]+) doesn't define __round__", "type left"
    ),
    pattern(
        "format-of-many",
        "TypeError",
        r"^unsupported format string passed to (?P<type>[\w.]+)\.__format__",
        "type",
    ),
    pattern("mask-dtype", "RuntimeError", r"^where expected condition to be a boolean tensor"),
    pattern("clamp-bounds", "RuntimeError", r"^torch\.clamp: At least one of 'min' or 'max'"),
    pattern(
        "positive-count",
        "RuntimeError",
        r"^chunk expects `chunks` to be greater|^number of steps must be non-negative",
    ),
    pattern("division-by-zero", "RuntimeError", r"^ZeroDivisionError$"),
    pattern(
        "random-parameters",
        "RuntimeError ValueError",
        r"^normal expects std >= 0|^Expected p_in >= 0|^uniform_ expects to return"
        r"|^Expected parameter \w+ .* to satisfy the constraint",
    ),
    pattern("init-dims", "ValueError", r"^Fan in and fan out can not be computed for tensor"),
    pattern(
        "too-few-dims",
        "RuntimeError",
        r"^(?P<function>\w+): input tensor must have at least (?P<dims>\d) dim",
        "function dims left left_shape",
    ),
    pattern(
        "too-few-dims",
        "RuntimeError",
        r"^(?P<function>\w+) expects input to be at least one-dimensional",
        "function dims left left_shape",
    ),
    pattern(
        "masked-fill-value",
        "RuntimeError",
        r"^masked_fill_? only supports a 0-dimensional value tensor",
    ),
    pattern("flatten-order", "RuntimeError", r"start_dim cannot come after end_dim"),
    pattern(
        "index-count",
        "RuntimeError",
        r"^index_\w+\(\): Number of indices \((?P<a>\d+)\) should be equal to source\.size\(dim\):"
        r" \((?P<b>\d+)\)",
        "a b",
    ),
    pattern(
        "index-count",
        "RuntimeError",
        r"^repeats must have the same size as input along dim, but got repeats\.size\(0\) ="
        r" (?P<a>\d+) and input\.size\(\w+\) = (?P<b>\d+)",
        "a b",
    ),
    pattern("topk-range", "RuntimeError", r"selected (?:index|number) k out of range"),
    pattern(
        "split-sizes",
        "RuntimeError",
        r"^split_with_sizes expects split_sizes to sum exactly to (?P<size>\d+)"
        r".*dimension (?P<dimension>-?\d+)\), but got split_sizes=(?P<given>\[.*?\])",
        "size dimension given",
    ),
    pattern(
        "narrow-range",
        "RuntimeError IndexError",
        r"^(?:narrow: )?start \((?P<a>-?\d+)\) \+ length \((?P<b>\d+)\) exceeds dimension size"
        r" \((?P<size>\d+)\)",
        "a b size",
    ),
    pattern(
        "dimension-twice",
        "RuntimeError",
        r"^dim (?P<dimension>-?\d+) appears multiple times in the list of dims",
        "dimension",
    ),
    pattern("quantile-range", "RuntimeError", r"^quantile\(\) q .*must be in the range \[0, 1\]"),
    pattern(
        "select-range",
        "IndexError",
        r"^select\(\): index (?P<index>-?\d+) out of range for tensor of size (?P<size>\[.*?\]) at"
        r" dimension (?P<dimension>\d+)",
        "index dimension size",
    ),
    pattern(
        "take-range",
        "IndexError",
        r"^out of range: tried to access index (?P<index>-?\d+) on a tensor of (?P<size>\d+)",
        "index size left",
    ),
    pattern("default-dtype", "TypeError", r"only floating-point types are supported as the defa"),
    pattern(
        "statistics-of-tensors", "TypeError", r"^can't convert type 'Tensor' to numerator/denom"
    ),
)
