# The public site. Written for readers who have never heard of verification.

public-nav-map = Map
public-nav-incidents = Attacks
public-nav-dataset = Dataset
public-nav-about = About

public-map-title = Verified attacks
public-lead = Each attack here has at least one photo or recording whose place and time were established and then checked and signed off by a second person.
public-as-of = As of release { $version }, { $date }
public-no-release = No release has been published yet.
public-no-release-why = The dataset appears here with its first release: a map, a list, a page for each attack and files to download. Until then nothing of it is public.
public-until-then = Until then
public-until-submit = hand in photos, recordings or links. You need no account.
public-until-receipt = see how far what you sent has come.
public-until-about = how evidence is verified, and what is protected.
public-demo = This is a demonstration: nothing here was verified by Cairn. Pictures are drawn by a program, and attacks marked “invented” did not happen.
public-as-of-link = About this release
public-stat-incidents = attacks verified
public-stat-evidence = pieces of evidence
public-stat-provinces = provinces
public-stat-crowd = hit crowds gathered in public
public-stat-of = { $count } of { $total }
public-shown = { $total ->
    [one] { $shown } of 1 attack
   *[other] { $shown } of { $total } attacks
}
public-shown-part = { $all }, { $listed } listed here
public-list-title = Attacks
public-list-what = What happened
public-list-page = Page { $page } of { $pages }
public-as-table = { $count ->
    [one] The same attack as a table
   *[other] All { $count } as a table
}
public-as-map = Show these on the map
public-badge-invented = invented
public-sketch-label = { $count ->
    [one] 1 attack on a plain map
   *[other] { $count } attacks on a plain map
}
public-sketch-caption = Plate carrée projection, WGS 84, north up. A circle is as large as the place is uncertain. The outline is approximate.

public-count-unknown = not known
public-count-none = none
public-count-exact = { $low }
public-count-range = { $low } to { $high }
public-count-least = at least { $low }
public-count-most = up to { $high }
public-toll-killed = { $count } killed
public-toll-injured = { $count } injured
public-none-shown = No attack matches these filters.
public-none-shown-why = Widen the dates or remove a filter. The dataset holds { $total }.

filter-title = Filter
filter-from = From
filter-to = To
filter-province = Province
filter-type = Kind of attack
filter-target = Who was hit
filter-any = Any
filter-search = Words
filter-show = Show
filter-clear = Clear all
filter-active = Active filters
filter-remove = Remove: { $name }
filter-active-from = From { $day }
filter-active-to = To { $day }
filter-active-words = “{ $words }”
filter-bad-day = Write the day as year-month-day, such as 2022-09-30.
filter-days-crossed = This day is before the first one. Choose a later day.

chart-months-title = Verified attacks per month
chart-months-caption = Verified attacks per month, release { $version }. A month without a bar has none in the dataset; that does not mean nothing happened.
chart-months-grey = Grey: left out by the filters.
chart-months-brush = Drag across months to filter by them
chart-table = The numbers as a table
chart-month = Month
chart-count = In the dataset
chart-count-shown = Shown
chart-bar = { $month }: { $count }
chart-bar-of = { $month }: { $count } of { $total }

