//! Reading content notes on parts of a recording as people write them: `0:12`, `0:31`, blood.

use cairn_domain::{ContentNote, File, MediaKind, sensitivity::NoteRange};

use crate::FieldError;

/// A note on part of a recording as typed.
#[derive(Debug, Clone, Default)]
pub struct RangeDraft {
    /// Id of the recording.
    pub file: String,
    /// Where it begins: `0:12`, `1:02:03`, or seconds.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Code of the note.
    pub note: String,
}

/// Whether a file has a time for notes to be about.
pub fn is_recording(file: &File) -> bool {
    matches!(file.kind, MediaKind::Video | MediaKind::Audio)
}

/// Reads every row that is not empty; what is wrong with the others goes to `errors`.
pub fn note_ranges(
    files: &[&File],
    drafts: &[RangeDraft],
    errors: &mut Vec<FieldError>,
) -> Vec<NoteRange> {
    let is_written = |draft: &&RangeDraft| {
        let parts = [&draft.from, &draft.to, &draft.note];
        parts.iter().any(|part| !part.trim().is_empty())
    };
    let mut ranges = Vec::new();
    for draft in drafts.iter().filter(is_written) {
        match read(files, draft) {
            Ok(range) => ranges.push(range),
            Err(error) => errors.push(error),
        }
    }
    ranges
}

fn read(files: &[&File], draft: &RangeDraft) -> Result<NoteRange, FieldError> {
    let typed = format!("{}–{}", draft.from.trim(), draft.to.trim());
    let wrong = |code| FieldError::with("ranges", code, typed.clone());
    let mut recordings = files.iter().filter(|file| is_recording(file));
    let file = recordings.find(|file| file.id.to_string() == draft.file);
    let file = file.ok_or_else(|| wrong("range-unreadable"))?;
    let from_s = seconds(&draft.from).ok_or_else(|| wrong("range-unreadable"))?;
    let to_s = seconds(&draft.to).ok_or_else(|| wrong("range-unreadable"))?;
    let note: ContentNote = draft.note.parse().map_err(|_| wrong("range-noteless"))?;
    if to_s < from_s {
        return Err(wrong("range-reversed"));
    }
    if file
        .duration_s
        .is_some_and(|length| f64::from(from_s) > length)
    {
        return Err(wrong("range-beyond"));
    }
    Ok(NoteRange {
        file: file.id,
        from_s,
        to_s,
        note,
    })
}

/// `12`, `0:12`, `1:02:03`.
fn seconds(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    parts
        .iter()
        .enumerate()
        .try_fold(0_u32, |total, (place, part)| {
            let number: u32 = part.parse().ok()?;
            let fits = place == 0 || number < 60;
            let total = total.checked_mul(60)?.checked_add(number)?;
            fits.then_some(total)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_like_a_player_shows_them() {
        let read = ["12", "0:12", "1:31", "1:02:03", " 0:05 "].map(seconds);
        assert_eq!(read, [Some(12), Some(12), Some(91), Some(3_723), Some(5)]);
        for unreadable in ["", "a", "1:60", "1:2:3:4", "-1", "0:12.5", "99999999:00"] {
            assert_eq!(seconds(unreadable), None, "{unreadable}");
        }
    }
}
