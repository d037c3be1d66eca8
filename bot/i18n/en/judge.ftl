# What the judge finds, in words: what happened, why, and what to look at next.
#
# A fact that could not be found is "none"; the sentences then speak without it.
# Every fact is a string; names of values stand there as the learner wrote them.

# --- problem-<kind> -------------------------------------------------------------------------------
# The case's input, expected and got are shown below these.
# In most: $where (place in the result, such as "[1]"), $call ("first" or "second", where it is called twice).

# $function, $signature (as asked), $found ("similar", "class", "inside", "overwritten", "nothing"), $nearest (a name),
# $line (number, where something else is put under the name).
problem-missing-function = { $found ->
        [similar] Your code defines `{ $nearest }`, but the exercise asks for `{ $function }`. Rename it, exactly as it stands here: `def { $signature }:`
        [class] `{ $function }` is a class in your code. Here a plain function is all it takes: `def { $signature }:`
        [inside] `{ $function }` stands inside another block, so nobody outside can call it. Move its `def` to the left edge, with no spaces before it.
        [overwritten] You wrote the function `{ $function }`, but line { $line } puts another value under this name, and the function is gone. Give that value another name.
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
# $missing_key, $extra_key (of a dict), $found (what is wrong, see below), $function (instead of a layer),
# $line, $name (of a `None`: the line that makes it, and what is called or named there).
problem-type = { $found ->
        [none] Your function returned `None`. That happens when no `return` is reached, when the result is only printed, or when the last call changes something in place and returns nothing. What should stand after `return`?
        [none-item] Item `{ $where }` of the result is `None`. Which line should give it a value?
        [none-printed] Your function shows its value in line { $line } with `print`, and has no `return`. What is printed is only seen by people: a function without `return` gives back `None`. What would hand the value to whoever calls it?
        [none-alone] The last line of your function, line { $line }, stands alone: its value is lost, because no `return` stands in front of it. Your function then gives back `None`.
        [none-no-return] There is no `return` in your function, so it gives back `None`. Its last line is line { $line }. Which value belongs to whoever calls it?
        [none-bare-return] In line { $line }, `return` stands without a value, and then `None` is given back. What should stand after it?
        [none-end-reached] For this input, no `return` was reached: your function ran past its last line and gave back `None`. Is a `return` missing after a loop or an `if`, or is one indented too far?
        [none-print-returned] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is what `print` returns in line { $line }, and that is always `None`: it only shows its value. What remains if you take `print` away?
        [none-in-place] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is what `.{ $name }(…)` returns in line { $line }, and that is `None`: it changes something in place and gives nothing back. Call it on a line of its own, and return what it has changed.
        [none-backward] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is what `backward()` returns in line { $line }, and that is always `None`. It puts the gradients into the `.grad` of the tensors that you marked. Where do you find the one you need?
        [none-helper] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is what your function `{ $name }` returned, and that is `None`: it has no `return` with a value (it begins in line { $line }).
        [none-never-backward] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is `None`, because nothing in your code calls `backward()`. A `.grad` stays empty until then. Look at line { $line }: from which result should the gradients flow back, before it is read?
        [none-not-required] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is `None`, because `{ $name }` was made in line { $line } without `requires_grad=True`. autograd keeps a gradient only for tensors that are marked so.
        [none-argument-not-required] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is `None`, because your code never marks `{ $name }` itself with `requires_grad`. autograd keeps a gradient only for tensors that are marked so; one that was computed from `{ $name }` is another tensor.
        [none-of-result] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is the `.grad` of `{ $name }`, which was computed (line { $line }). Gradients arrive only in tensors that you made and marked yourself (**leaves**), so this one stays `None`. For which variable is the slope asked?
        [none-lost-leaf] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is `None`, because line { $line } puts a new, computed tensor under the name `{ $name }`. The gradient is in the `.grad` of the one that you marked (the **leaf**), which no name leads to any more. How would you call the computed one?
        [items-left-out] What you return is right, and it is not all that is asked for. In Python, `return a, b` gives back several values as a tuple. Compare what stands after `return` with the exercise: what is missing?
        [convertible-right] { $where ->
            [none] The numbers are right, only the type is not:
           *[other] The numbers are right, only the type of item `{ $where }` is not:
        } `{ $got_type }` came, and `{ $expected_type }` is asked for. Which call turns one into the other, or is there a conversion too many?
        [comma] The value is right, but it is packed into { AN($got_type) } `{ $got_type }` of one item. A comma at the end, as in `return x,`, makes a tuple, and some functions return one, such as `torch.autograd.grad`. How do you take the one item out, or not pack it in the first place?
        [none-grad] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is `None`. A `.grad` is `None` until `backward()` has reached that tensor. Is `backward()` called, from a result that was computed with this very tensor? And is the tensor still the one that you marked with `requires_grad`?
        [ellipsis] `...` stands where your own code belongs. Write in its place what the exercise asks for.
        [layer] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is a layer of type `{ $got_type }` and no tensor yet: `nn.{ $got_type }(…)` only makes the layer. The layer is then called: `nn.{ $got_type }(…)(x)`.{ $function ->
            [none] {""}
           *[other] {" "}Or use the function `{ $function }`.
        }
        [function] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is a function or a method that was never called. Is `()` missing behind its name, or do you mean another name?
        [generator] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } hands out its values one at a time (its type is `{ $got_type }`), and `{ $expected_type }` is asked for. Write `return` instead of `yield`, or put `tuple(…)`, `list(…)` or a call of torch around it.
        [module] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is a whole module, such as `torch` itself. Which of its functions do you mean?
        [class] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is a class, and nothing was made of it. Is `(…)` missing behind its name?
        [text] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is text (`str`), but `{ $expected_type }` is asked for. Return the value itself and not its text: without quotes, `str(…)` or an f-string.
        [object-array] The array has the dtype `object`: it holds Python objects and no numbers. That happens with rows of different lengths, with `None`, or with tensors inside. Make them numbers of one shape first.
        [missing-key] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } has no key `{ $missing_key }`. Compare your keys with those that the exercise names, letter by letter.
        [extra-key] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } has a key `{ $extra_key }` that is not asked for. Compare your keys with those that the exercise names, letter by letter.
        [length] { $where ->
            [none] The length of the result is { $got_length }, but { $expected_length } is asked for. Compare what stands after `return` with the exercise.
           *[other] The length of item `{ $where }` of the result is { $got_length } instead of { $expected_length }. Does it follow from the argument, or is it written down?
        }
       *[other] { $where ->
            [none] The type of the result is `{ $got_type }`
           *[other] The type of item `{ $where }` of the result is `{ $got_type }`
        }, but `{ $expected_type }` is asked for. { $found ->
            [convertible] Which call turns one into the other?
            [one-of-items] Which of its items is it? (A comma at the end, as in `return x,`, makes a tuple, too.)
            [items-missing] In Python, `return a, b` gives back a tuple of two. What belongs in yours?
            [other-container] { $expected_type ->
                [list] A list is written with square brackets, and `list(…)` makes one of a tuple.
               *[other] A tuple is written with round brackets, and `tuple(…)` makes one of a list.
            }
            [order] Are the items in the order that is asked for?
           *[other] Compare what stands after `return` with the exercise.
        }
    }

