//! `README.md`: what a person needs to know before they open a file.

use crate::{
    Release,
    formats::{ALL, Cause, Work, manifest},
};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    let title = format!(
        "# {} ({}), release {}\n",
        release.project_name, release.project_code, release.version
    );
    let parts = [
        title,
        warning(release),
        summary(release),
        files(),
        terms(release),
        check(&work.key.public()),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(parts.join("\n").into_bytes())
}

fn warning(release: &Release) -> String {
    if !release.synthetic {
        return String::new();
    }
    "**This release is a demonstration.** Records with `synthetic = true` are invented and all \
     evidence files are drawings. Do not cite it as a record of events.\n"
        .to_owned()
}

fn summary(release: &Release) -> String {
    let counts = manifest::counts(release);
    let lines = [
        format!(
            "- incidents: {} ({} invented)",
            counts.incidents, counts.synthetic_incidents
        ),
        format!("- published items of evidence: {}", counts.evidence),
        format!(
            "- claims: {} ({} tied to no published incident)",
            counts.claims, counts.claims_without_incident
        ),
        format!("- retractions: {}", counts.retractions),
    ];
    format!(
        "Built on {}.\n\n{}\n\n{}\n\n{CAUTION}\n",
        release.built_on,
        lines.join("\n"),
        manifest::INCLUSION
    )
}

const CAUTION: &str = "An unverified claim is one for which nothing was found; it is not a false \
    one. Footage is rarer away from cities, so fewer verified incidents in a province need not \
    mean fewer attacks.";

fn files() -> String {
    let line = |format: &super::Format| format!("- `{}`: {}\n", format.name, format.about);
    format!(
        "## Files\n\n{}\nText is UTF-8; CSV lines end in CRLF. An empty cell means unknown, 0 means \
         known to be none. Text that a spreadsheet would run as a formula starts with `'` in CSV files. A cell of \
         `incidents.xlsx` holds 32,767 characters at most and the sheet 1,048,575 records; what is \
         beyond stands in the other files.\n",
        ALL.iter().map(line).collect::<String>()
    )
}

fn terms(release: &Release) -> String {
    format!(
        "## Terms and citation\n\n{}\n\n> {} ({}), release {}, {}.\n\n\
         A release never changes. Corrections come as a new release; withdrawn records are listed \
         in `retractions.csv`.\n",
        release.licence,
        release.project_name,
        release.project_code,
        release.version,
        release.built_on
    )
}

fn check(key: &str) -> String {
    format!(
        "## Check it\n\n```\nsha256sum -c SHA256SUMS\nminisign -V -P {key} -m SHA256SUMS\n```\n\n\
         The key also stands at `/releases/key` of the site that publishes this; compare the two.\n"
    )
}
