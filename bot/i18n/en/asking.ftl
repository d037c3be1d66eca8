# Asking the study group about code that did not pass.

button-ask-group = Ask the group
button-answer-asker = Answer
button-helped = ✓ This helped

# $name: the learner.  $title: of the exercise.
ask-group-card = **{ $name } asks about “{ $title }”.** Can you help with a question or a small hint, without giving the answer away?
# $seen, $count: hints.
ask-group-hints = Hints seen: { $seen } of { $count }.
ask-group-code = The code so far
ask-group-thread = Help with “{ $title }”
ask-group-posted = Your question is in the group's channel now, with your code behind a spoiler. Answers reach you here or in the channel.
ask-group-no-channel = There is no channel here that I can ask in. Press this button in a channel of your study group, or tell the group yourself.
ask-group-failed = I could not post your question just now. Nothing is lost: please press the button once more in a minute.
ask-group-not-yours = This is somebody else's question, so only they can do that.
ask-group-too-late = The code of this try is not kept any more. Send it once more, and then ask about the new reply.
ask-group-gone = This question is not kept any more. Thank you for wanting to help!
ask-group-own = This is your own question. An answer by somebody else reaches you by itself.
ask-group-form = Your answer about “{ $title }”
ask-group-answered = Your answer is sent. Thank you for helping!
ask-group-not-delivered = Your answer could not be delivered just now. Please write it below the question in the channel.
ask-group-answer = **{ $name } answers your question about “{ $title }”:**
ask-group-thanked = I tell { $name } that it helped. Good luck with the next try!
ask-group-thanks = **Thank you!** Your answer about “{ $title }” helped { $name }.
