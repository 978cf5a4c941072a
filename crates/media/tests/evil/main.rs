//! The evil decoder: a worker that, in the very cages of the real one, tries to break out instead of
//! decoding; and the tests that start it. It brings its own harness, because a test that was started
//! as a worker must not do anything before it is in the cage.

#![forbid(unsafe_code)]

mod attempts;
mod leaks;
mod naughty;

use std::{
    env, fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use cairn_media::{CageReport, CageTrial, WorkerProgram, Workshop, worker_main_that_tries};
use tempfile::TempDir;

/// Name and body. The names are those that test runners list.
const TESTS: [(&str, fn()); 5] = [
    (
        "outside_the_cage_most_attempts_succeed",
        outside_the_cage_most_attempts_succeed,
    ),
    (
        "everything_is_refused_in_both_cages",
        everything_is_refused_in_both_cages,
    ),
    (
        "everything_is_refused_to_nobody",
        everything_is_refused_to_nobody,
    ),
    (
        "the_cage_alone_keeps_playlists_from_their_siblings",
        the_cage_alone_keeps_playlists_from_their_siblings,
    ),
    (
        "a_failure_costs_its_own_file_alone",
        a_failure_costs_its_own_file_alone,
    ),
];
/// The least that must be tried.
const ENOUGH: usize = 15;
/// Argument that makes this program a worker; as in `cairn media-worker`.
const WORKER: &str = "media-worker";
/// Argument that makes this program a worker that decodes without any care.
const CARELESS: &str = "careless-worker";
/// Argument that makes this program a worker that does harm to its parent.
const NAUGHTY: &str = "naughty-worker";
/// Argument that makes it try without a cage, on two files and a port.
const FREE: &str = "free";
/// User and group of the test that is run as nobody.
const NOBODY: &str = "65534";

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    match arguments.first().map(String::as_str) {
        Some(WORKER) => {
            let errand = env::args_os().skip(2);
            return worker_main_that_tries(errand, attempts::try_everything);
        }
        Some(CARELESS) => {
            return worker_main_that_tries(env::args_os().skip(2), leaks::show_carelessly);
        }
        Some(NAUGHTY) => {
            return worker_main_that_tries(env::args_os().skip(2), naughty::misbehave);
        }
        Some(FREE) => return try_freely(&arguments[1..]),
        _ => {}
    }
    // What cargo and nextest ask of a test program.
    let chosen = |name: &str| {
        let filters: Vec<_> = arguments.iter().filter(|it| !it.starts_with('-')).collect();
        filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()))
    };
    for (name, test) in TESTS {
        if has("--list") && !has("--ignored") {
            println!("{name}: test");
        } else if !has("--list") && chosen(name) {
            test();
            println!("test {name} ... ok");
        }
    }
    ExitCode::SUCCESS
}

/// Two files that this user owns, and a port on which somebody listens.
struct Scene {
    _folder: TempDir,
    _listener: TcpListener,
    trial: CageTrial,
}

impl Scene {
    fn new(with_programs: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let file = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, name).expect("written");
            path
        };
        let trial = CageTrial {
            files: vec![file("mine"), file("theirs")],
            port: listener.local_addr().expect("bound").port(),
            parent: own_number(),
            with_programs,
        };
        Self {
            _folder: folder,
            _listener: listener,
            trial,
        }
    }
}

/// The attempts are real: without a cage, an ordinary user gets through with most of them. Root is
/// not asked: it would get through with all, and what it changes stays changed.
fn outside_the_cage_most_attempts_succeed() {
    if rustix::process::geteuid().is_root() {
        return;
    }
    let scene = Scene::new(true);
    let [mine, theirs] = &scene.trial.files[..] else {
        unreachable!("two files")
    };
    let numbers = [scene.trial.port.to_string(), own_number().to_string()];
    let out = Command::new(own_program())
        .arg(FREE)
        .args([mine, theirs])
        .args(numbers)
        .stdin(fs::File::open(mine).expect("there"))
        .output()
        .expect("runs");
    let got_through = String::from_utf8_lossy(&out.stdout);
    let count = got_through.lines().count();
    assert!(out.status.success() && count >= ENOUGH, "{got_through}");
    println!("without a cage {count} attempts get through");
}

