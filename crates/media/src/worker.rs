//! The child: enters its cage, does what it was started for, answers, ends.

use std::{
    ffi::OsString,
    fs::File,
    io,
    os::fd::{AsFd, AsRawFd},
    panic::catch_unwind,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    process::{Signal, getpgrp, getpid, kill_current_process_group},
};

use crate::{
    cage::{self, Needs},
    examination::Examination,
    heif, limits, memory,
    parcel::{self, Parcel},
    photo, redact, snapshot, video,
    wire::{Answer, CageReport, CageTrial, Errand, Job, Task, Tools},
};

/// What a child does that tries to break out, instead of decoding.
pub type BreakOut = fn(&CageTrial) -> CageReport;

/// The entry point of the child, `cairn media-worker ERRAND`: `arguments` is the errand as JSON. The
/// process is confined for good and must end after this. Answers go to stdout; stderr stays empty.
/// When nobody reads stdout any more, the child and what it started are killed.
pub fn worker_main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    run(arguments, None)
}

/// The same for the test of the cage: in the very cage of a decoder, `break_out` is tried.
pub fn worker_main_that_tries(
    arguments: impl Iterator<Item = OsString>,
    break_out: BreakOut,
) -> ExitCode {
    run(arguments, Some(break_out))
}

fn run(mut arguments: impl Iterator<Item = OsString>, break_out: Option<BreakOut>) -> ExitCode {
    let errand = arguments.next().and_then(|json| {
        serde_json::from_str::<Errand>(json.to_str()?)
            .ok()
            .filter(|_| arguments.next().is_none())
    });
    let done = match errand {
        Some(Errand::Pictures) => pictures(break_out),
        Some(Errand::File(job)) => file(&job, break_out),
        None => {
            eprintln!("media-worker takes one errand, and it is Cairn that writes it");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Looks at pictures until there are no more.
fn pictures(break_out: Option<BreakOut>) -> io::Result<()> {
    let mut input = input()?;
    let caged = cage::enter(&Needs::Pictures);
    if caged.is_ok() {
        end_with_parent();
    }
    while let Some(parcel) = parcel::receive(&mut input)? {
        limits::allow_one_picture();
        let answer = match (&caged, &parcel.task) {
            (Err(reason), _) => Answer::of(Examination::failed(reason)),
            (Ok(level), Task::TryCage(trial)) => try_cage(trial, level, break_out),
            (Ok(_), _) => of_picture(&parcel),
        };
        answer.write(io::stdout().lock())?;
    }
    Ok(())
}

/// Does one job over one file, with programs.
fn file(job: &Job, break_out: Option<BreakOut>) -> io::Result<()> {
    memory::make()?;
    let input = input()?;
    let caged = cage::enter(&Needs::Programs {
        input: input.as_fd(),
        programs: &job.tools.programs(),
        accepts_no_landlock: job.accepts_no_landlock,
    });
    let answer = match caged {
        Err(reason) => Answer::of(Examination::failed(reason)),
        Ok(level) => {
            end_with_parent();
            match &job.task {
                Task::TryCage(trial) => try_cage(trial, &level, break_out),
                task => of_file(&by_descriptor(&input), task, &job.tools),
            }
        }
    };
    answer.write(io::stdout().lock())
}

/// Standard input under a number that programs inherit, which have a standard input of their own.
fn input() -> io::Result<File> {
    Ok(rustix::io::dup(io::stdin())?.into())
}

/// The only name of the file in here: its own may lie where this user cannot walk, and a name beside
/// it leads nowhere.
fn by_descriptor(file: &File) -> PathBuf {
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

/// Runs inside the cage from its first instruction. A pipe without a reader polls as an error.
fn end_with_parent() {
    thread::spawn(|| {
        let stdout = io::stdout();
        while poll(&mut [PollFd::new(&stdout, PollFlags::empty())], None).is_err() {}
        if getpgrp() == getpid() {
            let _ = kill_current_process_group(Signal::KILL);
        }
        std::process::exit(1);
    });
}

fn of_picture(Parcel { task, bytes }: &Parcel) -> Answer {
    let looked = catch_unwind(|| match task {
        Task::Examine { mime, .. } => photo::examine(bytes, mime),
        Task::Describe { mime, .. } => photo::describe(bytes, mime),
        Task::Redact { mime, body, .. } => redact::of_picture(bytes, mime, body),
        Task::TakeFrame { .. } | Task::TryCage(_) => Examination::default(),
    });
    Answer::of(looked.unwrap_or_else(|_| gave_up()))
}

fn of_file(input: &Path, task: &Task, tools: &Tools) -> Answer {
    let looked = catch_unwind(|| match task {
        Task::Examine { mime, heif_exit } => match mime.as_str() {
            "image/heic" | "image/avif" => heif::examine(input, mime, tools, heif_exit.as_deref()),
            _ => video::examine(input, mime, tools),
        },
        Task::Describe { mime, heif_exit } => match mime.as_str() {
            "image/heic" | "image/avif" => heif::describe(input, tools, heif_exit.as_deref()),
            _ => video::describe(input, mime, tools),
        },
        Task::TakeFrame { mime, wanted } => snapshot::take(input, mime, tools, wanted),
        Task::Redact {
            mime,
            heif_exit,
            body,
        } => redact::of_file(input, mime, tools, heif_exit.as_deref(), body),
        Task::TryCage(_) => Examination::default(),
    });
    Answer::of(looked.unwrap_or_else(|_| gave_up()))
}

fn gave_up() -> Examination {
    Examination::failed("the decoder gave up on it")
}

fn try_cage(trial: &CageTrial, level: &str, break_out: Option<BreakOut>) -> Answer {
    match break_out {
        Some(break_out) => Answer::of_cage(CageReport {
            level: level.to_owned(),
            ..break_out(trial)
        }),
        None => Answer::of(Examination::failed("this worker only decodes")),
    }
}
