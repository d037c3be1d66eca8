# Calls of functions, and conditions on whole tensors, as they go wrong most often.

# $function.
error-list-wanted = `{ $function }` takes the tensors together, as **one** list: `torch.{ $function }([a, b])`. Without the square brackets, the second tensor stands where another argument belongs.
# $called.
error-square-brackets = { $called ->
        [none] A function
       *[other] `{ $called }`
    } is a function, and square brackets follow it. They take a part of a value. A function is called with round ones: { $called ->
        [none] `(…)`
       *[other] `{ $called }(…)`
    }.
# $called, $nearest.
error-math-of-tensor = `{ $called }` computes with a single Python number, and it was given a whole tensor. torch has its own, which works on every element: `{ $nearest }`. Gradients flow through that one, too.
error-einsum-formula-first = `einsum` wants its formula first and the tensors after it: `torch.einsum("…->…", a, b)`.
# $name.
error-einsum-output-twice = After the arrow, the letter `{ $name }` stands twice. There, each letter names one dimension of the result, so it can occur only once. For two dimensions of the result, use two different letters; for a diagonal, write the letter twice **before** the arrow and once behind it.
error-einsum-sign = The formula of `einsum` has a character that it cannot read. It is made of single letters, one for each dimension, commas between the tensors, and one `->`.
# $sign: & or |.
error-condition-brackets = `{ $sign }` binds more tightly than `<`, `>` and `==`: without brackets it joins the two values beside it, before anything is compared. Put each comparison in brackets of its own: `(a > b) { $sign } (c < d)`.
# $word: and, or.  $sign: & or |.
error-conditions-joined = `{ $word }` asks for one True or False, and a comparison of a tensor gives many. `{ $sign }` joins them element by element. Then each comparison needs brackets of its own: `(a > b) { $sign } (c < d)`.
error-comparison-chain = A chain such as `a <= x <= b` works for single numbers only: Python puts an `and` between the two comparisons, and a tensor has many answers. Write both comparisons, each in brackets, and join them with `&`.
# $type: list or tuple.  $left: it.
error-list-two-indices = { $left ->
        [none] This value
       *[other] `{ $left }`
    } is { AN($type) } `{ $type }`, and that takes one index at a time: row and column as in `x[0, 1]` exist only for tensors and arrays. Of nested lists, take `x[0][1]`; or make a tensor first.
# $type, $got: types.  $left.
error-list-index-type = { AN($type, capital: "yes") } `{ $type }` takes a whole number or a slice as its index, and this one has type `{ $got }`. Is { $left ->
        [none] the value before the brackets
       *[other] `{ $left }`
    } meant to be a tensor, or a dict?
error-one-integer-wanted = One whole number is wanted here (as the end of a slice, a size, or for `range`), and a tensor came that holds several numbers, or one with a point. Of a single one, `int(…)` makes a whole number. If each row has its own end, a loop over the rows or a mask does it.
# $function.
error-not-for-bool = `{ $function }` cannot compare True and False. Make numbers of them first: `.int()` gives 1 and 0.
error-function-not-applied = An `autograd.Function` is not made and called like a layer. Its class has a method for that: `YourClass.apply(x, …)`, without making an object. `forward` and `backward` are each marked with `@staticmethod`.
error-dimension-as-text = A dimension is given by its number, and not by a word: 0 is the first one, 1 the second, and `-1` the last. In a matrix, `dim=0` goes down along the rows, and `dim=1` goes along each row.
# $function.
error-dimension-missing = `{ $function }` was not told which dimension is meant. It always has to be named: `dim=0` is the first one, and the only one of a vector.
# $type: a layer or one's own model.  $name: such as "fit".
error-method-of-keras = `{ $name }` is a method of Keras, and { AN($type) } `{ $type }` of PyTorch has none. { $name ->
        [fit] You write the training yourself, as a loop: `zero_grad()`, prediction and loss, `loss.backward()`, `optimizer.step()`.
        [compile] Loss and optimizer are not kept in the model: you make both in front of the training loop.
        [predict] A model is called like a function: `model(x)`.
        [evaluate] You measure it yourself: `model.eval()`, and then `model(x)` under `torch.no_grad()`.
        [summary] `print(model)` shows its layers.
        [add] All layers are given at once, `nn.Sequential(a, b)`, or added to a Sequential with `append`.
       *[other] The weights are in `model.state_dict()`, and `model.load_state_dict(…)` sets them.
    }
# $function: such as "sum".
error-builtin-function = This is Python's own `{ $function }`, which knows no dimensions. torch's is `torch.{ $function }`, or the method `x.{ $function }(…)`.
# $function: such as "randint".
error-size-as-tuple = `{ $function }` takes the size as a tuple, even with a single number: `(3,)` is a vector of 3 elements, `(2, 3)` a matrix.
error-seed-elsewhere = The seed is set by a call of its own: `torch.manual_seed(…)` for all that is drawn afterwards, or `torch.Generator().manual_seed(…)`, which is then given to a function as `generator=…`.
# $left: the dict.  $name: such as "image".
error-attribute-of-dict = What a dict holds is no attribute of it. It is read with square brackets: { $left ->
        [none] `d["{ $name }"]`
       *[other] `{ $left }["{ $name }"]`
    }
