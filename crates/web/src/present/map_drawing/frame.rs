//! From degrees to the units of a drawing: a plane that touches the globe in the middle, north up.
//!
//! Plate carrée with degrees of longitude as short as they are at the middle. True to a thousandth
//! within 100 km of it, and good enough to see where on the globe something lies.

use cairn_domain::Point;

/// Width and height of the corner that the arrow to the north takes.
pub(super) const NORTH: [f64; 2] = [28.0, 44.0];
/// Of the one with the scale.
pub(super) const SCALE: [f64; 2] = [130.0, 30.0];
/// Of the letters along the lines, all equally wide; and how far beside a line they begin.
const LETTER: f64 = 5.1;
const BESIDE: f64 = 3.0;

/// What a drawing shows, in degrees around a middle; it may cross the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    lon: f64,
    lat: f64,
    wide_deg: f64,
    high_deg: f64,
}

impl Extent {
    /// Everything within `radius_m` metres of a point.
    pub(crate) fn within(centre: Point, radius_m: f64) -> Self {
        let (per_lon_m, per_lat_m) = metres_per_degree(centre.lat());
        let across_m = 2.0 * radius_m.max(1.0);
        Self {
            lon: centre.lon(),
            lat: centre.lat(),
            wide_deg: (across_m / per_lon_m).min(360.0),
            high_deg: (across_m / per_lat_m).min(180.0),
        }
    }

    /// All of some points with air around them, and at least `least_m` metres across; nothing if
    /// there are none. Of two ways round the globe it takes the shorter.
    pub(crate) fn around(points: &[Point], least_m: f64) -> Option<Self> {
        let lats = || points.iter().map(|point| point.lat());
        let (south, north) = (
            lats().fold(f64::MAX, f64::min),
            lats().fold(f64::MIN, f64::max),
        );
        let (west, wide) = shortest_arc(points.iter().map(|point| point.lon()).collect())?;
        let lat = f64::midpoint(south, north);
        let (per_lon_m, per_lat_m) = metres_per_degree(lat);
        let with_air =
            |degrees: f64, per_degree_m: f64| (degrees * 1.2).max(least_m / per_degree_m);
        Some(Self {
            lon: wrapped(west + wide / 2.0),
            lat,
            wide_deg: with_air(wide, per_lon_m).min(360.0),
            high_deg: with_air(north - south, per_lat_m).min(180.0),
        })
    }

    /// Whether it spans at most some degrees either way.
    pub(crate) fn is_within(&self, degrees: f64) -> bool {
        self.wide_deg <= degrees && self.high_deg <= degrees
    }

    /// The point in its middle.
    pub(super) fn centre(&self) -> Point {
        let middle = Point::try_new(self.lat, wrapped(self.lon));
        middle.expect("made of points on the globe")
    }

    /// The whole globe.
    pub(crate) fn globe() -> Self {
        Self {
            lon: 0.0,
            lat: 0.0,
            wide_deg: 360.0,
            high_deg: 180.0,
        }
    }
}

/// The western end and the width of the narrowest stretch that holds all longitudes: what is left
/// beside the widest gap.
fn shortest_arc(mut lons: Vec<f64>) -> Option<(f64, f64)> {
    lons.sort_by(f64::total_cmp);
    let (first, last) = (*lons.first()?, *lons.last()?);
    let gaps = lons.windows(2).map(|pair| (pair[1], pair[1] - pair[0]));
    let round = (first, first + 360.0 - last);
    let widest = gaps.fold(round, |a, b| if b.1 > a.1 { b } else { a });
    Some((widest.0, 360.0 - widest.1))
}

