//! How files are approached: covered first, one step after the other.

use cairn_domain::{ContentNote, Derivative, FileId};

use super::*;
use crate::i18n::Locales;

fn derivative(kind: DerivativeKind) -> Derivative {
    Derivative {
        kind,
        sha256: Digest::of_bytes(kind.code().as_bytes()),
        mime: "image/jpeg".into(),
        size_bytes: 1_000,
        width: Some(320),
        height: Some(240),
        tool: "test".into(),
        arguments: String::new(),
    }
}

fn file(kind: MediaKind) -> FileView {
    let file = File {
        id: FileId(Default::default()),
        sha256: Digest::of_bytes(b"original"),
        size_bytes: 2_100_000,
        mime: "image/jpeg".into(),
        kind,
        width: Some(4_032),
        height: Some(3_024),
        duration_s: None,
        pdq: None,
        pdq_quality: None,
        preview_problem: None,
        derivatives: DerivativeKind::ALL
            .iter()
            .copied()
            .map(derivative)
            .collect(),
    };
    FileView {
        scan: None,
        file,
        claims: Vec::new(),
        sealed: 0,
        contradictions: Vec::new(),
        matches: Vec::new(),
        frames: None,
        kept: Vec::new(),
        redaction: None,
        compared: None,
        listed: Vec::new(),
        cluster: None,
        revealed: 0,
    }
}

fn viewing<'a>(t: &'a Translator, rating: Option<&'a Rating>) -> Viewing<'a> {
    Viewing {
        t,
        code: "AFG",
        item_href: "/projects/AFG/items/7K3QXM",
        zone: "Asia/Kabul",
        rating,
        page: "item",
        may_download: true,
        sealed_reader: (Role::Lead, false),
        may_annotate: true,
        may_keep: true,
        may_redact: true,
    }
}

#[test]
fn an_unrated_photo_is_approached_in_three_steps_and_never_by_its_thumbnail() {
    let t = Locales::load().get(None);
    let cards = media_cards(&viewing(&t, None), &[file(MediaKind::Photo)]);
    let labels: Vec<_> = cards[0]
        .steps
        .iter()
        .map(|step| step.label.as_str())
        .collect();
    assert_eq!(labels, ["Small and grey", "Large and grey", "In colour"]);
    let thumbnail = Digest::of_bytes(b"thumbnail").to_string();
    assert!(!format!("{:?}", cards[0]).contains(&thumbnail));
    assert!(cards[0].annotate);
}

#[test]
fn a_recording_is_silent_before_it_is_heard() {
    let t = Locales::load().get(None);
    let cards = media_cards(&viewing(&t, None), &[file(MediaKind::Video)]);
    let muted: Vec<_> = cards[0]
        .steps
        .iter()
        .map(|step| (step.kind, step.muted))
        .collect();
    assert_eq!(muted, [("image", true), ("video", true), ("video", false)]);
}

#[test]
fn what_is_rated_harmless_needs_one_step() {
    let t = Locales::load().get(None);
    let rating = Rating {
        sensitivity: Sensitivity::None,
        notes: Vec::new(),
        ranges: Vec::new(),
    };
    let cards = media_cards(&viewing(&t, Some(&rating)), &[file(MediaKind::Photo)]);
    assert_eq!(cards[0].steps.len(), 1);
    assert_eq!(cards[0].title, "Photo, 2.1 MB, 4032 × 3024");
}

#[test]
fn a_page_holds_no_address_beyond_what_was_chosen() {
    let t = Locales::load().get(None);
    for (taken, kind) in [
        (0, MediaKind::Photo),
        (1, MediaKind::Photo),
        (2, MediaKind::Video),
    ] {
        let mut view = file(kind);
        view.revealed = taken;
        let card = &media_cards(&viewing(&t, None), &[view])[0];
        let known = card.steps_json.matches("/media/").count();
        assert_eq!((card.taken, known), (taken as usize, taken as usize));
        assert_eq!(card.shown().is_some(), taken > 0);
    }
}

#[test]
fn notes_on_ranges_are_listed_with_their_times_and_warned_of_before() {
    let t = Locales::load().get(None);
    let view = file(MediaKind::Video);
    let rating = Rating {
        sensitivity: Sensitivity::Graphic,
        notes: vec![ContentNote::Blood],
        ranges: vec![NoteRange {
            file: view.file.id,
            from_s: 12,
            to_s: 91,
            note: ContentNote::Children,
        }],
    };
    let card = &media_cards(&viewing(&t, Some(&rating)), &[view])[0];
    assert_eq!(card.ranges[0].times, "0:12–1:31");
    assert_eq!(card.notes.len(), 2, "{:?}", card.notes);
}

#[test]
fn lengths_read_like_a_player() {
    assert_eq!(
        (clock(42.4), clock(725.0), clock(3_723.0)),
        ("0:42".into(), "12:05".into(), "1:02:03".into())
    );
}
