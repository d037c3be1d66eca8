# The checklist and the leaderboard.

# $track: title.
progress-title = ## { $track }: your checklist
# $text: what one can do.  $number (on the buttons): of the item.
checklist-proven = ✓ **{ $text }** · proven
checklist-self-checked = ☑ { $text } · self-checked
checklist-open = ○ { $text } · open
progress-tick = An item is **proven** when all its exercises and quizzes are passed. You can also tick it yourself; it is then shown as **self-checked**.
button-tick = ☑ Tick { $number }
button-untick = Untick { $number }

# $done of $count.
share = { $done } of { $count }
share-all = ✓ { $done } of { $count }

leaderboard-title = ## Leaderboard
leaderboard-empty = Nobody has points yet. Pass one exercise and you lead the board.
# $rank, $count: which of how many.  $points: the reader's own.
leaderboard-own = You are number { $rank } of { $count }, with { $points } { $points ->
        [one] point
       *[other] points
    }.
leaderboard-own-tied = You share place { $rank } of { $count }, with { $points } { $points ->
        [one] point
       *[other] points
    }.
leaderboard-not-yet = You are not on the board yet. Pass one exercise, or answer one quiz question, and you are.

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
