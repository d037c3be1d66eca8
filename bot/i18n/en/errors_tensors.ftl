# Tensors: joining, indexing, values, gradients, files, devices. $left, $right: as written.

error-matmul-sizes = Here a { $left_shape } and a { $right_shape } are to be multiplied as matrices. The last size of the left must equal the first of the right's last two. In a line with `@`, is one of them to be transposed? In a layer such as `nn.Linear(a, b)`, the right one is made of its two numbers: `a` has to be the size of your input's last dimension.
error-join-nothing = There is nothing to join: the list is empty. Does the loop that fills it run at all, and is it the list that you fill?
error-list-of-tensors = Tensors are wanted here, and value number { $index } (counting from 0) has type `{ $got }`. `torch.tensor([…])` makes one tensor of many numbers, and `torch.arange(n)` one of the numbers below n.
error-cat-of-numbers = `cat` joins along a dimension, and these tensors are single numbers, without any. `stack` makes one dimension out of many numbers.
error-two-minus-ones = A -1 lets one size be worked out from the others, so there can be only one. Which of them do you know?
error-reshape-empty = There are no elements here, so a -1 has no answer. Write all sizes out; and is it meant to be empty?
error-repeat-dims = `repeat` wants one number for each dimension{ $left_shape ->
        [none] {""}
       *[other] : `{ $left }` has shape { $left_shape }
    }. 1 means: once, as it is.
error-negative-step = Unlike lists and NumPy, tensors cannot be read backwards with a negative step. `flip` with the dimension does that.
error-index-shapes = The indices in the brackets are taken in pairs, so they need the same length, and these have shapes { $shapes }. For whole rows and columns, index in two steps.
error-unflatten-sizes = Dimension { $dimension } has size { $size }, and the sizes { $given } multiplied do not give that.
error-einsum-operands = Before the arrow, the formula needs one part for each tensor, separated by commas, and there are { $given ->
        [none] more
       *[other] fewer
    } tensors than parts. Count both.
error-einsum-sizes = The letter `{ $name }` stands for one size everywhere, and here it is { $b } in one tensor and { $a } in tensor number { $index } (counted from 0). Which letters belong to which dimension?
error-einsum-dims = Every dimension needs a letter: tensor number { $index } (counted from 0) has { $dims } dimensions, and { $given } letters. (`...` stands for all the others.)
error-einsum-output = The letter `{ $name }` after the arrow stands nowhere before it, so its size is unknown.
error-one-dimension-wanted = `{ $function }` works on vectors (1 dimension), and { $left_shape ->
        [none] what it was given has { $given } dimensions
       *[other] `{ $left }` has shape { $left_shape }
    }.
error-cross-length = A cross product exists only for vectors of length 3, and these have { $a } and { $b }.
error-square-matrix = Only a square matrix can be used here, with as many rows as columns{ $a ->
        [none] {""}
       *[other] , and this one is { $a } by { $b }
    }.
error-singular-matrix = This matrix has no inverse: some of its rows are combinations of others (or zero). Print it; is it the matrix you expect?
error-not-positive-definite = This needs a symmetric matrix whose eigenvalues are all above 0, such as `A @ A.T` plus a small multiple of the identity.
error-linalg-shapes = The shapes do not fit for this operation{ $left_shape ->
        [none] {""}
       *[other] : `{ $left }` has shape { $left_shape }{ $right_shape ->
            [none] {""}
           *[other] , `{ $right }` has shape { $right_shape }
        }
    }. Sizes that are summed over must be equal. Print both shapes just before this line.
error-diag-dims = `diag` takes a vector or a matrix{ $left_shape ->
        [none] {""}
       *[other] , and `{ $left }` has shape { $left_shape }
    }. For many matrices at once there is `torch.diagonal`.
error-cdist-columns = Distances exist between points of equally many coordinates, and the last dimensions here are { $a } and { $b }.
error-gather-dims = `gather` wants an index with as many dimensions as the tensor{ $left_shape ->
        [none] {""}
       *[other] : `{ $left }` has shape { $left_shape }
    }. `unsqueeze` adds one.
