use super::*;
use crate::FrameBox;

fn square(x: f64) -> FrameBox {
    FrameBox {
        x,
        y: 0.25,
        w: 0.25,
        h: 0.5,
    }
}

fn key(at_s: f64, x: f64) -> Keyframe {
    Keyframe {
        at_s,
        place: square(x),
    }
}

fn region(track: Track) -> Region {
    Region {
        shape: RegionShape::Ellipse,
        reason: RedactionReason::Face,
        words: String::new(),
        span: Span::whole(),
        track,
    }
}

#[test]
fn boxes_move_in_straight_lines_and_rest_at_both_ends() {
    let track = Track::try_new(vec![key(1.0, 0.0), key(3.0, 0.5)]).expect("in order");
    for (t_s, x) in [(0.0, 0.0), (1.0, 0.0), (1.5, 0.125), (3.0, 0.5), (9.0, 0.5)] {
        assert_eq!(track.place_at(t_s), square(x), "{t_s}");
    }
}

#[test]
fn tracks_without_a_place_an_order_or_a_picture_are_refused() {
    assert_eq!(Track::try_new(vec![]), Err(RegionFlaw::NoPlace));
    assert_eq!(Track::still(square(0.8)), Err(RegionFlaw::OutsideFrame));
    assert_eq!(
        Track::still(square(f64::NAN)),
        Err(RegionFlaw::OutsideFrame)
    );
    for moments in [[1.0, 1.0], [2.0, 1.0], [f64::NAN, 1.0], [-1.0, 1.0]] {
        let keys = moments.map(|at_s| key(at_s, 0.0)).to_vec();
        assert_eq!(
            Track::try_new(keys),
            Err(RegionFlaw::OutOfOrder),
            "{moments:?}"
        );
    }
    assert_eq!(Span::try_new(2.0, Some(1.0)), Err(RegionFlaw::EmptySpan));
    assert!(
        Span::try_new(2.0, Some(2.0)).is_ok(),
        "one moment is enough"
    );
}

#[test]
fn a_stretch_includes_both_its_ends() {
    let span = Span::try_new(1.0, Some(2.0)).expect("in order");
    for (from_s, to_s, meets) in [
        (0.0, 0.9, false),
        (0.0, 1.0, true),
        (1.2, 1.3, true),
        (2.0, 5.0, true),
        (2.1, 5.0, false),
    ] {
        assert_eq!(span.meets(from_s, to_s), meets, "{from_s}..{to_s}");
    }
    assert!(Span::whole().meets(-0.2, -0.1) && Span::whole().meets(1e6, 1e7));
}

#[test]
fn a_redaction_covers_something_and_says_why() {
    let still = || region(Track::still(square(0.0)).expect("inside"));
    let keep = SoundTreatment::Keep;
    let nothing = RedactionBody::try_new(vec![], keep.clone());
    assert_eq!(nothing, Err(BadRedaction::Nothing));
    let wordless = Region {
        reason: RedactionReason::Other,
        ..still()
    };
    let flaw = RegionFlaw::NeedsWords;
    assert_eq!(
        RedactionBody::try_new(vec![still(), wordless], keep.clone()),
        Err(BadRedaction::Region { index: 1, flaw })
    );
    let many = vec![still(); MOST_REGIONS + 1];
    assert_eq!(
        RedactionBody::try_new(many, keep),
        Err(BadRedaction::TooMany)
    );
}

#[test]
fn photos_stand_still_and_sound_has_no_picture() {
    let body = |region: Vec<Region>, sound| RedactionBody::try_new(region, sound).expect("valid");
    let moving = Track::try_new(vec![key(0.0, 0.0), key(1.0, 0.1)]).expect("in order");
    let moving = body(vec![region(moving)], SoundTreatment::Keep);
    assert_eq!(
        moving.fits(MediaKind::Photo),
        Err(BadRedaction::StandsStill)
    );
    assert_eq!(moving.fits(MediaKind::Video), Ok(()));
    assert_eq!(moving.fits(MediaKind::Audio), Err(BadRedaction::NoPicture));
    let mute = body(vec![], SoundTreatment::Remove);
    assert_eq!(mute.fits(MediaKind::Photo), Err(BadRedaction::Silent));
    assert_eq!(mute.fits(MediaKind::Audio), Ok(()));
}

#[test]
fn what_is_stored_reads_back_and_what_was_tampered_with_does_not() {
    let body = RedactionBody::try_new(
        vec![region(Track::still(square(0.1)).expect("inside"))],
        SoundTreatment::Silence { during: vec![] },
    );
    let body = body.expect("valid");
    let json = serde_json::to_string(&body).expect("json");
    assert_eq!(
        serde_json::from_str::<RedactionBody>(&json).ok(),
        Some(body)
    );
    let outside = json.replace("\"x\":0.1", "\"x\":7");
    assert!(serde_json::from_str::<RedactionBody>(&outside).is_err());
}
