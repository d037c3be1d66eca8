# Exercises whose cases are scripts: an object is made from the learner's class, and asked several things.

# The code of a case that failed stands below these; its last line is the one that was wrong.
case-steps = When your code is used like this
case-steps-hidden = When your code is used like this (the values are new each time)
# Behind the last line, as a comment.  $where: the position in the value.  $expected, $got: short values.
step-values = { $where ->
        [none] {""}
       *[other] at { $where }:{" "}
    }expected { $expected }, got { $got }
step-here = this step differs
step-raises = this step stops with an error

# $name: of the class.  $found ("function", "inside", "overwritten", "nothing").  $line: number, or "none".
problem-missing-class = { $found ->
        [function] `{ $name }` is a function in your code, and this exercise asks for a class. Begin with `class { $name }:` and write its methods inside.
        [inside] The class `{ $name }` stands inside another block, so nobody outside can use it. Move its `class` line to the left edge, and everything in it along with it.
        [overwritten] You wrote the class `{ $name }`, but line { $line } puts another value under this name, and the class is gone. Give that value another name, in lower case.
       *[nothing] There is no class `{ $name }` in your code. Begin with `class { $name }:`, spelled exactly like this.
    }

# $name: of the class.  $method: its name, such as "update" or "__init__".  $signature: "update(self, x)".
# $found ("missing", "count").  $nearest: a method of similar name, or "none".  $expected_count, $got_count: arguments without self.
problem-method = { $found ->
        [missing] { $nearest ->
            [none] Your class `{ $name }` has no method `{ $method }` yet. Add it inside the class: `def { $signature }:`
           *[other] Your class `{ $name }` has a method `{ $nearest }`, but the exercise asks for `{ $method }`. Rename it: `def { $signature }:`
        }
       *[count] The number of arguments does not fit: besides `self`, `{ $method }` is called with { $expected_count }, and yours takes { $got_count }. Write its first line like this: `def { $signature }:`
    }