# $where, $call, $expected_device, $got_device, $computed_on ("none", or where the work was done).
problem-device = { $computed_on ->
        [none] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } is on `{ $got_device }`, but it should be on `{ $expected_device }`. At which line should it move?
       *[other] The work was done on `{ $computed_on }` and not on `{ $expected_device }`. Move the inputs there before you compute.
    }

# $got_transfers, $expected_transfers: how often, "none" if that is not too often.
# $got_synchronizations, $expected_synchronizations: the same for waiting.
problem-transfers = The values are right.{ $got_transfers ->
        [none] {""}
       *[other] {" "}Transfers between the CPU and the device: **{ $got_transfers }**, where { $expected_transfers } are enough. What is moved again although it is there already?
    }{ $got_synchronizations ->
        [none] {""}
       *[other] {" "}Times that the code waited for the device on the way: **{ $got_synchronizations }**. `.item()`, `float(…)`, the `max(…)` of Python and an `if` on a tensor bring numbers to Python, and for that the device has to be done first. What can stay there until the end?
    }

# $where, $call, $expected_dtype, $got_dtype, $right ("True" where the numbers are right).
problem-dtype = { $where ->
        [none] The result
       *[other] Item `{ $where }` of the result
    } has dtype `{ $got_dtype }`, but `{ $expected_dtype }` is asked for.{ $right ->
        [True] {" "}Its numbers are right.
       *[none] {""}
    } Where does the dtype come from: the values you start with, or something that you say?

