//! Holding acts to their leaves, and rows to the acts that wrote them.

use std::collections::{HashMap, HashSet};

use cairn_domain::{AuditAct, AuditKind, FindingId, ItemId, ProjectId, Role, UserId};
use cairn_ledger::Leaf;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    ActFilter, LeafRecord, Reads, StorageError,
    audit::{canonical_act, record, salt_bytes, seal},
    entity::{account, audit_event, audit_salt, comment, finding, membership},
    error::Settle,
    row::{Row, big},
};

/// Leaves read at a time.
const PAGE: u64 = 1_000;

/// Something about acts that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActFault {
    /// `act-changed`, `words-changed`, `standing-changed`.
    pub code: &'static str,
    /// What is wrong.
    pub what: String,
}

/// A row without the act that wrote it, and the act that would say it was found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its project.
    pub project: Option<ProjectId>,
    /// Its item.
    pub item: Option<ItemId>,
    /// What to record.
    pub act: AuditAct,
}

/// What checking all acts came to.
#[derive(Debug, Default)]
pub struct ActsChecked {
    /// Whether rows without an act are a fault: all that were there are on record.
    pub begun: bool,
    /// What is wrong.
    pub faults: Vec<ActFault>,
    /// Rows that no act accounts for.
    pub unrecorded: Vec<Found>,
}

/// What the acts say there is.
#[derive(Default)]
struct Told {
    faults: Vec<ActFault>,
    members: HashMap<(Uuid, Uuid), Option<Role>>,
    operators: HashMap<Uuid, bool>,
    findings: HashSet<Uuid>,
    comments: HashSet<i64>,
}

impl Told {
    fn fault(&mut self, code: &'static str, what: impl Into<String>) {
        let what = what.into();
        self.faults.push(ActFault { code, what });
    }

    fn fold(&mut self, project: Option<ProjectId>, act: &AuditAct) {
        match act {
            AuditAct::AccountFound { account, operator }
            | AuditAct::AccountCreated { account, operator } => {
                self.operators.insert(account.0, *operator);
            }
            AuditAct::MemberFound { account, role }
            | AuditAct::MemberAdded { account, role }
            | AuditAct::RoleChanged { account, role } => {
                let project = project.unwrap_or(ProjectId(Uuid::nil()));
                self.members.insert((project.0, account.0), Some(*role));
            }
            AuditAct::MemberRemoved { account } => {
                let project = project.unwrap_or(ProjectId(Uuid::nil()));
                self.members.insert((project.0, account.0), None);
            }
            AuditAct::FindingFound { finding } | AuditAct::FindingRecorded { finding } => {
                self.findings.insert(finding.0);
            }
            AuditAct::CommentFound { comment } | AuditAct::CommentWritten { comment } => {
                self.comments.insert(*comment);
            }
            _ => {}
        }
    }
}

