# Arrival in a server or workspace, and setting it up.

arrival = **Hello! I teach PyTorch, in Japanese and English.** I post a short prompt each day, grade the code that you paste, and keep everyone's progress. Press *Begin* to have a first look: only you see it.

    Admins press *Set up* to choose a channel and an hour.
# $place: name of the server or workspace.
arrival-inviter = **Thank you for inviting me to “{ $place }”.** One step is left: write **/setup** in the channel that is to have a daily prompt. There you choose hour, language and where answers go, and see whether I may do all that I need to.
button-setup-start = Begin
button-setup = Set up

setup-title = **Set up Tensei.** Choose what you like. You can change all of it here later.
setup-managers-only = Only admins can set me up here. You can begin to learn right away, with **/start**.
# $word: what was typed, as inline code.
setup-unknown = There is no { $word } here; there is **/setup**, and **/setup check**.
setup-daily = ### The daily prompt
setup-check-title = **What I may do in each channel**
# $channel: its name or a link.  $missing: what is missing, such as names of permissions.
setup-channel-lacks = ✗ { $channel }: { $missing }
# $missing: as above, where it names the channel itself.
setup-channel-refuses = ✗ { $missing }
setup-channel-complete = ✓ { $channel }: nothing is missing.
setup-channel-unknown = ? { $channel }: I could not check it just now. Try again in a minute.
# $count: channels that are not in the list.
setup-more-channels = { $count ->
        [one] One more channel was not looked at.
       *[other] { $count } more channels were not looked at.
    } Write **/setup** in a channel to check that one.
button-setup-check = Check all channels
button-setup-check-again = Check again

# Names of Discord's permissions, as its settings show them.
permission-read-messages = View Channel
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-create-public-threads = Create Public Threads
permission-read-message-history = Read Message History
permission-attach-files = Attach Files
# $permissions: their names.
permissions-missing = give me { $permissions }

# $zone: an IANA time zone.
daily-menu-time = When? (time of { $zone })
daily-menu-zone = What time is it where your group is?
daily-menu-days = On which days?
daily-menu-language = In which language?
button-daily-set = Set
daily-days-every = Every day
daily-days-working = Monday to Friday
daily-days-weekend = Saturday and Sunday
