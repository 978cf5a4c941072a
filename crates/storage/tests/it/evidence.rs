//! Files and what is known of them, matches, findings, comments, incidents, claims.

use cairn_domain::{
    Attributes, Claim, ClaimId, ClaimLink, ClaimRelation, ClaimStatus, Confidence, Derivative,
    DerivativeKind, Digest, File, FileId, Finding, FindingBody, FindingId, IncidentId, ItemId,
    MetadataClaim, Sealing, ShortId, Source, SourceId, StatedCount, WhyNoPlace,
    metadata::{SplitClaims, split, tags},
};
use cairn_storage::{CommentRecord, HashRow, StorageError, Store};
use chrono::NaiveDate;

use crate::{
    backend::Backend,
    world::{World, at, file, incident, kept, salt, uuid},
};

const PDQ: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

fn made(kind: DerivativeKind) -> Derivative {
    Derivative {
        kind,
        sha256: Digest(salt()),
        mime: "image/jpeg".to_owned(),
        size_bytes: 300,
        width: Some(32),
        height: Some(24),
        tool: "cairn 0.1".to_owned(),
        arguments: String::new(),
    }
}

fn metadata(tag: &str) -> MetadataClaim {
    let raw = "2022:09:30 07:00:00";
    MetadataClaim {
        tag: tag.to_owned(),
        raw: raw.to_owned(),
        parsed: tags::read(tag, raw),
        place: "exif".to_owned(),
        tool: "nom-exif".to_owned(),
    }
}

fn said() -> SplitClaims {
    let claims = ["DateTimeOriginal", "OwnerName", "CreateDate"].map(metadata);
    split(claims.to_vec(), &Sealing::default())
}

async fn claims_are_in_two(store: &Store, file: FileId, claims: &SplitClaims) {
    let reads = store.read();
    let open: Vec<_> = claims.open.iter().map(|(_, claim)| claim.clone()).collect();
    assert_eq!(reads.open_claims(file).await.expect("read"), open);
    let sealed = reads.sealed_claims(file).await.expect("read");
    let (name, said) = sealed.split_first().expect("the name");
    assert_eq!([&*name.tag, &*name.raw], ["FileName", "IMG_1.jpg"]);
    assert_eq!(said, claims.sealed);
    assert_eq!(reads.sealed_count(file).await.expect("read"), 4);
}

pub(crate) async fn with_file(store: &Store, world: &World, file: &File) -> ItemId {
    let (new, _) = world.item_at(store, "triage", 0).await;
    let tx = store.begin().await.expect("begin");
    tx.insert_file(new.id, world.id(), file)
        .await
        .expect("a file");
    tx.seal_file_name(file.id, "IMG_1.jpg")
        .await
        .expect("sealed");
    tx.commit().await.expect("commit");
    new.id
}

#[tokio::test]
async fn an_examination_can_be_repeated() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let received = file();
        let item = with_file(store, &world, &received).await;
        assert_eq!(
            store.read().files_of(item).await.expect("read"),
            [received.clone()]
        );
        let examined = File {
            width: Some(4_000),
            height: Some(3_000),
            duration_s: Some(2.5),
            pdq: Some(PDQ.to_owned()),
            pdq_quality: Some(100),
            derivatives: vec![made(DerivativeKind::Cover), made(DerivativeKind::SmallGrey)],
            ..received
        };
        let claims = said();
        let frames = [(0.5, PDQ.to_owned(), 80), (1.5, PDQ.to_owned(), 70)];
        for _ in 0..2 {
            let tx = store.begin().await.expect("begin");
            tx.record_examination(&examined, &claims, &frames)
                .await
                .expect("recorded");
            tx.commit().await.expect("commit");
        }
        let reads = store.read();
        assert_eq!(
            reads.files_of(item).await.expect("read"),
            [examined.clone()]
        );
        claims_are_in_two(store, examined.id, &claims).await;
        let short = reads.load_item(item).await.expect("read").short;
        let hash = |t_s, quality| HashRow {
            file: examined.id,
            short: short.clone(),
            pdq: PDQ.to_owned(),
            quality,
            t_s,
        };
        let hashes = [hash(None, 100), hash(Some(0.5), 80), hash(Some(1.5), 70)];
        assert_eq!(
            reads.hashes(world.id(), true).await.expect("read"),
            hashes,
            "{}",
            backend.name
        );
        let cover = examined.derivatives[0].clone();
        let found = reads
            .find_derivative(world.id(), &cover.sha256)
            .await
            .expect("read");
        assert_eq!(found, Some((item, cover)));

        let tx = store.begin().await.expect("begin");
        let unknown = tx
            .record_examination(&file(), &Default::default(), &[])
            .await;
        assert!(matches!(
            unknown,
            Err(StorageError::Missing { what: "file" })
        ));
    }
}

#[tokio::test]
async fn the_same_bytes_are_found_in_every_item_of_the_project_alone() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let first = file();
        let second = File {
            sha256: first.sha256,
            ..file()
        };
        let a = with_file(store, &world, &first).await;
        let b = with_file(store, &world, &second).await;
        let reads = store.read();
        let mut items = reads
            .items_with_bytes(world.id(), &first.sha256)
            .await
            .expect("read");
        items.sort_unstable();
        assert_eq!(items, [a, b], "{}", backend.name);
        let found = reads
            .find_file(world.id(), &first.sha256)
            .await
            .expect("read");
        assert_eq!(found, Some((a, first.clone())));
        assert_eq!(reads.file_digests(world.id()).await.expect("read").len(), 2);
        let elsewhere = cairn_domain::ProjectId(uuid());
        assert_eq!(
            reads
                .find_file(elsewhere, &first.sha256)
                .await
                .expect("read"),
            None
        );
        let none = reads
            .items_with_bytes(elsewhere, &first.sha256)
            .await
            .expect("read");
        assert_eq!(none, []);
    }
}