# $where, $call, $expected_shape, $got_shape, $constant ("True" where every input gave the same),
# $right ("True" where the numbers are right, in another shape).
problem-shape = { $constant ->
        [True] Your function returned exactly the same for every input, and here the shape should be `{ $expected_shape }`. Which line computes from the argument, and which one writes a value of its own down?
       *[none] { $where ->
            [none] The result
           *[other] Item `{ $where }` of the result
        } has shape `{ $got_shape }`, but `{ $expected_shape }` is asked for.{ $right ->
            [True] {" "}Its numbers are right and in order, so only their arrangement is another.
           *[none] {""}
        } Follow the shape through your code, one line at a time.
    }

# $parameter, $right ("True" where the values are right with every input).
problem-alias = { $right ->
        [True] The values are right, but the
       *[none] The
    } result does not share memory with `{ $parameter }` as the exercise asks: a change in one must show in the other. Which call on the way makes a copy?

# $where, $call, $expected_grad ("True" or "False").
problem-requires-grad = { $expected_grad ->
        [True] The result is cut off from the graph, so no gradient can flow back through it. Look for `.detach()`, `.item()`, `.numpy()`, `torch.tensor(…)` or `no_grad` on the way.
       *[other] The result is still connected to the graph (`requires_grad=True`), but it should not be. What tells torch not to record the graph?
    }

# $parameter, $found ("none", "different", "raised": the exception follows, "failed": in older verdicts, it is not known).
problem-grad = { $found ->
        [none] No gradient reaches `{ $parameter }`: somewhere on the way the result was cut off from it.
        [raised] The values are computed, but going backward from your result fails, so `{ $parameter }` gets no gradient. This is what happens there:
        [failed] Going backward from your result failed, so `{ $parameter }` got no gradient. Was the graph already used up, or changed in place?
       *[different] The values are computed, but the gradient of `{ $parameter }` is not the right one. Is a part of the formula outside the graph?
    }

# $parameter: an object that the exercise gives, such as a model.
problem-given-state = What your function returned is right. But afterwards `{ $parameter }` is not as the exercise asks: below is what it should be then, and what it is. Which line changes it, and does it reach all that it should?

# $parameter, $found ("values", or "requires-grad" where that was switched off).
problem-input-changed = { $found ->
        [requires-grad] Your function switched `requires_grad` of its input `{ $parameter }` off. Whoever called it still needs the gradients. What gives you a new tensor outside the graph, and leaves the input as it is?
       *[values] Your function changed its input `{ $parameter }`. Whoever called it still needs that value. Look for `+=`, `x[…] = …` or a method that ends in `_`, and make a new tensor instead.
    }

# $where, $call, $cuda ("True", "False": whether torch was told that there is a GPU), $differing,
# $total (elements), $index (of the first that differs), $hidden ("True" where the case is only described),
# $strange ("nan", "inf": what came, but not where it is asked for), $raises (the exception that is asked for),
# $constant ("True" where every input gave the same).
problem-value = { $constant ->
        [True] Your function returned exactly the same for every input. For the exercise's own example that may be right, and the other inputs ask for other values. Which line computes from the argument, and which one writes a value of its own down?
       *[none] { $raises ->
            [none] { $cuda ->
                [True] On a machine with a GPU, the result would not be the right one. Does your function ask torch whether there is one, each time it is called?
                [False] On a machine without a GPU, the result would not be the right one. Does your function ask torch whether there is one, each time it is called?
               *[none] { $call ->
                    [second] The first call is right, but a second call with the same arguments gives something else. What is still there from the first?
                   *[other] { $index ->
                        [none] { $where ->
                            [none] The type is right, but the value is not.
                           *[other] Item `{ $where }` of the result has the right type, but not the right value.
                        }
                       *[other] { $where ->
                            [none] Type and shape are right, but
                           *[other] Item `{ $where }` of the result has the right shape, but
                        } the values differ in { $differing } of { $total } elements (`*…*` marks them below), first at `[{ $index }]`.
                    }{ $strange ->
                        [nan] {" "}`nan` means "not a number". It comes from calculations that have no result, such as 0 / 0, log(0) · 0, or the square root of a negative number. Where can one of these happen here?
                        [inf] {" "}`inf` is infinity. It comes from a division by 0, from log(0), or from a number too large for its dtype. Where can that happen here?
                       *[none] { $hidden ->
                            [True] {""}
                           *[none] {" "}Compute { $index ->
                                [none] this case
                               *[other] that one
                            } by hand and compare.
                        }
                    }
                }
            }
           *[other] With this input, the function should stop with the exception `{ $raises }`, and yours returned a value.
        }
    }

