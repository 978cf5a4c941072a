//! What a child may use up: memory, time, processes, file size. Inherited by what it starts.

use std::{fs, io, os::unix::fs::MetadataExt, thread};

use rlimit::Resource;
use rustix::{
    process::{Pid, geteuid},
    time::{ClockId, clock_gettime},
};

/// Address space in bytes; ffmpeg with Debian's 200 libraries needs 384 MiB to start.
const ADDRESS_SPACE: u64 = 1536 << 20;
/// Largest memory file in bytes; holds a proxy of [`crate::ffmpeg`]'s size limit with room.
const FILE_SIZE: u64 = 96 << 20;
/// Processor time for one picture in seconds.
const PICTURE_CPU_S: u64 = 20;
/// Processor time in seconds of a child for pictures in its whole life, and of each process of a
/// child with programs.
const CPU_S: (u64, u64) = (400, 480);
/// Processes and threads beside those that the user has already.
const TASKS: (u64, u64) = (16, 64);
/// Open files; a child for pictures has three.
const FILES: (u64, u64) = (8, 64);

/// Sets the limits of this process. Must come before the sandbox, which hides `/proc`.
pub(crate) fn set(is_for_pictures: bool) -> io::Result<()> {
    let which = |(pictures, programs)| if is_for_pictures { pictures } else { programs };
    let (cpu_s, files) = (which(CPU_S), which(FILES));
    let file_size = if is_for_pictures { 0 } else { FILE_SIZE };
    Resource::AS.set(ADDRESS_SPACE, ADDRESS_SPACE)?;
    Resource::CPU.set(cpu_s, cpu_s)?;
    Resource::FSIZE.set(file_size, file_size)?;
    Resource::CORE.set(0, 0)?;
    limit_tasks(which(TASKS))?;
    Resource::NOFILE.set(files, files)?;
    // Politeness to the server on the same machine; a refusal changes nothing.
    let _ = rustix::process::nice(10);
    Ok(())
}

/// Gives the next picture its processor time, within the limit of the child's whole life.
pub(crate) fn allow_one_picture() {
    let used_s = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let soft = u64::try_from(used_s).unwrap_or(0) + PICTURE_CPU_S + 1;
    // Refused beyond the hard limit, which then holds by itself.
    let _ = Resource::CPU.set(soft.min(CPU_S.0), CPU_S.0);
}

/// The kernel counts all tasks of a user, and a container shows only some of them. So the limit
/// begins with those in sight and doubles until this process may start one.
fn limit_tasks(more: u64) -> io::Result<()> {
    let (_, hard) = Resource::NPROC.get()?;
    let mut running = tasks_in_sight() + more;
    while running < hard {
        Resource::NPROC.set(running, hard)?;
        if let Ok(probe) = thread::Builder::new().stack_size(64 << 10).spawn(|| ()) {
            let _ = probe.join();
            break;
        }
        running *= 2;
    }
    let most = (running + more).min(hard);
    Resource::NPROC.set(most, most)
}

/// Threads of this process's user, as far as `/proc` shows them.
fn tasks_in_sight() -> u64 {
    let own = geteuid().as_raw();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter(|entry| {
            let pid = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            pid.and_then(Pid::from_raw).is_some()
                && entry.metadata().is_ok_and(|about| about.uid() == own)
        })
        .filter_map(|entry| fs::read_dir(entry.path().join("task")).ok())
        .map(|tasks| tasks.count() as u64)
        .sum()
}
