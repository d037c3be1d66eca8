# The daily prompt: how it is set, and what it says.

daily-no-channel = A daily prompt goes into a channel that everyone reads. Please write this command there.
daily-managers-only = Only admins can change the daily prompt. You can see how it is set.
# The place, where a platform has no name for it.
daily-here = this chat
# $channel: name of the channel, or a link to it.
daily-off = There is **no daily prompt** in { $channel }.
# To learners, and to managers, who choose in menus below it.
daily-about = A daily prompt brings everyone here a small piece of a track each day. An admin can turn it on.
daily-choose = A daily prompt brings everyone here a small piece of a track each day. Choose below when it comes.
daily-more-in-words = You can also write it: **/daily set 9 Asia/Tokyo mon-fri**. Two more things can only be written: **/daily set pace=2** brings two pieces a day, and **/daily set then=…** names the track that follows.
daily-how = Say when it comes, for example **/daily set 9 Asia/Tokyo mon-fri**. With **/daily set pace=2** two pieces come a day, and **/daily set then=…** names the track that follows.
# $tracks: slugs, as inline code.
daily-tracks = The tracks are { $tracks }.
# $word: what was typed, as inline code.
daily-unreadable = I could not read { $word }.
daily-unknown = There is no { $word } here. There are set, show, skip, now and off.
daily-is-set = **The daily prompt is set.**
daily-is-kept = **Noted.** Choose a time as well, and the daily prompt begins.
# $channel: see above.  $time: such as 9:30.  $zone: an IANA time zone.  $weekdays: their names.
# $track: title.  $pace: pieces a day.
daily-set = **Daily prompt** in { $channel }: { $weekdays } at **{ $time }** ({ $zone }), “{ $track }”, { $pace } { $pace ->
        [one] piece
       *[other] pieces
    } a day.
# $at: day and time, for each reader in their own zone.
daily-next = The next one: { $at }.
daily-skipped = All right, I leave that day out.
# $channel: see above.
daily-already = Today's prompt has been in { $channel } already, or is left out today.
daily-comes = Today's prompt comes to { $channel } in a moment.
button-daily-show = The daily prompt
button-daily-skip = Skip the next
button-daily-now = Post today's now
button-daily-off = Turn it off

weekdays-all = every day
weekday-separator = {", "}
weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun

# $number: of the day.  $lesson: title.
daily-thread = Day { $number } · { $lesson }
# The name of a tag that a forum may have for these posts.
daily-topic = daily
daily-title = ## Day { $number }
# $lesson: number and title.  $title: of the page.
daily-page = **{ $lesson } · { $title }**
daily-exercise = **Exercise of the day**
daily-question = **Question of the day** · only you see whether your answer is right.
button-daily-read = Read on
# $answer: the right one.  $count: learners who answered.  $correct: those who were right.
daily-yesterday = **The last question's answer: { $answer }** { $count ->
        [0] · Nobody has answered it.
       *[other] · { $correct } of { $count } were right.
    }
# $title: of the exercise.  $names: learners.
daily-solvers = **“{ $title }”** was solved by { $names }.
# $count: learners.
daily-answered = { $count } { $count ->
        [one] learner has
       *[other] learners have
    } answered so far. Everyone sees the answer with the next prompt.
