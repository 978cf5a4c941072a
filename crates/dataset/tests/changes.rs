//! What `changes.json` and `CHANGELOG.md` say about two releases, read from their own files.
#![allow(clippy::unwrap_used, reason = "tests")]

mod sample;

use cairn_dataset::{Before, Release, ReleaseFile, changes, files, is_told_again};
use sample::{key, release};
use serde_json::{Value, json};

fn before(release: &Release) -> Before {
    let written = files(release, None, &key()).expect("written");
    let kept = written.into_iter().filter(|file| Before::reads(file.name));
    Before {
        version: release.version,
        files: kept
            .map(|file| (file.name.to_owned(), file.bytes))
            .collect(),
    }
}

fn next() -> Release {
    let mut next = release();
    next.version = 3;
    next.incidents[0].title = "+1 \"again\"".into();
    next.incidents[0].killed_low = None;
    next.incidents[0].crowd_in_public = false;
    next.incidents[0].evidence.remove(1);
    next.incidents.remove(2);
    next
}

fn text(files: &[ReleaseFile], name: &str) -> String {
    let file = files.iter().find(|file| file.name == name).unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

#[test]
fn every_change_is_told_field_by_field_with_its_kind() {
    let before = before(&release());
    let files = files(&next(), Some(&before), &key()).expect("written");
    let told: Value = serde_json::from_str(&text(&files, "changes.json")).unwrap();
    assert_eq!((&told["from"], &told["to"]), (&json!(2), &json!(3)));
    assert_eq!(told["added"], json!([]));
    let fields = json!({
        "title": { "old": "Attack on a centre, \"during\" an exam", "new": "+1 \"again\"" },
        "fatalities_low": { "old": 25, "new": null },
        "crowd_in_public": { "old": true, "new": false },
        "evidence_count": { "old": 2, "new": 1 },
    });
    let expected = json!([{ "table": "incidents", "id": "AFG-7K3QXM", "fields": fields }]);
    assert_eq!(told["changed"], expected);
    let gone = json!([
        { "table": "incidents", "id": "AFG-9QWERT" },
        { "table": "evidence", "id": "AFG-PPPP22" },
    ]);
    assert_eq!(told["removed"], gone);
}

#[test]
fn nothing_changes_between_a_release_and_itself() {
    let same = changes(&release(), Some(&before(&release())));
    assert!(same.added.is_empty() && same.changed.is_empty() && same.removed.is_empty());
    assert!(same.columns.is_empty());
    let first = changes(&release(), None);
    let incidents = first.added.iter().filter(|one| one.table == "incidents");
    assert_eq!(
        incidents.count(),
        3,
        "all new, and the retracted one is none"
    );
}

#[test]
fn a_column_that_one_of_them_lacks_changes_no_record() {
    let mut old = before(&release());
    let (_, bytes) = old
        .files
        .iter_mut()
        .find(|(name, _)| name == "incidents.csv")
        .unwrap();
    let without = String::from_utf8(bytes.clone())
        .unwrap()
        .replacen("place_name", "town", 1);
    *bytes = without.into_bytes();
    let told = changes(&release(), Some(&old));
    assert!(told.changed.is_empty());
    let columns: Vec<_> = told
        .columns
        .iter()
        .map(|c| (c.column.as_str(), c.change.as_ref()))
        .collect();
    assert_eq!(columns, [("place_name", "added"), ("town", "removed")]);
}

#[test]
fn the_changelog_grows_and_names_what_changed() {
    let first = before(&release());
    let third = text(
        &files(&next(), Some(&first), &key()).unwrap(),
        "CHANGELOG.md",
    );
    let (new, old) = third
        .split_once("\n## Release 2, 2023-06-01\n")
        .expect("kept");
    assert!(
        new.contains("AFG-7K3QXM (crowd_in_public, evidence_count, fatalities_low, title)"),
        "{new}"
    );
    assert!(new.contains("- Gone incidents, 1: AFG-9QWERT"), "{new}");
    assert!(old.contains("- New incidents, 3: "), "{old}");
}

#[test]
fn no_column_of_a_place_a_day_words_or_a_link_is_told_again() {
    let columns = [
        (
            "incidents",
            "adm1_pcode lat lon loc_precision_m place_name date date_end time_local title summary perpetrator tags",
        ),
        (
            "evidence",
            "lat lon precision_m facing_deg captured_earliest copy_sha256 how_located commitment",
        ),
        (
            "claims",
            "pcode province place_name date stated_date quote statement archive_url rationale",
        ),
        ("sources", "title url published_on"),
        ("retractions", "note retracted_on"),
        ("no such table", "fatalities_low"),
    ];
    for (table, names) in columns {
        for name in names.split(' ') {
            assert!(!is_told_again(table, name), "{table}.{name}");
        }
    }
    for name in [
        "fatalities_low",
        "injured_high",
        "event_type",
        "target_type",
        "hallmarks",
        "source_count",
    ] {
        assert!(is_told_again("incidents", name), "{name}");
    }
}
