# Errors that are explained by what stands in the learner's own code: names, layers, types.
#
# As for every error-<key>: $line, $source, $type and $message are given, too, and the learner's line
# and Python's message are shown above.

# The exercise pretends that there is a GPU, and the code put something on it.
error-gpu-only-pretended = This exercise only pretends that there is a GPU, so nothing can be put on it. Asking is enough: `torch.cuda.is_available()` tells whether there is one.

# $called: what stands before the brackets, such as "mean".
error-none-called = { $called ->
        [none] What stands before the brackets
       *[other] `{ $called }`
    } is `None`, so it cannot be called. Which line puts `None` under that name? Give that value another name.
# $name: a method that returns None, such as "backward" or "append".
error-returns-none = { $name ->
        [backward] `backward()` returns nothing. It leaves the gradients in `.grad` of the tensors that require grad: call it on a line of its own, once, and then read `x.grad`.
       *[other] `{ $name }(…)` changes what stands before its point, and returns nothing: `None`. Call it on a line of its own, and then go on with what it has changed.
    }
# $name: an attribute of the context of an autograd.Function.
error-context-lacks = { $name ->
        [none] `ctx.saved_tensors` holds what `ctx.save_for_backward(…)` has kept in `forward`, and that was another number of tensors.
       *[other] `ctx` has only what `forward` has put there, and it has put no `{ $name }` there: `ctx.{ $name } = …`
    }
# $layer: a class of torch.nn.  $function: a function that does the same, such as "torch.relu".
error-layer-not-called = `nn.{ $layer }(…)` only makes a layer; it computes nothing yet. The layer is then called with the tensors: `nn.{ $layer }(…)(x)`.{ $function ->
        [none] {""}
       *[other] {" "}Or use the function, which takes the tensors at once: `{ $function }`.
    }
# $type: the type of the layer or of the learner's own model.  $called: such as "torch.optim.SGD".
error-layer-gone-through = { $called ->
        [none] A layer or a model (here: `{ $type }`) cannot be gone through in a loop.
       *[other] `{ $called }` wants the tensors that it may change, and was given the whole `{ $type }`.
    } Its parameters are in `.parameters()`.
# $called: such as "np.mean".  $nearest: torch's function of the same kind.
error-numpy-function-of-tensor = `{ $called }` is NumPy's, and this is a tensor. { $nearest ->
        [none] Look for the operation of torch that does the same
       *[other] torch has its own: `{ $nearest }`
    } (what NumPy calls `axis` is called `dim` there). Then gradients can flow through it, too.

# $left, $left_shape, $right, $right_shape: the input and the weights.
error-linear-untransposed = `linear` multiplies with the weights turned round: it computes `x @ w.T + b`, so it wants weights of shape (outputs, inputs).{ $right_shape ->
        [none] {""}
       *[other] {" "}Here `{ $right }` has shape { $right_shape }{ $left_shape ->
            [none] .
           *[other] , and `{ $left }` has shape { $left_shape }.
        }
    } Either give it `.T` of the weights, or write the product yourself with `@`.
# $function: mm or mv.  $left, $left_shape, $right, $right_shape: what it was given.
error-mm-dims = { $function ->
        [mv] `mv` multiplies a matrix by a vector: 2 dimensions on the left, 1 on the right.
       *[mm] `mm` multiplies exactly two matrices, so both sides need 2 dimensions.
    }{ $left_shape ->
        [none] {""}
       *[other] {" "}`{ $left }` has shape { $left_shape }.
    }{ $right_shape ->
        [none] {""}
       *[other] {" "}`{ $right }` has shape { $right_shape }.
    } The operator `@` also takes vectors, and whole batches of matrices.
# $left, $right: the two operands, whose shapes are not known.
error-shapes-do-not-fit = The shapes of these two do not fit for a product: the last size of the left must equal the first of the right's last two. Print both shapes just before this line{ $left ->
        [none] .
       *[other] : `print(….shape)` of `{ $left }`{ $right ->
            [none] .
           *[other] {" "}and of `{ $right }`.
        }
    }
