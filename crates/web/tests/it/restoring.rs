//! The drill: an instance that people have worked in is backed up while it is open, restored
//! elsewhere, found equal, and worked in again.

use std::{fs, path::Path};

use cairn_app::{
    App,
    backup::{BackupError, BackupOrder, RestoreOrder, Written, back_up, is_unfinished, restore},
    release,
};
use cairn_domain::{Digest, RetractionReason, ShortId};
use cairn_storage::{Store, StoreOptions, blob_path};
use cairn_testkit::TestApp;
use tempfile::TempDir;

/// A place for backups and for what is restored from them.
struct Drill {
    story: TestApp,
    published: ShortId,
    room: TempDir,
}

impl Drill {
    /// With one published incident, and one item on its way.
    async fn begin() -> Self {
        let story = TestApp::new().await;
        let short = story.item_at_sign_off(1).await;
        story.sign_off(&story.lea, &short).await;
        story.publish().await;
        story.submit_photo(2).await;
        let room = TempDir::new().expect("a temporary directory");
        Self {
            story,
            published: short,
            room,
        }
    }

    fn order(&self) -> BackupOrder {
        let data = self.story.directory();
        BackupOrder {
            database_url: url_in(data),
            data_dir: data.to_owned(),
            blob_dir: data.join("blobs"),
            to: self.room.path().join("backups"),
            keys_to: None,
            verify: false,
            made_by: "the drill".into(),
            now: "2022-10-04T08:00:00Z".parse().expect("a moment"),
        }
    }

    async fn back_up(&self, minute: i64) -> Written {
        let mut order = self.order();
        order.now += chrono::Duration::minutes(minute);
        back_up(order).await.expect("backed up")
    }

    fn restore_order(&self, name: &str) -> RestoreOrder {
        RestoreOrder {
            from: self.room.path().join("backups"),
            keys_from: None,
            data_dir: self.room.path().join(name),
        }
    }

    fn blobs(&self) -> std::path::PathBuf {
        self.room.path().join("backups/blobs")
    }
}

fn url_in(directory: &Path) -> String {
    format!("sqlite://{}?mode=rwc", directory.join("cairn.db").display())
}

async fn open(directory: &Path) -> Store {
    let options = StoreOptions {
        database_url: url_in(directory),
        blob_dir: directory.join("blobs"),
    };
    Store::open(&options).await.expect("opens")
}

