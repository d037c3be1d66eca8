# Quiz questions whose answers are typed in a certain form, and what is said about wrong ones.

quiz-choose-several = Choose all that are right
quiz-your-choices = Your choices:

quiz-type-number = A number, such as 0.5 or 1/8
quiz-type-blank = What belongs in the blank
quiz-type-shape = A shape, such as (2, 3)
quiz-type-shapes = The shape of each line, one below the other
quiz-type-order = The order of the lines, such as: 2 1 3

quiz-unreadable-number = I could not find a number in that. Please type just the number, such as `0.001`, `1e-3` or `1/1000`.
quiz-unreadable-several = I could not tell which options you mean. Please choose all that are right. You can also type their letters, such as `a c`.
quiz-unreadable-blank = There was no answer in that. Please type what belongs in the blank.
quiz-unreadable-shape = I could not find a shape in that. Please type it like `(2, 3)`. A tensor with one number only has the shape `()`.
quiz-unreadable-shapes = I could not read a shape on every line. Please type one shape on each line, such as `(2, 3)`.
quiz-unreadable-order = I need every line's number once. Please type the numbers in the order of the lines, such as `2 1 3`.

quiz-several = You chose { $chosen }, and { $right } of them { $right ->
    [one] is
   *[other] are
} right. In all, { $wanted } { $wanted ->
    [one] is
   *[other] are
} right.
quiz-wrong-shape = Shape number { $number } is the first that differs. What comes into that line, and what does the line do with it?

quiz-solution-blank = One way to fill the blank
quiz-solution-shape = The shape after each line
quiz-solution-order = One right order

overview-quiz-mistake = The commonest thought behind a wrong quiz answer this week, by { $count } { $count ->
    [one] learner
   *[other] learners
} (lesson “{ $lesson }”, question { $number }):
