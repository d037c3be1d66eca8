"""Patterns of messages of torch and numpy."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

_SHAPES = "left left_shape right right_shape"
_DTYPES = "left left_dtype right right_dtype"

SHAPE = (
    pattern(
        "dot-of-matrices",
        "RuntimeError",
        r"^1D tensors expected, but got (?!1D and 1D)",
        "left left_shape right right_shape",
    ),
    pattern(
        "matmul-shapes",
        "RuntimeError",
        r"mat1 and mat2 shapes cannot be multiplied"
        r" \((?P<left_shape>\S+) and (?P<right_shape>\S+)\)",
        _SHAPES,
    ),
    pattern(
        "matmul-shapes",
        "RuntimeError",
        r"^size mismatch, got input \(\d+\), mat \((?P<left_shape>\w+)\),"
        r" vec \((?P<right_shape>\d+)\)",
        _SHAPES,
    ),
    pattern(
        "matmul-shapes",
        "RuntimeError",
        r"^inconsistent tensor size, expected tensor (?P<left_shape>\[\d+\])"
        r" and src (?P<right_shape>\[\d+\])",
        _SHAPES,
    ),
    pattern(
        "matmul-shapes",
        "RuntimeError",
        r"^size mismatch, got input|inconsistent tensor size, expected tensor"
        r"|Expected size for first two dimensions of batch2|mat2 must be a matrix"
        r"|must be a matrix|1D tensors expected|^vector \+ matrix @ vector expected",
        _SHAPES,
    ),
    pattern("matmul-shapes", "ValueError", r"^matmul: Input operand", _SHAPES),
    pattern("matmul-scalar", "RuntimeError", r"both arguments to matmul need to be at least 1D"),
    pattern("matmul-scalar", "TypeError", r"unsupported operand type\(s\) for @: .*'(int|float)'"),
    pattern(
        "broadcast",
        "RuntimeError",
        r"The size of tensor a \((?P<a>\d+)\) must match the size of tensor b \((?P<b>\d+)\)"
        r" at non-singleton dimension (?P<dimension>\d+)",
        _SHAPES + " a b dimension",
    ),
    pattern(
        "numpy-broadcast",
        "ValueError",
        r"operands could not be broadcast together with shapes (?P<shapes>.+?)\s*$",
        "shapes",
    ),
    pattern("view-memory", "RuntimeError", r"^view size is not compatible", "left left_shape"),
    pattern("beyond-memory", "RuntimeError", r"^setStorage: sizes \[", "left"),
    pattern("negative-stride", "RuntimeError", r"^as_strided: Negative strides are not supported"),
    pattern("strides-count", "RuntimeError", r"^mismatch in length of strides and shape"),
    pattern(
        "reshape-size",
        "RuntimeError",
        r"^shape '(?P<shape>.+)' is invalid for input of size (?P<size>\d+)",
        "shape size left",
    ),
    pattern(
        "reshape-size",
        "ValueError",
        r"^cannot reshape array of size (?P<size>\d+) into shape (?P<shape>.+)",
        "shape size left",
    ),
    pattern(
        "assign-shape",
        "RuntimeError",
        r"The expanded size of the tensor .*Target sizes: (?P<target>\[.*?\])\."
        r"\s+Tensor sizes: (?P<given>\[.*?\])",
        "target given",
    ),
    pattern(
        "assign-shape",
        "RuntimeError",
        r"^expand\([\w.]+\{(?P<given>\[.*?\])\}, size=(?P<target>\[.*?\])\)",
        "target given",
    ),
    pattern(
        "assign-shape",
        "RuntimeError IndexError",
        r"^shape mismatch: value tensor of shape (?P<given>\[.*?\]) cannot be broadcast"
        r" to indexing result of shape (?P<target>\[.*?\])",
        "target given",
    ),
    pattern(
        "assign-shape",
        "RuntimeError",
        r"^output with shape (?P<target>\[.*?\]) doesn't match the broadcast shape"
        r" (?P<given>\[.*?\])",
        "target given",
    ),
    pattern(
        "stack-sizes",
        "RuntimeError",
        r"^stack expects each tensor to be equal size, but got (?P<first>\[.*?\]) at entry \d+"
        r" and (?P<second>\[.*?\])",
        "first second",
    ),
    pattern("cat-sizes", "RuntimeError", r"^Sizes of tensors must match except in dimension"),
    pattern("cat-sizes", "RuntimeError", r"^Tensors must have same number of dimensions"),
    pattern(
        "permute-count",
        "RuntimeError",
        r"^permute\(.*input\.dim\(\) = (?P<dims>\d+) is not equal to len\(dims\) = (?P<given>\d+)",
        "dims given",
    ),
    pattern("permute-twice", "RuntimeError", r"^permute\(\): duplicate dims"),
    pattern("transpose-dims", "RuntimeError", r"^t\(\) expects a tensor with <= 2 dimensions"),
    pattern("target-size", "ValueError", r"^Using a target size .* different to the input size"),
    pattern("negative-size", "RuntimeError", r"Dimension size must be non-negative"),
    pattern("negative-size", "RuntimeError", r"create tensor with negative dimension"),
    pattern("ragged-list", "ValueError", r"^expected sequence of length \d+ at dim \d+ \(got"),
)

INDEX = (
    pattern(
        "index-out-of-range",
        "IndexError RuntimeError",
        r"^index (?P<index>-?\d+) is out of bounds for (?:dimension|axis) (?P<dimension>\d+)"
        r" with size (?P<size>\d+)",
        "index dimension size",
    ),
    pattern(
        "dimension-out-of-range",
        "IndexError",
        r"^Dimension out of range \(expected to be in range of \[(?P<low>-?\d+), (?P<high>\d+)\],"
        r" but got (?P<dimension>-?\d+)\)",
        "left left_shape dimension low high",
    ),
    pattern("too-many-indices", "IndexError", r"^too many indices for", "left left_shape"),
    pattern("index-of-number", "IndexError", r"^invalid index of a 0-dim tensor", "left"),
    pattern("list-index", "IndexError", r"^(list|tuple|string) index out of range", "left"),
    pattern("mask-shape", "IndexError", r"^The shape of the mask", _SHAPES),
    pattern("mask-dtype", "RuntimeError", r"only supports boolean masks"),
    pattern(
        "step",
        "RuntimeError",
        r"^step must be nonzero|^upper bound and (larger|lower) bound inconsistent with step",
    ),
    pattern("float-as-index", "IndexError", r"^tensors used as indices must be|^only integers, sl"),
    pattern("float-as-index", "TypeError", r"'float' object cannot be interpreted as an integer"),
    pattern(
        "list-two-indices",
        "TypeError",
        r"^(?P<type>list|tuple) indices must be integers or slices, not tuple",
        "type left",
    ),
    pattern("float-as-index", "TypeError", r"indices must be integers or slices, not float"),
    pattern(
        "list-index-type",
        "TypeError",
        r"^(?P<type>\w+) indices must be integers or slices, not (?P<got>[\w.]+)",
        "type got left",
    ),
    pattern("one-integer-wanted", "TypeError", r"^only integer tensors of a single element"),
    pattern("empty-reduction", "RuntimeError IndexError", r"\(\): Expected reduction dim"),
)

DTYPE = (
    pattern(
        "dtype-mix",
        "RuntimeError",
        r"to have the same dtype, but got: (?P<left_dtype>.+?) != (?P<right_dtype>.+)$",
        _DTYPES,
    ),
    pattern(
        "dtype-mix",
        "RuntimeError",
        r"expected scalar type (?P<left_dtype>\w+) but found (?P<right_dtype>\w+)",
        _DTYPES,
    ),
    pattern(
        "dtype-mix",
        "RuntimeError",
        r"expected both vectors to have same dtype, but found (?P<left_dtype>\w+)"
        r" and (?P<right_dtype>\w+)",
        _DTYPES,
    ),
    pattern(
        "needs-float",
        "RuntimeError",
        r"^(?P<function>\w+)\(\): could not infer output dtype.*Got: (?P<dtype>\w+)",
        "function dtype",
    ),
    pattern("caret", "NotImplementedError RuntimeError", r'^"bitwise_xor'),
    pattern(
        "not-for-dtype",
        "NotImplementedError RuntimeError",
        r'^".+" not implemented for \'(?P<dtype>\w+)\'',
        "operation dtype",
    ),
    pattern(
        "not-for-dtype",
        "TypeError",
        r"operator\.invert\) is only implemented on integer",
        "operation dtype",
    ),
    pattern(
        "cast-in-place",
        "RuntimeError",
        r"^result type (?P<result>\w+) can't be cast to the desired output type (?P<dtype>\w+)",
        "result dtype left",
    ),
    pattern(
        "not-for-bool",
        "RuntimeError",
        r"^(?P<function>\w+)\(\): does not support bool input",
        "function",
    ),
    pattern("integer-power", "RuntimeError", r"^Integers to negative integer powers"),
    pattern("between-0-and-1", "RuntimeError", r"all elements of (input|target) should be between"),
    pattern("truth-of-many", "RuntimeError", r"^Boolean value of Tensor with", "left left_shape"),
    pattern("truth-of-many", "ValueError", r"^The truth value of an array with", "left left_shape"),
    pattern("many-to-number", "RuntimeError", r"^a Tensor with \d+ elements cannot be converted"),
    pattern("many-to-number", "ValueError", r"^only one element tensors can be converted"),
    pattern("many-to-number", "TypeError", r"^only (length-1|0-dimensional) arrays can be conv"),
)

GRAD = (
    pattern("numpy-requires-grad", "RuntimeError", r"^Can't call numpy\(\) on Tensor that", "left"),
    pattern("leaf-in-place", "RuntimeError", r"leaf Variable that requires grad is being", "left"),
    pattern("backward-twice", "RuntimeError", r"^Trying to backward through the graph a second"),
    pattern(
        "backward-of-many", "RuntimeError", r"^grad can be implicitly created only for", "left"
    ),
    pattern(
        "no-graph", "RuntimeError", r"does not require grad and does not have a grad_fn", "left"
    ),
    pattern(
        "grad-of-integers", "RuntimeError", r"nly Tensors of floating point .*require gradients"
    ),
    pattern(
        "changed-before-backward", "RuntimeError", r"has been modified by an inplace operation"
    ),
    pattern("grad-not-required", "RuntimeError", r"differentiated Tensors does not require grad"),
    pattern("grad-unused", "RuntimeError", r"appears to not have been used in the graph"),
    pattern("flag-of-result", "RuntimeError", r"^you can only change requires_grad flags of leaf"),
    pattern(
        "inference-tensor", "RuntimeError", r"^Inference tensors cannot be|nference tensor out"
    ),
)

DEVICE = (
    pattern(
        "devices-mixed",
        "RuntimeError",
        r"at least two devices, (?P<a>[\w:]+) and (?P<b>[\w:]+)!",
        "a b",
    ),
    pattern(
        "devices-mixed",
        "RuntimeError",
        r"^Tensor on device (?P<a>[\w:]+) is not on the expected device (?P<b>[\w:]+)!",
        "a b",
    ),
    pattern("no-values", "NotImplementedError RuntimeError", r"[Cc]annot .*meta tensor"),
    pattern("no-cuda", "AssertionError", r"Torch not compiled with CUDA"),
    pattern(
        "no-cuda",
        "RuntimeError",
        r"Found no NVIDIA driver|No CUDA GPUs are available|^Cannot access accelerator",
    ),
    pattern(  # by a torch that is built for CUDA
        "no-cuda",
        "AcceleratorError RuntimeError",
        r"CUDA driver version is insufficient|no CUDA-capable device is detected",
    ),
    pattern(
        "unknown-device",
        "RuntimeError",
        r"^Expected one of cpu, .*at start of device string: (?P<device>.*)$",
        "device",
    ),
    pattern(
        "numpy-device",
        "TypeError",
        r"^can't convert (?P<device>\S+) device type tensor to numpy",
        "device left",
    ),
)

CALL = (
    pattern(
        "dtype-wanted",
        "TypeError",
        r"argument 'dtype' (?:\(position \d+\) )?must be torch\.dtype, not (?P<got>\S+)",
        "got",
    ),
    pattern("dtype-wanted", "ValueError RuntimeError", r"^invalid type: '(?P<got>[\w.]+)'", "got"),
    pattern("numpy-and-tensor", "TypeError", r"^Concatenation operation is not implemented for N"),
    pattern(
        "must-be-tensor",
        "TypeError",
        r"^(?P<function>\w+)\(\): argument '.*' \(position \d+\) must be Tensor, not (?P<got>\S+)",
        "function got",
    ),
    pattern(
        "argument-type",
        "TypeError",
        r"^(?P<function>\w+)\(\): argument '(?P<argument>.*)'(?: \(position \d+\))? must be"
        r" (?P<expected>.+), not (?P<got>.+)$",
        "function argument expected got",
    ),
    pattern(  # until torch 2.11, which looks for a dimension of that name
        "dimension-as-text",
        "RuntimeError",
        r"^Name '.{1,40}' not found in Tensor\[",
    ),
    pattern(  # from torch 2.14 on, of a layer
        "dimension-as-text",
        "TypeError",
        r"^dim must be an int or None, got <class 'str'>",
    ),
    pattern(
        "size-not-called",
        "TypeError",
        r"^(?P<function>\w+)\(\): argument '(?P<argument>\w+)' \(position \d+\) must be tuple of"
        r" ints, but found element of type (?:builtin_function_or_method|method)",
        "function argument",
    ),
    pattern(
        "argument-choice",
        "TypeError",
        r"^(?P<function>\w+)\(\) received an invalid combination of arguments - got"
        r" \((?P<got>.*?)(?:, )?\), but",
        "function got",
    ),
    pattern("no-number", "ValueError", r"^too many dimensions '(?P<got>\w+)'", "got"),
    pattern("no-number", "RuntimeError", r"^Could not infer dtype of (?P<got>\w+)", "got"),
    pattern("from-numpy", "TypeError", r"^expected np\.ndarray \(got (?P<got>\w+)\)", "got"),
    pattern("from-numpy-backwards", "ValueError", r"^At least one stride in the given numpy array"),
    pattern(
        "from-numpy-dtype",
        "TypeError",
        r"^can't convert np\.ndarray of type (?P<dtype>\w+(?:\.\w+)*)",
        "dtype",
    ),
    pattern(
        "too-few-arguments",
        "TypeError",
        r"^(?P<function>[\w.<>]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?:"
        r" (?P<names>.+)$",
        "function names",
    ),
    pattern(
        "too-many-arguments",
        "TypeError",
        r"^(?P<function>[\w.<>]+)\(\) takes (?P<takes>.+?) (?:positional )?arguments?"
        r".*?(?:but |\()(?P<given>\d+)",
        "function given",
    ),
    pattern(
        "unknown-keyword",
        "TypeError",
        r"^(?P<function>[\w.<>]+)\(\) got an unexpected keyword argument '(?P<name>\w+)'",
        "function name",
    ),
)
