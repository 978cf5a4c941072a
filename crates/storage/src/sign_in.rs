//! The last sign-ins and tries of each account. Of where they came from nothing is kept.

use cairn_domain::{SignInMeans, SignInOutcome, UserId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::sign_in::{self, Column},
    error::Settle,
    row::{Row, each, micros},
};

/// Rows that are kept of one account, and of all names together that nobody has.
const KEPT: u64 = 50;

/// Somebody who signed in, or tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRecord {
    /// The row; later ones are greater.
    pub id: Uuid,
    /// To which account; none if no account has the name.
    pub user: Option<UserId>,
    /// When.
    pub at: DateTime<Utc>,
    /// By what.
    pub means: SignInMeans,
    /// What came of it.
    pub outcome: SignInOutcome,
    /// Browser and system in words, for those alone who came in.
    pub device: String,
}

impl Reads<'_> {
    /// The last sign-ins and tries of an account, newest first.
    pub async fn sign_ins_of(
        &self,
        user: UserId,
        limit: u64,
    ) -> Result<Vec<SignInRecord>, StorageError> {
        let rows = sign_in::Entity::find()
            .filter(of(Some(user)))
            .order_by_desc(Column::Id)
            .limit(limit);
        each(rows.all(&self.db).await.settle()?, record)
    }
}

impl WriteTx {
    /// Notes a sign-in or a try, and forgets the oldest ones of the account. Takes the same steps for
    /// an account and for none.
    pub async fn insert_sign_in(&self, new: &SignInRecord) -> Result<(), StorageError> {
        let row = sign_in::Model {
            id: new.id,
            account: new.user.map(|user| user.0),
            at: micros(new.at),
            means: new.means.to_string(),
            outcome: new.outcome.to_string(),
            device: new.device.clone(),
        };
        sign_in::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        let first_to_go = sign_in::Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(of(new.user))
            .order_by_desc(Column::Id)
            .offset(KEPT)
            .limit(1)
            .into_tuple::<Uuid>();
        if let Some(id) = first_to_go.one(&self.db).await.settle()? {
            let old = sign_in::Entity::delete_many()
                .filter(of(new.user))
                .filter(Column::Id.lte(id));
            old.exec(&self.db).await.settle()?;
        }
        Ok(())
    }
}

fn of(user: Option<UserId>) -> Expr {
    match user {
        Some(user) => Column::Account.eq(user.0),
        None => Column::Account.is_null(),
    }
}

fn record(row: sign_in::Model) -> Result<SignInRecord, StorageError> {
    let at = Row::of("sign_in", row.id);
    Ok(SignInRecord {
        id: row.id,
        user: row.account.map(UserId),
        at: row.at,
        means: at.parse("means", &row.means)?,
        outcome: at.parse("outcome", &row.outcome)?,
        device: row.device,
    })
}
