//! Acts beside the history of items: each leaves one leaf in the transaction of its change, and what
//! fails leaves none.

use cairn_app::{
    AppError, SecurityMode,
    account::{self, InvitationDraft, MemberChange, NewAccount, TokenDraft},
    audit, ledger, project, release, review, set_mode,
    stored::ActFilter,
};
use cairn_domain::{AuditKind as K, Role, ShortId, TokenId};
use cairn_storage::ActRecord;
use cairn_testkit::TestApp;
use chrono::TimeDelta;

/// What was put on record since the last time somebody asked.
struct Record<'a> {
    story: &'a TestApp,
    seen: Option<u64>,
}

impl<'a> Record<'a> {
    async fn of(story: &'a TestApp) -> Self {
        let mut record = Self { story, seen: None };
        record.fresh().await;
        record
    }

    async fn fresh(&mut self) -> Vec<ActRecord> {
        let reads = self.story.app.store.read();
        let acts = reads.acts(&ActFilter::default(), 1_000).await;
        let mut acts = acts.expect("read");
        acts.retain(|act| self.seen.is_none_or(|seen| act.number > seen));
        acts.reverse();
        self.seen = acts.last().map(|act| act.number).or(self.seen);
        acts
    }

    /// Each act once, and each with its own leaf.
    async fn expect(&mut self, wanted: &[K]) -> Vec<ActRecord> {
        let acts = self.fresh().await;
        let kinds: Vec<_> = acts.iter().map(|act| act.new.act.kind()).collect();
        assert_eq!(kinds, wanted);
        for act in &acts {
            let leaves = self.story.app.store.read().leaves(act.number, 1).await;
            let leaves = leaves.expect("read");
            assert_eq!((leaves[0].number, leaves[0].event), (act.number, None));
        }
        acts
    }
}

#[tokio::test]
async fn changed_and_removed_members_leave_one_leaf_each() {
    let story = TestApp::new().await;
    let (app, ada) = (&story.app, story.visit(&story.ada).await);
    let mut record = Record::of(&story).await;

    let role = MemberChange::Role(Role::Lead);
    account::change_member(app, &ada, story.ben.id, role)
        .await
        .expect("changed");
    let acts = record.expect(&[K::RoleChanged]).await;
    assert_eq!(acts[0].new.actor, Some(story.ada.id));
    assert_eq!(acts[0].new.project, Some(ada.project.id));
    account::change_member(app, &ada, story.ben.id, role)
        .await
        .expect("nothing to change");
    record.expect(&[]).await;
    account::change_member(app, &ada, story.ben.id, MemberChange::Remove)
        .await
        .expect("removed");
    record.expect(&[K::MemberRemoved]).await;
    let last = account::change_member(app, &ada, story.ada.id, MemberChange::Remove).await;
    assert!(matches!(last, Err(AppError::Invalid(_))));
    record.expect(&[]).await;
}

#[tokio::test]
async fn invitations_leave_one_leaf_each() {
    let story = TestApp::new().await;
    let (app, ada) = (&story.app, story.visit(&story.ada).await);
    let mut record = Record::of(&story).await;
    let draft = InvitationDraft {
        role: "verifier".into(),
        note: "Somebody".into(),
        days: "3".into(),
    };
    let secret = account::invite(app, &ada, &draft).await.expect("made");
    record.expect(&[K::InvitationMade]).await;
    let new = NewAccount {
        email: "new@test.example".into(),
        name: "New".into(),
        password: "a long enough sentence".into(),
        is_operator: false,
    };
    let user = account::accept_as_new(app, &secret, new.clone()).await;
    let user = user.expect("came in");
    let acts = record
        .expect(&[K::AccountCreated, K::InvitationUsed, K::MemberAdded])
        .await;
    assert!(acts.iter().all(|act| act.new.actor == Some(user)));
    let again = account::accept_as_new(app, &secret, new).await;
    assert!(matches!(again, Err(AppError::Gone)));
    record.expect(&[]).await;
    account::invite(app, &ada, &draft).await.expect("made");
    let open = account::open_invitations(app, &ada).await.expect("listed");
    account::revoke_invitation(app, &ada, open[0].id)
        .await
        .expect("taken back");
    record
        .expect(&[K::InvitationMade, K::InvitationRevoked])
        .await;
}