impl Reads<'_> {
    /// Recomputes every act's leaf, what it sealed, and the rows that acts account for.
    pub async fn check_acts(&self) -> Result<ActsChecked, StorageError> {
        let mut told = Told::default();
        let mut from = 0;
        loop {
            let leaves = self.leaves(from, PAGE).await?;
            let is_last = (leaves.len() as u64) < PAGE;
            let last = leaves.last().map_or(from, |leaf| leaf.number + 1);
            let to = if is_last { i64::MAX } else { big(last)? };
            self.check_page(&leaves, (big(from)?, to), &mut told)
                .await?;
            if is_last {
                break;
            }
            from = last;
        }
        let begun = self.acts_begun().await?;
        let mut unrecorded = self.unrecorded_people(&mut told).await?;
        unrecorded.extend(self.unrecorded_words(&told).await?);
        Ok(ActsChecked {
            begun,
            faults: told.faults,
            unrecorded,
        })
    }

    /// Whether all rows that were there before acts were recorded are on record.
    pub async fn acts_begun(&self) -> Result<bool, StorageError> {
        let wanted = ActFilter {
            kind: Some(AuditKind::ActsBegun),
            ..ActFilter::default()
        };
        Ok(!self.acts(&wanted, 1).await?.is_empty())
    }

    async fn check_page(
        &self,
        leaves: &[LeafRecord],
        (from, to): (i64, i64),
        told: &mut Told,
    ) -> Result<(), StorageError> {
        let rows = audit_event::Entity::find()
            .filter(audit_event::Column::Number.gte(from))
            .filter(audit_event::Column::Number.lt(to));
        let rows = rows.all(&self.db).await.settle()?;
        let salts = audit_salt::Entity::find()
            .filter(audit_salt::Column::Number.gte(from))
            .filter(audit_salt::Column::Number.lt(to));
        let salts = salts.all(&self.db).await.settle()?;
        let salts: HashMap<i64, _> = salts.into_iter().map(|row| (row.number, row)).collect();
        let mut sealed: HashMap<u64, Leaf> = leaves
            .iter()
            .filter(|leaf| leaf.event.is_none())
            .map(|leaf| (leaf.number, leaf.leaf))
            .collect();
        for row in rows {
            let number = Row::of("audit_event", row.number).number("number", row.number)?;
            let leaf = sealed.remove(&number);
            self.check_act(&row, salts.get(&row.number), leaf, told)
                .await?;
        }
        for number in sealed.keys() {
            told.fault(
                "act-changed",
                format!("leaf {number} has nothing behind it"),
            );
        }
        Ok(())
    }

    async fn check_act(
        &self,
        row: &audit_event::Model,
        salt: Option<&audit_salt::Model>,
        leaf: Option<Leaf>,
        told: &mut Told,
    ) -> Result<(), StorageError> {
        let changed = format!("act {} is not what its leaf seals", row.number);
        let Ok(act) = record(row) else {
            told.fault("act-changed", changed);
            return Ok(());
        };
        told.fold(act.new.project, &act.new.act);
        let words = self.row_to_seal(&act.new.act).await;
        let about = || format!("the words that act {} sealed", row.number);
        let words = match words {
            Err(StorageError::Missing { what }) => {
                let what = format!("{} are gone: {what} is missing", about());
                told.fault("words-changed", what);
                None
            }
            words => words?,
        };
        let Some(salt) = salt.map(salt_bytes).transpose()? else {
            return Ok(());
        };
        if leaf != Some(Leaf::commit(&salt, &canonical_act(row)?)) {
            told.fault("act-changed", changed);
        }
        if let Some(words) = words
            && act.sealed != Some(seal(&salt, &words))
        {
            told.fault("words-changed", format!("{} were changed", about()));
        }
        Ok(())
    }

    async fn unrecorded_people(&self, told: &mut Told) -> Result<Vec<Found>, StorageError> {
        let mut unrecorded = Vec::new();
        let found = |project, act| Found {
            project,
            item: None,
            act,
        };
        for row in account::Entity::find().all(&self.db).await.settle()? {
            let (account, operator) = (UserId(row.id), row.is_operator);
            match told.operators.get(&row.id) {
                None => unrecorded.push(found(None, AuditAct::AccountFound { account, operator })),
                Some(told_operator) if *told_operator == operator => {}
                Some(_) => told.fault(
                    "standing-changed",
                    format!("whether account {account} runs the instance is not what its act says"),
                ),
            }
        }
        let mut members = std::mem::take(&mut told.members);
        for row in membership::Entity::find().all(&self.db).await.settle()? {
            let role: Role = Row::of("membership", row.account).parse("role", &row.role)?;
            let (project, account) = (ProjectId(row.project), UserId(row.account));
            match members.remove(&(row.project, row.account)) {
                None => {
                    unrecorded.push(found(
                        Some(project),
                        AuditAct::MemberFound { account, role },
                    ));
                }
                Some(Some(told_role)) if told_role == role => {}
                Some(_) => told.fault(
                    "standing-changed",
                    format!("the role of {account} in project {project} is not what the acts say"),
                ),
            }
        }
        for ((project, account), role) in members {
            if role.is_some() {
                told.fault(
                    "standing-changed",
                    format!(
                        "{account} is no member of project {project}, and the acts say otherwise"
                    ),
                );
            }
        }
        Ok(unrecorded)
    }

    async fn unrecorded_words(&self, told: &Told) -> Result<Vec<Found>, StorageError> {
        let findings = finding::Entity::find()
            .select_only()
            .columns([finding::Column::Id, finding::Column::Item]);
        let findings: Vec<(Uuid, Uuid)> = findings.into_tuple().all(&self.db).await.settle()?;
        let comments = comment::Entity::find()
            .select_only()
            .columns([comment::Column::Id, comment::Column::Item]);
        let comments: Vec<(i64, Uuid)> = comments.into_tuple().all(&self.db).await.settle()?;
        let of = |item, act| Found {
            project: None,
            item: Some(ItemId(item)),
            act,
        };
        let findings = findings.into_iter().filter_map(|(id, item)| {
            let finding = FindingId(id);
            let is_told = told.findings.contains(&id);
            (!is_told).then(|| of(item, AuditAct::FindingFound { finding }))
        });
        let comments = comments.into_iter().filter_map(|(comment, item)| {
            let is_told = told.comments.contains(&comment);
            (!is_told).then(|| of(item, AuditAct::CommentFound { comment }))
        });
        Ok(findings.chain(comments).collect())
    }
}
