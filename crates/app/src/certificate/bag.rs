//! A report as a BagIt 1.0 bag (RFC 8493). The same state at the same time gives the same bytes.

use std::{collections::BTreeMap, fmt::Write as _};

use cairn_domain::Digest;

use super::{gather::Issued, readme::readme, record::Certificate};
use crate::AppError;

/// A report as it is read by people.
#[derive(Debug, Clone)]
pub struct Printed {
    /// A page that needs nothing but itself.
    pub html: String,
    /// The same on paper.
    pub pdf: Result<Vec<u8>, NoPdf>,
}

/// Why there is no PDF. The HTML has print styles and says the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPdf {
    /// The operator named no Chromium.
    #[error("no Chromium is configured; print certificate.html from a browser")]
    NotConfigured,
    /// It did not work.
    #[error("Chromium made none: {0}; print certificate.html from a browser")]
    Failed(String),
}

/// A bag, not yet written anywhere.
#[derive(Debug)]
pub struct Bag {
    /// Folder that a ZIP of it unpacks to.
    pub(super) name: String,
    /// Every file but the originals, by its path in the bag.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// Originals by their path in the bag, with their size in bytes.
    pub(super) originals: BTreeMap<String, (Digest, u64)>,
    /// When the report was made, for the dates of files.
    pub(super) made_at: chrono::DateTime<chrono::Utc>,
}

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

impl Bag {
    /// Packs a report with its proofs; with the originals if the report names their places.
    pub fn pack(issued: Issued, printed: Printed) -> Result<Self, AppError> {
        let certificate = &issued.certificate;
        let mut files = BTreeMap::new();
        let mut put = |name: &str, bytes: Vec<u8>| files.insert(format!("data/{name}"), bytes);
        put("certificate.json", json(certificate)?);
        put("certificate.html", printed.html.into_bytes());
        let no_pdf = match printed.pdf {
            Ok(pdf) => {
                put("certificate.pdf", pdf);
                None
            }
            Err(why) => Some(why),
        };
        put("README.txt", readme(certificate).into_bytes());
        if let Some(checkpoint) = &certificate.ledger.checkpoint {
            put("checkpoint", checkpoint.clone().into_bytes());
            put("ledger-keys", lines(&certificate.ledger.keys));
        }
        for (name, proof) in &issued.proofs {
            put(&format!("proofs/{name}"), proof.clone());
        }
        for (name, bytes) in &issued.stamps {
            put(&format!("stamps/{name}"), bytes.clone());
        }
        let originals = certificate.files.iter().filter_map(|file| {
            let path = file.path.as_ref()?;
            Some((format!("data/{path}"), (file.sha256, file.size_bytes)))
        });
        let mut bag = Self {
            name: format!("{}-custody", certificate.item.id),
            originals: originals.collect(),
            files,
            made_at: certificate.made.at,
        };
        bag.seal(certificate, no_pdf.as_ref());
        Ok(bag)
    }

    /// Folder that a ZIP of it unpacks to: `AFG-7K3QXM-custody`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its files but the originals, by their path in the bag.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter();
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Adds what makes a bag of the payload.
    fn seal(&mut self, certificate: &Certificate, no_pdf: Option<&NoPdf>) {
        let written = self.files.iter();
        let written = written.map(|(path, bytes)| (path.as_str(), Digest::of_bytes(bytes)));
        let kept = self.originals.iter();
        let kept = kept.map(|(path, (sha256, _))| (path.as_str(), *sha256));
        let payload: BTreeMap<_, _> = written.chain(kept).collect();
        let tags = [
            ("bagit.txt", DECLARATION.to_owned()),
            ("bag-info.txt", self.info(certificate, no_pdf)),
            ("manifest-sha256.txt", manifest(payload)),
        ];
        let sums = tags.iter();
        let sums = sums.map(|(path, text)| (*path, Digest::of_bytes(text.as_bytes())));
        let sums = manifest(sums.collect());
        let tags = tags.into_iter().chain([("tagmanifest-sha256.txt", sums)]);
        self.files
            .extend(tags.map(|(path, text)| (path.to_owned(), text.into_bytes())));
    }

    fn info(&self, certificate: &Certificate, no_pdf: Option<&NoPdf>) -> String {
        let written = self.files.values().map(|bytes| bytes.len() as u64);
        let kept = self.originals.values().map(|(_, size)| *size);
        let bytes: u64 = written.chain(kept).sum();
        let count = self.files.len() + self.originals.len();
        let item = &certificate.item.id;
        let project = &certificate.project.name;
        let mut fields = vec![
            ("Source-Organization", project.clone()),
            ("External-Identifier", item.clone()),
            ("External-Description", format!("Custody report of {item}")),
            ("Bagging-Date", self.made_at.format("%Y-%m-%d").to_string()),
            ("Bag-Software-Agent", certificate.made.software.clone()),
            ("Payload-Oxum", format!("{bytes}.{count}")),
        ];
        fields.extend(no_pdf.map(|why| ("Cairn-No-PDF", why.to_string())));
        let mut text = String::new();
        for (label, value) in fields {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{label}: {}", on_one_line(&value));
        }
        text
    }
}

/// What would end the line ends nothing.
fn on_one_line(value: &str) -> String {
    let words: Vec<&str> = value
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn manifest(sums: BTreeMap<&str, Digest>) -> String {
    let lines = sums.iter();
    lines
        .map(|(path, sum)| format!("{sum}  {path}\n"))
        .collect()
}

fn lines(all: &[String]) -> Vec<u8> {
    let lines: String = all.iter().map(|line| format!("{line}\n")).collect();
    lines.into_bytes()
}

fn json(certificate: &Certificate) -> Result<Vec<u8>, AppError> {
    let mut bytes = serde_json::to_vec_pretty(certificate).map_err(AppError::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}
