# The record of an incident: its form, its page, its closed vocabularies.

incident-part-when = When
incident-part-where = Where
incident-part-what = What and whom
incident-part-who = Who is held to have done it
incident-part-people = Killed and injured
incident-part-record = The record
incident-not-stated = Not stated
incident-date-precision = How exactly the day is known
incident-date-end = Last day it may have been
incident-week-of = week of { $day }
incident-time = Time of day
incident-time-local = Time of day, as 07:30
incident-time-zone = Time zone, if not { $zone }
incident-time-precision = How exactly the time is known
incident-time-basis = What the time rests on
incident-no-point = No point has been given
incident-urban-rural = Town or country
incident-urban-rural-method = How town was told from country
incident-target-hint = The main one. More can be ticked below.
incident-target-more = Others who were hit
incident-location-more = Further kinds of place
incident-perpetrator = Perpetrator
incident-perpetrator-hint = As the register names them. Leave empty when nobody is named.
incident-attribution-kind = Where that comes from
incident-attribution-hint = Claimed means that the group said so itself. What looks like its work and was never claimed is assessed.
incident-hallmarks = bore the hallmarks, not claimed
incident-hallmarks-label = It bore the hallmarks of the perpetrator, and nothing more is known
incident-attribution-confidence = How sure the team is
incident-lowest = Lowest
incident-best = Best
incident-highest = Highest
incident-civilians-killed = Civilians killed
incident-civilians-injured = Civilians injured
incident-perpetrators-killed = Perpetrators killed
incident-casualty-basis = What the counts rest on
incident-verification = How well it is established
incident-content-warning = Content warning
incident-content-warning-hint = What a reader should know before reading on. Leave empty when nothing.
incident-tags = Tags, separated by commas
incident-tags-known = Tags
incident-method-version = Version of the method

error-clock-unreadable = “{ $detail }” is not a time of day. Write it as 07:30.
error-code-unknown = “{ $detail }” is not one of the choices. Choose again.
error-dates-reversed = The last day is before the first. Exchange them, or leave the last one empty.
error-perpetrator-missing = Say who is named, or choose “unclaimed”.
error-hallmarks-not-assessed = “Bore the hallmarks” is the team’s own assessment. Choose “assessed by us”, or take the tick away.
error-more-civilians-than-all = More civilians than people in all. Correct one of the two.

vocab-date-precision-day = the day is known
vocab-date-precision-week = some day of that week
vocab-date-precision-month = some day of that month
vocab-date-precision-range = between two days

vocab-clock-precision-minute = to the minute
vocab-clock-precision-quarter-hour = to a quarter of an hour
vocab-clock-precision-hour = to the hour
vocab-clock-precision-part-of-day = to the part of the day
vocab-clock-precision-unknown = precision not stated

vocab-clock-basis-shadow = shadows or the sun
vocab-clock-basis-metadata = metadata of a file
vocab-clock-basis-source = what a source says
vocab-clock-basis-clock-in-frame = a clock in view

vocab-urban-rural-urban = town
vocab-urban-rural-peri-urban = edge of town
vocab-urban-rural-rural = country

vocab-attribution-claimed-by-group = claimed by the group
vocab-attribution-attributed-by-authority = attributed by an authority
vocab-attribution-attributed-by-media = attributed by the press
vocab-attribution-assessed-by-us = assessed by us
vocab-attribution-unclaimed = unclaimed
vocab-attribution-denied = denied
vocab-attribution-competing = competing claims

vocab-attribution-confidence-high = high confidence
vocab-attribution-confidence-medium = medium confidence
vocab-attribution-confidence-low = low confidence

vocab-casualty-basis-visual = counted in pictures
vocab-casualty-basis-official = official figures
vocab-casualty-basis-hospital = hospital figures
vocab-casualty-basis-media = reports in the press
vocab-casualty-basis-mixed = several kinds of source

vocab-verification-verified = Verified
vocab-verification-likely = Likely
vocab-verification-unverified = Unverified
vocab-verification-contested = Contested
vocab-verification-refuted = Refuted
vocab-verification-verified-meaning = Signed-off evidence shows it, at its place and time.
vocab-verification-likely-meaning = Evidence fits; one of place, time or cause rests on reports.
vocab-verification-unverified-meaning = Reported, and nothing seen. That does not mean it is false.
vocab-verification-contested-meaning = Evidence or sources contradict one another.
vocab-verification-refuted-meaning = Evidence shows that it did not happen so.

# Codes of the codebook that came with its present form; the others are in vocab.ftl.
vocab-event-type-ied = Improvised bomb
vocab-event-type-raid = Raid
vocab-target-taliban-security = Taliban security forces
vocab-target-taliban-official-civil = Taliban civil officials
vocab-target-civilians-general = Civilians in general
vocab-target-civilians-hazara-shia = Hazara and Shia
vocab-target-civilians-sufi = Sufi
vocab-target-civilians-sikh-hindu = Sikh and Hindu
vocab-target-religious-scholar = Religious scholars
vocab-target-media-journalist = Journalists and media
vocab-target-diplomatic-foreign = Diplomats and foreigners
vocab-target-humanitarian-ngo = Humanitarian workers
vocab-target-infrastructure-power = Power lines and stations
vocab-target-infrastructure-transport = Roads, railways, airports
vocab-target-infrastructure-communications = Telephone and broadcasting
vocab-location-type-market-shop = Market or shop
vocab-location-type-school-education = School or place of learning
vocab-location-type-hospital-health = Hospital or clinic
vocab-location-type-mosque-religious-service = Mosque or religious service
vocab-location-type-embassy-diplomatic = Embassy or diplomatic mission
vocab-location-type-military-base = Military base
vocab-location-type-road-checkpoint = Road or checkpoint
vocab-location-type-power-line = Power line

