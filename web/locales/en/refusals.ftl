# Every “no”, in words: what is missing and who can supply it. One key for each refusal, field error and problem.

refusal-stale = This item has changed since you opened it (you saw step { $seen }, it is now at { $now }). Nothing you typed is lost; look at what changed and send it again.
refusal-held-by-another = { $name } is working on this item until { $until }. You can read it, comment, or wait until they give it back.
refusal-not-held-by-you = Claim the item first, so that others see you are working on it.
refusal-no-such-move = This stage has no such step. The page was probably open for a while; reload it.
refusal-not-at-this-stage = This belongs to another stage than the one the item is at now.
refusal-item-is-settled = This item has come to its end. It can be read and commented on; only a lead’s retraction changes what is public.
refusal-needs-role = Only a { $roles } can do this.
refusal-intake-not-finished = The machine is still examining the files. It goes on by itself, usually within a minute.
refusal-needs-rating = Nobody has rated how hard this is to look at. A verifier rates it at triage.
refusal-needs-incident = It is not linked to an incident. A verifier can link it at triage or open a new incident.
refusal-needs-duplicate-named = Say which item it duplicates.
refusal-needs-reason = Give a reason. The people who worked on it will read it.
refusal-needs-finding = { $kind ->
    [geolocation] No place has been established. A verifier records where it was filmed.
    [chronolocation] No time has been established. A verifier records when it was filmed.
   *[other] { $kindwords } is missing. A verifier records it.
}
refusal-needs-another-finding = { $kind ->
    [geolocation] { $have } of { $need } independent geolocations are recorded. Another verifier has to place it without seeing the first answer.
    [chronolocation] { $have } of { $need } independent chronolocations are recorded. Another verifier has to date it.
   *[other] { $have } of { $need } answers for { $kindwords } are recorded. Another verifier has to answer.
}
refusal-findings-disagree = { $kind ->
    [geolocation] Two geolocations disagree. A lead decides which one holds.
    [chronolocation] Two chronolocations disagree. A lead decides which one holds.
   *[other] Findings for { $kindwords } disagree. A lead decides which one holds.
}
refusal-not-concluded-impossible = { $kind ->
    [geolocation] Nobody has concluded that it cannot be geolocated, or someone placed it. Record your conclusion first.
    [chronolocation] Nobody has concluded that it cannot be dated, or someone dated it. Record your conclusion first.
   *[other] Nobody has concluded that { $kindwords } is impossible. Record your conclusion first.
}
refusal-needs-sign-off = { $have } of { $need } sign-offs are given for this revision. A lead who neither submitted it nor wrote a finding that counts can sign.
refusal-revision-changed = It was edited after it was signed. A lead has to look at the new revision and sign again.
refusal-own-submission = You handed this item in, so someone else has to sign it off.
refusal-own-finding = { $kind ->
    [geolocation] You wrote the geolocation that counts, so another lead has to sign it off.
    [chronolocation] You wrote the chronolocation that counts, so another lead has to sign it off.
   *[other] You wrote a finding that counts, so another lead has to sign it off.
}
refusal-already-signed = You have signed this revision. The other signature has to come from another lead.
refusal-open-objection = { $count ->
    [one] One objection is not answered. Whoever raised it, or a lead, can answer it.
   *[other] { $count } objections are not answered. Whoever raised them, or a lead, can answer them.
}
refusal-redaction-not-confirmed = { $count ->
    [one] A redacted copy has not been confirmed. A verifier or lead other than its author has to look at it from start to end.
   *[other] { $count } redacted copies have not been confirmed. A verifier or lead other than their author has to look at them from start to end.
}
refusal-own-redaction = You drew this redaction. Another verifier or lead has to look at the copy.
refusal-no-such-redaction = This redaction no longer counts, its copy is not made yet, or it has been confirmed already. Reload the page.
refusal-no-such-objection = That objection does not exist or has been answered already.
refusal-not-yours-to-answer = Only the person who objected, or a lead, can answer an objection.
refusal-consent-forbids = The submitter allowed internal use only. Nothing of it can be published unless they change that with their receipt.
refusal-no-such-finding = That finding has been replaced by a newer one or does not exist.
refusal-needs-account = This needs an account. Sign in and try again.
refusal-cannot-migrate = The item cannot go on under that workflow: it is not newer, or it lacks the stage the item is at.

error-bound-earliest-missing = Give at least one piece of evidence for the earliest time.
error-bound-latest-missing = Give at least one piece of evidence for the latest time.
error-box-outside = The box for “{ $detail }” reaches outside the frame. Draw it again.
error-choice-missing = Choose one of the answers.
error-code-taken = Another project already has the code { $detail }. Choose another.
error-comment-empty = Write something first.
error-comment-long = The comment is too long: at most { $detail } characters.
error-consent-missing = Choose how it may be used.
error-coordinates-unreadable = Cairn cannot read these coordinates: { $detail }. Decimal degrees such as 34.5281, 69.1723 always work.
error-count-reversed = The lowest count is higher than the highest.
error-count-unreadable = “{ $detail }” is not a whole number. Leave it empty if it is unknown; 0 means known to be none.
error-date-unreadable = “{ $detail }” is not a date. Write it as 2022-09-30.
error-email-taken = There is already an account with this email.
error-email-unreadable = This is not an email address.
error-features-few = A geolocation needs at least two matched features; this one has { $detail }.
error-field-missing = Fill this in.
error-file-empty = { $detail } is empty. Choose the file again, or leave it out.
error-file-kind = { $detail } is not a photo, video or sound that Cairn knows. Send it as JPEG, PNG, HEIC, MP4 or MOV, or send a link.
error-file-large = Too large: { $detail } at most. Send a shorter part, or a link.
error-files-many = Too many files at once: send at most { $detail }.
error-form-unreadable = The form did not arrive whole. Send it again.
error-interval-empty = The earliest time lies after the latest.
error-link-unreadable = “{ $detail }” is not a link. Links begin with https:// or http://.
error-name-missing = Give a name.
error-nothing-sent = Choose a file or paste a link.
error-number-out-of-range = Give a number within { $detail }.
error-password-short = The password is too short: at least { $detail } characters.
error-reasoning-missing = Say in a few words how you know.
error-receipt-unknown = There is no submission with these words. Check each word and the order.
error-receipt-unreadable = A receipt code is seven words. Check the spelling and the order.
error-release-empty = There is nothing to publish yet. An item has to be signed off first.
error-template-flawed = This workflow breaks one of Cairn’s promises: { $detail }
error-template-unknown = There is no workflow called { $detail }.
error-text-long = The text is too long: at most { $detail } characters.
error-time-in-future = The earliest time lies in the future.
error-time-unreadable = “{ $detail }” is not a time. Write it as 2022-09-30 07:31.
error-time-unreal = This time does not exist in that time zone: { $detail }
error-scanner-found = The malware scanner found something in this file. Fetch it from the item’s page, which warns you first.
error-not-looked-yet = This shows more than you have chosen to see. Take the steps of looking on the item's page first.
error-upload-broken = The upload stopped before it was complete. Send it again.
error-zone-unknown = “{ $detail }” is not a time zone. Use a name such as Asia/Kabul.
error-check-missing = Tick this when you have done it. Without it nothing is signed.
error-incident-unknown = There is no incident “{ $detail }” in this project. Choose one from the list or open a new one.
error-item-unknown = There is no item “{ $detail }” in this project. An id looks like 7K3QXM.
