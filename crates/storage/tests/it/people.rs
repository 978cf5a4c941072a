//! Projects, accounts, memberships, sessions, settings.

use std::collections::HashMap;

use cairn_domain::{Digest, Factor, Role, SessionId, UserId};
use cairn_storage::{SessionRecord, StorageError};
use serde_json::json;

use crate::{
    backend::Backend,
    world::{World, account, at, kept, project, uuid, workflow},
};

#[tokio::test]
async fn nobody_has_an_account_before_one_is_made() {
    for backend in Backend::each().await {
        let count = backend.store.read().account_count().await;
        assert_eq!(count.expect("read"), 0, "{}", backend.name);
    }
}

#[tokio::test]
async fn projects_and_workflows_come_back_as_written() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let reads = store.read();
        assert_eq!(
            reads.projects().await.expect("read"),
            [world.project.clone()]
        );
        let found = reads.find_project(&world.project.code).await.expect("read");
        assert_eq!(found, Some(world.project.clone()), "{}", backend.name);
        assert_eq!(
            reads.newest_workflow(world.id()).await.expect("read"),
            (1, workflow())
        );

        let tx = store.begin().await.expect("begin");
        let edited = cairn_review::WorkflowDraft {
            name: "edited".to_owned(),
            ..workflow()
        };
        tx.insert_workflow(world.id(), 2, &edited, at(5))
            .await
            .expect("version 2");
        tx.commit().await.expect("commit");
        assert_eq!(
            reads.workflow(world.id(), 1).await.expect("read"),
            workflow()
        );
        assert_eq!(
            reads.newest_workflow(world.id()).await.expect("read"),
            (2, edited)
        );
        let project = reads.load_project(world.id()).await.expect("read");
        assert_eq!(
            project.workflow_version, 2,
            "new items start under the newest version"
        );
        let missing = reads.workflow(world.id(), 3).await;
        assert!(matches!(
            missing,
            Err(StorageError::Missing { what: "workflow" })
        ));
    }
}

#[tokio::test]
async fn names_that_must_be_unique_are_taken_once() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let tx = store.begin().await.expect("begin");
        let twin = tx.insert_project(&project("AFG")).await;
        assert!(
            matches!(twin, Err(StorageError::Taken { .. })),
            "{twin:?} on {}",
            backend.name
        );
        drop(tx);
        let tx = store.begin().await.expect("begin");
        let mut twin = account("Twin");
        twin.email = world.lead.email.to_uppercase();
        let twin = tx.insert_account(&twin).await;
        assert!(
            matches!(twin, Err(StorageError::Taken { what: "email" })),
            "{twin:?}"
        );
    }
}

#[tokio::test]
async fn members_and_their_roles() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (reads, lead) = (store.read(), &world.lead);
        let by_email = reads
            .find_account_by_email(&lead.email.to_uppercase())
            .await;
        assert_eq!(by_email.expect("read"), Some(lead.clone()));
        assert_eq!(
            reads.find_account(UserId(uuid())).await.expect("read"),
            None
        );
        assert_eq!(reads.account_count().await.expect("read"), 2);
        let names = reads
            .account_names(&[lead.id, UserId(uuid())])
            .await
            .expect("read");
        assert_eq!(names, HashMap::from([(lead.id, "Lead".to_owned())]));

        let members = reads.members(world.id()).await.expect("read");
        let expected = [
            (lead.clone(), Role::Lead),
            (world.verifier.clone(), Role::Verifier),
        ];
        assert_eq!(members, expected);
        let tx = store.begin().await.expect("begin");
        tx.set_membership(world.id(), lead.id, Role::Admin)
            .await
            .expect("a new role");
        tx.remove_membership(world.id(), world.verifier.id)
            .await
            .expect("removed");
        tx.commit().await.expect("commit");
        assert_eq!(
            reads.membership(world.id(), lead.id).await.expect("read"),
            Some(Role::Admin)
        );
        assert_eq!(
            reads
                .membership(world.id(), world.verifier.id)
                .await
                .expect("read"),
            None
        );
        let mine = reads.memberships_of(lead.id).await.expect("read");
        assert_eq!(mine, [(world.project.clone(), Role::Admin)]);
    }
}

#[tokio::test]
async fn sessions_end_when_revoked_and_settings_are_replaced() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let digest = Digest::of_bytes(b"secret");
        let session = SessionRecord {
            id: SessionId(uuid()),
            user: world.lead.id,
            created_at: kept(at(0)),
            last_seen_at: kept(at(0)),
            expires_at: kept(at(3600)),
            device: "Firefox, Linux".into(),
            factor: Factor::Password,
            proved_at: kept(at(0)),
        };
        let tx = store.begin().await.expect("begin");
        tx.insert_session(&session, &digest)
            .await
            .expect("a session");
        tx.touch_session(session.id, at(60)).await.expect("touched");
        tx.set_setting("theme", &json!({"b": 1, "a": [null]}))
            .await
            .expect("set");
        tx.set_setting("theme", &json!("plain"))
            .await
            .expect("set again");
        let seen = tx
            .read()
            .find_session(&digest)
            .await
            .expect("read")
            .expect("open");
        assert_eq!(
            seen,
            SessionRecord {
                last_seen_at: kept(at(60)),
                ..session.clone()
            }
        );
        tx.revoke_session(session.id, at(61))
            .await
            .expect("revoked");
        tx.commit().await.expect("commit");
        assert_eq!(
            store.read().find_session(&digest).await.expect("read"),
            None
        );
        assert_eq!(
            store.read().setting("theme").await.expect("read"),
            Some(json!("plain"))
        );
        assert_eq!(store.read().setting("unknown").await.expect("read"), None);
    }
}
