# Grading on a GPU (a card): what verdicts and exercises say of it.

# $card: the model of the GPU, as inline code.
verdict-card = Your code ran on a GPU: { $card }.

# Below the title of an exercise whose track needs a GPU.
exercise-needs-card = This exercise runs on a **GPU**: the grader has one, so you need none of your own.
exercise-waits-for-card = This exercise runs on a **GPU**, and no grader has one right now. You can read it and send your code already: it waits safely, and is graded as soon as a GPU is there.

# After code was sent to such an exercise.
place-no-card = This exercise needs a **GPU**, and no grader has one right now. Your code is safely kept, and is graded as soon as a GPU is there. Nothing counts as failed, and you can go on with something else meanwhile.
