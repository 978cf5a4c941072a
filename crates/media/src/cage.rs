//! The cage: what a process gives up before it looks at hostile bytes. Linux only, no root needed.
//!
//! Landlock takes away every file but the named ones, seccomp the network and everything else a
//! decoder has no use for, limits cap memory, time and file size. All of it is inherited by ffmpeg.
//! Without Landlock there is no cage and therefore no decoding.

use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, LandlockStatus,
    PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetError,
    Scope,
};
use rlimit::Resource;

use crate::seccomp;

/// What ffmpeg and its libraries need to start on a Debian-like system.
const PROGRAM_PATHS: &[&str] = &[
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/dev/null",
    "/dev/urandom",
];

/// Address space in bytes; ffmpeg with Debian's 200 libraries needs 384 MiB to start.
const ADDRESS_SPACE: u64 = 1536 << 20;
/// Largest memory file in bytes; holds a proxy of [`crate::ffmpeg`]'s size limit with room.
const FILE_SIZE: u64 = 96 << 20;
/// Seconds of processor time for pictures and for recordings, each process by itself.
const CPU_S: (u64, u64) = (20, 480);

/// What the process keeps.
pub(crate) struct Needs<'a> {
    /// The one input file.
    pub input: &'a Path,
    /// Programs it may start, if it must start any.
    pub programs: &'a [PathBuf],
}

/// Shuts the process in for good and says how well in words. On an error the process must not
/// touch the input.
pub(crate) fn enter(needs: &Needs<'_>) -> Result<String, String> {
    limit(needs).map_err(|error| format!("the limits could not be set ({error})"))?;
    let landlock = confine_files(needs).map_err(|error| match error {
        Failure::NoInput => "the file is not there".to_owned(),
        Failure::Ruleset => "no sandbox on this machine".to_owned(),
    })?;
    seccomp::apply(needs.programs.is_empty())
        .map_err(|error| format!("no sandbox on this machine ({error})"))?;
    Ok(format!("{landlock}, seccomp"))
}

/// What this machine offers, in words. Restricts nothing.
pub(crate) fn of_this_machine() -> String {
    let hard = || Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    if hard().handle_access(AccessFs::from_all(ABI::V1)).is_err() {
        return "no Landlock in this kernel: nothing is decoded".to_owned();
    }
    let network = hard().handle_access(AccessNet::from_all(ABI::V4)).is_ok();
    let signals = hard().scope(Scope::from_all(ABI::V6)).is_ok();
    let more = match (network, signals) {
        (true, true) => "files, network and signals",
        (true, false) => "files and network",
        _ => "files",
    };
    format!("Landlock over {more}; seccomp; limits of memory, time and file size")
}

fn limit(needs: &Needs<'_>) -> std::io::Result<()> {
    let cpu = if needs.programs.is_empty() {
        CPU_S.0
    } else {
        CPU_S.1
    };
    Resource::AS.set(ADDRESS_SPACE, ADDRESS_SPACE)?;
    Resource::CPU.set(cpu, cpu)?;
    Resource::FSIZE.set(FILE_SIZE, FILE_SIZE)?;
    Resource::NOFILE.set(64, 64)?;
    Resource::CORE.set(0, 0)?;
    // Politeness to the server on the same machine; a refusal changes nothing.
    let _ = rustix::process::nice(10);
    Ok(())
}

enum Failure {
    NoInput,
    Ruleset,
}

impl<E: Into<RulesetError>> From<E> for Failure {
    fn from(_: E) -> Self {
        Self::Ruleset
    }
}

fn confine_files(needs: &Needs<'_>) -> Result<String, Failure> {
    let input = PathFd::new(needs.input).map_err(|_| Failure::NoInput)?;
    let mut rules = ruleset()?.add_rule(PathBeneath::new(input, AccessFs::ReadFile))?;
    if !needs.programs.is_empty() {
        for path in PROGRAM_PATHS {
            rules = allow_reading(rules, Path::new(path))?;
        }
        for program in needs.programs {
            rules = allow_reading(rules, program)?;
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

/// Reading and executing below a path; a path that does not exist on this system is left out.
fn allow_reading(rules: RulesetCreated, path: &Path) -> Result<RulesetCreated, RulesetError> {
    let Ok(fd) = PathFd::new(path) else {
        return Ok(rules);
    };
    let file = AccessFs::ReadFile | AccessFs::Execute;
    let access: BitFlags<AccessFs> = if path.is_dir() {
        file | AccessFs::ReadDir
    } else {
        file
    };
    rules.add_rule(PathBeneath::new(fd, access))
}
