//! The schema of Cairn, one forward-only step a file, for SQLite and PostgreSQL alike.
//!
//! Each step is plain SQL with a few words that the two databases spell differently
//! ([`dialect`]). The schema is the second assertion of what the code promises: closed
//! vocabularies, valid JSON, append-only history. Each step has sample rows in `rows/` that every
//! later step must survive. No queries live here.

#![forbid(unsafe_code)]

pub mod dialect;
mod m20261124_000001_create_people;
mod m20261124_000002_create_incidents;
mod m20261124_000003_create_items;
mod m20261124_000004_create_files;
mod m20261124_000005_create_publication;
mod m20261124_000006_create_jobs;
mod m20261126_000007_widen_derivatives;
mod m20261126_000008_create_uploads;
mod m20261126_000009_remember_looking;
mod m20261126_000010_seal_metadata;
mod m20261126_000011_create_frames;
mod m20261126_000012_create_redactions;
mod m20261126_000013_find_same_footage;
mod m20261126_000014_exchange_hashes;
mod m20261126_000015_keep_shadow_runs;
mod m20261126_000016_keep_references;
mod m20261127_000017_import_places;
mod m20261127_000018_add_map_layers;
mod m20261127_000019_keep_drafts;
mod m20261127_000020_widen_incidents;
mod m20261127_000021_source_incidents;
mod m20261127_000022_widen_claims;
mod m20261127_000023_publish_claims;
mod m20261127_000024_sign_releases;
mod m20261127_000025_protect_incidents;
mod m20261127_000026_count_what_is_public;
mod m20261127_000030_audit_acts;
mod m20261127_000034_secure_accounts;
mod m20261127_000035_invite_and_token;
mod m20261127_000040_publish_methods;
mod m20261127_000042_add_passkeys;
mod m20261127_000043_disable_accounts;
mod m20261127_000044_opt_out;
mod m20261127_000045_mark_public_changes;
mod m20261127_000046_scan_files;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Brings a database up to date, one transaction a step.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_create_people::Migration),
            Box::new(m20261124_000002_create_incidents::Migration),
            Box::new(m20261124_000003_create_items::Migration),
            Box::new(m20261124_000004_create_files::Migration),
            Box::new(m20261124_000005_create_publication::Migration),
            Box::new(m20261124_000006_create_jobs::Migration),
            Box::new(m20261126_000007_widen_derivatives::Migration),
            Box::new(m20261126_000008_create_uploads::Migration),
            Box::new(m20261126_000009_remember_looking::Migration),
            Box::new(m20261126_000010_seal_metadata::Migration),
            Box::new(m20261126_000011_create_frames::Migration),
            Box::new(m20261126_000012_create_redactions::Migration),
            Box::new(m20261126_000013_find_same_footage::Migration),
            Box::new(m20261126_000014_exchange_hashes::Migration),
            Box::new(m20261126_000015_keep_shadow_runs::Migration),
            Box::new(m20261126_000016_keep_references::Migration),
            Box::new(m20261127_000017_import_places::Migration),
            Box::new(m20261127_000018_add_map_layers::Migration),
            Box::new(m20261127_000019_keep_drafts::Migration),
            Box::new(m20261127_000034_secure_accounts::Migration),
            Box::new(m20261127_000035_invite_and_token::Migration),
            Box::new(m20261127_000020_widen_incidents::Migration),
            Box::new(m20261127_000021_source_incidents::Migration),
            Box::new(m20261127_000022_widen_claims::Migration),
            Box::new(m20261127_000023_publish_claims::Migration),
            Box::new(m20261127_000024_sign_releases::Migration),
            Box::new(m20261127_000026_count_what_is_public::Migration),
            Box::new(m20261127_000030_audit_acts::Migration),
            Box::new(m20261127_000025_protect_incidents::Migration),
            Box::new(m20261127_000040_publish_methods::Migration),
            Box::new(m20261127_000042_add_passkeys::Migration),
            Box::new(m20261127_000043_disable_accounts::Migration),
            Box::new(m20261127_000044_opt_out::Migration),
            Box::new(m20261127_000045_mark_public_changes::Migration),
            Box::new(m20261127_000046_scan_files::Migration),
        ]
    }
}

/// Sample rows in dialect words, one text per step and in the same order: inserted right after
/// their step, they must still be there after the last.
pub const ROWS: &[&str] = &[
    include_str!("../rows/000001_people.sql"),
    include_str!("../rows/000002_incidents.sql"),
    include_str!("../rows/000003_items.sql"),
    include_str!("../rows/000004_files.sql"),
    include_str!("../rows/000005_publication.sql"),
    include_str!("../rows/000006_jobs.sql"),
    include_str!("../rows/000007_widen_derivatives.sql"),
    include_str!("../rows/000008_uploads.sql"),
    include_str!("../rows/000009_remember_looking.sql"),
    include_str!("../rows/000010_seal_metadata.sql"),
    include_str!("../rows/000011_frames.sql"),
    include_str!("../rows/000012_redactions.sql"),
    include_str!("../rows/000013_same_footage.sql"),
    include_str!("../rows/000014_exchange_hashes.sql"),
    include_str!("../rows/000015_shadow_runs.sql"),
    include_str!("../rows/000016_references.sql"),
    include_str!("../rows/000017_import_places.sql"),
    include_str!("../rows/000018_map_layers.sql"),
    include_str!("../rows/000019_drafts.sql"),
    include_str!("../rows/000034_accounts.sql"),
    include_str!("../rows/000035_invitations.sql"),
    include_str!("../rows/000020_widen_incidents.sql"),
    include_str!("../rows/000021_source_incidents.sql"),
    include_str!("../rows/000022_claims.sql"),
    include_str!("../rows/000023_published_claims.sql"),
    include_str!("../rows/000024_signed_releases.sql"),
    include_str!("../rows/000026_public.sql"),
    include_str!("../rows/000030_audit_acts.sql"),
    include_str!("../rows/000025_protect_incidents.sql"),
    include_str!("../rows/000040_methods.sql"),
    include_str!("../rows/000042_passkeys.sql"),
    include_str!("../rows/000043_sign_ins.sql"),
    include_str!("../rows/000044_opt_outs.sql"),
    include_str!("../rows/000045_public_changes.sql"),
    include_str!("../rows/000046_file_scans.sql"),
];

/// Tables whose rows a later step moved on: from, to.
pub const MOVED: &[(&str, &str)] = &[("metadata_claim", "sealed_claim")];

/// Declares a step: its name is its file's, it runs in a transaction on both databases.
macro_rules! step {
    ($sql:expr, append_only: $tables:expr) => {
        /// The step.
        #[derive(DeriveMigrationName)]
        pub struct Migration;

        #[async_trait::async_trait]
        impl MigrationTrait for Migration {
            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                let backend = manager.get_database_backend();
                let connection = manager.get_connection();
                connection
                    .execute_unprepared(&crate::dialect::render(backend, $sql))
                    .await?;
                let tables: &[&str] = &$tables;
                for table in tables {
                    let sql = crate::dialect::append_only(backend, table);
                    connection.execute_unprepared(&sql).await?;
                }
                Ok(())
            }

            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
        }
    };
}
pub(crate) use step;
