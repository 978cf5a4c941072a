# The custody report of an item: a page of its own, in a bag with the proofs.

certificate-download = Custody report
certificate-download-why = A bag with the whole record of this item for a court or a partner: findings, dissent, history, proofs. It names who did the work. You are asked for your password first.

certificate-title = Custody report of { $item }
certificate-kind = Custody report
certificate-synthetic = Invented for a demonstration. Nothing in it happened.
certificate-project = Project
certificate-made = Made
certificate-made-by = Made by
certificate-software = With
certificate-operator = The operator of this server
certificate-person = { $name }, { $role }
certificate-by-at = { $name }, { $at }
certificate-by-at-event = { $name }, { $at }, event { $seq }
certificate-times = Times are in UTC, by the server’s clock. The team works in the zone { $zone }.

certificate-attests = What this report shows
certificate-attests-1 = Since Cairn received each file, its bytes have had the SHA-256 that stands in this report.
certificate-attests-2 = The events in the history were recorded in this order, by the named accounts in the named roles, at the times of the server’s clock.
certificate-attests-3 = Each event that has a proof is in the ledger under the signed checkpoint, unchanged; anybody can verify that without Cairn.
certificate-no-attest = What it does not show
certificate-no-attest-1 = What happened to a file before Cairn received it: who recorded it, with what, and whether it was changed.
certificate-no-attest-2 = That what the submitter or the file says about itself is true; both are kept as claims.
certificate-no-attest-3 = That the findings are right. They are the recorded conclusions of the named people.
certificate-no-attest-4 = That the server’s clock was right, or that an account was used by its owner.
certificate-no-attest-5 = Words, comments and files beside the events: the ledger fixes that an event happened and the digests in it, not the reasons that people wrote with it.
certificate-no-attest-6 = This is a record, not an expert opinion.

certificate-withheld = What this report leaves out
certificate-withheld-submitter = Who handed the item in. It is not in this report, nor in any proof that comes with it.
certificate-withheld-conversation = { $count ->
    [one] What was said with the submitter, once: it may say who they are. The event is listed, its words are not.
   *[other] What was said with the submitter, { $count } times: it may say who they are. The events are listed, their words are not.
  }
certificate-withheld-raw-metadata = { $count ->
    [one] One statement of the files about themselves that may name a person or a device. It stays sealed.
   *[other] { $count } statements of the files about themselves that may name a person or a device, file names among them. They stay sealed.
  }
certificate-withheld-sources = { $count ->
    [one] One link: the submitter asked that the item stays inside the team.
   *[other] { $count } links: the submitter asked that the item stays inside the team.
  }
certificate-withheld-redaction-words = { $count ->
    [one] What one covered region hides, in words meant for the team.
   *[other] What { $count } covered regions hide, in words meant for the team.
  }
certificate-withheld-comments = { $count ->
    [one] One comment: talk beside the record, which no proof covers. Dissent is recorded as an objection and stands below.
   *[other] { $count } comments: talk beside the record, which no proof covers. Dissent is recorded as an objection and stands below.
  }

certificate-item = The item
certificate-received = Received
certificate-channel = Came in by
certificate-submitter = Submitter
certificate-submitter-value = Withheld
certificate-claimed-what = Submitter says: what
certificate-claimed-place = Submitter says: where
certificate-claimed-time = Submitter says: when
certificate-consent = May be used
certificate-stage = Stands at
certificate-rating = Rated
certificate-duplicate-of = Duplicate of
certificate-revision = Present revision
certificate-uuid = Id in events
vocab-custody-channel-public-form = The open form; nobody was signed in
vocab-custody-channel-member = A member of the project, signed in

certificate-files = Files as received
certificate-files-lead = Hashes were computed while the bytes came in. What a file says about itself is a claim.
certificate-files-none = There are no files.
certificate-file = File { $number }: { $kind }
certificate-sha256 = SHA-256
certificate-size = Size
certificate-size-value = { $bytes } bytes ({ $size })
certificate-mime = Type, by its bytes
certificate-file-received = Received
certificate-received-with = { $at }, with event { $seq }
certificate-name = Original name
certificate-name-value = Sealed, if the device gave one
certificate-pixels = Measure
certificate-length = Length
certificate-sealed = Sealed statements
certificate-sealed-value = { $count }
certificate-problem = Problem
certificate-path = In this bag
certificate-claims = What it says about itself
certificate-contradictions = What does not fit
certificate-derived = Made from it
certificate-kept = Frames that were kept

