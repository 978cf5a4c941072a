//! Finding contradictions: claims against each other, and against what is known of the file.

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::{Contradiction, OpenClaim, Parsed, SoftwareClass};
use crate::Point;

/// What is known of a file beside its own claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// Where the submitter says it was recorded, with the radius in metres that this leaves.
    pub claimed_place: Option<(Point, f64)>,
    /// The last instant of the time the submitter says.
    pub claimed_until: Option<DateTime<Utc>>,
    /// Width and height as decoded, upright.
    pub pixels: Option<(u32, u32)>,
    /// Length as the container says it, in seconds.
    pub duration_s: Option<f64>,
}

/// Clocks of phone, satellite and container may differ by this much in an honest file.
const SAME_MOMENT: TimeDelta = TimeDelta::minutes(5);
/// Beyond the cell of the position and the radius of the claimed place.
const SAME_PLACE_M: f64 = 2_000.0;
/// PDQ distance from which two pictures show different things; unrelated ones lie near 128.
const DIFFERENT_PICTURE: u64 = 90;
/// A week.
const LONGEST_S: f64 = 7.0 * 86_400.0;
/// A track may be shorter than its container by a closing frame or a silent tail.
const SAME_LENGTH_S: f64 = 2.0;
const SAME_LENGTH: f64 = 0.05;

/// Everything in a file's open claims that does not fit.
pub fn contradictions(claims: &[OpenClaim], known: &Known) -> Vec<Contradiction> {
    let mut found: Vec<_> = claims
        .iter()
        .flat_map(|claim| alone(claim, known))
        .collect();
    found.extend(dates_apart(claims));
    found.extend(changed_later(claims));
    found.extend(places_apart(claims));
    let mut unique: Vec<Contradiction> = Vec::new();
    for one in found {
        if !unique.contains(&one) {
            unique.push(one);
        }
    }
    unique
}

