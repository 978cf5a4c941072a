//! The schema and this crate agree: columns of entities, codes of vocabularies, readers that
//! cannot write.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use cairn_domain::{
    Agreement, AttributionConfidence, AttributionKind, CasualtyBasis, ClaimCalendar,
    ClaimDatePrecision, ClaimKind, ClaimRelation, ClaimStatus, ClockBasis, ClockPrecision,
    Confidence, Consent, ContentNote, DatePrecision, DateStep, DerivativeKind, Factor, FindingKind,
    FingerprintKind, IncidentEventKind, IncidentSourceKind, LayerKind, LayerMode, MatchRelation,
    MatchVerdict, MediaKind, Role, ScanVerdict, Sensitivity, SignInMeans, SignInOutcome,
    TokenScope, UrbanRural, Verification, Vocabulary,
};
use cairn_review::{Outcome, StageKind};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

use crate::{Store, StoreOptions, entity};

async fn open() -> (Store, TempDir) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let options = options_in(directory.path());
    (Store::open(&options).await.expect("opens"), directory)
}

pub(crate) fn options_in(directory: &Path) -> StoreOptions {
    StoreOptions {
        database_url: format!("sqlite://{}?mode=rwc", directory.join("cairn.db").display()),
        blob_dir: directory.join("blobs"),
    }
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await;
    let rows = rows.expect("valid SQL");
    rows.iter()
        .map(|row| row.try_get_by_index(0).expect("text"))
        .collect()
}

#[tokio::test]
async fn entities_have_the_columns_of_their_tables() {
    let (store, _directory) = open().await;
    let db = &store.connections().reader;
    let mut tables = BTreeSet::new();
    for (table, columns) in entity::all() {
        let sql = format!("SELECT name FROM pragma_table_info('{table}')");
        assert_eq!(texts(db, &sql).await, columns, "{table}");
        tables.insert(table);
    }
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' \
               AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' \
               AND name NOT LIKE 'published_text%'";
    let known: BTreeSet<_> = texts(db, sql).await.into_iter().collect();
    assert_eq!(tables, known, "every table has an entity");
}

fn codes<T: Copy + ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// Columns that hold a code, with their codes; without any it is a truth.
fn coded() -> BTreeMap<(&'static str, &'static str), Option<Vec<String>>> {
    let mut all = coded_of_old();
    let steps = codes(DateStep::ALL);
    all.insert(("incident_protection", "date_step"), Some(steps));
    let verdicts = codes(ScanVerdict::ALL);
    all.insert(("file_scan", "verdict"), Some(verdicts));
    all.insert(("opt_out", "note"), Some(codes(ContentNote::ALL)));
    all.insert(("sign_in", "means"), Some(codes(SignInMeans::ALL)));
    let outcomes = codes(SignInOutcome::ALL);
    all.insert(("sign_in", "outcome"), Some(outcomes));
    all
}

