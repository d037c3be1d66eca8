# What comes back: questions and exercises that are due again, and the daily reminder.

# $count: things that are due.
review-title = **Review** · { $count } to go
# $title: of an exercise.
review-exercise = “{ $title }” gave you trouble before. Can you write it now, from memory?
review-nothing-yet = There is nothing to go over yet. Questions that you answer, and exercises that fail, come back here when it is time.
review-done-today = **That is all for now.** Something you missed comes back in a few minutes.
# $days: until the next thing is due.
review-done = **That is all for now.** The next thing is due { $days ->
        [one] tomorrow
       *[other] in { $days } days
    }.
button-next-review = Next ({ $count } to go)
button-later = Not today

# $time: such as 9:30.  $zone: an IANA time zone.
button-remind = Remind me daily at { $time }
button-remind-off = No more reminders
remind-on = Each day at **{ $time }** ({ $zone }) I tell you, and only you, when something is due.
remind-off = I do not remind you any more.
remind-which = At what time? Write for example **/review remind 20:30**, **/review remind 9 pm** or **/review remind off**.
# $count: things that are due.
reminder = **{ $count ->
        [one] One thing is
       *[other] { $count } things are
    } due for review.** A few minutes are enough.
