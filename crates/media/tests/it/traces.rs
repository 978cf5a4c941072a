//! Public copies and redacted copies carry nothing of their originals: 300 tagged samples through
//! the caged child, and exiftool, which knows more places for metadata than anybody, finds only what
//! every file of its kind must have. `make samples` takes all of them; `make test` takes a part.

use std::{collections::BTreeMap, path::Path, process::Command};

use cairn_domain::{
    DerivativeKind, FrameBox, RedactionBody, RedactionReason, Region, RegionShape, SoundTreatment,
    Span, Track,
};
use cairn_media::sniff;

use crate::samples::{
    self, contains, folder,
    tagged::{CANARY, Tagged, photographs},
    tagged_clips::clips,
    workshop, write,
};

/// Clips that are tried unless all are asked for.
const FEW: usize = 12;
/// Of the photographs every so many, so that each kind and each writer of tags has its share.
const EVERY: usize = 5;

/// What exiftool may find in a copy, by group. `Track` stands for each of its tracks.
const STRUCTURE: &[(&str, &str)] = &[
    (
        "File",
        "FileType FileTypeExtension MIMEType ImageWidth ImageHeight EncodingProcess BitsPerSample \
         ColorComponents YCbCrSubSampling",
    ),
    ("JFIF", "JFIFVersion ResolutionUnit XResolution YResolution"),
    ("Composite", "ImageSize Megapixels AvgBitrate Rotation"),
    (
        "QuickTime",
        "MajorBrand MinorVersion CompatibleBrands MovieHeaderVersion CreateDate ModifyDate TimeScale \
         Duration PreferredRate PreferredVolume MatrixStructure PreviewTime PreviewDuration PosterTime \
         SelectionTime SelectionDuration CurrentTime NextTrackID MediaDataSize MediaDataOffset",
    ),
    (
        "Track",
        "TrackHeaderVersion TrackCreateDate TrackModifyDate TrackID TrackDuration TrackLayer \
         TrackVolume MatrixStructure ImageWidth ImageHeight MediaHeaderVersion MediaCreateDate \
         MediaModifyDate MediaTimeScale MediaDuration MediaLanguageCode HandlerType GraphicsMode \
         OpColor CompressorID SourceImageWidth SourceImageHeight XResolution YResolution BitDepth \
         PixelAspectRatio ColorRepresentation ColorProfiles ColorPrimaries TransferCharacteristics \
         MatrixCoefficients VideoFullRangeFlag BufferSize MaxBitrate AverageBitrate VideoFrameRate \
         Balance AudioFormat AudioChannels AudioBitsPerSample AudioSampleRate",
    ),
];

fn is_structure(group: &str, tag: &str, value: &str) -> bool {
    // What the file system says of the copy, and exiftool of itself.
    if matches!(group, "System" | "ExifTool") {
        return tag != "Error" && tag != "Warning";
    }
    // A date that is written must be no date.
    if tag.ends_with("Date") && value != "0000:00:00 00:00:00" {
        return false;
    }
    let group = if group.starts_with("Track") {
        "Track"
    } else {
        group
    };
    let mut known = STRUCTURE.iter().filter(|(name, _)| *name == group);
    known.any(|(_, tags)| tags.split_whitespace().any(|known| known == tag))
}

/// Everything that exiftool finds beyond the structure, by file name.
fn beyond_structure(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let out = Command::new("exiftool")
        .args(["-a", "-G1", "-s", "-ee", "-r"])
        .arg(folder)
        .output()
        .expect("exiftool is installed (scripts/bootstrap test)");
    let out = String::from_utf8_lossy(&out.stdout);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut file = String::new();
    for line in out.lines() {
        if let Some(path) = line.strip_prefix("======== ") {
            file = path.rsplit('/').next().unwrap_or_default().to_owned();
            found.entry(file.clone()).or_default();
            continue;
        }
        let parts = line.strip_prefix('[').and_then(|line| line.split_once(']'));
        let Some((group, (tag, value))) =
            parts.and_then(|(group, rest)| Some((group, rest.split_once(':')?)))
        else {
            continue;
        };
        if !is_structure(group, tag.trim(), value.trim()) {
            found.entry(file.clone()).or_default().push(line.to_owned());
        }
    }
    found
}

