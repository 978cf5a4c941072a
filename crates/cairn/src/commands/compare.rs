//! `cairn compare A B`: what two files are to each other, as one JSON object.

use std::path::{Path, PathBuf};

use cairn_app::matching::{Likeness, likeness};
use cairn_domain::Digest;
use cairn_media::{Examination, WorkerProgram, Workshop};
use clap::Args;
use serde::Serialize;

use super::{hash::read, print_line};
use crate::instance::Problem;

#[derive(Debug, Args)]
pub struct Compare {
    /// A photo or a recording.
    a: PathBuf,
    /// Another of the same kind.
    b: PathBuf,
}

#[derive(Debug, Serialize)]
struct Line {
    /// `same_file`, `same_footage`, `excerpt`, `similar` or `none`.
    relation: &'static str,
    /// Bits of 256 by which the nearest hashes differ.
    distance: Option<u32>,
    /// What turns A so that it looks like B.
    transform: Option<&'static str>,
    /// Seconds of A that are in B; recordings only.
    matched_s: Option<f64>,
    /// Share of A that is in B, 0 to 1.
    of_a: Option<f64>,
    /// Share of B that is in A.
    of_b: Option<f64>,
}

impl Compare {
    /// Compares both; fails if one cannot be looked at.
    pub async fn run(self) -> Result<(), Problem> {
        let workshop = Workshop::find(WorkerProgram::this());
        let (one, a) = described(&workshop, &self.a).await?;
        let (other, b) = described(&workshop, &self.b).await?;
        let found = if one == other {
            Some(Likeness::exact())
        } else {
            let pair = a.fingerprint.as_ref().zip(b.fingerprint.as_ref());
            pair.and_then(|(a, b)| likeness(a, b))
        };
        print_line(&line(found, a.duration_s))
    }
}

async fn described(workshop: &Workshop, path: &Path) -> Result<(Digest, Examination), Problem> {
    let named = |reason: &dyn std::fmt::Display| format!("{}: {reason}", path.display());
    let (digest, _, first) = read(path).map_err(|error| named(&error))?;
    let sniffed =
        cairn_media::sniff(&first).ok_or_else(|| named(&"neither a photo nor a recording"))?;
    let full = path.canonicalize().map_err(|error| named(&error))?;
    let seen = workshop.describe(&full, sniffed).await;
    match seen.problem {
        Some(problem) => Err(named(&problem).into()),
        None => Ok((digest, seen)),
    }
}

fn line(found: Option<Likeness>, duration_s: Option<f64>) -> Line {
    let Some(found) = found else {
        return Line {
            relation: "none",
            distance: None,
            transform: None,
            matched_s: None,
            of_a: None,
            of_b: None,
        };
    };
    let (of_a, of_b) = found.shares;
    Line {
        relation: found.relation.code(),
        distance: Some(found.distance),
        transform: Some(found.transform.code()),
        matched_s: duration_s.map(|seconds| seconds * of_a),
        of_a: Some(of_a),
        of_b: Some(of_b),
    }
}
