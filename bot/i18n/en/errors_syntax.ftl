# Syntax errors. $name: a word as written. $sign: signs as written.

error-syntax-positional = In a call, arguments without a name come first, those with `name=` after them. Move the ones without a name to the front, or give them a name, too.
error-syntax-defaults = In a `def` line, parameters with a default (`b=1`) come after those without one. Change their order.
error-syntax-keyword-twice = `{ $name }=` is given twice in this call. Which of the two values do you mean?
error-syntax-parameter-twice = Two parameters of this function are called `{ $name }`. Each one needs its own name.
error-syntax-break = `{ $name }` is only allowed inside a loop. Is this line indented under its `for` or `while`?
error-syntax-fstring = Python cannot read the part between the braces of this f-string. There should be one expression between `{"{"}` and `{"}"}`, and both braces must be there. Quotes inside should differ from those outside.
error-syntax-try = A `try:` block needs an `except …:` or a `finally:` below it, indented like the `try`.
error-syntax-conditional = An `if` inside an expression needs its other half: `a if condition else b`. What should come out when the condition is False?
error-syntax-backslash = After a backslash `\` the line must end; something follows here, perhaps only a blank. Division is written `/`. Inside brackets, lines may be broken without a backslash.
error-syntax-generator = Put brackets of its own around this part: `[(a, b) for …]` for pairs, `f((… for …), other)` where a call has further arguments.
error-syntax-star = A star in front of a value unpacks it, and that works only inside a call, a list or a tuple, such as `f(*x)` or `[*x]`.
error-syntax-global = `{ $name }` cannot be declared like this here: `global` and `nonlocal` come before the first use of the name, and a parameter needs neither. A function that takes its values as arguments and returns its result rarely needs them.
error-syntax-delete = `del` takes away a name or an item: `del x` or `del x[0]`. Names are separated by commas.
error-syntax-update = `+=` and its like change one name at a time. Write one line for each name.
error-syntax-path = In a string, `\U` and `\N` begin a special character, which Windows paths contain by chance. Put an `r` before the string (`r"C:\Users\…"`), or write `/` instead of `\`.
error-syntax-except = Several kinds of errors after `except` stand in brackets: `except (ValueError, TypeError):`
error-syntax-dict = In a dict, every key has a colon and a value: `{"{"}"a": 1, "b": 2{"}"}`. One of them is missing here.
error-syntax-import = An import has one of three forms: `import torch`, `import numpy as np`, or `from torch import nn`. Which one do you need?
error-syntax-import-star = `from … import *` is only allowed at the left margin, outside functions. Better name what you need: `from torch import nn`.
error-syntax-parameters = After the name in a `def` line come brackets, even if nothing is in them: `def f():`
error-syntax-notebook = This is a command for a notebook or a terminal, not Python. Take the line out; torch and NumPy are already here.
error-syntax-prompt = `>>>` is Python's prompt and came along with the copy. Copy the code without it.
error-syntax-comment = A comment begins with `#` in Python. (`//` divides to an integer.)
error-syntax-elif = There is nothing here that this `{ $name }` belongs to. It stands directly below its block, indented exactly as the line that began it (`if`, `for`, `while` or `try`), and no other line may come between.
error-syntax-elif-spelled = In Python it is spelt `elif`.
error-syntax-keyword-name = `{ $name }` is a word of the language itself, so nothing else can have that name. Choose another one, such as `{ $name }_`.
error-syntax-other-language = `{ $name }` is not how Python writes this. Functions begin with `def name(…):`, values need no word before them (`x = 3`), and blocks begin after a colon.
error-syntax-typed-name = Python names need no type in front: `x = 3` is enough. (If you want to note one, it is written behind: `x: { $name } = 3`.)
error-syntax-increment = Python has no `{ $name }`. To count up or down, write `x += 1` or `x -= 1`.
error-syntax-and-or = Python writes `and` and `or` as words, not `{ $sign }`. (For the elements of tensors it is a single `&` or `|`, with brackets around each comparison.)
error-syntax-comparison = `{ $sign }` is no comparison of Python's. They are `==`, `!=`, `<`, `<=`, `>` and `>=`.
error-syntax-not = Python writes "not" as a word: `not x`. (The elements of a mask are inverted with `~`.)
error-syntax-question = Python has no `?`. A choice between two values is written `a if condition else b`.
error-syntax-lambda = A `lambda` is one expression after a colon, without `return` and without further lines: `lambda x: x + 1`. For anything longer, use `def`.
error-syntax-walrus = To give a name to a value, a plain `=` is enough here. `:=` only works inside brackets.
error-syntax-for = A loop reads `for i in range(3):`, that is, a name, the word `in`, and what it goes through.
error-syntax-global-value = `global` and `nonlocal` only name a variable. Its value comes in a line of its own.
error-syntax-not-in = Written apart, and with both words: `x not in y`, `x is not y`.
error-syntax-raise = The text of an exception stands in brackets: `raise ValueError("…")`
error-syntax-braces = Python's blocks have no braces. They begin after a colon and are indented: `if x > 0:`
error-syntax-doubled = There is a sign too many or something missing between them: `{ $sign }`.
error-syntax-nothing-after = The line ends with `{ $sign }`, and nothing follows it. What should stand on its right? (A long expression may go on in the next line inside brackets.)
error-syntax-two-statements = Two statements seem to stand in one line, or an operator is missing between them. Put each statement on a line of its own.
error-syntax-round-index = Round brackets call a function. A part of a tensor is picked with square ones: `x[0, :]`, `x[1:3]`. A range of numbers is made by a function: `torch.arange(start, stop, step)`, without the stop itself.
# $sign: such as "%*%".
error-syntax-operator = Python has no `{ $sign }`. Operations on tensors work element by element as they are: `a * b`, `a / b`, `a**2`. The matrix product is `a @ b`, the remainder of a division `a % b`, and `value in items` asks whether a list has a value.
error-syntax-transpose = A single quote begins text here, and is no transpose as in MATLAB. A matrix is transposed by `x.T`.
