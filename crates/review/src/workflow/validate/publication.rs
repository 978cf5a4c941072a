//! The three gates: every arrow into a published stage carries them, and only a release takes it.

use cairn_domain::FindingKind;

use super::{Flaw, Move, Outcome, Plan};
use crate::workflow::{Guard, Trigger};

pub(super) fn judge(plan: &mut Plan<'_>) {
    let means = |outcome| move |stage: &&super::Stage| stage.outcome == Some(outcome);
    let stages = &plan.draft.stages;
    let publishes = stages.iter().any(|stage| means(Outcome::Published)(&stage));
    plan.check(publishes, || Flaw::NothingPublished);
    for stage in stages.iter().filter(means(Outcome::Published)) {
        let retracts = |mv: &Move| plan.outcome(&mv.to) == Some(Outcome::Retracted);
        let retractable = plan.moves_from(&stage.key).any(retracts);
        plan.check(retractable, || Flaw::NeverRetracted(stage.key.clone()));
    }
    for mv in &plan.draft.moves {
        let publishes = plan.outcome(&mv.to) == Some(Outcome::Published);
        let by_release = mv.trigger == Trigger::Release;
        plan.check(publishes || !by_release, || {
            Flaw::ReleasesElsewhere(mv.key.clone())
        });
        if publishes {
            plan.check(by_release, || Flaw::PublishesOutsideRelease(mv.key.clone()));
            gates(plan, mv);
        }
    }
}

/// What every arrow into a published stage must carry.
const GATES: [Guard; 5] = [
    Guard::Established {
        kind: FindingKind::Geolocation,
    },
    Guard::Established {
        kind: FindingKind::Chronolocation,
    },
    Guard::SignedOff { at_least: 1 },
    Guard::NoObjection,
    Guard::ConsentToPublish,
];

fn gates(plan: &mut Plan<'_>, mv: &Move) {
    for gate in GATES {
        let carries = |guard: &Guard| match (gate, guard) {
            // A quorum of none is a flaw of its own.
            (Guard::SignedOff { .. }, Guard::SignedOff { .. }) => true,
            (gate, guard) => gate == *guard,
        };
        let (by_move, guard) = (&mv.key, gate);
        plan.check(mv.guards.iter().any(carries), || Flaw::PublishesWithout {
            by_move: by_move.clone(),
            guard,
        });
    }
}
