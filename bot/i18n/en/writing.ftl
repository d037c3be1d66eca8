# Forms for the code of an exercise, and what is said where a paste is not read.

# $title: of the exercise.  The title of a modal; Slack shows 24 characters of it.
write-title = Submit: { $title }
button-write = Write my answer
button-try-again = Try again
button-send-code = Send my code

# In place of exercise-how, where a message is only read with a mention of the bot.  $function: its name.
exercise-how-mention = Write `{ $function }` so that it does what is asked: press **Write my answer**, or mention me in a message with your code. The name has to stay the same.

# In place of repair-task, likewise.
repair-task-mention = This `{ $function }` has a bug. Find it and send me the mended function: press the button below, or mention me in a message with your code.

# Below a reply that speaks of pasting, where a message is only read with a mention of the bot.
paste-mention = *In this channel I only read messages that mention me. So mention me in the message with your code, or press **Write my answer** below an exercise.*

# $label: of a button.  $function: the exercise's, where two buttons of a reply would look the same.
button-of-function = { $label } · { $function }
