# Lessons, exercises, hints and quizzes.

# $lesson: number and title.  $title: of the page.  $page, $pages: numbers.
# $minutes: reading time left, this page included.
lesson-heading = ## { $title }
lesson-place = Lesson { $lesson } · page { $page } of { $pages } · about { $minutes } min left
# $title: number and title.
button-lesson = Lesson { $title }
# $lesson: number and title of the lesson before.
lesson-builds-on = *This lesson builds on “{ $lesson }”. You have not finished that one yet; you are welcome to read on all the same.*
# $count: minutes for all lessons that are open.
lessons-time-left = About **{ $count } minutes** of reading are left, and the time for the exercises.
lessons-none = There are no lessons yet. The person who runs this bot can add some.

# $name: what the learner typed, as inline code.  $nearest: a lesson's title.
lesson-unknown-nearest = There is no lesson { $name }. Did you mean **{ $nearest }**?
lesson-unknown = There is no lesson { $name }. These are the lessons:

# $lesson, $next: titles.
lesson-finished = **You have finished “{ $lesson }”!** You have passed all its exercises and its quiz. Next comes “{ $next }”.

output = What it prints
output-sample = What it prints, for example (yours will differ)
button-run = ▶ Run
button-previous = ← Previous
button-next = Next page →
button-go-on = Go on at page { $page }

# $count: minutes.
minutes = { $count } min
lesson-done = ✓ done
lesson-open = open

# $title: of the exercise.  $function: its name.
exercise-title = ## Exercise: { $title }
button-exercise = Exercise: { $title }
button-exercise-passed = ✓ { $title }
exercise-starter = Begin with this
exercise-how = Write `{ $function }` so that it does what is asked, and paste it here. The name has to stay the same.
exercises-all-passed = You have passed every exercise there is. Well done!

# $name: what the learner typed, as inline code.  $nearest: an exercise's name.
exercise-unknown-nearest = There is no exercise { $name }. Did you mean `{ $nearest }`?
exercise-unknown = There is no exercise { $name }. **/exercise** without a name shows the next one for you.

# $number, $count: which hint of how many.  $title: of the exercise.
hint-title = **Hint { $number } of { $count }** for “{ $title }”
hint-which = You have passed every exercise, so I do not know which one you mean. Open it with **/exercise** and its name, and press *Hint*.
# $cost: points that it takes off, 0 where it takes none.
button-hint = Hint { $number }{ $cost ->
        [0] {""}
       *[other] {" "}(−{ $cost } points)
    }
# $points: what passing is worth with the hints seen so far.
hint-worth = *That is what hints are for. Passing with this one in mind still gives you { $points } points.*

reference-title = **One way to write “{ $title }”**
reference-later = I show how others write it once yours has passed. You can do it!
button-reference = How others write it
# $name: the learner's.  $title: of the exercise.
share-title = **{ $name }** has passed “{ $title }”. Solve it yourself before you look.
share-nothing = There is nothing of yours to share here: nothing has passed yet, or its code is no longer kept.

# $lesson: title.  $number, $count: which question of how many.
quiz-heading = **Quiz: { $lesson }** · question { $number } of { $count }
quiz-choose = Choose an answer
quiz-type = Your answer
quiz-empty = There was no answer in that. Please type what you think it prints.
quiz-none = That quiz does not exist (any more). **/quiz** opens the one of your lesson.
quiz-right = **Right!**
quiz-right-points = **Right!** +{ $points } { $points ->
        [one] point
       *[other] points
    }
quiz-wrong = **Not quite.** This question comes back later.
quiz-passed = **Quiz passed:** you have answered all { $count } questions of “{ $lesson }” correctly.
button-quiz = Quiz
button-answer = Answer
button-true = True
button-false = False
button-next-question = Next question

# Below a page in a channel, where the chat app forgets it when it is reloaded.
button-read-directly = Read it in direct messages
lesson-sent-directly = The page is in your direct messages with me now, where it stays and its buttons go on working. *Nothing there? Allow direct messages in your privacy settings, and press the button again.*
lesson-not-sent-directly = I could not send you a direct message just now. Please press the button again in a moment.
