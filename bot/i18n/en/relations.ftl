# How a wrong result follows from the right one, in every case alike.

# $relation: see below.  $amount: the factor or the difference; "start" or "end"; the name of a reduction or of an argument; "two" or "more" items, or "other" for another order; the number of decimal places; the sign, number or value of an argument that stands at the changed place; or "none".  $first, $second: of two changes, what each of them is (see `problem-change`).
problem-relation = { $relation ->
        [negated] Every number has the right size and the wrong sign: yours are the right ones times -1. Where is something subtracted in the other order, or a minus too many or missing?
        [mask-inverted] This is exactly the opposite: every True should be False, and every False True. Which comparison, or which `~`, turns it round?
        [sign-lost] Your numbers are right, except that none is negative: where a negative one is asked for, its positive twin came. Which step takes the sign away?
        [scaled] Every number is { $amount } times the right one. So the way is right, and a factor is too much or missing. Which step multiplies or divides, and by what?
        [shifted] Every number is off by the same amount, { $amount }. Where is something added or taken away once too often, or counted from another start?
        [squared] Your numbers are the squares of the right ones. Which last step is still missing?
        [rooted] Your numbers are the square roots of the right ones. Is the last step one too many?
        [reciprocal] Your numbers are the right ones upside down: 1 divided by each of them. What belongs above the line, and what below?
        [rounded-numbers] Your numbers are the right ones without their decimal places. Which step rounds: `//`, `round`, `floor`, `int`, a comparison such as `> 0.5`, or an integer dtype on the way?
        [transposed] The numbers are right, and the table lies on its side: what should be a row is a column. Which step decides what becomes a row?
        [permuted] The numbers are right, and the dimensions stand in another order than is asked for. Say for each dimension of the result what it counts: which two have changed places?
        [flipped] The right numbers are there, and they run from the other end. Which step decides at which end to begin?
        [reordered] These are exactly the right numbers, in another order. What decides the order in which yours come?
        [reduced] That is one step too far: you return the `{ $amount }` of what is asked for, whose parts should stay apart. Which step puts them together, and along which dimension?
        [not-reduced] One step is left. The numbers that you return still have to be put together, and then they are right. Which dimension has to go, and how?
        [cut-off] What you return is right, but something is missing at the { $amount ->
            [start] beginning
           *[other] end
        }. Which slice, range or size leaves it out?
        [too-much] All that is asked for is there, and then some more at the { $amount ->
            [start] beginning
           *[other] end
        }. Which slice, range or size lets it in?
        [parts-in-list] The numbers are right, but they are separate tensors in a Python list, and one tensor is asked for. Which function of torch joins a list of tensors?
        [argument-returned] Your function gives `{ $amount }` back exactly as it came. Which line should make something new of it, and is it that which you return? (`x.sqrt()` alone does not change `x`.)
        [complement] Each of your numbers is 1 minus the one that is asked for. Is the opposite computed, such as the share of what is wrong in place of what is right?
        [differs-each-time] Called twice with the same arguments, your function returns something else each time. So what you return does not depend on the seed. Where do your random numbers come from, and is the generator that you set up handed to the function that draws them?
        [exponential] Each of your numbers is `exp` of the one that is asked for. Which `exp` is too many, or which `log` is missing?
        [first-differs] Everything is right but the **first** element, and that with every input. What is special about it: what comes before it, and with what do you begin?
        [first-only] You return only the **first** of the values that are asked for. Which step drops the others, and is it needed?
        [inverted] It is exactly the other way round: 1 (`True`) stands where 0 (`False`) is asked for, and the reverse, with every input. Which comparison should point the other way, or where does a `~` belong?
        [items-swapped] { $amount ->
            [two] Both values are right, and they are returned in the wrong order.
            [other] The values are right, and they are returned in another order.
           *[more] The values are right, and they are returned in the reverse order.
        } Which one does the exercise name first?
        [last-differs] Everything is right but the **last** element, and that with every input. What is special about it: does a loop or a slice end one step too early, or take one too many?
        [last-only] You return only the **last** of the values that are asked for, and all of them are. Which step drops the others: an index, or a name that keeps only the newest value?
        [logarithm] Each of your numbers is the logarithm of the one that is asked for. Where does the `log` come from: is it in the name of the function that you use, such as `log_softmax`?
        [negatives-cut] What is positive is right, and 0 stands wherever a negative number is asked for. Is there a `relu`, a `clamp` or a `max(…, 0)` too many?
        [one-place-early] The right numbers are there, but each stands one place too early. Does your code begin one step too early, or take the value behind the one that is meant?
        [one-place-late] The right numbers are there, but each stands one place too late. Does your code begin one step too late, or take the value before the one that is meant?
        [one-sized-dimension] Only a dimension of size 1 is too many, or missing: compare the two shapes. `squeeze` takes one away, and `unsqueeze` puts one in. At which place?
        [positions-returned] These are the **positions** of what is `True`. A mask is asked for: `True` or `False` for every place. What did you have before you asked for the positions?
        [stacked] Your numbers are right, but they come in **one** tensor, and several are asked for. Without `stack`, `return a, b` gives back each of them. How many does the exercise name?
        [exception-returned] With this input, the function should stop with an exception, and yours **returns** one as a value, so nothing stops. Which word makes an exception happen? (`raise` in place of `return`.)
        [model-returned] The result is the model itself. Compare what stands after `return` with the exercise: what should come back from your function?
        [function-applied] Your numbers are what `{ $amount }` makes of the right ones. So one step is too many, at the end. Does the exercise ask for it?
        [function-missing] One step is left: a single function makes the right numbers of yours. Which one does the exercise ask for at the end?
        [scaled-by-case] With each input, your numbers are the right ones times one factor, and with another input the factor is another one. So something that changes with the input is multiplied or divided by once too often, or not at all: a length, a count or an argument. Which one?
        [decimals-rounded] Your numbers are the right ones, rounded to { $amount ->
            [0] whole numbers
            [1] one decimal place
           *[other] { $amount } decimal places
        }. Does the exercise ask for that? Which step rounds?
        [keys-left-out] The values are right and in order, and a dict is asked for, in which each has its key. Which key belongs to which value?
        [keys-added] The values are right, but they are in a dict, and the values alone are asked for. How do you return them without keys?
        [other-keys] The values are right, and they stand under other keys than are asked for. Compare each key with the exercise, letter by letter.
        [other-names] Everything is right but the names. Compare each with the exercise, letter by letter. (The name of a layer or a parameter is that of its attribute: `self.name = …`.)
        [operator-exchanged] With every input, your results are those of a right way with a single change: at one place, `{ $amount }` stands where another sign belongs. Compare each sign with the formula.
        [operands-swapped] With every input, your results are those of a right way with a single change: at one place, the two sides of `{ $amount }` are exchanged. Which value comes first there?
        [sign-left-out] With every input, your results are those of a right way with a single change: one `{ $amount }` is missing. Where does it belong?
        [comparison-exchanged] With every input, your results are those of a right way with a single change: one comparison is `{ $amount }`, and another is asked for. Which values should it let through, and does the limit itself belong to them?
        [function-exchanged] With every input, your results are those of a right way with a single change: at one place, `{ $amount }` stands where another function belongs. Which one does the exercise ask for?
        [function-left-out] With every input, your results are those of a right way with a single change: one function on the way is missing. Go through the steps one by one: which has no counterpart in your code?
        [function-moved] With every input, your results are those of a right way with one function at another place: `{ $amount }` is applied to another value than the exercise asks for. After which step does it belong?
        [arguments-exchanged] With every input, your results are those of a right way with a single change: two arguments of `{ $amount }` are exchanged. Which one comes first?
        [argument-left-out] With every input, your results are those of a right way with a single change: in one call, the argument `{ $amount }` is left out. Which call needs it?
        [argument-added] With every input, your results are those of a right way with a single change: one call has an argument too many, or one that does its work, `{ $amount }`. What is asked for there?
        [number-exchanged] With every input, your results are those of a right way with a single change: at one place, `{ $amount }` stands where another number belongs, such as an index, a dimension or a limit. Which one?
        [parameter-changed] With every input, your results are those of a right way with a single change: `{ $amount }` is used where the argument itself belongs. Which line changes it?
        [parameter-fixed] With every input, your results are those that come out with `{ $amount }` every time. But this value is handed to your code, and differs from call to call. Where does a fixed number stand in its place?
        [parameters-exchanged] With every input, your results are those that come out if these arguments change places: `{ $amount }`. Where do you take one for the other?
        [slice-left-out] With every input, your results are those of a right way with a single change: at one place, everything is taken where only a part is asked for. Where does a slice belong?
        [line-left-out] With every input, your results are those of a right way from which one line is missing. Go through the steps of the exercise one by one: which has no line in your code?
        [operand-left-out] With every input, your results are those of a right way with a single change: at one place, only one side of `{ $amount }` is left. What is calculated with it there?
        [brackets-moved] With every input, your results are those of a right way with a single change: in one formula, the brackets stand elsewhere, so that two operations come in another order. Which one goes first?
        [index-in-steps] With every input, your results are those of a right way with a single change: an index is split into two pairs of brackets. `x[a][b]` takes a part of `x` first, and `[b]` then counts the **rows of that part**. Rows and columns at once are `x[a, b]`.
        [letters-exchanged] With every input, your results are those of a right way with other letters in one `einsum`: they are what `{ $amount }` gives. Say for each letter what it counts: which belong together, which come out, and in which order?
        [line-indented] With every input, your results are those of a right way with one line indented differently: it stands inside a loop (or a `with`) and belongs outside, or the other way round. Which line should run each time, and which only once?
        [lines-exchanged] With every input, your results are those of a right way with two lines exchanged. Which has to run first?
        [name-exchanged] With every input, your results are those of a right way with a single change: at one place, one name is read where another belongs, such as an argument in the place of what was made of it. Say for each name what it holds: which line takes the wrong one?
        [steps-exchanged] With every input, your results are those of a right way with two steps in the other order. `(x + 1).sqrt()` is not `x.sqrt() + 1`, and a mean of squares is not the square of a mean. Which step goes first?
        [two-changes] With every input, your results are those of a right way with two changes: { $first }; and { $second }. Mend them one after the other.
        [argument-applied] With every input, your results are the right ones with one step more, `{ $amount }`. So this argument comes in once too often, or once too rarely. Which line uses it, and does the exercise ask for that there?
        [values-for-positions] These are the values themselves, taken from `{ $amount }`. The exercise asks for **where** they stand: their positions. Which function gives positions, such as `argmax` beside `max`, or `argsort` beside `sort`?
        [positions-not-used] These are the right **positions** in `{ $amount }`, and the exercise asks for what stands there. How do you take the values at these positions out of `{ $amount }`?
        [one-number-instead] Part of your numbers is right. Wherever one is wrong, it is { $amount }. Which line writes this number, and what should stay there?
        [nearly-right] Your numbers are nearly right: each is off by less than a hundredth. Is something small added, such as an `eps` that the exercise does not ask for, is a number on the way rounded, or is a count off by one?
        [parts-skipped] What you return is right, but it is only every { $amount ->
            [2] second
           *[other] third
        } of the parts that are asked for. Which step is too large: that of a slice, of a `range`, or of a window?
        [items-unpacked] The values are right and in order, but they come in one long row, and the exercise asks for groups, such as pairs. Which values belong together, and how do you hand out each group as one item?
        [items-zipped] You return one group for each element, and the exercise asks for one whole tensor (or list) for each kind: first all of the one, then all of the other. How do you return `a, b` without going through the elements?
        [value-for-name] The names are asked for, as text, and you return the tensors themselves. Which method gives names together with the tensors, and which of the two do you keep?
        [object-returned] You return the object itself, { AN($amount) } `{ $amount }`, and the exercise asks for what it makes or holds. What do you call on it, or read from it, to get that?
        [comparison-missing] You return numbers, and `True` or `False` is asked for at each place. With what should each number be compared?
        [not-whole-numbers] Whole numbers are asked for, and yours have decimal places, so another dtype alone would not make them right. Are these values, scores or shares, where labels, positions or counts are asked for?
        [gradient-scaled] The values are right, and the gradient is { $amount } times the right one. What does each step multiply the gradient by on its way back, and through which of them should none flow?
       *[more-than-asked] All that is asked for is in there, and right, but you return more than that. Several functions give back more than one thing at once. How do you return only what the exercise asks for?
    }

