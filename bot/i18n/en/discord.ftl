# Discord's own words.

discord-nothing-given = There was no code in that. Type or paste it into the field, or add a file that ends in `.py` or `.ipynb`.

discord-bad-fence = That looks like code, but not between the marks that Discord knows. Put three backticks before it and three behind it, each on a line of its own:

# A command that an older version of the bot had, in a client that has not heard of the new ones.
discord-outdated = That command has changed since your Discord last looked. Press **Ctrl+R** (on a phone, close Discord and open it again) and type it once more.

# /daily with a channel.  $channel: its mention.
discord-channel-closed = You cannot write in { $channel } yourself, so I post nothing there for you.
# The bot's status line, below its name.
discord-presence = /start · I teach PyTorch
discord-channel-no-entry = I may not post in { $channel }. Give me **View Channel**, **Send Messages** and **Create Public Threads** there.
discord-forum-no-entry = I may not post in { $channel }. Give me **View Channel**, **Create Posts** and **Send Messages in Posts** there.
discord-channel-gone = There is no channel { $channel } any more, as far as I can see.

# In place of "checking", when an answer takes so long that Discord lets the bot change that message no more.
discord-still-waiting = This takes longer than usual, and Discord does not let me change this message much longer. So my answer comes as a **direct message**. If you take none from me, I let you know in this channel, and only you see the answer.

# In a channel, where an answer can reach its learner in no other way. $mention: the learner.
discord-missed = { $mention } Your answer is here. It took so long that I could no longer write it into my message, and your direct messages are closed to me. Only you see what the button shows.
discord-button-missed = Show my answer

# Message menus, at most 32 characters.
discord-menu-grade = Grade this code
discord-menu-run = Run this code
discord-menu-nothing = There is no code in that message. Code is best sent between two lines of three backticks:

# Below a reply in a server that only the learner sees.
discord-button-share = Share my code (covered)

# Added to /help: how code can be given.
discord-ways = **Ways to give me your code here:** paste it into a direct message to me, mention me in a message with the code, send a `.py` or `.ipynb` file, open **/submit**, or choose **Apps → Grade this code** in the menu of any message.
discord-ways-all = **Ways to give me your code here:** paste it into a direct message to me or into a thread that I opened, mention me in a message with the code, send a `.py` or `.ipynb` file, open **/submit**, or choose **Apps → Grade this code** in the menu of any message.

# Below a message whose answer could be put nowhere: no thread may be opened, and its sender takes no direct messages.
discord-out-of-reach = I have an answer for you, but I may not open a thread here, and your direct messages are closed to me. Use a command instead, such as **/submit** or **/lesson**: only you see what I answer there, and a result that I could not send you is shown with it. Or open your direct messages: right-click the server's icon, **Privacy Settings**, **Direct Messages**. What has passed counts already.

# In place of a picture or a file that Discord does not take.  $most: how many MiB one file may have there.
discord-files-too-large = *What belongs here is too large for this place on Discord, which takes files of up to { $most } MiB.*
discord-files-forbidden = *A picture or a file belongs here, but I may not attach files in this place. Ask me in a direct message, or ask whoever looks after this server to give me **Attach Files**.*
discord-files-refused = *A picture or a file belongs here, but Discord did not take it.*

# Names of the commands: lower case, no spaces.
discord-name-start = start
discord-name-lesson = lesson
discord-name-exercise = exercise
discord-name-submit = submit
discord-name-run = run
discord-name-quiz = quiz
discord-name-progress = progress
discord-name-history = history
discord-name-leaderboard = leaderboard
discord-name-bench = bench
discord-name-status = status
discord-name-setup = setup
discord-name-setup-show = show
discord-name-setup-check = check
discord-name-settings = settings
discord-name-review = review
discord-name-group = group
discord-name-live = live
discord-name-daily = daily
discord-name-privacy = privacy
discord-name-help = help

# Names of subcommands.
discord-name-group-list = list
discord-name-group-show = show
discord-name-group-create = create
discord-name-group-join = join
discord-name-group-leave = leave
discord-name-group-invite = invite
discord-name-group-rename = rename
discord-name-group-zone = zone
discord-name-group-overview = overview
discord-name-group-learner = learner
discord-name-group-export = export
discord-name-group-digest = digest
discord-name-group-hand = hand
discord-name-group-archive = archive
discord-name-daily-show = show
discord-name-daily-set = set
discord-name-daily-skip = skip
discord-name-daily-now = now
discord-name-daily-off = off
discord-name-settings-view = view
discord-name-settings-language = language
discord-name-settings-zone = zone
discord-name-settings-hide = hide
discord-name-settings-unhide = unhide
discord-name-settings-channel = channel
discord-name-settings-answers = answers
discord-name-settings-link = link
discord-name-settings-unlink = unlink
discord-name-privacy-about = about
discord-name-privacy-export = export
discord-name-privacy-delete = delete

# Names of options.
discord-name-option-topic = topic
discord-name-option-exercise = exercise
discord-name-option-lesson = lesson
discord-name-option-remind = remind
discord-name-option-member = member
discord-name-option-mate = name
discord-name-option-group = group
discord-name-option-minutes = minutes
discord-name-option-period = period
discord-name-option-name = name
discord-name-option-code = code
discord-name-option-zone = zone
discord-name-option-hour = hour
discord-name-option-weekdays = weekdays
discord-name-option-track = track
discord-name-option-then = then
discord-name-option-pace = pace
discord-name-option-channel = channel
discord-name-option-policy = policy
discord-name-option-where = where
discord-name-option-language = language
