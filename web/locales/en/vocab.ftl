# One key for each code of each closed vocabulary: vocab-<vocabulary>-<code>, underscores as dashes. A key ending in -meaning is the
# sentence beside it where people choose.

vocab-role-reader = reader
vocab-role-volunteer = volunteer
vocab-role-verifier = verifier
vocab-role-lead = lead
vocab-role-admin = admin
vocab-role-reader-meaning = Reads the dataset of a project that is not public.
vocab-role-volunteer-meaning = Hands in evidence and follows it.
vocab-role-verifier-meaning = Establishes where and when.
vocab-role-lead-meaning = Signs off, settles disputes, builds releases.
vocab-role-admin-meaning = Runs the project: members, workflow, settings. May not sign off.

vocab-consent-internal = Keep it inside the team
vocab-consent-internal-meaning = The team may look at it and count it. Nothing of it is published.
vocab-consent-publish-redacted = Publish with faces and details hidden
vocab-consent-publish-redacted-meaning = What was found may be published, with a copy in which people cannot be recognised.
vocab-consent-publish = Publish it
vocab-consent-publish-meaning = What was found and the picture or recording may be published.

vocab-sensitivity-none = Nothing distressing
vocab-sensitivity-mild = Distressing
vocab-sensitivity-graphic = Graphic
vocab-sensitivity-extreme = Extreme
vocab-sensitivity-none-meaning = It can be shown in lists.
vocab-sensitivity-mild-meaning = Distressing, without bodies or blood in view.
vocab-sensitivity-graphic-meaning = Blood, bodies or suffering in view.
vocab-sensitivity-extreme-meaning = Killing, torture, sexual violence, children harmed.

vocab-content-note-blood = Blood
vocab-content-note-bodies = Dead bodies
vocab-content-note-injured = Injured people
vocab-content-note-children = Children in distress
vocab-content-note-sexual-violence = Sexual violence
vocab-content-note-torture = Torture
vocab-content-note-killing = Killing shown
vocab-content-note-distressing-sound = Distressing sound
vocab-content-note-explosion = Explosion or flash
vocab-content-note-personal-information = Identifies people

vocab-finding-kind-geolocation = Geolocation
vocab-finding-kind-chronolocation = Chronolocation

vocab-confidence-confirmed = Confirmed
vocab-confidence-probable = Probable
vocab-confidence-possible = Possible
vocab-confidence-confirmed-meaning = Three independent features agree, or two of which one is unique.
vocab-confidence-probable-meaning = The features agree and nothing contradicts them.
vocab-confidence-possible-meaning = It fits, and so might another place or time.

vocab-precision-exact = Exact (within 10 m)
vocab-precision-vicinity = Vicinity (within 100 m)
vocab-precision-locality = Locality (within 1 km)
vocab-precision-settlement = Settlement (within 5 km)
vocab-precision-district = District (within 50 km)
vocab-precision-province = Province
vocab-precision-class-exact = Exact (within 10 m)
vocab-precision-class-vicinity = Vicinity (within 100 m)
vocab-precision-class-locality = Locality (within 1 km)
vocab-precision-class-settlement = Settlement (within 5 km)
vocab-precision-class-district = District (within 50 km)
vocab-precision-class-province = Province

vocab-time-precision-minute = To the minute
vocab-time-precision-hour = To the hour
vocab-time-precision-part-of-day = To the part of the day
vocab-time-precision-day = To the day
vocab-time-precision-week = To the week
vocab-time-precision-month = To the month
vocab-time-precision-bounded-only = Only the two bounds are known

vocab-time-effect-earliest = Not before
vocab-time-effect-latest = Not after
vocab-time-effect-window = Between
vocab-time-effect-excludes = Not between

vocab-time-evidence-kind-first-seen = First seen online
vocab-time-evidence-kind-upload = Put online
vocab-time-evidence-kind-archive-capture = Captured by an archive
vocab-time-evidence-kind-metadata = Metadata in the file
vocab-time-evidence-kind-signed-time = Capture time signed by a device
vocab-time-evidence-kind-shadow-azimuth = Direction of a shadow
vocab-time-evidence-kind-shadow-ratio = Length of a shadow
vocab-time-evidence-kind-visible-sun = The sun in view
vocab-time-evidence-kind-visible-clock = A clock in view
vocab-time-evidence-kind-weather = Weather
vocab-time-evidence-kind-known-event = Another dated event
vocab-time-evidence-kind-satellite = Satellite images
vocab-time-evidence-kind-prayer-call = A call to prayer
vocab-time-evidence-kind-statement = What someone said
vocab-time-evidence-kind-other = Something else

