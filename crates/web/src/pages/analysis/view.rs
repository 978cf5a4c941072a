//! What both pages show of an analysis.

use cairn_app::analysis::{self, Cell, Grid, Label, Material, Pair, Quadrants, Table};

use crate::{
    i18n::Translator,
    present::{
        drawn_table::{Drawing, Line, bars, ranges, squares},
        filters::code_words,
    },
};

/// Pairs that are drawn; the table has all.
const DRAWN_PAIRS: usize = 60;

/// Where lists of the rows behind a number are.
pub(super) struct Places {
    /// Page of claims.
    pub(super) claims: String,
    /// Page of incidents; empty where it takes no such filter.
    pub(super) incidents: String,
    /// Where one claim is, before its id; empty where there is no page of one.
    pub(super) claim: String,
    /// Where one incident is, before its id.
    pub(super) incident: String,
    /// Where the tables are.
    pub(super) tables: String,
}

/// Everything on the page.
pub(super) struct View {
    pub(super) square: Square,
    pub(super) grid: GridView,
    pub(super) pairs: PairsView,
    pub(super) tables: Vec<TableView>,
}

/// The square with its denominators.
pub(super) struct Square {
    pub(super) q: Quadrants,
    pub(super) effort: String,
    pub(super) rows: Vec<(String, String, String)>,
    pub(super) csv_href: String,
}

/// Claimed and verified side by side.
pub(super) struct GridView {
    pub(super) claimed: Drawing,
    pub(super) verified: Drawing,
    pub(super) rows: Vec<GridRow>,
    pub(super) csv_href: String,
}

/// A province and month with something in it.
pub(super) struct GridRow {
    pub(super) province: String,
    pub(super) low: bool,
    pub(super) month: String,
    pub(super) claimed: usize,
    pub(super) claimed_href: String,
    pub(super) verified: usize,
    pub(super) verified_href: String,
}

/// Casualties pair by pair.
pub(super) struct PairsView {
    pub(super) drawing: Drawing,
    pub(super) count: usize,
    pub(super) drawn: usize,
    pub(super) rows: Vec<PairRow>,
    pub(super) csv_href: String,
}

/// A pair in words.
pub(super) struct PairRow {
    pub(super) claim: (String, String),
    pub(super) incident: (String, String),
    pub(super) title: String,
    pub(super) claimed_killed: String,
    pub(super) killed: String,
    pub(super) claimed_injured: String,
    pub(super) injured: String,
}

/// A table with its drawing.
pub(super) struct TableView {
    pub(super) key: &'static str,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) drawing: Drawing,
    pub(super) head: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<(String, Vec<(String, String)>)>,
    pub(super) csv_href: String,
}

/// The tables that are drawn as bars, in the order of the page.
pub(super) fn tables(material: &Material, is_team: bool) -> Vec<Table> {
    let mut all = vec![
        analysis::locations(material),
        analysis::targets(material),
        analysis::settings(material),
        analysis::places(material),
        analysis::evidence(material),
    ];
    if is_team {
        all.push(analysis::waiting(material));
    }
    all
}

/// The page in words and drawings.
pub(super) fn view(
    t: &Translator,
    code: &str,
    material: &Material,
    places: &Places,
    is_team: bool,
) -> View {
    let csv = |key: &str| format!("{}/{key}.csv", places.tables);
    let q = analysis::quadrants(material);
    View {
        square: square(t, q, places, csv("claimed-verified")),
        grid: grid(t, &analysis::grid(material), places, csv("grid")),
        pairs: pairs(t, code, &analysis::pairs(material), places, csv("pairs")),
        tables: tables(material, is_team)
            .iter()
            .map(|one| table(t, one, places, csv(one.key)))
            .collect(),
    }
}

fn square(t: &Translator, q: Quadrants, places: &Places, csv_href: String) -> Square {
    let counts = [
        ("counted", q.counted.to_string()),
        ("assessed", q.assessed.to_string()),
        ("not_found", q.claimed_not_found.to_string()),
        ("searched", q.searched.to_string()),
    ];
    let rows = q.table().rows;
    let rows = rows.iter().map(|row| {
        let cell = &row.cells[0];
        (
            label(t, &row.label),
            cell_words(t, cell),
            href(cell, places),
        )
    });
    Square {
        effort: t.with("analysis-effort", &counts),
        rows: rows.collect(),
        q,
        csv_href,
    }
}

fn grid(t: &Translator, grid: &Grid, places: &Places, csv_href: String) -> GridView {
    let most = |counts: &[Vec<usize>]| counts.iter().flatten().copied().max().unwrap_or(0);
    let highest = most(&grid.claimed).max(most(&grid.verified));
    let title = |key: &'static str| {
        move |province: usize, month: usize, count: usize| {
            let values = [
                ("province", grid.provinces[province].clone()),
                ("month", grid.months[month].clone()),
                ("count", count.to_string()),
            ];
            t.with(key, &values)
        }
    };
    let mut rows = Vec::new();
    for (at, province) in grid.provinces.iter().enumerate() {
        for (month, name) in grid.months.iter().enumerate() {
            let (claimed, verified) = (grid.claimed[at][month], grid.verified[at][month]);
            if claimed + verified > 0 {
                let days = [("province", province.clone()), ("month", name.clone())];
                rows.push(GridRow {
                    province: province.clone(),
                    low: grid.low_visibility[at],
                    month: name.clone(),
                    claimed,
                    claimed_href: query(&places.claims, &counted(&days)),
                    verified,
                    verified_href: month_href(&places.incidents, province, name),
                });
            }
        }
    }
    GridView {
        claimed: squares(grid, &grid.claimed, highest, title("analysis-grid-claimed")),
        verified: squares(
            grid,
            &grid.verified,
            highest,
            title("analysis-grid-verified"),
        ),
        rows,
        csv_href,
    }
}