public-incident-when = When
public-incident-facts = Facts
public-incident-point = Published point
public-incident-dotted = A dotted line marks what others report. Cairn shows it and has not established it.
public-incident-verified = Place and time of each were established by one person and signed off by another. Who did it and how many were hit is reported, not established here.
public-incident-zone = Times in { $zone }; hold the pointer over one for UTC.
public-incident-where = Where
public-incident-province = Province
public-incident-kind = Kind of attack
public-incident-target = Who was hit
public-incident-location = Where it hit
public-incident-crowd = Crowd gathered in public
public-incident-yes = Yes
public-incident-no = No
public-incident-attribution = Attributed to
public-incident-killed = Killed
public-incident-injured = Injured
public-incident-best = most likely { $count }
public-incident-carried = From
public-incident-carried-all = all { $count } pieces of evidence
public-incident-source = source { $number }
public-incident-sources-lead = Who reports it beside the evidence, and what each says of casualties.
public-incident-history-more = Older releases may have changed it too:
public-incident-sources = Where these facts come from
public-incident-precision = Within { $radius } of this point
public-incident-evidence = { $count ->
    [0] No evidence published
    [one] 1 piece of evidence
   *[other] { $count } pieces of evidence
}
public-incident-evidence-title = Evidence
public-incident-evidence-withheld = The picture is withheld to protect people. What was established from it stands beside.
public-evidence-drawn = Every picture here is a drawing, and what is said of its place and time was made up for this demonstration.
public-evidence-recorded = Recorded between
public-evidence-how-dated = How dated
public-evidence-time-sure = Time is
public-evidence-camera = Camera point
public-evidence-how-located = How located
public-evidence-place-sure = Place is
public-verified-place = How the place was verified
public-verified-pairs = { $count ->
    [one] One thing in the picture was found again elsewhere:
   *[other] { $count } things in the picture were found again elsewhere:
}
public-verified-feature = A feature
public-verified-found-of = { $on }, { $year }
public-verified-frame = Where in the frame { $count ->
    [one] the feature is, as a numbered box
   *[other] the { $count } features are, as numbered boxes
}. The picture itself is not drawn.
public-verified-frame-about = The frame without its picture: where each of them is, in twelfths of its sides.
public-verified-map-about = The published point, and the eighth of the compass in which the camera looked.
public-verified-time = How the time was verified
public-verified-shadow = Sun and shadow
public-verified-measured = Measured on the picture:
public-verified-windows = On { $days } this fits between (time in { $zone }):
public-verified-nothing = On { $days } it fits at no time.
public-verified-more = { $count ->
    [one] One more time is in the record.
   *[other] { $count } more times are in the record.
}
public-verified-excluded = { $count ->
    [one] On one day that was searched nothing fits.
   *[other] On { $count } days that were searched nothing fits.
}
public-verified-sun = sun { $low }° to { $high }° high, at { $from }° to { $to }° from true north
vocab-frame-part-upper-left = upper left of the frame
vocab-frame-part-upper-centre = top of the frame
vocab-frame-part-upper-right = upper right of the frame
vocab-frame-part-middle-left = left of the frame
vocab-frame-part-middle-centre = middle of the frame
vocab-frame-part-middle-right = right of the frame
vocab-frame-part-lower-left = lower left of the frame
vocab-frame-part-lower-centre = bottom of the frame
vocab-frame-part-lower-right = lower right of the frame
public-incident-synthetic = Invented for demonstration. This attack did not happen.
public-incident-reported = Publicly reported; not verified by Cairn. Coordinates are approximate.
public-incident-claims = What parties claim
public-incident-claims-none = No party’s statement has been tied to this attack. That does not mean nobody spoke of it.
public-incident-claims-lead = A claim is what somebody says. It stands beside what is documented; it never becomes it.
public-claim-by = claimed by { $claimant } ({ $source })
public-claim-claimed = Claimed
public-claim-documented = Documented
public-incident-back = All attacks
public-incident-id = Record
public-incident-first-published = First published
public-incident-updated = Last changed
public-incident-cite = Cite this page
public-incident-cite-words = { $project }, record { $id }: “{ $title }”. Release { $version }, { $date }.

retracted-title = This record was withdrawn
retracted-words = It was part of the dataset and was withdrawn on { $date }.
retracted-reason = Reason
retracted-last = It last appeared in release { $version }.
retracted-why-here = Records are withdrawn in the open, so that nobody goes on citing one without knowing. Earlier releases stay as they were.

