# Replies to messages about another message: one that they reply to, or one that they forward.

# $functions: names of functions of exercises, as inline code with commas between them.
replies-to-other = This code with { $functions } was sent by somebody else, or I cannot see who sent it. So I do not grade it, and there are no points for it. I can run it, so that you see what it does. Code of your own I grade as soon as you paste it.
replies-to-other-code = This code was sent by somebody else, or I cannot see who sent it. I can run it, so that you see what it does.
replies-to-unreadable = I cannot read the message that you mean: it may be deleted, or I am not allowed to see it. Copy its text and paste it here, and I take a look.