/// One region in the middle; a moving picture keeps its sound.
fn body() -> RedactionBody {
    let place = FrameBox {
        x: 0.4,
        y: 0.4,
        w: 0.2,
        h: 0.2,
    };
    let region = Region {
        shape: RegionShape::Ellipse,
        reason: RedactionReason::Other,
        words: format!("{CANARY} her brother"),
        span: Span::whole(),
        track: Track::still(place).expect("inside"),
    };
    RedactionBody::try_new(vec![region], SoundTreatment::Keep).expect("covers something")
}

/// Makes the public copy and the redacted one; their names tell which sample they are of.
async fn copies(samples: &[Tagged], into: &tempfile::TempDir) {
    let workshop = workshop();
    let body = body();
    for sample in samples {
        let bytes = std::fs::read(&sample.path).expect("the sample");
        let sniffed = sniff(&bytes).expect("a kind of file Cairn takes");
        let (seen, redacted) = tokio::join!(
            workshop.examine(&sample.path, sniffed),
            workshop.redact(&sample.path, sniffed, &body)
        );
        let what = &sample.what;
        let redacted = redacted.unwrap_or_else(|reason| panic!("{what}: {reason}"));
        let public = seen
            .derivatives
            .iter()
            .find(|made| made.kind == DerivativeKind::PublicCopy);
        let public = public.unwrap_or_else(|| panic!("{what}: {:?}", seen.problem));
        let cover = redacted.cover.expect("a picture has a cover");
        let name = sample
            .path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        for (kind, made) in [
            ("public", public),
            ("redacted", &redacted.copy),
            ("cover", &cover),
        ] {
            let extension = if made.mime == "image/jpeg" {
                "jpg"
            } else {
                "mp4"
            };
            assert!(
                !contains(&made.bytes, CANARY.as_bytes()),
                "{kind} of {what}"
            );
            for tool in ["Lavc", "Lavf", "x264", "udta"] {
                assert!(
                    !contains(&made.bytes, tool.as_bytes()),
                    "{tool} in {kind} of {what}"
                );
            }
            assert!(!made.arguments.contains(CANARY));
            write(into, &format!("{name}.{kind}.{extension}"), &made.bytes);
        }
    }
}

async fn only_structure_is_left(samples: Vec<Tagged>, originals: &Path) {
    let tagged = beyond_structure(originals);
    let mut told = 0;
    for sample in &samples {
        let name = sample
            .path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        let is_tagged = tagged.get(name).is_some_and(|found| !found.is_empty());
        // What stands where exiftool does not look is found by its bytes.
        let bytes = std::fs::read(&sample.path).expect("the sample");
        let talks = is_tagged || contains(&bytes, CANARY.as_bytes());
        assert!(talks, "{} says nothing", sample.what);
        told += usize::from(is_tagged);
    }
    assert!(
        told * 10 > samples.len() * 9,
        "exiftool sees {told} of {}",
        samples.len()
    );
    let into = folder();
    copies(&samples, &into).await;
    let found = beyond_structure(into.path());
    assert_eq!(found.len(), 3 * samples.len());
    let leaks: Vec<_> = found
        .iter()
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(
        leaks.is_empty(),
        "{} of {} copies: {leaks:#?}",
        leaks.len(),
        found.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_of_photographs_carry_only_their_structure() {
    let folder = folder();
    let samples = photographs(&folder);
    assert_eq!(samples.len(), 240);
    let every = if samples::all() { 1 } else { EVERY };
    let samples = samples.into_iter().step_by(every).collect();
    only_structure_is_left(samples, folder.path()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_of_clips_carry_only_their_structure() {
    let most = if samples::all() { 60 } else { FEW };
    let folder = folder();
    let samples = clips(&folder, most);
    assert_eq!(samples.len(), most);
    only_structure_is_left(samples, folder.path()).await;
}
