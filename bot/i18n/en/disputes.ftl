# "I think I am right": a learner asks people to look at a verdict, and hears what they decide.

button-dispute = I think I am right

# $function: a name.  $to: "teacher" or "operator", who will look at it.
dispute-sent = Thank you for telling me. I compare your answer with a solution on many inputs, and now and then it is the exercise that is wrong. { $to ->
        [teacher] I have sent your code and my answer to your teacher.
       *[operator] I have put your code and my answer on the list of those who run this tutor.
    } You will hear from me as soon as somebody has decided about `{ $function }`. There is no need to wait: go on with anything you like.
dispute-already = This answer to `{ $function }` is with them already. You will hear from me as soon as somebody has decided.
dispute-too-late = I do not have everything any more that is needed to look at this answer again. Please send your code for `{ $function }` once more, and press the button below the new reply.
# $most: how many a day.
dispute-too-many = You have asked about { $most } answers since yesterday, and every one of them is read by a person. Please wait until tomorrow with this one. A hint may help in the meantime.
dispute-not-yours = This button belongs to somebody else's answer. Send me your own code, and I look at it right away.

# What a teacher receives.  $name: of the learner.
dispute-hidden-name = A learner of your group
dispute-question = **{ $name } thinks that this answer to `{ $function }` is right.** I say that it is not. Would you have a look?
dispute-code = The code
# $count: characters.
dispute-code-cut = The first { $count } characters of the code
dispute-verdict = What I answered:
# $seed, $version, $number: inline code and a number.
dispute-seed = For those who run this tutor: this is number { $number } in `python -m bot disputes`, with seed { $seed } and exercise version { $version }.
button-dispute-right = It is right
button-dispute-wrong = It is not, and why
form-dispute-reason = Why is it not right?
button-dispute-send = Send
dispute-why = What is missing? Your words go to the learner as you write them. One or two sentences are enough.
# $decision: "right" or "wrong".
dispute-thanks = { $decision ->
        [right] Thank you. I tell the learner that the answer is right, and those who run this tutor see on their list that the exercise needs a fix.
       *[wrong] Thank you. I pass your words on to the learner.
    }
dispute-decided = Somebody has decided this already: the answer { $decision ->
        [right] is right
       *[wrong] is not right yet
    }. Thank you for looking.
dispute-gone = There is nothing to decide here any more: the answer was deleted, or its learner is no longer in a group that you teach.

# What the learner hears.  $by: "teacher" or "operator", who has decided.
dispute-right = **You were right about `{ $function }`.** { $by ->
        [teacher] Your teacher has
       *[operator] Those who run this tutor have
    } looked at your answer and agreed with you. The fault is in the exercise, and thanks to you it can be fixed. Well spotted!
dispute-wrong = { $by ->
        [teacher] Your teacher has
       *[operator] Those who run this tutor have
    } looked at your answer to `{ $function }`. It is not quite right yet, and this is why:

# An exercise was fixed, and earlier answers were graded again.  $function: a name.  $points: earned.
regrade-passed = **Good news about `{ $function }`:** the exercise had a mistake, and it was ours. It is fixed now, I have graded your earlier code again, and it **passes**: +{ $points } { $points ->
        [one] point
       *[other] points
    }, counted from the day on which you sent it. You need not do anything.
mistake-named = **About your answer to `{ $function }`:** I could not tell you then what was behind it. Now I can:
button-news-off = No more messages like this
button-news-on = Tell me after all
news-off = All right: I no longer write to you on my own, neither about mistakes that I have learned to explain nor when you have been away.
news-on = Gladly: when I learn to explain a mistake of yours later on, I tell you once, and your teacher may send you a kind word when you are away.
