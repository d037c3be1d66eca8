# The weekly digest of a group, for those who teach it: do the questions teach?

# $group: name.
digest-title = ## { $group }: do the questions teach?
digest-nothing = Nobody in this group has read or tried anything yet.
# $active: learners who were here in the last week, of $learners.  $passed: exercises.  $answered: questions.
digest-week = **The last seven days:** { $active } of { $learners } { $learners ->
        [one] learner was
       *[other] learners were
    } here. Passed for the first time: { $passed } { $passed ->
        [one] exercise
       *[other] exercises
    } and { $answered } quiz { $answered ->
        [one] question
       *[other] questions
    }.
digest-look = **Worth a look**
# $least: learners.
digest-numbers = **Right at once** is how many were right at their first try: a low number means a hard question. **Discrimination**, from −1 to +1, says whether those who do well elsewhere do well here, too. Around +0.3 is good. At zero or below (⚠) the text may be unclear, or a wrong answer may look right. It takes { $least } learners.
digest-all-well = No exercise or question stands out: most learners are right at their first try, and none misleads those who know more.
# $least: learners.
digest-too-few = No exercise or question has been tried by { $least } learners yet. From then on, you see here how hard it is.
# $most: learners.
digest-newest = This group is large: these are its { $most } newest learners.
digest-stops = **Where learners stopped** who have been away for a week:
# $place: where.  $count: learners.
digest-stop = { $place }: { $count } { $count ->
        [one] learner
       *[other] learners
    }
# $title: of the exercise or the question.
digest-at-exercise = the exercise “{ $title }”, tried and not passed
digest-at-question = { $title }, not answered correctly
# $lesson: title.  $page: number.
digest-at-page = page { $page } of “{ $lesson }”
digest-in-lesson = “{ $lesson }”, after passing something there
# $lesson: title.  $number: of the question.
digest-question = { $lesson }, question { $number }
digest-practice = { $lesson }, practice { $number }

digest-head-item = Exercise or question
digest-head-learners = Learners
digest-head-passed = Passed
digest-head-tries = Tries
digest-head-difficulty = Right at once
digest-head-discrimination = Discrimination
digest-head-time = Time to pass
digest-head-minutes = Minutes to pass (median)
digest-minutes = { $count } min
digest-hours = { $count } h
digest-days = { $count } { $count ->
        [one] day
       *[other] days
    }

digest-button = Do the questions teach?
digest-button-show = See all questions
digest-button-off = No more weekly digests
digest-button-on = Send it to me every Monday
# $group: name.
digest-is-off = You get no more digests of { $group }. **/group digest { $group }** shows it whenever you like.
digest-is-on = You get the digest of { $group } each Monday.
