//! The cage: what a process gives up before it looks at hostile bytes. Linux only, no root needed.
//!
//! There are two. A child for pictures needs nothing but memory and its pipes: it can open no file at
//! all, and of the kernel's calls it keeps a few dozen. A child with programs (ffmpeg) keeps the one
//! input, what those programs need to start, and a handful of files in memory. Landlock takes away
//! the files, seccomp the rest, limits cap memory, time, processes and file size; all is inherited.

use std::{
    os::fd::BorrowedFd,
    path::{Path, PathBuf},
};

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, LandlockStatus, PathBeneath, PathFd,
    Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetError, Scope,
};

use crate::{limits, loader, seccomp};

/// What ffmpeg and its libraries read to start on a Debian-like system.
const PROGRAM_PATHS: &[&str] = &[
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/dev/null",
    "/dev/urandom",
];

/// What the process keeps beyond memory and its pipes.
pub(crate) enum Needs<'a> {
    /// Nothing: pictures come through a pipe.
    Pictures,
    /// A file, and programs that read it.
    Programs {
        input: BorrowedFd<'a>,
        programs: &'a [PathBuf],
        /// The operator accepted in writing that Landlock may be missing.
        accepts_no_landlock: bool,
    },
}

/// Shuts the process in for good and says how well in words. On an error the process must not
/// touch the input. Must come before the first thread.
pub(crate) fn enter(needs: &Needs<'_>) -> Result<String, String> {
    let no_sandbox =
        |error: &dyn std::fmt::Display| format!("no sandbox on this machine ({error})");
    let is_for_pictures = matches!(needs, Needs::Pictures);
    limits::set(is_for_pictures)
        .map_err(|error| format!("the limits could not be set ({error})"))?;
    let landlock = match (confine_files(needs), needs) {
        (Ok(landlock), _) => landlock,
        // Without Landlock a child for pictures still cannot open anything: seccomp sees to that.
        (Err(_), Needs::Pictures) => "no Landlock".to_owned(),
        (
            Err(_),
            Needs::Programs {
                accepts_no_landlock: true,
                ..
            },
        ) => "no Landlock, as the operator accepted".to_owned(),
        (Err(error), _) => return Err(no_sandbox(&error)),
    };
    let calls = if is_for_pictures {
        seccomp::keep_what_pictures_need()
    } else {
        seccomp::lose_what_is_dangerous()
    };
    calls.map_err(|error| no_sandbox(&error))?;
    Ok(format!("{landlock}, seccomp"))
}

/// What this machine offers, in words. Restricts nothing.
pub(crate) fn of_this_machine(accepts_no_landlock: bool) -> String {
    let hard = || Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    if hard().handle_access(AccessFs::from_all(ABI::V1)).is_err() {
        let recordings = if accepts_no_landlock {
            "recordings are decoded all the same, as the operator accepted in writing"
        } else {
            "recordings and HEIC photos are not decoded"
        };
        return format!("no Landlock in this kernel: {recordings}; seccomp; limits");
    }
    let network = hard().handle_access(AccessNet::from_all(ABI::V4)).is_ok();
    let signals = hard().scope(Scope::from_all(ABI::V6)).is_ok();
    let more = match (network, signals) {
        (true, true) => "files, network and signals",
        (true, false) => "files and network",
        _ => "files",
    };
    format!("Landlock over {more}; seccomp; limits of memory, time, processes and file size")
}

fn confine_files(needs: &Needs<'_>) -> Result<String, RulesetError> {
    let mut rules = ruleset()?;
    if let Needs::Programs {
        input, programs, ..
    } = needs
    {
        rules = rules.add_rule(PathBeneath::new(input, AccessFs::ReadFile))?;
        for path in PROGRAM_PATHS {
            rules = allow(rules, Path::new(path), AccessFs::ReadFile)?;
        }
        // Reading is wide, starting is not: these programs and no other.
        for file in programs
            .iter()
            .flat_map(|program| loader::started_with(program))
        {
            rules = allow(rules, &file, AccessFs::ReadFile | AccessFs::Execute)?;
        }
    }
    let status = rules.restrict_self()?;
    Ok(match status.landlock {
        LandlockStatus::Available { effective_abi, .. } => {
            format!("Landlock ABI {}", effective_abi as i32)
        }
        _ => "Landlock".to_owned(),
    })
}

/// Every file right of the first ABI is required; what later kernels add is taken where it exists.
fn ruleset() -> Result<RulesetCreated, RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V5))?
        .scope(Scope::from_all(ABI::V6))?
        .create()
}

/// Allows what is asked on a file, or on everything below a folder, which may then be listed, too.
/// A path that does not exist on this system is left out.
fn allow(
    rules: RulesetCreated,
    path: &Path,
    access: impl Into<landlock::BitFlags<AccessFs>>,
) -> Result<RulesetCreated, RulesetError> {
    let Ok(fd) = PathFd::new(path) else {
        return Ok(rules);
    };
    let listing = if path.is_dir() {
        AccessFs::ReadDir.into()
    } else {
        landlock::BitFlags::empty()
    };
    rules.add_rule(PathBeneath::new(fd, access.into() | listing))
}
