//! The databases every test runs on.

use cairn_storage::{Store, StoreOptions};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend};
use tempfile::TempDir;

use crate::cluster::Cluster;

/// An open store on an empty database of its own.
pub struct Backend {
    /// `SQLite` or `PostgreSQL`, for messages.
    pub name: &'static str,
    pub store: Store,
    pub options: StoreOptions,
    pub directory: TempDir,
    pub cluster: Option<Cluster>,
}

impl Backend {
    /// One of each. Without PostgreSQL on the machine only SQLite, unless `CI=true`.
    pub async fn each() -> Vec<Self> {
        let mut all = vec![Self::sqlite().await];
        all.extend(Self::postgres().await);
        all
    }

    pub async fn sqlite() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("data/cairn.db");
        let url = format!("sqlite://{}?mode=rwc", path.display());
        Self::open("SQLite", url, directory, None).await
    }

    async fn postgres() -> Option<Self> {
        let cluster = postgres_cluster()?;
        let directory = tempfile::tempdir().expect("a temporary directory");
        Some(Self::open("PostgreSQL", cluster.url(), directory, Some(cluster)).await)
    }

    async fn open(
        name: &'static str,
        database_url: String,
        directory: TempDir,
        cluster: Option<Cluster>,
    ) -> Self {
        let blob_dir = directory.path().join("blobs");
        let options = StoreOptions {
            database_url,
            blob_dir,
        };
        let store = Store::open(&options)
            .await
            .expect("an empty database opens");
        Self {
            name,
            store,
            options,
            directory,
            cluster,
        }
    }

    /// A connection beside the store, for looking at rows and for breaking things.
    pub async fn raw(&self) -> DatabaseConnection {
        Database::connect(&self.options.database_url)
            .await
            .expect("a second connection")
    }

    /// The first column of the first row, as a number.
    pub async fn number(&self, sql: &str) -> i64 {
        let raw = self.raw().await;
        let statement = sea_orm::Statement::from_string(raw.get_database_backend(), sql);
        let row = raw
            .query_one_raw(statement)
            .await
            .expect("valid SQL")
            .expect("one row");
        row.try_get_by_index(0).expect("a number")
    }

    pub fn is_sqlite(&self) -> bool {
        self.name == "SQLite"
    }
}

/// A server, or nothing and a printed reason; in CI nothing is a failure.
pub fn postgres_cluster() -> Option<Cluster> {
    match Cluster::start() {
        Ok(cluster) => Some(cluster),
        Err(reason) if std::env::var("CI").as_deref() == Ok("true") => {
            panic!("CI must test on PostgreSQL: {reason}")
        }
        Err(reason) => {
            eprintln!("not tested on PostgreSQL: {reason}");
            None
        }
    }
}

/// Empty databases of both kinds, without a schema.
pub async fn bare() -> Vec<(DatabaseConnection, DbBackend, TempDir, Option<Cluster>)> {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let url = format!("sqlite://{}/bare.db?mode=rwc", directory.path().display());
    let sqlite = Database::connect(url).await.expect("SQLite opens");
    let mut all = vec![(sqlite, DbBackend::Sqlite, directory, None)];
    if let Some(cluster) = postgres_cluster() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let postgres = Database::connect(cluster.url())
            .await
            .expect("PostgreSQL opens");
        all.push((postgres, DbBackend::Postgres, directory, Some(cluster)));
    }
    all
}
