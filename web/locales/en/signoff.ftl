# The sign-off desk and the dossier.

signoff-title = Sign-off
signoff-empty = No item waits for a signature
signoff-empty-why = Items arrive here when place and time are established, or when two findings disagree and a lead has to settle it.
signoff-who = Who did what
signoff-checks = Before you sign
signoff-sign = Sign off this revision
signoff-revision = Revision
signoff-lead = { $count ->
    [0] Nothing waits for you.
    [one] 1 item waits for a lead.
   *[other] { $count } items wait for a lead.
}
signoff-not-lead = You can read every dossier. Only a lead can sign.
signoff-empty-action = Open the queue
signoff-why-incident = Not linked to an incident
signoff-why-matches = { $count ->
    [one] 1 likeness is not answered
   *[other] { $count } likenesses are not answered
}
signoff-why-yours = You hold it
signoff-why-waits = Waits for a lead to decide
signoff-open-item = Open the workspace
signoff-deed = What
signoff-person = Who
signoff-when = When
signoff-question-geolocation = Where it was filmed
signoff-question-chronolocation = When it was filmed
signoff-decide = Decide
signoff-public = What the public will see
signoff-faces = I have looked for faces, names, plates and homes that could identify somebody.
signoff-harm = I can think of nobody who would be harmed by publishing this.
signoff-note = A note for the log
signoff-approve = Approve this revision
signoff-closed = You cannot approve this
signoff-not-here = At this stage nobody signs. The item has to come to sign-off first.

deed-received = Handed in
deed-rated = Rated
deed-linked = Linked to an incident
deed-geolocation = Recorded where
deed-chronolocation = Recorded when
deed-settled-geolocation = Decided which place holds
deed-settled-chronolocation = Decided which time holds
deed-signed = Signed this revision
deed-signed-before = Signed an earlier revision

check-met = met
check-unmet = not met
check-open = for you to weigh
check-consent = The submitter agreed to publication
check-rating = It is rated, with content notes
check-people = People who could be recognised
check-people-public = It was noted that it identifies people, and a picture would be public. Return it unless every person is safe.
check-people-redacted = It was noted that it identifies people, and a redacted copy would be public. Look at that copy before you sign.
check-people-withheld = It was noted that it identifies people. No picture will be public.
check-people-none = Nobody noted anything that identifies people. Look again before you sign.
check-precision = How finely places are published
check-redaction = Faces, plates, names and homes covered
check-redaction-wanted = Nothing is covered yet, so no picture will be public until a verifier or lead makes a redacted copy.
check-redaction-advised = It was noted that it identifies people and nothing is covered, so a plain copy would be public. A verifier or lead can make a redacted copy.
check-redaction-none = Nobody asked for anything to be covered.
check-redaction-failed = A redacted copy could not be made. Whoever drew it can see why and draw it again.
check-redaction-unconfirmed = A redacted copy is made, and nobody but its author has looked at it from start to end. It cannot be published before somebody has.
check-redaction-confirmed = Covered, and somebody other than the author has looked at the copy from start to end.
check-picture = Picture or recording
check-incident = It is linked to an incident
check-objections = Objections are answered
check-objections-words = { $all ->
    [0] Nobody objected.
   *[other] { $answered } of { $all } answered.
}
check-matches = Likenesses are answered
check-matches-words = { $all ->
    [0] Nothing like it found in this project.
   *[other] { $answered } of { $all } answered.
}

public-cell = At the centre of cells of { $metres } m. Nothing finer leaves the project.
public-cell-none = As found. This project publishes exact coordinates.
public-nothing = Nothing
public-nothing-why = The submitter allowed internal use only. It stays inside the team.
public-incident = On the page of
public-incident-none = no incident yet: it cannot be published before it is linked to one
public-place = Place
public-place-value = { $point }, within { $metres } m
public-place-none = none yet
public-time = Time
public-time-value = { $earliest } to { $latest }, rounded to the hour
public-time-none = none yet
public-picture = Picture
public-picture-yes = A copy without metadata, behind a cover
public-picture-redacted = The redacted copy, without metadata, behind a cover
public-picture-needs-confirmation = None yet: somebody other than its author has to look at the redacted copy from start to end
public-picture-no-consent = None: the submitter allowed internal use only
public-picture-needs-redaction = None: the submitter asked for people to be hidden first, and there is no such copy
public-picture-too-hard = None: it is too hard to look at, or not rated
public-picture-no-copy = None: no copy without metadata could be made
public-never = Never
public-never-what = Names, comments, reasoning, links, the original and its digest
