# Boards: how far everything is, and what to open.

# $done, $total: numbers of lessons.
lessons-finished = { $done } / { $total } lessons
# $done, $total: numbers of exercises and questions.
tasks-passed = { $done } / { $total } passed
choose-lesson = Choose a lesson …
button-choose-lesson = Open