# $function: such as "expand".  $given, $target: shapes.
error-expand-size = `{ $function }` stretches only dimensions of size 1, and adds new ones in front, so shape { $given } cannot become { $target }. To repeat the values themselves, use `x.repeat(…)` with the number of times along each dimension.
# $function: transpose.  $given: number of arguments.
error-permute-meant = `{ $function }` swaps exactly two dimensions. To put all of them into a new order, use `permute`: `x.permute(0, 2, 3, 1)`.
# $left: a view such as "w[0]".
error-leaf-view-in-place = { $left ->
        [none] This
       *[other] `{ $left }`
    } looks into a tensor that requires grad and that you made yourself (a leaf), and changing a part of it in place would confuse autograd. Make a new tensor; or, to update a parameter, do it under `with torch.no_grad():`.

# $operation, $left_type, $right_type: one of the types is str.
error-text-operand = `{ $operation }` does not work between `{ $left_type }` and `{ $right_type }`: one of them is text. `str(…)` turns a number into text, `int(…)` or `float(…)` turns text into a number.
# $left: the value before the brackets.  $type: its type.
error-text-index = { $left ->
        [none] This
       *[other] `{ $left }`
    } is { $type ->
        [list] a list: its items are found
       *[other] no dict: its items are found
    } by their position, a number that counts from 0. Only a dict is asked by text, as in `d["row"]`.
# $text: what stands between the quotes.
error-integer-of-fraction = `int` reads only text of whole numbers, and "{ $text }" is a fraction. `float("{ $text }")` reads it; whether it should then be rounded is up to you.
# $called: such as "torch.testing.assert_close".
error-assertion-inside = { $called ->
        [none] A library
       *[other] `{ $called }`
    } checks something here, and it did not hold. Python's message above says what; compare it with what you give to this call.
# $got: generator, map and so on.
error-lazy-values = { AN($got, capital: "yes") } `{ $got }` hands out its values one at a time, and a tensor needs all of them. Put `list(…)` around it first.
# $called: torch.tensor.
error-tensors-into-tensor = `{ $called }` makes a tensor of numbers, and here it is given whole tensors. `torch.stack([…])` puts tensors of one shape together into one.
# $left: the dict.
error-dict-unpacked = A loop over a dict gives only its keys. For keys and values together, write { $left ->
        [none] `.items()` behind the dict.
       *[other] `for key, value in { $left }.items():`
    }

error-syntax-else-if = In Python, "else if" is one word: write `elif`.
# $sign: such as "²".  $digit: the same as an ordinary digit.
error-syntax-superscript = Python does not know the small raised `{ $sign }`. A power is written with two stars: `x**{ $digit }`.
# $number, $name: such as "2" and "x".
error-syntax-product = `{ $number }{ $name }` is not a product for Python: the sign is missing. Write `{ $number } * { $name }`.
# $name: such as "dim".
error-compared-keyword = `{ $name } == …` compares, and there is no value of the name `{ $name }` to compare. To give an argument by its name, write a single `=`: `{ $name }=…`

# $name: the unknown name, such as "right".  $argument: the argument that it is given for, such as "side".
error-text-without-quotes = Python looks for a variable called `{ $name }`, and there is none. If `{ $name }` is meant as text, quotes belong around it: `{ $argument }="{ $name }"`
# $name: such as "tf".  $library: such as "TensorFlow".  $place: of what is used of it, in torch.
error-other-library = `{ $name }` is the usual short name of { $library }, which code that you send here cannot use: it finds torch, NumPy and matplotlib.{ $place ->
        [none] {""}
       *[other] {" "}What you are looking for is probably `{ $place }`.
    }
# $values: what the loop goes through, such as "rows, columns".
error-zip-missing = Here the loop takes `{ $values }` one after the other, and tries to unpack each of them. To get one item of each at the same time, put `zip` around them: `zip({ $values })`
error-enumerate-missing = A loop hands out the items alone, without their positions. For the position and the item together, write `enumerate({ $values })`.

# $called: such as "torch.zeros".  $left: the argument that is a float.
error-fraction-as-size = { $called ->
        [none] Whole numbers are wanted here
       *[other] `{ $called }` takes whole numbers
    }, and `{ $left }` is a float: `/` always gives one, even `6 / 2`. `//` divides to an integer.