error-gather-sizes = The index of shape { $given } is larger than the tensor of shape { $size } in dimension { $dimension }. Only in the dimension that is gathered along may it be larger.
error-index-dtype = `{ $function }` takes positions, which are integers (int64), and was given another dtype. Are these really positions? If so, `.long()` converts them.
error-scatter-dtype = What is written must have the dtype of the tensor it is written into{ $left_dtype ->
        [none] {""}
       *[other] {" "}({ $left_dtype })
    }. Convert the source first.
error-one-hot-classes = A class number does not fit: they go from 0 to `num_classes` − 1. Print the smallest and the largest.
error-minus-of-bool = True and False have no minus. A mask is inverted with `~`; to compute with 0 and 1, convert first with `.float()` or `.long()` (in NumPy, `.astype(…)`).
error-bincount = `bincount` counts whole numbers from 0 upwards in a tensor of 1 dimension. Is this one of integers, without negative ones?
error-multinomial = These are to be the weights of a lottery: none may be negative, nan or infinite, and not all zero. Scores become weights by a softmax.
error-multinomial-count = More are to be drawn than there are, and none twice. Draw fewer, or set `replacement=True`.
error-randint-order = `randint` takes the lower end first, and here it is { $low }, with { $high } as the upper. The upper end itself never comes out.
error-size-integers = Sizes are whole numbers, and one of them here has type `{ $got }`. `//` divides to an integer, `int(…)` makes one, and `x.shape` of a tensor has them.
error-too-big = This number is too large for the dtype it should have (int8 reaches 127, uint8 255, int64 about 9 · 10¹⁸).
error-dtype-as-text = `{ $name }` between quotes is no dtype here. A dtype is written without quotes and with `torch.` in front: `torch.float32`, `torch.int64`.
error-no-mps = "mps" is the GPU of Apple's computers, and there is none here. Ask `torch.backends.mps.is_available()` first, and fall back to "cpu".
error-no-rounding = Python's `round` rounds a number, and { $left ->
        [none] this
       *[other] `{ $left }`
    } has type `{ $type }`. A tensor has its own: `x.round()`, or `x.round(decimals=2)`.
error-format-of-many = A format such as `:.2f` is for one number, and this has type `{ $type }`. Of a tensor with one element, take `.item()` first; one with many is printed without a format.
error-clamp-bounds = `clamp` needs at least one limit: `min=`, `max=` or both.
error-positive-count = The number of parts or steps must be above 0 here. Print what it is computed from.
error-random-parameters = A random distribution cannot have these parameters: a spread must not be negative, a probability lies between 0 and 1, and the lower limit comes before the upper.
error-init-dims = This initialization is for matrices of weights, with at least 2 dimensions. A bias is usually set to zero: `nn.init.zeros_`.
error-too-few-dims = `{ $function }` needs a tensor of at least { $dims ->
        [none] 1 dimension
       *[other] { $dims } dimensions
    }{ $left_shape ->
        [none] {""}
       *[other] , and `{ $left }` has shape { $left_shape }
    }.
error-masked-fill-value = `masked_fill` writes one number at all marked places. To take each from another tensor, there is `torch.where`.
error-flatten-order = The dimensions to merge go from `start_dim` to `end_dim`, so the first number must not be the larger.
error-index-count = There must be one number for each item, and here are { $a } for { $b }.
error-topk-range = More are asked for than the dimension has. Print the shape: along which dimension do you count?
error-split-sizes = The parts { $given } must add up to the size of dimension { $dimension }, which is { $size }. For equal parts, give a single number.
error-narrow-range = The part begins at { $a } and has { $b } items, and the dimension ends at { $size }.
error-dimension-twice = Dimension { $dimension } is named twice. Each one can be given once.
error-quantile-range = A quantile is a share from 0 to 1: the median is 0.5, not 50.
error-select-range = Index { $index } is too far for dimension { $dimension } of a tensor of shape { $size }. Counting starts at 0.
error-take-range = Index { $index } is too far: `take` counts all elements in a row, and there are { $size } of them.
error-default-dtype = The default dtype is that of numbers with a point, so it must be one of floats, such as `torch.float32`, written without quotes.
error-statistics-of-tensors = Python's `statistics` computes with numbers only. Tensors have their own `mean`, `std` and `median`.
error-backward-shape = What is given to `backward` must have the shape of the result: it has { $given }, the result has { $target }. For a result that is a single number, nothing needs to be given.
error-view-in-place = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } is one of several views of the same tensor, and autograd cannot follow a change in place there. Make a new one: `y = y + 1` instead of `y += 1`.
error-retain-grad = Only a tensor that is part of a graph can keep a gradient, and { $left ->
        [none] this one
       *[other] `{ $left }`
    } does not require grad. Where should its graph begin?
