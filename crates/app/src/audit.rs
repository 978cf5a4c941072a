//! Putting on record what people do beside the history of items: who looked, who took away, who let
//! whom in. Each act is a leaf of the ledger, in the transaction of the change it tells of.

mod table;

use std::collections::{BTreeSet, HashMap};

use cairn_domain::{
    AuditAct, AuditKind, Export, ItemId, ProjectCode, ProjectId, SecurityMode, ShortId, UserId,
};
use cairn_storage::{AccountRecord, ActFilter, ActRecord, NewAct, StorageError, Store, WriteTx};
use chrono::TimeDelta;

use crate::{App, AppError, Visit};

pub use table::acts_table;

/// Looking at the same file again is put on record once in so long.
const LOOKS_TOGETHER: TimeDelta = TimeDelta::hours(1);
/// Acts on one page.
const PAGE: u64 = 100;

/// Who does something, and where.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct By {
    actor: Option<UserId>,
    project: Option<ProjectId>,
    item: Option<ItemId>,
}

impl By {
    /// The operator at the command line, or the machine by itself.
    pub(crate) fn nobody() -> Self {
        Self::default()
    }

    /// Somebody signed in; nobody if there is none.
    pub(crate) fn account(actor: impl Into<Option<UserId>>) -> Self {
        Self {
            actor: actor.into(),
            ..Self::default()
        }
    }

    /// A member inside a project.
    pub(crate) fn member(visit: &Visit) -> Self {
        Self::account(visit.user).inside(visit.project.id)
    }

    /// In this project.
    pub(crate) fn inside(self, project: ProjectId) -> Self {
        let project = Some(project);
        Self { project, ..self }
    }

    /// On this item.
    pub(crate) fn on(self, item: ItemId) -> Self {
        let item = Some(item);
        Self { item, ..self }
    }
}

/// Puts an act on record; the last thing in its transaction.
pub(crate) async fn record(
    app: &App,
    tx: &WriteTx,
    by: By,
    act: AuditAct,
) -> Result<(), StorageError> {
    let new = NewAct {
        at: app.clock.now(),
        actor: by.actor,
        project: by.project,
        item: by.item,
        act,
    };
    tx.record_act(&new, &app.dice.bytes()).await?;
    Ok(())
}