# What came back from the code's process was no answer.
ended-error-garbled = What your code sent back could not be read. Keep to the exercise: take the arguments, and return the result.

# --- remark-<key>: never blocking -----------------------------------------------------------------
# They stand behind "By the way:", or behind "Look here first:" where the code did not pass.
# $line: number of the line.

remark-loop-instead-of-broadcast = you wrote a Python loop over single values, where torch can work on many at once. For large tensors that is many times faster. Which operations take them together?
remark-item-in-loop = `.item()` inside a loop fetches one number at a time. Keep working with the tensor, and fetch the number once at the end.
remark-uses-data = `.data` bypasses autograd without a warning. `.detach()` does the same, safely.
remark-writes-data = { $line ->
        [none] one line
       *[other] line { $line }
    } writes to `.data`, which bypasses autograd without a warning. Under `with torch.no_grad():` you can change the tensor itself, safely.
remark-return-in-loop = { $line ->
        [none] a `return` stands
       *[other] the `return` of line { $line } stands
    } inside the loop, so the loop ends in its first round. Is it meant to come after the loop, with less indentation?
remark-class-written = { $line ->
        [none] one line
       *[other] line { $line }
    } writes to an attribute of the class by the class's name, and all objects share that one. What belongs to one object alone is written with `self.` in front.
remark-missing-zero-grad = you call `backward()` in a loop and never clear `.grad`. Gradients add up, so reset them in each step.
remark-hard-coded-cuda = "cuda" is written into the code, so it stops on machines without a GPU. Ask `torch.cuda.is_available()` first.
remark-shadowed-name = you gave a value the name of an imported module (such as `torch`). After that line the module is out of reach; choose another name.
remark-unused-result = { $line ->
        [none] one line
       *[other] line { $line }
    } computes a new tensor and throws it away: { $call ->
        [none] operations such as `x.reshape(…)` do not change `x`. Assign the result (`x = x.reshape(…)`)
       *[other] `{ $call }(…)` does not change `{ $name }`. Assign the result (`{ $name } = { $call }(…)`)
    }, or take the line out.
# $what: of the line: "context" (of no_grad), "method" or "value".
remark-no-effect = { $line ->
        [none] one line
       *[other] line { $line }
    } has no effect: { $what ->
        [context] it only makes something for `with`. Write `with torch.no_grad():` (or what it is called), and indent the lines that it is for.
        [method] it names something and does not call it. Is a pair of brackets `()` missing, or a `return`?
       *[value] it computes or names something, and nothing is done with it. Is a `return` or an `=` missing?
    }
# $name: of the parameter.  $line: where it is overwritten, or "none" where it is never read.
remark-unread-parameter = { $line ->
        [none] your function never reads its argument `{ $name }`, so its result cannot depend on it.
       *[other] line { $line } puts another value under `{ $name }` before it is read, so your function never sees its argument. Take an example of your own out of the function.
    }
# $expected, $given: the parameters, in the exercise's order and in that of the code.
remark-parameters-swapped = the arguments arrive in the order ({ $expected }), and yours are called ({ $given }). So each name may hold another one's value. Write the `def` line exactly as in the exercise.

# Warnings of torch that tell the cause.  $line: of the learner's code, or "none".
remark-warned-grad-of-result = { $line ->
        [none] your code reads
       *[other] line { $line } reads
    } `.grad` of a computed tensor. Gradients arrive only in tensors that you made yourself with `requires_grad=True` (leaves), so there it is `None`.
remark-warned-left-graph = { $line ->
        [none] your code takes
       *[other] line { $line } takes
    } a plain number out of a tensor that requires grad, as `float(…)` and the functions of `math` do. The graph ends there. torch's own functions, such as `torch.sin` or `**`, keep it.
remark-warned-tensor-copied = { $line ->
        [none] your code calls
       *[other] line { $line } calls
    } `torch.tensor(…)` on a tensor. That makes a copy outside the graph. Use the tensor itself, or `.clone()` if you need a copy.
remark-warned-spread-of-one = { $line ->
        [none] your code takes
       *[other] line { $line } takes
    } the standard deviation or the variance of a single number. torch divides by N − 1, which is 0 there, so the result is `nan`. With `correction=0` it divides by N.
remark-warned-target-shape = { $line ->
        [none] the prediction and the target
       *[other] in line { $line }, the prediction and the target
    } have different shapes, so one of them is spread over the other, and every pair is compared. Give both the same shape first.
