//! What people write in the demo: plain, short, in the field's terms.

use cairn_domain::{ContentNote, Interval, Point, Sensitivity, sensitivity::Rating};
use cairn_place::{format_decimal, format_dms};
use chrono::{DateTime, Duration, FixedOffset, Utc};

use crate::demo::{
    Feature, FeatureKind, SceneSpec, chance::Chance, facts::IncidentFact, scene::light::Light,
};

fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(16_200).expect("four and a half hours are less than a day");
    at.with_timezone(&zone)
}

fn clock(at: DateTime<Utc>) -> String {
    local(at).format("%H:%M").to_string()
}

/// What the team calls an item.
pub(super) fn title(incident: &IncidentFact, scene: &SceneSpec, is_clip: bool) -> String {
    let what = if is_clip { "Clip" } else { "Photo" };
    let (from, minutes) = (
        compass(scene.bearing_deg + 180.0),
        (scene.at - incident.at).num_minutes(),
    );
    let after = if minutes < 60 {
        format!("{minutes} min after")
    } else {
        format!("{} h after", (minutes + 30) / 60)
    };
    format!("{what} from the {from}, {after}: {}", incident.place_name)
}

fn compass(azimuth_deg: f32) -> &'static str {
    const NAMES: [&str; 8] = [
        "north",
        "north-east",
        "east",
        "south-east",
        "south",
        "south-west",
        "west",
        "north-west",
    ];
    NAMES[((azimuth_deg + 22.5).rem_euclid(360.0) / 45.0) as usize % 8]
}

/// What the submitter says: what, where, when. Any of them may be empty, in any language.
pub(super) fn submitted(
    incident: &IncidentFact,
    scene: &SceneSpec,
    chance: &mut Chance,
) -> [String; 3] {
    let what = match chance.whole(0, 7) {
        0 => "انفجار در نزدیکی ما رخ داد، من از بام خانه گرفتم".to_owned(),
        1 => "دا ویډیو د پېښې وروسته اخیستل شوې".to_owned(),
        2 => "Someone in our group sent this. They say it is from the attack.".to_owned(),
        3 => "I was in the street when I heard it, this is a few minutes later.".to_owned(),
        4 => format!("{}. I do not know who took it.", incident.title),
        5 => String::new(),
        _ => "Taken after the explosion. People had already left.".to_owned(),
    };
    let place = match chance.whole(0, 5) {
        0 => String::new(),
        1 => incident.province.clone(),
        2 => format!("{}, near the main road", incident.town),
        _ => incident.place_name.clone(),
    };
    let day = local(scene.at);
    let when = match chance.whole(0, 5) {
        0 => String::new(),
        1 => day.format("%A, %-d %B").to_string(),
        2 => format!(
            "{} in the {}",
            day.format("%Y-%m-%d"),
            part_of_day(scene.at)
        ),
        3 => (day - Duration::days(1))
            .format("%-d %B, I think")
            .to_string(),
        _ => day.format("%Y-%m-%d around %H o'clock").to_string(),
    };
    [what, place, when]
}

fn part_of_day(at: DateTime<Utc>) -> &'static str {
    match local(at).format("%H").to_string().as_str() {
        "05" | "06" | "07" | "08" | "09" | "10" => "morning",
        "11" | "12" | "13" => "middle of the day",
        "14" | "15" | "16" | "17" => "afternoon",
        _ => "evening",
    }
}

/// The name a phone or a messenger gives a file.
pub(super) fn file_name(
    at: DateTime<Utc>,
    is_clip: bool,
    index: usize,
    chance: &mut Chance,
) -> String {
    let (day, time) = (local(at).format("%Y%m%d"), local(at).format("%H%M%S"));
    let (prefix, extension) = if is_clip {
        ("VID", "mp4")
    } else {
        ("IMG", "jpg")
    };
    match chance.whole(0, 2) {
        0 => format!("{prefix}_{day}_{time}.{extension}"),
        1 => format!("{prefix}-{day}-WA{:04}.{extension}", index % 97),
        _ => format!(
            "{}.{extension}",
            1_600_000_000_000_u64 + chance.next() % 99_999_999_999
        ),
    }
}

/// A coordinate as people paste it.
pub(super) fn coordinates(point: Point, chance: &mut Chance) -> String {
    if chance.happens(0.3) {
        format_dms(point)
    } else {
        format_decimal(point, 5.0)
    }
}

