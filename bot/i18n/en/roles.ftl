# Roles for those who finish a track or prove an item of its checklist.

command-setup-role = Choose a role for finishing a track, or for one item of its checklist
command-option-role = Role of this server; without one, see which is given
command-option-item = One item of the checklist; without it, the role is for the whole track
discord-name-setup-role = role
discord-name-option-role = role
discord-name-option-item = item

# $role: a mention of the role.  $kind: "track", or "item" of its checklist.
# $track: its title.  $item: the text of the item.
role-set = { $kind ->
    [item] From now on, whoever proves “{ $item }” on the checklist of “{ $track }” gets the role { $role }.
   *[track] From now on, whoever finishes the track “{ $track }” gets the role { $role }.
}
# $count: members.  $minutes: in which they get it.
role-set-earlier = { $count ->
    [one] One member has done so already and gets it right away.
   *[other] { $count } members have done so already. They get it one after the other, within { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }.
}
role-shown = { $kind ->
    [item] Whoever proves “{ $item }” on the checklist of “{ $track }” gets the role { $role }.
   *[track] Whoever finishes the track “{ $track }” gets the role { $role }.
}
role-none = { $kind ->
    [item] There is no role yet for “{ $item }” on the checklist of “{ $track }”. Choose one with **/setup role**.
   *[track] There is no role yet for the track “{ $track }”. Choose one with **/setup role**.
}
# $count: members who have the role from me.
role-removed = { $kind ->
    [item] There is no role any more for “{ $item }” on the checklist of “{ $track }”.
   *[track] There is no role any more for the track “{ $track }”.
} { $count ->
    [0] Nobody had it from me.
    [one] I am taking it from the one member whom I gave it to.
   *[other] I am taking it from the { $count } members whom I gave it to.
}
button-role-remove = No role for this track
button-role-remove-item = No role for “{ $item }”

role-no-roles = There are no roles here that I could give: only servers on Discord have them.
# $tracks: what may be written.
role-unknown-track = I do not know that track. These are the tracks: { $tracks }.
# $track: its title. Below are its items.
role-unknown-item = I do not find that item on the checklist of “{ $track }”. Choose one of these, by its number:
role-no-items = The track “{ $track }” has no checklist. Choose a role for the whole track: leave the item out.
role-no-server = I cannot see this server’s roles. Add me to the server, not only to your own account, and try again.
role-unknown = I do not find that role in this server. Choose one from the list.
role-not-given-by-hand = { $role } belongs to everyone or to an app, so nobody can give it. Choose another role.
role-no-permission = I may not give roles yet. Open *Server Settings → Roles*, give my role **Manage Roles**, and choose { $role } again.
role-too-high = { $role } is not below my own role, so I may not give it. Open *Server Settings → Roles*, drag my role above it, and choose it again.
