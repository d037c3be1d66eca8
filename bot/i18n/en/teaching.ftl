# What teachers of a study group see of its learners, and what learners are told about that.

# $group: name.
group-consent =
    ## Join { $group }?

    A group has a teacher who helps you along. If you join, the group's teachers can see:

    - your name and your accounts here, and when you were last here
    - what you have passed and when, how often you tried, and your results in quizzes
    - the hints that you opened, mistakes that I could name, your reviews and your checklist
    - whether an answer of yours is the same as somebody else's

    They do **not** see your code, unless you share it with others yourself. You can hide from leaderboards at any time with **/settings**; your teachers still see how you are doing then. If you leave the group, they keep what you did until that day.
button-group-agree = That is fine, let me join
group-unseen = You are hidden, and the teachers of this group do not see you either. If you would like their help, let them see how you are doing. The leaderboards still leave you out.
button-group-let-see = Let the teachers see me
group-agreed = The group's teachers see how you are doing now. The leaderboards still leave you out.

button-on-board = Put me on the leaderboard
button-off-board = Leave me off the leaderboard
group-teacher-shown = You are on the group's leaderboard and in its overview now.
group-teacher-left-out = The group's leaderboard and overview leave you out now.
leaderboard-teaching = You teach this group, so its leaderboard leaves you out. **/group** changes that.

# $name: of a learner.
overview-hidden-name = { $name } (hidden)
overview-open-learner = Look at one learner
button-open-learner = Open
button-equal-answers = Equal answers
button-nudge-away = Write to those who are away

# $name, $group: of the learner and the group.
learner-title = ## { $name } in { $group }
# $day: a date.  $days: since then.
learner-seen = Last here: { $day } ({ $days ->
        [0] today
        [one] yesterday
       *[other] { $days } days ago
    })
learner-never-seen = Not here since I began to note it
learner-joined = In the group since { $day }
# $exercises, $questions: counts.
learner-passed = Passed: { $exercises } { $exercises ->
        [one] exercise
       *[other] exercises
    } and { $questions } { $questions ->
        [one] quiz question
       *[other] quiz questions
    }
# $count: scheduled reviews.  $due: those that wait now.
learner-reviews = Reviews: { $count } scheduled, { $due } waiting now
learner-hidden = Hidden from leaderboards; you see them because they agreed to that
# $day: a date.
learner-nudged = A kind message went to them on { $day }
learner-latest = Last try
learner-passed-on = Passed on
learner-hints = Hints
learner-mistakes = **Mistakes that I could name**, the latest first:
# $function: of an exercise.  $count: times.
learner-mistake = `{ $function }`, { $count ->
        [one] once
       *[other] { $count } times
    }:
# $lesson: title.  $count: times.
learner-quiz-mistake = Quiz of “{ $lesson }”, { $count ->
        [one] once
       *[other] { $count } times
    }:
learner-no-code = Their code stays theirs: they have shared none here.
learner-shared = Code that they have shared here:
# $name: of the learner.  $title: of the exercise.
learner-code = **{ $title }**, shared by { $name }
learner-code-gone = That code is not there any more.
button-back-to-learner = Back
learner-gone = I cannot show that learner: they have left the group, or are hidden.
button-nudge = Send a kind message

# $count: learners.  $names: theirs.
nudge-who = **Away for a week or longer:** { $names }
nudge-more = { " " }and { $count } more
nudge-preview = This message goes out once, to each in their own language:
button-nudge-now = Send it to { $count ->
        [one] this learner
       *[other] these { $count } learners
    }
nudge-nobody = Nobody to write to: nobody is away for a week, or they have had your message already.
nudge-sent = { $count ->
        [one] The message is on its way.
       *[other] The messages to { $count } learners are on their way.
    }
# $name: of a learner.
nudge-not-now = No message went out: { $name } is not away for a week, has had one already, or wants none.
# $group: name.
nudge = **Hello from { $group }!** You have not been here for a little while, and that is fine.

    Whenever you like, the next small step is ready for you. Ten minutes are enough, and if something is difficult, ask your group: that is what it is for.
button-nudge-go-on = Take the next step

# $group: name.
equal-answers-title = ## { $group }: equal answers
equal-answers-none = There are none at the moment.
equal-answers-about = These learners passed an exercise with code that is the same apart from names, comments and layout. That proves nothing: people learn together, and some answers are simply the obvious ones. Left out are answers of fewer than five statements, those that the exercise itself shows, and any that more than three learners have, if these are more than a quarter of the answers to the exercise. Only code that is still stored is compared.
equal-answers-exercise = Exercise
equal-answers-learners = Learners, the first of them first
# $name: of a learner.  $day: a date.
equal-answers-learner = { $name } ({ $day })

# $group: name.  $count: learners.  $zone: an IANA time zone.
gradebook-exported = Here is the gradebook of **{ $group }**: { $count } { $count ->
        [one] learner
       *[other] learners
    }. Those who are hidden from leaderboards and those who have left are in it too. Its days are those of { $zone }. It contains personal data, so please keep it as safe as any list of marks.
gradebook-name = Name
gradebook-status = Status
gradebook-is-member = member
gradebook-has-left = has left
gradebook-hidden = Hidden from leaderboards
gradebook-is-hidden = yes
gradebook-accounts = Accounts
gradebook-joined = Joined on
gradebook-left = Left on
gradebook-seen = Last here on
gradebook-points = Points
# $function: of an exercise.
gradebook-passed-on = { $function }: passed on
gradebook-tries = { $function }: tries
# $lesson: title.
gradebook-quiz = Quiz “{ $lesson }”: answered (%)
gradebook-quiz-at-once = Quiz “{ $lesson }”: right at the first try (%)
# $count: learners.
overview-hidden = { $count } { $count ->
        [one] learner is
       *[other] learners are
    } hidden and not shown here. They can let you see them in **/group**.
gradebook-due = Lesson “{ $lesson }”: in time
gradebook-on-time = in time
gradebook-in-grace = in the days of grace
gradebook-late = late
gradebook-overdue = not done yet
gradebook-latest = Last passed something on

# In /group learner NAME.  $name: what was written.
learner-none-taught = Only those who teach a study group can open its learners, and you teach none. With **/progress** you see the people in your groups.
learner-which = Write a learner's name after the command, such as **/group learner Aiko**, or mention them with @. Everyone is listed in the overview:
learner-several = Several learners fit { $name }. Open the one you mean:
learner-unknown = None of the learners whom you see is called { $name }. Everyone is listed in the overview:
learner-unknown-near = None of the learners whom you see is called { $name }. Do you mean one of these?
learner-unknown-account = This person is none of the learners whom you see. Either they are in no group that you teach, or they have not begun with me yet, or they are hidden. Everyone whom you see is listed in the overview:
# $name, $group: of the learner and the group.
learner-in-group = { $name } · { $group }
# $learner: name and group.  $day: when they joined it.  $seen: when they were last here, or a dash.
learner-in-group-since = { $learner } · since { $day }, last here { $seen }
