//! Pairs of files that look alike, and what people said of them. A pair concerns both items and is
//! asked about once.

use std::collections::HashMap;

use cairn_domain::{
    FileId, ItemId, MatchId, MatchRelation, MatchVerdict, ProjectId, ShortId, UserId,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::{file_match, file_match::Column, item, match_answer},
    error::Settle,
    row::{Row, big, micros},
};

/// Two files that look alike, as the machine found them.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMatch {
    /// The row.
    pub id: MatchId,
    /// Project of both.
    pub project: ProjectId,
    /// The newer file.
    pub file: FileId,
    /// Its item.
    pub item: ItemId,
    /// The file it looks like.
    pub other_file: FileId,
    /// Its item.
    pub other_item: ItemId,
    /// PDQ distance in bits, 0-256.
    pub distance: u32,
    /// How one is turned to the other, such as `mirrored`.
    pub transform: String,
    /// Byte for byte the same.
    pub exact: bool,
    /// What the machine takes the pair to be.
    pub relation: MatchRelation,
    /// How sure it is, 0 to 1.
    pub score: f64,
    /// Where one is in the other, and how it was found, as JSON, seen from `file`.
    pub found: String,
}

/// A match as one of its two items sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchRecord {
    /// The row.
    pub id: MatchId,
    /// The item that looks.
    pub item: ItemId,
    /// Its file.
    pub file: FileId,
    /// The file on the other side.
    pub other_file: FileId,
    /// The item on the other side.
    pub other_item: ItemId,
    /// Its short id.
    pub other_short: ShortId,
    /// Its title.
    pub other_title: String,
    /// PDQ distance in bits, 0-256.
    pub distance: u32,
    /// How one is turned to the other.
    pub transform: String,
    /// Byte for byte the same.
    pub exact: bool,
    /// What the machine takes the pair to be.
    pub relation: MatchRelation,
    /// How sure it is, 0 to 1.
    pub score: f64,
    /// Where one is in the other, and how it was found, as JSON, told from the newer file.
    pub found: String,
    /// What it is, once answered.
    pub verdict: Option<MatchVerdict>,
    /// Who said so; none if the machine did.
    pub answered_by: Option<UserId>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
}

const MISSING: StorageError = StorageError::Missing { what: "match" };

impl Reads<'_> {
    /// Matches of an item, seen from it: the surest first.
    pub async fn matches_of(&self, item: ItemId) -> Result<Vec<MatchRecord>, StorageError> {
        let either = Condition::any()
            .add(Column::Item.eq(item.0))
            .add(Column::OtherItem.eq(item.0));
        let rows = file_match::Entity::find()
            .filter(either)
            .order_by_asc(Column::Id);
        let rows = rows.all(&self.db).await.settle()?;
        let rows = rows.into_iter().map(|row| seen_from(item, row)).collect();
        let mut matches = self.named(rows).await?;
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        Ok(matches)
    }

    /// A match that must be there, seen from the item whose file came later.
    pub async fn load_match(&self, id: MatchId) -> Result<MatchRecord, StorageError> {
        let row = file_match::Entity::find_by_id(id.0).one(&self.db).await;
        let row = row.settle()?.ok_or(MISSING)?;
        self.named(vec![row]).await?.pop().ok_or(MISSING)
    }

    /// How many matches of an item nobody has answered.
    pub async fn open_match_count(&self, item: ItemId) -> Result<u32, StorageError> {
        let count: Option<i64> = item::Entity::find_by_id(item.0)
            .select_only()
            .column(item::Column::OpenMatches)
            .into_tuple()
            .one(&self.db)
            .await
            .settle()?;
        let count = count.ok_or(StorageError::Missing { what: "item" })?;
        Row::of("item", item).number("open_matches", count)
    }

    /// Short ids and titles of items; those that are not there are left out.
    pub async fn item_names(
        &self,
        ids: &[ItemId],
    ) -> Result<HashMap<ItemId, (ShortId, String)>, StorageError> {
        let names: Vec<(Uuid, String, String)> = item::Entity::find()
            .select_only()
            .columns([item::Column::Id, item::Column::Short, item::Column::Title])
            .filter(item::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        let named = names.into_iter().map(|(id, short, title)| {
            let short = Row::of("item", id).parse("short", &short)?;
            Ok((ItemId(id), (short, title)))
        });
        named.collect()
    }

    /// Adds the short id and title of the item on the other side.
    pub(crate) async fn named(
        &self,
        rows: Vec<file_match::Model>,
    ) -> Result<Vec<MatchRecord>, StorageError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let others: Vec<_> = rows.iter().map(|row| ItemId(row.other_item)).collect();
        let names = self.item_names(&others).await?;
        let named = rows.into_iter().map(|row| {
            let name = names.get(&ItemId(row.other_item)).cloned();
            record(row, name.ok_or(StorageError::Missing { what: "item" })?)
        });
        named.collect()
    }
}

