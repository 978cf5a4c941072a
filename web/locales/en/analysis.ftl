# Claimed and seen, as a whole.

nav-analysis = Analysis
analysis-title = Analysis
analysis-lead = { $verified } of { $incidents } incidents have published evidence. { $claims } claims stand for one attack each.
analysis-public-lead = { $verified } incidents verified with published evidence, beside { $claims } claims that stand for one attack each.
analysis-as-of = As of release { $version }.
analysis-as-of-now = From the team’s rows as they are now, published or not.
analysis-of = { $count } of { $of }
analysis-best = { $range } (best { $best })
analysis-table = Show the numbers as a table
analysis-csv = Download the table as CSV
analysis-what = What
analysis-nothing = There is nothing to count yet.
analysis-incident = Incident
analysis-claim = Claim

analysis-square = Claimed and verified
analysis-square-why = The share of claims that were found is not a measure of truth: some verified attacks nobody claims, and for many claims nobody found footage. “Nothing found” does not mean false; claims that evidence contradicts are counted apart.
analysis-square-verified = Verified
analysis-square-not = Not verified
analysis-square-claimed = Claimed
analysis-square-unclaimed = Not claimed
analysis-square-both = of { $of } claims, corroborated wholly or in part, speaking of { $incidents } verified incidents
analysis-square-not-found = nothing found
analysis-square-not-assessed = not assessed
analysis-square-contradicted = contradicted by evidence
analysis-square-of-verified = of { $of } verified incidents
analysis-square-neither = Cannot be counted: neither claimed nor seen.
analysis-square-denied = { $count ->
    [one] 1 statement denies an attack.
   *[other] { $count } statements deny an attack.
  }
analysis-effort = { $assessed } of { $counted } claims assessed; of { $not_found } for which nothing was found, { $searched } say where was looked.
analysis-row-claimed-and-verified = Claimed and verified: claims
analysis-row-claimed-not-found = Claimed, nothing found
analysis-row-claimed-contradicted = Claimed, contradicted by evidence
analysis-row-claimed-not-assessed = Claimed, not assessed
analysis-row-verified-and-claimed = Claimed and verified: incidents
analysis-row-verified-unclaimed = Verified, not claimed
analysis-row-denied = Denials (of all statements)
analysis-row-aggregates = Sums over many attacks, not counted
analysis-row-competing = Claims of another party, not counted
analysis-row-repeated = Earlier tellings of a claim, not counted
analysis-row-assessed = Claims somebody assessed
analysis-row-searched = Nothing found, and written down where was looked

analysis-grid = Where and when
analysis-grid-why = Footage is rarer where few people film. A shift from the country to the cities may in part be a shift in what can be seen: compare both sides, and mind the provinces marked ◌.
analysis-grid-claimed-title = Claimed
analysis-grid-verified-title = Verified
analysis-grid-claimed = { $province }, { $month }: { $count } claimed
analysis-grid-verified = { $province }, { $month }: { $count } verified
analysis-grid-caption = One square for a province and a month; its area is how many. Both sides have the same scale. ◌ and the pale band: little is seen there, whatever happens.
analysis-low-mark = ◌ low visibility

analysis-pairs = Casualties, pair by pair
analysis-pairs-why = Only where a claim and a verified incident are a pair, signed by two people: { $count } pairs. Totals are not compared, since they count different attacks.
analysis-pairs-caption = Killed in { $drawn } of { $count } pairs, those whose claim names a number. Hollow: as claimed. Full: as documented, from the lowest to the highest count.
analysis-claimed-killed = Killed, claimed
analysis-killed = Killed, documented
analysis-claimed-injured = Injured, claimed
analysis-injured = Injured, documented

analysis-locations = Kinds of place
analysis-locations-head = Kind of place
analysis-locations-note = Of { $of } verified incidents. Dark: those that hit a crowd gathered in public, the first number.
analysis-targets = Who was hit
analysis-targets-head = Target
analysis-targets-note = Of { $of } verified incidents; one with several targets stands in several rows. Dark: those that hit a crowd gathered in public.
analysis-settings = Town and country over time
analysis-settings-head = Quarter
analysis-settings-note = Of { $of } verified incidents. Dark: rural ones, the first number. See the marks of low visibility above before reading a shift into it.
analysis-places = Places named by claims
analysis-places-head = Place
analysis-places-note = Of { $of } counted claims. Dark: in the first twelve months, the first number.
analysis-evidence = Evidence for each incident
analysis-evidence-head = Published items
analysis-evidence-note = Of { $of } incidents.
analysis-waiting = From handing in to sign-off
analysis-waiting-head = Time
analysis-waiting-note = Of { $of } items signed off. For the team only.
analysis-column-count = Count
analysis-column-incidents = Incidents
analysis-column-crowds = Of those, on a crowd
analysis-column-urban = Urban
analysis-column-peri-urban = At the edge
analysis-column-rural = Rural
analysis-column-setting-unknown = Not said
analysis-column-items = Items
analysis-column-claims = Claims
analysis-column-first-year = First twelve months
analysis-column-later = Later
analysis-row-wait-day = Within a day
analysis-row-wait-week = 2 to 7 days
analysis-row-wait-fortnight = 8 to 14 days
analysis-row-wait-month = 15 to 31 days
analysis-row-wait-longer = Longer

analysis-visibility = Areas of low visibility
analysis-visibility-label = Provinces from which little footage comes
analysis-visibility-hint = One a line. They are marked in the grids, here and with the next release in public.
analysis-visibility-save = Save the marks
done-visibility-marked = The marks are saved. The public sees them with the next release.

public-claims-title = Claims
public-claims-lead = What parties say, as they say it. A claim is no fact, and one for which nothing was found is not thereby false.
public-claims-found = { $found } shown, of { $total } published statements, as of release { $version }.
public-claims-all = Show all
