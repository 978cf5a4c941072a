# Where: methods, matched features, references, and two people's places held against each other.

geo-view = Angle of view
geo-view-hint = How wide the picture is, in degrees; a phone is about 60.
geo-methods = How it was found
geo-methods-hint = Tick everything it rests on. Where nothing in the picture was matched, name the sources below instead of features.
geo-sources = Sources beside the picture
geo-sources-hint = One a line: an address, a document, who said it. Two at least for a place that is triangulated.
geo-why-not-open = Why it cannot be geolocated
geo-why-not = Why not?
geo-feature-kind = What it is
geo-feature-kind-none = Not said
geo-found = Where it was found
geo-found-on = Found on
geo-found-shape = Drawn as
geo-found-at = At, with ; between several
geo-found-area = Box on the reference
geo-on-nothing = Not drawn
geo-on-map = The map
geo-on-map-of = The map, read from { $reference }
geo-on-picture = The picture of { $reference }
geo-shape-point = A point
geo-shape-line = A line
geo-shape-box = A box

map-tools = What a click on the map places
map-tool-camera = Camera
map-tool-point = Feature: point
map-tool-line = Feature: line
map-tool-box = Feature: box

map-turn = Turn the map to the camera's view, and back

references-title = References
references-none = Nothing yet that the picture is compared with. Add imagery with its provider, date and terms.
reference-title = { $number }: { $source }
reference-add = Add a reference
reference-kind = Kind
reference-provider = Provider
reference-provider-hint = Who publishes it, as in “Copernicus Sentinel-2”.
reference-date = Imagery from
reference-date-hint = The date of the picture, not of your looking: 2022-09-12, 2022-09 or 2022. Leave it empty if the provider does not say.
reference-undated = Not said by the provider
reference-licence = Licence and attribution
reference-licence-hint = Asked for if you keep a picture. Keep one only where the terms allow it.
reference-source = Where it can be looked up
reference-added-by = Added by
reference-picture = Picture
reference-picture-hint = A crop of the place. It is kept as a plain copy without metadata.
reference-save = Add the reference

fact-methods = Found by
fact-source = Source
fact-reference = Reference
fact-reference-value = { $kind }: { $source }; { $licence }
fact-reference-plain = { $kind }: { $source }
fact-why-not = Why
fact-view-alone = not said; { $angle }° wide
fact-view-value = { $towards }, { $angle }° wide
feature-on-map = Found at { $at }
feature-on-map-of = Found at { $at }, on { $source }
feature-on-picture = Found on { $source }: { $at }

distance-words = { $first } and { $second } placed it { $metres } m apart, within { $one } m and { $other } m.
item-withheld = { $count ->
    [one] One remark or reason by another member is kept from you until you have recorded your own.
   *[other] { $count } remarks or reasons by other members are kept from you until you have recorded your own.
}

vocab-agreement-agrees = They agree: each lies where the less precise one could be.
vocab-agreement-near = Their circles only just meet: look at both again.
vocab-agreement-disagrees = They disagree: both cannot be right.

vocab-place-method-visual-match = Matched with satellite or aerial imagery
vocab-place-method-street-level = Matched with pictures at street level
vocab-place-method-skyline = Matched skyline
vocab-place-method-sun-direction = Sun and shadows
vocab-place-method-signage = Writing on signs
vocab-place-method-metadata = Coordinates in the file
vocab-place-method-witness = A witness
vocab-place-method-triangulation = Triangulated: sources that agree, nothing in the picture matched
vocab-place-method-reported-only = One report only

vocab-why-no-place-indoors = It is indoors
vocab-why-no-place-too-little-in-view = Too little is in view
vocab-why-no-place-poor-picture = The picture is too dark, blurred or small
vocab-why-no-place-nothing-distinct = Nothing in it is distinct
vocab-why-no-place-no-reference = There is no imagery to compare it with
vocab-why-no-place-altered = It was cropped or altered
vocab-why-no-place-searched-in-vain = The area named was searched in vain

vocab-feature-kind-building = Building
vocab-feature-kind-wall = Wall
vocab-feature-kind-minaret = Minaret or dome
vocab-feature-kind-tower = Tower or mast
vocab-feature-kind-road = Road
vocab-feature-kind-bridge = Bridge
vocab-feature-kind-skyline = Skyline
vocab-feature-kind-vegetation = Tree or field
vocab-feature-kind-water = Water
vocab-feature-kind-sign = Sign
vocab-feature-kind-utility = Pole or wire
vocab-feature-kind-other = Something else

vocab-reference-kind-satellite = Satellite or aerial imagery
vocab-reference-kind-street-level = Street-level picture
vocab-reference-kind-photo = Another photo of the place
vocab-reference-kind-map = Map or drawing
vocab-reference-kind-terrain = Model of the terrain

done-placed-twice = Two places are recorded, and what they say of each other sent the item on.
done-referenced = The reference is added.

error-method-missing = Tick how it was found.
error-why-not-missing = Say why it cannot be geolocated.
error-sources-few = Nothing in the picture was matched, so name the sources it rests on: { $detail } at least.
error-confirmed-unmatched = A place is confirmed by features that another person can find again. Nothing in the picture was matched: say probable or possible.
error-feature-words-missing = Say of each feature what it is and where it is found.
error-counterpart-missing = Nothing is drawn where the feature was found: { $detail }. Draw it, or choose “Not drawn”.
error-counterpart-unreadable = Cairn cannot read where the feature was found: { $detail }
error-counterpart-points = The shape of the feature asks for another number of points ({ $detail }).
error-reference-unknown = There is no such reference: { $detail }. Add it first.
error-reference-not-picture = A reference is a picture: send a photo, not a recording.
error-reference-undecodable = The picture could not be read: { $detail }. Save it as PNG or JPEG and send that.
error-draft-long = The draft is too long to be kept; it stays in this tab.
error-provider-missing = Say who provides the imagery.
error-licence-missing = Say under what terms the picture may be kept.
error-choice-missing-methods = Tick how it was found.
error-choice-missing-reference-kind = Choose what the reference is.

proof-title = { $item } · Geolocation by { $author }, { $when }
proof-headline = { $point }, within { $metres } m · { $confidence }
proof-no-picture = No box was drawn on a picture.
proof-covered = Covered: look at the file first, then this drawing shows it.
proof-frame-at = The recording at { $time }
proof-photo = The photo
proof-map = The ground with the features that were found on it
proof-foot = Finding { $finding } · SHA-256 { $digest } · drawn by Cairn
proof-open = The proof as one picture
proof-png = as PNG

missing-title = Not filled in yet
missing-rating = Rating
missing-incident = Incident
missing-place = Place
missing-features = Matched features
missing-evidence = Evidence of time
missing-precision = How finely the time is known
