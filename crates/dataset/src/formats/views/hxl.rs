//! `hxl.csv`: the incidents with a row of hashtags under the header (HXL 1.1).

use super::{Cause, Cell, Column, From, Work, column, write};

/// Columns with the hashtag that stands under each.
const TAGGED: &[(&str, Column)] = &[
    ("#event+id", column("id", From::Any(&["id"]))),
    ("#date+occurred", column("date", From::Any(&["date"]))),
    ("#event+name", column("title", From::Any(&["title"]))),
    (
        "#event+type",
        column("event_type", From::Any(&["event_type"])),
    ),
    (
        "#adm1+name",
        column("admin1", From::Any(&["adm1_name", "province"])),
    ),
    (
        "#adm1+code",
        column("admin1_pcode", From::Any(&["adm1_pcode"])),
    ),
    (
        "#adm2+name",
        column("admin2", From::Any(&["adm2_name", "district"])),
    ),
    (
        "#adm2+code",
        column("admin2_pcode", From::Any(&["adm2_pcode"])),
    ),
    ("#loc+name", column("location", From::Any(&["place_name"]))),
    ("#geo+lat", column("lat", From::Any(&["lat"]))),
    ("#geo+lon", column("lon", From::Any(&["lon"]))),
    (
        "#geo+precision+m",
        column("precision_m", From::Any(&["precision_m"])),
    ),
    (
        "#actor+name",
        column("actor", From::Any(&["perpetrator", "attribution"])),
    ),
    (
        "#affected+group",
        column("affected_group", From::Any(&["target", "target_type"])),
    ),
    (
        "#affected+killed+min",
        column("killed_min", From::Any(&["fatalities_low", "killed_low"])),
    ),
    (
        "#affected+killed",
        column("killed", From::Any(&["fatalities_best", "killed_best"])),
    ),
    (
        "#affected+killed+max",
        column("killed_max", From::Any(&["fatalities_high", "killed_high"])),
    ),
    (
        "#affected+killed+civilians",
        column("killed_civilians", From::Any(&["civilian_fatalities_best"])),
    ),
    (
        "#affected+injured+min",
        column("injured_min", From::Any(&["injured_low"])),
    ),
    (
        "#affected+injured",
        column("injured", From::Any(&["injured_best"])),
    ),
    (
        "#affected+injured+max",
        column("injured_max", From::Any(&["injured_high"])),
    ),
    (
        "#status",
        column("verification", From::Any(&["verification"])),
    ),
    (
        "#meta+source",
        column("source", From::Any(&["source_note"])),
    ),
];

pub(in crate::formats) fn hxl(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let columns = TAGGED.iter().map(|(_, column)| column);
    let columns: Vec<&Column> = columns.collect();
    write(work, &columns, |csv| {
        let tags: Vec<_> = TAGGED.iter().map(|(tag, _)| Cell::text(*tag)).collect();
        csv.row(tags)
    })
}
