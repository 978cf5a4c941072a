//! The cage holds: one file, no network, no way out; and without it nothing is decoded.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use cairn_domain::DerivativeKind::Preview;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

#[path = "samples/mod.rs"]
mod samples;
use samples::{clip, examine, examine_as, folder, jpeg, made, picture, street, workshop, write};

#[tokio::test]
async fn a_child_opens_its_input_and_nothing_else() {
    let folder = folder();
    let input = write(&folder, "mine", b"mine");
    let sibling = write(&folder, "theirs", b"theirs");
    let others = [
        input.clone(),
        sibling,
        PathBuf::from("/etc/passwd"),
        PathBuf::from("/proc/self/environ"),
        PathBuf::from("/proc/1/cmdline"),
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"),
    ];
    for with_programs in [false, true] {
        let report = workshop()
            .try_cage(&input, &others, with_programs)
            .await
            .expect("this machine has Landlock");
        assert_eq!(
            report.opened,
            std::slice::from_ref(&input),
            "with programs: {with_programs}"
        );
        assert_eq!(
            report.escapes,
            Vec::<String>::new(),
            "with programs: {with_programs}"
        );
        assert!(report.level.contains("Landlock ABI"), "{}", report.level);
    }
}

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
    let worker = cairn_media::WorkerProgram {
        program: "/nonexistent".into(),
        arguments: vec![],
    };
    let sniffed = cairn_media::Sniffed::of_mime("image/jpeg").expect("known");
    let seen = cairn_media::Workshop::find(worker)
        .examine(&PathBuf::from("/x"), sniffed)
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
    let mark = path.to_str().expect("text");
    let mut tick = tokio::time::interval(Duration::from_millis(10));
    let examination = tokio::spawn({
        let path = path.clone();
        async move { examine(&path).await }
    });
    let mut ticks = 0..3000;
    while ticks.next().is_some() && running(mark) < 2 {
        tick.tick().await;
    }
    assert!(running(mark) >= 2, "the child and its ffmpeg are at work");
    examination.abort();
    while ticks.next().is_some() && running(mark) > 0 {
        tick.tick().await;
    }
    assert_eq!(running(mark), 0);
}

/// How many processes name this path in their arguments.
fn running(mark: &str) -> usize {
    let processes = std::fs::read_dir("/proc").expect("Linux").flatten();
    let named = |entry: std::fs::DirEntry| {
        let arguments = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        samples::contains(&arguments, mark.as_bytes())
    };
    processes.map(named).filter(|named| *named).count()
}

/// A kernel without Landlock, played by a filter that the child inherits.
#[tokio::test]
async fn without_a_sandbox_nothing_is_decoded() {
    let folder = folder();
    let photo = write(&folder, "a", &jpeg(&street(64, 64)));
    assert_eq!(
        picture(made(&examine(&photo).await, Preview)).dimensions(),
        (64, 64)
    );
    forbid_landlock();
    let seen = examine(&photo).await;
    let expected = "cannot be previewed: no sandbox on this machine";
    assert_eq!(seen.problem.as_deref(), Some(expected));
    assert!(seen.derivatives.is_empty() && seen.claims.is_empty() && seen.hash.is_none());
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