certificate-sources = Links as given
certificate-sources-lead = As the submitter typed them. Nobody has vouched for them here.
certificate-sources-none = No links were given.
certificate-source-withheld = A link, withheld

certificate-incidents = Incidents
certificate-incidents-none = It was never linked to an incident.
certificate-linked = Linked now
certificate-unlinked = Not linked any more

certificate-findings = Findings
certificate-findings-lead = All of them, oldest first, those that were replaced or overruled included.
certificate-findings-none = Nothing was concluded about its place or time.
certificate-confidence = Confidence
vocab-custody-standing-counts = Counts
vocab-custody-standing-settled = A lead decided for it
vocab-custody-standing-overruled = A lead decided against it
vocab-custody-standing-superseded = Replaced

certificate-dissent = Dissent
certificate-dissent-none = Nobody has objected.
certificate-objection = Objection, event { $seq }
certificate-open = Not answered
certificate-answered = Answered
certificate-answer = { $name }, event { $seq }: { $words }

certificate-sign-offs = Sign-offs
certificate-sign-offs-lead = A sign-off names one exact revision. A later change makes it stale.
certificate-sign-offs-none = Nobody has signed it off.
certificate-signed = Sign-off, event { $seq }
certificate-signed-current = Of the present revision
certificate-signed-stale = Stale
certificate-signed-revision = Revision

certificate-redactions = Redactions
certificate-redactions-lead = What was covered in copies. The files as received were not touched.
certificate-redactions-none = Nothing was covered.
certificate-redaction = Redaction
certificate-redacted-file = Of the file
certificate-copy = Copy
certificate-confirmed = Copy looked at by
certificate-unconfirmed = Nobody else
certificate-regions = Covered
certificate-region = { $left } % from the left, { $top } % from the top, { $width } % wide, { $height } % high; { $keyframes ->
    [one] it stays there
   *[other] it moves over { $keyframes } keyframes
  }
certificate-sound-keep = As it was
certificate-sound-remove = Taken out
certificate-sound-silence = Silenced in parts

certificate-matches = Files that look alike
certificate-matches-open = { $count ->
    [one] One more match waits for an answer.
   *[other] { $count } more matches wait for an answer.
  }
certificate-matches-none = No match was answered.
certificate-match = { $item }: { $verdict }

certificate-publication = Publication
certificate-public-now = It is in the published dataset now.
certificate-public-not = It is not in the published dataset now.
certificate-published = Published
certificate-published-in = Published with release { $release }
certificate-retracted = Taken back after release { $release }

certificate-history = History
certificate-history-lead = Every event, in order. Words in quotation are the person’s reason and stand beside the ledger.
certificate-column-number = No.
certificate-column-when = When
certificate-column-what = What happened
certificate-column-proof = Ledger
certificate-entry = Entry { $index }
certificate-words-withheld = (words withheld)
certificate-who-withheld = A member, name withheld
vocab-custody-no-proof-not-yet-signed = Not under a signed checkpoint yet
vocab-custody-no-proof-salt-destroyed = No proof: what opens the entry was destroyed
vocab-custody-no-proof-withheld = Proof withheld: it would name the submitter
vocab-custody-no-proof-does-not-hold = The ledger has something else here. Ask the operator why

certificate-ledger = Ledger
certificate-ledger-lead = The public log that the proofs lead to. README.txt says how to verify it, with Cairn’s program or without it.
certificate-stamp = Time-stamped
certificate-stamp-authority = By an authority (RFC 3161), which says: { $at }.
certificate-stamp-block = With OpenTimestamps, in Bitcoin block { $block }.
certificate-stamp-pending = With OpenTimestamps; not in a Bitcoin block yet.
certificate-stamp-under = Over a checkpoint of { $size } entries, under which { $proven } events of this item are proven; stamps/ has both.
certificate-ledger-none = No checkpoint was signed yet, so there are no proofs.
certificate-origin = Name
certificate-entries = Entries
certificate-root = Root
certificate-proven = Proven here
certificate-proven-value = { $proven } of { $all } events
certificate-key = Public key

certificate-people = People
certificate-people-lead = Proofs name accounts by id. These are the names the accounts go by now.
certificate-closing = This is a record, not an expert opinion. Do not publish it: it names people, and with the hashes somebody could look for the same files on phones and computers.
