//! Counts of published incidents: whole months from the counts that are kept of them, the days at
//! either end from an index. These queries touch `published_*` tables and nothing else.

use std::collections::BTreeMap;

use cairn_domain::ProjectId;
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
    public_parts::{Part, parts},
    published_cells::KEPT,
    row::{Row, big},
};

type Counts = BTreeMap<String, i64>;

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
            let sign = part.sign();
            let rows = match part {
                Part::Months(first, last) => {
                    let cells = cells(project, filter, Some(facet), first, last);
                    let cells = cells
                        .column(cell_column(facet))
                        .group_by(cell_column(facet));
                    cells.column_as(sum(filter), "incidents").into_tuple()
                }
                Part::Days(filter) | Part::Without(filter) => {
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
            let rows: Vec<(String, i64)> = rows.all(&self.db).await.settle()?;
            for (value, count) in rows {
                *counts.entry(value).or_default() += sign * count;
            }
        }
        let counts = counts.into_iter().filter(|(_, count)| *count != 0);
        counts
            .map(|(value, count)| Ok((value, number(count)?)))
            .collect()
    }

    /// How many a filter finds.
    pub async fn public_count(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
    ) -> Result<u64, StorageError> {
        let mut count = 0;
        for part in parts(filter) {
            let sign = part.sign();
            count += sign
                * match part {
                    Part::Months(first, last) => {
                        let cells = cells(project, filter, None, first, last);
                        let sum = cells.column_as(sum(filter), "incidents").into_tuple();
                        let sum: Option<Option<i64>> = sum.one(&self.db).await.settle()?;
                        sum.flatten().unwrap_or(0)
                    }
                    Part::Days(filter) | Part::Without(filter) => {
                        big(self.count_rows(project, &filter).await?)?
                    }
                };
        }
        number(count)
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
            .column_as(sum(&any), "incidents")
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

/// How many are in cells, of those that are claimed or not if that is asked. PostgreSQL adds up into a
/// wider kind of number.
fn sum(filter: &PublicFilter) -> Expr {
    let sum = |column: Column| Expr::col(column).sum().cast_as("bigint");
    match filter.is_claimed {
        None => sum(Column::Incidents),
        Some(true) => sum(Column::Claimed),
        Some(false) => sum(Column::Incidents).sub(sum(Column::Claimed)),
    }
}

fn number(count: i64) -> Result<u64, StorageError> {
    Row::of("published_cell", "sum").number("incidents", count)
}
