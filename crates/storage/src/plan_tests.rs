//! Every query this crate can ask is asked once and its plan is read: no cost that grows with a
//! table where an index can serve.

mod acts;

use std::sync::{Arc, Mutex};

use cairn_domain::{
    BoundarySetId, ClaimId, Digest, FileId, FindingId, GazetteerId, IncidentId, ItemId, MatchId,
    Point, ProjectId, ReleaseId, ShortId, UserId,
};
use cairn_migrations::{Migrator, MigratorTrait, ROWS, dialect};
use cairn_review::StageKind;
use chrono::{DateTime, NaiveDate, TimeDelta};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, TransactionTrait};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    PublicFilter, QueueFilter, Reads, StorageError, Store, WriteTx, schema_tests::options_in,
};

/// Small tables that a page reads as a whole, and walks along an index that stop at once.
const MAY_SCAN: [&str; 10] = [
    // One page of rows, and rows that an index of words has found.
    "SCAN page",
    "SCAN published_text VIRTUAL TABLE INDEX",
    "SCAN boundary_set",
    "SCAN gazetteer USING INDEX",
    "SCAN map_layer",
    "SCAN project",
    "SCAN published_project",
    "SCAN account USING COVERING INDEX",
    "SCAN ledger_leaf",
    // From the newest on, as many as a page holds.
    "SCAN audit_event",
];

type Asked = Arc<Mutex<Vec<Statement>>>;

fn listening(connection: &DatabaseConnection) -> (DatabaseConnection, Asked) {
    let asked = Asked::default();
    let heard = Arc::clone(&asked);
    let mut connection = connection.clone();
    connection.set_metric_callback(move |info| {
        heard.lock().expect("no panic").push(info.statement.clone());
    });
    (connection, asked)
}

async fn plan(db: &DatabaseConnection, statement: &Statement) -> Vec<String> {
    let mut explain = statement.clone();
    explain.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let rows = db.query_all_raw(explain).await.expect("a plan");
    rows.iter()
        .map(|row| row.try_get("", "detail").expect("detail"))
        .collect()
}

async fn refuse_scans(db: &DatabaseConnection, asked: &Asked) {
    let statements = asked.lock().expect("no panic").clone();
    assert!(!statements.is_empty());
    for statement in statements {
        for step in plan(db, &statement).await {
            let is_allowed = MAY_SCAN.iter().any(|allowed| step.starts_with(allowed));
            let is_scan = step.starts_with("SCAN") && !step.contains("(subquery");
            assert!(!is_scan || is_allowed, "{step}\n{}", statement.sql);
        }
    }
}

/// The id of a sample row.
fn sample(number: u128) -> Uuid {
    Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000 | number)
}

/// A store with the sample rows of the migrations, each after its own step, so that no query is
/// left out for want of rows.
async fn open_with_rows() -> (Store, TempDir) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let options = options_in(directory.path());
    let db = Database::connect(&options.database_url).await;
    let db = db.expect("connects");
    for rows in ROWS {
        Migrator::up(&db, Some(1)).await.expect("the step applies");
        let sql = dialect::render(db.get_database_backend(), rows);
        db.execute_unprepared(&sql).await.expect("sample rows");
    }
    db.close().await.expect("closes");
    let store = Store::open(&options).await.expect("opens");
    (store, directory)
}

fn filters() -> Vec<QueueFilter> {
    let stage = Some("triage".to_owned());
    let held_by = Some(UserId(sample(0x02)));
    let after = "1790000000123456.00000000000070008000000000000000.triage"
        .parse()
        .ok();
    let any = || QueueFilter {
        limit: 50,
        ..QueueFilter::default()
    };
    vec![
        any(),
        QueueFilter {
            stage: stage.clone(),
            ..any()
        },
        QueueFilter {
            kind: Some(StageKind::Work),
            ..any()
        },
        QueueFilter { held_by, ..any() },
        QueueFilter {
            after: after.clone(),
            ..any()
        },
        QueueFilter {
            stage: stage.clone(),
            after: after.clone(),
            ..any()
        },
        QueueFilter {
            kind: Some(StageKind::Work),
            after: after.clone(),
            ..any()
        },
        QueueFilter {
            stage,
            held_by,
            after,
            ..any()
        },
    ]
}

#[tokio::test]
async fn the_queue_walks_an_index_and_sorts_nothing() {
    let (store, _directory) = open_with_rows().await;
    let (db, asked) = listening(&store.connections().reader);
    let reads = Reads::of((&db).into());
    for filter in filters() {
        asked.lock().expect("no panic").clear();
        reads
            .queue(ProjectId(sample(0x01)), &filter)
            .await
            .expect("a page");
        let statement = asked.lock().expect("no panic")[0].clone();
        let steps = plan(&store.connections().reader, &statement).await;
        assert!(
            steps[0].starts_with("SEARCH item USING INDEX item_"),
            "{steps:?} {filter:?}"
        );
        let sorts = steps.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(!sorts, "{steps:?} {filter:?}");
        if filter.after.is_some() {
            let seeks = ["entered_at,id)>(?,?)", "stage,entered_at,id)>(?,?,?)"];
            let is_sought = seeks.iter().any(|seek| steps[0].contains(seek));
            assert!(is_sought, "the cursor is found, not counted to: {steps:?}");
        }
    }
}

