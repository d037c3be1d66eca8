# How the place stands: the door, places in the queue, and /status.

# $count: a number.
span-seconds = { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }
span-minutes = { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }

# $most: how many a minute.  $waiting: how many wait.  $span: as above.
rate-limit-per-minute = **One moment, please.** I take { $most } submissions and runs a minute from each learner, so this one was not taken in. Nothing is lost: send the same again in { $span }.
rate-limit-unfinished = **{ $waiting } of yours are still waiting.** So this one was not taken in. Nothing is lost: send the same again as soon as one of them is answered.
rate-limit-queue-full = **Very many learners are sending code just now, and I cannot take in more.** Nothing is lost: send the same again in about { $span }.
rate-limit-code = Your code, as you sent it

# $ahead: how many jobs go first.  $span: as above.
place-ahead = { $ahead } before you.
place-ahead-wait = { $ahead } before you: about { $span }.
place-no-grader = No grader is ready just now. This is safely kept, and it is its turn as soon as one is.

# While something is graded or run that takes long.  $ahead: how many go first.  $left, $spent: as above.
pending-ahead = { $ahead } before you · { $spent } so far
pending-ahead-wait = { $ahead } before you, about { $left } to go · { $spent } so far
pending-running = Running now · { $spent } so far

# /status.  $waiting, $running: jobs.  $span: as above.
command-status = Whether code is graded right now, and how long that takes
status-queue-empty = { $running ->
        [0] **No waiting right now.** Code that you send is graded at once.
        [one] **No waiting right now.** One submission is being graded.
       *[other] **No waiting right now.** { $running } submissions are being graded.
    }
status-queue = { $waiting ->
        [one] **One submission is waiting**
       *[other] **{ $waiting } submissions are waiting**
    }, and { $running ->
        [one] one is
       *[other] { $running } are
    } being graded. The oldest has waited { $span }.
status-go-on = Lessons, quizzes and hints work at any time.
status-no-grader = **No grader is ready just now.** What is sent is safely kept, and graded as soon as one is.

# $running: jobs that a grader works on.  $most: how many at the same time.  $spares: children of
# the jail that wait, locked in.  $name: of the grader, or its number.
status-head-name = Grader
status-head-state = Now
status-head-devices = Devices
status-head-walls = Sandbox
status-head-versions = Versions
status-at-work = { $running } of { $most } at work, { $spares } ready
status-silent = silent for { $span }
status-no-walls = none
status-other-lessons = Grader **{ $name }** has other lessons than I do, and takes only the exercises that both of us have.