# One of two small changes, as a part of a sentence.  $relation: its kind.  $amount: as above.
problem-change = { $relation ->
        [operator-exchanged] `{ $amount }` stands where another sign belongs
        [operands-swapped] the two sides of one `{ $amount }` are exchanged
        [operand-left-out] only one side of one `{ $amount }` is left
        [sign-left-out] one `{ $amount }` is missing
        [comparison-exchanged] one comparison is `{ $amount }`, and another is asked for
        [function-exchanged] `{ $amount }` stands where another function belongs
        [function-left-out] one function on the way is missing, `{ $amount }`
        [function-moved] one function, `{ $amount }`, is applied at another place
        [arguments-exchanged] two arguments of `{ $amount }` are exchanged
        [argument-left-out] one call lacks the argument `{ $amount }`
        [argument-added] one call has the argument `{ $amount }`, which does not belong there
        [number-exchanged] `{ $amount }` stands where another number belongs
        [parameter-changed] `{ $amount }` is used where the argument itself belongs
        [parameter-fixed] a fixed number is used in the place of an argument, `{ $amount }`
        [parameters-exchanged] two arguments are taken one for the other, `{ $amount }`
        [slice-left-out] everything is taken where only a slice is asked for
        [line-left-out] one line is missing
        [lines-exchanged] two lines stand in the wrong order
        [name-exchanged] one name is read where another belongs
        [line-indented] one line is indented differently, and so stands inside or outside of a loop or a `with`
        [brackets-moved] the brackets of one formula stand elsewhere
        [steps-exchanged] two steps come in the wrong order
        [index-in-steps] an index is split into `x[a][b]`, where `x[a, b]` is meant
        [letters-exchanged] one `einsum` is that of `{ $amount }`
       *[result-changed] the result is changed at the end, as by `{ $amount }`
    }
