//! What a decoder tries that has been taken over by its input. Each attempt is harmless where it
//! succeeds, and says whether it did.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read},
    net::{TcpListener, TcpStream, UdpSocket},
    os::{
        linux::net::SocketAddrExt,
        unix::{
            fs::{PermissionsExt, chroot, symlink},
            net::{SocketAddr, UnixListener, UnixStream},
        },
    },
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc,
    thread,
};

use cairn_media::{CageReport, CageTrial};
use nix::{
    mount::{MsFlags, mount},
    sched::{CloneFlags, unshare},
    sys::{
        ptrace, signal,
        uio::{RemoteIoVec, process_vm_readv},
    },
    unistd::{self, Pid, Uid},
};
use rlimit::Resource;
use rustix::process::{PidfdFlags, pidfd_open};

/// More tasks than any cage allows, and fewer than a machine notices.
const BOMB: usize = 1_000;
/// More memory than any cage allows, in bytes.
const MUCH: usize = 2 << 30;
/// Larger than the largest file in memory, in bytes.
const LARGE_FILE: u64 = 1 << 30;

/// What is told before anything is tried: the words, and the attempt.
type Attempt = (&'static str, fn(&Told) -> bool);

/// What the decoder knows of the world outside.
pub struct Told {
    input: PathBuf,
    sibling: PathBuf,
    port: u16,
    parent: i32,
}

#[rustfmt::skip]
const ATTEMPTS: &[Attempt] = &[
    ("read /etc/passwd", |_| can_read("/etc/passwd")),
    ("read another blob", |told| can_read(&told.sibling)),
    ("read the environment of the parent", |told| can_read(of_parent(told, "environ"))),
    ("read the memory of the parent", |told| can_read_at_all(of_parent(told, "mem"))),
    ("list a folder", |told| fs::read_dir(folder(told)).is_ok()),
    ("write beside the input", |told| can_write(&folder(told).join("stray"))),
    ("write to /dev/shm", |_| can_write(Path::new("/dev/shm/cairn-stray"))),
    ("overwrite the input", |told| OpenOptions::new().append(true).open(&told.input).is_ok()),
    ("change the mode of the input", |told| same_mode(&told.input)),
    ("change the mode of standard input", |_| rustix::fs::fchmod(io::stdin(), rustix::fs::Mode::RUSR).is_ok()),
    ("link another blob", |told| can_link(told)),
    ("make a symbolic link", |told| forget(symlink("/", folder(told).join("link")), folder(told).join("link"))),
    ("connect over TCP", |told| TcpStream::connect(("127.0.0.1", told.port)).is_ok()),
    ("listen on TCP", |_| TcpListener::bind("127.0.0.1:0").is_ok()),
    ("send over UDP", |told| can_send(told.port)),
    ("listen on an abstract socket", |_| abstract_socket().is_ok()),
    ("make a pair of sockets", |_| UnixStream::pair().is_ok()),
    ("start a thousand threads", |_| can_bomb()),
    ("start another program", |_| Command::new("/bin/true").status().is_ok()),
    ("start a shell through the loader", |_| through_the_loader()),
    ("trace the parent", |told| ptrace::seize(Pid::from_raw(told.parent), ptrace::Options::empty()).is_ok()),
    ("copy memory out of the parent", |told| can_copy_memory(told.parent)),
    ("hold on to the parent", |told| rustix::process::Pid::from_raw(told.parent).is_some_and(|it| pidfd_open(it, PidfdFlags::empty()).is_ok())),
    ("signal the parent", |told| signal::kill(Pid::from_raw(told.parent), signal::Signal::SIGCONT).is_ok()),
    ("signal everybody", |_| signal::kill(Pid::from_raw(-1), None).is_ok()),
    ("fill the memory", |_| Vec::<u8>::new().try_reserve_exact(MUCH).is_ok()),
    ("fill files in memory", |_| can_fill_memory_files()),
    ("raise its own limits", |_| can_raise_limits()),
    ("leave the process group", |_| unistd::setsid().is_ok()),
    ("become root", |_| !Uid::effective().is_root() && unistd::setuid(Uid::from_raw(0)).is_ok()),
    ("make a namespace", |_| unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNS).is_ok()),
    ("mount a file system", |told| mount(Some("none"), &folder(told), Some("tmpfs"), MsFlags::empty(), None::<&str>).is_ok()),
    ("change its root", |_| chroot("/").is_ok()),
];

