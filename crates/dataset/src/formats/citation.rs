//! `CITATION.cff`: how to cite the release, as reference managers read it (CFF 1.2.0).

use crate::formats::{Cause, Work, licence::spdx, manifest};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    // Every value is quoted as JSON, which YAML 1.2 reads as it stands.
    let quoted = |text: &str| serde_json::to_string(text);
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: {}\ntype: dataset\ntitle: {}\nversion: {}\ndate-released: {}\n\
         abstract: {}\nauthors:\n  - name: {}\n",
        quoted("If you use this dataset, cite the release you used.")?,
        quoted(&release.project_name)?,
        quoted(&release.version.to_string())?,
        quoted(&release.built_on.to_string())?,
        quoted(manifest::INCLUSION)?,
        quoted(&release.project_name)?,
    );
    if let Some(licence) = spdx(&release.licence) {
        text.push_str(&format!("license: {licence}\n"));
    }
    Ok(text.into_bytes())
}
