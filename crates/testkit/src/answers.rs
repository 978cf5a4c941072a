//! What somebody in a story concludes, as they would type it.

use cairn_app::review::{BoundDraft, ChronolocationDraft, FeatureDraft, GeolocationDraft, Verdict};

/// A place anybody in a story may find.
pub fn place() -> GeolocationDraft {
    let feature = |words: &str| FeatureDraft {
        words: words.into(),
        ..FeatureDraft::default()
    };
    GeolocationDraft {
        camera: "34.49851, 69.06452".into(),
        precision_m: "50".into(),
        bearing_deg: "140".into(),
        province: "Kabul".into(),
        place_name: "Dasht-e Barchi".into(),
        methods: vec!["visual_match".into()],
        features: vec![feature("Minaret with two balconies"), feature("Blue gate")],
        ..GeolocationDraft::default()
    }
}

/// A time anybody in a story may find.
pub fn time() -> ChronolocationDraft {
    let bound = |effect: &str| BoundDraft {
        kind: "shadow_ratio".into(),
        effect: effect.into(),
        words: "Shadow of the gate post".into(),
        ..BoundDraft::default()
    };
    ChronolocationDraft {
        earliest: "2022-09-30T07:00".into(),
        latest: "2022-09-30T08:30".into(),
        zone: "Asia/Kabul".into(),
        precision: "hour".into(),
        bounds: vec![bound("earliest"), bound("latest")],
    }
}

/// How sure and why.
pub fn verdict(seen: u64) -> Verdict {
    Verdict {
        seen,
        confidence: "probable".into(),
        reasoning: "They match.".into(),
        impossible: false,
    }
}
