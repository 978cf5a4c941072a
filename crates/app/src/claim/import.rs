//! Taking in a table of claims: looked at first, stored only when a person says so.

use std::collections::HashMap;

use cairn_domain::{Action, Claim, ShortId};

use super::{
    COLUMNS, ClaimDraft,
    record::{blank, record_claims},
    table::{csv_table, with_formula},
};
use crate::{App, AppError, FieldError, Visit};

/// Longer tables are imported in parts.
const MOST_ROWS: usize = 5_000;
/// Columns without which there is no claim.
const NEEDED: [&str; 4] = ["claimant", "date", "province", "statement"];

/// What would become of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowOutcome {
    /// It becomes a claim.
    Good(Box<Claim>),
    /// It was imported before and became this claim.
    Known(ShortId),
    /// It says the same as an earlier line of this table.
    Twice(u64),
    /// Something is wrong with it, cell by cell.
    Bad(Vec<FieldError>),
}

/// One row of a table.
#[derive(Debug, Clone)]
pub struct PreviewRow {
    /// The line of the file it begins on, from 1.
    pub line: u64,
    /// As it stands there.
    pub draft: ClaimDraft,
    /// What would become of it.
    pub outcome: RowOutcome,
}

/// What would become of a table.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// Its rows in order.
    pub rows: Vec<PreviewRow>,
    /// Columns that nothing reads: most often a misspelt name.
    pub unread: Vec<String>,
}

impl Preview {
    /// How many rows become claims.
    pub fn good(&self) -> usize {
        self.count(|outcome| matches!(outcome, RowOutcome::Good(_)))
    }

    /// How many rows are known already, from before or from this table.
    pub fn known(&self) -> usize {
        self.count(|outcome| matches!(outcome, RowOutcome::Known(_) | RowOutcome::Twice(_)))
    }

    /// How many rows have something wrong.
    pub fn bad(&self) -> usize {
        self.count(|outcome| matches!(outcome, RowOutcome::Bad(_)))
    }

    fn count(&self, which: impl Fn(&RowOutcome) -> bool) -> usize {
        self.rows.iter().filter(|row| which(&row.outcome)).count()
    }
}

/// What became of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Claims that were added.
    pub added: usize,
    /// Rows that were known already.
    pub known: usize,
    /// Rows that were left out because something is wrong with them.
    pub left_out: usize,
}

/// An empty table with the columns that are read, and one row that shows how.
pub fn template() -> Result<Vec<u8>, AppError> {
    let example = |name: &&str| {
        match *name {
            "kind" => "itemised",
            "claimant" => "Name of the party",
            "outlet" => "Name of the newsletter",
            "issue" => "352",
            "published_on" => "2022-10-06",
            "language" => "ar",
            "date" => "2022-09-30",
            "date_precision" => "day",
            "stated_date" => "4 Rabi al-Awwal 1444",
            "calendar" => "lunar_hijri",
            "place_name" => "Kaj",
            "province" => "Kabul",
            "statement" => "Claims an attack on a school",
            "killed_min" | "killed_max" => "100",
            "archive_public" => "no",
            _ => "",
        }
        .to_owned()
    };
    csv_table(COLUMNS, &[COLUMNS.iter().map(example).collect()])
}

/// Reads a table and says what would become of each row. Stores nothing.
///
/// # Errors
/// `Invalid` on the field `table` when it is no table of claims at all.
pub async fn preview(app: &App, visit: &Visit, text: &str) -> Result<Preview, AppError> {
    visit.permit(Action::EditClaims)?;
    let Table { rows, unread } = read_table(text)?;
    let digests: Vec<String> = rows.iter().map(|(_, draft)| draft.digest()).collect();
    let reads = app.store.read();
    let known = reads
        .claims_that_came_as(visit.project.id, &digests)
        .await?;
    let known: HashMap<String, ShortId> = known.into_iter().collect();
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut preview = Preview {
        unread,
        ..Preview::default()
    };
    for ((line, draft), digest) in rows.into_iter().zip(digests) {
        let outcome = match (known.get(&digest), seen.get(&digest)) {
            (Some(short), _) => RowOutcome::Known(short.clone()),
            (_, Some(line)) => RowOutcome::Twice(*line),
            _ => match draft.read(blank(app)) {
                Ok(claim) => RowOutcome::Good(Box::new(claim)),
                Err(AppError::Invalid(errors)) => RowOutcome::Bad(errors),
                Err(other) => return Err(other),
            },
        };
        seen.entry(digest).or_insert(line);
        preview.rows.push(PreviewRow {
            line,
            draft,
            outcome,
        });
    }
    Ok(preview)
}

