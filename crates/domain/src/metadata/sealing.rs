//! What of a file's claims the team may read, and what is sealed.

use serde::{Deserialize, Serialize};

use super::{MetadataClaim, OpenClaim, Parsed, tags};
use crate::{Role, vocabulary};

vocabulary! {
    /// How much of a position in a file the team may read.
    pub enum OpenPlace {
        /// As written.
        Exact = "exact",
        /// The middle of a cell of about a kilometre: not whose house it was.
        Coarse = "coarse",
        /// Only that there is one.
        Sealed = "sealed",
    }
}

/// Side of the cells that coarse positions are snapped to, in metres.
const COARSE_CELL_M: f64 = 1_000.0;

/// The project's choices. They hold for files examined from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealing {
    /// The one role that may open what is sealed.
    pub reader: Role,
    /// How much of positions is open.
    pub place: OpenPlace,
    /// Whether maker and model of the device are open.
    pub device: bool,
}

impl Default for Sealing {
    /// Leads may open; positions are coarse; maker and model are open.
    fn default() -> Self {
        Self {
            reader: Role::Lead,
            place: OpenPlace::Coarse,
            device: true,
        }
    }
}

impl Sealing {
    /// The roles that a project can name: those that see items at all.
    pub const READERS: &'static [Role] = &[Role::Verifier, Role::Lead, Role::Admin];

    /// What the team may read of a claim; `None` when all of it is sealed.
    pub fn open(&self, claim: &MetadataClaim) -> Option<OpenClaim> {
        let listed = tags::open().any(|tag| tag == claim.tag);
        let withheld = !self.device && tags::is_name_of_device(&claim.tag);
        let value = claim.parsed.clone().filter(|_| listed && !withheld)?;
        Some(OpenClaim {
            tag: claim.tag.clone(),
            value: self.blur(value),
            place: claim.place.clone(),
            tool: claim.tool.clone(),
        })
    }

    fn blur(&self, value: Parsed) -> Parsed {
        match (value, self.place) {
            (Parsed::Place { point, .. }, OpenPlace::Coarse) => Parsed::Place {
                point: point.snapped_to(COARSE_CELL_M),
                cell_m: COARSE_CELL_M,
            },
            (Parsed::Place { .. }, OpenPlace::Sealed) => Parsed::SealedPlace,
            (value, _) => value,
        }
    }
}

/// A file's claims in two: what the team may read, each with its position among all, and all of
/// them whole, to be sealed.
pub fn split(claims: Vec<MetadataClaim>, sealing: &Sealing) -> SplitClaims {
    let open = claims
        .iter()
        .enumerate()
        .filter_map(|(position, claim)| Some((position, sealing.open(claim)?)))
        .collect();
    SplitClaims {
        open,
        sealed: claims,
    }
}

/// What [`split`] makes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SplitClaims {
    /// Position in `sealed`, and what the team may read of it.
    pub open: Vec<(usize, OpenClaim)>,
    /// Every claim, whole.
    pub sealed: Vec<MetadataClaim>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(tag: &str, raw: &str) -> MetadataClaim {
        MetadataClaim {
            tag: tag.into(),
            raw: raw.into(),
            parsed: tags::read(tag, raw),
            place: "exif".into(),
            tool: "test".into(),
        }
    }

    #[test]
    fn open_claims_hold_no_raw_text() {
        let claims = vec![
            claim("SerialNumber", "CANARY-1"),
            claim("Software", "Photoshop of CANARY-2"),
            claim("DateTimeOriginal", "CANARY-3"),
            claim("GPSPosition", "34.553112, 69.207543"),
            claim("Make", "CANARY\u{202e}4"),
        ];
        let split = split(claims, &Sealing::default());
        let open = serde_json::to_string(&split.open).expect("json");
        assert!(
            !open.contains("CANARY") && !open.contains("34.5531"),
            "{open}"
        );
        assert_eq!((split.open.len(), split.sealed.len()), (3, 5));
    }

    #[test]
    fn the_project_says_how_much_is_open() {
        let strict = Sealing {
            place: OpenPlace::Sealed,
            device: false,
            ..Sealing::default()
        };
        assert_eq!(strict.open(&claim("Model", "SM-G991B")), None);
        let place = strict.open(&claim("GPSPosition", "34.5, 69.2"));
        assert_eq!(place.map(|open| open.value), Some(Parsed::SealedPlace));
        let exact = Sealing {
            place: OpenPlace::Exact,
            ..Sealing::default()
        };
        let written = claim("GPSPosition", "34.553112, 69.207543");
        assert_eq!(exact.open(&written).map(|open| open.value), written.parsed);
    }
}