/// An extent laid on a canvas: the centre of one on the centre of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    lon: f64,
    lat: f64,
    x_per_deg: f64,
    y_per_deg: f64,
    /// Units a metre is drawn with.
    pub(crate) per_m: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Frame {
    /// As large as it fits; what the canvas has to spare shows more of the world.
    pub(crate) fn fitting(extent: &Extent, width: f64, height: f64) -> Self {
        let (per_lon_m, per_lat_m) = metres_per_degree(extent.lat);
        let wide_m = extent.wide_deg * per_lon_m;
        let high_m = extent.high_deg * per_lat_m;
        let per_m = (width / wide_m).min(height / high_m);
        Self {
            lon: extent.lon,
            lat: extent.lat,
            x_per_deg: per_lon_m * per_m,
            y_per_deg: per_lat_m * per_m,
            per_m,
            width,
            height,
        }
    }

    /// As wide as the canvas, and no taller than it has to be.
    pub(crate) fn no_taller(extent: &Extent, width: f64, tallest: f64) -> Self {
        let mut frame = Self::fitting(extent, width, tallest);
        frame.height = (extent.high_deg * frame.y_per_deg).min(tallest);
        frame
    }

    /// Its middle in degrees, and units a degree is drawn with: longitude and latitude of each.
    pub(crate) fn plane(&self) -> [f64; 4] {
        [self.lon, self.lat, self.x_per_deg, self.y_per_deg]
    }

    /// Where a point is drawn, on the side of the globe that the drawing shows.
    pub(crate) fn at(&self, point: Point) -> (f64, f64) {
        let lon = self.lon + wrapped(point.lon() - self.lon);
        self.place([lon, point.lat()])
    }

    /// Where a position is drawn, taken as it stands.
    fn place(&self, [lon, lat]: [f64; 2]) -> (f64, f64) {
        let x = self.width / 2.0 + (lon - self.lon) * self.x_per_deg;
        let y = self.height / 2.0 + (self.lat - lat) * self.y_per_deg;
        (x, y)
    }

    /// A ring or line of GeoJSON, which never crosses the antimeridian, moved as a whole to the
    /// side that the drawing shows.
    pub(crate) fn places(&self, line: &[[f64; 2]]) -> Vec<(f64, f64)> {
        let lons = || line.iter().map(|[lon, _]| *lon);
        let middle = f64::midpoint(
            lons().fold(f64::MAX, f64::min),
            lons().fold(f64::MIN, f64::max),
        );
        let shift = (self.lon + wrapped(middle - self.lon)) - middle;
        let moved = |[lon, lat]: &[f64; 2]| self.place([lon + shift, *lat]);
        line.iter().map(moved).collect()
    }

    /// Whether a place on the canvas is inside it, `margin` units from its edge.
    pub(crate) fn holds(&self, (x, y): (f64, f64), margin: f64) -> bool {
        (margin..=self.width - margin).contains(&x) && (margin..=self.height - margin).contains(&y)
    }

    /// How many metres the canvas is wide.
    pub(crate) fn wide_m(&self) -> f64 {
        self.width / self.per_m
    }

    /// Meridians across the canvas, about five of them.
    pub(crate) fn meridians(&self) -> Vec<Line> {
        let half = self.width / 2.0 / self.x_per_deg;
        let step = self.step();
        let line = |lon: f64| {
            let (at, words) = (
                self.place([lon, 0.0]).0,
                compass(wrapped(lon), step, 'E', 'W'),
            );
            let has_room =
                at + BESIDE + LETTER * words.chars().count() as f64 <= self.width - NORTH[0];
            Line::new(at, words, has_room)
        };
        multiples(self.lon - half, self.lon + half, step)
            .map(line)
            .collect()
    }

    /// Parallels, on the same step.
    pub(crate) fn parallels(&self) -> Vec<Line> {
        let half = self.height / 2.0 / self.y_per_deg;
        let step = self.step();
        let line = |lat: f64| {
            let at = self.place([0.0, lat]).1;
            let has_room = at < self.height - SCALE[1];
            Line::new(at, compass(lat, step, 'N', 'S'), has_room)
        };
        let (south, north) = (self.lat - half, self.lat + half);
        multiples(south.max(-90.0), north.min(90.0), step)
            .map(line)
            .collect()
    }

    /// The smallest round step that draws at most six lines either way.
    fn step(&self) -> f64 {
        const COARSE: [f64; 6] = [10.0, 20.0, 30.0, 45.0, 60.0, 90.0];
        let across = (self.width / self.x_per_deg).max(self.height / self.y_per_deg);
        let fine =
            (-6..=0).flat_map(|power| [1.0, 2.0, 5.0].map(|round| round * 10_f64.powi(power)));
        fine.chain(COARSE)
            .find(|step| across / step <= 6.0)
            .unwrap_or(90.0)
    }
}

/// A meridian or parallel: where it stands and what it is called, unless the arrow or the scale is there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) at: String,
    pub(crate) words: String,
}

impl Line {
    fn new(at: f64, words: String, has_room: bool) -> Self {
        Self {
            at: number(at),
            words: if has_room { words } else { String::new() },
        }
    }
}

fn multiples(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    let first = (from / step).ceil();
    let nth = move |at: f64| (first + at) * step;
    std::iter::successors(Some(0.0), |at| Some(at + 1.0))
        .map(nth)
        .take_while(move |degrees| *degrees < to)
}

/// `69° E`, with as many decimals as tell neighbouring lines apart.
fn compass(degrees: f64, step: f64, positive: char, negative: char) -> String {
    let decimals = (0..6)
        .find(|n| step * 10_f64.powi(*n) >= 0.999)
        .unwrap_or(6);
    let letter = if degrees < 0.0 { negative } else { positive };
    let decimals = usize::try_from(decimals).unwrap_or(6);
    format!("{:.decimals$}° {letter}", degrees.abs())
}

/// Metres in a degree of longitude and of latitude on WGS 84 (Osborne, *The Mercator Projections*,
/// 2013, series to the fifth harmonic). Near a pole meridians are held apart.
fn metres_per_degree(lat: f64) -> (f64, f64) {
    let phi = lat.to_radians();
    let cos = |times: f64| (times * phi).cos();
    let per_lat_m = 111_132.954 - 559.822 * cos(2.0) + 1.175 * cos(4.0);
    let per_lon_m = 111_412.84 * cos(1.0) - 93.5 * cos(3.0) + 0.118 * cos(5.0);
    (per_lon_m.max(11_000.0), per_lat_m)
}