vocab-scan-verdict-clean = The malware scanner found nothing in this file.
vocab-scan-verdict-found = The malware scanner found something in this file.
vocab-scan-verdict-unknown = The malware scanner could not say anything of this file.

vocab-media-kind-photo = Photo
vocab-media-kind-video = Video
vocab-media-kind-audio = Sound
vocab-media-kind-other = Other file

vocab-derivative-kind-cover = Cover
vocab-derivative-kind-small-grey = Small and grey
vocab-derivative-kind-large-grey = Large and grey
vocab-derivative-kind-preview = In colour
vocab-derivative-kind-thumbnail = Thumbnail
vocab-derivative-kind-contact-sheet = Contact sheet
vocab-derivative-kind-proxy = Playable copy
vocab-derivative-kind-public-copy = Public copy
vocab-derivative-kind-snapshot = Frame
vocab-derivative-kind-waveform = Waveform
vocab-derivative-kind-redacted = Redacted copy

vocab-match-verdict-same-file = Same file
vocab-match-verdict-same-footage = Same footage
vocab-match-verdict-excerpt-of = One is part of the other
vocab-match-verdict-same-event = Same event, another angle
vocab-match-verdict-unrelated = Unrelated
vocab-match-verdict-same-file-meaning = Byte for byte the same.
vocab-match-verdict-same-footage-meaning = The same recording, sent on, re-encoded or cropped.
vocab-match-verdict-excerpt-of-meaning = One is a trimmed part of the other.
vocab-match-verdict-same-event-meaning = Two recordings of the same event: they support each other.
vocab-match-verdict-unrelated-meaning = They only look alike. You will not be asked again.

vocab-nearness-automatic = Almost certainly the same
vocab-nearness-for-a-person = Looks alike
vocab-nearness-none = Different

vocab-transform-original = upright
vocab-transform-rotate90 = turned a quarter
vocab-transform-rotate180 = upside down
vocab-transform-rotate270 = turned three quarters
vocab-transform-flip-x = mirrored
vocab-transform-flip-y = mirrored upside down

vocab-claim-status-not-assessed = Not assessed
vocab-claim-status-corroborated = Corroborated
vocab-claim-status-unverified = Nothing found
vocab-claim-status-contradicted = Contradicted
vocab-claim-status-not-assessed-meaning = Nobody has looked yet.
vocab-claim-status-corroborated-meaning = Evidence agrees with it.
vocab-claim-status-unverified-meaning = Nothing was found. That does not mean it is false.
vocab-claim-status-contradicted-meaning = Evidence against it was found.

vocab-stage-kind-intake = Machine at work
vocab-stage-kind-work = Being worked on
vocab-stage-kind-judgement = A lead decides
vocab-stage-kind-settled = Settled

vocab-outcome-published = Published
vocab-outcome-rejected = Rejected
vocab-outcome-duplicate = Duplicate
vocab-outcome-unverifiable = Cannot be verified
vocab-outcome-withdrawn = Withdrawn by the submitter
vocab-outcome-retracted = Retracted

vocab-trigger-person = Someone decides
vocab-trigger-sign-off = Follows the sign-off
vocab-trigger-machine = The machine
vocab-trigger-release = With the release
vocab-trigger-submitter = The submitter

vocab-standing-received = Received
vocab-standing-in-review = Being verified
vocab-standing-decision = Waiting for a decision
vocab-standing-published = Published
vocab-standing-closed = Not published
vocab-standing-withdrawn = Taken back
vocab-standing-retracted = Withdrawn by the team


vocab-action-submit = hand in evidence
vocab-action-view-items = see items
vocab-action-view-original = download originals
vocab-action-comment = comment
vocab-action-claim = claim an item
vocab-action-triage = triage
vocab-action-record-finding = record a finding
vocab-action-answer-match = answer a match
vocab-action-confirm-matches = confirm many matches at once
vocab-action-object = object
vocab-action-move = move an item
vocab-action-sign-off = sign off
vocab-action-settle = settle a dispute
vocab-action-edit-incidents = edit incidents
vocab-action-edit-terms = edit vocabularies
vocab-action-build-release = build a release
vocab-action-retract = retract
vocab-action-administer = manage members and settings