impl WriteTx {
    /// Adds a match. `false`, and nothing happens, if these two files were compared before.
    pub async fn insert_match(&self, new: &NewMatch) -> Result<bool, StorageError> {
        let row = file_match::Model {
            id: new.id.0,
            item: new.item.0,
            file: new.file.0,
            other_item: new.other_item.0,
            other_file: new.other_file.0,
            distance: new.distance.into(),
            transform: new.transform.clone(),
            exact: new.exact,
            verdict: None,
            answered_by: None,
            answered_at: None,
            relation: new.relation.to_string(),
            score: new.score,
            found: new.found.clone(),
        };
        let inserted = file_match::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        if inserted == 0 {
            return Ok(false);
        }
        let both = vec![new.item, new.other_item];
        self.add_to_items(both, item::Column::OpenMatches, 1)
            .await?;
        Ok(true)
    }

    /// Says what a match is, says it anew, or takes back what was said. `by` is none when the machine
    /// answers. Every answer is kept.
    pub async fn answer_match(
        &self,
        id: MatchId,
        verdict: Option<MatchVerdict>,
        by: Option<UserId>,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let row = file_match::Entity::find_by_id(id.0).lock_exclusive();
        let row = row.one(&self.db).await.settle()?.ok_or(MISSING)?;
        let stands = verdict.map(|_| micros(at));
        let answer = file_match::ActiveModel {
            verdict: Set(verdict.map(|verdict| verdict.to_string())),
            answered_by: Set(by.filter(|_| verdict.is_some()).map(|user| user.0)),
            answered_at: Set(stands),
            ..Default::default()
        };
        file_match::Entity::update_many()
            .set(answer)
            .filter(Column::Id.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        self.keep_answer(id, verdict, by, at).await?;
        let change = i64::from(verdict.is_none()) - i64::from(row.verdict.is_none());
        if change != 0 {
            let both = vec![ItemId(row.item), ItemId(row.other_item)];
            self.add_to_items(both, item::Column::OpenMatches, change)
                .await?;
        }
        Ok(())
    }

    async fn keep_answer(
        &self,
        id: MatchId,
        verdict: Option<MatchVerdict>,
        by: Option<UserId>,
        at: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        let before = match_answer::Entity::find().filter(match_answer::Column::Match.eq(id.0));
        let before = before.count(&self.db).await.settle()?;
        let row = match_answer::Model {
            r#match: id.0,
            position: big(before)?,
            verdict: verdict.map(|verdict| verdict.to_string()),
            answered_by: by.map(|user| user.0),
            answered_at: micros(at),
        };
        match_answer::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn seen_from(item: ItemId, row: file_match::Model) -> file_match::Model {
    if row.item == item.0 {
        return row;
    }
    file_match::Model {
        item: row.other_item,
        file: row.other_file,
        other_item: row.item,
        other_file: row.file,
        ..row
    }
}

fn record(
    row: file_match::Model,
    (other_short, other_title): (ShortId, String),
) -> Result<MatchRecord, StorageError> {
    let at = Row::of("file_match", row.id);
    Ok(MatchRecord {
        id: MatchId(row.id),
        item: ItemId(row.item),
        file: FileId(row.file),
        other_file: FileId(row.other_file),
        other_item: ItemId(row.other_item),
        other_short,
        other_title,
        distance: at.number("distance", row.distance)?,
        verdict: at.parse_some("verdict", row.verdict.as_deref())?,
        relation: at.parse("relation", &row.relation)?,
        transform: row.transform,
        exact: row.exact,
        score: row.score,
        found: row.found,
        answered_by: row.answered_by.map(UserId),
        answered_at: row.answered_at,
    })
}
