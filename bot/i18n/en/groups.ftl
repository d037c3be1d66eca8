# Study groups, and what their teachers see.

groups-title =
    ## Your study groups

    A group learns together and has a leaderboard of its own. Create one and invite others, or join with a code that you were given.
# $group: name.  $count: members.
group-title = ## { $group }

    { $count } { $count ->
        [one] member
       *[other] members
    }
group-created = **{ $group }** is ready. Now invite the others, with the button or with the code below.
group-invitation = You are invited to the study group **{ $group }**.
group-code = Invitation code
# Above the command that joins.
group-code-line = Or write this, here or in a direct message to me
group-joined = Welcome to **{ $group }**!
group-left = You have left **{ $group }**.
group-renamed = The new name is set.
# $zone: an IANA time zone.
group-zone-chosen = The group's weeks and months now follow **{ $zone }**.
group-archived = **{ $group }** is archived. Everyone's points and progress stay theirs.
group-handed-over = The group has its new teacher. You are a member now, like everyone else.
group-leave-sure = Leave **{ $group }**? Your points and progress stay yours. Its teachers see nothing new of you then; what you did until today stays in their gradebook.
group-archive-sure = Archive **{ $group }**? Then nobody sees it any more. Points and progress stay.
group-hand-which = Who will teach **{ $group }** from now on?
group-hand-nobody = Nobody else is in **{ $group }** yet.
group-hand-gone = That learner has left the group. Please choose another.
group-hand-first = You are its only teacher. Hand it over to somebody first, then you can leave.
group-teachers-only = Only the group's teacher can do that.
group-gone = That group is not there any more, or you have left it.
# $name, $code: what was typed, as inline code.
group-unknown = You are in no group { $name }. To make one, write **/group create** and its name.
group-no-such-code = No group has the code { $code }. Please check it, or ask for a new invitation.
# $most: characters.
group-name-which = What is the group called? A name has 1 to { $most } characters.

form-group-create = Name of a new group
form-group-join = Your invitation code
form-group-rename = New name
form-group-zone = Time zone of its weeks and months
button-group-create = Create
button-group-join = Join
button-rename = Rename
button-invite = Invite
button-hand = Hand over
button-archive = Archive
button-leave = Leave
button-board = Leaderboard
button-overview = Overview
button-csv = Gradebook (CSV)

# $group: name.
overview-title = ## { $group }: how everyone is doing
# $track: title.
overview-picture = Learners and the checklist of { $track } as a picture, and the same as a table
overview-proven = proven
overview-self-checked = self-checked
overview-under-way = under way
# $count: failures.
overview-stuck = stuck ({ $count } failures)
# $where: functions, each with how many learners.
overview-stuck-at = Learners are stuck at { $where }.
overview-nobody-stuck = Nobody is stuck.
# $function: of an exercise.  $count: learners.
overview-hardest = This week most learners failed at `{ $function }`: { $count }.
overview-mistake = The commonest mistake this week, by { $count } { $count ->
        [one] learner
       *[other] learners
    } at `{ $function }`:
table-stuck = Stuck at
