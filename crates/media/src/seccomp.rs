//! The system calls a caged process loses. A list of what is forbidden, because ffmpeg's 200
//! libraries have no known list of what they need; files are Landlock's business.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen::Dword, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq,
    SeccompCmpOp::MaskedEq, SeccompCmpOp::Ne, SeccompCondition, SeccompFilter, SeccompRule,
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

/// Starting programs; for a child that needs none.
const STARTING: &[i64] = &[libc::SYS_execve, libc::SYS_execveat];

/// Bit that marks the x32 spelling of a call on x86-64; a list of what is forbidden must name it.
const X32: i64 = 0x4000_0000;

/// Takes the calls away from this thread and everything it starts.
pub(crate) fn apply(no_programs: bool) -> seccompiler::Result<()> {
    let mut rules = Rules::new();
    let extra: &[i64] = if no_programs { STARTING } else { &[] };
    for call in FORBIDDEN.iter().chain(FORBIDDEN_OLD).chain(extra) {
        rules.insert(*call, Vec::new());
        if cfg!(target_arch = "x86_64") {
            rules.insert(*call | X32, Vec::new());
        }
    }
    // `kill(0, …)` reaches its own process group alone: how the child cleans up after itself.
    rules.insert(libc::SYS_kill, vec![unless_argument_is_zero()?]);
    rules.insert(libc::SYS_prlimit64, vec![unless_argument_is_zero()?]);
    rules.insert(libc::SYS_clone, new_namespaces()?);
    rules.insert(libc::SYS_ioctl, flag_changes()?);
    install(rules, libc::EPERM)?;
    // Its flags lie behind a pointer that a filter cannot read; libc falls back to `clone`.
    install(Rules::from([(libc::SYS_clone3, Vec::new())]), libc::ENOSYS)
}

fn install(rules: Rules, errno: i32) -> seccompiler::Result<()> {
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::Allow,
        SeccompAction::Errno(errno.unsigned_abs()),
        std::env::consts::ARCH.try_into()?,
    )?;
    let program: BpfProgram = filter.try_into()?;
    seccompiler::apply_filter(&program)
}

fn unless_argument_is_zero() -> seccompiler::Result<SeccompRule> {
    Ok(SeccompRule::new(vec![SeccompCondition::new(
        0, Dword, Ne, 0,
    )?])?)
}

fn flag_changes() -> seccompiler::Result<Vec<SeccompRule>> {
    let rule = |request| {
        Ok(SeccompRule::new(vec![SeccompCondition::new(
            1, Dword, Eq, request,
        )?])?)
    };
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
    let rule = |flag: i32| {
        let bit = u64::from(flag.unsigned_abs());
        let condition = SeccompCondition::new(0, Qword, MaskedEq(bit), bit)?;
        Ok(SeccompRule::new(vec![condition])?)
    };
    flags.into_iter().map(rule).collect()
}
