//! Claims: statements by a party about an event.

use cairn_domain::{Claim, ClaimId, IncidentId, Point, ProjectId, ShortId, StatedCount, UserId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::{
    Reads, StorageError, WriteTx,
    entity::{
        claim::{self, Column},
        claim_incident,
    },
    error::Settle,
    row::{Row, each, micros},
};

impl Reads<'_> {
    /// Claims of a project by the day they name.
    pub async fn claims_of_project(&self, project: ProjectId) -> Result<Vec<Claim>, StorageError> {
        self.claims(claim::Entity::find().filter(Column::Project.eq(project.0)))
            .await
    }

    /// Claims that speak of an incident, as two people signed; not those that a person said do not.
    pub async fn claims_of_incident(
        &self,
        incident: IncidentId,
    ) -> Result<Vec<Claim>, StorageError> {
        use claim_incident::Column as Link;
        let tied = Query::select()
            .column(Link::Claim)
            .from(claim_incident::Entity)
            .and_where(Expr::col(Link::Incident).eq(incident.0))
            .and_where(Expr::col(Link::Relation).ne("unrelated"))
            .and_where(
                Expr::col(Link::SignedBy)
                    .is_not_null()
                    .or(Expr::col(Link::DecidedBy).is_null()),
            )
            .to_owned();
        self.claims(claim::Entity::find().filter(Column::Id.in_subquery(tied)))
            .await
    }

    /// A claim by its short id.
    pub async fn find_claim(
        &self,
        project: ProjectId,
        short: &ShortId,
    ) -> Result<Option<Claim>, StorageError> {
        let row = claim::Entity::find()
            .filter(Column::Project.eq(project.0))
            .filter(Column::Short.eq(short.as_str()));
        row.one(&self.db).await.settle()?.map(record).transpose()
    }

    /// Which of these digests of imported rows are known, with the claims they became.
    pub async fn claims_that_came_as(
        &self,
        project: ProjectId,
        digests: &[String],
    ) -> Result<Vec<(String, ShortId)>, StorageError> {
        let mut found = Vec::new();
        // Databases take only so many parameters at once.
        for some in digests.chunks(500) {
            let rows: Vec<(Option<String>, String)> = claim::Entity::find()
                .select_only()
                .columns([Column::CameAs, Column::Short])
                .filter(Column::Project.eq(project.0))
                .filter(Column::CameAs.is_in(some))
                .into_tuple()
                .all(&self.db)
                .await
                .settle()?;
            for (digest, short) in rows {
                let short = Row::of("claim", &short).parse("short", &short)?;
                found.push((digest.unwrap_or_default(), short));
            }
        }
        Ok(found)
    }

    async fn claims(&self, rows: Select<claim::Entity>) -> Result<Vec<Claim>, StorageError> {
        let rows = rows.order_by_asc(Column::Date).order_by_asc(Column::Id);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Adds a claim, with a digest of the row it came in as. `Taken` if its short id is.
    pub async fn insert_claim(
        &self,
        project: ProjectId,
        new: &Claim,
        came_as: Option<String>,
    ) -> Result<(), StorageError> {
        let row = claim::Model {
            came_as,
            ..row(project, new)
        };
        claim::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("short id")?;
        Ok(())
    }

    /// Replaces a claim that is still as the person saw it; its short id and project stay.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] if somebody changed it since `seen`.
    pub async fn update_claim(&self, edited: &Claim, seen: u32) -> Result<(), StorageError> {
        let known = claim::Entity::find_by_id(edited.id.0).one(&self.db).await;
        let known = known
            .settle()?
            .ok_or(StorageError::Missing { what: "claim" })?;
        if known.revision != i64::from(seen) {
            return Err(StorageError::Conflict);
        }
        let row = claim::Model {
            short: known.short,
            came_as: known.came_as,
            revision: known.revision + 1,
            ..row(ProjectId(known.project), edited)
        };
        claim::Entity::update(row.into_active_model().reset_all())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn row(project: ProjectId, claim: &Claim) -> claim::Model {
    claim::Model {
        id: claim.id.0,
        project: project.0,
        short: claim.short.to_string(),
        kind: claim.kind.to_string(),
        claimant: claim.claimant.clone(),
        outlet: claim.outlet.clone(),
        issue: claim.issue.clone(),
        published_on: claim.published_on,
        language: claim.language.clone(),
        statement: claim.statement.clone(),
        quote: claim.quote.clone(),
        translation: claim.translation.clone(),
        date: claim.date,
        date_precision: claim.date_precision.to_string(),
        stated_date: claim.stated_date.clone(),
        calendar: claim.calendar.to_string(),
        place_name: claim.place_name.clone(),
        province: claim.province.clone(),
        pcode: claim.pcode.clone(),
        lat: claim.point.map(Point::lat),
        lon: claim.point.map(Point::lon),
        target: claim.target.clone(),
        method: claim.method.clone(),
        killed_min: claim.killed.min.map(i64::from),
        killed_max: claim.killed.max.map(i64::from),
        injured_min: claim.injured.min.map(i64::from),
        injured_max: claim.injured.max.map(i64::from),
        status: claim.status.to_string(),
        same_as: claim.same_as.map(|id| id.0),
        archive_url: claim.archive_url.clone(),
        archive_sha256: claim.archive_sha256.map(|digest| digest.to_string()),
        archive_public: claim.archive_public,
        searched: claim.searched.clone(),
        assessed_by: claim.assessed_by.map(|user| user.0),
        assessed_at: claim.assessed_at.map(micros),
        synthetic: claim.synthetic,
        revision: claim.revision.into(),
        came_as: None,
    }
}

fn record(row: claim::Model) -> Result<Claim, StorageError> {
    let at = Row::of("claim", row.id);
    let count = |column, min, max| -> Result<StatedCount, StorageError> {
        Ok(StatedCount {
            min: at.number_some(column, min)?,
            max: at.number_some(column, max)?,
        })
    };
    let point = row
        .lat
        .zip(row.lon)
        .map(|(lat, lon)| Point::try_new(lat, lon));
    Ok(Claim {
        id: ClaimId(row.id),
        short: at.parse("short", &row.short)?,
        kind: at.parse("kind", &row.kind)?,
        date_precision: at.parse("date_precision", &row.date_precision)?,
        calendar: at.parse("calendar", &row.calendar)?,
        point: point.transpose().map_err(|_| at.corrupt("lat"))?,
        killed: count("killed_min", row.killed_min, row.killed_max)?,
        injured: count("injured_min", row.injured_min, row.injured_max)?,
        status: at.parse("status", &row.status)?,
        same_as: row.same_as.map(ClaimId),
        archive_sha256: at.parse_some("archive_sha256", row.archive_sha256.as_deref())?,
        assessed_by: row.assessed_by.map(UserId),
        assessed_at: row.assessed_at,
        revision: at.number("revision", row.revision)?,
        claimant: row.claimant,
        outlet: row.outlet,
        issue: row.issue,
        published_on: row.published_on,
        language: row.language,
        statement: row.statement,
        quote: row.quote,
        translation: row.translation,
        date: row.date,
        stated_date: row.stated_date,
        place_name: row.place_name,
        province: row.province,
        pcode: row.pcode,
        target: row.target,
        method: row.method,
        archive_url: row.archive_url,
        archive_public: row.archive_public,
        searched: row.searched,
        synthetic: row.synthetic,
    })
}
