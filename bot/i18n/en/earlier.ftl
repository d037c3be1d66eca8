# Exercises that come after another one: the learner's own passed code of that one runs before.

# $functions: names of functions and classes, as code.
exercise-after = Your own { $functions } from an earlier exercise is there already: use it, there is no need to paste it again.
exercise-after-separator = {", "}
# $function: of this exercise. $earlier: of the one before.
earlier-not-passed = `{ $function }` builds on `{ $earlier }`, and your own `{ $earlier }` will run before it. Pass that exercise first, or send both in one message. I have not graded this one yet.
earlier-forgotten = `{ $function }` builds on your own `{ $earlier }`. You have passed it, but that was a while ago, and old code is deleted. Send `{ $earlier }` once more, or both in one message.
