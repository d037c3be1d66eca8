# What Discord and Slack say alike.

# $id: the number that the log has too.
trouble = **Something went wrong on our side, not in your code.** Please try again in a moment. If it happens again, tell the person who runs this bot: `{ $id }`.

# To a message that ended the bot each time it was read; the local chat says it as well.
left-aside = I am sorry: I could not read this message, so I have left it aside. Please send it once more in a simpler form, such as only the code of your answer. If that does not work either, tell the person who runs this bot.

# The modals of /submit, /run and of forms.
code-label = Your code
code-placeholder = def …
file-label = Or a file (.py or .ipynb)
answer-label = Type here

# Private replies to what was asked where others read.

private-told = I sent you the answer as a **direct message**: it is for your eyes only.
private-offer = The answer is for your eyes only, and I could not send you a direct message. Press the button: only you will see it.
private-closed = The answer is for your eyes only, and I could not send you a direct message. Please allow direct messages from me, or type the command with a slash instead of mentioning me.
button-private-show = Show it to me alone
private-not-yours = That button works only for the person who asked there. Write the same to me, and you get your own answer.
