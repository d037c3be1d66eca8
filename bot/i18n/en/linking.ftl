# One learner with several accounts: linking them, and taking one out again.

platform-local = local chat
platform-discord = Discord
platform-slack = Slack
# $name: the account's.  $platform: Discord, Slack and so on.
account = **{ $name }** ({ $platform })
accounts-separator = {", "}

button-link = Link another account
# $minutes: how long the code can be used.
link-how = ## Two accounts, one learner

    Type this with your **other** account, on Discord, Slack or wherever I know you. It works once, within { $minutes } minutes. After that I ask you here once more. Keep it to yourself: with it, somebody else could ask to share your account.
link-line = With your other account
link-note-local = The names in the local chat can be used by everyone at this computer. Linking one is fine for trying it out, but whoever picks that name then learns as you.
form-link = Or a code that your other account was given
button-link-code = Use the code

# $others: names and platforms of the other account.
link-sure = ## Make this account and { $others } one learner?
# To the account whose code was typed.  $others: who has typed it.
link-confirm = ## { $others } wants to become one learner with you

    Your code was typed there. If that was not you, press **No**: nothing is linked then.
# $others: whom I have asked.  $minutes: how long they can answer.
link-asked = **One step more:** please confirm it with { $others } as well. I have asked there; if you see no question, write **/settings link** there within { $minutes } minutes. Until then nothing changes.
link-declined = **Nothing was linked**, and that code is used up. If you do not know who typed it, nothing else is to be done: give your codes to nobody.
link-declined-there = The other account said no, so **nothing was linked**.
# $minutes: how long a request can be answered.
link-ended = That question is over: it was answered already, or it is older than { $minutes } minutes. For a new code write **/settings link**.
button-link-yes = Yes, that is me too
button-link-no = No, do not link
# $accounts: names and platforms.  $exercises, $questions: passed.
link-holdings = { $accounts }: { $exercises } { $exercises ->
        [one] exercise
       *[other] exercises
    }, { $questions } { $questions ->
        [one] quiz question
       *[other] quiz questions
    }, { $points } { $points ->
        [one] point
       *[other] points
    }
link-consequences = What both have passed counts once. Where their settings differ, those of the account that I have known longer stay. Do it only if both are yours: each of them can then see and delete everything. **This cannot be undone.**
button-link-now = Yes, both are mine
linked = **You are one learner now**, whichever of the accounts you write from.
link-own-code = That code is for your **other** account. This one is yours already.
# $minutes: how long a code can be used.
link-no-such-code = That code cannot be used. A code works once and for { $minutes } minutes. Please write **/settings link** with your other account for a new one, or check that you typed it right.
# $minutes: how long to wait.
link-too-many = Those were many codes. Please wait { $minutes } minutes, then try again with a new one.

button-unlink = Take this account out
# $others: names and platforms.
unlink-sure = Take this account out? Your progress, points and groups stay with { $others }, and here you start over. To come back, link the two again.
button-unlink-now = Yes, take it out
unlinked = **This account starts over.** What you had stays with your other accounts. To come back, write **/settings link** with one of those.
unlink-alone = This is your only account, so there is nothing to take out. To start over, you can have everything of yours deleted.
