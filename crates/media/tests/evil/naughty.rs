//! A worker that does to its parent what a decoder might: dies, eats memory, talks out of turn. What
//! it does depends on the name of the first file it is told.

use std::{collections::BTreeSet, io::Write, path::Path};

use cairn_domain::ProjectId;
use cairn_media::{CageReport, CageTrial, Workshop};

/// The job of the worker. A picture that does no harm is answered with the number of the process.
pub fn misbehave(trial: &CageTrial) -> CageReport {
    let name = trial.files.first().and_then(|file| file.to_str());
    match name {
        Some("dies") => std::process::abort(),
        Some("eats") => {
            let mut eaten: Vec<Vec<u8>> = Vec::new();
            loop {
                eaten.push(vec![1; 64 << 20]);
            }
        }
        Some("chatters") => {
            let _ = std::io::stdout().write_all(&[0xff; 64]);
        }
        _ => {}
    }
    CageReport {
        refused: vec![std::process::id().to_string()],
        ..CageReport::default()
    }
}

/// One file's failure ends its own job; who comes next is served by another child. A child serves
/// one project and sixteen pictures.
pub async fn a_failure_costs_its_own_file_alone(workshop: Workshop, picture: &Path) {
    let child = async |workshop: &Workshop, name: &str| {
        let trial = CageTrial {
            files: vec![name.into()],
            ..CageTrial::default()
        };
        let report = workshop.try_cage(picture, trial).await;
        report.map(|report| report.refused.concat())
    };
    let first = child(&workshop, "a picture").await.expect("answers");
    assert_eq!(child(&workshop, "a picture").await.expect("answers"), first);
    for harm in ["dies", "eats", "chatters"] {
        let before = child(&workshop, "a picture").await.expect("answers");
        assert!(child(&workshop, harm).await.is_err(), "{harm}");
        let after = child(&workshop, "a picture").await.expect("answers");
        assert_ne!(before, after, "a child that {harm} is not used again");
    }

    let fresh = workshop.of_project(ProjectId(uuid::Uuid::from_u128(1)));
    let mut children = BTreeSet::new();
    for _ in 0..40 {
        children.insert(child(&fresh, "a picture").await.expect("answers"));
    }
    assert_eq!(
        children.len(),
        3,
        "40 pictures, 16 at most each: {children:?}"
    );
    let other = workshop.of_project(ProjectId(uuid::Uuid::from_u128(2)));
    let stranger = child(&other, "a picture").await.expect("answers");
    assert!(!children.contains(&stranger), "another project has its own");
}
