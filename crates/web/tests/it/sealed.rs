//! What is sealed of a file: a verifier is told how much, the role the project names reads it with
//! a reason that stays, and nobody else finds anything.

use cairn_domain::{MetadataClaim, ShortId, metadata};
use cairn_testkit::{TestApp, jpeg, street};

pub(crate) const OWNER: &str = "Owner Canary 77";

/// A JPEG whose EXIF block names a maker and an artist.
pub(crate) fn signed_photo(seed: u64, artist: &str) -> Vec<u8> {
    let plain = jpeg(&street(seed, 320, 240));
    let artist = format!("{artist}\0");
    let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    for (tag, at, length) in [
        (0x010f_u16, 38_u32, 8_u32),
        (0x013b, 46, artist.len() as u32),
    ] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(2_u16.to_le_bytes());
        tiff.extend(length.to_le_bytes());
        tiff.extend(at.to_le_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend(b"samsung\0");
    tiff.extend(artist.as_bytes());
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
    bytes.extend((tiff.len() as u16 + 8).to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&plain[2..]);
    bytes
}

async fn sealed_href(story: &TestApp, short: &ShortId) -> String {
    let item = story.item(short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    format!(
        "/projects/AFG/items/{short}/files/{}/sealed",
        files[0].sha256
    )
}

#[tokio::test]
async fn a_verifier_is_told_how_much_and_the_lead_reads_it_with_a_reason() {
    let story = TestApp::new().await;
    let short = story.submit(signed_photo(5, OWNER), None).await;
    let page = format!("/projects/AFG/items/{short}");
    let href = sealed_href(&story, &short).await;

    let mut ana = story.signed_in(&story.ana).await;
    let seen = ana.get(&page).await.text();
    assert!(
        seen.contains("samsung") && seen.contains("2 more are sealed"),
        "{seen}"
    );
    assert!(!seen.contains(OWNER) && !seen.contains("photo.jpg") && !seen.contains(&href));
    let fields = [("seen", "2"), ("words", "curious")];
    assert_eq!(ana.post(&href, &fields).await.status, 404);

    let mut lea = story.signed_in(&story.lea).await;
    assert!(
        !lea.get(&page).await.text().contains(OWNER),
        "not without asking"
    );
    assert_eq!(
        lea.post(&href, &[("seen", "2"), ("words", " ")])
            .await
            .status,
        409
    );
    let answer = lea
        .post(&href, &[("seen", "2"), ("words", "The court asks.")])
        .await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains(OWNER) && answer.text().contains("photo.jpg"));

    let history = ana.get(&page).await.text();
    assert!(history.contains("opened the sealed metadata") && history.contains("The court asks."));
    assert_eq!(story.item(&short).await.state.seq, 3);
}

#[tokio::test]
async fn the_admin_says_who_reads_what_is_sealed() {
    let story = TestApp::new().await;
    let short = story.submit(signed_photo(5, OWNER), None).await;
    let href = sealed_href(&story, &short).await;
    let (mut ada, mut lea) = (
        story.signed_in(&story.ada).await,
        story.signed_in(&story.lea).await,
    );
    let asked = [("seen", "2"), ("words", "The court asks.")];
    assert_eq!(ada.post(&href, &asked).await.status, 404);
    let to = [("reader", "admin"), ("place", "sealed")];
    assert_eq!(lea.post("/projects/AFG/sealing", &to).await.status, 409);
    assert_eq!(ada.post("/projects/AFG/sealing", &to).await.status, 303);
    assert_eq!(lea.post(&href, &asked).await.status, 404);
    assert_eq!(ada.post(&href, &asked).await.status, 200);

    let bad = [("reader", "reader"), ("place", "exact")];
    assert_eq!(ada.post("/projects/AFG/sealing", &bad).await.status, 422);
    // From now on the maker is sealed as well.
    let later = story.submit(signed_photo(5, OWNER), None).await;
    let page = ada
        .get(&format!("/projects/AFG/items/{later}"))
        .await
        .text();
    assert!(!page.contains("samsung"), "{page}");
}

#[tokio::test]
async fn a_claim_is_never_open_by_accident() {
    let named = |tag: &str| MetadataClaim {
        tag: tag.into(),
        raw: OWNER.into(),
        parsed: metadata::tags::read(tag, OWNER),
        place: "EXIF".into(),
        tool: "test".into(),
    };
    for tag in [
        "Artist",
        "OwnerName",
        "SerialNumber",
        "dc:creator",
        "©cmt",
        "Comment",
        "FileName",
    ] {
        let sealing = cairn_domain::Sealing::default();
        assert_eq!(sealing.open(&named(tag)), None, "{tag}");
    }
}
