# Pages of the team's side other than an item's own, and what several pages share.

nav-queue = Queue
nav-sign-off = Sign-off
nav-incidents = Incidents
nav-releases = Releases
nav-members = Members

someone = someone
unknown = unknown
choose = Choose…
list-or = { " or " }
age-days = { $count } d
age-hours = { $count } h
age-minutes = { $count } min

sign-in-title = Sign in
sign-in-lead = For the people who verify. To hand something in you need no account.
sign-in-email = Email
sign-in-password = Password
sign-in-action = Sign in
sign-in-submit-instead = Hand in evidence without an account
error-wrong-credentials = That email and password do not belong together. Check both and try again.

projects-title = Your projects
projects-lead = Everything you do happens inside a project.
projects-role = You are { $role } here
projects-open = Open the queue
projects-open-submissions = What you handed in
projects-empty-title = You are not in a project yet
projects-empty-words = An admin of a project can add you. Until then you can hand in evidence like anybody else.
projects-empty-action = Hand in evidence

my-submissions-title = What you handed in
my-submissions-lead = How far each has come. The details are open to the team until something is published.
my-submissions-empty-title = Nothing yet
my-submissions-empty-words = What you hand in while signed in appears here.
my-submissions-item = Item
my-submissions-what = What
my-submissions-received = Received
my-submissions-standing = Where it stands

queue-title = Queue
queue-lead = { $count ->
    [one] One item in the project.
   *[other] { $count } items in the project.
  }
queue-all = All
queue-mine = Yours
queue-stages = Stages
queue-search = Find by id or title
queue-search-action = Find
queue-next = Next for me
queue-next-hint = Takes the item that has waited longest and suits you.
done-next-nothing = Nothing is free that suits you.
done-next-known = It is yours. You have looked at the same footage in another item; nothing else was free.
queue-item = Item
queue-what = What it shows
queue-stage = Stage
queue-waiting = Waiting
queue-files = Files
queue-matches = Open matches
queue-incident = Incident
queue-rating = Rating
queue-why = Why here
queue-yours-until = Yours until { $until }
queue-held-by = { $name } is working on it
queue-waits-intake = The machine is reading the files
queue-waits-work = Free to claim
queue-waits-judgement = Waits for a lead
queue-waits-settled = Finished
queue-empty-title = Nothing here
queue-empty-words = No item fits. Choose another stage, or look at all of them.
queue-empty-action = Show all items
queue-count = { $count ->
    [one] 1 item on this page
   *[other] { $count } items on this page
  }
queue-count-cut = The first { $count } that begin like this. There are more: type more letters to see them.

item-untitled = Untitled
item-unrated = Not rated

members-title = Members
members-lead = Who works here and what they may do. Invite somebody below; an operator can also add people at the command line: cairn user add.
members-name = Name
members-email = Email
members-role = Role

incidents-title = Incidents
incidents-lead = Events in the world. Items are evidence for them.
incidents-new = Open an incident
incidents-search = Find by title
incidents-id = Incident
incidents-what = What happened
incidents-date = Date
incidents-place = Place
incidents-killed = Killed
incidents-injured = Injured
incidents-empty-title = No incidents found
incidents-empty-words = Open one when an item shows an event that is not in the list yet.

incident-edit = Edit
incident-facts = Facts
incident-items = Evidence
incident-items-none = No item is linked to it yet. Link one at triage.
incident-claims = What is claimed
incident-claims-none = No claim speaks of it yet.
incident-date = Date
incident-place = Place
incident-precision-value = within { $metres } m
incident-type = Kind of event
incident-target = Who was hit
incident-location-type = Kind of place
incident-crowd = Crowd gathered in public
incident-attribution = Attribution
incident-killed = Killed
incident-injured = Injured
incident-source-note = Where the facts come from
incident-synthetic = Invented for the demonstration
incident-summary = Summary
incident-new-title = Open an incident
incident-edit-title = Edit the incident
incident-form-lead = Published facts change with the next release.
incident-title = What happened, in a line
incident-title-hint = Such as: Explosion at a mosque during Friday prayers
incident-date-hint = The day it happened or began, as year-month-day
incident-point = Coordinates
incident-point-hint = Decimal, degrees and minutes, or a map link. Leave empty when unknown.
incident-precision-m = Precision in metres
incident-precision-hint = How far off the point may be: 1000 is a neighbourhood
incident-place-name = Place
incident-province = Province
incident-crowd-label = It hit a crowd gathered in public
incident-casualties-hint = Empty is unknown, 0 is known to be none
incident-save = Save the incident
incident-cancel = Cancel

releases-title = Releases
releases-lead = A release is a numbered version of the public dataset. It never changes once it is built.
releases-next = Release { $version }
releases-next-words = { $items ->
    [one] 1 item
   *[other] { $items } items
  } for { $incidents ->
    [one] 1 incident
   *[other] { $incidents } incidents
  } would be published.
releases-retractions = { $count ->
    [0] No record was taken back since the last release.
    [one] 1 record was taken back and will be listed.
   *[other] { $count } records were taken back and will be listed.
  }
releases-cell = Coordinates are published at the centre of cells of { $metres } m. Nothing finer leaves the project.
releases-cell-none = Coordinates are published as found.
releases-build = Build release { $version }
releases-build-lead-only = A lead builds the release.
releases-nothing = Nothing is ready yet. Items join when a lead has signed them off.
releases-ready = Ready
releases-blocked = Approved, and not ready
releases-past = Releases so far
releases-none = No release has been built.
releases-version = Release
releases-built = Built
releases-incidents = Incidents
releases-evidence = Items
releases-retracted = Taken back
releases-item = Item
releases-what = What it shows
releases-reasons = What is missing
done-release-built = The release is built and public.
done-incident-opened = The incident is open.
done-incident-saved = The incident is saved.

problem-not-found = There is nothing here
problem-not-found-do = It may have moved, or you may need to be signed in to see it. Check the address, or go back and choose again.
problem-sign-in-needed = Sign in first
problem-sign-in-needed-do = This page is for members of the project.
problem-wrong-credentials = That did not work
problem-wrong-credentials-do = Check email and password.
problem-throttled = Too many attempts
problem-throttled-do = { $seconds ->
    [one] Too many came from your network at once. Wait one second, then send it again. Nothing is locked and nothing is stored about you; behind Tor or a shared connection it may have been somebody else.
   *[other] Too many came from your network at once. Wait { $seconds } seconds, then send it again. Nothing is locked and nothing is stored about you; behind Tor or a shared connection it may have been somebody else.
}
problem-too-slow = It came too slowly
problem-too-slow-do = Almost nothing arrived for three quarters of a minute, so Cairn stopped waiting. Nothing of it was kept. Try again from a better connection, or send one file at a time.
problem-refused = This cannot be done yet
problem-refused-do = Nothing was changed. Here is what stands in the way.
problem-invalid = Something is missing or cannot be read
problem-invalid-do = Nothing was changed. Go back, correct what is listed and send it again.
problem-conflict = Somebody else was faster
problem-conflict-do = Nothing was changed. Go back and reload to see what happened in the meantime.
problem-internal = Something broke on our side
problem-internal-do = What you had saved is safe. Go back and try again; if it happens again, tell whoever runs this server.
problem-back = Go to the start page
