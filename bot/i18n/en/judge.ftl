# What the judge finds, in words: what happened, why, and what to look at next.
#
# A fact that could not be found is "none"; the sentences then speak without it.
# Every fact is a string; names of values stand there as the learner wrote them.

# --- problem-<kind> -------------------------------------------------------------------------------
# The case's input, expected and got are shown below these.
# In most: $where (place in the result, such as "[1]"), $call ("first" or "second", where it is called twice).

# $function, $signature (as asked), $found ("similar", "class", "inside", "nothing"), $nearest (a name).
problem-missing-function = { $found ->
        [similar] Your code defines `{ $nearest }`, but the exercise asks for `{ $function }`. Rename it, exactly as it stands here: `def { $signature }:`
        [class] `{ $function }` is a class in your code. Here a plain function is all it takes: `def { $signature }:`
        [inside] `{ $function }` stands inside another block, so nobody outside can call it. Move its `def` to the left edge, with no spaces before it.
       *[nothing] There is no function `{ $function }` in your code. Begin with `def { $signature }:` and return the result.
    }

# $function, $signature (as asked), $found ("count", "async"), $expected_count, $got_count (arguments).
problem-signature = { $found ->
        [async] `{ $function }` is an `async` function, which does not return its result at once. Write just `def { $signature }:`
       *[count] The number of arguments does not fit: `{ $function }` is called with { $expected_count }, and yours takes { $got_count }. Write its first line like this: `def { $signature }:`
    }

problem-syntax = Python cannot read this code. Look at the marked place, and at the end of the line above it.

problem-exception = Your function stopped with an error on this input.

# $where, $call, $expected_type, $got_type, $expected_length, $got_length (of a tuple or list),
# $missing_key, $extra_key (of a dict), $cuda.
problem-type = { $got_type ->
        [None] Your function returned `None`. That happens when no `return` is reached, when the result is only printed, or when the last call changes something in place and returns nothing. What should stand after `return`?
        [builtin_function_or_method] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is a method that was never called. Is `()` missing behind its name, or do you mean another name?
       *[other] { $missing_key ->
            [none] { $extra_key ->
                [none] { $got_length ->
                    [none] { $where ->
                        [none] The result is a `{ $got_type }`
                       *[other] Item `{ $where }` of the result is a `{ $got_type }`
                    }, but a `{ $expected_type }` is asked for. { $got_type ->
                        [list] Which call turns one into the other?
                        [tuple] Which of its items is it? (A comma at the end, as in `return x,`, makes a tuple, too.)
                       *[other] { $expected_type ->
                            [tuple] { $where ->
                                [none] In Python, `return a, b` gives back a tuple of two. What belongs in yours?
                               *[other] Are the items in the order that is asked for?
                            }
                           *[other] Which call turns one into the other?
                        }
                    }
                   *[other] { $where ->
                        [none] The result has { $got_length } items, but { $expected_length } are asked for. Compare what stands after `return` with the exercise.
                       *[other] Item `{ $where }` of the result has length { $got_length } instead of { $expected_length }. Does it follow from the argument, or is it written down?
                    }
                }
               *[other] { $where ->
                    [none] The result
                   *[other] Item `{ $where }` of the result
                } has a key `{ $extra_key }` that is not asked for. Compare your keys with those that the exercise names, letter by letter.
            }
           *[other] { $where ->
                [none] The result
               *[other] Item `{ $where }` of the result
            } has no key `{ $missing_key }`. Compare your keys with those that the exercise names, letter by letter.
        }
    }

# $where, $call, $expected_device, $got_device, $computed_on ("none", or where the work was done).
problem-device = { $computed_on ->
        [none] The result is on `{ $got_device }`, but it should be on `{ $expected_device }`. At which line should it move?
       *[other] The work was done on `{ $computed_on }` and not on `{ $expected_device }`. Move the inputs there before you compute.
    }

# $where, $call, $expected_dtype, $got_dtype.
problem-dtype = { $where ->
        [none] The result
       *[other] Item `{ $where }` of the result
    } has dtype `{ $got_dtype }`, but `{ $expected_dtype }` is asked for. Where does the dtype come from: the values you start with, or something that you say?

