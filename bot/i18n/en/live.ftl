# /live: a message that counts along while a group works on one exercise.

live-usage = To begin, write **/live** and an exercise, for example **/live evens**. It lasts 20 minutes; a number after the exercise sets another time, such as **/live evens 10**. **/live end** ends it early.
live-no-channel = A live class needs a channel that everyone reads. Please write this command there.
live-teachers-only = Only teachers of a study group and admins can start a live class. To teach a group of your own, write **/group create** and a name.
# $name: what was typed, as inline code.
live-exercise-unknown = There is no exercise { $name }.
# $title: of the nearest exercise.
live-nearest = Start with “{ $title }”
live-which-group = Which group is it for?
live-group-unknown = You teach no group { $name }. Which group is it for?
# $title: of the exercise.  $group: name, as inline code.  $minutes: how long.
live-started = **“{ $title }” is live** for { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    }. A message comes to this channel in a moment. It counts what members of { $group } send me, and names nobody.
live-running = “{ $title }” is live in this channel. End it before you start another.
live-none = No live class is running here.
live-ended = The live class ends now. Its message in the channel keeps the last counts.
live-button-end = End it

# The message in the channel.
# $title: of the exercise.
live-title = ## Live: { $title }
live-thread = Live: { $title }
# $function: of the exercise.  $until: time of day, for each reader in their own zone.
live-how = Write `{ $function }` and paste it here, or send it to me directly. Try as often as you like: this message counts along until **{ $until }**, without names.
live-over = **The class is over. Well done, everybody!** You can go on whenever you like.
live-nobody = Nobody has sent anything yet.
# $passed, $tried: learners.  $tries: submissions.
live-counts = **{ $passed } of { $tried } { $tried ->
        [one] learner has
       *[other] learners have
    } passed** · { $tries } { $tries ->
        [one] try
       *[other] tries
    }
# $count: submissions.
live-ungraded = { $count } being graded
# $count: learners.
live-mistake = What { $count } learners stumbled over:
