# The checklist and the leaderboard.

# $track: title.
progress-title = ## { $track }: your checklist
# $text: what one can do.  $number (on the buttons): of the item.
checklist-proven = ✓ **{ $text }** · proven
checklist-self-checked = ☑ { $text } · self-checked
checklist-open = ○ { $text }
progress-tick = An item is **proven** when all its exercises and quizzes are passed. You can also tick it yourself; it is then shown as **self-checked**.
button-tick = ☐ Tick { $number }
button-untick = Untick { $number }

# $name: of somebody in the same study group; in the last two as it was typed, as inline code.
mate-progress = ## The progress of { $name }
mate-unknown = I found nobody called { $name }. I can show you people who are in a study group with you and let others see them.
mate-several = More than one person here is called { $name }. Type @ and choose the one you mean.

# $done of $count.
share = { $done } of { $count }
share-all = ✓ { $done } of { $count }

# $group: name.  $zone: an IANA time zone.
leaderboard-title = ## Leaderboard · { $group }
since-week = This week, since Monday ({ $zone })
since-month = This month ({ $zone })
since-all = All time
leaderboard-picture = The leaderboard as a picture, and the same as a table
leaderboard-empty = Nobody has points yet. Pass one exercise and you lead the board.
leaderboard-empty-week = Nobody has points this week yet. Pass one exercise and you lead the board.
leaderboard-empty-month = Nobody has points this month yet. Pass one exercise and you lead the board.
leaderboard-hidden = You are hidden, so you stand on no board. **/settings** changes that.
period-week = Week
period-month = Month
period-all = All time
group-everyone = Everyone here
# $title: of the exercise.  $count: learners.
solvers = **Passed “{ $title }”: { $count } { $count ->
        [one] learner
       *[other] learners
    }**
solvers-more = … and { $count } more
solvers-none = Nobody here has passed “{ $title }” yet. Will you be the first?
solvers-separator = {", "}
# No such board.  $name: what was typed; that it is no exercise either is said below.
leaderboard-no-group = None of your study groups is called { $name }.
# The board is for everyone, so it names whoever asked.  $name: theirs.  $rank, $count: which of how many.
leaderboard-own = { $name } is number { $rank } of { $count }, with { $points } { $points ->
        [one] point
       *[other] points
    }.
leaderboard-own-tied = { $name } shares place { $rank } of { $count }, with { $points } { $points ->
        [one] point
       *[other] points
    }.
leaderboard-not-yet = { $name } is not on the board yet. One exercise that passes, or one quiz question, is enough.

table-lesson = Lesson
table-minutes = Time
table-state = State
table-exercises = Exercises
table-quiz = Quiz
table-rank = Rank
table-name = Name
table-points = Points
table-command = Command
table-what = What it does
