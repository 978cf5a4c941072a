//! What is true of every history under every workflow that validation lets through.

use cairn_domain::{Actor, FindingKind, Role};
use cairn_review::{
    Act, Command, Guard, Move, MoveKey, Offer, OfferAction, Outcome, ReviewEvent, StageKind,
    Trigger, Workflow, WorkflowDraft, workflow,
};
use proptest::{prelude::*, sample::Index, strategy::ValueTree, test_runner::TestRunner};

use crate::{
    cast::*,
    oracle::{faults_of_publishing, is_own_work},
    story::*,
    walker::*,
};

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(any::<Step>(), 0..most)
}

fn template() -> impl Strategy<Value = Workflow> {
    prop::sample::select(workflow::TEMPLATES.to_vec()).prop_map(built_in)
}

fn built_in(name: &str) -> Workflow {
    Workflow::try_from_draft(workflow::template(name).unwrap(), 1).unwrap()
}

/// One change to a draft: a mistake, a wish, or mischief.
#[derive(Debug, Clone)]
enum Edit {
    RemoveMove(Index),
    RemoveStage(Index),
    RemoveGuard(Index, Index),
    AddGuard(Index, Guard),
    Redirect(Index, Index),
    Begin(Index, Index),
    Trigger(Index, Trigger),
    Staff(Index, Role),
    Kind(Index, StageKind),
    Outcome(Index, Outcome),
    Records(Index, FindingKind),
    Shortcut(Index, Index, Trigger),
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    let trigger = || prop::sample::select(Trigger::ALL.to_vec());
    prop_oneof![
        index().prop_map(Edit::RemoveMove),
        index().prop_map(Edit::RemoveStage),
        (index(), index()).prop_map(|(mv, guard)| Edit::RemoveGuard(mv, guard)),
        (index(), guard()).prop_map(|(mv, guard)| Edit::AddGuard(mv, guard)),
        (index(), index()).prop_map(|(mv, to)| Edit::Redirect(mv, to)),
        (index(), index()).prop_map(|(mv, from)| Edit::Begin(mv, from)),
        (index(), trigger()).prop_map(|(mv, trigger)| Edit::Trigger(mv, trigger)),
        (index(), prop::sample::select(Role::ALL.to_vec())).prop_map(|(mv, r)| Edit::Staff(mv, r)),
        (index(), prop::sample::select(StageKind::ALL.to_vec()))
            .prop_map(|(s, k)| Edit::Kind(s, k)),
        (index(), prop::sample::select(Outcome::ALL.to_vec()))
            .prop_map(|(s, o)| Edit::Outcome(s, o)),
        (index(), prop::sample::select(vec![PLACE, TIME])).prop_map(|(s, k)| Edit::Records(s, k)),
        (index(), index(), trigger()).prop_map(|(from, to, t)| Edit::Shortcut(from, to, t)),
    ]
}

fn guard() -> impl Strategy<Value = Guard> {
    let kind = || prop::sample::select(vec![PLACE, TIME]);
    prop_oneof![
        Just(Guard::SaysWhy),
        Just(Guard::Rated),
        kind().prop_map(|kind| Guard::Established { kind }),
        (kind(), 0..7u32).prop_map(|(kind, at_least)| Guard::Independent { kind, at_least }),
        (0..7u32).prop_map(|at_least| Guard::SignedOff { at_least }),
    ]
}

fn apply(draft: &mut WorkflowDraft, edit: &Edit) {
    let stage = |draft: &WorkflowDraft, at: &Index| at.get(&draft.stages).key.clone();
    if draft.moves.is_empty() || draft.stages.is_empty() {
        return;
    }
    let of = |draft: &WorkflowDraft, at: &Index| at.index(draft.moves.len());
    match edit {
        Edit::RemoveMove(at) => drop(draft.moves.remove(of(draft, at))),
        Edit::RemoveStage(at) => {
            let gone = draft.stages.remove(at.index(draft.stages.len())).key;
            draft.moves.retain(|mv| mv.from != gone && mv.to != gone);
        }
        Edit::RemoveGuard(at, which) => {
            let guards = &mut at.get_mut(&mut draft.moves).guards;
            if !guards.is_empty() {
                guards.remove(which.index(guards.len()));
            }
        }
        Edit::AddGuard(at, guard) => at.get_mut(&mut draft.moves).guards.push(*guard),
        Edit::Redirect(at, to) => at.get_mut(&mut draft.moves).to = stage(draft, to),
        Edit::Begin(at, from) => at.get_mut(&mut draft.moves).from = stage(draft, from),
        Edit::Trigger(at, trigger) => at.get_mut(&mut draft.moves).trigger = *trigger,
        Edit::Staff(at, role) => at.get_mut(&mut draft.moves).roles = vec![*role],
        Edit::Kind(at, kind) => at.get_mut(&mut draft.stages).kind = *kind,
        Edit::Outcome(at, outcome) => at.get_mut(&mut draft.stages).outcome = Some(*outcome),
        Edit::Records(at, kind) => at.get_mut(&mut draft.stages).records.push(*kind),
        Edit::Shortcut(from, to, trigger) => draft.moves.push(Move {
            key: MoveKey(format!("shortcut_{}", draft.moves.len())),
            from: stage(draft, from),
            to: stage(draft, to),
            trigger: *trigger,
            roles: if *trigger == Trigger::Person {
                vec![Role::Lead]
            } else {
                Vec::new()
            },
            guards: vec![Guard::SaysWhy],
        }),
    }
}

