//! Tables of an analysis to keep: the numbers without words that change with the language.

use axum::response::Response;
use cairn_app::{
    AppError,
    analysis::{self, Label, Material, Table},
    claim::csv_table,
};

use super::view::tables;
use crate::{pages::claims::csv_answer, problem::WebError};

/// One table by its key.
pub(super) fn csv(
    code: &str,
    key: &str,
    material: &Material,
    is_team: bool,
) -> Result<Response, WebError> {
    let bytes = match key {
        "grid" => grid(material)?,
        "pairs" => pairs(code, material)?,
        "claimed-verified" => counts(&analysis::quadrants(material).table())?,
        key => {
            let all = tables(material, is_team);
            let found = all.iter().find(|table| table.key == key);
            counts(found.ok_or(AppError::NotFound)?)?
        }
    };
    csv_answer(bytes, &format!("{code}-analysis-{key}.csv"))
}

fn counts(table: &Table) -> Result<Vec<u8>, AppError> {
    let mut header = vec!["row".to_owned()];
    for column in &table.columns {
        header.extend([(*column).to_owned(), format!("{column}_of")]);
    }
    let rows = table.rows.iter().map(|row| {
        let mut cells = vec![match &row.label {
            Label::Name(name) | Label::Period(name) | Label::Code(_, name) => name.clone(),
            Label::Key(key) => (*key).to_owned(),
        }];
        for cell in &row.cells {
            let of = cell.of.map(|of| of.to_string()).unwrap_or_default();
            cells.extend([cell.count.to_string(), of]);
        }
        cells
    });
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    csv_table(&header, &rows.collect::<Vec<_>>())
}

fn grid(material: &Material) -> Result<Vec<u8>, AppError> {
    let grid = analysis::grid(material);
    let mut rows = Vec::new();
    for (at, province) in grid.provinces.iter().enumerate() {
        for (month, name) in grid.months.iter().enumerate() {
            rows.push(vec![
                province.clone(),
                name.clone(),
                grid.claimed[at][month].to_string(),
                grid.verified[at][month].to_string(),
                grid.low_visibility[at].to_string(),
            ]);
        }
    }
    let header = ["province", "month", "claimed", "verified", "low_visibility"];
    csv_table(&header, &rows)
}

fn pairs(code: &str, material: &Material) -> Result<Vec<u8>, AppError> {
    let number = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
    let rows: Vec<Vec<String>> = analysis::pairs(material)
        .iter()
        .map(|pair| {
            let counts = [
                pair.claimed_killed.min,
                pair.claimed_killed.max,
                pair.killed.low,
                pair.killed.best,
                pair.killed.high,
                pair.claimed_injured.min,
                pair.claimed_injured.max,
                pair.injured.low,
                pair.injured.best,
                pair.injured.high,
            ];
            let mut row = vec![
                format!("{code}-{}", pair.claim),
                format!("{code}-{}", pair.incident),
            ];
            row.extend(counts.map(number));
            row
        })
        .collect();
    let header = [
        "claim",
        "incident",
        "claimed_killed_min",
        "claimed_killed_max",
        "killed_low",
        "killed_best",
        "killed_high",
        "claimed_injured_min",
        "claimed_injured_max",
        "injured_low",
        "injured_best",
        "injured_high",
    ];
    csv_table(&header, &rows)
}
