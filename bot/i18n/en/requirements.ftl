# What an exercise requires beyond right values, and answers about which an exercise cannot decide.

ended-error-property = Your code ran, but this exercise could not decide whether its result is right. That is a fault of the exercise, not of your code. Please tell your teacher; nothing is counted against you.

# $rule (what is not met: "style", "forbidden", "not-allowed", "dynamic", "import", "dispatched", "operations",
# "time", "unread"), $name (of a style hint, or of what is used), $line (number), $small, $large (numbers of operations;
# for "time", milliseconds of the reference and of this code).
problem-requirement = Your results are all right: only the way to them is not yet the one that is asked for. { $rule ->
        [style] In this exercise, that is part of the task. Change it, and send it again.
        [forbidden] { $line ->
            [none] Your code
           *[other] Line { $line }
        } uses `{ $name }`, and this exercise is about doing without it. Which of the other tools brings you there?
        [not-allowed] { $line ->
            [none] Your code
           *[other] Line { $line }
        } uses `{ $name }`, which is not one of the tools that this exercise allows. Look at its list once more: which of them can do this step?
        [dynamic] { $line ->
            [none] Your code
           *[other] Line { $line }
        } uses `{ $name }`, with which any function could be called. This exercise allows only some functions: call one of those by its name instead.
        [import] { $line ->
            [none] Your code
           *[other] Line { $line }
        } imports `{ $name }`. For this exercise, torch, NumPy and `math` are enough.
        [dispatched] While it ran, torch carried out `{ $name }`, and this exercise is about doing without it. Which line of yours calls it, perhaps inside another function?
        [operations] For a small input it takes { $small } torch operations, and { $large } for one ten times as large. Here the number should stay the same. Where does your code go through the values one at a time, and which operation takes them all at once?
        [time] For a large input it takes { $large } ms of processor time, and a version that works on all values at once takes { $small } ms. Which line repeats a step for every value, or computes the same thing again and again?
       *[unread] This exercise looks at how the code is written, and yours is too long or too deeply nested to be read in time. Make it simpler, and send it again.
    }
