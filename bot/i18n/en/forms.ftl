# The easier forms of an exercise: a bug to fix, lines to put in order, blanks to fill in.

button-forms = Try an easier form
# $title: of the exercise, in all that follows.
forms-title = **Easier ways into “{ $title }”**
form-repair = **Fix the bug:** the function is almost right, and you fix what is wrong.
form-order = **Put the lines in order:** all lines are there, in the wrong order, with a few that do not belong.
form-blank = **Fill in the blank:** the function is there except for one spot or two.
forms-count = Each of them is run and checked like code that you wrote yourself, and passing it passes the exercise.
button-form-repair = Fix the bug
button-form-order = Put lines in order
button-form-blank = Fill in the blank
form-gone = This form of the exercise does not exist any more. The exercise itself is still worth a try.

repair-title = **Fix the bug:** { $title }
# $function: its name.
repair-task = This `{ $function }` has a bug. Find it and send me the fixed function. You can paste it here like any other code, too.
repair-code = The code with the bug
repair-input = With this input
repair-got = It gives
repair-got-marked = It gives (between asterisks: what differs)
repair-expected = It should give
repair-without-example = With the examples of the exercise it even gives the right answer. With other inputs it does not.
repair-form = Your fixed function
button-repair = Fix it
button-another-bug = Another bug

order-title = **Put the lines in order:** { $title }
# $function: its name.
order-task = Which of these lines make up `{ $function }`, and in which order? Not every line belongs. Do not worry about the indentation: each line keeps its own.
order-lines = The lines
order-so-far = Your function so far
# $number: of the line, 1-based.
order-next = Which line is number { $number }?
# $function: its name.
order-form = Or type the numbers in order: 3 1 4
button-order-next = Add this line
button-order-type = Type numbers
button-order-submit = Check it
button-order-undo = Take the last line back
button-order-again = Choose line by line
order-changed = The lines have changed since you saw them, so I did not check your order. These are the lines now:
# $count: how many lines there are.
line-numbers-empty = There was no number in that. Type the numbers of the lines in order, such as **3 1 4**. There are { $count } lines.
line-numbers-not-numbers = I only need the numbers of the lines here, such as **3 1 4**. There are { $count } lines. To send a whole function of your own, paste it with its `def` line.
# $number: what was typed.
line-numbers-no-such-line = There is no line { $number }: the lines have the numbers 1 to { $count }. Have another look, and type all numbers again.
line-numbers-repeated-line = Line { $number } comes twice. Each line is used at most once, and some are not used at all. Type all numbers again.
order-ran = The function that you put together
# $number: of the line, as the learner sees it.  $line: its code, as inline code.
order-hint-distractor = **A hint:** line { $number }, { $line }, does not belong in this function. Which line could stand there instead?
order-hint-missing = **A hint:** every line that you chose belongs there, but something is still missing.
# $count: lines at the start that are right.
order-hint-order = **A hint:** you chose the right lines, only their order is not right yet. { $count ->
        [0] Look at the first line again: does it need anything that is made later?
        [one] The first one is where it belongs.
       *[other] The first { $count } are where they belong.
    }
button-order-retry = Try another order

blank-title = **Fill in the blank:** { $title }
# $blank: how a blank looks, as inline code.  $count: how many there are.
blank-task = { $count ->
        [one] What belongs at { $blank }? There may be several right ways.
       *[other] What belongs at each { $blank }? There may be several right ways.
    }
blank-form = { $count ->
        [one] What belongs in the blank
       *[other] What belongs in the { $count } blanks, one line for each
    }
button-blank = Fill in
blank-fills-empty = There was nothing in that. Type only what belongs in the blank.
blank-fills-too-long = That is very long for a blank. Type only what belongs there, or paste the whole function with its `def` line.
blank-fills-left-open = One blank is still open in that. Type only what belongs there.
# $given: how many lines came.
blank-fills-other-count = { $count ->
        [one] There is one blank, and I got { $given } lines. Type what belongs there on one line, or paste the whole function with its `def` line.
       *[other] There are { $count } blanks, and I got { $given ->
            [one] one line
           *[other] { $given } lines
        }. Type one line for each blank, from top to bottom.
    }
blank-ran = The code with your blanks filled in
button-blank-retry = Fill it in again