/// Puts on record that a member looked at something, unless that is on record since less than an
/// hour: a film that is played asks for its bytes hundreds of times.
pub(crate) async fn looked(
    app: &App,
    visit: &Visit,
    item: ItemId,
    act: AuditAct,
) -> Result<(), AppError> {
    let now = app.clock.now();
    let (user, by) = (visit.user, By::member(visit).on(item));
    let is_recent = move |at| now - at < LOOKS_TOGETHER;
    let last = app.store.read().last_act_at(user, &act).await?;
    if last.is_some_and(is_recent) {
        return Ok(());
    }
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        // Two pictures of one page ask side by side.
        let last = tx.read().last_act_at(user, &act).await?;
        if !last.is_some_and(is_recent) {
            record(&app, &tx, by, act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Puts on record that a member took something out of the instance.
pub async fn exported(app: &App, visit: &Visit, what: Export) -> Result<(), AppError> {
    taken(app, By::member(visit), what).await
}

/// The same of one item.
pub(crate) async fn exported_of(
    app: &App,
    visit: &Visit,
    item: ItemId,
    what: Export,
) -> Result<(), AppError> {
    taken(app, By::member(visit).on(item), what).await
}

async fn taken(app: &App, by: By, what: Export) -> Result<(), AppError> {
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        record(&app, &tx, by, AuditAct::Exported { what }).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Puts on record what was there before acts were recorded, once for an instance: from then on a
/// row without an act is a fault.
pub async fn begin(app: &App) -> Result<(), AppError> {
    if app.store.read().acts_begun().await? {
        return Ok(());
    }
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        if tx.read().acts_begun().await? {
            return Ok(());
        }
        for found in tx.read().check_acts().await?.unrecorded {
            let by = By {
                actor: None,
                project: found.project,
                item: found.item,
            };
            record(&app, &tx, by, found.act).await?;
        }
        record(&app, &tx, By::nobody(), AuditAct::ActsBegun).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Puts on record how far the instance is open, if that is not what was last put on record. The
/// word lies in a file, so that it can be changed while a server runs; the server notes it.
pub async fn note_mode(app: &App) -> Result<(), AppError> {
    let wanted = ActFilter {
        kind: Some(AuditKind::ModeChanged),
        ..ActFilter::default()
    };
    let last = app.store.read().acts(&wanted, 1).await?;
    let last = last.first().map(|record| &record.new.act);
    let known = match last {
        Some(AuditAct::ModeChanged { mode }) => *mode,
        _ => SecurityMode::Open,
    };
    let mode = app.mode();
    if mode == known {
        return Ok(());
    }
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        record(&app, &tx, By::nobody(), AuditAct::ModeChanged { mode }).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// One page of acts, newest first, with the names of what stands in them.
#[derive(Debug, Clone)]
pub struct ActsPage {
    /// The acts.
    pub acts: Vec<ActRecord>,
    /// Where older ones go on, if there are any.
    pub next: Option<u64>,
    /// Names of people.
    pub people: HashMap<UserId, String>,
    /// Codes of projects.
    pub projects: HashMap<ProjectId, ProjectCode>,
    /// Short ids and titles of items.
    pub items: HashMap<ItemId, (ShortId, String)>,
}

/// Somebody by their sign-in name, for the filter of [`acts`].
pub async fn find_person(
    app: &App,
    account: &AccountRecord,
    email: &str,
) -> Result<Option<UserId>, AppError> {
    if !account.is_operator {
        return Err(AppError::NotFound);
    }
    let found = app.store.read().find_account_by_email(email).await?;
    Ok(found.map(|person| person.id))
}

/// What was done on the whole instance; for whoever runs it. For everyone else there is no such page.
pub async fn acts(
    app: &App,
    account: &AccountRecord,
    wanted: &ActFilter,
) -> Result<ActsPage, AppError> {
    if !account.is_operator {
        return Err(AppError::NotFound);
    }
    let reads = app.store.read();
    let mut acts = reads.acts(wanted, PAGE + 1).await?;
    let is_more = acts.len() as u64 > PAGE;
    acts.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = acts.last().filter(|_| is_more).map(|act| act.number);
    let news = || acts.iter().map(|act| &act.new);
    let about = news().filter_map(|new| account_of(&new.act));
    let people: Vec<_> = news().filter_map(|new| new.actor).chain(about).collect();
    let items: BTreeSet<_> = news().filter_map(|new| new.item).collect();
    let items: Vec<_> = items.into_iter().collect();
    let projects = reads.projects().await?.into_iter();
    Ok(ActsPage {
        people: reads.account_names(&people).await?,
        projects: projects.map(|known| (known.id, known.code)).collect(),
        items: reads.item_names(&items).await?,
        acts,
        next,
    })
}

/// The account that an act is about.
pub fn account_of(act: &AuditAct) -> Option<UserId> {
    match act {
        AuditAct::AccountFound { account, .. }
        | AuditAct::AccountCreated { account, .. }
        | AuditAct::MemberFound { account, .. }
        | AuditAct::MemberAdded { account, .. }
        | AuditAct::RoleChanged { account, .. }
        | AuditAct::MemberRemoved { account }
        | AuditAct::PasswordChanged { account }
        | AuditAct::AccountDisabled { account }
        | AuditAct::AccountEnabled { account }
        | AuditAct::SessionsEnded { account }
        | AuditAct::SecondFactorSet { account }
        | AuditAct::SecondFactorReset { account }
        | AuditAct::PasskeyAdded { account, .. }
        | AuditAct::PasskeyRemoved { account, .. }
        | AuditAct::PasskeySuspected { account, .. } => Some(*account),
        _ => None,
    }
}
