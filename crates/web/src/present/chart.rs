//! Charts drawn on the server: bars from zero, labelled directly, the same numbers as a table.

use chrono::{Months, NaiveDate};

use super::filters::Filters;
use crate::i18n::Translator;

/// Width of the drawing; heights and places are in the same units.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 120.0;
/// Where zero stands.
const ZERO: f64 = 92.0;
const TALLEST: f64 = 72.0;
/// A dataset that spans more is drawn by its last months, and the caption says so by its ticks.
const MOST_MONTHS: usize = 240;

/// Incidents by month, ready to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct MonthChart {
    pub(crate) bars: Vec<MonthBar>,
    pub(crate) ticks: Vec<Tick>,
    /// Months with at least one incident, newest first, for the table.
    pub(crate) rows: Vec<MonthRow>,
}

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MonthBar {
    /// `2022-09`
    pub(crate) month: String,
    /// `Sep 2022: 3 of 5`
    pub(crate) label: String,
    /// The page narrowed to this month; empty when there is nothing in it.
    pub(crate) href: String,
    pub(crate) slot_x: String,
    pub(crate) slot_width: String,
    pub(crate) x: String,
    pub(crate) width: String,
    /// The bar of what the filter finds.
    pub(crate) found: Extent,
    /// The rest of the month above it, which the filter leaves out.
    pub(crate) rest: Extent,
    pub(crate) middle: String,
    pub(crate) value_y: String,
    pub(crate) value: String,
    /// Left out where there is little room; the tallest keeps its number.
    pub(crate) is_minor: bool,
}

/// Top and height of a bar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Extent {
    pub(crate) y: String,
    pub(crate) height: String,
}

/// A label under the axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    pub(crate) x: String,
    pub(crate) words: String,
    pub(crate) is_minor: bool,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MonthRow {
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) found: u64,
    pub(crate) total: u64,
}

/// A month with what the filter finds in it and what there is.
struct Counted {
    first: NaiveDate,
    found: u64,
    total: u64,
}

impl MonthChart {
    /// Draws months (`2022-09` with a count): all there are, and those that the filters find.
    pub(crate) fn new(
        t: &Translator,
        whole: &[(String, u64)],
        found: &[(String, u64)],
        filters: &Filters,
        path: &str,
    ) -> Self {
        let months = months(whole, found);
        let most = months
            .iter()
            .map(|month| month.total)
            .max()
            .unwrap_or(0)
            .max(1);
        let slot = WIDTH / units(months.len().max(1));
        let narrowed = |month: &Counted| narrowed(month.first, filters).href(path);
        let bars = months.iter().enumerate().map(|(at, month)| {
            let href = if month.total > 0 {
                narrowed(month)
            } else {
                String::new()
            };
            bar(t, month, href, units(at) * slot, slot, most)
        });
        let rows = months
            .iter()
            .rev()
            .filter(|month| month.total > 0)
            .map(|month| MonthRow {
                words: words(month.first),
                href: narrowed(month),
                found: month.found,
                total: month.total,
            });
        Self {
            bars: bars.collect(),
            ticks: ticks(&months, slot),
            rows: rows.collect(),
        }
    }
}

/// Every month from the first to the last that has anything, empty ones included.
fn months(whole: &[(String, u64)], found: &[(String, u64)]) -> Vec<Counted> {
    let first_day = |(month, _): &(String, u64)| format!("{month}-01").parse::<NaiveDate>().ok();
    let (Some(first), Some(last)) = (
        whole.iter().filter_map(first_day).min(),
        whole.iter().filter_map(first_day).max(),
    ) else {
        return Vec::new();
    };
    let count = |counts: &[(String, u64)], month: &str| {
        counts
            .iter()
            .find(|(known, _)| known == month)
            .map_or(0, |(_, count)| *count)
    };
    let counted = |first: NaiveDate| {
        let month = first.format("%Y-%m").to_string();
        Counted {
            first,
            found: count(found, &month),
            total: count(whole, &month),
        }
    };
    let back = std::iter::successors(Some(last), |day| day.checked_sub_months(Months::new(1)));
    let mut months: Vec<_> = back
        .take_while(|day| *day >= first)
        .take(MOST_MONTHS)
        .map(counted)
        .collect();
    months.reverse();
    months
}