#[tokio::test]
async fn tokens_secrets_and_sealing_leave_one_leaf_each() {
    let story = TestApp::new().await;
    let (app, ada) = (&story.app, story.visit(&story.ada).await);
    let mut record = Record::of(&story).await;
    let draft = TokenDraft {
        project: "AFG".into(),
        name: "A program".into(),
        scope: "read".into(),
        days: "30".into(),
    };
    account::create_token(app, story.lea.id, &draft)
        .await
        .expect("made");
    record.expect(&[K::TokenMade]).await;
    let tokens = account::tokens(app, story.lea.id).await.expect("listed");
    let nobodys = account::revoke_token(app, story.lea.id, TokenId(story.lea.id.0)).await;
    assert!(matches!(nobodys, Err(AppError::NotFound)));
    let foreign = account::revoke_token(app, story.ana.id, tokens[0].id).await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
    record.expect(&[]).await;
    account::revoke_token(app, story.lea.id, tokens[0].id)
        .await
        .expect("ended");
    record.expect(&[K::TokenRevoked]).await;

    let user = story.rea.id;
    account::replace_password(app, user, "another long enough one")
        .await
        .expect("replaced");
    account::reset_second_factor(app, user)
        .await
        .expect("reset");
    account::require_second_factor(app, &[])
        .await
        .expect("said");
    project::change_sealing(app, &ada, "admin", "sealed", false)
        .await
        .expect("changed");
    let acts = record
        .expect(&[
            K::PasswordChanged,
            K::SecondFactorReset,
            K::SecondFactorRequired,
            K::SealingChanged,
        ])
        .await;
    assert_eq!(acts[0].new.actor, None, "the operator at the command line");
}

#[tokio::test]
async fn words_about_items_leave_one_leaf_each() {
    let story = TestApp::new().await;
    let (app, lea) = (&story.app, story.visit(&story.lea).await);
    let short = story.submit_photo(1).await;
    let mut record = Record::of(&story).await;

    review::comment(app, &lea, &short, "Look at the gate")
        .await
        .expect("written");
    let acts = record.expect(&[K::CommentWritten]).await;
    assert!(acts[0].sealed.is_some());
    assert_eq!(acts[0].new.item, Some(story.item(&short).await.id));
    let empty = review::comment(app, &lea, &short, " ").await;
    assert!(matches!(empty, Err(AppError::Invalid(_))));
    let nowhere = ShortId::from_random([9; 6]);
    let nowhere = review::comment(app, &lea, &nowhere, "Look").await;
    assert!(matches!(nowhere, Err(AppError::NotFound)));
    record.expect(&[]).await;

    story.triage(&story.ana, &short).await;
    record.expect(&[K::IncidentChanged]).await;
    story.geolocate(&story.ana, &short).await;
    let acts = record.expect(&[K::FindingRecorded]).await;
    assert!(acts[0].sealed.is_some());
    story.chronolocate(&story.ben, &short).await;
    record.expect(&[K::FindingRecorded]).await;
    // Signing off is an event of the item, with a leaf of its own.
    story.sign_off(&story.lea, &short).await;
    record.expect(&[]).await;
    assert_eq!(ledger::check(app).await.expect("checked").findings, []);
}

#[tokio::test]
async fn releases_claims_and_lists_leave_one_leaf_each() {
    let story = TestApp::new().await;
    let (app, lea) = (&story.app, story.visit(&story.lea).await);
    let short = story.item_at_sign_off(1).await;
    story.sign_off(&story.lea, &short).await;
    let mut record = Record::of(&story).await;
    story.publish().await;
    record.expect(&[K::ReleaseBuilt, K::ReleaseSigned]).await;
    let empty = release::build(app, &lea).await;
    assert!(matches!(empty, Err(AppError::Invalid(_))));
    record.expect(&[]).await;

    let seen = story.item(&short).await.state.seq;
    let why = release::Retraction {
        kind: cairn_domain::RetractionReason::Privacy,
        words: "The family asked us to.".into(),
        replaced_by: None,
    };
    let late = release::retract(app, &lea, &short, seen - 1, why.clone()).await;
    assert!(late.is_err());
    record.expect(&[]).await;
    release::retract(app, &lea, &short, seen, why)
        .await
        .expect("retracted");
    record.expect(&[K::Retracted]).await;

    story.claim(&story.ana).await;
    let list = story.hash_list(&story.lea).await;
    cairn_app::matching::remove_list(app, &lea, list)
        .await
        .expect("removed");
    record
        .expect(&[K::ClaimChanged, K::ListAdded, K::ListRemoved])
        .await;
    assert_eq!(ledger::check(app).await.expect("checked").findings, []);
}