/// Stores the good rows of a table. With `only_whole`, nothing unless every row is good or known.
///
/// # Errors
/// `Invalid` on the field `table` when there is nothing to store, or not everything is good and
/// that was asked for.
pub async fn import(
    app: &App,
    visit: &Visit,
    text: &str,
    only_whole: bool,
) -> Result<Imported, AppError> {
    let permit = visit.permit(Action::EditClaims)?;
    let preview = preview(app, visit, text).await?;
    let counts = Imported {
        added: preview.good(),
        known: preview.known(),
        left_out: preview.bad(),
    };
    if only_whole && counts.left_out > 0 {
        let detail = counts.left_out.to_string();
        let error = FieldError::with("table", "claim-rows-bad", detail);
        return Err(AppError::Invalid(vec![error]));
    }
    if counts.added == 0 {
        return Err(AppError::invalid("table", "claim-rows-none"));
    }
    let good = preview.rows.into_iter().filter_map(|row| {
        let digest = row.draft.digest();
        match row.outcome {
            RowOutcome::Good(claim) => Some((*claim, Some(digest))),
            _ => None,
        }
    });
    record_claims(app, &permit, good.collect()).await?;
    Ok(counts)
}

/// The rows of a table with the lines they begin on.
struct Table {
    rows: Vec<(u64, ClaimDraft)>,
    unread: Vec<String>,
}

fn read_table(text: &str) -> Result<Table, AppError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(AppError::invalid("table", "claim-table-empty"));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let error = FieldError::with("table", "claim-table-unreadable", error.to_string());
        AppError::Invalid(vec![error])
    };
    let header: Vec<String> = reader
        .headers()
        .map_err(broken)?
        .iter()
        .map(|name| name.trim().to_lowercase().replace([' ', '-'], "_"))
        .collect();
    check_header(&header)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            let error = FieldError::with("table", "claim-table-long", MOST_ROWS.to_string());
            return Err(AppError::Invalid(vec![error]));
        }
        let mut draft = ClaimDraft::default();
        for (name, cell) in header.iter().zip(&record) {
            draft.set(name, with_formula(cell).to_owned());
        }
        rows.push((line, draft));
    }
    // What the register itself hands out beside the columns it reads.
    let known = |name: &String| {
        COLUMNS.contains(&name.as_str()) || matches!(name.as_str(), "id" | "status" | "searched")
    };
    let unread = header.into_iter().filter(|name| !known(name)).collect();
    Ok(Table { rows, unread })
}

fn check_header(header: &[String]) -> Result<(), AppError> {
    let missing: Vec<FieldError> = NEEDED
        .into_iter()
        .filter(|needed| !header.iter().any(|name| name == needed))
        .map(|needed| FieldError::with("table", "claim-column-missing", needed))
        .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(AppError::Invalid(missing)),
    }
}

/// Spreadsheets write semicolons or tabs where the comma is the decimal sign.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_with_any_usual_sign_between_cells() {
        for table in [
            "Claimant,date,Province,statement\nA,2022-09-30,Kabul,\"one, two\"\n",
            "claimant;date;province;statement\r\n\r\nA;2022-09-30;Kabul;one, two\r\n",
            "\u{feff}claimant\tdate\tprovince\tstatement\nA\t2022-09-30\tKabul\tone, two",
        ] {
            let read = read_table(table).expect("reads");
            assert_eq!(read.rows.len(), 1, "{table}");
            assert_eq!(read.rows[0].1.statement, "one, two");
        }
    }

    #[test]
    fn a_table_that_cannot_be_one_says_why() {
        let codes = |text: &str| match read_table(text) {
            Err(AppError::Invalid(errors)) => errors.iter().map(|e| e.code).collect(),
            _ => Vec::new(),
        };
        assert_eq!(codes(" \n"), ["claim-table-empty"]);
        assert_eq!(codes("claimant,date\n"), ["claim-column-missing"; 2]);
    }

    #[test]
    fn columns_that_nothing_reads_are_named() {
        let read = read_table("claimant,date,province,statement,kiled\n").expect("reads");
        assert_eq!(read.unread, ["kiled"]);
        let own = template().expect("writes");
        let own = String::from_utf8(own).expect("text");
        assert_eq!(
            read_table(&own).expect("reads").unread,
            Vec::<String>::new()
        );
    }
}