# $where, $call, $expected_shape, $got_shape.
problem-shape = { $where ->
        [none] The result
       *[other] Item `{ $where }` of the result
    } has shape `{ $got_shape }`, but `{ $expected_shape }` is asked for. Follow the shape through your code, one line at a time.

# $parameter.
problem-alias = The values are right, but the result does not share memory with `{ $parameter }` as the exercise asks: a change in one must show in the other. Which call on the way makes a copy?

# $where, $call, $expected_grad ("True" or "False").
problem-requires-grad = { $expected_grad ->
        [True] The result is cut off from the graph, so no gradient can flow back through it. Look for `.detach()`, `.item()`, `.numpy()`, `torch.tensor(…)` or `no_grad` on the way.
       *[other] The result is still connected to the graph (`requires_grad=True`), but it should not be. What tells torch not to record the graph?
    }

# $parameter, $found ("none", "different", "failed").
problem-grad = { $found ->
        [none] No gradient reaches `{ $parameter }`: somewhere on the way the result was cut off from it.
        [failed] Going backward from your result failed, so `{ $parameter }` got no gradient. Was the graph already used up, or changed in place?
       *[different] The values are computed, but the gradient of `{ $parameter }` is not the right one. Is a part of the formula outside the graph?
    }

# $parameter, $found ("values", or "requires-grad" where that was switched off).
problem-input-changed = { $found ->
        [requires-grad] Your function switched `requires_grad` of its input `{ $parameter }` off. Whoever called it still needs the gradients. What gives you a new tensor outside the graph, and leaves the input as it is?
       *[values] Your function changed its input `{ $parameter }`. Whoever called it still needs that value. Look for `+=`, `x[…] = …` or a method that ends in `_`, and make a new tensor instead.
    }

# $where, $call, $cuda ("True", "False": whether torch was told that there is a GPU), $differing,
# $total (elements), $index (of the first that differs), $hidden ("True" where the case is only described).
problem-value = { $cuda ->
        [True] On a machine with a GPU, the result would not be the right one. Does your function ask torch whether there is one, each time it is called?
        [False] On a machine without a GPU, the result would not be the right one. Does your function ask torch whether there is one, each time it is called?
       *[none] { $call ->
            [second] The first call is right, but a second call with the same arguments gives something else. What is still there from the first?
           *[other] { $index ->
                [none] { $where ->
                    [none] The type is right, but the value is not.
                   *[other] Item `{ $where }` of the result has the right type, but not the right value.
                } { $hidden ->
                    [True] The cases that you can see came out right: in what does this input differ from them?
                   *[none] Compute this case by hand and compare.
                }
               *[other] { $where ->
                    [none] Type and shape are right, but
                   *[other] Item `{ $where }` of the result has the right shape, but
                } { $differing } of { $total } elements differ (`*…*` marks them below); the first is at `[{ $index }]`. { $hidden ->
                    [True] The cases that you can see came out right: in what does this input differ from them?
                   *[none] Compute that one by hand and compare.
                }
            }
        }
    }

# What came back from the code's process was no answer.
ended-error-garbled = What your code sent back could not be read. Keep to the exercise: take the arguments, and return the result.

# --- remark-<key>: never blocking, no variables ---------------------------------------------------

remark-loop-instead-of-broadcast = you wrote a Python loop where torch can do all of it in one operation. For large tensors that is many times faster. Which operation takes all the values at once?
remark-item-in-loop = `.item()` inside a loop fetches one number at a time. Keep working with the tensor, and fetch the number once at the end.
remark-uses-data = `.data` bypasses autograd without a warning. `.detach()` does the same, safely.
remark-missing-zero-grad = you call `backward()` in a loop and never clear `.grad`. Gradients add up, so reset them in each step.
remark-hard-coded-cuda = "cuda" is written into the code, so it stops on machines without a GPU. Ask `torch.cuda.is_available()` first.
remark-shadowed-name = you gave a value the name of an imported module (such as `torch`). After that line the module is out of reach; choose another name.
remark-unused-result = one line computes a new tensor and throws it away: operations such as `x.reshape(…)` do not change `x`. Assign the result, or take the line out.