fn bar(t: &Translator, month: &Counted, href: String, left: f64, slot: f64, most: u64) -> MonthBar {
    let width = (slot * 0.8).min(28.0);
    let height = |count: u64| TALLEST * exact(count) / exact(most);
    let (found, total) = (month.found, month.total);
    let label = [
        ("month", words(month.first)),
        ("count", found.to_string()),
        ("total", total.to_string()),
    ];
    MonthBar {
        month: month.first.format("%Y-%m").to_string(),
        label: t.with(
            if found == total {
                "chart-bar"
            } else {
                "chart-bar-of"
            },
            &label,
        ),
        href,
        slot_x: number(left),
        slot_width: number(slot),
        x: number(left + (slot - width) / 2.0),
        width: number(width),
        found: Extent {
            y: number(ZERO - height(found)),
            height: number(height(found)),
        },
        rest: Extent {
            y: number(ZERO - height(total)),
            height: number(height(total.saturating_sub(found))),
        },
        middle: number(left + slot / 2.0),
        value_y: number(ZERO - height(total) - 4.0),
        value: if found > 0 {
            found.to_string()
        } else {
            String::new()
        },
        is_minor: total < most,
    }
}

/// The first month by name, then every January by its year.
fn ticks(months: &[Counted], slot: f64) -> Vec<Tick> {
    use chrono::Datelike;
    let januaries = months
        .iter()
        .enumerate()
        .filter(|(at, month)| *at > 0 && month.first.month() == 1);
    let years = januaries.map(|(at, month)| Tick {
        x: number(units(at) * slot),
        words: month.first.format("%Y").to_string(),
        is_minor: false,
    });
    let years: Vec<_> = years.collect();
    let room = months
        .iter()
        .position(|month| month.first.month() == 1)
        .map_or(WIDTH, |at| units(at) * slot);
    let first = months
        .first()
        .filter(|_| room >= 60.0 || room == 0.0)
        .map(|month| Tick {
            x: number(0.0),
            words: words(month.first),
            is_minor: room < 120.0 && room > 0.0,
        });
    first.into_iter().chain(years).collect()
}

/// The filters with both days set to one month.
fn narrowed(first: NaiveDate, filters: &Filters) -> Filters {
    let last = first
        .checked_add_months(Months::new(1))
        .and_then(|next| next.pred_opt());
    filters
        .with("from", first.to_string())
        .with("to", last.unwrap_or(first).to_string())
}

fn words(first: NaiveDate) -> String {
    first.format("%b %Y").to_string()
}

/// One decimal is a tenth of a pixel.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn units(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

fn exact(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// The view box of the drawing.
pub(crate) fn view_box() -> String {
    format!("0 0 {WIDTH} {HEIGHT}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    fn chart(whole: &[(&str, u64)], found: &[(&str, u64)]) -> MonthChart {
        let owned = |counts: &[(&str, u64)]| -> Vec<(String, u64)> {
            counts
                .iter()
                .map(|(month, count)| ((*month).to_owned(), *count))
                .collect()
        };
        let t = Locales::load().get(None);
        let filters = Filters::from_query(Some("province=Kabul"));
        MonthChart::new(&t, &owned(whole), &owned(found), &filters, "/")
    }

    #[test]
    fn empty_months_keep_their_place_and_bars_start_at_zero() {
        let chart = chart(&[("2021-11", 4), ("2022-02", 2)], &[("2021-11", 1)]);
        let months: Vec<_> = chart.bars.iter().map(|bar| bar.month.as_str()).collect();
        assert_eq!(months, ["2021-11", "2021-12", "2022-01", "2022-02"]);
        assert_eq!(
            chart.bars[0].found,
            Extent {
                y: "74".into(),
                height: "18".into()
            }
        );
        assert_eq!(
            chart.bars[0].rest,
            Extent {
                y: "20".into(),
                height: "54".into()
            }
        );
        assert_eq!(chart.bars[1].found.height, "0");
        assert_eq!(chart.bars[1].href, "");
    }

    #[test]
    fn a_bar_leads_to_its_month_and_keeps_the_other_filters() {
        let chart = chart(&[("2024-02", 3)], &[("2024-02", 3)]);
        assert_eq!(
            chart.bars[0].href,
            "/?from=2024-02-01&to=2024-02-29&province=Kabul"
        );
        assert_eq!(chart.rows[0].words, "Feb 2024");
        assert_eq!((chart.rows[0].found, chart.rows[0].total), (3, 3));
    }

    #[test]
    fn nothing_draws_nothing() {
        let chart = chart(&[], &[]);
        assert!(chart.bars.is_empty() && chart.ticks.is_empty() && chart.rows.is_empty());
    }

    #[test]
    fn years_are_named_at_january() {
        let chart = chart(&[("2021-08", 1), ("2023-03", 1)], &[]);
        let ticks: Vec<_> = chart.ticks.iter().map(|tick| tick.words.as_str()).collect();
        assert_eq!(ticks, ["Aug 2021", "2022", "2023"]);
    }
}
