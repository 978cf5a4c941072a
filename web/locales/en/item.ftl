# The workspace of one item.

item-media = Media
item-map = Map
item-record = Record
item-next = What can I do next
item-closed = { $count ->
    [one] 1 thing is closed
   *[other] { $count } things are closed
}
item-claims = What the submitter says
item-claim-what = What
item-claim-where = Where
item-claim-when = When
item-claimed-by-submitter = claimed by the submitter
item-matches = Looks like
item-no-matches = Nothing like it found in this project.
item-history = History
item-comments = Comments among the team
item-comment = Write a comment for the team
item-comment-send = Comment to the team
item-incident = Incident
item-no-incident = Not linked to an incident

item-synthetic = Invented
item-more = { $count ->
    [one] 1 more
   *[other] { $count } more
}
item-next-nothing = Nothing is left to do here.
item-refused = This could not be done.
item-refused-kept = What you typed is still in the form below.
item-changed = Since you opened the page:
item-no-files = No file was handed in, only links.
item-matches-later = Cairn is still reading the files. Likenesses appear here when it is done.
item-links = Links
item-received = Handed in by
item-consent = May be used
item-stage = Stage
item-since = since
item-rating = Rating
item-duplicate-of = Duplicate of
item-moves = Where it goes next
item-findings = Findings
item-no-findings = Nobody has recorded a place or a time yet.
item-blind = { $kind }: what others found is kept from you until you have recorded your own, so that the two stay independent.
item-superseded = { $count ->
    [one] 1 finding that was replaced
   *[other] { $count } findings that were replaced
}
item-objections = Objections
item-no-comments = No comments yet.
item-open-dossier = Open the dossier and decide
item-read-dossier = Read the dossier

lease-yours = Yours until { $until }
lease-theirs = { $name } works on it until { $until }

who-machine = Cairn
who-submitter = The submitter
who-without-account = someone without an account

media-step-contact-sheet = Sheet of small grey frames
media-download = Download the original
scan-found-title = Something was found in this file
scan-found-why = The malware scanner of this instance found something in the original. It may harm the device on which it is opened.
scan-said = It says:
scan-found-what = The file is evidence, so it was kept as it came. Pictures on the pages were made anew and hold nothing of it. Download the original only onto a device that is meant for such files, and open it nowhere else.
scan-found-action = Download the original all the same
scan-found-back = Go back to the item
scan-found-short = Pictures here were made anew and hold nothing of it. Before the original is downloaded you are warned.
media-problem = This file is kept as it was received, but { $problem }

match-question = What are the two to each other?
match-save = Remember this answer
match-answered-by = answered by { $name }
match-unanswered = Nobody has answered this yet.

map-pick-fallback = Type or paste coordinates into the form. With a map, a click fills them in.
map-drawing-nothing = Map of the area. No place is recorded yet.
map-nothing = No place yet
map-nothing-why = When somebody records where it was filmed, it appears here.

offer-claim = Claim it
offer-claim-longer = Hold it longer
offer-release = Give it back
offer-release-other = Take it from its holder
offer-rate = Rate it and link it
offer-rate-again = Change rating, incident or duplicate
offer-link = Link it to an incident
offer-name-duplicate = Say what it duplicates
offer-record-geolocation = Record where it was filmed
offer-record-chronolocation = Record when it was filmed
offer-redact = Cover faces, plates or sound in a copy
offer-confirm-redaction = Look at the redacted copy and confirm it
offer-settle-geolocation = Decide which place holds
offer-settle-chronolocation = Decide which time holds
offer-object = Object
offer-answer = Answer the objection
offer-sign-off = Sign off
offer-change-consent = Change how it may be used

