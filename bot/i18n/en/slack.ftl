# Slack's own words.

# The modals of /submit, /run and of forms. Their buttons hold 24 characters.
slack-send = Send
slack-cancel = Cancel
slack-nothing-given = There is no code yet. Type or paste it here, or add a file below that ends in .py or .ipynb.

slack-bad-fence = That looks like code, but not between the marks that Slack knows. Press the code block button (`</>` with a frame) before you paste, or put three backticks before it and three behind it:

# Message shortcuts.
slack-menu-nothing = There is no code in that message. Code is best sent in a code block, between three backticks and three backticks:

# Below a reply in a channel that only the learner sees.
slack-button-share = Share my code (in a thread)
slack-files-direct = What comes with this as a file is in your direct messages with me.
slack-files-closed = I cannot show files here, and I may not write to you directly. Please allow direct messages from this app, then ask again.
slack-files-too-large = *A picture or a file belongs here, but it is too large for this workspace, or the workspace has no room left.*
slack-files-refused = *A picture or a file belongs here, but Slack did not take it. If that happens each time, ask whoever looks after this workspace's apps: I need the scope **files:write**.*

# Added to /help: how code can be given.
slack-ways = **Ways to give me your code here:** paste it into a direct message to me or into a thread in which I write, mention me in a message with the code, send a `.py` or `.ipynb` file, open **/submit**, or choose **Grade this code** in the menu (⋮) of any message.

# The pages on which a workspace installs the bot.
slack-install-title = Tensei for your Slack workspace
slack-install-about = A tutor for PyTorch basics, in Japanese and English: it teaches, grades the code your study group pastes, and says which thought went wrong. On the next page Slack shows what it may do in your workspace, and asks you to allow it.
slack-install-button = Add to Slack
# $workspace: name.
slack-install-done-title = Tensei is in { $workspace }
slack-install-done-next = Open Slack and find Tensei under Apps. Write /start to it there to begin, and type /invite @Tensei in the channel of your study group.
slack-install-open-app = Open Slack
slack-install-open-browser = Open Slack in the browser
slack-install-failed-title = Tensei was not installed
slack-install-refused = You chose not to allow it, so nothing was changed.
slack-install-other-browser = That page was not opened from the “Add to Slack” button in this browser, or was loaded a second time. Start over, and stay in one browser window.
slack-install-too-late = More than ten minutes have passed since you pressed the button, or it was used already. Please start over.
slack-install-unconfirmed = Slack did not confirm the installation. Please start over; if it happens again, tell the person who runs this bot.
slack-install-again = Start over

# To whoever types a command where the bot is not installed.
slack-not-installed = I am not installed in this workspace. Please ask whoever looks after its apps to add me.

# /daily, and the message to whoever set it.  $channel: a link to it.
slack-this-channel = this channel
slack-channel-not-joined = I am not in { $channel }, so I cannot post there. Write **/invite @Tensei** in it.
slack-channel-gone = The channel is archived or deleted, or I cannot see it: { $channel }. If it is private, write **/invite @Tensei** in it.
slack-channel-restricted = This workspace does not let me post in { $channel }. Somebody who looks after it can change that in the channel's settings (posting permissions).
