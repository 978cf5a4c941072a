# The frame around every page, and words that many pages share.

shell-brand = Cairn
shell-skip = Skip to the content
shell-nav = Pages
shell-demo = Demonstration.
shell-demo-why = Invented records and drawn pictures stand beside publicly reported facts. Nothing here is Cairn’s own verification.
shell-projects = Your projects
shell-my-submissions = What you handed in
shell-log-in = Sign in
shell-log-in-team = Team sign-in
shell-log-out = Sign out
shell-ended = Your session has ended
shell-ended-why = What this page showed is gone from the screen. What was kept for you is there again when you sign in.
shell-submit = Submit evidence
shell-receipt = Use a receipt code
shell-team-of = Team pages ({ $name })
shell-foot = Published with Cairn. Every record was verified for place and time and signed off by a second person.
shell-pages = Pages of this list
shell-previous = Previous
shell-next = Next

theme-auto = Theme: as the device says
theme-light = Theme: light
theme-dark = Theme: dark

# Filled in by the browser: the braces are part of the text.
keys-title = Keys
keys-close = Close
keys-help = Show these keys
keys-jump = Go anywhere
keys-jump-hint = A page, or the id of an item
keys-go = Go to {"{place}"}
keys-rows = Next and previous row
keys-open = Open the row
keys-cover = Cover all pictures and stop all sound
keys-triage = Rating, incident and duplicate
keys-match = Say what the next match is
keys-feature = The next feature
keys-check = Tick the next check
keys-alt = With one of these keys: the same from inside a field
keys-send = Send the form you are in
keys-open-item = Open item {"{id}"}

map-label = Interactive map
map-no-webgl = This browser cannot draw the map. Everything it would show is listed here.
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-north = Turn north up
map-attribution = Base map: Natural Earth. Province lines are approximate.
map-sun = sun
map-shadow = shadow
map-two-fingers = Use two fingers to move the map
map-drawing-attribution = Base map: Natural Earth; names: GeoNames, CC BY 4.0. Province lines are approximate.
map-drawing-place = Map, north up, of { $point }.
map-drawing-near = It lies { $distance } from { $name }, in the direction { $degrees }° from there.
map-drawing-view = The camera looked towards { $degrees }°.
map-drawing-sun = The sun stood towards { $degrees }°.

media-next = Show: {"{step}"}
media-show = Show: { $step }
media-cover = Cover
media-ranges = What is in it when
media-covered = Covered.
media-step = Step {"{n}"} of {"{of}"}
media-failed = This could not be loaded. Nothing is lost; try again in a moment.
media-video = The recording
media-not-rated = Not rated yet
media-not-rated-why = Until someone has looked and rated it, it is treated as graphic.
media-no-notes = No content notes
media-step-small-grey = Small and grey
media-step-large-grey = Large and grey
media-step-colour = In colour
media-step-silent = The recording, without sound
media-step-sound = With sound

form-errors = Some answers need another look
form-optional = (optional)

draft-restored = What you typed here before is back.
draft-kept = Draft kept, for you alone
draft-unkept = The draft is kept in this tab only: the server cannot be reached
draft-discard = Start afresh
form-undo = Undo
form-redo = Redo

# Words inside sentences.
none = none

workspace-grip = Change the width of the panes
