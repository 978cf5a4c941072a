//! Published incidents that a filter finds, newest first: as records, and as they are sent. These
//! queries touch `published_*` tables and nothing else, as those in `public.rs`.

use cairn_domain::ProjectId;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement},
};

use crate::{
    Facet, PublicBodies, PublicFilter, PublicPoint, PublishedRow, Reads, StorageError,
    entity::{
        published_incident::{self, Column},
        published_project,
    },
    error::Settle,
    public::published,
    published_order::first_of,
    row::{Row, containing, each},
};

impl Reads<'_> {
    /// Published incidents that a filter finds, newest first, and how many there are in all.
    /// Those taken back are not among them.
    pub async fn published_incidents(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<PublishedRow>, u64), StorageError> {
        let total = self.public_count(project, filter).await?;
        let rows = self
            .page(project, filter, None, offset.saturating_add(limit))
            .await?;
        let rows = rows
            .order_by_desc(Column::Position)
            .offset(offset)
            .limit(Ord::min(limit, i64::MAX.unsigned_abs()));
        Ok((each(rows.all(&self.db).await.settle()?, published)?, total))
    }

    /// The next of them after a place in their order, ready to be sent. The database puts the text
    /// together: a page is one answer, and nothing of it is read on the way.
    pub async fn public_bodies(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
        after: Option<i64>,
        limit: u64,
    ) -> Result<PublicBodies, StorageError> {
        let limit = limit.clamp(1, 10_000);
        let mut page = self
            .page(project, filter, after, limit)
            .await?
            .select_only()
            .columns([Column::Position, Column::Body])
            .order_by_desc(Column::Position)
            .limit(limit)
            .into_query();
        // Rows come as the page orders them. An order of the aggregate's own sorts what is sorted, which
        // costs as much as reading it.
        let joined = "string_agg(body, '\n')";
        let together = Query::select()
            .expr_as(Expr::cust(joined), "lines")
            .expr_as(Func::count(Expr::col(Column::Position)), "rows")
            .expr_as(Func::min(Expr::col(Column::Position)), "last")
            .from_subquery(page.take(), "page")
            .to_owned();
        let at = Row::of("published_incident", "page");
        let row = self.db.query_one(&together).await.settle()?;
        let row = row.ok_or_else(|| at.corrupt("body"))?;
        let lines: Option<String> = row.try_get("", "lines").settle()?;
        let count = at.number("position", row.try_get::<i64>("", "rows").settle()?)?;
        let last: Option<i64> = row.try_get("", "last").settle()?;
        Ok(PublicBodies {
            lines: lines.unwrap_or_default(),
            count,
            next: last.filter(|_| count == limit),
        })
    }

    /// The same incidents as what a map and a chart need of them.
    pub async fn public_points(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Vec<PublicPoint>, StorageError> {
        let rows = self.page(project, filter, after, limit).await?;
        let rows = rows.order_by_desc(Column::Position).limit(limit);
        let rows = rows.into_partial_model::<Point>().all(&self.db).await;
        Ok(rows.settle()?.into_iter().map(point).collect())
    }

    /// How many a filter finds, by reading each of them in an index.
    pub(crate) async fn count_rows(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
    ) -> Result<u64, StorageError> {
        if let Some(words) = self.words_alone(filter).await? {
            let count = Query::select()
                .expr_as(Expr::cust("count(*)"), "rows")
                .from(Alias::new(WORDS))
                .and_where(holding(&words))
                .to_owned();
            let row = self.db.query_one(&count).await.settle()?;
            let at = Row::of("published_incident", "words");
            let row = row.ok_or_else(|| at.corrupt("search"))?;
            return at.number("search", row.try_get::<i64>("", "rows").settle()?);
        }
        self.matching(project, filter, None)
            .count(&self.db)
            .await
            .settle()
    }

    /// Rows for a page of `most` at most. If words alone are asked for, their own index gives the
    /// newest without looking at the others.
    async fn page(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
        after: Option<i64>,
        most: u64,
    ) -> Result<Select<published_incident::Entity>, StorageError> {
        let Some(words) = self.words_alone(filter).await? else {
            // Where everything is read it begins at an end.
            let is_all = *filter == PublicFilter::default();
            let before = after.or_else(|| is_all.then_some(i64::MAX));
            return Ok(self.matching_before(project, filter, None, before));
        };
        let mut newest = found(&words);
        newest
            .order_by(Alias::new(ROW), Order::Desc)
            .limit(Ord::min(most, i64::MAX.unsigned_abs()));
        if let Some(after) = after {
            newest.and_where(Expr::col(ROW).lt(after));
        }
        Ok(published_incident::Entity::find().filter(Column::Position.in_subquery(newest)))
    }

    /// The words, if nothing else is asked, the database has an index of them, and no second
    /// project's words are in it.
    async fn words_alone(&self, filter: &PublicFilter) -> Result<Option<String>, StorageError> {
        let rest = PublicFilter {
            text: None,
            ..filter.clone()
        };
        let words = asked(filter).filter(|words| !words.is_empty());
        let (Some(words), true) = (words, rest == PublicFilter::default()) else {
            return Ok(None);
        };
        if self.is_postgres() {
            return Ok(None);
        }
        let projects = published_project::Entity::find().count(&self.db).await;
        Ok((projects.settle()? <= 1).then(|| query(&words)))
    }

    /// Rows that a filter finds; what it says about one thing can be left aside.
    pub(crate) fn matching(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
        aside: Option<Facet>,
    ) -> Select<published_incident::Entity> {
        self.matching_before(project, filter, aside, None)
    }

    /// The same, before a place in their order. It and the last day are one bound: two would draw
    /// SQLite away from the index of a filter, to reading everything between them.
    fn matching_before(
        &self,
        project: ProjectId,
        filter: &PublicFilter,
        aside: Option<Facet>,
        before: Option<i64>,
    ) -> Select<published_incident::Entity> {
        let is = |facet: Facet, column: Column, value: &Option<String>| {
            let value = value.as_ref().filter(|_| aside != Some(facet));
            value.map(|value| column.eq(value))
        };
        let next = |day: chrono::NaiveDate| first_of(day.succ_opt().unwrap_or(day));
        let ends = [filter.to.map(next), before].into_iter().flatten();
        let of_project = if *filter == PublicFilter::default() && !self.is_postgres() {
            // Everything is read in the order in which it lies: `+` keeps SQLite from going through an index.
            Expr::cust_with_values("+published_incident.project = ?", [project.0])
        } else {
            Column::Project.eq(project.0)
        };
        let condition = Condition::all()
            .add(of_project)
            .add(Column::RetractedAt.is_null())
            .add_option(filter.from.map(|day| Column::Position.gte(first_of(day))))
            .add_option(ends.min().map(|end| Column::Position.lt(end)))
            .add_option(is(Facet::Province, Column::Province, &filter.province))
            .add_option(is(Facet::EventType, Column::EventType, &filter.event_type))
            .add_option(is(Facet::Target, Column::Target, &filter.target))
            .add_option(is(
                Facet::LocationType,
                Column::LocationType,
                &filter.location_type,
            ))
            .add_option(filter.is_claimed.map(|is_claimed| match is_claimed {
                true => Column::Claims.gt(0),
                false => Column::Claims.eq(0),
            }))
            .add_option(asked(filter).map(|words| self.with_words(&words)));
        published_incident::Entity::find().filter(condition)
    }

    fn with_words(&self, words: &[String]) -> Condition {
        if words.is_empty() {
            // Something was asked for, and no text holds it.
            return Condition::all().add(Column::Position.is_null());
        }
        if self.is_postgres() {
            let each = words.iter();
            return each.fold(Condition::all(), |all, word| {
                all.add(Expr::col(Column::Search).like(containing(word.trim_end_matches('*'))))
            });
        }
        Condition::all().add(Column::Position.in_subquery(found(&query(words))))
    }

    fn is_postgres(&self) -> bool {
        self.db.get_database_backend() == DbBackend::Postgres
    }
}

