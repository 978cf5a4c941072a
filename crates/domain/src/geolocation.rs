//! Where: a camera's position, the things seen in the picture that were found on a map or on
//! reference imagery, and the methods and sources it rests on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Digest, Point, ReferenceId, UserId, vocabulary};

/// Where the camera stood and why we think so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Geolocation {
    /// Camera position.
    pub camera: Point,
    /// What the camera shows, if it was placed.
    pub subject: Option<Point>,
    /// Radius in metres within which the camera stood.
    pub precision_m: f64,
    /// Camera bearing in degrees from true north, 0..360.
    pub bearing_deg: Option<f64>,
    /// Horizontal angle of view in degrees, 1..=360.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view_deg: Option<f64>,
    /// The coordinates as they were typed or pasted.
    pub verbatim: String,
    /// Province (first administrative level) by name, for filters.
    pub province: Option<String>,
    /// Nearest named place.
    pub place_name: Option<String>,
    /// How it was found. Empty only in findings recorded before methods were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<PlaceMethod>,
    /// What it rests on beside the picture: addresses, documents, testimony.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Features seen both in the frame and on the map or a reference: two at least, unless no
    /// method compares the picture with anything.
    pub features: Vec<MatchedFeature>,
    /// The picture on which their boxes are drawn: a photo, or a kept frame of a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn_on: Option<Digest>,
    /// The references that its features name, as they were when it was recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
}

impl Geolocation {
    /// Whether any of its methods compares the picture with the ground, a map or imagery.
    pub fn is_matched(&self) -> bool {
        self.methods.is_empty() || self.methods.iter().any(|method| method.matches_pixels())
    }
}

vocabulary! {
    /// How a place was found. Several can hold at once.
    pub enum PlaceMethod {
        /// Features of the picture on satellite or aerial imagery.
        VisualMatch = "visual_match",
        /// Features of the picture on pictures taken at street level.
        StreetLevel = "street_level",
        /// The line of mountains or roofs against a model or a picture of it.
        Skyline = "skyline",
        /// Where sun and shadows fall.
        SunDirection = "sun_direction",
        /// Writing on signs, plates, shop fronts.
        Signage = "signage",
        /// Coordinates in the file: a lead.
        Metadata = "metadata",
        /// Somebody who was there.
        Witness = "witness",
        /// Independent sources that name the same place; nothing in the picture was matched.
        Triangulation = "triangulation",
        /// One report names the place; nothing in the picture was matched.
        ReportedOnly = "reported_only",
    }
}

impl PlaceMethod {
    /// Whether the method compares the picture itself with something.
    pub fn matches_pixels(self) -> bool {
        matches!(self, Self::VisualMatch | Self::StreetLevel | Self::Skyline)
    }

    /// How many sources the method asks for where no other matches the picture.
    pub fn fewest_sources(self) -> usize {
        match self {
            Self::Triangulation => 2,
            Self::Witness | Self::ReportedOnly | Self::Metadata => 1,
            _ => 0,
        }
    }
}

vocabulary! {
    /// Why an item cannot be geolocated.
    pub enum WhyNoPlace {
        /// It shows a room or the inside of a vehicle.
        Indoors = "indoors",
        /// Sky, ground or faces fill the frame.
        TooLittleInView = "too_little_in_view",
        /// Too dark, blurred or small to make anything out.
        PoorPicture = "poor_picture",
        /// What is in view looks like many other places.
        NothingDistinct = "nothing_distinct",
        /// There is no imagery of the place from around that time.
        NoReference = "no_reference",
        /// It was cropped, covered or edited where it matters.
        Altered = "altered",
        /// The area that was named was searched, and it is not there.
        SearchedInVain = "searched_in_vain",
    }
}

vocabulary! {
    /// What a matched feature is.
    pub enum FeatureKind {
        /// A building.
        Building = "building",
        /// A wall or fence.
        Wall = "wall",
        /// A minaret or dome.
        Minaret = "minaret",
        /// A tower or mast.
        Tower = "tower",
        /// A road, path or crossing.
        Road = "road",
        /// A bridge.
        Bridge = "bridge",
        /// The line of mountains or roofs.
        Skyline = "skyline",
        /// A tree or a field.
        Vegetation = "vegetation",
        /// A river, canal or pond.
        Water = "water",
        /// A sign, plate or writing.
        Sign = "sign",
        /// A pole, wire or pipe.
        Utility = "utility",
        /// Something else, said in words.
        Other = "other",
    }
}

