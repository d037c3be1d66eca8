# How hard an exercise is, and how long it takes. Below the title of an exercise that says so.

# $level ("easy", "medium", "hard").  $minutes: as the author estimates.
exercise-effort = { $level ->
        [easy] Level: **easy**
        [medium] Level: **medium**
       *[hard] Level: **hard**
    } · about { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