#[tokio::test]
async fn looking_is_put_on_record_once_an_hour_for_each_person_and_file() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    let item = story.item(&short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("read");
    let mut lea = story.signed_in(&story.lea).await;
    let mut leo = story.signed_in(&story.leo).await;
    let original = format!("/projects/AFG/items/{short}/files/{}", files[0].sha256);
    let mut record = Record::of(&story).await;

    for range in ["bytes=0-9", "bytes=10-19", "bytes=0-"] {
        let answer = lea.get_with(&original, "range", range).await;
        assert_eq!(answer.status, 206);
    }
    record.expect(&[K::OriginalDownloaded]).await;
    assert_eq!(leo.get(&original).await.status, 200);
    let acts = record.expect(&[K::OriginalDownloaded]).await;
    assert_eq!(acts[0].new.actor, Some(story.leo.id));
    assert_eq!(acts[0].new.item, Some(item));

    let made = |kind: &str| {
        let mut made = files[0].derivatives.iter();
        let made = made.find(|made| made.kind.code() == kind).expect(kind);
        format!("/projects/AFG/items/{short}/media/{}", made.sha256)
    };
    assert_eq!(lea.get(&made("cover")).await.status, 200);
    record.expect(&[]).await;
    assert_ne!(lea.get(&made("preview")).await.status, 200, "still covered");
    record.expect(&[]).await;
    let file = files[0].id.to_string();
    let steps = [("file", file.as_str()), ("steps", "3"), ("page", "item")];
    let reveal = format!("/projects/AFG/items/{short}/reveal");
    assert_eq!(lea.post(&reveal, &steps).await.status, 303);
    record.expect(&[K::Uncovered]).await;
    for _ in 0..3 {
        assert_eq!(lea.get(&made("preview")).await.status, 200);
    }
    record.expect(&[K::FileViewed]).await;
    story.app.clock.advance(TimeDelta::minutes(61));
    assert_eq!(lea.get(&made("preview")).await.status, 200);
    assert_eq!(lea.get(&made("preview")).await.status, 200);
    record.expect(&[K::FileViewed]).await;
    let mut reader = story.signed_in(&story.rea).await;
    assert_ne!(reader.get(&original).await.status, 200);
    record.expect(&[]).await;
}

#[tokio::test]
async fn what_is_taken_out_and_how_far_the_instance_is_open_are_on_record() {
    let story = TestApp::new().await;
    let mut lea = story.signed_in(&story.lea).await;
    let mut record = Record::of(&story).await;
    for path in [
        "claims/claims.csv",
        "analysis/grid.csv",
        "hashes/pdq.csv",
        "hashes/vpdq.csv",
    ] {
        let answer = lea.get(&format!("/projects/AFG/{path}")).await;
        assert_eq!(answer.status, 200, "{path}");
        record.expect(&[K::Exported]).await;
    }
    let none = lea.get("/projects/AFG/analysis/none.csv").await;
    assert_eq!(none.status, 404);
    record.expect(&[]).await;

    let file = &story.app.settings.mode_file;
    audit::note_mode(&story.app).await.expect("noted");
    record.expect(&[]).await;
    for mode in [SecurityMode::Locked, SecurityMode::Open] {
        set_mode(file, mode).expect("written");
        audit::note_mode(&story.app).await.expect("noted");
        audit::note_mode(&story.app).await.expect("noted");
        record.expect(&[K::ModeChanged]).await;
    }
}

#[tokio::test]
async fn rows_that_were_there_before_are_put_on_record_once() {
    let story = TestApp::new().await;
    let mut record = Record::of(&story).await;
    audit::begin(&story.app).await.expect("begun");
    audit::begin(&story.app).await.expect("nothing more to do");
    // Everybody of the story came by a use case and is on record already.
    record.expect(&[K::ActsBegun]).await;
    assert_eq!(
        ledger::check(&story.app).await.expect("checked").findings,
        []
    );
}