#[tokio::test]
async fn no_query_reads_a_whole_table() {
    let (store, _directory) = open_with_rows().await;
    let (db, asked) = listening(&store.connections().reader);
    let reads = Reads::of((&db).into());
    ask_about_items(&reads).await.expect("asked");
    ask_about_the_rest(&reads).await.expect("asked");
    ask_about_places(&reads).await.expect("asked");
    ask_as_the_public(&reads).await.expect("asked");
    refuse_scans(&store.connections().reader, &asked).await;
}

#[tokio::test]
async fn no_change_reads_a_whole_table() {
    let (store, _directory) = open_with_rows().await;
    let (db, asked) = listening(&store.connections().writer);
    let tx = WriteTx::of(db.begin().await.expect("begin"), true);
    change(&tx).await.expect("changed");
    drop(tx);
    let statements = asked.lock().expect("no panic").clone();
    asked.lock().expect("no panic").clear();
    let passing = ["INSERT", "BEGIN", "ROLLBACK"];
    let worth: Vec<_> = statements
        .into_iter()
        .filter(|statement| !passing.iter().any(|word| statement.sql.starts_with(word)))
        .collect();
    asked.lock().expect("no panic").extend(worth);
    refuse_scans(&store.connections().reader, &asked).await;
}

async fn change(tx: &WriteTx) -> Result<(), StorageError> {
    let now = DateTime::UNIX_EPOCH;
    let (item, digest) = (ItemId(sample(0x20)), Digest::of_bytes(b""));
    let project = ProjectId(sample(0x01));
    tx.take_job(now, TimeDelta::minutes(1), &["examine", "other"])
        .await?;
    tx.add_to_items(vec![item], crate::entity::item::Column::Files, 1)
        .await?;
    tx.move_count(project, Some(&"triage".into()), &"geolocation".into())
        .await?;
    tx.set_title(item, "").await?;
    let verdict = cairn_domain::MatchVerdict::Unrelated;
    tx.answer_match(MatchId(sample(0x32)), Some(verdict), None, now)
        .await?;
    let file = tx.read().files_of(item).await?.remove(0);
    tx.record_examination(&file, &Default::default(), &[])
        .await?;
    tx.set_sealing(project, &Default::default()).await?;
    tx.set_confirm_from(project, Some(0.9)).await?;
    let incident = tx.read().load_incident(IncidentId(sample(0x10))).await?;
    tx.update_incident(&incident).await?;
    let state = tx.read().load_item(item).await?.state;
    tx.append(item, 1, &[], &[], &state, &digest).await?;
    tx.forget_words(item, 1).await?;
    tx.reopen_intake(item, &digest).await?;
    let (viewer, file) = (UserId(sample(0x02)), FileId(sample(0x30)));
    tx.forget_reveals(viewer, item, Some(file)).await?;
    tx.forget_reveals(viewer, item, None).await?;
    tx.destroy_salt(item, 1).await?;
    tx.record_act(&acts::one(), &[0; 32]).await?;
    tx.destroy_act_salt(2).await?;
    tx.unpublish_blob(project, &digest).await?;
    tx.remove_boundaries(BoundarySetId(sample(0x72))).await?;
    tx.remove_gazetteer(GazetteerId(sample(0x73))).await?;
    tx.remove_map_layer("sample").await?;
    tx.touch_session(cairn_domain::SessionId(sample(0x03)), now)
        .await?;
    tx.finish_job(cairn_domain::JobId(sample(0x50))).await
}

