# Python's own types and functions, and installations. $type, $got: a type's name.

error-own-raise = Your own code raises this error, in the line above: the condition for it came true. Which input leads there, and is that right?
error-function-not-called = { $left ->
        [none] A function
       *[other] `{ $left }`
    } stands here without its brackets, so the function itself is used and not its result. Call it: `(…)` with its arguments.
error-index-of-text = { $left ->
        [none] This
       *[other] `{ $left }`
    } is text, and its characters are found by their position, a number. Did you expect a dict here? `print(type(…))` tells what it is.
error-item-assignment = A value of type `{ $type }` cannot be changed in its parts. Make a new one; or use a list, which can be changed.
error-math-domain = { $called ->
        [none] This function
       *[other] `{ $called }`
    } has no result for that number: a logarithm needs one above 0, a root one of at least 0. Print it just before this line.
error-too-large = The result is too large for a float, which ends at about 1.8 · 10³⁰⁸. For exponentials, torch has stable forms such as `logsumexp` and `log_softmax`; or do the numbers grow in a loop?
error-integer-wanted = { $called ->
        [none] This
       *[other] `{ $called }`
    } wants a whole number here, and was given a value of type `{ $type }`. Of a list or a tensor, is its length meant (`len(x)`)? Text of digits becomes a number with `int(…)`.
error-pop-empty = { $left ->
        [none] It
       *[other] `{ $left }`
    } is empty, so there is nothing left to take out. Check first: `if items:`
error-not-in-list = What is looked for is not in there{ $left ->
        [none] {""}
       *[other] {" "}(`{ $left }`)
    }. `x in items` asks without an error; or is the type another one (`1` and `"1"` differ)?
error-max-of-nothing = There is no `{ $function }` of nothing: { $left ->
        [none] what it was given
       *[other] `{ $left }`
    } is empty. What should come out then? `{ $function }(…, default=…)` says it.
error-no-len = { $left ->
        [none] This
       *[other] `{ $left }`
    } has type `{ $type }`, and such a value has no length. A number is single, and a generator does not know how many are to come (`list(…)` collects them). A class of your own, such as a Dataset, gets a length by `def __len__(self):`.
error-argument-twice = `{ $name }` is given to `{ $function }` twice: once by its place and once by its name. Take one out. (In a method, `self` already has the first place.)
error-argument-count = `{ $function }` was given { $given } where it takes { $expected }: count the arguments between the brackets. Items to put together often belong into a list or a tuple first.
error-changed-in-loop = { $left ->
        [none] What the loop goes through
       *[other] `{ $left }`
    } is changed inside the loop, which Python does not allow for dicts and sets. Go through a copy, `list(…)`, or collect the changes and make them afterwards.
error-dict-pairs = `dict(…)` wants pairs of a key and a value, such as `[("a", 1), ("b", 2)]`. `zip(keys, values)` makes such pairs.
error-text-encoding = The bytes are no text in this encoding. Most files are "utf-8": `open(…, encoding="utf-8")`; pictures and saved tensors are no text at all.
error-missing-in-class = The class `{ $type }` has no `{ $name }`. Is it spelt so? What is set with `self.` exists only in an object, made by `{ $type }(…)`.
error-isinstance-type = The second argument is the type itself, without quotes, or several in a tuple: `isinstance(x, (int, float))`
error-not-an-iterator = `next` takes the next one from something that is being gone through, and a value of type `{ $type }` is not yet: `it = iter(…)` begins, and `next(it)` goes on.
error-join-texts = `join` puts texts together, and item { $index } has type `{ $type }`. Turn each into text first: `str(…)`.
error-iterator-empty = There is nothing left to take: everything has been gone through already, or there was nothing from the start. A new `iter(…)` begins again.
error-unary-operand = `{ $operation }` does not work on type `{ $type }`{ $left ->
        [none] {""}
       *[other] {" "}(`{ $left }`)
    }. For all elements of a list at once, make a tensor or an array of it.
error-format-count = The text has another number of places than there are values. An f-string is easier to read: `f"{"{"}a{"}"} and {"{"}b{"}"}"`.
error-format-code = This format is for another type, or is misspelt: `:.2f` is for a number with a point, `:d` for a whole number. Print the type of the value.
error-method-of-class = `{ $type }.{ $name }` was called on the class, not on an object of it. Write the value before the point: `x.{ $name }(…)`.
error-class-without-init = `{ $name }` takes no arguments, since its class has no `__init__` that accepts them. Is it spelt with two underscores on both sides, and indented inside the class?
error-init-returns = `__init__` only sets up the object and returns nothing. Store the value with `self.… = …`, or return it from another method.
error-lazy-index = A value of type `{ $type }` has no positions. Make a list of it first: `list(…)[0]`; or go through it with `for`.
error-unpack-none = { $left ->
        [none] The value that is to be taken apart or gone through
       *[other] `{ $left }`
    } is `None`. Which function gave it, and does that function `return` something? (Methods such as `sort` and `append` change the list and return nothing.)
error-number-of-type = `{ $function }` makes a number of text or of another number, and { $left ->
        [none] this
       *[other] `{ $left }`
    } has type `{ $type }`. Where does it come from?
error-real-number = { $called ->
        [none] This function
       *[other] `{ $called }`
    } wants a single number, and was given a value of type `{ $type }`. For tensors, torch has a function of the same name (`torch.sqrt`, `torch.exp` …); text becomes a number with `float(…)`.
error-in-text = Only text can be looked for in text. Turn it into text first: `str(x) in text`.
error-in-number = `in` looks inside a list, a dict or a text, and { $right ->
        [none] what stands behind it
       *[other] `{ $right }`
    } is a single value of type `{ $type }`. To compare two values, use `==`.
error-no-keywords = `{ $function }` takes its arguments without names. Leave out the `name=`.
error-no-context = After `with` stands something that can be opened and closed, such as `open(…)` or `torch.no_grad()`. A value of type `{ $type }` cannot.
error-memory = There is not enough memory for this. How large does it get: a size multiplied by a size, or a list that grows in a loop?
error-file-refused = This is a folder, or a file that may not be opened here. The exercises need no files.
error-relative-import = An import that begins with a point works only inside a package that is itself imported. In a single file, write the name without the point.
error-own-file-named = Python found your own file instead of the library `{ $module }`: a file of yours, or in its folder, is called `{ $module }.py`. Rename it.
error-not-installed = `{ $name }` is not installed in the Python that ran this. On your own computer: `python -m pip install { $name }`, with the very Python that you run. Code that you send here finds torch, NumPy and matplotlib.
error-broken-installation = A library of the system is missing or does not fit, so the package cannot start. Install it again in a fresh environment (`python -m venv`), as pytorch.org describes for your system.
