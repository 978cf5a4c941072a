//! `dataset.jsonld`: the dataset as schema.org describes one, for search engines.

use serde_json::json;

use crate::formats::{Cause, ReleaseFile, Work, licence, manifest, pretty};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    let file = |file: &ReleaseFile| {
        json!({
            "@type": "DataDownload",
            "name": file.name,
            "contentUrl": file.name,
            "encodingFormat": plain(file.mime),
            "contentSize": format!("{} B", file.bytes.len()),
            "sha256": cairn_domain::Digest::of_bytes(&file.bytes),
        })
    };
    let mut document = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": format!("{} ({})", release.project_name, release.project_code),
        "description": manifest::INCLUSION,
        "version": release.version.to_string(),
        "datePublished": release.built_on,
        "license": licence::address(&release.licence),
        "isAccessibleForFree": true,
        "creator": { "@type": "Organization", "name": release.project_name },
        "distribution": work.files.iter().map(file).collect::<Vec<_>>(),
    });
    if let Some((first, last)) = work.release.span() {
        document["temporalCoverage"] = json!(format!("{first}/{last}"));
    }
    pretty(&document)
}

/// A MIME type without its parameters.
pub(super) fn plain(mime: &str) -> &str {
    mime.split(';').next().unwrap_or(mime)
}