move-accept = Send to geolocation
move-set-aside = Set aside as out of scope
move-call-duplicate = Close as a duplicate
move-place-established = Send to chronolocation
move-place-proposed = Send to a second geolocation
move-place-and-time-established = Send to sign-off
move-no-place = Close: it cannot be geolocated
move-dispute-place = Ask a lead to decide the place
move-back-to-triage = Send back to triage
move-time-established = Send to sign-off
move-time-proposed = Send to a second chronolocation
move-no-time = Close: it cannot be dated
move-dispute-time = Ask a lead to decide the time
move-back-to-geolocation = Send back to geolocation
move-back-to-chronolocation = Send back to chronolocation
move-return-to-place = Send back to geolocation
move-place-settled = The place is decided: send it on
move-place-reopened = Send back to geolocation
move-place-undecidable = Close: the place cannot be decided
move-time-settled = The time is decided: send to sign-off
move-time-reopened = Send back to chronolocation
move-time-undecidable = Close: the time cannot be decided
move-dispute-settled = It is decided: send to sign-off
move-location-reopened = Send back to place and time
move-approve = Approve
move-return-to-chronolocation = Send back to chronolocation
move-return-to-geolocation = Send back to geolocation
move-return-to-location = Send back to place and time
move-return-to-triage = Send back to triage
move-reject-at-sign-off = Close as not what it claims to be
move-publish = Publish with the next release
move-reopen = Take back to sign-off
move-retract = Retract from the public dataset
move-admit = Send to triage
move-withdraw-from-intake = Withdraw your submission
move-withdraw-from-triage = Withdraw your submission
move-withdraw-from-geolocation = Withdraw your submission
move-withdraw-from-second-geolocation = Withdraw your submission
move-withdraw-from-disputed = Withdraw your submission
move-withdraw-from-disputed-place = Withdraw your submission
move-withdraw-from-disputed-time = Withdraw your submission
move-withdraw-from-chronolocation = Withdraw your submission
move-withdraw-from-second-chronolocation = Withdraw your submission
move-withdraw-from-location = Withdraw your submission
move-withdraw-from-sign-off = Withdraw your submission
move-withdraw-from-approved = Withdraw your submission
move-reason = Why?
move-reason-hint = The people who worked on it will read this.
move-reason-public = Everybody will read this: it stands in the next release.

vocab-stage-disputed = Dispute
vocab-transform-flip-diagonal = mirrored and turned
vocab-transform-flip-antidiagonal = mirrored and turned

triage-title = Triage
triage-title-again = Rating, incident and duplicate
triage-again-hint = A change here makes earlier sign-offs stale.
triage-sensitivity = How hard is it to look at?
triage-sensitivity-hint = Everybody after you is warned by this.
triage-notes = What is in it?
triage-notes-hint = Shown before anybody looks.
triage-incident = Incident it shows
triage-incident-hint = Its id; begin to type to choose.
triage-incident-new = Open a new incident
triage-duplicate = Duplicate of
triage-duplicate-hint = The id of the item to keep, if this is the same evidence.
triage-save = Save
triage-save-and = Save, then: { $move }

object-words = What is wrong?
object-words-hint = Nobody can sign it off or publish it until this is answered.
object-do = Record the objection
objection-by = { $name } objects
objection-open = Not answered
objection-answered = Answered by { $name }
objection-answer = Your answer
release-words = Why do you take it back?

settle-title-geolocation = Two places contradict each other
settle-title-chronolocation = Two times contradict each other
settle-which = Which one holds?
settle-reason = Why?
settle-do = Decide

history-received = { $who } handed it in: { $consent }
history-claimed = { $who } claimed it until { $until }
history-released = { $who } gave it back
history-rated = { $who } rated it: { $rating }
history-linked = { $who } linked it to “{ $incident }”
history-linked-other = { $who } linked it to an incident
history-unlinked = { $who } unlinked it from its incident
history-duplicate = { $who } said which item it duplicates
history-duplicate-none = { $who } said that it duplicates nothing
history-found-geolocation = { $who } recorded where it was filmed
history-found-chronolocation = { $who } recorded when it was filmed
history-found-no-geolocation = { $who } concluded that it cannot be geolocated
history-found-no-chronolocation = { $who } concluded that it cannot be dated
history-settled-geolocation = { $who } decided which place holds
history-settled-chronolocation = { $who } decided which time holds
history-redacted = { $who } covered parts of a copy
history-redaction-confirmed = { $who } looked at the redacted copy { $copy } from start to end
history-objected = { $who } objected
history-answered = { $who } answered the objection
history-signed = { $who } signed off revision { $revision }
history-moved = { $who } moved it from { $from } to { $to }
history-consent = { $who } changed how it may be used: { $consent }
history-migrated = { $who } moved it to version { $version } of the workflow

done-claimed = It is yours for a while. Others see that you are working on it.
done-released = It was given back.
done-triaged = Saved.
done-geolocated = The place is recorded. Send the item on when you are done.
done-chronolocated = The time is recorded. Send the item on when you are done.
done-moved = It was sent on.
done-settled = It is decided.
done-objected = The objection is recorded. It blocks sign-off until it is answered.
done-answered = The objection is answered.
done-signed-off = Your sign-off is recorded for this revision.
done-match-answered = The answer is remembered. Nobody will be asked again.
done-commented = The comment is there, for the team alone.
done-retracted = It was taken down, and the next release will say so.
