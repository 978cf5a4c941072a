//! `incidents.xlsx`: every table as a sheet. Text is written as text, so nothing runs.

use std::io::{Seek, Write};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::{
    PublicIncident,
    cell::Cell,
    column::Heading,
    formats::{
        Cause, Work,
        selection::{Selected, as_release},
    },
    protect::rounded_to,
    tables::TABLES,
};

/// Rows that the format has room for, without the header.
pub(super) const MOST_ROWS: usize = 1_048_575;
/// Characters, counted as UTF-16 does, that fit into a cell.
const MOST_UNITS: usize = 32_767;

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let mut book = Workbook::new();
    let built = day(work.release.built_on)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&work.release.project_name)
            .set_creation_datetime(&built),
    );
    let looks = Looks::new();
    for table in TABLES {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name)?;
        header(sheet, &(table.headings)(), &looks)?;
        for (row, cells) in (1..).zip((table.rows)(work.release).take(MOST_ROWS)) {
            line(sheet, row, &cells, &looks)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Page by page: rows that are written wait on the disk until the workbook is put together.
pub(super) fn selection(
    selected: Selected<'_>,
    pages: impl IntoIterator<Item = Vec<PublicIncident>>,
    out: impl Write + Seek + Send,
) -> Result<(), Cause> {
    let (mut book, looks) = (Workbook::new(), Looks::new());
    book.set_properties(&DocProperties::new().set_creation_datetime(&day(NaiveDate::default())?));
    let about = book.add_worksheet_with_constant_memory()?;
    about.set_name("about")?;
    for (row, (name, value)) in (0..).zip(selected.lines()) {
        about.write_string_with_format(row, 0, name, &looks.head)?;
        about.write_string(row, 1, fitting(&value))?;
    }
    for table in TABLES {
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(table.name)?;
        header(sheet, &(table.headings)(), &looks)?;
    }
    let mut written = vec![0; TABLES.len()];
    for page in pages {
        let page = as_release(page);
        for (at, table) in TABLES.iter().enumerate() {
            let sheet = book.worksheet_from_index(at + 1)?;
            for cells in (table.rows)(&page) {
                written[at] += 1;
                if written[at] > MOST_ROWS {
                    return Err(format!("{} has more rows than a sheet", table.name).into());
                }
                line(sheet, u32::try_from(written[at])?, &cells, &looks)?;
            }
        }
    }
    Ok(book.save_to_writer(out)?)
}

struct Looks {
    head: Format,
    day: Format,
}

impl Looks {
    fn new() -> Self {
        Self {
            head: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
        }
    }
}

fn header(sheet: &mut Worksheet, headings: &[Heading], looks: &Looks) -> Result<(), XlsxError> {
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, heading.name, &looks.head)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn line(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell<'_>],
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        put(sheet, row, column, cell, looks)?;
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(words) => sheet.write_string(row, column, fitting(words))?,
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        Cell::Whole(count) => sheet.write_number(row, column, *count as f64)?,
        Cell::Degrees { value, decimals } => {
            sheet.write_number(row, column, rounded_to(*value, *decimals))?
        }
        Cell::Truth(truth) => sheet.write_boolean(row, column, *truth)?,
        Cell::Day(at) => sheet.write_datetime_with_format(row, column, day(*at)?, &looks.day)?,
        Cell::Unknown => sheet,
    };
    Ok(())
}

fn day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1900);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

/// As much of a text as fits into a cell; the README says so.
fn fitting(words: &str) -> &str {
    let mut units = 0;
    let too_far = words.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > MOST_UNITS
    });
    too_far.map_or(words, |(end, _)| &words[..end])
}
