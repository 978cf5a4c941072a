//! The system calls of a caged process. A child for pictures keeps a short list. One with programs
//! loses a long list, because ffmpeg's 200 libraries have no known list of what they need; files are
//! Landlock's business there.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen::Dword, SeccompCmpArgLen::Qword, SeccompCmpOp,
    SeccompCmpOp::Eq, SeccompCmpOp::MaskedEq, SeccompCmpOp::Ne, SeccompCondition, SeccompFilter,
    SeccompRule,
};

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Network, other processes, mounts, kernel doors, and changes to files that Landlock does not know.
const FORBIDDEN: &[i64] = &[
    // Network, and io_uring, which could do all of this behind seccomp's back.
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    // Other processes.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_tkill,
    libc::SYS_tgkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    // Leaving the process group that is killed when time is up.
    libc::SYS_setsid,
    libc::SYS_setpgid,
    // Mounts and namespaces.
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    libc::SYS_unshare,
    libc::SYS_setns,
    // The kernel itself.
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_kexec_load,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_sethostname,
    libc::SYS_personality,
    libc::SYS_quotactl,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    // Changes to files that need no write access in Landlock's eyes.
    libc::SYS_truncate,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    FCHMODAT2,
    SETXATTRAT,
    REMOVEXATTRAT,
    OPEN_TREE_ATTR,
    FILE_SETATTR,
    // More files in memory than the child was given.
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
];

// Newer than some of libc's tables; since Linux 5.1 a call has one number on every architecture.
const FCHMODAT2: i64 = 452;
const SETXATTRAT: i64 = 463;
const REMOVEXATTRAT: i64 = 466;
const OPEN_TREE_ATTR: i64 = 467;
const FILE_SETATTR: i64 = 469;

/// `ioctl`s that change a file's flags through a descriptor that may only read (linux/fs.h):
/// FS_IOC_SETFLAGS, its 32-bit form, FS_IOC_FSSETXATTR.
const FLAG_IOCTLS: [u64; 3] = [0x4008_6602, 0x4004_6602, 0x401c_5820];

/// Old spellings of the same that only some machines have.
#[cfg(target_arch = "x86_64")]
const FORBIDDEN_OLD: &[i64] = &[
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_kexec_file_load,
    libc::SYS_iopl,
    libc::SYS_ioperm,
    libc::SYS_modify_ldt,
];
#[cfg(not(target_arch = "x86_64"))]
const FORBIDDEN_OLD: &[i64] = &[];

/// All that pure Rust needs to turn bytes from a pipe into bytes for a pipe, on several threads.
/// Nothing here names a file, a process or an address.
const KEPT: &[i64] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_ppoll,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_gettid,
    libc::SYS_getpid,
    libc::SYS_getpgid,
    libc::SYS_clock_gettime,
    libc::SYS_getrandom,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
    // Refused by the filter that comes first, in the way that libc understands.
    libc::SYS_clone3,
];

/// Old spellings of the same that only some machines have.
#[cfg(target_arch = "x86_64")]
const KEPT_OLD: &[i64] = &[libc::SYS_poll, libc::SYS_getpgrp, libc::SYS_arch_prctl];
#[cfg(not(target_arch = "x86_64"))]
const KEPT_OLD: &[i64] = &[];

/// Bit that marks the x32 spelling of a call on x86-64; a list of what is forbidden must name it.
const X32: i64 = 0x4000_0000;

/// Takes the dangerous calls away from this thread and everything it starts.
pub(crate) fn lose_what_is_dangerous() -> seccompiler::Result<()> {
    let mut rules = Rules::new();
    for call in FORBIDDEN.iter().chain(FORBIDDEN_OLD) {
        rules.insert(*call, Vec::new());
        if cfg!(target_arch = "x86_64") {
            rules.insert(*call | X32, Vec::new());
        }
    }
    // `kill(0, …)` reaches its own process group alone: how the child cleans up after itself.
    rules.insert(libc::SYS_kill, vec![argument(0, Ne, 0)?]);
    rules.insert(libc::SYS_prlimit64, vec![argument(0, Ne, 0)?]);
    rules.insert(libc::SYS_clone, new_namespaces()?);
    rules.insert(libc::SYS_ioctl, flag_changes()?);
    install(rules, SeccompAction::Allow, refuse(libc::EPERM))?;
    refuse_clone3()
}

/// Leaves this thread, and those it starts, what decoding pictures takes, and nothing else.
pub(crate) fn keep_what_pictures_need() -> seccompiler::Result<()> {
    refuse_clone3()?;
    let mut rules = Rules::new();
    for call in KEPT.iter().chain(KEPT_OLD) {
        rules.insert(*call, Vec::new());
    }
    rules.insert(libc::SYS_clone, vec![flag(0, libc::CLONE_THREAD)?]);
    rules.insert(libc::SYS_kill, vec![argument(0, Eq, 0)?]);
    rules.insert(libc::SYS_prlimit64, vec![argument(0, Eq, 0)?]);
    // What Rust asks before it closes a descriptor.
    let get_flags = u64::from(libc::F_GETFD.unsigned_abs());
    rules.insert(libc::SYS_fcntl, vec![argument(1, Eq, get_flags)?]);
    install(rules, refuse(libc::EPERM), SeccompAction::Allow)
}

/// Its flags lie behind a pointer that a filter cannot read; libc falls back to `clone`.
fn refuse_clone3() -> seccompiler::Result<()> {
    let rules = Rules::from([(libc::SYS_clone3, Vec::new())]);
    install(rules, SeccompAction::Allow, refuse(libc::ENOSYS))
}

fn refuse(errno: i32) -> SeccompAction {
    SeccompAction::Errno(errno.unsigned_abs())
}

/// What happens to calls without a rule, and to those with one.
fn install(rules: Rules, others: SeccompAction, named: SeccompAction) -> seccompiler::Result<()> {
    let arch = std::env::consts::ARCH.try_into()?;
    let program: BpfProgram = SeccompFilter::new(rules, others, named, arch)?.try_into()?;
    seccompiler::apply_filter(&program)
}

fn argument(index: u8, compared: SeccompCmpOp, with: u64) -> seccompiler::Result<SeccompRule> {
    let condition = SeccompCondition::new(index, Dword, compared, with)?;
    Ok(SeccompRule::new(vec![condition])?)
}

/// Where the argument has this bit.
fn flag(index: u8, flag: i32) -> seccompiler::Result<SeccompRule> {
    let bit = u64::from(flag.unsigned_abs());
    let condition = SeccompCondition::new(index, Qword, MaskedEq(bit), bit)?;
    Ok(SeccompRule::new(vec![condition])?)
}

fn flag_changes() -> seccompiler::Result<Vec<SeccompRule>> {
    let rule = |request| argument(1, Eq, request);
    FLAG_IOCTLS.into_iter().map(rule).collect()
}

/// One rule for each flag of `clone` that makes a namespace.
fn new_namespaces() -> seccompiler::Result<Vec<SeccompRule>> {
    let flags = [
        libc::CLONE_NEWUSER,
        libc::CLONE_NEWNS,
        libc::CLONE_NEWNET,
        libc::CLONE_NEWPID,
        libc::CLONE_NEWIPC,
        libc::CLONE_NEWUTS,
        libc::CLONE_NEWCGROUP,
    ];
    flags.into_iter().map(|it| flag(0, it)).collect()
}
