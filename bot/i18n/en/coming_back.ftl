# Coming back: the greeting with what is due, reviews of a day, and the learner's time zone.

# $name: the learner's name.
back-title = **Welcome back, { $name }!**
# For a learner without a name.
back-title-unnamed = **Welcome back!**
# $count: things that are due today, at most ten.  $minutes: how long they take.
back-due = **{ $count ->
        [one] One thing is
       *[other] { $count } things are
    } due for review**: about { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    }.
back-nothing-due = Nothing is due for review right now.
button-review-due = Review ({ $count })

review-enough = **That is enough for today.** More is waiting, but a little each day helps most: tomorrow it goes on with what you would forget first.
review-answered = **Review**
remind-menu = Another time
button-remind-set = Remind me then

# $answer: what the learner answered, as inline code.
quiz-your-answer = Your answer: { $answer }
quiz-right-corrected = **Right!** No points this time, as you have just seen the explanation. It comes back as a review, and knowing it then earns one.

# $time: such as 9:30.  $zone: an IANA time zone.
zone-question = Is it **{ $time }** where you are? Then your days begin at midnight in **{ $zone }**, and so do the days of your streak.
button-zone-yes = Yes, that is my time
button-zone-other = Another time zone
zone-menu = What time is it where you are?
zone-which = **Which time is yours?** Choose the line that shows it, or write your city, your country or a zone such as **JST**.

# To somebody who opens a chat for the first time.  $name: their name.
newcomer = **Hello, { $name }!** I teach the basics of PyTorch.

    { -newcomer-how }
newcomer-unnamed = **Hello!** I teach the basics of PyTorch.

    { -newcomer-how }
-newcomer-how = Begin with the first page, which takes a few minutes: ▶ runs the code that it shows. And whenever you have code of your own, send it to me as a message. I tell you what works, what does not, and why.