dataset-title = The dataset
dataset-lead = Every release is numbered and never changed afterwards. Corrections come as a new release and say what they correct.
dataset-latest = Latest release
dataset-all = All releases
dataset-release = Release { $version }
dataset-changed = Since release { $from }: { $new ->
    [one] 1 record
   *[other] { $new } records
} new, { $changed } changed, { $gone } gone.
dataset-changed-first = It is the first release: all { $new } records are new.
public-release-holds = { $incidents ->
    [one] 1 attack
   *[other] { $incidents } attacks
}, { $evidence ->
    [one] 1 piece of evidence
   *[other] { $evidence } pieces of evidence
}
public-release-before = Release { $version }, before it
public-release-after = Release { $version }, after it
public-release-older = This is what was published then. There is a newer one:
public-release-columns = Columns that only one of the two has
public-release-column-added = { $name } is new
public-release-column-removed = { $name } is gone
public-release-too-many = So much is new that a page would not hold it. The file of changes has every record and field.
dataset-release-column = Release
dataset-published = Published
dataset-downloads = Downloads
dataset-download-filter = Download what is shown:
dataset-csv = CSV
dataset-geojson = GeoJSON
dataset-verify = Check it yourself
dataset-verify-words = Each file’s SHA-256 stands beside it and in SHA256SUMS. If a file has the same fingerprint, it has not been changed. These two commands fetch the release and compare:
dataset-latest-address = An address that always leads to the newest release:
dataset-codebook = Codebook: every column and code of this release
dataset-cite-words = { $project } ({ $code }), release { $version }, { $date }. { $address }
dataset-file-incidents-csv = One line for each attack
dataset-file-evidence-csv = One line for each published piece of evidence
dataset-file-claims-csv = What parties claim, tied to attacks where a person has done so
dataset-file-retractions-csv = What was published once and has been withdrawn
dataset-file-incidents-geojson = The attacks, for maps
dataset-file-codebook-md = What every column and code means
dataset-file-readme-md = What to know before opening a file
dataset-file-manifest-json = Counts and fingerprints, for programs
dataset-file-sha256sums = Fingerprints of all other files
dataset-cite = How to cite
dataset-columns = What the columns mean
dataset-licence = Licence
dataset-retractions = Withdrawn records
dataset-withdrawn-on = Withdrawn on
dataset-withdrawn-last = Last in release
dataset-protect = Coordinates are published at the precision the project allows. Where it protects people, a point is the centre of a fixed grid cell, so that asking twice reveals nothing more.

about-title = About this dataset
about-what = Cairn keeps what is established (where and when something was recorded, and from what) apart from what is said about it by the groups, the authorities or the press.
about-how-title = How an attack gets here
about-how-submit = Someone hands in a photo, a recording or a link. The file is kept exactly as it came.
about-how-triage = A verifier looks whether it belongs here, whether it is old or known already, and writes down what a viewer should be warned of.
about-how-place = A verifier establishes where it was recorded from at least two features seen both in the picture and on a reference.
about-how-time = A verifier establishes when, between an earliest and a latest moment, each with its evidence.
about-how-sign = A lead who did neither checks it and signs that exact version.
about-how-release = It is published in the next release, at the precision that is safe.
about-how-correct = What turns out wrong is withdrawn in the open, with the reason, and the page of the record says so.
about-not-title = What it is not
about-not-count = It is not a count of all attacks. It holds those for which evidence was found, could be verified and may be published.
about-not-claims = A claim without evidence is not called false, and a verified attack may be claimed by nobody.
about-not-rural = Footage is rarer away from cities. Fewer attacks in a province here need not mean fewer attacks there.
about-numbers-title = How to read the numbers
about-numbers-casualties = Casualties are ranges as documented. An empty field means not known; 0 means known to be none.
about-numbers-precision = A circle on the map shows how precisely the place is known. It says nothing about the size of the attack.

about-protect-title = What is protected
about-protect-place = Coordinates are published only as finely as the project allows, as the centre of a fixed grid cell, so that no home or camera can be picked out, however often one asks.
about-protect-time = Times are widened to the full hour.
about-protect-people = Files are re-made for publication without anything stored inside them, and a picture whose sender did not allow it is not shown at all.
about-protect-viewers = Every picture is covered until you choose to look, and what is in it is written first. The worst is never shown.
about-protect-consent = Whoever hands something in decides how it may be used and can take it back.
about-protect-submitters = Nobody’s name, network address or device is published, and handing something in needs no name at all.
about-submit-title = Handing something in
about-submit-words = Photos, recordings and links can be handed in without an account. You get seven words as a receipt; with them you can see how it stands and take it back.
about-contact-title = Who runs this
about-contact-words = This site is run by the team named above, with Cairn, which is free software. To ask for a correction or a withdrawal, write to them and name the record’s id.

methodology-title = Methodology
methodology-version = Version { $version }, { $date }
methodology-none = The team has not written down its methodology yet. What holds for everybody who uses Cairn is here:
methodology-older = This is an earlier version.
methodology-newest = The newest version
methodology-versions = All versions