async fn ask_about_items(reads: &Reads<'_>) -> Result<(), StorageError> {
    let (project, item) = (ProjectId(sample(0x01)), ItemId(sample(0x20)));
    let (user, short) = (UserId(sample(0x02)), ShortId::from_random([0; 6]));
    let digest = Digest::of_bytes(b"");
    for filter in filters() {
        reads.queue(project, &filter).await?;
        let text = Some("smoke".to_owned());
        reads
            .queue(project, &QueueFilter { text, ..filter })
            .await?;
    }
    reads.find_item(project, &short).await?;
    reads.load_item(item).await?;
    reads.find_item_by_receipt(&digest).await?;
    reads.items_of_submitter(project, user).await?;
    reads.items_at(project, "triage").await?;
    reads.stage_counts(project).await?;
    reads.events_of(item).await?;
    reads.leaf_count().await?;
    reads.leaves(5, 10).await?;
    reads.find_leaf(item, 1).await?;
    reads.salt_of(item, 1).await?;
    reads.act_to_prove(2).await?;
    reads.item_names(&[item]).await?;
    acts::ask(reads, user).await?;
    reads.files_of(item).await?;
    reads.find_file(project, &digest).await?;
    reads.items_with_bytes(project, &digest).await?;
    reads.file_digests(project).await?;
    reads.find_derivative(project, &digest).await?;
    reads.open_claims(FileId(sample(0x30))).await?;
    reads.sealed_claims(FileId(sample(0x30))).await?;
    reads.sealed_count(FileId(sample(0x30))).await?;
    reads.find_scan(FileId(sample(0x30))).await?;
    reads.hashes(project, true).await?;
    reads.hits_of_file(FileId(sample(0x30))).await?;
    reads.matches_of(item).await?;
    reads.load_match(MatchId(sample(0x32))).await?;
    reads.open_match_count(item).await?;
    reads.findings_of(item).await?;
    reads.find_finding(FindingId(sample(0x33))).await?;
    reads.redactions_of(item).await?;
    reads.comments_of(item).await?;
    reads.reveals_of(user, item).await?;
    reads.sources_of(item).await?;
    Ok(())
}

async fn ask_about_the_rest(reads: &Reads<'_>) -> Result<(), StorageError> {
    let (project, user) = (ProjectId(sample(0x01)), UserId(sample(0x02)));
    let (incident, short) = (IncidentId(sample(0x10)), ShortId::from_random([0; 6]));
    reads.projects().await?;
    reads.find_project(&"AFG".parse().expect("a code")).await?;
    reads.workflow(project, 1).await?;
    reads.newest_workflow(project).await?;
    reads.find_account_by_email("a@example.org").await?;
    reads.account_names(&[user]).await?;
    reads.account_count().await?;
    reads.membership(project, user).await?;
    reads.memberships_of(user).await?;
    reads.members(project).await?;
    reads.find_session(&Digest::of_bytes(b"")).await?;
    reads.setting("key").await?;
    reads.incidents(project, None, 50).await?;
    reads.incidents(project, Some("school"), 50).await?;
    reads.find_incident(project, &short).await?;
    reads.items_of_incident(incident).await?;
    reads.claims_of_project(project).await?;
    reads.claims_of_incident(incident).await?;
    reads.find_claim(project, &short).await?;
    reads.claims_that_came_as(project, &["a".into()]).await?;
    reads.links_of_claim(ClaimId(sample(0x41))).await?;
    reads.links_of_incident(incident).await?;
    reads.claim_links(project).await?;
    reads.published_claims(project).await?;
    reads.published_low_visibility(project).await?;
    reads.published_methods(project).await?;
    reads.releases(project).await?;
    reads.latest_release(project).await?;
    reads.release_files(ReleaseId(sample(0x40))).await?;
    reads.jobs_waiting().await?;
    reads.jobs_given_up().await?;
    Ok(())
}

async fn ask_about_places(reads: &Reads<'_>) -> Result<(), StorageError> {
    let (set, list) = (BoundarySetId(sample(0x72)), GazetteerId(sample(0x73)));
    reads.boundary_sets().await?;
    let inside = reads.areas_around(Point::try_new(34.6, 69.2).expect("on the globe"));
    assert_eq!(inside.await?.len(), 1);
    reads.areas_of(set).await?;
    reads.gazetteers().await?;
    assert_eq!(reads.find_places(list, "tara", 20).await?.len(), 1);
    reads.map_layers().await?;
    reads.find_map_layer("sample").await?;
    Ok(())
}

async fn ask_as_the_public(reads: &Reads<'_>) -> Result<(), StorageError> {
    let (project, digest) = (ProjectId(sample(0x01)), Digest::of_bytes(b""));
    let day = NaiveDate::from_ymd_opt(2022, 9, 30);
    let some = || Some("kabul".to_owned());
    let any = PublicFilter::default;
    for filter in [
        any(),
        PublicFilter {
            from: day,
            to: day,
            ..any()
        },
        PublicFilter {
            province: some(),
            ..any()
        },
        PublicFilter {
            event_type: some(),
            from: day,
            ..any()
        },
        PublicFilter {
            target: some(),
            text: some(),
            ..any()
        },
    ] {
        reads.published_incidents(project, &filter, 0, 50).await?;
        reads.public_bodies(project, &filter, Some(0), 50).await?;
        reads.public_points(project, &filter, Some(0), 50).await?;
        reads.public_facets(project, &filter).await?;
    }
    reads
        .public_months_by(project, crate::Facet::Target)
        .await?;
    reads.public_project().await?;
    reads.published_releases(project).await?;
    reads
        .release_file(ReleaseId(sample(0x40)), "incidents.csv")
        .await?;
    reads.all_published(project).await?;
    reads
        .find_published(project, &ShortId::from_random([0; 6]))
        .await?;
    reads.find_public_blob(project, &digest).await?;
    reads.retractions_since(project, 1).await?;
    Ok(())
}
