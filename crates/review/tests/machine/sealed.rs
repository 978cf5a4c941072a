//! Reading what is sealed: by whom, with a reason, and without any other trace.

use cairn_domain::{Actor, FileId};
use cairn_review::Act;

use crate::{cast::*, story::*};

fn open_sealed() -> Act {
    Act::OpenSealed {
        file: FileId(Default::default()),
    }
}

#[test]
fn it_is_recorded_at_every_stage_and_changes_nothing_else() {
    for stage in ["triage", "sign_off", "published"] {
        let before = standard(stage);
        let after = before
            .clone()
            .when_because(LEA, open_sealed(), "The court asks for the serial number")
            .then(&["sealed opened by Lea"]);
        let mut expected = before.state.clone();
        expected.seq += 1;
        assert_eq!(after.state, expected);
    }
}

#[test]
fn it_needs_a_reason_and_an_account_that_sees_items() {
    standard("triage")
        .when(LEA, open_sealed())
        .refused(&["needs_reason"]);
    for stranger in [VAL, RAY] {
        standard("triage")
            .when_because(stranger, open_sealed(), "curious")
            .refused(&["needs_role"]);
    }
    standard("triage")
        .when_because(Actor::Machine, open_sealed(), "curious")
        .refused(&["needs_account"]);
}