# The built-in workflows’ stages and moves. Projects’ own show the name they were given. A move’s words say what will happen.
vocab-stage-intake = Intake
vocab-stage-triage = Triage
vocab-stage-geolocation = Geolocation
vocab-stage-second-geolocation = Second geolocation
vocab-stage-disputed-place = Disputed place
vocab-stage-chronolocation = Chronolocation
vocab-stage-second-chronolocation = Second chronolocation
vocab-stage-disputed-time = Disputed time
vocab-stage-location = Place and time
vocab-stage-sign-off = Sign-off
vocab-stage-approved = Waits for a release
vocab-stage-published = Published
vocab-stage-rejected = Rejected
vocab-stage-duplicate = Duplicate
vocab-stage-unverifiable = Cannot be verified
vocab-stage-withdrawn = Withdrawn
vocab-stage-retracted = Retracted

vocab-move-admit = Send to triage
vocab-move-accept = Accept for verification
vocab-move-set-aside = Reject: out of scope
vocab-move-call-duplicate = Settle as a duplicate
vocab-move-place-proposed = Send to a second geolocator
vocab-move-place-established = Send on to chronolocation
vocab-move-no-place = Settle as impossible to geolocate
vocab-move-dispute-place = Ask a lead to decide the place
vocab-move-place-settled = Accept the place and go on
vocab-move-place-reopened = Send back to geolocation
vocab-move-place-undecidable = Settle: the place cannot be decided
vocab-move-place-and-time-established = Send to sign-off
vocab-move-time-proposed = Send to a second chronolocator
vocab-move-time-established = Send to sign-off
vocab-move-no-time = Settle as impossible to date
vocab-move-dispute-time = Ask a lead to decide the time
vocab-move-time-settled = Accept the time and go on
vocab-move-time-reopened = Send back to chronolocation
vocab-move-time-undecidable = Settle: the time cannot be decided
vocab-move-back-to-triage = Send back to triage
vocab-move-back-to-geolocation = Send back to geolocation
vocab-move-back-to-chronolocation = Send back to chronolocation
vocab-move-return-to-triage = Send back to triage
vocab-move-return-to-geolocation = Send back to geolocation
vocab-move-return-to-chronolocation = Send back to chronolocation
vocab-move-return-to-location = Send back to place and time
vocab-move-return-to-place = Send back to geolocation
vocab-move-reject-at-sign-off = Reject
vocab-move-approve = Sign off
vocab-move-publish = Publish with the next release
vocab-move-reopen = Take back for another look
vocab-move-retract = Withdraw from the dataset
vocab-move-withdraw = Take back

# The Afghanistan template’s vocabularies.
vocab-event-type-suicide-bombing = Suicide bombing
vocab-event-type-bombing = Bombing
vocab-event-type-complex-attack = Complex attack
vocab-event-type-shooting = Shooting
vocab-event-type-assassination = Assassination
vocab-event-type-ambush = Ambush
vocab-event-type-roadside-bomb = Roadside bomb
vocab-event-type-magnetic-bomb = Magnetic bomb
vocab-event-type-grenade = Grenade
vocab-event-type-rocket = Rocket or mortar fire
vocab-event-type-abduction = Abduction
vocab-event-type-sabotage = Sabotage
vocab-event-type-other = Other

vocab-target-taliban = Taliban
vocab-target-shia = Shia
vocab-target-hazara = Hazara
vocab-target-sufi = Sufi
vocab-target-sikh = Sikh and Hindu
vocab-target-civilians = Civilians
vocab-target-diplomatic = Diplomatic mission
vocab-target-foreign-nationals = Foreign nationals
vocab-target-journalists = Journalists
vocab-target-religious-leaders = Religious leaders
vocab-target-officials = Officials
vocab-target-infrastructure = Infrastructure
vocab-target-other = Other

vocab-location-type-religious-service = Religious service
vocab-location-type-school = School or training centre
vocab-location-type-hospital = Hospital
vocab-location-type-market = Market or shop
vocab-location-type-funeral = Funeral
vocab-location-type-wedding = Wedding
vocab-location-type-embassy = Embassy
vocab-location-type-hotel = Hotel
vocab-location-type-government-building = Government building
vocab-location-type-military-site = Military site
vocab-location-type-checkpoint = Checkpoint
vocab-location-type-patrol = Patrol
vocab-location-type-road = Road
vocab-location-type-transport-hub = Transport hub
vocab-location-type-public-transport = Public transport
vocab-location-type-residence = Home
vocab-location-type-cultural-centre = Cultural centre
vocab-location-type-power-infrastructure = Power line
vocab-location-type-open-ground = Open ground
vocab-location-type-other = Other