/// A difference of longitudes as −180..180.
fn wrapped(degrees: f64) -> f64 {
    let turned = (degrees + 180.0).rem_euclid(360.0) - 180.0;
    if turned == -180.0 && degrees > 0.0 {
        180.0
    } else {
        turned
    }
}

/// A length on the canvas, to a tenth of a unit.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use cairn_place::distance::between;

    use super::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point::try_new(lat, lon).expect("on the globe")
    }

    /// Units between two places on a canvas.
    fn apart(frame: &Frame, a: Point, b: Point) -> f64 {
        let ((x1, y1), (x2, y2)) = (frame.at(a), frame.at(b));
        (x2 - x1).hypot(y2 - y1)
    }

    #[test]
    fn known_distances_have_their_length_from_10_m_to_100_km() {
        for (lat, lon) in [
            (34.5553, 69.2075),
            (-17.8, 179.999_9),
            (64.1, -21.9),
            (0.0, 0.0),
        ] {
            let centre = point(lat, lon);
            for radius_m in [10.0, 1_000.0, 50_000.0] {
                let frame = Frame::fitting(&Extent::within(centre, radius_m), 400.0, 300.0);
                // The shorter side decides: 300 units for twice the radius.
                assert!((frame.per_m * 2.0 * radius_m - 300.0).abs() < 1e-6);
                let step = radius_m / 111_320.0 * 0.7;
                let east = lon + step;
                let east = if east > 180.0 { east - 360.0 } else { east };
                for other in [point(lat + step, lon), point(lat, east)] {
                    let metres = between(centre, other).distance_m;
                    let drawn_m = apart(&frame, centre, other) / frame.per_m;
                    assert!(
                        (drawn_m / metres - 1.0).abs() < 1e-3,
                        "{radius_m}: {drawn_m} {metres}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_middle_is_in_the_middle_north_up_and_east_right() {
        let centre = point(34.5, 69.2);
        let frame = Frame::fitting(&Extent::within(centre, 100_000.0), 400.0, 300.0);
        assert_eq!(frame.at(centre), (200.0, 150.0));
        let (x, y) = frame.at(point(34.6, 69.3));
        assert!(x > 200.0 && y < 150.0);
        assert!(
            frame
                .meridians()
                .iter()
                .any(|line| line.words == "69.0° E" || line.words == "69° E")
        );
        assert!((2..=7).contains(&frame.parallels().len()));
    }

    #[test]
    fn ten_metres_have_lines_that_can_be_told_apart() {
        let frame = Frame::fitting(&Extent::within(point(34.5, 69.2), 10.0), 400.0, 300.0);
        let lines = frame.meridians();
        assert!((3..=7).contains(&lines.len()), "{lines:?}");
        assert!(lines.windows(2).all(|pair| pair[0].words != pair[1].words));
        let is_near =
            |line: &Line| line.words.starts_with("69.2") || line.words.starts_with("69.199");
        let (last, others) = lines.split_last().expect("lines");
        assert!(others.iter().all(is_near), "{lines:?}");
        assert_eq!(last.words, "", "the arrow is there");
    }

    #[test]
    fn points_on_both_sides_of_the_antimeridian_stand_side_by_side() {
        let (west, east) = (point(-17.0, 179.5), point(-17.0, -179.5));
        let extent = Extent::around(&[east, west], 1_000.0).expect("two points");
        let frame = Frame::fitting(&extent, 480.0, 360.0);
        let ((x1, _), (x2, _)) = (frame.at(west), frame.at(east));
        assert!(x1 < 240.0 && 240.0 < x2 && x2 - x1 < 480.0, "{x1} {x2}");
        assert!(x2 - x1 > 360.0, "and fill the frame: {x1} {x2}");
        let words: Vec<_> = frame
            .meridians()
            .into_iter()
            .map(|line| line.words)
            .collect();
        assert!(
            words.iter().any(|w| w.ends_with('E')) && words.iter().any(|w| w.ends_with('W')),
            "{words:?}"
        );
        // A ring that GeoJSON has on the far side comes over as a whole.
        let ring = [[-179.9, -17.0], [-179.0, -17.0], [-179.0, -16.5]];
        assert!(frame.places(&ring).iter().all(|(x, _)| *x > 240.0));
    }

    #[test]
    fn the_globe_fits_and_no_points_have_no_extent() {
        let frame = Frame::fitting(&Extent::globe(), 400.0, 200.0);
        let (x, y) = frame.at(point(-90.0, 180.0));
        assert!(
            (0.0..=400.5).contains(&x) && (0.0..=200.5).contains(&y),
            "{x} {y}"
        );
        assert_eq!(Extent::around(&[], 1.0), None);
        assert!(!frame.meridians().is_empty());
    }
}
