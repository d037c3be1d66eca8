# Forms for the code of an exercise, and what is said where a paste is not read.

# $title: of the exercise.  The title of a modal; Slack shows 24 characters of it.
write-title = Submit: { $title }
button-write = Write my answer
button-try-again = Try again
button-send-code = Send my code
button-edit-run = Edit and run again

# In place of exercise-how, where a message is only read with a mention of the bot.  $function: its name.
exercise-how-mention = Write `{ $function }` so that it does what is asked: press **Write my answer**, or mention me in a message with your code. The name has to stay the same.

# In place of repair-task, likewise.
repair-task-mention = This `{ $function }` has a bug. Find it and send me the fixed function: press the button below, or mention me in a message with your code.

# Below a reply that speaks of pasting, where a message is only read with a mention of the bot.
paste-mention = *In this channel I only read messages that mention me. So mention me in the message with your code, or press **Write my answer** below an exercise.*

# $label: of a button.  $function: the exercise's, where two buttons of a reply would look the same.
button-of-function = { $label } · { $function }

# A code that was shared is shared again.
share-once = Your code is shown here already. Change it, pass with it once more, and you can share that too.
# Where the learner may not write in the channel.
share-not-allowed = You cannot write in this channel yourself, so I do not show your code here.
# Slack: a channel that the app has not joined has no thread for the code.
share-unjoined = I am not in this channel, so I cannot show your code here. Type **/invite @Tensei** here, then press the button again.

# Slack: above a reply that its channel refuses, in a direct message.
slack-refused-there = *I cannot write in the channel where you asked, so here is my answer. (If I am not in that channel yet, **/invite @Tensei** there lets me in.)*
# Slack: a form that could not be opened in time.
slack-form-late = That took too long, and Slack did not open the form any more. Please press the button or type the command once more.

# /progress with a member who is not stored, or cannot be seen.
mate-unknown-account = I can show you nothing of this person. Either they have not begun with me yet, they are in no study group of yours, or they do not let others see their progress.