vocab-notation-decimal = decimal degrees
vocab-notation-dms = degrees, minutes, seconds
vocab-notation-ddm = degrees and decimal minutes
vocab-notation-mgrs = a military grid reference
vocab-notation-utm = UTM
vocab-notation-plus-code = a Plus code
vocab-notation-iso6709 = ISO 6709
vocab-notation-geo-uri = a geo: address
vocab-notation-map-link = a link to a map

vocab-audit-kind-acts-begun = acts are recorded from here on
vocab-audit-kind-account-found = account was there already
vocab-audit-kind-member-found = member was there already
vocab-audit-kind-finding-found = finding was there already
vocab-audit-kind-comment-found = comment was there already
vocab-audit-kind-file-viewed = looked at a file
vocab-audit-kind-original-downloaded = downloaded an original
vocab-audit-kind-uncovered = uncovered a file
vocab-audit-kind-exported = took a table out
vocab-audit-kind-finding-recorded = recorded a finding
vocab-audit-kind-comment-written = wrote a comment
vocab-audit-kind-match-answered = judged a pair of files
vocab-audit-kind-incident-changed = changed an incident
vocab-audit-kind-claim-changed = changed a claim
vocab-audit-kind-release-built = built a release
vocab-audit-kind-release-signed = signed and published a release
vocab-audit-kind-retracted = took a published record back
vocab-audit-kind-account-created = account made
vocab-audit-kind-password-changed = password changed
vocab-audit-kind-account-disabled = account disabled
vocab-audit-kind-account-enabled = account enabled
vocab-audit-kind-sessions-ended = sessions ended
vocab-audit-kind-second-factor-set = second factor set up
vocab-audit-kind-second-factor-reset = second factor taken away
vocab-audit-kind-file-scanned = file looked at by the malware scanner
vocab-audit-kind-passkey-added = passkey added
vocab-audit-kind-passkey-removed = passkey removed
vocab-audit-kind-passkey-suspected = passkey refused: it may have been copied
vocab-audit-kind-second-factor-required = said who needs a second factor
vocab-audit-kind-member-added = member let in
vocab-audit-kind-role-changed = role changed
vocab-audit-kind-member-removed = member removed
vocab-audit-kind-invitation-made = invitation made
vocab-audit-kind-invitation-used = invitation taken up
vocab-audit-kind-invitation-revoked = invitation taken back
vocab-audit-kind-token-made = token made
vocab-audit-kind-token-revoked = token ended
vocab-audit-kind-project-opened = project opened
vocab-audit-kind-sealing-changed = changed what is sealed of files
vocab-audit-kind-setting-changed = changed a list or setting
vocab-audit-kind-list-added = added a partner’s list
vocab-audit-kind-list-removed = removed a partner’s list
vocab-audit-kind-mode-changed = changed how far the instance is open
vocab-audit-kind-ledger-restarted = began a new ledger beside the old one

vocab-export-claims = claims
vocab-export-analysis = analysis
vocab-export-pdq = hashes of photos
vocab-export-vpdq = hashes of videos
vocab-export-acts = the record of acts
vocab-export-certificate = the custody report of an item

vocab-setting-terms = terms
vocab-setting-confirm-from = score from which pairs may be confirmed together
vocab-setting-low-visibility = provinces of which little is seen
vocab-setting-gazetteers = gazetteers
vocab-setting-boundaries = boundaries
vocab-setting-map-layers = map layers
vocab-setting-methodology = methodology

vocab-mode-open = open
vocab-mode-read-only = read-only
vocab-mode-locked = locked

vocab-sign-in-means-password = password
vocab-sign-in-means-code = code of the app
vocab-sign-in-means-recovery-code = recovery code
vocab-sign-in-means-passkey = passkey

vocab-sign-in-outcome-in = signed in
vocab-sign-in-outcome-half = password right, second factor to follow
vocab-sign-in-outcome-wrong = wrong
vocab-sign-in-outcome-disabled = right, but the account is disabled

vocab-token-scope-read = read items and incidents
vocab-token-scope-submit = hand in evidence
