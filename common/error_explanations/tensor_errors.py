"""Patterns of messages about tensors: joining, shapes, indexing and linear algebra."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

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
        "einsum-output-twice",
        "RuntimeError",
        r"^einsum\(\): output subscript (?P<name>\w) appears more than once",
        "name",
    ),
    pattern("einsum-sign", "RuntimeError", r"^einsum\(\): invalid subscript given at index"),
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
