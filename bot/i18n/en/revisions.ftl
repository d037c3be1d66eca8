# Exercises that their author has changed so much that earlier passes are of an older revision.

# $text: what one can do.
checklist-proven-older = ✓ **{ $text }** · proven, partly with older exercises
# $titles: of exercises.
progress-revised = Revised since you passed: { $titles }. Your passes stay. If you like, solve these once more.
progress-revised-separator = {", "}
exercise-revised = You have passed an older version of this exercise, and that pass stays. It asks for something new now: try it, if you like.
button-exercise-revised = ↻ { $title }
overview-revised = ✓↻: proven, partly with exercises that have been revised since.
csv-passed-older = older revision
