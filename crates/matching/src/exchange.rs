//! Lists of hashes as teams hand them to each other: text, a hash a line, in the forms that the
//! tools of the field write.
//!
//! Read: bare hashes; `hash,quality,filename` of Meta's photo hasher; `frame,quality,hash,timestamp`
//! and `frame,hash,quality,timestamp` of vPDQ and its Python bindings; any table whose first line
//! names its columns. Written: the same tables with their columns named. A hash is PDQ of the whole
//! picture at full size, 64 hex digits.

use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};

use crate::Pdq;

/// PDQ quality, 0-100, under which a hash is too poor to be looked up by: the field's own gate.
pub const MIN_LISTED_QUALITY: u8 = 50;

/// Bits by which a listed hash may differ from a file's: the field's usual radius.
pub const LISTED_RADIUS: u32 = 31;

/// One hash of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The hash.
    pub pdq: Pdq,
    /// PDQ quality, 0-100, if the list says it.
    pub quality: Option<u8>,
    /// What its owner calls the file; may be empty.
    pub label: String,
    /// When the frame is shown, in seconds; none for a photo.
    pub t_s: Option<f64>,
}

/// Why a list cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadList {
    /// A line without a hash, or with something that is none of its columns. Lines count from 1.
    #[error("line {0} holds no PDQ hash of 64 hex digits, or a quality or time that is no number")]
    Line(u64),
    /// No line with a hash in it.
    #[error("there is no hash in it")]
    Empty,
    /// More lines than are taken.
    #[error("it holds more than {0} hashes")]
    TooLong(usize),
}

/// Where each thing stands in a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Columns {
    hash: usize,
    quality: Option<usize>,
    label: Option<usize>,
    time: Option<usize>,
}

/// Reads a list of at most `most` hashes. Empty lines and lines that begin with `#` are passed over.
///
/// # Errors
/// [`BadList`] at the first line that is not understood: a list is taken whole or not at all.
pub fn read_list(text: &str, most: usize) -> Result<Vec<Listed>, BadList> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .comment(Some(b'#'))
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut named = None;
    let mut list = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| {
            BadList::Line(error.position().map_or(at as u64 + 1, csv::Position::line))
        })?;
        if at == 0 && hash_in(&record).is_none() {
            named = Some(Columns::named(&record).ok_or(BadList::Line(1))?);
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let columns = named.or_else(|| Columns::guessed(&record));
        let read = columns.and_then(|columns| columns.read(&record));
        list.push(read.ok_or(BadList::Line(line))?);
        if list.len() > most {
            return Err(BadList::TooLong(most));
        }
    }
    if list.is_empty() {
        return Err(BadList::Empty);
    }
    Ok(list)
}

/// The first of tab, semicolon and comma that stands in the text's first line of content.
fn delimiter(text: &str) -> u8 {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    let first = first.unwrap_or_default();
    let stands = |mark: &&u8| first.as_bytes().contains(mark);
    *b"\t;,".iter().find(stands).unwrap_or(&b',')
}

fn hash_in(record: &StringRecord) -> Option<usize> {
    record.iter().position(|field| field.parse::<Pdq>().is_ok())
}

impl Columns {
    /// By the names in a list's first line.
    fn named(record: &StringRecord) -> Option<Self> {
        let place = |names: &[&str]| {
            record
                .iter()
                .position(|field| names.contains(&field.to_ascii_lowercase().as_str()))
        };
        Some(Self {
            hash: place(&["hash", "pdq", "pdq_hash", "hex", "signal", "value"])?,
            quality: place(&["quality", "pdq_quality"]),
            label: place(&["video", "filename", "file", "label", "name", "id", "url"]),
            time: place(&["timestamp", "time", "t_s", "seconds"]),
        })
    }

    /// By what the fields of a line without names look like.
    fn guessed(record: &StringRecord) -> Option<Self> {
        let hash = hash_in(record)?;
        let others: Vec<usize> = (0..record.len()).filter(|&at| at != hash).collect();
        let is_number = |at: usize| record[at].parse::<f64>().is_ok();
        let is_frame = hash > 0 && others.len() >= 3 && others[..3].iter().all(|&at| is_number(at));
        Some(if is_frame {
            Self {
                hash,
                quality: Some(others[1]),
                time: Some(others[2]),
                label: others.get(3).copied(),
            }
        } else {
            let quality = others.first().copied().filter(|&at| is_number(at));
            Self {
                hash,
                quality,
                time: None,
                label: others.into_iter().find(|&at| Some(at) != quality),
            }
        })
    }

    fn read(self, record: &StringRecord) -> Option<Listed> {
        let said = |at: Option<usize>| {
            let field = at.and_then(|at| record.get(at));
            field.filter(|field| !field.is_empty())
        };
        Some(Listed {
            pdq: record.get(self.hash)?.parse().ok()?,
            quality: match said(self.quality) {
                Some(text) => Some(quality(text)?),
                None => None,
            },
            label: said(self.label).unwrap_or_default().to_owned(),
            t_s: match said(self.time) {
                Some(text) => Some(text.parse().ok().filter(|t: &f64| t.is_finite())?),
                None => None,
            },
        })
    }
}

/// A whole number from 0 to 100, however it is written.
fn quality(text: &str) -> Option<u8> {
    let number: f64 = text.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 100"
    )]
    (0.0..=100.0)
        .contains(&number)
        .then_some(number.round() as u8)
}

/// Writes hashes of photos: `hash,quality,filename`.
pub fn write_pdq<'l>(list: impl IntoIterator<Item = &'l Listed>) -> String {
    let rows = list
        .into_iter()
        .map(|one| [one.pdq.to_string(), words(one.quality), one.label.clone()]);
    table(["hash", "quality", "filename"], rows)
}

/// Writes hashes of frames: `frame,hash,quality,timestamp,video`, the frames of each video counted
/// from nought.
pub fn write_vpdq<'l>(list: impl IntoIterator<Item = &'l Listed>) -> String {
    let (mut video, mut frame) = ("", 0);
    let rows = list.into_iter().map(move |one| {
        frame = if video == one.label { frame + 1 } else { 0 };
        video = &one.label;
        [
            frame.to_string(),
            one.pdq.to_string(),
            words(one.quality),
            one.t_s.map_or_else(String::new, |t_s| format!("{t_s:.3}")),
            one.label.clone(),
        ]
    });
    table(["frame", "hash", "quality", "timestamp", "video"], rows)
}

fn words(quality: Option<u8>) -> String {
    quality.map_or_else(String::new, |quality| quality.to_string())
}

fn table<const N: usize>(names: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory does not fail, and every row has the same length.
    let _ = writer.write_record(names);
    for row in rows {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
