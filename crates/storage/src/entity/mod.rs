//! Rows as sea-orm sees them. Private to this crate; held to the schema by a test.

pub mod account;
pub mod api_token;
pub mod audit_event;
pub mod audit_salt;
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
pub mod file_scan;
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
pub mod incident_protection;
pub mod incident_source;
pub mod invitation;
pub mod item;
pub mod job;
pub mod known_device;
pub mod ledger_leaf;
pub mod list_hit;
pub mod listed_hash;
pub mod map_layer;
pub mod match_answer;
pub mod membership;
pub mod open_claim;
pub mod opt_out;
pub mod passkey;
pub mod project;
pub mod published_blob;
pub mod published_cell;
pub mod published_claim;
pub mod published_file;
pub mod published_incident;
pub mod published_method;
pub mod published_project;
pub mod published_release;
pub mod published_retraction;
pub mod published_visibility;
pub mod recovery_code;
pub mod redaction;
pub mod redaction_copy;
pub mod reference;
pub mod release_author;
pub mod release_candidate;
pub mod release_signature;
pub mod reveal;
pub mod sealed_claim;
pub mod second_factor;
pub mod session;
pub mod setting;
pub mod sign_in;
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
    macro_rules! tables {
        ($($table:ident)*) => { vec![$(of($table::Entity)),*] };
    }
    tables! {
        account api_token audit_event audit_salt boundary_area boundary_set claim claim_incident comment comparison
        derivative draft event event_salt event_words file file_match file_scan finding fingerprint frame_hash
        frame_table gazetteer gazetteer_name gazetteer_place hash_list incident incident_event
        incident_fact incident_protection incident_source invitation item job known_device ledger_leaf list_hit
        listed_hash map_layer match_answer membership open_claim opt_out passkey project published_blob
        published_cell published_claim published_file published_incident published_method published_project
        published_release published_retraction published_visibility recovery_code redaction
        redaction_copy reference release_author release_candidate release_signature reveal
        sealed_claim second_factor session setting sign_in snapshot solver_run source stage_count upload
        vocabulary_term workflow
    }
}
