# Errors of habits: from lists, pandas, NumPy, Keras and R, and from outside of a class.
#
# As for every error-<key>: $line, $source, $type and $message are given, too, and the learner's line
# and Python's message are shown above.

# $name: a name without `self.` that is an attribute or a method of the object.
error-self-before-name = `{ $name }` belongs to the object, and a method finds it only behind `self`: write `self.{ $name }`.
# $name: such as "columns".
error-method-of-pandas = `{ $name }` belongs to the tables of pandas, and a tensor has none such: its rows and columns have numbers, and no names. `x[0]` is the first row, `x[:, 0]` the first column; most operations take all columns at once, with `dim=0`.
# $name: such as "index".
error-method-of-list = `{ $name }` is known from lists; a tensor { $name ->
        [index] does not search with it. The positions of a value are `(x == value).nonzero()`.
        [count] has none such. A value is counted by `(x == value).sum()`.
        [extend] cannot grow. `torch.cat([x, y])` joins two into a new one.
        [insert] cannot grow. `torch.cat([…])` joins the parts and the new value, as a tensor, into a new one.
       *[other] cannot shrink. A new one without some elements is a slice, `x[1:]` or `x[:-1]`, or a mask, `x[x != value]`.
    }
# $left: the shape, such as "x.shape".
error-shape-as-number = { $left ->
        [none] A shape
       *[other] `{ $left }`
    } is a tuple of all sizes, and a single number is wanted here. A position in square brackets picks one: `x.shape[0]` is the number of rows, as is `len(x)`. `x.numel()` counts all elements.
error-size-unpacked = A whole shape stands here between other sizes. A star puts its numbers in their place, as in `x.view(2, *x.shape[1:])`. And if several dimensions are to become one, `-1` works its size out: `x.view(2, -1)`.
# $left: such as "x.size".
error-size-of-numpy = { $left ->
        [none] `size` is a method in torch
       *[other] `{ $left }` is a method in torch, not a number
    }. What NumPy calls `size`, the number of all elements, is `x.numel()`. `x.size(0)` or `len(x)` is the number of rows.
# $function: such as "optim.SGD".  $name: the argument that it does not have.  $nearest: the one that is meant.  $names: those that it has.
error-keyword-meant = `{ $function }` has no argument called `{ $name }`. { $nearest ->
        [none] Those that it has: `{ $names }`.
       *[other] Here it is called `{ $nearest }`.
    }
# $called: such as "nn.Parameter".  $type: what it was given.
error-parameter-of-tensor = `{ $called }` wants a tensor with the numbers to begin with, and was given { AN($type) } `{ $type }`. { $type ->
        [list] Make one first: `torch.tensor([…])`.
       *[other] `torch.zeros(n)`, `torch.ones(n)` or `torch.randn(n, m)` makes one of a shape.
    }
# $left: such as "loss".  $type: float or int.
error-backward-of-number = { $left ->
        [none] This
       *[other] `{ $left }`
    } is a plain `{ $type }`, which remembers nothing of how it was computed. Either no tensor went into it (`torch.tensor(…, requires_grad=True)` makes one), or `.item()` or `float(…)` has made a number of it too early.
# $left: the first argument.  $called: such as "torch.autograd.grad".
error-grad-of-many = The first argument of `{ $called }` is what is differentiated, a single number such as the loss, and the second one says by which tensor. { $left ->
        [none] The first one here
       *[other] `{ $left }`
    } has several elements. Have the two changed places, or is `.sum()` missing?
# $name: such as "picture".
error-arrow-assignment = `<-` is how R assigns. Python reads the comparison `{ $name } < -…`, and there is no `{ $name }` yet. Write a single equals sign: `{ $name } = …`
# $owner: such as "torch".  $name: a class of torch.nn.  $function: the function that does the same.
error-function-of-layer = `{ $owner }` has no `{ $name }`. The function is `{ $function }`; `nn.{ $name }` is the layer, which is made first and then called.
# $left: the first argument.
error-loss-order = A loss is given the scores of the model first, and then the targets. { $left ->
        [none] What stands first here
       *[other] `{ $left }`
    } holds whole numbers, as class numbers are. Have the two changed places?
