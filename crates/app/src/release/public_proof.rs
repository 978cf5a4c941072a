//! What a place and a time rest on, as it is published: codes and coarse shapes alone. No word of a
//! verifier, no point of a feature, no provider and no address of a reference is taken from here on.

use cairn_dataset::{FramePart, PublicBound, PublicFeature, PublicProof};
use cairn_domain::{
    Chronolocation, Counterpart, Geolocation, MatchedFeature, Reference, ReferenceKind,
};
use serde_json::Value;

/// Degrees from one of the eight winds to the next.
const WIND_DEG: u16 = 45;

/// What a published place rests on; features only where the picture they were seen in is shown.
pub(super) fn public_proof(geolocation: &Geolocation, is_shown: bool) -> PublicProof {
    let features = geolocation.features.iter().filter(|_| is_shown);
    let features = features.map(|one| public_feature(one, &geolocation.references));
    let facing = geolocation.bearing_deg.filter(|_| is_shown);
    let winds = |bearing: f64| u16::try_from(eighth(bearing)).unwrap_or(0);
    PublicProof {
        methods: geolocation.methods.clone(),
        facing_deg: facing.map(|bearing| winds(bearing) * WIND_DEG),
        features: features.collect(),
    }
}

fn public_feature(feature: &MatchedFeature, references: &[Reference]) -> PublicFeature {
    let found = feature.found.as_ref();
    let reference = found.and_then(Counterpart::reference);
    let reference = references.iter().find(|one| Some(one.id) == reference);
    let named = reference.map(|reference| reference.kind);
    PublicFeature {
        kind: feature.kind,
        part: feature.frame.and_then(FramePart::around),
        found_on: named.or(found.map(|_| ReferenceKind::Map)),
        imagery_year: reference.and_then(|reference| year(&reference.imagery_date)),
    }
}

/// The year of a date in EDTF; the day of an image would help to find it, and with it the place.
fn year(edtf: &str) -> Option<u16> {
    let year = edtf.get(..4)?;
    let is_whole = !edtf[4..].starts_with(|c: char| c.is_ascii_digit());
    let year = year.bytes().all(|b| b.is_ascii_digit()).then_some(year)?;
    year.parse().ok().filter(|_| is_whole)
}

/// What a published time rests on: kinds and effects. When something was first seen or put online
/// would lead to whoever put it there, so spans are published with runs of the solver alone.
pub(super) fn public_bounds(time: &Chronolocation, runs: &[(usize, Value)]) -> Vec<PublicBound> {
    let number = |at: usize| {
        let run = runs.iter().position(|(bound, _)| *bound == at)?;
        u32::try_from(run + 1).ok()
    };
    let bounds = time.bounds.iter().enumerate();
    let public = bounds.map(|(at, bound)| PublicBound {
        kind: bound.kind,
        effect: bound.effect,
        run: number(at),
    });
    public.collect()
}

/// Which of the eight winds a bearing is nearest to, from north clockwise.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0..=8"
)]
pub(super) fn eighth(bearing_deg: f64) -> usize {
    (bearing_deg.rem_euclid(360.0) / f64::from(WIND_DEG)).round() as usize % 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_date_of_imagery_the_year_is_public() {
        assert_eq!(year("2022-09-30"), Some(2022));
        assert_eq!(year("2022?"), Some(2022));
        for unknown in ["", "202", "20221", "22-09", "May 2022", "…2022"] {
            assert_eq!(year(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn winds_are_the_nearest() {
        let winds = [0.0, 22.4, 22.6, 180.0, 337.6, 359.9, -45.0].map(eighth);
        assert_eq!(winds, [0, 0, 1, 4, 0, 0, 7]);
    }
}
