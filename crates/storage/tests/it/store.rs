//! Opening and closing.

use cairn_storage::{StorageError, Store, StoreOptions};

use crate::{backend::Backend, world::World};

#[tokio::test]
async fn a_second_process_is_refused_while_the_first_lives() {
    let Backend {
        store,
        options,
        directory: _directory,
        ..
    } = Backend::sqlite().await;
    let second = Store::open(&options).await;
    assert!(matches!(second, Err(StorageError::InUse)), "{second:?}");
    let clone = store.clone();
    store.close().await;
    drop(clone);
    Store::open(&options).await.expect("free again");
}

#[tokio::test]
async fn what_is_committed_is_there_after_opening_again() {
    for backend in Backend::each().await {
        let world = World::begin(&backend.store).await;
        let Backend {
            store,
            options,
            directory: _directory,
            cluster: _cluster,
            ..
        } = backend;
        store.close().await;
        let again = Store::open(&options).await.expect("opened again");
        let found = again
            .read()
            .find_project(&world.project.code)
            .await
            .expect("read");
        assert_eq!(found, Some(world.project));
        again.close().await;
    }
}

#[tokio::test]
async fn a_snapshot_keeps_one_state_while_others_write() {
    for backend in Backend::each().await {
        let store = &backend.store;
        let write = async |value: &str| {
            let tx = store.begin().await.expect("a transaction");
            let set = tx.set_setting("test", &value.into()).await;
            set.expect("set");
            tx.commit().await.expect("committed");
        };
        write("before").await;
        let snapshot = store.snapshot().await.expect("begun");
        let seen = async || snapshot.read().setting("test").await.expect("read");
        assert_eq!(seen().await, Some("before".into()));
        write("after").await;
        assert_eq!(seen().await, Some("before".into()), "still");
        let now = store.read().setting("test").await.expect("read");
        assert_eq!(now, Some("after".into()), "and others see what is new");
        drop(snapshot);
        write("again").await;
    }
}

#[tokio::test]
async fn an_unknown_kind_of_database_is_refused() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let options = StoreOptions {
        database_url: "mysql://localhost/cairn".to_owned(),
        blob_dir: directory.path().to_owned(),
    };
    let refused = Store::open(&options).await;
    assert!(
        matches!(refused, Err(StorageError::Broken(_))),
        "{refused:?}"
    );
}
