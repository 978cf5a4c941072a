//! What a command says when it fails: the whole of it in one line.

use std::{error::Error, path::Path};

use cairn_storage::StorageError;

use crate::instance::Problem;

/// An error and everything below it that it does not say itself.
pub fn said(problem: &(dyn Error + 'static)) -> String {
    let mut words = problem.to_string();
    for cause in causes(problem).skip(1) {
        let cause = cause.to_string();
        if !words.contains(&cause) {
            words = format!("{words}: {cause}");
        }
    }
    words
}

/// Says in which directory a disk failed: the database does not know its own place.
pub fn placed(directory: &Path, problem: Problem) -> Problem {
    let of_disk = causes(&*problem)
        .any(|cause| matches!(cause.downcast_ref(), Some(StorageError::Disk { .. })));
    if of_disk {
        return format!("{}: {}", directory.display(), said(&*problem)).into();
    }
    problem
}

fn causes<'a>(
    problem: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(problem), |error: &&'a (dyn Error + 'static)| {
        (*error).source()
    })
}

#[cfg(test)]
mod tests {
    use std::io;

    use cairn_app::AppError;

    use super::*;

    fn failed_sync() -> StorageError {
        StorageError::Disk {
            doing: "flushing the database",
            source: "(code: 1034) disk I/O error".into(),
        }
    }

    #[test]
    fn a_disk_that_failed_is_named_with_its_place_and_its_number() {
        let problem = placed(
            Path::new("/srv/cairn"),
            AppError::from(failed_sync()).into(),
        );
        assert_eq!(
            said(&*problem),
            "/srv/cairn: internal error: the disk failed while flushing the database: (code: 1034) disk I/O error"
        );
    }

    #[test]
    fn what_is_said_once_is_not_said_again() {
        let inner = io::Error::from_raw_os_error(5);
        let text = inner.to_string();
        let problem: Problem = AppError::internal(inner).into();
        assert_eq!(said(&*problem), format!("internal error: {text}"));
        let plain = placed(Path::new("/srv/cairn"), "no such item".into());
        assert_eq!(said(&*plain), "no such item");
    }
}