# $left, $right: what the DataLoader was given, such as "X" and "y".
error-loader-of-two = A `DataLoader` takes one dataset, and its second argument is the size of a batch. Inputs and targets are put together first: `DataLoader(TensorDataset({ $left }, { $right }), batch_size=…)`.
# $called: such as "torch.tensor".
error-tensor-of-list = `{ $called }` takes all values as one list, with rows as lists inside it: `{ $called }([1, 2, 3])`. What follows behind a comma would be another argument.
# $called: the shape, such as "x.shape".
error-shape-called = { $called ->
        [none] A shape
       *[other] `{ $called }`
    } is a tuple of sizes, and no method. Without the round brackets it is the whole shape; one size is picked with square ones, `x.shape[0]`.
# $reason: what is wrong: "brackets", "self", "argument", "spelling" or "class".
error-super-written = The first line of `__init__` is `super().__init__()`. { $reason ->
        [brackets] `super` stands here without its brackets.
        [self] `super` is a function of Python's own, so no `self.` stands in front of it.
        [argument] `self` is handed over without being written, so it does not stand between the brackets.
        [spelling] `__init__` has two underscores on both sides.
       *[class] Only if the class is named instead, `self` is given by hand: `nn.Module.__init__(self)`.
    }
# $called: such as "self.fc".  $layer: such as "Linear".
error-layer-not-made = `{ $called }` is the class `nn.{ $layer }` itself, and no layer yet. A layer is made with brackets and its sizes, once, in `__init__`: `nn.{ $layer }(…)`. Calling that layer then computes.
# $left: such as "self.fc".
error-layer-in-square-brackets = `{ $left }` is a layer. It computes when it is called, with round brackets: `{ $left }(x)`.
# $type: what `__len__` returned.
error-length-returned = `len(…)` asks the method `__len__`, and that has to return a whole number of at least 0. Here it has returned { $type ->
        [NoneType] nothing: is its `return` missing?
       *[other] a value of type `{ $type }`.
    }
# $name: such as "sum".  $type: what the name stands for.
error-builtin-overwritten = A line above has put { AN($type) } `{ $type }` under the name `{ $name }`, and Python's own function `{ $name }` is out of reach since then. Give that value another name.
# $name: such as "xrange".  $now: what it is today.
error-name-of-python-2 = `{ $name }` belongs to Python 2, which is no longer used. Today it is written `{ $now }`.
# $left: the list.  $operation: "item" or "update".
error-list-grows = { $operation ->
        [update] `+=` adds all items of another list, and a single value stands on the right.
       *[other] The list has no such place yet, so nothing can be put there.
    } One more item is added at the end by { $left ->
        [none] `items.append(…)`.
       *[other] `{ $left }.append(…)`.
    }
# $left: such as "loss".  $layer: such as "MSELoss".
error-layer-for-result = `{ $left }` is a layer here (`nn.{ $layer }`), and what is wanted is the tensor that it computes. A layer computes when it is called with its inputs: `{ $left }(…)`. And `nn.{ $layer }(…)` itself only makes one.
# $layer: such as "Linear".
error-activation-of-keras = A layer of torch has no `activation`, unlike in Keras. The activation is a step of its own, behind the layer: `torch.relu(layer(x))`, or `nn.ReLU()` in an `nn.Sequential`.
# $name: forward or backward.
error-context-missing = The first parameter of `{ $name }` in an `autograd.Function` is the context, which torch hands over: { $name ->
        [forward] `def forward(ctx, x, …)`
       *[backward] `def backward(ctx, grad)`
    }. Between the brackets of the call, it is not written.
# $called: such as "torch.rand".
error-generator-by-name = { $called ->
        [none] A generator
       *[other] To `{ $called }`, a generator
    } is given by its name, or it is taken for a size: `generator=…`
# $left: the tuple, such as "g".
error-tuple-operand = { $left ->
        [none] One of the two
       *[other] `{ $left }`
    } is a tuple, several values together, and a single tensor is wanted. Its items are picked by position, the first one with `[0]`. (`torch.autograd.grad` always returns a tuple, with one gradient for each input.)
# $called: such as "torch.maximum".  $name: such as "accumulate".  $nearest: torch's function for both.
error-method-of-ufunc = `{ $name }` is a method that NumPy's functions have; `{ $called }` has none. What you are looking for is probably `{ $nearest }`.
