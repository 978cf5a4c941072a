# Places that the operator brought: names, boundaries, map layers.

reading-imported-province = In { $area } province, { $km } km from its border, by the boundaries of { $source } (not authoritative).
reading-imported-district = In { $area } district, { $km } km from its border, by the boundaries of { $source } (not authoritative).

named-places = “{ $name }” is no coordinate. Places of that name:
named-none = “{ $name }” is no coordinate, and no place of that name is known here. Try another spelling, or click the map.
named-more = And { $count } more. Type more of the name to see them.
named-only-around = Choosing one fills in the middle of the place. Move the point from there to where the camera stood.
named-people = { $count } people
named-settlement = settlement
named-area = area
named-terrain = mountain or terrain
named-water = water
named-building = building or site
named-other = other place
named-shipped = GeoNames

layers-title = Layers
layers-base = Base map alone
layers-boundaries = Boundaries
layers-boundaries-credit = Boundaries (not authoritative): { $credit }
layers-opacity = Opacity
layers-warning = Tile requests tell {"{provider}"} which place you are looking at, your address and when.
layers-turn-on = Ask {"{provider}"} in this tab
layers-failed = Some tiles of this layer did not come.
layers-dated = Imagery: {"{date}"}
layers-undated = Imagery date not known

error-tile-outside = There is no such tile.
