# Mistakes that the judge recognizes in any exercise, as a teacher reads them in the overview of a group.
# What a learner reads is the sentence problem-<kind> in judge.ftl.

general-mistake-class-returned = A class was returned, and nothing was made of it.
general-mistake-comma-too-many = The right value was returned in a tuple of one item, as a comma at the end makes it.
general-mistake-generator-returned = A generator or another iterator was returned, and not its values.
general-mistake-input-changed = The function changed its argument in place.
general-mistake-items-left-out = Some of the values were returned, and they are right; the others are missing.
general-mistake-layer-returned = A layer was made and returned, but never called.
general-mistake-module-returned = A whole module, such as `torch`, was returned.
general-mistake-none-alone = The last line computes the result, and no `return` stands in front of it.
general-mistake-none-argument-not-required = The argument itself was never marked with `requires_grad`, so its `.grad` is `None`.
general-mistake-none-backward = The value of `backward()` was returned, which is always `None`.
general-mistake-none-bare-return = `return` stands without a value.
general-mistake-none-end-reached = For some inputs, no `return` is reached.
general-mistake-none-helper = A helper function without a `return` was called for the result.
general-mistake-none-in-place = The value of a method that only changes something in place was returned, which is `None`.
general-mistake-none-lost-leaf = The name of the marked tensor was given to a computed one, whose `.grad` is `None`.
general-mistake-none-never-backward = `.grad` was read, and `backward()` was never called.
general-mistake-none-no-return = There is no `return`.
general-mistake-none-not-required = The tensor was made without `requires_grad=True`, so its `.grad` is `None`.
general-mistake-none-of-result = The `.grad` of a computed tensor was read, which is `None`.
general-mistake-none-print-returned = The value of `print` was returned, which is always `None`.
general-mistake-none-printed = The result was printed and not returned.
general-mistake-not-called = A function or a method was returned without having been called.
general-mistake-object-array = An array of Python objects was returned, and not of numbers.
general-mistake-other-dtype = The numbers are right, and their dtype is another than is asked for.
general-mistake-other-shape = The numbers are right and in order, and their shape is another than is asked for.
general-mistake-other-type = The numbers are right, and their type is another than is asked for.
general-mistake-requires-grad-switched-off = The function switched `requires_grad` of its argument off.
general-mistake-same-for-every-input = The same was returned for every input: it does not depend on the argument.
general-mistake-starter-left = `...` was left where one's own code belongs.
general-mistake-text-returned = Text was returned, and not the value itself.
