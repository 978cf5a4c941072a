//! The whole dataset as one file of columns: all that a map, a brush, facets and counts need of an
//! incident, in 23 bytes. The layout is described in `docs/guide/data.md`.

use std::collections::BTreeMap;

use bytes::Bytes;
use cairn_domain::ShortId;
use cairn_storage::{PublicFilter, PublicPoint};
use serde::Serialize;

use super::Dataset;
use crate::{App, AppError};

/// More than this many are shown by cells and by counts from the server.
pub const MOST_IN_COLUMNS: u64 = 100_000;
/// Rows read at once.
const AT_ONCE: u64 = 10_000;
/// The first bytes of the file; the last of them is the version of its layout.
const MAGIC: &[u8; 8] = b"CAIRNPC\x01";
/// Stands for what is not known.
const UNKNOWN: u16 = u16::MAX;

/// What stands in front of the columns.
#[derive(Serialize)]
struct Head<'a> {
    /// The release that this is.
    release: u32,
    /// How many rows.
    rows: usize,
    /// Short code of the project, which stands before every short id.
    project: &'a str,
    provinces: Vec<&'a str>,
    types: Vec<&'a str>,
    targets: Vec<&'a str>,
    places: Vec<&'a str>,
}

/// The values of one column, each with its number.
type Codes<'a> = BTreeMap<&'a str, u8>;

/// Writes the file; `None` if there are more rows than it is for.
pub async fn columns(app: &App, dataset: &Dataset) -> Result<Option<Bytes>, AppError> {
    let (reads, project) = (app.store.scan(), dataset.project.id);
    let any = PublicFilter::default();
    if reads.public_count(project, &any).await? > MOST_IN_COLUMNS {
        return Ok(None);
    }
    let mut points = Vec::new();
    loop {
        let after = points.last().map(|point: &PublicPoint| point.position);
        let page = reads.public_points(project, &any, after, AT_ONCE).await?;
        let is_last = (page.len() as u64) < AT_ONCE;
        points.extend(page);
        if is_last {
            break;
        }
    }
    let version = dataset.releases.first().map_or(0, |newest| newest.version);
    Ok(Some(
        encode(dataset.project.code.as_str(), version, &points)?.into(),
    ))
}

fn encode(project: &str, release: u32, points: &[PublicPoint]) -> Result<Vec<u8>, AppError> {
    let provinces = codes(points, |point| &point.province);
    let types = codes(points, |point| &point.event_type);
    let targets = codes(points, |point| &point.target);
    let places = codes(points, |point| &point.location_type);
    let head = serde_json::to_vec(&Head {
        release,
        rows: points.len(),
        project,
        provinces: provinces.keys().copied().collect(),
        types: types.keys().copied().collect(),
        targets: targets.keys().copied().collect(),
        places: places.keys().copied().collect(),
    });
    let head = head.map_err(AppError::internal)?;
    let mut file = MAGIC.to_vec();
    file.extend(u32::try_from(head.len()).unwrap_or(0).to_le_bytes());
    file.extend(&head);
    // Columns of the widest numbers first, at a multiple of their width.
    file.resize(file.len().next_multiple_of(4), b' ');
    file.extend(
        points
            .iter()
            .flat_map(|point| micro(point.lat).to_le_bytes()),
    );
    file.extend(
        points
            .iter()
            .flat_map(|point| micro(point.lon).to_le_bytes()),
    );
    file.extend(points.iter().flat_map(|point| day(point).to_le_bytes()));
    file.extend(
        points
            .iter()
            .flat_map(|point| tens(point.precision_m).to_le_bytes()),
    );
    file.extend(
        points
            .iter()
            .flat_map(|point| count(point.killed).to_le_bytes()),
    );
    let code = |codes: &Codes<'_>, value: &str| codes.get(value).copied().unwrap_or(u8::MAX);
    file.extend(points.iter().map(|point| code(&provinces, &point.province)));
    file.extend(points.iter().map(|point| code(&types, &point.event_type)));
    file.extend(points.iter().map(|point| code(&targets, &point.target)));
    file.extend(
        points
            .iter()
            .map(|point| code(&places, &point.location_type)),
    );
    file.extend(points.iter().map(|point| u8::from(point.claims > 0)));
    file.extend(points.iter().flat_map(|point| short(&point.short)));
    Ok(file)
}

