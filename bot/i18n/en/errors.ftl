# What an error means, in words: what happened, and what to look at next.
#
# A fact that could not be found is "none"; the sentences then speak without it. Every fact is a
# string; names of values stand there as the learner wrote them. Keys are those of
# common/error_explanations, one `error-<key>` for each.
#
# Also given to all: $line, $source, $type, $message. The learner's line and Python's message are
# shown above these; of a message that was pasted alone, only the message.

# $sign: a bracket or character.  $code: its Unicode number.
error-syntax = Python cannot read this line. Look closely at the marked place, and at the end of the line above: often a bracket, a comma or a quote is missing there.
error-syntax-unclosed = The bracket `{ $sign }` is opened here and never closed. Add the closing one where it belongs.
error-syntax-unmatched = The bracket `{ $sign }` does not match the one that was opened. Count the brackets of this line from the inside out.
error-syntax-colon = A colon `:` is missing at the end of this line. `def`, `if`, `for`, `while` and `with` all need one.
error-syntax-indent-missing = The block under the line above is empty (a comment alone is not enough). Indent what belongs to it by four spaces.
error-syntax-indent = This line is indented differently from its neighbours. Lines of one block begin in the same column.
error-syntax-tabs = Tabs and spaces are mixed here. Use four spaces everywhere.
error-syntax-string = A string begins here and does not end. Close it with the same quote that opened it.
error-syntax-equals = `=` gives a name to a value, and the left side here is no name. To compare, write `==`.
error-syntax-character = Python does not know the character { $sign ->
        [none] { $code }
       *[other] `{ $sign }` ({ $code })
    }. It is perhaps a full-width one, or came along with the copy. Type it again with the keyboard set to English.
error-syntax-comma = Something is missing here between two values: a comma between two items, or a sign such as `*` or `+`. `2 x` and `(a)(b)` are no products in Python.
error-syntax-print = `print` is a function: write `print(…)` with brackets.
error-syntax-return = This word is only allowed inside a function. Is the line indented under its `def`?
error-syntax-number = This is not a number for Python. Names may not begin with a digit, and whole numbers may not begin with 0, as in `012`.
error-syntax-null = There is an invisible null character in the text. Copy the code again from your editor.
error-syntax-nested = The code is nested too deeply for Python. Split it into several lines.

# $left, $left_shape, $right, $right_shape: the two operands and their shapes.
error-matmul-shapes = These two do not fit for a matrix product: { $left ->
        [none] the left
       *[other] `{ $left }`
    } has shape { $left_shape }, { $right ->
        [none] the right
       *[other] `{ $right }`
    } has shape { $right_shape }. The last size of the left must equal the first of the right's last two. Is one of them to be transposed?
error-matmul-scalar = `@` multiplies matrices and vectors, and one of these is a single number. To scale by a number, use `*`.
error-dot-of-matrices = Unlike NumPy's, the `dot` of torch takes two tensors of 1 dimension, and { $left ->
        [none] these have more
       *[other] `{ $left }` has shape { $left_shape }, `{ $right }` { $right_shape }
    }. Which symbol makes the product of two matrices?
# $a, $b: the two sizes.  $dimension: where they meet.
error-broadcast = { $left_shape ->
        [none] Two tensors
       *[other] `{ $left }` with shape { $left_shape } and { $right_shape ->
            [none] `{ $right }`
           *[other] `{ $right }` with shape { $right_shape }
        }
    } cannot be combined elementwise: in dimension { $dimension } the sizes are { $a } and { $b }. Broadcasting lines shapes up from the right, and sizes must be equal or 1. Which dimensions did you want to meet here?
# $shapes: as numpy writes them.
error-numpy-broadcast = NumPy cannot combine arrays of shapes { $shapes } elementwise. Shapes line up from the right, and sizes must be equal or 1.
error-view-memory = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } does not lie in memory in the order that `view` needs, as happens after a transpose or permute. `reshape` copies where it must: use that.
# $shape: asked for.  $size: number of elements.
error-reshape-size = A tensor of { $size } elements cannot take the shape { $shape }: the sizes multiplied must give { $size }. A -1 lets torch work one size out.
# $target, $given: shapes.
error-assign-shape = Something of shape { $given } does not fit into a place of shape { $target }. Print both shapes just before this line.
# $first, $second: shapes.
error-stack-sizes = `stack` needs tensors of equal shape, and these have { $first } and { $second }. To join along a dimension that is already there, use `cat`.
# $dimension: joined along.  $expected, $given: sizes.  $index: of the tensor.
error-cat-sizes = `cat` needs the same number of dimensions, and equal sizes in all but the one it joins{ $given ->
        [none] {""}
       *[other] {" "}(here, dimension { $dimension }), and number { $index } of the list has { $given } where the others have { $expected }
    }. Print the shapes just before this line.
