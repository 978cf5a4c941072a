//! Rows as sea-orm sees them. Private to this crate; held to the schema by a test.

pub mod account;
pub mod boundary_area;
pub mod boundary_set;
pub mod claim;
pub mod claim_incident;
pub mod comment;
pub mod comparison;
pub mod derivative;
pub mod draft;
pub mod event;
pub mod event_salt;
pub mod event_words;
pub mod file;
pub mod file_match;
pub mod finding;
pub mod fingerprint;
pub mod frame_hash;
pub mod frame_table;
pub mod gazetteer;
pub mod gazetteer_name;
pub mod gazetteer_place;
pub mod hash_list;
pub mod incident;
pub mod incident_event;
pub mod incident_fact;
pub mod incident_source;
pub mod item;
pub mod job;
pub mod ledger_leaf;
pub mod list_hit;
pub mod listed_hash;
pub mod map_layer;
pub mod match_answer;
pub mod membership;
pub mod open_claim;
pub mod project;
pub mod published_blob;
pub mod published_cell;
pub mod published_claim;
pub mod published_file;
pub mod published_incident;
pub mod published_project;
pub mod published_release;
pub mod published_retraction;
pub mod published_visibility;
pub mod redaction;
pub mod redaction_copy;
pub mod reference;
pub mod release_author;
pub mod release_candidate;
pub mod release_signature;
pub mod reveal;
pub mod sealed_claim;
pub mod session;
pub mod setting;
pub mod snapshot;
pub mod solver_run;
pub mod source;
pub mod stage_count;
pub mod upload;
pub mod vocabulary_term;
pub mod workflow;

/// Every table with its columns, for the test that compares them with the schema.
#[cfg(test)]
pub fn all() -> Vec<(String, Vec<String>)> {
    use sea_orm::{EntityName, EntityTrait, IdenStatic, Iterable};
    fn of<E: EntityTrait + EntityName>(entity: E) -> (String, Vec<String>) {
        let columns = E::Column::iter().map(|column| column.as_str().to_owned());
        (entity.table_name().to_owned(), columns.collect())
    }
    vec![
        of(account::Entity),
        of(boundary_area::Entity),
        of(boundary_set::Entity),
        of(claim::Entity),
        of(claim_incident::Entity),
        of(comment::Entity),
        of(comparison::Entity),
        of(derivative::Entity),
        of(draft::Entity),
        of(event::Entity),
        of(event_salt::Entity),
        of(event_words::Entity),
        of(file::Entity),
        of(file_match::Entity),
        of(finding::Entity),
        of(fingerprint::Entity),
        of(frame_hash::Entity),
        of(frame_table::Entity),
        of(gazetteer::Entity),
        of(gazetteer_name::Entity),
        of(gazetteer_place::Entity),
        of(hash_list::Entity),
        of(incident::Entity),
        of(incident_event::Entity),
        of(incident_fact::Entity),
        of(incident_source::Entity),
        of(item::Entity),
        of(job::Entity),
        of(ledger_leaf::Entity),
        of(list_hit::Entity),
        of(listed_hash::Entity),
        of(map_layer::Entity),
        of(match_answer::Entity),
        of(membership::Entity),
        of(open_claim::Entity),
        of(project::Entity),
        of(published_blob::Entity),
        of(published_claim::Entity),
        of(published_cell::Entity),
        of(published_file::Entity),
        of(published_incident::Entity),
        of(published_project::Entity),
        of(published_release::Entity),
        of(published_retraction::Entity),
        of(published_visibility::Entity),
        of(redaction::Entity),
        of(redaction_copy::Entity),
        of(reference::Entity),
        of(release_author::Entity),
        of(release_candidate::Entity),
        of(release_signature::Entity),
        of(reveal::Entity),
        of(sealed_claim::Entity),
        of(session::Entity),
        of(setting::Entity),
        of(snapshot::Entity),
        of(solver_run::Entity),
        of(source::Entity),
        of(stage_count::Entity),
        of(upload::Entity),
        of(vocabulary_term::Entity),
        of(workflow::Entity),
    ]
}
