//! Tables that leave the program: CSV with no cell that a spreadsheet would run.

use cairn_domain::Claim;

use super::{COLUMNS, ClaimDraft};
use crate::AppError;

/// A table as CSV (RFC 4180). Cells that begin like a formula get an apostrophe in front, which
/// importing takes away again.
pub fn csv_table(header: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, AppError> {
    let header = header.iter().map(ToString::to_string).collect();
    Ok([csv_lines(&[header])?, csv_lines(rows)?].concat())
}

/// Lines of such a table, without a header.
pub(crate) fn csv_lines(rows: &[Vec<String>]) -> Result<Vec<u8>, AppError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        let safe = row.iter().map(|cell| without_formula(cell));
        writer.write_record(safe).map_err(AppError::internal)?;
    }
    writer
        .into_inner()
        .map_err(|error| AppError::internal(error.into_error()))
}

/// Claims in the columns that importing reads, with their ids, status and what was searched.
pub fn csv_of_claims<'a>(
    code: &str,
    claims: impl Iterator<Item = &'a Claim>,
) -> Result<Vec<u8>, AppError> {
    let mut header = vec!["id"];
    header.extend(COLUMNS);
    header.extend(["status", "searched"]);
    let rows: Vec<Vec<String>> = claims
        .map(|claim| {
            let typed = ClaimDraft::of(claim);
            let mut row = vec![format!("{code}-{}", claim.short)];
            row.extend(COLUMNS.iter().map(|name| typed.field(name).to_owned()));
            row.extend([claim.status.to_string(), claim.searched.clone()]);
            row
        })
        .collect();
    csv_table(&header, &rows)
}

/// Puts `'` before text a spreadsheet would run as a formula.
fn without_formula(text: &str) -> String {
    match runs_as_formula(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// Takes away what [`without_formula`] put there.
pub(super) fn with_formula(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(bare) if runs_as_formula(bare) => bare,
        _ => text,
    }
}

/// Negative coordinates are no formula: a number stays a number.
fn runs_as_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    let starts = bare.starts_with(['\t', '\r', '\n'])
        || bare
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    starts && text.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_on_the_way_out_and_whole_again_on_the_way_in() {
        for text in ["=1+1", "'=1+1", " @x", "plain", "-34.5", "'quoted'", "\t=1"] {
            let out = without_formula(text);
            assert_eq!(with_formula(&out), text);
            assert!(!out.trim_start().starts_with(['=', '@']), "{out}");
        }
        let table = csv_table(&["a"], &[vec!["=HYPERLINK(\"x\")".into()]]).expect("writes");
        assert_eq!(table, b"a\r\n\"'=HYPERLINK(\"\"x\"\")\"\r\n");
    }
}
