//! What an item's file shows: where the camera stood, what is in view, what the file claims.

use cairn_domain::Point;
use chrono::{DateTime, Duration, FixedOffset};

use crate::demo::{
    CameraClaim, Change, ClipSpec, DemoError, Feature, FeatureKind, MediaSpec, SceneSpec, Setting,
    Smoke, chance::Chance, facts::IncidentFact,
};

use super::stages::Slot;

/// Metres of a degree of latitude.
const DEGREE_M: f64 = 111_320.0;

/// A point some metres away.
pub(super) fn moved(from: Point, azimuth_deg: f64, distance_m: f64) -> Result<Point, DemoError> {
    let (sin, cos) = azimuth_deg.to_radians().sin_cos();
    let lat = from.lat() + distance_m * cos / DEGREE_M;
    let lon = from.lon() + distance_m * sin / (DEGREE_M * from.lat().to_radians().cos());
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    crate::demo::facts::point(round(lat), round(lon))
}

/// Azimuth and distance from one point to another nearby, in degrees and metres.
fn bearing_to(from: Point, to: Point) -> (f32, f32) {
    let north = (to.lat() - from.lat()) * DEGREE_M;
    let east = (to.lon() - from.lon()) * DEGREE_M * from.lat().to_radians().cos();
    (
        (east.atan2(north).to_degrees() as f32).rem_euclid(360.0),
        east.hypot(north) as f32,
    )
}

/// What stands near an incident, the same in every picture of it.
struct Surroundings {
    tall: FeatureKind,
    tall_at: Point,
    peak_deg: f32,
}

impl Surroundings {
    fn of(seed: u64, slot: &Slot, incident: &IncidentFact) -> Result<Self, DemoError> {
        let mut chance = Chance::of(seed, "surroundings", slot.incident);
        let kinds = match (incident.is_rural, incident.location_type.as_str()) {
            (true, _) => [FeatureKind::WaterTower, FeatureKind::RadioMast],
            (_, "religious_service") => [FeatureKind::Minaret, FeatureKind::Minaret],
            _ => [FeatureKind::Minaret, FeatureKind::WaterTower],
        };
        let azimuth = f64::from(chance.between(0.0, 360.0));
        let tall_at = moved(
            incident.point,
            azimuth,
            f64::from(chance.between(12.0, 42.0)),
        )?;
        Ok(Self {
            tall: chance.pick(&kinds),
            tall_at,
            peak_deg: chance.between(0.0, 360.0),
        })
    }
}

/// The file of an original.
pub(super) fn original(
    seed: u64,
    index: usize,
    slot: &Slot,
    incident: &IncidentFact,
) -> Result<MediaSpec, DemoError> {
    let mut chance = Chance::of(seed, "picture", index);
    let scene = scene(seed, slot, incident, &mut chance)?;
    if slot.is_clip {
        let creation_time = chance.happens(0.4).then_some(scene.at);
        let seconds = chance.pick(&[2.0, 2.4, 3.0, 3.6]);
        return Ok(MediaSpec::Clip(ClipSpec {
            scene,
            seconds,
            creation_time,
        }));
    }
    let claim = chance.happens(0.35).then(|| claim(&scene, &mut chance));
    Ok(MediaSpec::Photo {
        scene,
        quality: chance.pick(&[72, 78, 84]),
        claim,
    })
}

/// The file of a copy; `nth` among the copies of its kind, so that every change occurs.
pub(super) fn copy(of: &MediaSpec, nth: usize) -> MediaSpec {
    let changes = if of.is_clip() {
        [
            Change::Trimmed,
            Change::Reencoded,
            Change::Mirrored,
            Change::Cropped,
        ]
    } else {
        [
            Change::Reencoded,
            Change::Same,
            Change::Cropped,
            Change::Mirrored,
        ]
    };
    MediaSpec::Copy {
        of: Box::new(of.clone()),
        change: changes[nth % changes.len()],
    }
}

fn scene(
    seed: u64,
    slot: &Slot,
    incident: &IncidentFact,
    chance: &mut Chance,
) -> Result<SceneSpec, DemoError> {
    let around = Surroundings::of(seed, slot, incident)?;
    let side = f64::from(chance.between(0.0, 360.0));
    // Most people film from near by; some from far away.
    let distance_m = 70.0 + 330.0 * f64::from(chance.unit().powi(2));
    let point = moved(incident.point, side, distance_m)?;
    let (to_incident, incident_m) = bearing_to(point, incident.point);
    let (to_tall, tall_m) = bearing_to(point, around.tall_at);
    let apart = (to_tall - to_incident + 540.0).rem_euclid(360.0) - 180.0;
    let bearing_deg = (to_incident + apart * 0.5 + chance.between(-7.0, 7.0)).rem_euclid(360.0);
    let at = incident.at + Duration::minutes(i64::from(chance.whole(4, 150)));
    let tall = Feature {
        kind: around.tall,
        azimuth_deg: to_tall,
        distance_m: tall_m.max(35.0),
    };
    let setting = setting(incident, chance);
    let features = features(&around, tall, bearing_deg, (setting, chance));
    let burning = matches!(
        incident.event_type.as_str(),
        "bombing" | "suicide_bombing" | "complex_attack"
    );
    let smokes = burning && at - incident.at < Duration::minutes(75) && chance.happens(0.75);
    let smoke = Smoke {
        azimuth_deg: to_incident,
        distance_m: incident_m,
        risen: 1.0,
        seed: chance.next(),
    };
    let (width, height) = chance.pick(&[
        (1280, 960),
        (1280, 960),
        (1280, 960),
        (960, 1280),
        (1280, 720),
    ]);
    Ok(SceneSpec {
        seed: chance.next(),
        place_seed: Chance::of(seed, "place", slot.incident).next(),
        point,
        at,
        bearing_deg,
        setting,
        features,
        smoke: smokes.then_some(smoke),
        width,
        height,
    })
}

