//! Printing by the operator's Chromium, and what happens without.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use cairn_app::certificate::{Bag, NoPdf, Printed, print};
use cairn_web::certificate_html;

use super::{issued, told};

/// The Chromium of this machine; every machine that runs all tests has one.
fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.map(|name| PathBuf::from("/usr/bin").join(name));
    let found = found.into_iter().find(|path| path.exists());
    assert!(found.is_some() || std::env::var_os("CI").is_none());
    found
}

#[tokio::test]
async fn chromium_prints_the_same_report_twice() {
    let Some(chromium) = chromium() else {
        return;
    };
    let (story, short) = Box::pin(told()).await;
    let mut app = story.app.clone();
    app.settings.chromium = Some(chromium);
    let issued = issued(&story, &short).await;
    let html = certificate_html(&issued.certificate, None).expect("drawn");
    let (one, other) = (print(&app, &html).await, print(&app, &html).await);
    let pdf = one.clone().expect("printed");
    assert!(pdf.len() > 20_000, "{} bytes", pdf.len());
    assert!(one == other, "two printings differ");
    let bag = Bag::pack(issued, Printed { html, pdf: one }).expect("packed");
    let mut files = bag.files();
    assert!(files.any(|(path, _)| path == "data/certificate.pdf"));
}

#[tokio::test]
async fn a_chromium_that_fails_leaves_the_page_and_the_reason() {
    let (story, short) = Box::pin(told()).await;
    let room = tempfile::tempdir().expect("a directory");
    let broken = room.path().join("chromium");
    fs::write(&broken, "#!/bin/sh\nexit 3\n").expect("written");
    fs::set_permissions(&broken, fs::Permissions::from_mode(0o755)).expect("opened");
    let mut app = story.app.clone();
    app.settings.chromium = Some(broken);
    let issued = issued(&story, &short).await;
    let html = certificate_html(&issued.certificate, None).expect("drawn");
    let pdf = print(&app, &html).await;
    assert!(matches!(pdf, Err(NoPdf::Failed(_))), "{pdf:?}");
    let bag = Bag::pack(issued, Printed { html, pdf }).expect("packed");
    let (_, info) = bag
        .files()
        .find(|(path, _)| *path == "bag-info.txt")
        .expect("is there");
    let info = String::from_utf8_lossy(info).into_owned();
    assert!(
        info.contains("Cairn-No-PDF: Chromium made none: it ended with"),
        "{info}"
    );

    app.settings.chromium = Some(room.path().join("nowhere"));
    assert!(matches!(print(&app, "").await, Err(NoPdf::Failed(_))));
}
