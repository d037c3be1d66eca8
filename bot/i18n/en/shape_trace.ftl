# What each line of a wrong answer computed, folded below the verdict. All but the first two and the
# last two are lines of a block of code: plain text, and short.

trace-summary = Show the shapes
trace-caption = What your lines computed, step by step
# $source: a parameter or a piece of the learner's code.  $result: a shape, a number or a type.  $line: number.
trace-argument = input { $source } → { $result }
trace-line = line { $line }: { $source } → { $result }
trace-raised = line { $line }: { $source } → stops with { $result }
# $text: such a line.  $count: how often it ran, 2 or more.  $last: what the last time gave.
trace-repeated = { $text }  (the first of { $count } times)
trace-changing = { $text }  (the first of { $count } times; the last gave { $last })
# $count: of lines.
trace-left-out = … { $count ->
        [one] one smaller step is
       *[other] { $count } smaller steps are
    } not shown
# Under the marked line.  $value: a shape, a dtype, a device or a type.
trace-departs-shape = ↑ here the shape becomes { $value }
trace-departs-dtype = ↑ here the dtype becomes { $value }
trace-departs-device = ↑ here the device becomes { $value }
trace-departs-type = ↑ here the type becomes { $value }

trace-of-somebody-else = Only the person who sent this code can open its steps. Send your own code, and you will see yours.
trace-not-kept = The steps of this code are not kept any more. Please send your code once more: if it is not right yet, you will find them below the reply.
