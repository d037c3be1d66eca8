# Questions for practice: each time other numbers, without end.

button-more-questions = More questions
button-another-question = Another one
# $lesson: title of a lesson.
practice-heading = **Practice: { $lesson }**
# $lesson: title of a lesson.
practice-none = “{ $lesson }” has no questions for practice yet. **/quiz practice** draws one from the other lessons that you have begun.
practice-none-at-all = There are no questions for practice yet. **/quiz** opens the quiz of your lesson.
# $lesson: title of a lesson.  $count: learners.
overview-practice-mistake = The commonest thought behind a wrong quiz answer this week, by { $count } { $count ->
        [one] learner
       *[other] learners
    } (practice for “{ $lesson }”):