/// One thing seen in the frame and found again elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchedFeature {
    /// What it is and where on the reference, in words.
    pub words: String,
    /// What kind of thing it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FeatureKind>,
    /// Where in the frame, if it was drawn.
    pub frame: Option<FrameBox>,
    /// Where it was found, if that was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Counterpart>,
}

/// Where a feature of the frame was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum Counterpart {
    /// On the ground.
    Map {
        /// Its outline.
        shape: MapShape,
        /// The imagery it was read from, if the author said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<ReferenceId>,
    },
    /// On a reference picture.
    Picture {
        /// Which.
        reference: ReferenceId,
        /// Where on it.
        area: FrameBox,
    },
}

impl Counterpart {
    /// The reference it names.
    pub fn reference(&self) -> Option<ReferenceId> {
        match self {
            Self::Map { reference, .. } => *reference,
            Self::Picture { reference, .. } => Some(*reference),
        }
    }
}

/// An outline on the ground.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapShape {
    /// A spot.
    Point(Point),
    /// A line through two points or more.
    Line(Vec<Point>),
    /// Everything between two opposite corners.
    Box(Point, Point),
}

impl MapShape {
    /// Every point it names.
    pub fn points(&self) -> Vec<Point> {
        match self {
            Self::Point(at) => vec![*at],
            Self::Line(points) => points.clone(),
            Self::Box(one, other) => vec![*one, *other],
        }
    }
}

vocabulary! {
    /// What a reference is.
    pub enum ReferenceKind {
        /// Imagery from a satellite or an aircraft.
        Satellite = "satellite",
        /// A picture taken at street level.
        StreetLevel = "street_level",
        /// Another photo or frame of the place.
        Photo = "photo",
        /// A map or a drawing.
        Map = "map",
        /// A model of the terrain.
        Terrain = "terrain",
    }
}

/// Imagery that a picture is compared with: whose, from when, under what terms; and a picture of it
/// where its licence allows keeping one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The row.
    pub id: ReferenceId,
    /// What it is.
    pub kind: ReferenceKind,
    /// Who provides it.
    pub provider: String,
    /// When the imagery was taken, in EDTF; empty if the provider does not say.
    pub imagery_date: String,
    /// Terms and attribution.
    pub licence: String,
    /// Where it can be looked up; may be empty.
    pub source: String,
    /// The picture that was kept, without its metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<ReferencePicture>,
    /// Who added it.
    pub added_by: UserId,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// The bytes of a reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferencePicture {
    /// The name of its bytes.
    pub sha256: Digest,
    /// MIME type.
    pub mime: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A box on a frame, as fractions 0..=1 of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FrameBox {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl FrameBox {
    /// Whether the box has area and lies inside the frame.
    pub fn is_inside_frame(&self) -> bool {
        let inside = |from: f64, size: f64| from >= 0.0 && size > 0.0 && from + size <= 1.0 + 1e-6;
        inside(self.x, self.w) && inside(self.y, self.h)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_recorded_before_there_were_methods_reads_and_writes_as_it_was() {
        let before = r#"{"camera":{"lat":34.5,"lon":69.2},"subject":null,"precision_m":30.0,"bearing_deg":null,"verbatim":"34.5, 69.2","province":null,"place_name":null,"features":[{"words":"Minaret","frame":null}]}"#;
        let read: Geolocation = serde_json::from_str(before).expect("readable");
        assert!(read.is_matched());
        // Digests of findings are signed: a field more would void every sign-off.
        assert_eq!(serde_json::to_string(&read).expect("writable"), before);
    }

    #[test]
    fn a_place_from_sources_alone_is_not_a_match() {
        let of = |methods: &[PlaceMethod]| methods.iter().any(|method| method.matches_pixels());
        assert!(!of(&[PlaceMethod::Triangulation, PlaceMethod::Witness]));
        assert!(of(&[PlaceMethod::Triangulation, PlaceMethod::Skyline]));
    }
}