/// Every blob in a directory, by its name; asserts that it is what its name says.
fn blobs_in(directory: &Path) -> Vec<Digest> {
    let folders = fs::read_dir(directory).expect("a directory").flatten();
    let folders = folders.filter(|folder| folder.file_name().len() == 2);
    let files = folders.flat_map(|folder| fs::read_dir(folder.path()).expect("a folder").flatten());
    let mut names: Vec<_> = files
        .map(|file| {
            let found = Digest::of_bytes(&fs::read(file.path()).expect("a blob"));
            assert_eq!(blob_path(directory, &found), file.path());
            found
        })
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_restored_instance_is_equal_and_goes_on() {
    let drill = Drill::begin().await;
    let data = drill.story.directory();
    fs::create_dir_all(data.join("layers")).expect("a directory");
    fs::write(data.join("layers/kabul.pmtiles"), b"tiles").expect("written");
    let written = drill.back_up(0).await;
    let restored = restore(drill.restore_order("again"))
        .await
        .expect("restored");

    let expected = drill.story.app.store.digest().await.expect("a digest");
    let again = drill.room.path().join("again");
    let store = open(&again).await;
    assert_eq!(store.digest().await.expect("a digest"), expected);
    assert_eq!(restored.manifest, written.manifest);
    assert_eq!(written.manifest.digest, expected.sha256.to_string());
    assert!(
        expected
            .tables
            .iter()
            .any(|one| one.table == "event" && one.rows > 10)
    );
    assert_eq!(
        blobs_in(&again.join("blobs")),
        blobs_in(&data.join("blobs"))
    );
    let tiles = fs::read(again.join("layers/kabul.pmtiles")).expect("the layer");
    assert_eq!(tiles, b"tiles");

    // People go on where they were.
    let App {
        workshop,
        clock,
        dice,
        settings,
        ..
    } = drill.story.app.clone();
    let app = App::new(store, workshop, clock, dice, settings);
    let code = "AFG".parse().expect("a code");
    let lead = cairn_app::Visit::enter(&app, drill.story.lea.id, &code)
        .await
        .expect("a member");
    let seen = drill.story.item(&drill.published).await.state.seq;
    release::retract(
        &app,
        &lead,
        &drill.published,
        seen,
        release::Retraction {
            kind: RetractionReason::Privacy,
            words: "The family asked us to.".to_owned(),
            replaced_by: None,
        },
    )
    .await
    .expect("retracted");
    assert_eq!(release::build(&app, &lead).await.expect("built").version, 2);
    assert_ne!(
        app.store.digest().await.expect("a digest"),
        expected,
        "another state, another digest"
    );
}

#[tokio::test]
async fn only_new_blobs_are_copied_and_only_verifying_sees_rot() {
    let drill = Drill::begin().await;
    let first = drill.back_up(0).await;
    assert_eq!(first.copied, first.manifest.blobs);
    let second = drill.back_up(1).await;
    assert_eq!(
        (second.copied, second.manifest.blobs),
        (0, first.manifest.blobs)
    );
    drill.story.submit_photo(3).await;
    let third = drill.back_up(2).await;
    assert!(third.copied > 0 && third.copied < third.manifest.blobs);

    let rotten = blobs_in(&drill.blobs())[0];
    let path = blob_path(&drill.blobs(), &rotten);
    let mut bytes = fs::read(&path).expect("a blob");
    bytes[0] ^= 1;
    fs::remove_file(&path).expect("removed");
    fs::write(&path, &bytes).expect("written");
    assert_eq!(drill.back_up(3).await.copied, 0, "its size is right");
    let refused = restore(drill.restore_order("rotten"))
        .await
        .expect_err("damaged");
    assert!(
        matches!(&refused, BackupError::Damaged(found) if found == &[path]),
        "{refused}"
    );
    assert!(is_unfinished(&drill.room.path().join("rotten")));

    let mut order = drill.order();
    (order.verify, order.now) = (true, order.now + chrono::Duration::minutes(4));
    assert_eq!(
        back_up(order).await.expect("backed up").copied,
        1,
        "mended from the instance"
    );
    // The same restore, run again, finishes what it had begun.
    restore(drill.restore_order("rotten"))
        .await
        .expect("restored");
    assert!(!is_unfinished(&drill.room.path().join("rotten")));
}

#[tokio::test]
async fn nothing_is_restored_over_something_or_from_half_a_backup() {
    let drill = Drill::begin().await;
    let written = drill.back_up(0).await;
    let full = restore(RestoreOrder {
        data_dir: drill.story.directory().to_owned(),
        ..drill.restore_order("unused")
    });
    let full = full.await.expect_err("not empty");
    assert!(matches!(full, BackupError::NotEmpty(_)), "{full}");

    let half = drill.room.path().join("backups/20991231T000000000Z");
    fs::create_dir(&half).expect("a directory");
    fs::copy(written.path.join("cairn.db"), half.join("cairn.db")).expect("copied");
    let order = RestoreOrder {
        from: half.clone(),
        ..drill.restore_order("half")
    };
    let refused = restore(order).await.expect_err("no manifest");
    assert!(matches!(refused, BackupError::Nothing(_)), "{refused}");
    let newest = restore(drill.restore_order("newest"))
        .await
        .expect("the whole one");
    assert_eq!(newest.from, written.path);
    drill.back_up(1).await;
    assert!(!half.exists(), "the next backup clears up");

    let inside = BackupOrder {
        to: drill.story.directory().join("backups"),
        ..drill.order()
    };
    let refused = back_up(inside).await.expect_err("inside the data");
    assert!(matches!(refused, BackupError::Inside(_)), "{refused}");
}

#[tokio::test]
async fn a_lost_blob_is_named_and_the_rest_is_backed_up() {
    let drill = Drill::begin().await;
    let blobs = drill.story.directory().join("blobs");
    let lost = blobs_in(&blobs)[0];
    fs::remove_file(blob_path(&blobs, &lost)).expect("removed");
    let written = drill.back_up(0).await;
    assert_eq!(written.manifest.missing, [lost.to_string()]);
    restore(drill.restore_order("again"))
        .await
        .expect("restored");
    let found = blobs_in(&drill.room.path().join("again/blobs"));
    assert_eq!(found, blobs_in(&blobs));
    assert_eq!(found.len() as u64, written.manifest.blobs);
}

#[tokio::test]
async fn keys_go_elsewhere_and_come_back() {
    let drill = Drill::begin().await;
    let data = drill.story.directory();
    fs::create_dir_all(data.join("keys")).expect("a directory");
    fs::write(data.join("keys/ledger"), b"the key of the ledger").expect("written");
    let keys = drill.room.path().join("safe");
    let order = BackupOrder {
        keys_to: Some(keys.clone()),
        ..drill.order()
    };
    let written = back_up(order).await.expect("backed up");
    assert_eq!(written.manifest.keys, 2, "and the key of releases");
    assert!(!written.path.join("files/keys").exists());
    let order = RestoreOrder {
        keys_from: Some(keys.clone()),
        ..drill.restore_order("again")
    };
    assert_eq!(restore(order).await.expect("restored").keys, 2);
    let key = fs::read(drill.room.path().join("again/keys/ledger")).expect("the key");
    assert_eq!(key, b"the key of the ledger");

    fs::remove_file(data.join("keys/ledger")).expect("removed");
    fs::write(data.join("keys/ledger"), b"another key").expect("written");
    let mut order = drill.order();
    (order.keys_to, order.now) = (Some(keys), order.now + chrono::Duration::minutes(1));
    let refused = back_up(order).await.expect_err("another key");
    assert!(matches!(refused, BackupError::OtherKey(_)), "{refused}");
}