/// Tries everything.
pub fn try_everything(trial: &CageTrial) -> CageReport {
    let [input, sibling] = &trial.files[..] else {
        return CageReport::default();
    };
    let told = Told {
        input: input.clone(),
        sibling: sibling.clone(),
        port: trial.port,
        parent: trial.parent,
    };
    let tried = ATTEMPTS
        .iter()
        .map(|(words, attempt)| ((*words).to_owned(), attempt(&told)));
    let (escapes, refused): (Vec<_>, Vec<_>) = tried.partition(|(_, succeeded)| *succeeded);
    let words = |tried: Vec<(String, bool)>| tried.into_iter().map(|(words, _)| words).collect();
    CageReport {
        refused: words(refused),
        escapes: words(escapes),
        ..CageReport::default()
    }
}

fn folder(told: &Told) -> PathBuf {
    told.input.parent().map(Path::to_owned).unwrap_or_default()
}

fn of_parent(told: &Told, name: &str) -> PathBuf {
    PathBuf::from(format!("/proc/{}/{name}", told.parent))
}

fn can_read(path: impl AsRef<Path>) -> bool {
    File::open(path).is_ok_and(|mut file| file.read(&mut [0; 8]).is_ok())
}

/// Opening is enough: nothing is mapped at address 0.
fn can_read_at_all(path: impl AsRef<Path>) -> bool {
    File::open(path).is_ok()
}

fn can_write(path: &Path) -> bool {
    forget(fs::write(path, b"x"), path)
}

/// Whether it worked, and takes it away again.
fn forget(made: io::Result<()>, path: impl AsRef<Path>) -> bool {
    made.is_ok_and(|()| fs::remove_file(path).is_ok())
}

fn same_mode(path: &Path) -> bool {
    let mode = fs::Permissions::from_mode(0o400);
    fs::set_permissions(path, mode).is_ok()
}

fn can_link(told: &Told) -> bool {
    let link = folder(told).join("hard");
    forget(fs::hard_link(&told.sibling, &link), link)
}

fn can_send(port: u16) -> bool {
    let sent = UdpSocket::bind("127.0.0.1:0").and_then(|it| it.send_to(b"x", ("127.0.0.1", port)));
    sent.is_ok()
}

fn abstract_socket() -> io::Result<UnixListener> {
    UnixListener::bind_addr(&SocketAddr::from_abstract_name(b"cairn-evil")?)
}

fn can_bomb() -> bool {
    let mut held = Vec::new();
    for _ in 0..BOMB {
        let (hold, until) = mpsc::channel::<()>();
        let thread = thread::Builder::new().stack_size(16 << 10);
        match thread.spawn(move || until.recv().is_ok()) {
            Ok(thread) => held.push((hold, thread)),
            Err(_) => break,
        }
    }
    let all = held.len() == BOMB;
    for (hold, thread) in held {
        drop(hold);
        let _ = thread.join();
    }
    all
}

/// A loader that may be executed can load what may only be read; then that, too, is caged, and can
/// start nothing that is not on the list.
fn through_the_loader() -> bool {
    let shell = ["/bin/sh", "-c", "/bin/true && exit 7"];
    let status = Command::new("/lib64/ld-linux-x86-64.so.2")
        .args(shell)
        .status();
    status.is_ok_and(|status| status.code() == Some(7))
}

fn can_copy_memory(parent: i32) -> bool {
    let (mut own, there) = (
        [0_u8; 8],
        RemoteIoVec {
            base: 0x40_0000,
            len: 8,
        },
    );
    let mut into = [io::IoSliceMut::new(&mut own)];
    let copied = process_vm_readv(Pid::from_raw(parent), &mut into, &[there]);
    // Allowed, but nothing mapped there.
    !matches!(
        copied,
        Err(nix::Error::EPERM | nix::Error::ESRCH | nix::Error::ENOSYS)
    )
}

fn can_fill_memory_files() -> bool {
    let make = || rustix::fs::memfd_create("evil", rustix::fs::MemfdFlags::CLOEXEC);
    make().is_ok_and(|it| File::from(it).set_len(LARGE_FILE).is_ok())
}

fn can_raise_limits() -> bool {
    [Resource::AS, Resource::NPROC, Resource::FSIZE]
        .iter()
        .any(|limit| {
            let Ok((_, hard)) = limit.get() else {
                return true;
            };
            limit.set(hard, hard.saturating_add(1)).is_ok()
        })
}
