# Replies to messages about another message: one that they reply to, or one that they forward.

# $function: the exercise's function, as its name.
replies-to-unscored = This code was sent by somebody else, or I cannot see who sent it. I grade `{ $function }` so that you know how it does: there are no points for it, and it counts as nobody’s attempt.
replies-to-other-code = This code was sent by somebody else, or I cannot see who sent it. I can run it, so that you see what it does.
replies-to-unreadable = I cannot read the message that you mean: it may be deleted, or I am not allowed to see it. Copy its text and paste it here, and I take a look.

# Caption of an error that came with graded code; its explanation follows.
pasted-beside = The error that you sent with it
