//! Children: nothing of another file, nothing left running, nothing decoded without a cage. What a
//! child cannot do is in `evil/`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use cairn_domain::DerivativeKind::Preview;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

use crate::samples::{self, clip, examine, examine_as, folder, jpeg, made, picture, street, write};

/// The attack that works on ffmpeg elsewhere: a playlist naming another submission by its hash.
#[tokio::test]
async fn a_playlist_never_shows_a_frame_of_its_sibling() {
    let folder = folder();
    let victim = clip(&folder, "2c26b46b68ffc68ff99b453c1d304134", &["-f", "mp4"]);
    assert_eq!(
        examine_as(&victim, "video/mp4").await.problem,
        None,
        "the sibling itself decodes"
    );
    let concat = b"ffconcat version 1.0\nfile 2c26b46b68ffc68ff99b453c1d304134\n";
    let hls = b"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n2c26b46b68ffc68ff99b453c1d304134\n#EXT-X-ENDLIST\n";
    for (name, bytes) in [("concat", &concat[..]), ("hls", hls)] {
        let path = write(&folder, name, bytes);
        for mime in [
            "video/mp4",
            "video/x-matroska",
            "video/x-msvideo",
            "audio/mpeg",
        ] {
            let seen = examine_as(&path, mime).await;
            assert!(
                seen.derivatives.is_empty() && seen.frames.is_empty(),
                "{name} as {mime}"
            );
            assert!(seen.problem.is_some(), "{name} as {mime}");
        }
    }
}

/// A path that ffmpeg might take for a protocol, an option or a pattern is a plain path.
#[tokio::test]
async fn odd_paths_are_plain_paths() {
    let folder = folder();
    for name in ["-i", "http:x", "a%03d", "a b'\"\\", "سند"] {
        let path = clip(&folder, "clip", &["-f", "mp4", "-t", "0.4"]);
        let odd = folder.path().join(name);
        std::fs::rename(path, &odd).expect("renamed");
        assert_eq!(examine(&odd).await.problem, None, "{name}");
    }
}

#[tokio::test]
async fn a_missing_file_and_a_missing_worker_are_problems_in_words() {
    let gone = examine_as(&PathBuf::from("/nonexistent/file"), "image/jpeg").await;
    assert_eq!(
        gone.problem.as_deref(),
        Some("cannot be previewed: the file is not there")
    );
    let folder = folder();
    let photo = write(&folder, "a", &jpeg(&street(64, 64)));
    let worker = cairn_media::WorkerProgram {
        program: "/nonexistent".into(),
        arguments: vec![],
    };
    let sniffed = cairn_media::Sniffed::of_mime("image/jpeg").expect("known");
    let seen = cairn_media::Workshop::find(worker)
        .examine(&photo, sniffed)
        .await;
    assert!(
        seen.problem
            .is_some_and(|problem| problem.contains("could not be started"))
    );
}

/// A server that stops or gives up waiting leaves nothing running.
#[tokio::test]
async fn who_is_no_longer_waited_for_is_killed() {
    let folder = folder();
    let long = [
        "-f",
        "lavfi",
        "-i",
        "mandelbrot=s=1280x720:r=25",
        "-t",
        "8",
        "-c:v",
        "mpeg4",
    ];
    let path = samples::ffmpeg(&folder, "a.mp4", &long);
    let mut tick = tokio::time::interval(Duration::from_millis(10));
    let examination = tokio::spawn({
        let path = path.clone();
        async move { examine(&path).await }
    });
    let mut ticks = 0..3000;
    while ticks.next().is_some() && holding(&path) < 2 {
        tick.tick().await;
    }
    assert!(holding(&path) >= 2, "the child and its ffmpeg are at work");
    examination.abort();
    while ticks.next().is_some() && holding(&path) > 0 {
        tick.tick().await;
    }
    assert_eq!(holding(&path), 0);
}

/// How many other processes have this file open.
fn holding(path: &Path) -> usize {
    let own = std::process::id().to_string();
    let processes = std::fs::read_dir("/proc").expect("Linux").flatten();
    let holds = |entry: &std::fs::DirEntry| {
        let open = std::fs::read_dir(entry.path().join("fd"))
            .into_iter()
            .flatten()
            .flatten();
        open.filter_map(|fd| std::fs::read_link(fd.path()).ok())
            .any(|file| file == path)
    };
    processes
        .filter(|entry| entry.file_name().to_str() != Some(&own) && holds(entry))
        .count()
}

/// A kernel without Landlock, played by a filter that the child inherits: recordings are refused
/// unless the operator accepts, and pictures go on, because their cage opens no file anyway.
#[tokio::test]
async fn without_landlock_no_recording_is_decoded_unless_the_operator_accepts() {
    let folder = folder();
    let photo = write(&folder, "a", &jpeg(&street(64, 64)));
    let film = clip(&folder, "b", &["-f", "mp4", "-t", "0.4"]);
    forbid_landlock();
    let seen = examine(&photo).await;
    assert_eq!(picture(made(&seen, Preview)).dimensions(), (64, 64));

    let seen = examine(&film).await;
    let refused = "cannot be previewed: no sandbox on this machine";
    assert!(
        seen.problem
            .is_some_and(|problem| problem.starts_with(refused))
    );
    assert!(seen.derivatives.is_empty() && seen.claims.is_empty() && seen.frames.is_empty());

    let accepting = samples::workshop_that_accepts();
    let sniffed = cairn_media::Sniffed::of_mime("video/mp4").expect("known");
    let seen = accepting.examine(&film, sniffed).await;
    assert_eq!(seen.problem, None);
    let cage = accepting
        .about()
        .into_iter()
        .find(|(what, _)| what == "cage");
    assert!(cage.is_some_and(|(_, words)| words.contains("accepted in writing")));
}

fn forbid_landlock() {
    let filter = SeccompFilter::new(
        BTreeMap::from([(libc::SYS_landlock_create_ruleset, Vec::new())]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS.unsigned_abs()),
        std::env::consts::ARCH
            .try_into()
            .expect("a known architecture"),
    );
    let program: BpfProgram = filter.expect("a filter").try_into().expect("a program");
    seccompiler::apply_filter(&program).expect("the filter is applied");
}
