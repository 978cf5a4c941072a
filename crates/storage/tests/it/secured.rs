//! PostgreSQL over TLS and with an account that may do no more than it needs.

use std::path::Path;

use cairn_storage::{Store, StoreOptions};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use crate::cluster::{Cluster, Setup};

/// What the guide gives the account of Cairn.
const ACCOUNT: [&str; 2] = [
    "CREATE ROLE cairn LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
    "CREATE DATABASE cairn OWNER cairn",
];

/// Without PostgreSQL there is nothing to ask; CI has it.
fn cluster(setup: Setup) -> Option<Cluster> {
    match Cluster::start_as(setup) {
        Ok(cluster) => Some(cluster),
        Err(why) => {
            assert!(std::env::var_os("CI").is_none(), "{why}");
            eprintln!("skipped: {why}");
            None
        }
    }
}

async fn open(url: String) -> Result<(Store, TempDir), String> {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let blob_dir = directory.path().join("blobs");
    let database_url = url;
    let store = Store::open(&StoreOptions {
        database_url,
        blob_dir,
    })
    .await;
    store
        .map(|store| (store, directory))
        .map_err(|error| format!("{error:?}"))
}

#[tokio::test]
async fn a_database_is_believed_only_under_the_roots_that_its_address_names() {
    let Some(cluster) = cluster(Setup::Tls) else {
        return;
    };
    let (store, _kept) = open(cluster.url_over_tls("ca")).await.expect("opens");
    store.close().await;
    let said = open(cluster.url_over_tls("foreign")).await;
    let said = said
        .expect_err("another root vouches for nobody here")
        .to_lowercase();
    assert!(said.contains("certificate"), "{said}");
}

#[tokio::test]
async fn a_database_that_speaks_only_old_tls_is_not_asked() {
    let Some(cluster) = cluster(Setup::OldTls) else {
        return;
    };
    let said = open(cluster.url_over_tls("ca")).await;
    let said = said
        .expect_err("old versions are not spoken")
        .to_lowercase();
    assert!(
        said.contains("protocol") || said.contains("alert"),
        "{said}"
    );
}

#[tokio::test]
async fn an_account_that_owns_its_database_and_nothing_else_is_enough() {
    let Some(cluster) = cluster(Setup::Usual) else {
        return;
    };
    let root = Database::connect(cluster.url()).await.expect("connects");
    for statement in ACCOUNT {
        root.execute_unprepared(statement).await.expect("is taken");
    }
    root.close().await.expect("closes");
    // On a socket, where the account of the system vouches and no password exists.
    let url = cluster
        .url()
        .replace("postgres@localhost/postgres", "cairn@localhost/cairn");
    let (store, _kept) = open(url.clone()).await.expect("migrates and opens");
    store.close().await;
    let own = Database::connect(url).await.expect("connects");
    for beyond in [
        "CREATE ROLE another",
        "CREATE DATABASE another",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT rolpassword FROM pg_authid",
    ] {
        let said = own.execute_unprepared(beyond).await;
        let said = said
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        let is_refused = ["permission denied", "must be superuser"]
            .iter()
            .any(|it| said.contains(it));
        assert!(is_refused, "{beyond}: {said}");
    }
}

/// The guide's own words, so that they cannot become others.
#[test]
fn the_guide_gives_the_account_no_more() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/operator.md");
    let guide = std::fs::read_to_string(root).expect("reads");
    for statement in ACCOUNT {
        assert!(guide.contains(&format!("{statement};")), "{statement}");
    }
}

/// With the account of the system as the proof there is no password to steal.
#[tokio::test]
async fn a_socket_needs_no_password_and_takes_nobody_else() {
    let Some(cluster) = cluster(Setup::Peers) else {
        return;
    };
    let own = Database::connect(cluster.url()).await.expect("it is us");
    let another = "CREATE ROLE another LOGIN SUPERUSER";
    own.execute_unprepared(another).await.expect("is taken");
    let (_, place) = cluster
        .url()
        .split_once('@')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("an address");
    let said = Database::connect(format!("postgres://another@{place}")).await;
    let said = said
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(
        said.to_lowercase().contains("authentication failed"),
        "{said}"
    );
}
