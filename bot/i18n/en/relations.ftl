# How a wrong result follows from the right one, in every case alike.

# $relation: see below.  $amount: the factor or the difference; "start" or "end"; the name of a reduction; or "none".
problem-relation = { $relation ->
        [negated] Every number has the right size and the wrong sign: yours are the right ones times -1. Where is something subtracted in the other order, or a minus too many or missing?
        [mask-inverted] This is exactly the opposite: every True should be False, and every False True. Which comparison, or which `~`, turns it round?
        [sign-lost] Your numbers are right, except that none is negative: where a negative one is asked for, its positive twin came. Which step takes the sign away?
        [scaled] Every number is { $amount } times the right one. So the way is right, and a factor is too much or missing. Which step multiplies or divides, and by what?
        [shifted] Every number is off by the same amount, { $amount }. Where is something added or taken away once too often, or counted from another start?
        [squared] Your numbers are the squares of the right ones. Which last step is still missing?
        [rooted] Your numbers are the square roots of the right ones. Is the last step one too many?
        [reciprocal] Your numbers are the right ones upside down: 1 divided by each of them. What belongs above the line, and what below?
        [rounded-numbers] Your numbers are the right ones without their decimal places. Which step rounds: `//`, `round`, `floor`, `int`, a comparison such as `> 0.5`, or an integer dtype on the way?
        [transposed] The numbers are right, and the table lies on its side: what should be a row is a column. Which step decides what becomes a row?
        [permuted] The numbers are right, and the dimensions stand in another order than is asked for. Say for each dimension of the result what it counts: which two have changed places?
        [flipped] The right numbers are there, and they run from the other end. Which step decides at which end to begin?
        [reordered] These are exactly the right numbers, in another order. What decides the order in which yours come?
        [reduced] That is one step too far: you return the `{ $amount }` of what is asked for, whose parts should stay apart. Which step puts them together, and along which dimension?
        [not-reduced] One step is left. The numbers that you return still have to be put together, and then they are right. Which dimension has to go, and how?
        [cut-off] What you return is right, but something is missing at the { $amount ->
            [start] beginning
           *[other] end
        }. Which slice, range or size leaves it out?
        [too-much] All that is asked for is there, and then some more at the { $amount ->
            [start] beginning
           *[other] end
        }. Which slice, range or size lets it in?
        [parts-in-list] The numbers are right, but they are separate tensors in a Python list, and one tensor is asked for. Which function of torch joins a list of tensors?
       *[more-than-asked] All that is asked for is in there, and right, but you return more than that. Several functions give back more than one thing at once. How do you return only what the exercise asks for?
    }