fn setting(incident: &IncidentFact, chance: &mut Chance) -> Setting {
    match (incident.is_rural, incident.location_type.as_str()) {
        (_, "checkpoint" | "patrol") if chance.happens(0.55) => Setting::Checkpoint,
        (true, _) => Setting::Roadside,
        _ => chance.pick(&[
            Setting::Street,
            Setting::Street,
            Setting::Street,
            Setting::Square,
            Setting::Roofs,
        ]),
    }
}

/// The tall thing, a near one beside it, and the peak if the camera looks its way.
fn features(
    around: &Surroundings,
    tall: Feature,
    bearing_deg: f32,
    (setting, chance): (Setting, &mut Chance),
) -> Vec<Feature> {
    let off = |azimuth: f32| (azimuth - bearing_deg + 540.0).rem_euclid(360.0) - 180.0;
    // On the other side of the view than the tall thing.
    let side = if off(tall.azimuth_deg) > 0.0 {
        -1.0
    } else {
        1.0
    };
    let mut features = vec![tall, near(tall, side, bearing_deg, (setting, chance))];
    if off(around.peak_deg).abs() < 22.0 {
        let kind = FeatureKind::HillLine;
        features.push(Feature {
            kind,
            azimuth_deg: around.peak_deg,
            distance_m: 9_000.0,
        });
    }
    features
}

/// A near thing that does not hide the tall one.
fn near(
    tall: Feature,
    side: f32,
    bearing_deg: f32,
    (setting, chance): (Setting, &mut Chance),
) -> Feature {
    let kind = chance.pick(&[
        FeatureKind::BlueGate,
        FeatureKind::BlueGate,
        FeatureKind::TwoStoreyWall,
        FeatureKind::TwoStoreyWall,
        FeatureKind::WhiteDome,
    ]);
    let low = kind == FeatureKind::BlueGate;
    let distance_m = match setting {
        Setting::Roofs => chance.between(42.0, 80.0),
        _ if low => chance.between(20.0, 34.0),
        _ => chance.between(30.0, 62.0),
    };
    let azimuth_deg = if low {
        bearing_deg + side * chance.between(10.0, 19.0)
    } else {
        // The house is turned and has a depth, so it reaches further than half its width.
        let reach_deg = ((kind.size_m().0 + 1.5) / distance_m).atan().to_degrees();
        tall.azimuth_deg + side * (reach_deg + chance.between(4.0, 11.0))
    };
    Feature {
        kind,
        azimuth_deg: azimuth_deg.rem_euclid(360.0),
        distance_m,
    }
}

const CAMERAS: &[(&str, &str)] = &[
    ("samsung", "SM-A127F"),
    ("samsung", "SM-J730F"),
    ("Xiaomi", "Redmi Note 9"),
    ("HUAWEI", "POT-LX1"),
    ("Apple", "iPhone 8"),
    ("TECNO", "KE5j"),
];

/// Programs that a file may have been through.
const EDITORS: &[&str] = &["Adobe Photoshop 24.0", "Snapseed 2.0", "PicsArt"];
/// Names that cameras were set up with; nobody's.
const OWNERS: &[&str] = &["Demo Owner", "Family phone", "A. Example"];

/// What the camera wrote: mostly true, sometimes a clock that was never set or another place.
fn claim(scene: &SceneSpec, chance: &mut Chance) -> CameraClaim {
    let (make, model) = chance.pick(CAMERAS);
    let zone = FixedOffset::east_opt(16_200).expect("four and a half hours are less than a day");
    let mut taken = scene.at.with_timezone(&zone).naive_local();
    if chance.happens(0.14) {
        // A clock that starts at 2018-01-01 when the battery has been out.
        let reset = DateTime::UNIX_EPOCH + Duration::seconds(1_514_764_800);
        taken = reset.naive_utc() + Duration::minutes(i64::from(chance.whole(1, 4_000)));
    }
    let gps = chance.happens(0.45).then(|| {
        let wrong = chance.happens(0.2);
        let off = if wrong {
            chance.pick(&[14_000.0, 310_000.0])
        } else {
            f64::from(chance.between(3.0, 25.0))
        };
        moved(scene.point, f64::from(chance.between(0.0, 360.0)), off).unwrap_or(scene.point)
    });
    let offset = chance.happens(0.5).then_some("+04:30");
    let software = chance.happens(0.15).then(|| chance.pick(EDITORS));
    let owner = chance
        .happens(0.4)
        .then(|| (chance.whole(10_000_000, 99_999_999), chance.pick(OWNERS)));
    CameraClaim {
        make,
        model,
        taken,
        offset,
        gps,
        software,
        owner,
    }
}