/// Values in their order, numbered. Past 255 of them the rest share the last number.
fn codes<'a>(
    points: &'a [PublicPoint],
    value: impl Fn(&'a PublicPoint) -> &'a String,
) -> Codes<'a> {
    let mut codes: Codes<'a> = points
        .iter()
        .map(|point| (value(point).as_str(), 0))
        .collect();
    for (number, code) in (0_usize..).zip(codes.values_mut()) {
        *code = u8::try_from(number).unwrap_or(u8::MAX);
    }
    codes
}

/// Millionths of a degree; the least number where no place is published.
#[expect(clippy::cast_possible_truncation, reason = "±180 million")]
pub(super) fn micro(degrees: Option<f64>) -> i32 {
    degrees.map_or(i32::MIN, |degrees| (degrees * 1e6).round() as i32)
}

/// Days since 1970.
fn day(point: &PublicPoint) -> u16 {
    let since = point
        .date
        .signed_duration_since(chrono::NaiveDate::default());
    u16::try_from(since.num_days()).unwrap_or(0)
}

/// Tens of metres, rounded up: a circle never claims more than is known.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held to 655 km"
)]
pub(super) fn tens(metres: f64) -> u16 {
    (metres / 10.0).ceil().clamp(0.0, f64::from(u16::MAX)) as u16
}

fn count(people: Option<i64>) -> u16 {
    people.map_or(UNKNOWN, |people| {
        u16::try_from(people)
            .unwrap_or(UNKNOWN - 1)
            .min(UNKNOWN - 1)
    })
}

/// Six letters of thirty fit into four bytes, the most significant first.
fn short(text: &str) -> [u8; 4] {
    number_of(text).to_be_bytes()
}

/// A short id as a number to the base 30.
pub(super) fn number_of(text: &str) -> u32 {
    text.parse().map_or(0, |short: ShortId| short.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(short: &str, province: &str, killed: Option<i64>) -> PublicPoint {
        PublicPoint {
            position: 1,
            short: short.into(),
            date: "2022-09-30".parse().expect("a day"),
            province: province.into(),
            event_type: "shooting".into(),
            target: "hazara".into(),
            location_type: "school".into(),
            lat: Some(34.5),
            lon: Some(69.06),
            precision_m: 1_734.0,
            killed,
            injured: None,
            claims: 1,
        }
    }

    #[test]
    fn a_row_is_twenty_three_bytes_and_unknown_is_not_zero() {
        let points = [
            point("222223", "Kabul", None),
            point("ZZZZZZ", "Herat", Some(0)),
        ];
        let file = encode("AFG", 3, &points).expect("written");
        let head_bytes = u32::from_le_bytes(file[8..12].try_into().expect("four")) as usize;
        let head: serde_json::Value =
            serde_json::from_slice(&file[12..12 + head_bytes]).expect("JSON");
        assert_eq!(
            (&head["rows"], &head["provinces"][0]),
            (&2.into(), &"Herat".into())
        );
        let columns = &file[(12 + head_bytes).next_multiple_of(4)..];
        assert_eq!(columns.len(), 2 * 23);
        assert_eq!(columns[0..4], 34_500_000_i32.to_le_bytes());
        assert_eq!(columns[16..18], 19_265_u16.to_le_bytes());
        assert_eq!(columns[20..22], 174_u16.to_le_bytes());
        assert_eq!(columns[24..28], [0xff, 0xff, 0, 0], "not known, and none");
        assert_eq!(columns[28..30], [1, 0], "Kabul, Herat");
        assert_eq!(columns[38..42], 1_u32.to_be_bytes());
        assert_eq!(columns[42..46], (30_u32.pow(6) - 1).to_be_bytes());
    }
}