/// A feature in words: what it is, where in the frame, what makes it sure.
pub(super) fn feature(scene: &SceneSpec, feature: &Feature) -> String {
    let off = (feature.azimuth_deg - scene.bearing_deg + 540.0).rem_euclid(360.0) - 180.0;
    let side = match off {
        o if o < -3.0 => "left of the middle",
        o if o > 3.0 => "right of the middle",
        _ => "in the middle",
    };
    let (toward, away) = (compass(feature.azimuth_deg), feature.distance_m.round());
    match feature.kind {
        FeatureKind::Minaret => format!(
            "Round minaret with one balcony and a green dome, {side}; {away} m to the {toward} on the \
             satellite image, the only one of its height around."
        ),
        FeatureKind::BlueGate => format!(
            "Blue double gate in a compound wall, {side}; {away} m to the {toward}, seen on the \
             street as a gap in the same wall."
        ),
        FeatureKind::TwoStoreyWall => format!(
            "House of two storeys in {} plaster, {side}; its footprint and shadow fit the house \
             {away} m to the {toward}.",
            feature.plaster().0
        ),
        FeatureKind::WhiteDome => format!(
            "Square white building under a small dome, {side}; {away} m to the {toward}, the dome \
             is a bright round spot on the satellite image."
        ),
        FeatureKind::WaterTower => format!(
            "Water tower with a round tank on four legs, {side}; {away} m to the {toward}, its long \
             shadow is plain on the satellite image."
        ),
        FeatureKind::HillLine => format!(
            "Peak that stands out of the ridge, {side}; the skyline drawn from the terrain has it at \
             {:.0}°.",
            feature.azimuth_deg
        ),
        FeatureKind::RadioMast => format!(
            "Red and white lattice mast, {side}; {away} m to the {toward}, four guy points around \
             its foot."
        ),
    }
}

/// Why the place is right.
pub(super) fn located(scene: &SceneSpec, incident: &IncidentFact, chance: &mut Chance) -> String {
    let view = compass(scene.bearing_deg);
    chance
        .pick(&[
            "Looking {view}. The lines from the camera through the named features cross at one point; moved by half a street they no longer do.",
            "Started from {place}. The two features line up only from this stretch of road, looking {view}.",
            "Looking {view}. Heights and gaps between the buildings agree with the satellite image of the same season; the distance follows from the width of the road.",
            "Found by the tall structure first, then by the wall in front of it. Looking {view}; no second place in the district has both.",
        ])
        .replace("{view}", view)
        .replace("{place}", &incident.place_name)
}

/// Why the time is right.
pub(super) fn dated(by_shadow: bool) -> &'static str {
    if by_shadow {
        "Length and direction of the shadow were measured on the ground at the established place. \
         They agree with each other, and the window lies between the first report and the first post."
    } else {
        "No shadow to measure. The light and the lit windows agree with the bounds, which come from \
         the first report and the first post alone."
    }
}

/// The earliest bound.
pub(super) fn first_report(incident: &IncidentFact) -> String {
    format!(
        "First reports of the event name {} local time; this shows what came after.",
        clock(incident.at)
    )
}

/// The latest bound.
pub(super) fn first_seen(latest: DateTime<Utc>, chance: &mut Chance) -> String {
    let seen = latest + Duration::minutes(i64::from(chance.whole(5, 240)));
    format!(
        "Oldest copy found was posted at {} local time.",
        local(seen).format("%Y-%m-%d %H:%M")
    )
}

/// Shadow length and direction, as measured and as computed.
pub(super) fn shadow(light: &Light, scene: &SceneSpec, window: Interval) -> (String, String) {
    let ratio = light.shadow_ratio.unwrap_or_default();
    let (from, to) = (clock(window.earliest()), clock(window.latest()));
    let toward = compass(light.shadow_azimuth_deg);
    (
        format!(
            "The shadow of an upright post is {ratio:.2} times its height. At this place the sun \
             stands {:.0}° high at {}.",
            light.elevation_deg,
            clock(scene.at)
        ),
        format!(
            "Shadows point {:.0}° ({toward}), which leaves {from} to {to} and rules out the other \
             half of the day.",
            light.shadow_azimuth_deg
        ),
    )
}

/// How hard an item is to look at, as triage would rate what it stands for.
pub(super) fn rating(incident: &IncidentFact, chance: &mut Chance) -> Rating {
    let (sensitivity, notes): (Sensitivity, &[ContentNote]) = match chance.whole(0, 9) {
        0..=4 => (Sensitivity::None, &[]),
        5 | 6 => (Sensitivity::Mild, &[ContentNote::Explosion]),
        7 => (Sensitivity::Mild, &[ContentNote::PersonalInformation]),
        8 if incident.crowd_in_public => (
            Sensitivity::Graphic,
            &[ContentNote::Injured, ContentNote::Blood],
        ),
        9 if incident.location_type == "school" => (
            Sensitivity::Graphic,
            &[ContentNote::Children, ContentNote::Injured],
        ),
        9 if incident.crowd_in_public => (
            Sensitivity::Graphic,
            &[ContentNote::DistressingSound, ContentNote::Injured],
        ),
        _ => (Sensitivity::None, &[]),
    };
    Rating {
        sensitivity,
        notes: notes.to_vec(),
        ranges: Vec::new(),
    }
}
