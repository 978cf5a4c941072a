//! Printing a report by the operator's Chromium: without a network, without scripts, within a minute.

use std::{os::unix::fs::MetadataExt, path::Path, process::Stdio, time::Duration};

use tokio::{fs, process::Command, time::timeout};

use super::bag::NoPdf;
use crate::App;

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// What it always gets. The page has no scripts, and its own policy forbids it to fetch anything;
/// names resolve to nothing besides.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
];
/// How Chromium writes the two dates of a file that say when it was printed.
const DATES: [&[u8]; 2] = [b"/CreationDate (D:", b"/ModDate (D:"];

/// Prints a page that needs nothing but itself.
///
/// # Errors
/// [`NoPdf`] with what a person can do instead; a report is never held up by its PDF.
pub async fn print(app: &App, html: &str) -> Result<Vec<u8>, NoPdf> {
    let Some(chromium) = &app.settings.chromium else {
        return Err(NoPdf::NotConfigured);
    };
    let mut pdf = printed(chromium, html).await.map_err(|why| {
        tracing::warn!(why, "no PDF of a custody report");
        NoPdf::Failed(why)
    })?;
    date(
        &mut pdf,
        &app.clock.now().format("%Y%m%d%H%M%S").to_string(),
    );
    Ok(pdf)
}

async fn printed(chromium: &Path, html: &str) -> Result<Vec<u8>, String> {
    let said = |error: std::io::Error| error.to_string();
    // Only its owner may enter a temporary directory.
    let room = tempfile::tempdir().map_err(said)?;
    let (page, out) = (
        room.path().join("report.html"),
        room.path().join("report.pdf"),
    );
    fs::write(&page, html).await.map_err(said)?;
    let mut command = Command::new(chromium);
    command
        .args(ARGUMENTS)
        .args(without_sandbox(room.path()))
        .arg(format!("--user-data-dir={}", room.path().display()))
        .arg(format!("--print-to-pdf={}", out.display()))
        .arg(format!("file://{}", page.display()))
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("HOME", room.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let ended = timeout(PATIENCE, command.status()).await;
    let ended = ended.map_err(|_| format!("it took longer than {} s", PATIENCE.as_secs()))?;
    let ended = ended.map_err(|error| format!("{}: {error}", chromium.display()))?;
    let pdf = fs::read(&out).await.unwrap_or_default();
    match ended.success() && pdf.starts_with(b"%PDF-") {
        true => Ok(pdf),
        false => Err(format!("it ended with {ended} and left no PDF")),
    }
}

/// Chromium refuses to start its sandbox for root, in containers above all. The page is our own.
fn without_sandbox(own: &Path) -> Option<&'static str> {
    let owner = std::fs::metadata(own).map(|about| about.uid());
    owner.is_ok_and(|uid| uid == 0).then_some("--no-sandbox")
}

/// Puts a moment in the place of when it was printed, digit for digit.
fn date(pdf: &mut [u8], at: &str) {
    for label in DATES {
        let found = pdf.windows(label.len()).position(|window| window == label);
        let Some(start) = found.map(|found| found + label.len()) else {
            continue;
        };
        if let Some(digits) = pdf.get_mut(start..start + at.len())
            && digits.iter().all(u8::is_ascii_digit)
        {
            digits.copy_from_slice(at.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_replaced_digit_for_digit_and_nothing_else_is() {
        let before = b"<</CreationDate (D:20261127084500+00'00')\n/ModDate (D:odd)>>";
        let mut pdf = before.to_vec();
        date(&mut pdf, "20221003080000");
        let after = String::from_utf8(pdf).expect("text");
        assert_eq!(
            after,
            "<</CreationDate (D:20221003080000+00'00')\n/ModDate (D:odd)>>"
        );
    }
}
