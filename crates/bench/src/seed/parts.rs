//! What an item consists of beside its log: files, sources, comments, matches, findings.

use cairn_domain::{
    Chronolocation, Derivative, DerivativeKind, Digest, File, FileId, FindingBody, Geolocation,
    Interval, ItemId, MatchId, MatchRelation, MatchedFeature, MediaKind, MetadataClaim,
    PlaceMethod, Point, Sealing, Source, SourceId, TimeBound, TimeEffect, TimeEvidenceKind,
    TimePrecision,
    metadata::{self, SplitClaims},
};
use cairn_storage::{CommentRecord, NewMatch, StorageError, WriteTx};
use chrono::{DateTime, TimeDelta, Utc};

use super::{World, roll::Roll};

/// Adds one to three files as examined, and says which came first.
pub(super) async fn files(
    world: &World,
    tx: &WriteTx,
    roll: &mut Roll,
    item: ItemId,
    at: DateTime<Utc>,
) -> Result<Option<FileId>, StorageError> {
    let count = roll.one_of(&[1, 1, 1, 1, 1, 1, 2, 2, 2, 3]);
    let mut first = None;
    for _ in 0..count {
        let mut file = file(world, roll, at);
        let derivatives = std::mem::take(&mut file.derivatives);
        tx.insert_file(item, world.visit.project.id, &file).await?;
        file.derivatives = derivatives;
        let frames = if file.kind == MediaKind::Video { 4 } else { 0 };
        let frames: Vec<_> = (0..frames)
            .map(|second| (f64::from(second), hex(world), 90))
            .collect();
        tx.seal_file_name(file.id, "IMG-20221003-WA0007.jpg")
            .await?;
        tx.record_examination(&file, &claims(), &frames).await?;
        first = first.or(Some(file.id));
    }
    Ok(first)
}

fn hex(world: &World) -> String {
    Digest(world.app.dice.bytes()).to_string()
}

fn file(world: &World, roll: &mut Roll, at: DateTime<Utc>) -> File {
    let dice = &world.app.dice;
    let is_video = roll.percent(30);
    let kinds: &[DerivativeKind] = if is_video {
        use DerivativeKind as D;
        &[
            D::Cover,
            D::SmallGrey,
            D::LargeGrey,
            D::Preview,
            D::Thumbnail,
            D::ContactSheet,
            D::Proxy,
        ]
    } else {
        use DerivativeKind as D;
        &[
            D::Cover,
            D::SmallGrey,
            D::LargeGrey,
            D::Preview,
            D::Thumbnail,
        ]
    };
    File {
        id: FileId(dice.uuid(at)),
        sha256: Digest(dice.bytes()),
        size_bytes: u64::from(roll.below(8_000_000)),
        mime: if is_video { "video/mp4" } else { "image/jpeg" }.into(),
        kind: if is_video {
            MediaKind::Video
        } else {
            MediaKind::Photo
        },
        width: Some(1_920),
        height: Some(1_080),
        duration_s: is_video.then_some(31.4),
        pdq: Some(hex(world)),
        pdq_quality: Some(97),
        preview_problem: None,
        derivatives: kinds.iter().map(|kind| derivative(world, *kind)).collect(),
    }
}

fn derivative(world: &World, kind: DerivativeKind) -> Derivative {
    Derivative {
        kind,
        sha256: Digest(world.app.dice.bytes()),
        mime: "image/webp".into(),
        size_bytes: 24_000,
        width: Some(640),
        height: Some(360),
        tool: "cairn 0.1.0".into(),
        arguments: "resize 640x360, grey, quality 80".into(),
    }
}

fn claims() -> SplitClaims {
    let claim = |tag: &str, raw: &str| MetadataClaim {
        tag: tag.into(),
        raw: raw.into(),
        parsed: metadata::tags::read(tag, raw),
        place: "exif".into(),
        tool: "nom-exif 3.8.0".into(),
    };
    let claims = vec![
        claim("Make", "samsung"),
        claim("Model", "SM-A125F"),
        claim("DateTimeOriginal", "2022:10:03 10:21:44"),
        claim("OffsetTimeOriginal", "+04:30"),
        claim("Orientation", "6"),
    ];
    metadata::split(claims, &Sealing::default())
}

/// Adds sources, comments, and now and then a match with an older item.
pub(super) async fn around(
    world: &World,
    tx: &WriteTx,
    roll: &mut Roll,
    item: ItemId,
    file: Option<FileId>,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let dice = &world.app.dice;
    for _ in 0..roll.one_of(&[0, 1, 1, 2]) {
        let url = format!("https://social.example/post/{}", roll.below(u32::MAX));
        let id = SourceId(dice.uuid(at));
        tx.insert_source(item, &Source { id, url }).await?;
    }
    for _ in 0..roll.one_of(&[0, 0, 0, 1, 2]) {
        let author = Some(roll.one_of(&world.people.verifiers));
        let body = "The same wall is in another item of that day; see the matches.".into();
        let comment = CommentRecord { author, at, body };
        tx.insert_comment(item, &comment).await?;
    }
    if !world.known.is_empty() && roll.percent(10) {
        let (other_item, other_file) = world.known[roll.index(world.known.len())];
        if let (Some(file), Some(other_file)) = (file, other_file) {
            let new = NewMatch {
                id: MatchId(dice.uuid(at)),
                project: world.visit.project.id,
                file,
                item,
                other_file,
                other_item,
                distance: roll.below(31),
                transform: roll.one_of(&["as is", "mirrored"]).into(),
                exact: false,
                relation: MatchRelation::Similar,
                score: 0.5,
                found: "{}".into(),
            };
            tx.insert_match(&new).await?;
        }
    }
    Ok(())
}

/// A place in the east of the country.
pub(super) fn place(roll: &mut Roll) -> FindingBody {
    let lat = 34.0 + f64::from(roll.below(10_000)) / 1e4;
    let lon = 69.0 + f64::from(roll.below(10_000)) / 1e4;
    let feature = |words: &str| MatchedFeature {
        words: words.into(),
        kind: None,
        frame: None,
        found: None,
    };
    FindingBody::Geolocation(Geolocation {
        camera: Point::try_new(lat, lon).expect("degrees of Afghanistan lie on the globe"),
        subject: None,
        precision_m: 50.0,
        bearing_deg: Some(140.0),
        verbatim: format!("{lat}, {lon}"),
        province: Some("Kabul".into()),
        place_name: Some("Dasht-e Barchi".into()),
        features: vec![
            feature("Minaret with two balconies"),
            feature("Blue gate on the left"),
        ],
        view_deg: None,
        methods: vec![PlaceMethod::VisualMatch],
        sources: Vec::new(),
        drawn_on: None,
        references: Vec::new(),
    })
}

/// An hour, two days before.
pub(super) fn time(at: DateTime<Utc>) -> FindingBody {
    let earliest = at - TimeDelta::days(2);
    let latest = earliest + TimeDelta::hours(1);
    let bound = |effect| TimeBound {
        kind: TimeEvidenceKind::ShadowRatio,
        effect,
        words: "Shadow of the gate post against its height".into(),
        span: None,
        source: None,
        run: None,
    };
    FindingBody::Chronolocation(Chronolocation {
        interval: Interval::try_new(earliest, latest).expect("an hour is longer than nothing"),
        zone: "Asia/Kabul".into(),
        precision: TimePrecision::Hour,
        bounds: vec![bound(TimeEffect::Earliest), bound(TimeEffect::Latest)],
    })
}
