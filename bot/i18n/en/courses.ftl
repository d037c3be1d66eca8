# The course of a study group: its calendar, its preview, and each learner's plan.

# $weekday: short.  $day: 1 to 31.  $month: 1 to 12.
course-day = { $weekday } { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
# $first, $last: days.
course-span = { $first } – { $last }
course-week = Week
# $number: of a week, in a table.
course-week-number = { $number }
course-dates = Days
course-lessons = Lessons
course-takes = Takes
course-due = Due
course-you = Your progress
course-minutes = { $minutes } min
course-lesson-separator = {", "}
course-catching-up = time to catch up
# $title: of a week.  $lessons: titles.
course-titled = { $title }: { $lessons }
course-done = done ✓
course-done-late = done ✓, after the due day
# $minutes: that are left.
course-left = { $minutes } min left
course-left-late = { $minutes } min left, past the due day

# Before it starts.  $name: of the course.  $count: weeks.  $first, $last: days.  $zone: IANA name.
course-preview =
    ## Preview: { $name }

    { $count } { $count ->
        [one] week
       *[other] weeks
    }, from { $first } to { $last }. The days are those of { $zone }; the line `zone` of the file changes that. **Nothing has started and nothing is posted yet.** Read the calendar, change what you like, and then press the button of the group.
course-note-over = This course lies in the past. Check the year of `start`.
# $day: a day.
course-note-begun = Its first day, { $day }, is in the past: the class begins in the middle.
course-note-holiday = On { $day } nothing is posted.
course-note-holidays = From { $first } to { $last } nothing is posted, and whole weeks in it are left out.
# $count: lessons.  $lessons: titles.
course-note-unplanned = { $count ->
        [one] One lesson of the tracks is in no week: { $lessons }.
       *[other] { $count } lessons of the tracks are in no week: { $lessons }.
    }
# $count: days.
course-note-grace = { $count ->
        [0] There are no days of grace: after the due day a lesson is shown as late. It never costs points.
        [one] One day of grace: only after it is a lesson shown as late. It never costs points.
       *[other] { $count } days of grace: only after them is a lesson shown as late. It never costs points.
    }
# A channel's daily prompt shows $most pieces a day.  $number: of the week.  $items: pieces that it has.  $room: pieces that its posts can show.  $until: number of the week in which the last of the others is shown.
course-full-later = { $room ->
        [0] Week { $number } has { $items } pieces and no day with a post.
       *[other] Week { $number } has { $items } pieces, and its posts have room for { $room }.
    } The rest is posted later, by the end of week { $until }.
course-full-never = { $room ->
        [0] Week { $number } has { $items } pieces and no day with a post.
       *[other] Week { $number } has { $items } pieces, and its posts have room for { $room }.
    }
course-full-some-never = Some of the rest is never posted, because the later weeks are full too.
# $count: weeks.
course-full-more = { $count ->
        [one] One more week has too much for its posts.
       *[other] { $count } more weeks have too much for their posts.
    }
course-full-change = A post shows { $most } pieces at most. To make room, move a lesson to another week, or put a week without lessons after a full one. What is never posted can still be read in its lesson.
course-full-change-days = A post shows { $most } pieces at most. To make room, let the prompt come on more days, move a lesson to another week, or put a week without lessons after a full one. What is never posted can still be read in its lesson.
# $count: weeks.  $weeks: their numbers.
course-full-working-days = A post shows { $most } pieces at most. { $count ->
        [one] Week { $weeks } has more than fits into Monday to Friday
       *[other] Weeks { $weeks } have more than fits into Monday to Friday
    }: let the prompt come on Saturdays too, or move a lesson. What does not fit is posted in a later week that has room.
# $group: name.  $name: of its course now.
course-note-replaces = **{ $group }** is in “{ $name }” now. That course ends if you start this one there; what was done in it is kept.
# $group: name.
button-course-start = Start it in { $group }
button-course-new-group = Start it with a new group
button-course-preview = Show me a preview
form-course = The file course.toml
course-send-file = To change it, edit the file and send it to me again.
# $count: problems.
course-problems = { $count ->
        [one] **Almost.** One thing in the file is to be changed:
       *[other] **Almost.** { $count } things in the file are to be changed:
    }
# $line: number.  $shown: that line, as inline code.  $problem: what to do.
course-problem = **Line { $line }**, { $shown } · { $problem }
course-problem-no-line = **Line { $line }** · { $problem }
course-outdated = That preview is not the last one any more. Please use the buttons of the latest.

# $name: of the course.  $group: name.  $day: a day.
course-started = **{ $group } now has the course “{ $name }”.** Week 1 begins on { $day }. The group's leaderboard, overview and CSV are about this course now.
course-started-how = So that a channel gets its daily lesson of the course, press the button there, or write **/daily set course=** and the name of the group.

# $name: of the course.  $group: name.  $zone: IANA name.
course-title =
    ## { $name }

    { $group } · days of { $zone }
# $number: of the week.  $count: weeks.  $due: a day.
course-this-week = **This is week { $number } of { $count }.** Its lessons are due on { $due }.
course-this-week-free = **This is week { $number } of { $count }.** It brings nothing new: time to catch up.
# $day: a day.
course-begins = It begins on **{ $day }** and has { $count } { $count ->
        [one] week
       *[other] weeks
    }. You may read ahead.
course-on-holiday = **Holidays.** Week { $number } begins on { $day }.
course-over = The course was over on { $day }. Everything stays open: read and try what you like.
# $share: per cent.  $number: of the week.  $count: learners.
course-together = **Together** you have done { $share } % of weeks 1 to { $number }. That is the work of { $count } learners.
course-which = Which group's course?
course-none = None of your groups is in a course.
course-none-of-group = **{ $group }** is in no course now.
course-how = I can plan one from next Monday, and you see it before anything starts. To choose the first day or the length, write for example **/course draft 2026-09-07 weeks=12**. **/course upload** takes a file that you have written.
# $word: what was typed, as inline code.
course-unknown = There is no { $word } here. There are show, plan, draft, upload, change, restart and end.
course-unreadable = I could not read { $word }.
course-how-to-draft = Write a day, tracks, and how many weeks, for example **/course draft 2026-09-07 weeks=12 due=sunday grace=2**. What you leave out I choose.
course-restart-how = For a new class, write the old group, the first day, and the new name: **/course restart "Autumn class" 2027-01-11 Winter class**. The old group stays as it is, with everything in it.
course-upload-how = Send me a file **course.toml**, or paste it here. You see a preview first. To begin with a file that works, write **/course draft**: the preview has one.
course-change-how = Change the file, and send it or paste it here. You see a preview before anything changes.
# $name: of the course.  $group: name.
course-end-sure = End “{ $name }” in **{ $group }**? Progress and points stay. The channel goes on with what the group needs, and nothing is due any more.
course-ended = The course has ended. **/course restart** gives the same course to a new class.

# $name: of the course.  $group: name.
course-plan-title =
    ## Your plan

    “{ $name }” · { $group }
# $day: a day.
course-plan-not-begun = The course begins on { $day }, and there is nothing to do before. If you like, read ahead:
# $minutes: that are left.
course-plan-behind = About **{ $minutes } minutes** are left until you are with the group again. In this order it is easiest:
course-plan-with-it = You are with the group. About **{ $minutes } minutes** are left of this week:
course-plan-ahead = **You have done everything so far. Well done!**
# $number: of the week.
course-plan-coming = Week { $number } begins on { $day }. It is open already.
course-plan-puzzles = If you like something to think about until then, here are puzzles:
# $number: of the week.  $lesson: title.  $minutes: that are left.  $due: a day.
course-plan-lesson = Week { $number } · **{ $lesson }**: { $minutes } min, due on { $due }
course-plan-overdue = Week { $number } · **{ $lesson }**: { $minutes } min
# $count: lessons.
course-plan-more = and { $count } { $count ->
        [one] more lesson
       *[other] more lessons
    } after these
# $minutes: a day.
course-plan-a-day = That is about { $minutes } minutes a day for a week.
course-plan-late = Being late costs no points: what you pass counts in full, whenever you pass it.
course-weekly-on = **Gladly.** At the beginning of each week of the course I send you this plan, to you alone.
course-weekly-off = **All right**, I send you no more plans.
button-course-draft = Plan a course
button-course = The whole course
button-course-plan = My plan
button-course-weekly-on = Send me this each week
button-course-weekly-off = No more weekly plans
button-course-follow = Post it here daily
button-course-change = Change the course
button-course-end = End the course

# In the overview.  $name: of the course.
overview-late = **Late in “{ $name }”**: lessons that are open although their days of grace are over.
overview-nobody-late = Nobody is late in “{ $name }”.
overview-late-lessons = Lessons
overview-late-first = The first of them

# Below the title of a leaderboard.  $name: of the course.
leaderboard-of-course = Points for the lessons of “{ $name }”.

# In the prompt of the first day of a week.  $number, $count: weeks.  $due: a day.
course-daily-week = **Week { $number } of { $count }**: { $lessons }. Due on { $due }.
course-daily-week-free = **Week { $number } of { $count }**: { $lessons }.
course-daily-due = **The lessons of week { $number } are due today.** Whoever needs longer may take it.
course-daily-due-soon = **The lessons of week { $number } are due on { $day }.** Whoever needs longer may take it.
daily-kind-week = the course
daily-kind-course = a lesson
# $channel, $time, $zone, $weekdays: as in daily-set.
daily-set-course = **Daily prompt** in { $channel }: { $weekdays } at **{ $time }** ({ $zone }).
# $name: of the course.  $group: name.
daily-follows = It follows the course “{ $name }” of **{ $group }**.
daily-follows-none = It follows the course of **{ $group }**, which is in none now: each day brings what the group needs.
daily-follow-not-yours = I can follow the course of a group that you are in. { $name } is none of yours.

command-course = The course of your study group: its weeks, what is due, and your plan
command-course-show = The weeks of your group's course, and what you have done of them
command-course-plan = What is left for you in the course, in minutes
command-course-draft = For teachers: plan a course from some tracks, and see it before it starts
command-course-upload = For teachers: send a course as a file, and see it before it starts
command-course-change = For teachers: have the course of a group as a file, to change it
command-course-restart = For teachers: the same course for a new class; the old one stays
command-course-end = For teachers: end the course of a group
command-option-start = First day, such as 2026-09-07
command-option-weeks = How many weeks
command-option-due = Weekday on which lessons are due
command-option-grace = Days after the due day in which nothing is late
command-option-course = Group whose course the prompt follows
command-choice-monday = Monday
command-choice-tuesday = Tuesday
command-choice-wednesday = Wednesday
command-choice-thursday = Thursday
command-choice-friday = Friday
command-choice-saturday = Saturday
command-choice-sunday = Sunday
argument-course = show, plan, draft, upload or restart

discord-name-course = course
discord-name-course-show = show
discord-name-course-plan = plan
discord-name-course-draft = draft
discord-name-course-upload = upload
discord-name-course-change = change
discord-name-course-restart = restart
discord-name-course-end = end
discord-name-option-start = start
discord-name-option-weeks = weeks
discord-name-option-due = due
discord-name-option-grace = grace
discord-name-option-course = course
