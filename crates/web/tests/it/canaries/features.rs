//! What was seen in the picture and found again, with a canary in every word and digit of it.

use cairn_app::review::{CounterpartDraft, FeatureDraft};
use cairn_domain::FrameBox;

use super::world::World;

/// Two features at a place, the first of them on a reference.
pub(super) fn seen(world: &mut World, at: &str) -> Vec<FeatureDraft> {
    // Boxes that differ within the twelfth of the frame to which they are widened.
    let x = match world.secrets.is_other() {
        true => 0.419_876,
        false => 0.421_234,
    };
    world.secrets.text("a box on the frame", &x.to_string());
    world.secrets.text("the camera's bearing", "131.37");
    let feature = |words: &str, kind: &str, on: &str| FeatureDraft {
        words: world.secrets.word(words),
        kind: kind.into(),
        frame: Some(FrameBox {
            x,
            y: 0.1,
            w: 0.05,
            h: 0.3,
        }),
        found: CounterpartDraft {
            on: on.into(),
            at: at.into(),
            ..CounterpartDraft::default()
        },
    };
    vec![
        feature("first feature", "minaret", "map:1"),
        feature("second feature", "water", "map"),
    ]
}
