//! Every pair of a project that waits for a person, and confirming many at once.

use cairn_domain::{Action, AuditAct, ItemId, MatchId, MatchRelation, MatchVerdict, SettingKind};
use cairn_review::Outcome;
use cairn_storage::{ItemRecord, MatchRecord, Reads, Store};

use super::cluster::follow;
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Pairs on one page.
const PAGE: u64 = 100;

/// The desk.
#[derive(Debug)]
pub struct Desk {
    /// Pairs, the surest first, or those first that it would cost most to get wrong.
    pub pairs: Vec<DeskPair>,
    /// From which score on pairs may be confirmed together.
    pub confirm_from: Option<f64>,
    /// Whether the viewer may do so.
    pub may_confirm: bool,
}

/// One pair that waits.
#[derive(Debug)]
pub struct DeskPair {
    /// The match, seen from the newer file.
    pub row: MatchRecord,
    /// The newer item.
    pub item: ItemRecord,
    /// What a wrong answer would do.
    pub stakes: Stakes,
    /// Whether it may be confirmed with others.
    pub can_confirm: bool,
}

/// What a wrong answer would cost, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stakes {
    /// Both are still being worked on.
    Work,
    /// One of them is in the public dataset.
    Published,
    /// They evidence different incidents: one attack may be counted as two.
    TwoIncidents,
}

/// Reads the desk. `by_stakes` puts the costly ones first.
pub async fn desk(app: &App, visit: &Visit, by_stakes: bool) -> Result<Desk, AppError> {
    visit.permit(Action::AnswerMatch)?;
    let reads = app.store.read();
    let confirm_from = visit.project.confirm_from;
    let mut pairs = Vec::new();
    for row in reads.open_pairs(visit.project.id, PAGE).await? {
        let item = reads.load_item(row.item).await?;
        let stakes = stakes(&reads, &item, row.other_item).await?;
        pairs.push(DeskPair {
            can_confirm: can_confirm(&row, confirm_from),
            row,
            item,
            stakes,
        });
    }
    if by_stakes {
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.stakes));
    }
    Ok(Desk {
        pairs,
        confirm_from,
        may_confirm: visit.may(Action::ConfirmMatches),
    })
}

async fn stakes(reads: &Reads<'_>, item: &ItemRecord, other: ItemId) -> Result<Stakes, AppError> {
    let other = reads.load_item(other).await?;
    let incidents = (item.state.incident, other.state.incident);
    let is_out = |item: &ItemRecord| item.state.outcome == Some(Outcome::Published);
    Ok(match incidents {
        (Some(one), Some(two)) if one != two => Stakes::TwoIncidents,
        _ if is_out(item) || is_out(&other) => Stakes::Published,
        _ => Stakes::Work,
    })
}

fn can_confirm(row: &MatchRecord, from: Option<f64>) -> bool {
    let is_same = matches!(
        row.relation,
        MatchRelation::SameFootage | MatchRelation::Excerpt
    );
    is_same && row.verdict.is_none() && from.is_some_and(|from| row.score >= from)
}

/// Confirms pairs as what the machine takes them to be; all of them, or none if one may not be.
pub async fn confirm_together(app: &App, visit: &Visit, ids: &[MatchId]) -> Result<(), AppError> {
    visit.permit(Action::ConfirmMatches)?;
    let (app, visit, ids) = (app.clone(), visit.clone(), ids.to_vec());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let mut acts = Vec::new();
        for id in ids {
            let row = tx.read().find_pair(visit.project.id, id).await?;
            let row = row.ok_or(AppError::NotFound)?;
            if !can_confirm(&row, visit.project.confirm_from) {
                return Err(AppError::invalid("pairs", "match-not-sure"));
            }
            let verdict = match row.relation {
                MatchRelation::Excerpt => MatchVerdict::ExcerptOf,
                _ => MatchVerdict::SameFootage,
            };
            tx.answer_match(id, Some(verdict), Some(visit.user), app.clock.now())
                .await?;
            acts.push(AuditAct::MatchAnswered {
                pair: id,
                verdict: Some(verdict),
            });
        }
        follow(&tx, visit.project.id, &app.clock).await?;
        for act in acts {
            audit::record(&app, &tx, By::member(&visit), act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Says from which score on, in per cent, pairs may be confirmed together; nothing: one by one only.
pub async fn set_confirm_from(app: &App, visit: &Visit, percent: &str) -> Result<(), AppError> {
    visit.permit(Action::ConfirmMatches)?;
    let score = match percent.trim() {
        "" => None,
        text => {
            let percent = text.parse::<f64>().ok();
            let percent = percent.filter(|percent| (50.0..=100.0).contains(percent));
            Some(percent.ok_or_else(|| AppError::invalid("confirm_from", "match-percent"))? / 100.0)
        }
    };
    let (app, by, project) = (app.clone(), By::member(visit), visit.project.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.set_confirm_from(project, score).await?;
        let what = SettingKind::ConfirmFrom;
        audit::record(&app, &tx, by, AuditAct::SettingChanged { what }).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
