# Roles for those who finish a track.

command-setup-role = Choose a role for everyone who finishes a track
command-option-role = Role of this server; without one, see which is given
discord-name-setup-role = role
discord-name-option-role = role

# $role: a mention of the role.  $track: its title.
role-set = From now on, whoever finishes the track “{ $track }” gets the role { $role }.
role-shown = Whoever finishes the track “{ $track }” gets the role { $role }.
role-none = There is no role yet for the track “{ $track }”. Choose one with **/setup role**.
# $count: members who have the role from me.
role-removed = There is no role any more for the track “{ $track }”. { $count ->
        [0] Nobody had it from me.
        [one] I am taking it from the one member whom I gave it to.
       *[other] I am taking it from the { $count } members whom I gave it to.
    }
button-role-remove = No role for this track

role-no-roles = There are no roles here that I could give: only servers on Discord have them.
# $tracks: what may be written.
role-unknown-track = I do not know that track. There is { $tracks }.
role-no-server = I cannot see this server’s roles. Add me to the server, not only to your own account, and try again.
role-unknown = I do not find that role in this server. Choose one from the list.
role-not-given-by-hand = { $role } belongs to everyone or to an app, so nobody can give it. Choose another role.
role-no-permission = I may not give roles yet. Open *Server Settings → Roles*, give my role **Manage Roles**, and choose { $role } again.
role-too-high = { $role } is not below my own role, so I may not give it. Open *Server Settings → Roles*, drag my role above it, and choose it again.