fn coded_of_old() -> BTreeMap<(&'static str, &'static str), Option<Vec<String>>> {
    BTreeMap::from([
        (("account", "is_operator"), None),
        (("claim", "calendar"), Some(codes(ClaimCalendar::ALL))),
        (
            ("claim", "date_precision"),
            Some(codes(ClaimDatePrecision::ALL)),
        ),
        (("claim", "kind"), Some(codes(ClaimKind::ALL))),
        (("claim", "status"), Some(codes(ClaimStatus::ALL))),
        (("claim_incident", "date"), Some(codes(Agreement::ALL))),
        (
            ("claim_incident", "relation"),
            Some(codes(ClaimRelation::ALL)),
        ),
        (("derivative", "kind"), Some(codes(DerivativeKind::ALL))),
        (("event", "actor_role"), Some(codes(Role::ALL))),
        (("file", "kind"), Some(codes(MediaKind::ALL))),
        (("file_match", "relation"), Some(codes(MatchRelation::ALL))),
        (("file_match", "verdict"), Some(codes(MatchVerdict::ALL))),
        (("finding", "confidence"), Some(codes(Confidence::ALL))),
        (("finding", "kind"), Some(codes(FindingKind::ALL))),
        (("fingerprint", "kind"), Some(codes(FingerprintKind::ALL))),
        (
            ("incident", "attribution"),
            Some(codes(AttributionKind::ALL)),
        ),
        (
            ("incident", "attribution_confidence"),
            Some(codes(AttributionConfidence::ALL)),
        ),
        (
            ("incident", "casualty_basis"),
            Some(codes(CasualtyBasis::ALL)),
        ),
        (
            ("incident", "date_precision"),
            Some(codes(DatePrecision::ALL)),
        ),
        (("incident", "time_basis"), Some(codes(ClockBasis::ALL))),
        (
            ("incident", "time_precision"),
            Some(codes(ClockPrecision::ALL)),
        ),
        (("incident", "urban_rural"), Some(codes(UrbanRural::ALL))),
        (("incident", "verification"), Some(codes(Verification::ALL))),
        (
            ("incident_event", "kind"),
            Some(codes(IncidentEventKind::ALL)),
        ),
        (
            ("incident_source", "kind"),
            Some(codes(IncidentSourceKind::ALL)),
        ),
        (
            ("vocabulary_term", "vocabulary"),
            Some(codes(Vocabulary::ALL)),
        ),
        (("item", "consent"), Some(codes(Consent::ALL))),
        (("item", "kind"), Some(codes(StageKind::ALL))),
        (("item", "outcome"), Some(codes(Outcome::ALL))),
        (("item", "sensitivity"), Some(codes(Sensitivity::ALL))),
        (("map_layer", "kind"), Some(codes(LayerKind::ALL))),
        (("map_layer", "mode"), Some(codes(LayerMode::ALL))),
        (("match_answer", "verdict"), Some(codes(MatchVerdict::ALL))),
        (("membership", "role"), Some(codes(Role::ALL))),
        (("session", "factor"), Some(codes(Factor::ALL))),
        (("api_token", "scope"), Some(codes(TokenScope::ALL))),
        (("invitation", "role"), Some(codes(Role::ALL))),
        (("upload", "kind"), Some(codes(MediaKind::ALL))),
    ])
}

#[tokio::test]
async fn vocabularies_and_check_constraints_are_the_same_codes() {
    let (store, _directory) = open().await;
    let db = &store.connections().reader;
    for ((table, column), codes) in coded() {
        let sql = format!("SELECT sql FROM sqlite_schema WHERE name = '{table}'");
        let sql = texts(db, &sql)
            .await
            .concat()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let list = sql
            .split(&format!("CHECK ({column} IN ("))
            .nth(1)
            .expect(column);
        let list = list.split(')').next().expect("closed");
        let listed: Vec<_> = list
            .split(',')
            .map(|code| code.trim().trim_matches('\''))
            .collect();
        assert_eq!(
            listed,
            codes.unwrap_or(vec!["0".into(), "1".into()]),
            "{table}.{column}"
        );
    }
}

#[tokio::test]
async fn readers_cannot_write_and_the_writer_is_durable() {
    let (store, _directory) = open().await;
    let connections = store.connections();
    let sql = "INSERT INTO setting VALUES ('a', '1')";
    let refused = connections
        .reader
        .execute_unprepared(sql)
        .await
        .expect_err("read-only");
    assert!(refused.to_string().contains("readonly"), "{refused}");
    connections
        .writer
        .execute_unprepared(sql)
        .await
        .expect("the writer writes");
    let read = "SELECT value FROM setting";
    assert_eq!(
        texts(&connections.reader, read).await,
        ["1"],
        "and readers see it"
    );
    for (pragma, value) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
    ] {
        let sql = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}");
        assert_eq!(texts(&connections.writer, &sql).await, [value], "{pragma}");
    }
}