#[tokio::test]
async fn findings_comments_and_sources_keep_their_order() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let (new, _) = world.item_at(store, "triage", 0).await;
        let finding = |seconds, body| Finding {
            id: FindingId(uuid()),
            author: world.verifier.id,
            recorded_at: kept(at(seconds)),
            body,
            confidence: Confidence::Probable,
            reasoning: "Two minarets".to_owned(),
        };
        let findings = [
            finding(
                1,
                FindingBody::NoGeolocation {
                    reasons: vec![WhyNoPlace::Indoors],
                },
            ),
            finding(2, FindingBody::NoChronolocation),
        ];
        let comment = |body: &str| CommentRecord {
            author: Some(world.lead.id),
            at: kept(at(3)),
            body: body.to_owned(),
        };
        let comments = [comment("first"), comment("second")];
        let source = || Source {
            id: SourceId(uuid()),
            url: "https://example.org/1".to_owned(),
        };
        let sources = [source(), source()];
        let tx = store.begin().await.expect("begin");
        for (finding, (comment, source)) in findings.iter().zip(comments.iter().zip(&sources)) {
            tx.insert_finding(new.id, finding).await.expect("a finding");
            tx.insert_comment(new.id, comment).await.expect("a comment");
            tx.insert_source(new.id, source).await.expect("a source");
        }
        tx.commit().await.expect("commit");
        let reads = store.read();
        assert_eq!(
            reads.findings_of(new.id).await.expect("read"),
            findings,
            "{}",
            backend.name
        );
        assert_eq!(reads.comments_of(new.id).await.expect("read"), comments);
        assert_eq!(reads.sources_of(new.id).await.expect("read"), sources);
        let one = reads.find_finding(findings[1].id).await.expect("read");
        assert_eq!(one, Some((new.id, findings[1].clone())));
    }
}

fn claim(number: u8, date: NaiveDate) -> Claim {
    Claim {
        claimant: "ISIS-K".to_owned(),
        outlet: "al-Naba".to_owned(),
        province: "Kabul".to_owned(),
        statement: "An attack".to_owned(),
        killed: StatedCount::exactly(40),
        status: ClaimStatus::Corroborated,
        ..Claim::about(ClaimId(uuid()), ShortId::from_random([number; 6]), date)
    }
}

fn pair(claim: &Claim, incident: IncidentId) -> ClaimLink {
    ClaimLink {
        claim: claim.id,
        incident,
        relation: ClaimRelation::Corroborated,
        attributes: Attributes::default(),
        rationale: "The same school.".to_owned(),
        decided_by: None,
        decided_at: None,
        signed_by: None,
        signed_at: None,
    }
}

#[tokio::test]
async fn incidents_and_claims_come_back_as_written() {
    for backend in Backend::each().await {
        let (store, world) = (&backend.store, World::begin(&backend.store).await);
        let school = incident("School in Kaj", "2022-09-30");
        let mosque = incident("100% Mosque", "2022-08-17");
        let claims = [1, 2].map(|number| claim(number, school.date));
        let tx = store.begin().await.expect("begin");
        for incident in [&school, &mosque] {
            tx.insert_incident(world.id(), incident)
                .await
                .expect("an incident");
        }
        for claim in &claims {
            let came_as = Some(format!("row {}", claim.short));
            let saved = tx.insert_claim(world.id(), claim, came_as).await;
            saved.expect("a claim");
        }
        let pair = pair(&claims[0], school.id);
        tx.save_claim_link(world.id(), &pair).await.expect("a pair");
        let edited = cairn_domain::Incident {
            point: None,
            title: "Kaj school".to_owned(),
            ..school
        };
        tx.update_incident(&edited).await.expect("edited");
        tx.commit().await.expect("commit");
        let reads = store.read();
        let all = reads.incidents(world.id(), None, 10).await.expect("read");
        assert_eq!(
            all,
            [edited.clone(), mosque.clone()],
            "newest first on {}",
            backend.name
        );
        let find = async |text| {
            reads
                .incidents(world.id(), Some(text), 10)
                .await
                .expect("read")
        };
        assert_eq!(find("KAJ").await, [edited.clone()]);
        assert_eq!(find("0% m").await, [mosque.clone()]);
        assert_eq!(find("_").await, [], "an underscore is an underscore");
        let found = reads
            .find_incident(world.id(), &mosque.short)
            .await
            .expect("read");
        assert_eq!(found, Some(mosque));
        assert_eq!(reads.load_incident(edited.id).await.expect("read"), edited);
        assert_eq!(
            reads.claims_of_incident(edited.id).await.expect("read"),
            claims[..1]
        );
        assert_eq!(
            reads.claims_of_project(world.id()).await.expect("read"),
            claims
        );
        let links = reads.links_of_claim(claims[0].id).await.expect("read");
        assert_eq!(links, std::slice::from_ref(&pair));
        let digests = ["row 222222".to_owned(), format!("row {}", claims[1].short)];
        let came = reads.claims_that_came_as(world.id(), &digests).await;
        assert_eq!(
            came.expect("read"),
            [(digests[1].clone(), claims[1].short.clone())]
        );
    }
}