fn edited() -> impl Strategy<Value = WorkflowDraft> {
    let names = prop::sample::select(workflow::TEMPLATES.to_vec());
    (names, prop::collection::vec(edit(), 1..4)).prop_map(|(name, edits)| {
        let mut draft = workflow::template(name).unwrap();
        edits.iter().for_each(|edit| apply(&mut draft, edit));
        draft
    })
}

/// Walks and judges every publication and every sign-off by the bare history.
fn promises_hold(workflow: Workflow, steps: &[Step]) -> Result<bool, TestCaseError> {
    let mut walk = Walk::under(workflow);
    let mut published = false;
    for step in steps {
        let before = walk.story.history.clone();
        let revision = walk.story.facts().revision;
        for event in walk.step(*step) {
            if let ReviewEvent::SignedOff { by, .. } = event {
                prop_assert!(!is_own_work(&before, by), "nobody signs their own work");
            }
            if matches!(
                event,
                ReviewEvent::Moved {
                    outcome: Some(Outcome::Published),
                    ..
                }
            ) {
                published = true;
                prop_assert_eq!(faults_of_publishing(&before, revision), Vec::<&str>::new());
            }
        }
    }
    Ok(published)
}

/// Everything anybody might ask of an item, sensible or not.
fn everything(story: &Story) -> Vec<Act> {
    let mut acts = vec![
        Act::Claim,
        Act::Release,
        rate(),
        link(),
        duplicate(),
        Act::Object,
        signature(story),
        consent(cairn_domain::Consent::Publish),
        found(PLACE, 901, 1),
        found(TIME, 902, 1),
        impossible(PLACE, 903),
        Act::Answer { objection: 3 },
        redact(1, 904),
        confirm(cairn_domain::RedactionId(uuid::Uuid::nil())),
        Act::AskSubmitter,
        Act::Reply { question: 3 },
        Act::AddNote,
        added(),
        Act::OpenSealed {
            file: cairn_domain::FileId(Default::default()),
        },
    ];
    let asked = story.state.open_questions();
    acts.extend(asked.map(|q| Act::Reply { question: q.seq }));
    let open = story
        .state
        .objections
        .iter()
        .map(|o| Act::Answer { objection: o.seq });
    acts.extend(open);
    let redactions = story.state.redactions.iter();
    acts.extend(redactions.map(|known| confirm(known.id)));
    acts.extend(
        story
            .state
            .findings
            .iter()
            .map(|f| Act::Settle { finding: f.id }),
    );
    acts.extend(
        story
            .workflow
            .moves()
            .iter()
            .map(|mv| Act::Move { to: mv.key.clone() }),
    );
    acts
}

/// The offer that stands for an act. Reading what is sealed is asked for at the file; releases take their items themselves, without an offer;
/// what is settled can be settled anew without being offered again.
fn offer_for(story: &Story, act: &Act) -> Option<OfferAction> {
    let trigger = |key: &MoveKey| story.workflow.moves().iter().find(|mv| mv.key == *key);
    Some(match act {
        Act::Claim => OfferAction::Claim,
        Act::Release => OfferAction::Release,
        Act::Rate { .. } => OfferAction::Rate,
        Act::Link { .. } => OfferAction::Link,
        Act::NameDuplicate { .. } => OfferAction::NameDuplicate,
        Act::RecordFinding { kind, .. } => OfferAction::Record(*kind),
        Act::Redact { .. } => OfferAction::Redact,
        Act::ConfirmRedaction { redaction, .. } => OfferAction::ConfirmRedaction(*redaction),
        Act::Object => OfferAction::Object,
        Act::Answer { objection } => OfferAction::Answer(*objection),
        Act::SignOff { .. } => OfferAction::SignOff,
        Act::ChangeConsent { .. } => OfferAction::ChangeConsent,
        Act::Move { to } if trigger(to)?.trigger == Trigger::Release => return None,
        Act::Move { to } => OfferAction::Move(to.clone()),
        Act::Settle { finding } => {
            let kind = story.state.findings.iter().find(|f| f.id == *finding)?.kind;
            if story.state.settled_on(kind).is_some() {
                return None;
            }
            OfferAction::Settle(kind)
        }
        Act::AskSubmitter => OfferAction::AskSubmitter,
        Act::Reply { question } => OfferAction::Reply(*question),
        Act::AddNote => OfferAction::AddNote,
        Act::AddEvidence { .. } => OfferAction::AddEvidence,
        Act::Migrate { .. } | Act::OpenSealed { .. } => return None,
    })
}

