//! Whether each input became what it had to become.

use std::{
    collections::BTreeSet,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use sha2::{Digest, Sha256};

use crate::{
    http::PATIENCE,
    inputs::{Expect, Input},
    outcome::{Database, Outcome, blob},
    server::Server,
};

/// The colour of the one recording that no other file may show, and how near counts.
const CANARY: [i16; 3] = [0xe0, 0x10, 0xc0];
const NEAR: i16 = 40;

/// What was sent, and what was not as it had to be.
pub struct Verdict<'a> {
    server: &'a Server,
    database: Database,
    sent: Vec<Sent>,
    flaws: Vec<String>,
}

struct Sent {
    name: String,
    sha256: String,
    expect: Expect,
    was_taken: bool,
}

pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<'a> Verdict<'a> {
    pub fn new(server: &'a Server) -> Self {
        Self {
            database: Database::open(&server.data),
            server,
            sent: Vec::new(),
            flaws: Vec::new(),
        }
    }

    /// Hands one in, and looks at the answer.
    pub fn send(&mut self, input: Input) {
        let answer = self
            .server
            .submit(&input.name, &[(&input.file_name, &input.bytes)]);
        let Input {
            name,
            bytes,
            expect,
            ..
        } = input;
        let was_taken = answer.status == 303;
        let is_refused = (400..500).contains(&answer.status);
        let fits = match expect {
            Expect::Refused => is_refused,
            Expect::Anything => was_taken || is_refused,
            _ => was_taken,
        };
        if !fits || answer.took > PATIENCE {
            let (status, took) = (answer.status, answer.took);
            self.flaws
                .push(format!("{name}: answered {status} after {took:?}"));
        }
        self.sent.push(Sent {
            name,
            sha256: sha256(&bytes),
            expect,
            was_taken,
        });
    }

    /// Waits until everything has been looked at.
    pub fn settle(&self, patience: Duration) {
        self.database.wait_for_workers(patience);
    }

    /// The canary is shown where it belongs, in its colour; else its absence would say nothing.
    pub fn expect_canary(&self, victim: &str) {
        let outcome = self.database.find("the canary").expect("stored");
        assert_eq!(outcome.sha256, victim);
        assert!(
            self.pictures(&outcome).iter().any(|it| has_canary(it)),
            "{outcome:?}"
        );
    }

    /// Looks at every submission.
    pub fn check(&mut self) {
        for sent in std::mem::take(&mut self.sent) {
            let flaws = self.flaws_of(&sent);
            self.flaws.extend(
                flaws
                    .into_iter()
                    .map(|flaw| format!("{}: {flaw}", sent.name)),
            );
        }
        assert_eq!(
            self.flaws,
            Vec::<String>::new(),
            "{} flaws",
            self.flaws.len()
        );
    }

    fn flaws_of(&self, sent: &Sent) -> Vec<String> {
        let found = self.database.find(&sent.name);
        let Some(outcome) = found else {
            return sent
                .was_taken
                .then(|| "was taken and is gone".to_owned())
                .into_iter()
                .collect();
        };
        let mut flaws = Vec::new();
        let stored = blob(&self.server.data, &outcome.sha256);
        if outcome.sha256 != sent.sha256
            || sha256(&stored) != sent.sha256
            || stored.len() as i64 != outcome.size
        {
            flaws.push("was not stored as it was sent".to_owned());
        }
        let (shown, problem) = (!outcome.derivatives.is_empty(), outcome.problem.as_deref());
        let labelled = problem.is_some_and(|words| words.starts_with("cannot be previewed: "));
        let fits = match sent.expect {
            Expect::Store => shown,
            Expect::NoPreview => !shown && labelled,
            Expect::Refused => false,
            Expect::Stored | Expect::Anything => shown || labelled,
        };
        if !fits {
            let expect = sent.expect;
            flaws.push(format!("expected {expect:?}, shown: {shown}, {problem:?}"));
        }
        if sent.name != "the canary" && self.pictures(&outcome).iter().any(|it| has_canary(it)) {
            flaws.push("shows a frame of another file".to_owned());
        }
        let odd = outcome
            .claims
            .iter()
            .find(|(_, value)| value.contains("root:x:") || value.contains("NaN"));
        flaws.extend(odd.map(|claim| format!("claims {claim:?}")));
        flaws
    }

    /// Everything of it that can be seen, as the bytes of pictures.
    fn pictures(&self, outcome: &Outcome) -> Vec<Vec<u8>> {
        let pictures = outcome.derivatives.iter().filter_map(|(sha256, mime)| {
            let bytes = blob(&self.server.data, sha256);
            match mime.split('/').next() {
                Some("image") => Some(bytes),
                Some("video") => first_frame(&self.server.data, sha256),
                _ => None,
            }
        });
        pictures.collect()
    }

    /// What was handed in shows on the pages of the team as words alone.
    pub fn pages_hold_nothing_that_runs(&self) {
        let cookie = self.server.sign_in();
        let items: BTreeSet<_> = (0..100)
            .filter_map(|number| self.database.find(&format!("name {number}")))
            .map(|outcome| outcome.item)
            .collect();
        assert!(!items.is_empty());
        for item in items {
            let page = self
                .server
                .page(&cookie, &format!("/projects/HOS/items/{item}"));
            assert_eq!(page.status, 200, "{item}");
            for runs in ["<script>alert", "<img src=x", "onerror=alert(1)>"] {
                assert!(!page.body.contains(runs), "{item} has {runs}");
            }
            assert!(
                !page.body.contains('\u{202e}'),
                "{item} turns its text around"
            );
        }
    }
}

fn first_frame(data: &Path, sha256: &str) -> Option<Vec<u8>> {
    let (folder, name) = sha256.split_at(2);
    let out = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-f", "mov", "-i"])
        .arg(data.join("blobs").join(folder).join(name))
        .args([
            "-frames:v",
            "1",
            "-f",
            "image2pipe",
            "-c:v",
            "png",
            "pipe:1",
        ])
        .stdin(Stdio::null())
        .output();
    out.ok()
        .map(|out| out.stdout)
        .filter(|bytes| !bytes.is_empty())
}

/// Whether a tenth of a picture is in the canary's colour.
fn has_canary(picture: &[u8]) -> bool {
    let Ok(picture) = image::load_from_memory(picture) else {
        return false;
    };
    let picture = picture.into_rgb8();
    let near = picture.pixels().filter(|pixel| {
        let mut channels = pixel.0.iter().zip(CANARY);
        channels.all(|(value, wanted)| (i16::from(*value) - wanted).abs() < NEAR)
    });
    near.count() * 10 > picture.pixels().len()
}
