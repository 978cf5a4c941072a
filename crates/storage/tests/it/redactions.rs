//! Redactions: kept for ever, with what became of each.

use cairn_domain::{
    Derivative, DerivativeKind, Digest, Redaction, RedactionBody, RedactionId, SoundTreatment,
};
use cairn_storage::{RedactionOutcome, StorageError};

use crate::{
    backend::Backend,
    world::{World, at, file, kept, uuid},
};

fn derivative(words: &str) -> Derivative {
    Derivative {
        kind: DerivativeKind::Redacted,
        sha256: Digest::of_bytes(words.as_bytes()),
        mime: "image/jpeg".to_owned(),
        size_bytes: 900,
        width: Some(64),
        height: Some(48),
        tool: "cairn-media".to_owned(),
        arguments: "1 regions filled with black".to_owned(),
    }
}

#[tokio::test]
async fn redactions_come_back_with_what_became_of_them() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (new, _) = world.item_at(store, "triage", 0).await;
        let file = file();
        let redaction = |seconds| Redaction {
            id: RedactionId(uuid()),
            file: file.id,
            author: world.verifier.id,
            recorded_at: kept(at(seconds)),
            body: RedactionBody::try_new(Vec::new(), SoundTreatment::Remove).expect("mute"),
        };
        let all = [redaction(1), redaction(2), redaction(3)];
        let tx = store.begin().await.expect("begin");
        tx.insert_file(new.id, world.id(), &file)
            .await
            .expect("a file");
        for redaction in &all {
            tx.insert_redaction(new.id, redaction)
                .await
                .expect("inserted");
        }
        let (copy, cover) = (derivative("copy"), derivative("cover"));
        let made = RedactionOutcome::Made {
            copy: copy.sha256,
            cover: Some(cover.sha256),
        };
        let failed = RedactionOutcome::Failed {
            problem: "no decoder".to_owned(),
        };
        let two = [copy.clone(), cover.clone()];
        tx.record_redaction_copy(&all[0], &made, &two, at(9))
            .await
            .expect("recorded");
        tx.record_redaction_copy(&all[1], &failed, &[], at(9))
            .await
            .expect("recorded");
        tx.commit().await.expect("commit");

        let reads = store.read();
        let known = reads.redactions_of(new.id).await.expect("read");
        let outcomes: Vec<_> = known.iter().map(|one| one.outcome.clone()).collect();
        assert_eq!(
            outcomes,
            [Some(made.clone()), Some(failed), None],
            "{}",
            backend.name
        );
        assert!(known.iter().map(|one| &one.redaction).eq(&all));
        let kept = reads.files_of(new.id).await.expect("read").remove(0);
        let expected = [file.derivatives.clone(), two.to_vec()].concat();
        assert_eq!(kept.derivatives, expected, "after those that were there");

        let tx = store.begin().await.expect("begin");
        let again = tx.record_redaction_copy(&all[0], &made, &[], at(10)).await;
        assert!(
            matches!(again, Err(StorageError::Taken { .. })),
            "{again:?}"
        );
    }
}
