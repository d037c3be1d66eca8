# Commands: their descriptions, and what the tutor says to a message that is no code.
# argument-…: what may follow the command.

command-start = See all lessons and begin
command-lesson = Read a lesson, or go on where you stopped
command-exercise = See what to write next
command-submit = Have your code graded
command-run = Run any Python code, without grading
command-quiz = Take a lesson's quiz
command-review = Go over what is due again, and be reminded of it
command-progress = Your progress, or that of somebody in your study groups
command-leaderboard = How your study group is doing
command-group = Your study groups: create, invite, join, leave
command-live = Work on one exercise together, while a message here counts who has passed
command-daily = A small piece of a lesson in this channel each day
command-setup = Set up the daily prompt, the language and my permissions here
command-settings = Your time zone, and whether others see you
command-privacy = What I keep about you: get all of it, or delete it
command-help = See what I can do

argument-lesson = name or number
argument-exercise = name
argument-submit = your code
argument-run = any code
argument-quiz = lesson
argument-review = remind and an hour
argument-progress = name of a member
argument-leaderboard = week, month, exercise or group
argument-group = create, join or a name
argument-live = exercise, minutes
argument-daily = set, show, skip, now or off
argument-setup = check
argument-settings = time zone, hide, show or link
argument-privacy = export or delete

# $name: what the learner typed, as inline code.  $nearest: a command.
command-unknown-nearest = There is no command { $name }. Did you mean **/{ $nearest }**?
command-unknown = There is no command { $name }. **/help** shows what I can do.

# $name: the learner's name.
start = **Hello, { $name }!** I teach the basics of PyTorch.

    { -start-how }
# For a learner without a name.
start-unnamed = **Hello!** I teach the basics of PyTorch.

    { -start-how }
-start-how = Read a lesson, press ▶ to run what it shows, then write the exercises yourself. Paste your code here and I tell you what works, what does not, and why.

help = **What I can do for you**
# $full, $hint, $least: points for an exercise, what a hint takes off, and what always stays.
help-hints = Stuck? Send **hint** and I show you the next step. An exercise that you pass gives { $full } points; each hint takes { $hint } off, and at least { $least } always remain. So do ask: that is what hints are for.
help-paste = You need no command to have code graded: paste it here, and I find its exercise by the name of the function. **next** and **back** turn the page, and to a question such as “what is broadcasting?” I show the page about it.

message-empty = Here I am! Paste code and I grade it, paste an error message and I explain it, or ask me a question about PyTorch. In a reply to your code, a mention of me is enough. **/help** shows all I can do.
message-words = I did not understand this. I read code, commands, and short questions about PyTorch. Would one of these help?
message-too-long = Your message is longer than the { $most } characters that I can read. Ask in a sentence or two. If it is code, put it between two lines of three backticks.
text-too-long = That is longer than the { $most } characters that I can read here. Please shorten it and send it again.

# To words that are no command either (heard.ftl).
said-thanks = You are welcome! This is how it goes on:
said-fine = Good. This is how it goes on:
said-bye = See you! Everything that you have done is kept. **/review remind 20** brings you back at 8 in the evening.
said-stuck = That happens to everyone who learns something new. A hint takes you one step further, and reading the page again often helps:
said-stuck-early = That happens to everyone who learns something new. Begin with a page of the lesson; each one is short:
said-skip = You need not keep to the order: what you leave out stays open, and you can come back to it.
said-signs = I can only read words and code. This is how it goes on:
# $number: of the lesson.  $page: number.  $title: of the page.
button-page = Lesson { $number }, page { $page }: { $title }

language-which = Which language shall we use?
language-name = English
language-chosen = From now on I speak English.

form-submit = Your code
form-run = Code to run

button-command-start = All lessons
button-command-lesson = Go on with the lesson
button-command-exercise = Next exercise
button-command-review = Review
button-command-progress = My progress
button-command-settings = Settings
button-command-leaderboard = Leaderboard
button-command-help = Help
button-command-group = My groups
button-command-submit = Grade it
button-command-run = Run it
button-outdated = That button is from an older message and no longer works. Please type the command instead; **/help** lists them all.