# $dims: of the tensor.  $given: numbers given.
error-permute-count = `permute` wants every dimension once: the tensor has { $dims }, and { $given } were given.
error-permute-twice = `permute` was given the same dimension twice. Name every dimension exactly once.
error-transpose-dims = `.T` and `t()` are for matrices. With more dimensions, say which two to swap: `transpose(-2, -1)`.
error-target-size = The prediction and the target have different shapes{ $given ->
        [none] {""}
       *[other] : { $given } and { $target }
    }. With broadcasting, each prediction would be compared with each target. Make them equal first, for example with `reshape` or `squeeze`.
error-step = The numbers are a start, an end and a step, in this order, and from this start no such step leads to the end. Which of the three is not what you meant?
error-negative-size = A size came out negative here. Print the numbers that it is computed from.
error-ragged-list = The rows of this list have different lengths, so they make no rectangle. Give each row the same length.

# $index, $dimension, $size.
error-index-out-of-range = Index { $index } is too far: dimension { $dimension } has size { $size }, and counting starts at 0.
# $dimension: asked for.  $low, $high: allowed.
error-dimension-out-of-range = There is no dimension { $dimension }{ $left_shape ->
        [none] {""}
       *[other] {" "}in `{ $left }`, whose shape is { $left_shape }
    }. Dimensions here go from { $low } to { $high }, and counting starts at 0.
error-too-many-indices = There are more indices in the brackets than { $left_shape ->
        [none] the tensor has dimensions
       *[other] `{ $left }` has dimensions: its shape is { $left_shape }
    }.
error-index-of-number = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } is a single number (shape `()`), so there is nothing to index. `.item()` gives the number itself.
error-list-index = { $left ->
        [none] The list
       *[other] `{ $left }`
    } is shorter than this index. Counting starts at 0, so the last index is its length minus 1.
error-mask-shape = A mask must have the shape of what it masks{ $right_shape ->
        [none] {""}
       *[other] : `{ $left }` has shape { $left_shape }, the mask `{ $right }` has { $right_shape }
    }.
error-mask-dtype = A mask consists of True and False. Make one by comparing, such as `x > 0`.
error-float-as-index = A position must be an integer, and this is a float. `//` divides to an integer; `int(…)` or `.long()` makes one.
error-empty-reduction = There is no largest or smallest element where there are no elements at all. What should your function do with an empty tensor?

# $left, $left_dtype, $right, $right_dtype.
error-dtype-mix = Two dtypes meet here: { $left ->
        [none] {""}
       *[other] `{ $left }`{" "}
    }{ $left_dtype } and { $right ->
        [none] {""}
       *[other] `{ $right }`{" "}
    }{ $right_dtype }. This operation wants the same on both sides: convert one with `.to(…)` or `.float()`.
# $function, $dtype.
error-needs-float = { $function ->
        [none] This operation
       *[other] `{ $function }`
    } gives fractions, so it needs floats, and { $dtype ->
        [none] this tensor has none
       *[other] this tensor is { $dtype }
    }. Convert it with `.float()` first.
error-caret = `^` is no power in Python: it compares bits. A power is written with two stars: `x**2`.
# $operation, $dtype.
error-not-for-dtype = { $operation ->
        [none] This operation
       *[other] `{ $operation }`
    } does not exist for { $dtype ->
        [none] this dtype
       *[other] dtype { $dtype }
    }. Convert the tensor first: `.float()` for computing with fractions, `.long()` for integers, `.bool()` for True and False.
# $result: what it would become.  $dtype: what it must stay.
error-cast-in-place = The result would be { $result }, but working in place it must stay { $dtype }. Write `x = x …` instead of changing it in place, or convert to float first.
error-integer-power = Whole-number tensors have no negative powers, since the results are fractions. Convert with `.float()` first.
error-between-0-and-1 = Binary cross-entropy wants probabilities between 0 and 1. Is a sigmoid missing before it?
error-truth-of-many = `if`, `and`, `or`, `not` and Python's own `max` and `min` need one True or False at a time, and { $left_shape ->
        [none] this tensor holds many elements (or none)
       *[other] `{ $left }` has shape { $left_shape }
    }. Do you mean one of torch's operations on the whole tensor, or `.any()` or `.all()` of it?
error-many-to-number = Only a tensor with exactly one element can become a Python number; `sum`, `mean` or an index make one of many. Is a number needed here at all, or may it stay a tensor?

# $left: a tensor.
error-numpy-requires-grad = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } is part of a graph, and NumPy knows nothing of graphs. Leave the graph first: `.detach().numpy()`.
error-leaf-in-place = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } is a leaf that requires grad, and changing it in place would confuse autograd. Make a new tensor; or, to update a parameter, do it under `with torch.no_grad():`.
error-backward-twice = The graph is freed after the first `backward()`, and this is a second one through the same graph. Compute the result again before each `backward()`.
error-backward-of-many = `backward()` starts from a single number, and { $left ->
        [none] this
       *[other] `{ $left }`
    } has several elements. Reduce it first, for example with `.sum()` or `.mean()`.
