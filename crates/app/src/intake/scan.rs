//! The operator's scanner for malware: a program that is given each file by its path, in the background. Whatever it
//! says, nothing is deleted and nothing waits for it: the file is evidence.

use std::{path::Path, process::Stdio, time::Duration};

use cairn_domain::{AuditAct, File, ItemId, ScanVerdict};
use cairn_storage::{ItemRecord, ScanRecord, Store};
use tokio::{process::Command, time::timeout};

use crate::{
    App, AppError,
    audit::{self, By},
};

/// Kind of job, payload `{item}`.
pub(crate) const SCAN: &str = "scan_item";
/// A file that takes longer is one that it could not say anything of.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// Of the scanner's words this many characters are kept.
const LONGEST_WORDS: usize = 200;

/// Has every file of an item looked at that was not before. Safe to repeat.
///
/// # Errors
/// If the scanner could not say, as long as it is tried again; the last time, that is what is kept.
pub(crate) async fn scan(app: &App, id: ItemId, is_last: bool) -> Result<(), AppError> {
    let Some(scanner) = &app.settings.scanner else {
        return Ok(());
    };
    let item = app.store.read().load_item(id).await?;
    let mut problem = None;
    for file in app.store.read().files_of(id).await? {
        if app.store.read().find_scan(file.id).await?.is_some() {
            continue;
        }
        let path = app.store.blobs().local_path(&file.sha256);
        let (verdict, said) = ask(scanner, &path).await;
        if verdict == ScanVerdict::Unknown && !is_last {
            let words = format!("the scanner could not say: {said}");
            problem = Some(AppError::Internal(words.into()));
        } else {
            keep(app, &item, &file, verdict, said).await?;
        }
    }
    problem.map_or(Ok(()), Err)
}

/// What the program says of one file: 0 for clean, 1 for found, everything else for *could not say*.
async fn ask(scanner: &[String], path: &Path) -> (ScanVerdict, String) {
    let Some((program, arguments)) = scanner.split_first() else {
        return (ScanVerdict::Unknown, "no program is named".into());
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(path)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    match timeout(PATIENCE, command.output()).await {
        Err(_) => {
            let minutes = PATIENCE.as_secs() / 60;
            let said = format!("it took longer than {minutes} minutes");
            (ScanVerdict::Unknown, said)
        }
        Ok(Err(error)) => (ScanVerdict::Unknown, format!("{program}: {error}")),
        Ok(Ok(out)) => match out.status.code() {
            Some(0) => (ScanVerdict::Clean, String::new()),
            Some(1) => (ScanVerdict::Found, words(&out.stdout, path)),
            _ => (ScanVerdict::Unknown, words(&out.stderr, path)),
        },
    }
}

/// The first line that says something, without the path, which says nothing to anybody.
fn words(out: &[u8], path: &Path) -> String {
    let out = String::from_utf8_lossy(out);
    let line = out.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default();
    let line = line.replace(&path.display().to_string(), "");
    let line = line.trim_start_matches([':', ' ']).trim_end();
    let plain = line.chars().filter(|letter| !letter.is_control());
    plain.take(LONGEST_WORDS).collect()
}

async fn keep(
    app: &App,
    item: &ItemRecord,
    file: &File,
    verdict: ScanVerdict,
    said: String,
) -> Result<(), AppError> {
    let at = app.clock.now();
    let scan = ScanRecord { at, verdict, said };
    let by = By::nobody().inside(item.project).on(item.id);
    let (app, file) = (app.clone(), file.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_scan(file, &scan).await?;
        let act = AuditAct::FileScanned { file, verdict };
        audit::record(&app, &tx, by, act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_a_scanner_says_a_line_is_kept_without_the_path() {
        let path = Path::new("/srv/blobs/9f/86d0");
        let out = b"\n/srv/blobs/9f/86d0: Eicar-Test-Signature FOUND\x1b\nInfected files: 1\n";
        assert_eq!(words(out, path), "Eicar-Test-Signature FOUND");
        assert_eq!(words(b"", path), "");
        assert_eq!(words(&[b'a'; 1_000], path).len(), LONGEST_WORDS);
    }
}
