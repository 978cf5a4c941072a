//! A verifier of the ledger that is none of ours.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The verifier built on Go's own `sumdb`, if this machine has Go; every machine that runs all tests has.
///
/// # Panics
/// With what the build said, where `CI` is set and there is no Go.
pub fn go_verifier(folder: &Path) -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/ledger/build");
    let out = folder.join("verify");
    let built = Command::new(script).arg(&out).output();
    let built = built.expect("the script runs");
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    let needed = std::env::var_os("CI").is_some();
    assert!(built.status.success() || !needed, "{said}");
    if !built.status.success() {
        println!("skipped, no Go here: {said}");
    }
    built.status.success().then_some(out)
}
