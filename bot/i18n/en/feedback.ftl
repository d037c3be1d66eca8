# What is said about submissions and runs: while they wait, and when they have ended.

# $functions: names as inline code.  $function: a name.
submission-received = Got it. Checking { $functions } …
submission-waiting = Checking `{ $function }` …
submission-running = Checking `{ $function }`: it is running now …
submission-gave-up = **I could not grade this.** The fault is ours and not in your code, and nothing was counted against you. Please send it again in a moment.
reply-left-aside = There is a result for this, but I could not show it here. Your points and your progress are safe: `/progress` shows them. To see the result itself, please send your code once more.
run-waiting = Running …
run-running = Your turn: it is running now …
run-gave-up = **I could not run this.** The fault is ours and not in your code. Please try again in a moment.

repaired-prompts = I took away the prompts (>>>) first.
repaired-characters = I replaced curly quotes or full-width characters with the plain ones that Python needs.
repaired-indentation = I straightened the indentation first.
repaired-words = I took only the code from your message.

# $name: a function in the paste.  $nearest: the function of an exercise.
no-exercise-nearest = No exercise asks for a function `{ $name }`. Did you mean `{ $nearest }`? Then rename it and paste it again.
no-exercise = No exercise asks for a function `{ $name }`. Look up the name in your exercise, or just run the code.
no-function = There is no function in this code, so I cannot tell which exercise it is for. Write `def` and the exercise's name, or just run the code. An answer to a quiz goes into the field at its question.
button-run-instead = ▶ Just run it

# $function: a name.  $points: earned now.
verdict-passed = **Passed:** `{ $function }` does what was asked.
verdict-passed-points = **Passed:** `{ $function }` does what was asked. +{ $points } { $points ->
        [one] point
       *[other] points
    }
verdict-not-yet = **Not yet:** `{ $function }`

case-input = With this input
case-input-hidden = With an input like this
case-expected = Expected
case-got = Yours gave
case-got-marked = Yours gave (between asterisks: what differs)
# $caption: one of the captions above.  $where: the position in the result, such as "[0]".
case-item = { $caption }: item { $where } of the result

# $line: number.  $type: of the exception.
raised-line = Line { $line } of your code
raised-somewhere = In your code
raised-message = Python says
raised-unexplained = Your code stopped with { AN($type) } `{ $type }`. Read Python's message once more slowly: it usually names the value that surprised it. Then look at the line above.

# $text: a remark on the style; it never blocks.
remark = **By the way:** { $text }
# $text: a remark that is likely to be the cause.
remark-first = **Look here first:** { $text }

# The input is new each time and only described; the inputs that the exercise shows came out right.
case-hidden-only = The cases that you can see came out right. In what does this input differ from them?
# $line: the line outside all functions that called the function.
raised-own-call = This is not one of the exercise's inputs: line { $line } of your own code makes this call. Mend that line, or take it out; the exercise calls your function by itself.

run-printed = Your code printed
# $count: for so many inputs was the function called.
run-printed-inputs = Your code printed (it was called with { $count } inputs; this is for the one above)
run-printed-first = Your code printed (it was called with { $count } inputs; this is for the first)
run-value = Value of the last line
run-stderr = Warnings
run-figure = A figure that your code drew
# $count: how many pictures.
run-figures-expired = { $count ->
        [one] A picture of this run is
       *[other] { $count } pictures of this run are
    } not kept any more: pictures stay for some days only. Run the code again to see it.
run-figures-left-out = { $count ->
        [one] One more picture was
       *[other] { $count } more pictures were
    } too large, or one too many, to be shown. Draw fewer or smaller figures, for example with `plt.figure(figsize=(6, 4))`.
run-silent = It ran, and printed nothing. Put `print(…)` around what you want to see, or write its name on the last line.
# $count: characters left out.
cut = … and { $count } more characters

# Ends that the values do not explain: ended-<status> and, where there is one, ended-<status>-<reason>.
ended-failed = Something is not as the exercise asks. Read it once more and compare it with your code, step by step.
ended-error = Your code ended Python before it returned. Take out `exit()`, `quit()` and `sys.exit()`: the function should simply return its result.
ended-error-crashed = Your code made the Python process itself crash. That can happen with `ctypes`, with recursion that never ends, or with very odd arguments to torch. Make the code smaller until it stops, to find the line.
ended-timeout = It took too long, so I stopped it. Is there a loop whose condition never becomes false? Try it by hand with a small input.
ended-timeout-cpu = It computed for too long, so I stopped it. Is there an endless loop, or a loop where one tensor operation would do?
ended-timeout-wall = It was not done in time, so I stopped it. Does it wait for something (`sleep`, a lock), or loop without end?
ended-out-of-memory = It wanted more memory than there is here. Look for a tensor whose shape is much larger than you meant, or a list that never stops growing.
ended-output-limit = It printed too much, so I stopped it. Take out the `print` inside your loop, or print only a few values.
ended-output-limit-answer = What it gave back is too large to look at, so I stopped it. Look for a tensor, a list or a picture that is much larger than you meant.
ended-refused = Your code tried something that is not allowed here. The exercise needs only Python and torch: take that line out and send it again.
ended-refused-network = There is no network here, so nothing can be downloaded or sent. Make the data in your code, for example with `torch.randn`.
ended-refused-download = Nothing can be downloaded here (no data sets, no pretrained weights). Make the data in your code, for example with `torch.randn`.
ended-refused-processes = Starting other programs or processes is not allowed here. Take that out; the exercise does not need it.
ended-refused-files = That file cannot be read or written here. Only files in the present folder can, and they are gone after the run. The exercise needs none.
ended-refused-disk = It wrote more, or more files, than there is room for here. The exercise needs no files; if you try something out, write less, or delete what you no longer need.
ended-refused-threads = Your code started more threads than are allowed here. torch already uses several by itself: start none of your own.
ended-refused-dataloader-workers = A `DataLoader` cannot start workers here. Write `num_workers=0` (or leave it out) and send it again.
ended-refused-compile = `torch.compile`, and the `compile()` of a model, build faster code, and that is not possible here. Leave it out: the exercise does not need it. (PyTorch has nothing like the `compile` and `fit` of Keras: the training loop is written by hand.)
ended-refused-subprocess = Starting other programs is not allowed here. Take that out; the exercise does not need it.
ended-refused-input = Nobody can type here, so `input()` gets no answer. Use the function's arguments instead.
ended-invalid = I cannot grade this as it is. Paste the whole function, from its `def` line to its last line.
ended-invalid-empty = There was no code in that. Paste your whole function, from its `def` line to its last line.
ended-invalid-too-large = That is more than 64 KiB of code, and I cannot take so much. Paste only the function that the exercise asks for.
ended-invalid-not-utf-8 = I could not read that text: it is not UTF-8. Save the file as UTF-8, or copy the code from your editor again.
ended-invalid-syntax = Python cannot read this code. Look for a missing colon, bracket or quote.