/// What one claim says against what is known.
fn alone(claim: &OpenClaim, known: &Known) -> Vec<Contradiction> {
    use Contradiction as C;
    let tag = || claim.tag.clone();
    match &claim.value {
        Parsed::NoDate { is_blank: true } => vec![C::ClockNotSet {
            tag: tag(),
            year: 0,
        }],
        Parsed::NoDate { is_blank: false } => vec![C::NotADate { tag: tag() }],
        Parsed::NoPlace => vec![C::NotAPlace],
        Parsed::Moment { .. } => moment(claim, known).into_iter().collect(),
        Parsed::Place { point, cell_m } => {
            let far = known.claimed_place.and_then(|(place, radius_m)| {
                let distance_m = point.distance_m(place);
                (distance_m > radius_m + cell_m + SAME_PLACE_M)
                    .then_some(C::FarFromClaimedPlace { distance_m })
            });
            far.into_iter().collect()
        }
        Parsed::Software { class } if class.is_later_hand() => vec![C::LaterHand { class: *class }],
        Parsed::Credential {
            says_generated,
            says_edited,
            ..
        } => credential(*says_generated, *says_edited),
        Parsed::Pixels { width, height } => size((*width, *height), known).into_iter().collect(),
        Parsed::Seconds { seconds } if claim.tag == "Duration" => {
            let is_endless = *seconds > LONGEST_S;
            let too_long = is_endless.then_some(C::TooLong { seconds: *seconds });
            too_long.into_iter().collect()
        }
        Parsed::Seconds { seconds } if claim.tag == "TrackDuration" => {
            duration(*seconds, known).into_iter().collect()
        }
        Parsed::Count { count } if claim.tag == "ThumbnailDistance" => {
            let differs = *count >= DIFFERENT_PICTURE;
            differs.then_some(C::ThumbnailDiffers).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn credential(says_generated: bool, says_edited: bool) -> Vec<Contradiction> {
    let hand = |class| Contradiction::LaterHand { class };
    let generated = says_generated.then(|| hand(SoftwareClass::Generator));
    let edited = says_edited.then(|| hand(SoftwareClass::Editor));
    generated.into_iter().chain(edited).collect()
}

/// Zeros of calendars: 1904 is QuickTime's, 1970 Unix's, 1980 that of FAT and GPS.
const ZEROS: &[i32] = &[1904, 1970, 1980];

fn moment(claim: &OpenClaim, known: &Known) -> Option<Contradiction> {
    let Parsed::Moment { local, .. } = &claim.value else {
        return None;
    };
    let tag = claim.tag.clone();
    let is_zero = |year: &&i32| {
        // A clock that ran on from zero is still no date; two days cover every zone.
        let first = chrono::NaiveDate::from_ymd_opt(**year, 1, 1);
        first.is_some_and(|first| (local.date() - first).num_days().abs() <= 2)
    };
    if let Some(year) = ZEROS.iter().find(is_zero) {
        return Some(Contradiction::ClockNotSet { tag, year: *year });
    }
    let (earliest, _) = span(claim)?;
    if let Some(minutes) = beyond(earliest - known.received_at) {
        return Some(Contradiction::AfterReceipt { tag, minutes });
    }
    let until = known.claimed_until.filter(|_| is_recording(&claim.tag))?;
    let minutes = beyond(earliest - until)?;
    Some(Contradiction::AfterClaimedTime { tag, minutes })
}

/// Whole minutes of a gap that is more than clocks may differ by.
fn beyond(gap: TimeDelta) -> Option<i64> {
    (gap > SAME_MOMENT).then(|| gap.num_minutes())
}

/// Dates that say when it was recorded, and not when something was done to the file.
fn is_recording(tag: &str) -> bool {
    matches!(
        tag,
        "DateTimeOriginal"
            | "CreateDate"
            | "CreationDate"
            | "GPSDateTime"
            | "MediaCreateDate"
            | "xmp:CreateDate"
            | "exif:DateTimeOriginal"
    )
}

/// The first and the last instant that a date can stand for.
type Span = (DateTime<Utc>, DateTime<Utc>);

/// The instants a date can stand for. A container is meant to be in UTC and often is not.
fn span(claim: &OpenClaim) -> Option<Span> {
    let Parsed::Moment {
        local,
        offset_minutes,
    } = claim.value
    else {
        return None;
    };
    let is_sure = offset_minutes != Some(0) || claim.tag == "GPSDateTime";
    let value = Parsed::Moment {
        local,
        offset_minutes: offset_minutes.filter(|_| is_sure),
    };
    value.instants()
}

/// Dates of recording that are neither blank nor zero, with what they can stand for.
fn recordings(claims: &[OpenClaim]) -> Vec<(&OpenClaim, Span)> {
    let set = |claim: &&OpenClaim| match &claim.value {
        Parsed::Moment { local, .. } => is_recording(&claim.tag) && local.year() > 1980,
        _ => false,
    };
    let dates = claims.iter().filter(set);
    dates
        .filter_map(|claim| Some((claim, span(claim)?)))
        .collect()
}

/// The widest gap between two dates of recording; one is enough to look.
fn dates_apart(claims: &[OpenClaim]) -> Option<Contradiction> {
    let dates = recordings(claims);
    let mut widest: Option<(i64, &OpenClaim, &OpenClaim)> = None;
    for (first, (_, latest)) in &dates {
        for (second, (earliest, _)) in &dates {
            let gap = beyond(*earliest - *latest);
            if let Some(minutes) = gap.filter(|gap| widest.is_none_or(|known| known.0 < *gap)) {
                widest = Some((minutes, *first, *second));
            }
        }
    }
    let (minutes, tag, other) = widest?;
    Some(Contradiction::DatesDisagree {
        tag: tag.tag.clone(),
        other: other.tag.clone(),
        minutes,
    })
}

fn changed_later(claims: &[OpenClaim]) -> Option<Contradiction> {
    let recorded = recordings(claims)
        .into_iter()
        .map(|(_, (_, latest))| latest)
        .max()?;
    let changes = claims
        .iter()
        .filter(|claim| matches!(claim.tag.as_str(), "ModifyDate" | "xmp:ModifyDate"));
    let later = changes.filter_map(|claim| {
        let minutes = beyond(span(claim)?.0 - recorded)?;
        Some((minutes, claim.tag.clone()))
    });
    let (minutes, tag) = later.max()?;
    Some(Contradiction::ChangedLater { tag, minutes })
}

fn places_apart(claims: &[OpenClaim]) -> Option<Contradiction> {
    let places: Vec<_> = claims
        .iter()
        .filter_map(|claim| match claim.value {
            Parsed::Place { point, cell_m } => Some((point, cell_m)),
            _ => None,
        })
        .collect();
    let (first, rest) = places.split_first()?;
    let apart = rest.iter().map(|(point, cell_m)| {
        let distance_m = first.0.distance_m(*point);
        (distance_m, distance_m > first.1 + cell_m + SAME_PLACE_M)
    });
    let far = apart.filter(|(_, is_far)| *is_far).map(|(m, _)| m);
    far.reduce(f64::max)
        .map(|distance_m| Contradiction::PlacesDisagree { distance_m })
}

/// A turned picture has its sides swapped; that is no disagreement.
fn size(claimed: (u32, u32), known: &Known) -> Option<Contradiction> {
    let decoded = known.pixels?;
    let (width, height) = claimed;
    let fits = claimed == decoded || (height, width) == decoded || width == 0 || height == 0;
    (!fits).then_some(Contradiction::SizeDisagrees { claimed, decoded })
}

fn duration(claimed_s: f64, known: &Known) -> Option<Contradiction> {
    let container_s = known.duration_s?;
    let gap_s = (claimed_s - container_s).abs();
    let is_other = gap_s > SAME_LENGTH_S && gap_s > container_s * SAME_LENGTH;
    is_other.then_some(Contradiction::DurationDisagrees {
        claimed_s,
        container_s,
    })
}

#[cfg(test)]
mod tests;