error-no-graph = { $left ->
        [none] This tensor
       *[other] `{ $left }`
    } has no graph to go back through. Did an input have `requires_grad=True` **before** it was used? A gradient itself has a graph only where `create_graph=True` asked for one. Was the graph left on the way (`.detach()`, `no_grad`, `.item()`, `torch.tensor(…)`)?
error-grad-of-integers = Only floats can have gradients: integers cannot change by a little. Write `1.0` instead of `1`, or give `dtype=torch.float32`.
error-changed-before-backward = A value that `backward()` still needs was changed in place after it was used. Write `y = y + 1` instead of `y += 1` there.
error-grad-not-required = You ask for the gradient of a tensor that does not require grad. Set `requires_grad_()` on it before you compute with it.
error-grad-unused = You ask for the gradient of a tensor that the result does not depend on. Is it really used in the computation, and is it that very tensor and not a copy?
error-flag-of-result = A computed tensor cannot be told to forget its graph this way. Use `.detach()` to get one that is outside.
error-inference-tensor = This tensor was made under `inference_mode`, so autograd cannot use it. Use `torch.no_grad()` instead, or clone it first.
# $left: such as w.grad.
error-grad-is-none = `{ $left }` is `None`: no gradient has arrived there yet. Was `backward()` called before? Is that tensor still the leaf with `requires_grad=True`, or did a line such as `w = w - …` put a new one under its name?

# $a, $b: devices.
error-devices-mixed = One tensor is on `{ $a }`, another on `{ $b }`. Bring both to one device with `.to(device)` before they meet.
error-no-values = A tensor on `meta` has a shape and no values, so they cannot be fetched.
error-no-cuda = There is no GPU here. Ask `torch.cuda.is_available()` first, and fall back to "cpu".
# $device.
error-unknown-device = { $device ->
        [none] This
       *[other] `{ $device }`
    } is no device that torch knows. The usual ones are "cpu" and "cuda".
error-numpy-device = NumPy works on the CPU only, and this tensor is on `{ $device }`. Bring it back with `.cpu()` first.

# $got: a type.
error-dtype-wanted = One of torch's dtypes is wanted here, and { AN($got) } `{ $got }` was given. Write it with `torch.` in front and without quotes, such as `torch.float32`.
error-numpy-and-tensor = A NumPy array and a tensor meet here, and they cannot be combined. Did a function of NumPy (`np.…`) make the array? Which operation of torch does the same?
# $function.  $argument.  $expected, $got: types.
error-must-be-tensor = `{ $function }` wants a tensor here and was given { AN($got) } `{ $got }`. Make one with `torch.tensor(…)`{ $got ->
        [list] , or, of a list of tensors, with `torch.stack(…)`
       *[other] {""}
    }.
error-argument-type = `{ $function }` was given { AN($got) } `{ $got }` for `{ $argument }`, and wants { $expected }.
error-argument-choice = `{ $function }` cannot be called with ({ $got }). Check the names and the order of its arguments.
error-no-number = A tensor holds numbers, and { AN($got) } `{ $got }` is none. What did you mean to put in?
error-from-numpy = `from_numpy` takes a NumPy array and was given { AN($got) } `{ $got }`. For lists and numbers there is `torch.tensor`.
error-from-numpy-backwards = This array is read backwards (`[::-1]`), which a tensor cannot do on the same memory. Copy it first: `array.copy()`.
error-from-numpy-dtype = An array of { $dtype } holds no numbers that a tensor could take. Convert it first with `.astype(…)`.
# $names: those missing.
error-too-few-arguments = `{ $function }` was called without { $names }. What does it want between its brackets? If you wrote it, its `def` line says so; if it is one of torch's, the documentation does.
# $given: number.
error-too-many-arguments = `{ $function }` was given { $given } arguments, which is more than it takes. If you wrote it, look at its `def` line (in a class, `self` counts too). If it is one of torch's, does one of them need its name, as in `dtype=…`?
# $name.
error-unknown-keyword = `{ $function }` has no argument called `{ $name }`. Check the spelling; NumPy and torch also have different names for some (`ddof` is `correction` in torch).

# $left: the value.  $name: what was asked of it.
error-attribute-of-none = { $left ->
        [none] The value before the point
       *[other] `{ $left }`
    } is `None`, and `None` has no `{ $name }`. Which function gave it, and does that function `return` something?
error-operand-of-none = { $left ->
        [none] One of the values
       *[other] `{ $left }`
    } is `None`, so there is nothing to compute with. Which function gave it, and does that function `return` something?
