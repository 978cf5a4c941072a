//! Runs of the shadow solver as they are published: never the one that was kept, which names the
//! place to the metre, but its question asked again for the place that is published anyway.

use cairn_domain::{Chronolocation, Point};
use cairn_place::shadow::{Run, Work};
use serde_json::Value;

/// Windows that a published run may have: beyond, it says little and weighs much.
const MOST_WINDOWS: usize = 200;
/// A height to the metre would tell a hillside; the air does not notice this much.
const HEIGHT_STEP_M: f64 = 100.0;

/// The runs that the bounds of a time rest on, for the published place, each with the place of its
/// bound among the others.
pub(super) fn public_runs(time: &Chronolocation, published: Point) -> Vec<(usize, Value)> {
    let bounds = time.bounds.iter().enumerate();
    let public = |kept: &Value| public_run(kept, published);
    bounds
        .filter_map(|(at, bound)| Some((at, public(bound.run.as_ref()?)?)))
        .collect()
}

fn public_run(kept: &Value, published: Point) -> Option<Value> {
    let kept: Run = serde_json::from_value(kept.clone()).ok()?;
    let Work::When { mut question, .. } = kept.work else {
        return None;
    };
    question.place = published;
    question.height_m = (question.height_m / HEIGHT_STEP_M).round() * HEIGHT_STEP_M;
    let run = Run::when(question).ok()?;
    let Work::When { answer, .. } = &run.work else {
        return None;
    };
    let is_small = answer.all().count() <= MOST_WINDOWS;
    serde_json::to_value(&run).ok().filter(|_| is_small)
}

#[cfg(test)]
mod tests {
    use cairn_place::shadow::{Constraints, Measurement, When, rerun};
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn a_published_run_names_the_published_place_alone_and_can_be_run_again() {
        let home = Point::try_new(34.558_712, 69.221_734).expect("on the globe");
        let published = home.snapped_to(1_000.0);
        let measured = Measurement {
            ratio: Some(1.2),
            ..Measurement::default()
        };
        let day = "2022-09-30".parse().expect("a day");
        let question = When {
            place: home,
            height_m: 1_793.0,
            from: day,
            to: day,
            zone: Tz::Asia__Kabul,
            constraints: Constraints::try_new(measured).expect("it makes sense"),
        };
        let kept = serde_json::to_value(Run::when(question).expect("an answer")).expect("a record");
        let public = public_run(&kept, published).expect("published");
        let text = public.to_string();
        assert!(
            !text.contains("34.5587") && !text.contains("69.2217"),
            "{text}"
        );
        assert!(!text.contains("1793"), "{text}");
        let public: Run = serde_json::from_value(public).expect("a run");
        assert!(rerun(&public).expect("an answer").same);
    }
}
