# The daily prompt after the last piece of the course, its tracks, its languages, and channels that
# cannot be reached.

# $track: title.
daily-track-quoted = “{ $track }”
daily-track-separator = {", "}
# $tracks: quoted titles, in order.
daily-following = Then: { $tracks }. After the last piece it goes on by itself, with what your group needs.
daily-endless-later = After the last piece it goes on by itself, with what your group needs: questions that were hard, riddles, puzzles and exercises to try again.
daily-endless-now = The lessons are done. Now each day brings one thing that your group needs: a question that was hard, a riddle, a puzzle, or an exercise to try again.
daily-goes-on = **You have come to the end of the lessons. Well done, everyone!** We go on together: from now on there is one thing a day, chosen from what was hard for you, and something light at weekends.

# $title: of the exercise.
daily-puzzle = **Puzzle of the day: { $title }**
daily-old-exercise = **Do you still know it? “{ $title }”** You may have met this one before. Try it again without looking it up.
daily-kind-question = a question
daily-kind-riddle = a riddle
daily-kind-puzzle = a puzzle
daily-kind-form = an exercise to try again
daily-kind-practice = a question

# $title: of the exercise.  $function: its name.
riddle-asked = **Riddle of the day: what is wrong here?** This code is made up, but the slip in it is a common one. `{ $function }` was meant to solve “{ $title }”.
riddle-prints = This is what it prints:
riddle-what = What would you say to whoever wrote it?
riddle-wrong = **Not that one.** Here is what I would say:

# On a button below a prompt: the same prompt in this language.
button-daily-language = In English

# $channel: name of the channel, or a link to it.
daily-refused = I could not post today's prompt in { $channel }, so I have turned the daily prompt off there.
daily-again = When that is done, write **/daily set** in the channel, and it goes on where it stopped.
daily-then-again = Then try once more.
