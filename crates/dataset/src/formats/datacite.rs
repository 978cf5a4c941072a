//! `datacite.json`: the citation for DataCite (metadata schema 4). The DOI is whoever mints it's.

use chrono::Datelike;
use serde_json::json;

use crate::formats::{ALL, Cause, Work, licence, manifest, pretty};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    let formats: Vec<_> = ALL.iter().map(|format| format.mime).collect();
    let mut rights = json!({
        "rights": release.licence,
        "rightsUri": licence::address(&release.licence),
    });
    if let Some(spdx) = licence::spdx(&release.licence) {
        rights["rightsIdentifier"] = json!(spdx);
        rights["rightsIdentifierScheme"] = json!("SPDX");
    }
    let name = &release.project_name;
    pretty(&json!({
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": { "resourceTypeGeneral": "Dataset", "resourceType": "Dataset" },
        "creators": [{ "name": name, "nameType": "Organizational" }],
        "titles": [{ "title": format!("{name} ({}), release {}", release.project_code, release.version) }],
        "publisher": { "name": name },
        "publicationYear": release.built_on.year().to_string(),
        "dates": [{ "date": release.built_on, "dateType": "Issued" }],
        "version": release.version.to_string(),
        "language": "en",
        "formats": unique(formats),
        "rightsList": [rights],
        "descriptions": [{ "description": manifest::INCLUSION, "descriptionType": "Methods" }],
    }))
}

fn unique(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names.dedup();
    names
}
