# The way through the course: the next step, the state of lessons, the end of a track.

# $number: of the lesson. $page: of the lesson.
button-continue = Continue: lesson { $number }, page { $page }
button-go-on-anyone = Continue →
button-send-again = Send again

# $page, $pages: numbers.
lesson-on-page = page { $page } of { $pages }
# $count: exercises and quiz questions that are open.
lesson-tasks-left = { $count ->
        [one] 1 task left
       *[other] { $count } tasks left
    }

exercise-write = Write it here
# $points: for passing now, after the hints seen so far.
exercise-worth = *Passing is worth { $points } points. Take all the tries you like.*

# $lesson: the last lesson that was open. $track: title of the track.
lesson-finished-alone = **You have finished “{ $lesson }”!** You have passed all its exercises and its quiz.
track-finished-last = **You have finished “{ $lesson }”, and with it the whole of “{ $track }”. That is a big step!** Nothing in the course is open any more. From time to time **/review** asks what you have learnt, so that it stays.

button-card = Show my card
# $track: title.
button-card-of = My card: { $track }
button-card-share = Show it to the channel
card-not-yet = That card is for learners who have passed everything in the track. You are on your way!
card-yours = **This is your card.** Only you see it, until you show it to others.
# $name: the learner's. $track: title.
card-shared = **{ $name }** has finished **{ $track }**. Congratulations!
# In the picture, between the name and the title of the track.
card-finished = has finished the track
# $count: items of the checklist that are not in the picture.
card-more = and { $count } more
# $year: text. $month, $day: numbers.
card-date = { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $day }, { $year }
# $name, $track, $date: as in the picture. $count: items of the checklist.
card-alt = A card: { $name } has finished the track “{ $track }”, on { $date }. { $count ->
        [one] One item of the checklist is proven.
       *[other] { $count } items of the checklist are proven.
    }
