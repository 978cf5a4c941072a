//! The child: enters the cage, does its one job, answers, ends.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read},
    net::{TcpListener, UdpSocket},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    thread,
};

use rustix::process::{Signal, getpgrp, getpid, getppid, kill_current_process_group};

use crate::{
    cage::{self, Needs},
    examination::Examination,
    heif, photo, redact, snapshot, video,
    wire::{Answer, CageReport, Job, Task, Tools},
};

/// The entry point of the child, `cairn media-worker JOB`: `arguments` is the job as JSON. The
/// process is confined for good and must end after this. One answer goes to stdout; stderr stays
/// empty. The parent holds stdin open: when it closes, the child and what it started are killed.
pub fn worker_main(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let job = arguments.next().and_then(|json| {
        serde_json::from_str::<Job>(json.to_str()?)
            .ok()
            .filter(|_| arguments.next().is_none())
    });
    let Some(job) = job else {
        eprintln!("media-worker takes one job, and it is Cairn that writes it");
        return ExitCode::from(2);
    };
    let answer = match enter_cage(&job) {
        Ok(level) => {
            end_with_parent();
            answer(&job, level)
        }
        Err(reason) => Answer::of(Examination::failed(reason)),
    };
    match answer.write(io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn enter_cage(job: &Job) -> Result<String, String> {
    let programs = if job.task.needs_programs() {
        job.tools.programs()
    } else {
        Vec::new()
    };
    cage::enter(&Needs {
        input: &job.input,
        programs: &programs,
    })
}

/// Runs inside the cage from its first instruction.
fn end_with_parent() {
    thread::spawn(|| {
        let _ = io::stdin().lock().read(&mut [0]);
        if getpgrp() == getpid() {
            let _ = kill_current_process_group(Signal::KILL);
        }
        std::process::exit(1);
    });
}

fn answer(job: &Job, level: String) -> Answer {
    match &job.task {
        Task::Examine { mime, heif_exit } => {
            Answer::of(examine(&job.input, mime, &job.tools, heif_exit.as_deref()))
        }
        Task::TakeFrame { mime, wanted } => {
            Answer::of(snapshot::take(&job.input, mime, &job.tools, wanted))
        }
        Task::Redact {
            mime,
            heif_exit,
            body,
        } => Answer::of(caught(|| {
            redact::make(&job.input, mime, &job.tools, heif_exit.as_deref(), body)
        })),
        Task::TryCage {
            others,
            with_programs,
        } => Answer::of_cage(try_cage(&job.input, others, *with_programs, level)),
    }
}

fn examine(input: &Path, mime: &str, tools: &Tools, heif_exit: Option<&Path>) -> Examination {
    caught(|| match mime {
        _ if photo::decodes(mime) => photo::examine(input, mime),
        "image/heic" | "image/avif" => heif::examine(input, tools, heif_exit),
        _ => video::examine(input, mime, tools),
    })
}

fn caught(look: impl FnOnce() -> Examination + std::panic::UnwindSafe) -> Examination {
    std::panic::catch_unwind(look)
        .unwrap_or_else(|_| Examination::failed("the decoder gave up on it"))
}

/// Tries what a hijacked decoder would try. Harmless where it succeeds.
fn try_cage(input: &Path, others: &[PathBuf], with_programs: bool, level: String) -> CageReport {
    let opened = others
        .iter()
        .filter(|path| File::open(path).is_ok())
        .cloned()
        .collect();
    let stray = std::env::temp_dir().join("cairn-cage-probe");
    let wrote = fs::write(&stray, b"x").is_ok_and(|()| fs::remove_file(&stray).is_ok());
    let same_mode =
        fs::metadata(input).and_then(|about| fs::set_permissions(input, about.permissions()));
    let signalled = getppid().is_some_and(|it| rustix::process::test_kill_process(it).is_ok());
    let attempts = [
        (
            TcpListener::bind("127.0.0.1:0").is_ok(),
            "opened a network port",
        ),
        (
            UdpSocket::bind("127.0.0.1:0").is_ok(),
            "opened a datagram socket",
        ),
        (wrote, "wrote a file"),
        (
            fs::OpenOptions::new().append(true).open(input).is_ok(),
            "opened the input for writing",
        ),
        (same_mode.is_ok(), "changed the mode of the input"),
        (fs::read_dir("/").is_ok(), "listed a folder"),
        (signalled, "could signal its parent"),
        (
            !with_programs && Command::new("/bin/true").status().is_ok(),
            "started a program",
        ),
    ];
    let escapes = attempts.iter().filter(|(escaped, _)| *escaped);
    CageReport {
        level,
        opened,
        escapes: escapes.map(|(_, words)| (*words).to_owned()).collect(),
    }
}
