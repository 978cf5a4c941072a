sun-day-title = Sun and shadow through a day
sun-day-without-script = Ask where the sun was at one moment
sun-day-date = Day
sun-day-time = Time of day ({ $zone })
sun-day-view = Angle of view
sun-day-view-hint = How wide the camera sees, from side to side. A phone held upright sees about 50°, held sideways about 65°.
sun-day-line = Sun towards {"{azimuth}"}°, {"{elevation}"}° high. Shadows fall towards {"{shadow}"}° and are {"{ratio}"} times as long as what throws them is high.
sun-day-down = The sun is down: there are no shadows of it.
sun-day-light = Sunrise {"{rise}"}, sunset {"{set}"}.
sun-day-up-all-day = The sun does not set on this day.
sun-day-down-all-day = The sun does not rise on this day.
sun-day-no-place = Say where the camera stood first, in decimal degrees or with a click on the map.
sun-day-failed = The sun of this day could not be fetched. Check the day, or try again.
sun-day-seen = In the picture shadows point {"{way}"}.
sun-seen-away = away from the camera
sun-seen-away-right = away from the camera and to the right
sun-seen-right = to the right
sun-seen-near-right = towards the camera and to the right
sun-seen-near = towards the camera
sun-seen-near-left = towards the camera and to the left
sun-seen-left = to the left
sun-seen-away-left = away from the camera and to the left

shadow-questions = Questions to a shadow
shadow-where-open = Place from a shadow
shadow-where-title = Place from a shadow: { $item }
shadow-where-heading = Place from a shadow
shadow-where-lead = At a known time, the length and the direction of a shadow leave a band of places on the globe. A length alone leaves a ring around the point under the sun; a direction cuts a piece out of it.
shadow-where-at = When the shadow fell
shadow-where-at-hint = As in 2022-09-30 07:30, or with an offset as in 2022-09-30T03:00:00Z.
shadow-where-zone-hint = Whose clock it was. Leave it empty if nobody knows.
shadow-where-ratio-hint = Times the height of what throws it.
shadow-where-solve = Find the places
shadow-where-answer = Places that fit
shadow-where-nothing = Say when the shadow fell and what was measured. The places that fit are drawn here.
shadow-where-nowhere = No place on Earth fits.
shadow-where-area = { $area } km² fit.
shadow-where-inside = The established place is among them.
shadow-where-outside = The established place is not among them.
shadow-where-established = The established place
shadow-where-countries = { $count ->
    [one] One country
   *[other] { $count } countries
}
shadow-where-civil = Nobody knows whose clock it was: each place is held against the time that clocks there showed. Drawn in steps of one degree; the record of the run holds the exact band for every offset from UTC.
shadow-where-download = Download as GeoJSON
shadow-where-kept-none = None yet. Keep a run, and anybody can run it again.
shadow-where-offsets = A band for each of { $count } offsets from UTC.
shadow-where-some-clock = { $local } on some clock
map-globe = Globe or flat map

run-record = record of the run
public-evidence-run-hint = Computed for the published place. Run it again with: cairn shadow rerun FILE

map-measure = Measure a distance and a bearing
map-measure-hint = Click two points; or move the map with the arrow keys and press Enter for each. Escape ends.
map-measure-line = {"{length}"}, towards {"{bearing}"}° from true north.
map-measure-use = Use as direction of the shadow
map-picture = Lay the picture you see over the map
map-picture-none = Show a picture on this page first; it can then be laid over the map.
map-picture-opacity = How much of the picture shows
map-picture-remove = Take it off
map-picture-corner = Corner {"{n}"} of the picture
shadow-map = Measure a direction on the map
shadow-map-hint = From the foot of what throws the shadow to the tip of the shadow. Lay the picture over the map first if it was taken from above.

fact-solar-hijri = Solar Hijri date
fact-edtf = Date (EDTF)
chrono-zone-of-place = The established place lies in { $zone }. Write that zone if the clock was there.
