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
