//! What the people of a story hand in, find and link.

use cairn_app::{
    review::{FileView, MatchView},
    stored::MatchRecord,
};
use cairn_domain::{
    Chronolocation, Confidence, Derivative, DerivativeKind, Digest, File, FileId, Finding,
    FindingBody, FindingId, FrameBox, Geolocation, Incident, IncidentId, Interval, ItemId, MatchId,
    MatchRelation, MatchedFeature, MediaKind, OpenClaim, PlaceMethod, Point, TimeBound, TimeEffect,
    TimeEvidenceKind, TimePrecision,
    metadata::{Contradiction, SoftwareClass, tags},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{ANA, beginning};

const PLACE: u128 = 11;
const TIME: u128 = 12;

/// What the item shows.
pub(super) fn incident() -> Incident {
    let id = IncidentId(Uuid::from_u128(300));
    let (short, day) = (
        "K9WTFX".parse().expect("an id"),
        "2022-09-30".parse().expect("a day"),
    );
    Incident {
        point: Point::try_new(34.4985, 69.0645).ok(),
        precision_m: 1_000.0,
        place_name: "Dasht-e Barchi".into(),
        province: "Kabul".into(),
        event_type: "bombing".into(),
        targets: vec!["civilians_general".into()],
        location_types: vec!["school_education".into()],
        crowd_in_public: true,
        synthetic: true,
        ..Incident::bare(id, short, "Explosion at a school", day)
    }
}

/// A place Ana found.
pub(crate) fn place() -> Finding {
    let feature = |words: &str, frame| MatchedFeature {
        words: words.into(),
        kind: None,
        frame,
        found: None,
    };
    let frame = FrameBox {
        x: 0.1,
        y: 0.2,
        w: 0.3,
        h: 0.4,
    };
    let body = FindingBody::Geolocation(Geolocation {
        camera: Point::try_new(34.498_51, 69.064_52).expect("on the globe"),
        subject: Point::try_new(34.499, 69.065).ok(),
        precision_m: 50.0,
        bearing_deg: Some(140.0),
        verbatim: "34°29'54.6\"N 69°03'52.3\"E".into(),
        province: Some("Kabul".into()),
        place_name: Some("Dasht-e Barchi".into()),
        features: vec![
            feature("Minaret with two balconies", Some(frame)),
            feature("Blue gate", None),
        ],
        view_deg: Some(60.0),
        methods: vec![PlaceMethod::VisualMatch],
        sources: Vec::new(),
        drawn_on: None,
        references: Vec::new(),
    });
    finding(PLACE, body)
}

/// A time Ben found.
pub(super) fn time() -> Finding {
    let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
    let bound = |effect| TimeBound {
        kind: TimeEvidenceKind::ShadowRatio,
        effect,
        words: "Shadow of the gate post".into(),
        span: None,
        source: None,
        run: None,
    };
    let body = FindingBody::Chronolocation(Chronolocation {
        interval: Interval::try_new(at("2022-09-30T02:30:00Z"), at("2022-09-30T04:00:00Z"))
            .expect("ordered"),
        zone: "Asia/Kabul".into(),
        precision: TimePrecision::Hour,
        bounds: vec![bound(TimeEffect::Earliest), bound(TimeEffect::Latest)],
    });
    finding(TIME, body)
}

fn finding(id: u128, body: FindingBody) -> Finding {
    Finding {
        id: FindingId(Uuid::from_u128(id)),
        author: ANA,
        recorded_at: beginning(),
        body,
        confidence: Confidence::Probable,
        reasoning: "Both are in the satellite image of August.".into(),
    }
}

/// A photo with everything made from it and one match nobody has answered.
pub(super) fn file() -> FileView {
    let made = |kind: DerivativeKind| Derivative {
        kind,
        sha256: Digest::of_bytes(kind.code().as_bytes()),
        mime: "image/jpeg".into(),
        size_bytes: 9_000,
        width: Some(320),
        height: Some(240),
        tool: "cairn".into(),
        arguments: String::new(),
    };
    let file = File {
        id: FileId(Uuid::from_u128(400)),
        sha256: Digest::of_bytes(b"original"),
        size_bytes: 2_100_000,
        mime: "image/jpeg".into(),
        kind: MediaKind::Photo,
        width: Some(4_032),
        height: Some(3_024),
        duration_s: None,
        pdq: None,
        pdq_quality: None,
        preview_problem: None,
        derivatives: DerivativeKind::ALL.iter().copied().map(made).collect(),
    };
    let row = MatchRecord {
        id: MatchId(Uuid::from_u128(500)),
        item: ItemId(Uuid::from_u128(200)),
        file: file.id,
        other_file: FileId(Uuid::from_u128(401)),
        other_item: ItemId(Uuid::from_u128(201)),
        other_short: "M4HJKP".parse().expect("an id"),
        other_title: "The same street".into(),
        distance: 12,
        transform: "flip_x".into(),
        exact: false,
        relation: MatchRelation::SameFootage,
        score: 0.93,
        found: "{}".into(),
        verdict: None,
        answered_by: None,
        answered_at: None,
    };
    FileView {
        scan: None,
        file,
        claims: claims(),
        sealed: 7,
        contradictions: vec![
            Contradiction::FarFromClaimedPlace {
                distance_m: 641_000.0,
            },
            Contradiction::LaterHand {
                class: SoftwareClass::Editor,
            },
        ],
        revealed: 0,
        matches: vec![MatchView {
            row,
            answered_by: None,
        }],
        frames: None,
        kept: Vec::new(),
        redaction: None,
        compared: Some(411),
        listed: Vec::new(),
        cluster: None,
    }
}

/// What the photo says about itself.
fn claims() -> Vec<OpenClaim> {
    let said = [
        ("DateTimeOriginal", "2022:09:30 07:31:02"),
        ("GPSPosition", "34.3529, 62.2040"),
        ("Make", "samsung"),
        ("Software", "Adobe Photoshop 25"),
    ];
    let claim = |(tag, raw): &(&str, &str)| OpenClaim {
        tag: (*tag).into(),
        value: tags::read(tag, raw).expect("sound"),
        place: "EXIF/IFD0/0x010f".into(),
        tool: "nom-exif 3.8".into(),
    };
    said.iter().map(claim).collect()
}