fn page_and_server_agree(walk: &mut Walk, by: Actor, what: u8) -> Result<(), TestCaseError> {
    let offers = walk.story.offers(by);
    for offer in &offers {
        let command = walk.sample_command(offer, what);
        let decided = walk.story.decide(by, &command);
        prop_assert_eq!(
            offer.is_open(),
            decided.is_ok(),
            "{:?}: {:?}",
            offer,
            decided
        );
        if let Err(reasons) = decided {
            prop_assert_eq!(
                &offer.blocked_by,
                &reasons.0,
                "the same reasons on the page"
            );
        }
    }
    let open: Vec<_> = offers
        .into_iter()
        .filter(Offer::is_open)
        .map(|o| o.action)
        .collect();
    for act in everything(&walk.story) {
        let words = "because".to_owned();
        let command = Command {
            seen: walk.story.state.seq,
            words,
            act: act.clone(),
        };
        if walk.story.decide(by, &command).is_ok()
            && let Some(action) = offer_for(&walk.story, &act)
        {
            prop_assert!(
                open.contains(&action),
                "{:?} is allowed and not offered",
                action
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn offers_agree_with_decide(workflow in template(), steps in steps(60), what: u8) {
        let mut walk = walk(workflow, &steps);
        for by in EVERYBODY {
            page_and_server_agree(&mut walk, by, what)?;
        }
    }

    #[test]
    fn offers_agree_with_decide_under_edited_workflows(draft in edited(), steps in steps(60), what: u8) {
        if let Ok(workflow) = Workflow::try_from_draft(draft, 1) {
            let mut walk = walk(workflow, &steps);
            for by in EVERYBODY {
                page_and_server_agree(&mut walk, by, what)?;
            }
        }
    }

    #[test]
    fn nothing_is_published_without_place_time_and_an_independent_sign_off(
        workflow in template(), steps in steps(150),
    ) {
        promises_hold(workflow, &steps)?;
    }

    #[test]
    fn a_refusal_has_reasons(workflow in template(), steps in steps(40), seen: u8, who: u8) {
        let walk = walk(workflow, &steps);
        let by = EVERYBODY[usize::from(who) % EVERYBODY.len()];
        for act in everything(&walk.story) {
            let command = Command { seen: u64::from(seen), words: String::new(), act };
            if let Err(reasons) = walk.story.decide(by, &command) {
                let mut codes = reasons.0.clone();
                codes.dedup();
                prop_assert!(!codes.is_empty() && codes.len() == reasons.0.len());
            }
        }
    }

    #[test]
    fn a_history_and_its_workflow_survive_the_database(workflow in template(), steps in steps(60)) {
        let walk = walk(workflow, &steps);
        let json = serde_json::to_string(&walk.story.history).unwrap();
        let back: Vec<ReviewEvent> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(cairn_review::fold(&back), Some(walk.story.state.clone()));
        let draft = serde_json::to_string(walk.story.workflow.draft()).unwrap();
        let back: WorkflowDraft = serde_json::from_str(&draft).unwrap();
        prop_assert_eq!(&back, walk.story.workflow.draft());
        let state = serde_json::to_string(&walk.story.state).unwrap();
        prop_assert_eq!(serde_json::from_str::<cairn_review::ReviewState>(&state).unwrap(), walk.story.state);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_edited_workflow_publishes_without_them_either(draft in edited(), steps in steps(150)) {
        if let Ok(workflow) = Workflow::try_from_draft(draft, 1) {
            promises_hold(workflow, &steps)?;
        }
    }
}

/// The two properties above say nothing unless walks publish and edits survive validation.
#[test]
fn walks_publish_and_edits_survive() {
    let mut runner = TestRunner::deterministic();
    let long = prop::collection::vec(any::<Step>(), 400);
    let mut sample = || long.new_tree(&mut runner).unwrap().current();
    for name in workflow::TEMPLATES {
        let walks = (0..30).map(|_| promises_hold(built_in(name), &sample()).unwrap());
        let published = walks.filter(|published| *published).count();
        assert!(published > 0, "{name}: {published} of 30 walks published");
    }
    let mut runner = TestRunner::deterministic();
    let mut draft = || edited().new_tree(&mut runner).unwrap().current();
    let valid = (0..400)
        .filter(|_| Workflow::try_from_draft(draft(), 1).is_ok())
        .count();
    assert!(
        valid > 20 && valid < 380,
        "{valid} of 400 edited drafts are valid"
    );
}
