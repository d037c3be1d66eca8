# What was read in a message or a file, and what was not.

# What was changed before grading; said below the acknowledgement. $packages: names as inline code.
repaired-numbers = I took the line numbers off first.
repaired-entities = I turned codes from a web page, such as `&gt;`, back into the characters they stand for.
repaired-escapes = I took out the backslashes that chat formatting had put in.
repaired-notebook = I left out the lines that only a notebook understands, such as `%matplotlib inline`, `!pip` or `display(…)`.
repaired-blocks = There were several blocks of code. I graded the ones with your function, together with what they need from the others.
repaired-class = I took your function out of its class: these exercises ask for plain functions, without `self`.
repaired-annotations = Not installed here: { $packages }. I graded your code without the annotations from there.
repaired-encoding-shift-jis = The file was not UTF-8. I read it as Shift_JIS; if a character looks wrong, save the file as UTF-8.
repaired-encoding-euc-jp = The file was not UTF-8. I read it as EUC-JP; if a character looks wrong, save the file as UTF-8.
repaired-encoding-jis = The file was not UTF-8. I read it as ISO-2022-JP (JIS); if a character looks wrong, save the file as UTF-8.
repaired-encoding-utf-16 = The file was saved as UTF-16. I could read it; UTF-8 is the usual choice for code.
repaired-encoding-comments = The file was not UTF-8. Only its comments were affected, so the code itself was read as it is.

# $function: a name. The starter follows as code.
not-attempted = `{ $function }` still looks like the starter, so there is nothing to grade yet, and nothing was counted. Write your code where `...` stands, then send all of it:
not-attempted-edit = `{ $function }` is still the starter as you got it, so there is nothing to grade yet, and nothing was counted. Change it as the exercise asks, then send all of it:

# $name: a file's name.  $most: a number.
file-unknown = I can read files that end in `.py`, `.ipynb`, `.txt`, `.md` or `.toml`; { $name } is another kind.
file-picture = I cannot read pictures, and { $name } is one. Copy the code as text and paste it into a message.
file-large = { $name } is larger than { $most } KiB, so I did not read it. Send only the function that the exercise asks for.
file-elsewhere = I can only open files that were uploaded here, and { $name } is kept somewhere else. Upload the file itself, or paste its code into your message.
file-unreadable = I could not read { $name }: it is not UTF-8 text. Save it as UTF-8 and send it again.
file-empty = { $name } is empty: it has 0 bytes. Save it in your editor first, then upload it again.
file-web-page = { $name } is a web page and not the code itself. Open the page, download the file (often called “raw”), and upload that.
file-binary = { $name } does not have text in it, whatever its name says. Upload the `.py` or `.ipynb` file itself.
file-notebook = { $name } is not a Jupyter notebook that I can open. Save it again in Jupyter (File → Save), or export it as a `.py` file.
file-notebook-no-code = { $name } is a notebook without code cells. Put your function into a code cell, save, and send it again.
file-gone = { $name } cannot be downloaded any more: the link is dead or was withdrawn. Upload the file again, please.
file-slow = Downloading { $name } took too long. Send it once more in a moment, or paste its code into your message.
# Said beside a result: what was left aside.
file-picture-ignored = I did not look at the picture { $name }; I read the code that came with it.
file-ignored = I left out { $name }: I read files that end in `.py`, `.ipynb`, `.txt`, `.md` or `.toml`.
file-more = I read the first { $most } files. Send the others in another message.
