# /history: the learner's own tries.

command-history = Your tries at each exercise, to open and compare
argument-history = exercise

history-empty = You have sent no exercise yet. Your tries will be listed here, each with its code and its result.
history-title = **Your tries, exercise by exercise**
history-exercise = Exercise
history-tries = Tries
history-passed = passed ✓
history-open = not yet
# $title: of the exercise.  $count: tries.  $state: passed or not.  $day: of the latest try.
history-line = **{ $title }** · { $count ->
        [one] 1 try
       *[other] { $count } tries
    } · { $state } · { $day }
# $number: which try.  $verdict: how it ended.  $points: that it gave.  $day: when it was sent.
history-try-line = **{ $number }.** { $verdict }{ $points ->
        [0] {""}
        [one] {" "}(+1 point)
       *[other] {" "}(+{ $points } points)
    } · { $day }
button-history = Show
# $title: of the exercise.  $count: tries.
history-tries-title = **“{ $title }”:** { $count ->
        [one] 1 try
       *[other] { $count } tries
    }
history-no-tries = You have not tried this exercise yet.
# $number: which try, counted from the first.
history-try = Try { $number }
history-try-title = **Try { $number }** at “{ $title }”
history-all-tries = All tries
history-compare = Compare with try { $number }
# $before, $after: numbers of tries.
history-compared = **From try { $before } to try { $after }**
# $before, $after: how they ended, as in history-status-….
history-verdicts = Before: { $before }. After: { $after }.
history-changes = Lines with - were taken away, lines with + are new
history-same = Both tries have the same lines.
history-gone = This try is not kept any more. **/history** lists those that are.
history-code-gone = The code of this try is not kept any more.
history-waiting = being graded
history-gave-up = could not be graded
history-status-passed = passed ✓
history-status-failed = not right yet
history-status-error = stopped with an error
history-status-invalid = could not be read as an answer
history-status-timeout = took too long
history-status-out-of-memory = needed too much memory
history-status-output-limit = printed too much
history-status-refused = did something that is not allowed here
history-status-other = not yet

# A hint that is asked for right after a pass.  $passed, $title: exercises.
hint-after-pass = You have just passed “{ $passed }”, so that one needs no hint. Next is “{ $title }”: have a look at it first. Asking has taken no points off.
