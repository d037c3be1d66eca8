# Replies to everyday phrases (heard.ftl), to commands that are half typed, and to typed answers.

said-next-step = Here is what comes next. Read on in your lesson, or write the next exercise:
said-not-working = Let us find out why. Paste your code here, all of it. If there is an error message, paste that too. I run the code and tell you what is different from what the exercise asks for.
said-error = An error message says a lot, so let us read it together. Paste the whole message here, just as it is, and the code that raised it.
said-is-right = I can tell you at once: paste your code here, just as it is. I find the exercise by the name of your function.
said-how-to-send = Simply paste your code here as a message; you need no command. I find the exercise by the name of your function. A file that ends in `.py` or `.ipynb` works too.
said-retry = No harm done: a wrong answer costs nothing. Paste the changed code, and I grade it again. Your earlier tries are in **/history**.
said-praise = Thank you, I am glad! Shall we go on?
said-done = Well done! If that was an exercise, paste its code here and I check it. This is how it goes on:
said-no = All right. I am here whenever you need me:
said-hard = Yes, this part is not easy, and it gets clearer with practice. A hint takes you one step further, and so does a second look at the page:
said-tired = Then take a break: what you have learned settles while you rest. Everything is kept, and a short review is a good way back in.
said-bored = Then let us do something else. An exercise shows how much you can do already, and you may take the lessons in any order:
said-laugh = Laughing helps with learning, too. This is how it goes on:
said-sorry = No harm done. This is how it goes on:
said-cheer = That is the spirit! Paste your code here whenever you like; you can try as often as you want.
said-no-question = That looks like an answer or like output, and I have asked you no question just now. **/quiz** asks one. If it is what your code prints, paste the code instead.

# $name: what was typed, as inline code.
command-which = Several commands begin with { $name }. Which one do you mean?

# $answer: how PyTorch writes it, as inline code.
quiz-written-otherwise = PyTorch writes it like this: { $answer }

# Below the explanation of an error that was pasted.
pasted-next = If it is still not clear, paste all of the code that raised it. I run it and show you the place.

# $type: an error without an explanation of ours.
pasted-unexplained = I know no explanation for this `{ $type }`. Read Python's message once more slowly: it usually names the value that surprised it.