incident-reason = Why it changes
incident-reason-hint = It stands in the history. May be left empty.
incident-sources = Sources
incident-origins = { $count ->
    [0] Nothing evidences it yet.
    [one] Evidenced by one origin. Reposts of one recording or one report count once.
   *[other] Evidenced by { $count } independent origins. Reposts of one recording or one report count once.
}
incident-source = Source
incident-origin = Origin
incident-source-link = link
incident-source-private = link not published
incident-source-remove = Remove
incident-source-add = Add a source
incident-source-save = Add the source
incident-source-title = What it is called
incident-source-title-hint = It is published. Such as: Statement of the Emergency hospital, Kabul
incident-source-origin = Who said it first
incident-source-origin-hint = Sources of one origin count once. It is never published.
incident-source-kind = Who that is
incident-source-url = Link
incident-source-url-hint = It stays in the team unless you tick the box below.
incident-source-url-public = The link may be published
incident-source-day = Day it was published
incident-date-hint-short = As year-month-day; may be left empty
incident-carried-none = Say what carries it
incident-carried-change = Change
incident-carried-by = What carries: { $fact }
incident-carried-save = Save what carries it
incident-history = History
incident-history-none = Nothing has been changed since it was opened.
incident-nothing = nothing
incident-changes = { $count ->
    [one] 1 field
   *[other] { $count } fields
}
incident-overtaken = This incident is not what it was when you opened it.
incident-overtaken-kept = Nothing of yours is saved yet. What you typed is below: compare, and save again.
incident-event-opened = { $name } opened it
incident-event-edited = { $name } changed facts
incident-event-source-added = { $name } added a source
incident-event-source-removed = { $name } removed a source
incident-event-carried = { $name } said what carries a fact
incident-event-merged = { $name } merged { $other } into it
incident-event-merged-away = { $name } merged it into { $other }
incident-event-split = { $name } took items out into { $other }
incident-event-split-off = { $name } made it of items of { $other }
incident-merge = Merge into another incident
incident-merge-lead = Items, claims and sources go with it. { $id } will lead to the other incident for ever; if it is published, its page will say so at once.
incident-merge-into = Id of the other incident
incident-merge-into-hint = The one that stays
incident-merge-reason = Why
incident-merge-action = Merge into the other
incident-split = Split into two incidents
incident-split-lead = The items you choose go to a new incident with the same facts, which you then correct there.
incident-split-items = Items that go
incident-split-title = What happened there, in a line
incident-split-action = Move them to a new incident
done-incident-merged = The two incidents are one now.
done-incident-split = The items stand in a new incident. Correct its facts.
done-term-saved = The term is saved.

error-source-unknown = That source is not there any more. Reload the page.
error-carrier-unknown = One of these is not evidence of this incident any more. Reload the page.
error-merge-itself = That is this incident itself. Name another one.
error-split-nothing = Choose at least one item.
error-split-everything = At least one item has to stay. To rename the incident, edit it.
error-term-code-letters = “{ $detail }” cannot be a code. Use lower-case letters, digits and underscores.
error-term-code-taken = The code { $detail } exists already. A code never changes its meaning: choose another.
error-term-parent-unknown = That wider term does not exist. Choose another.

vocab-incident-source-kind-witness = Witness
vocab-incident-source-kind-media = Press
vocab-incident-source-kind-authority = Authority
vocab-incident-source-kind-hospital = Hospital
vocab-incident-source-kind-armed-group = Armed group
vocab-incident-source-kind-organisation = Organisation
vocab-incident-source-kind-other = Other

suggest-title = It may belong to
suggest-link = Link it
suggest-same-day = the same day
suggest-days-apart = { $count ->
    [one] 1 day apart
   *[other] { $count } days apart
}
suggest-metres = { $metres } m apart
suggest-kilometres = { $km } km apart
suggest-looks-like = looks like { $item }
suggest-names-place = names its place

vocabularies-title = Vocabularies
vocabularies-lead = What can be chosen for an incident. Rename, add and retire freely: a code never changes its meaning and never disappears, so that older releases stay readable.
vocabularies-event-type = Kinds of event
vocabularies-target = Who was hit
vocabularies-location-type = Kinds of place
vocabularies-words = Words
vocabularies-code = Code
vocabularies-state = State
vocabularies-change = Change
vocabularies-english = In English
vocabularies-dari = In Dari
vocabularies-pashto = In Pashto
vocabularies-note = What it means, for whoever codes
vocabularies-retire = Retired: kept for older records, no longer offered
vocabularies-retired = retired
vocabularies-own = added by the project
vocabularies-save = Save the term
vocabularies-add = Add a term
vocabularies-add-action = Add the term
vocabularies-new-code = Code, in lower-case letters, digits and underscores
vocabularies-parent = Under
vocabularies-top = no wider term
vocabularies-add-hint = Code and wider term cannot be changed later.
