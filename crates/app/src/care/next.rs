//! The next item for somebody: the one that has waited longest of those that are free, that they may
//! take, and that hold nothing they do not want to be given. What they have seen in another item comes
//! last, so that the same killing is seen once where others can take the second one.

use std::collections::BTreeSet;

use cairn_domain::{Action, ContentNote, ShortId, sensitivity::Rating};
use cairn_review::{Act, Command, StageKind};
use cairn_storage::{ItemRecord, QueueFilter};

use crate::{App, AppError, Visit, matching, review};

/// Items that are looked at together, and how often.
const PAGE: u64 = 100;
const MOST_PAGES: usize = 50;

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// They hold this one now.
    Taken {
        /// The item.
        short: ShortId,
        /// They have looked at the same footage in another item.
        is_known: bool,
    },
    /// Nothing is free that suits them.
    Nothing,
}

/// Takes the next item for whoever asks.
pub async fn next_for_me(app: &App, visit: &Visit) -> Result<Next, AppError> {
    visit.permit(Action::Claim)?;
    let reads = app.store.read();
    let (user, project) = (visit.user, visit.project.id);
    let unwanted = reads.opt_outs_of(user).await?;
    let looked = reads.files_uncovered_by(user).await?;
    let known = matching::known_from_elsewhere(&reads, project, &looked).await?;
    let mut seen_before = Vec::new();
    let mut filter = QueueFilter {
        kind: Some(StageKind::Work),
        free_at: Some(app.clock.now()),
        limit: PAGE,
        ..QueueFilter::default()
    };
    for _ in 0..MOST_PAGES {
        let page = reads.queue(project, &filter).await?;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        for item in reads.items(&ids).await? {
            let suits = suits(&unwanted, item.state.rating.as_ref());
            if !suits || is_done(app, visit, &item).await? {
                continue;
            }
            if known.contains(&item.id) {
                seen_before.push(item);
            } else if take(app, visit, &item).await? {
                let (short, is_known) = (item.short, false);
                return Ok(Next::Taken { short, is_known });
            }
        }
        match page.next {
            Some(next) => filter.after = Some(next),
            None => break,
        }
    }
    for item in seen_before {
        if take(app, visit, &item).await? {
            let (short, is_known) = (item.short, true);
            return Ok(Next::Taken { short, is_known });
        }
    }
    Ok(Next::Nothing)
}

/// Of what is unrated nobody knows what it holds, so that it goes to those alone who take everything.
fn suits(unwanted: &BTreeSet<ContentNote>, rating: Option<&Rating>) -> bool {
    match rating {
        None => unwanted.is_empty(),
        Some(rating) => !rating
            .all_notes()
            .iter()
            .any(|note| unwanted.contains(note)),
    }
}

/// Whether they have said what is asked at this stage: it waits for somebody else.
async fn is_done(app: &App, visit: &Visit, item: &ItemRecord) -> Result<bool, AppError> {
    let state = &item.state;
    let reads = app.store.read();
    let workflow = app
        .workflow(&reads, visit.project.id, state.workflow)
        .await?;
    let stage = workflow
        .stages()
        .iter()
        .find(|stage| stage.key == state.stage);
    let asked = stage
        .map(|stage| stage.records.as_slice())
        .unwrap_or_default();
    let own = |kind| {
        let mut findings = state.findings.iter();
        findings.any(|finding| finding.author == visit.user && finding.kind == kind)
    };
    Ok(!asked.is_empty() && asked.iter().all(|kind| own(*kind)))
}

/// The machine says whether it may be taken; somebody else may have been faster.
async fn take(app: &App, visit: &Visit, item: &ItemRecord) -> Result<bool, AppError> {
    let command = Command {
        seen: item.state.seq,
        words: String::new(),
        act: Act::Claim,
    };
    match review::act(app, visit, &item.short, command).await {
        Ok(_) => Ok(true),
        Err(AppError::Refused(_) | AppError::Conflict) => Ok(false),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::Sensitivity;

    use super::*;
    use crate::Dice;

    /// Some notes, by the bits of a number.
    fn some(bits: u16) -> BTreeSet<ContentNote> {
        let notes = ContentNote::ALL.iter().enumerate();
        let chosen = notes.filter(|(at, _)| bits & (1 << at) != 0);
        chosen.map(|(_, note)| *note).collect()
    }

    #[test]
    fn of_a_thousand_items_nobody_is_given_what_they_do_not_want() {
        let dice = Dice::seeded(11);
        let mut given = 0;
        for _ in 0..1_000 {
            let [a, b, c, d] = dice.bytes::<4>();
            let (unwanted, notes) = (
                some(u16::from_be_bytes([a, b])),
                some(u16::from_be_bytes([c, d])),
            );
            let rating = Rating {
                sensitivity: Sensitivity::Graphic,
                notes: notes.iter().copied().collect(),
                ranges: Vec::new(),
            };
            let is_given = suits(&unwanted, Some(&rating));
            assert_eq!(is_given, unwanted.is_disjoint(&notes));
            given += usize::from(is_given);
        }
        assert!(given > 0, "some are given");
        assert!(suits(&BTreeSet::new(), None));
        assert!(!suits(&some(1), None), "nobody knows what it holds");
    }
}