/// The index of words, and what it calls the position of a row. Only SQLite has it.
const WORDS: &str = "published_text";
const ROW: &str = "rowid";

fn found(query: &str) -> SelectStatement {
    Query::select()
        .column(Alias::new(ROW))
        .from(Alias::new(WORDS))
        .and_where(holding(query))
        .to_owned()
}

fn holding(query: &str) -> Expr {
    Expr::cust_with_values("published_text MATCH ?", [query.to_owned()])
}

/// The words that are asked for; none in it if what was typed has no letter and no digit. A star
/// behind the last one stays: it is the beginning of a word.
fn asked(filter: &PublicFilter) -> Option<Vec<String>> {
    let text = filter.text.as_deref().map(str::trim)?;
    if text.is_empty() {
        return None;
    }
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let mut words: Vec<_> = words.map(str::to_lowercase).collect();
    if let (Some(last), true) = (words.last_mut(), text.ends_with('*')) {
        last.push('*');
    }
    Some(words)
}

/// All of the words. Beginnings are looked for only where one is asked for: every word that begins
/// so has to be read.
fn query(words: &[String]) -> String {
    let quoted = words.iter().map(|word| match word.strip_suffix('*') {
        Some(begun) => format!("\"{begun}\"*"),
        None => format!("\"{word}\""),
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[derive(sea_orm::DerivePartialModel)]
#[sea_orm(entity = "published_incident::Entity")]
struct Point {
    position: i64,
    short: String,
    date: chrono::NaiveDate,
    province: String,
    event_type: String,
    target: String,
    location_type: String,
    lat: Option<f64>,
    lon: Option<f64>,
    precision_m: f64,
    killed: Option<i64>,
    injured: Option<i64>,
    claims: i64,
}

fn point(row: Point) -> PublicPoint {
    PublicPoint {
        position: row.position,
        short: row.short,
        date: row.date,
        province: row.province,
        event_type: row.event_type,
        target: row.target,
        location_type: row.location_type,
        lat: row.lat,
        lon: row.lon,
        precision_m: row.precision_m,
        killed: row.killed,
        injured: row.injured,
        claims: row.claims,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<String> {
        let filter = PublicFilter {
            text: Some(text.to_owned()),
            ..PublicFilter::default()
        };
        asked(&filter).map(|words| query(&words))
    }

    #[test]
    fn what_is_typed_is_words_and_never_a_query() {
        let query = |text| typed(text).expect("words");
        assert_eq!(query("Mosque hazara"), "\"mosque\" \"hazara\"");
        assert_eq!(query("AFG-7K3QXM"), "\"afg\" \"7k3qxm\"");
        assert_eq!(query("school haz*"), "\"school\" \"haz\"*");
        assert_eq!(
            query("a OR b\" NEAR c*"),
            "\"a\" \"or\" \"b\" \"near\" \"c\"*"
        );
        assert_eq!(query("انفجار"), "\"انفجار\"");
        assert_eq!((typed("  "), typed("%")), (None, Some(String::new())));
    }
}
