# Reading the public dataset: filters beyond days and words, and what programs are told.

filter-place = Kind of place
filter-claimed = Claimed
filter-claimed-yes = Claimed by somebody
filter-claimed-no = Claimed by nobody
filter-bad-claimed = Write yes or no, or leave it out.
filter-bad-after = Take the value of “next” from the page before.
map-too-many = This finds more than 100,000 incidents: narrow it down, or take /data/cells.json.
window-bad = Give west, south, east and north in degrees, and across and down as numbers from 1 to 64.
filter-bad-by = Write province, type, target or place.

facets-title = Narrow what is shown
facets-more = { $count } more
views-title = What is shown, and how
views-table = Table
views-list = List
views-claimed-all = Verified
views-claimed-yes = Verified and claimed
views-claimed-no = Verified, claimed by nobody
public-list-killed = Killed: { $count }
public-list-injured = Injured: { $count }
download-jsonl = JSON lines
download-json = JSON, by pages
download-parquet = GeoParquet
download-sqlite = SQLite
download-xlsx = Excel
error-selection-too-long = A sheet has no room for so many rows. Narrow the filter, or take another format.
download-about = What this download is

feed-title = Releases and withdrawals
feed-release = Release { $version }: { $incidents ->
    [one] 1 attack
   *[other] { $incidents } attacks
}, { $evidence ->
    [one] 1 piece of evidence
   *[other] { $evidence } pieces of evidence
}
feed-withdrawn = Withdrawn: { $id }
embed-open = Open the map and its sources
embed-source = { $project }, release { $version }, { $date }

atlas-closer = Closer
atlas-farther = Farther
atlas-detailed = Load the detailed map
atlas-cluster = { $count } attacks here
