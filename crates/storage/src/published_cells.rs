//! Keeping counts of what is public, in the transaction that changes it.

use std::{
    collections::HashMap,
    ops::{AddAssign, Neg},
};

use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::{
    StorageError, WriteTx,
    entity::{
        published_cell::{self, Column},
        published_incident,
    },
    error::Settle,
};

/// Which of province (1), event type (2), target (4) and kind of place (8) a count keeps: none,
/// one, two, and all. Three would cost more to keep than they save.
pub(crate) const KEPT: [i64; 12] = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15];
/// Cells in one statement; both databases take as many values.
const AT_ONCE: usize = 1_000;

/// What an incident is counted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Counted {
    pub(crate) project: Uuid,
    pub(crate) month: String,
    pub(crate) province: String,
    pub(crate) event_type: String,
    pub(crate) target: String,
    pub(crate) location_type: String,
}

/// How many incidents a count has, or gains and loses, and how many of them anybody claims.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    incidents: i64,
    claimed: i64,
}

impl Share {
    /// What one incident adds.
    pub(crate) fn of(row: &published_incident::Model) -> Self {
        Self {
            incidents: 1,
            claimed: i64::from(row.claims > 0),
        }
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.incidents += other.incidents;
        self.claimed += other.claimed;
    }
}

impl Neg for Share {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            incidents: -self.incidents,
            claimed: -self.claimed,
        }
    }
}

/// Changes to counts that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Tally(HashMap<Counted, Share>);

impl Tally {
    /// One more, or one less.
    pub(crate) fn add(&mut self, counted: Counted, change: Share) {
        *self.0.entry(counted).or_default() += change;
    }

    /// Every cell that changes, by how much.
    fn cells(self) -> HashMap<(i64, Counted), Share> {
        let mut cells: HashMap<_, Share> = HashMap::new();
        for (counted, change) in self.0 {
            for kept in KEPT {
                *cells.entry((kept, keeping(&counted, kept))).or_default() += change;
            }
        }
        cells.retain(|_, change| *change != Share::default());
        cells
    }
}

fn keeping(counted: &Counted, kept: i64) -> Counted {
    let some = |bit: i64, text: &String| match kept & bit {
        0 => String::new(),
        _ => text.clone(),
    };
    Counted {
        project: counted.project,
        month: counted.month.clone(),
        province: some(1, &counted.province),
        event_type: some(2, &counted.event_type),
        target: some(4, &counted.target),
        location_type: some(8, &counted.location_type),
    }
}

fn row(kept: i64, cell: Counted, share: Share) -> published_cell::Model {
    published_cell::Model {
        project: cell.project,
        kept,
        month: cell.month,
        province: cell.province,
        event_type: cell.event_type,
        target: cell.target,
        location_type: cell.location_type,
        incidents: share.incidents,
        claimed: share.claimed,
    }
}

impl WriteTx {
    /// Writes changes to the counts.
    pub(crate) async fn count_published(&self, tally: Tally) -> Result<(), StorageError> {
        let (more, fewer): (Vec<_>, Vec<_>) = tally
            .cells()
            .into_iter()
            .map(|((kept, cell), change)| row(kept, cell, change))
            .partition(|cell| cell.incidents >= 0 && cell.claimed >= 0);
        for cell in fewer {
            self.count_in_place(cell).await?;
        }
        self.count_more(more).await
    }

    async fn count_more(&self, cells: Vec<published_cell::Model>) -> Result<(), StorageError> {
        let key = [
            Column::Project,
            Column::Kept,
            Column::Month,
            Column::Province,
            Column::EventType,
            Column::Target,
            Column::LocationType,
        ];
        let sum = |column: Column| {
            let held = Expr::col((published_cell::Entity, column));
            held.add(Expr::col(("excluded", column)))
        };
        let add = OnConflict::columns(key)
            .value(Column::Incidents, sum(Column::Incidents))
            .value(Column::Claimed, sum(Column::Claimed))
            .to_owned();
        for cells in cells.chunks(AT_ONCE) {
            let rows = cells
                .iter()
                .cloned()
                .map(IntoActiveModel::into_active_model);
            published_cell::Entity::insert_many(rows)
                .on_conflict(add.clone())
                .exec_without_returning(&self.db)
                .await
                .settle()?;
        }
        Ok(())
    }

    /// Where anything becomes less there is a count already.
    async fn count_in_place(&self, cell: published_cell::Model) -> Result<(), StorageError> {
        let incidents = Expr::col(Column::Incidents).add(cell.incidents);
        let claimed = Expr::col(Column::Claimed).add(cell.claimed);
        published_cell::Entity::update_many()
            .col_expr(Column::Incidents, incidents)
            .col_expr(Column::Claimed, claimed)
            .filter(Column::Project.eq(cell.project))
            .filter(Column::Kept.eq(cell.kept))
            .filter(Column::Month.eq(cell.month))
            .filter(Column::Province.eq(cell.province))
            .filter(Column::EventType.eq(cell.event_type))
            .filter(Column::Target.eq(cell.target))
            .filter(Column::LocationType.eq(cell.location_type))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}
