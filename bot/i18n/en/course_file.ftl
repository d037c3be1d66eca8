# course.toml: what is wrong with it, and what to write instead. Each names one line of it.

# $most: characters.
course-file-too-long = The file is longer than { $most } characters. Please write the lessons of a week on one line, and leave out what is no course.
course-file-empty = There is nothing in it yet. It begins with `name = "…"` and `start = 2026-09-07`.
course-file-no-toml = I could not read this line. Words are in double quotes, as in `zone = "Asia/Tokyo"`; a list is in brackets, as in `lessons = ["tensors"]`; a date has two digits for month and day, as in `2026-09-07`; each week begins with `[[week]]` on a line of its own.
# $field: what was written.  $nearest: a field that there is.
course-file-unknown-field-nearest = There is no { $field } here. Did you mean { $nearest }?
# $known: the fields that there are.
course-file-unknown-field = There is no { $field } here. There are { $known }.
course-file-missing-name = It has no name yet. Add a line such as `name = "Deep learning together"`.
course-file-missing-start = It has no first day yet. Add a line such as `start = 2026-09-07`.
course-file-missing-zone = It has no time zone yet. Add a line such as `zone = "Asia/Tokyo"`.
course-file-missing-tracks = It has no tracks yet. Add a line such as `tracks = ["pytorch-basics"]`.
course-file-missing-weeks = It has no weeks yet. Write `weeks = 12`, and I spread the lessons over twelve weeks; or write each week yourself, with `[[week]]` and `lessons = ["tensors"]` below it.
# $most: characters.
course-file-bad-name = The name is 1 to { $most } characters in double quotes, as in `name = "Deep learning together"`.
course-file-bad-title = A title is up to { $most } characters in double quotes, as in `title = "Tensors"`.
course-file-bad-start = The first day is a date such as `start = 2026-09-07`, with year, month and day.
course-file-bad-due-of-week = The due day of a week is a date such as `due = 2026-09-13`, with year, month and day.
# $example: a zone.
course-file-bad-zone = I do not know that time zone. Write it as a continent and a city, as in `zone = "{ $example }"`.
# $known: the tracks that there are.
course-file-bad-tracks = The tracks are a list of names in double quotes, each once, as in `tracks = ["pytorch-basics"]`. There are { $known }.
# $name: what was written.  $nearest: what there is.  $known: all that there are.
course-file-unknown-track-nearest = There is no track { $name }. Did you mean { $nearest }?
course-file-unknown-track = There is no track { $name }. There are { $known }.
course-file-unknown-lesson-nearest = There is no lesson { $name }. Did you mean { $nearest }?
course-file-unknown-lesson = There is no lesson { $name }. There are { $known }.
# $name: of a lesson.  $track: the one that it belongs to.
course-file-lesson-elsewhere = The lesson { $name } belongs to the track { $track }. Add that track to `tracks`, or leave the lesson out.
# $number: of the week that has it as well.
course-file-lesson-twice = The lesson { $name } is in week { $number } already. Keep it in one of the two.
course-file-bad-due = Write the weekday on which lessons are due, as in `due = "sunday"`. Without this line it is the last day of each week.
# $most: days.
course-file-bad-grace = The days of grace are a whole number from 0 to { $most }, as in `grace = 2`.
course-file-bad-holidays = Holidays are a list of days and ranges of up to { $most } days, as in `holidays = [2026-09-21, "2026-12-28 to 2027-01-03"]`.
# $most: weeks.
course-file-bad-weeks = The number of weeks is a whole number from 1 to { $most }, as in `weeks = 12`.
course-file-bad-week = Each week begins with `[[week]]`, in two pairs of brackets, on a line of its own; there can be { $most }.
course-file-weeks-twice = There are both `weeks = …` and tables `[[week]]`. Keep one of them.
# $number: of the week.
course-file-bad-lessons = Week { $number } needs its lessons as a list of names in double quotes, as in `lessons = ["tensors"]`. A week for catching up has `lessons = []`.
# $begins: a date.
course-file-due-early = Week { $number } begins on { $begins }, so its lessons cannot be due before that day. Write a later day.