fn counted(asked: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let mut asked = asked.to_vec();
    asked.push(("counted", "yes".to_owned()));
    asked
}

/// The list of incidents narrowed to a province and a month by its two days.
fn month_href(path: &str, province: &str, month: &str) -> String {
    use chrono::{Months, NaiveDate};
    let first = format!("{month}-01").parse::<NaiveDate>().ok();
    let last = first
        .and_then(|day| day.checked_add_months(Months::new(1)))
        .and_then(|day| day.pred_opt());
    match first.zip(last) {
        Some((first, last)) => {
            let asked = [
                ("from", first.to_string()),
                ("to", last.to_string()),
                ("province", province.to_owned()),
            ];
            query(path, &asked)
        }
        None => String::new(),
    }
}

fn pairs(
    t: &Translator,
    code: &str,
    pairs: &[Pair],
    places: &Places,
    csv_href: String,
) -> PairsView {
    let id = |short: &str| format!("{code}-{short}");
    let with_numbers = |pair: &&Pair| pair.claimed_killed.is_said();
    let drawn: Vec<(String, &Pair)> = pairs
        .iter()
        .filter(with_numbers)
        .take(DRAWN_PAIRS)
        .map(|pair| (id(&pair.incident), pair))
        .collect();
    let row = |pair: &Pair| PairRow {
        claim: (at(&places.claim, &pair.claim), id(&pair.claim)),
        incident: (at(&places.incident, &pair.incident), id(&pair.incident)),
        title: pair.title.clone(),
        claimed_killed: pair
            .claimed_killed
            .words()
            .unwrap_or_else(|| t.get("claim-not-said")),
        killed: known_words(t, pair.killed),
        claimed_injured: pair
            .claimed_injured
            .words()
            .unwrap_or_else(|| t.get("claim-not-said")),
        injured: known_words(t, pair.injured),
    };
    PairsView {
        drawing: ranges(&drawn),
        count: pairs.len(),
        drawn: drawn.len(),
        rows: pairs.iter().map(row).collect(),
        csv_href,
    }
}

/// `25–54 (best 35)`
fn known_words(t: &Translator, known: analysis::Known) -> String {
    let range = match (known.low, known.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("{low}+"),
        (None, Some(high)) => format!("≤{high}"),
        (None, None) => return t.get("unknown"),
    };
    match known.best {
        Some(best) => t.get2("analysis-best", "range", range, "best", best),
        None => range,
    }
}

fn at(before: &str, short: &str) -> String {
    match before {
        "" => String::new(),
        before => format!("{before}{short}"),
    }
}

fn table(t: &Translator, table: &Table, places: &Places, csv_href: String) -> TableView {
    let lines: Vec<Line> = table
        .rows
        .iter()
        .map(|row| {
            let count = match table.key {
                "settings" => row.cells.iter().map(|cell| cell.count).sum(),
                _ => row.cells[0].count,
            };
            let marked = match table.key {
                "locations" | "targets" | "places" => Some(row.cells[1].count),
                "settings" => Some(row.cells[2].count),
                _ => None,
            };
            Line {
                label: label(t, &row.label),
                count,
                value: match marked {
                    Some(marked) => t.get2("analysis-of", "count", marked, "of", count),
                    None => count.to_string(),
                },
                marked,
            }
        })
        .collect();
    let cells = |cells: &[Cell]| {
        let cell = |cell: &Cell| (cell_words(t, cell), href(cell, places));
        cells.iter().map(cell).collect()
    };
    let key = table.key;
    TableView {
        key,
        title: t.get(format!("analysis-{key}")),
        note: t.get1(format!("analysis-{key}-note"), "of", table.of),
        drawing: bars(&lines[..lines.len().min(DRAWN_PAIRS)]),
        head: t.get(format!("analysis-{key}-head")),
        columns: table
            .columns
            .iter()
            .map(|column| t.get(format!("analysis-column-{column}")))
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|row| (label(t, &row.label), cells(&row.cells)))
            .collect(),
        csv_href,
    }
}

/// A label in words.
pub(super) fn label(t: &Translator, label: &Label) -> String {
    match label {
        Label::Name(name) | Label::Period(name) => name.clone(),
        Label::Code(vocabulary, code) => code_words(t, vocabulary, code),
        Label::Key(key) => t.get(format!("analysis-row-{key}")),
    }
}

fn cell_words(t: &Translator, cell: &Cell) -> String {
    match cell.of {
        Some(of) => t.get2("analysis-of", "count", cell.count, "of", of),
        None => cell.count.to_string(),
    }
}

/// The list of the rows behind a cell; empty when there is none or it would be empty.
fn href(cell: &Cell, places: &Places) -> String {
    let list = cell.behind.iter().find(|(name, _)| *name == "list");
    let path = match list.map(|(_, value)| value.as_str()) {
        Some("claims") => &places.claims,
        Some("incidents") => &places.incidents,
        _ => "",
    };
    if path.is_empty() || cell.count == 0 {
        return String::new();
    }
    let asked: Vec<_> = cell
        .behind
        .iter()
        .filter(|(name, _)| *name != "list")
        .cloned()
        .collect();
    query(path, &asked)
}

fn query(path: &str, asked: &[(&'static str, String)]) -> String {
    match path {
        "" => String::new(),
        path => format!(
            "{path}?{}",
            serde_urlencoded::to_string(asked).unwrap_or_default()
        ),
    }
}