# $left: the comparison.  $name: what its result lacks, such as "all".  $reason: "identity" for `is`, and for a comparison with None.
error-single-truth = { $left ->
        [none] The comparison
       *[other] `{ $left }`
    } is a single `True` or `False`, and not one for each element, so `{ $name }` finds nothing to go through. { $reason ->
        [identity] `is` and `None` compare whole objects, and never look at the elements. Missing numbers in a tensor are found by `torch.isnan(x)`; and whether there is a tensor at all, `x is None` says alone.
       *[values] That happens if neither side of the comparison is a tensor. Which of the two should be one, and what is it really?
    }
# $called: such as "self.layers".  $type: "ModuleList", "ModuleDict", "list" or "tuple".
error-layers-called = { $called ->
        [none] What is called here
       *[other] `{ $called }`
    } is { AN($type) } `{ $type }`: it only keeps layers, and does not know in which order they work. Go through it, `for layer in …: x = layer(x)`; or let `nn.Sequential(*layers)` do so.
# $type: one's own class.  $name: the attribute that it lacks.  $names: those that it has.  $nearest: the one that is meant.  $local: the name, if it is a variable of `__init__`.
error-attribute-never-set = No line has given this `{ $type }` an attribute `{ $name }`. { $local ->
        [none] { $nearest ->
            [none] { $names ->
                [none] It has none at all: does `__init__` set it, with `self.` in front, and is `__init__` spelt with two underscores on both sides?
               *[other] Those that it has: `{ $names }`. Which one is meant, or which line of `__init__` is missing?
            }
           *[other] Did you mean `self.{ $nearest }`?
        }
       *[other] In `__init__`, `{ $name }` is a variable of that method alone, which is gone at its end. An attribute stays: `self.{ $name } = …`
    }
# $prefix: such as "module.".  $given: "yes" if the names of the dict have it, and "no" if those of the model do.
error-state-dict-prefix = The names are the same but for `{ $prefix }`, which stands in front of every name { $given ->
        [yes] of the dict, and of none of the model
       *[other] of the model, and of none of the dict
    }. So one of the two is wrapped in another module (`DataParallel` puts `module.` in front). Load the weights into the same kind of module that they come from, or change the names: { $given ->
        [yes] `{"{"}k.removeprefix("{ $prefix }"): v for k, v in state.items(){"}"}`
       *[other] `{"{"}"{ $prefix }" + k: v for k, v in state.items(){"}"}`
    }
# $name: the key.
error-state-dict-nested = This dict is a whole checkpoint, and the weights are an entry of it: `load_state_dict(checkpoint["{ $name }"])`

# $owner: a module or a type.  $name: what it does not have.  $place: where it is.
error-name-elsewhere = `{ $owner }` has no `{ $name }`. What you are looking for is probably `{ $place }`.
error-zero-grad-of-tensor = `zero_grad()` belongs to optimizers and layers. The gradient of a single tensor is reset by `w.grad = None` or by `w.grad.zero_()`.
error-append-to-tensor = A tensor cannot grow: it has no `append`. Collect the values in a list with `append`, and make one tensor of them at the end with `torch.stack(…)`; `torch.cat` joins tensors that are there already.
# $asked: the exception that the exercise asks for, such as "ValueError".
error-other-exception = With this input, the exercise asks for another exception than the one that your code raises{ $asked ->
        [none] .
       *[other] : `raise { $asked }("…")` raises the right one.
    } `assert` always raises an `AssertionError`. And does it only happen where it should?
# $type: of what was returned, such as "Tensor" or "None".
error-result-called = What your function returns is then called with new data, and it is { $type ->
        [none] something
       *[other] { AN($type) } `{ $type }`,
    } which cannot be called. Return the model or the function itself, and not what it predicts. Is a `return` missing, or is a pair of brackets too many?
error-self-missing = `self` is the first parameter of a method, and exists only inside it. Is it missing between the brackets of the `def` line, or is this line outside of the method?