fn try_freely(arguments: &[String]) -> ExitCode {
    let [mine, theirs, port, parent] = arguments else {
        return ExitCode::FAILURE;
    };
    let trial = CageTrial {
        files: vec![mine.into(), theirs.into()],
        port: port.parse().unwrap_or_default(),
        parent: parent.parse().unwrap_or_default(),
        with_programs: true,
    };
    let report = attempts::try_everything(&trial);
    report.escapes.iter().for_each(|words| println!("{words}"));
    ExitCode::SUCCESS
}

fn everything_is_refused_in_both_cages() {
    for with_programs in [false, true] {
        let report = try_cage(&Scene::new(with_programs));
        let cage = if with_programs { "ffmpeg" } else { "pictures" };
        assert_eq!(report.escapes, Vec::<String>::new(), "the cage for {cage}");
        assert!(report.refused.len() >= ENOUGH, "{:?}", report.refused);
        println!(
            "user {}, cage for {cage} ({}): {} of {} refused",
            rustix::process::geteuid().as_raw(),
            report.level,
            report.refused.len(),
            report.refused.len() + report.escapes.len(),
        );
    }
}

/// The whitelist off. That it holds without the cage is tested beside it, in `ffmpeg.rs`.
fn the_cage_alone_keeps_playlists_from_their_siblings() {
    let ffmpeg = which("ffmpeg");
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("opened");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("does not wait");
    let port = listener.local_addr().expect("bound").port();
    let victim = leaks::victim(folder.path(), &ffmpeg);
    let playlists = leaks::playlists(folder.path(), port);
    let leaking = playlists
        .iter()
        .filter(|it| !it.to_string_lossy().contains("web") && leaks::shows(&ffmpeg, it));
    assert!(
        leaking.count() >= 4,
        "outside the cage this ffmpeg does leak"
    );
    let show = |file: &Path| {
        let trial = CageTrial {
            files: vec![file.to_owned(), ffmpeg.clone()],
            port,
            parent: own_number(),
            with_programs: true,
        };
        run_worker(CARELESS, file, trial)
    };
    assert!(
        !show(&victim).escapes.is_empty(),
        "inside it, a file of one's own is shown"
    );
    for playlist in &playlists {
        assert_eq!(
            show(playlist).escapes,
            Vec::<String>::new(),
            "{}",
            playlist.display()
        );
    }
    assert!(listener.accept().is_err(), "nobody knocked");
    println!("{} playlists refused by the cage alone", playlists.len());
}

fn which(name: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut found = env::split_paths(&path).map(|folder| folder.join(name));
    found.find(|path| path.is_file()).expect("is installed")
}

fn try_cage(scene: &Scene) -> CageReport {
    run_worker(WORKER, &scene.trial.files[0], scene.trial.clone())
}

fn run_worker(kind: &str, input: &Path, trial: CageTrial) -> CageReport {
    let workshop = workshop(kind);
    let tried = workshop.try_cage(input, trial);
    let runtime = runtime();
    runtime.block_on(tried).expect("this machine has Landlock")
}

fn workshop(kind: &str) -> Workshop {
    Workshop::find(WorkerProgram {
        program: own_program(),
        arguments: vec![kind.into()],
    })
}

fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime")
}

fn a_failure_costs_its_own_file_alone() {
    let scene = Scene::new(false);
    let test =
        naughty::a_failure_costs_its_own_file_alone(workshop(NAUGHTY), &scene.trial.files[0]);
    runtime().block_on(test);
}

/// The same by a server that is nobody. Whoever is not root is somebody, which is as good.
fn everything_is_refused_to_nobody() {
    if !rustix::process::geteuid().is_root() {
        return everything_is_refused_in_both_cages();
    }
    // Where this program lies, nobody may not be able to walk.
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("opened");
    let copy = copy_of_this_program(folder.path());
    for test in [TESTS[0].0, TESTS[1].0] {
        let run = Command::new("setpriv")
            .args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"])
            .arg(&copy)
            .args(["--exact", test])
            .current_dir("/")
            .output()
            .expect("setpriv is part of util-linux");
        let (out, err) = (
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr),
        );
        assert!(run.status.success(), "{out}{err}");
        print!("{out}");
    }
}

fn copy_of_this_program(folder: &Path) -> PathBuf {
    let copy = folder.join("evil-decoder");
    fs::copy(own_program(), &copy).expect("copied");
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("made a program");
    copy
}

fn own_number() -> i32 {
    i32::try_from(std::process::id()).expect("a process number")
}

fn own_program() -> PathBuf {
    env::current_exe().expect("this program")
}
