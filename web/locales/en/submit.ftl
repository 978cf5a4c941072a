# Handing in evidence and coming back with the receipt. Read on phones, by people who may be in danger.

submit-title = Submit evidence
submit-lead = Hand over photos, videos or links. You need no account, and we ask no name.
submit-before-title = Before you send
submit-before-kept = We keep the file exactly as it is, with everything stored inside it. Only the team sees that.
submit-before-network = We do not store your network address or what browser you use.
submit-before-phone = After sending, think about whether the file is safe to keep on your phone.
submit-before-danger = If sending this could put you or someone else in danger, do not send it from where you are now.
submit-inside-title = What is inside a photo or video file
submit-inside-place = Often the exact place where it was recorded, and the time.
submit-inside-device = The kind of phone or camera, sometimes its serial number.
submit-inside-people = Voices, faces, reflections and what can be seen from a window.
submit-inside-name = The file’s name, which may hold a date or a name.
submit-safer-title = Safer ways to send
submit-safer-place = Send from another place than where it was recorded or where you live, and not at once if people saw you record.
submit-safer-tor = Use Tor Browser if you can. This page works with its safest setting.
submit-safer-device = Use a device and a network that are not in your name.
submit-safer-link = If it is already public, send only the link.
submit-keep-title = What we keep and what we do not
submit-keep-file = We keep: the file as you send it, its name, and its fingerprint.
submit-keep-words = We keep: the links and words you type here.
submit-keep-receipt = We keep: a fingerprint of your receipt, not the seven words themselves.
submit-keep-not = We do not keep:
submit-keep-not-name = Your name, telephone number or email. We do not ask for them.
submit-keep-not-others = Anything that others could use to follow you: this page loads nothing from other companies.

submit-files = Photos, videos or sound
submit-files-hint = You can choose several. Send the original if you have it: copies from messaging apps lose detail. You may also send only links.
submit-links = Links
submit-links-hint = Posts or pages where it can be seen. One on each line.
submit-what = What does it show? (optional)
submit-what-hint = In your own words, in any language.
submit-where = Where do you believe it was recorded? (optional)
submit-where-hint = A place, a street, a landmark, or coordinates. “I don’t know” is fine.
submit-when = When do you believe it was recorded? (optional)
submit-when-hint = A date, a time of day, or “the day after Eid”.
submit-consent = How may it be used?
submit-consent-hint = You can change this later with your receipt.
submit-button = Send
submit-next = You then get seven words: your receipt.
submit-signed-in-as = You are signed in as { $name }. What you hand in is tied to your account.
submit-limit = Up to { $files } files, { $size } each.

receipt-title = Your receipt
receipt-new-title = Received. Thank you.
receipt-new-lead = These seven words are the only way back to what you sent. We cannot look them up for you.
receipt-new-stored = What you sent is stored safely.
receipt-once = They are shown this once.
receipt-for-title = What the words are for
receipt-for-standing = To see how it stands: whether people work on it and whether it was published.
receipt-for-withdraw = To take it back, as long as it is not public.
receipt-for-fingerprint = To see the fingerprint (SHA-256) of each file: a number that only this very file has. Compare it with your own copy, and you know that what we hold is what you sent.
receipt-next-steps = A machine reads the files first, then a person looks. Verifying can take days or weeks.
receipt-lost-title = If you lost the words
receipt-lost-words = We cannot look them up, and nobody can see your submission without them. It is still worked on. You can hand the same file in again: Cairn sees that it is the same.
receipt-sent-files = Files
receipt-sent-links = Links
receipt-withdraw-final = This cannot be undone with the receipt. You can hand it in again.
receipt-leave = When you are done, close this page. On a shared device also clear what the browser remembers.
receipt-words = Your receipt code
receipt-write-down = Write them down on paper, in this order. Anyone who has the words can see how it stands and take it back.
receipt-done = I have written them down
receipt-ask-title = Use a receipt code
receipt-ask-lead = Type the seven words you were given, with spaces between them.
receipt-code = The seven words
receipt-code-hint = Capital letters and extra spaces do not matter.
receipt-show = Show how it stands
receipt-since = Since
receipt-received = Received
receipt-project = Project
receipt-sent = What you sent
receipt-files = { $count ->
    [0] no files
    [one] 1 file
   *[other] { $count } files
}
receipt-links = { $count ->
    [0] no links
    [one] 1 link
   *[other] { $count } links
}
receipt-fingerprints = Fingerprints of the files (SHA-256)
receipt-fingerprints-why = If you still have a file, you can compare: the same file has the same fingerprint.
receipt-withdraw-title = Take it back
receipt-withdraw-why = It will not be worked on or published. The team keeps the fact that something was taken back.
receipt-withdraw = Take it back
receipt-cannot-withdraw = It cannot be taken back here any more: the work on it has ended, or it is public. What is public is withdrawn by the team, in the open.

standing-received = Received
standing-received-words = It has arrived and is being examined by the machine. A person looks at it next.
standing-in-review = Being verified
standing-in-review-words = People are establishing where and when it was recorded. This can take days or weeks.
standing-decision = Waiting for a decision
standing-decision-words = Place and time have been looked at. A lead decides, and then it waits for the next release.
standing-published = Published
standing-published-words = It is part of the public dataset, as far as you allowed.
standing-closed = Not published
standing-closed-words = It will not be published: it was outside the project’s scope, already known, or could not be verified. It may still have helped.
standing-withdrawn = Taken back
standing-withdrawn-words = You took it back. It is not worked on and not published.
standing-retracted = Withdrawn by the team
standing-retracted-words = It was public and the team withdrew it, in the open and with a reason.

receipt-consent = How it may be used
receipt-consent-hint = If you narrow this after publication, what you no longer allow is taken down at once and left out of the next release. Copies that others made cannot be called back.
receipt-consent-action = Change how it may be used
