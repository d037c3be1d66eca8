# What learners decide for themselves, and their streak.

settings-title = ## Your settings
# $name: in its own words.  $zone: an IANA time zone.
settings-language = Language: **{ $name }**
settings-zone = Time zone: **{ $zone }**. Your days begin at midnight there.
settings-seen = Others see you on leaderboards and overviews.
# $accounts: names and platforms.
settings-accounts = You write from { $accounts }.
settings-hidden = You are **hidden**: nobody sees you on any leaderboard. Only the teachers you have agreed to see how you are doing.
now-hidden = You are off the leaderboards now. Your points still count.
now-seen = Welcome back on the leaderboards!
button-hide = Hide me from others
button-show = Let others see me

form-zone = Time zone
button-zone = Set the time zone
zone-chosen = Your days now begin at midnight in **{ $zone }**.
# $name: what the learner typed, as inline code.  $nearest: a time zone.
zone-unknown-nearest = There is no time zone { $name }. Did you mean **{ $nearest }**?
zone-unknown = There is no time zone { $name }. Please write one as in **Asia/Tokyo** or **Europe/London**.

# What those who manage a server or workspace decide for it.  $platform: discord, slack and so on.
place-title = ### For everyone in this { $platform ->
        [slack] workspace
       *[other] server
    }
place-answers-thread = Code that is pasted into a channel is answered in a **thread** below the message.
place-answers-direct = Code that is pasted into a channel is answered in **direct messages**, for its learner alone.
place-decided = All right. In this { $platform ->
        [slack] workspace
       *[other] server
    } it is like this from now on.
place-managers-only = Only admins of the { $platform ->
        [slack] workspace
       *[other] server
    } can decide that.
button-answers-thread = Answer in threads
button-answers-direct = Answer in direct messages

# $days: in a row. $today: streak-today or streak-not-today. $freezes: streak-freezes.
streak = **Streak: { $days } { $days ->
        [one] day
       *[other] days
    }.** { $today } { $freezes }
streak-today = Today is already part of it.
streak-not-today = Learn one thing today to go on.
# $count: days that may still be missed this month.
streak-freezes = { $count ->
        [0] No day may be missed any more this month.
        [one] One more day may be missed this month without breaking it.
       *[other] { $count } days may be missed this month without breaking it.
    }
streak-none = **Streak:** it begins with the next exercise you pass or question you answer.

# What is kept of a learner.

# $days: how long code is kept.
privacy = **What I keep about you:** your name here, what you have passed and answered, your points, your groups and settings, and when you were last here. The code you send is kept for { $days } days and then erased, the pictures that it draws for { $pictures } days at most. It all stays between this chat and the grader that runs your code, and the grader does not know your name.
privacy-teachers = **What your teachers see:** the teachers of a group see your name and accounts, when you were last here, what you have passed and when, your tries, hints, named mistakes, quiz results, reviews and checklist, and whether an answer of yours equals somebody else's. They do not see your code, unless you share it with others. Hiding in **/settings** takes you off leaderboards; teachers still see you where you agreed to that, which I ask when you join a group. If you leave, they keep what you did until then. If you delete everything here, they lose it too.
privacy-exported = Here is everything that I keep about you.
privacy-sure = **Delete everything?** Your progress, points, streak, groups and code are gone then, from every leaderboard too, with every account that you have linked. This cannot be undone.
privacy-deleted = **Everything of yours is deleted.** If you write to me again, we start over.
button-privacy-export = Give me everything
button-privacy-delete = Delete everything…
button-privacy-delete-now = Yes, delete everything
