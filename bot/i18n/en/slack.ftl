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

# Added to /help: how code can be given.
slack-ways = **Ways to give me your code here:** paste it into a direct message to me or into a thread in which I write, mention me in a message with the code, send a `.py` or `.ipynb` file, open **/submit**, or choose **Grade this code** in the menu (⋮) of any message. Where another app has taken a command, put **/tensei** before it: **/tensei help**.
