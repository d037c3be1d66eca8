# What a command can be followed by: subcommands, options, and what can be chosen in them.
# At most 100 characters each.

command-group-list = All your study groups
command-group-show = One of your study groups, and what you can do with it
command-group-create = Make a study group that you teach
command-group-join = Join a study group by the code of its invitation
command-group-leave = Leave a study group; your points stay yours
command-group-invite = Invite everyone here to a group that you teach
command-group-rename = Give a group that you teach another name
command-group-zone = Set the time zone of a group's weeks and months
command-group-overview = See how everyone in a group that you teach is doing
command-group-learner = For teachers: one learner of your groups, by name
command-group-export = Have the overview of your group as a CSV file
command-group-digest = See how hard the questions are, and where your group stops
command-group-hand = Hand a group over to another teacher
command-group-archive = Close a group that you teach

command-daily-show = How the daily prompt of a channel is set
command-daily-set = Set the daily prompt of a channel; what you leave out stays as it is
command-daily-skip = Leave the next prompt out
command-daily-now = Post today's prompt now
command-daily-off = Turn the daily prompt off

command-setup-show = See and choose everything here
command-setup-check = See what I may not do yet in each channel
command-settings-view = Your settings and how they stand
command-settings-language = Choose Japanese or English
command-settings-zone = Set the time zone in which your days begin
command-settings-hide = Hide yourself from others on leaderboards and overviews
command-settings-unhide = Let others see you again
command-settings-link = Link an account on another chat, so that both are one learner
command-settings-unlink = Take this account out again; it starts over
command-settings-channel = For managers: how I read a channel, and its language for everyone
command-settings-answers = For managers: where code that is pasted into a channel is answered

command-privacy-about = What is kept of you
command-privacy-export = Have everything that is kept of you as a file
command-privacy-delete = Have everything that is kept of you deleted

command-option-topic = Lesson, by name or number
command-option-lesson = Lesson, by name or number
command-option-exercise = Exercise, by name or function
command-option-remind = Hour of a daily reminder, or off
command-option-member = Member of this server
command-option-mate = Somebody in your study groups, by name
command-option-group = One of your study groups
command-option-minutes = How long it lasts, in minutes
command-option-period = Since when points count
command-option-name = Its name, up to 50 characters
command-option-code = Code that you were given
command-option-zone = Time zone, such as Asia/Tokyo
command-option-hour = Time of the day, such as 9:30 or 9 pm
command-option-weekdays = Days, such as mon-fri or mon,wed
command-option-track = What is taught
command-option-then = Track, or tracks, that follow
command-option-pace = Pieces a day
command-option-channel = Channel; this one if you choose none
command-option-policy = Practice: I read code that is just pasted. Quiet: I answer its learner alone
command-option-where = In a thread below the message, or directly
command-option-language = Japanese or English

command-choice-week = this week
command-choice-month = this month
command-choice-all = all time
command-choice-normal = normal
command-choice-practice = practice
command-choice-quiet = quiet
command-choice-thread = in a thread
command-choice-direct = directly
command-choice-ja = 日本語
command-choice-own = of whoever asks
command-choice-en = English

# $name: what was typed, as inline code.
group-several = You are in several groups called { $name }. Choose the one you mean:
group-of-place = That is the group of everyone here: it cannot be left, renamed, handed over or closed.