# $module, $name, $nearest.
error-missing-in-module = There is no `{ $name }` in `{ $module }`.{ $nearest ->
        [none] {" "}Check the spelling.
       *[other] {" "}Did you mean `{ $module }.{ $nearest }`?
    }
# $type: list, int and so on.  $name: what only tensors have.
error-only-of-tensors = Tensors have `.{ $name }`, and this is { AN($type) } `{ $type }`. Which tensor do you mean, or where should one be made?
# $type.
error-missing-attribute = { AN($type, capital: "yes") } `{ $type }` has no `{ $name }`.{ $nearest ->
        [none] {" "}Is it the type you expect at this line? `print(type(…))` tells.
       *[other] {" "}Did you mean `.{ $nearest }`?
    }
error-read-only = `{ $name }` can only be read. To change it, call the operation that makes a new tensor.
error-max-returns-pair = `max` and `min` with `dim`, and `sort` and `topk` always, return two things: the values and their positions. Take the one you need: `.values` or `.indices`.
error-method-not-called = { $left ->
        [none] A method
       *[other] `{ $left }`
    } stands here without its brackets, so it was not called. Add `()`.
# $operation, $left_type, $right_type.  $called: what stands before the brackets.
error-operand-types = { $operation ->
        [none] This
       *[other] `{ $operation }`
    } does not work between `{ $left_type }` and `{ $right_type }`. Convert one of them first, for example with `torch.tensor(…)`.
error-with-not-called = What stands behind `with` was not called. Add its brackets: `with torch.no_grad():`
# $called: as written.
error-dtype-called = { $called ->
        [none] A dtype
       *[other] `{ $called }`
    } is the name of a dtype and converts nothing by itself. A dtype is given to a call, as in `torch.zeros(2, dtype=torch.int64)` or `x.to(torch.int64)`.
error-not-callable = { $called ->
        [none] This
       *[other] `{ $called }`
    } is { AN($type) } `{ $type }` and no function, so it cannot be called with `(…)`. Is a bracket too many, or an operator missing?
error-not-subscriptable = { $left ->
        [none] This
       *[other] `{ $left }`
    } is { AN($type) } `{ $type }`, which has nothing inside to pick with `[…]`.
error-loop-over-number = This tensor is a single number (shape `()`), so there is nothing to go through.
error-not-iterable = This is one single `{ $type }`, so there is nothing to go through or to unpack. Did you mean `range(…)`, or fewer names on the left?
error-unhashable = { AN($type, capital: "yes") } `{ $type }` can change, so it cannot be a key of a dict or an item of a set. Use a tuple.
# $n: names on the left.
error-unpack-count = There are { $n } names on the left, and { $left_shape ->
        [none] another number of values on the right. Print what stands on the right.
       *[other] `{ $left }` has shape { $left_shape }: it comes apart into as many as its first size says. Did you mean `{ $left }.shape`, or other names?
    }
# $type: of what was given.
error-number-of-many = `float()` and `int()` make a number of one value, and this is { $type ->
        [none] many
       *[other] { AN($type) } `{ $type }`
    }. Should each element become a number, and which call does that for all of them?
error-not-a-number = This text is no number that Python can read. Print it just before this line.
# $import: the line that is missing.
error-name-without-import = `{ $name }` is not imported. Put this at the top of your code: `{ $import }`
error-unknown-name = Python knows no `{ $name }` here.{ $nearest ->
        [none] {" "}Is it spelt as where you defined it, and is it defined before this line?
       *[other] {" "}Did you mean `{ $nearest }`?
    }
error-unbound-local = `{ $name }` is used here before it has a value: the line that sets it comes later, or was not reached.
error-missing-module = There is no module `{ $name }` here. The exercises need only Python, torch and NumPy; or is it a typing slip?
error-missing-import = There is no `{ $name }` in `{ $module }`.{ $nearest ->
        [none] {" "}Check the spelling.
       *[other] {" "}Did you mean `{ $nearest }`?
    }
error-missing-key = The dict has no key { $name }. Print its keys just before this line.
error-division-by-zero = Something is divided by zero here. For which input does that happen, and what should come out then?
error-endless-recursion = The function calls itself without end. Which case should stop it?
error-not-written = Here stands `raise NotImplementedError`: the place where your own code should go. Replace that line.
error-assertion = An `assert` in your code did not hold. Print what it compares.
error-exit = `exit()` ends Python before your function has returned. Take it out and `return` the result.
error-command-line = `parse_args()` reads the command line, and there is none here, so an argument is missing. Give it a `default=`, or write the value into the code.
error-input = Nobody can type here. Use the function's arguments instead of `input()`.
error-missing-file = There is no such file here. The exercise needs none.
