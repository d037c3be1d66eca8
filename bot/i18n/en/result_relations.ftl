# How all results of a wrong answer are related to the right ones, in words: relation-<key of a general mistake>.
# They stand in place of problem-<kind> of judge.ftl, and hold for every input of an exam.
# In some: $where (place in the result, such as "[1]"), $how (which of several), $amount (a number),
# $parameter (name of an argument).

relation-argument-returned = Your function gives `{ $parameter }` back exactly as it came. Which line should make something new of it, and is it that which you return? (`x.sqrt()` alone does not change `x`.)
relation-sign-flipped = Every number has the right size and the wrong sign, with every input. Is a minus missing or one too many, or is the difference taken the other way round?
relation-absolute-value = Every number has the right size, but none of yours is negative, and some should be. Where does the sign get lost: with `abs`, a square, or a norm?
relation-negatives-cut = What is positive is right, and 0 stands wherever a negative number is asked for. Is there a `relu`, a `clamp` or a `max(…, 0)` too many?
relation-complement = Each of your numbers is 1 minus the one that is asked for. Is the opposite computed, such as the share of what is wrong in place of what is right?
relation-inverted = It is exactly the other way round: 1 (`True`) stands where 0 (`False`) is asked for, and the reverse, with every input. Which comparison should point the other way, or where does a `~` belong?
relation-squared = Each of your numbers is the square of the one that is asked for. Which square is too many, or which root is missing?
relation-rooted = Each of your numbers is the square root of the one that is asked for. Which root is too many?
relation-logarithm = Each of your numbers is the logarithm of the one that is asked for. Where does the `log` come from: is it in the name of the function that you use, such as `log_softmax`?
relation-exponential = Each of your numbers is `exp` of the one that is asked for. Which `exp` is too many, or which `log` is missing?
relation-reciprocal = Each of your numbers is 1 divided by the one that is asked for. What should be above the fraction line, and what below it?
relation-fraction-lost = The whole numbers are right, but everything behind the decimal point is lost. `//`, `round`, `int(…)` and integer dtypes drop it. Which of them is in your code?
relation-constant-factor = Each of your numbers is { $amount } times the one that is asked for, with every input. Which factor or division is missing, or one too many?
relation-constant-offset = Each of your numbers differs from the one that is asked for by the same amount, { $amount }, with every input. Where is something added or taken away, or from which number do you count?
relation-transposed = The numbers are right, but rows and columns are exchanged. Which of the two should be dimension 0? `.T` turns a table on its side.
relation-reversed = { $how ->
        [first] The right numbers are there, in the reverse order: what should stand first is last.
       *[last] The right numbers are there, but each row runs backwards: what should stand first is last.
    } Is a `flip` missing or one too many, or should a sort run the other way?
relation-one-place-late = The right numbers are there, but each stands one place too late. Does your code begin one step too late, or take the value before the one that is meant?
relation-one-place-early = The right numbers are there, but each stands one place too early. Does your code begin one step too early, or take the value behind the one that is meant?
relation-first-differs = Everything is right but the **first** element, and that with every input. What is special about it: what comes before it, and with what do you begin?
relation-last-differs = Everything is right but the **last** element, and that with every input. What is special about it: does a loop or a slice end one step too early, or take one too many?
relation-other-places = The right numbers are all there, and some of them stand at other places than asked for. What decides about the order in your code: the dimension, the index, or the sort?
relation-positions-returned = These are the **positions** of what is `True`. A mask is asked for: `True` or `False` for every place. What did you have before you asked for the positions?
relation-reduced-too-far = { $how ->
        [mean] You return one number, the mean of all that is asked for.
        [sum] You return one number, the sum of all that is asked for.
        [last] You return only the last of the numbers that are asked for.
        [first] You return only the first of the numbers that are asked for.
        [largest] You return only the largest of the numbers that are asked for.
       *[smallest] You return only the smallest of the numbers that are asked for.
    } Which step reduces them to one, and is it needed?
relation-not-reduced = { $how ->
        [mean] You are nearly there: the **mean** of what you return is what is asked for. Where does it belong, and over which dimension?
       *[sum] You are nearly there: the **sum** of what you return is what is asked for. Where does it belong, and over which dimension?
    }
relation-items-swapped = { $how ->
        [two] Both values are right, and they are returned in the wrong order.
       *[more] The values are right, and they are returned in the reverse order.
    } Which one does the exercise name first?
relation-end-missing = What you return is right as far as it goes, but it ends too early. Does a loop, a `range` or a slice stop too soon, or does a `return` stand inside the loop?
relation-beginning-missing = What you return is right, but the beginning is missing. Does a loop, a `range` or a slice begin too late?
relation-end-too-long = What is asked for is there, and more comes behind it. Where should your loop, `range` or slice stop?
relation-beginning-too-long = What is asked for is there, and more comes before it. Where should your loop, `range` or slice begin?
relation-exception-returned = With this input, the function should stop with an exception, and yours **returns** one as a value, so nothing stops. Which word makes an exception happen? (`raise` in place of `return`.)
relation-model-returned = The result is the model itself. Compare what stands after `return` with the exercise: what should come back from your function?
relation-stacked = Your numbers are right, but they come in **one** tensor, and several are asked for. Without `stack`, `return a, b` gives back each of them. How many does the exercise name?
relation-not-stacked = Your numbers are right, but they come in several tensors, and **one** that holds them all is asked for. What makes one tensor of several, with a new dimension?
relation-differs-each-time = Called twice with the same arguments, your function returns something else each time. So what you return does not depend on the seed. Where do your random numbers come from, and is the generator that you set up handed to the function that draws them?
relation-one-sized-dimension = { $where ->
        [none] The result
       *[other] Item `{ $where }` of the result
    } has shape `{ $got_shape }`, but `{ $expected_shape }` is asked for: only a dimension of size 1 is too many, or missing. `squeeze` takes one away, and `unsqueeze` puts one in. At which place?
