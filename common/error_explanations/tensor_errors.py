"""Patterns of messages about tensors: joining, indexing, values, gradients and files of torch."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

_DTYPES = "float16|float32|float64|bfloat16|float|double|half|int8|int16|int32|int64|int|long|bool"

TENSORS = (
    pattern(
        "join-nothing", "RuntimeError ValueError", r"expect(s|ed) a non-empty (TensorL|list of T)"
    ),
    pattern("join-nothing", "ValueError", r"^need at least one array to"),
    pattern(
        "list-of-tensors",
        "TypeError",
        r"^expected Tensor as element (?P<index>\d+) in argument \d+, but got (?P<got>\w+)",
        "index got",
    ),
    pattern(
        "cat-of-numbers", "RuntimeError ValueError", r"^zero-dimensional \w+ \(?.*cannot be concat"
    ),
    pattern(
        "cat-sizes",
        "RuntimeError",
        r"^Sizes of tensors must match except in dimension (?P<dimension>\d+)\. Expected size"
        r" (?P<expected>\d+) but got size (?P<given>\d+) for tensor number (?P<index>\d+)",
        "dimension expected given index",
    ),
    pattern("two-minus-ones", "RuntimeError", r"^only one dimension can be inferred"),
    pattern("two-minus-ones", "ValueError", r"^can only specify one unknown dimension"),
    pattern("reshape-empty", "RuntimeError", r"^cannot reshape tensor of 0 elements into shape"),
    pattern(
        "repeat-dims",
        "RuntimeError",
        r"^Number of dimensions of repeat dims can not be smaller",
        "left left_shape",
    ),
    pattern("negative-step", "ValueError", r"^step must be greater than zero", "left"),
    pattern(
        "index-shapes",
        "IndexError",
        r"^shape mismatch: indexing (?:tensors|arrays) could not be broadcast together with shapes"
        r" (?P<shapes>.+?)\s*$",
        "shapes left",
    ),
    pattern(
        "unflatten-sizes",
        "RuntimeError",
        r"^unflatten: Provided sizes (?P<given>\[.*?\]) don't multiply up to the size of dim"
        r" (?P<dimension>\d+) \((?P<size>\d+)\)",
        "given dimension size",
    ),
    pattern(
        "einsum-operands",
        "RuntimeError",
        r"^einsum\(\): (?:(?P<given>fewer)|more) operands were provided",
        "given",
    ),
    pattern(
        "einsum-sizes",
        "RuntimeError",
        r"^einsum\(\): subscript (?P<name>\w) has size (?P<a>\d+) for operand (?P<index>\d+) which"
        r" does not broadcast with previously seen size (?P<b>\d+)",
        "name a b index",
    ),
    pattern(
        "einsum-dims",
        "RuntimeError",
        r"^einsum\(\): the number of subscripts in the equation \((?P<given>\d+)\)"
        r".*the number of dimensions \((?P<dims>\d+)\) for operand (?P<index>\d+)",
        "given dims index",
    ),
    pattern(
        "einsum-output",
        "RuntimeError",
        r"^einsum\(\): output subscript (?P<name>\w) does not appear",
        "name",
    ),
    pattern(
        "one-dimension-wanted",
        "RuntimeError",
        r"^(?P<function>[\w.]+): Expected 1-D argument \w+, but got (?P<given>\d+)-D",
        "function given left left_shape",
    ),
    pattern(
        "cross-length",
        "RuntimeError",
        r"^linalg\.cross: inputs dimension -?\d+ must have length 3\. Got (?P<a>\d+) and"
        r" (?P<b>\d+)",
        "a b",
    ),
    pattern(
        "square-matrix",
        "RuntimeError",
        r"must be batches of square matrices, but they are (?P<a>\d+) by (?P<b>\d+)",
        "left a b",
    ),
    pattern("square-matrix", "LinAlgError", r"^Last 2 dimensions of the array must be sq", "left"),
    pattern(
        "singular-matrix",
        "_LinAlgError LinAlgError RuntimeError",
        r"^Singular matrix|input matrix is singular",
        "left",
    ),
    pattern(
        "not-positive-definite",
        "_LinAlgError LinAlgError RuntimeError",
        r"not positive.definite",
        "left",
    ),
    pattern(
        "linalg-shapes",
        "RuntimeError",
        r"Incompatible shapes of A and B|^multi_dot\(\): tensors \d+ and \d+ with shapes"
        r"|^contracted dimensions need to match|input\.size\(-2\) should match other",
        "left left_shape right right_shape",
    ),
    pattern(
        "diag-dims", "RuntimeError", r"^diag\(\): Supports 1D or 2D tensors", "left left_shape"
    ),
    pattern(
        "cdist-columns",
        "RuntimeError",
        r"^X1 and X2 must have the same number of columns\. X1: (?P<a>\d+) X2: (?P<b>\d+)",
        "a b left right",
    ),
    pattern(
        "gather-dims",
        "RuntimeError",
        r"^Index tensor must have the same number of dimensions as (?:input|self|the input)",
        "left left_shape",
    ),
    pattern(
        "gather-sizes",
        "RuntimeError",
        r"^Size does not match at dimension (?P<dimension>\d+) expected index (?P<given>\[.*?\]) to"
        r" be (?:no larger|smaller) than self (?P<size>\[.*?\])",
        "dimension given size",
    ),
    pattern(
        "unpack-count",
        "ValueError",
        r"^(?:too many|not enough) values to unpack \(expected (?P<n>\d+)",
        "n left left_shape",
    ),
)

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
        r"^(?P<function>\w+)\(\): Expected dtype int32(?:/| or )int64 for index",
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
        r" (?:got|found element of type) (?P<got>\w+)",
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
    pattern("no-mps", "RuntimeError", r"not linked with support for mps|MPS backend is (not|only)"),
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

GRADIENTS = (
    pattern(
        "backward-shape",
        "RuntimeError",
        r"^Mismatch in shape: grad_output\[\d+\] has a shape of torch\.Size\((?P<given>\[.*?\])\)"
        r" and output\[\d+\] has a shape of torch\.Size\((?P<target>\[.*?\])\)",
        "given target",
    ),
    pattern(
        "view-in-place",
        "RuntimeError",
        r"^Output \d+ of \w+ is a view and is being modified inplace",
        "left",
    ),
    pattern("retain-grad", "RuntimeError", r"^can't retain_grad on Tensor that has req", "left"),
    pattern(
        "grad-assigned",
        "RuntimeError",
        r"^(?:attempting to assign a gradient|assigned grad has data) of (?:size|a different)"
        r"(?: '(?P<given>\[.*?\])' to a tensor of size '(?P<target>\[.*?\])')?",
        "given target",
    ),
    pattern(
        "grad-assigned",
        "RuntimeError TypeError",
        r"^attempting to assign a gradient with dtype|^assigned grad (?:expected to be|has) ",
        "given target",
    ),
    pattern(
        "data-dtype",
        "RuntimeError",
        r"^data set to a tensor that requires gradients must be floating|^Attempted to call"
        r" `variable\.set_data\(tensor\)`",
        "left left_dtype",
    ),
    pattern(
        "deepcopy-of-result",
        "RuntimeError",
        r"^Only Tensors created explicitly by the user",
        "left",
    ),
    pattern(
        "func-grad-of-many",
        "RuntimeError",
        r"Expected f\(\*args\) to return a scalar Tensor, got tensor with (?P<given>\d+) dims",
        "given",
    ),
    pattern(
        "func-tensors",
        "RuntimeError TypeError ValueError",
        r"Expected f\(\*args\) to return a Tensor, got|expected f\(\*primals\) to return only ten"
        r"|must only return Tensors, got type|^The outputs of the user-provided function given to"
        r"|We cannot vmap over non-Tensor arguments",
    ),
    pattern(
        "vmap-sizes",
        "ValueError",
        r"^vmap: Expected all tensors to have the same size in the mapped dimension, got sizes"
        r" (?P<given>\[.*?\])",
        "given",
    ),
    pattern("vmap-item", "RuntimeError", r"^vmap: It looks like you're calling \.item\(\)"),
    pattern("vmap-branch", "RuntimeError", r"^vmap: It looks like you're attempting to use a Ten"),
    pattern(
        "anomaly-nan",
        "RuntimeError",
        r"^Function '(?P<name>[A-Za-z]+)Backward\d*' returned nan values",
        "name",
    ),
    pattern(
        "function-gradients",
        "RuntimeError",
        r"^function (?P<name>\w+?)(?:Backward)? returned an incorrect number of gradients"
        r" \(expected (?P<expected>\d+), got (?P<given>\d+)\)",
        "name expected given",
    ),
    pattern("function-backward", "NotImplementedError", r"^You must implement .* the backward or"),
    pattern(
        "grad-of-result", "UserWarning", r"^The \.grad attribute of a Tensor that is not a", "left"
    ),
    pattern(
        "jit-source",
        "RuntimeError OSError NotSupportedError",
        r"^Expected a single top-level function|^Could not get qualified name for class"
        r"|^Can't get source for",
    ),
)

FILES = (
    pattern("load-weights-only", "UnpicklingError", r"^Weights only load failed"),
    pattern("load-cuda", "RuntimeError", r"^Attempting to deserialize object on a CUDA device"),
    pattern(
        "load-broken",
        "UnpicklingError RuntimeError EOFError",
        r"^unpickling stack underflow|^invalid load key|^PytorchStreamReader failed"
        r"|^pickle data was truncated|^Ran out of input",
    ),
)

DEVICES = (
    pattern(
        "devices-mixed",
        "RuntimeError",
        r"to be on the same device, but got \w+ is on (?P<a>[\w:]+), different from other tensors"
        r" on (?P<b>[\w:]+)",
        "a b",
    ),
    pattern(
        "devices-mixed",
        "RuntimeError",
        r"^indices should be either on (?P<a>\w+) or on the same device as the indexed tensor"
        r" \((?P<b>[\w:]+)\)",
        "a b",
    ),
    pattern("cuda-memory", "OutOfMemoryError RuntimeError", r"^(CUDA|MPS backend) out of memory"),
    pattern(
        "cuda-assert", "RuntimeError AcceleratorError", r"CUDA error: device-side assert triggered"
    ),
    pattern(
        "cuda-version", "RuntimeError AcceleratorError", r"CUDA error: no kernel image is available"
    ),
    pattern(
        "cuda-version",
        "RuntimeError",
        r"^The NVIDIA driver on your system is too old|^CUDA driver version is insufficient",
    ),
)