error-grad-assigned = A gradient is a tensor of the same shape, dtype and device as what it belongs to{ $given ->
        [none] {""}
       *[other] {" "}(this one has shape { $given }, the tensor has { $target })
    }, or `None`. To reset it, `x.grad = None` is enough.
error-data-dtype = `.data` can only take values of the dtype that the tensor has{ $left_dtype ->
        [none] {""}
       *[other] {" "}({ $left_dtype })
    }. Better not to use it at all: under `with torch.no_grad():`, `copy_` does the same safely.
error-deepcopy-of-result = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } was computed, so it has a graph, and a graph cannot be copied. Copy its values: `.detach().clone()`.
error-func-grad-of-many = `torch.func.grad` differentiates a function that gives a single number, and this one gives a { $given }-dimensional tensor. Reduce it, for example with `.sum()`; for all the derivatives there is `jacrev`.
error-func-tensors = What goes into this function and what it returns must be tensors, for otherwise there is nothing to differentiate or to map over. Does it leave torch on the way (`.item()`, `float(…)`, NumPy)?
error-vmap-sizes = `vmap` goes through all arguments in step, so their mapped dimensions must have one size, and here are { $given }. An argument that stays the same gets `None` in `in_dims`.
error-vmap-item = Inside `vmap` there are no single numbers to fetch. Stay with tensors, and leave out `.item()` and `float(…)`.
error-vmap-branch = Inside `vmap`, an `if` cannot ask for values, since all of them are computed at once. `torch.where` chooses for each element.
error-anomaly-nan = On the way back, `{ $name }` gave nan (not a number): as the derivative of a root or a logarithm at 0 does, or 0 divided by 0. Which values go into it? A small number under the root, or `clamp`, keeps away from that point.
error-function-gradients = The `backward` of `{ $name }` must return one gradient for each argument of its `forward`: { $expected }, and it gave { $given }. For arguments without a gradient, return `None`.
error-function-backward = Your `autograd.Function` has no `backward`. Is it spelt so, and marked with `@staticmethod`?
error-grad-of-result = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } was computed from others, and `backward()` keeps gradients only for leaves, the tensors that you made yourself. Look at the leaf's `.grad`, or call `retain_grad()` on this one before `backward()`.
error-jit-source = `torch.jit.script` reads the text of a function, so it needs one that is written with `def` in a file. A lambda has none.
error-load-weights-only = For safety, `torch.load` reads only tensors and plain containers, and this file holds other objects. Save `model.state_dict()` and load that. Only for files that you made yourself is `weights_only=False` safe.
error-load-cuda = The file was saved on a GPU, and there is none here: `torch.load(…, map_location="cpu")`.
error-load-broken = This file cannot be read as one that torch saved: it is empty, cut off, or of another kind. Was the download or the saving complete, and is it the right file?
error-cuda-memory = The GPU's memory is full. Make the batch smaller first; keep numbers for logging with `.item()`, not as tensors with a graph; and evaluate under `with torch.no_grad():`.
error-cuda-assert = Something was wrong on the GPU, which reports it late and without details: mostly an index or a class number out of range. Run the same on "cpu" to see the real message and line.
error-cuda-version = torch, the GPU and its driver do not fit together: the driver is too old, or this torch is not built for this GPU. Update the driver, or install the torch that pytorch.org names for it.
error-load-at-the-end = There is nothing left to read: after writing, the file stands at its **end**, and reading goes on from there. Which method of the file goes back to the beginning? (`seek(0)`.)
error-save-arguments = `torch.save` wants two things: first **what** is to be saved, then the file. Are they in this order?
# $target, $given: shapes.
error-source-shape = Something of shape { $given } does not fit into one of shape { $target }: but for the dimension of the index, all sizes must be equal. Is a size written down as a number that should come from `.shape`?
# $function, $argument.
error-size-not-called = `{ $function }` wants whole numbers in `{ $argument }`, and a method stands there that was not called. Is `()` missing behind it, as in `x.stride()` or `x.numel()`? With a dimension, it gives one number: `x.stride(0)`.
