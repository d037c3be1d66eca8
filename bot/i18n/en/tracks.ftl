# Lessons among several tracks.

# $track: title.
track-title = ### { $track }
# $track: title of the lesson's track; the others as in lesson-place.
lesson-place-track = { $track } · lesson { $lesson } · page { $page } of { $pages } · about { $minutes } min left
# $lesson: title of the last lesson of $track; $next: title of the track that follows.
track-finished = **You have finished “{ $lesson }”, and with it the whole of “{ $track }”. That is a big step!** If you like, go on with “{ $next }”.
