//! Counts of published incidents: whole months from the counts that are kept of them, the days at
//! either end from an index. These queries touch `published_*` tables and nothing else.

use std::collections::BTreeMap;

use cairn_domain::ProjectId;
use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Facet, Facets, PublicFilter, Reads, StorageError,
    entity::{
        published_cell::{self, Column},
        published_incident,
    },
    error::Settle,
    published_cells::KEPT,
    row::Row,
};

type Counts = BTreeMap<String, u64>;

/// A part of what is asked.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// Whole months, from one to another, both counted; none: without an end.
    Months(Option<String>, Option<String>),
    /// Days that are not, with everything else that is asked.
    Days(PublicFilter),
}

impl Reads<'_> {
    /// Counts of what a filter finds.
    pub async fn public_facets(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
    ) -> Result<Facets, StorageError> {
        let counts = async |facet| self.public_counts(project, filter, facet).await;
        Ok(Facets {
            provinces: counts(Facet::Province).await?,
            event_types: counts(Facet::EventType).await?,
            targets: counts(Facet::Target).await?,
            location_types: counts(Facet::LocationType).await?,
            months: counts(Facet::Month).await?,
        })
    }

    /// How many a filter finds of each value of one thing, in the order of the values.
    pub async fn public_counts(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
        facet: Facet,
    ) -> Result<Vec<(String, u64)>, StorageError> {
        let mut counts = Counts::new();
        for part in parts(filter) {
            let rows = match part {
                Part::Months(first, last) => {
                    let cells = cells(project, filter, Some(facet), first, last);
                    let cells = cells
                        .column(cell_column(facet))
                        .group_by(cell_column(facet));
                    cells.column_as(sum(), "incidents").into_tuple()
                }
                Part::Days(filter) => {
                    let column = row_column(facet);
                    let rows = self.matching(project, &filter, Some(facet)).select_only();
                    let rows = rows.column(column).group_by(column);
                    rows.column_as(
                        Expr::col(published_incident::Column::Position).count(),
                        "incidents",
                    )
                    .into_tuple()
                }
            };
            gather(&mut counts, rows.all(&self.db).await.settle()?)?;
        }
        counts.retain(|_, count| *count > 0);
        Ok(counts.into_iter().collect())
    }

    /// How many a filter finds.
    pub async fn public_count(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
    ) -> Result<u64, StorageError> {
        let mut count = 0;
        for part in parts(filter) {
            count += match part {
                Part::Months(first, last) => {
                    let cells = cells(project, filter, None, first, last);
                    let sum = cells.column_as(sum(), "incidents").into_tuple();
                    let sum: Option<Option<i64>> = sum.one(&self.db).await.settle()?;
                    number(sum.flatten().unwrap_or(0))?
                }
                Part::Days(filter) => self.count_rows(project, &filter).await?,
            };
        }
        Ok(count)
    }

    /// How many there are of each value of one thing in each month: month, value, count.
    pub async fn public_months_by(
        &self,
        project: ProjectId,
        facet: Facet,
    ) -> Result<Vec<(String, String, u64)>, StorageError> {
        let any = PublicFilter::default();
        let rows: Vec<(String, String, i64)> = cells(project, &any, Some(facet), None, None)
            .column(Column::Month)
            .column(cell_column(facet))
            .column_as(sum(), "incidents")
            .group_by(Column::Month)
            .group_by(cell_column(facet))
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        let rows = rows.into_iter().filter(|(_, _, count)| *count > 0);
        rows.map(|(month, value, count)| Ok((month, value, number(count)?)))
            .collect()
    }
}

/// The months and the days that a filter asks for. Words and claims are counted in rows alone.
fn parts(filter: &PublicFilter) -> Vec<Part> {
    let has_words = filter
        .text
        .as_deref()
        .is_some_and(|text| !text.trim().is_empty());
    if has_words || filter.is_claimed.is_some() {
        return vec![Part::Days(filter.clone())];
    }
    let days = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        Part::Days(PublicFilter {
            from,
            to,
            ..filter.clone()
        })
    };
    // The first day of the first whole month, and of the first month that is not whole any more.
    let first = filter.from.map(|day| match day.day() {
        1 => day,
        _ => month_after(day),
    });
    let after = filter
        .to
        .map(|day| match day.checked_add_days(Days::new(1)) {
            Some(next) if next.day() == 1 => next,
            _ => month_of(day),
        });
    if let (Some(first), Some(after)) = (first, after)
        && first >= after
    {
        return vec![days(filter.from, filter.to)];
    }
    let mut parts = vec![Part::Months(
        first.map(name),
        after.and_then(|after| after.pred_opt()).map(name),
    )];
    if let Some((from, first)) = filter.from.zip(first).filter(|(from, first)| from < first) {
        parts.push(days(Some(from), first.pred_opt()));
    }
    if let Some((to, after)) = filter.to.zip(after).filter(|(to, after)| to >= after) {
        parts.push(days(Some(after), Some(to)));
    }
    parts
}

fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn month_after(day: NaiveDate) -> NaiveDate {
    let first = month_of(day);
    first.checked_add_months(Months::new(1)).unwrap_or(first)
}

fn name(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

/// Cells that add up to what is asked: the coarsest that keep all that is.
fn cells(
    project: ProjectId,
    filter: &PublicFilter,
    facet: Option<Facet>,
    first: Option<String>,
    last: Option<String>,
) -> Select<published_cell::Entity> {
    let asked = [
        (Facet::Province, &filter.province),
        (Facet::EventType, &filter.event_type),
        (Facet::Target, &filter.target),
        (Facet::LocationType, &filter.location_type),
    ];
    let asked = asked.into_iter().filter(|(thing, _)| facet != Some(*thing));
    let asked: Vec<_> = asked
        .filter_map(|(thing, value)| Some((thing, value.as_ref()?)))
        .collect();
    let needed = facet.map_or(0, bit) | asked.iter().fold(0, |all, (thing, _)| all | bit(*thing));
    let kept = if KEPT.contains(&needed) { needed } else { 15 };
    let mut cells = published_cell::Entity::find()
        .select_only()
        .filter(Column::Project.eq(project.0))
        .filter(Column::Kept.eq(kept));
    for (thing, value) in asked {
        cells = cells.filter(cell_column(thing).eq(value));
    }
    if let Some(first) = first {
        cells = cells.filter(Column::Month.gte(first));
    }
    if let Some(last) = last {
        cells = cells.filter(Column::Month.lte(last));
    }
    cells
}

/// What a count that keeps this thing has in its number.
fn bit(facet: Facet) -> i64 {
    match facet {
        Facet::Province => 1,
        Facet::EventType => 2,
        Facet::Target => 4,
        Facet::LocationType => 8,
        Facet::Month => 0,
    }
}

fn cell_column(facet: Facet) -> Column {
    match facet {
        Facet::Province => Column::Province,
        Facet::EventType => Column::EventType,
        Facet::Target => Column::Target,
        Facet::LocationType => Column::LocationType,
        Facet::Month => Column::Month,
    }
}

fn row_column(facet: Facet) -> published_incident::Column {
    use published_incident::Column;
    match facet {
        Facet::Province => Column::Province,
        Facet::EventType => Column::EventType,
        Facet::Target => Column::Target,
        Facet::LocationType => Column::LocationType,
        Facet::Month => Column::Month,
    }
}

/// PostgreSQL adds up into a wider kind of number.
fn sum() -> Expr {
    Expr::col(Column::Incidents).sum().cast_as("bigint")
}

fn gather(counts: &mut Counts, rows: Vec<(String, i64)>) -> Result<(), StorageError> {
    for (value, count) in rows {
        *counts.entry(value).or_default() += number(count)?;
    }
    Ok(())
}

fn number(count: i64) -> Result<u64, StorageError> {
    Row::of("published_cell", "sum").number("incidents", count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(from: &str, to: &str) -> Vec<Part> {
        let filter = PublicFilter {
            from: from.parse().ok(),
            to: to.parse().ok(),
            ..PublicFilter::default()
        };
        parts(&filter)
    }

    fn months(first: &str, last: &str) -> Part {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Part::Months(some(first), some(last))
    }

    fn days(from: &str, to: &str) -> Part {
        Part::Days(PublicFilter {
            from: from.parse().ok(),
            to: to.parse().ok(),
            ..PublicFilter::default()
        })
    }

    #[test]
    fn days_at_the_ends_are_counted_apart_from_whole_months() {
        assert_eq!(asked("", ""), [months("", "")]);
        assert_eq!(
            asked("2022-03-01", "2022-03-31"),
            [months("2022-03", "2022-03")]
        );
        assert_eq!(
            asked("2022-03-10", "2022-08-20"),
            [
                months("2022-04", "2022-07"),
                days("2022-03-10", "2022-03-31"),
                days("2022-08-01", "2022-08-20"),
            ]
        );
        assert_eq!(
            asked("2022-03-10", "2022-04-20"),
            [days("2022-03-10", "2022-04-20")]
        );
        assert_eq!(
            asked("2022-03-31", ""),
            [months("2022-04", ""), days("2022-03-31", "2022-03-31")]
        );
        assert_eq!(
            asked("2022-03-31", "2022-03-01"),
            [days("2022-03-31", "2022-03-01")]
        );
    }
}
